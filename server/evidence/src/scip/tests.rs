//! What is read of an index, and that anything can be.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::fmt::Write;
use test_fixture::scip::{Document, bytes, index, number};

use super::{Index, parse, text_hash};

/// Made by `scip-typescript index` (0.4.0, from npm) in the folder that it lies in.
const REAL: &[u8] = include_bytes!("../../tests/scip/typescript/index.scip");

const SAVE: &str = "x . shop 1 `store.py`/Store#save().";
const OPEN: &str = "x . shop 1 `store.py`/open().";

fn world() -> Vec<Document<'static>> {
    vec![
        Document {
            path: "store.py",
            text: "def open(): pass\n",
            encoding: 1,
            occurrences: vec![([0, 4, 8], 1, OPEN), ([1, 8, 12], 1, SAVE)],
            symbols: vec![(SAVE, 66, "x . shop 1 `base.py`/Base#save().")],
        },
        Document {
            path: "app.py",
            occurrences: vec![
                ([2, 4, 8], 8, OPEN),
                ([1, 4, 8], 0, SAVE),
                ([3, 0, 4], 0, "local 3"),
                ([4, 0, 4], 0, "x . shop 1 `store.py`/Store#size."),
            ],
            ..Document::default()
        },
    ]
}

/// What an index says, a line each.
fn shown(index: &Index) -> String {
    let mut out = String::new();
    for document in index.documents() {
        let text = if document.text.is_some() { " with text" } else { "" };
        writeln!(out, "{} {:?}{text}", document.path, document.encoding).expect("a string takes it");
        for it in index.references(document) {
            let to = index.definition(it.key).map(|(document, it)| {
                let (before, own) = it.dotted.split_at(it.own as usize);
                let flags = [(it.is_type, " class"), (it.is_abstract, " abstract")];
                let flags: String = flags.iter().filter(|it| it.0).map(|it| it.1).collect();
                let others = index.implementations(it.key).count();
                let others = if others > 0 { format!(" or {others} others") } else { String::new() };
                format!("{}: {before}|{own}{flags}{others}", document.path)
            });
            let (start, end) = it.columns();
            let to = to.unwrap_or_else(|| String::from("elsewhere"));
            writeln!(out, "  {}:{start}-{end} {to}", it.line).expect("a string takes it");
        }
    }
    out
}

#[track_caller]
fn check(bytes: &[u8], expected: Expect) {
    let (index, problems) = parse(bytes);
    let mut out = shown(&index);
    for problem in problems {
        let fatal = if problem.is_fatal { "not used: " } else { "" };
        writeln!(out, "{fatal}{}", problem.message).expect("a string takes it");
    }
    expected.assert_eq(&out);
}

