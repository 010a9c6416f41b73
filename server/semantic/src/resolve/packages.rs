//! What a project's own files say of the names of modules: paths that stand for others, and packages of the federation
//! by their names.
//!
//! They are JSON, some with comments and with commas too many; what is wrong in one is left out.

use canton_syntax::yaml::{self, Node};
use rustc_hash::FxHashMap;

use crate::{Db, File, FileKind, Shard, Workspace, find_file, path, source_text};

/// So many files may extend each other.
const MOST_EXTENDED: usize = 8;
/// The folders that builds write to, and the one that they read from.
const BUILT: [&str; 4] = ["dist/", "lib/", "build/", "out/"];
const SOURCES: &str = "src/";

/// Which paths stand for which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Mapping {
    /// The folder from which plain paths go.
    base: Option<String>,
    /// The folder of the file that has `paths`.
    from: String,
    /// Patterns with at most one `*`, and what they stand for.
    paths: Vec<(String, Vec<String>)>,
}

/// What a package gives, and under which name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Package {
    folder: String,
    /// The files that it may be as a whole.
    main: Vec<String>,
    /// Parts of it, `./a` or `./b/*`, and the files that they may be.
    exports: Vec<(String, Vec<String>)>,
}

/// The paths without ending that a name stands for in files of a folder, by the nearest file that says so.
pub(super) fn mapped(db: &dyn Db, folder: &str, name: &str, files: &[String]) -> Vec<String> {
    let mut folder = folder;
    loop {
        let here = files.iter().find_map(|it| project_file(db, folder, it));
        if let Some(file) = here {
            return mapping(db, file).of(name);
        }
        if folder.is_empty() {
            return Vec::new();
        }
        folder = path::parent(folder);
    }
}

fn project_file(db: &dyn Db, folder: &str, name: &str) -> Option<File> {
    let file = find_file(db, &path::join(folder, name)?)?;
    (file.kind(db) == Some(FileKind::Project)).then_some(file)
}

impl Mapping {
    fn of(&self, name: &str) -> Vec<String> {
        let fitting =
            self.paths.iter().filter_map(|(pattern, targets)| Some((fits(pattern, name)?, pattern, targets)));
        // The pattern with the longest beginning is meant.
        let best = fitting.max_by_key(|it| it.1.split('*').next().map_or(0, str::len));
        let base = self.base.as_deref().unwrap_or(&self.from);
        let mut found: Vec<String> = Vec::new();
        if let Some((middle, _, targets)) = best {
            found.extend(targets.iter().filter_map(|it| path::join(base, &it.replacen('*', middle, 1))));
        }
        found.extend(self.base.as_deref().and_then(|base| path::join(base, name)));
        found
    }
}

/// What the `*` of a pattern stands for in a name; nothing where there is none.
fn fits<'n>(pattern: &str, name: &'n str) -> Option<&'n str> {
    match pattern.split_once('*') {
        None => (pattern == name).then_some(""),
        Some((start, end)) => name.strip_prefix(start)?.strip_suffix(end),
    }
}

/// What a file says, and the files that it extends.
#[salsa::tracked]
fn mapping(db: &dyn Db, file: File) -> Mapping {
    let mut found = Mapping::default();
    let mut rest = vec![file];
    for _ in 0..MOST_EXTENDED {
        let Some(file) = rest.pop() else { break };
        let Some(json) = read(db, file) else { continue };
        let folder = path::parent(file.path(db));
        if let Some(options) = json.get("compilerOptions") {
            let base = options.get("baseUrl").and_then(Node::scalar);
            found.base = found.base.or_else(|| path::join(folder, base?));
            if let Some(paths) = options.get("paths").filter(|_| found.paths.is_empty()) {
                folder.clone_into(&mut found.from);
                found.paths = paths
                    .entries()
                    .iter()
                    .filter_map(|it| Some((it.0.scalar()?.to_owned(), scalars(&it.1))))
                    .collect();
            }
        }
        // The last one wins over those before it.
        let extended = json.get("extends").map(scalars).unwrap_or_default();
        rest.extend(extended.iter().filter_map(|it| extended_file(db, folder, it)));
    }
    found
}

fn extended_file(db: &dyn Db, folder: &str, name: &str) -> Option<File> {
    let path = path::join(folder, name)?;
    let with_ending = || find_file(db, &format!("{path}.json"));
    find_file(db, &path).or_else(with_ending).filter(|_| name.starts_with('.'))
}

