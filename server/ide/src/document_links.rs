//! Paths and addresses in manifests that can be followed.

use canton_semantic::{Db, File, FileKind, Workspace, find_file, join};
use canton_syntax::manifest::{Claim, Manifest};
use canton_syntax::{Spanned, TextRange};

use crate::unit::Canton;

/// A path or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// What is underlined.
    pub range: TextRange,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A path relative to the root. It need not be a file that Canton reads.
    Path(String),
    /// An address.
    Url(String),
}

pub(crate) fn document_links(db: &dyn Db, file: File) -> Vec<DocumentLink> {
    let mut links = Vec::new();
    match file.kind(db) {
        Some(FileKind::Manifest) => {
            let count = canton_semantic::manifest(db, file).cantons.len() as u32;
            let cantons = (0..count).map(|index| canton_semantic::CantonId { file, index });
            for canton in cantons.filter_map(|id| Canton::new(db, id)) {
                of_manifest(&mut links, db, canton.folder(db), canton.manifest);
            }
        }
        Some(FileKind::Federation) if canton_semantic::federation_file(db) == Some(file) => {
            let roster = &canton_semantic::federation(db, Workspace::get(db)).0.roster;
            links.extend(roster.as_ref().and_then(|it| link("", it)));
        }
        _ => {}
    }
    links.sort_by_key(|link| link.range.start());
    links
}

fn of_manifest(links: &mut Vec<DocumentLink>, db: &dyn Db, folder: &str, manifest: &Manifest) {
    for claim in manifest.source.iter().flatten() {
        let (Claim::Symbol { path, .. } | Claim::File(path)) = &claim.value else { continue };
        let target = join(folder, path).filter(|path| find_file(db, path).is_some());
        links.extend(target.map(|path| DocumentLink { range: claim.range, target: LinkTarget::Path(path) }));
    }
    links.extend(manifest.runbook.as_ref().and_then(|it| link(folder, it)));
    links.extend(manifest.incidents.iter().filter_map(|it| link(folder, it.url.as_ref()?)));
    for test in &manifest.tests {
        let path = test.value.split("::").next().and_then(|path| join(folder, path));
        let target = path.filter(|path| find_file(db, path).is_some());
        links.extend(target.map(|path| DocumentLink { range: test.range, target: LinkTarget::Path(path) }));
    }
}

/// A path from `folder`, or an address; `None` for a path that leads above the root.
fn link(folder: &str, written: &Spanned<String>) -> Option<DocumentLink> {
    let text = &written.value;
    let is_url = text.starts_with("https://") || text.starts_with("http://");
    let target = if is_url { LinkTarget::Url(text.clone()) } else { LinkTarget::Path(join(folder, text)?) };
    Some(DocumentLink { range: written.range, target })
}
