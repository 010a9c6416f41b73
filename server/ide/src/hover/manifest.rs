//! What a key of a manifest means, and what a value leads to.

use canton_semantic::{
    CantonId, Db, File, Standing, Workspace, canton_named, cantons, claimed_files, federation, file_claims,
    pin_targets, symbols_named,
};
use canton_semantic::{Claimed, FileKind};
use canton_syntax::TextSize;
use canton_syntax::schema::{Key, Scalar};

use super::{Hover, rules, unit};
use crate::canton::{canton_owners, claims};
use crate::report::claim_id;
use crate::unit::{Canton, unit_of_symbol};
use crate::wording::{counted, listed};
use crate::yaml_position::{YamlPosition, YamlWhat, yaml_position};

pub(super) fn hover(db: &dyn Db, file: File, offset: TextSize) -> Option<Hover> {
    let position = yaml_position(db, file, offset)?;
    let canton = || {
        let id = CantonId { file, index: position.document };
        Canton::new(db, id).filter(|_| file.kind(db) == Some(FileKind::Manifest))
    };
    let markdown = match &position.what {
        YamlWhat::Key(key) => key_page(key),
        YamlWhat::Value { key, scalar, text } => {
            let meaning = match scalar {
                Scalar::NewName => canton().map(|canton| of_canton(db, canton)),
                Scalar::Canton => named(db, text),
                Scalar::Claim => canton().and_then(|canton| of_claim(db, canton, &position)),
                Scalar::Type => Some(of_type(db, text)),
                Scalar::Requirement => Some(of_requirement(db, text)),
                Scalar::Owner => Some(of_owner(db, text)),
                Scalar::Code => crate::explain(text).map(str::to_owned),
                _ => None,
            };
            meaning.unwrap_or_else(|| key_page(key))
        }
    };
    Some(Hover { range: position.range, markdown })
}

/// The manual of a key.
fn key_page(key: &Key) -> String {
    format!("**{}**\n\n{}\n\n```yaml\n{}\n```", key.name, key.doc, key.example)
}

fn named(db: &dyn Db, name: &str) -> Option<String> {
    let canton = canton_named(db, name).into_iter().find_map(|id| Canton::new(db, id));
    canton.map(|canton| of_canton(db, canton))
}

/// A canton: what it claims, and how that stands.
fn of_canton(db: &dyn Db, canton: Canton<'_>) -> String {
    let mut text = format!("canton **{}**", canton.name());
    if let Some(description) = &canton.manifest.description {
        text.push_str(&format!("\n\n{}", description.value));
    }
    text.push('\n');
    let ids: Vec<String> = claims(db, canton.id).iter().filter_map(claim_id).collect();
    if ids.is_empty() {
        text.push_str("\n- Claims: nothing");
    } else {
        text.push_str(&format!("\n- Claims: {}", listed(&ids, "and")));
    }
    text.push_str(&format!("\n- {}", holds(db, canton)));
    match canton_owners(db, canton) {
        Some(owners) if !owners.is_empty() => {
            text.push_str(&format!("\n- Owner: {}", listed(&owners, "and")))
        }
        _ => text.push_str("\n- Owner: nobody"),
    }
    if let Some(exposes) = &canton.manifest.exposes {
        let names: Vec<&str> = exposes.iter().map(|it| it.value.as_str()).collect();
        let said = if names.is_empty() { String::from("nothing") } else { listed(&names, "and") };
        text.push_str(&format!("\n- Exposes: {said}"));
    }
    for invariant in &canton.manifest.invariants {
        text.push_str(&format!("\n- Invariant: {}", rules::rule(db, &invariant.value)));
    }
    text
}

/// `3 units, 40 lines: 2 canonical, 1 drifted`.
fn holds(db: &dyn Db, canton: Canton<'_>) -> String {
    let targets = pin_targets(db, canton.id);
    let units = targets.iter().filter_map(|it| unit_of_symbol(db, it.file, it.symbol));
    let held: Vec<(Standing, u32)> = units
        .filter(|unit| unit.standing.lines > 0)
        .map(|it| (it.standing.standing, it.standing.lines))
        .collect();
    summary(&held)
}

