//! What can be folded in a manifest: each canton, and each list or map in it.

use canton_semantic::{Db, File, source_text};
use canton_syntax::TextRange;
use canton_syntax::yaml::{self, Node};

use crate::yaml_position::fields_of;

pub(crate) fn folding_ranges(db: &dyn Db, file: File) -> Vec<TextRange> {
    let (Some(_), Ok(text)) = (fields_of(db, file), source_text(db, file)) else { return Vec::new() };
    let mut ranges = Vec::new();
    let documents = yaml::parse(&text).documents;
    for document in &documents {
        if documents.len() > 1 {
            ranges.push(document.range);
        }
        for (key, value) in document.entries() {
            ranges.push(key.range.cover(value.range));
            inner(&mut ranges, value);
        }
    }
    // An editor folds lines: what stands in one has nothing to hide.
    ranges.retain(|range| text[*range].contains('\n'));
    ranges.sort_by_key(|range| (range.start(), std::cmp::Reverse(range.end())));
    ranges.dedup();
    ranges
}

fn inner(ranges: &mut Vec<TextRange>, node: &Node) {
    for item in node.items() {
        ranges.push(item.range);
        inner(ranges, item);
    }
    for (key, value) in node.entries() {
        ranges.push(key.range.cover(value.range));
        inner(ranges, value);
    }
}
