//! The graph as a Mermaid flowchart.

use canton_ide::Graph;
use std::fmt::Write;

use super::{calls, edge_color, facts, node_color, verdict};

pub(super) fn mermaid(graph: &Graph) -> String {
    let mut text = String::from("flowchart LR\n");
    // Writing into a string does not fail.
    for (at, node) in graph.nodes.iter().enumerate() {
        let (open, close) = if node.is_canton { ("[", "]") } else { ("([", "])") };
        let label = format!("{}<br/>{}", escaped(&node.name), escaped(&facts(node)));
        let _ = writeln!(text, "  n{at}{open}\"{label}\"{close}");
    }
    for edge in &graph.edges {
        let _ = writeln!(text, "  n{} -->|\"{}\"| n{}", edge.from, escaped(&calls(edge)), edge.to);
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        let width = if graph.centres.contains(&at) { 4 } else { 2 };
        let _ = writeln!(text, "  style n{at} stroke:{},stroke-width:{width}px", node_color(node));
    }
    for (at, edge) in graph.edges.iter().enumerate().filter(|(_, it)| verdict(it).is_some()) {
        let _ = writeln!(text, "  linkStyle {at} stroke:{}", edge_color(edge));
    }
    text
}

/// A text between quotes: whatever Mermaid, Markdown or HTML could take for something else is written as its number.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            char if char.is_control() => escaped.push(' '),
            char if char.is_alphanumeric() || " -./:,+@·".contains(char) => escaped.push(char),
            char => {
                let _ = write!(escaped, "#{};", u32::from(char));
            }
        }
    }
    escaped
}
