use super::check;

#[test]
fn elixir_sees_what_changes() {
    check(
        "elixir",
        false,
        &[
            ("a\n-b", "a - b"),
            ("a\n[b]", "a[b]"),
            ("a; b", "b; a"),
            ("a\n(b)", "a(b)"),
            ("f a", "f; a"),
            ("f -1", "f - 1"),
            ("f()", "f"),
            ("(a + b) * c", "a + b * c"),
            ("a = \"a\"", "a = \"b\""),
            ("a = \" \"", "a = \"\""),
            ("a = \"a #{b}\"", "a = \"a#{b}\""),
            ("a = \"#{b} #{c}\"", "a = \"#{b}#{c}\""),
            ("a = \"#{b}\"", "a = \"#{c}\""),
            ("a = \"#{b} \"", "a = \"#{b}\""),
            ("a = \"a\"", "a = 'a'"),
            ("a = ~s(a b)", "a = ~s(a  b)"),
            ("a = ~s(a)", "a = ~S(a)"),
            ("a = ~r/a b/", "a = ~r/a  b/"),
            ("a = ?a", "a = ?b"),
            ("a = :a", "a = :b"),
            ("a = \"\"\"\n  b\n  \"\"\"", "a = \"\"\"\n   b\n  \"\"\""),
            ("a = \"\"\"\n  b #{c}\n    d\n  \"\"\"", "a = \"\"\"\n  b #{c}\n  d\n  \"\"\""),
            ("def f(a), do: a", "def f(a), do: b"),
            ("def f(a), do: a", "defp f(a), do: a"),
            ("def f(a) do\n  b()\n  c()\nend", "def f(a) do\n  c()\n  b()\nend"),
            ("def f(a) when a > 1, do: a", "def f(a) when a > 2, do: a"),
            ("def f(a) do\n  b()\nrescue\n  c -> d()\nend", "def f(a) do\n  b()\nafter\n  d()\nend"),
            ("defmodule A do\n  @a 1\nend", "defmodule A do\n  @a 2\nend"),
            ("defmodule A do\n  @spec f(a) :: b\nend", "defmodule A do\n  @spec f(a) :: c\nend"),
            ("case a do\n  1 -> b\n  2 -> c\nend", "case a do\n  1 -> c\n  2 -> b\nend"),
            ("fn a -> b end", "fn a -> c end"),
            ("if a, do: b, else: c", "if a, do: c, else: b"),
            ("%{a | b: 1}", "%{a | b: 2}"),
            ("a |> b()", "a |> c()"),
            ("[a: 1]", "[b: 1]"),
            ("{a, b}", "[a, b]"),
            ("&a/1", "&a/2"),
            ("use A", "import A"),
            ("a", "a()"),
            ("fn -> a end", "fn b -> a end"),
            ("fn -> a end", "fn -> a() end"),
        ],
    );
}

#[test]
fn elixir_does_not_see_format() {
    check(
        "elixir",
        true,
        &[
            ("a; b", "a\n\n# c\nb\n"),
            ("f(\"#{a}\")", "f(\n  \"#{a}\"\n)"),
            ("f(a, b)", "f(\n  a,\n  b\n)"),
            ("def f(a), do: a", "def f(a),\n  do: a"),
            ("f(a, b)", "f a, b"),
            ("def f(a) do a end", "def f(a) do\n  a\nend"),
            ("a |> b() |> c()", "a\n|> b()\n|> c()"),
            ("a = b", "a =\n  b"),
            ("[a: 1, b: 2]", "[\n  a: 1,\n  b: 2\n]"),
            ("case a do 1 -> b; 2 -> c end", "case a do\n  1 ->\n    b\n\n  2 ->\n    c\nend"),
            ("a = \"\"\"\n  b\n    c\n  \"\"\"", "a = \"\"\"\nb\n  c\n\"\"\""),
            ("a = \"\"\"\n  b #{c}\n\n  d\n  \"\"\"", "a =\n  \"\"\"\n    b #{c}\n\n    d\n    \"\"\""),
            ("a = ~S'''\n b\n '''", "a = ~S'''\n  b\n  '''"),
            ("if a and\n   b, do: c", "if a and b, do: c"),
            ("fn a -> b end", "fn a ->\n  b\nend"),
            ("fn -> a end", "fn () -> a end"),
            ("@spec f((-> a)) :: b", "@spec f((() -> a)) :: b"),
        ],
    );
}
