use std::{fs, process::Command};

use tempfile::TempDir;

use super::*;

/// A folder in which the `git` program makes repositories.
struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    fn new() -> Sandbox {
        Sandbox { folder: TempDir::new().expect("a folder for a test") }
    }

    /// With a repository at `repository` that has one commit of `a.rs`, `sub/b.rs` and `sub/c.rs` on `main`.
    fn with_repository() -> Sandbox {
        let res = Sandbox::new();
        res.git(".", &["init", "--quiet", "--initial-branch=main", "repository"]);
        for path in ["a.rs", "sub/b.rs", "sub/c.rs"] {
            res.write(&format!("repository/{path}"), "fn first() {}\n");
        }
        res.commit("repository");
        res
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    #[expect(clippy::disallowed_methods, reason = "a test sets up its files")]
    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    #[track_caller]
    fn git(&self, folder: &str, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        for inherited in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(inherited);
        }
        command.envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")]);
        command.args(["-c", "user.name=Test", "-c", "user.email=test@example.com"]);
        command.args(["-c", "protocol.file.allow=always", "-c", "commit.gpgSign=false"]);
        let output = command.args(arguments).current_dir(self.path(folder)).output().expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    #[track_caller]
    fn commit(&self, folder: &str) {
        self.git(folder, &["add", "--all"]);
        self.git(folder, &["commit", "--quiet", "--message=test"]);
    }

    #[track_caller]
    fn open(&self, root: &str) -> Base {
        Base::open(&self.path(root), None).unwrap()
    }

    fn refusal(&self, root: &str, review_base: Option<&str>) -> Option<NoBase> {
        Base::open(&self.path(root), review_base).err()
    }

    /// The name of the base, with `_` for the digits of the commit.
    #[track_caller]
    fn base_name(&self, root: &str, review_base: Option<&str>) -> String {
        let base = Base::open(&self.path(root), review_base).unwrap();
        let (name, id) = base.name().split_once(" (").unwrap();
        assert_eq!(id.len(), "1a2b3c4)".len());
        name.to_owned()
    }

    #[track_caller]
    fn check_changed(&self, root: &str, expected: &[&str]) {
        assert_eq!(self.open(root).changed_paths().unwrap(), expected);
    }
}

#[test]
fn a_clean_repository_has_no_changes() {
    let sandbox = Sandbox::with_repository();
    let base = sandbox.open("repository");
    assert_eq!(base.changed_paths(), Ok(vec![]));
    assert_eq!(base.text("sub/b.rs").as_deref(), Some(&b"fn first() {}\n"[..]));
    assert_eq!(base.text("sub"), None);
    assert_eq!(base.text("none.rs"), None);
    let commit = sandbox.git("repository", &["rev-parse", "--short=7", "main"]);
    assert_eq!(base.name(), format!("merge base with main ({commit})"));
}

#[test]
fn all_kinds_of_changes_count() {
    let sandbox = Sandbox::with_repository();
    let write = |path: &str| sandbox.write(&format!("repository/{path}"), "fn second() {}\n");
    sandbox.git("repository", &["checkout", "--quiet", "-b", "topic"]);
    write("committed.rs");
    write("a.rs");
    sandbox.commit("repository");
    write("staged.rs");
    sandbox.git("repository", &["add", "staged.rs"]);
    write("intended.rs");
    sandbox.git("repository", &["add", "--intent-to-add", "intended.rs"]);
    write("new/deep/untracked.rs");
    write("sub/b.rs");
    sandbox.remove("repository/sub/c.rs");
    write("target/ignored.rs");
    sandbox.write("repository/.gitignore", "target/\n");
    sandbox.check_changed(
        "repository",
        &[
            ".gitignore",
            "a.rs",
            "committed.rs",
            "intended.rs",
            "new/deep/untracked.rs",
            "staged.rs",
            "sub/b.rs",
            "sub/c.rs",
        ],
    );
    assert_eq!(sandbox.open("repository").text("a.rs").as_deref(), Some(&b"fn first() {}\n"[..]));
}

#[test]
fn a_moved_file_is_two_changes() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["mv", "a.rs", "moved.rs"]);
    sandbox.check_changed("repository", &["a.rs", "moved.rs"]);
}

#[test]
fn only_what_is_below_the_root_counts() {
    let sandbox = Sandbox::with_repository();
    for path in ["a.rs", "sub/b.rs", "sub/new.rs", "sub (2)/d.rs", "subs/e.rs"] {
        sandbox.write(&format!("repository/{path}"), "fn second() {}\n");
    }
    sandbox.check_changed("repository/sub", &["b.rs", "new.rs"]);
    sandbox.check_changed("repository/sub (2)", &["d.rs"]);
    let base = sandbox.open("repository/sub");
    assert_eq!(base.text("b.rs").as_deref(), Some(&b"fn first() {}\n"[..]));
    assert_eq!(base.text("a.rs"), None);
    assert_eq!(base.text("../a.rs"), None);
}

