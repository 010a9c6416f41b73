//! Who calls what: hovers, lenses, the status, the hierarchy of calls.

use expect_test::{Expect, expect};
use std::fmt::Write as _;

use super::World;
use crate::{HierarchyCall, HoverConfig};

const WORLD: &str = "
//- infra.py
def pro$0vision(target): pass
class Store:
    def __init__(self): pass
    def save(self): pass
//- app.py
from infra import provision, Store
def deploy():
    provision('a')
    provision('b')
def ship():
    deploy()
def keep(it):
    Store()
    it.save()
def unsure(it):
    it.close()
class A:
    def close(self): pass
class B:
    def close(self): pass
//- test_infra.py
from infra import provision
def test_provision():
    provision('c')
//- canton.yaml
name: provision
source: infra.py#provision
owner: \"@infra\"
---
name: deploy
source: app.py#deploy
owner: \"@app\"
risk: high
";

#[test]
fn a_hover_names_callers_and_every_number() {
    let world = World::new(WORLD);
    let (file, offset) = world.cursor();
    let hover = |callers| {
        let hover = world.analysis.hover(file, offset, HoverConfig { callers }).expect("nothing cancels");
        hover.expect("it stands on a name").markdown
    };
    let (short, full) = (hover(false), hover(true));
    let more = full.strip_prefix(&short).expect("callers are said last");
    expect![[r#"


        Called by `app.py#deploy`.

        Blast radius: **high** (2 units, 1 canton, 1 owner, 1 entry point, 1 test; own risk low, highest risk high)"#]].assert_eq(more);
}

#[test]
fn a_resolved_lens_counts() {
    let world = World::new(WORLD);
    let mut shown = String::new();
    for file in ["infra.py", "app.py"].map(|path| world.file(path)) {
        for lens in world.analysis.code_lenses(file).expect("nothing cancels") {
            let name = world.text(file, lens.range);
            let lens = world.analysis.resolve_code_lens(file, lens).expect("nothing cancels");
            let _ = writeln!(shown, "{name}: {}", lens.title);
        }
    }
    expect![[r#"
        provision: registered · provision · @infra · not tested · not pinned · 1 caller · blast radius high (2 units, 1 canton, 1 owner, highest risk high)
        Store: uncantonized · register… · 1 caller · blast radius low (1 unit)
        __init__: uncantonized · register… · 1 caller · blast radius low (1 unit)
        save: uncantonized · register… · 1 caller · blast radius low (1 unit)
        deploy: registered · deploy · @app · not tested · not pinned · 1 caller · blast radius high (1 unit, own risk high)
        ship: uncantonized · register… · 0 callers
        keep: uncantonized · register… · 0 callers
        unsure: uncantonized · register… · 0 callers
        A: uncantonized · register… · 0 callers, 1 perhaps
        close: uncantonized · register… · 0 callers, 1 perhaps
        B: uncantonized · register… · 0 callers, 1 perhaps
        close: uncantonized · register… · 0 callers, 1 perhaps
    "#]].assert_eq(&shown);
}

#[test]
fn the_status_has_callers() {
    let world = World::new(WORLD);
    let (file, offset) = world.cursor();
    let reach = world.analysis.reach(file, Some(offset)).expect("nothing cancels").expect("it counts");
    let callers: Vec<String> =
        reach.callers.iter().map(|it| format!("{} ({}, {:?})", it.id, it.how, it.canton)).collect();
    expect![[r#"app.py#deploy (import, Some("deploy"))"#]].assert_eq(&callers.join("\n"));
    let test = world.file("test_infra.py");
    assert_eq!(world.analysis.reach(test, None).expect("nothing cancels"), None);
}

/// The hierarchy at the cursor, both ways.
#[track_caller]
fn check_hierarchy(fixture: &str, expect: Expect) {
    let world = World::new(fixture);
    let (file, offset) = world.cursor();
    let mut shown = String::new();
    for item in world.analysis.prepare_call_hierarchy(file, offset).expect("nothing cancels") {
        let _ = writeln!(shown, "{} [{}]", item.name, item.detail);
        let path = world.analysis.path(item.file);
        let incoming = world.analysis.incoming_calls(&path, &item.symbol).expect("nothing cancels");
        let outgoing = world.analysis.outgoing_calls(&path, &item.symbol).expect("nothing cancels");
        let mut add = |way: &str, calls: &[HierarchyCall], caller: Option<canton_semantic::File>| {
            for call in calls {
                let file = caller.unwrap_or(call.item.file);
                let at: Vec<String> = call
                    .ranges
                    .iter()
                    .map(|it| format!("{}@{:?}", world.text(file, *it), it.start()))
                    .collect();
                let name = if call.item.symbol.is_empty() { &call.item.name } else { &call.item.symbol };
                let path = world.analysis.path(call.item.file);
                let _ = writeln!(shown, "  {way} {path} {name} [{}] {}", call.item.detail, at.join(" "));
            }
        };
        add("<-", &incoming, None);
        add("->", &outgoing, Some(item.file));
    }
    expect.assert_eq(&shown);
}

#[test]
fn from_a_definition() {
    check_hierarchy(
        WORLD,
        expect![[r#"
        provision [registered · provision]
          <- app.py deploy [registered · deploy] provision@53 provision@72
          <- test_infra.py test_provision [test] provision@54
    "#]],
    );
}

#[test]
fn from_a_call_and_through_classes() {
    let world = WORLD.replace("pro$0vision", "provision");
    check_hierarchy(
        &world.replace("    provision('a')", "    provi$0sion('a')"),
        expect![[r#"
        provision [registered · provision]
          <- app.py deploy [registered · deploy] provision@53 provision@72
          <- test_infra.py test_provision [test] provision@54
    "#]],
    );
    check_hierarchy(
        &world.replace("def __init__", "def __in$0it__"),
        expect![[r#"
        Store.__init__ [uncantonized]
          <- app.py keep [uncantonized] Store@130
    "#]],
    );
    check_hierarchy(
        &world.replace("def keep", "def ke$0ep"),
        expect![[r#"
        keep [uncantonized]
          -> infra.py Store [uncantonized] Store@130
          -> infra.py Store.save [uncantonized] save@145
    "#]],
    );
    check_hierarchy(
        &world.replace("it.close()", "it.clo$0se()"),
        expect![[r#"
        A.close [uncantonized · perhaps: the name is ambiguous]
          <- app.py unsure [uncantonized · perhaps: the name is ambiguous] close@175
        B.close [uncantonized · perhaps: the name is ambiguous]
          <- app.py unsure [uncantonized · perhaps: the name is ambiguous] close@175
    "#]],
    );
    check_hierarchy(
        &world.replace("class A:\n    def close", "class A:\n    def clo$0se"),
        expect![[r#"
        A.close [uncantonized]
          <- app.py unsure [uncantonized · perhaps: the name is ambiguous] close@175
    "#]],
    );
    check_hierarchy("//- a.py\nx = $01\n", expect![[""]]);
}
