//! Calls by SCIP indexes: where they lead, while what they indexed is there, and which queries an edit runs again.

use dashmap::{DashMap, DashSet};
use expect_test::{Expect, expect};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use test_fixture::Fixture;
use test_fixture::scip::{Document, index};

use super::{Memory, change};
use crate::{
    Change, Db, FileChange, FileKind, RootDatabase, Skip, System, call_indexes, edges, index_states, outline,
    scip_files, scip_index, source_files, symbol_id, symbol_key, symbol_names,
};

/// Texts, indexes, and the files that were written after the indexes.
#[derive(Default)]
struct Disk {
    texts: Memory,
    indexes: DashMap<String, Vec<u8>>,
    written: DashSet<String>,
}

impl System for Disk {
    fn read(&self, path: &str) -> Result<Arc<str>, Skip> {
        self.texts.read(path)
    }

    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, Skip> {
        self.indexes.get(path).map(|it| it.clone()).ok_or(Skip::Gone)
    }

    fn is_unchanged_since(&self, path: &str, _: &str) -> bool {
        !self.written.contains(path)
    }
}

/// Lays an index at a path.
fn lay(disk: &Disk, db: &mut RootDatabase, path: &str, bytes: Vec<u8>) {
    disk.indexes.insert(path.to_owned(), bytes);
    let kind = Some(FileKind::Scip);
    let path = path.to_owned();
    let file = FileChange { path, kind, revision: 1, open: false, base: None, marked_generated: false };
    Change { files: vec![file], ..Change::default() }.apply(db);
}

/// Where the calls of all files but those in `but` lead.
fn calls(db: &dyn Db, but: &[&str]) -> String {
    let mut lines = Vec::new();
    for file in source_files(db).filter(|it| !but.contains(&it.path(db))) {
        let Ok(outline) = outline(db, file) else { continue };
        for (symbol, _) in symbol_names(db, file).iter() {
            let indexes = call_indexes(db, file, symbol);
            for ((edge, targets), index) in edges(db, symbol_key(db, file, symbol)).iter().zip(indexes) {
                let range = outline.calls[index as usize].range;
                let text = crate::source_text(db, file).expect("it was read");
                let name = &text[std::ops::Range::<usize>::from(range)];
                let to: Vec<String> = targets
                    .iter()
                    .map(|it| symbol_id(it.file.path(db), symbol_names(db, it.file).name(it.symbol)))
                    .collect();
                let from = symbol_names(db, file).name(symbol);
                let line = format!("{from}: {name} {} {}", edge.how.as_str(), to.join(" "));
                lines.push((file.path(db), index, line.trim_end().to_owned()));
            }
        }
    }
    lines.sort();
    lines.into_iter().map(|it| it.2).collect::<Vec<_>>().join("\n")
}

/// What has become of each index.
fn states(db: &dyn Db) -> String {
    let shown = index_states(db).into_iter().map(|it| {
        let problems = scip_index(db, it.file).1.iter().map(|it| format!(": {}", it.message));
        let problems: String = problems.collect();
        format!(
            "{}: {} fresh, {} stale, {} unknown{problems}",
            it.file.path(db),
            it.fresh,
            it.stale,
            it.unknown
        )
    });
    shown.collect::<Vec<_>>().join("\n")
}

const TYPESCRIPT: [(&str, &str); 3] = [
    ("src/app.ts", include_str!("../../../evidence/tests/scip/typescript/src/app.ts")),
    ("src/shape.ts", include_str!("../../../evidence/tests/scip/typescript/src/shape.ts")),
    ("src/store.ts", include_str!("../../../evidence/tests/scip/typescript/src/store.ts")),
];
const TYPESCRIPT_INDEX: &[u8] = include_bytes!("../../../evidence/tests/scip/typescript/index.scip");

#[track_caller]
fn check_typescript(written: &[&str], expected: Expect) {
    let disk = Arc::new(Disk::default());
    let mut db = RootDatabase::new(Arc::clone(&disk) as Arc<dyn System>);
    change(&disk.texts, &TYPESCRIPT, 1, "").apply(&mut db);
    for path in written {
        disk.written.insert((*path).to_owned());
    }
    lay(&disk, &mut db, "index.scip", TYPESCRIPT_INDEX.to_vec());
    let shown = format!("{}\n{}", states(&db), calls(&db, &["src/shape.ts", "src/store.ts"]));
    expected.assert_eq(&shown);
}

