//! The graph as a picture that needs nothing else.

use canton_ide::{Graph, GraphEdge, GraphNode};
use std::fmt::Write;

use super::layout::columns;
use super::{calls, edge_color, facts, flat, node_color, verdict};

/// The width of a letter, about; the height of a box; what is left free between columns and rows.
const LETTER: usize = 7;
const HEIGHT: usize = 44;
const BETWEEN_COLUMNS: usize = 220;
const BETWEEN_ROWS: usize = 26;
const MARGIN: usize = 20;
/// Longer names are cut; the title has them in full.
const MOST_LETTERS: usize = 48;

/// A box.
#[derive(Clone, Copy, Default)]
struct Place {
    x: usize,
    y: usize,
    width: usize,
}

pub(super) fn svg(graph: &Graph) -> String {
    let (places, width, height) = places(graph);
    let mut text = String::new();
    // Writing into a string does not fail.
    let _ = writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">"
    );
    text.push_str(
        "<title>Cantons and their calls</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
    );
    for color in ["#607d8b", "#b26a00", "#c62828"] {
        let _ = writeln!(
            text,
            "<marker id=\"to-{}\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"{color}\"/></marker>",
            &color[1..]
        );
    }
    for edge in &graph.edges {
        draw_edge(&mut text, edge, places[edge.from], places[edge.to]);
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        draw_node(&mut text, node, places[at], graph.centres.contains(&at));
    }
    text.push_str("</svg>\n");
    text
}

/// Where each box is, and how large the picture is.
fn places(graph: &Graph) -> (Vec<Place>, usize, usize) {
    let edges: Vec<(usize, usize)> = graph.edges.iter().map(|it| (it.from, it.to)).collect();
    let columns = columns(graph.nodes.len(), &edges);
    let tallest = columns.iter().map(Vec::len).max().unwrap_or_default();
    let mut places = vec![Place::default(); graph.nodes.len()];
    let mut x = MARGIN;
    for column in &columns {
        let letters = column.iter().map(|&it| letters(&graph.nodes[it])).max().unwrap_or_default();
        let width = letters * LETTER + 20;
        // A shorter column stands in the middle of the tallest.
        let above = (tallest - column.len()) * (HEIGHT + BETWEEN_ROWS) / 2;
        for (row, &node) in column.iter().enumerate() {
            places[node] = Place { x, y: MARGIN + above + row * (HEIGHT + BETWEEN_ROWS), width };
        }
        x += width + BETWEEN_COLUMNS;
    }
    let width = if columns.is_empty() { 2 * MARGIN } else { x - BETWEEN_COLUMNS + MARGIN };
    (places, width, 2 * MARGIN + tallest * (HEIGHT + BETWEEN_ROWS))
}

fn letters(node: &GraphNode) -> usize {
    node.name.chars().count().max(facts(node).chars().count()).min(MOST_LETTERS)
}

fn draw_node(text: &mut String, node: &GraphNode, place: Place, is_centre: bool) {
    let Place { x, y, width } = place;
    let (color, line) = (node_color(node), if is_centre { 3 } else { 1 });
    let corner = if node.is_canton { 2 } else { HEIGHT / 2 };
    let _ = writeln!(
        text,
        "<g><title>{}: {}</title><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\" rx=\"{corner}\" \
         fill=\"#fff\" stroke=\"{color}\" stroke-width=\"{line}\"/>",
        escaped(&node.name),
        escaped(&facts(node)),
    );
    let (name, facts) = (escaped(&cut(&node.name)), escaped(&cut(&facts(node))));
    let (x, name_y, facts_y) = (x + 10, y + 18, y + 35);
    let _ = writeln!(text, "<text x=\"{x}\" y=\"{name_y}\" font-weight=\"bold\">{name}</text>");
    let _ = writeln!(text, "<text x=\"{x}\" y=\"{facts_y}\" fill=\"{color}\">{facts}</text></g>");
}

fn draw_edge(text: &mut String, edge: &GraphEdge, from: Place, to: Place) {
    let (x1, y1) = (from.x + from.width, from.y + HEIGHT / 2);
    let (x2, y2) = (to.x, to.y + HEIGHT / 2);
    let bend = BETWEEN_COLUMNS / 2;
    let (in_x, label_x, label_y) = (x2 as isize - bend as isize, (x1 + x2) / 2, (y1 + y2) / 2);
    let color = edge_color(edge);
    let dashes = if verdict(edge) == Some("unknown") { " stroke-dasharray=\"5 3\"" } else { "" };
    let _ = writeln!(
        text,
        "<path d=\"M{x1} {y1}C{} {y1} {in_x} {y2} {x2} {y2}\" fill=\"none\" stroke=\"{color}\"{dashes} \
         marker-end=\"url(#to-{})\"/>",
        x1 + bend,
        &color[1..]
    );
    let _ = writeln!(
        text,
        "<text x=\"{label_x}\" y=\"{}\" font-size=\"10\" text-anchor=\"middle\" fill=\"{color}\">{}</text>",
        label_y.saturating_sub(4),
        escaped(&calls(edge))
    );
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MOST_LETTERS {
        return text.to_owned();
    }
    text.chars().take(MOST_LETTERS - 1).chain(['…']).collect()
}

/// A text in XML, which may hold no control character at all.
fn escaped(text: &str) -> String {
    let text = flat(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace(['\u{fffe}', '\u{ffff}'], " ")
}
