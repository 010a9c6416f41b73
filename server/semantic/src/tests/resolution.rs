//! What calls lead to.

use expect_test::{Expect, expect};
use std::fmt::Write as _;
use std::sync::Arc;
use test_fixture::Fixture;

use super::{Memory, load};
use crate::{RootDatabase, body, edges, source_files, symbol_id, symbol_key, symbol_names};

/// Every call of the first file: its text, how it was resolved, and the definitions.
#[track_caller]
pub(super) fn check(fixture: &str, expect: Expect) {
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    let fixture = Fixture::parse(fixture);
    load(&mut db, &memory, &fixture, "");
    let mut shown = String::new();
    let file = source_files(&db).find(|it| it.path(&db) == fixture.files[0].path).expect("it is there");
    for (symbol, _) in symbol_names(&db, file).iter() {
        let body = body(&db, symbol_key(&db, file, symbol));
        for (call, (edge, targets)) in body.calls.iter().zip(edges(&db, symbol_key(&db, file, symbol)).iter())
        {
            let ids = targets
                .iter()
                .map(|it| symbol_id(it.file.path(&db), symbol_names(&db, it.file).name(it.symbol)));
            let ids: Vec<String> = ids.collect();
            let callee = body.text(call.callee);
            let count = if usize::from(edge.candidates) > ids.len() {
                format!(" ({})", edge.candidates)
            } else {
                String::new()
            };
            let _ = writeln!(shown, "{callee}: {} {}{count}", edge.how.as_str(), ids.join(" "));
        }
    }
    super::blast::callers_agree_with_edges(&db);
    expect.assert_eq(&shown);
}

const PYTHON: &str = "
//- infra/__init__.py
from .provision import provision as provision
from infra.delete import *
from . import snapshot
__all__ = []
//- infra/provision.py
def provision(): pass
def _hidden(): pass
//- infra/delete.py
def delete(): pass
class Base:
    def close(self): pass
//- infra/snapshot.py
from .base import Store as S
def take(): pass
store = S()
//- infra/base.py
class Store:
    def __init__(self): pass
    def save(self): pass
    def load(self): pass
";

