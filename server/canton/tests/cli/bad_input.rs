//! Whatever stands on a disk: a clear finding or a clear skip, never a panic, a hang, or a file touched outside.

use serde_json::{Value, json};
use std::fs;

use crate::support::Sandbox;

/// A federation in which one thing is in order, so that a check has something to do.
fn sound() -> Sandbox {
    Sandbox::new(&[("federation.yaml", ""), ("ok.py", "def fine():\n    return 1\n")])
}

/// What was skipped, as `path: reason`.
fn skipped(sandbox: &Sandbox) -> Vec<String> {
    let json = check(sandbox);
    let skipped = json["summary"]["skipped"].as_array().unwrap().iter();
    skipped
        .map(|it| format!("{}: {}", it["path"].as_str().unwrap(), it["reason"].as_str().unwrap()))
        .collect()
}

fn check(sandbox: &Sandbox) -> Value {
    let output = sandbox.run(&["check", "--format", "json", "--symbols"]);
    assert!(matches!(output.code, Some(0 | 1)), "{output:?}");
    assert_eq!(output.stderr, "");
    let json: Value = serde_json::from_str(&output.stdout).unwrap();
    let symbols = json["symbols"].as_array().unwrap();
    assert!(symbols.iter().any(|symbol| symbol["id"] == "ok.py#fine"), "the sound file is read all the same");
    json
}

#[test]
fn bytes_that_are_no_text_are_skipped_with_the_reason() {
    let sandbox = sound();
    sandbox.write("a.py", b"x = '\0'\n");
    sandbox.write("b.py", b"caf\xe9 = 1\n");
    sandbox.write("c.py", &vec![b'#'; (8 << 20) + 1]);
    sandbox.write("d.canton.yaml", b"name: \xff\n");
    sandbox.write("notes.bin", b"\0");
    let expected = ["a.py: binary", "b.py: not UTF-8", "c.py: larger than 8 MiB", "d.canton.yaml: not UTF-8"];
    assert_eq!(skipped(&sandbox), expected);
    let text = sandbox.run(&["check"]).stdout;
    let line = "skipped 4 files: 1 binary, 1 larger than 8 MiB, 2 not UTF-8 (`--format json` lists them)\n";
    assert!(text.contains(line), "{text}");
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_text() {
    let sandbox = sound();
    sandbox.write("bom.py", b"\xef\xbb\xbfdef bom():\r\n    return '\xf0\x9f\xa6\x80'\r\n");
    sandbox.write("empty.py", b"");
    assert_eq!(skipped(&sandbox), [""; 0]);
    let json = check(&sandbox);
    let symbol = json["symbols"].as_array().unwrap().iter().find(|it| it["id"] == "bom.py#bom").unwrap();
    // The mark is a character of its line, the crab two units of UTF-16.
    let range = json!({"start": {"line": 0, "character": 1}, "end": {"line": 1, "character": 15}});
    assert_eq!(symbol["range"], range);
}

#[test]
fn lines_without_end_and_brackets_without_number() {
    let sandbox = sound();
    sandbox.write("line.py", format!("x = '{}'\n", "a".repeat(2_000_000)).as_bytes());
    sandbox.write("open.py", "[".repeat(10_000).as_bytes());
    sandbox.write("calls.js", format!("{}{}", "f(".repeat(10_000), ")".repeat(10_000)).as_bytes());
    sandbox.write("blocks.rs", format!("{}{}", "fn a(){".repeat(3_000), "}".repeat(3_000)).as_bytes());
    sandbox.write("classes.java", format!("{}{}", "class A{".repeat(3_000), "}".repeat(3_000)).as_bytes());
    sandbox.write("deep.canton.yaml", format!("name: {}", "[".repeat(10_000)).as_bytes());
    let map: String = (0..2_000).map(|depth| " ".repeat(depth) + "a:\n").collect();
    sandbox.write("map.canton.yaml", map.as_bytes());
    let expected = ["blocks.rs: too complex to parse", "calls.js: too complex to parse"];
    assert_eq!(skipped(&sandbox), expected);
    assert_eq!(sandbox.run(&["check"]).code, Some(1), "the manifests have errors");
}

#[test]
fn a_bomb_of_aliases_does_not_go_off() {
    let sandbox = sound();
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (one, next) in ('a'..='y').zip('b'..='z') {
        bomb.push_str(&format!(
            "{next}: &{next} [*{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}]\n"
        ));
    }
    sandbox.write("bomb.canton.yaml", format!("{bomb}name: bomb\naccepts: *z\n").as_bytes());
    assert_eq!(skipped(&sandbox), [""; 0]);
}

#[test]
fn names_of_every_kind() {
    let sandbox = sound();
    for name in ["sp ace/a b.py", "emoji/🦀.py", "brackets/[a] {b}.py", "dash/-x.py", "hash/a#b.py"] {
        sandbox.write(name, b"def named():\n    return 1\n");
    }
    sandbox.write("sp ace/a.canton.yaml", b"name: a\nsource: \"a b.py#named\"\n");
    let json = check(&sandbox);
    assert_eq!(json["cantons"][0]["claims"], json!(["sp ace/a b.py#named"]));
    assert_eq!(json["summary"]["files"], 6);
    let status = sandbox.run(&["status", "emoji/🦀.py:1"]);
    assert!(status.stdout.starts_with("emoji/🦀.py#named\n"), "{status:?}");
    assert_eq!(sandbox.run(&["register", "hash/a#b.py#named", "--print"]).code, Some(0));
    assert_eq!(sandbox.run(&["check", "--", "dash/-x.py"]).code, Some(0));
}

#[test]
fn claims_above_the_root_are_refused_and_nothing_there_is_read() {
    let outside = Sandbox::new(&[("secret.py", "def secret():\n    return 1\n")]);
    let inside = outside.root.join("inside");
    fs::create_dir_all(&inside).unwrap();
    outside.write("inside/federation.yaml", b"owners: {roster: ../secret.py}\n");
    outside.write("inside/ok.py", b"def fine():\n    return 1\n");
    outside.write("inside/a.canton.yaml", b"name: a\nsource: [../secret.py#secret, /etc/passwd]\n");
    let output = outside.run(&["check", "inside", "--format", "json", "--symbols"]);
    let json: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(json["root"], inside.display().to_string());
    let codes: Vec<&str> =
        json["diagnostics"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"claim-outside-root") && codes.contains(&"invalid-claim"), "{codes:?}");
    assert!(!output.stdout.contains("#secret\",\"kind"), "{}", output.stdout);
}

