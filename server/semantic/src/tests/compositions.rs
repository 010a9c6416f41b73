//! What code that calls cantons does together: the worked verdicts of the design, and what is between them.

use canton_syntax::federation::Facet;
use expect_test::{Expect, expect};
use std::fmt::Write as _;
use std::sync::Arc;
use test_fixture::Fixture;

use super::{Memory, load};
use crate::{
    Db, File, Finding, FindingKind, Hop, RootDatabase, Way, body, contract, findings, source_files,
    symbol_names,
};

/// Every finding of every symbol: where, what, and the way.
#[track_caller]
fn check(fixture: &str, expect: Expect) {
    expect.assert_eq(&shown(fixture));
}

pub(super) fn shown(fixture: &str) -> String {
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    load(&mut db, &memory, &Fixture::parse(fixture), "");
    let mut text = String::new();
    for file in source_files(&db) {
        for (symbol, _) in symbol_names(&db, file).iter() {
            for finding in findings(&db, file, symbol) {
                let name = symbol_names(&db, file).name(symbol);
                let _ = writeln!(text, "{name}: {}", finding_shown(&db, (file, symbol), finding));
            }
        }
    }
    text
}

fn callee(db: &dyn Db, hop: &Hop) -> String {
    let body = body(db, crate::symbol_key(db, hop.file, hop.symbol));
    body.text(body.calls[hop.call as usize].callee).to_owned()
}

fn way(db: &dyn Db, hops: &[Hop]) -> String {
    hops.iter().map(|it| callee(db, it)).collect::<Vec<_>>().join(" > ")
}

fn finding_shown(db: &dyn Db, (file, symbol): (File, u32), it: &Finding) -> String {
    let way = |it: Way| way(db, &it.hops(db, file, symbol));
    let canton = contract(db, it.canton).map_or("", |it| &it.name);
    let what = match &it.kind {
        FindingKind::Excluded { key, value, allowed } => format!("{key} {value} is not in {allowed:?}"),
        FindingKind::Nothing { key, allowed, others } => {
            format!("{key}: nothing is in {others:?} and {allowed:?}")
        }
        FindingKind::Wider { key, allowed, own } => format!("{key}: {own:?} is wider than {allowed:?}"),
        FindingKind::Unseen { key, .. } => format!("{key} is unknown"),
        FindingKind::Unmet { requirement } => format!("{requirement} is unmet"),
        FindingKind::Unwired { accepts, emitted } => format!("{accepts} is unwired, given {emitted:?}"),
        FindingKind::Undeclared { effect, .. } => format!("{effect:?} is undeclared"),
        FindingKind::Replaced { kind, earlier, protected } => {
            let protected = if *protected { ", protected" } else { "" };
            format!("{kind} is replaced after {}{protected}", way(*earlier))
        }
        FindingKind::UsedDead { kind, earlier } => format!("{kind} is used after {}", way(*earlier)),
        FindingKind::Race { kind, other } => format!("{kind} races with {}", way(*other)),
        FindingKind::Deprecated { instead } => format!("deprecated {instead:?}"),
        FindingKind::Crossed { name, exposed } => format!("{name} is not in {exposed:?}"),
    };
    let sure = if it.sure { "" } else { " by name" };
    let argument = it.argument.map_or(String::new(), |it| format!(" [{it}]"));
    format!("{}{argument}: {canton}: {what}{sure}", way(it.way))
}

/// The cantons of the worked verdicts.
fn cantons(extension: &str, names: [&str; 4]) -> String {
    let [provision, delete, snapshot, window] = names;
    format!(
        "
//- infra/canton.yaml
name: environment-provision
source: infra.{extension}#{provision}
accepts: [infra.environment-spec, auth.deploy-credential]
emits: [infra.environment.created, notify.ops-channel]
invariants:
  - target: [staging, preview]
  - requires: deployment-window
  - requires: rollback-snapshot
  - destructive: false
actions: [{{create: env, key: $name}}]
---
name: environment-delete
source: infra.{extension}#{delete}
invariants: [{{target: [staging, preview]}}, {{requires: rollback-snapshot}}, {{destructive: true}}]
actions: [{{destroy: env, key: $name}}]
---
name: environment-snapshot
source: infra.{extension}#{snapshot}
emits: [rollback-snapshot]
---
name: open-window
source: infra.{extension}#{window}
emits: [ops.deployment-window]
"
    )
}

