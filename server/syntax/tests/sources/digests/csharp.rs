use super::check;

#[test]
fn csharp_sees_what_changes() {
    check(
        "csharp",
        false,
        &[
            ("class A { int F() { return (a + b) * c; } }", "class A { int F() { return a + b * c; } }"),
            ("class A { void F() { a(); b(); } }", "class A { void F() { b(); a(); } }"),
            ("class A { void F() { if (a) b(); c(); } }", "class A { void F() { if (a) { b(); c(); } } }"),
            ("class A { void F() { while (a) ; b(); } }", "class A { void F() { while (a) b(); } }"),
            ("class A { string s = \" \"; }", "class A { string s = \"\"; }"),
            ("class A { string s = @\"\\n\"; }", "class A { string s = \"\\n\"; }"),
            ("class A { string s = $\"{a} b\"; }", "class A { string s = $\"{a}  b\"; }"),
            ("class A { string s = $\"{a}\"; }", "class A { string s = $\"{b}\"; }"),
            ("class A { string s = $\"{a:N2}\"; }", "class A { string s = $\"{a:N3}\"; }"),
            ("class A { string s = $\"{a: b}\"; }", "class A { string s = $\"{a:b}\"; }"),
            ("class A { string s = $\"{a,10}\"; }", "class A { string s = $\"{a,1}\"; }"),
            ("class A { string s = $\"{a}\"; }", "class A { string s = \"{a}\"; }"),
            (
                "class A { string s = \"\"\"\n  a\n  \"\"\"; }",
                "class A { string s = \"\"\"\n  a \n  \"\"\"; }",
            ),
            ("class A { string s = \"\"\"\n  a\n  \"\"\"; }", "class A { string s = \"\"\"\n  a\n\"\"\"; }"),
            ("class A { char c = 'a'; }", "class A { char c = 'b'; }"),
            ("class A { [B] void F() {} }", "class A { void F() {} }"),
            ("class A { static void F() {} }", "class A { void F() {} }"),
            ("class A { int P { get; } }", "class A { int P { get; set; } }"),
            ("class A { int P => 1; }", "class A { int P = 1; }"),
            ("class A { async Task F() { await b(); } }", "class A { async Task F() { b(); } }"),
            ("class A { void F(int a, int b) {} }", "class A { void F(int b, int a) {} }"),
            ("class A { void F(ref int a) {} }", "class A { void F(int a) {} }"),
            ("class A { Type t = typeof(B<,>); }", "class A { Type t = typeof(B<>); }"),
            ("class A { int[,] a; }", "class A { int[] a; }"),
            ("class A { void F() { a?.b(); } }", "class A { void F() { a.b(); } }"),
            ("enum E { A, B }", "enum E { B, A }"),
            ("using A; class B {}", "using C; class B {}"),
            ("#if A\nclass B {}\n#endif", "#if C\nclass B {}\n#endif"),
            ("#nullable enable\nclass B {}", "#nullable disable\nclass B {}"),
            ("class A { long a = 1L; }", "class A { long a = 1; }"),
            ("record A(int B);", "record A(long B);"),
        ],
    );
}

#[test]
fn csharp_does_not_see_format() {
    check(
        "csharp",
        true,
        &[
            (
                "class A { int F(int a, int b) { return a; } }",
                "class A\n{\n    // why\n    int F(\n        int a,\n        int b)\n    {\n        return a;\n    }\n}",
            ),
            ("enum E { A, B }", "enum E\n{\n    A,\n    B,\n}"),
            (
                "class A { int[] a = { 1, 2 }; }",
                "class A\n{\n    int[] a =\n    {\n        1,\n        2,\n    };\n}",
            ),
            (
                "class A { int P { get; set; } }",
                "class A\n{\n    int P\n    {\n        get;\n        set;\n    }\n}",
            ),
            ("class A { string s = $\"{a}\"; }", "class A { string s =\n    $\"{ a }\"; }"),
            ("/// <summary>A.</summary>\nclass A {}", "#region A\nclass A {}\n#endregion\n"),
        ],
    );
}
