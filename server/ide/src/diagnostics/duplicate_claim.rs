//! Two cantons that claim the same thing equally closely.

use canton_semantic::{
    CantonId, Claimed, Conflict, Db, File, Workspace, conflicts, file_name, symbol_id, symbols_named,
};
use canton_syntax::TextRange;

use super::Diagnostic;
use crate::canton::{claim_range, claims};
use crate::unit::Canton;

code! {
    /// Two cantons claim the same symbol, the same file, or the same files by equally long patterns. The first
    /// by path holds it, but nobody would know.
    ///
    /// ```yaml
    /// source: provision.py#provision_environment      # in two manifests
    /// ```
    ///
    /// Take one of the two claims out, or claim more closely: a symbol goes before its class, a class before
    /// its file, a file before a pattern, a longer pattern before a shorter one.
    DUPLICATE_CLAIM, "duplicate-claim", Error
}

pub(super) fn duplicate_claims(acc: &mut Vec<(File, Diagnostic)>, db: &dyn Db) {
    for conflict in conflicts(db, Workspace::get(db)) {
        let (first, second) = conflict.cantons;
        let (Some(first), Some(second)) = (Canton::new(db, first), Canton::new(db, second)) else { continue };
        let label = if conflict.name.is_empty() { file_name(conflict.file.path(db)) } else { &conflict.name };
        let message = format!("canton `{}` claims `{label}` as closely", first.name());
        let id = symbol_id(conflict.file.path(db), &conflict.name);
        let finding =
            DUPLICATE_CLAIM.at(place(db, conflict, second), message).canton(second.name()).symbol(id);
        let finding = finding.related(first.id.file, place(db, conflict, first), "the other claim");
        let finding = finding.related(conflict.file, code_range(db, conflict), "what both claim");
        acc.push((second.id.file, finding));
    }
}

/// Where a canton writes its claim of what is contested.
fn place(db: &dyn Db, conflict: &Conflict, canton: Canton<'_>) -> TextRange {
    let claims = claims(db, CantonId { ..canton.id });
    let at = claims.iter().position(|claimed| contests(db, conflict, claimed)).unwrap_or(0);
    claim_range(canton, at as u32)
}

fn contests(db: &dyn Db, conflict: &Conflict, claimed: &Claimed) -> bool {
    match claimed {
        Claimed::Symbol { path, name } => path == conflict.file.path(db) && *name == conflict.name,
        Claimed::File(path) => path == conflict.file.path(db) && conflict.name.is_empty(),
        Claimed::Glob(_) => {
            conflict.name.is_empty() && canton_semantic::claimed_files(db, claimed).contains(&conflict.file)
        }
        Claimed::Outside | Claimed::Unbound(_) => false,
    }
}

fn code_range(db: &dyn Db, conflict: &Conflict) -> TextRange {
    let named = symbols_named(db, conflict.file, &conflict.name);
    let outline = canton_semantic::outline(db, conflict.file).as_ref().ok();
    let symbol = outline.zip(named.first()).and_then(|(outline, &at)| outline.symbols.get(at as usize));
    symbol.map_or_else(TextRange::default, |symbol| symbol.name_range)
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn of_a_symbol_a_file_and_a_pattern() {
        check_findings(
            "duplicate-claim",
            r#"
//- x/a.py
def f():
    return 1
//- x/b.py
def g():
    return 1
//- y/c.py
def h():
    return 1
//- a.canton.yaml
name: a
source: [x/a.py#f, x/b.py, "y/**"]
//- b.canton.yaml
name: b
source: [x/a.py#f, x/b.py, "y/**"]
#        ^^^^^^^^ canton `a` claims `f` as closely
#                  ^^^^^^ canton `a` claims `b.py` as closely
#                          ^^^^^^ canton `a` claims `c.py` as closely
"#,
        );
    }
}
