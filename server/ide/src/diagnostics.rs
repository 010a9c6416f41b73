//! Every kind of finding: one file each, with its manual page, message, fix and tests.
//!
//! What rests on one file and what it claims is a query per file, kept until that changes. What rests on all
//! manifests together (two of one name, two that claim the same) is added outside, as are the federation's
//! severities and exceptions, so that a new date or another severity looks at no file again.

use canton_semantic::{Db, File, FileKind, Shard, Workspace, is_federation};
use canton_syntax::TextRange;
use std::sync::LazyLock;

use crate::CodeAction;

/// Declares a code. The doc comment is its manual page, and the only one.
macro_rules! code {
    ($(#[doc = $line:literal])* $name:ident, $code:literal, $severity:ident) => {
        $(#[doc = $line])*
        pub(super) static $name: $crate::diagnostics::Page = $crate::diagnostics::Page {
            code: $crate::diagnostics::Code($code),
            severity: $crate::diagnostics::Severity::$severity,
            lines: &[$($line),*],
        };
    };
}

mod boundary_crossed;
mod claim_ambiguous;
mod claim_not_found;
mod claim_outside_root;
mod claim_unbound;
mod codeowners_syntax;
mod compositions;
mod configuration;
mod deprecated_call;
mod drifted;
mod duplicate_claim;
mod duplicate_key;
mod duplicate_name;
mod evidence_unreadable;
mod exception_expired;
mod input_unwired;
mod invalid_claim;
mod invalid_pin;
mod invalid_value;
mod lock_orphan;
mod lock_syntax;
mod missing_key;
mod pin_unknown;
mod planned;
mod problems;
mod race;
mod replace_hazard;
mod requirement_unmet;
mod target_excluded;
mod target_unknown;
mod uncantonized;
mod undeclared_effect;
mod unknown_code;
mod unknown_environment;
mod unknown_key;
mod unknown_owner;
mod unknown_requirement;
mod unknown_tier;
mod unknown_type;
mod unowned;
mod unparsable;
mod unquoted_owner;
mod use_after_destroy;
mod wrong_type;
mod yaml_syntax;

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How loud it is, after `severity:` of the federation.
    pub severity: Severity,
    /// Where it stands.
    pub range: TextRange,
    /// A sentence for a person, without a final full stop.
    pub message: String,
    /// The id of the symbol it is about.
    pub symbol: Option<String>,
    /// The name of the canton it is about.
    pub canton: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// What can mend it; the edits come from [`crate::Analysis::resolve_code_action`].
    pub actions: Vec<CodeAction>,
    /// What it is about besides symbol and canton: a path, a key, a claim. Never a line, and no message.
    pub subject: String,
}

/// A place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: File,
    /// The place in it.
    pub range: TextRange,
    /// What is there.
    pub message: String,
}

/// How loud a finding is, the quietest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Severity {
    Hint,
    Information,
    Warning,
    Error,
}

/// The code of a finding: `uncantonized`, `drifted`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub &'static str);

/// A code's declaration.
struct Page {
    code: Code,
    /// How loud it is where the federation does not say.
    severity: Severity,
    /// The manual page, line by line, each with the blank that follows `///`.
    lines: &'static [&'static str],
}

