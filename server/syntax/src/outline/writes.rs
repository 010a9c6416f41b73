//! What code changes without a call: names of outside, and parts of something. Each stands among the calls, once a
//! symbol, as [`CallForm::is_write`] says.

use canton_grammars::tables::{Rules, Write, WriteKind};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use tree_sitter::Node;

use super::bindings::hash_of;
use super::calls::is_name_byte;
use super::definitions::Open;
use super::walk::Walker;
use super::{Call, CallForm, SymbolKind, text_range};

/// Behind a path that is not changed where it stands, but given away.
const LENT: &str = ".&";
/// Behind a path that is only read.
const READ: &str = ".^";
/// So deep patterns are looked into.
const MOST_DEPTH: u32 = 6;
/// So many calls back it is looked whether the same was written to before.
const MOST_BACK: usize = 24;

/// The names that functions declare, by symbol and hash.
pub(super) type Declared = FxHashMap<(u32, u64), DeclaredAs>;

/// How a function declares a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeclaredAs {
    /// It is bound.
    Bound = 1,
    /// It is what the function is given, or gives back, or another name for what may be somebody else's.
    Given,
}

impl<'t> Walker<'t> {
    /// What was bound since there were `before` counts was declared, unless an assignment did it.
    pub(super) fn declare_bound(&mut self, node: Node<'t>, before: usize) {
        let tables = self.tables;
        let declares = self.write_rule(node).is_none_or(|it| it.is == WriteKind::Declared);
        if !tables.writes.places.is_empty() && declares {
            let new = &self.bindings.counts[before..];
            if !new.is_empty() {
                let declared = self.declares_own(node);
                self.declared.extend(new.iter().map(|it| ((it.symbol, it.name), declared)));
            }
        }
    }

    /// Whose what a node declares is.
    fn declares_own(&self, node: Node<'t>) -> DeclaredAs {
        let writes = &self.tables.writes;
        let own = writes.owns.iter().find(|it| it.0 == node.kind_id()).map(|it| &it.1);
        let is_rest = self.tables.bodies.rests.contains(self.frame().kind);
        let is_own = writes.owns.is_empty()
            || !is_rest
                && own.is_some_and(|rule| {
                    let has = |child: &canton_grammars::tables::Child| child.of(node).is_some();
                    rule.with.as_ref().is_some_and(has)
                        || rule.target.of(node).is_none_or(|it| self.is_fresh(it, 0))
                });
        if is_own { DeclaredAs::Bound } else { DeclaredAs::Given }
    }

    /// Whether nobody else has what a value gives.
    fn is_fresh(&self, value: Node<'t>, depth: u32) -> bool {
        let (writes, kind) = (&self.tables.writes, value.kind_id());
        if let Some(call) = &self.tables.rules(kind).call {
            let callee = call.callee.of(value).map_or("", |it| self.slice(it));
            let last = callee.rsplit(['.', ':']).next().unwrap_or(callee);
            return writes.makers.iter().any(|it| it == last) || writes.fresh.contains(kind);
        }
        writes.fresh.contains(kind)
            || depth < MOST_DEPTH
                && writes.fresh_lists.contains(kind)
                && value.named_children(&mut value.walk()).all(|it| self.is_fresh(it, depth + 1))
    }

    /// Reads a name that is declared and bound to nothing.
    pub(super) fn declare(&mut self, node: Node<'t>) {
        let tables = self.tables;
        let Some(rule) = &tables.rules(node.kind_id()).declares else { return };
        if let Some(name) = rule.target.of(node) {
            self.declared.insert((self.current(), hash_of(self.slice(name))), DeclaredAs::Given);
        }
    }

