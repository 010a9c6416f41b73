//! Who claims what. The closest claim wins: symbol, enclosing symbol, file, then the longest glob.
//!
//! Claims are looked up from the file outward, folder by folder, so a manifest that changes is felt only by
//! the files whose own list of claims it changes.

use canton_syntax::manifest::Claim;
use globset::GlobSet;
use std::collections::BTreeMap;

use crate::files::find_file;
use crate::index::{folder_manifests, folder_sources, shards_below};
use crate::names::{SameOrder, without_ordinal, words};
use crate::settings::{glob_set, globs};
use crate::{Db, File, Shard, Workspace, facts, path, symbol_names, word_matches};

/// A canton: a document of a manifest file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CantonId {
    /// The manifest.
    pub file: File,
    /// Which of its documents.
    pub index: u32,
}

/// What a claim leads to; paths are relative to the root.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Claimed {
    /// All symbols of a dotted name in a file.
    Symbol {
        /// The file's path; there may be no such file.
        path: String,
        /// The dotted name; there may be no such symbol.
        name: String,
    },
    /// A whole file.
    File(String),
    /// All files that a pattern fits.
    Glob(String),
    /// The claim leads above the federation's root.
    Outside,
    /// Found by name, but there is not exactly one: the candidates' ids.
    Unbound(Vec<(String, String)>),
}

/// What each canton of a manifest claims, claim by claim; one entry for a canton without `source`.
#[salsa::tracked(returns(deref))]
pub fn claims_of(db: &dyn Db, manifest: File) -> Vec<Vec<Claimed>> {
    let folder = path::parent(manifest.path(db));
    let claims = facts(db, manifest).iter().map(|canton| match (&canton.source, &canton.name) {
        (Some(source), _) => source.iter().map(|claim| resolve(folder, claim)).collect(),
        (None, Some(name)) => vec![claim_by_name(db, folder, name)],
        (None, None) => Vec::new(),
    });
    claims.collect()
}

fn resolve(folder: &str, claim: &Claim) -> Claimed {
    let outside = || Claimed::Outside;
    match claim {
        Claim::Symbol { path, symbol } => match path::join(folder, path) {
            Some(path) => Claimed::Symbol { path, name: symbol.clone() },
            None => outside(),
        },
        Claim::File(path) => path::join(folder, path).map_or_else(outside, Claimed::File),
        Claim::Glob(pattern) => glob_from(folder, pattern).map_or_else(outside, Claimed::Glob),
    }
}

/// A manifest's pattern as seen from the root. Without a slash in it, it fits at any depth below its folder.
fn glob_from(folder: &str, pattern: &str) -> Option<String> {
    let body = pattern.trim_end_matches('/');
    let tail = &pattern[body.len()..];
    let anywhere = !body.contains('/');
    let escaped = globset::escape(folder);
    let joined = path::join(&escaped, body)?;
    let joined = if anywhere && !body.is_empty() && body != ".." {
        path::join(&escaped, &format!("**/{body}"))?
    } else {
        joined
    };
    Some(if joined.is_empty() { String::from("**") } else { joined + tail })
}

/// The one symbol, else the one file, with the name's words in the same order, else in any order.
fn claim_by_name(db: &dyn Db, folder: &str, name: &str) -> Claimed {
    let own = name.rsplit_once('.').map_or(name, |(_, own)| own);
    let found = word_matches(db, folder, &words(own));
    for order in [SameOrder(true), SameOrder(false)] {
        for files in [false, true] {
            let fits = |it: &&(File, String, SameOrder)| it.2 == order && it.1.is_empty() == files;
            let equal: Vec<_> = found.iter().filter(fits).collect();
            let equal = outermost(&equal);
            match equal[..] {
                [] => {}
                [(file, name, _)] if name.is_empty() => return Claimed::File(file.path(db).to_owned()),
                [(file, name, _)] => {
                    return Claimed::Symbol { path: file.path(db).to_owned(), name: name.clone() };
                }
                _ => {
                    let ids = equal.iter().map(|(file, name, _)| (file.path(db).to_owned(), name.clone()));
                    return Claimed::Unbound(ids.collect());
                }
            }
        }
    }
    Claimed::Unbound(Vec::new())
}

/// Those that stand in no other of them: a class, not its constructor of the same name.
fn outermost<'a>(found: &[&'a (File, String, SameOrder)]) -> Vec<&'a (File, String, SameOrder)> {
    let holds =
        |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
    let is_inner = |it: &(File, String, SameOrder)| {
        found.iter().any(|other| other.0 == it.0 && !other.1.is_empty() && holds(&other.1, &it.1))
    };
    found.iter().copied().filter(|it| !is_inner(it)).collect()
}

/// The claims of one folder's manifests that stay in that folder.
#[derive(Debug, Default, PartialEq, Eq)]
struct FolderClaims {
    /// By path: the symbol, or `None` for the whole file.
    paths: BTreeMap<String, Vec<(Option<String>, CantonId)>>,
    globs: Vec<GlobClaim>,
}

