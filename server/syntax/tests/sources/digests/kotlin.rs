use super::check;

#[test]
fn kotlin_sees_what_changes() {
    check(
        "kotlin",
        false,
        &[
            ("fun f() {\n  return\n  a\n}", "fun f() {\n  return a\n}"),
            ("fun f() {\n  a\n  -b\n}", "fun f() {\n  a - b\n}"),
            ("fun f() {\n  a\n  (b)\n}", "fun f() {\n  a(b)\n}"),
            ("fun f() {\n  a()\n  b()\n}", "fun f() {\n  b()\n  a()\n}"),
            ("fun f() {\n  while (a) ;\n  b()\n}", "fun f() {\n  while (a) b()\n}"),
            ("fun f() {\n  if (a) b()\n  c()\n}", "fun f() {\n  if (a) {\n    b()\n    c()\n  }\n}"),
            ("fun f() = (a + b) * c", "fun f() = a + b * c"),
            ("fun f() = \"a\"", "fun f() = \"b\""),
            ("fun f() = \"a $b\"", "fun f() = \"a  $b\""),
            ("fun f() = \"${a} ${b}\"", "fun f() = \"${a}${b}\""),
            ("fun f() = \"${a}\"", "fun f() = \"${b}\""),
            ("fun f() = \"\"\"a\n  b\"\"\"", "fun f() = \"\"\"a\n b\"\"\""),
            ("fun f() = 'a'", "fun f() = 'b'"),
            ("fun f() = \" \"", "fun f() = \"\""),
            ("fun f() { a { b -> c } }", "fun f() { a { c -> c } }"),
            ("@A fun f() {}", "fun f() {}"),
            ("suspend fun f() {}", "fun f() {}"),
            ("val a = 1", "var a = 1"),
            ("data class A(val a: Int)", "class A(val a: Int)"),
            ("enum class E { A, B }", "enum class E { B, A }"),
            (
                "fun f() = when (a) {\n  1 -> b\n  else -> c\n}",
                "fun f() = when (a) {\n  2 -> b\n  else -> c\n}",
            ),
            ("fun f() = a?.b", "fun f() = a.b"),
            ("fun f() = a!!", "fun f() = a"),
            ("fun f() = a..b", "fun f() = a..<b"),
            ("fun f(a: Int = 1) {}", "fun f(a: Int = 2) {}"),
            ("fun A.f() {}", "fun B.f() {}"),
            ("fun f() = a == b", "fun f() = a === b"),
        ],
    );
}

#[test]
fn kotlin_does_not_see_format() {
    check(
        "kotlin",
        true,
        &[
            ("fun f() {\n  a(); b()\n}", "fun f() {\n    a()\n    // c\n    b()\n}"),
            ("fun f(a: A, b: B) {}", "fun f(\n    a: A,\n    b: B,\n) {\n}"),
            ("fun f() = g(a, b)", "fun f() =\n    g(\n        a,\n        b,\n    )"),
            ("enum class E { A, B }", "enum class E {\n    A,\n    B,\n}"),
            (
                "enum class E {\n  A, B;\n  fun f() {}\n}",
                "enum class E {\n    A,\n    B,\n    ;\n\n    fun f() {}\n}",
            ),
            ("fun f() = a.b().c()", "fun f() = a\n    .b()\n    .c()"),
            ("fun f() = a { b, c -> d }", "fun f() = a {\n    b,\n    c,\n    ->\n    d\n}"),
            ("fun f() = when (a) {\n  1, 2 -> b\n}", "fun f() = when (a) {\n  1,\n  2,\n  -> b;\n}"),
            ("fun f() = a && b", "fun f() =\n    a &&\n        b"),
            ("/** Doc. */\nfun f() {}", "fun f() {}"),
        ],
    );
}
