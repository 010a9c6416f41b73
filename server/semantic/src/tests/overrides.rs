//! What else may be called where a member is, and which queries run again when an override comes.

use expect_test::expect;

use super::incremental::{ask_calls, check_world};
use super::resolution::check;

#[test]
fn an_override_in_any_file_is_a_candidate() {
    check(
        "\
//- a.py
class Job:
    def go(self):
        self.run()
        self.stop()
        Job.run(self)
    def run(self): pass
    def stop(self): pass
def exact():
    job = Job()
    job.run()
    Job().run()
def given(job: Job):
    job.run()
//- b.py
from a import Job as Task
class Wipe(Task):
    def run(self): pass
",
        expect![[r#"
            self.run: ambiguous a.py#Job.run b.py#Wipe.run
            self.stop: local a.py#Job.stop
            Job.run: local a.py#Job.run
            Job: local a.py#Job
            job.run: local a.py#Job.run
            Job().run: local a.py#Job.run
            Job: local a.py#Job
            job.run: ambiguous a.py#Job.run b.py#Wipe.run
        "#]],
    );
}

#[test]
fn what_may_be_replaced_is_overridden_all_the_same() {
    check(
        "\
//- a.py
class Job:
    def go(self):
        self.run()
        self.stop()
    def fill(self, name, value):
        setattr(self, name, value)
    def run(self): pass
    def stop(self): pass
//- b.py
from a import Job
class Wipe(Job):
    def run(self): pass
",
        expect![[r#"
            self.run: ambiguous a.py#Job.run b.py#Wipe.run
            self.stop: local a.py#Job.stop
            setattr: external 
        "#]],
    );
}

#[test]
fn a_class_that_stands_between_is_a_candidate() {
    check(
        "\
//- a.py
class Root:
    def run(self): pass
class Base(Root):
    def go(self):
        super().run()
class Wipe(Root):
    def run(self): pass
class Both(Base, Wipe): pass
",
        expect![[r#"
            super().run: ambiguous a.py#Root.run a.py#Wipe.run
            super: external 
        "#]],
    );
}

#[test]
fn what_has_no_body_is_what_others_define() {
    check(
        "\
//- A.java
class A {
  void one(Job job) { job.run(); }
  void both(Task task) { task.run(); }
  void none(Gone gone) { gone.run(); }
}
interface Job { void run(); }
abstract class Task { abstract void run(); }
interface Gone { void walk(); }
class Wipe implements Job { public void run() {} }
class Calm extends Task { void run() {} }
class Wild extends Task { void run() {} }
",
        expect![[r#"
            job.run: unique-name A.java#Wipe.run
            task.run: ambiguous A.java#Calm.run A.java#Wild.run
            gone.run: ambiguous A.java#Wipe.run A.java#Calm.run A.java#Wild.run
        "#]],
    );
}

#[test]
fn an_override_that_comes_is_felt_by_what_has_its_name() {
    const WORLD: &str = "\
//- a/job.py
class Job:
    def go(self):
        self.run()
    def run(self):
        self.rest()
    def rest(self): pass
//- b/wipe.py
from a.job import Job
class Wipe(Job):
    def other(self): pass
//- c/far.py
def work(): pass
def far():
    work()
";
    let edit = |text: &str| text.replace("other", "run");
    check_world(
        WORLD,
        ask_calls,
        "b/wipe.py",
        "b/wipe.py",
        edit,
        expect![[r#"
            all_heirs 1
            bases 2
            body 3
            class_order 1
            edges 4
            file_assigned 1
            files_by_name 1
            folder_anonymous 1
            folder_heirs 1
            has_stem 1
            instead_of 1
            loose_classes 1
            loose_named 2
            modules 1
            outline 1
            overrides_named 3
            perhaps_above 1
            scope 1
            set_names 2
            starts 1
            stems 1
            symbol_keys 1
            symbol_names 1
            top 1"#]],
    );
}

#[test]
fn members_of_an_object_are_no_names_of_the_file() {
    check(
        "\
//- a.py
class Job:
    def go(self, given):
        options = vars(given)
        options.pop('a')
        context = locals()
        self.run()
    def run(self): pass
//- b.py
from a import Job
class Wipe(Job):
    def run(self): pass
",
        expect![[r#"
            vars: external 
            options.pop: external 
            locals: external 
            self.run: ambiguous a.py#Job.run b.py#Wipe.run
        "#]],
    );
}
