//! `textDocument/codeLens` and `codeLens/resolve`

use canton_ide::LensCommand;
use serde_json::{Value, json};
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

use super::Handled;
use crate::lsp::capabilities::{REGISTER, SHOW};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;

/// The lenses of a document. They say all that is known at once; resolving one says what is known then.
pub(crate) fn code_lenses(snapshot: &Snapshot, params: &CodeLensParams) -> Handled<Option<Vec<CodeLens>>> {
    let Some(file) = snapshot.file().filter(|_| snapshot.session.switches.lens) else { return Ok(None) };
    let lines = snapshot.lines(file);
    let lenses = snapshot.analysis.code_lenses(file)?;
    let lenses = lenses.iter().map(|lens| CodeLens {
        range: to_proto::range(&lines, lens.range, snapshot.session.encoding),
        command: Some(command(snapshot, lens)),
        data: Some(json!({"uri": params.text_document.uri})),
    });
    Ok(Some(lenses.collect()))
}

/// What a lens says now, with its callers once every file has been read; as it was where nothing is there any more.
pub(crate) fn resolve(snapshot: &Snapshot, lens: &CodeLens) -> Handled<Option<CodeLens>> {
    let Some(file) = snapshot.file() else { return Ok(None) };
    let lines = snapshot.lines(file);
    let encoding = snapshot.session.encoding;
    let lenses = snapshot.analysis.code_lenses(file)?;
    let mut lenses = lenses.into_iter();
    let here = lenses.find(|it| to_proto::range(&lines, it.range, encoding).start == lens.range.start);
    let Some(mut here) = here else { return Ok(None) };
    if snapshot.primed {
        here = snapshot.analysis.resolve_code_lens(file, here)?;
    }
    Ok(Some(CodeLens { command: Some(command(snapshot, &here)), ..lens.clone() }))
}

fn command(snapshot: &Snapshot, lens: &canton_ide::CodeLens) -> Command {
    let title = lens.title.clone();
    let (command, arguments) = match &lens.command {
        LensCommand::Apply(id) => {
            let data = to_proto::action_data(snapshot, id).and_then(|data| serde_json::to_value(data).ok());
            (REGISTER, Vec::from_iter(data))
        }
        LensCommand::Show { path, range } => (SHOW, shown_place(snapshot, path, *range)),
    };
    Command { title, command: command.to_owned(), arguments: Some(arguments) }
}

/// The place as the client's command takes it: a URI and a position.
fn shown_place(snapshot: &Snapshot, path: &str, range: canton_syntax::TextRange) -> Vec<Value> {
    let location = snapshot.analysis.file(path).and_then(|file| to_proto::location(snapshot, file, range));
    location.map_or_else(Vec::new, |it| vec![json!(it.uri), json!(it.range.start)])
}
