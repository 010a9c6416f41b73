//! Parentheses around operands: they are seen exactly where they change how a text is read.

use super::{SCRIPTS, check, digests};

/// Operators of two operands that stand beside each other without parentheses.
const OPERATORS: [&str; 24] = [
    "||",
    "&&",
    "|",
    "^",
    "&",
    "==",
    "!=",
    "===",
    "!==",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "instanceof",
    "<<",
    ">>",
    ">>>",
    "+",
    "-",
    "*",
    "/",
    "%",
    "**",
];

/// How tightly they bind, as the standard has it; this table is not the one that is tested.
fn tightness(operator: &str) -> u32 {
    match operator {
        "||" => 4,
        "&&" => 5,
        "|" => 6,
        "^" => 7,
        "&" => 8,
        "==" | "!=" | "===" | "!==" => 9,
        "<" | "<=" | ">" | ">=" | "in" | "instanceof" => 10,
        "<<" | ">>" | ">>>" => 11,
        "+" | "-" => 12,
        "*" | "/" | "%" => 13,
        _ => 14,
    }
}

/// Of every two operators: the two ways of grouping three operands differ, unless the operator is one for which
/// they are the same; and the text without parentheses is never the other way.
#[test]
fn two_operators_are_read_in_one_way() {
    for language in SCRIPTS {
        for first in OPERATORS {
            for second in OPERATORS {
                let left = digests(language, &format!("x = (a {first} b) {second} c"));
                let right = digests(language, &format!("x = a {first} (b {second} c)"));
                let bare = digests(language, &format!("x = a {first} b {second} c"));
                let is_one = first == second && ["&&", "||"].contains(&first);
                assert_eq!(left == right, is_one, "{language}: {first} {second}");
                let is_left = match tightness(first).cmp(&tightness(second)) {
                    std::cmp::Ordering::Equal => first != "**",
                    it => it.is_gt(),
                };
                let (same, other) = if is_left { (&left, &right) } else { (&right, &left) };
                assert!(bare != *other || is_one, "{language}: {first} {second} is read in the other way");
                // Parentheses that need not be there may stay where nobody writes them: comparisons of
                // comparisons, and powers.
                let is_rare = [first, second].contains(&"**")
                    || tightness(first) == tightness(second) && (9..=10).contains(&tightness(first));
                assert!(
                    bare == *same || is_rare,
                    "{language}: parentheses in {first} {second} are redundant"
                );
            }
        }
    }
}

#[test]
fn parentheses_that_mean_something_are_seen() {
    for language in SCRIPTS {
        check(
            language,
            false,
            &[
                ("(a + b) * c", "a + b * c"),
                ("a - (b - c)", "a - b - c"),
                ("a / (b * c)", "a / b * c"),
                ("!(a && b)", "!a && b"),
                ("-(a + b)", "-a + b"),
                ("typeof (a + b)", "typeof a + b"),
                ("async () => { (await a).b }", "async () => { await a.b }"),
                ("async () => { (await a)() }", "async () => { await a() }"),
                ("async () => { await (a || b) }", "async () => { await a || b }"),
                ("(-a) ** b", "-(a ** b)"),
                ("(a ** b) ** c", "a ** b ** c"),
                ("(a?.b).c", "a?.b.c"),
                ("(a?.b)()", "a?.b()"),
                ("(a.b?.c.d).e", "a.b?.c.d.e"),
                ("(a?.[b])[c]", "a?.[b][c]"),
                ("(a?.()).b", "a?.().b"),
                ("((a?.b)).c", "a?.b.c"),
                ("(a ?? b) || c", "a ?? (b || c)"),
                ("(a && b) ?? c", "a && (b ?? c)"),
                ("(0, a.b)()", "a.b()"),
                ("(a, b).c", "a, b.c"),
                ("(a, b) + c", "a, b + c"),
                ("new (a())()", "new a()()"),
                ("new (a().b)()", "new a().b()"),
                ("new (a()).b()", "new a().b()"),
                ("new ((a()).b)()", "new a().b()"),
                ("new ((a())).b.c()", "new a().b.c()"),
                ("new (a()[b])()", "new a()[b]()"),
                ("new (a`b`)()", "new a`b`()"),
                ("new (new a)()", "new (new a())"),
                ("(new a).b", "new a.b"),
                ("(new (a)).b", "new a.b"),
                ("(new a)()", "new a()"),
                ("x = (a = b) || c", "x = a = b || c"),
                ("x = (a => b) || c", "x = a => b || c"),
                ("x = (a ? b : c) || d", "x = a ? b : c || d"),
                ("x = a || (b ? c : d)", "x = a || b ? c : d"),
                ("x = (a ? b : c) ? d : e", "x = a ? b : c ? d : e"),
                ("x = (a => b) ? c : d", "x = a => b ? c : d"),
                ("x = (a = b) ? c : d", "x = a = b ? c : d"),
                ("function* f() { (yield a) + b }", "function* f() { yield a + b }"),
                ("(a) = function () {}", "a = function () {}"),
                ("(a) ||= function () {}", "a ||= function () {}"),
                ("delete (a)", "delete a"),
                ("delete (a.b)", "delete a.b"),
                ("('use strict')", "'use strict'"),
                ("function f() { ('use strict'); a() }", "function f() { 'use strict'; a() }"),
                ("(function () {})()", "(function () {}())"),
                ("({}) + a", "{} + a"),
                ("({}).a", "{}\n.5"),
                ("({ a }) || b", "{ a } b"),
                ("x = () => ({})", "x = () => {}"),
                ("x = () => ({}).a", "x = () => {}"),
                ("(let)[a] = b", "let [a] = b"),
                ("(async)(a)", "async () => a"),
                ("x = !(a in b)", "x = !a in b"),
                ("x = !(a instanceof b)", "x = !a instanceof b"),
                ("a + (+b)", "a + (++b)"),
                ("(a++) + b", "a + (++b)"),
                ("a\n(b || c).d", "a;(b || c).d"),
                ("function f() { return\n(a || b) && c }", "function f() { return (a || b) && c }"),
                ("function f() { return\na * b + c }", "function f() { return (\na * b) + c }"),
            ],
        );
    }
}