/// Every code that there is, by name.
static CODES: [&Page; 41] = [
    &boundary_crossed::BOUNDARY_CROSSED,
    &claim_ambiguous::CLAIM_AMBIGUOUS,
    &claim_not_found::CLAIM_NOT_FOUND,
    &claim_outside_root::CLAIM_OUTSIDE_ROOT,
    &claim_unbound::CLAIM_UNBOUND,
    &codeowners_syntax::CODEOWNERS_SYNTAX,
    &deprecated_call::DEPRECATED_CALL,
    &drifted::DRIFTED,
    &duplicate_claim::DUPLICATE_CLAIM,
    &duplicate_key::DUPLICATE_KEY,
    &duplicate_name::DUPLICATE_NAME,
    &evidence_unreadable::EVIDENCE_UNREADABLE,
    &exception_expired::EXCEPTION_EXPIRED,
    &input_unwired::INPUT_UNWIRED,
    &invalid_claim::INVALID_CLAIM,
    &invalid_pin::INVALID_PIN,
    &invalid_value::INVALID_VALUE,
    &lock_orphan::LOCK_ORPHAN,
    &lock_syntax::LOCK_SYNTAX,
    &missing_key::MISSING_KEY,
    &pin_unknown::PIN_UNKNOWN,
    &race::RACE,
    &replace_hazard::REPLACE_HAZARD,
    &requirement_unmet::REQUIREMENT_UNMET,
    &target_excluded::TARGET_EXCLUDED,
    &target_unknown::TARGET_UNKNOWN,
    &uncantonized::UNCANTONIZED,
    &undeclared_effect::UNDECLARED_EFFECT,
    &unknown_code::UNKNOWN_CODE,
    &unknown_environment::UNKNOWN_ENVIRONMENT,
    &unknown_key::UNKNOWN_KEY,
    &unknown_owner::UNKNOWN_OWNER,
    &unknown_requirement::UNKNOWN_REQUIREMENT,
    &unknown_tier::UNKNOWN_TIER,
    &unknown_type::UNKNOWN_TYPE,
    &unowned::UNOWNED,
    &unparsable::UNPARSABLE,
    &unquoted_owner::UNQUOTED_OWNER,
    &use_after_destroy::USE_AFTER_DESTROY,
    &wrong_type::WRONG_TYPE,
    &yaml_syntax::YAML_SYNTAX,
];

/// The manual page of a code, in Markdown.
pub fn explain(code: &str) -> Option<&'static str> {
    static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| CODES.iter().map(|page| page.text()).collect());
    let at = CODES.iter().position(|page| page.code.0 == code)?;
    PAGES.get(at).map(String::as_str)
}

/// Every code with its default severity, by name.
pub fn codes() -> impl Iterator<Item = (Code, Severity)> {
    CODES.iter().map(|page| (page.code, page.severity))
}

impl Page {
    fn text(&self) -> String {
        let lines = self.lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let title = [format!("# {}", self.code.0), String::new()];
        title.into_iter().chain(lines.map(str::to_owned)).map(|line| line + "\n").collect()
    }

    /// A finding of this code, about nothing yet.
    fn at(&self, range: TextRange, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: self.code,
            severity: self.severity,
            range,
            message: message.into(),
            symbol: None,
            canton: None,
            related: Vec::new(),
            actions: Vec::new(),
            subject: String::new(),
        }
    }
}

impl Diagnostic {
    /// A name of the finding that stays when lines move: made from its code, symbol, canton and subject.
    pub fn fingerprint(&self) -> String {
        let symbol = self.symbol.as_deref().unwrap_or_default();
        let canton = self.canton.as_deref().unwrap_or_default();
        let key = [self.code.0, symbol, canton, &self.subject].join("\0");
        blake3::hash(key.as_bytes()).to_hex()[..32].to_owned()
    }

    fn symbol(self, id: impl Into<String>) -> Diagnostic {
        Diagnostic { symbol: Some(id.into()), ..self }
    }

    fn canton(self, name: &str) -> Diagnostic {
        Diagnostic { canton: (!name.is_empty()).then(|| name.to_owned()), ..self }
    }

    fn subject(self, subject: impl Into<String>) -> Diagnostic {
        Diagnostic { subject: subject.into(), ..self }
    }

    fn related(mut self, file: File, range: TextRange, message: impl Into<String>) -> Diagnostic {
        self.related.push(Related { file, range, message: message.into() });
        self
    }

    fn action(mut self, action: impl Into<Option<CodeAction>>) -> Diagnostic {
        self.actions.extend(action.into());
        self
    }
}