#[test]
fn names_are_any_unicode() {
    let sandbox = Sandbox::with_repository();
    sandbox.write("repository/é [1]*.rs", "");
    sandbox.write("repository/日本/a b.rs", "");
    sandbox.check_changed("repository", &["é [1]*.rs", "日本/a b.rs"]);
    sandbox.check_changed("repository/日本", &["a b.rs"]);
}

#[test]
fn without_a_repository_there_is_no_base() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.refusal(".", None), Some(NoBase::NoRepository));
    assert!(matches!(sandbox.refusal("none", None), Some(NoBase::Unreadable(_))));
}

#[test]
fn without_a_commit_there_is_no_base() {
    let sandbox = Sandbox::new();
    sandbox.git(".", &["init", "--quiet", "repository"]);
    assert_eq!(sandbox.refusal("repository", None), Some(NoBase::NoCommit));
}

#[test]
fn a_bare_repository_has_no_base() {
    let sandbox = Sandbox::with_repository();
    sandbox.git(".", &["clone", "--quiet", "--bare", "repository", "bare"]);
    assert_eq!(sandbox.refusal("bare", None), Some(NoBase::NoWorkTree));
}

#[test]
fn a_broken_repository_is_no_panic() {
    let sandbox = Sandbox::with_repository();
    sandbox.write("repository/.git/index", "nonsense");
    assert!(matches!(sandbox.open("repository").changed_paths(), Err(NoBase::Unreadable(_))));
    sandbox.write("repository/.git/HEAD", "nonsense");
    assert!(sandbox.refusal("repository", None).is_some());
}

#[test]
fn the_base_that_was_asked_for_is_used_or_missed() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["tag", "v1"]);
    sandbox.git("repository", &["checkout", "--quiet", "-b", "topic"]);
    sandbox.write("repository/new.rs", "");
    sandbox.commit("repository");
    let first = sandbox.git("repository", &["rev-parse", "v1"]);
    for revision in ["v1", "main", "HEAD~1", &first] {
        assert_eq!(sandbox.base_name("repository", Some(revision)), format!("merge base with {revision}"));
    }
    let base = Base::open(&sandbox.path("repository"), Some("v1")).unwrap();
    assert_eq!(base.changed_paths().unwrap(), ["new.rs"]);
    for revision in ["v2", "", "-x", "..", "v1:a.rs"] {
        let expected = NoBase::NoRevision(revision.to_owned());
        assert_eq!(sandbox.refusal("repository", Some(revision)), Some(expected));
    }
}

#[test]
fn an_annotated_tag_stands_for_its_commit() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["tag", "--annotate", "--message=v1", "v1"]);
    assert_eq!(sandbox.base_name("repository", Some("v1")), "merge base with v1");
}

#[test]
fn a_base_without_a_common_ancestor_is_missed() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["checkout", "--quiet", "--orphan", "other"]);
    sandbox.write("repository/a.rs", "fn second() {}\n");
    sandbox.commit("repository");
    let no_base = sandbox.refusal("repository", Some("main")).unwrap();
    assert_eq!(no_base, NoBase::NoCommonAncestor { revision: "main".to_owned(), shallow: false });
    assert_eq!(no_base.to_string(), "HEAD and `main` have no common ancestor");
    assert_eq!(sandbox.base_name("repository", None), "HEAD");
}

#[test]
fn the_default_branch_of_a_remote_comes_first() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["branch", "--move", "main", "trunk"]);
    sandbox.git(".", &["clone", "--quiet", "repository", "clone"]);
    sandbox.git("clone", &["checkout", "--quiet", "-b", "main"]);
    sandbox.write("clone/new.rs", "");
    sandbox.commit("clone");
    assert_eq!(sandbox.base_name("clone", None), "merge base with origin/trunk");
    sandbox.check_changed("clone", &["new.rs"]);
    sandbox.git("clone", &["remote", "rename", "origin", "upstream"]);
    assert_eq!(sandbox.base_name("clone", None), "merge base with upstream/trunk");
}

#[test]
fn a_remote_without_a_known_default_branch() {
    let sandbox = Sandbox::with_repository();
    sandbox.git(".", &["clone", "--quiet", "repository", "clone"]);
    sandbox.git("clone", &["remote", "set-head", "origin", "--delete"]);
    assert_eq!(sandbox.base_name("clone", None), "merge base with origin/main");
}

#[test]
fn in_a_pipeline_branches_are_on_the_remote() {
    let sandbox = Sandbox::with_repository();
    sandbox.git(".", &["clone", "--quiet", "repository", "clone"]);
    sandbox.git("clone", &["checkout", "--quiet", "--detach"]);
    sandbox.git("clone", &["branch", "--delete", "--force", "main"]);
    assert_eq!(sandbox.base_name("clone", Some("main")), "merge base with origin/main");
}

