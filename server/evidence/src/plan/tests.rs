use proptest::prelude::*;

use super::*;

/// A plan with these changes: address and actions.
fn plan(changes: &[(&str, &str)]) -> String {
    let change = |(address, actions): &(&str, &str)| {
        format!(
            r#"{{"address": "{address}", "mode": "managed", "type": "t", "name": "n", "provider_name": "p",
                "change": {{"actions": {actions}, "before": {{"a": [1, {{"b": null}}]}}, "after": null,
                "after_unknown": {{}}, "replace_paths": [["engine"]]}}, "action_reason": "replace_because_cannot_update"}}"#
        )
    };
    let changes: Vec<String> = changes.iter().map(change).collect();
    format!(
        r#"{{"format_version": "1.2", "terraform_version": "1.9.5", "variables": {{"target": {{"value": "staging"}},
            "count": {{"value": 3}}, "tags": {{"value": {{"a": "b"}}}}, "none": {{}}}}, "planned_values": {{"root_module": {{}}}},
            "resource_changes": [{}], "prior_state": {{"values": {{}}}}, "errored": false, "complete": true}}"#,
        changes.join(", ")
    )
}

#[test]
fn what_is_done_to_what() {
    let (read, problems) = parse(&plan(&[
        ("aws_db_instance.main", r#"["delete", "create"]"#),
        ("module.app.aws_s3_bucket.logs[0]", r#"["create", "delete"]"#),
        ("aws_instance.old", r#"["delete"]"#),
        ("data.aws_ami.ubuntu", r#"["read"]"#),
        ("aws_vpc.main", r#"["no-op"]"#),
    ]));
    assert_eq!(problems, []);
    assert_eq!(read.variables, BTreeMap::from([(String::from("target"), String::from("staging"))]));
    let shown: Vec<(&str, bool, bool, bool)> = read
        .changes
        .iter()
        .map(|it| (it.parts.resource.as_str(), it.replaces(), it.destroys(), it.acts()))
        .collect();
    assert_eq!(
        shown,
        [
            ("aws_db_instance.main", true, true, true),
            ("aws_s3_bucket.logs", true, true, true),
            ("aws_instance.old", false, true, true),
            ("data.aws_ami.ubuntu", false, false, false),
            ("aws_vpc.main", false, false, false),
        ]
    );
    assert_eq!(read.changes[1].parts.modules, ["app"]);
    assert_eq!(read.changes[0].reason.as_deref(), Some("replace_because_cannot_update"));
}

#[test]
fn what_is_no_whole_plan_says_so() {
    let problem = |text: &str| parse(text).1.first().map(|it| it.message.clone()).unwrap_or_default();
    let whole = plan(&[("a.b", r#"["create"]"#)]);
    assert_eq!(problem(&whole), "");
    assert!(
        problem(&whole[..whole.len() / 2]).contains("EOF while parsing"),
        "{}",
        problem(&whole[..whole.len() / 2])
    );
    assert!(problem("").contains("EOF while parsing"));
    assert_eq!(problem("{}"), "it has no `format_version`, so it is no plan in JSON");
    assert_eq!(
        problem(&whole.replace("\"1.2\"", "\"7.0\"")),
        "its `format_version` is one that Canton does not know"
    );
    assert_eq!(
        problem(r#"{"format_version": "1.0", "values": {"root_module": {}}}"#),
        "it is a state and no plan"
    );
    assert_eq!(
        problem(&whole.replace("\"errored\": false", "\"errored\": true")),
        "it is of a run that failed, and so it is not whole"
    );
    assert!(problem(&whole.replace("\"create\"", "\"explode\"")).contains("unknown variant `explode`"));
    assert!(problem(&whole.replace("\"address\": \"a.b\", ", "")).contains("missing field `address`"));
    assert!(problem(&"[".repeat(100_000)).contains("line 1"));
    // Nothing to do is a plan too, and Terraform leaves the key out.
    assert_eq!(problem(r#"{"format_version": "1.2", "planned_values": {}}"#), "");
    assert!(parse(&whole.replace("\"complete\": true", "\"complete\": false")).0.is_partial);
}

#[test]
fn addresses_lose_their_indexes() {
    let parts = |text| {
        let it = address(text);
        format!("{} | {} | {}", it.modules.join("/"), it.resource, it.kind)
    };
    assert_eq!(parts("aws_db_instance.main"), " | aws_db_instance.main | aws_db_instance");
    assert_eq!(parts("aws_subnet.private[12]"), " | aws_subnet.private | aws_subnet");
    assert_eq!(
        parts(r#"module.network["eu.west\"]"].module.inner.aws_subnet.private["a.b"]"#),
        "network/inner | aws_subnet.private | aws_subnet"
    );
    assert_eq!(parts("data.aws_ami.ubuntu"), " | data.aws_ami.ubuntu | aws_ami");
    assert_eq!(parts("module.a"), " | module.a | module");
    assert_eq!(parts(""), " |  | ");
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in ".{0,200}") {
        let (_, problems) = parse(&text);
        prop_assert!(!problems.is_empty());
        address(&text);
    }

    #[test]
    fn a_plan_with_a_hole_is_read_or_refused(start in 0usize..700, length in 0usize..60, filler in "[\\[\\]{}\",:a1]{0,3}") {
        let mut text = plan(&[("aws_db_instance.main[\\\"a\\\"]", r#"["delete", "create"]"#), ("a.b", r#"["update"]"#)]);
        let start = start.min(text.len());
        let end = (start + length).min(text.len());
        text.replace_range(start..end, &filler);
        let (read, problems) = parse(&text);
        prop_assert!(!problems.is_empty() || read.changes.len() <= 2);
    }

    #[test]
    fn an_address_is_made_of_its_text(text in "[a-z.\\[\\]\"\\\\]{0,40}") {
        let parts = address(&text);
        prop_assert!(parts.resource.len() <= text.len());
        prop_assert!(parts.modules.iter().all(|it| text.contains(it.as_str())));
    }
}
