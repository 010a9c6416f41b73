//! Claims that name code which is not found: what was pinned of it is all that can still lead to it.

use canton_semantic::{
    BindingProblemKind, CantonId, Claimed, Db, File, FileKind, all_files, binding_problems, find_file,
    manifest, parent, source_text, symbol_id,
};
use canton_syntax::ProblemCode;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::canton::claims;
use crate::pins::{KeptPin, claimed_unit};
use crate::unit::Canton;

/// Why pins are kept whose units are not found.
pub(super) struct Lost<'db> {
    db: &'db dyn Db,
    /// The ids of files and symbols that are claimed, and not found.
    named: FxHashSet<String>,
    /// The cantons that claim by their own name, and find nothing by it or too much; with their folder.
    unbound: FxHashSet<(&'db str, &'db str)>,
    /// The folders with a manifest that cannot be read whole, and that manifest.
    unread: FxHashMap<&'db str, &'db str>,
    /// The pins in manifests of what is not found.
    digests: Vec<KeptPin>,
}

impl<'db> Lost<'db> {
    pub(super) fn new(db: &'db dyn Db) -> Lost<'db> {
        let mut lost = Lost {
            db,
            named: FxHashSet::default(),
            unbound: FxHashSet::default(),
            unread: FxHashMap::default(),
            digests: Vec::new(),
        };
        for file in all_files(db).filter(|file| file.kind(db) == Some(FileKind::Manifest)) {
            lost.add(file);
        }
        lost
    }

    fn add(&mut self, file: File) {
        let (db, path) = (self.db, file.path(self.db));
        let is_broken = manifest(db, file).problems.iter().any(|it| it.code == ProblemCode::YamlSyntax);
        if is_broken || source_text(db, file).is_err() {
            self.unread.insert(parent(path), path);
        }
        for problem in binding_problems(db, file) {
            let id = CantonId { file, index: problem.canton };
            let Some(canton) = Canton::new(db, id) else { continue };
            let claims = claims(db, id);
            let Some(claimed) = claims.get(problem.claim as usize) else { continue };
            let reason = match (claimed, &problem.kind) {
                (_, BindingProblemKind::OutsideRoot | BindingProblemKind::EmptyGlob) => continue,
                (Claimed::Unbound(_), _) => {
                    self.unbound.insert((parent(path), canton.name()));
                    UNBOUND
                }
                (Claimed::Symbol { path, name }, _) => {
                    self.named.insert(symbol_id(path, name));
                    NAMED
                }
                (Claimed::File(path), _) => {
                    self.named.insert(path.clone());
                    NAMED
                }
                (Claimed::Glob(_) | Claimed::Outside, _) => continue,
            };
            if canton.manifest.digest.is_some() && claims.len() == 1 {
                let (unit, canton) = (claimed_unit(db, canton), canton.name().to_owned());
                let (place, reason) = (path.to_owned(), reason.to_owned());
                self.digests.push(KeptPin { unit, canton, place, reason });
            }
        }
    }

    /// The pins in manifests whose units are not found.
    pub(super) fn digests(&self) -> impl Iterator<Item = KeptPin> + '_ {
        self.digests.iter().cloned()
    }

    /// Why a line of a lock must stay although no claim leads to its unit; `None` where nobody names that.
    pub(super) fn why_kept(&self, lock: File, canton: &str, unit: &str) -> Option<String> {
        let folder = parent(lock.path(self.db));
        if self.names(unit) {
            return Some(NAMED.to_owned());
        }
        if let Some(manifest) = self.unread.get(folder) {
            return Some(format!("`{manifest}` cannot be read whole"));
        }
        if self.unbound.contains(&(folder, canton)) {
            return Some(UNBOUND.to_owned());
        }
        let file = find_file(self.db, unit.split_once('#').map_or(unit, |(path, _)| path))?;
        source_text(self.db, file).is_err().then(|| UNREADABLE.to_owned())
    }

    /// Whether a claim that leads nowhere names the unit, or what it stood in.
    fn names(&self, unit: &str) -> bool {
        let path = unit.find('#').unwrap_or(unit.len());
        let inner = unit[path..].match_indices(['#', '.', '~']).map(|(at, _)| &unit[..path + at]);
        inner.chain([unit]).any(|it| self.named.contains(it))
    }
}

const NAMED: &str = "a claim names it, and it is not found";
const UNREADABLE: &str = "its file cannot be read";
const UNBOUND: &str = "the canton finds no code by its name, or too much";
