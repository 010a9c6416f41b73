//! What a review is against: the base, which files differ from it, and what they were there.
//!
//! Reading a repository must not run anything that the repository names. What git would run for the questions
//! asked here are filters (`filter.*.clean`) and diff drivers; gix runs the same from the same sections of the
//! configuration. So those sections are taken out of the configuration in memory before anything is asked, and
//! only the repository's own file is read to begin with: no includes, no environment, and nothing at all of it
//! where its owner is somebody else. Hooks, `core.fsmonitor` and credential helpers have no part in reading,
//! and objects that a partial clone left out are not fetched.
//!
//! The price is that files may be called changed which git calls unchanged (those of a filter such as LFS, of
//! other line endings, or ones that only a global ignore file leaves out). That is harmless: what is called
//! changed here is compared symbol by symbol afterwards.

use std::{
    error, fmt,
    path::{Path, PathBuf},
};

use gix::{
    ObjectId, ThreadSafeRepository,
    bstr::{BStr, ByteSlice},
    diff::index::Change,
    dir::entry::Kind,
    status::{self, UntrackedFiles, index_worktree, tree_index::TrackRenames},
};

#[cfg(test)]
mod tests;

/// The state of a repository to which the work tree is compared.
pub struct Base {
    repository: ThreadSafeRepository,
    tree: ObjectId,
    /// The tree of the last commit, where it is another one.
    head: Option<ObjectId>,
    name: String,
    /// The path from the top of the repository to the root of the workspace, with a `/` at its end, or empty.
    prefix: String,
}

/// Why there is nothing to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBase {
    /// The folder is in no repository.
    NoRepository,
    /// The repository has no files of its own, because it is a bare one.
    NoWorkTree,
    /// Nothing has been committed yet.
    NoCommit,
    /// The revision that the configuration names does not exist here.
    NoRevision(String),
    /// The history of the revision that the configuration names has nothing in common with that of `HEAD`.
    NoCommonAncestor {
        /// The revision.
        revision: String,
        /// Whether that may be because the history was cut off when the repository was cloned.
        shallow: bool,
    },
    /// The repository could not be read, for this reason.
    Unreadable(String),
}

impl Base {
    /// Chooses the base of the workspace at `root`: the merge base of `HEAD` and `review_base`, else of `HEAD`
    /// and the default branch of a remote, else of `HEAD` and `main` or `master`, else `HEAD`.
    ///
    /// # Errors
    ///
    /// When there is no base, which is also the case where the `review_base` that was asked for is missing: to
    /// compare with something else in silence would be a lie.
    pub fn open(root: &Path, review_base: Option<&str>) -> Result<Base, NoBase> {
        let root = root.canonicalize().map_err(unreadable)?;
        let repository = open(&root)?;
        let prefix = prefix(&repository, &root)?;
        let head = repository.head().map_err(unreadable)?;
        let Some(head) = head.id() else { return Err(NoBase::NoCommit) };
        let head = head.object().and_then(gix::Object::peel_to_commit).map_err(unreadable)?.id;
        let (commit, against) = match review_base {
            Some(revision) => asked_for(&repository, head, revision)?,
            None => by_default(&repository, head),
        };
        let tree_of =
            |commit| repository.find_commit(commit).and_then(|it| it.tree_id()).map(gix::Id::detach);
        let tree = tree_of(commit).map_err(unreadable)?;
        let head = tree_of(head).ok().filter(|it| *it != tree);
        let name = format!("{against} ({})", commit.to_hex_with_len(7));
        Ok(Base { repository: repository.into_sync(), tree, head, name, prefix })
    }

