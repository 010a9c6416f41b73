//! Two cantons of one name.

use canton_semantic::{Db, File, Workspace, duplicate_names as duplicates};

use super::Diagnostic;
use crate::unit::Canton;

code! {
    /// Two cantons have one name. A name is how manifests, pins and people speak of a canton, so it is unique in
    /// the federation.
    ///
    /// ```yaml
    /// name: environment-provision      # in `infra/a.canton.yaml`, and in `infra/b.canton.yaml`
    /// ```
    ///
    /// Rename one of them, or join the two. A namespace keeps names apart: `billing.provision`.
    DUPLICATE_NAME, "duplicate-name", Error
}

pub(super) fn duplicate_names(acc: &mut Vec<(File, Diagnostic)>, db: &dyn Db) {
    for &(later, first) in duplicates(db, Workspace::get(db)) {
        let (Some(later), Some(first)) = (Canton::new(db, later), Canton::new(db, first)) else { continue };
        let message = format!("another canton is named `{}`", later.name());
        let finding = DUPLICATE_NAME.at(later.name_range(), message).canton(later.name());
        let subject = format!("{}:{}", later.id.file.path(db), later.id.index);
        let finding =
            finding.subject(subject).related(first.id.file, first.name_range(), "the first one stands here");
        acc.push((later.id.file, finding));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn the_later_one() {
        check_findings(
            "duplicate-name",
            r#"
//- a/canton.yaml
name: f
//- b/canton.yaml
name: f
#     ^ another canton is named `f`
"#,
        );
    }
}
