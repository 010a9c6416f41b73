//! The one place that writes inputs, and it writes only differences.

use rustc_hash::FxHashMap;
use salsa::{Durability, Setter};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{BaseSymbols, Db, File, FileKind, RootDatabase, Shard, Skeleton, Workspace, path};

/// What happened to the world since the last change.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Files that came, went or changed; one entry a path.
    pub files: Vec<FileChange>,
    /// Whether rules are judged from now on, where that changes.
    pub judges: Option<bool>,
    /// The date, where it is another: year, month, day.
    pub today: Option<(u16, u8, u8)>,
    /// It is the first change and the last one: what rests on what need not be kept.
    pub for_good: bool,
}

/// The state of one file.
#[derive(Clone, Debug)]
pub struct FileChange {
    /// Relative to the root, with `/`.
    pub path: String,
    /// `None`: it is gone.
    pub kind: Option<FileKind>,
    /// Another number whenever the text may be another.
    pub revision: u64,
    /// An editor has it open: its text changes often.
    pub open: bool,
    /// What the base had there; `None` leaves what is known.
    pub base: Option<BaseSymbols>,
    /// `.gitattributes` says that it is generated or vendored.
    pub marked_generated: bool,
}

impl Change {
    /// Makes the database see the change. Waits until every snapshot is gone, and cancels what they compute.
    ///
    /// # Panics
    ///
    /// After a change that was made for good.
    pub fn apply(self, db: &mut RootDatabase) {
        let workspace = Workspace::get(db);
        let closed = if self.for_good { Durability::NEVER_CHANGE } else { Durability::HIGH };
        if let Some(today) = self.today
            && workspace.today(db) != today
        {
            workspace.set_today(db).with_durability(closed).to(today);
        }
        if let Some(judges) = self.judges
            && workspace.judges(db) != judges
        {
            workspace.set_judges(db).with_durability(closed).to(judges);
        }
        let mut folders = Folders::new(workspace, closed);
        let changed: Vec<File> = self.files.into_iter().filter_map(|it| folders.apply(db, it)).collect();
        if self.for_good {
            folders.keep_for_good(db);
        }
        folders.finish(db);
        for file in changed {
            renew_skeleton(db, file);
        }
    }
}

/// A federation without files: its root folder alone.
pub(crate) fn create_workspace(db: &RootDatabase) {
    let root = Shard::builder(Arc::from(""), None, Vec::new()).durability(Durability::HIGH).new(db);
    let folders = FxHashMap::from_iter([(Arc::from(""), root)]);
    let _workspace = Workspace::builder(folders, vec![root], Vec::new(), true, (1970, 1, 1))
        .durability(Durability::HIGH)
        .new(db);
}

/// The folders as they will be when the change is done: each list is written once.
struct Folders {
    workspace: Workspace,
    /// How seldom what is not open changes.
    closed: Durability,
    /// Those that are new. The others are not copied: a change with each keystroke has none.
    new: FxHashMap<Arc<str>, Shard>,
    touched: BTreeMap<Arc<str>, BTreeMap<Arc<str>, File>>,
}

impl Folders {
    fn new(workspace: Workspace, closed: Durability) -> Folders {
        Folders { workspace, closed, new: FxHashMap::default(), touched: BTreeMap::new() }
    }

    /// Applies a change of one file, and gives it, if there ever was one.
    fn apply(&mut self, db: &mut RootDatabase, change: FileChange) -> Option<File> {
        let known = db.files().get(&*change.path).map(|entry| *entry.value());
        match known {
            Some(file) => self.update(db, file, change),
            None if change.kind.is_none() => return None,
            None => return Some(self.create(db, change)),
        }
        known
    }

    fn create(&mut self, db: &mut RootDatabase, change: FileChange) -> File {
        let path: Arc<str> = Arc::from(change.path);
        let shard = self.shard(db, path::parent(&path));
        let base = change.base.unwrap_or_default();
        let file = File::builder(
            Arc::clone(&path),
            change.kind,
            change.revision,
            change.open,
            base,
            change.marked_generated,
            shard,
            None,
        )
        .durability(self.closed)
        .revision_durability(self.text_durability(change.kind, change.open))
        .new(db);
        db.files().insert(Arc::clone(&path), file);
        self.list(db, shard).insert(path, file);
        if change.open {
            self.list_open(db, file);
        }
        file
    }