#[test]
fn references_to_what_can_be_called() {
    check(
        &index(&world()),
        expect![[r#"
            app.py Unspecified
              1:4-8 store.py: store.py.|Store.save abstract
              2:4-8 store.py: store.py.|open
            store.py Utf8 with text
        "#]],
    );
    let (index, _) = parse(&index(&world()));
    let text = index.documents_at("store.py").next().and_then(|it| it.text);
    assert_eq!(text, Some(text_hash("def open(): pass\n")));
    assert_eq!(index.documents_at("stor").count() + index.documents_at("z").count(), 0);
}

#[test]
fn what_two_documents_define_is_nowhere() {
    let mut world = world();
    world[1].occurrences.push(([9, 0, 4], 1, OPEN));
    check(
        &index(&world),
        expect![[r#"
            app.py Unspecified
              1:4-8 store.py: store.py.|Store.save abstract
              2:4-8 elsewhere
            store.py Utf8 with text
        "#]],
    );
}

#[test]
fn documents_outside_of_the_root_are_left_out() {
    let mut world = world();
    world[0].path = "../store.py";
    world.push(Document { path: "/etc/passwd", ..Document::default() });
    check(
        &index(&world),
        expect![[r#"
            app.py Unspecified
              1:4-8 elsewhere
              2:4-8 elsewhere
            it has documents outside of its root, which are left out: `../store.py`, and 1 more
        "#]],
    );
}

#[test]
fn what_is_broken_is_not_used() {
    let whole = index(&world());
    check(
        &whole[..whole.len() - 3],
        expect![[r#"
            not used: it ends in the middle of a message, after `store.py`
        "#]],
    );
    check(
        b"",
        expect![[r#"
            not used: it is no SCIP index
        "#]],
    );
    check(
        b"{\"documents\": []}",
        expect![[r#"
            not used: it is no SCIP index
        "#]],
    );
    // Four gigabytes are announced, and a number has no end.
    check(
        b"\x12\xff\xff\xff\xff\x0f\x0a",
        expect![[r#"
            not used: it ends in the middle of a message
        "#]],
    );
    check(
        b"\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        expect![[r#"
            not used: a number in it has too many bytes
        "#]],
    );
    check(
        b"\x12\x80",
        expect![[r#"
            not used: it ends in the middle of a message
        "#]],
    );
}

/// An index of one document with one occurrence of these fields.
fn occurrence(write: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let (mut index, mut document, mut occurrence) = (Vec::new(), Vec::new(), Vec::new());
    write(&mut occurrence);
    bytes(&mut occurrence, 2, OPEN.as_bytes());
    bytes(&mut document, 1, b"a.py");
    bytes(&mut document, 2, &occurrence);
    bytes(&mut index, 2, &document);
    index
}

#[test]
fn ranges_of_every_shape() {
    let columns = |bytes: &[u8]| match parse(bytes) {
        (_, problems) if !problems.is_empty() => problems[0].message.clone(),
        (index, _) => match index.references(&index.documents()[0]) {
            [it] => format!("{}:{:?}", it.line, it.columns()),
            _ => String::from("not kept"),
        },
    };
    let check = |write: &dyn Fn(&mut Vec<u8>), expected: &str| {
        assert_eq!(columns(&occurrence(write)), expected);
    };
    check(&|it| bytes(it, 1, &[1, 2, 6]), "1:(2, 6)");
    check(&|it| bytes(it, 1, &[1, 2, 1, 6]), "1:(2, 6)");
    check(&|it| [1, 2, 6].iter().for_each(|n| number(it, 1, *n)), "1:(2, 6)");
    check(&|it| bytes(it, 8, &[8, 1, 16, 2, 24, 6]), "1:(2, 6)");
    // Several lines, none, and a column that no one writes.
    check(&|it| bytes(it, 1, &[1, 2, 3, 6]), "not kept");
    check(&|_| (), "not kept");
    check(&|it| bytes(it, 1, &[1, 0xff, 0xff, 0xff, 0x07, 0xff, 0xff, 0xff, 0x07]), "not kept");
    check(&|it| bytes(it, 1, &[1, 6, 2]), "not kept");
    check(&|it| bytes(it, 1, &[1, 2]), "a range in it is no range");
    check(&|it| bytes(it, 1, &[1, 2, 3, 4, 5]), "a range in it is no range");
    // -1 as a number of ten bytes.
    let negative = [1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 3];
    check(&|it| bytes(it, 1, &negative), "a range in it is no range");
}

#[test]
fn an_index_of_a_real_indexer() {
    check(
        REAL,
        expect![[r#"
            src/app.ts Unspecified
              0:9-15 src/shape.ts: src.shape.ts.|Circle class
              0:17-22 src/shape.ts: src.shape.ts.|Named class
              0:24-30 src/shape.ts: src.shape.ts.|Person class
              0:32-37 src/shape.ts: src.shape.ts.|Shape class
              0:39-45 src/shape.ts: src.shape.ts.|Square class
              1:9-14 src/store.ts: src.store.ts.|Cache class
              1:16-20 src/store.ts: src.store.ts.|open
              1:24-33 src/store.ts: src.store.ts.|open
              1:35-39 src/store.ts: src.store.ts.|pick
              4:2-11 src/store.ts: src.store.ts.|open
              5:2-6 src/store.ts: src.store.ts.|pick
              7:6-12 src/shape.ts: src.shape.ts.|Square class
              11:23-26 elsewhere
              11:37-46 src/store.ts: src.store.ts.|open
              12:9-16 elsewhere
              12:28-32 src/store.ts: src.store.ts.|Store.save
              13:26-32 elsewhere
              14:7-11 src/store.ts: src.store.ts.|Store.save
              18:32-39 elsewhere
              18:32-39 elsewhere
              18:32-39 elsewhere
              18:32-39 elsewhere
              19:24-31 elsewhere
              19:24-31 elsewhere
              19:24-31 elsewhere
              19:24-31 elsewhere
              19:32-35 elsewhere
              19:32-35 elsewhere
              19:37-46 src/store.ts: src.store.ts.|open
              19:52-56 src/store.ts: src.store.ts.|Store.load
              20:8-12 src/store.ts: src.store.ts.|Store.save
              23:25-30 src/store.ts: src.store.ts.|Cache class
              24:30-34 src/store.ts: src.store.ts.|Cache.save
              24:48-52 src/store.ts: src.store.ts.|Cache.load
              24:60-69 src/store.ts: src.store.ts.|open
              24:75-79 src/store.ts: src.store.ts.|Store.save
              27:30-35 src/shape.ts: src.shape.ts.|Shape class
              28:16-19 elsewhere
              28:31-35 src/shape.ts: src.shape.ts.|Shape.area or 2 others
              32:14-20 src/shape.ts: src.shape.ts.|Circle class
              32:24-27 elsewhere
              32:39-43 src/shape.ts: src.shape.ts.|Circle.area
              36:20-29 src/store.ts: src.store.ts.|open
              36:41-46 src/store.ts: src.store.ts.|Cache class
              37:5-9 src/store.ts: src.store.ts.|Store.save
              37:5-9 src/store.ts: src.store.ts.|Cache.save
              40:28-33 src/shape.ts: src.shape.ts.|Named class
              41:12-17 src/shape.ts: src.shape.ts.|Named.greet
              41:26-32 src/shape.ts: src.shape.ts.|Person class
              41:35-40 src/shape.ts: src.shape.ts.|Named.greet
            src/shape.ts Unspecified
              4:31-36 src/shape.ts: src.shape.ts.|Shape class
              10:31-36 src/shape.ts: src.shape.ts.|Shape class
              22:16-21 src/shape.ts: src.shape.ts.|Named.title or 1 others
              26:28-33 src/shape.ts: src.shape.ts.|Named class
            src/store.ts Unspecified
              1:22-25 elsewhere
              1:22-25 elsewhere
              1:22-25 elsewhere
              4:15-18 elsewhere
              8:27-34 elsewhere
              8:27-34 elsewhere
              8:27-34 elsewhere
              8:27-34 elsewhere
              8:35-40 src/store.ts: src.store.ts.|Store class
              9:15-21 elsewhere
              16:12-15 elsewhere
              24:36-41 src/store.ts: src.store.ts.|Store class
              25:13-18 src/store.ts: src.store.ts.|Store class
              25:21-25 src/store.ts: src.store.ts.|Store.save
              34:52-63 elsewhere
        "#]],
    );
}

#[test]
fn a_real_index_cut_anywhere() {
    for length in (0..REAL.len()).step_by(7) {
        let (index, problems) = parse(&REAL[..length]);
        let is_used = !problems.iter().any(|it| it.is_fatal);
        // Between two documents it looks whole.
        assert!(is_used || index == Index::default(), "{length}");
    }
}

proptest! {
    #[test]
    fn anything_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        parse(&bytes);
    }

    #[test]
    fn a_real_index_with_other_bytes(changes in proptest::collection::vec((0..REAL.len(), any::<u8>()), 1..8)) {
        let mut bytes = REAL.to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        let (index, _) = parse(&bytes);
        for document in index.documents() {
            prop_assert!(index.references(document).is_sorted());
        }
    }
}