/// Every finding in one file, worst first, then by place.
pub(crate) fn diagnostics(db: &dyn Db, file: File) -> Vec<Diagnostic> {
    if !is_federation(db, Workspace::get(db)) {
        return Vec::new();
    }
    let mut found = own_findings(db, file).to_vec();
    if file.kind(db) == Some(FileKind::Manifest) {
        found.extend(
            shared_findings(db).into_iter().filter(|(it, _)| *it == file).map(|(_, finding)| finding),
        );
    }
    finished(db, found)
}

/// The findings of every manifest, lock file, `federation.yaml` and CODEOWNERS, by path.
pub(crate) fn governance_diagnostics(db: &dyn Db) -> Vec<(File, Vec<Diagnostic>)> {
    let workspace = Workspace::get(db);
    if !is_federation(db, workspace) {
        return Vec::new();
    }
    let own = workspace.shards(db).iter().flat_map(|&shard| folder_findings(db, shard)).cloned();
    let mut found: Vec<(File, Vec<Diagnostic>)> = own.collect();
    for (file, finding) in shared_findings(db) {
        match found.iter_mut().find(|(it, _)| *it == file) {
            Some((_, findings)) => findings.push(finding),
            None => found.push((file, vec![finding])),
        }
    }
    let finished = found.into_iter().map(|(file, findings)| (file, finished(db, findings)));
    let mut found: Vec<_> = finished.filter(|(_, findings)| !findings.is_empty()).collect();
    found.sort_by_key(|(file, _)| file.path(db));
    found
}

/// What rests on all manifests together.
fn shared_findings(db: &dyn Db) -> Vec<(File, Diagnostic)> {
    let mut acc = Vec::new();
    duplicate_name::duplicate_names(&mut acc, db);
    duplicate_claim::duplicate_claims(&mut acc, db);
    acc
}

/// With the federation's severities, without its exceptions, each told apart from the others, in order.
fn finished(db: &dyn Db, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut found = configuration::configured(db, found);
    found.sort_by(|one, other| {
        let key =
            |it: &Diagnostic| (std::cmp::Reverse(it.severity), it.range.start(), it.range.end(), it.code);
        key(one).cmp(&key(other)).then_with(|| one.message.cmp(&other.message))
    });
    found.dedup();
    found
}

/// The findings of one folder's governance files: one query, so that a folder in which nothing changed costs
/// one look.
#[salsa::tracked(returns(deref))]
fn folder_findings(db: &dyn Db, shard: Shard) -> Vec<(File, Vec<Diagnostic>)> {
    let governs = |file: &File| !matches!(file.kind(db), Some(FileKind::Source(_)) | None);
    let files = shard.files(db).iter().copied().filter(governs);
    let found = files.map(|file| (file, own_findings(db, file).to_vec()));
    found.filter(|(_, findings)| !findings.is_empty()).collect()
}

/// What rests on one file, what it claims and what the federation says.
#[salsa::tracked(returns(deref))]
fn own_findings(db: &dyn Db, file: File) -> Vec<Diagnostic> {
    let mut acc = Vec::new();
    match file.kind(db) {
        Some(FileKind::Source(_)) => source(&mut acc, db, file),
        Some(FileKind::Manifest) => manifest(&mut acc, db, file),
        Some(FileKind::Federation) if canton_semantic::federation_file(db) == Some(file) => {
            federation(&mut acc, db, file);
        }
        Some(FileKind::Lock) => {
            problems::lock(&mut acc, db, file);
            lock_orphan::lock_orphans(&mut acc, db, file);
            pin_unknown::in_lock(&mut acc, db, file);
        }
        Some(FileKind::Codeowners(_)) => codeowners_syntax::codeowners_syntax(&mut acc, db, file),
        Some(
            FileKind::Federation | FileKind::Plan | FileKind::Project | FileKind::Roster | FileKind::Scip,
        )
        | None => {}
    }
    for finding in acc.iter_mut().filter(|it| it.subject.is_empty() && it.symbol.is_none()) {
        finding.subject = file.path(db).to_owned();
    }
    number_equals(&mut acc);
    acc
}

fn source(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    drifted::drifted(acc, db, file);
    unparsable::unparsable(acc, db, file);
    compositions::compositions(acc, db, file);
    planned::planned(acc, db, file);
    uncantonized::uncantonized(acc, db, file);
}

