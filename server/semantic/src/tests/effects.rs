//! What code does beside its result: found by the tables of its language, declared by cantons, or not known.

use expect_test::{Expect, expect};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use test_fixture::Fixture;

use super::{Memory, load};
use crate::{
    Db, Hop, RootDatabase, Standing, body, contract, effects_verdict, found_effects, outside_name,
    source_files, standings, symbol_names, unresolved_calls,
};

fn loaded(fixture: &str) -> RootDatabase {
    let memory = Arc::new(Memory::default());
    let mut db = RootDatabase::new(Arc::clone(&memory) as Arc<_>);
    load(&mut db, &memory, &Fixture::parse(fixture), "");
    db
}

/// The verdict on the effects of every unit whose canton declares them, what was found, and what is not known.
#[track_caller]
fn check(fixture: &str, expect: Expect) {
    let db = loaded(fixture);
    let mut text = String::new();
    for file in source_files(&db) {
        for (symbol, it) in symbol_names(&db, file).iter() {
            let Some(verdict) = effects_verdict(&db, file, symbol).filter(|_| it.unit == symbol) else {
                continue;
            };
            let _ = write!(text, "{}: {}", symbol_names(&db, file).name(symbol), verdict.as_str());
            for found in found_effects(&db, file, symbol) {
                let by_name = if found.sure { "" } else { ", by name" };
                let canton =
                    found.canton.and_then(|it| contract(&db, it)).map(|it| format!(" of {}", it.name));
                let _ = write!(
                    text,
                    ", {} ({}{by_name}){}",
                    found.effect,
                    way(&db, &found.via),
                    canton.unwrap_or_default()
                );
            }
            match unresolved_calls(&db, file, symbol) {
                0 => text.push('\n'),
                count => {
                    let _ = writeln!(text, ", {count} unresolved");
                }
            }
        }
    }
    expect.assert_eq(&text);
}

fn way(db: &dyn Db, hops: &[Hop]) -> String {
    let called = |hop: &Hop| {
        let body = body(db, crate::symbol_key(db, hop.file, hop.symbol));
        let callee = body.text(body.calls[hop.call as usize].callee).to_owned();
        outside_name(db, *hop).unwrap_or(callee)
    };
    hops.iter().map(called).collect::<Vec<_>>().join(" > ")
}

/// A canton without effects for a symbol at `source`.
fn pure(source: &str) -> String {
    format!("//- canton.yaml\nname: price\nsource: {source}\neffects: []\n")
}

/// A function `price` of Python without effects, with these imports and this body.
#[track_caller]
fn check_python(imports: &str, lines: &str, expect: Expect) {
    let body: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    check(&format!("//- a.py\n{imports}\ndef price(item, given):\n{body}{}", pure("a.py#price")), expect);
}

