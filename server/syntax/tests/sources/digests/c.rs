use super::check;

const BOTH: [&str; 2] = ["c", "cpp"];

#[test]
fn c_sees_what_changes() {
    for language in BOTH {
        check(
            language,
            false,
            &[
                ("int f() { return (a + b) * c; }", "int f() { return a + b * c; }"),
                ("int f() { a(); b(); }", "int f() { b(); a(); }"),
                ("int f() { if (a) b(); c(); }", "int f() { if (a) { b(); c(); } }"),
                ("int f() { while (a) ; b(); }", "int f() { while (a) b(); }"),
                ("int f() { return - -a; }", "int f() { return --a; }"),
                ("char *s = \" \";", "char *s = \"\";"),
                ("char *s = \"a\";", "char *s = \"b\";"),
                ("char *s = \"a\";", "char *s = L\"a\";"),
                ("char c = 'a';", "char c = 'b';"),
                ("int a = 010;", "int a = 10;"),
                ("long a = 1L;", "long a = 1;"),
                ("static int f() {}", "int f() {}"),
                ("int f(int a, int b) {}", "int f(int b, int a) {}"),
                ("int *f() {}", "int f() {}"),
                ("struct s { int a; int b; };", "struct s { int b; int a; };"),
                ("enum e { A, B };", "enum e { B, A };"),
                ("__attribute__((packed)) int f() {}", "int f() {}"),
                ("#define A 1", "#define A 2"),
                ("#define A 1", "#define B 1"),
                ("#define A\nint x;", "#define A int x;"),
                ("#define A\ny;", "#define A y\n;"),
                ("#define A (x)", "#define A(x)"),
                ("#define A(x) #x", "#define A(x) ##x"),
                ("#define A a b", "#define A ab"),
                ("#define A - -1", "#define A --1"),
                ("#define A 0xe +1", "#define A 0xe+1"),
                ("#define A \"a  b\"", "#define A \"a b\""),
                ("#define A \"a // b\"", "#define A \"a // c\""),
                ("#define A L \"a\"", "#define A L\"a\""),
                ("#define A(x) x\nint y;", "#define A(x) x int y;"),
                ("#if A\n(b);\n#endif", "#if A(b)\n;\n#endif"),
                ("#if A\nint b;\n#endif", "#if B\nint b;\n#endif"),
                ("#ifdef A\nint b;\n#endif", "#ifndef A\nint b;\n#endif"),
                ("#if A\nint b;\n#else\nint c;\n#endif", "#if A\nint b;\nint c;\n#endif"),
                ("#include <a.h>", "#include \"a.h\""),
                ("#include <a.h>\n#include <b.h>", "#include <b.h>\n#include <a.h>"),
                ("#pragma once", "#pragma pack(1)"),
            ],
        );
    }
}

#[test]
fn c_does_not_see_format() {
    for language in BOTH {
        check(
            language,
            true,
            &[
                (
                    "int f(int a, int b) { if (a) { return b; } }",
                    "int\nf(int a,\n  int b)\n{\n  /* why */\n  if (a)\n  {\n    return b; // so\n  }\n}",
                ),
                ("int *p;", "int* p;"),
                ("enum e { A, B };", "enum e {\n  A,\n  B,\n};"),
                ("int a[] = {1, 2};", "int a[] = {\n  1,\n  2,\n};"),
                ("#define A(x) ((x) + 1)", "#define A(x) \\\n  ((x) + 1)"),
                (
                    "#define A(x) do { f(x); } while (0)",
                    "#define A(x)   \\\n  do {         \\\n    f(x);      \\\n  } while (0)",
                ),
                ("#define A(x) ((x)+1)", "#define A(x) ((x) + 1)"),
                ("#define A 1", "#define  A  1 // one"),
                ("#if A\n#define B 1\n#endif", "#if A\n#  define B 1\n#endif"),
                ("#if A && \\\n  B\nint a;\n#endif", "#if A && B\nint a;\n#endif"),
                ("int a = b + c;", "int a = b + \\\n  c;"),
                ("/// Doc.\nint f() {}", "int f() {}"),
            ],
        );
    }
}
