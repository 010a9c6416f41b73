//! The values that a key takes, as the federation knows them.

use canton_evidence::codeowners::Codeowners;
use canton_grammars::effects::Effect;
use canton_semantic::{
    Db, File, FileKind, Workspace, cantons, codeowners, codeowners_file, federation, find_file, from_folder,
    join, outline, parent, pin_targets, roster, source_files, symbol_names, without_ordinal,
};
use canton_syntax::Spanned;
use canton_syntax::federation::Federation;
use canton_syntax::manifest::{InvariantValue, Manifest};
use canton_syntax::schema::Scalar;
use std::collections::BTreeMap;

use super::CompletionKind;
use crate::unit::Canton;

/// A value that fits.
pub(super) struct Candidate {
    pub(super) text: String,
    pub(super) kind: CompletionKind,
    pub(super) detail: Option<String>,
}

/// So many files are offered at once.
const MOST_FILES: usize = 500;

/// The values that fit, by name. `token` is what is typed: of a claim, symbols follow its `#`.
pub(super) fn candidates(db: &dyn Db, file: File, scalar: Scalar, token: &str) -> Vec<Candidate> {
    let settings = &federation(db, Workspace::get(db)).0;
    let words = |kind, words: BTreeMap<String, Option<String>>| -> Vec<Candidate> {
        words.into_iter().map(|(text, detail)| Candidate { text, kind, detail }).collect()
    };
    let value = CompletionKind::Value;
    match scalar {
        Scalar::Bool => fixed(&["true", "false"]),
        Scalar::OneOf(words) => fixed(words),
        Scalar::Canton => words(CompletionKind::Canton, canton_names(db)),
        Scalar::Type => words(CompletionKind::Type, types(db, settings)),
        Scalar::Requirement => words(value, requirements(db, settings)),
        Scalar::Environment => words(value, environments(db, settings)),
        Scalar::Tier => words(value, named(settings.tiers.iter().flatten())),
        Scalar::Effect => {
            words(value, Effect::ALL.iter().map(|it| (String::from(it.as_str()), None)).collect())
        }
        Scalar::Kind => words(value, kinds(db)),
        Scalar::Owner => words(CompletionKind::Owner, owners(db)),
        Scalar::Code => crate::codes()
            .map(|(code, _)| Candidate { text: code.0.to_owned(), kind: value, detail: None })
            .collect(),
        Scalar::Claim => claims(db, parent(file.path(db)), token),
        Scalar::Symbol => claims(db, "", token),
        Scalar::Exposed => words(CompletionKind::Symbol, own_symbols(db, file)),
        _ => Vec::new(),
    }
}

fn fixed(words: &[&str]) -> Vec<Candidate> {
    let candidate =
        |word: &&str| Candidate { text: String::from(*word), kind: CompletionKind::Value, detail: None };
    words.iter().map(candidate).collect()
}

fn named<'a>(words: impl Iterator<Item = &'a Spanned<String>>) -> BTreeMap<String, Option<String>> {
    words.map(|word| (word.value.clone(), None)).collect()
}

/// Every manifest of the federation.
fn manifests(db: &dyn Db) -> impl Iterator<Item = &Manifest> {
    let all = cantons(db, Workspace::get(db)).iter();
    all.filter_map(|(_, id)| Canton::new(db, *id)).map(|canton| canton.manifest)
}

fn canton_names(db: &dyn Db) -> BTreeMap<String, Option<String>> {
    let all = manifests(db).filter_map(|manifest| Some((manifest, manifest.name.as_ref()?)));
    let description = |manifest: &Manifest| manifest.description.as_ref().map(|it| it.value.clone());
    all.map(|(manifest, name)| (name.value.clone(), description(manifest))).collect()
}

/// The vocabulary that the federation declares, else all names that are in use.
fn types(db: &dyn Db, settings: &Federation) -> BTreeMap<String, Option<String>> {
    match &settings.types {
        Some(types) => named(types.iter()),
        None => named(manifests(db).flat_map(|it| it.accepts.iter().chain(&it.emits))),
    }
}

