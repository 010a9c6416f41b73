//! `cargo xtask tidy`: invariants of the code that no compiler checks.
//!
//! Each rule is a function from the repository's files to findings; `ARCHITECTURE.md` says why each stands.

mod rules;
mod source;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use source::Source;

/// A file that breaks a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// From 1; 0 for the file as a whole.
    line: usize,
    message: String,
}

/// Everything that git tracks, as far as rules read it.
struct Repository {
    /// Every tracked path.
    paths: Vec<String>,
    /// Rust and TOML files.
    sources: Vec<Source>,
}

type Rule = fn(&Repository) -> Vec<Finding>;

const RULES: [Rule; 9] = [
    rules::long_files,
    rules::unfinished,
    rules::protocol_types,
    rules::language_names,
    rules::direction,
    rules::unregistered_grammars,
    rules::codes_without_page,
    rules::accumulators,
    rules::setters,
];

/// Prints every finding; fails if there is one.
pub(crate) fn run() -> Result<()> {
    let repository = read(&crate::root())?;
    let findings = findings(&repository);
    for Finding { path, line, message } in &findings {
        match line {
            0 => println!("{path}: {message}"),
            line => println!("{path}:{line}: {message}"),
        }
    }
    if !findings.is_empty() {
        bail!("{} findings in {} files", findings.len(), repository.sources.len());
    }
    println!("tidy: {} files keep {} rules", repository.sources.len(), RULES.len());
    Ok(())
}

fn findings(repository: &Repository) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(repository)).collect();
    findings.sort();
    findings
}

fn read(root: &Path) -> Result<Repository> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let listed = git.output().context("run git")?;
    ensure!(listed.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listed.stderr).trim());
    let paths: Vec<String> = String::from_utf8_lossy(&listed.stdout)
        .split('\0')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    let ours = |path: &&String| !path.starts_with("test-workspaces/") && !path.contains("/examples/");
    let read = |path: &String| {
        let text = std::fs::read_to_string(root.join(path)).ok()?;
        Some(Source::new(path.clone(), text))
    };
    let kinds = |path: &&String| path.ends_with(".rs") || path.ends_with(".toml");
    let sources: Vec<Source> = paths.iter().filter(ours).filter(kinds).filter_map(read).collect();
    // A rule that reads nothing keeps silent about everything.
    ensure!(!sources.is_empty(), "there is nothing to check below {}", root.display());
    Ok(Repository { paths, sources })
}
