use super::check;

#[test]
fn swift_sees_what_changes() {
    check(
        "swift",
        false,
        &[
            ("func f() {\n  return\n  a()\n}", "func f() {\n  return a()\n}"),
            ("func f() {\n  a\n  -b\n}", "func f() {\n  a\n  - b\n}"),
            ("func f() {\n  a\n  .b()\n}", "func f() {\n  a; b()\n}"),
            ("func f() { a(); b() }", "func f() { b(); a() }"),
            ("func f() -> Int { (a + b) * c }", "func f() -> Int { a + b * c }"),
            ("let a = \"a\"", "let a = \"b\""),
            ("let a = \"a \\(b)\"", "let a = \"a\\(b)\""),
            ("let a = \"\\(b) \\(c)\"", "let a = \"\\(b)\\(c)\""),
            ("let a = \"\\(b)\"", "let a = \"\\(c)\""),
            ("let a = \" \"", "let a = \"\""),
            ("let a = \"\"\"\n  a\n  b\n  \"\"\"", "let a = \"\"\"\n  a\n    b\n  \"\"\""),
            ("let a = \"\"\"\n  a\n  \"\"\"", "let a = \"\"\"\n  a\n\"\"\""),
            ("let a = \"\"\"\n  a \\(b)\n  c\n  \"\"\"", "let a = \"\"\"\n  a \\(b)\n   c\n  \"\"\""),
            ("let a = #\"a\\(b)\"#", "let a = \"a\\(b)\""),
            ("let a = #\"a\\#(b) c\"#", "let a = #\"a\\#(b)  c\"#"),
            ("let a = /a b/", "let a = /a  b/"),
            ("let a = 1", "var a = 1"),
            ("@A func f() {}", "func f() {}"),
            ("mutating func f() {}", "func f() {}"),
            ("func f() throws {}", "func f() {}"),
            ("func f(a b: A) {}", "func f(c b: A) {}"),
            ("struct S { var a: Int { 1 } }", "struct S { var a: Int { 2 } }"),
            ("extension A { func f() {} }", "extension B { func f() {} }"),
            ("extension A: P {}", "extension A: Q {}"),
            ("enum E { case a, b }", "enum E { case b, a }"),
            ("func f() { if a { b() } else { c() } }", "func f() { if a { c() } else { b() } }"),
            ("func f() { #if A\n a()\n#endif\n }", "func f() { #if B\n a()\n#endif\n }"),
            ("func f() { a?.b }", "func f() { a!.b }"),
            (
                "func f() { switch a { case 1: b(); c() default: d() } }",
                "func f() { switch a { case 1: b() default: c(); d() } }",
            ),
            ("let a = { [weak self] in b() }", "let a = { [self] in b() }"),
            ("let a = b ? c : d", "let a = b ? d : c"),
            ("let a = try b()", "let a = try? b()"),
        ],
    );
}

#[test]
fn swift_does_not_see_format() {
    check(
        "swift",
        true,
        &[
            ("func f() { a(); b() }", "func f() {\n  a()\n  // c\n  b()\n}"),
            ("func f(a: A, b: B) {}", "func f(\n  a: A,\n  b: B\n) {\n}"),
            ("let a = [1, 2]", "let a = [\n  1,\n  2,\n]"),
            ("let a = f(b, c)", "let a = f(\n  b,\n  c,\n)"),
            ("let a = b.c().d()", "let a = b\n  .c()\n  .d()"),
            ("let a = b && c", "let a = b\n  && c"),
            ("let a = 1;", "let a = 1"),
            ("let a = b(())", "let a = b( () )"),
            ("let a = \"\"\"\n  a\n    b\n  \"\"\"", "let a = \"\"\"\n      a\n        b\n      \"\"\""),
            (
                "let a = \"\"\"\n  a \\(b)\n\n  c\n  \"\"\"",
                "let a = \"\"\"\n    a \\(b)\n\n    c\n    \"\"\"",
            ),
            ("enum E { case a; case b }", "enum E {\n  case a\n  case b\n}"),
            ("/// Doc.\nfunc f() {}", "func f() {}"),
        ],
    );
}
