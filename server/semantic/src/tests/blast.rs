//! Who calls a symbol, and what can reach it.

use canton_syntax::outline::SymbolKind;
use expect_test::{Expect, expect};
use std::fmt::Write as _;
use std::sync::Arc;
use test_fixture::Fixture;

use super::{Memory, load};
use crate::{
    Db, How, RootDatabase, Target, blast_radius, callers_of, edges, find_file, source_files, symbol_id,
    symbol_names, symbols_named,
};

/// The callers that are found by name are those whose calls lead there: every edge of the federation, turned
/// around.
#[track_caller]
pub(super) fn callers_agree_with_edges(db: &dyn Db) {
    for (target, _) in all_symbols(db) {
        let mut expected = Vec::new();
        for (from, _) in all_symbols(db) {
            let calls = edges(db, from.key(db)).iter();
            let ways: Vec<How> = calls
                .filter(|(edge, targets)| edge.how.is_one() && targets.contains(&target))
                .map(|(edge, _)| edge.how)
                .collect();
            if let Some(how) = ways.iter().min() {
                expected.push((id(db, from), *how, ways.len() as u32));
            }
        }
        let names = symbol_names(db, target.file);
        let constructed =
            names.get(target.symbol).filter(|it| it.kind == SymbolKind::Constructor).map(|it| it.parent);
        if constructed.is_some_and(|it| names.get(it).is_some_and(|it| it.kind.is_class_like())) {
            continue;
        }
        let found = callers_of(db, target.file, target.symbol, crate::Effort::Full);
        let mut found: Vec<(String, How, u32)> =
            found.known.iter().map(|it| (id(db, it.symbol), it.how, it.calls)).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "callers of {}", id(db, target));
    }
}

fn all_symbols(db: &dyn Db) -> impl Iterator<Item = (Target, &str)> {
    source_files(db).flat_map(move |file| {
        let names = symbol_names(db, file);
        names.iter().map(move |(symbol, _)| (Target { file, symbol }, names.name(symbol)))
    })
}

fn id(db: &dyn Db, symbol: Target) -> String {
    symbol_id(symbol.file.path(db), symbol_names(db, symbol.file).name(symbol.symbol))
}

fn world(fixture: &str) -> RootDatabase {
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    load(&mut db, &memory, &Fixture::parse(fixture), "");
    db
}

/// What can reach the symbols of a file.
#[track_caller]
fn check(path: &str, symbols: &[&str], fixture: &str, expect: Expect) {
    let db = world(fixture);
    callers_agree_with_edges(&db);
    let file = find_file(&db, path).expect("it is there");
    let mut shown = String::new();
    for &name in symbols {
        let symbol = symbols_named(&db, file, name).first().copied().unwrap_or_default();
        let it = blast_radius(&db, file, symbol, crate::Effort::Full);
        let callers: Vec<String> = it.callers.iter().map(|it| id(&db, it.0)).collect();
        let _ = writeln!(shown, "{name}: {:?}, called by [{}]", it.class, callers.join(" "));
        let _ = writeln!(
            shown,
            "  {} symbols, {} cantons, {} owners, {} entry points, {} tests, {} ambiguous, {} protected, \
             risk {:?} to {:?}{}",
            it.symbols,
            it.cantons,
            it.owners,
            it.entry_points,
            it.tests,
            it.ambiguous,
            it.protected,
            it.risk,
            it.highest_risk,
            if it.complete { "" } else { ", at least" },
        );
    }
    expect.assert_eq(&shown);
}

const WORLD: &str = "
//- infra/core.py
def low(): pass
def middle():
    low()
def alone(): pass
class Store:
    def __init__(self): pass
    def save(self):
        low()
    def close(self): pass
//- infra/other.py
class Door:
    def close(self): pass
//- app/deploy.py
from infra.core import middle as step, Store
def deploy():
    step()
def ship():
    deploy()
    again(3)
def again(n):
    ship()
def keep():
    store = Store()
    store.save()
def shut(it):
    it.close()
run = step
run()
//- tests/test_core.py
from infra.core import low
def test_low():
    low()
