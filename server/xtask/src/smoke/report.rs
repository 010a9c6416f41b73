//! What `canton check --format json` prints, as far as it is read here.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The whole output.
#[derive(Deserialize)]
pub(crate) struct Report {
    schema: String,
    pub(crate) summary: Summary,
    #[serde(default)]
    pub(crate) symbols: Vec<Symbol>,
    #[serde(default)]
    pub(crate) diagnostics: Vec<Diagnostic>,
    #[serde(default)]
    pub(crate) calls: Vec<Call>,
}

#[derive(Deserialize)]
pub(crate) struct Summary {
    pub(crate) files: u64,
    pub(crate) skipped: Vec<Skipped>,
    /// Lines of code by standing.
    pub(crate) lines: Map<String, Value>,
}

#[derive(Deserialize)]
pub(crate) struct Skipped {
    pub(crate) path: String,
    pub(crate) reason: String,
}

#[derive(Deserialize)]
pub(crate) struct Symbol {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) range: Range,
    pub(crate) standing: String,
}

/// Where a call leads.
#[derive(Deserialize)]
pub(crate) struct Call {
    pub(crate) from: String,
    pub(crate) to: Option<String>,
    pub(crate) how: String,
    /// From 0.
    pub(crate) line: u32,
}

#[derive(Deserialize)]
pub(crate) struct Diagnostic {
    pub(crate) code: String,
}

#[derive(Clone, Copy, Deserialize)]
pub(crate) struct Range {
    pub(crate) start: Position,
    pub(crate) end: Position,
}

/// From 0, as in the protocol.
#[derive(Clone, Copy, Deserialize)]
pub(crate) struct Position {
    pub(crate) line: u32,
}

impl Report {
    /// Reads a file that `check` has written.
    pub(crate) fn read(path: &Path) -> Result<Report> {
        let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
        let report: Report =
            serde_json::from_reader(BufReader::new(file)).context("read the output of check")?;
        ensure!(report.schema == "canton-check/1", "the output has the schema {}", report.schema);
        Ok(report)
    }

    /// Lines of code of all standings together.
    pub(crate) fn lines(&self) -> u64 {
        self.summary.lines.values().filter_map(Value::as_u64).sum()
    }
}

impl Symbol {
    /// The file it stands in.
    pub(crate) fn path(&self) -> &str {
        // Private names begin with `#`; hardly any path holds one.
        if self.kind == "module" { &self.id } else { self.id.split_once('#').map_or(&self.id, |it| it.0) }
    }

    /// The dotted name; `None` for a module.
    pub(crate) fn name(&self) -> Option<&str> {
        if self.kind == "module" { None } else { self.id.split_once('#').map(|it| it.1) }
    }
}

#[cfg(test)]
mod tests {
    use super::Report;

    #[test]
    fn the_documented_output_is_read() {
        let text = r#"{"schema": "canton-check/1", "root": "/abs/root", "version": "0.1.0",
            "summary": {"files": 12, "skipped": [{"path": "a.bin", "reason": "binary"}], "cantons": 3,
              "symbols": {"canonical": 4, "test": 3}, "lines": {"canonical": 120, "test": 80},
              "ratio": {"symbols": 0.25, "lines": 0.256}},
            "cantons": [],
            "symbols": [
              {"id": "infra/a.py", "kind": "module", "language": "python",
               "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 18}}, "lines": 8,
               "standing": "canonical"},
              {"id": "infra/a.py#A.f~2", "kind": "method", "language": "python",
               "range": {"start": {"line": 3, "character": 0}, "end": {"line": 5, "character": 18}}, "lines": 2,
               "standing": "canonical"}],
            "diagnostics": [{"code": "target-excluded", "severity": "error", "path": "a.py", "range": {}}],
            "calls": [{"from": "infra/a.py#A.f~2", "to": null, "how": "external", "line": 4}]}"#;
        let report: Report = serde_json::from_str(text).unwrap();
        assert_eq!((report.summary.files, report.lines()), (12, 200));
        assert_eq!((report.calls[0].to.as_deref(), report.calls[0].line), (None, 4));
        assert_eq!(report.symbols[0].name(), None);
        assert_eq!((report.symbols[1].path(), report.symbols[1].name()), ("infra/a.py", Some("A.f~2")));
    }
}