#[derive(Clone, Debug)]
struct GlobClaim {
    pattern: String,
    matcher: GlobSet,
    canton: CantonId,
}

impl PartialEq for GlobClaim {
    fn eq(&self, other: &GlobClaim) -> bool {
        self.pattern == other.pattern && self.canton == other.canton
    }
}

impl Eq for GlobClaim {}

impl FolderClaims {
    fn add(&mut self, claimed: &Claimed, canton: CantonId) {
        match claimed {
            Claimed::Symbol { path, name } => {
                self.paths.entry(path.clone()).or_default().push((Some(name.clone()), canton));
            }
            Claimed::File(path) => self.paths.entry(path.clone()).or_default().push((None, canton)),
            Claimed::Glob(pattern) => {
                let matcher = glob_set(std::slice::from_ref(pattern));
                self.globs.push(GlobClaim { pattern: pattern.clone(), matcher, canton });
            }
            Claimed::Outside | Claimed::Unbound(_) => {}
        }
    }
}

/// Every canton of a folder with its claims.
fn folder_claimed(db: &dyn Db, shard: Shard) -> impl Iterator<Item = (CantonId, &Claimed)> {
    folder_manifests(db, shard).iter().flat_map(move |&file| {
        let cantons = claims_of(db, file).iter().enumerate();
        cantons.flat_map(move |(index, claims)| {
            claims.iter().map(move |claimed| (CantonId { file, index: index as u32 }, claimed))
        })
    })
}

fn stays_below(claimed: &Claimed, folder: &str) -> bool {
    match claimed {
        Claimed::Symbol { path, .. } | Claimed::File(path) => path::relative(folder, path).is_some(),
        Claimed::Glob(pattern) => path::relative(&globset::escape(folder), pattern).is_some(),
        Claimed::Outside | Claimed::Unbound(_) => true,
    }
}

#[salsa::tracked]
fn folder_claims(db: &dyn Db, shard: Shard) -> FolderClaims {
    let mut claims = FolderClaims::default();
    for (canton, claimed) in folder_claimed(db, shard) {
        if stays_below(claimed, shard.folder(db)) {
            claims.add(claimed, canton);
        }
    }
    claims
}

/// The claims of one folder's manifests that leave it through `..`; hardly ever any.
///
/// Every file rests on these, so they must not rest on code: what is found by name never leaves its folder and
/// is not looked for here.
#[salsa::tracked(returns(deref))]
fn leaving_claims(db: &dyn Db, shard: Shard) -> Vec<(CantonId, Claimed)> {
    let folder = shard.folder(db);
    let mut leaving = Vec::new();
    for &file in folder_manifests(db, shard) {
        for (index, canton) in facts(db, file).iter().enumerate() {
            let claims = canton.source.iter().flatten().map(|claim| resolve(folder, claim));
            let id = CantonId { file, index: index as u32 };
            leaving.extend(claims.filter(|it| !stays_below(it, folder)).map(|claimed| (id, claimed)));
        }
    }
    leaving
}

#[salsa::tracked]
fn all_leaving_claims(db: &dyn Db, workspace: Workspace) -> FolderClaims {
    let mut claims = FolderClaims::default();
    for &shard in workspace.shards(db) {
        for (canton, claimed) in leaving_claims(db, shard) {
            claims.add(claimed, *canton);
        }
    }
    claims
}

/// Every claim that reaches into one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileClaims {
    /// Claims of symbols by their dotted names.
    pub symbols: Vec<(String, CantonId)>,
    /// Claims of the whole file.
    pub file: Vec<CantonId>,
    /// Claims by globs with their lengths, the longest first.
    pub globs: Vec<(u32, CantonId)>,
}

impl FileClaims {
    fn gather(&mut self, claims: &FolderClaims, path: &str) {
        for (symbol, canton) in claims.paths.get(path).into_iter().flatten() {
            match symbol {
                Some(symbol) => self.symbols.push((symbol.clone(), *canton)),
                None => self.file.push(*canton),
            }
        }
        for glob in claims.globs.iter().filter(|glob| glob.matcher.is_match(path)) {
            self.globs.push((glob.pattern.len() as u32, glob.canton));
        }
    }

    /// No canton reaches into the file.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty() && self.file.is_empty() && self.globs.is_empty()
    }

    /// The canton that claims the file as such, and how closely.
    fn of_file(&self) -> Option<(CantonId, Closeness)> {
        let file = self.file.first().map(|&canton| (canton, Closeness::File));
        file.or_else(|| self.globs.first().map(|&(length, canton)| (canton, Closeness::Glob(length))))
    }
}

/// How closely a canton claims something, the farthest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// By a glob of that length.
    Glob(u32),
    /// By its file.
    File,
    /// By itself or a symbol around it.
    Symbol,
}

