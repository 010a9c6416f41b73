//! What calls that lead out of the federation are known to do, by the tables of their language.

use canton_grammars::effects::{EffectTable, Effects, Origin, Passed};
use canton_syntax::outline::{CallForm, ValueKind};

use crate::bodies::locals;
use crate::resolve::{External, Externals};
use crate::{Body, Db, File, FileKind, Hop, How, SymbolKey, body, edges, symbol_key};

/// A call that leads to something known outside of the federation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OutsideCall {
    /// The index of the call in its body.
    pub(crate) call: u32,
    /// What it does, what it is given to call among it.
    pub(crate) effects: Effects,
    /// It is given something of which nothing is known.
    pub(crate) takes_unknown: bool,
    /// It is called on what another call makes, which may be something else too.
    pub(crate) is_made: bool,
}

/// The calls of a symbol that lead to something known outside of the federation, in order.
#[salsa::tracked(returns(deref))]
pub(crate) fn outside_calls<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Box<[OutsideCall]> {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let Some(table) = table_of(db, file) else { return Box::default() };
    let (body, outside) = (body(db, key), Externals::new(db, file));
    let lead_out = edges(db, key)
        .iter()
        .zip(0..)
        .filter(|((edge, _), _)| matches!(edge.how, How::External | How::Dynamic));
    let known = lead_out.filter_map(|((edge, _), call)| {
        let is_made = of_made(body, call).is_some();
        if is_made != (edge.how == How::Dynamic) {
            return None;
        }
        let (effects, external) = known(&outside, table, body, (symbol, call))?;
        let calls_from = table.calls_from(&external.name, external.origin);
        let takes_unknown = calls_from.is_some_and(|it| is_given_function(db, key, (call, it)));
        let mut known = OutsideCall { call, effects, takes_unknown, is_made };
        let paths = body.arguments_of(call).iter().filter(|it| it.value.kind == ValueKind::Path);
        for path in paths {
            let given = outside.of(symbol, body.text(path.value.text), CallForm::default());
            let effects =
                given.iter().find_map(|it| table.effects(&it.name, it.origin, |_, _| Passed::Unknown));
            known.effects = known.effects.and(effects.unwrap_or_default());
            known.takes_unknown |= effects.is_none() && given.iter().any(|it| it.origin == Origin::Import);
        }
        Some(known)
    });
    known.collect()
}

/// Whether a call that calls what it is given from a place on is given what may be somebody else's function there. What
/// is written there, or bound to a name of the function itself, counts where it stands.
fn is_given_function<'db>(db: &'db dyn Db, key: SymbolKey<'db>, (call, place): (u32, u8)) -> bool {
    let (body, own) = (body(db, key), locals(db, key));
    let arguments = body.arguments_of(call).iter();
    let mut paths = arguments.filter(|it| it.key.is_none() && it.position >= place && it.value.kind.leads());
    paths.any(|it| {
        let path = body.text(it.value.text);
        own.parameter(path).is_some() || own.named(path).next().is_none()
    })
}

/// What is called on the way at `hop`, by the name that the world knows it by; `None` if nothing is known of it.
pub fn outside_name(db: &dyn Db, hop: Hop) -> Option<String> {
    let table = table_of(db, hop.file)?;
    let (outside, body) = (Externals::new(db, hop.file), body(db, symbol_key(db, hop.file, hop.symbol)));
    known(&outside, table, body, (hop.symbol, hop.call)).map(|(_, external)| external.name)
}

/// Whether what a path leads to outside of the federation is known, when it is called.
pub(crate) fn is_known_outside(db: &dyn Db, file: File, symbol: u32, path: &str) -> bool {
    let path = path.split('(').next().unwrap_or(path);
    let Some(table) = table_of(db, file) else { return false };
    let mut found = Externals::new(db, file).of(symbol, path, CallForm::default()).into_iter();
    found.any(|it| table.effects(&it.name, it.origin, |_, _| Passed::Unknown).is_some())
}

fn table_of(db: &dyn Db, file: File) -> Option<&'static EffectTable> {
    match file.kind(db)? {
        FileKind::Source(language) => language.effects(),
        _ => None,
    }
}

/// The effects of a call, and what is called.
fn known(
    outside: &Externals<'_>,
    table: &EffectTable,
    body: &Body,
    (symbol, call): (u32, u32),
) -> Option<(Effects, External)> {
    let it = body.calls.get(call as usize).filter(|it| !it.form.is_write())?;
    let found = match of_made(body, call) {
        Some((path, form)) => outside.of(symbol, &path, form),
        None => outside.of(symbol, body.text(it.callee), it.form),
    };
    found.into_iter().find_map(|external| {
        let passed = |place, key: &str| passed(body, call, place, key);
        let effects = table.effects(&external.name, external.origin, passed)?;
        Some((effects, external))
    })
}

/// What is called on what another call makes, `boto3.client("ec2").terminate_instances()`: its path as it would be if
/// what is made had a name, `boto3.client.terminate_instances`, and the form of the call that makes it, which tells
/// what the first name is bound to.
fn of_made(body: &Body, call: u32) -> Option<(String, CallForm)> {
    let callee = body.text(body.calls.get(call as usize)?.callee);
    let (maker, _) = callee.split_once("().")?;
    let maker = body.calls.iter().find(|it| body.text(it.callee) == maker)?;
    // What a call gives is known by its members alone: what it does when it is called itself, nobody says.
    let path = callee.replace("().", ".");
    (!path.contains(['(', '['])).then_some((path, maker.form))
}

/// What can be seen of an argument, by its name or else its place.
fn passed<'db>(body: &'db Body, call: u32, place: u8, key: &str) -> Passed<'db> {
    let arguments = body.arguments_of(call);
    let keyed = arguments.iter().rfind(|it| it.key.is_some_and(|it| body.text(it) == key));
    let by_place = || arguments.iter().find(|it| it.key.is_none() && it.position == place);
    let seen = |kind, text| match kind {
        ValueKind::Word => Passed::Word(body.text(text)),
        _ => Passed::Present,
    };
    if let Some(it) = keyed {
        return seen(it.value.kind, it.value.text);
    }
    match body.calls.get(call as usize).and_then(|it| it.form.positional()) {
        None => Passed::Unknown,
        Some(count) if place >= count => Passed::Absent,
        Some(_) => by_place().map_or(Passed::Present, |it| seen(it.value.kind, it.value.text)),
    }
}
