//! `canton-graph/1`, to the letter of `canton schema --of graph`.

use canton_ide::Graph;
use canton_semantic::Standing;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

use super::{Options, verdict};
use crate::cli::Failure;
use crate::cli::json::risk;

/// The version of the output's shape.
const SCHEMA: &str = "canton-graph/1";

#[derive(Serialize)]
struct Output<'a> {
    schema: &'static str,
    canton: Option<&'a str>,
    depth: Option<usize>,
    direction: Option<&'static str>,
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge<'a>>,
}

#[derive(Serialize)]
struct Node<'a> {
    id: &'a str,
    kind: &'static str,
    name: &'a str,
    path: &'a str,
    standing: Option<&'static str>,
    owner: &'a [String],
    risk: &'static str,
    unresolved: u32,
}

#[derive(Serialize)]
struct Edge<'a> {
    from: &'a str,
    to: &'a str,
    calls: u32,
    how: BTreeMap<&'static str, u32>,
    violated: u32,
    unknown: u32,
    verdict: Option<&'static str>,
}

pub(super) fn print(out: &mut dyn Write, graph: &Graph, options: &Options) -> Result<(), Failure> {
    let id = |at: usize| graph.nodes.get(at).map_or("", |node| node.id.as_str());
    let nodes = graph.nodes.iter().map(|node| Node {
        id: &node.id,
        kind: if node.is_canton { "canton" } else { "file" },
        name: &node.name,
        path: &node.path,
        standing: node.standing.map(Standing::as_str),
        owner: &node.owner,
        risk: risk(node.risk),
        unresolved: node.unresolved,
    });
    let edges = graph.edges.iter().map(|edge| Edge {
        from: id(edge.from),
        to: id(edge.to),
        calls: edge.calls(),
        how: edge.how.iter().map(|(how, count)| (how.as_str(), *count)).collect(),
        violated: edge.violated,
        unknown: edge.unknown,
        verdict: verdict(edge),
    });
    let canton = options.canton.as_deref();
    let output = Output {
        schema: SCHEMA,
        canton,
        depth: canton.map(|_| options.depth),
        direction: canton.map(|_| options.direction.as_str()),
        nodes: nodes.collect(),
        edges: edges.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &output)?;
    writeln!(out)?;
    Ok(())
}
