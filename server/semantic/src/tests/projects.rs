//! Where the names of modules lead, by the rules of languages and by the projects' own files.

use expect_test::expect;

use super::resolution::check;

#[test]
fn paths_of_the_configuration() {
    check(
        r##"
//- app/web/main.ts
import { near } from '#lib/near';
import { deep } from '#lib/deep/one';
import { based } from 'shared/based';
import { missing } from '#lib/missing';
import { other } from '@else/other';
near(); deep(); based(); missing(); other();
//- app/tsconfig.json
{
  // a comment, "and a string in it"
  "extends": "../tsconfig.base.json", /* another */
  "compilerOptions": { "strict": true, },
}
//- tsconfig.base.json
{
	"compilerOptions": {
		"baseUrl": "./packages",
		"paths": {
			"#lib/*": ["lib/*", "lib2/*"],
			"#lib/deep/*": ["lib/hidden/*"],
			"@else/other": ["lib/http://no"],
		},
	},
}
//- packages/lib2/near.ts
export function near() {}
//- packages/lib/hidden/one.ts
export function deep() {}
//- packages/shared/based.ts
export function based() {}
"##,
        expect![[r#"
            near: import packages/lib2/near.ts#near
            deep: import packages/lib/hidden/one.ts#deep
            based: import packages/shared/based.ts#based
            missing: external 
            other: external 
        "#]],
    );
}

#[test]
fn packages_of_the_federation() {
    check(
        r##"
//- apps/web/main.ts
import { whole } from '@acme/whole';
import { part } from '@acme/whole/part';
import { star } from '@acme/whole/features/star';
import { plain } from 'plain';
import { inner } from 'plain/inner';
import { gone } from 'gone';
whole(); part(); star(); plain(); inner(); gone();
//- packages/w/package.json
{
  "name": "@acme/whole",
  "exports": {
    ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" },
    "./part": "./source/part.ts",
    "./features/*": { "import": "./source/features/*.js" }
  }
}
//- packages/w/src/index.ts
export * from './whole';
//- packages/w/src/whole.ts
export function whole() {}
//- packages/w/source/part.ts
export const part = () => {};
//- packages/w/source/features/star.ts
export function star() {}
//- packages/p/package.json
{ "name": "plain", "main": "lib/main.js" }
//- packages/p/lib/main.ts
export function plain() {}
//- packages/p/src/inner.ts
export function inner() {}
//- packages/g/package.json
{ "name": "gone", "main": 
"##,
        expect![[r#"
            whole: import packages/w/src/whole.ts#whole
            part: import packages/w/source/part.ts#part
            star: import packages/w/source/features/star.ts#star
            plain: import packages/p/lib/main.ts#plain
            inner: import packages/p/src/inner.ts#inner
            gone: external 
        "#]],
    );
}

#[test]
fn broken_project_files_are_passed_over() {
    check(
        "
//- main.ts
import { a } from './a';
import { b } from 'b';
a(); b();
//- tsconfig.json
{ \"extends\": [\"./tsconfig.json\", 7], \"compilerOptions\": { \"paths\": [1, {\"b\": 2}], \"baseUrl\": {} }, // \"
//- package.json
[[[
//- a.ts
export function a() {}
",
        expect![[r#"
            a: import a.ts#a
            b: external 
        "#]],
    );
}

#[test]
fn go_packages_are_folders() {
    check(
        "
//- cmd/main.go
package main
import (
    \"example.com/shop/internal/store\"
    alias \"example.com/shop/pay\"
    \"fmt\"
)
func main() { store.Save(); alias.Charge(); helper(); fmt.Println() }
//- cmd/other.go
package main
func helper() {}
//- go.mod
module example.com/shop
//- internal/store/a.go
package store
func Save() { load() }
//- internal/store/b.go
package store
func load() {}
//- pay/pay.go
package pay
func Charge() {}
",
        expect![[r#"
            store.Save: import internal/store/a.go#Save
            alias.Charge: import pay/pay.go#Charge
            helper: local cmd/other.go#helper
            fmt.Println: external 
        "#]],
    );
}

#[test]
fn java_packages_and_static_imports() {
    check(
        "
//- src/main/java/shop/app/Main.java
package shop.app;
import shop.store.Store;
import static shop.store.Tools.clean;
import shop.pay.*;
class Main {
    void run() { new Store().save(); clean(); Card.charge(); help(); Beside.aid(); }
    void help() {}
}
//- src/main/java/shop/app/Beside.java
package shop.app;
class Beside { static void aid() {} }
//- src/main/java/shop/store/Store.java
package shop.store;
public class Store { public void save() {} }
//- src/main/java/shop/store/Tools.java
package shop.store;
public class Tools { public static void clean() {} }
//- src/main/java/shop/pay/Card.java
package shop.pay;
public class Card { public static void charge() {} }
",
        expect![[r#"
            : dynamic 
            Store: import src/main/java/shop/store/Store.java#Store
            clean: import src/main/java/shop/store/Tools.java#Tools.clean
            Card.charge: import src/main/java/shop/pay/Card.java#Card.charge
            help: local src/main/java/shop/app/Main.java#Main.help
            Beside.aid: local src/main/java/shop/app/Beside.java#Beside.aid
        "#]],
    );
}

#[test]
fn rust_modules() {
    check(
        "
//- src/app/run.rs
use crate::store::{self, save};
use crate::shop::Cart;
use super::near;
use self::inner::deep;
mod inner;
fn run() { save(); store::load(); Cart::new(); near(); deep(); crate::store::save(); super::near(); inner::deep(); }
//- src/lib.rs
mod app;
mod store;
pub mod shop;
//- src/app/mod.rs
mod run;
pub fn near() {}
//- src/app/run/inner.rs
pub fn deep() {}
//- src/store.rs
pub fn save() {}
pub fn load() {}
//- src/shop/mod.rs
mod cart;
pub use cart::Cart;
//- src/shop/cart.rs
pub struct Cart;
impl Cart { pub fn new() {} }
",
        expect![[r#"
            save: import src/store.rs#save
            store.load: import src/store.rs#load
            Cart.new: import src/shop/cart.rs#Cart.new
            near: import src/app/mod.rs#near
            deep: import src/app/run/inner.rs#deep
            crate.store.save: import src/store.rs#save
            super.near: import src/app/mod.rs#near
            inner.deep: import src/app/run/inner.rs#deep
        "#]],
    );
}
