use super::check;

#[test]
fn hcl_sees_what_changes() {
    check(
        "hcl",
        false,
        &[
            ("a = 1", "a = 2"),
            ("a = \"x\"", "a = \"y\""),
            ("a = \"x ${b}\"", "a = \"x${b}\""),
            ("a = \"${b} x\"", "a = \"${b}x\""),
            ("a = \"${b} ${c}\"", "a = \"${b}${c}\""),
            ("a = \"${b}\"", "a = \"${c}\""),
            ("a = \" \"", "a = \"\""),
            ("a = \"%{ if b } %{ endif }\"", "a = \"%{ if b }%{ endif }\""),
            ("a = \"%{ if b }c%{ endif }\"", "a = \"%{ if b }d%{ endif }\""),
            ("a = \"%{ if b }c%{ endif }\"", "a = \"%{ if c }c%{ endif }\""),
            ("a = \"${~ b }\"", "a = \"${ b }\""),
            ("a = <<EOT\nx\nEOT\n", "a = <<EOT\n  x\nEOT\n"),
            ("a = <<-EOT\n  x\n  y\nEOT\n", "a = <<-EOT\n  x\n    y\nEOT\n"),
            ("a = <<EOT\nx  y\nEOT\n", "a = <<EOT\nx y\nEOT\n"),
            ("a = <<EOT\nx ${b}\nEOT\n", "a = <<EOT\nx ${c}\nEOT\n"),
            ("a = (b + c) * d", "a = b + c * d"),
            ("a = [1, 2]", "a = [2, 1]"),
            ("a = [b, c]", "a = [b.c]"),
            ("a = b[0]", "a = b[*]"),
            ("resource \"a\" \"b\" {\n  c = 1\n}", "resource \"a\" \"b\" {\n  c = 2\n}"),
            ("resource \"a\" \"b\" {\n  c {}\n}", "resource \"a\" \"b\" {\n  d {}\n}"),
            ("variable \"a\" {}", "output \"a\" {}"),
            ("locals {\n  a = 1\n}", "locals {\n  a = 2\n}"),
            ("a = { b = 1, c = 2 }", "a = { c = 2, b = 1 }"),
            ("a = [for b in c : b if d]", "a = [for b in c : b]"),
            ("a = { for b in c : b => b... }", "a = { for b in c : b => b }"),
            ("a = b ? c : d", "a = b ? d : c"),
            ("a = f(b...)", "a = f(b)"),
            ("a = !b", "a = b"),
        ],
    );
}

#[test]
fn hcl_does_not_see_format() {
    check(
        "hcl",
        true,
        &[
            ("a=1", "a   = 1 # c"),
            ("a = [1, 2]", "a = [\n  1,\n  2,\n]"),
            ("a = { b = 1, c = 2 }", "a = {\n  b = 1\n  c = 2\n}"),
            ("a = f(b, c)", "a = f(\n  b,\n  c,\n)"),
            ("a = \"${b}\"", "a = \"${ b }\""),
            ("resource \"a\" \"b\" {\nc = 1\n}", "// d\nresource \"a\" \"b\" {\n  c    = 1\n}\n"),
            ("a = <<-EOT\n  x\n    y ${z}\n  EOT\n", "a = <<-EOT\n      x\n        y ${z}\n      EOT\n"),
            ("locals {\n  a = 1\n}", "locals { a = 1 }"),
        ],
    );
}
