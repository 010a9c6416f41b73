//! The command line.
//!
//! Each command is a module: it opens the federation, asks the same `Analysis` as the language server, and
//! prints. Exit codes: 0 clean, 1 findings, 2 the work could not be done.

mod apply;
mod check;
mod doctor;
mod excerpt;
mod explain;
mod failure;
mod graph;
pub(crate) mod json;
mod language_server;
mod open;
mod pin;
mod progress;
pub(crate) mod reach;
mod register;
mod schema;
mod status;
mod terminal;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

use failure::Failure;
use terminal::{ColorChoice, Terminal};

/// What is canonical, registered, drifted or in no canton; who answers for it; whether it is tested
#[derive(Parser)]
#[command(name = "canton", version, max_term_width = 100, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// The flags that every command takes.
#[derive(Args)]
struct Common {
    /// How results are printed
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
    /// When to use colour; NO_COLOR turns `auto` off
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: ColorChoice,
    /// Print no summary, no progress and no advice
    #[arg(long, short, global = true)]
    quiet: bool,
    /// How many threads walk and parse; 0: one for each core
    #[arg(long, global = true, default_value_t = 0, value_name = "N")]
    threads: usize,
    /// Neither read nor write the cache
    #[arg(long, global = true)]
    no_cache: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs; `canton schema` says what is in it
    Json,
    /// `canton graph` as a Mermaid flowchart, for Markdown
    Mermaid,
    /// `canton graph` for Graphviz
    Dot,
    /// `canton graph` as a picture
    Svg,
}

#[derive(Subcommand)]
enum Command {
    /// Check the federation around PATH: findings, counts and the ratio
    Check(check::Options),
    /// Serve an editor: the language server
    Lsp(language_server::Options),
    /// Say what a file or a symbol is: its standing, canton, owner and evidence
    Status(status::Options),
    /// Show which cantons call which, around one or everywhere
    Graph(graph::Options),
    /// Write the manifest that registers a symbol
    Register(register::Options),
    /// Write the pins of cantons as they are now, or check them
    Pin(pin::Options),
    /// Show the manual page of a finding
    Explain(explain::Options),
    /// Print the JSON Schema of a format
    Schema(schema::Options),
    /// Say what was found, what is off, and what a file's standing rests on
    Doctor(doctor::Options),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too. Where nobody listens there is nothing to say.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let terminal = Terminal::new(arguments.common.color, arguments.common.quiet);
    match execute(&arguments, &terminal) {
        Ok(code) => code,
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal.fail(&failure);
            ExitCode::from(2)
        }
    }
}

fn execute(arguments: &Arguments, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let common = &arguments.common;
    refuse_format(&arguments.command, common.format)?;
    match &arguments.command {
        Command::Check(options) => check::run(options, common, terminal),
        Command::Lsp(options) => language_server::run(options, common),
        Command::Status(options) => status::run(options, common, terminal),
        Command::Graph(options) => graph::run(options, common, terminal),
        Command::Register(options) => register::run(options, common, terminal),
        Command::Pin(options) => pin::run(options, common, terminal),
        Command::Explain(options) => explain::run(options, terminal),
        Command::Schema(options) => schema::run(options, terminal),
        Command::Doctor(options) => doctor::run(options, common, terminal),
    }
}

/// Refuses a format that the command does not print.
fn refuse_format(command: &Command, format: Format) -> Result<(), Failure> {
    let (name, is_data) = match command {
        Command::Graph(_) => return Ok(()),
        Command::Check(_) => ("check", true),
        Command::Lsp(_) => ("lsp", true),
        Command::Status(_) => ("status", true),
        Command::Schema(_) => ("schema", true),
        Command::Register(_) => ("register", false),
        Command::Pin(_) => ("pin", false),
        Command::Explain(_) => ("explain", false),
        Command::Doctor(_) => ("doctor", false),
    };
    match format {
        Format::Text => Ok(()),
        Format::Json if is_data => Ok(()),
        Format::Json => {
            let problem = format!("`canton {name}` prints text only");
            Err(Failure::new(problem, "`check`, `status` and `graph` have `--format json`"))
        }
        Format::Mermaid | Format::Dot | Format::Svg => {
            let problem = format!("`canton {name}` draws nothing");
            Err(Failure::new(problem, "`mermaid`, `dot` and `svg` are formats of `canton graph`"))
        }
    }
}
