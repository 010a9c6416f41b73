//! Who claims what.

use expect_test::{Expect, expect};
use std::fmt::Write as _;
use std::sync::Arc;
use test_fixture::Fixture;

use super::{Memory, load};
use crate::{RootDatabase, Workspace, claimants, conflicts, facts, source_files, symbol_id, symbol_names};

/// Every unit with the canton that claims it, and every conflict.
#[track_caller]
fn check(fixture: &str, expect: Expect) {
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    load(&mut db, &memory, &Fixture::parse(fixture), "");
    let name = |canton: crate::CantonId| {
        facts(&db, canton.file)[canton.index as usize]
            .name
            .clone()
            .unwrap_or_else(|| String::from("(no name)"))
    };
    let mut shown = String::new();
    for file in source_files(&db) {
        let names = symbol_names(&db, file);
        for (index, symbol) in names.iter().filter(|(index, symbol)| symbol.unit == *index) {
            let claimant = claimants(&db, file).get(index as usize).copied().flatten();
            let canton = claimant.map_or_else(|| String::from("-"), |(canton, _)| name(canton));
            let id = symbol_id(file.path(&db), names.name(index));
            let _ = writeln!(shown, "{id} ({}): {canton}", symbol.kind.as_str());
        }
    }
    for conflict in conflicts(&db, Workspace::get(&db)) {
        let id = symbol_id(conflict.file.path(&db), &conflict.name);
        let _ = writeln!(shown, "conflict: {id}: {}, {}", name(conflict.cantons.0), name(conflict.cantons.1));
    }
    expect.assert_eq(&shown);
}

#[test]
fn the_closest_claim_wins() {
    check(
        "\
//- pay/canton.yaml
name: payments
source: '**'
---
name: long-glob
source: '*.py'
---
name: ledger
source: ledger.py
---
name: book
source: ledger.py#Book
---
name: close
source: ledger.py#Book.close
//- pay/ledger.py
class Book:
    def open(self): pass
    def close(self): pass
def loose(): pass
//- pay/other.py
def other(): pass
//- pay/deep/x.go
package x
func X() {}
//- free.py
def free(): pass
",
        expect![[r#"
            free.py (module): -
            free.py#free (function): -
            pay/ledger.py (module): ledger
            pay/ledger.py#Book (class): book
            pay/ledger.py#Book.open (method): book
            pay/ledger.py#Book.close (method): close
            pay/ledger.py#loose (function): ledger
            pay/other.py (module): long-glob
            pay/other.py#other (function): long-glob
            pay/deep/x.go (module): payments
            pay/deep/x.go#X (function): payments
        "#]],
    );
}

#[test]
fn with_no_source_the_name_finds_its_symbol_below_the_folder() {
    check(
        "\
//- a/canton.yaml
name: environment-provision
//- a/deep/provision.ts
export function provisionEnvironment() {}
//- environment_provision.py
def outside(): pass
",
        expect![[r#"
            environment_provision.py (module): -
            environment_provision.py#outside (function): -
            a/deep/provision.ts (module): -
            a/deep/provision.ts#provisionEnvironment (function): environment-provision
        "#]],
    );
}

#[test]
fn the_same_order_comes_before_any_order_and_a_symbol_before_a_file() {
    check(
        "\
//- canton.yaml
name: environment-provision
//- environment_provision.py
def provision_environment(): pass
//- other.py
def environment_provision(): pass
",
        expect![[r#"
            environment_provision.py (module): -
            environment_provision.py#provision_environment (function): -
            other.py (module): -
            other.py#environment_provision (function): environment-provision
        "#]],
    );
}

#[test]
fn a_class_comes_before_its_constructor_of_the_same_name() {
    check(
        "\
//- canton.yaml
name: settlement-batch
//- SettlementBatch.java
class SettlementBatch { SettlementBatch() {} void settle() {} }
",
        expect![[r#"
            SettlementBatch.java (module): -
            SettlementBatch.java#SettlementBatch (class): settlement-batch
            SettlementBatch.java#SettlementBatch.SettlementBatch (constructor): settlement-batch
            SettlementBatch.java#SettlementBatch.settle (method): settlement-batch
        "#]],
    );
}

#[test]
fn a_name_that_stands_twice_is_claimed_each_time() {
    check(
        "\
//- canton.yaml
name: f
source: a.py#f
---
name: second
source: a.py#g~2
//- a.py
def f(): pass
def f(): pass
def g(): pass
def g(): pass
",
        expect![[r#"
            a.py (module): -
            a.py#f (function): f
            a.py#f~2 (function): f
            a.py#g (function): -
            a.py#g~2 (function): second
        "#]],
    );
}

#[test]
fn claims_leave_their_folder_but_not_the_root() {
    check(
        "\
//- a/canton.yaml
name: neighbour
source: ../b/x.py#f
---
name: outside
source: ../../x.py
//- b/x.py
def f(): pass
",
        expect![[r#"
            b/x.py (module): -
            b/x.py#f (function): neighbour
        "#]],
    );
}

#[test]
fn two_equal_claims_are_a_conflict() {
    check(
        "\
//- a.canton.yaml
name: one
source: x.py#f
//- b.canton.yaml
name: two
source: [x.py#f, x.py#g]
//- x.py
def f(): pass
def g(): pass
",
        expect![[r#"
            x.py (module): -
            x.py#f (function): one
            x.py#g (function): two
            conflict: x.py#f: one, two
        "#]],
    );
}
