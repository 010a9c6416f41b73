//! The graph as text: a tree around a canton, or who calls whom.

use canton_ide::{Graph, GraphEdge, GraphNode};
use std::collections::BTreeSet;
use std::io::Write;

use super::{Direction, calls, facts};
use crate::cli::terminal::one_line;
use crate::cli::{Failure, Terminal};

/// Around a canton, the ways up to its callers and down to what it calls; else each canton and what it calls.
pub(super) fn print(
    out: &mut dyn Write,
    graph: &Graph,
    direction: Direction,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let roots: Vec<usize> = match graph.centres.as_slice() {
        [] => (0..graph.nodes.len()).collect(),
        centres => centres.to_vec(),
    };
    if roots.is_empty() && !terminal.quiet {
        writeln!(out, "no cantons")?;
    }
    for root in roots {
        let node = &graph.nodes[root];
        writeln!(out, "{} ({})", terminal.bold(&one_line(&node.name)), one_line(&facts(node)))?;
        if graph.centres.is_empty() {
            let mut tree = Tree { out, graph, is_forward: true, depth: 1, printed: BTreeSet::from([root]) };
            tree.branches(root, 1)?;
            continue;
        }
        for (is_forward, skipped, title) in
            [(false, Direction::Callees, "called by"), (true, Direction::Callers, "calls")]
        {
            if direction != skipped {
                writeln!(out, "  {title}")?;
                let printed = BTreeSet::from([root]);
                let mut tree = Tree { out: &mut *out, graph, is_forward, depth: usize::MAX, printed };
                tree.branches(root, 2)?;
            }
        }
    }
    Ok(())
}

/// A tree that is printed; what has been printed is not opened again.
struct Tree<'a> {
    out: &'a mut dyn Write,
    graph: &'a Graph,
    is_forward: bool,
    depth: usize,
    printed: BTreeSet<usize>,
}

impl Tree<'_> {
    fn branches(&mut self, node: usize, level: usize) -> Result<(), Failure> {
        // Files are the rim: what else calls or is called there is not on a way from the centre.
        if level > 1 && !self.graph.nodes[node].is_canton {
            return Ok(());
        }
        let graph = self.graph;
        let edges = graph.edges.iter().filter(|it| self.near(it) == node);
        for edge in edges.collect::<Vec<&GraphEdge>>() {
            let far = if self.is_forward { edge.to } else { edge.from };
            let GraphNode { name, .. } = &graph.nodes[far];
            let arrow = if self.is_forward { "->" } else { "<-" };
            let is_new = self.printed.insert(far);
            let above = if is_new || self.depth == 1 { "" } else { " (above)" };
            let indent = "  ".repeat(level);
            let what = one_line(&facts(&graph.nodes[far]));
            writeln!(self.out, "{indent}{arrow} {} ({what}): {}{above}", one_line(name), calls(edge))?;
            if is_new && level < self.depth {
                self.branches(far, level + 1)?;
            }
        }
        Ok(())
    }

    /// The end of an edge that the tree comes from.
    fn near(&self, edge: &GraphEdge) -> usize {
        if self.is_forward { edge.from } else { edge.to }
    }
}