/// The paths that a name of a package, or of a part of one, may stand for.
pub(super) fn packaged(db: &dyn Db, name: &str) -> Vec<String> {
    let parts = if name.starts_with('@') { 2 } else { 1 };
    let length = name.match_indices('/').nth(parts - 1).map_or(name.len(), |it| it.0);
    let (package, part) = name.split_at(length);
    let Some(package) = packages(db, Workspace::get(db)).get(package) else { return Vec::new() };
    let mut files: Vec<String> = Vec::new();
    let wanted = format!(".{part}");
    for (pattern, targets) in &package.exports {
        if let Some(middle) = fits(pattern, &wanted) {
            files.extend(targets.iter().map(|it| it.replacen('*', middle, 1)));
        }
    }
    match part.trim_start_matches('/') {
        "" => files.extend(package.main.iter().cloned().chain(["index".to_owned(), "src/index".to_owned()])),
        part => files.extend([part.to_owned(), format!("{SOURCES}{part}")]),
    }
    let sources = files.iter().flat_map(|file| {
        let file = file.trim_start_matches("./");
        let built = BUILT.iter().find_map(|it| file.strip_prefix(it));
        [Some(file.to_owned()), built.map(|it| format!("{SOURCES}{it}"))].into_iter().flatten()
    });
    sources.filter_map(|it| path::join(&package.folder, &it)).collect()
}

/// The packages of the federation by their names; of several, the first by path.
#[salsa::tracked]
fn packages(db: &dyn Db, workspace: Workspace) -> FxHashMap<String, Package> {
    let mut found = FxHashMap::default();
    for (name, package) in workspace.shards(db).iter().flat_map(|&shard| folder_packages(db, shard)) {
        found.entry(name.clone()).or_insert_with(|| package.clone());
    }
    found
}

#[salsa::tracked(returns(deref))]
fn folder_packages(db: &dyn Db, shard: Shard) -> Vec<(String, Package)> {
    let projects = shard.files(db).iter().filter(|it| it.kind(db) == Some(FileKind::Project));
    projects.filter_map(|&file| package(db, file)).collect()
}

fn package(db: &dyn Db, file: File) -> Option<(String, Package)> {
    let json = read(db, file)?;
    let name = json.get("name")?.scalar()?.to_owned();
    let folder = path::parent(file.path(db)).to_owned();
    let main =
        ["source", "types", "typings", "module", "main"].iter().filter_map(|it| json.get(it)?.scalar());
    let mut package = Package { folder, main: main.map(str::to_owned).collect(), exports: Vec::new() };
    if let Some(exports) = json.get("exports") {
        let parts = exports.entries().iter().filter_map(|it| Some((it.0.scalar()?, &it.1)));
        let parts: Vec<(&str, &Node)> = parts.filter(|it| it.0.starts_with('.')).collect();
        if parts.is_empty() {
            package.exports.push((".".to_owned(), scalars(exports)));
        }
        package.exports.extend(parts.into_iter().map(|(part, targets)| (part.to_owned(), scalars(targets))));
    }
    Some((name, package))
}

/// Every text in a value, whatever its shape.
fn scalars(node: &Node) -> Vec<String> {
    let mut found: Vec<String> = node.scalar().map(str::to_owned).into_iter().collect();
    found.extend(node.items().iter().flat_map(scalars));
    found.extend(node.entries().iter().flat_map(|it| scalars(&it.1)));
    found
}

/// The value that a file holds.
fn read(db: &dyn Db, file: File) -> Option<Node> {
    let text = source_text(db, file).ok()?;
    yaml::parse(&without_comments(&text)).documents.into_iter().next()
}

/// A text whose comments are blanks: JSON as people write it is YAML then.
fn without_comments(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '"' => string_length(rest),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |it| it + 2),
            // YAML indents with nothing else.
            '\t' => 1,
            _ => next.len_utf8(),
        };
        let (piece, behind) = rest.split_at(length);
        match next {
            '/' if length > 1 => res.extend(piece.chars().map(|it| if it == '\n' { it } else { ' ' })),
            '\t' => res.push(' '),
            _ => res.push_str(piece),
        }
        rest = behind;
    }
    res
}

/// The length of the string that a text begins with.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return at + 1,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}
