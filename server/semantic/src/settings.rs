//! The federation: its settings, its cantons by name, its roster.

use canton_syntax::Problem;
use canton_syntax::federation::{Federation, federation as read_federation};
use canton_syntax::manifest::Risk;
use canton_syntax::yaml::{self, Node};
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::collections::BTreeSet;

use crate::claims::CantonId;
use crate::files::find_file;
use crate::index::{NameKey, folder_manifests};
use crate::{Db, File, Shard, Workspace, facts, source_text};

/// `federation.yaml` as it stands, and its problems; all defaults where there is none.
#[salsa::tracked]
pub fn federation(db: &dyn Db, workspace: Workspace) -> (Federation, Vec<Problem>) {
    let _ = workspace;
    match federation_file(db).map(|file| source_text(db, file)) {
        Some(Ok(text)) => read_federation(&text),
        _ => (Federation::default(), Vec::new()),
    }
}

/// The file `federation.yaml` or `federation.yml` at the root.
pub fn federation_file(db: &dyn Db) -> Option<File> {
    find_file(db, "federation.yaml").or_else(|| find_file(db, "federation.yml"))
}

/// Whether anybody uses Canton here: there is a manifest or a `federation.yaml`.
#[salsa::tracked(returns(copy))]
pub fn is_federation(db: &dyn Db, workspace: Workspace) -> bool {
    federation_file(db).is_some()
        || workspace.shards(db).iter().any(|&shard| !folder_manifests(db, shard).is_empty())
}

/// The cantons of one folder's manifests.
#[salsa::tracked(returns(deref))]
fn folder_cantons(db: &dyn Db, shard: Shard) -> Vec<(Option<String>, CantonId)> {
    let mut cantons = Vec::new();
    for &file in folder_manifests(db, shard) {
        for (index, facts) in facts(db, file).iter().enumerate() {
            cantons.push((facts.name.clone(), CantonId { file, index: index as u32 }));
        }
    }
    cantons
}

/// Every canton with its name, by path and place in the file.
#[salsa::tracked(returns(deref))]
pub fn cantons(db: &dyn Db, workspace: Workspace) -> Vec<(Option<String>, CantonId)> {
    workspace.shards(db).iter().flat_map(|&shard| folder_cantons(db, shard)).cloned().collect()
}

/// The cantons of that name: none, one, or by mistake several.
pub fn canton_named(db: &dyn Db, name: &str) -> Vec<CantonId> {
    let cantons = cantons(db, Workspace::get(db)).iter();
    cantons.filter(|(it, _)| it.as_deref() == Some(name)).map(|&(_, canton)| canton).collect()
}

/// Whether there is a canton of that name.
pub fn has_canton(db: &dyn Db, name: &str) -> bool {
    is_canton(db, NameKey::new(db, name))
}

/// Asked by name, so that what names one canton is not looked at again when another comes.
#[salsa::tracked(returns(copy))]
fn is_canton<'db>(db: &'db dyn Db, name: NameKey<'db>) -> bool {
    !canton_named(db, name.text(db)).is_empty()
}

/// The owners there are, where the federation names a file that lists them: every scalar in it, with and
/// without its `@`. `None`: any owner is as good as another.
#[salsa::tracked]
pub fn roster(db: &dyn Db, workspace: Workspace) -> Option<BTreeSet<String>> {
    let path = federation(db, workspace).0.roster.as_ref()?;
    let text = source_text(db, find_file(db, &path.value)?).ok()?;
    let mut names = BTreeSet::new();
    for document in &yaml::parse(&text).documents {
        add_scalars(&mut names, document);
    }
    Some(names)
}

/// Adds every key and value of a roster, whatever its shape.
fn add_scalars(names: &mut BTreeSet<String>, node: &Node) {
    if let Some(scalar) = node.scalar() {
        names.insert(scalar.trim_start_matches('@').to_owned());
    }
    for item in node.items() {
        add_scalars(names, item);
    }
    for (key, value) in node.entries() {
        add_scalars(names, key);
        add_scalars(names, value);
    }
}

/// The globs that `federation.yaml` sets files apart with.
pub(crate) struct PathRules {
    sources: Vec<String>,
    tests: GlobSet,
    generated: GlobSet,
}

impl PartialEq for PathRules {
    fn eq(&self, other: &PathRules) -> bool {
        self.sources == other.sources
    }
}

impl PathRules {
    pub(crate) fn is_test(&self, path: &str) -> bool {
        self.tests.is_match(path)
    }

    pub(crate) fn is_generated(&self, path: &str) -> bool {
        self.generated.is_match(path)
    }
}

/// The globs of `tests` and `generated`, compiled.
#[salsa::tracked]
pub(crate) fn path_rules(db: &dyn Db, workspace: Workspace) -> PathRules {
    let settings = &federation(db, workspace).0;
    let patterns = |list: &[canton_syntax::Spanned<String>]| -> Vec<String> {
        list.iter().map(|it| it.value.clone()).collect()
    };
    let (tests, generated) = (patterns(&settings.tests), patterns(&settings.generated));
    let mut sources = tests.clone();
    sources.push(String::from("\0"));
    sources.extend(generated.iter().cloned());
    PathRules { sources, tests: glob_set(&tests), generated: glob_set(&generated) }
}

/// The rules of `risk`, compiled.
struct RiskRules {
    rules: Vec<(String, Risk)>,
    matchers: Vec<GlobSet>,
}

impl PartialEq for RiskRules {
    fn eq(&self, other: &RiskRules) -> bool {
        self.rules == other.rules
    }
}

#[salsa::tracked]
fn risk_rules(db: &dyn Db, workspace: Workspace) -> RiskRules {
    let rules = &federation(db, workspace).0.risk;
    let rules: Vec<(String, Risk)> =
        rules.iter().map(|rule| (rule.path.value.clone(), rule.level.value)).collect();
    let matchers = rules.iter().map(|(path, _)| glob_set(std::slice::from_ref(path))).collect();
    RiskRules { rules, matchers }
}

/// The risk of a path, by the first rule of the federation that fits it.
pub fn risk_of_path(db: &dyn Db, path: &str) -> Option<Risk> {
    let RiskRules { rules, matchers } = risk_rules(db, Workspace::get(db));
    let first = matchers.iter().position(|matcher| matcher.is_match(path))?;
    rules.get(first).map(|(_, level)| *level)
}

/// A set of patterns as in `.gitignore`: without a slash they fit at any depth, and what fits a folder fits
/// all that is in it. A pattern that is no glob fits nothing; it is reported where it is written.
pub(crate) fn glob_set(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        for glob in globs(pattern) {
            set.add(glob);
        }
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}

/// The globs that a `.gitignore` pattern stands for.
pub(crate) fn globs(pattern: &str) -> Vec<Glob> {
    let trimmed = pattern.trim_end_matches('/');
    let anchored = trimmed.trim_start_matches('/');
    let anywhere = !trimmed.contains('/');
    let head = if anywhere { format!("**/{anchored}") } else { anchored.to_owned() };
    let glob = |text: &str| globset::GlobBuilder::new(text).literal_separator(true).build().ok();
    let below = if head.ends_with("**") { None } else { glob(&format!("{head}/**")) };
    let itself = if pattern.ends_with('/') { None } else { glob(&head) };
    itself.into_iter().chain(below).collect()
}
