//! What else may be called where a member is: a class below may define it otherwise, and what is declared without a
//! body is what others define.

use canton_grammars::Language;
use canton_grammars::tables::Classes;
use canton_syntax::outline::{BindingKind, SymbolKind};
use rustc_hash::FxHashSet;

use super::follow::language;
use super::lookup::{Found, Lookup, RECEIVERS};
use super::paths::split_name;
use super::replaced::{is_alias_replaced, is_replaced};
use super::{Candidates, How, MOST_CANDIDATES, Resolved, Target};
use crate::bodies::scope;
use crate::heirs::{anonymous, joined, joined_between, loose_heirs, overrides};
use crate::index::members_named;
use crate::names::{last_part, without_ordinal};
use crate::{Db, File, SymbolKey, SymbolNames, Workspace, symbol_names};

/// What may be called in place of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Instead {
    /// At most [`MOST_CANDIDATES`].
    targets: Box<[Target]>,
    /// How many there are.
    count: usize,
    /// And something else, that is not seen.
    open: bool,
    /// Code puts something else in its place: `Job.run = other`, `module.helper = other`.
    is_replaced: bool,
}

impl Instead {
    /// Whether no class below has anything in its place.
    fn is_nothing(&self) -> bool {
        self.targets.is_empty() && !self.open
    }
}

/// How a called path is resolved, with everything that may be called in place of what is declared. Only where every
/// file has been read, as an override may stand in any of them.
pub(super) fn with_overrides(
    db: &dyn Db,
    lookup: &Lookup<'_>,
    callee: &str,
    (how, found): (How, Candidates<'_>),
) -> Resolved {
    if found.all().is_empty() || !Workspace::get(db).judges(db) {
        return Resolved::new(how, found.all(), false);
    }
    let &[target] = found.all() else { return defined(db, how, found) };
    if !how.is_one() {
        return Resolved::new(how, &[target], false);
    }
    let anywhere = instead_of(db, lookup.key(target));
    // By a name alone, it may be something of outside that is called.
    let open =
        how == How::UniqueName || anywhere.is_replaced || is_alias_replaced(db, lookup, callee, target);
    let around = super_class(lookup, callee);
    let above = around.map(|class| behind(db, class, target));
    let instead = above.as_ref().unwrap_or(anywhere);
    let is_bodiless = is_bodiless_in(lookup.names_of(target.file), target);
    if instead.is_nothing() || around.is_none() && !is_bodiless && is_exact(lookup, callee) {
        return Resolved::new(how, &[target], open);
    }
    let own = (!is_bodiless).then_some(target);
    let all: Vec<Target> = own.into_iter().chain(instead.targets.iter().copied()).collect();
    let candidates = usize::from(!is_bodiless) + instead.count;
    match candidates {
        0 => Resolved::new(how, &[target], true),
        1 if is_bodiless => Resolved::new(How::UniqueName, &all, true),
        1 => Resolved::new(how, &all, instead.open || open),
        _ => Resolved { candidates, ..Resolved::new(How::Ambiguous, &all, true) },
    }
}

/// Of several candidates, those that have a body.
fn defined(db: &dyn Db, how: How, found: Candidates<'_>) -> Resolved {
    let with_body: Vec<Target> = match &found {
        Candidates::Named(_) => Vec::new(),
        Candidates::These(found) => found.iter().copied().filter(|&it| !is_bodiless(db, it)).collect(),
    };
    let all = match &found {
        Candidates::Named(named) => named.with_body(),
        Candidates::These(found) if with_body.is_empty() => found,
        Candidates::These(_) => &with_body,
    };
    let how = if all.len() == 1 { How::UniqueName } else { how };
    Resolved::new(how, all, true)
}

/// Whether it is a member that is declared and has no body.
pub(crate) fn is_bodiless(db: &dyn Db, target: Target) -> bool {
    is_bodiless_in(symbol_names(db, target.file), target)
}

fn is_bodiless_in(names: &SymbolNames, target: Target) -> bool {
    names.get(target.symbol).is_some_and(|it| it.is_bodiless) && class_in(names, target).is_some()
}

/// The class that a function is a member of: the one that it stands in, or is named after.
pub(crate) fn class_of(db: &dyn Db, member: Target) -> Option<Target> {
    class_in(symbol_names(db, member.file), member)
}

fn class_in(names: &SymbolNames, member: Target) -> Option<Target> {
    let it = names.get(member.symbol).filter(|it| it.kind.is_function_like())?;
    let is_class = |symbol: u32| names.get(symbol).is_some_and(|it| it.kind.is_class_like());
    let by_name = || names.last_named(without_ordinal(names.name(member.symbol)).rsplit_once('.')?.0);
    let class = Some(it.parent).filter(|it| is_class(*it)).or_else(by_name).filter(|it| is_class(*it))?;
    Some(Target { symbol: class, ..member })
}

/// What may be called in place of a definition.
#[salsa::tracked]
fn instead_of<'db>(db: &'db dyn Db, key: SymbolKey<'db>) -> Instead {
    let (file, symbol) = (key.file(db), key.symbol(db));
    let target = Target { file, symbol };
    let class = class_of(db, target);
    let is_replaced = is_replaced(db, target, class);
    Instead { is_replaced, ..class.map_or_else(Instead::default, |it| below(db, target, it)) }
}