#[test]
fn python_imports() {
    let code = "\
//- app/deploy.py
import infra, os
import infra.provision
import infra.provision as p
from infra import provision, delete, snapshot
from infra import provision as make
from .helper import help_out
from . import helper
from ..infra import take
from requests import get
from shop.other import only_here
from threading import lonely
def f():
    infra.provision()
    infra.provision.provision()
    p.provision()
    provision()
    delete()
    snapshot.take()
    snapshot.store.save()
    make()
    help_out()
    helper.help_out()
    helper.missing()
    os.remove('x')
    get('x')
    only_here()
    lonely()
    print()
    undefined_name()
//- app/helper.py
def help_out(): pass
//- app/other.py
def only_here(): pass
def lonely(): pass
";
    check(
        &(code.to_owned() + PYTHON),
        expect![[r#"
            infra.provision: dynamic 
            infra.provision.provision: import infra/provision.py#provision
            p.provision: import infra/provision.py#provision
            provision: import infra/provision.py#provision
            delete: import infra/delete.py#delete
            snapshot.take: import infra/snapshot.py#take
            snapshot.store.save: import infra/base.py#Store.save
            make: import infra/provision.py#provision
            help_out: import app/helper.py#help_out
            helper.help_out: import app/helper.py#help_out
            helper.missing: external 
            os.remove: external 
            get: external 
            only_here: unique-name app/other.py#only_here
            lonely: external 
            print: external 
            undefined_name: external 
        "#]],
    );
}

#[test]
fn python_objects() {
    let code = "\
//- app/deploy.py
from infra.base import Store
from infra.delete import Base
from infra import provision
alias = provision
shared = Store()
def outer(given, store: Store, maybe: 'Store | None' = None, base: Base = None):
    def inner(): pass
    inner()
    given()
    given.save()
    given.common()
    given.nothing_of_that_name()
    store.save()
    maybe.load()
    base.close()
    local = Store()
    local.load()
    twice = Store()
    twice = given
    twice.save()
    shared.save()
    alias()
    Store().save()
    handlers['x']()
    getattr(store, 'save')()
class Own(Base):
    field: Store
    def __init__(self):
        self.store = Store()
        super().__init__()
    def run(self):
        self.close()
        self.stop()
        self.store.save()
        self.field.load()
        self.unknown.thing()
        Own()
        Own.stop(self)
        cls.stop()
    def stop(self): pass
//- app/common.py
class A:
    def common(self): pass
class B:
    def common(self): pass
";
    check(
        &(code.to_owned() + PYTHON),
        expect![[r#"
            Store: import infra/base.py#Store
            inner: local app/deploy.py#outer.inner
            given: dynamic 
            given.save: unique-name infra/base.py#Store.save
            given.common: ambiguous app/common.py#A.common app/common.py#B.common
            given.nothing_of_that_name: external 
            store.save: import infra/base.py#Store.save
            maybe.load: import infra/base.py#Store.load
            base.close: import infra/delete.py#Base.close
            Store: import infra/base.py#Store
            local.load: import infra/base.py#Store.load
            Store: import infra/base.py#Store
            twice.save: unique-name infra/base.py#Store.save
            shared.save: import infra/base.py#Store.save
            alias: import infra/provision.py#provision
            Store().save: import infra/base.py#Store.save
            Store: import infra/base.py#Store
            handlers[x]: dynamic 
            getattr(): dynamic 
            getattr: external 
            Store: import infra/base.py#Store
            super().__init__: dynamic 
            super: external 
            self.close: import infra/delete.py#Base.close
            self.stop: local app/deploy.py#Own.stop
            self.store.save: import infra/base.py#Store.save
            self.field.load: import infra/base.py#Store.load
            self.unknown.thing: external 
            Own: local app/deploy.py#Own
            Own.stop: local app/deploy.py#Own.stop
            cls.stop: local app/deploy.py#Own.stop
        "#]],
    );
}

#[test]
fn typescript_imports() {
    check(
        "\
//- app/deploy.ts
import { provision, take as snap } from '../infra';
import * as infra from '../infra';
import remove from '../infra/delete.js';
import { Store } from '@/infra/store';
import fs, { readFile } from 'fs';
import { request } from '@acme/client';
export function f(store: Store, given: any) {
  provision(); snap(); infra.provision(); infra.take(); remove(); new Store(); store.save(); given.save();
  fs.rm('x'); readFile('x'); request(); console.log('x'); given.onlyOne(); handler(given)();
}
const handler = (it: any) => () => it;
class Service extends Store {
  constructor(private readonly store: Store) { super(); this.made = new Store(); }
  run() { this.save(); super.save(); this.store.save(); this.made.save(); this.other(); other(); }
  other() {}
}
function other() {}
const api = { go: () => other(), deep: { er() {} } };
export function g() { api.go(); api.deep.er(); }
//- infra/index.ts
export { provision } from './provision';
export * from './snapshot';
//- infra/provision.ts
export async function provision() {}
//- infra/snapshot.ts
export const take = async () => {};
//- infra/delete.ts
export default function remove() {}
//- infra/store.ts
export class Store { save() {} }
//- infra/one.ts
class One { onlyOne() {} }
",
        expect![[r#"
            provision: import infra/provision.ts#provision
            snap: import infra/snapshot.ts#take
            infra.provision: import infra/provision.ts#provision
            infra.take: import infra/snapshot.ts#take
            remove: import infra/delete.ts#remove
            Store: import infra/store.ts#Store
            store.save: import infra/store.ts#Store.save
            given.save: unique-name infra/store.ts#Store.save
            fs.rm: external 
            readFile: external 
            request: external 
            console.log: external 
            given.onlyOne: unique-name infra/one.ts#One.onlyOne
            handler(): dynamic 
            handler: local app/deploy.ts#handler
            super: import infra/store.ts#Store
            Store: import infra/store.ts#Store
            this.save: import infra/store.ts#Store.save
            super.save: import infra/store.ts#Store.save
            this.store.save: unique-name infra/store.ts#Store.save
            this.made.save: import infra/store.ts#Store.save
            this.other: local app/deploy.ts#Service.other
            other: local app/deploy.ts#other
            other: local app/deploy.ts#other
            api.go: local app/deploy.ts#api.go
            api.deep.er: local app/deploy.ts#api.deep.er
        "#]],
    );
}

#[test]
fn ten_candidates_are_counted_and_eight_kept() {
    let classes: String = (0..10).map(|it| format!("class C{it}:\n    def run(self): pass\n")).collect();
    check(
        &format!("//- a.py\ndef f(x):\n    x.run()\n//- b.py\n{classes}"),
        expect![[r#"
        x.run: ambiguous b.py#C0.run b.py#C1.run b.py#C2.run b.py#C3.run b.py#C4.run b.py#C5.run b.py#C6.run b.py#C7.run (10)
    "#]],
    );
}

#[test]
fn circles_end() {
    check(
        "\
//- a.py
from b import f
from b import *
class A(B): pass
class B(A):
    def m(self):
        self.n()
x = y
y = x
f()
x.g()
y()
//- b.py
from a import f
from a import *
",
        expect![[r#"
            f: dynamic 
            x.g: external 
            y: dynamic 
            self.n: external 
        "#]],
    );
}

/// Where each of many modules imports everything of all, a search from one to the next would never end.
#[test]
fn imports_of_everything_in_circles_end() {
    let modules = 16;
    let stars: String = (0..modules).map(|it| format!("from m{it} import *\n")).collect();
    let last = modules - 1;
    let mut fixture = format!("//- app.py\n{stars}there()\nnowhere()\n");
    for it in 0..modules {
        let defined = if it == last { "def there(): pass\n" } else { "" };
        fixture.push_str(&format!("//- m{it}.py\n{stars}{defined}"));
    }
    check(
        &fixture,
        expect![[r#"
        there: import m15.py#there
        nowhere: external 
    "#]],
    );
}

#[test]
fn names_that_stand_for_each_other_lead_nowhere() {
    check(
        "
//- ring.py
from other import a
class Ring(Other):
    def __init__(self):
        self.x = self.y
        self.y = self.x
    def turn(self):
        self.x.go()
        self.missing.go()
        a.go()
class Other(Ring): pass
//- other.py
from ring import a
",
        expect![[r#"
            self.x.go: external 
            self.missing.go: external 
            a.go: external 
        "#]],
    );
}

#[test]
fn what_stands_beside_comes_before_what_is_imported_with_everything() {
    check(
        "
//- app/Run.java
package app;
import lib.*;
class Run {
    void run() { Shop.open(); Store.open(); }
}
//- app/Shop.java
package app;
class Shop { static void open() {} }
//- lib/Shop.java
package lib;
public class Shop { public static void open() {} }
//- lib/Store.java
package lib;
public class Store { public static void open() {} }
",
        expect![[r#"
            Shop.open: local app/Shop.java#Shop.open
            Store.open: import lib/Store.java#Store.open
        "#]],
    );
}
