//! A line of CODEOWNERS that does not say what it seems to say.

use canton_semantic::{Db, File, Workspace, codeowners, codeowners_file};

use super::Diagnostic;

code! {
    /// A line of CODEOWNERS does not do what it seems to do: the forge leaves it out, or reads it in another
    /// way. Forges say nothing about it, and the code stays without the owner that was meant.
    ///
    /// ```text
    /// src/[ab]/**   @infra-team      # GitHub does not read brackets
    /// ```
    ///
    /// The message says what happens instead. Write the line as the forge reads it.
    CODEOWNERS_SYNTAX, "codeowners-syntax", Warning
}

pub(super) fn codeowners_syntax(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    if codeowners_file(db, Workspace::get(db)) != Some(file) {
        return;
    }
    let text = canton_semantic::source_text(db, file).unwrap_or_default();
    for problem in &codeowners(db, file).1 {
        let written = text.get(std::ops::Range::<usize>::from(problem.range)).unwrap_or_default();
        acc.push(CODEOWNERS_SYNTAX.at(problem.range, problem.message.clone()).subject(written));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::check_findings;

    #[test]
    fn a_line_that_the_forge_leaves_out() {
        check_findings(
            "codeowners-syntax",
            r#"
//- federation.yaml
//- .github/CODEOWNERS
!/a.py @team
#<^^^^^^^^^^ a pattern cannot be negated with `!`; GitHub skips this line
"#,
        );
    }
}
