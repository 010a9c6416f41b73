//! Imports: which names a file binds, and what they come from.

use canton_grammars::tables::{Child, Import as Rule, Rules};
use tree_sitter::Node;

use super::text_range;
use super::walk::Walker;
use super::{Import, Name};

/// An item to read: the node, the module it is an item of, and whether a plain name is the default export.
struct Item<'t> {
    node: Node<'t>,
    module: String,
    is_default: bool,
}

impl<'t> Walker<'t> {
    pub(super) fn import(&mut self, node: Node<'t>, rules: &'t Rules) {
        for rule in &rules.imports {
            self.import_by(node, rule);
        }
    }

    fn import_by(&mut self, node: Node<'t>, rule: &'t Rule) {
        let has = |child: &Child| child.of(node).is_some();
        if rule.without.as_ref().is_some_and(has) || !rule.with.as_ref().is_none_or(has) {
            return;
        }
        if let Some(word) = &rule.word
            && !self.is_word(word.of(node), &rule.words)
        {
            return;
        }
        if rule.flat {
            return self.import_flat(node, rule);
        }
        if let Some(path) = &rule.path {
            return self.import_path(node, path.of(node), rule);
        }
        let module_node = match (&rule.module, &rule.value) {
            (Some(child), _) | (None, Some(child)) => match child.of(node) {
                Some(it) => Some(it),
                None => return,
            },
            (None, None) => None,
        };
        let mut module = rule.prefix.clone();
        if let Some(it) = module_node {
            let Some(path) = self.module_path(it, rule) else { return };
            module.push_str(path);
        }
        if let Some(item) = rule.item.as_ref().and_then(|it| it.of(node)) {
            let local = rule.alias.as_ref().and_then(|it| it.of(node)).unwrap_or(item);
            return self.push_import(&module, self.slice(item), self.slice(local), node);
        }
        let first = self.imports.len();
        if !rule.binds_last {
            self.import_items(node, module_node, &module, rule);
        }
        if self.imports.len() == first && rule.alone && module_node.is_some() && !self.is_bound(node, &module)
        {
            self.import_alone(node, &module, rule);
        }
    }

    /// One path, of an item or of all items below it.
    fn import_path(&mut self, node: Node<'t>, path: Option<Node<'t>>, rule: &'t Rule) {
        let Some(path) = path else { return };
        if !rule.alone_item.is_empty() {
            return self.push_import(self.slice(path), &rule.alone_item, "", node);
        }
        let behind = self.text.get(path.end_byte()..node.end_byte()).unwrap_or_default();
        if behind.trim_start().trim_start_matches('.').trim_start().starts_with('*') {
            return self.push_import(self.slice(path), "*", "", node);
        }
        let alias = rule.alias.as_ref().and_then(|it| it.of(node)).map(|it| self.slice(it));
        self.push_item("", self.slice(path), alias, node, rule);
    }

    /// Paths whose parts are all children of the node.
    fn import_flat(&mut self, node: Node<'t>, rule: &'t Rule) {
        let parts = &self.tables.import_parts;
        let separator = rule.separator.as_deref().unwrap_or(".");
        let mut path = String::new();
        for child in node.children(&mut node.walk()) {
            let kind = child.kind_id();
            let is_list = parts.lists.contains(kind) || parts.wildcards.contains(kind);
            if is_list || parts.renames.iter().any(|it| it.0 == kind) {
                let module = path.trim_end_matches(separator).to_owned();
                path.clear();
                let mut items = vec![Item { node: child, module, is_default: false }];
                while let Some(item) = items.pop() {
                    self.import_item(item, node, rule, &mut items);
                }
            } else if child.kind() == "," {
                self.push_path_item(&mut path, node, rule);
            } else if parts.items.contains(kind) || child.kind() == separator {
                path.push_str(self.slice(child));
            }
        }
        self.push_path_item(&mut path, node, rule);
    }

