//! What stands at an offset of a manifest or of `federation.yaml`: a key, or a value and what its key takes.

use canton_semantic::{Db, File, FileKind, source_text};
use canton_syntax::schema::{Fields, Key, Scalar, Shape};
use canton_syntax::yaml::{self, Node, NodeKind};
use canton_syntax::{TextRange, TextSize, federation, manifest};

/// What stands at an offset.
pub(crate) struct YamlPosition {
    /// Which of the file's maps, in the order in which their cantons stand.
    pub(crate) document: u32,
    /// Where.
    pub(crate) range: TextRange,
    /// What.
    pub(crate) what: YamlWhat,
}

/// A key or a value.
pub(crate) enum YamlWhat {
    /// A declared key.
    Key(&'static Key),
    /// A scalar, and what it means there.
    Value {
        /// The innermost declared key around it.
        key: &'static Key,
        /// What it is.
        scalar: Scalar,
        /// Its text.
        text: String,
    },
}

/// The keys of a file's documents; `None` for a file that is neither.
pub(crate) fn fields_of(db: &dyn Db, file: File) -> Option<&'static Fields> {
    match file.kind(db)? {
        FileKind::Manifest => Some(&manifest::FIELDS),
        FileKind::Federation => Some(&federation::FIELDS),
        FileKind::Source(_) | FileKind::Lock | FileKind::Codeowners(_) => None,
        FileKind::Plan | FileKind::Project | FileKind::Roster | FileKind::Scip => None,
    }
}

/// What stands at an offset.
pub(crate) fn yaml_position(db: &dyn Db, file: File, offset: TextSize) -> Option<YamlPosition> {
    let fields = fields_of(db, file)?;
    let text = source_text(db, file).ok()?;
    let documents = yaml::parse(&text).documents;
    let maps = documents.iter().filter(|document| matches!(document.kind, NodeKind::Mapping { .. }));
    let (index, document) = maps.enumerate().find(|(_, map)| map.range.contains_inclusive(offset))?;
    let (range, what) = in_map(document, fields, offset)?;
    Some(YamlPosition { document: index as u32, range, what })
}

fn in_map(map: &Node, fields: &'static Fields, offset: TextSize) -> Option<(TextRange, YamlWhat)> {
    for (name, value) in map.entries() {
        let key = name.scalar().and_then(|name| fields.key(name));
        if name.range.contains_inclusive(offset) {
            return Some((name.range, YamlWhat::Key(key?)));
        }
        if value.range.contains_inclusive(offset) && !value.range.is_empty() {
            return in_value(value, key?, &key?.shape, offset);
        }
    }
    None
}

fn in_value(
    node: &Node,
    key: &'static Key,
    shape: &'static Shape,
    offset: TextSize,
) -> Option<(TextRange, YamlWhat)> {
    if !node.range.contains_inclusive(offset) {
        return None;
    }
    match shape {
        Shape::Scalar(scalar) => {
            let text = node.scalar()?.to_owned();
            Some((node.range, YamlWhat::Value { key, scalar: *scalar, text }))
        }
        Shape::List(item) | Shape::OneOrMore(item) => {
            let items = node.items().iter().find_map(|it| in_value(it, key, item, offset));
            let single = matches!(shape, Shape::OneOrMore(_)) && node.items().is_empty();
            items.or_else(|| if single { in_value(node, key, item, offset) } else { None })
        }
        Shape::Map(fields) => in_map(node, fields, offset),
        Shape::MapOf { key: name_is, value } => node.entries().iter().find_map(|(name, node)| {
            if name.range.contains_inclusive(offset) {
                let text = name.scalar()?.to_owned();
                return Some((name.range, YamlWhat::Value { key, scalar: *name_is, text }));
            }
            in_value(node, key, value, offset)
        }),
        Shape::Either(shapes) => {
            let boolean = node.bool().is_some();
            let fits = |shape: &&Shape| boolean == matches!(shape, Shape::Scalar(Scalar::Bool));
            shapes.iter().filter(fits).find_map(|shape| in_value(node, key, shape, offset))
        }
        Shape::Any => None,
    }
}
