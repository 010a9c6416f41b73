use super::check;

#[test]
fn dart_sees_what_changes() {
    check(
        "dart",
        false,
        &[
            ("var a = (b + c) * d;", "var a = b + c * d;"),
            ("var a = (b,);", "var a = (b);"),
            ("(A,) f() => a;", "(A) f() => a;"),
            ("var a = 'a';", "var a = 'b';"),
            ("var a = ' ';", "var a = '';"),
            ("var a = 'a $b';", "var a = 'a  $b';"),
            ("var a = '$b $c';", "var a = '$b$c';"),
            ("var a = '${b}';", "var a = '${c}';"),
            ("var a = '$b ';", "var a = '$b';"),
            ("var a = r'$b';", "var a = '$b';"),
            ("var a = r'a  b';", "var a = r'a b';"),
            ("var a = '''\n  a\n''';", "var a = '''\na\n''';"),
            ("var a = 'a' 'b';", "var a = 'ab';"),
            ("void f() { a(); b(); }", "void f() { b(); a(); }"),
            ("void f() { for (;;) a(); }", "void f() { for (;a();); }"),
            ("void f() async {}", "void f() {}"),
            ("void f(int a) {}", "void f([int a]) {}"),
            ("void f({required int a}) {}", "void f({int a}) {}"),
            ("class A { final a = 1; }", "class A { final a = 2; }"),
            ("class A { @b void f() {} }", "class A { void f() {} }"),
            ("class A { static void f() {} }", "class A { void f() {} }"),
            ("class A { A(this.a); }", "class A { A(this.b); }"),
            ("class A extends B {}", "class A extends C {}"),
            ("enum E { a, b }", "enum E { b, a }"),
            ("extension on A { void f() {} }", "extension on B { void f() {} }"),
            ("void f() { a..b()..c(); }", "void f() { a.b().c(); }"),
            ("void f() { a?.b(); }", "void f() { a.b(); }"),
            ("var a = [if (b) c];", "var a = [c];"),
            ("var a = {b};", "var a = [b];"),
            ("import 'a';", "import 'b';"),
            ("import 'a' show b;", "import 'a' hide b;"),
        ],
    );
}

#[test]
fn dart_does_not_see_format() {
    check(
        "dart",
        true,
        &[
            ("void f(int a, {int? b}) {}", "void f(\n  int a, {\n  int? b,\n}) {}"),
            ("var a = f(b, c);", "var a = f(\n  b, // d\n  c,\n);"),
            ("var a = [1, 2];", "var a = [\n  1,\n  2,\n];"),
            ("enum E { a, b }", "enum E {\n  a,\n  b,\n}"),
            ("enum E { a, b; void f() {} }", "enum E {\n  a,\n  b,\n  ;\n\n  void f() {}\n}"),
            ("var a = b.c().d();", "var a = b\n    .c()\n    .d();"),
            ("/// Doc.\nvoid f() {}", "void f() {}"),
            ("var a = switch (b) { 1 => c, _ => d };", "var a = switch (b) {\n  1 => c,\n  _ => d,\n};"),
        ],
    );
}