/// What may be called in place of a member, where its class is declared and not known.
fn below(db: &dyn Db, member: Target, class: Target) -> Instead {
    let Target { file, symbol } = member;
    let names = symbol_names(db, file);
    let kind = names.get(symbol).map(|it| it.kind);
    let Some(language) = names.language().filter(|_| kind != Some(SymbolKind::Constructor)) else {
        return Instead::default();
    };
    let name = last_part(names.name(symbol));
    let mut res = Collected::new(member);
    overrides(db, class, name).for_each(|it| res.add(it));
    joined(db, class.key(db)).iter().for_each(|&it| res.add_own(db, it, name));
    res.open |= names.get(symbol).is_some_and(|it| it.is_bodiless);
    if is_structural(db, class, &language.tables().classes) {
        let alike = members_named(db, name, true).all().iter().copied();
        let alike = alike.filter(|it| *it != member && speaks(db, it.file, file) && !is_bodiless(db, *it));
        alike.for_each(|it| res.add(Some(it)));
    }
    // What it inherits from is not known.
    let mut unnamed = anonymous(db, name);
    res.open |= unnamed.any(|it| it != member && speaks(db, it.file, file));
    res.open |= loose_heirs(db, name).iter().any(|it| *it != class && speaks(db, it.file, file));
    res.finish()
}

/// Whether an index that leads to a member may mean one of another class too.
pub(super) fn has_namesake(db: &dyn Db, member: Target) -> bool {
    let is_one_of = |it: &Language| it.tables().classes.indexed_by_one_type;
    if !language(db, member.file).is_some_and(is_one_of) || class_of(db, member).is_none() {
        return false;
    }
    let names = symbol_names(db, member.file);
    let alike = members_named(db, last_part(names.name(member.symbol)), true);
    alike.all().iter().any(|it| *it != member && speaks(db, it.file, member.file))
}

/// Whether anything with the members of a class may be given in its place, by what it is or what it inherits from.
fn is_structural(db: &dyn Db, class: Target, classes: &Classes) -> bool {
    let kind = symbol_names(db, class.file).get(class.symbol).map_or("", |it| it.kind.as_str());
    if classes.structural_bases.is_empty() || classes.structural.iter().any(|it| it == kind) {
        return classes.structural.iter().any(|it| it == kind);
    }
    let here = scope(db, class.file);
    let mut bases = here.bases.iter().filter(|it| it.symbol == class.symbol).map(|it| here.text(it.name));
    bases.any(|base| {
        let import = here.imports.iter().find(|it| here.text(it.local) == base);
        let name = import.map_or(base, |it| here.text(it.item));
        classes.structural_bases.iter().any(|it| it == last_part(name))
    })
}

/// Whether two files are of one language, or of such as import each other.
fn speaks(db: &dyn Db, one: File, other: File) -> bool {
    match (language(db, one), language(db, other)) {
        (Some(one), Some(other)) => {
            one.name == other.name
                || other.modules().extensions.iter().any(|it| one.extensions().contains(it))
        }
        _ => false,
    }
}

