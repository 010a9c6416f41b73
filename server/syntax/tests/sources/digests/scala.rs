use super::check;

#[test]
fn scala_sees_what_changes() {
    check(
        "scala",
        false,
        &[
            ("def f = {\n  return\n  a\n}", "def f = {\n  return a\n}"),
            ("def f = {\n  a\n  -b\n}", "def f = {\n  a - b\n}"),
            ("def f = {\n  a\n  - b\n}", "def f = {\n  a - b\n}"),
            ("def f = { a(); b() }", "def f = { b(); a() }"),
            ("def f = (a + b) * c", "def f = a + b * c"),
            ("def f = \"a\"", "def f = \"b\""),
            ("def f = \" \"", "def f = \"\""),
            ("def f = s\"a ${b}\"", "def f = s\"a${b}\""),
            ("def f = s\"$a b\"", "def f = s\"$a  b\""),
            ("def f = s\"${a} ${b}\"", "def f = s\"${a}${b}\""),
            ("def f = s\"${a}\"", "def f = s\"${b}\""),
            ("def f = s\"a\"", "def f = f\"a\""),
            ("def f = \"\"\"a\n  b\"\"\"", "def f = \"\"\"a\n b\"\"\""),
            ("def f = 'a'", "def f = 'b'"),
            ("def f =\n  if a then\n    b()\n    c()", "def f =\n  if a then\n    b()\n  c()"),
            ("def f =\n  while a do\n    b()\n  c()", "def f =\n  while a do\n    b()\n    c()"),
            (
                "def f = a match\n  case 1 =>\n    b()\n    c()\n  case 2 => d()",
                "def f = a match\n  case 1 =>\n    b()\n  case 2 =>\n    c()\n    d()",
            ),
            ("object A:\n  def f = 1\n  val a = 2", "object A:\n  def f = 1\nval a = 2"),
            ("val a = 1", "var a = 1"),
            ("val a = 1", "lazy val a = 1"),
            ("case class A(a: Int)", "class A(a: Int)"),
            ("def f(a: Int) = a", "def f(a: => Int) = a"),
            ("def f(implicit a: A) = a", "def f(a: A) = a"),
            ("def f(a: A)(b: B) = a", "def f(a: A, b: B) = a"),
            ("@a def f = 1", "def f = 1"),
            ("class A extends B", "class A extends C"),
            ("class A { val a = 1 }", "class A { val a = 2 }"),
            ("extension (a: A) def f = 1", "extension (a: B) def f = 1"),
            ("given A = b", "given A = c"),
            ("def f = for { a <- b; c <- d } yield c", "def f = for { c <- d; a <- b } yield c"),
            ("def f = for (a <- b) yield c", "def f = for (a <- b) c"),
            ("def f = Some(a,)", "def f = Some((a, b))"),
            ("def f = a { b => c }", "def f = a { c => c }"),
        ],
    );
}

#[test]
fn scala_does_not_see_format() {
    check(
        "scala",
        true,
        &[
            ("def f = { a(); b() }", "def f = {\n  a()\n  // c\n  b()\n}"),
            ("def f = g(a, b)", "def f =\n  g(\n    a,\n    b,\n  )"),
            ("def f(a: A, b: B) = a", "def f(\n    a: A,\n    b: B\n) =\n  a"),
            ("def f =\n  if a then b else c", "def f =\n  if a then\n    b\n  else\n    c"),
            ("object A:\n  def f = 1", "object A:\n    def f =\n        1"),
            ("def f = a.b().c()", "def f = a\n  .b()\n  .c()"),
            ("def f = a && b", "def f = a &&\n  b"),
            ("def f = for { a <- b; c <- d } yield c", "def f = for {\n  a <- b\n  c <- d\n} yield c"),
            ("import a.{b, c}", "import a.{\n  b,\n  c,\n}"),
            (
                "def f = a match { case 1 => b; case 2 => c }",
                "def f = a match {\n  case 1 => b\n  case 2 => c\n}",
            ),
            ("/** Doc. */\ndef f = 1", "def f = 1"),
        ],
    );
}
