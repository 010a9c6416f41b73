//! What a canton exposes, and the calls that go elsewhere in it.

use expect_test::{Expect, expect};

use super::compositions::shown;

/// The findings in a workspace whose canton `ledger` exposes these.
#[track_caller]
fn check(exposes: &str, code: &str, expected: Expect) {
    let manifest = format!("name: ledger\nsource: [book.py, more.py, book.ts]\nexposes: {exposes}\n");
    let manifest = format!("{manifest}---\nname: teller\nsource: teller.py\n");
    expected.assert_eq(&shown(&format!("{code}\n//- ledger/canton.yaml\n{manifest}")));
}

const PYTHON: &str = "\
//- app.py
from ledger.book import post, audit, Account, Special
from ledger.more import sum_up
def go(it, f):
    post()
    audit()
    Account()
    Account().total()
    Special()
    sum_up()
    it.only_here()
    it.save()
    f()
//- test_app.py
from ledger.book import audit
def test_audit():
    audit()
//- ledger/teller.py
from ledger.book import audit
def tell(): audit()
//- ledger/book.py
def post(): audit()
def audit(): pass
class Account:
    def __init__(self): audit()
    def total(self): return self.only_here()
    def only_here(self): pass
    def save(self): pass
class Special(Account):
    def save(self): pass
//- ledger/more.py
from ledger.book import audit
def sum_up(): audit()
";

#[test]
fn what_is_left_out() {
    check(
        "[post, Account]",
        PYTHON,
        expect![[r#"
        go: audit: ledger: audit is not in ["post", "Account"]
        go: Special: ledger: Special is not in ["post", "Account"]
        go: sum_up: ledger: sum_up is not in ["post", "Account"]
        tell: audit: ledger: audit is not in ["post", "Account"]
    "#]],
    );
}

#[test]
fn nothing() {
    check(
        "[]",
        PYTHON,
        expect![[r#"
        go: post: ledger: post is not in []
        go: audit: ledger: audit is not in []
        go: Account: ledger: Account is not in []
        go: Account().total: ledger: Account.total is not in []
        go: Account: ledger: Account is not in []
        go: Special: ledger: Special is not in []
        go: sum_up: ledger: sum_up is not in []
        go: it.only_here: ledger: Account.only_here is not in [] by name
        tell: audit: ledger: audit is not in []
    "#]],
    );
}

#[test]
fn globs_and_files() {
    check("[\"*\"]", PYTHON, expect![[""]]);
    check(
        "[\"Acc*.t*\", \"*it\", Special]",
        PYTHON,
        expect![[r#"
        go: post: ledger: post is not in ["Acc*.t*", "*it", "Special"]
        go: Account: ledger: Account is not in ["Acc*.t*", "*it", "Special"]
        go: Account: ledger: Account is not in ["Acc*.t*", "*it", "Special"]
        go: sum_up: ledger: sum_up is not in ["Acc*.t*", "*it", "Special"]
        go: it.only_here: ledger: Account.only_here is not in ["Acc*.t*", "*it", "Special"] by name
    "#]],
    );
    check(
        "[\"book.py#*\"]",
        PYTHON,
        expect![[r#"
        go: sum_up: ledger: sum_up is not in ["book.py#*"]
    "#]],
    );
    check(
        "[\"*.py#sum_up\", \"book.py#post\", \"other.py#audit\"]",
        PYTHON,
        expect![[r#"
        go: audit: ledger: audit is not in ["*.py#sum_up", "book.py#post", "other.py#audit"]
        go: Account: ledger: Account is not in ["*.py#sum_up", "book.py#post", "other.py#audit"]
        go: Account().total: ledger: Account.total is not in ["*.py#sum_up", "book.py#post", "other.py#audit"]
        go: Account: ledger: Account is not in ["*.py#sum_up", "book.py#post", "other.py#audit"]
        go: Special: ledger: Special is not in ["*.py#sum_up", "book.py#post", "other.py#audit"]
        go: it.only_here: ledger: Account.only_here is not in ["*.py#sum_up", "book.py#post", "other.py#audit"] by name
        tell: audit: ledger: audit is not in ["*.py#sum_up", "book.py#post", "other.py#audit"]
    "#]],
    );
}

const TYPESCRIPT: &str = "\
//- app.ts
import { post, audit, Account } from './ledger/book';
import * as book from './ledger/book';
export function go(it: Account, any: unknown) {
    post();
    audit();
    new Account().total();
    it.hidden();
    book.audit();
    (any as any)[post.name]();
}
//- ledger/book.ts
export function post() { audit(); }
export function audit() {}
export class Account {
    total() { return this.hidden(); }
    hidden() {}
}
";

#[test]
fn members_of_a_class() {
    check(
        "[post, Account.total, Account]",
        TYPESCRIPT,
        expect![[r#"
        go: audit: ledger: audit is not in ["post", "Account.total", "Account"]
        go: book.audit: ledger: audit is not in ["post", "Account.total", "Account"]
    "#]],
    );
    check(
        "[post, Account.total]",
        TYPESCRIPT,
        expect![[r#"
        go: audit: ledger: audit is not in ["post", "Account.total"]
        go: Account: ledger: Account is not in ["post", "Account.total"]
        go: it.hidden: ledger: Account.hidden is not in ["post", "Account.total"]
        go: book.audit: ledger: audit is not in ["post", "Account.total"]
    "#]],
    );
}
