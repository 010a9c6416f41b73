//! Names that mean something in a format are shown as they are.

use canton_ide::{Graph, GraphEdge, GraphNode};
use canton_semantic::{How, Standing};
use canton_syntax::manifest::Risk;
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::layout::columns;
use super::{dot::dot, mermaid::mermaid, svg::svg};

fn node(name: &str, is_canton: bool) -> GraphNode {
    GraphNode {
        id: name.to_owned(),
        is_canton,
        name: name.to_owned(),
        path: name.to_owned(),
        standing: Some(if is_canton { Standing::Drifted } else { Standing::Uncantonized }),
        owner: vec![String::from("@a/b"), String::from("\"c\"")],
        risk: Risk::High,
        unresolved: 1,
    }
}

fn graph(one: &str, other: &str) -> Graph {
    let how = vec![(How::Import, 2), (How::UniqueName, 1)];
    let edge = GraphEdge { from: 1, to: 0, how, violated: 1, unknown: 0 };
    Graph { nodes: vec![node(one, true), node(other, false)], edges: vec![edge], centres: vec![0] }
}

#[track_caller]
fn check(draw: fn(&Graph) -> String, expect: Expect) {
    expect.assert_eq(&draw(&graph("a\"]; <b> & `c` #1;", "dir/ün\\x|y\n%%{end}.py")));
}

#[test]
fn in_mermaid() {
    check(
        mermaid,
        expect![[r#"
        flowchart LR
          n0["a#34;#93;#59; #60;b#62; #38; #96;c#96; #35;1#59;<br/>drifted · @a/b +1 · high risk · 1 call unresolved"]
          n1(["dir/ün#92;x#124;y #37;#37;#123;end#125;.py<br/>uncantonized · @a/b +1 · high risk · 1 call unresolved"])
          n1 -->|"3 calls, import 2, unique-name 1, 1 violated"| n0
          style n0 stroke:#e65100,stroke-width:4px
          style n1 stroke:#757575,stroke-width:2px
          linkStyle 0 stroke:#c62828
    "#]],
    );
}

#[test]
fn in_dot() {
    check(
        dot,
        expect![[r##"
        digraph canton {
          rankdir=LR;
          node [shape=box, fontname="sans-serif"];
          edge [fontname="sans-serif", fontsize=10];
          n0 [label="a\"]; <b> & `c` #1;\ndrifted · @a/b +1 · high risk · 1 call unresolved", style=solid, color="#e65100", penwidth=3];
          n1 [label="dir/ün\\x|y %%{end}.py\nuncantonized · @a/b +1 · high risk · 1 call unresolved", style=rounded, color="#757575", penwidth=1];
          n1 -> n0 [label="3 calls, import 2, unique-name 1, 1 violated", color="#c62828", fontcolor="#c62828"];
        }
    "##]],
    );
}

#[test]
fn in_svg() {
    check(
        svg,
        expect![[r##"
        <svg xmlns="http://www.w3.org/2000/svg" width="972" height="110" viewBox="0 0 972 110" font-family="sans-serif" font-size="12">
        <title>Cantons and their calls</title>
        <rect width="100%" height="100%" fill="#fff"/>
        <marker id="to-607d8b" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#607d8b"/></marker>
        <marker id="to-b26a00" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#b26a00"/></marker>
        <marker id="to-c62828" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#c62828"/></marker>
        <path d="M376 42C486 42 486 42 596 42" fill="none" stroke="#c62828" marker-end="url(#to-c62828)"/>
        <text x="486" y="38" font-size="10" text-anchor="middle" fill="#c62828">3 calls, import 2, unique-name 1, 1 violated</text>
        <g><title>a&quot;]; &lt;b&gt; &amp; `c` #1;: drifted · @a/b +1 · high risk · 1 call unresolved</title><rect x="596" y="20" width="356" height="44" rx="2" fill="#fff" stroke="#e65100" stroke-width="3"/>
        <text x="606" y="38" font-weight="bold">a&quot;]; &lt;b&gt; &amp; `c` #1;</text>
        <text x="606" y="55" fill="#e65100">drifted · @a/b +1 · high risk · 1 call unresolv…</text></g>
        <g><title>dir/ün\x|y %%{end}.py: uncantonized · @a/b +1 · high risk · 1 call unresolved</title><rect x="20" y="20" width="356" height="44" rx="22" fill="#fff" stroke="#757575" stroke-width="1"/>
        <text x="30" y="38" font-weight="bold">dir/ün\x|y %%{end}.py</text>
        <text x="30" y="55" fill="#757575">uncantonized · @a/b +1 · high risk · 1 call unr…</text></g>
        </svg>
    "##]],
    );
}

proptest! {
    /// Whatever a name is: a line of Mermaid stays a line with as many quotes as before, DOT has as many quotes that
    /// are not escaped, and SVG as many angle brackets.
    #[test]
    fn no_name_breaks_out(one in "\\PC{0,20}|[\"\\\\\\n<>&#;|]{0,8}", other in ".{0,12}") {
        let (plain, odd) = (graph("a", "b"), graph(&one, &other));
        let quotes = |text: &str| text.matches('"').count();
        let mermaid = [mermaid(&plain), mermaid(&odd)];
        prop_assert_eq!(mermaid[0].lines().count(), mermaid[1].lines().count());
        prop_assert_eq!(quotes(&mermaid[0]), quotes(&mermaid[1]));
        let open = |text: &str| quotes(&text.replace("\\\\", "").replace("\\\"", ""));
        prop_assert_eq!(open(&dot(&plain)), open(&dot(&odd)));
        let brackets = |text: &str| (text.matches('<').count(), text.matches('>').count());
        prop_assert_eq!(brackets(&svg(&plain)), brackets(&svg(&odd)));
    }

    /// Each node stands in one column, and where there is no circle, right of all that call it.
    #[test]
    fn every_node_has_its_place(count in 1usize..20, pairs in prop::collection::vec((0usize..20, 0usize..20), 0..60)) {
        let edges: Vec<(usize, usize)> = pairs.into_iter().map(|(a, b)| (a % count, b % count)).collect();
        let mut all: Vec<usize> = columns(count, &edges).into_iter().flatten().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..count).collect::<Vec<usize>>());
        let acyclic: Vec<(usize, usize)> = edges.into_iter().filter(|(a, b)| a < b).collect();
        let columns = columns(count, &acyclic);
        let column = |node: usize| columns.iter().position(|it| it.contains(&node));
        for (from, to) in acyclic {
            prop_assert!(column(from) < column(to));
        }
    }
}