#[test]
fn an_index_of_a_real_indexer() {
    check_typescript(
        &[],
        expect![[r#"
        index.scip: 3 fresh, 0 stale, 0 unknown
        imported: openStore precise src/store.ts#open
        imported: pick precise src/store.ts#pick~3
        imported: shout import src/store.ts#shout
        imported: Square precise src/shape.ts#Square
        inferred: map external
        inferred: openStore precise src/store.ts#open
        inferred: forEach external
        inferred: save precise src/store.ts#Store.save
        inferred: filter external
        inferred: save precise src/store.ts#Store.save
        waited: all external
        waited: load precise src/store.ts#Store.load
        waited: openStore precise src/store.ts#open
        waited: save precise src/store.ts#Store.save
        wide: save precise src/store.ts#Cache.save
        wide: load precise src/store.ts#Cache.load
        wide: save precise src/store.ts#Store.save
        wide: openStore precise src/store.ts#open
        areas: map external
        areas: area ambiguous src/shape.ts#Shape.area src/shape.ts#Circle.area src/shape.ts#Square.area
        exact: map dynamic
        exact: Circle precise src/shape.ts#Circle
        exact: area precise src/shape.ts#Circle.area
        either: openStore precise src/store.ts#open
        either: Cache precise src/store.ts#Cache
        either: save ambiguous src/store.ts#Store.save src/store.ts#Cache.save
        greeted: greet precise src/shape.ts#Named.greet
        greeted: greet precise src/shape.ts#Named.greet
        greeted: Person precise src/shape.ts#Person"#]],
    );
}

#[test]
fn a_file_that_was_written_since_is_stale_alone() {
    check_typescript(
        &["src/app.ts"],
        expect![[r#"
        index.scip: 2 fresh, 1 stale, 0 unknown
        imported: openStore import src/store.ts#open
        imported: pick import src/store.ts#pick~3
        imported: shout import src/store.ts#shout
        imported: Square import src/shape.ts#Square
        inferred: map external
        inferred: openStore import src/store.ts#open
        inferred: forEach external
        inferred: save ambiguous src/store.ts#Store.save src/store.ts#Cache.save
        inferred: filter external
        inferred: save ambiguous src/store.ts#Store.save src/store.ts#Cache.save
        waited: all external
        waited: load ambiguous src/store.ts#Store.load
        waited: openStore import src/store.ts#open
        waited: save external
        wide: save import src/store.ts#Cache.save
        wide: load import src/store.ts#Cache.load
        wide: save ambiguous src/store.ts#Store.save
        wide: openStore import src/store.ts#open
        areas: map external
        areas: area external
        exact: map dynamic
        exact: Circle import src/shape.ts#Circle
        exact: area external
        either: openStore import src/store.ts#open
        either: Cache import src/store.ts#Cache
        either: save ambiguous src/store.ts#Cache.save src/store.ts#Store.save
        greeted: greet import src/shape.ts#Named.greet
        greeted: greet import src/shape.ts#Named.greet
        greeted: Person import src/shape.ts#Person"#]],
    );
    check_typescript(
        &["src/store.ts"],
        expect![[r#"
        index.scip: 2 fresh, 1 stale, 0 unknown
        imported: openStore precise src/store.ts#open
        imported: pick precise src/store.ts#pick~3
        imported: shout import src/store.ts#shout
        imported: Square precise src/shape.ts#Square
        inferred: map external
        inferred: openStore precise src/store.ts#open
        inferred: forEach external
        inferred: save precise src/store.ts#Store.save
        inferred: filter external
        inferred: save precise src/store.ts#Store.save
        waited: all external
        waited: load precise src/store.ts#Store.load
        waited: openStore precise src/store.ts#open
        waited: save precise src/store.ts#Store.save
        wide: save precise src/store.ts#Cache.save
        wide: load precise src/store.ts#Cache.load
        wide: save precise src/store.ts#Store.save
        wide: openStore precise src/store.ts#open
        areas: map external
        areas: area ambiguous src/shape.ts#Shape.area src/shape.ts#Circle.area src/shape.ts#Square.area
        exact: map dynamic
        exact: Circle precise src/shape.ts#Circle
        exact: area precise src/shape.ts#Circle.area
        either: openStore precise src/store.ts#open
        either: Cache precise src/store.ts#Cache
        either: save ambiguous src/store.ts#Store.save src/store.ts#Cache.save
        greeted: greet precise src/shape.ts#Named.greet
        greeted: greet precise src/shape.ts#Named.greet
        greeted: Person precise src/shape.ts#Person"#]],
    );
}

/// A document of the index whose text is that of the file, with references at these places of the text: the part
/// from `|` to `|` of each.
fn document<'a>(path: &'a str, text: &'a str, encoding: u64, named: &[(&str, u64, &'a str)]) -> Document<'a> {
    let width = |text: &str| match encoding {
        1 => text.len() as u32,
        3 => text.chars().count() as u32,
        _ => text.encode_utf16().count() as u32,
    };
    let occurrence = |&(marked, roles, symbol): &(&str, u64, &'a str)| {
        let parts: Vec<&str> = marked.split('|').collect();
        let [before, name, after] = parts[..] else { panic!("{marked} has two marks") };
        let start = text.find(&format!("{before}{name}{after}")).expect("it is there") + before.len();
        let line = text[..start].matches('\n').count() as u32;
        let column = width(text[..start].rsplit('\n').next().unwrap_or_default());
        ([line, column, column + width(name)], roles, symbol)
    };
    let occurrences = named.iter().map(occurrence).collect();
    Document { path, text, encoding, occurrences, symbols: Vec::new() }
}

#[track_caller]
fn check(files: &[(&str, &str)], indexes: &[(&str, Vec<u8>)], expected: Expect) {
    let disk = Arc::new(Disk::default());
    let mut db = RootDatabase::new(Arc::clone(&disk) as Arc<dyn System>);
    change(&disk.texts, files, 1, "").apply(&mut db);
    for (path, bytes) in indexes {
        lay(&disk, &mut db, path, bytes.clone());
    }
    expected.assert_eq(&format!("{}\n{}", states(&db), calls(&db, &[])));
}

const STORE: &str = "class Store:\n    def save(self): pass\nclass Cache:\n    def save(self): pass\n";
const SAVE: &str = "x . shop 1 `store.py`/Store#save().";
const CACHE: &str = "x . shop 1 `store.py`/Cache#save().";

fn store() -> Document<'static> {
    let named =
        [("def |save|(self): pass\nclass", 1, SAVE), ("pass\nclass Cache:\n    def |save|", 1, CACHE)];
    document("store.py", STORE, 1, &named)
}

#[test]
fn columns_in_every_encoding() {
    let app = "def go(it, other):\n    é = '🚀'; it.save(); '🚀'; other.save()\n";
    for encoding in 0..4 {
        let named = [("it.|save|", 0, SAVE), ("other.|save|", 0, CACHE)];
        let app_document = document("app.py", app, encoding, &named);
        let expected = expect![[r#"
            index.scip: 2 fresh, 0 stale, 0 unknown
            go: save precise store.py#Store.save
            go: save precise store.py#Cache.save"#]];
        check(
            &[("app.py", app), ("store.py", STORE)],
            &[("index.scip", index(&[store(), app_document]))],
            expected,
        );
    }
}

#[test]
fn a_text_that_is_another_is_stale() {
    let app = "def go(it):\n    it.save()\n";
    let indexed = document("app.py", app, 1, &[("it.|save|", 0, SAVE)]);
    let bytes = index(&[store(), indexed]);
    check(
        &[("app.py", "def go(it):\n    it.save()  # changed\n"), ("store.py", STORE)],
        &[("index.scip", bytes)],
        expect![[r#"
            index.scip: 1 fresh, 1 stale, 0 unknown
            go: save ambiguous store.py#Store.save store.py#Cache.save"#]],
    );
}

#[test]
fn a_place_that_the_text_has_not_is_stale() {
    let app = "def go(it):\n    it.save()\n";
    let mut far = document("app.py", app, 1, &[("it.|save|", 0, SAVE)]);
    far.text = "";
    far.occurrences.push(([9, 0, 4], 0, SAVE));
    check(
        &[("app.py", app), ("store.py", STORE)],
        &[("index.scip", index(&[store(), far]))],
        expect![[r#"
        index.scip: 1 fresh, 1 stale, 0 unknown
        go: save ambiguous store.py#Store.save store.py#Cache.save"#]],
    );
}

/// Only calls count, and only by the name of what is called, or one that it is imported by.
#[test]
fn a_reference_is_no_call() {
    let app = "from store import put\ndef go(it, f):\n    x = it.save\n    put()\n    f()\n    return x\n";
    let named = [("it.|save|", 0, SAVE), ("    |put|()", 0, SAVE), ("    |f|()", 0, SAVE)];
    check(
        &[("app.py", app), ("store.py", STORE)],
        &[("index.scip", index(&[store(), document("app.py", app, 1, &named)]))],
        expect![[r#"
            index.scip: 2 fresh, 0 stale, 0 unknown
            go: put precise store.py#Store.save
            go: f dynamic"#]],
    );
}

#[test]
fn what_is_overridden_leads_to_all_that_override_it() {
    let app = "from store import Store\ndef go(it):\n    it.save()\ndef made():\n    Store().save()\n";
    let named = [("it.|save|", 0, SAVE), ("Store().|save|", 0, SAVE)];
    let mut store = store();
    store.symbols = vec![(CACHE, 26, SAVE)];
    let files = [("app.py", app), ("store.py", STORE)];
    let app = document("app.py", app, 1, &named);
    check(
        &files,
        &[("index.scip", index(&[store, app.clone()]))],
        expect![[r#"
        index.scip: 2 fresh, 0 stale, 0 unknown
        go: save ambiguous store.py#Store.save store.py#Cache.save
        made: save import store.py#Store.save
        made: Store import store.py#Store"#]],
    );
    // A method without a body is none that is called.
    let mut store = self::store();
    store.symbols = vec![(SAVE, 66, "")];
    check(
        &files,
        &[("index.scip", index(&[store, app]))],
        expect![[r#"
            index.scip: 2 fresh, 0 stale, 0 unknown
            go: save ambiguous store.py#Store.save store.py#Cache.save
            made: save import store.py#Store.save
            made: Store import store.py#Store"#]],
    );
}

#[test]
fn overloads_that_take_something_else() {
    let store = "class Store {\n  void save(int a) {}\n  void save(String a) {}\n}\n";
    let app = "class App {\n  void go(Object it) { it.save(1); }\n}\n";
    let (one, two) = ("x . s 1 Store#save().", "x . s 1 Store#save(+1).");
    let named = [("void |save|(int", 1, one), ("void |save|(String", 1, two)];
    let store_document = document("Store.java", store, 1, &named);
    let app_document = document("App.java", app, 1, &[("it.|save|", 0, one)]);
    check(
        &[("App.java", app), ("Store.java", store)],
        &[("index.scip", index(&[store_document, app_document]))],
        expect![[r#"
            index.scip: 2 fresh, 0 stale, 0 unknown
            App.go: save ambiguous Store.java#Store.save Store.java#Store.save~2"#]],
    );
}

/// Each package has an index of its own, whose paths go from the package's folder.
#[test]
fn several_indexes_know_each_other() {
    let app = "def go(it):\n    it.save()\n";
    let gone = Document { path: "gone.py", ..Document::default() };
    let app_index = index(&[document("app.py", app, 1, &[("it.|save|", 0, SAVE)]), gone]);
    check(
        &[("a/app.py", app), ("b/store.py", STORE)],
        &[("a/index.scip", app_index), ("b/index.scip", index(&[store()])), ("c.scip", vec![0x12, 0xff])],
        expect![[r#"
            c.scip: 0 fresh, 0 stale, 0 unknown: it ends in the middle of a message
            a/index.scip: 1 fresh, 0 stale, 1 unknown
            b/index.scip: 1 fresh, 0 stale, 0 unknown
            go: save precise b/store.py#Store.save"#]],
    );
}

const WORLD: &str = "\
//- store.py
class Store:
    def save(self): pass
class Cache:
    def save(self): pass
//- app.py
def go(it):
    it.save()
def stay():
    go(1)
//- other.py
def run(it):
    it.save()
";

/// Asks where all calls lead, and which queries run again for a change; the file at `open` is open.
#[track_caller]
fn check_again(open: &str, change_world: impl Fn(&Disk, &mut RootDatabase), expected: Expect) {
    let disk = Arc::new(Disk::default());
    let log: Arc<Mutex<BTreeMap<String, u32>>> = Arc::default();
    let heard = Arc::clone(&log);
    let mut db = RootDatabase::with_log(Arc::clone(&disk) as Arc<dyn System>, move |query| {
        let name = query.split('(').next().unwrap_or_default().to_owned();
        *heard.lock().expect("no test panics while it counts").entry(name).or_default() += 1;
    });
    let fixture = Fixture::parse(WORLD);
    let files: Vec<(&str, &str)> = fixture.files.iter().map(|it| (&*it.path, &*it.text)).collect();
    change(&disk.texts, &files, 1, open).apply(&mut db);
    let text = |path: &str| files.iter().find(|it| it.0 == path).map_or("", |it| it.1);
    let app = document("app.py", text("app.py"), 1, &[("it.|save|", 0, SAVE)]);
    let other = document("other.py", text("other.py"), 1, &[("it.|save|", 0, CACHE)]);
    lay(&disk, &mut db, "index.scip", index(&[store(), app, other]));
    calls(&db, &[]);
    log.lock().expect("no test panics while it counts").clear();
    change_world(&disk, &mut db);
    let shown = calls(&db, &[]);
    let log = log.lock().expect("no test panics while it counts");
    let log: Vec<String> = log.iter().map(|(name, count)| format!("{name} {count}")).collect();
    expected.assert_eq(&format!("{shown}\n\n{}", log.join("\n")));
    assert_eq!(scip_files(&db, crate::Workspace::get(&db)).len(), 1);
}

#[test]
fn an_edit_makes_its_own_file_stale_and_no_other() {
    let edit = |disk: &Disk, db: &mut RootDatabase| {
        let text = "def go(it):\n    it.save()\ndef stay():\n    go(2)\n";
        change(&disk.texts, &[("app.py", text)], 2, "app.py").apply(db);
    };
    check_again(
        "app.py",
        edit,
        expect![[r#"
            go: save ambiguous store.py#Store.save store.py#Cache.save
            stay: go local app.py#go
            run: save precise store.py#Cache.save

            body 3
            callers 1
            edges 1
            file_assigned 1
            file_at 2
            folder_manifests 1
            indexed 1
            locals 2
            outline 1
            precise_edges 3
            scope 1
            starts 1
            symbol_names 1"#]],
    );
}

#[test]
fn an_edit_in_a_body_that_is_called_resolves_nothing_again() {
    let edit = |disk: &Disk, db: &mut RootDatabase| {
        change(&disk.texts, &[("store.py", &STORE.replacen("pass", "return 1", 1))], 2, "store.py").apply(db);
    };
    check_again(
        "store.py",
        edit,
        expect![[r#"
            go: save precise store.py#Store.save
            stay: go local app.py#go
            run: save precise store.py#Cache.save

            body 5
            edges 1
            file_assigned 1
            file_at 2
            folder_manifests 1
            indexed 1
            outline 1
            precise_edges 5
            scope 1
            starts 1
            symbol_names 1"#]],
    );
}

#[test]
fn another_index_is_read_alone() {
    let edit = |disk: &Disk, db: &mut RootDatabase| {
        disk.indexes.insert(String::from("index.scip"), index(&[store()]));
        let file = crate::find_file(db, "index.scip").expect("it was laid");
        let path = file.path(db).to_owned();
        let kind = Some(FileKind::Scip);
        let file = FileChange { path, kind, revision: 2, open: false, base: None, marked_generated: false };
        Change { files: vec![file], ..Change::default() }.apply(db);
    };
    check_again(
        "",
        edit,
        expect![[r#"
            go: save ambiguous store.py#Store.save store.py#Cache.save
            stay: go local app.py#go
            run: save ambiguous store.py#Store.save store.py#Cache.save

            edges 2
            file_at 1
            index_folder 1
            indexed 3
            precise_edges 5
            scip_index 1"#]],
    );
}
