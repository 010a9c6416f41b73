use super::check;

#[test]
fn zig_sees_what_changes() {
    check(
        "zig",
        false,
        &[
            ("const a = (b + c) * d;", "const a = b + c * d;"),
            ("const a = \"a\";", "const a = \"b\";"),
            ("const a = \" \";", "const a = \"\";"),
            ("const a = \"a  b\";", "const a = \"a b\";"),
            ("const a = 'a';", "const a = 'b';"),
            ("const a =\n    \\\\b\n;", "const a =\n    \\\\ b\n;"),
            ("const a =\n    \\\\b\n    \\\\c\n;", "const a =\n    \\\\b\n    \\\\  c\n;"),
            ("const a = 1;", "var a = 1;"),
            ("pub const a = 1;", "const a = 1;"),
            ("fn f() void { a(); b(); }", "fn f() void { b(); a(); }"),
            ("fn f() void { try a(); }", "fn f() void { a(); }"),
            ("fn f() void { defer a(); }", "fn f() void { errdefer a(); }"),
            ("fn f() !void {}", "fn f() void {}"),
            ("inline fn f() void {}", "fn f() void {}"),
            ("fn f(comptime a: u8) void {}", "fn f(a: u8) void {}"),
            ("const S = struct { a: u8, b: u8 };", "const S = struct { b: u8, a: u8 };"),
            ("const S = packed struct { a: u8 };", "const S = struct { a: u8 };"),
            ("const a = .{ .b = 1 };", "const a = .{ .b = 2 };"),
            ("const a = b.?;", "const a = b.*;"),
            ("const a = b orelse c;", "const a = b catch c;"),
            ("const a = b + c;", "const a = b +% c;"),
            ("const a = @as(u8, b);", "const a = @as(u9, b);"),
            ("fn f() void { while (a) : (b()) c(); }", "fn f() void { while (a) : (c()) b(); }"),
            ("test \"a\" { b(); }", "test \"a\" { c(); }"),
        ],
    );
}

#[test]
fn zig_does_not_see_format() {
    check(
        "zig",
        true,
        &[
            ("const a = f(b, c);", "const a = f(\n    b,\n    c, // d\n);"),
            ("const a = .{ 1, 2 };", "const a = .{\n    1,\n    2,\n};"),
            ("const S = struct { a: u8, b: u8 };", "const S = struct {\n    a: u8,\n    b: u8,\n};"),
            ("fn f(a: u8, b: u8) void {}", "fn f(\n    a: u8,\n    b: u8,\n) void {}"),
            (
                "const a = switch (b) { 1 => c, else => d };",
                "const a = switch (b) {\n    1 => c,\n    else => d,\n};",
            ),
            ("const a =\n  \\\\b\n  \\\\  c\n;", "const a =\n        \\\\b\n        \\\\  c\n    ;"),
            ("/// Doc.\nfn f() void {}", "fn f() void {}"),
        ],
    );
}
