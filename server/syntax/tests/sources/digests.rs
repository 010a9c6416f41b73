//! Which changes a digest sees.

mod bash;
mod c;
mod cpp;
mod csharp;
mod dart;
mod elixir;
mod hcl;
mod kotlin;
mod lua;
mod operands;
mod php;
mod ruby;
mod scala;
mod swift;
mod zig;

use canton_grammars::Language;
use canton_syntax::digest::{Digest, Pin};
use canton_syntax::outline::outline;
use expect_test::expect;

fn digests(language: &str, text: &str) -> Vec<Option<Digest>> {
    let language = Language::by_name(language).expect("the test names a language");
    outline(text, language).symbols.iter().map(|it| it.digest).collect()
}

/// Every unit has a digest.
fn is_whole(language: &str, text: &str) -> bool {
    let outline = outline(text, Language::by_name(language).expect("the test names a language"));
    outline.symbols.iter().enumerate().all(|(index, it)| it.unit as usize != index || it.digest.is_some())
}

/// Pairs of texts that are the same code, or are not.
#[track_caller]
fn check(language: &str, equal: bool, pairs: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (left, right) in pairs {
        let (a, b) = (digests(language, left), digests(language, right));
        let readable = is_whole(language, left) && is_whole(language, right);
        if (a == b) != equal || !readable {
            let word = if readable { "" } else { " (unparsable)" };
            wrong.push(format!("{left:?} | {right:?}{word}"));
        }
    }
    let relation = if equal { "must be equal" } else { "must differ" };
    assert!(wrong.is_empty(), "{language}: these {relation}:\n{}", wrong.join("\n"));
}

#[test]
fn python_sees_what_changes() {
    check(
        "python",
        false,
        &[
            ("(a + b) * c", "a + b * c"),
            ("a + b", "a - b"),
            ("x = 1", "x = 2"),
            ("x = a", "x = b"),
            ("a()\nb()", "b()\na()"),
            ("if a:\n  b()\n  c()", "if a:\n  b()\nc()"),
            ("for a in b:\n  c()\nelse:\n  d()", "for a in b:\n  c()\n  d()"),
            ("x = (1,)", "x = (1)"),
            ("x[1,]", "x[1]"),
            ("def f(x: T[int,]): pass", "def f(x: T[int]): pass"),
            ("(a if b else c) + 1", "a if b else c + 1"),
            ("x = ' '", "x = ''"),
            ("f'{a: >{b}}'", "f'{a:>{b}}'"),
            ("x = 'a'", "x = 'b'"),
            ("x = b'a'", "x = 'a'"),
            ("x = r'\\''", "x = r\"'\""),
            ("x = '\\\\\\''", "x = '\\''"),
            ("x = f'{a} b'", "x = f'{a}  b'"),
            ("x = f'{a}'", "x = f'{b}'"),
            ("x = f'{a}'", "x = '{a}'"),
            ("x = f'{a:>10}'", "x = f'{a:<10}'"),
            ("x = f'{a: >10}'", "x = f'{a:>10}'"),
            ("x = f'{a = }'", "x = f'{a=}'"),
            ("x = f'{a!r}'", "x = f'{a!s}'"),
            ("x = 'a' 'b'", "x = 'a', 'b'"),
            ("x = a # type: int", "x = a"),
            ("@d\ndef f(): pass", "def f(): pass"),
            ("def f(): pass", "async def f(): pass"),
            ("def f(a, b): pass", "def f(b, a): pass"),
            ("def f(a, /, b): pass", "def f(a, b): pass"),
            ("def f():\n  '''doc'''", "def f():\n  '''dock'''"),
            ("def f():\n  '''a\n    b\n  c'''", "def f():\n  '''a\n  b\n  c'''"),
            ("def f():\n  x = '''a\n  b'''", "def f():\n  x = '''a\n    b'''"),
            ("return_ = not a", "return_ = a"),
            ("f(*a)", "f(**a)"),
            ("f(a=b)", "f(a, b)"),
            ("x = [a]", "x = {a}"),
            ("x = (a for a in b)", "x = [a for a in b]"),
            ("lambda: (yield)", "lambda: yield_"),
            ("global_x = a.b", "global_x = a . c"),
            ("try:\n  a()\nexcept A:\n  b()", "try:\n  a()\nexcept B:\n  b()"),
            ("del a", "del b"),
            ("x = a[1:2]", "x = a[1:2:1]"),
            ("x = 1_000", "x = 1_0000"),
            ("x = 'a' 'b'", "x = 'b' 'a'"),
            ("x = '\\1' '2'", "x = '\\12'"),
            ("x = '{a}' f'{b}'", "x = f'{a}{b}'"),
            ("x = b'a' b'b'", "x = 'ab'"),
            ("x = f'{a}' 'b'", "x = f'{a}' 'c'"),
            ("x = a if b else (c if d else e)", "x = (a if b else c) if d else e"),
            ("x = [a for a in b if (c if d else e)]", "x = [a for a in b if c if d]"),
            ("x = ((a if b else c)) if d else e", "x = a if b else c if d else e"),
        ],
    );
}

