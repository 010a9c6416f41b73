//! Manifests and lock files: as they stand, and without positions.

use canton_syntax::Problem;
use canton_syntax::digest::Pin;
use canton_syntax::lock::LockLine;
use canton_syntax::manifest::{Claim, Deprecated, Manifest, Risk, manifests};

use crate::{Db, File, FileKind, source_text};

/// A manifest file as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManifestFile {
    /// Its cantons, one a YAML document.
    pub cantons: Vec<Manifest>,
    /// What is wrong in the text alone.
    pub problems: Vec<Problem>,
}

/// A manifest's cantons with all positions, and its problems.
#[salsa::tracked]
pub fn manifest(db: &dyn Db, file: File) -> ManifestFile {
    if file.kind(db) != Some(FileKind::Manifest) {
        return ManifestFile::default();
    }
    let Ok(text) = source_text(db, file) else { return ManifestFile::default() };
    let (cantons, problems) = manifests(&text);
    ManifestFile { cantons, problems }
}

/// What others need to know of a canton: its manifest without positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CantonFacts {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// What it claims, as written; `None`: by name.
    pub source: Option<Vec<Claim>>,
    /// Its owners; `None`: from CODEOWNERS.
    pub owner: Option<Vec<String>>,
    /// The author says that it is tested.
    pub tested: bool,
    /// The pin of a canton of one unit.
    pub digest: Option<Pin>,
    /// The effects it may have; `None` where it does not say.
    pub effects: Option<Vec<String>>,
    /// Its risk; `None`: from the path rules.
    pub risk: Option<Risk>,
    /// Calls to it are reported.
    pub deprecated: Option<Deprecated>,
}

/// The facts of each canton in a manifest file.
#[salsa::tracked(returns(deref))]
pub fn facts(db: &dyn Db, file: File) -> Vec<CantonFacts> {
    manifest(db, file).cantons.iter().map(facts_of).collect()
}

fn facts_of(canton: &Manifest) -> CantonFacts {
    CantonFacts {
        name: canton.name.as_ref().map(|name| name.value.clone()),
        source: canton.source.as_ref().map(|claims| claims.iter().map(|it| it.value.clone()).collect()),
        owner: canton.owner.as_ref().map(|owners| owners.iter().map(|it| it.value.clone()).collect()),
        tested: canton.tested.as_ref().is_some_and(|it| it.value),
        digest: canton.digest.as_ref().map(|it| it.value.clone()),
        effects: canton.effects.as_ref().map(|effects| effects.iter().map(|it| it.value.clone()).collect()),
        risk: canton.risk.as_ref().map(|it| it.value),
        deprecated: canton.deprecated.as_ref().map(|it| it.value.clone()),
    }
}

/// A lock file's lines and problems.
#[salsa::tracked]
pub fn lock(db: &dyn Db, file: File) -> (Vec<LockLine>, Vec<Problem>) {
    match source_text(db, file) {
        Ok(text) if file.kind(db) == Some(FileKind::Lock) => canton_syntax::lock::lock(&text),
        _ => (Vec::new(), Vec::new()),
    }
}