fn requirements(db: &dyn Db, settings: &Federation) -> BTreeMap<String, Option<String>> {
    if let Some(declared) = &settings.requirements {
        let description = |it: &Option<Spanned<String>>| it.as_ref().map(|it| it.value.clone());
        return declared.iter().map(|it| (it.name.value.clone(), description(&it.description))).collect();
    }
    let invariants = manifests(db).flat_map(|manifest| &manifest.invariants).map(|it| &it.value);
    let required = invariants.filter(|invariant| invariant.key.value == "requires");
    let words = required.filter_map(|invariant| match &invariant.value {
        InvariantValue::Word(word) => Some(word),
        InvariantValue::List(_) | InvariantValue::Bool(_) | InvariantValue::Other(_) => None,
    });
    named(words)
}

fn environments(db: &dyn Db, settings: &Federation) -> BTreeMap<String, Option<String>> {
    if !settings.environments.is_empty() {
        return named(settings.environments.iter());
    }
    named(manifests(db).flat_map(|manifest| &manifest.environments))
}

fn kinds(db: &dyn Db) -> BTreeMap<String, Option<String>> {
    let actions = manifests(db).flat_map(|manifest| &manifest.actions).map(|action| &action.value.kind);
    named(actions.chain(manifests(db).filter_map(|manifest| manifest.replaces.as_ref())))
}

/// The owners that the roster has; without one, those that CODEOWNERS or a manifest names.
fn owners(db: &dyn Db) -> BTreeMap<String, Option<String>> {
    let workspace = Workspace::get(db);
    let at = |name: &str| if name.contains('@') { name.to_owned() } else { format!("@{name}") };
    if let Some(roster) = roster(db, workspace) {
        return roster.iter().map(|name| (at(name), None)).collect();
    }
    let mut owners = named(manifests(db).flat_map(|manifest| manifest.owner.iter().flatten()));
    let rules = codeowners_file(db, workspace).map(|file| &codeowners(db, file).0);
    let named = rules.into_iter().flat_map(Codeowners::rules).flat_map(|rule| &rule.owners);
    owners.extend(named.map(|owner| (owner.clone(), Some(String::from("CODEOWNERS")))));
    owners
}

/// The units that the cantons of a manifest claim.
fn own_symbols(db: &dyn Db, file: File) -> BTreeMap<String, Option<String>> {
    let own = cantons(db, Workspace::get(db)).iter().filter(|(_, id)| id.file == file);
    let units = own.flat_map(|(_, id)| pin_targets(db, *id));
    let named = units.filter_map(|it| {
        let names = symbol_names(db, it.file);
        let name = without_ordinal(names.name(it.symbol));
        let kind = names.get(it.symbol)?.kind;
        (!name.is_empty()).then(|| (name.to_owned(), Some(kind.as_str().to_owned())))
    });
    named.collect()
}

/// Source files below a folder; behind a `#`, the symbols of the file before it.
fn claims(db: &dyn Db, folder: &str, token: &str) -> Vec<Candidate> {
    let Some((path, _)) = token.split_once('#') else {
        let files = source_files(db).map(|file| file.path(db));
        let below = files.filter(|path| folder.is_empty() || path.starts_with(&format!("{folder}/")));
        let file =
            |path| Candidate { text: from_folder(folder, path), kind: CompletionKind::File, detail: None };
        return below.take(MOST_FILES).map(file).collect();
    };
    let file = join(folder, path).and_then(|path| find_file(db, &path));
    let file = file.filter(|file| matches!(file.kind(db), Some(FileKind::Source(_))));
    let Some(Ok(outline)) = file.map(|file| outline(db, file)) else { return Vec::new() };
    let symbols = outline.symbols.iter().skip(1).filter(|symbol| !outline.text(symbol.name).contains('~'));
    let symbol = |symbol: &canton_syntax::outline::Symbol| Candidate {
        text: format!("{path}#{}", outline.text(symbol.name)),
        kind: CompletionKind::Symbol,
        detail: Some(symbol.kind.as_str().to_owned()),
    };
    symbols.map(symbol).collect()
}