#[cfg(unix)]
mod unix {
    use super::{check, skipped, sound};
    use std::ffi::OsStr;
    use std::fs::{self, Permissions};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    #[test]
    fn links_are_not_followed_and_cycles_do_not_matter() {
        let sandbox = sound();
        let at = |path: &str| sandbox.root.join(path);
        symlink(".", at("cycle")).unwrap();
        symlink("itself.py", at("itself.py")).unwrap();
        symlink("missing.py", at("dangling.py")).unwrap();
        symlink("/etc/passwd", at("passwd.py")).unwrap();
        symlink("/etc", at("etc")).unwrap();
        symlink("/etc/passwd", at("a.canton.yaml")).unwrap();
        let link = |path: &str| format!("{path}: unreadable: symbolic link");
        let expected = ["a.canton.yaml", "dangling.py", "itself.py", "passwd.py"].map(link);
        assert_eq!(skipped(&sandbox), expected);
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let sandbox = sound();
        fs::remove_file(sandbox.root.join("federation.yaml")).unwrap();
        for name in ["pipe.py", "pipe.canton.yaml", "federation.yaml", "CODEOWNERS", ".gitattributes"] {
            assert!(Command::new("mkfifo").arg(sandbox.root.join(name)).status().unwrap().success());
        }
        let pipe = |path: &str| format!("{path}: unreadable: not a file");
        assert_eq!(
            skipped(&sandbox),
            ["CODEOWNERS", "federation.yaml", "pipe.canton.yaml", "pipe.py"].map(pipe)
        );
    }

    #[test]
    fn names_that_break_lines_or_are_no_text() {
        let sandbox = sound();
        sandbox.write("new\nline.py", b"def broken():\n    return 1\n");
        fs::write(sandbox.root.join(OsStr::from_bytes(b"latin-\xe9.py")), "x = 1\n").unwrap();
        assert_eq!(skipped(&sandbox), ["latin-\u{fffd}.py: unreadable: its name is not UTF-8"]);
        assert_eq!(check(&sandbox)["summary"]["files"], 2);
        let status = sandbox.run(&["status", "new\nline.py:1"]);
        assert!(status.stdout.starts_with("new\\nline.py#broken\n"), "{status:?}");
    }

    #[test]
    fn what_may_not_be_read_is_said() {
        let sandbox = sound();
        sandbox.write("denied.py", b"x = 1\n");
        sandbox.write("locked/a.py", b"x = 1\n");
        let set = |path: &str, mode| {
            fs::set_permissions(sandbox.root.join(path), Permissions::from_mode(mode)).unwrap();
        };
        set("denied.py", 0);
        set("locked", 0);
        let found = skipped(&sandbox);
        let may_read_all = fs::read(sandbox.root.join("denied.py")).is_ok();
        set("locked", 0o755);
        // Whoever runs as root may read everything.
        let expected = match may_read_all {
            true => vec![],
            false => {
                vec!["denied.py: unreadable: permission denied", "locked: unreadable: permission denied"]
            }
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        let outside = tempfile::tempdir().unwrap();
        let sandbox = sound();
        sandbox.write("real/code.py", b"def work():\n    return 1\n");
        fs::write(outside.path().join("target.yaml"), "untouched").unwrap();
        symlink(outside.path().join("target.yaml"), sandbox.root.join("real/work.canton.yaml")).unwrap();
        let output = sandbox.run(&["register", "real/code.py#work"]);
        assert_eq!(
            fs::read_to_string(outside.path().join("target.yaml")).unwrap(),
            "untouched",
            "{output:?}"
        );
        let made = sandbox.root.join("real/work.canton.yaml");
        assert!(made.symlink_metadata().unwrap().is_symlink(), "{output:?}");
    }
}
