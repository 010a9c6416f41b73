//! What an edit is, and what is read again because of it.

use super::*;
use crate::digest::Digest;

#[track_caller]
fn check_edit(old: &str, new: &str, expected: Option<(usize, usize, usize)>) {
    let edit = edit_between(old, new);
    assert_eq!(edit.map(|it| (it.start_byte, it.old_end_byte, it.new_end_byte)), expected);
    let end_of = |text: &str, end: usize| point_after(Point::default(), &text.as_bytes()[..end]);
    assert_eq!(edit.map(|it| it.new_end_position), expected.map(|it| end_of(new, it.2)));
    assert_eq!(edit.map(|it| it.old_end_position), expected.map(|it| end_of(old, it.1)));
}

#[test]
fn the_edit_between_two_texts_is_the_smallest_between_whole_characters() {
    check_edit("", "", None);
    check_edit("ab", "ab", None);
    check_edit("ab", "axb", Some((1, 1, 2)));
    check_edit("aa", "aaa", Some((2, 2, 3)));
    check_edit("a\nbc\nd", "a\nd", Some((2, 5, 2)));
    // é and è share their first byte, 日 and 曥 their last.
    check_edit("é", "è", Some((0, 2, 2)));
    check_edit("日", "曥", Some((0, 3, 3)));
    let long = "line\n".repeat(100);
    check_edit(&long, &format!("{long}x"), Some((500, 500, 501)));
    check_edit(&format!("{long}1{long}"), &format!("{long}22{long}"), Some((500, 501, 502)));
}

/// The symbols that are read again when `from` becomes `to`: all others are taken over.
#[track_caller]
fn check_read_again(language: &str, text: &str, (from, to): (&str, &str), expected: &[&str]) {
    const TAKEN_OVER: Digest = Digest([0; 16]);
    let language = Language::by_name(language).expect("the test names languages");
    let text = text.trim_start();
    assert_eq!(text.matches(from).count(), 1, "{from:?} stands once");
    let edited = text.replace(from, to);
    let mut parsed = Parsed::new(Arc::from(text), language, &|| false).expect("nothing cancels it");
    parsed.outline.symbols.iter_mut().for_each(|it| it.digest = Some(TAKEN_OVER));
    let parsed = parsed.edited(Arc::from(edited), language, &|| false).expect("nothing cancels it");
    assert!(!parsed.has_error());
    let outline = parsed.outline();
    let read = outline.symbols[1..].iter().filter(|it| it.digest != Some(TAKEN_OVER));
    assert_eq!(read.map(|it| outline.text(it.name)).collect::<Vec<_>>(), expected);
}

const PYTHON: &str = "
import a
X = 1
Y = 2

def f():
    return a.b(1)

class C:
    def m(self):
        return 1

    @a.decorated
    def n(self):
        return 2

def g(): pass
def g(): pass
";

#[test]
fn an_edit_reads_again_what_it_touches_and_what_that_stands_in() {
    check_read_again("python", PYTHON, ("b(1)", "b(12)"), &["f"]);
    check_read_again("python", PYTHON, ("m(self)", "m(self, x)"), &["C", "C.m"]);
    // Right before a unit, up to the last code before it, may stand a comment that belongs to it.
    check_read_again("python", PYTHON, ("return 1", "return 10"), &["C", "C.m", "C.n"]);
    check_read_again("python", PYTHON, ("import a", "import b\nimport a"), &[]);
    check_read_again("python", PYTHON, ("class C", "class Cx"), &["Cx", "Cx.m", "Cx.n"]);
    check_read_again("python", PYTHON, ("@a.decorated", "@a.x"), &["C", "C.n"]);
    check_read_again("python", PYTHON, ("import a", "def g(): pass\nimport a"), &["g"]);
}

#[test]
fn what_stands_around_a_unit_counts() {
    let go = "package p\n\n//go:noinline\n\nfunc F() {}\n\nfunc G() {}\n";
    check_read_again("go", go, ("//go:noinline", "// plain"), &["F"]);
    let rust = "mod a {\n    fn f() {}\n}\nmod b {\n    fn f() {}\n}\n";
    check_read_again("rust", rust, ("mod a", "#[cfg(test)]\nmod a"), &["a", "a.f"]);
    let script = "const a = 1; function f() {}\nfunction g() {}\n";
    check_read_again("javascript", script, ("const a = 1; ", ""), &["f"]);
    let wrapped = "export const f = () => {\n}\n;\nexport const g = () => {\n};\nx();\n";
    check_read_again("typescript", wrapped, ("x()", "y()"), &["f"]);
}
