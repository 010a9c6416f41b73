//! Texts: every edit arrives, in order, and means what the client means by it.

use canton_grammars::Language;
use canton_syntax::outline::outline;
use serde_json::{Value, json};

use crate::support::{FEDERATION, Server, Workspace, capable, document, place};

/// Columns as an encoding counts them.
fn columns(text: &str, encoding: &str) -> usize {
    match encoding {
        "utf-8" => text.len(),
        "utf-16" => text.encode_utf16().count(),
        _ => text.chars().count(),
    }
}

/// The place of an offset.
fn position(text: &str, offset: usize, encoding: &str) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count() + before.replace("\r\n", "\n").matches('\r').count();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    json!({"line": line, "character": columns(&before[start..], encoding)})
}

/// The digest of the text's module, and where it ends.
fn expected(text: &str, encoding: &str) -> Value {
    let language = Language::by_name("python").unwrap();
    let outline = outline(text, language);
    let module = &outline.symbols[0];
    let digest = module.digest.as_ref().map(|it| format!("canton-ast/1:python:{it}"));
    json!([digest, position(text, module.range.end().into(), encoding)])
}

/// Numbers that are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}

/// The starts of lines in front of which a statement can be put.
fn line_starts(text: &str) -> Vec<usize> {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    std::iter::once(bom).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Five hundred edits that each leave valid source, with a question after every fifth.
#[track_caller]
fn check_edits(encoding: &str, line_end: &str, bom: &str) {
    let workspace = Workspace::new(FEDERATION);
    let capabilities = json!({"general": {"positionEncodings": [encoding, "utf-16"]}});
    let mut server = Server::start(&workspace, capabilities);
    let uri = workspace.uri("text.py");
    let mut text = format!("{bom}a = 'é𝄞\u{2028}'{line_end}b = 2{line_end}");
    server.open(&uri, 0, &text);
    let mut numbers = Numbers(7);
    let mut asked = Vec::new();
    for version in 1..=500 {
        let starts = line_starts(&text);
        let (start, end, new) = match numbers.below(4) {
            0 if starts.len() > 4 => {
                let line = numbers.below(starts.len() - 1);
                (starts[line], starts[line + 1], String::new())
            }
            1 if text.contains('𝄞') => {
                let all: Vec<usize> = text.match_indices('𝄞').map(|(at, _)| at).collect();
                let at = all[numbers.below(all.len())];
                (at, at + '𝄞'.len_utf8(), String::from("é\u{85}x"))
            }
            _ => {
                let at = starts[numbers.below(starts.len())];
                (at, at, format!("x{version} = 'é𝄞{version}'{line_end}"))
            }
        };
        let range = json!({"start": position(&text, start, encoding), "end": position(&text, end, encoding)});
        server.edit(&uri, version, json!([{"range": range, "text": new}]));
        text.replace_range(start..end, &new);
        if version % 5 == 0 {
            asked.push((version, server.ask("canton/status", document(&uri)), expected(&text, encoding)));
        }
        // Some questions are waited for, some are under way while the text goes on changing.
        if version % 50 == 0 {
            asked.drain(..).for_each(|it| answer_is_right(&mut server, it));
        }
    }
}

/// An answer is the one to the text as it was when the question was asked, or none because the text changed.
#[track_caller]
fn answer_is_right(server: &mut Server, (version, id, expected): (i32, i64, Value)) {
    let response = server.response(id);
    if response["error"]["code"] == -32801 {
        return;
    }
    let symbol = &response["result"]["symbol"];
    assert_eq!(json!([symbol["digest"], symbol["range"]["end"]]), expected, "version {version}: {response}");
}

#[test]
fn edits_in_utf_8() {
    check_edits("utf-8", "\n", "");
    check_edits("utf-8", "\r\n", "\u{feff}");
}

#[test]
fn edits_in_utf_16() {
    check_edits("utf-16", "\n", "\u{feff}");
    check_edits("utf-16", "\r\n", "");
}

#[test]
fn edits_in_utf_32() {
    check_edits("utf-32", "\n", "");
    check_edits("utf-32", "\r\n", "\u{feff}");
}

#[test]
fn the_changes_of_one_notification_build_on_each_other() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("new.py");
    server.open(&uri, 1, "");
    let at = |line: u32, character: u32| json!({"line": line, "character": character});
    let insert = |place: Value, text: &str| json!({"range": {"start": place, "end": place}, "text": text});
    server.edit(
        &uri,
        2,
        json!([
            insert(at(0, 0), "def f():\n    pass\n"),
            insert(at(0, 5), "ine"),
            insert(at(99, 9), "x = 1\n")
        ]),
    );
    let status = server.result("canton/status", place(&uri, 0, 4));
    assert_eq!(status["symbol"]["id"], "new.py#fine");
    assert_eq!(server.result("canton/status", document(&uri))["symbol"]["range"]["end"]["line"], 3);
}

#[test]
fn closing_brings_back_the_text_on_disk() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let (source, manifest) = (workspace.uri("pay.py"), workspace.uri("pay.canton.yaml"));
    server.open(&source, 1, "def other():\n    pass\n");
    server.publishes(&manifest, |version, codes| version.is_none() && codes == ["claim-not-found"]);
    server.close(&source);
    server.publishes(&manifest, |_, codes| !codes.contains(&String::from("claim-not-found")));
    assert_eq!(server.lenses(&source).len(), 2);
}

#[test]
fn a_huge_file_is_opened_and_edited() {
    let workspace = Workspace::new(FEDERATION);
    let mut server = Server::start(&workspace, capable());
    let uri = workspace.uri("huge.py");
    let text: String = (0..120_000).map(|it| format!("value_{it} = {it} # {:20}\n", "é")).collect();
    assert!(text.len() > 5 << 20);
    server.open(&uri, 1, &text);
    server.edit(&uri, 2, json!([{"range": {"start": {"line": 60_000, "character": 0}, "end": {"line": 60_000, "character": 0}}, "text": "def middle():\n    pass\n"}]));
    let status = server.result("canton/status", place(&uri, 60_000, 5));
    assert_eq!(status["symbol"]["id"], "huge.py#middle");
}
