//! Compositions that reach what they promise not to do in ways that are easily missed, and plain code that keeps its
//! promise: no promise may be said to hold that does not, and plain code must not be unknown for nothing.
//!
//! `tests/adversarial/` has a file a language for each of the three. A case is a workspace; behind `=>` stands what is
//! said of the promises `effects: []` and `destructive: false` of its function `price`, or of the one named behind the
//! case's name. `destroy`, in a file of its own, is a canton that destroys.

use expect_test::{ExpectFile, expect_file};
use std::sync::Arc;
use test_fixture::Fixture;

use super::{Memory, load};
use crate::{RootDatabase, Verdict, effects_verdict, find_file, property_verdict, symbol_names};

/// What a language's destroying function is written as.
const DESTROY: [(&str, &str, &str); 6] = [
    ("py", "env.py#destroy", "def destroy(name): pass\n"),
    ("ts", "env.ts#destroy", "export function destroy(name: string) {}\n"),
    ("js", "env.js#destroy", "export function destroy(name) {}\n"),
    ("go", "env/env.go#Destroy", "package env\nfunc Destroy(name string) {}\n"),
    ("rs", "src/env.rs#destroy", "pub fn destroy(name: &str) {}\n"),
    ("java", "Env.java#Env.destroy", "class Env { static void destroy(String name) {} }\n"),
];

/// What is said of both promises of a case.
fn verdicts(name: &str, files: &str) -> [Verdict; 2] {
    let function = name.split_once(" @ ").map_or("price", |it| it.1);
    let first = Fixture::parse(files).files.first().expect("a case has a file").path.clone();
    let extension = first.rsplit('.').next().unwrap_or_default();
    let (_, source, text) = DESTROY.iter().find(|it| it.0 == extension).expect("the language is listed");
    let path = source.split('#').next().unwrap_or_default();
    let fixture = format!(
        "{files}\n//- {path}\n{text}//- canton.yaml\nname: price\nsource: {first}#{function}\neffects: []\n\
         invariants: [{{destructive: false}}]\n---\nname: destroy\nsource: {source}\ninvariants: [{{destructive: true}}]\n"
    );
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    load(&mut db, &memory, &Fixture::parse(&fixture), "");
    let file = find_file(&db, &first).expect("it was loaded");
    let unit =
        symbol_names(&db, file).last_named(function).unwrap_or_else(|| panic!("{name}: no {function}"));
    let effects =
        effects_verdict(&db, file, unit).unwrap_or_else(|| panic!("{name}: no effects are declared"));
    [effects, property_verdict(&db, file, unit, "destructive")]
}

/// Compares what is said of each case with what is written down, and holds every case to the rule.
#[track_caller]
fn check((expected, text): (ExpectFile, &str), may_be: impl Fn([Verdict; 2]) -> bool) {
    let mut said = String::new();
    let mut broken = Vec::new();
    for case in format!("\n{text}").split("\n== ").filter(|it| !it.trim().is_empty()) {
        let (name, rest) = case.split_once('\n').expect("a case has files");
        let files = rest.rsplit_once("\n=> ").map_or(rest, |it| it.0).trim_end();
        let found = verdicts(name, files);
        let [effects, destroys] = found.map(Verdict::as_str);
        said.push_str(&format!("== {name}\n{files}\n=> effects {effects}, destructive {destroys}\n\n"));
        if !may_be(found) {
            broken.push(format!("{name}: effects {effects}, destructive {destroys}"));
        }
    }
    expected.assert_eq(said.trim_end_matches('\n'));
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Something is destroyed, however it is reached.
fn destroys(found: [Verdict; 2]) -> bool {
    found.iter().all(|it| *it != Verdict::Holds)
}

/// State is changed that outlives the call.
fn writes([effects, _]: [Verdict; 2]) -> bool {
    effects != Verdict::Holds
}

/// Nothing is done.
fn is_plain(found: [Verdict; 2]) -> bool {
    found == [Verdict::Holds; 2]
}

macro_rules! tables {
    ($($name:ident: $file:literal, $rule:expr;)*) => {
        $(#[test] fn $name() { check((expect_file![$file], include_str!($file)), $rule); })*
    };
}

tables! {
    what_is_destroyed_in_python: "../../tests/adversarial/python.txt", destroys;
    what_is_destroyed_in_typescript: "../../tests/adversarial/typescript.txt", destroys;
    what_is_destroyed_in_go: "../../tests/adversarial/go.txt", destroys;
    what_is_destroyed_in_rust: "../../tests/adversarial/rust.txt", destroys;
    what_is_destroyed_in_java: "../../tests/adversarial/java.txt", destroys;
    what_is_declared_only: "../../tests/adversarial/declared.txt", destroys;
    what_is_written: "../../tests/adversarial/writes.txt", writes;
    plain_code_holds: "../../tests/adversarial/plain.txt", is_plain;
}
