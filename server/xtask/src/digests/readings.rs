//! Changes of parentheses, blanks and lines, which mean something where the text is then read in another way.

use canton_grammars::Language;
use canton_grammars::flags::{self, Flags};
use tree_sitter::{Node, Parser};

use super::mutate::{Class, Mutation};

/// Parts of the names of nodes with operators: other parentheses in them may group their operands otherwise.
const OPERATIONS: [&str; 11] = [
    "binary",
    "boolean",
    "comparison",
    "unary",
    "not_operator",
    "await",
    "conditional",
    "ternary",
    "assignment",
    "infix",
    "cast",
];

/// Text in which blanks are nothing but text.
const TEXT: Flags = flags::COMMENT.union(flags::ATOM).union(flags::MARKUP).union(flags::PREPROCESSOR);

/// Every change of a parsed text that may change how it is read.
pub(super) fn changes(text: &str, language: &'static Language, root: Node<'_>) -> Vec<Mutation> {
    let mut finder = Finder { text, language, end: 0, found: Vec::new() };
    finder.visit(root);
    finder.found
}

struct Finder<'t> {
    text: &'t str,
    language: &'static Language,
    /// The end of the leaf before.
    end: usize,
    found: Vec<Mutation>,
}

impl<'t> Finder<'t> {
    fn visit(&mut self, node: Node<'t>) {
        let flags = self.language.tables().flags(node.kind_id());
        if flags.contains(flags::PARENTHESIZED) {
            self.drop_parentheses(node);
        }
        if OPERATIONS.iter().any(|it| node.kind().contains(it)) {
            self.regroup(node);
        }
        if node.child_count() == 0 || flags.contains(TEXT) {
            self.blanks(node);
            self.end = self.end.max(node.end_byte());
            return;
        }
        let mut cursor = node.walk();
        node.children(&mut cursor).for_each(|child| self.visit(child));
    }

    fn add(&mut self, class: Class, range: std::ops::Range<usize>, new: impl Into<String>) {
        self.found.push(Mutation { class, range, new: new.into() });
    }

    fn drop_parentheses(&mut self, node: Node<'t>) {
        let inner = self.text[node.byte_range()].strip_prefix('(').and_then(|it| it.strip_suffix(')'));
        if let Some(inner) = inner {
            self.add(Class::Parentheses, node.byte_range(), format!(" {inner} "));
        }
    }

    /// `a * b + c` as `a * (b + c)`, and `a + b * c` as `(a + b) * c`.
    fn regroup(&mut self, node: Node<'t>) {
        let children: Vec<Node<'t>> = node.children(&mut node.walk()).collect();
        let [first, .., last] = children[..] else { return };
        if let Some(inner) = first.child(first.child_count().saturating_sub(1)) {
            self.enclose(inner.start_byte()..node.end_byte());
        }
        if let Some(inner) = last.child(0) {
            self.enclose(node.start_byte()..inner.end_byte());
        }
    }

    fn enclose(&mut self, range: std::ops::Range<usize>) {
        let new = format!("({})", &self.text[range.clone()]);
        self.add(Class::Parentheses, range, new);
    }

    /// A blank, a line's end or nothing where one of them stands before a leaf.
    fn blanks(&mut self, leaf: Node<'t>) {
        let range = self.end..leaf.start_byte();
        let Some(between) = self.text.get(range.clone()).filter(|it| it.trim().is_empty()) else { return };
        let news = match between {
            "" => [" ", "\n"],
            _ if between.contains('\n') => [" ", ""],
            _ => ["\n", ""],
        };
        if range.start > 0 {
            news.into_iter().for_each(|new| self.add(Class::Blanks, range.clone(), new));
        }
    }
}

/// How a text is read: its nodes and tokens, without what says nothing but where one ends. Operations that may be
/// grouped in any way are not grouped.
pub(super) fn reading(text: &str, language: &'static Language) -> String {
    let mut parser = Parser::new();
    let set = parser.set_language(language.grammar());
    let mut res = String::new();
    if let Some(tree) = set.ok().and_then(|()| parser.parse(text, None)) {
        read(text, language, tree.root_node(), None, &mut res);
    }
    res
}

fn read(text: &str, language: &'static Language, node: Node<'_>, around: Option<&str>, res: &mut String) {
    let flags = language.tables().flags(node.kind_id());
    let token = text[node.byte_range()].trim();
    if flags.contains(flags::COMMENT) || token.is_empty() {
        return;
    }
    if node.child_count() == 0 {
        if ![",", ";"].contains(&token) {
            res.push_str(token);
            res.push('\0');
        }
        return;
    }
    let operator = node.child_by_field_name("operator").filter(|it| is_associative(language, *it));
    let operator = operator.map(|it| &text[it.byte_range()]);
    let is_grouped = !flags.contains(flags::PARENTHESIZED) && (operator.is_none() || operator != around);
    if is_grouped {
        res.push_str(node.kind());
        res.push('(');
    }
    let inner = if flags.contains(flags::PARENTHESIZED) { around } else { operator };
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        let is_parenthesis = ["(", ")"].contains(&child.kind());
        if !(flags.contains(flags::PARENTHESIZED) && is_parenthesis) {
            read(text, language, child, inner, res);
        }
    }
    // Text that no node covers.
    if flags.contains(flags::ATOM) {
        res.push_str(token);
    }
    if is_grouped {
        res.push(')');
    }
}

fn is_associative(language: &'static Language, operator: Node<'_>) -> bool {
    language.tables().operations.associative.contains(operator.kind_id())
}

#[cfg(test)]
mod tests {
    use canton_grammars::Language;

    use super::reading;

    /// Two texts, and whether they are read in one way.
    #[track_caller]
    fn check(language: &str, one: &str, other: &str, is_one: bool) {
        let language = Language::by_name(language).expect("the test names a language");
        assert_eq!(reading(one, language) == reading(other, language), is_one, "{one} | {other}");
    }

    #[test]
    fn readings_are_what_the_grammar_sees() {
        check("javascript", "x = (a && b) || c", "x = a && b || c", true);
        check("javascript", "x = a && (b && c)", "x = a && b && c", true);
        check("javascript", "x = a - (b - c)", "x = a - b - c", false);
        check("javascript", "f(a, b)", "f(\n  a,\n  b,\n);", true);
        check("bash", "echo a b", "echo ab", false);
        check("bash", "echo \"$a $b\"", "echo \"$a$b\"", false);
        check("python", "if a:\n  b\n  c", "if a:\n  b\nc", false);
    }
}