#[test]
fn python_does_not_see_format() {
    check(
        "python",
        true,
        &[
            ("x = 'a'", "x = \"a\""),
            ("x = 'a\"b'", "x = \"a\\\"b\""),
            ("x = 'it\\'s'", "x = \"it's\""),
            ("x = F'{a}'", "x = f\"{a}\""),
            ("x = f'{a}'", "x = f'{ a }'"),
            ("x = B'a'", "x = b'a'"),
            ("f(a, b)", "f(\n    a,\n    b,\n)"),
            ("x = [1, 2]", "x = [\n  1,\n  2,\n]"),
            ("x = a[1, 2]", "x = a[\n  1,\n  2,\n]"),
            ("def f(a, b): pass", "def f(\n  a,\n  b,\n):\n    pass\n"),
            ("x = a + b", "x = (\n  a\n  + b\n)"),
            ("x = a + \\\n  b", "x = a + b"),
            ("def f():\n  return a", "def f():\n\n    # why\n    return (a)"),
            ("if a:\n  b()", "if (a):\n\tb()"),
            ("a; b", "a\nb"),
            ("a;", "a"),
            ("from a import b, c", "from a import (\n  b,\n  c,\n)"),
            ("with a as b, c as d:\n  pass", "with (\n  a as b,\n  c as d,\n):\n  pass"),
            ("def f():\n  '''Doc.\n\n  More.\n  '''", "def f():\n    \"\"\"Doc.\n\n    More.\n    \"\"\""),
            (
                "class A:\n  def f(self):\n    '''a\n      b\n    '''",
                "class A:\n\tdef f(self):\n\t\t'''a\n\t\t  b\n\t\t'''",
            ),
            ("x = '''a\nb'''", "x = '''a\r\nb'''"),
            ("x = 1 # c", "x = 1"),
            ("x = 0XFF + 1E5 + 2J", "x = 0xff + 1e5 + 2j"),
            ("x = 'a' 'b'", "x = 'ab'"),
            ("x = (\n  'it\\'s '  # c\n  \"b\"\n)", "x = \"it's b\""),
            ("x = f'{a} ' f'{b}'", "x = f'{a} {b}'"),
            ("x = '{a} ' f'{b}' 'c'", "x = f'{{a}} {b}c'"),
            ("f(f'{a}', b)", "f(\n    f'{a}',\n    b,\n)"),
            ("x = a if b else c", "x = (\n  a if b else c\n)"),
            ("x = f(a, b if c else d)", "x = f(\n  a,\n  (b if c else d),\n)"),
            ("try: pass\nexcept a.B as c: pass", "try: pass\nexcept (\n  a.B\n) as c: pass"),
        ],
    );
}

