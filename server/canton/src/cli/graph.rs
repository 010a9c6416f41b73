//! `canton graph`: which cantons call which.

mod dot;
mod layout;
mod mermaid;
mod print_json;
mod svg;
mod text;

use canton_ide::{GraphDirection, GraphEdge, GraphNode, GraphScope};
use canton_semantic::Standing;
use clap::{Args, ValueEnum};
use std::process::ExitCode;

use super::json::risk;
use super::open::{on_threads, open};
use super::terminal::counted;
use super::{Common, Failure, Format, Terminal};

#[derive(Args)]
pub(super) struct Options {
    /// The canton in the middle; without it, the whole federation around the current folder
    #[arg(value_name = "NAME")]
    canton: Option<String>,
    /// How many calls away from it
    #[arg(long, default_value_t = 2, value_name = "N")]
    depth: usize,
    /// Which way to go from it
    #[arg(long, value_enum, default_value_t)]
    direction: Direction,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Direction {
    /// To those who call it
    Callers,
    /// To what it calls
    Callees,
    /// Both ways
    #[default]
    Both,
}

impl Direction {
    fn as_str(self) -> &'static str {
        match self {
            Direction::Callers => "callers",
            Direction::Callees => "callees",
            Direction::Both => "both",
        }
    }
}

impl From<Direction> for GraphDirection {
    fn from(direction: Direction) -> GraphDirection {
        match direction {
            Direction::Callers => GraphDirection::Callers,
            Direction::Callees => GraphDirection::Callees,
            Direction::Both => GraphDirection::Both,
        }
    }
}

pub(super) fn run(options: &Options, common: &Common, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let mut opened = open(&[], common, terminal)?;
    opened.prime(common, terminal)?;
    let engine = &mut opened.engine;
    on_threads(common.threads, move || engine.resolve_calls())?;
    let analysis = opened.engine.analysis();
    let scope = GraphScope {
        canton: options.canton.clone(),
        depth: options.depth,
        direction: options.direction.into(),
    };
    let Some(graph) = analysis.graph(&scope)? else {
        return Err(unknown(options.canton.as_deref().unwrap_or_default(), &analysis.canton_names()?));
    };
    terminal.print(|out| match common.format {
        Format::Text => text::print(out, &graph, options.direction, terminal),
        Format::Json => print_json::print(out, &graph, options),
        Format::Mermaid => Ok(out.write_all(mermaid::mermaid(&graph).as_bytes())?),
        Format::Dot => Ok(out.write_all(dot::dot(&graph).as_bytes())?),
        Format::Svg => Ok(out.write_all(svg::svg(&graph).as_bytes())?),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str, names: &[String]) -> Failure {
    let hint = match Failure::meant(name, names.iter().map(String::as_str)) {
        Some(meant) => meant,
        None if names.is_empty() => {
            String::from("no manifest here registers any: `canton register` writes one")
        }
        None => String::from("without a name, the graph shows all cantons"),
    };
    Failure::new(format!("there is no canton `{name}`"), hint)
}

/// What a node is, in few words: standing, owners and risk.
fn facts(node: &GraphNode) -> String {
    let mut words = vec![node.standing.map_or("no code", Standing::as_str).to_owned()];
    words.extend(node.owner.first().map(|one| match node.owner.len() {
        1 => one.clone(),
        all => format!("{one} +{}", all - 1),
    }));
    words.push(format!("{} risk", risk(node.risk)));
    if node.unresolved > 0 {
        words.push(format!("{} unresolved", counted(node.unresolved as usize, "call")));
    }
    words.join(" · ")
}

/// The calls of an edge, in few words: how many, how they were resolved, how many break a rule.
fn calls(edge: &GraphEdge) -> String {
    let how: Vec<String> = match edge.how.as_slice() {
        [(how, _)] => vec![how.as_str().to_owned()],
        several => several.iter().map(|(how, count)| format!("{} {count}", how.as_str())).collect(),
    };
    let mut words = vec![counted(edge.calls() as usize, "call"), how.join(", ")];
    if edge.violated > 0 {
        words.push(format!("{} violated", edge.violated));
    }
    if edge.unknown > 0 {
        words.push(format!("{} unknown", edge.unknown));
    }
    words.join(", ")
}

/// What can be said of the calls of an edge: the worst. Where nothing was found wrong, nothing is said.
fn verdict(edge: &GraphEdge) -> Option<&'static str> {
    match (edge.violated, edge.unknown) {
        (0, 0) => None,
        (0, _) => Some("unknown"),
        _ => Some("violated"),
    }
}

/// The colour of an edge.
fn edge_color(edge: &GraphEdge) -> &'static str {
    match verdict(edge) {
        None => "#607d8b",
        Some("unknown") => "#b26a00",
        Some(_) => "#c62828",
    }
}

/// The colour of a node's border.
fn node_color(node: &GraphNode) -> &'static str {
    match node.standing {
        Some(Standing::Canonical) => "#2e7d32",
        Some(Standing::Registered) => "#1565c0",
        Some(Standing::Drifted) => "#e65100",
        Some(Standing::Uncantonized | Standing::Test | Standing::Generated) | None => "#757575",
    }
}

/// A name as one line of a picture: a control character in it is a blank.
fn flat(text: &str) -> String {
    text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
}

#[cfg(test)]
mod tests;
