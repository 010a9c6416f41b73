//! Edits: an edited text has the outline of a fresh parse, and an edit of a manifest keeps what it is not about.
#![no_main]

use canton_fuzz::{Input, check_range};
use canton_grammars::Language;
use canton_syntax::{
    TextEdit,
    edit::{self, Item},
    outline::outline,
    parsed::Parsed,
    yaml::{self, Node, NodeKind},
};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

/// What people type, and what changes the meaning of everything after it.
const INSERTIONS: [&str; 24] = [
    "",
    "x",
    " ",
    "\n",
    "\r\n",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "`",
    "/*",
    "*/",
    "//",
    "#",
    ";",
    ":",
    ",",
    "é",
    "\ndef f():\n    g()\n",
    "\nfn f() { g() }\n",
];

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    match usize::from(input.byte()) % (Language::all().len() + 1) {
        0 => edit_manifest(input),
        language => edit_code(&Language::all()[language - 1], input),
    }
});

fn edit_code(language: &'static Language, mut input: Input<'_>) {
    let edits: [[u8; 4]; 4] = std::array::from_fn(|_| std::array::from_fn(|_| input.byte()));
    let mut text = input.text().to_owned();
    let Ok(mut parsed) = Parsed::new(Arc::from(&*text), language, &|| false) else { return };
    for edit in edits {
        let mut edit = Input::new(&edit);
        let start = edit.offset(&text);
        let end = canton_fuzz::floor(&text, start + usize::from(edit.byte()) % 16);
        let mut edited = text.clone();
        let inserted: &&str = edit.choose(&INSERTIONS);
        edited.replace_range(start..end.max(start), inserted);
        parsed = match parsed.edited(Arc::from(&*edited), language, &|| false) {
            Ok(it) => it,
            Err(_) => return,
        };
        assert_eq!(
            parsed.outline(),
            &outline(&edited, language),
            "{} of {text:?} edited to {edited:?}",
            language.name
        );
        text = edited;
    }
}

const KEYS: [&str; 8] = ["name", "owner", "digest", "source", "tested", "risk", "invariants", "description"];
const VALUES: [&str; 10] =
    ["a", "@infra-team", "true", "", " ", "- x", "a: b # c", "\"", "two\nlines", "src/pay.py#charge"];

fn edit_manifest(mut input: Input<'_>) {
    let how = input.byte() % 4;
    let manifest = usize::from(input.byte() % 3);
    let (key, value) = (*input.choose(&KEYS), *input.choose(&VALUES));
    let text = input.text();
    let edits = match how {
        0 => edit::set_value(text, manifest, key, value),
        1 => edit::append_item(text, manifest, key, Item::Scalar(value)),
        2 => edit::append_item(text, manifest, key, Item::Pair(key, value)),
        _ => edit::append_document(text, "name: new\nowner: \"@a\"\n"),
    };
    check_edits(text, &edits);
    let edited = edit::apply(text, &edits);
    if how == 3 {
        assert!(edited.starts_with(text), "what is there stays");
    } else if !edits.is_empty() {
        check_others(&yaml::parse(text).documents, &yaml::parse(&edited).documents, manifest, key);
    }
}

fn check_edits(text: &str, edits: &[TextEdit]) {
    for edit in edits {
        check_range(text, edit.range);
    }
    assert!(edits.is_sorted_by(|a, b| a.range.end() <= b.range.start()), "edits stand in order and apart");
}

/// Asserts that an edit of one key of one canton changed the meaning of no other.
fn check_others(before: &[Node], after: &[Node], manifest: usize, key: &str) {
    assert_eq!(before.len(), after.len(), "no document comes or goes");
    let mut manifests = 0;
    for (before, after) in before.iter().zip(after) {
        let (NodeKind::Mapping { entries: old, .. }, NodeKind::Mapping { entries: new, .. }) =
            (&before.kind, &after.kind)
        else {
            assert_eq!(meaning(before), meaning(after));
            continue;
        };
        let is_edited = manifests == manifest;
        manifests += 1;
        let others = |entries: &[(Node, Node)]| -> Vec<(String, String)> {
            let entries = entries.iter().filter(|(it, _)| !is_edited || it.scalar() != Some(key));
            entries.map(|(key, value)| (meaning(key), meaning(value))).collect()
        };
        assert_eq!(others(old), others(new));
    }
}

/// A node without its place.
fn meaning(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Scalar { value, style } => format!("{style:?} {value:?}"),
        NodeKind::Alias { .. } => "alias".to_owned(),
        NodeKind::Sequence { items, .. } => {
            format!("[{}]", items.iter().map(meaning).collect::<Vec<_>>().join(", "))
        }
        NodeKind::Mapping { entries, .. } => {
            let entries = entries.iter().map(|(key, value)| format!("{}: {}", meaning(key), meaning(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