    /// What was chosen, such as `merge base with origin/main (1a2b3c4)`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The files below the root that differ between the base and the work tree, whether that is committed,
    /// staged, neither, or not tracked at all; sorted, relative to the root, with `/`.
    ///
    /// What is in submodules and other nested repositories belongs to them. Paths that are not Unicode are left
    /// out, as they are everywhere.
    ///
    /// # Errors
    ///
    /// When the repository cannot be read.
    pub fn changed_paths(&self) -> Result<Vec<String>, NoBase> {
        let repository = self.repository.to_thread_local();
        let below_root = format!(":(top,literal){}", self.prefix.trim_end_matches('/'));
        let changes = repository
            .status(gix::progress::Discard)
            .map_err(unreadable)?
            .head_tree(self.tree)
            .tree_index_track_renames(TrackRenames::Disabled)
            .untracked_files(UntrackedFiles::Files)
            .index_worktree_rewrites(None)
            .index_worktree_submodules(None)
            .into_iter([below_root.into()])
            .map_err(unreadable)?;
        let mut res = Vec::new();
        for change in changes {
            let change = change.map_err(unreadable)?;
            let path = changed_file(&change).and_then(|it| it.to_str().ok());
            res.extend(path.and_then(|it| it.strip_prefix(&self.prefix)).map(str::to_owned));
        }
        res.sort_unstable();
        res.dedup();
        Ok(res)
    }

    /// What was in the file at `path`, relative to the root with `/`, or `None` where the base has no such file
    /// or has it as a symbolic link.
    pub fn text(&self, path: &str) -> Option<Vec<u8>> {
        self.text_in(self.tree, path)
    }

    /// What was in the file at `path` in the last commit, where that is not the base.
    pub fn text_in_last_commit(&self, path: &str) -> Option<Vec<u8>> {
        self.text_in(self.head?, path)
    }

    fn text_in(&self, tree: ObjectId, path: &str) -> Option<Vec<u8>> {
        let repository = self.repository.to_thread_local();
        let tree = repository.find_tree(tree).ok()?;
        let entry = tree.lookup_entry_by_path(format!("{}{path}", self.prefix)).ok()??;
        if !entry.mode().is_blob() {
            return None;
        }
        Some(entry.object().ok()?.detach().data)
    }
}

impl fmt::Display for NoBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoBase::NoRepository => f.write_str("not in a git repository"),
            NoBase::NoWorkTree => f.write_str("the git repository has no work tree here"),
            NoBase::NoCommit => f.write_str("the git repository has no commit yet"),
            NoBase::NoRevision(revision) => write!(f, "the git repository has no revision `{revision}`"),
            NoBase::NoCommonAncestor { revision, shallow } => {
                write!(f, "HEAD and `{revision}` have no common ancestor")?;
                if *shallow {
                    f.write_str(" in this shallow clone: fetch more of the history")
                } else {
                    Ok(())
                }
            }
            NoBase::Unreadable(reason) => write!(f, "the git repository cannot be read: {reason}"),
        }
    }
}

impl error::Error for NoBase {}

fn unreadable(error: impl fmt::Display) -> NoBase {
    NoBase::Unreadable(error.to_string())
}

/// Opens the repository around `root` in such a way that it can run nothing.
fn open(root: &Path) -> Result<gix::Repository, NoBase> {
    let (path, trust) = gix::discover::upwards(root).map_err(|_| NoBase::NoRepository)?;
    let (git_dir, work_tree) = path.into_repository_and_work_tree_directories();
    let path = work_tree.unwrap_or(git_dir);
    let options = gix::open::Options::isolated().with(trust);
    let mut repository = options.open(path).map_err(unreadable)?.to_thread_local();
    let mut configuration = repository.config_snapshot_mut();
    let programs: Vec<_> = configuration
        .sections_and_ids()
        .filter(|(section, _)| {
            RUNS_PROGRAMS.iter().any(|it| section.header().name().eq_ignore_ascii_case(it))
        })
        .map(|(_, id)| id)
        .collect();
    for section in programs {
        configuration.remove_section_by_id(section);
    }
    configuration.commit().map_err(unreadable)?;
    Ok(repository)
}

/// The sections of a configuration that name programs which reading a repository would run.
const RUNS_PROGRAMS: [&[u8]; 2] = [b"filter", b"diff"];

fn prefix(repository: &gix::Repository, root: &Path) -> Result<String, NoBase> {
    let top = repository.workdir().ok_or(NoBase::NoWorkTree)?.canonicalize().map_err(unreadable)?;
    let below: PathBuf = root.strip_prefix(top).map_err(|_| NoBase::NoWorkTree)?.to_owned();
    let mut res = String::new();
    for folder in &below {
        let folder = folder.to_str().ok_or_else(|| unreadable("the path of the workspace is not Unicode"))?;
        res.push_str(folder);
        res.push('/');
    }
    Ok(res)
}