const SCRIPTS: [&str; 3] = ["javascript", "typescript", "tsx"];

#[test]
fn scripts_see_what_changes() {
    for language in SCRIPTS {
        check(
            language,
            false,
            &[
                ("function f() { return\na }", "function f() { return a }"),
                ("(a + b) * c", "a + b * c"),
                ("a\n(b)", "a;(b)"),
                ("x = [,]", "x = []"),
                ("x = [1,,]", "x = [1,]"),
                ("x = () => ({})", "x = () => {}"),
                ("x = ' '", "x = ''"),
                ("x = 'a'", "x = `a`"),
                ("x = `a ${b}`", "x = `a  ${b}`"),
                ("x = `a${b}`", "x = `a${c}`"),
                ("x = `${b} `", "x = `${b}`"),
                ("x = /a b/", "x = /a  b/"),
                ("x = /a/g", "x = /a/i"),
                ("if (a) (b)(c)", "if (a(b)(c)) ;"),
                ("for (;;) a()", "for (;a();) ;"),
                ("for (a;b;) c", "for (a;;b) c"),
                ("while (a) ;b()", "while (a) b()"),
                ("x = a, b", "x = (a, b)"),
                ("f((a, b))", "f(a, b)"),
                ("x = a ? (b, c) : d", "x = a ? b : d"),
                ("x = (a) => a", "x = (b) => a"),
                ("x = async a => a", "x = a => a"),
                ("class A { a; b }", "class A { b; a }"),
                ("class A { static a() {} }", "class A { a() {} }"),
                ("let a = 1", "const a = 1"),
                ("a == b", "a === b"),
                ("a?.b", "a.b"),
                ("export const f = () => {}", "const f = () => {}"),
                ("x = '\\u0061'", "x = 'b'"),
                ("// @ts-ignore\nf()", "f()"),
                ("x = {a: 1}", "x = {a: 2}"),
                ("x = {a, b}", "x = {b, a}"),
                ("label: a()", "a()"),
                ("function f() { return\n(a) }", "function f() { return (a) }"),
                ("function f() { return /*\n*/ [a] }", "function f() { return [a] }"),
                ("function* f() { yield\n(a) }", "function* f() { yield (a) }"),
                ("function* f() { yield (a, b) }", "function* f() { yield a, b }"),
                ("function* f() { (yield a) ? b : c }", "function* f() { yield a ? b : c }"),
                ("x = a ? (b ? c : d) : e", "x = (a ? b : c) ? d : e"),
                ("x = (a = b) ? c : d", "x = a = (b ? c : d)"),
                ("x = {'a b': 1}", "x = {'a': 1}"),
                ("x = ((a ? b : c)) ? d : e", "x = a ? b : c ? d : e"),
                ("x = (a, b)", "x = a, b"),
                ("f(...(a, b))", "f(...a, b)"),
                ("x = 0xFF", "x = 0xFE"),
                ("x = {a: 'b'}", "x = {a: b}"),
                ("x = {'1': 1}", "x = {'a': 1}"),
            ],
        );
    }
}

