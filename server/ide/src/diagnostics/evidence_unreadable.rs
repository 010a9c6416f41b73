//! A report that cannot be read.

use canton_semantic::{Db, Workspace, federation, named_by, scip_files, scip_index};

use super::Diagnostic;

code! {
    /// A report that the federation names, or `index.scip` at its root, cannot be read as what it should be, so
    /// that nothing of it counts: it is cut, of another format, or too large.
    ///
    /// ```yaml
    /// evidence:
    ///   scip: [build/index.scip]
    /// ```
    ///
    /// Make it again with the tool that made it. Of an index with documents outside of its root, those are left
    /// out: run the indexer in the federation's root, or in a package's own folder and leave the index there.
    EVIDENCE_UNREADABLE, "evidence-unreadable", Warning
}

/// On the entry of `federation.yaml` that names the report, or at its start.
pub(super) fn evidence_unreadable(acc: &mut Vec<Diagnostic>, db: &dyn Db) {
    let workspace = Workspace::get(db);
    let entries = &federation(db, workspace).0.evidence.scip;
    for &index in scip_files(db, workspace) {
        let path = index.path(db);
        let range = entries.iter().find(|it| named_by(&it.value, path)).map(|it| it.range);
        for problem in &scip_index(db, index).1 {
            let message = format!("`{path}` cannot be used: {}", problem.message);
            let message = if problem.is_fatal { message } else { format!("`{path}`: {}", problem.message) };
            acc.push(EVIDENCE_UNREADABLE.at(range.unwrap_or_default(), message).subject(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn an_index_that_is_none() {
        check_findings(
            "evidence-unreadable",
            "
//- build/a.scip
no index
//- federation.yaml
evidence: {scip: [\"build/*.scip\"]}
#                 ^^^^^^^^^^^^^^ `build/a.scip` cannot be used: it is no SCIP index
//- a.py
def f(): pass
",
        );
    }
}