//- app/canton.yaml
name: deploy
source: deploy.py#deploy
owner: \"@app\"
risk: high
---
name: ship
source: deploy.py#ship
owner: [\"@app\", \"@ship\"]
environments: [production]
//- CODEOWNERS
* @all
//- federation.yaml
environments: [staging, production]
protected: [production]
";

#[test]
fn callers_and_their_callers() {
    check(
        "infra/core.py",
        &["low", "middle", "alone", "Store", "Store.__init__", "Store.save", "Store.close"],
        WORLD,
        expect![[r#"
            low: Critical, called by [infra/core.py#middle infra/core.py#Store.save]
              7 symbols, 2 cantons, 3 owners, 2 entry points, 1 tests, 0 ambiguous, 1 protected, risk Low to Some(High)
            middle: Critical, called by [app/deploy.py app/deploy.py#deploy]
              4 symbols, 2 cantons, 3 owners, 1 entry points, 0 tests, 0 ambiguous, 1 protected, risk Low to Some(High)
            alone: Low, called by []
              0 symbols, 0 cantons, 0 owners, 0 entry points, 0 tests, 0 ambiguous, 0 protected, risk Low to None
            Store: Low, called by [app/deploy.py#keep]
              1 symbols, 0 cantons, 1 owners, 1 entry points, 0 tests, 1 ambiguous, 0 protected, risk Low to Some(Low)
            Store.__init__: Low, called by [app/deploy.py#keep]
              1 symbols, 0 cantons, 1 owners, 1 entry points, 0 tests, 0 ambiguous, 0 protected, risk Low to Some(Low)
            Store.save: Low, called by [app/deploy.py#keep]
              1 symbols, 0 cantons, 1 owners, 1 entry points, 0 tests, 0 ambiguous, 0 protected, risk Low to Some(Low)
            Store.close: Low, called by []
              0 symbols, 0 cantons, 0 owners, 0 entry points, 0 tests, 1 ambiguous, 0 protected, risk Low to None
        "#]],
    );
}

#[test]
fn recursion_ends() {
    check(
        "app/deploy.py",
        &["ship", "again", "deploy"],
        WORLD,
        expect![[r#"
        ship: Critical, called by [app/deploy.py#again]
          1 symbols, 0 cantons, 1 owners, 0 entry points, 0 tests, 0 ambiguous, 1 protected, risk Low to Some(Low)
        again: Critical, called by [app/deploy.py#ship]
          1 symbols, 1 cantons, 2 owners, 0 entry points, 0 tests, 0 ambiguous, 1 protected, risk Low to Some(Low)
        deploy: Critical, called by [app/deploy.py#ship]
          2 symbols, 1 cantons, 3 owners, 0 entry points, 0 tests, 0 ambiguous, 1 protected, risk High to Some(Low)
    "#]],
    );
}

#[test]
fn a_file_is_reached_through_all_that_is_in_it() {
    check(
        "infra/core.py",
        &[""],
        WORLD,
        expect![[r#"
        : Critical, called by [app/deploy.py app/deploy.py#deploy app/deploy.py#keep]
          5 symbols, 2 cantons, 3 owners, 2 entry points, 1 tests, 1 ambiguous, 1 protected, risk Low to Some(High)
    "#]],
    );
}

#[test]
fn inner_functions_are_parts_of_the_outer_one() {
    check(
        "a.py",
        &["outer", "outer.inner", "used"],
        "
//- a.py
def used(): pass
def outer():
    def inner():
        used()
    inner()
def calls():
    outer()
",
        expect![[r#"
            outer: Low, called by [a.py#calls]
              1 symbols, 0 cantons, 0 owners, 1 entry points, 0 tests, 0 ambiguous, 0 protected, risk Low to Some(Low)
            outer.inner: Low, called by [a.py#outer]
              2 symbols, 0 cantons, 0 owners, 1 entry points, 0 tests, 0 ambiguous, 0 protected, risk Low to Some(Low)
            used: Low, called by [a.py#outer]
              2 symbols, 0 cantons, 0 owners, 1 entry points, 0 tests, 0 ambiguous, 0 protected, risk Low to Some(Low)
        "#]],
    );
}

#[test]
fn a_name_that_many_have_is_ambiguous_and_never_lost() {
    let mut fixture = String::from("//- z.py\ndef go(it):\n    it.same()\n");
    for at in 0..12 {
        let _ = write!(fixture, "//- m{at}.py\nclass C{at}:\n    def same(self): pass\n");
    }
    check(
        "m0.py",
        &["C0.same"],
        &fixture,
        expect![[r#"
        C0.same: Low, called by []
          0 symbols, 0 cantons, 0 owners, 0 entry points, 0 tests, 1 ambiguous, 0 protected, risk Low to None
    "#]],
    );
    check(
        "m9.py",
        &["C9.same"],
        &fixture,
        expect![[r#"
        C9.same: Low, called by []
          0 symbols, 0 cantons, 0 owners, 0 entry points, 0 tests, 1 ambiguous, 0 protected, risk Low to None
    "#]],
    );
}

#[test]
fn many_owners_make_it_high() {
    let mut fixture = String::from("//- a.py\ndef f(): pass\n//- CODEOWNERS\n");
    for at in 0..3 {
        let _ = writeln!(fixture, "/m{at}.py @team{at}");
    }
    for at in 0..3 {
        let _ = write!(fixture, "//- m{at}.py\nfrom a import f\ndef g{at}():\n    f()\n");
    }
    check(
        "a.py",
        &["f"],
        &fixture,
        expect![[r#"
        f: High, called by [m0.py#g0 m1.py#g1 m2.py#g2]
          3 symbols, 0 cantons, 3 owners, 3 entry points, 0 tests, 0 ambiguous, 0 protected, risk Low to Some(Low)
    "#]],
    );
}

#[test]
fn there_is_an_end_to_counting() {
    let mut fixture = String::from("//- a.py\ndef f0(): pass\n");
    for at in 1..2100 {
        let _ = write!(fixture, "def f{at}():\n    f{}()\n", at - 1);
    }
    let db = world(&fixture);
    let file = find_file(&db, "a.py").expect("it is there");
    let of = |name: &str| blast_radius(&db, file, symbols_named(&db, file, name)[0], crate::Effort::Full);
    assert!(!of("f0").complete);
    assert!(of("f0").symbols >= 2000);
    assert!(of("f200").complete);
    assert_eq!((of("f200").symbols, of("f200").entry_points), (1899, 1));
}

#[test]
fn other_names_in_other_languages() {
    for fixture in [
        "
//- lib/make.ts
export function make() {}
//- lib/index.ts
export { make as create } from './make';
//- app.ts
import { create as build } from './lib';
export function go() { build(); }
",
        "
//- src/a.rs
pub fn make() {}
pub use self::make as create;
//- src/main.rs
mod a;
use a::make as build;
fn go() { build(); }
",
        "
//- base.py
class Base:
    def __init__(self): pass
//- app.py
from base import Base as B
class Sub(B):
    run = print
    def __init__(self):
        super().__init__()
def go():
    alias = Sub
    other = alias
    other()
",
    ] {
        callers_agree_with_edges(&world(fixture));
    }
}

#[test]
fn a_glance_counts_less_and_says_so() {
    let mut fixture = String::from("//- a.py\ndef f(): pass\n");
    for at in 0..40 {
        let _ = write!(fixture, "def g{at}():\n    f()\n");
    }
    let db = world(&fixture);
    let file = find_file(&db, "a.py").expect("it is there");
    let f = symbols_named(&db, file, "f")[0];
    let seen = [crate::Effort::Glance, crate::Effort::Full].map(|effort| {
        let blast = blast_radius(&db, file, f, effort);
        (blast.symbols, blast.complete)
    });
    assert_eq!(seen, [(32, false), (40, true)]);
}

#[test]
fn who_assigns_a_function_does_not_call_it() {
    let db = world(
        "//- a.py\ndef run(): pass\n\ndef swap():\n    global run\n    run = None\n\n\
         def put():\n    import a\n    a.run = None\n\ndef go():\n    run()\n",
    );
    let file = find_file(&db, "a.py").expect("it is there");
    let run = symbols_named(&db, file, "run")[0];
    // What `go` calls may be something else by now, which a glance does not look into.
    for (effort, expected) in [(crate::Effort::Glance, &[][..]), (crate::Effort::Full, &["go"])] {
        let callers = callers_of(&db, file, run, effort);
        let known = callers.known.iter().map(|it| it.symbol);
        let all = known.chain(callers.ambiguous.iter().copied());
        let names: Vec<_> = all.map(|it| symbol_names(&db, file).name(it.symbol)).collect();
        assert_eq!(names, expected, "{effort:?}");
    }
}