#[test]
fn scripts_do_not_see_format() {
    for language in SCRIPTS {
        check(
            language,
            true,
            &[
                ("x = 'a'", "x = \"a\""),
                ("x = 'it\\'s'", "x = \"it's\""),
                ("a();\nb();", "a()\nb()"),
                ("x = (a) => a", "x = a => a"),
                ("x = async (a,) => a", "x = async a => a"),
                ("f(a, b)", "f(\n  a,\n  b,\n);"),
                ("x = {a: 1, b}", "x = {\n  a: 1,\n  b,\n};"),
                ("x = [1, 2]", "x = [\n  1,\n  2,\n]"),
                ("function f() { return a && b }", "function f() {\n  return (\n    a &&\n    b\n  );\n}"),
                ("const x = () => (a ? b : c).d", "const x = () =>\n  (a ? b : c).d;"),
                ("const x = () => (a + b)", "const x = () => a + b;"),
                ("class A { a = 1; b() {}; c }", "class A {\n  a = 1\n  b() {}\n  c\n}"),
                ("x = `a\nb`", "x = `a\r\nb`"),
                ("function f() {};", "function f() {}"),
                ("import {a} from 'b'", "import { a, } from \"b\";"),
                ("f(/* c */ a) // d", "f(a)"),
                ("const o = { f() {} }", "const o = {\n  f() {},\n};"),
                ("function f() { return\n}", "function f() { return; }"),
                ("function f() { return (\n  a\n) }", "function f() { return a }"),
                ("x = {'a': 1, \"bé\": 2}", "x = { a: 1, bé: 2 };"),
                ("x = a => (b = a)", "x = (a) => b = a"),
                ("while (a = b) c()", "while ((a = b)) c()"),
                ("f(...(a && b))", "f(...a && b)"),
                ("x = (a = b, c)", "x = ((a = b), c)"),
                ("x ||= (a > b)", "x ||= a > b"),
                ("x = a ? (function () {}) : b", "x = a ? function () {} : b"),
                ("x = 0xFF", "x = 0xff"),
                ("f(`a ${b}`)", "f(\n  `a ${b}`,\n)"),
                ("function* f() { yield* (a ? b : c) }", "function* f() { yield* a ? b : c }"),
                ("function* f() { yield (a = b) }", "function* f() { yield a = b }"),
            ],
        );
    }
}

#[test]
fn types_do_not_see_format() {
    for language in ["typescript", "tsx"] {
        check(
            language,
            true,
            &[
                ("interface A { a: string, b(): void }", "interface A {\n  a: string;\n  b(): void;\n}"),
                ("type A = { a: string, b: number }", "type A = {\n  a: string\n  b: number\n}"),
                ("type A = B | C", "type A =\n  | B\n  | C;"),
                ("type A = { 'b': C }", "type A = { b: C }"),
                ("enum E { A, B }", "enum E {\n  A,\n  B,\n}"),
                ("function f(a: A, b?: B): C {}", "function f(\n  a: A,\n  b?: B,\n): C {}"),
            ],
        );
        check(
            language,
            false,
            &[
                ("interface A { a: string }", "interface A { a?: string }"),
                ("function f(a: A) {}", "function f(a: B) {}"),
                ("x = a as B", "x = a as C"),
                ("x = a!", "x = a"),
                ("enum E { A, B }", "enum E { B, A }"),
                ("type A = 'a'", "type A = 'b'"),
                ("abstract class A { abstract m(): void }", "abstract class A { m(): void }"),
                ("class A { private a = 1 }", "class A { public a = 1 }"),
                ("abstract\nclass A {}", "abstract class A {}"),
                ("interface\nA\n{}", "interface A {}"),
                ("abstract class A { abstract\n a }", "abstract class A { abstract a }"),
                ("x = y as A\n[b].c()", "x = y as A[b].c()"),
                ("type A = B\n[C]", "type A = B[C]"),
                ("let x: A\n[b] = c", "let x: A[b] = c"),
            ],
        );
    }
}

#[test]
fn markup_is_compared_as_it_is_shown() {
    for language in ["javascript", "tsx"] {
        check(
            language,
            true,
            &[
                ("x = <a>b c</a>", "x = (\n  <a>\n    b c\n  </a>\n)"),
                ("x = <a>b\n  c</a>", "x = <a>\n  b c\n</a>"),
                ("x = <a b='c' />", "x = <a\n  b=\"c\"\n/>"),
                ("x = y && <a/>", "x = y && (\n  <a />\n)"),
                ("x = y ? <a/> : <b/>", "x = y ? (\n  <a />\n) : (\n  <b />\n)"),
            ],
        );
        check(
            language,
            false,
            &[
                ("x = <a>b c</a>", "x = <a>b d</a>"),
                ("x = <a><b/> <c/></a>", "x = <a><b/><c/></a>"),
                ("x = <a>b {c}</a>", "x = <a>b{c}</a>"),
                ("x = <a b=\"\\'\" />", "x = <a b=\"'\" />"),
            ],
        );
    }
}

