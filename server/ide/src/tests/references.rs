//! Names of cantons, types and requirements: where they stand, and other ones.

use expect_test::{Expect, expect};

use super::World;

const WORLD: &str = "
//- federation.yaml
types: [infra.rollback-snapshot, infra.environment, other.environment]
requirements: {rollback-snapshot: {description: A snapshot}}
//- delete.py
def delete(): pass
def snapshot(): pass
def old_delete(): pass
//- canton.yaml
name: delete    # by its name
accepts: [infra.environment]
invariants:
  - requires: rollback-snapshot
supervisor: {parent: snapshot}
---
name: snapshot
emits: [infra.rollback-snapshot]
accepts: [other.environment]
supervisor: \"delete\"
//- canton.lock
delete delete.py#delete canton-ast/1:python:00000000000000000000000000000000
snapshot delete.py#snapshot canton-ast/1:python:00000000000000000000000000000000
//- old/canton.yaml
name: old-delete
source: ../delete.py#old_delete
deprecated: delete
";

/// The world with the cursor in front of a text.
fn at(text: &str) -> String {
    assert!(WORLD.contains(text), "{text}");
    WORLD.replacen(text, &format!("$0{text}"), 1)
}

#[track_caller]
fn check(fixture: &str, expect: Expect) {
    let world = World::new(fixture);
    let (file, offset) = world.cursor();
    let found = world.analysis.references(file, offset).expect("nothing cancels");
    let shown: Vec<String> = found
        .iter()
        .map(|it| {
            let declared = if it.is_declaration { " (declared)" } else { "" };
            let (path, start) = (world.analysis.path(it.file), it.range.start());
            format!("{path}@{start:?} {}{declared}", world.text(it.file, it.range))
        })
        .collect();
    expect.assert_eq(&shown.join("\n"));
}

#[track_caller]
fn check_rename(fixture: &str, name: &str, expect: Expect) {
    let world = World::new(fixture);
    let (file, offset) = world.cursor();
    let shown = match world.analysis.rename(file, offset, name).expect("nothing cancels") {
        Ok(change) => world.changed(&change),
        Err(reason) => format!("refused: {reason}\n"),
    };
    expect.assert_eq(&shown);
}

#[test]
fn of_a_canton() {
    check(
        &at("delete    #"),
        expect![[r#"
        canton.lock@0 delete
        canton.yaml@6 delete (declared)
        canton.yaml@227 "delete"
        old/canton.yaml@61 delete"#]],
    );
    check(
        &at("delete delete.py"),
        expect![[r#"
        canton.lock@0 delete
        canton.yaml@6 delete (declared)
        canton.yaml@227 "delete"
        old/canton.yaml@61 delete"#]],
    );
}

#[test]
fn of_types_and_requirements() {
    check(
        &at("rollback-snapshot: {"),
        expect![[r#"
        canton.yaml@85 rollback-snapshot
        canton.yaml@161 infra.rollback-snapshot
        federation.yaml@8 infra.rollback-snapshot (declared)
        federation.yaml@86 rollback-snapshot (declared)"#]],
    );
    check(
        &at("infra.rollback-snapshot]\naccepts"),
        expect![[r#"
        canton.yaml@85 rollback-snapshot
        canton.yaml@161 infra.rollback-snapshot
        federation.yaml@8 infra.rollback-snapshot (declared)
        federation.yaml@86 rollback-snapshot (declared)"#]],
    );
    check(
        &at("other.environment]\nsupervisor"),
        expect![[r#"
        canton.yaml@196 other.environment
        federation.yaml@52 other.environment (declared)"#]],
    );
}

#[test]
fn of_nothing_else() {
    check(&at("by its name"), expect![[""]]);
    check(&at("def delete"), expect![[""]]);
    check(&at("description: A"), expect![[""]]);
}

#[test]
fn a_canton_gets_another_name() {
    check_rename(
        &at("delete    #"),
        "environment.remove",
        expect![[r#"
        //- canton.lock
        environment.remove delete.py#delete canton-ast/1:python:00000000000000000000000000000000
        snapshot delete.py#snapshot canton-ast/1:python:00000000000000000000000000000000
        //- canton.yaml
        name: environment.remove    # by its name
        source: delete.py#delete
        accepts: [infra.environment]
        invariants:
          - requires: rollback-snapshot
        supervisor: {parent: snapshot}
        ---
        name: snapshot
        emits: [infra.rollback-snapshot]
        accepts: [other.environment]
        supervisor: "environment.remove"
        //- old/canton.yaml
        name: old-delete
        source: ../delete.py#old_delete
        deprecated: environment.remove
    "#]],
    );
    check_rename(
        &at("delete    #"),
        "snapshot",
        expect![[r#"
        refused: there is a canton `snapshot` already
    "#]],
    );
    check_rename(
        &at("delete    #"),
        "no name",
        expect![[r#"
        refused: `no name` is no such name
    "#]],
    );
    let broken = at("delete    #").replace("delete delete.py", "<<<<<<< x\ndelete delete.py");
    check_rename(
        &broken,
        "b",
        expect![[r#"
        refused: `canton.lock` has lines that cannot be read: mend it first
    "#]],
    );
}

#[test]
fn what_meets_a_requirement_still_does() {
    check_rename(
        &at("rollback-snapshot: {"),
        "backup",
        expect![[r#"
        //- canton.yaml
        name: delete    # by its name
        accepts: [infra.environment]
        invariants:
          - requires: backup
        supervisor: {parent: snapshot}
        ---
        name: snapshot
        emits: [infra.backup]
        accepts: [other.environment]
        supervisor: "delete"
        //- federation.yaml
        types: [infra.backup, infra.environment, other.environment]
        requirements: {backup: {description: A snapshot}}
    "#]],
    );
    check_rename(
        &at("infra.rollback-snapshot]\naccepts"),
        "store.rollback-snapshot",
        expect![[r#"
        //- canton.yaml
        name: delete    # by its name
        accepts: [infra.environment]
        invariants:
          - requires: rollback-snapshot
        supervisor: {parent: snapshot}
        ---
        name: snapshot
        emits: [store.rollback-snapshot]
        accepts: [other.environment]
        supervisor: "delete"
        //- federation.yaml
        types: [store.rollback-snapshot, infra.environment, other.environment]
        requirements: {rollback-snapshot: {description: A snapshot}}
    "#]],
    );
    check_rename(
        &at("infra.rollback-snapshot]\naccepts"),
        "infra.backup",
        expect![[r#"
        refused: it meets `requires: rollback-snapshot`, which it would not as `infra.backup`
    "#]],
    );
    check_rename(
        &at("infra.environment]\ninvariants"),
        "infra.space",
        expect![[r#"
        //- canton.yaml
        name: delete    # by its name
        accepts: [infra.space]
        invariants:
          - requires: rollback-snapshot
        supervisor: {parent: snapshot}
        ---
        name: snapshot
        emits: [infra.rollback-snapshot]
        accepts: [other.environment]
        supervisor: "delete"
        //- federation.yaml
        types: [infra.rollback-snapshot, infra.space, other.environment]
        requirements: {rollback-snapshot: {description: A snapshot}}
    "#]],
    );
    check_rename(
        &at("infra.environment]\ninvariants"),
        "other.environment",
        expect![[r#"
        refused: there is a type or a requirement `other.environment` already
    "#]],
    );
    check_rename(
        &at("def delete"),
        "x",
        expect![[r#"
        refused: only cantons, types and requirements can be renamed here
    "#]],
    );
}