    fn push_path_item(&mut self, path: &mut String, node: Node<'t>, rule: &Rule) {
        let path = std::mem::take(path);
        if !path.is_empty() {
            self.push_item("", &path, None, node, rule);
        }
    }

    /// The module as written, without quotes; for a rule with callees, the string in the call.
    fn module_path(&self, node: Node<'t>, rule: &Rule) -> Option<&'t str> {
        let text = self.slice(node);
        if rule.word.is_some() {
            let argument = text.trim_matches(|it: char| matches!(it, '(' | ')') || it.is_whitespace());
            let module = argument.trim_matches(['"', '\'', '`']);
            return (!module.contains(['"', '\'', '`', ','])).then_some(module);
        }
        if rule.value.is_none() {
            return Some(unquoted(text));
        }
        let (called, arguments) = text.split_once('(')?;
        if !rule.callees.iter().any(|it| it == called.trim()) {
            return None;
        }
        let argument = arguments.strip_suffix(')')?.trim();
        let quoted = argument.strip_prefix(['"', '\'', '`'])?.strip_suffix(['"', '\'', '`'])?;
        (!quoted.contains(['"', '\'', '`'])).then_some(quoted)
    }

    fn import_alone(&mut self, node: Node<'t>, module: &str, rule: &Rule) {
        let alias = rule.alias.as_ref().and_then(|it| it.of(node)).map(|it| self.slice(it));
        let separator = rule.separator.as_deref().unwrap_or("/");
        let (item, local) = match alias {
            Some(".") => ("*", ""),
            Some(alias) => ("", alias),
            None if rule.binds_last => ("", last_part(module, separator)),
            None => (rule.alone_item.as_str(), ""),
        };
        self.push_import(module, item, local, node);
    }

    fn import_items(&mut self, node: Node<'t>, module_node: Option<Node<'t>>, module: &str, rule: &'t Rule) {
        let mut items: Vec<Item<'t>> = Vec::new();
        let children: Vec<Node<'t>> = match rule.items {
            Some(field) => children_by_field(node, field),
            None => named_children(node).into_iter().filter(|it| Some(*it) != module_node).collect(),
        };
        let parts = &self.tables.import_parts;
        let all =
            children.iter().any(|it| parts.wildcards.contains(it.kind_id()) && it.named_child_count() == 0);
        for child in children.into_iter().rev() {
            if all && parts.items.contains(child.kind_id()) {
                // `a.b.*`: the path is the module, and the star stands beside it.
                self.push_import(self.slice(child), "*", "", node);
                return;
            }
            items.push(Item { node: child, module: module.to_owned(), is_default: false });
        }
        while let Some(item) = items.pop() {
            self.import_item(item, node, rule, &mut items);
        }
    }

    fn import_item(&mut self, item: Item<'t>, whole: Node<'t>, rule: &'t Rule, rest: &mut Vec<Item<'t>>) {
        let parts = &self.tables.import_parts;
        let kind = item.node.kind_id();
        if let Some((_, name, alias)) = parts.renames.iter().find(|it| it.0 == kind) {
            let Some(name) = name.of(item.node) else { return };
            let local = alias.of(item.node).map(|it| self.slice(it));
            self.push_item(&item.module, self.slice(name), local, whole, rule);
        } else if let Some((_, path)) = parts.paths.iter().find(|it| it.0 == kind) {
            let path = path.of(item.node);
            let module = join(&item.module, path.map_or("", |it| self.slice(it)), rule);
            push_children(item.node, path, &module, false, rest);
        } else if parts.lists.contains(kind) {
            push_children(item.node, None, &item.module, parts.defaults.contains(kind), rest);
        } else if parts.wildcards.contains(kind) {
            let path = item.node.named_child(0).map_or("", |it| self.slice(it));
            self.push_import(&join(&item.module, path, rule), "*", "", whole);
        } else if parts.selves.contains(kind) && !item.module.is_empty() {
            let separator = rule.separator.as_deref().unwrap_or(".");
            self.push_import(&item.module, "", last_part(&item.module, separator), whole);
        } else if item.is_default && item.node.child_count() == 0 {
            self.push_import(&item.module, "default", self.slice(item.node), whole);
        } else if parts.namespaces.contains(kind) {
            let name = item.node.named_child(0).unwrap_or(item.node);
            self.push_import(&item.module, "", self.slice(name), whole);
        } else if parts.items.contains(kind) {
            self.push_item(&item.module, self.slice(item.node), None, whole, rule);
        }
    }