#[test]
fn go_sees_what_changes() {
    let body = |text: &str| format!("package a\nfunc f() {{\n{text}\n}}\n");
    let pairs = [
        ("x = \"a\"", "x = \"b\""),
        ("x = `a`", "x = `b`"),
        ("x = `a  b`", "x = `a b`"),
        ("x = 'a'", "x = 'b'"),
        ("x = (a + b) * c", "x = a + b * c"),
        ("a()\nb()", "b()\na()"),
        ("x := 1", "x = 1"),
        ("x <- 1", "x = 1"),
        ("if a := b(); a { c() }", "if a { c() }"),
        ("for i := 0; i < n; i++ { a() }", "for i := 0; i < n; i-- { a() }"),
        ("for ; a; { b() }", "for a { b() }"),
        ("return\na()", "return a()"),
        ("go a()", "defer a()"),
        ("switch a { case 1: b(); c() }", "switch a { case 1: b() }; c()"),
        ("x = []int{1}", "x = []int{2}"),
    ];
    for (left, right) in pairs {
        check("go", false, &[(&body(left), &body(right))]);
    }
    check(
        "go",
        false,
        &[
            ("package a\ntype S struct {\n\tA\n\tB\n}", "package a\ntype S struct {\n\tA B\n}"),
            ("package a\nconst (\n\tA = iota\n\tB\n)", "package a\nconst (\n\tA = iota\n\tC\n)"),
            ("package a\n//go:noinline\nfunc f() {}", "package a\nfunc f() {}"),
            (
                "package a\ntype S struct { A int `json:\"a\"` }",
                "package a\ntype S struct { A int `json:\"b\"` }",
            ),
        ],
    );
}

#[test]
fn go_does_not_see_format() {
    check(
        "go",
        true,
        &[
            ("package a\nfunc f() { a(); b() }", "package a\n\nfunc f() {\n\ta()\n\tb()\n}\n"),
            ("package a\nvar x = f(a, b)", "package a\nvar x = f(\n\ta,\n\tb,\n)"),
            ("package a\nvar x = []int{1, 2}", "package a\nvar x = []int{\n\t1,\n\t2,\n}"),
            ("package a\nimport (\"b\"; \"c\")", "package a\nimport (\n\t\"b\"\n\t\"c\" // d\n)"),
            ("package a\ntype S struct { A int; B int }", "package a\ntype S struct {\n\tA int\n\tB int\n}"),
            ("package a\nvar x = f((a))", "package a\nvar x = f(a)"),
        ],
    );
}

#[test]
fn rust_sees_what_changes() {
    check(
        "rust",
        false,
        &[
            ("fn f() -> u8 { 1 }", "fn f() -> u8 { 1; }"),
            ("fn f() { (1,) }", "fn f() { (1) }"),
            ("fn f(x: (A,)) {}", "fn f(x: (A)) {}"),
            ("fn f() { (a + b) * c }", "fn f() { a + b * c }"),
            ("const A: &str = r\"a\";", "const A: &str = r\"b\";"),
            ("const A: &str = r#\"a\"#;", "const A: &str = r\"a\";"),
            ("const A: char = 'a';", "const A: char = 'b';"),
            ("fn f<'a>(x: &'a A) {}", "fn f<'b>(x: &'b A) {}"),
            ("const A: &[u8] = b\"a\";", "const A: &str = \"a\";"),
            ("fn f() { match x { 0 => { a(); } } }", "fn f() { match x { 0 => a() } }"),
            ("fn f() { |x| { x; } }", "fn f() { |x| x }"),
            ("fn f() { match x { 0 => a, 1 => b } }", "fn f() { match x { 1 => a, 0 => b } }"),
            ("#[inline]\nfn f() {}", "fn f() {}"),
            ("pub fn f() {}", "fn f() {}"),
            ("unsafe fn f() {}", "fn f() {}"),
            ("fn f() { m!(a, b) }", "fn f() { m!(a b) }"),
            ("fn f() { m!((a,)) }", "fn f() { m!((a)) }"),
            ("fn f() { a..b }", "fn f() { a..=b }"),
            ("fn f() { &x }", "fn f() { &mut x }"),
            ("fn f() { \"a  b\" }", "fn f() { \"a b\" }"),
            ("fn f() { x? }", "fn f() { x }"),
            ("fn f() { if a { b } else { c } }", "fn f() { if a { c } else { b } }"),
            ("impl A for S {}", "impl B for S {}"),
        ],
    );
}