    /// Reads what the node under the cursor changes.
    pub(super) fn write(&mut self, node: Node<'t>) {
        let tables = self.tables;
        if let Some(rule) = &tables.rules(node.kind_id()).enters {
            self.mark_entered(rule.target.of(node), rule.is == WriteKind::Given);
        }
        let Some(rule) = self.write_rule(node).filter(|it| it.is != WriteKind::Declared) else { return };
        if rule.is == WriteKind::Read {
            return self.read_of(node);
        }
        let is_here = |it: &Open| it.symbol != 0 && !it.is_scope && it.node_depth == self.frames.len();
        if self.opens.last().is_some_and(is_here) {
            return;
        }
        let mut rest: Vec<(Node<'t>, u32)> = rule.target.of(node).map(|it| (it, 0)).into_iter().collect();
        while let Some((target, depth)) = rest.pop() {
            let kind = target.kind_id();
            if tables.writes.places.contains(kind) {
                self.write_to(target, true, rule.is);
            } else if tables.bodies.names.contains(kind) || tables.writes.names.contains(kind) {
                self.write_to_name(node, target, rule);
            } else if depth < MOST_DEPTH && rule.is != WriteKind::Lent {
                rest.extend(target.named_children(&mut target.walk()).map(|it| (it, depth + 1)));
            }
        }
    }

    /// What a function defines by assigning it, `handler = () => …`, is changed by the function around, which is still
    /// the innermost symbol.
    pub(super) fn write_defined(&mut self, node: Node<'t>, rules: &Rules) {
        let in_function = self.symbols[self.current() as usize].kind.is_function_like();
        if in_function && !rules.writes.is_empty() && self.silent == 0 {
            self.write(node);
        }
    }

    /// What a node does to what it writes to.
    pub(super) fn write_rule(&self, node: Node<'t>) -> Option<&'t Write> {
        let mut rules = self.tables.rules(node.kind_id()).writes.iter();
        rules.find(|it| it.with.as_ref().is_none_or(|it| it.of(node).is_some()))
    }

    fn write_to_name(&mut self, node: Node<'t>, target: Node<'t>, rule: &Write) {
        let tables = self.tables;
        if tables.writes.discards.iter().any(|it| it == self.slice(target)) {
            return;
        }
        let name = (self.current(), hash_of(self.slice(target)));
        let value = rule.value.as_ref().and_then(|it| it.of(node));
        if !tables.writes.owns.is_empty()
            && value.is_some_and(|it| !self.is_fresh(it, 0))
            && let Some(declared) = self.declared.get_mut(&name)
        {
            *declared = DeclaredAs::Given;
        }
        match tables.writes.names.contains(target.kind_id()) || rule.is == WriteKind::Part {
            true => self.write_to(target, false, rule.is),
            // An assignment declares.
            false => drop(self.declared.insert(name, DeclaredAs::Bound)),
        }
    }

    /// A member of what has the name of a class is read.
    fn read_of(&mut self, node: Node<'t>) {
        let mut path = std::mem::take(&mut self.scratch);
        place(self.slice(node), &mut path);
        let is_class = |it: &str| it.starts_with(|it: char| it.is_uppercase());
        let is_of_class = path.rsplit_once('.').is_some_and(|(object, _)| object.split('.').any(is_class));
        if is_of_class && !path.contains('(') {
            path.push_str(READ);
            self.push_write(&path, node, None);
        }
        self.scratch = path;
    }

    fn write_to(&mut self, target: Node<'t>, is_place: bool, is: WriteKind) {
        let mut path = std::mem::take(&mut self.scratch);
        let text = rewritten(self.slice(target), &self.tables.writes.rewrites);
        place(&text, &mut path);
        if self.tables.writes.module_tables.contains(&path) {
            path.push_str(&key(text.strip_prefix(path.as_str()).unwrap_or_default()));
        }
        let head = path.split(['.', '(']).next().unwrap_or_default();
        let declared = self.declared_as(head);
        let symbol = &self.symbols[self.current() as usize];
        let is_part = is_place || is != WriteKind::Changed;
        // What a file and a class do to their own names makes them; so does a constructor with its object's members.
        let makes = match symbol.kind {
            SymbolKind::Constructor if matches!(head, "self" | "this") => {
                text.len() == path.len() && path.matches('.').count() == 1
            }
            kind if kind.is_function_like() => !is_part && declared.is_some(),
            _ => !path.contains(['.', '(']),
        };
        if !makes {
            if is == WriteKind::Lent {
                path.push_str(LENT);
            } else if is_part && !path.contains('.') {
                path.push_str(if is_part_of_part(&text) { ".[].[]" } else { ".[]" });
            }
            self.push_write(&path, target, declared);
        }
        self.scratch = path;
    }

    pub(super) fn push_write(&mut self, path: &str, target: Node<'t>, declared: Option<DeclaredAs>) {
        let (from, callee) = (self.current(), self.names.intern(path));
        let is_same = |it: &Call| it.from == from && it.callee == callee && it.form.is_write();
        if self.calls.iter().rev().take(MOST_BACK).any(is_same) {
            return;
        }
        self.flow.call(self.calls.len() as u32);
        let range = text_range(target.byte_range());
        self.calls.push(Call { from, callee, range, form: CallForm::write(declared) });
    }

    /// How one of the functions around declares a name.
    fn declared_as(&self, name: &str) -> Option<DeclaredAs> {
        let (hash, mut symbol) = (hash_of(name), self.current());
        while symbol != 0 && !self.declared.is_empty() {
            let it = &self.symbols[symbol as usize];
            if let Some(&declared) = self.declared.get(&(symbol, hash)).filter(|_| it.kind.is_function_like())
            {
                return Some(declared);
            }
            symbol = it.parent;
        }
        None
    }
}

/// What a text is written for: `vars(shop)["x"]` for `shop.__dict__["x"]`.
fn rewritten<'a>(text: &'a str, rewrites: &[(String, String)]) -> Cow<'a, str> {
    let rewrite = |(from, to): &(String, String)| {
        let (start, end) = from.split_once('$').unwrap_or((from, ""));
        let rest = text.strip_prefix(start)?;
        let length = match from.contains('$') {
            true => rest.bytes().take_while(|it| is_name_byte(*it) || *it == b'.').count(),
            false => 0,
        };
        let behind = rest[length..].strip_prefix(end)?;
        let is_whole =
            !behind.bytes().next().is_some_and(is_name_byte) && (length > 0 || !from.contains('$'));
        is_whole.then(|| to.replace('$', &rest[..length]) + behind)
    };
    rewrites.iter().find_map(rewrite).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether something follows the brackets behind a name: `table[0].total`.
fn is_part_of_part(text: &str) -> bool {
    let inner = text.split_once('[').and_then(|it| it.1.split_once(']'));
    inner.is_some_and(|(_, rest)| !rest.is_empty())
}

/// The key in brackets as a part of a path, if it is a word, or `__name__`; else that it is not seen.
fn key(text: &str) -> String {
    let inner = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or_default().trim();
    let word = inner.strip_prefix(['"', '\'']).and_then(|it| it.strip_suffix(['"', '\'']));
    let is_path = |it: &&str| !it.is_empty() && it.bytes().all(|it| is_name_byte(it) || it == b'.');
    match word.or(Some(inner)).filter(is_path) {
        Some(path) if word.is_some() || path == "__name__" => format!(".{path}"),
        _ => ".[]".to_owned(),
    }
}

/// Reads the names that a target begins with; `()` behind them where they are called.
pub(super) fn place(text: &str, path: &mut String) {
    path.clear();
    let mut rest = text.trim_start_matches(['*', '&', '(', ' ']);
    loop {
        let length = rest.bytes().take_while(|it| is_name_byte(*it)).count();
        path.push_str(&rest[..length]);
        rest = rest[length..].trim_start_matches('!').trim_start();
        let separator = ["?.", "::", "->", "."].into_iter().find_map(|it| rest.strip_prefix(it));
        match separator.map(str::trim_start) {
            Some(behind) if length > 0 && behind.bytes().next().is_some_and(is_name_byte) => {
                path.push('.');
                rest = behind;
            }
            _ => break,
        }
    }
    // A cast leaves what is cast what it is; anything else in front of a place is computed.
    if let Some((_, behind)) = rest.strip_prefix("as ").and_then(|it| it.split_once(')')) {
        if let Some(member) = behind.strip_prefix('.') {
            let length = member.bytes().take_while(|it| is_name_byte(*it)).count();
            path.push('.');
            path.push_str(&member[..length]);
        }
        return;
    }
    let is_plain = rest.is_empty() || rest.starts_with(['[', ')', '.', '?']);
    if !is_plain {
        path.push_str("()");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_names_that_a_target_begins_with() {
        let place = |text| {
            let mut path = String::new();
            super::place(text, &mut path);
            path
        };
        let cases = [
            ("counter", "counter"),
            ("cache[x]", "cache"),
            ("state.x", "state.x"),
            ("a?.b!.c[0]", "a.b.c"),
            ("(globalThis as any).x", "globalThis.x"),
            ("(a.b as any)[x]", "a.b"),
            ("this.#total", "this.#total"),
            ("*x", "x"),
            ("self.totals[\"a\"]", "self.totals"),
            ("f().x", "f()"),
            ("(await f()).x", "await()"),
            ("a\n  .b", "a.b"),
            ("CACHE.lock().unwrap()", "CACHE.lock()"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(place(text), expected, "{text}");
        }
    }
}
