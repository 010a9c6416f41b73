//! `canton pin`: writes the pins of cantons as they are now, or checks them.

use canton_ide::{KeptPin, PinFault, PinResult};
use canton_semantic::PinState;
use clap::Args;
use std::io::Write;
use std::process::ExitCode;

use super::apply::apply;
use super::open::open;
use super::terminal::{counted, one_line};
use super::{Common, Failure, Terminal};

#[derive(Args)]
pub(super) struct Options {
    /// Names of cantons; all where there is none
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Write nothing; list what is not what was vouched for, and exit with 1 where there is any
    #[arg(long)]
    check: bool,
}

pub(super) fn run(options: &Options, common: &Common, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let mut opened = open(&[], common, terminal)?;
    opened.prime(common, terminal)?;
    let analysis = opened.engine.analysis();
    let result = analysis.pin(&options.names)?;
    refuse_unknown(&result, &analysis.canton_names()?)?;
    if options.check {
        let faults = analysis.check_pins(&options.names)?;
        terminal.print(|out| print_faults(out, &faults, terminal))?;
        return Ok(ExitCode::from(u8::from(!faults.is_empty())));
    }
    drop(analysis);
    apply(&opened, &result.change, terminal)?;
    terminal.print(|out| print_pinned(out, &result, terminal))?;
    Ok(ExitCode::from(u8::from(!is_whole(&result))))
}

fn refuse_unknown(result: &PinResult, names: &[String]) -> Result<(), Failure> {
    let Some(first) = result.unknown.first() else { return Ok(()) };
    let problem = match result.unknown.as_slice() {
        [_] => format!("there is no canton `{first}`"),
        all => format!("there are no cantons `{}`", all.join("`, `")),
    };
    let hint = Failure::meant(first, names.iter().map(String::as_str))
        .unwrap_or_else(|| "`canton check --format json` lists the cantons".to_owned());
    Err(Failure::new(problem, format!("nothing was pinned; {hint}")))
}

fn print_pinned(out: &mut dyn Write, result: &PinResult, terminal: &Terminal) -> Result<(), Failure> {
    if terminal.quiet {
        return Ok(());
    }
    for (unit, pin) in &result.pinned {
        writeln!(out, "pinned {} {pin}", one_line(unit))?;
    }
    for unit in &result.unparsable {
        writeln!(out, "not pinned: {} has a syntax error", one_line(unit))?;
    }
    for (unit, manifest) in &result.unwritable {
        let (unit, manifest) = (one_line(unit), one_line(manifest));
        writeln!(out, "not pinned: {unit}, as no `digest` can be written in {manifest}: mend that first")?;
    }
    for (unit, canton) in &result.dropped {
        writeln!(out, "dropped the pin of {}: canton {canton} claims no such unit", one_line(unit))?;
    }
    print_kept(out, result)?;
    if result.pinned.is_empty() && result.dropped.is_empty() && is_whole(result) {
        writeln!(out, "every pin is up to date")?;
    }
    Ok(())
}

/// The pins that nothing can be compared with, and what to do about them.
fn print_kept(out: &mut dyn Write, result: &PinResult) -> Result<(), Failure> {
    for KeptPin { unit, canton, place, reason } in &result.kept {
        let (unit, place) = (one_line(unit), one_line(place));
        let reason = one_line(reason);
        writeln!(out, "kept the pin of {unit} in {place}  (canton {canton}): {reason}")?;
    }
    if !result.kept.is_empty() {
        writeln!(out, "{HOW_TO_FOLLOW}")?;
    }
    Ok(())
}

/// What to do about pins of what is not found.
const HOW_TO_FOLLOW: &str =
    "correct the manifest (in an editor, the quick-fix *Follow* finds moved code by its pin), and pin again";

/// Whether everything that is claimed is pinned now.
fn is_whole(result: &PinResult) -> bool {
    result.unparsable.is_empty() && result.unwritable.is_empty() && result.kept.is_empty()
}

fn print_faults(out: &mut dyn Write, faults: &[PinFault], terminal: &Terminal) -> Result<(), Failure> {
    for fault in faults {
        let state = match fault.state {
            None => "gone",
            Some(PinState::None) => "not pinned",
            Some(PinState::Broken) => "drifted",
            Some(PinState::Unparsable) => "syntax error",
            Some(PinState::Foreign) => "unknown pin",
            Some(PinState::Kept) => continue,
        };
        let drift = fault.drift.map_or_else(String::new, |drift| format!(": {}", drift.in_words()));
        writeln!(out, "{state:<13} {}  (canton {}){drift}", one_line(&fault.unit), fault.canton)?;
    }
    if terminal.quiet {
        return Ok(());
    }
    match faults.len() {
        0 => writeln!(out, "every claimed unit is what was vouched for")?,
        count => {
            let is = if count == 1 { "is" } else { "are" };
            writeln!(out, "{} {is} not what was vouched for", counted(count, "unit"))?;
        }
    }
    Ok(())
}