fn summary(held: &[(Standing, u32)]) -> String {
    let lines: u32 = held.iter().map(|(_, lines)| lines).sum();
    let mut parts = Vec::new();
    for standing in Standing::ALL {
        let count = held.iter().filter(|(it, _)| *it == standing).count();
        if count > 0 {
            parts.push(format!("{count} {}", standing.as_str()));
        }
    }
    let size = format!("{}, {}", counted(held.len(), "unit"), counted(lines as usize, "line"));
    if parts.is_empty() { size } else { format!("{size}: {}", parts.join(", ")) }
}

/// A claim: the file or symbol that it leads to, or how many files it reaches.
fn of_claim(db: &dyn Db, canton: Canton<'_>, position: &YamlPosition) -> Option<String> {
    let written = canton.manifest.source.as_ref()?;
    let at = written.iter().position(|claim| claim.range == position.range)?;
    let claimed = claims(db, canton.id).get(at)?;
    match claimed {
        Claimed::Symbol { name, .. } => {
            let file = *claimed_files(db, claimed).first()?;
            let symbol = *symbols_named(db, file, name).first()?;
            unit::of_symbol(db, file, symbol)
        }
        Claimed::File(path) | Claimed::Glob(path) => {
            let files = claimed_files(db, claimed);
            let reach = files.iter().filter(|file| reaches(db, **file, canton.id)).count();
            let size = counted(reach, "file");
            Some(format!("`{path}`\n\n- {size}\n- {}", holds(db, canton)))
        }
        Claimed::Outside | Claimed::Unbound(_) => None,
    }
}

/// Whether the canton is among those whose claims reach into the file.
fn reaches(db: &dyn Db, file: File, canton: CantonId) -> bool {
    let claims = file_claims(db, file);
    let by_glob = claims.globs.iter().any(|(_, it)| *it == canton);
    by_glob || claims.file.contains(&canton) || claims.symbols.iter().any(|(_, it)| *it == canton)
}

/// Who emits and who accepts a type.
fn of_type(db: &dyn Db, name: &str) -> String {
    let (mut emit, mut accept) = (Vec::new(), Vec::new());
    for (_, id) in cantons(db, Workspace::get(db)) {
        let Some(canton) = Canton::new(db, *id) else { continue };
        if canton.manifest.emits.iter().any(|it| it.value == name) {
            emit.push(canton.name());
        }
        if canton.manifest.accepts.iter().any(|it| it.value == name) {
            accept.push(canton.name());
        }
    }
    let said = |names: &[&str]| if names.is_empty() { String::from("nobody") } else { listed(names, "and") };
    format!("type **{name}**\n\n- Emitted by: {}\n- Accepted by: {}", said(&emit), said(&accept))
}

/// Who gives a requirement, and who asks for it.
fn of_requirement(db: &dyn Db, name: &str) -> String {
    let mut text = format!("requirement **{name}**");
    let declared = federation(db, Workspace::get(db)).0.requirements.as_ref();
    let declared = declared.and_then(|list| list.iter().find(|it| it.name.value == name));
    if let Some(description) = declared.and_then(|it| it.description.as_ref()) {
        text.push_str(&format!("\n\n{}", description.value));
    }
    text.push('\n');
    if let Some(given) = declared.and_then(|it| it.given.as_ref()) {
        text.push_str(&format!("\n- Vouched for by: `{}`", given.value));
    }
    let dotted = format!(".{name}");
    let gives = |emitted: &str| emitted == name || emitted.ends_with(&dotted);
    let all = cantons(db, Workspace::get(db)).iter().filter_map(|(_, id)| Canton::new(db, *id));
    let givers: Vec<&str> = all
        .filter(|canton| canton.manifest.emits.iter().any(|it| gives(&it.value)))
        .map(|canton| canton.name())
        .collect();
    let said = if givers.is_empty() { String::from("no canton") } else { listed(&givers, "and") };
    text.push_str(&format!("\n- Given by: {said}"));
    text
}

/// The cantons that an owner answers for.
fn of_owner(db: &dyn Db, owner: &str) -> String {
    let all = cantons(db, Workspace::get(db)).iter().filter_map(|(_, id)| Canton::new(db, *id));
    let owned: Vec<&str> = all
        .filter(|canton| canton_owners(db, *canton).is_some_and(|owners| owners.iter().any(|it| it == owner)))
        .map(|canton| canton.name())
        .collect();
    let said = if owned.is_empty() { String::from("no canton") } else { listed(&owned, "and") };
    format!("owner **{owner}**\n\n- Answers for: {said}")
}
