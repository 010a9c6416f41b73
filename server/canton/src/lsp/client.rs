//! What the client can take.

use serde_json::Value;
use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionClientCapabilities, InitializeParams, MarkupKind, PositionEncodingKind,
    ResourceOperationKind,
};

use super::config::Switches;
use crate::position::Encoding;

/// The client, as far as it decides what is sent to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    /// Which surfaces speak.
    pub(crate) switches: Switches,
    /// Which ones did when the client introduced itself; its settings are laid over these.
    pub(crate) first_switches: Switches,
    /// What columns count.
    pub(crate) encoding: Encoding,
    /// Hover and completion texts may be Markdown.
    pub(crate) markdown_hover: bool,
    /// Likewise.
    pub(crate) markdown_completion: bool,
    /// Definitions may be links, with the place that leads there.
    pub(crate) definition_links: bool,
    /// Declarations likewise.
    pub(crate) declaration_links: bool,
    /// Symbols of a document may have children.
    pub(crate) nested_symbols: bool,
    /// Actions may be more than commands.
    pub(crate) action_literals: bool,
    /// The edits of an action may come later.
    pub(crate) lazy_actions: bool,
    /// One action may be marked as the likeliest.
    pub(crate) preferred_actions: bool,
    /// Edits may name the version that they are for.
    pub(crate) versioned_edits: bool,
    /// Edits may create files.
    pub(crate) creates_files: bool,
    /// The client applies edits that the server sends.
    pub(crate) applies_edits: bool,
    /// The client asks for lenses again when it is told to.
    pub(crate) refreshes_lenses: bool,
    /// Likewise for diagnostics.
    pub(crate) refreshes_diagnostics: bool,
    /// The client asks for diagnostics, so they are not pushed.
    pub(crate) pulls_diagnostics: bool,
    /// Diagnostics may name related places.
    pub(crate) related_information: bool,
    /// The client can be told what to watch.
    pub(crate) watches_files: bool,
    /// The client can be asked for its settings.
    pub(crate) has_settings: bool,
    /// The client says when its settings change, when it is told to.
    pub(crate) registers_settings: bool,
    /// Long work may be shown.
    pub(crate) shows_progress: bool,
}

impl Session {
    /// Reads what the client says of itself.
    pub(crate) fn new(params: &InitializeParams) -> Session {
        let client = &params.capabilities;
        let options = params.initialization_options.as_ref().unwrap_or(&Value::Null);
        let switches = Switches::default().with(options);
        let mut session =
            Session { switches, first_switches: switches, encoding: negotiate(client), ..Session::default() };
        session.read_text_document(client);
        session.read_workspace(client);
        session.shows_progress =
            client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or_default();
        session
    }

    fn read_text_document(&mut self, client: &ClientCapabilities) {
        let Some(text) = &client.text_document else { return };
        let markdown = |kinds: &Option<Vec<MarkupKind>>| {
            kinds.as_ref().is_some_and(|kinds| kinds.contains(&MarkupKind::Markdown))
        };
        self.markdown_hover = text.hover.as_ref().is_some_and(|it| markdown(&it.content_format));
        let completion = text.completion.as_ref().and_then(|it| it.completion_item.as_ref());
        self.markdown_completion = completion.is_some_and(|it| markdown(&it.documentation_format));
        self.definition_links = text.definition.as_ref().and_then(|it| it.link_support).unwrap_or_default();
        self.declaration_links = text.declaration.as_ref().and_then(|it| it.link_support).unwrap_or_default();
        let symbols = text.document_symbol.as_ref();
        self.nested_symbols =
            symbols.and_then(|it| it.hierarchical_document_symbol_support).unwrap_or_default();
        self.pulls_diagnostics = text.diagnostic.is_some();
        let published = text.publish_diagnostics.as_ref();
        self.related_information = published.and_then(|it| it.related_information).unwrap_or_default();
        if let Some(actions) = &text.code_action {
            self.read_actions(actions);
        }
    }

    fn read_actions(&mut self, actions: &CodeActionClientCapabilities) {
        self.action_literals = actions.code_action_literal_support.is_some();
        let resolves = actions.resolve_support.as_ref();
        let edits = resolves.is_some_and(|it| it.properties.iter().any(|property| property == "edit"));
        self.lazy_actions = edits && actions.data_support.unwrap_or_default();
        self.preferred_actions = actions.is_preferred_support.unwrap_or_default();
    }

    fn read_workspace(&mut self, client: &ClientCapabilities) {
        let Some(workspace) = &client.workspace else { return };
        let edit = workspace.workspace_edit.as_ref();
        self.versioned_edits = edit.and_then(|it| it.document_changes).unwrap_or_default();
        let operations = edit.and_then(|it| it.resource_operations.as_ref());
        self.creates_files =
            self.versioned_edits && operations.is_some_and(|it| it.contains(&ResourceOperationKind::Create));
        self.applies_edits = workspace.apply_edit.unwrap_or_default();
        self.refreshes_lenses =
            workspace.code_lens.as_ref().and_then(|it| it.refresh_support).unwrap_or_default();
        self.refreshes_diagnostics =
            workspace.diagnostics.as_ref().and_then(|it| it.refresh_support).unwrap_or_default();
        let watched = workspace.did_change_watched_files.as_ref();
        self.watches_files = watched.and_then(|it| it.dynamic_registration).unwrap_or_default();
        self.has_settings = workspace.configuration.unwrap_or_default();
        let settings = workspace.did_change_configuration.as_ref();
        self.registers_settings = settings.and_then(|it| it.dynamic_registration).unwrap_or_default();
    }
}

/// UTF-8 costs nothing here, UTF-32 little; UTF-16 is what every client understands.
fn negotiate(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|it| it.position_encodings.as_deref()).unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}
