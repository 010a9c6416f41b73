//! YAML: any text can be read, and every node knows where it stands.
#![no_main]

use canton_fuzz::{Input, check_range, check_within};
use canton_syntax::yaml::{self, Node, NodeKind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = Input::new(data).text();
    let yaml = yaml::parse(text);
    for range in yaml.comments.iter().copied().chain(yaml.problems.iter().map(|it| it.range)) {
        check_range(text, range);
    }
    assert!(yaml.problems.is_sorted_by_key(|it| it.range.start()));
    for document in &yaml.documents {
        check_range(text, document.range);
        check(text, document);
    }
    assert_eq!(yaml::parse(text), yaml);
});

fn check(text: &str, node: &Node) {
    let check_child = |child: &Node| {
        check_range(text, child.range);
        check_within(node.range, child.range);
        check(text, child);
    };
    match &node.kind {
        NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Alias { .. } => {}
        NodeKind::Sequence { items, .. } => items.iter().for_each(check_child),
        NodeKind::Mapping { entries, .. } => {
            for (key, value) in entries {
                check_child(key);
                check_child(value);
            }
        }
    }
}