/// The claims that reach into a file.
#[salsa::tracked]
pub fn file_claims(db: &dyn Db, file: File) -> FileClaims {
    let mut claims = FileClaims::default();
    let mut folder = Some(file.shard(db));
    while let Some(shard) = folder {
        claims.gather(folder_claims(db, shard), file.path(db));
        folder = shard.parent(db);
    }
    claims.gather(all_leaving_claims(db, Workspace::get(db)), file.path(db));
    claims.globs.sort_by_key(|&(length, canton)| (std::cmp::Reverse(length), canton_key(db, canton)));
    claims.file.sort_by_key(|&canton| canton_key(db, canton));
    claims
        .symbols
        .sort_by(|one, other| (&one.0, canton_key(db, one.1)).cmp(&(&other.0, canton_key(db, other.1))));
    claims
}

/// Cantons are ordered by where they stand, never by when their files were met.
pub(crate) fn canton_key(db: &dyn Db, canton: CantonId) -> (&str, u32) {
    (canton.file.path(db), canton.index)
}

/// The canton of each symbol of a file and how closely it claims it, by the symbol's index; empty where no
/// canton reaches into the file.
#[salsa::tracked(returns(deref))]
pub fn claimants(db: &dyn Db, file: File) -> Box<[Option<(CantonId, Closeness)>]> {
    let claims = file_claims(db, file);
    if claims.is_empty() {
        return Box::default();
    }
    let names = symbol_names(db, file);
    let mut owners: Vec<Option<(CantonId, Closeness)>> = Vec::with_capacity(names.len());
    for (index, symbol) in names.iter() {
        let name = names.name(index);
        let own = claims.symbols.iter().find(|(claimed, _)| claimed == name);
        let own = own.or_else(|| claims.symbols.iter().find(|(it, _)| it == without_ordinal(name)));
        owners.push(match own {
            _ if index == 0 => claims.of_file(),
            Some(&(_, canton)) => Some((canton, Closeness::Symbol)),
            None => owners.get(symbol.parent as usize).copied().flatten(),
        });
    }
    owners.into()
}

/// Two cantons that claim the same thing equally closely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The file.
    pub file: File,
    /// The symbol's dotted name; empty where both claim the file.
    pub name: String,
    /// The cantons, in order.
    pub cantons: (CantonId, CantonId),
}

#[salsa::tracked(returns(deref))]
fn folder_conflicts(db: &dyn Db, shard: Shard) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for file in folder_sources(db, shard) {
        let claims = file_claims(db, file);
        for pair in claims.symbols.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            conflicts.push(Conflict { file, name: pair[0].0.clone(), cantons: (pair[0].1, pair[1].1) });
        }
        if let [one, other, ..] = claims.file[..] {
            conflicts.push(Conflict { file, name: String::new(), cantons: (one, other) });
        } else if let [(length, one), (same, other), ..] = claims.globs[..]
            && length == same
            && claims.file.is_empty()
        {
            conflicts.push(Conflict { file, name: String::new(), cantons: (one, other) });
        }
    }
    conflicts.retain(|conflict| conflict.cantons.0 != conflict.cantons.1);
    conflicts
}

/// Every pair of cantons that claim the same thing equally closely; the first of each pair is given it.
#[salsa::tracked(returns(deref))]
pub fn conflicts(db: &dyn Db, workspace: Workspace) -> Vec<Conflict> {
    workspace.shards(db).iter().flat_map(|&shard| folder_conflicts(db, shard)).cloned().collect()
}

/// The files that a claim reaches, whether it is the closest there or not; sorted by path.
pub fn claimed_files(db: &dyn Db, claimed: &Claimed) -> Vec<File> {
    match claimed {
        Claimed::Symbol { path, .. } | Claimed::File(path) => find_file(db, path).into_iter().collect(),
        Claimed::Glob(pattern) => files_matching(db, pattern).collect(),
        Claimed::Outside | Claimed::Unbound(_) => Vec::new(),
    }
}

/// The source files that a pattern fits.
pub(crate) fn files_matching<'db>(db: &'db dyn Db, pattern: &str) -> impl Iterator<Item = File> + 'db {
    let literal = pattern.split('/').take_while(|part| !part.contains(['*', '?', '[', '{', '\\']));
    let mut folder = literal.collect::<Vec<_>>().join("/");
    if folder == pattern.trim_end_matches('/') && !pattern.ends_with('/') {
        folder = path::parent(&folder).to_owned();
    }
    let matchers: Vec<_> = globs(pattern).iter().map(globset::Glob::compile_matcher).collect();
    let folder: &'db str = Workspace::get(db).folders(db).get_key_value(&*folder).map_or("", |(key, _)| key);
    let files = shards_below(db, folder).flat_map(|shard| folder_sources(db, shard));
    files.filter(move |file| matchers.iter().any(|matcher| matcher.is_match(file.path(db))))
}