    fn update(&mut self, db: &mut RootDatabase, file: File, change: FileChange) {
        let was = file.kind(db);
        if was != change.kind {
            file.set_kind(db).with_durability(Durability::HIGH).to(change.kind);
        }
        if was.is_some() != change.kind.is_some() {
            let shard = file.shard(db);
            let path: Arc<str> = Arc::from(file.path(db));
            let list = self.list(db, shard);
            if change.kind.is_some() {
                list.insert(path, file)
            } else {
                list.remove(&path)
            };
        }
        if file.open(db) != change.open {
            file.set_open(db).with_durability(Durability::HIGH).to(change.open);
            file.set_revision(db)
                .with_durability(self.text_durability(change.kind, change.open))
                .to(change.revision);
            self.list_open(db, file);
            if !change.open {
                db.trees().close(file);
            }
        } else if file.revision(db) != change.revision {
            file.set_revision(db)
                .with_durability(self.text_durability(change.kind, change.open))
                .to(change.revision);
        }
        if let Some(base) = change.base
            && *file.base(db) != base
        {
            file.set_base(db).with_durability(Durability::MEDIUM).to(base);
        }
        if file.marked_generated(db) != change.marked_generated {
            file.set_marked_generated(db).with_durability(Durability::HIGH).to(change.marked_generated);
        }
    }

    /// Puts a file that was opened into the list of those, or takes one that was closed out of it.
    fn list_open(&self, db: &mut RootDatabase, file: File) {
        let mut open = self.workspace.open(db).to_vec();
        match open.binary_search_by(|it| it.path(db).cmp(file.path(db))) {
            Ok(at) if !file.open(db) => drop(open.remove(at)),
            Err(at) if file.open(db) => open.insert(at, file),
            Ok(_) | Err(_) => return,
        }
        self.workspace.set_open(db).with_durability(Durability::HIGH).to(open);
    }

    /// An open source file changes with each keystroke, and what is closed must not be looked at because of it, nor
    /// because its skeleton changes. Every file rests on every manifest, so an open one would drag all of them along:
    /// it is no livelier than a closed file.
    fn text_durability(&self, kind: Option<FileKind>, open: bool) -> Durability {
        match kind {
            Some(FileKind::Source(_)) if open => Durability::LOW,
            _ => self.closed,
        }
    }

    /// The folder at `path`, made with all its parents where it is new.
    fn shard(&mut self, db: &RootDatabase, path: &str) -> Shard {
        if let Some(shard) = self.find(db, path) {
            return shard;
        }
        let parent = self.shard(db, path::parent(path));
        let shard = Shard::builder(Arc::from(path), Some(parent), Vec::new())
            .durability(self.closed)
            .files_durability(Durability::HIGH)
            .new(db);
        self.new.insert(Arc::from(path), shard);
        self.list(db, shard);
        shard
    }

    fn find(&self, db: &RootDatabase, path: &str) -> Option<Shard> {
        self.workspace.folders(db).get(path).or_else(|| self.new.get(path)).copied()
    }

    fn list(&mut self, db: &RootDatabase, shard: Shard) -> &mut BTreeMap<Arc<str>, File> {
        self.touched
            .entry(Arc::from(shard.folder(db)))
            .or_insert_with(|| shard.files(db).iter().map(|&file| (Arc::from(file.path(db)), file)).collect())
    }

    /// Writes what the federation had from the beginning, as it is: that does not change either.
    fn keep_for_good(&mut self, db: &mut RootDatabase) {
        let (workspace, closed) = (self.workspace, self.closed);
        let (judges, open) = (workspace.judges(db), workspace.open(db).to_vec());
        workspace.set_judges(db).with_durability(closed).to(judges);
        workspace.set_open(db).with_durability(closed).to(open);
        if let Some(root) = self.find(db, "") {
            root.set_folder(db).with_durability(closed).to(Arc::from(""));
            root.set_parent(db).with_durability(closed).to(None);
            self.list(db, root);
        }
    }

    fn finish(mut self, db: &mut RootDatabase) {
        for (folder, files) in std::mem::take(&mut self.touched) {
            let shard = self.shard(db, &folder);
            let files: Vec<File> = files.into_values().collect();
            if shard.files(db) != files || self.closed == Durability::NEVER_CHANGE {
                shard.set_files(db).with_durability(self.closed).to(files);
            }
        }
        if !self.new.is_empty() {
            let mut folders = self.workspace.folders(db).clone();
            folders.extend(self.new);
            let mut shards: Vec<(&Arc<str>, Shard)> = folders.iter().map(|(path, &it)| (path, it)).collect();
            shards.sort_unstable_by_key(|(path, _)| Arc::clone(path));
            let shards = shards.into_iter().map(|(_, shard)| shard).collect();
            self.workspace.set_shards(db).with_durability(self.closed).to(shards);
            self.workspace.set_folders(db).with_durability(self.closed).to(folders);
        }
    }
}

/// Notes what stands in an open file, where that is something else now.
fn renew_skeleton(db: &mut RootDatabase, file: File) {
    let skeleton = Skeleton::now(db, file);
    if *file.skeleton(db) != skeleton {
        // A file that was closed is like all others again.
        let durability = if skeleton.is_some() { Durability::MEDIUM } else { Durability::HIGH };
        file.set_skeleton(db).with_durability(durability).to(skeleton);
    }
}