#[test]
fn rust_does_not_see_format() {
    check(
        "rust",
        true,
        &[
            ("fn f() { match x { 0 => {1} } }", "fn f() { match x { 0 => 1, } }"),
            (
                "fn f() { match x { 0 => a, _ => b } }",
                "fn f() {\n    match x {\n        0 => a,\n        _ => b,\n    }\n}",
            ),
            ("fn f() { g(|x| x + 1) }", "fn f() { g(|x| { x + 1 }) }"),
            ("fn f() { match x { _ => if a { b } } }", "fn f() { match x { _ => {\n if a { b }\n } } }"),
            ("fn f(a: A, b: B) {}", "fn f(\n    a: A,\n    b: B,\n) {\n}"),
            ("struct S { a: A, b: B }", "struct S {\n    a: A,\n    b: B,\n}"),
            ("use a::{b, c};", "use a::{\n    b,\n    c,\n};"),
            ("fn f() { g(a, b) }", "fn f() {\n    // why\n    g(\n        a,\n        b,\n    )\n}"),
            ("/// Doc.\nfn f() {}", "fn f() {}"),
            ("#[derive(A, B)]\nstruct S;", "#[derive(\n    A,\n    B,\n)]\nstruct S;"),
        ],
    );
}

#[test]
fn java_sees_what_changes() {
    check(
        "java",
        false,
        &[
            ("class A { int a = 1; }", "class A { int a = 2; }"),
            ("class A { String a = \"a\"; }", "class A { String a = \"b\"; }"),
            ("class A { String a = \" \"; }", "class A { String a = \"\"; }"),
            ("class A { char a = 'a'; }", "class A { char a = 'b'; }"),
            ("class A { int f() { return (a + b) * c; } }", "class A { int f() { return a + b * c; } }"),
            ("class A { void f() { a(); b(); } }", "class A { void f() { b(); a(); } }"),
            ("class A { void f() { if (a) (b).c(); } }", "class A { void f() { if (a) b.c(); } }"),
            ("class A { @B void f() {} }", "class A { void f() {} }"),
            ("class A { static void f() {} }", "class A { void f() {} }"),
            (
                "class A { String a = \"\"\"\n  a\n    b\n  \"\"\"; }",
                "class A { String a = \"\"\"\n  a\n  b\n  \"\"\"; }",
            ),
            ("class A { String a = \"\"\"\n  a\n  \"\"\"; }", "class A { String a = \"\"\"\n  a\n\"\"\"; }"),
            ("class A { void f() { for (;;) a(); } }", "class A { void f() { for (;a();); } }"),
            ("class A { void f() { ; } }", "class A { void f() { } }"),
            ("import a.B; class A {}", "import a.C; class A {}"),
            ("class A { long a = 1L; }", "class A { long a = 1; }"),
        ],
    );
}

#[test]
fn java_does_not_see_format() {
    check(
        "java",
        true,
        &[
            (
                "class A { int f(int a, int b) { return a; } }",
                "class A {\n  // c\n  int f(\n      int a,\n      int b) {\n    return (a);\n  }\n}",
            ),
            ("enum E { A, B }", "enum E {\n  A,\n  B,\n}"),
            ("class A { int[] a = {1, 2}; }", "class A {\n  int[] a = {\n    1, 2,\n  };\n}"),
            (
                "class A { String a = \"\"\"\n  a\n    b\n  \"\"\"; }",
                "class A {\n  String a =\n      \"\"\"\n      a\n        b\n      \"\"\";\n}",
            ),
        ],
    );
}

