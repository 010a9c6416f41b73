//! What the hooks have written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What was seen to run.
#[derive(Default)]
pub(super) struct Trace {
    /// The first effect of each function in which one was seen.
    pub(super) effects: BTreeMap<Function, Effect>,
    /// Who was called, by who calls, the line of the name that is written there, and that name.
    pub(super) calls: BTreeMap<Site, BTreeSet<String>>,
    /// How often a name is called on a line of a file.
    pub(super) written: FxHashMap<(String, u32, String), u32>,
    callers: BTreeSet<String>,
}

/// A function that ran.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Function {
    /// `path#Class.name`, as Canton names it, without the `~2` of a second definition.
    pub(super) id: String,
    /// Where its definition starts, at the first decorator; from 1.
    pub(super) line: u32,
}

/// How a function was seen to do something.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Effect {
    /// Python's name of the event.
    pub(super) event: String,
    /// The functions that were running: first the one that asked, last this one.
    pub(super) stack: Vec<String>,
}

/// A place where a name is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Site {
    pub(super) from: String,
    /// From 1.
    pub(super) line: u32,
    pub(super) name: String,
}

/// File, qualified name and first line of some code.
type Place = (String, String, u32);

#[derive(Deserialize)]
#[serde(untagged)]
enum Record {
    Effect { event: String, stack: Vec<Place> },
    Call { from: Place, end: (u32, u32), to: Place },
}

/// A call that is written somewhere, as `canton_written.py` prints it.
#[derive(Deserialize)]
struct Written {
    path: String,
    end: (u32, u32),
    name: String,
    line: u32,
}

/// Reads the traces of all processes in a folder.
pub(super) fn read(folder: &Path, written: &str) -> Result<Trace> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).context("read the trace")? {
        texts.push(fs::read_to_string(entry?.path())?);
    }
    // Processes are named by numbers, and chance gave them those.
    texts.sort_unstable();
    parse(&texts.concat(), written)
}

/// Reads lines that the hooks wrote, and the calls that are written in the text.
pub(super) fn parse(records: &str, written: &str) -> Result<Trace> {
    let mut trace = Trace::default();
    let mut names = FxHashMap::default();
    for line in written.lines() {
        let call: Written = serde_json::from_str(line).context("read what is written")?;
        *trace.written.entry((call.path.clone(), call.line, call.name.clone())).or_default() += 1;
        names.insert((call.path, call.end), (call.name, call.line));
    }
    for line in records.lines() {
        // A process that was killed may have left half a line.
        let Ok(record) = serde_json::from_str(line) else { continue };
        match record {
            Record::Effect { event, stack } => trace.add_effect(&event, &stack),
            Record::Call { from, end, to } => {
                let written = names.get(&(from.0.clone(), end));
                trace.add_call(&from, written, &to);
            }
        }
    }
    Ok(trace)
}

impl Trace {
    /// How many functions were seen, for whatever they did.
    pub(super) fn functions(&self) -> usize {
        self.callers.len() + self.effects.len()
    }

    fn add_effect(&mut self, event: &str, stack: &[Place]) {
        for (at, place) in stack.iter().enumerate() {
            // What a lambda or a generator does is not done by the function around it: another may run it.
            if place.1.ends_with('>') {
                continue;
            }
            let function = Function { id: id(place), line: place.2 };
            self.effects.entry(function).or_insert_with(|| Effect {
                event: event.to_owned(),
                stack: stack[..=at].iter().map(id).collect(),
            });
        }
    }

    /// A call is of use where the name that is written there is that of what was called: otherwise something
    /// between called it, or it has another name there.
    fn add_call(&mut self, from: &Place, written: Option<&(String, u32)>, to: &Place) {
        let from = around(from);
        self.callers.insert(from.clone());
        let to = id(to);
        if let Some((name, line)) = written
            && last_name(&to) == name
        {
            let site = Site { from, line: *line, name: name.clone() };
            self.calls.entry(site).or_default().insert(to);
        }
    }
}

/// The id of a function, as Canton writes it.
fn id(place: &Place) -> String {
    match place.1.as_str() {
        "<module>" => place.0.clone(),
        name => format!("{}#{}", place.0, name.replace(".<locals>", "")),
    }
}

/// The id of the function that a lambda or a comprehension is written in; of others, their own.
fn around(place: &Place) -> String {
    let names = place.1.split('.').filter(|it| !it.starts_with('<'));
    let name = names.collect::<Vec<_>>().join(".");
    if name.is_empty() { place.0.clone() } else { format!("{}#{name}", place.0) }
}

/// The last part of a dotted name.
pub(super) fn last_name(id: &str) -> &str {
    id.rsplit(['#', '.']).next().unwrap_or(id)
}
