//! Which queries run again for which edit.

use expect_test::{Expect, expect};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use test_fixture::Fixture;

use super::{Memory, change, load};
use crate::{
    Db, RootDatabase, Workspace, binding_problems, blast_radius, conflicts, duplicate_names, edges, findings,
    shard_counts, source_files, standings, symbol_key, symbol_names,
};

const WORLD: &str = "\
//- infra/provision.py
def provision_environment(spec):
    return spec

def other():
    return provision_environment(1)
//- infra/delete.py
def delete_environment(name):
    return name
//- app/deploy.py
from infra.provision import provision_environment
def deploy():
    return provision_environment(2)
//- infra/canton.yaml
name: environment-provision
owner: \"@infra\"
//- app/canton.yaml
name: deploy
source: deploy.py
//- federation.yaml
";

/// Asks everything that an editor keeps asking: the standing of each unit, the ratio, what is wrong in manifests.
fn ask(db: &dyn Db) {
    let workspace = Workspace::get(db);
    for file in source_files(db) {
        standings(db, file);
    }
    for &shard in workspace.shards(db) {
        shard_counts(db, shard);
        for &file in shard.files(db) {
            binding_problems(db, file);
        }
    }
    conflicts(db, workspace);
    duplicate_names(db, workspace);
}

/// Asks where every call leads.
pub(super) fn ask_calls(db: &dyn Db) {
    for file in source_files(db) {
        for (symbol, _) in symbol_names(db, file).iter() {
            edges(db, symbol_key(db, file, symbol));
        }
    }
}

/// The names of the queries that run again when `path` gets another text, with how often each does.
#[track_caller]
fn check(path: &str, edit: impl Fn(&str) -> String, expect: Expect) {
    check_opened(path, path, edit, expect);
}

/// The same, where `open` is open before the edit.
#[track_caller]
fn check_opened(open: &str, path: &str, edit: impl Fn(&str) -> String, expect: Expect) {
    check_asked(ask, open, path, edit, expect);
}

/// The same for another question.
#[track_caller]
fn check_asked(ask: impl Fn(&dyn Db), open: &str, path: &str, edit: impl Fn(&str) -> String, expect: Expect) {
    check_world(WORLD, ask, open, path, edit, expect);
}

/// The same in another workspace.
#[track_caller]
pub(super) fn check_world(
    world: &str,
    ask: impl Fn(&dyn Db),
    open: &str,
    path: &str,
    edit: impl Fn(&str) -> String,
    expect: Expect,
) {
    let memory = Arc::new(Memory::default());
    let log: Arc<Mutex<BTreeMap<String, u32>>> = Arc::default();
    let heard = Arc::clone(&log);
    let mut db = RootDatabase::with_log(memory.clone(), move |query| {
        let name = query.split('(').next().unwrap_or_default().to_owned();
        *heard.lock().expect("no test panics while it counts").entry(name).or_default() += 1;
    });
    let fixture = Fixture::parse(world);
    load(&mut db, &memory, &fixture, open);
    ask(&db);
    let old = fixture.files.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str());
    let new = edit(old);
    log.lock().expect("no test panics while it counts").clear();
    change(&memory, &[(path, &new)], 2, path).apply(&mut db);
    ask(&db);
    let log = log.lock().expect("no test panics while it counts");
    let shown: Vec<String> = log.iter().map(|(name, count)| format!("{name} {count}")).collect();
    expect.assert_eq(&shown.join("\n"));
}