/// What `super` leads to in a class that inherits from the one around and from others beside it.
fn behind(db: &dyn Db, class: Target, target: Target) -> Instead {
    let Some(holder) = class_of(db, target) else { return Instead::default() };
    let mut res = Collected::new(target);
    let name = last_part(symbol_names(db, target.file).name(target.symbol));
    joined_between(db, class, holder).into_iter().for_each(|it| res.add_own(db, it, name));
    res.finish()
}

/// The class around a call of `super().x`.
fn super_class(lookup: &Lookup<'_>, callee: &str) -> Option<Target> {
    let is_super = callee.strip_prefix("super").is_some_and(|it| it.starts_with(['.', '(']));
    if is_super && lookup.names.language().is_some() { lookup.class_around() } else { None }
}

struct Collected {
    member: Target,
    targets: Vec<Target>,
    seen: FxHashSet<Target>,
    open: bool,
}

impl Collected {
    fn new(member: Target) -> Collected {
        Collected { member, targets: Vec::new(), seen: FxHashSet::default(), open: false }
    }

    fn add(&mut self, it: Option<Target>) {
        match it {
            None => self.open = true,
            Some(it) if it != self.member && self.seen.insert(it) => self.targets.push(it),
            Some(_) => {}
        }
    }

    fn finish(mut self) -> Instead {
        let count = self.targets.len();
        self.targets.truncate(MOST_CANDIDATES);
        Instead { targets: self.targets.into(), count, open: self.open, is_replaced: false }
    }

    /// Adds what stands in a class itself.
    fn add_own(&mut self, db: &dyn Db, class: Target, name: &str) {
        let names = symbol_names(db, class.file);
        if let Some(symbol) = names.last_member(class.symbol, name) {
            self.add(Some(Target { symbol, ..class }));
        }
    }
}

/// Whether the object whose member is called is of that class and of none below it: it was made here, or the class
/// itself is asked.
fn is_exact(lookup: &Lookup<'_>, callee: &str) -> bool {
    let Some((object, _)) = callee.rsplit_once('.') else {
        // A plain name is a member of the object itself, or no member.
        return lookup.names.language().is_none_or(|it| !it.modules().implicit_self);
    };
    if let Some(class) = object.strip_suffix("()") {
        return is_class(lookup, class);
    }
    let head = split_name(object).0;
    match object.split_once('.') {
        None if RECEIVERS.contains(&head) => false,
        None if is_class(lookup, object) => !is_unbound(lookup),
        None => is_made(lookup, object),
        Some(_) if RECEIVERS.contains(&head) => {
            let attribute = object.split_once('.').map_or("", |it| it.1);
            let binding =
                lookup.class_around().and_then(|class| lookup.scope.binding(class.symbol, attribute));
            binding.is_some_and(|it| it.kind == BindingKind::Made)
        }
        Some(_) => is_class(lookup, object) && !is_unbound(lookup),
    }
}

/// Whether a class may be named for any object of it, so that a member that is named by it may be one of a class below.
fn is_unbound(lookup: &Lookup<'_>) -> bool {
    lookup.names.language().is_some_and(|it| it.tables().classes.unbound)
}

fn is_class(lookup: &Lookup<'_>, path: &str) -> bool {
    matches!(lookup.called(path), Found::Symbol(it, _) if lookup.is_class(it))
}

/// Whether a name is bound once, to what a call of a class makes.
fn is_made(lookup: &Lookup<'_>, name: &str) -> bool {
    let mut around = lookup.symbol;
    while let Some(it) = lookup.names.get(around).filter(|_| around != 0) {
        let own = lookup.locals(lookup.file, around);
        if own.parameter(name).is_some() {
            return false;
        }
        if let Some(it) = own.named(name).next() {
            return it.is_plain() && it.kind == BindingKind::Made;
        }
        around = it.parent;
    }
    lookup.scope.binding(0, name).is_some_and(|it| it.kind == BindingKind::Made)
}
