//! Ways through a function: what has been given on every path to a call, and what only seems to have been.
//!
//! `tests/flow/` has a file a language. A case is code in which something may be deleted, which requires a snapshot;
//! behind `=>` stands whether one is *given* before on every path, or may be *missing*. `save` is a snapshot that is
//! waited for. A case whose name ends in `(careful)` is known to give one, and taken as if it did not.

use expect_test::{ExpectFile, expect_file};
use std::sync::Arc;
use test_fixture::Fixture;

use super::{Memory, load};
use crate::{FindingKind, RootDatabase, findings, source_files, symbol_names};

/// A language: what stands around a case, and what it calls.
struct Language {
    before: &'static str,
    after: &'static str,
    library: &'static str,
    /// The symbols that delete, snapshot and save.
    names: [&'static str; 3],
}

const PYTHON: Language = Language {
    before: "//- app.py\nfrom infra import delete, snapshot, save\n",
    after: "",
    library: "//- infra.py\ndef delete(): pass\ndef snapshot(): pass\nasync def save(): pass\n",
    names: ["infra.py#delete", "infra.py#snapshot", "infra.py#save"],
};

const TYPESCRIPT: Language = Language {
    before: "//- app.ts\nimport { remove, snapshot, save } from './infra'\n",
    after: "",
    library: "//- infra.ts\nexport function remove() {}\nexport function snapshot() {}\nexport async function save() {}\n",
    names: ["infra.ts#remove", "infra.ts#snapshot", "infra.ts#save"],
};

const GO: Language = Language {
    before: "//- app/app.go\npackage app\nimport \"example.com/x/infra\"\n",
    after: "",
    library: "//- go.mod\nmodule example.com/x\n//- infra/infra.go\npackage infra\nfunc Delete() {}\n\
              func Snapshot() {}\nfunc Save() {}\n",
    names: ["infra/infra.go#Delete", "infra/infra.go#Snapshot", "infra/infra.go#Save"],
};

const RUST: Language = Language {
    before: "//- src/lib.rs\nmod infra;\nuse infra::{delete, snapshot, save};\n",
    after: "",
    library: "//- src/infra.rs\npub fn delete() {}\npub fn snapshot() -> i32 { 1 }\npub async fn save() {}\n",
    names: ["src/infra.rs#delete", "src/infra.rs#snapshot", "src/infra.rs#save"],
};

const JAVA: Language = Language {
    before: "//- app/App.java\npackage app;\nimport static infra.Infra.*;\nclass App {\n",
    after: "\n}",
    library: "//- infra/Infra.java\npackage infra;\npublic class Infra {\n  public static void delete() {}\n\
              \x20 public static int snapshot() { return 1; }\n  public static void save() {}\n}\n",
    names: [
        "infra/Infra.java#Infra.delete",
        "infra/Infra.java#Infra.snapshot",
        "infra/Infra.java#Infra.save",
    ],
};

/// Whether a snapshot is missing somewhere in a case.
fn said(language: &Language, code: &str) -> &'static str {
    let Language { before, after, library, names: [delete, snapshot, save] } = language;
    let fixture = format!(
        "{before}{code}{after}\n{library}//- canton.yaml\nname: delete\nsource: {delete}\n\
         invariants: [{{requires: snapshot}}]\n---\nname: snapshot\nsource: {snapshot}\nemits: [snapshot]\n---\n\
         name: save\nsource: {save}\nemits: [snapshot]\n"
    );
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    load(&mut db, &memory, &Fixture::parse(&fixture), "");
    let is_missing = source_files(&db).into_iter().any(|file| {
        let mut symbols = symbol_names(&db, file).iter();
        symbols.any(|(symbol, _)| {
            let found = findings(&db, file, symbol);
            found.iter().any(|it| matches!(it.kind, FindingKind::Unmet { .. }))
        })
    });
    if is_missing { "missing" } else { "given" }
}

#[track_caller]
fn check((expected, text): (ExpectFile, &str), language: &Language) {
    let mut res = String::new();
    for case in format!("\n{text}").split("\n== ").filter(|it| !it.trim().is_empty()) {
        let (name, rest) = case.split_once('\n').expect("a case has code");
        let code = rest.rsplit_once("\n=> ").map_or(rest, |it| it.0).trim_end();
        res.push_str(&format!("== {name}\n{code}\n=> {}\n\n", said(language, code)));
    }
    expected.assert_eq(res.trim_end_matches('\n'));
}

macro_rules! tables {
    ($($name:ident: $file:literal, $language:expr;)*) => {
        $(#[test] fn $name() { check((expect_file![$file], include_str!($file)), &$language); })*
    };
}

tables! {
    ways_through_python: "../../tests/flow/python.txt", PYTHON;
    ways_through_typescript: "../../tests/flow/typescript.txt", TYPESCRIPT;
    ways_through_go: "../../tests/flow/go.txt", GO;
    ways_through_rust: "../../tests/flow/rust.txt", RUST;
    ways_through_java: "../../tests/flow/java.txt", JAVA;
}
