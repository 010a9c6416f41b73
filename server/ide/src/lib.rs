//! What an editor and a terminal show, as plain data in byte offsets.
//!
//! [`AnalysisHost`] is the one writer, [`Analysis`] a snapshot that lives inside one task. Every surface, the
//! language server and the command line, asks the same [`Analysis`] and so gets the same verdict. Types here
//! are not protocol types, and no feature does IO.

mod call_hierarchy;
mod canton;
mod code_action;
mod code_lens;
mod completion;
mod diagnostics;
mod document_links;
mod drift;
mod folding_ranges;
mod graph;
mod hover;
mod indexes;
mod line_diff;
mod navigation;
mod pins;
mod plan;
mod reach;
mod references;
mod rename_files;
mod report;
mod source_change;
mod status;
mod symbols;
mod unit;
mod wording;
mod yaml_position;

#[cfg(test)]
mod tests;

use canton_semantic::{Change, CountedUnits, Db, File, RootDatabase, System, Workspace};
use canton_syntax::TextRange;
use salsa::Database;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

pub use call_hierarchy::{HierarchyCall, HierarchyItem};
pub use canton_semantic::{FileChange, FileKind, Skip};
pub use code_action::register_all::Registration;
pub use code_action::{CodeAction, CodeActionId, CodeActionKind};
pub use code_lens::{CodeLens, LensCommand};
pub use completion::{CompletionItem, CompletionKind};
pub use diagnostics::{Code, Diagnostic, Related, Severity, codes, explain};
pub use document_links::{DocumentLink, LinkTarget};
pub use drift::Drift;
pub use graph::{Graph, GraphDirection, GraphEdge, GraphNode, GraphScope};
pub use hover::{Hover, HoverConfig};
pub use indexes::IndexReport;
pub use navigation::NavigationTarget;
pub use pins::{KeptPin, PinFault, PinResult};
pub use plan::{LostChange, PlanReport};
pub use reach::{CallerEntry, Reach};
pub use references::Reference;
pub use report::{CallEntry, CantonEntry, Ratio, Report, SkippedFile, SymbolEntry};
pub use salsa::Cancelled;
pub use source_change::{FileEdit, SourceChange};
pub use status::Status;
pub use symbols::{DocumentSymbol, WorkspaceSymbol};

/// The result of asking a snapshot: a newer change may have cancelled it.
pub type Cancellable<T> = Result<T, Cancelled>;

/// The one writer.
pub struct AnalysisHost {
    db: RootDatabase,
}

impl AnalysisHost {
    /// An empty federation over `system`.
    pub fn new(system: Arc<dyn System>) -> AnalysisHost {
        AnalysisHost { db: RootDatabase::new(system) }
    }

    /// Makes the change seen. Running snapshots are cancelled, and waited for.
    pub fn apply(&mut self, change: Change) {
        change.apply(&mut self.db);
    }

    /// Cancels every snapshot and waits until it is gone: until the next one, texts may change unseen.
    pub fn settle(&mut self) {
        self.db.trigger_cancellation();
    }

    /// A snapshot, for one task.
    pub fn analysis(&self) -> Analysis {
        Analysis { db: self.db.clone() }
    }
}

/// A snapshot. Dropped when its task is done: a kept one blocks the next change for ever.
#[derive(Clone)]
pub struct Analysis {
    db: RootDatabase,
}

/// Cancels what one snapshot computes.
pub struct CancellationToken(salsa::CancellationToken);

impl CancellationToken {
    /// Makes the snapshot's question end with [`Cancelled`] soon.
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

impl Analysis {
    /// The token that cancels this snapshot.
    pub fn cancellation_token(&self) -> CancellationToken {
        CancellationToken(self.db.cancellation_token())
    }

    /// The file at a path relative to the root, where there is one now.
    pub fn file(&self, path: &str) -> Option<File> {
        let file = *self.db.files().get(path)?.value();
        file.kind(&self.db).is_some().then_some(file)
    }

