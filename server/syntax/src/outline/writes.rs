//! What code changes without a call: names of outside, and parts of something. Each stands among the calls, once a
//! symbol, as [`CallForm::is_write`] says.

use rustc_hash::FxHashMap;
use tree_sitter::Node;

use super::bindings::hash_of;
use super::calls::is_name_byte;
use super::walk::Walker;
use super::{Call, CallForm, SymbolKind, text_range};

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
    /// It is what the function is given, or gives back.
    Given,
}

impl<'t> Walker<'t> {
    /// What was bound since there were `before` counts was declared, unless an assignment did it.
    pub(super) fn declare_bound(&mut self, node: Node<'t>, before: usize) {
        let tables = self.tables;
        if !tables.writes.places.is_empty() && tables.rules(node.kind_id()).write.is_none() {
            let new = &self.bindings.counts[before..];
            self.declared.extend(new.iter().map(|it| ((it.symbol, it.name), DeclaredAs::Bound)));
        }
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
        let Some(rule) = &tables.rules(node.kind_id()).write else { return };
        let has = |child: &canton_grammars::tables::Child| child.of(node).is_some();
        let defines =
            self.opens.last().is_some_and(|it| it.symbol != 0 && it.node_depth == self.frames.len());
        if defines || !rule.with.as_ref().is_none_or(has) {
            return;
        }
        let mut rest: Vec<(Node<'t>, u32)> = rule.target.of(node).map(|it| (it, 0)).into_iter().collect();
        while let Some((target, depth)) = rest.pop() {
            let kind = target.kind_id();
            if tables.writes.places.contains(kind) {
                self.write_to(target, true);
            } else if tables.bodies.names.contains(kind) || tables.writes.names.contains(kind) {
                match tables.writes.names.contains(kind) {
                    true => self.write_to(target, false),
                    // An assignment declares.
                    false => {
                        let name = (self.current(), hash_of(self.slice(target)));
                        self.declared.insert(name, DeclaredAs::Bound);
                    }
                }
            } else if depth < MOST_DEPTH {
                rest.extend(target.named_children(&mut target.walk()).map(|it| (it, depth + 1)));
            }
        }
    }

    fn write_to(&mut self, target: Node<'t>, is_place: bool) {
        let mut path = std::mem::take(&mut self.scratch);
        place(self.slice(target), &mut path);
        let head = path.split(['.', '(']).next().unwrap_or_default();
        let declared = self.declared_as(head);
        let symbol = &self.symbols[self.current() as usize];
        // What a file and a class do to their own names makes them; so does a constructor with its object.
        let makes = match symbol.kind {
            SymbolKind::Constructor => matches!(head, "self" | "this"),
            kind if kind.is_function_like() => !is_place && declared.is_some(),
            _ => !path.contains(['.', '(']),
        };
        if !makes {
            if is_place && !path.contains('.') {
                path.push_str(".[]");
            }
            self.push_write(&path, target, declared);
        }
        self.scratch = path;
    }

    fn push_write(&mut self, path: &str, target: Node<'t>, declared: Option<DeclaredAs>) {
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