#[test]
fn a_canton_without_effects_reads_the_clock() {
    check_python(
        "import time",
        "return item * time.time()",
        expect![[r#"
        price: violated, time (time.time)
    "#]],
    );
    check(
        &format!(
            "//- a.ts\nexport const price = (item: number) => item * Date.now();\n{}",
            pure("a.ts#price")
        ),
        expect![[r#"
            price: violated, time (Date.now)
        "#]],
    );
    check(
        &format!(
            "//- a.go\npackage a\nimport \"time\"\nfunc price() int64 {{ return time.Now().Unix() }}\n{}",
            pure("a.go#price")
        ),
        expect![[r#"
            price: violated, time (time.Now), 1 unresolved
        "#]],
    );
    check(
        &format!(
            "//- a.rs\nuse std::time::SystemTime;\nfn price() -> SystemTime {{ SystemTime::now() }}\n{}",
            pure("a.rs#price")
        ),
        expect![[r#"
            price: violated, time (std.time.SystemTime.now)
        "#]],
    );
    check(
        &format!(
            "//- A.java\nclass A {{ long price() {{ return System.currentTimeMillis(); }} }}\n{}",
            pure("A.java#A.price")
        ),
        expect![[r#"
            A.price: violated, time (System.currentTimeMillis)
        "#]],
    );
}

#[test]
fn it_is_a_finding_of_the_call() {
    let fixture = format!(
        "//- a.py\nfrom datetime import datetime as dt\ndef clock():\n    return dt.now()\ndef price():\n    return clock()\n{}",
        pure("a.py#price")
    );
    expect![[r#"
        price: clock > dt.now: price: Named("time") is undeclared
    "#]]
    .assert_eq(&super::compositions::shown(&fixture));
    // In one canton, it is told where it is done, and not again by each caller.
    expect![[r#"
        clock: dt.now: price: Named("time") is undeclared
    "#]]
    .assert_eq(&super::compositions::shown(&fixture.replace("a.py#price", "a.py")));
}

#[test]
fn pure_code_is_known_to_be_pure() {
    check_python(
        "import math\nimport re\nimport json\nfrom dataclasses import dataclass\nPATTERN = re.compile('a')",
        "if PATTERN.match('x'):\n    return json.dumps(math.sqrt(len([1])))\nreturn max(sorted([2]), key=abs)",
        expect![[r#"
            price: holds
        "#]],
    );
    check(
        &format!(
            "//- a.ts\nimport path from 'node:path';\nexport function price(name: string, xs: number[]) {{\n\
             return Math.max(...xs) + JSON.stringify(path.join(name.trim(), 'a')); }}\n{}",
            pure("a.ts#price")
        ),
        expect![[r#"
            price: holds
        "#]],
    );
    check(
        &format!(
            "//- a.go\npackage a\nimport (\n\"fmt\"\n\"strings\"\n)\nfunc price(name string) string {{\n\
             return fmt.Sprintf(\"%d\", len(strings.ToUpper(name))) }}\n{}",
            pure("a.go#price")
        ),
        expect![[r#"
            price: holds
        "#]],
    );
}

#[test]
fn what_is_not_known_is_not_pure() {
    for lines in [
        "given()",
        "given.run()",
        "unheard.of(item)",
        "from_unheard(item)",
        "next(item).run()",
        "it = next(item)\nit.run()",
        "cb = operator.methodcaller('run')\ncb(item)",
        "sorted(item, key=unheard.key)",
        "list(map(given, item))[0]()",
        "getattr(item, 'run')()",
    ] {
        let body: String = lines.lines().map(|line| format!("    {line}\n")).collect();
        let fixture = format!(
            "//- a.py\nimport unheard, operator\nfrom unheard import from_unheard\ndef price(item, given):\n{body}{}",
            pure("a.py#price")
        );
        let db = loaded(&fixture);
        let file = crate::find_file(&db, "a.py").expect("it is there");
        let verdict = effects_verdict(&db, file, 1).map(crate::Verdict::as_str);
        assert_eq!(verdict, Some("unknown"), "{lines}");
        assert!(found_effects(&db, file, 1).is_empty(), "{lines}");
    }
    check_python(
        "from typing import Any",
        "x: Any = item\nx.run()",
        expect![[r#"
        price: unknown, 1 unresolved
    "#]],
    );
}

#[test]
fn what_is_given_to_be_called_counts() {
    check_python(
        "import os",
        "list(map(os.remove, item))",
        expect![[r#"
        price: violated, fs.write (map)
    "#]],
    );
}

#[test]
fn names_that_the_file_binds_are_not_the_languages_own() {
    check_python(
        "",
        "open = item.get('open')\nopen = given\nopen('a')",
        expect![[r#"
        price: unknown, 2 unresolved
    "#]],
    );
    check_python(
        "open = None\nopen = 1",
        "open('a')",
        expect![[r#"
        price: unknown, 1 unresolved
    "#]],
    );
    check_python(
        "def len(x): pass",
        "len('a')",
        expect![[r#"
        price: holds
    "#]],
    );
    check_python(
        "",
        "open('a')",
        expect![[r#"
        price: violated, fs.read (open)
    "#]],
    );
    check(
        &format!(
            "//- a.js\nexport function price({{ fetch }}) {{ fetch('a'); }}\nexport function other() {{\n\
             const {{ fetch }} = window;\nfetch('a'); }}\n{}",
            pure("[a.js#price, a.js#other]")
        ),
        expect![[r#"
            price: unknown, 1 unresolved
            other: unknown, 1 unresolved
        "#]],
    );
}

#[test]
fn objects_are_known_by_what_made_them() {
    check(
        "\
//- a.py
import boto3
from pathlib import Path
class Store:
    def __init__(self):
        self.rds = boto3.client('rds')
    def drop(self, name, path: Path):
        self.rds.delete_db_instance(DBInstanceIdentifier=name)
        path.write_text('gone')
        s3 = boto3.client('s3')
        s3.list_buckets()
//- canton.yaml
name: drop
source: a.py#Store.drop
effects: [fs, cloud.read]
",
        expect![[r#"
            Store.drop: violated, cloud.destroy (boto3.client.delete_db_instance), cloud.read (boto3.client), fs.write (pathlib.Path.write_text)
        "#]],
    );
    check(
        "\
//- a.ts
import { S3Client, DeleteBucketCommand } from '@aws-sdk/client-s3';
const client = new S3Client({});
export async function drop(name: string) {
  await client.send(new DeleteBucketCommand({ Bucket: name }));
}
//- canton.yaml
name: drop
source: a.ts#drop
effects: [cloud]
",
        expect![[r#"
            drop: holds, cloud.destroy (@aws-sdk/client-s3.DeleteBucketCommand), cloud.read (@aws-sdk/client-s3.S3Client.send)
        "#]],
    );
}

#[test]
fn what_is_called_on_what_a_call_makes_is_known_and_may_be_more() {
    check(
        "\
//- a.py
import boto3
def drop(name):
    boto3.client('rds').delete_db_instance(DBInstanceIdentifier=name)
def stop(name):
    boto3.resource('ec2').Instance(name).terminate()
def keep(clients):
    for boto3 in clients:
        boto3.client('rds').delete_db_instance()
def given(boto3):
    boto3.client('rds').delete_db_instance()
def called(name):
    boto3.client('rds')()
//- b.ts
import { S3Client, DeleteBucketCommand } from '@aws-sdk/client-s3';
import * as AWS from 'aws-sdk';
export async function send(name: string) {
  await new S3Client({}).send(new DeleteBucketCommand({ Bucket: name }));
}
export async function end(ids: string[]) {
  await new AWS.EC2({ region: 'eu' }).terminateInstances({ InstanceIds: ids }).promise();
}
//- canton.yaml
name: a
source: [a.py, b.ts]
effects: [cloud.read]
",
        expect![[r#"
            : holds
            drop: violated, cloud.destroy (boto3.client.delete_db_instance), cloud.read (boto3.client), 1 unresolved
            stop: violated, cloud (boto3.resource.Instance), cloud.destroy (boto3.resource.Instance.terminate), cloud.read (boto3.resource), 2 unresolved
            keep: unknown, 2 unresolved
            given: unknown, 2 unresolved
            called: unknown, cloud.read (boto3.client), 1 unresolved
            : holds
            send: violated, cloud.destroy (@aws-sdk/client-s3.DeleteBucketCommand), cloud.read (@aws-sdk/client-s3.S3Client.send), 1 unresolved
            end: violated, cloud (aws-sdk.EC2.terminateInstances.promise), cloud.destroy (aws-sdk.EC2.terminateInstances), cloud.read (aws-sdk.EC2), 2 unresolved
        "#]],
    );
}

#[test]
fn a_cloud_destroy_destroys() {
    let fixture = "\
//- a.py
import boto3
def clean(name):
    boto3.client('rds').describe_db_instances()
    rds = boto3.client('rds')
    rds.delete_db_instance(DBInstanceIdentifier=name)
def tidy(name):
    clean(name)
//- canton.yaml
name: tidy
source: a.py#tidy
invariants: [{destructive: false}]
";
    expect![[r#"
        tidy: clean > rds.delete_db_instance: tidy: Destroy is undeclared
    "#]]
    .assert_eq(&super::compositions::shown(fixture));
}

#[test]
fn another_canton_is_taken_at_its_word() {
    let fixture = "\
//- a.py
import b, c
def price():
    b.fetch()
    c.ask()
//- b.py
import requests, os
def fetch():
    requests.get('a')
    os.remove('b')
//- c.py
import requests
def ask():
    requests.get('a')
//- canton.yaml
name: price
source: a.py#price
effects: [net]
---
name: fetch
source: b.py#fetch
effects: [net.http]
---
name: ask
source: c.py#ask
";
    check(
        fixture,
        expect![[r#"
            price: holds, net (c.ask > requests.get), net.http (b.fetch) of fetch
            fetch: violated, fs.write (os.remove), net (requests.get)
        "#]],
    );
}

#[test]
fn by_a_name_alone_it_is_not_sure() {
    check(
        "\
//- a.py
def price(api):
    api.purge()
//- store.py
import socket
class Store:
    def purge(self): socket.create_connection(('a', 1))
//- canton.yaml
name: price
source: a.py#price
effects: []
",
        expect![[r#"
            price: violated, net (api.purge > socket.create_connection, by name)
        "#]],
    );
}

#[test]
fn what_is_read_without_a_call_counts() {
    check_python(
        "import os",
        "return os.environ['A']",
        expect![[r#"
        price: violated, env (os.environ)
    "#]],
    );
    check_python(
        "",
        "global total\ntotal = 1",
        expect![[r#"
        price: violated, global (global)
    "#]],
    );
    check(
        &format!("//- a.ts\nexport function price() {{ return process.env.PRICE; }}\n{}", pure("a.ts#price")),
        expect![[r#"
            price: violated, env (process.env)
        "#]],
    );
}

#[test]
fn only_pure_code_has_the_facet() {
    let standing = |line: &str| {
        let fixture = format!(
            "//- a.py\nimport math, time\ndef price(x):\n    {line}\n//- federation.yaml\ncanon: {{requires: [pure]}}\n{}",
            pure("a.py#price")
        );
        let db = loaded(&fixture);
        let file = crate::find_file(&db, "a.py").expect("it is there");
        standings(&db, file)[1].standing
    };
    assert_eq!(standing("return math.floor(x)"), Standing::Canonical);
    assert_eq!(standing("return time.time()"), Standing::Registered);
    assert_eq!(standing("return x.run()"), Standing::Registered);
}

#[test]
fn nothing_is_looked_up_where_nobody_asks() {
    let run = |canton: &str| {
        let log: Arc<Mutex<Vec<String>>> = Arc::default();
        let memory = Arc::new(Memory::default());
        let heard = Arc::clone(&log);
        let mut db = RootDatabase::with_log(Arc::clone(&memory) as Arc<_>, move |it| {
            heard.lock().expect("no thread panics").push(it);
        });
        let fixture =
            format!("//- a.py\nimport time\ndef price():\n    time.time()\n//- canton.yaml\n{canton}");
        load(&mut db, &memory, &Fixture::parse(&fixture), "");
        for file in source_files(&db) {
            for (symbol, _) in symbol_names(&db, file).iter() {
                crate::findings(&db, file, symbol);
            }
        }
        let log = log.lock().expect("no thread panics");
        log.iter().any(|it| it.starts_with("outside_calls"))
    };
    assert!(run("name: price\nsource: a.py#price\neffects: [time]\n"));
    assert!(!run("name: price\nsource: a.py#price\ninvariants: [{target: [staging]}]\n"));
}

#[test]
fn it_is_the_same_whatever_the_order() {
    let files =
        ["b", "c", "d"].map(|name| format!("//- {name}.py\nimport time\ndef {name}():\n    time.time()\n"));
    let fixture = |order: [usize; 3]| {
        let files: String = order.iter().map(|&at| files[at].as_str()).collect();
        format!(
            "{files}//- a.py\nfrom b import b\nfrom c import c\nfrom d import d\ndef price():\n    d()\n    c()\n    b()\n{}",
            pure("a.py#price")
        )
    };
    let ways = [[0, 1, 2], [2, 1, 0], [1, 2, 0]].map(|order| {
        let db = loaded(&fixture(order));
        let file = crate::find_file(&db, "a.py").expect("it is there");
        way(&db, &found_effects(&db, file, 1)[0].via)
    });
    assert_eq!(ways, ["d > time.time"; 3]);
}

#[test]
fn of_a_long_way_the_nearest_calls_and_the_last_are_told() {
    // The last function calls the first one again: the way does not go around.
    let step = |at: usize| format!("def f{at:02}():\n    f{:02}()\n", at + 1);
    let steps: String = (0..19).map(step).collect();
    let last = "def f19():\n    time.time()\n    f00()\n";
    let db = loaded(&format!("//- a.py\nimport time\n{steps}{last}{}", pure("a.py#f00")));
    let file = crate::find_file(&db, "a.py").expect("it is there");
    assert_eq!(
        way(&db, &found_effects(&db, file, 1)[0].via),
        "f01 > f02 > f03 > f04 > f05 > f06 > f07 > f08 > f09 > f10 > f11 > time.time"
    );
    assert_eq!(way(&db, &found_effects(&db, file, 20)[0].via), "time.time");
}