#[test]
fn a_signature_is_what_callers_see() {
    let signature = |language: &str, text: &str| {
        let language = Language::by_name(language).expect("the test names a language");
        outline(text, language).symbols[1].signature.expect("the text is whole")
    };
    for (language, old, body, contract) in [
        ("python", "def f(a): return a", "def f(a): return b", "def f(b): return a"),
        ("typescript", "const f = (a) => a", "const f = (a) => b", "const f = (b) => a"),
        ("go", "func f(a int) { b() }", "func f(a int) { c() }", "func f(a uint) { b() }"),
        ("rust", "fn f(a: A) { b() }", "fn f(a: A) { c() }", "pub fn f(a: A) { b() }"),
        (
            "java",
            "class A { void f() { b(); } }",
            "class A { void f() { c(); } }",
            "class B { void f() { b(); } }",
        ),
        ("c", "int f(int a) { b(); }", "int f(int a) { c(); }", "int f(long a) { b(); }"),
        ("c", "#define F(a) b", "#define F(a) c", "#define F(b) b"),
        ("cpp", "int A::f() { b(); }", "int A::f() { c(); }", "int A::f() const { b(); }"),
        (
            "csharp",
            "class A { void F() { b(); } }",
            "class A { void F() { c(); } }",
            "class B { void F() { b(); } }",
        ),
        (
            "php",
            "<?php function f($a) { b(); }",
            "<?php function f($a) { c(); }",
            "<?php function f($b) { b(); }",
        ),
        ("ruby", "def f(a); b(); end", "def f(a); c(); end", "def f(b); b(); end"),
        ("bash", "f() { a; }", "f() { b; }", "g() { a; }"),
        ("lua", "function f(a) b() end", "function f(a) c() end", "function f(b) b() end"),
        ("hcl", "output \"a\" { value = b }", "output \"a\" { value = c }", "output \"b\" { value = b }"),
        ("swift", "func f(a: A) { b() }", "func f(a: A) { c() }", "func f(c: A) { b() }"),
        ("scala", "def f(a: A) = b()", "def f(a: A) = c()", "def f(a: B) = b()"),
        ("dart", "f(A a) { b(); }", "f(A a) { c(); }", "f(B a) { b(); }"),
        ("elixir", "def f(a), do: b", "def f(a), do: c", "def f(c), do: b"),
        ("elixir", "def f(a) do\n  b\nend", "def f(a) do\n  c\nend", "defp f(a) do\n  b\nend"),
        ("zig", "fn f(a: A) void { b(); }", "fn f(a: A) void { c(); }", "fn f(a: B) void { b(); }"),
        ("kotlin", "fun f(a: A) = b()", "fun f(a: A) = c()", "fun f(a: B) = b()"),
    ] {
        assert_eq!(signature(language, old), signature(language, body), "{language}");
        assert_ne!(signature(language, old), signature(language, contract), "{language}");
    }
}

#[test]
fn a_unit_does_not_hold_the_units_in_it() {
    let inner = digests("python", "class A:\n  x = 1\n  def f(self): return 1\n");
    let changed = digests("python", "class A:\n  x = 1\n  def f(self): return 2\n");
    assert_eq!(inner[..2], changed[..2]);
    assert_ne!(inner[2], changed[2]);
}