const PYTHON: &str = "
//- infra/infra.py
def provision_environment(name, target): pass
def delete_environment(name, target): pass
def snapshot_environment(name): pass
def open_window(): pass
";

const TYPESCRIPT: &str = "
//- infra/infra.ts
export function provision({ name, target }: Options) {}
export function remove(name: string, target: string) {}
export async function snapshot(name: string) {}
export function openWindow() {}
";

#[track_caller]
fn check_python(code: &str, expect: Expect) {
    let names = ["provision_environment", "delete_environment", "snapshot_environment", "open_window"];
    let imports = "from infra.infra import provision_environment as provision, delete_environment as delete\n\
                   from infra.infra import snapshot_environment as snapshot, open_window as window\n";
    check(&format!("//- app.py\n{imports}{code}{PYTHON}{}", cantons("py", names)), expect);
}

#[track_caller]
fn check_typescript(code: &str, expect: Expect) {
    let names = ["provision", "remove", "snapshot", "openWindow"];
    let import = "import { provision, remove, snapshot, openWindow } from './infra/infra';\n";
    check(&format!("//- app.ts\n{import}{code}{TYPESCRIPT}{}", cantons("ts", names)), expect);
}

#[test]
fn delete_then_provision_in_production() {
    check_python(
        "def go():\n    delete('a', target='production')\n    provision('a', target='production')\n",
        expect![[r#"
            go: delete [1]: environment-delete: target production is not in ["staging", "preview"]
            go: delete: environment-delete: rollback-snapshot is unmet
            go: provision [1]: environment-provision: target production is not in ["staging", "preview"]
            go: provision: environment-provision: env is replaced after delete
            go: provision: environment-provision: deployment-window is unmet
            go: provision: environment-provision: rollback-snapshot is unmet
        "#]],
    );
    check_typescript(
        "export function go() { remove('a', 'production'); provision({ name: 'a', target: 'production' }); }\n",
        expect![[r#"
            go: remove [1]: environment-delete: target production is not in ["staging", "preview"]
            go: remove: environment-delete: rollback-snapshot is unmet
            go: provision [1]: environment-provision: target production is not in ["staging", "preview"]
            go: provision: environment-provision: env is replaced after remove
            go: provision: environment-provision: deployment-window is unmet
            go: provision: environment-provision: rollback-snapshot is unmet
        "#]],
    );
}

const IN_ORDER: &str = "
def go():
    window()
    snapshot('a')
    delete('a', 'staging')
    provision('a', 'staging')
";

#[test]
fn window_snapshot_delete_provision_on_staging() {
    check_python(
        IN_ORDER,
        expect![[r#"
        go: provision: environment-provision: env is replaced after delete
    "#]],
    );
    check_typescript(
        "export async function go() { openWindow(); await snapshot('a'); remove('a', 'staging');
          provision({ name: 'a', target: 'staging' }); }\n",
        expect![[r#"
            go: provision: environment-provision: env is replaced after remove
        "#]],
    );
}

#[test]
fn a_protected_replacement_says_so() {
    let federation = "//- federation.yaml\nprotected: [staging]\n";
    check_python(
        &format!("{IN_ORDER}{federation}"),
        expect![[r#"
        go: provision: environment-provision: env is replaced after delete, protected
    "#]],
    );
}

#[test]
fn the_same_in_a_canton_that_replaces() {
    let canton =
        "//- canton.yaml\nname: go\nsource: app.py#go\nreplaces: env\ninvariants: [{target: [staging]}]\n";
    check_python(&format!("{IN_ORDER}def twice():\n    go()\n    go()\n{canton}"), expect![""]);
}

#[test]
fn window_snapshot_provision_on_preview() {
    check_python("def go():\n    window()\n    snapshot('a')\n    provision('a', 'preview')\n", expect![""]);
    check_typescript(
        "export async function go(name) { openWindow(); await snapshot(name); provision({ name, target: 'preview' }); }\n",
        expect![""],
    );
}

#[test]
fn window_provision_on_staging() {
    check_python(
        "def go():\n    window()\n    provision('a', 'staging')\n",
        expect![[r#"
        go: provision: environment-provision: rollback-snapshot is unmet
    "#]],
    );
    check_typescript(
        "export const go = () => { openWindow(); provision({ name: 'a', target: 'staging' }); };\n",
        expect![[r#"
            go: provision: environment-provision: rollback-snapshot is unmet
        "#]],
    );
}

#[test]
fn a_canton_that_destroys_nothing_reaches_a_delete() {
    let canton = "//- canton.yaml\nname: tidy\nsource: app.py#tidy\n\
                  invariants: [{destructive: false}, {requires: rollback-snapshot}]\n";
    check_python(
        &format!("def clean(name):\n    delete(name, 'staging')\ndef tidy():\n    clean('a')\n{canton}"),
        expect![[r#"
            tidy: clean > delete: environment-delete: Destroy is undeclared
        "#]],
    );
    let canton = canton.replace("app.py", "app.ts");
    check_typescript(
        &format!(
            "const clean = (name) => remove(name, 'staging');\nexport function tidy() {{ clean('a'); }}\n{canton}"
        ),
        expect![[r#"
            tidy: clean > remove: environment-delete: Destroy is undeclared
        "#]],
    );
}

#[test]
fn the_same_by_a_bare_method_name() {
    check(
        "\
//- app.py
def tidy(api):
    api.purge()
//- store.py
class Store:
    def purge(self): pass
//- canton.yaml
name: tidy
source: app.py#tidy
invariants: [{destructive: false}]
---
name: purge
source: store.py#Store.purge
invariants: [{destructive: true}]
",
        expect![[r#"
            tidy: api.purge: purge: Destroy is undeclared by name
        "#]],
    );
}

#[test]
fn two_lists_with_nothing_in_both() {
    let manifests = "\
//- canton.yaml
name: wide
source: b.py#wide
invariants: [{target: [staging, production]}]
---
name: narrow
source: b.py#narrow
invariants: [{target: [preview]}]
";
    let code = |signature: &str, call: &str, parameters: &str| {
        format!(
            "//- a.py\nfrom b import wide, narrow\ndef go({signature}):\n    wide({call})\n    narrow({call})\n\
             //- b.py\ndef wide({parameters}): pass\ndef narrow({parameters}): pass\n{manifests}"
        )
    };
    check(
        &code("target", "target=target", "target"),
        expect![[r#"
        go: wide [0]: wide: target is unknown
        go: narrow [0]: narrow: target: nothing is in ["staging", "production"] and ["preview"]
        go: narrow [0]: narrow: target is unknown
    "#]],
    );
    check(
        &code("", "", ""),
        expect![[r#"
        go: narrow: narrow: target: nothing is in ["staging", "production"] and ["preview"]
    "#]],
    );
}

#[test]
fn a_snapshot_on_one_branch_is_none() {
    check_python(
        "def go(x):\n    if x:\n        snapshot('a')\n    delete('a', 'staging')\n",
        expect![[r#"
        go: delete: environment-delete: rollback-snapshot is unmet
    "#]],
    );
    check_typescript(
        "export async function go(x) { if (x) { await snapshot('a'); } remove('a', 'staging'); }\n",
        expect![[r#"
            go: remove: environment-delete: rollback-snapshot is unmet
        "#]],
    );
}

#[test]
fn a_snapshot_on_every_branch_is_one() {
    check_python(
        "
def go(x):
    if x == 1:
        snapshot('a')
    elif x == 2:
        return
    elif x == 3:
        raise Error()
    else:
        snapshot('b')
    delete('a', 'staging')
",
        expect![""],
    );
    check_typescript(
        "export async function go(x) {
  switch (x) { case 1: await snapshot('a'); break; case 2: return; default: await snapshot('b'); }
  x ? await snapshot('a') : await snapshot('b');
  remove('a', 'staging');
}
export async function falls(x) {
  switch (x) { case 1: openWindow(); default: await snapshot('b'); }
  remove('a', 'staging');
  switch (x) { case 1: await snapshot('c'); break; case 2: openWindow(); }
}
",
        expect![""],
    );
}

#[test]
fn a_snapshot_beside_a_delete_is_none() {
    check_python(
        "
import asyncio
async def take():
    snapshot('a')
async def drop():
    delete('a', 'staging')
async def go():
    asyncio.create_task(take())
    delete('a', 'staging')
async def both():
    await asyncio.gather(take(), drop())
async def fine():
    await asyncio.gather(take(), take())
    delete('a', 'staging')
async def waited():
    await take()
    await drop()
",
        expect![[r#"
            go: delete: environment-delete: rollback-snapshot is unmet
            both: drop > delete: environment-delete: rollback-snapshot is unmet
        "#]],
    );
    check_typescript(
        "export async function go() { snapshot('a'); remove('a', 'staging'); }\n\
         export async function all() { await Promise.all([snapshot('a'), snapshot('b')]); remove('a', 'staging'); }\n",
        expect![[r#"
            go: remove: environment-delete: rollback-snapshot is unmet
        "#]],
    );
}

#[test]
fn what_may_fail_gives_nothing() {
    check_python(
        "
def go():
    try:
        snapshot('a')
    except Error:
        pass
    delete('a', 'staging')
def stops():
    try:
        snapshot('a')
    except Error:
        raise
    finally:
        window()
    delete('a', 'staging')
def last():
    try:
        snapshot('a')
    finally:
        delete('a', 'staging')
def rounds(xs):
    for x in xs:
        snapshot(x)
    delete('a', 'staging')
    for x in xs:
        snapshot(x)
        delete(x, 'staging')
",
        expect![[r#"
            go: delete: environment-delete: rollback-snapshot is unmet
            last: delete: environment-delete: rollback-snapshot is unmet
            rounds: delete: environment-delete: rollback-snapshot is unmet
        "#]],
    );
}

#[test]
fn a_target_that_cannot_be_seen() {
    check_python(
        "
TARGET = 'staging'
PRODUCTION = 'production'
class Env:
    PREVIEW = 'preview'
    LIVE = 'live'
def go(name, which, target='staging'):
    window()
    snapshot(name)
    provision(name, target=which)
    provision(name, target=pick())
    provision(name, **options)
    provision(name, TARGET)
    provision(name, PRODUCTION)
    provision(name, target=Env.PREVIEW)
    provision(name, target=Env.LIVE.value)
    which = 'production'
def caller():
    inner('a', 'production')
    inner('a')
    inner('a', target=Env.PREVIEW)
def inner(name, target='live'):
    window()
    snapshot(name)
    provision(name, target)
",
        expect![[r#"
            go: provision [1]: environment-provision: target is unknown
            go: provision [1]: environment-provision: target is unknown
            go: provision: environment-provision: target is unknown
            go: provision [1]: environment-provision: target production is not in ["staging", "preview"]
            go: provision [1]: environment-provision: target live is not in ["staging", "preview"]
            caller: inner > provision [1]: environment-provision: target production is not in ["staging", "preview"]
            caller: inner > provision: environment-provision: target live is not in ["staging", "preview"]
        "#]],
    );
}

#[test]
fn an_unmet_requirement_moves_to_callers() {
    check_python(
        "
def low():
    delete('a', 'staging')
def middle():
    low()
def saved():
    snapshot('a')
    middle()
def lost():
    middle()
def again():
    if again():
        snapshot('a')
    delete('a', 'staging')
//- test_app.py
from app import low
def test_low():
    low()
",
        expect![[r#"
            lost: middle > low > delete: environment-delete: rollback-snapshot is unmet
        "#]],
    );
}

#[test]
fn what_flows_must_fit() {
    let code = |body: &str, accepts: &str| {
        format!(
            "//- a.py\nfrom b import request, bill, authorize\ndef go():\n{body}\
             //- b.py\ndef request(): pass\ndef bill(): pass\ndef authorize(): pass\n\
             //- canton.yaml\nname: request\nsource: b.py#request\nemits: [payment.requested]\n---\n\
             name: bill\nsource: b.py#bill\naccepts: [payment.authorized]\n---\n\
             name: authorize\nsource: b.py#authorize\naccepts: [payment.requested]\nemits: [payment.authorized]\n---\n\
             name: go\nsource: a.py#go\naccepts: [{accepts}]\n"
        )
    };
    check(
        &code("    request()\n    bill()\n", ""),
        expect![[r#"
        go: bill: bill: payment.authorized is unwired, given Some("payment.requested")
    "#]],
    );
    check(&code("    request()\n    authorize()\n    bill()\n", ""), expect![""]);
    check(
        &code("    bill()\n", "order.placed"),
        expect![[r#"
        go: bill: bill: payment.authorized is unwired, given None
    "#]],
    );
    check(&code("    bill()\n", "payment.authorized"), expect![""]);
}

#[test]
fn what_is_done_to_resources() {
    check(
        "\
//- a.py
import asyncio
from b import make, drop, touch, old
def reuse():
    drop('x')
    touch('x')
def other():
    drop('x')
    touch('y')
    make('y')
def anew():
    drop('x')
    make('x')
    touch('x')
def rounds(xs):
    for x in xs:
        make(x)
        drop(x)
async def beside():
    asyncio.create_task(gone())
    touch('x')
async def gone():
    drop('x')
def helper(name):
    drop(name)
def through():
    helper('x')
    touch('x')
    helper('z')
    touch('y')
    old()
//- b.py
def make(name): pass
def drop(name): pass
def touch(name): pass
def old(): pass
//- canton.yaml
name: make
source: b.py#make
actions: [{create: env, key: $name}]
---
name: drop
source: b.py#drop
actions: [{destroy: env, key: $name}]
---
name: touch
source: b.py#touch
actions: [{use: env, key: $name}]
---
name: old
source: b.py#old
deprecated: make
",
        expect![[r#"
            reuse: touch: touch: env is used after drop
            anew: make: make: env is replaced after drop
            rounds: make: make: env is replaced after drop
            beside: touch: touch: env races with gone > drop
            through: touch: touch: env is used after helper > drop
            through: old: old: deprecated Some("make")
        "#]],
    );
}

#[test]
fn a_canton_is_no_wider_than_what_it_calls() {
    let canton = "//- canton.yaml\nname: ship\nsource: app.py#ship\ninvariants: [{target: [staging, production]}, \
                  {requires: rollback-snapshot}, {requires: deployment-window}]\n";
    check_python(
        &format!(
            "def ship(target):\n    provision('a', target)\ndef go():\n    window()\n    snapshot('a')\n    ship('production')\n    ship('live')\n{canton}"
        ),
        expect![[r#"
            ship: provision [1]: environment-provision: target: ["staging", "production"] is wider than ["staging", "preview"]
            go: ship [0]: ship: target live is not in ["staging", "production"]
        "#]],
    );
}

#[test]
fn given_by_ci_is_not_judged() {
    check_python(
        "def go():\n    provision('a', 'staging')\n//- federation.yaml\nprotected: [staging]\nrequirements: {deployment-window: {given: ci}, rollback-snapshot: {}}\n",
        expect![[r#"
            go: provision: environment-provision: rollback-snapshot is unmet
        "#]],
    );
}

#[test]
fn ten_thousand_calls_and_deep_blocks_end() {
    let calls = "    snapshot('a')\n".repeat(10_000);
    check_python(&format!("def go():\n{calls}    delete('a', 'staging')\n"), expect![""]);
    let deep: String = (0..80).map(|it| format!("{}for x in y:\n", " ".repeat(it + 1))).collect();
    check_python(
        &format!("def go():\n{deep}{}delete('a', 'staging')\n", " ".repeat(82)),
        expect![[r#"
        go: delete: environment-delete: rollback-snapshot is unmet
    "#]],
    );
}

#[test]
fn a_chain_of_thousands_of_calls_ends() {
    let links: String = (0..3000).map(|it| format!("def f{it}():\n    f{}()\n", it + 1)).collect();
    check_python(
        &format!("{links}def f3000():\n    delete('a', 'staging')\n"),
        expect![[r#"
        f0: f1 > f2 > f3 > f4 > f5 > f6 > f7 > f8 > f9 > f10 > f11 > delete: environment-delete: rollback-snapshot is unmet
    "#]],
    );
}

#[test]
fn recursion_through_five_files_reaches_a_fixed_point() {
    let files: String = (0..5)
        .map(|it| {
            let next = (it + 1) % 5;
            format!(
                "//- m{it}.py\nfrom m{next} import f{next}\nfrom infra.infra import delete_environment\n\
                 def f{it}(n, target):\n    if n:\n        f{next}(n - 1, target)\n    else:\n        \
                 delete_environment('a', target)\n"
            )
        })
        .collect();
    check_python(
        &format!("from m3 import f3\ndef go():\n    f3(7, 'production')\n{files}"),
        expect![[r#"
        go: f3 > delete_environment [0]: environment-delete: target production is not in ["staging", "preview"]
        go: f3 > delete_environment: environment-delete: rollback-snapshot is unmet
    "#]],
    );
}

#[test]
fn nothing_holds_that_rests_on_what_is_not_known() {
    let verdict = |body: &str| {
        let memory = Arc::new(Memory::default());
        let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
        let fixture = format!(
            "//- a.py\nfrom b import clean, drop\ndef tidy(given):\n{body}\n\
             //- b.py\ndef clean(): pass\ndef drop(): pass\n\
             //- c.py\nclass A:\n    def run(self): pass\nclass B:\n    def run(self): pass\n\
             //- canton.yaml\nname: tidy\nsource: a.py#tidy\ninvariants: [{{destructive: false}}]\n---\n\
             name: drop\nsource: b.py#drop\nactions: [{{destroy: env}}]\n"
        );
        load(&mut db, &memory, &Fixture::parse(&fixture), "");
        let file = crate::find_file(&db, "a.py").expect("it is there");
        crate::property_verdict(&db, file, 1, "destructive").as_str()
    };
    assert_eq!(verdict("    clean()"), "holds");
    assert_eq!(verdict("    if given:\n        clean()\n    return 1"), "holds");
    assert_eq!(verdict("    clean()\n    drop()"), "violated");
    assert_eq!(verdict("    def inner():\n        drop()\n    return inner"), "violated");
    for unknown in
        ["given()", "given.run()", "import os; os.remove('a')", "clean(drop)", "getattr(given, 'x')()"]
    {
        assert_eq!(verdict(&format!("    {unknown}")), "unknown", "{unknown}");
    }
    assert_eq!(verdict("    def inner():\n        clean()\n    return inner"), "unknown");
}

#[test]
fn other_languages_are_judged_too() {
    let names = ["ProvisionEnvironment", "DeleteEnvironment", "TakeSnapshot", "OpenWindow"];
    check(
        &format!(
            "//- app/main.go
package app
import \"example.com/shop/infra\"
const target = \"production\"
func Go(careful bool) {{
	infra.OpenWindow()
	if careful {{ infra.TakeSnapshot(\"a\") }}
	infra.DeleteEnvironment(\"a\", \"staging\")
	infra.ProvisionEnvironment(\"a\", target)
}}
//- infra/infra.go
package infra
func ProvisionEnvironment(name, target string) {{}}
func DeleteEnvironment(name string, target string) {{}}
func TakeSnapshot(name string) {{}}
func OpenWindow() {{}}
{}",
            cantons("go", names)
        ),
        expect![[r#"
            Go: infra.DeleteEnvironment: environment-delete: rollback-snapshot is unmet
            Go: infra.ProvisionEnvironment [1]: environment-provision: target production is not in ["staging", "preview"]
            Go: infra.ProvisionEnvironment: environment-provision: env is replaced after infra.DeleteEnvironment
            Go: infra.ProvisionEnvironment: environment-provision: rollback-snapshot is unmet
        "#]],
    );
    let names = ["provision", "delete", "snapshot", "window"];
    check(
        &format!(
            "//- src/main.rs
use crate::infra::infra::{{provision, delete, snapshot}};
mod infra;
const TARGET: &str = \"production\";
fn go(x: bool) {{
    infra::infra::window();
    match x {{ true => snapshot(\"a\"), false => return, }}
    delete(\"a\", \"staging\");
    provision(\"a\", TARGET);
}}
//- src/infra/mod.rs
pub mod infra;
//- src/infra/infra.rs
pub fn provision(name: &str, target: &str) {{}}
pub fn delete(name: &str, target: &str) {{}}
pub fn snapshot(name: &str) {{}}
pub fn window() {{}}
{}",
            cantons("rs", names).replace("//- infra/", "//- src/infra/")
        ),
        expect![[r#"
            go: provision [1]: environment-provision: target production is not in ["staging", "preview"]
            go: provision: environment-provision: env is replaced after delete
        "#]],
    );
    let names = ["Infra.provision", "Infra.delete", "Infra.snapshot", "Infra.window"];
    check(
        &format!(
            "//- app/App.java
package app;
import infra.Infra;
class App {{
    static final String TARGET = \"production\";
    private final Infra infra = new Infra();
    void go(boolean x) {{
        infra.window();
        if (x) {{ infra.snapshot(\"a\"); }} else {{ throw new Error(); }}
        infra.delete(\"a\", \"staging\");
        helper(TARGET);
    }}
    private void helper(String target) {{ infra.provision(\"a\", target); }}
}}
//- infra/Infra.java
package infra;
public class Infra {{
    public void provision(String name, String target) {{}}
    public void delete(String name, String target) {{}}
    public void snapshot(String name) {{}}
    public void window() {{}}
}}
{}",
            cantons("java", names).replace("infra.java#", "Infra.java#")
        ),
        expect![[r#"
            App.go: helper > infra.provision [0]: environment-provision: target production is not in ["staging", "preview"]
            App.go: helper > infra.provision: environment-provision: env is replaced after infra.delete
        "#]],
    );
}

#[test]
fn what_is_not_judged_yet_is_neither_found_nor_lawful() {
    let fixture = Fixture::parse(
        "//- canton.yaml\nname: drop\nsource: a.py#drop\ninvariants: [{target: [staging]}]\n---\nname: go\nsource: a.py#go\n//- a.py\ndef drop(target):\n    pass\n\ndef go():\n    drop(\"production\")\n",
    );
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    load(&mut db, &memory, &fixture, "");
    let file = crate::find_file(&db, "a.py").expect("it is there");
    let mut seen = Vec::new();
    for judges in [false, true] {
        crate::Change { judges: Some(judges), ..crate::Change::default() }.apply(&mut db);
        let units = &crate::standings(&db, file)[1..];
        let lawful = units.iter().map(|it| !it.missing().any(|it| it == Facet::Lawful)).collect::<Vec<_>>();
        seen.push((findings(&db, file, 2).len(), lawful));
    }
    assert_eq!(seen, [(0, vec![false, false]), (1, vec![true, false])]);
}

#[test]
fn what_a_helper_leaves_running_destroys() {
    check(
        "
//- app.py
import asyncio
from infra import destroy, use
async def drop():
    destroy()
async def work():
    use()
async def started():
    asyncio.create_task(drop())
async def go():
    await started()
    use()
async def working():
    asyncio.create_task(work())
async def stop():
    await working()
    destroy()
def calm():
    asyncio.run(work())
    destroy()
//- infra.py
def destroy(): pass
def use(): pass
//- canton.yaml
name: destroy
source: infra.py#destroy
actions: [{destroy: env}]
---
name: use
source: infra.py#use
actions: [{use: env}]
",
        expect![[r#"
            go: use: use: env is used after started > drop > destroy
            stop: destroy: destroy: env races with working > work > use
        "#]],
    );
}
