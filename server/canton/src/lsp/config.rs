//! What the user wants to see: every surface can be switched off on its own.

use serde_json::Value;

/// Which surfaces speak. As JSON, in `initializationOptions` and in the section `canton` of the client's
/// settings: `{"diagnostics": true, "lens": false, "hover": {"enabled": true}, …}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Switches {
    /// Findings.
    pub(crate) diagnostics: bool,
    /// The line over each unit.
    pub(crate) lens: bool,
    /// Hover.
    pub(crate) hover: bool,
    /// Completion in manifests.
    pub(crate) completion: bool,
    /// Code actions.
    pub(crate) actions: bool,
}

impl Default for Switches {
    fn default() -> Switches {
        Switches { diagnostics: true, lens: true, hover: true, completion: true, actions: true }
    }
}

impl Switches {
    /// These switches with those that `settings` names; whatever else is in there is passed over.
    pub(crate) fn with(self, settings: &Value) -> Switches {
        let settings = settings.get("canton").unwrap_or(settings);
        let switch = |names: &[&str], was: bool| {
            names.iter().find_map(|name| setting(settings.get(name)?)).unwrap_or(was)
        };
        Switches {
            diagnostics: switch(&["diagnostics"], self.diagnostics),
            lens: switch(&["lens", "codeLens", "codelens"], self.lens),
            hover: switch(&["hover"], self.hover),
            completion: switch(&["completion"], self.completion),
            actions: switch(&["codeActions", "code_actions"], self.actions),
        }
    }
}

/// A switch is written as itself or as a table with the key `enabled`.
fn setting(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| value.get("enabled")?.as_bool()).or_else(|| value.get("enable")?.as_bool())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(settings: &Value, expected: Switches) {
        assert_eq!(Switches::default().with(settings), expected);
    }

    #[test]
    fn switches_are_read_in_every_spelling() {
        let all = Switches::default();
        check(&json!(null), all);
        check(&json!({"other": 1, "hover": "no"}), all);
        check(&json!({"lens": false}), Switches { lens: false, ..all });
        check(&json!({"codeLens": {"enabled": false}}), Switches { lens: false, ..all });
        check(&json!({"canton": {"diagnostics": {"enable": false}}}), Switches { diagnostics: false, ..all });
    }
}
