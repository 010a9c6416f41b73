//! Bindings by the first part of their place.

use std::cmp::Ordering;

use canton_syntax::outline::Binding;

use super::slice;
use crate::resolve::split_first;

/// Those of the bindings, sorted by it, whose place begins with `head`.
pub(super) fn headed<'b>(text: &str, bindings: &'b [Binding], head: &str) -> &'b [Binding] {
    let order = |it: &Binding| order_of_first(slice(text, it.name), head);
    let start = bindings.partition_point(|it| order(it) == Ordering::Less);
    let length = bindings[start..].iter().take_while(|it| order(it) == Ordering::Equal).count();
    &bindings[start..start + length]
}

/// How the first part of a path compares with `head`.
fn order_of_first(path: &str, head: &str) -> Ordering {
    let (path_bytes, head_bytes) = (path.as_bytes(), head.as_bytes());
    if matches!(path_bytes.first(), Some(b'(' | b'[')) {
        return split_first(path).0.cmp(head);
    }
    // It begins with a name: where that ends is of no interest once they differ.
    let is_in_name = |at: usize, byte: u8| at == 0 || !matches!(byte, b'.' | b'(' | b'[');
    for at in 0.. {
        let one = path_bytes.get(at).filter(|byte| is_in_name(at, **byte));
        match (one, head_bytes.get(at)) {
            (None, None) => break,
            (one, other) if one != other => return one.cmp(&other),
            _ => {}
        }
    }
    Ordering::Equal
}

#[cfg(test)]
mod tests {
    use super::order_of_first;
    use crate::resolve::split_first;

    #[test]
    fn a_first_part_is_ordered_as_a_text() {
        let all = [
            "", "a", "ab", "abc", "a.b", "a[b]", "aB", "a()", "()", "()[]", "[]", "[a].b", ".a", ".a.b", "é",
            "éa", "@", "*",
        ];
        for path in all {
            for head in all {
                assert_eq!(order_of_first(path, head), split_first(path).0.cmp(head), "{path} {head}");
            }
        }
    }
}