    /// An item, or a module where there is none before it.
    fn push_item(&mut self, module: &str, item: &str, local: Option<&str>, whole: Node<'t>, rule: &Rule) {
        let separator = rule.separator.as_deref();
        let full = match separator {
            Some(_) => join(module, item, rule),
            None if module.is_empty() => {
                return self.push_import(item, "", local.unwrap_or(item), whole);
            }
            None => return self.push_import(module, item, local.unwrap_or(item), whole),
        };
        let separator = separator.unwrap_or(".");
        match full.rsplit_once(separator) {
            Some((module, "self")) => {
                self.push_import(module, "", local.unwrap_or(last_part(module, separator)), whole);
            }
            Some((module, item)) => self.push_import(module, item, local.unwrap_or(item), whole),
            None => self.push_import(&full, "", local.unwrap_or(&full), whole),
        }
    }

    /// Whether an import around the node has this module, and a name for it.
    fn is_bound(&self, node: Node<'t>, module: &str) -> bool {
        self.imports.last().is_some_and(|last| {
            last.range.contains_range(text_range(node.byte_range()))
                && last.local != Name::default()
                && self.names.get(last.module) == module
        })
    }

    fn push_import(&mut self, module: &str, item: &str, local: &str, whole: Node<'t>) {
        let module = self.compact(module);
        let item = self.compact(item);
        let local = self.compact(local);
        self.imports.push(Import { module, item, local, range: text_range(whole.byte_range()) });
    }

    /// A path without the blanks that it may be broken with, and without quotes.
    fn compact(&mut self, path: &str) -> Name {
        let path = unquoted(path);
        if path.contains(char::is_whitespace) {
            let path: String = path.split_whitespace().collect();
            return self.names.intern(&path);
        }
        self.names.intern(path)
    }
}

/// A path without its quotes; whole if it is more than a string (`__DIR__ . '/a.php'`).
fn unquoted(path: &str) -> &str {
    let inner = path.trim_matches(['"', '\'', '`']);
    if inner.contains(['"', '\'']) { path } else { inner }
}

fn push_children<'t>(
    node: Node<'t>,
    except: Option<Node<'t>>,
    module: &str,
    is_default: bool,
    rest: &mut Vec<Item<'t>>,
) {
    for child in named_children(node).into_iter().rev() {
        if Some(child) != except {
            rest.push(Item { node: child, module: module.to_owned(), is_default });
        }
    }
}

fn named_children(node: Node<'_>) -> Vec<Node<'_>> {
    node.named_children(&mut node.walk()).collect()
}

fn join(module: &str, path: &str, rule: &Rule) -> String {
    match rule.separator.as_deref() {
        Some(separator) if !module.is_empty() && !path.is_empty() => format!("{module}{separator}{path}"),
        _ => format!("{module}{path}"),
    }
}

/// What a module's path binds: its last part; the part before it where that is only a version.
fn last_part<'p>(path: &'p str, separator: &str) -> &'p str {
    let mut parts = path.rsplit(separator);
    let last = parts.next().unwrap_or(path);
    let is_version = last.strip_prefix('v').is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
    match parts.next() {
        Some(before) if is_version && last.len() > 1 => before,
        _ => last,
    }
}

fn children_by_field(node: Node<'_>, field: u16) -> Vec<Node<'_>> {
    let Some(field) = std::num::NonZeroU16::new(field) else { return Vec::new() };
    node.children_by_field_id(field, &mut node.walk()).collect()
}
