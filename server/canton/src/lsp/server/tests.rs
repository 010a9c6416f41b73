//! What becomes of a handler that fails.

use super::*;
use crate::lsp::pool::Priority;
use crate::lsp::snapshot::Places;
use crate::vfs::Vfs;
use canton_ide::AnalysisHost;
use std::path::PathBuf;

fn snapshot() -> Snapshot {
    let host = AnalysisHost::new(Arc::new(Vfs::new(PathBuf::from("/none"))));
    let (root, shown) = (PathBuf::from("/none"), PathBuf::from("/none"));
    let places = Places { root, shown, open: Default::default(), lines: Arc::default() };
    Snapshot::new(host.analysis(), Arc::default(), Arc::new(places), Arc::from("a.py"), true)
}

/// The code of what a handler's outcome becomes for the client; `None` for an answer.
fn code(handler: Handler<(), ()>) -> Option<i64> {
    let (events, _received) = crossbeam_channel::unbounded();
    let backend = Backend::new(events, TaskPool::new("test", 1, Priority::Normal), Arc::default());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let ask = || match runtime.block_on(backend.ask(snapshot(), Arc::new(()), handler)) {
        Ok(handled) => handled.map_err(Failure::into_error),
        Err(error) => Err(error),
    };
    let outcome = ask();
    assert_eq!(ask(), outcome, "the one thread of the pool lives on");
    outcome.err().map(|error| error.code.code())
}

#[test]
fn each_outcome_has_its_code() {
    assert_eq!(code(|_, ()| Ok(())), None);
    assert_eq!(code(|_, ()| panic!("a feature fails")), Some(-32603));
    assert_eq!(code(|_, ()| Err(Failure::Refused(String::from("no")))), Some(-32602));
    assert_eq!(code(|_, ()| Err(salsa::Cancelled::Local.into())), Some(-32800));
    assert_eq!(code(|_, ()| Err(salsa::Cancelled::PendingWrite.into())), Some(-32801));
    assert_eq!(code(|_, ()| Err(salsa::Cancelled::PropagatedPanic.into())), Some(-32801));
}
