//! Every rule finds what it is for, and nothing in code that keeps it.

use super::source::Source;
use super::{Repository, findings};

/// The findings in a repository of these files, as `path:line`, and the start of each message.
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let mut all = vec![("server/syntax/src/problem.rs", "")];
    all.extend(files);
    let paths = all.iter().map(|(path, _)| (*path).to_owned()).collect();
    let source = |(path, text): &(&str, &str)| Source::new((*path).to_owned(), (*text).to_owned());
    let repository = Repository { paths, sources: all.iter().map(source).collect() };
    let found: Vec<String> = findings(&repository)
        .into_iter()
        .map(|it| format!("{}:{} {}", it.path, it.line, it.message))
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\nis not\n{expected}");
    }
}

#[test]
fn a_long_file_is_found_and_its_tests_are_not_counted() {
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "    // more\n".repeat(500));
    let short = format!("{}{tests}", "fn f() {}\n".repeat(400));
    check(&[("server/ide/src/short.rs", &short)], &[]);
    let long = format!("{}{tests}", "fn f() {}\n".repeat(401));
    check(&[("server/ide/src/long.rs", &long)], &["server/ide/src/long.rs:0 401 lines"]);
}

#[test]
fn unfinished_work_is_found_in_tests_too() {
    let text = concat!("#[", "ignore]\nfn f() { todo", "!() }\n");
    check(
        &[("server/ide/src/tests.rs", text)],
        &["server/ide/src/tests.rs:1 `#[", "server/ide/src/tests.rs:2 `todo"],
    );
}

#[test]
fn the_protocol_stays_at_the_rim() {
    let text = "use lsp_types::Range;\n// lsp_types in a comment does no harm\n";
    check(
        &[
            ("server/ide/src/a.rs", text),
            ("server/canton/src/a.rs", text),
            ("server/ide/Cargo.toml", "tower-lsp.workspace = true"),
        ],
        &["server/ide/Cargo.toml:1 `tower-lsp`", "server/ide/src/a.rs:1 `lsp_types`"],
    );
}

#[test]
fn a_language_is_not_called_by_name() {
    let grammar = ("grammars/python/language.toml", "");
    let registry = ("grammars/src/lib.rs", "languages! { \"python\" }");
    let text = "if name == \"python\" {}\n// \"python\"\nlet word = \"pythonic\";\n";
    check(
        &[
            grammar,
            registry,
            ("server/ide/src/a.rs", text),
            ("server/syntax/src/a.rs", text),
            ("server/ide/src/tests.rs", text),
        ],
        &["server/ide/src/a.rs:1 a language by name"],
    );
}

#[test]
fn a_grammar_is_registered() {
    check(&[("grammars/go/language.toml", "")], &["grammars/go:0 not registered"]);
}

#[test]
fn crates_depend_leftward() {
    let text = "[dependencies]\ncanton-ide.workspace = true\ncanton-syntax.workspace = true\n\n[dev-dependencies]\ncanton-ide = 1\n";
    check(
        &[("server/semantic/Cargo.toml", text)],
        &["server/semantic/Cargo.toml:2 `semantic` depends on `ide`"],
    );
}

#[test]
fn a_code_has_a_page() {
    let text = "ProblemCode::Gone => \"gone-astray\",\nProblemCode::Here => \"here\",\n";
    check(&[("server/ide/src/diagnostics/here.rs", ""), ("server/syntax/src/problem.rs", "")], &[]);
    let paths = vec!["server/ide/src/diagnostics/here.rs".to_owned()];
    let sources = vec![Source::new("server/syntax/src/problem.rs".to_owned(), text.to_owned())];
    let found = super::rules::codes_without_page(&Repository { paths, sources });
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].line, 1);
}

#[test]
fn inputs_are_set_in_one_place() {
    let text = "file.set_text(db).to(text);\nself.set_title(\"x\");\n";
    check(
        &[("server/semantic/src/change.rs", text), ("server/ide/src/a.rs", text)],
        &["server/ide/src/a.rs:1 an input is set"],
    );
    check(
        &[("server/semantic/src/a.rs", "#[salsa::accumulator]\n")],
        &["server/semantic/src/a.rs:1 no accumulators"],
    );
}
