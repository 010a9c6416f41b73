//! Reports, ratio and status.

use expect_test::expect;

use super::World;

const WORLD: &str = "\
//- infra/a.py
import os

def open_window():
    def inner():
        return os.getcwd()
    return inner()

class Window:
    def close(self):
        return open_window()
//- infra/canton.yaml
name: open-window
tested: true
owner: \"@infra\"
---
name: window
source: [a.py#Window, \"b/**\"]
//- app/b.py
from infra.a import open_window
open_window()
";

#[test]
fn everything_that_check_prints() {
    let world = World::new(WORLD);
    let report = world.analysis.report(&[], true, true).expect("nothing cancels");
    let mut shown = format!("{:?}\n", report.counts);
    for it in &report.cantons {
        shown.push_str(&format!("canton {} {:?} {:?} {:?}\n", it.name, it.claims, it.owner, it.risk));
    }
    for it in &report.symbols {
        let canton = it.canton.as_deref().unwrap_or("-");
        let within = it.within.as_deref().unwrap_or("-");
        let (digest, kind) = (it.digest.is_some(), it.kind.as_str());
        let standing = it.standing.as_str();
        shown.push_str(&format!(
            "{} {kind} {} {standing} {canton} {:?} {:?} {digest} {:?} {within}\n",
            it.id, it.lines, it.owner, it.tested, it.missing
        ));
    }
    for it in &report.calls {
        shown.push_str(&format!("{} -> {} {}\n", it.from, it.to.as_deref().unwrap_or("?"), it.how));
    }
    for (file, findings) in &report.diagnostics {
        for it in findings {
            shown.push_str(&format!("{} {} {}\n", world.analysis.path(*file), it.code.0, it.message));
        }
    }
    expect![[r#"
        CountedUnits { files: 2, units: [0, 3, 0, 2, 0, 0], lines: [0, 7, 0, 3, 0, 0] }
        canton open-window ["infra/a.py#open_window"] ["@infra"] Low
        canton window ["infra/a.py#Window", "infra/b/**"] [] Low
        app/b.py module 2 uncantonized - None None true [] -
        infra/a.py module 1 uncantonized - None None true [] -
        infra/a.py#open_window function 4 registered open-window Some(["@infra"]) Claimed true [Pinned] -
        infra/a.py#open_window.inner function 0 registered open-window Some(["@infra"]) Claimed false [Pinned] infra/a.py#open_window
        infra/a.py#Window class 1 registered window None None true [Owned, Tested, Pinned] -
        infra/a.py#Window.close method 2 registered window None None true [Owned, Tested, Pinned] -
        app/b.py -> infra/a.py#open_window import
        infra/a.py#open_window.inner -> ? external
        infra/a.py#open_window -> infra/a.py#open_window.inner local
        infra/a.py#Window.close -> infra/a.py#open_window local
        app/b.py uncantonized 1 unit of code here is in no canton
        infra/a.py uncantonized 1 unit of code here is in no canton
        infra/canton.yaml unowned nobody owns `window`: no `owner` here, no rule in CODEOWNERS
        infra/canton.yaml claim-not-found no file fits `infra/b/**`
    "#]].assert_eq(&shown);
}

#[test]
fn a_scope_is_a_file_or_a_folder() {
    let world = World::new(WORLD);
    let files = |scope: &str| {
        world.analysis.report(&[String::from(scope)], false, false).expect("nothing cancels").counts.files
    };
    assert_eq!(
        [files("infra"), files("infra/"), files("infra/a.py"), files("inf"), files("."), files("")],
        [1, 1, 1, 0, 2, 2]
    );
}

#[test]
fn ratio_and_status() {
    let world = World::new(WORLD);
    let ratio = world.analysis.ratio().expect("nothing cancels");
    assert_eq!((ratio.counts.ratio().1, ratio.goal), (Some(0.0), 900));
    let status = |offset| {
        let status = world.analysis.status(world.file("infra/a.py"), offset).expect("nothing cancels");
        status.and_then(|it| it.symbol).map(|it| it.id)
    };
    assert_eq!(status(None).as_deref(), Some("infra/a.py"));
    assert_eq!(status(Some(60)).as_deref(), Some("infra/a.py#open_window.inner"));
    let manifest = world.analysis.status(world.file("infra/canton.yaml"), None).expect("nothing cancels");
    assert_eq!(
        manifest.map(|it| (it.path, it.owner, it.symbol)),
        Some(("infra/canton.yaml".to_owned(), None, None))
    );
}
