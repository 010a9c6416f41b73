//! The graph for Graphviz.

use canton_ide::Graph;
use std::fmt::Write;

use super::{calls, edge_color, facts, flat, node_color};

pub(super) fn dot(graph: &Graph) -> String {
    let mut text = String::from("digraph canton {\n  rankdir=LR;\n");
    text.push_str(
        "  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n",
    );
    // Writing into a string does not fail.
    for (at, node) in graph.nodes.iter().enumerate() {
        let (name, facts) = (escaped(&node.name), escaped(&facts(node)));
        let style = if node.is_canton { "solid" } else { "rounded" };
        let width = if graph.centres.contains(&at) { 3 } else { 1 };
        let color = node_color(node);
        let _ = writeln!(
            text,
            "  n{at} [label=\"{name}\\n{facts}\", style={style}, color=\"{color}\", penwidth={width}];"
        );
    }
    for edge in &graph.edges {
        let (label, color) = (escaped(&calls(edge)), edge_color(edge));
        let _ = writeln!(
            text,
            "  n{} -> n{} [label=\"{label}\", color=\"{color}\", fontcolor=\"{color}\"];",
            edge.from, edge.to
        );
    }
    text.push_str("}\n");
    text
}

/// A text between quotes.
fn escaped(text: &str) -> String {
    flat(text).replace('\\', "\\\\").replace('"', "\\\"")
}
