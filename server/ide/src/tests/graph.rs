//! The graph of compositions.

use expect_test::{Expect, expect};
use std::fmt::Write as _;

use super::World;
use crate::{GraphDirection, GraphScope};

const WORLD: &str = "
//- infra.py
def provision(target): pass
def snapshot(): pass
//- app.py
from infra import provision, snapshot
def deploy(target):
    snapshot()
    provision('production')
    provision(target)
def ship(it):
    deploy('staging')
    it.anything()
def helper():
    provision('preview')
//- top.py
from app import ship, helper
ship(1)
helper()
//- test_app.py
from app import ship
def test_ship():
    ship()
//- canton.yaml
name: provision
source: infra.py#provision
owner: \"@infra\"
invariants: [{target: [staging, preview]}]
risk: high
---
name: snapshot
source: infra.py#snapshot
---
name: deploy
source: app.py#deploy
---
name: ship
source: app.py#ship
---
name: lonely
source: nothing.py
";

#[track_caller]
fn check(canton: Option<&str>, depth: usize, direction: GraphDirection, expect: Expect) {
    let world = World::new(WORLD);
    let scope = GraphScope { canton: canton.map(str::to_owned), depth, direction };
    let graph = world.analysis.graph(&scope).expect("nothing cancels").expect("there is such a canton");
    let mut shown = String::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        let centre = if graph.centres.contains(&at) { "*" } else { "" };
        let standing = node.standing.map_or("nothing", |it| it.as_str());
        let _ = writeln!(
            shown,
            "{centre}{} {standing} {} {:?}, {} unresolved",
            node.id,
            node.owner.join(" "),
            node.risk,
            node.unresolved
        );
    }
    for edge in &graph.edges {
        let how: Vec<String> =
            edge.how.iter().map(|(how, count)| format!("{} {count}", how.as_str())).collect();
        let (from, to) = (&graph.nodes[edge.from].id, &graph.nodes[edge.to].id);
        let _ = writeln!(
            shown,
            "{from} -> {to}: {}, {} violated, {} unknown",
            how.join(" "),
            edge.violated,
            edge.unknown
        );
    }
    expect.assert_eq(&shown);
}

#[test]
fn of_the_whole_federation() {
    check(
        None,
        1,
        GraphDirection::Both,
        expect![[r#"
        canton:deploy registered  Low, 0 unresolved
        canton:lonely nothing  Low, 0 unresolved
        canton:provision registered @infra High, 0 unresolved
        canton:ship registered  Low, 0 unresolved
        canton:snapshot registered  Low, 0 unresolved
        file:app.py uncantonized  Low, 0 unresolved
        file:top.py uncantonized  Low, 0 unresolved
        canton:deploy -> canton:provision: import 2, 1 violated, 1 unknown
        canton:deploy -> canton:snapshot: import 1, 0 violated, 0 unknown
        canton:ship -> canton:deploy: local 1, 0 violated, 0 unknown
        file:app.py -> canton:provision: import 1, 0 violated, 0 unknown
        file:top.py -> canton:ship: import 1, 0 violated, 0 unknown
    "#]],
    );
}

#[test]
fn around_a_canton() {
    check(
        Some("deploy"),
        1,
        GraphDirection::Both,
        expect![[r#"
        *canton:deploy registered  Low, 0 unresolved
        canton:provision registered @infra High, 0 unresolved
        canton:ship registered  Low, 0 unresolved
        canton:snapshot registered  Low, 0 unresolved
        canton:deploy -> canton:provision: import 2, 1 violated, 1 unknown
        canton:deploy -> canton:snapshot: import 1, 0 violated, 0 unknown
        canton:ship -> canton:deploy: local 1, 0 violated, 0 unknown
    "#]],
    );
    check(
        Some("deploy"),
        1,
        GraphDirection::Callers,
        expect![[r#"
        *canton:deploy registered  Low, 0 unresolved
        canton:ship registered  Low, 0 unresolved
        canton:ship -> canton:deploy: local 1, 0 violated, 0 unknown
    "#]],
    );
    check(
        Some("deploy"),
        1,
        GraphDirection::Callees,
        expect![[r#"
        *canton:deploy registered  Low, 0 unresolved
        canton:provision registered @infra High, 0 unresolved
        canton:snapshot registered  Low, 0 unresolved
        canton:deploy -> canton:provision: import 2, 1 violated, 1 unknown
        canton:deploy -> canton:snapshot: import 1, 0 violated, 0 unknown
    "#]],
    );
    check(
        Some("provision"),
        9,
        GraphDirection::Callers,
        expect![[r#"
        canton:deploy registered  Low, 0 unresolved
        *canton:provision registered @infra High, 0 unresolved
        canton:ship registered  Low, 0 unresolved
        file:app.py uncantonized  Low, 0 unresolved
        file:top.py uncantonized  Low, 0 unresolved
        canton:deploy -> canton:provision: import 2, 1 violated, 1 unknown
        canton:ship -> canton:deploy: local 1, 0 violated, 0 unknown
        file:app.py -> canton:provision: import 1, 0 violated, 0 unknown
        file:top.py -> canton:ship: import 1, 0 violated, 0 unknown
    "#]],
    );
}

#[test]
fn around_nothing() {
    let world = World::new(WORLD);
    let canton = Some(String::from("nobody"));
    let scope = GraphScope { canton, depth: 1, direction: GraphDirection::Both };
    assert_eq!(world.analysis.graph(&scope).expect("nothing cancels"), None);
}