fn asked_for(
    repository: &gix::Repository,
    head: ObjectId,
    revision: &str,
) -> Result<(ObjectId, String), NoBase> {
    let not_found = || NoBase::NoRevision(revision.to_owned());
    // A pipeline checks out one commit: there `main` is often nowhere but on the remote.
    let on_remotes = remotes(repository).into_iter().map(|it| format!("{it}/{revision}"));
    let mut spellings = [revision.to_owned()].into_iter().chain(on_remotes);
    let (name, commit) =
        spellings.find_map(|it| commit(repository, &it).map(|commit| (it, commit))).ok_or_else(not_found)?;
    let merge_base = repository.merge_base(head, commit).ok().flatten();
    let merge_base = merge_base.ok_or_else(|| NoBase::NoCommonAncestor {
        revision: name.clone(),
        shallow: repository.is_shallow().unwrap_or(false),
    })?;
    Ok((merge_base.detach(), format!("merge base with {name}")))
}

fn by_default(repository: &gix::Repository, head: ObjectId) -> (ObjectId, String) {
    let on_remotes = remotes(repository).into_iter().flat_map(|remote| {
        // What a remote calls its default is known only to clones, and not to those of pipelines.
        ["HEAD", "main", "master"].map(|branch| format!("refs/remotes/{remote}/{branch}"))
    });
    let candidates = on_remotes.chain(["main", "master"].map(|branch| format!("refs/heads/{branch}")));
    for candidate in candidates {
        let Some(commit) = commit(repository, &candidate) else { continue };
        if let Ok(Some(merge_base)) = repository.merge_base(head, commit) {
            return (merge_base.detach(), format!("merge base with {}", short_name(repository, &candidate)));
        }
    }
    (head, "HEAD".to_owned())
}

/// `origin` first, which is there for a reader to see even where the configuration may not be read.
fn remotes(repository: &gix::Repository) -> Vec<String> {
    let mut res = vec!["origin".to_owned()];
    let others = repository.remote_names();
    res.extend(
        others.iter().filter_map(|it| it.to_str().ok()).filter(|it| *it != "origin").map(str::to_owned),
    );
    res
}

fn commit(repository: &gix::Repository, revision: &str) -> Option<ObjectId> {
    let object = repository.rev_parse_single(revision).ok()?.object().ok()?;
    Some(object.peel_to_commit().ok()?.id)
}

/// The branch that `reference` stands for, as people write it.
fn short_name(repository: &gix::Repository, reference: &str) -> String {
    let target =
        repository.find_reference(reference).ok().and_then(|it| Some(it.target().try_name()?.to_owned()));
    let full_name = target.map_or_else(|| reference.to_owned(), |it| it.as_bstr().to_string());
    let prefixes = ["refs/heads/", "refs/remotes/"];
    let short = prefixes.iter().find_map(|it| full_name.strip_prefix(it)).unwrap_or(&full_name);
    short.to_owned()
}

/// The path of the file that a change is about, unless it is about a folder or another repository.
fn changed_file(change: &status::Item) -> Option<&BStr> {
    let is_file = match change {
        status::Item::TreeIndex(
            Change::Addition { entry_mode, .. }
            | Change::Deletion { entry_mode, .. }
            | Change::Modification { entry_mode, .. }
            | Change::Rewrite { entry_mode, .. },
        ) => !entry_mode.is_submodule(),
        status::Item::IndexWorktree(index_worktree::Item::Modification { entry, .. }) => {
            !entry.mode.is_submodule()
        }
        status::Item::IndexWorktree(
            index_worktree::Item::DirectoryContents { entry, .. }
            | index_worktree::Item::Rewrite { dirwalk_entry: entry, .. },
        ) => matches!(entry.disk_kind, Some(Kind::File | Kind::Symlink)),
    };
    is_file.then(|| change.location())
}