    /// A file's path, relative to the root.
    pub fn path(&self, file: File) -> Arc<str> {
        Arc::from(file.path(&self.db))
    }

    /// What a file is read as.
    pub fn kind(&self, file: File) -> Option<FileKind> {
        file.kind(&self.db)
    }

    /// A file's text now.
    pub fn text(&self, file: File) -> Result<Arc<str>, Skip> {
        canton_semantic::source_text(&self.db, file)
    }

    /// Reads an open file once more, at leisure, if its text has errors and was read in haste. True where that says
    /// something else: then the file wants another revision.
    pub fn confirm(&self, file: File) -> Cancellable<bool> {
        self.with_db(|db| canton_semantic::confirm_outline(db, file))
    }

    /// Whether there is a manifest or a `federation.yaml`: without one, only the register action speaks.
    pub fn is_federation(&self) -> Cancellable<bool> {
        self.with_db(|db| canton_semantic::is_federation(db, Workspace::get(db)))
    }

    /// Every finding in one file, worst first, then by place; uncapped.
    pub fn diagnostics(&self, file: File) -> Cancellable<Vec<Diagnostic>> {
        self.with_db(|db| diagnostics::diagnostics(db, file))
    }

    /// The findings of every manifest, lock file, `federation.yaml` and CODEOWNERS that has any, by path.
    pub fn governance_diagnostics(&self) -> Cancellable<Vec<(File, Vec<Diagnostic>)>> {
        self.with_db(diagnostics::governance_diagnostics)
    }

    /// What the cursor rests on, said for a person.
    pub fn hover(&self, file: File, offset: u32, config: HoverConfig) -> Cancellable<Option<Hover>> {
        self.with_db(|db| hover::hover(db, file, offset.into(), config))
    }

    /// A lens over each function-like and class-like unit.
    pub fn code_lenses(&self, file: File) -> Cancellable<Vec<CodeLens>> {
        self.with_db(|db| code_lens::code_lenses(db, file))
    }

    /// What a lens says when there is time to look for callers; its title is the end of a lens of
    /// [`Analysis::code_lenses`].
    pub fn resolve_code_lens(&self, file: File, lens: CodeLens) -> Cancellable<CodeLens> {
        self.with_db(|db| code_lens::resolve(db, file, lens))
    }

    /// The symbol whose name stands at an offset, or those that the call there may lead to.
    pub fn prepare_call_hierarchy(&self, file: File, offset: u32) -> Cancellable<Vec<HierarchyItem>> {
        self.with_db(|db| call_hierarchy::prepare(db, file, offset.into()))
    }

    /// Who calls the symbol of that dotted name (empty for the file itself) in the file at `path`.
    pub fn incoming_calls(&self, path: &str, symbol: &str) -> Cancellable<Vec<HierarchyCall>> {
        self.with_db(|db| call_hierarchy::incoming(db, path, symbol))
    }

    /// What the symbol of that dotted name in the file at `path` calls.
    pub fn outgoing_calls(&self, path: &str, symbol: &str) -> Cancellable<Vec<HierarchyCall>> {
        self.with_db(|db| call_hierarchy::outgoing(db, path, symbol))
    }

    /// What can reach a file, or the innermost symbol at an offset; `None` for test code and what is no source.
    pub fn reach(&self, file: File, offset: Option<u32>) -> Cancellable<Option<Reach>> {
        self.with_db(|db| reach::reach(db, file, offset.map(Into::into)))
    }

    /// Which cantons call which; `None` where there is none of the name that is asked for.
    pub fn graph(&self, scope: &GraphScope) -> Cancellable<Option<Graph>> {
        self.with_db(|db| graph::graph(db, scope))
    }

    /// The names of all cantons, sorted.
    pub fn canton_names(&self) -> Cancellable<Vec<String>> {
        self.with_db(|db| {
            let cantons = canton_semantic::cantons(db, Workspace::get(db));
            let mut names: Vec<String> = cantons.iter().filter_map(|(name, _)| name.clone()).collect();
            names.sort_unstable();
            names.dedup();
            names
        })
    }

