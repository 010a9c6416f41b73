//! `textDocument/codeAction`, `codeAction/resolve` and the commands that apply an action.

use canton_ide::CodeActionKind as Kind;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command,
    Diagnostic, ExecuteCommandParams, WorkspaceEdit,
};

use super::Handled;
use crate::lsp::capabilities::{APPLY, FIX_ALL, REGISTER};
use crate::lsp::from_proto::{self, ActionData};
use crate::lsp::snapshot::{Failure, Snapshot};
use crate::lsp::to_proto;

/// What can be done at a range. Edits come later where the client asks for them, else with the action.
pub(crate) fn code_actions(
    snapshot: &Snapshot,
    params: &CodeActionParams,
) -> Handled<Option<CodeActionResponse>> {
    let Some(file) = snapshot.file().filter(|_| snapshot.session.switches.actions) else { return Ok(None) };
    let lines = snapshot.lines(file);
    let range = from_proto::text_range(&lines, params.range, snapshot.session.encoding)?;
    let mut actions = Vec::new();
    for action in snapshot.analysis.code_actions(file, range)? {
        if !wanted(params.context.only.as_deref(), &kind(action.kind)) {
            continue;
        }
        let action = match snapshot.session.action_literals {
            true => {
                literal(snapshot, &action, &params.context.diagnostics)?.map(CodeActionOrCommand::CodeAction)
            }
            false => command(snapshot, &action).map(CodeActionOrCommand::Command),
        };
        actions.extend(action);
    }
    Ok(Some(actions))
}

/// Whether the client wants a kind: that itself, or one above it.
fn wanted(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let is_below = |wanted: &CodeActionKind| {
        kind.as_str()
            .strip_prefix(wanted.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    match only {
        // What mends everything is for those who ask for it, on saving.
        None => kind.as_str() != FIX_ALL,
        Some(only) => only.iter().any(|it| it.as_str().is_empty() || is_below(it)),
    }
}

fn kind(kind: Kind) -> CodeActionKind {
    match kind {
        Kind::QuickFix => CodeActionKind::QUICKFIX,
        Kind::FixAll => CodeActionKind::new(FIX_ALL),
    }
}

fn literal(
    snapshot: &Snapshot,
    action: &canton_ide::CodeAction,
    diagnostics: &[Diagnostic],
) -> Handled<Option<CodeAction>> {
    let Some(data) = to_proto::action_data(snapshot, &action.id) else { return Ok(None) };
    let edit = match snapshot.session.lazy_actions {
        true => None,
        false => edit(snapshot, &data)?,
    };
    if edit.is_none() && !snapshot.session.lazy_actions {
        return Ok(None);
    }
    let mended: Vec<Diagnostic> =
        diagnostics.iter().filter(|it| to_proto::mends(&data, it)).cloned().collect();
    Ok(Some(CodeAction {
        title: action.title.clone(),
        kind: Some(kind(action.kind)),
        diagnostics: (!mended.is_empty()).then_some(mended),
        edit,
        is_preferred: snapshot.session.preferred_actions.then_some(action.preferred),
        data: serde_json::to_value(data).ok(),
        ..CodeAction::default()
    }))
}

fn command(snapshot: &Snapshot, action: &canton_ide::CodeAction) -> Option<Command> {
    let data = serde_json::to_value(to_proto::action_data(snapshot, &action.id)?).ok()?;
    let title = action.title.clone();
    Some(Command { title, command: APPLY.to_owned(), arguments: Some(vec![data]) })
}

/// The edits of an action.
pub(crate) fn resolve(snapshot: &Snapshot, action: &CodeAction) -> Handled<Option<CodeAction>> {
    let Some(data) = &action.data else { return Ok(None) };
    let edit = edit(snapshot, &ActionData::read(data)?)?;
    let edit = edit.ok_or_else(|| Failure::Refused(String::from("what it would mend is no longer there")))?;
    Ok(Some(CodeAction { edit: Some(edit), ..action.clone() }))
}

/// The edits of a command.
pub(crate) fn execute(snapshot: &Snapshot, params: &ExecuteCommandParams) -> Handled<Option<WorkspaceEdit>> {
    if ![REGISTER, APPLY].contains(&&*params.command) {
        return Err(Failure::Refused(format!("there is no command `{}`", params.command)));
    }
    let Some(argument) = params.arguments.first() else {
        return Err(Failure::Refused(format!("`{}` takes an action", params.command)));
    };
    edit(snapshot, &ActionData::read(argument)?)
}

fn edit(snapshot: &Snapshot, data: &ActionData) -> Handled<Option<WorkspaceEdit>> {
    let change = snapshot.analysis.resolve_code_action(&data.id())?;
    Ok(change.and_then(|change| to_proto::workspace_edit(snapshot, &change)))
}