#[test]
fn without_any_known_branch_the_base_is_head() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["branch", "--move", "main", "trunk"]);
    assert_eq!(sandbox.base_name("repository", None), "HEAD");
    sandbox.write("repository/new.rs", "");
    sandbox.check_changed("repository", &["new.rs"]);
}

#[test]
fn a_shallow_clone_may_lack_the_common_ancestor() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["checkout", "--quiet", "-b", "topic"]);
    sandbox.write("repository/new.rs", "");
    sandbox.commit("repository");
    sandbox.git("repository", &["checkout", "--quiet", "main"]);
    sandbox.write("repository/other.rs", "");
    sandbox.commit("repository");
    let source = format!("file://{}", sandbox.path("repository").display());
    sandbox.git(
        ".",
        &["clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=topic", &source, "clone"],
    );
    let no_base = sandbox.refusal("clone", Some("main")).unwrap();
    assert_eq!(no_base, NoBase::NoCommonAncestor { revision: "origin/main".to_owned(), shallow: true });
    assert_eq!(sandbox.base_name("clone", None), "HEAD");
}

#[test]
fn linked_work_trees_have_their_own_changes() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["worktree", "add", "--quiet", "-b", "topic", "../linked"]);
    sandbox.write("linked/sub/b.rs", "fn second() {}\n");
    sandbox.check_changed("linked", &["sub/b.rs"]);
    sandbox.check_changed("repository", &[]);
}

#[test]
fn submodules_and_nested_repositories_are_left_alone() {
    let sandbox = Sandbox::with_repository();
    sandbox.git(".", &["clone", "--quiet", "repository", "library"]);
    sandbox.git("repository", &["submodule", "--quiet", "add", "../library", "vendor/library"]);
    sandbox.commit("repository");
    sandbox.git(".", &["clone", "--quiet", "library", "repository/nested"]);
    sandbox.write("repository/vendor/library/a.rs", "fn second() {}\n");
    sandbox.commit("repository/vendor/library");
    sandbox.check_changed("repository", &[]);
    assert_eq!(sandbox.open("repository").text("vendor/library"), None);
    sandbox.write("repository/vendor/library/new.rs", "");
    sandbox.check_changed("repository/vendor/library", &["a.rs", "new.rs"]);
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::with_repository();
    symlink("a.rs", sandbox.path("repository/link.rs")).unwrap();
    sandbox.commit("repository");
    symlink("sub", sandbox.path("repository/folder")).unwrap();
    sandbox.check_changed("repository", &["folder"]);
    assert_eq!(sandbox.open("repository").text("link.rs"), None);
    symlink("repository", sandbox.path("alias")).unwrap();
    sandbox.check_changed("alias", &["folder"]);
    sandbox.check_changed("alias/sub", &[]);
}

#[cfg(unix)]
#[test]
fn nothing_that_a_repository_names_is_run() {
    use std::os::unix::fs::PermissionsExt;

    let sandbox = Sandbox::with_repository();
    sandbox.write("repository/.gitattributes", "*.rs filter=bad diff=bad\n");
    sandbox.commit("repository");
    let program = sandbox.path("program");
    sandbox.write("program", &format!("#!/bin/sh\ntouch {}/ran\ncat\n", sandbox.folder.path().display()));
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let program = program.to_str().unwrap();
    for key in [
        "filter.bad.clean",
        "filter.bad.smudge",
        "filter.bad.process",
        "Filter.bad.clean",
        "diff.bad.textconv",
        "diff.bad.command",
        "diff.external",
        "core.fsmonitor",
        "core.sshCommand",
        "core.editor",
        "credential.helper",
    ] {
        sandbox.git("repository", &["config", key, program]);
    }
    sandbox.write("included", &format!("[filter \"bad\"]\n\tclean = {program}\n\trequired = true\n"));
    sandbox.git("repository", &["config", "include.path", sandbox.path("included").to_str().unwrap()]);
    sandbox.write("repository/a.rs", "fn other() {}\n");
    sandbox.write("repository/sub/b.rs", "fn first() {} // of the same size as nothing\n");

    let base = sandbox.open("repository");
    assert_eq!(base.changed_paths().unwrap(), ["a.rs", "sub/b.rs"]);
    assert!(base.text("a.rs").is_some());
    assert!(fs::metadata(sandbox.path("ran")).is_err(), "a program ran");
}

/// git itself calls this file unchanged; gix already calls it changed for its size. It has the same digests.
#[test]
fn other_line_endings_are_a_change() {
    let sandbox = Sandbox::with_repository();
    sandbox.git("repository", &["config", "core.autocrlf", "true"]);
    sandbox.write("repository/a.rs", "fn first() {}\r\n");
    sandbox.check_changed("repository", &["a.rs"]);
    assert_eq!(sandbox.open("repository").text("a.rs").as_deref(), Some(&b"fn first() {}\n"[..]));
}