    /// What can be done at a range; the edits come from [`Analysis::resolve_code_action`].
    pub fn code_actions(&self, file: File, range: TextRange) -> Cancellable<Vec<CodeAction>> {
        self.with_db(|db| code_action::code_actions(db, file, range))
    }

    /// The edits of an action; `None` where the world has moved on and it no longer applies.
    pub fn resolve_code_action(&self, id: &CodeActionId) -> Cancellable<Option<SourceChange>> {
        self.with_db(|db| code_action::resolve(db, id))
    }

    /// The manifest that registers the symbol of that dotted name (empty for the file itself) in the file at
    /// `path`; `None` where there is none, or a canton claims it.
    pub fn register(&self, path: &str, symbol: &str) -> Cancellable<Option<SourceChange>> {
        self.with_db(|db| code_action::register::change(db, path, symbol))
    }

    /// Registers every unit below the paths of `scope` (everywhere where it is empty) that counts and is in no
    /// canton: each in a manifest of its own, or all in the one new manifest at `into`.
    pub fn register_all(&self, scope: &[String], into: Option<&str>) -> Cancellable<Registration> {
        self.with_db(|db| code_action::register_all::register_all(db, scope, into))
    }

    /// Pins every unit of the named cantons as it is now; of all cantons where none is named.
    pub fn pin(&self, names: &[String]) -> Cancellable<PinResult> {
        self.with_db(|db| code_action::pin::pin(db, names))
    }

    /// The units of the named cantons (of all where none is named) that are not what was vouched for.
    pub fn check_pins(&self, names: &[String]) -> Cancellable<Vec<PinFault>> {
        self.with_db(|db| pins::check_pins(db, names))
    }

    /// What must be written before files or folders are renamed, from old to new paths, so that claims and pins
    /// follow them.
    pub fn rename_files(&self, renames: &[(String, String)]) -> Cancellable<SourceChange> {
        self.with_db(|db| rename_files::rename_files(db, renames))
    }

    /// From a symbol or a call to its manifest.
    pub fn declaration(&self, file: File, offset: u32) -> Cancellable<Vec<NavigationTarget>> {
        self.with_db(|db| navigation::declaration(db, file, offset.into()))
    }

    /// From a manifest's `source` to the symbol, from names to where they are declared.
    pub fn definition(&self, file: File, offset: u32) -> Cancellable<Vec<NavigationTarget>> {
        self.with_db(|db| navigation::definition(db, file, offset.into()))
    }

    /// Every place in manifests, `federation.yaml` and lock files that names what stands at an offset of one.
    pub fn references(&self, file: File, offset: u32) -> Cancellable<Vec<Reference>> {
        self.with_db(|db| references::references(db, file, offset.into()))
    }

    /// The name of a canton, a type or a requirement at an offset of a manifest, and where it stands.
    pub fn prepare_rename(&self, file: File, offset: u32) -> Cancellable<Option<(TextRange, String)>> {
        self.with_db(|db| references::prepare_rename(db, file, offset.into()))
    }

    /// Gives what stands at an offset another name everywhere; or says why that cannot be.
    pub fn rename(&self, file: File, offset: u32, name: &str) -> Cancellable<Result<SourceChange, String>> {
        self.with_db(|db| references::rename(db, file, offset.into(), name))
    }

    /// Keys, names and paths that fit at a place in a manifest or in `federation.yaml`.
    pub fn completions(&self, file: File, offset: u32) -> Cancellable<Vec<CompletionItem>> {
        self.with_db(|db| completion::completions(db, file, offset.into()))
    }

    /// The cantons of a manifest with their keys.
    pub fn document_symbols(&self, file: File) -> Cancellable<Vec<DocumentSymbol>> {
        self.with_db(|db| symbols::document_symbols(db, file))
    }