#[test]
fn parentheses_that_mean_nothing_are_not_seen() {
    for language in SCRIPTS {
        check(
            language,
            true,
            &[
                ("x = (a && b) || c", "x = a && b || c"),
                ("x = a || (b && c)", "x = a || b && c"),
                ("x = a && (b && c)", "x = a && b && c"),
                ("x = (a % b) * c", "x = a % b * c"),
                ("x = (a % b) + c", "x = a % b + c"),
                ("x = (a << b) | c", "x = a << b | c"),
                ("x = a + (b)", "x = a + b"),
                ("x = (a === b) || (c === d)", "x = a === b || c === d"),
                ("x = ((a === b)) || c", "x = a === b || c"),
                ("x = (typeof a) === b", "x = typeof a === b"),
                ("x = !(a(b))", "x = !a(b)"),
                ("x = !(a.b)", "x = !a.b"),
                ("x = void (0)", "x = void 0"),
                ("async () => { x = (await a) || b }", "async () => { x = await a || b }"),
                ("async () => { x = (await a) ?? b }", "async () => { x = await a ?? b }"),
                ("async () => { await (a()) }", "async () => { await a() }"),
                ("x = (a ?? b) ?? c", "x = a ?? b ?? c"),
                ("x = (a.b).c", "x = a.b.c"),
                ("x = (a.b)()", "x = a.b()"),
                ("x = (a())[b]", "x = a()[b]"),
                ("x = (new A()).b", "x = new A().b"),
                ("x = (new A(b)).c()", "x = new A(b).c()"),
                ("x = new (A)()", "x = new A()"),
                ("x = new (a.B)(c)", "x = new a.B(c)"),
                ("x = (a /* b */).c", "x = a.c"),
                ("x = a && (function () {})", "x = a && function () {}"),
                ("x = a && ({ b })", "x = a && { b }"),
                ("x = {...(a) && { b }}", "x = { ...(a && { b }) }"),
                ("x = a ? b : (c ? d : e)", "x = a ? b : c ? d : e"),
                ("x = a ? (b ? c : d) : e", "x = a ? b ? c : d : e"),
                ("x = a ? (b => c) : d", "x = a ? b => c : d"),
                ("x = (a ? b : c)", "x = a ? b : c"),
                ("x = (y = z)", "x = y = z"),
                (
                    "for (let i = 0, n = (a in b) || c; i < n;) d()",
                    "for (let i = 0, n = (a in b || c); i < n;) d()",
                ),
            ],
        );
    }
}

/// Two comparisons may look like a call with type arguments.
#[test]
fn comparisons_are_no_type_arguments() {
    for language in ["typescript", "tsx"] {
        check(
            language,
            false,
            &[
                ("f((a < b), c > (d, e))", "f(a<b, c>(d, e))"),
                ("f((a < b), c > (d, e).g)", "f(a<b, c>(d, e).g)"),
                ("x = (a < b) > (c, d)", "x = a<b>(c, d)"),
                ("x = y && (a < b) > (c, d)", "x = y && a<b>(c, d)"),
                ("f((a < b), c > `d`)", "f(a<b, c>`d`)"),
                ("f((a < b), c > `d${e}`)", "f(a < b, c > `d${e}`)"),
                ("f((a < b.c | d), e > /* f */ `g`)", "f(a<b.c | d, e> /* f */ `g`)"),
                ("x = y, (a < b), c >\n d", "x = y, a < b, c >\n d"),
            ],
        );
        check(
            language,
            true,
            &[
                ("x = a > (b)", "x = a > b"),
                ("x = (a > b)", "x = a > b"),
                ("x = a > `b`", "x = (a > `b`)"),
                ("f(a < b && c > d)", "f(a < b && c >\n d)"),
                ("f(g(a < b), c > d)", "f(\n g(a < b),\n c >\n d,\n)"),
            ],
        );
    }
}
