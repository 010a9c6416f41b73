//! What the client tells: documents, folders, settings.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams,
    Registration, Uri, WorkspaceFoldersChangeEvent,
};

use crate::loader::find_root;
use crate::lsp::client::Session;
use crate::lsp::documents::Document;
use crate::lsp::from_proto::{path_of, written_path};
use crate::lsp::global_state::{Folder, GlobalState};
use crate::lsp::main_loop::Notification;
use crate::lsp::outgoing::Outgoing;
use crate::lsp::transport;

impl GlobalState {
    /// What a notification does. Before `initialize` it does nothing.
    pub(in crate::lsp) fn notified(&mut self, notification: Notification) {
        if self.session.is_none() && !matches!(notification, Notification::Initialize(_)) {
            tracing::warn!("the client speaks before it introduces itself");
            return;
        }
        match notification {
            Notification::Initialize(params) => self.initialize(&params),
            Notification::Initialized => self.initialized(),
            Notification::Open(params) => self.open(params),
            Notification::Change(params) => self.change(&params),
            Notification::Close(params) => self.close(&params),
            Notification::Save(params) => {
                self.seen_on_disk(Vec::from_iter(path_of(&params.text_document.uri)).as_slice())
            }
            Notification::Watched(params) => {
                let paths: Vec<PathBuf> = params.changes.iter().filter_map(|it| path_of(&it.uri)).collect();
                self.seen_on_disk(&paths);
            }
            Notification::Folders(params) => self.change_folders(&params.event),
            Notification::Settings(params) => self.settings_changed(&params.settings),
        }
    }

    fn initialize(&mut self, params: &InitializeParams) {
        if self.session.is_some() {
            return;
        }
        self.session = Some(Arc::new(Session::new(params)));
        if let Some(process) = params.process_id {
            transport::end_with(process);
        }
        let folders = params.workspace_folders.as_deref().unwrap_or_default();
        #[expect(deprecated, reason = "older clients name one root only")]
        let root = params.root_uri.as_ref().filter(|_| folders.is_empty());
        for uri in folders.iter().map(|folder| &folder.uri).chain(root) {
            self.add_folder(uri);
        }
    }

    fn initialized(&mut self) {
        self.start_watching();
        let Some(session) = self.session.clone() else { return };
        if session.registers_settings {
            let registration = Registration {
                id: String::from("canton/settings"),
                method: String::from("workspace/didChangeConfiguration"),
                register_options: Some(serde_json::json!({"section": "canton"})),
            };
            self.outbox.send(Outgoing::Register(vec![registration]));
        }
        if session.has_settings {
            self.outbox.send(Outgoing::AskSettings);
        }
        for root in Vec::from_iter(self.federations.keys().cloned()) {
            self.watch(&root);
        }
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let home = self.home_of(&document.uri);
        self.published.forget(&document.uri);
        if let Some(home) = &home {
            self.look_for_new_file(&home.root, &home.path);
        }
        self.documents
            .insert(document.uri.clone(), Document::new(&document.text, document.version, home.clone()));
        self.edited(&document.uri);
        self.opened.extend(home);
    }

    /// A document that no walk has found may have been saved a moment ago.
    fn look_for_new_file(&mut self, root: &Path, path: &str) {
        let Some(federation) = self.federations.get(root) else { return };
        if federation.engine.is_some() && !federation.knows(path) {
            self.seen_on_disk(&[root.join(path)]);
        }
    }

    fn change(&mut self, params: &DidChangeTextDocumentParams) {
        let encoding = self.session.as_ref().map_or_else(Default::default, |session| session.encoding);
        let uri = &params.text_document.uri;
        let Some(document) = self.documents.get_mut(uri) else {
            return tracing::warn!("{} is edited and was never opened", uri.as_str());
        };
        document.change(&params.content_changes, encoding);
        document.version = params.text_document.version;
        self.edited(uri);
    }

    fn close(&mut self, params: &DidCloseTextDocumentParams) {
        let uri = &params.text_document.uri;
        let Some(document) = self.documents.remove(uri) else { return };
        let Some(home) = document.home else { return };
        let Some(federation) = self.federations.get_mut(&home.root) else { return };
        federation.close(&home.path);
        // What a closed manifest still shows is found again with all the others.
        self.published.clear(&self.outbox, uri);
        self.drop_unused();
    }

    fn add_folder(&mut self, uri: &Uri) {
        let Some(shown) = written_path(uri) else { return };
        let path = shown.canonicalize().unwrap_or_else(|_| shown.clone());
        let root = find_root(&path);
        self.folders.push(Folder { shown, path });
        self.ensure_federation(&root);
    }

    fn change_folders(&mut self, event: &WorkspaceFoldersChangeEvent) {
        for folder in &event.removed {
            let gone = written_path(&folder.uri);
            self.folders.retain(|it| Some(&it.shown) != gone.as_ref());
        }
        for folder in &event.added {
            self.add_folder(&folder.uri);
        }
        self.rehome();
        self.drop_unused();
    }

    /// Looks for the federation of each document again: folders or settings files came or went.
    pub(in crate::lsp) fn rehome(&mut self) {
        for uri in Vec::from_iter(self.documents.keys().cloned()) {
            let home = self.home_of(&uri);
            let Some(document) = self.documents.get_mut(&uri) else { continue };
            if document.home == home {
                continue;
            }
            let before = std::mem::replace(&mut document.home, home);
            if let Some(before) = before
                && let Some(federation) = self.federations.get_mut(&before.root)
            {
                federation.close(&before.path);
            }
            self.edited(&uri);
        }
    }

    /// Lets go of federations that no folder of the workspace and no open document belongs to.
    fn drop_unused(&mut self) {
        let kept: Vec<PathBuf> = self.folders.iter().map(|folder| find_root(&folder.path)).collect();
        let folders = &self.folders;
        let documents = &self.documents;
        let unused = |root: &PathBuf| {
            let below_folder = folders.iter().any(|folder| root.starts_with(&folder.path));
            let has_document =
                documents.values().any(|it| it.home.as_ref().is_some_and(|home| home.root == *root));
            !kept.contains(root) && !below_folder && !has_document
        };
        let gone: Vec<PathBuf> = self.federations.keys().filter(|root| unused(root)).cloned().collect();
        for root in gone {
            for uri in self.published.shown_of(&root) {
                self.published.clear(&self.outbox, &uri);
            }
            self.federations.remove(&root);
        }
    }

    fn settings_changed(&mut self, settings: &Value) {
        if self.session.as_ref().is_some_and(|session| session.has_settings) {
            self.outbox.send(Outgoing::AskSettings);
        } else {
            self.set_settings(settings);
        }
    }

    /// Takes the switches, and makes them seen.
    pub(in crate::lsp) fn set_settings(&mut self, settings: &Value) {
        let Some(session) = &mut self.session else { return };
        let switches = session.first_switches.with(settings);
        if switches == session.switches {
            return;
        }
        Arc::make_mut(session).switches = switches;
        if !switches.diagnostics {
            for uri in self.published.shown() {
                self.published.clear(&self.outbox, &uri);
            }
        }
        self.refresh();
        for root in Vec::from_iter(self.federations.keys().cloned()) {
            self.schedule(&root, &Default::default());
        }
    }
}