    /// Paths and addresses in a manifest that can be followed.
    pub fn document_links(&self, file: File) -> Cancellable<Vec<DocumentLink>> {
        self.with_db(|db| document_links::document_links(db, file))
    }

    /// What can be folded in a manifest or in `federation.yaml`.
    pub fn folding_ranges(&self, file: File) -> Cancellable<Vec<TextRange>> {
        self.with_db(|db| folding_ranges::folding_ranges(db, file))
    }

    /// The cantons and types whose names hold the letters of `query` in order.
    pub fn workspace_symbols(&self, query: &str) -> Cancellable<Vec<WorkspaceSymbol>> {
        self.with_db(|db| symbols::workspace_symbols(db, query))
    }

    /// What a file, or the innermost symbol at an offset, is.
    pub fn status(&self, file: File, offset: Option<u32>) -> Cancellable<Option<Status>> {
        self.with_db(|db| status::status(db, file, offset.map(Into::into)))
    }

    /// What became of the Terraform plan that a check was given; `None` where none was.
    pub fn plan_report(&self) -> Cancellable<Option<PlanReport>> {
        self.with_db(plan::plan_report)
    }

    /// What became of each SCIP index, by path.
    pub fn indexes(&self) -> Cancellable<Vec<IndexReport>> {
        self.with_db(indexes::indexes)
    }

    /// How much is canonical.
    pub fn ratio(&self) -> Cancellable<Ratio> {
        self.with_db(report::ratio)
    }

    /// How much is canonical, folder by folder: each folder's own files, without those below it.
    pub fn map(&self) -> Cancellable<Vec<(String, CountedUnits)>> {
        self.with_db(report::map)
    }

    /// Everything that `canton check` prints, for the files whose path starts with one of `scope` (all files
    /// where it is empty). `symbols` and `calls` ask for the long lists.
    pub fn report(&self, scope: &[String], symbols: bool, calls: bool) -> Cancellable<Report> {
        self.with_db(|db| report::report(db, scope, symbols, calls))
    }

    /// Reads one file: the first half of a cold start. When all are read, [`Analysis::prime`] waits for nobody.
    pub fn read(&self, file: File) -> Cancellable<()> {
        self.with_db(|db| {
            let _ = canton_semantic::outline(db, file);
        })
    }

    /// Every symbol of a file, in the order in which they stand.
    pub fn symbols(&self, file: File) -> Cancellable<Vec<SymbolEntry>> {
        self.with_db(|db| report::symbol_entries(db, file))
    }

    /// Every call of a file, in the order in which they stand.
    pub fn calls(&self, file: File) -> Cancellable<Vec<CallEntry>> {
        self.with_db(|db| {
            let mut calls = Vec::new();
            report::add_calls(&mut calls, db, file);
            calls
        })
    }

    /// Makes the outline and standing of one file, so that several threads can share the work of a cold start.
    pub fn prime(&self, file: File) -> Cancellable<()> {
        self.with_db(|db| {
            canton_semantic::standings(db, file);
        })
    }

    /// Lists by which names one file calls something, so that [`Analysis::hover`] and the like wait for nobody.
    pub fn prime_callers(&self, file: File) -> Cancellable<()> {
        self.with_db(|db| canton_semantic::prime_callers(db, file))
    }

    /// Finds what every hover in one file rests on, when every file has been listed, so that none waits for it.
    pub fn prime_hover(&self, file: File) -> Cancellable<()> {
        self.with_db(|db| hover::prime(db, file))
    }

    /// Puts together what was listed of every file.
    pub fn prime_lists(&self) -> Cancellable<()> {
        self.with_db(canton_semantic::prime_lists)
    }

    /// Every file, folders by path and files by path in each.
    pub fn files(&self) -> Cancellable<Vec<File>> {
        self.with_db(|db| canton_semantic::all_files(db).collect())
    }

    fn with_db<T>(&self, ask: impl FnOnce(&dyn Db) -> T) -> Cancellable<T> {
        Cancelled::catch(AssertUnwindSafe(|| ask(&self.db)))
    }
}