#[test]
fn a_comment_stops_at_the_outline() {
    check(
        "infra/provision.py",
        |text| text.replace("return spec", "return spec  # why"),
        expect![[r#"
            outline 1
            shard_counts 1
            standings 1
            unreadable 1"#]],
    );
}

#[test]
fn a_body_stops_at_its_own_file() {
    check(
        "infra/provision.py",
        |text| text.replace("return spec", "return spec + 1"),
        expect![[r#"
            outline 1
            shard_counts 1
            standings 1
            unreadable 1"#]],
    );
}

#[test]
fn a_renamed_function_is_felt_by_claims() {
    check(
        "infra/provision.py",
        |text| text.replace("def other", "def another"),
        expect![[r#"
            binding_problems 1
            claimants 1
            claims_of 1
            folder_words 1
            outline 1
            shard_counts 1
            standings 1
            symbol_names 1
            unreadable 1"#]],
    );
}

#[test]
fn a_description_in_a_manifest_is_felt_by_nobody_else() {
    check(
        "infra/canton.yaml",
        |text| format!("{text}description: What it does\n"),
        expect![[r#"
            contracts 1
            facts 1
            manifest 1"#]],
    );
}

#[test]
fn another_claim_is_felt_by_the_files_that_it_reaches() {
    check(
        "infra/canton.yaml",
        |text| format!("{text}source: delete.py\n"),
        expect![[r#"
            binding_problems 1
            claimants 2
            claims_of 1
            contracts 1
            facts 1
            file_at 1
            file_claims 2
            folder_cantons 1
            folder_claims 1
            folder_conflicts 1
            leaving_claims 1
            manifest 1
            ownership 1
            shard_counts 1
            standings 2
            unreadable 1"#]],
    );
}

#[test]
fn a_new_file_is_felt_by_its_folder() {
    check(
        "infra/new.py",
        |_| String::from("def new():\n    return 1\n"),
        expect![[r#"
            binding_problems 2
            claimants 3
            claims_of 2
            conflicts 1
            facts 1
            file_at 2
            file_claims 3
            folder_claims 1
            folder_conflicts 1
            folder_manifests 1
            folder_words 1
            is_federation 1
            manifest 1
            outline 1
            shard_counts 1
            standings 3
            symbol_names 1"#]],
    );
}

#[test]
fn an_opened_file_is_felt_by_claims_by_name_alone() {
    check_opened(
        "",
        "infra/delete.py",
        str::to_owned,
        expect![[r#"
            binding_problems 1
            claimants 2
            claims_of 1
            conflicts 1
            file_claims 2
            folder_claims 1
            folder_conflicts 1
            folder_words 1
            is_federation 1
            outline 1
            shard_counts 1
            standings 2
            symbol_names 1"#]],
    );
}

#[test]
fn an_opened_manifest_is_felt_by_nobody() {
    check_opened("", "infra/canton.yaml", str::to_owned, expect!["manifest 1"]);
}

#[test]
fn a_body_resolves_its_own_calls_again() {
    check_asked(
        ask_calls,
        "infra/provision.py",
        "infra/provision.py",
        |text| text.replace("provision_environment(1)", "provision_environment(1, other())"),
        expect![[r#"
            body 3
            edges 1
            instead_of 1
            locals 1
            outline 1
            starts 1"#]],
    );
}

#[test]
fn a_comment_resolves_no_call_again() {
    check_asked(
        ask_calls,
        "infra/provision.py",
        "infra/provision.py",
        |text| text.replace("return spec", "return spec  # why"),
        expect![[r#"
            body 3
            locals 1
            outline 1
            starts 1"#]],
    );
}

#[test]
fn another_import_resolves_the_calls_of_its_file_again() {
    check_asked(
        ask_calls,
        "app/deploy.py",
        "app/deploy.py",
        |text| text.replace("from infra.provision", "from infra.delete"),
        expect![[r#"
            body 2
            edges 2
            file_assigned 1
            has_stem 1
            locals 1
            modules 1
            outline 1
            scope 1
            set_names 1
            starts 1
            symbol_names 1
            top 1"#]],
    );
}

const JUDGED: &str = "\
//- infra/delete.py
def delete(name, target):
    return name
//- app/low.py
from infra.delete import delete
def low(target):
    delete('a', target)
def other():
    return 1
//- app/high.py
from app.low import low
def high():
    low('production')
def beside():
    return high()
//- infra/canton.yaml
name: delete
source: delete.py#delete
invariants: [{target: [staging]}]
";

/// Asks for every finding in every composition.
fn ask_findings(db: &dyn Db) {
    for file in source_files(db) {
        for (symbol, _) in symbol_names(db, file).iter() {
            findings(db, file, symbol);
        }
    }
}

#[track_caller]
fn check_judged(path: &str, edit: impl Fn(&str) -> String, expect: Expect) {
    check_world(JUDGED, ask_findings, path, path, edit, expect);
}

#[test]
fn a_body_with_the_same_summary_is_judged_alone() {
    check_judged(
        "app/low.py",
        |text| text.replace("delete('a'", "delete('b'"),
        expect![[r#"
            body 1
            edges 1
            judged_findings 1
            locals 1
            outline 1
            starts 1
            summary 1"#]],
    );
}

#[test]
fn another_summary_is_felt_by_callers() {
    check_judged(
        "app/low.py",
        |text| text.replace("'a', target", "'a', 'staging'"),
        expect![[r#"
            body 1
            edges 1
            locals 1
            outline 1
            starts 1
            summary 3
            suspects 2"#]],
    );
}

#[test]
fn a_moved_body_is_judged_by_nobody_again() {
    check_judged(
        "app/low.py",
        |text| text.replace("def low", "# a comment\n\ndef low"),
        expect![[r#"
            body 1
            locals 1
            outline 1
            starts 1"#]],
    );
}

#[test]
fn another_contract_is_felt_by_compositions() {
    check_judged(
        "infra/canton.yaml",
        |text| text.replace("[staging]", "[staging, preview]"),
        expect![[r#"
            contracts 1
            facts 1
            has_rules 1
            judged_findings 2
            judges_effects 1
            manifest 1
            summary 2
            suspects 1"#]],
    );
}

/// Asks what can reach each symbol of one file.
fn ask_blast(db: &dyn Db) {
    let file = crate::find_file(db, "infra/provision.py").expect("it is there");
    for (symbol, _) in symbol_names(db, file).iter() {
        blast_radius(db, file, symbol, crate::Effort::Full);
    }
}

#[test]
fn a_body_that_calls_the_same_asks_no_other_caller() {
    check_asked(
        ask_blast,
        "app/deploy.py",
        "app/deploy.py",
        |text| text.replace("(2)", "(2 + 1)"),
        expect![[r#"
            body 1
            called_names 1
            locals 1
            other_names 1
            outline 1
            starts 1"#]],
    );
}

#[test]
fn a_call_that_comes_asks_what_has_its_name() {
    check_asked(
        ask_blast,
        "app/deploy.py",
        "app/deploy.py",
        |text| text.replace("(2)", "(2)\n    other()"),
        expect![[r#"
            blast_radius 3
            body 1
            called_names 1
            callers_of 2
            candidates 3
            edges 1
            locals 1
            other_names 1
            outline 1
            starts 1"#]],
    );
}

#[test]
fn a_comment_asks_nobody_who_calls() {
    check_asked(
        ask_blast,
        "infra/delete.py",
        "infra/delete.py",
        |text| text.replace("return name", "return name  # why"),
        expect![[r#"
            called_names 1
            other_names 1
            outline 1"#]],
    );
}
