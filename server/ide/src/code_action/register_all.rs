//! Registers every unit of files and folders that no canton claims yet.

use canton_semantic::{
    Db, File, Standing, file_name, find_file, outline, parent, source_files, without_ordinal,
};
use canton_syntax::edit::{NewManifest, new_manifest};
use rustc_hash::FxHashSet;

use super::CodeAction;
use super::register::{Names, claim, manifest_path};
use crate::SourceChange;
use crate::unit::{Unit, units};
use crate::wording::counted;

/// What registering writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registration {
    /// The new manifests.
    pub change: SourceChange,
    /// The ids of the units and the names of their cantons, by path and place.
    pub registered: Vec<(String, String)>,
}

/// The actions for a whole file: a manifest for each unit, or one for all.
pub(super) fn actions(db: &dyn Db, file: File) -> Vec<CodeAction> {
    let count = unclaimed(db, file).len();
    if count < 2 {
        return Vec::new();
    }
    let path = file.path(db);
    let of_file = format!("Register all {} of `{}`", counted(count, "unit"), file_name(path));
    let action = |form: &str, what: &str| {
        CodeAction::quick_fix("register-all", path, vec![form.to_owned()], format!("{of_file} ({what})"))
    };
    vec![action("one", "one manifest"), action("each", "a manifest for each")]
}

/// What such an action writes, for a file or a folder.
pub(super) fn change(db: &dyn Db, path: &str, form: &str) -> Option<SourceChange> {
    let scope = [path.to_owned()];
    let registration = match form {
        "each" => register_all(db, &scope, None),
        "one" => {
            let stem = file_name(path).split('.').next().filter(|it| !it.is_empty()).unwrap_or("all");
            let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
            let mut names = [stem.to_owned()].into_iter().chain(numbered);
            let free = names.find(|name| find_file(db, &manifest_path(path, name)).is_none())?;
            register_all(db, &scope, Some(&manifest_path(path, &free)))
        }
        _ => return None,
    };
    (!registration.registered.is_empty()).then_some(registration.change)
}

/// Registers every unit below the paths of `scope` (everywhere where it is empty) that counts and that no canton
/// claims: each in a manifest of its own beside its file, or all in the one new manifest at `into`.
pub(crate) fn register_all(db: &dyn Db, scope: &[String], into: Option<&str>) -> Registration {
    let holds = |path: &str, it: &String| {
        path.strip_prefix(it.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut names = Names::new(db);
    let mut registration = Registration::default();
    let mut documents: Vec<String> = Vec::new();
    for file in source_files(db) {
        let path = file.path(db);
        if !scope.is_empty() && !scope.iter().any(|it| holds(path, it)) {
            continue;
        }
        for unit in unclaimed(db, file) {
            let name = names.take(db, unit, into.is_none());
            let source = vec![claim(db, unit, parent(into.unwrap_or(path)))];
            let text = new_manifest(&NewManifest { name: name.clone(), source, ..NewManifest::default() });
            match into {
                Some(_) => documents.push(text),
                None => registration.change.created.push((manifest_path(path, &name), text)),
            }
            registration.registered.push((unit.id(db), name));
        }
    }
    if let Some(into) = into.filter(|_| !documents.is_empty()) {
        registration.change.created.push((into.to_owned(), documents.join("---\n")));
    }
    registration
}

/// The units of a file that count and that no canton claims; of those with one name the first, as a claim of
/// that name claims them all.
fn unclaimed(db: &dyn Db, file: File) -> Vec<Unit<'_>> {
    let Ok(outline) = outline(db, file) else { return Vec::new() };
    let mut seen = FxHashSet::default();
    let mut found: Vec<Unit<'_>> =
        units(db, file).filter(|unit| unit.standing.standing == Standing::Uncantonized).collect();
    found.retain(|unit| seen.insert(without_ordinal(outline.text(unit.symbol().name))));
    found
}