#[test]
fn broken_code_has_no_digest_but_keeps_its_neighbours() {
    let text = "def a():\n    return 1\n\ndef b():\n    x = = 2\n\ndef c():\n    return 3\n";
    let whole = outline(text, Language::by_name("python").expect("a language"));
    let found: Vec<String> = whole
        .symbols
        .iter()
        .map(|it| {
            format!("{}: {}", whole.text(it.name), if it.digest.is_some() { "whole" } else { "unparsable" })
        })
        .collect();
    expect![[r#"
        : whole
        a: whole
        b: unparsable
        c: whole"#]]
    .assert_eq(&found.join("\n"));
}

/// What a grammar misreads is no guess either.
#[test]
fn misread_code_has_no_digest() {
    for (language, text) in [
        ("kotlin", "@A\n@B\nclass C { fun f() = 1 }"),
        ("kotlin", "@A(\"x\")\n@B(1)\ninternal class C { fun f() = 1 }"),
    ] {
        assert!(!is_whole(language, text), "{language}: {text}");
    }
    assert!(is_whole("kotlin", "@A\n@B\nclass C(val x: Any) { fun f() = x::class }"));
}

#[test]
fn pins_are_read_as_they_are_written() {
    let digest = digests("python", "def f(): pass")[1].expect("the text is whole");
    let pin = Pin::new("python", digest);
    assert_eq!(Pin::parse(&pin.to_string()), Some(pin));
    let digits = "0123456789abcdef0123456789abcdef";
    for wrong in [
        "",
        "canton-ast/1",
        "canton-ast:python:",
        "a/1:b:c",
        &format!("a/x:b:{digits}"),
        &format!("a/1:b:{digits}0"),
    ] {
        assert_eq!(Pin::parse(wrong), None, "{wrong}");
    }
    assert!(Pin::parse(&format!("other/12:cobol:{digits}")).is_some());
}

/// Digests must not move: pins in manifests would break. If this fails after a grammar update, the
/// algorithm needs a new number.
#[test]
fn digests_of_the_examples_do_not_move() {
    let mut found = String::new();
    for (language, text) in [
        ("python", include_str!("../../../../grammars/python/examples/definitions.py")),
        ("javascript", include_str!("../../../../grammars/javascript/examples/definitions.js")),
        ("typescript", include_str!("../../../../grammars/typescript/examples/definitions.ts")),
        ("tsx", include_str!("../../../../grammars/tsx/examples/components.tsx")),
        ("go", include_str!("../../../../grammars/go/examples/definitions.go")),
        ("rust", include_str!("../../../../grammars/rust/examples/definitions.rs")),
        ("java", include_str!("../../../../grammars/java/examples/Definitions.java")),
        ("c", include_str!("../../../../grammars/c/examples/definitions.c")),
        ("cpp", include_str!("../../../../grammars/cpp/examples/definitions.cpp")),
        ("csharp", include_str!("../../../../grammars/csharp/examples/Definitions.cs")),
        ("php", include_str!("../../../../grammars/php/examples/definitions.php")),
        ("ruby", include_str!("../../../../grammars/ruby/examples/definitions.rb")),
        ("bash", include_str!("../../../../grammars/bash/examples/definitions.sh")),
        ("lua", include_str!("../../../../grammars/lua/examples/definitions.lua")),
        ("hcl", include_str!("../../../../grammars/hcl/examples/main.tf")),
        ("kotlin", include_str!("../../../../grammars/kotlin/examples/Definitions.kt")),
        ("swift", include_str!("../../../../grammars/swift/examples/Definitions.swift")),
        ("scala", include_str!("../../../../grammars/scala/examples/Definitions.scala")),
        ("scala", include_str!("../../../../grammars/scala/examples/indented.scala")),
        ("dart", include_str!("../../../../grammars/dart/examples/definitions.dart")),
        ("elixir", include_str!("../../../../grammars/elixir/examples/definitions.ex")),
        ("zig", include_str!("../../../../grammars/zig/examples/definitions.zig")),
    ] {
        for digest in digests(language, text).into_iter().flatten() {
            found.push_str(&format!("{language} {digest}\n"));
        }
    }
    expect_test::expect_file!["digests.txt"].assert_eq(&found);
}
