use super::check;

#[test]
fn lua_sees_what_changes() {
    check(
        "lua",
        false,
        &[
            ("x = (a + b) * c", "x = a + b * c"),
            ("a() b()", "b() a()"),
            ("a = b; (c)()", "a = b (c)()"),
            ("f(g)(h)", "f(g(h))"),
            ("f((g()))", "f(g())"),
            ("x = a - (b - c)", "x = a - b - c"),
            ("x = a .. (b + c) * d", "x = a .. b + c * d"),
            ("x = not (a and b)", "x = not a and b"),
            ("x = (-a) ^ b", "x = -(a ^ b)"),
            ("x = (a == b) == c", "x = a == (b == c)"),
            ("x = #(a .. b)", "x = #a .. b"),
            ("x = (f()).b", "x = f().c"),
            ("x = {(f())}", "x = {f()}"),
            ("x = y, (f())", "x = y, f()"),
            ("local x <const> = (...)", "local x <const> = ..."),
            ("return (f())", "return f()"),
            ("x = (...)", "x = ..."),
            ("x = {1, 2}", "x = {12}"),
            ("x = {f, (g)}", "x = {f(g)}"),
            ("x = {a = 1}", "x = {a == 1}"),
            ("x = {a}", "x = {[a] = a}"),
            ("x = ' '", "x = ''"),
            ("x = 'a'", "x = 'b'"),
            ("x = [[A\"b\"]]", "x = [[a\"b\"]]"),
            ("x = [[a]]", "x = 'a'"),
            ("x = [==[a]==]", "x = [[a]]"),
            ("x = '\\''", "x = '\\\\'"),
            ("local x = 1", "x = 1"),
            ("local function f() end", "function f() end"),
            ("function a.b() end", "function a:b() end"),
            ("a.b()", "a:b()"),
            ("if a then b() end c()", "if a then b() c() end"),
            ("if a then b() else c() end", "if a then c() else b() end"),
            ("for i = 1, 2 do a() end", "for i = 1, 3 do a() end"),
            ("while a do b() end", "repeat b() until a"),
            ("return", "return nil"),
            ("x = not a == b", "x = not (a == b)"),
            ("x = a .. b", "x = a + b"),
            ("goto a ::a::", "goto b ::b::"),
            ("function f(a, b) end", "function f(b, a) end"),
        ],
    );
}

#[test]
fn lua_does_not_see_format() {
    check(
        "lua",
        true,
        &[
            ("a(); b();", "a()\nb()"),
            ("x = 'a'", "x = \"a\""),
            ("x = 'it\\'s'", "x = \"it's\""),
            ("f 'a'", "f(\"a\")"),
            ("x = (not a) or (b == c)", "x = not a or b == c"),
            ("x = a + (b * c)", "x = a + b * c"),
            ("x = (f()) or d", "x = f() or d"),
            ("x = a and (b and c)", "x = a and b and c"),
            ("x = (#a) - (1)", "x = #a - 1"),
            ("f {a = 1}", "f({ a = 1 })"),
            ("x = {1, 2}", "x = {\n  1;\n  2;\n}"),
            ("x = {1, 2}", "x = {\n  1,\n  2,\n}"),
            ("if (a) then b() end", "if a then\n  -- why\n  b()\nend"),
            ("return a;", "return a"),
            ("local function f(a, b) return a end", "local function f(\n  a,\n  b\n)\n  return a\nend"),
        ],
    );
}
