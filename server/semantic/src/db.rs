//! The database, and the one door to the world.

use dashmap::DashMap;
use std::fmt;
use std::sync::Arc;

use crate::{File, Trees};

/// Where texts come from: the disk with the open buffers laid over it, or a table in a test.
pub trait System: Send + Sync {
    /// The text of the file at `path`, relative to the root.
    fn read(&self, path: &str) -> Result<Arc<str>, Skip>;

    /// The bytes of the index at `path`, relative to the root.
    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, Skip> {
        let _ = path;
        Err(Skip::Gone)
    }

    /// Whether the text of the file at `path` is what it was when the index at `index` was written.
    fn is_unchanged_since(&self, path: &str, index: &str) -> bool {
        let _ = (path, index);
        false
    }
}

/// Why a file is not analysed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Skip {
    /// It holds NUL bytes.
    Binary,
    /// It is not UTF-8.
    NotUtf8,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// So broken that parsing it would have no reasonable bound.
    TooComplex,
    /// The operating system's word.
    Unreadable(String),
    /// It was there a moment ago.
    Gone,
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Skip::Binary => f.write_str("binary"),
            Skip::NotUtf8 => f.write_str("not UTF-8"),
            Skip::TooLarge(limit) => write!(f, "larger than {} MiB", limit >> 20),
            Skip::TooComplex => f.write_str("too complex to parse"),
            Skip::Unreadable(reason) => write!(f, "unreadable: {reason}"),
            Skip::Gone => f.write_str("vanished while it was read"),
        }
    }
}

/// What every query reads.
#[salsa::db]
pub trait Db: salsa::Database {
    /// Where texts come from.
    fn system(&self) -> &dyn System;
    /// The last syntax trees of the open files.
    fn trees(&self) -> &Trees;
}

/// The database. Clones are snapshots: one lives inside one task and is never stored.
#[salsa::db]
#[derive(Clone)]
pub struct RootDatabase {
    storage: salsa::Storage<Self>,
    system: Arc<dyn System>,
    trees: Arc<Trees>,
    files: Arc<DashMap<Arc<str>, File>>,
}

impl RootDatabase {
    /// An empty federation over `system`.
    pub fn new(system: Arc<dyn System>) -> RootDatabase {
        RootDatabase::with_storage(salsa::Storage::default(), system)
    }

    /// As [`RootDatabase::new`]; `on_execute` hears the name of every query that runs.
    pub fn with_log(
        system: Arc<dyn System>,
        on_execute: impl Fn(String) + Send + Sync + 'static,
    ) -> RootDatabase {
        let storage = salsa::Storage::new(Some(Box::new(move |event: salsa::Event| {
            if let salsa::EventKind::WillExecute { database_key } = event.kind {
                on_execute(format!("{database_key:?}"));
            }
        })));
        RootDatabase::with_storage(storage, system)
    }

    fn with_storage(storage: salsa::Storage<Self>, system: Arc<dyn System>) -> RootDatabase {
        let db = RootDatabase { storage, system, trees: Arc::default(), files: Arc::default() };
        crate::change::create_workspace(&db);
        db
    }

    /// Every file that there ever was, by path: inputs are never freed, so a file that comes back is reused.
    /// Queries find files through their folders instead, so that they notice new ones.
    pub fn files(&self) -> &DashMap<Arc<str>, File> {
        &self.files
    }
}

#[salsa::db]
impl salsa::Database for RootDatabase {}

#[salsa::db]
impl Db for RootDatabase {
    fn system(&self) -> &dyn System {
        &*self.system
    }

    fn trees(&self) -> &Trees {
        &self.trees
    }
}
