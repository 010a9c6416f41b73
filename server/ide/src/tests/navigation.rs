//! Going from code to manifests and back, and the symbols of manifests.

use expect_test::{Expect, expect};

use super::World;

const WORLD: &str = "\
//- infra/a.py
def open_window():
    return 1
//- app.py
from infra.a import open_window
def deploy():
    open_window()
//- infra/canton.yaml
name: open-window
emits: [notify.window]
---
name: deploy
source: ../app.py#deploy
accepts: [notify.window]
invariants:
  - requires: window
supervisor: open-window
//- federation.yaml
requirements: {window: {given: ci}}
environments: [staging]
";

#[track_caller]
fn check(mark: &str, cursor: &str, expect: Expect) {
    let world = World::new(&WORLD.replacen(mark, cursor, 1));
    let (file, offset) = world.cursor();
    let mut targets = world.analysis.definition(file, offset).expect("nothing cancels");
    targets.extend(world.analysis.declaration(file, offset).expect("nothing cancels"));
    let shown = targets.iter().map(|it| {
        let path = world.analysis.path(it.file);
        format!("{} -> {path} `{}`\n", world.text(file, it.origin), world.text(it.file, it.focus))
    });
    expect.assert_eq(&shown.collect::<String>());
}

#[test]
fn from_names_to_where_they_are_declared() {
    check(
        "def open_window",
        "def open$0_window",
        expect![[r#"
        open_window -> infra/canton.yaml `open-window`
    "#]],
    );
    check(
        "    open_window()",
        "    open$0_window()",
        expect![[r#"
        open_window -> infra/canton.yaml `open-window`
    "#]],
    );
    check(
        "name: open-window",
        "name: open-$0window",
        expect![[r#"
        open-window -> infra/a.py `open_window`
    "#]],
    );
    check(
        "app.py#deploy",
        "app.py#de$0ploy",
        expect![[r#"
        ../app.py#deploy -> app.py `deploy`
    "#]],
    );
    check(
        "accepts: [notify.window]",
        "accepts: [not$0ify.window]",
        expect![[r#"
        notify.window -> infra/canton.yaml `notify.window`
    "#]],
    );
    check(
        "requires: window",
        "requires: win$0dow",
        expect![[r#"
        window -> federation.yaml `window`
        window -> infra/canton.yaml `notify.window`
    "#]],
    );
    check(
        "supervisor: open-window",
        "supervisor: open-win$0dow",
        expect![[r#"
        open-window -> infra/canton.yaml `open-window`
    "#]],
    );
}

#[test]
fn symbols_of_manifests() {
    let world = World::new(WORLD);
    let symbols = world.analysis.document_symbols(world.file("infra/canton.yaml")).expect("nothing cancels");
    let shown = symbols.iter().map(|it| {
        let keys: Vec<&str> = it.children.iter().map(|key| key.name.as_str()).collect();
        format!("{} {}: {}\n", it.detail, it.name, keys.join(" "))
    });
    expect![[r#"
        canton open-window: name emits
        canton deploy: name source accepts invariants supervisor
    "#]]
    .assert_eq(&shown.collect::<String>());
    let found = world.analysis.workspace_symbols("wdw").expect("nothing cancels");
    let shown: Vec<String> = found.into_iter().map(|it| format!("{} {}", it.name, it.is_canton)).collect();
    assert_eq!(shown, ["open-window true", "notify.window false"]);
}

#[test]
fn links_and_folds() {
    let fixture = "\
//- x/a.py
def f():
    return 1
//- x/canton.yaml
name: f
source:
  - a.py#f
  - gone.py
runbook: ../docs/f.md
incidents:
  - id: i
    url: https://example.com/i
---
name: g
";
    let world = World::new(fixture);
    let file = world.file("x/canton.yaml");
    let links = world.analysis.document_links(file).expect("nothing cancels");
    let links = links.iter().map(|it| format!("{} {:?}\n", world.text(file, it.range), it.target));
    expect![[r#"
        a.py#f Path("x/a.py")
        ../docs/f.md Path("docs/f.md")
        https://example.com/i Url("https://example.com/i")
    "#]]
    .assert_eq(&links.collect::<String>());
    let folds = world.analysis.folding_ranges(file).expect("nothing cancels");
    let folds = folds.iter().map(|it| format!("{:?}\n", world.text(file, *it)));
    expect![[r#"
        "name: f\nsource:\n  - a.py#f\n  - gone.py\nrunbook: ../docs/f.md\nincidents:\n  - id: i\n    url: https://example.com/i"
        "source:\n  - a.py#f\n  - gone.py"
        "incidents:\n  - id: i\n    url: https://example.com/i"
        "id: i\n    url: https://example.com/i"
    "#]].assert_eq(&folds.collect::<String>());
}
