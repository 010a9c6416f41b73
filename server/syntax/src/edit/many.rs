//! Many edits of one text at once: it is read once before they are made, and once with all of them in it.

use std::collections::BTreeMap;

use super::entry::{self, Target, documents};
use super::write::Writing;
use super::{TextEdit, apply};
use crate::{TextRange, manifest, yaml};

/// Edits by the index of their canton.
type Made = BTreeMap<usize, Vec<TextEdit>>;

/// Sets a key of several cantons of one text to a scalar, each as [`super::set_value`] does: values by the index of
/// the canton.
///
/// The edits of each canton by its index, all in the one text, in order and apart. A canton is left out where there
/// is no such one, or the key cannot be set; all are where the text is no YAML. The text with all edits that are
/// returned was read again.
pub fn set_values(text: &str, key: &str, values: &BTreeMap<usize, String>) -> Made {
    let Some(roots) = documents(text) else { return Made::new() };
    let (mut made, mut count) = (Made::new(), 0);
    for (index, root) in roots.enumerate() {
        count += 1;
        let Some(value) = values.get(&index) else { continue };
        let mut edits = Target::of(text, index, root, manifest::KEYS).set(key, value).unwrap_or_default();
        edits.retain(|it| !it.range.is_empty() || !it.new_text.is_empty());
        if !edits.is_empty() {
            made.insert(index, edits);
        }
    }
    ReadBack { text, count, key, values }.keep(made)
}

/// What a text is to say after its edits.
struct ReadBack<'a> {
    text: &'a str,
    /// How many cantons it has.
    count: usize,
    key: &'a str,
    values: &'a BTreeMap<usize, String>,
}

impl ReadBack<'_> {
    /// As many of the edits as make a text together that says what was asked for.
    fn keep(&self, made: Made) -> Made {
        if made.is_empty() {
            return made;
        }
        let Some(wrong) = self.wrong(&made) else { return self.keep_of_halves(made) };
        if wrong.is_empty() {
            return made;
        }
        self.keep(made.into_iter().filter(|(index, _)| !wrong.contains(index)).collect())
    }

    /// The cantons that would not say what was asked for; `None` where the text would be no YAML, or have other
    /// documents.
    fn wrong(&self, made: &Made) -> Option<Vec<usize>> {
        let edits: Vec<TextEdit> = made.values().flatten().cloned().collect();
        let roots: Vec<yaml::Node> = documents(&apply(self.text, &edits))?.collect();
        let is_set = |index: &usize| {
            let value = roots.get(*index).and_then(|root| root.get(self.key)).and_then(yaml::Node::scalar);
            value.is_some() && value == self.values.get(index).map(String::as_str)
        };
        (roots.len() == self.count).then(|| made.keys().copied().filter(|it| !is_set(it)).collect())
    }

    /// Finds the edits that break the text for all others.
    fn keep_of_halves(&self, mut made: Made) -> Made {
        let count = made.len();
        let Some(middle) = made.keys().nth(count / 2).copied().filter(|_| count > 1) else {
            return Made::new();
        };
        let second = made.split_off(&middle);
        let (first, second) = (self.keep(made), self.keep(second));
        if first.len() + second.len() == count {
            // Each half reads well, and both together do not.
            return first;
        }
        self.keep(first.into_iter().chain(second).collect())
    }
}

/// Replaces several scalars of one text, each as [`super::replace_scalar`] does: their ranges, and what is to stand
/// there. Nothing for a range that no scalar has; the others in the order in which they were given.
pub fn replace_scalars(text: &str, values: &[(TextRange, String)]) -> Vec<TextEdit> {
    let documents = yaml::parse(text).documents;
    let edit = |(range, value): &(TextRange, String)| {
        let at = documents.partition_point(|it| it.range.end() < range.end());
        let root = documents.get(at).filter(|it| it.range.contains_range(*range))?;
        let (node, in_flow) = entry::scalar_at(root, *range, false)?;
        let new_text = Writing::of(text, root).scalar(value, entry::style(node), in_flow);
        Some(TextEdit { range: *range, new_text })
    };
    values.iter().filter_map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TextSize;
    use crate::edit::apply;

    const FIVE: &str =
        "name: a\n---\nname: b # kept\ndigest: 'old'\n---\nname: c\n? digest\n---\n{name: d}\n---\nname: e";

    fn values(of: &[usize]) -> BTreeMap<usize, String> {
        of.iter().map(|&index| (index, format!("new-{index}"))).collect()
    }

    fn applied(made: Made) -> String {
        apply(FIVE, &made.into_values().flatten().collect::<Vec<_>>())
    }

    #[test]
    fn one_key_of_many_documents() {
        let made = set_values(FIVE, "digest", &values(&[0, 1, 2, 3, 4, 5]));
        assert_eq!(made.keys().copied().collect::<Vec<_>>(), [0, 1, 3, 4]);
        assert_eq!(
            applied(made),
            "name: a\ndigest: new-0\n---\nname: b # kept\ndigest: 'new-1'\n---\nname: c\n? digest\n---\n\
             {name: d, digest: new-3}\n---\nname: e\ndigest: new-4"
        );
        assert_eq!(set_values("name: [\n---\nname: b\n", "digest", &values(&[0, 1])), Made::new());
    }

    #[test]
    fn an_edit_that_breaks_the_text_or_says_something_else_is_left_out() {
        let values = values(&[0, 1, 3, 4]);
        for (at, new_text, kept) in [
            (0, "digest: other\n", [1, 3, 4].as_slice()),
            (3, "[", &[0, 1, 4]),
            (4, "---\n", &[0, 1, 3]),
            (0, "name: 'a\n", &[1, 3, 4]),
        ] {
            let mut made = set_values(FIVE, "digest", &values);
            let start = made[&at][0].range.start();
            made.insert(at, vec![TextEdit { range: TextRange::empty(start), new_text: new_text.to_owned() }]);
            let made = ReadBack { text: FIVE, count: 5, key: "digest", values: &values }.keep(made);
            assert_eq!(made.keys().copied().collect::<Vec<_>>(), kept, "{new_text:?}");
        }
    }

    #[test]
    fn scalars_of_many_documents() {
        let at = |word: &str| {
            let start = TextSize::of(&FIVE[..FIVE.find(word).expect("it is there")]);
            TextRange::at(start, TextSize::of(word))
        };
        let values =
            [("name: e", "x"), ("'old'", "it's"), ("d}", "x")].map(|(it, new)| (at(it), new.to_owned()));
        let edits = replace_scalars(FIVE, &values);
        assert_eq!(edits.iter().map(|it| it.new_text.as_str()).collect::<Vec<_>>(), ["'it''s'"]);
    }
}