fn manifest(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    problems::manifest(acc, db, file);
    claim_outside_root::claim_outside_root(acc, db, file);
    claim_not_found::claim_not_found(acc, db, file);
    claim_ambiguous::claim_ambiguous(acc, db, file);
    claim_unbound::claim_unbound(acc, db, file);
    pin_unknown::in_manifest(acc, db, file);
    unowned::unowned(acc, db, file);
    unknown_owner::unknown_owner(acc, db, file);
    unknown_type::unknown_type(acc, db, file);
    unknown_requirement::unknown_requirement(acc, db, file);
    unknown_tier::unknown_tier(acc, db, file);
    unknown_environment::unknown_environment(acc, db, file);
    invalid_value::unknown_cantons(acc, db, file);
    invalid_value::unknown_effects(acc, db, file);
}

fn federation(acc: &mut Vec<Diagnostic>, db: &dyn Db, file: File) {
    problems::federation(acc, db, file);
    unknown_code::unknown_code(acc, db, file);
    unknown_environment::in_federation(acc, db, file);
    exception_expired::exception_expired(acc, db);
    evidence_unreadable::evidence_unreadable(acc, db);
}

/// Findings that would have one fingerprint get a number each, in the order in which they stand.
fn number_equals(findings: &mut [Diagnostic]) {
    findings.sort_by_key(|it| (it.range.start(), it.range.end()));
    let mut seen = rustc_hash::FxHashMap::default();
    for finding in findings {
        let count: &mut u32 = seen.entry(finding.fingerprint()).or_default();
        *count += 1;
        if *count > 1 {
            finding.subject.push_str(&format!("~{count}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::World;

    #[test]
    fn codes_are_sorted_and_each_has_its_page() {
        let names: Vec<&str> = codes().map(|(code, _)| code.0).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
        for name in names {
            let page = explain(name).expect("every code has a page");
            assert!(page.starts_with(&format!("# {name}\n\n")), "{page}");
            assert!(page.lines().count() > 6, "{name} says too little");
        }
        assert_eq!(explain("no-such-code"), None);
    }

    #[test]
    fn the_federation_says_how_loud_a_finding_is() {
        let found = |level: &str| {
            let fixture =
                format!("//- federation.yaml\nseverity: {{unowned: {level}}}\n//- canton.yaml\nname: none\n");
            let findings = World::new(&fixture).findings();
            findings.into_iter().find(|(_, it)| it.code.0 == "unowned").map(|(_, it)| it.severity)
        };
        assert_eq!(found("error"), Some(Severity::Error));
        assert_eq!(found("off"), None);
    }

    #[test]
    fn the_worst_comes_first() {
        let world = World::new("//- canton.yaml\nname: none\nowner: @a\ncolour: red\n");
        let order: Vec<&str> = world.findings().iter().map(|(_, it)| it.code.0).collect();
        assert_eq!(order, ["claim-unbound", "unknown-key", "unquoted-owner"]);
    }

    #[test]
    fn one_file_and_all_files_give_the_same_findings() {
        let fixture = "\
//- a/canton.yaml
name: none
ownr: x
//- b/canton.yaml
name: none
name: none
//- federation.yaml
severity: {unownd: off}
//- b/canton.lock
broken
";
        let world = World::new(fixture);
        let mut one_by_one: Vec<(String, Diagnostic)> = world.findings();
        one_by_one.sort_by(|one, other| one.0.cmp(&other.0));
        let together = world.analysis.governance_diagnostics().expect("nothing cancels");
        let together: Vec<(String, Diagnostic)> = together
            .into_iter()
            .flat_map(|(file, found)| found.into_iter().map(move |it| (file, it)))
            .map(|(file, it)| (world.analysis.path(file).to_string(), it))
            .collect();
        assert_eq!(together, one_by_one);
        let mut fingerprints: Vec<String> = together.iter().map(|(_, it)| it.fingerprint()).collect();
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), together.len());
    }
}
