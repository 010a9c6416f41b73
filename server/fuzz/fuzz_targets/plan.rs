//! Terraform plans: any text can be read, and a plan with a problem says so.
#![no_main]

use canton_evidence::plan::{Action, parse};
use canton_fuzz::Input;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = Input::new(data).text();
    let (plan, problems) = parse(text);
    let lines = text.split('\n').count();
    for problem in &problems {
        assert!(problem.line <= lines, "line {} of {lines}", problem.line);
        assert!(!problem.message.is_empty());
    }
    for change in &plan.changes {
        assert!(!change.replaces() || change.destroys() && change.acts());
        assert!(!change.destroys() || change.actions.contains(&Action::Delete));
        let name = format!("{}{}", change.parts.kind, change.parts.resource);
        assert!(name.len() <= 2 * change.address.len(), "{} has {:?}", change.address, change.parts);
    }
});
