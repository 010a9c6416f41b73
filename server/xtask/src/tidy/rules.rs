//! The rules.

use super::source::{Source, string_literals};
use super::{Finding, Repository};

/// No file of code is longer than this, its own tests aside.
const MAX_LINES: usize = 400;

/// From left to right: each crate depends only on those before it.
const ORDER: [&str; 6] = ["grammars", "syntax", "evidence", "semantic", "ide", "canton"];

/// The one crate that knows the protocol.
const PROTOCOL_CRATE: &str = "canton";

/// Files that can be read in one sitting.
pub(super) fn long_files(repository: &Repository) -> Vec<Finding> {
    let too_long = |source: &Source| {
        let lines = source.product_lines().count();
        (lines > MAX_LINES)
            .then(|| finding(source, 0, format!("{lines} lines; at most {MAX_LINES} without tests")))
    };
    rust(repository).filter(|source| !source.is_test()).filter_map(too_long).collect()
}

/// Nothing is left for later in silence.
pub(super) fn unfinished(repository: &Repository) -> Vec<Finding> {
    // Written apart, so that this file keeps its own rule.
    let marks = [concat!("#[", "ignore"), concat!("todo", "!("), concat!("unimplemented", "!(")];
    let mut findings = Vec::new();
    for source in rust(repository) {
        for (index, line) in source.text.lines().enumerate() {
            for mark in marks.iter().filter(|mark| line.contains(*mark)) {
                findings.push(finding(
                    source,
                    index + 1,
                    format!("`{mark}`: assert what it does today instead"),
                ));
            }
        }
    }
    findings
}

/// Types of the protocol stay in the one crate that speaks it.
pub(super) fn protocol_types(repository: &Repository) -> Vec<Finding> {
    let words = ["lsp_types", "lsp-types", "tower_lsp", "tower-lsp", "ls_types"];
    let foreign = |source: &&Source| {
        let krate = source.krate();
        // The rule's own words stand in `xtask`; its manifest must not have them either.
        krate != PROTOCOL_CRATE
            && source.path != "Cargo.toml"
            && !source.path.starts_with("server/xtask/src/tidy")
    };
    let mut findings = Vec::new();
    for source in repository.sources.iter().filter(foreign) {
        for (number, line) in source.code_lines() {
            for word in words.iter().filter(|word| line.contains(*word)) {
                let message = format!("`{word}` outside server/{PROTOCOL_CRATE}");
                findings.push(finding(source, number, message));
            }
        }
    }
    findings
}

/// What is said of one language stands in that language's folder.
pub(super) fn language_names(repository: &Repository) -> Vec<Finding> {
    let names = grammar_folders(repository);
    let mut findings = Vec::new();
    let crates = ["semantic", "ide", "canton"];
    for source in rust(repository).filter(|it| it.is_product() && crates.contains(&it.krate())) {
        for (number, line) in source.code_lines() {
            for literal in string_literals(line).into_iter().filter(|it| names.contains(it)) {
                let message = format!("a language by name, \"{literal}\"; ask `Language` for what differs");
                findings.push(finding(source, number, message));
            }
        }
    }
    findings
}

/// Crates depend only on crates to their left.
pub(super) fn direction(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    let manifests = repository.sources.iter().filter(|source| source.path.ends_with("/Cargo.toml"));
    for source in manifests {
        let Some(own) = ORDER.iter().position(|name| *name == source.krate()) else { continue };
        let dependencies =
            source.text.lines().enumerate().skip_while(|(_, line)| *line != "[dependencies]").skip(1);
        for (index, line) in dependencies.take_while(|(_, line)| !line.starts_with('[')) {
            let key = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let name = key.strip_prefix("canton-").unwrap_or_default();
            if ORDER.iter().position(|other| *other == name).is_some_and(|other| other >= own) {
                findings.push(finding(source, index + 1, format!("`{}` depends on `{name}`", ORDER[own])));
            }
        }
    }
    findings
}

/// A folder that no line in `lib.rs` names is a language that nobody reads.
pub(super) fn unregistered_grammars(repository: &Repository) -> Vec<Finding> {
    let registry = sources_of(repository, "grammars").filter(|it| it.is_product());
    let registered: Vec<&str> = registry.flat_map(|it| it.text.lines()).flat_map(string_literals).collect();
    let mut findings = Vec::new();
    for name in grammar_folders(repository) {
        let named = |literal: &&str| *literal == name || literal.split('/').any(|part| part == name);
        if !registered.iter().any(named) {
            let path = format!("grammars/{name}");
            findings.push(Finding { path, line: 0, message: "not registered in grammars/src".to_owned() });
        }
    }
    findings
}

/// Each code that a text alone can have has a page: `server/ide/src/diagnostics/<code>.rs`.
pub(super) fn codes_without_page(repository: &Repository) -> Vec<Finding> {
    let Some(problems) = repository.sources.iter().find(|it| it.path == "server/syntax/src/problem.rs")
    else {
        let path = "server/syntax/src/problem.rs".to_owned();
        return vec![Finding { path, line: 0, message: "gone; this rule reads codes there".to_owned() }];
    };
    let mut findings = Vec::new();
    for (number, line) in
        problems.code_lines().filter(|(_, line)| line.contains("ProblemCode::") && line.contains("=>"))
    {
        for code in string_literals(line) {
            let page = format!("server/ide/src/diagnostics/{}.rs", code.replace('-', "_"));
            if !repository.paths.contains(&page) {
                findings.push(finding(problems, number, format!("`{code}` has no page: {page}")));
            }
        }
    }
    findings
}

/// Salsa's accumulators make every reader depend on everything below it.
pub(super) fn accumulators(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources_of(repository, "semantic").filter(|it| it.is_product()) {
        for (number, line) in source.code_lines().filter(|(_, line)| line.contains("salsa::accumulator")) {
            findings.push(finding(source, number, format!("no accumulators: `{}`", line.trim())));
        }
    }
    findings
}

/// Inputs are set in `Change::apply` alone.
pub(super) fn setters(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    let crates = ["semantic", "ide", "canton"];
    let elsewhere = |it: &&Source| {
        it.is_product() && crates.contains(&it.krate()) && it.path != "server/semantic/src/change.rs"
    };
    for source in rust(repository).filter(elsewhere) {
        for (number, line) in source.code_lines().filter(|(_, line)| is_setter(line)) {
            findings.push(finding(
                source,
                number,
                format!("an input is set outside change.rs: `{}`", line.trim()),
            ));
        }
    }
    findings
}

/// `file.set_text(db).to(text)`, as salsa has it.
fn is_setter(line: &str) -> bool {
    let Some((_, call)) = line.split_once(".set_") else { return false };
    call.split_once(')').is_some_and(|(_, after)| after.contains(".to("))
}

fn grammar_folders(repository: &Repository) -> Vec<&str> {
    let mut names: Vec<&str> = repository
        .paths
        .iter()
        .filter_map(|path| path.strip_prefix("grammars/")?.split_once('/'))
        .map(|(name, _)| name)
        .filter(|name| *name != "src" && *name != "tests")
        .collect();
    names.dedup();
    names
}

fn rust(repository: &Repository) -> impl Iterator<Item = &Source> {
    repository.sources.iter().filter(|source| source.path.ends_with(".rs"))
}

fn sources_of<'a>(repository: &'a Repository, krate: &'a str) -> impl Iterator<Item = &'a Source> {
    rust(repository).filter(move |source| source.krate() == krate)
}

fn finding(source: &Source, line: usize, message: String) -> Finding {
    Finding { path: source.path.clone(), line, message }
}
