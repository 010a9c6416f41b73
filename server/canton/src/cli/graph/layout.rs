//! Where the nodes of a picture stand: in columns, callers left of what they call.

use std::collections::BTreeSet;

/// How often columns are put in order again, each time by their neighbours on the other side.
const SWEEPS: usize = 6;

/// The nodes of each column, from top to bottom.
pub(super) fn columns(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let forward = without_circles(count, edges);
    let levels = levels(count, &forward);
    let mut columns = vec![Vec::new(); levels.iter().max().map_or(0, |it| it + 1)];
    for (node, &level) in levels.iter().enumerate() {
        columns[level].push(node);
    }
    let mut places = vec![0; count];
    number(&columns, &mut places);
    for sweep in 0..SWEEPS {
        let is_right = sweep % 2 == 0;
        let order: Vec<usize> =
            if is_right { (0..columns.len()).collect() } else { (0..columns.len()).rev().collect() };
        for column in order {
            let weight =
                |node: &usize| (mean_of_neighbours(*node, is_right, &forward, &places), places[*node]);
            columns[column].sort_by_key(weight);
            number(&columns[column..=column], &mut places);
        }
    }
    columns
}

/// The edges, without those that lead back to a node on the way to them.
fn without_circles(count: usize, edges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut next = vec![Vec::new(); count];
    for &(from, to) in edges {
        next[from].push(to);
    }
    let called: BTreeSet<usize> = edges.iter().map(|it| it.1).collect();
    // Where nobody calls, a way begins; in a circle that nobody calls, anywhere.
    let starts = (0..count).filter(|it| !called.contains(it)).chain(0..count);
    let (mut seen, mut is_open) = (vec![false; count], vec![false; count]);
    let mut forward = Vec::new();
    for start in starts {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut way = vec![(start, 0)];
        is_open[start] = true;
        while let Some((node, at)) = way.last_mut() {
            let node = *node;
            let Some(&to) = next[node].get(*at) else {
                is_open[node] = false;
                way.pop();
                continue;
            };
            *at += 1;
            if is_open[to] {
                continue;
            }
            forward.push((node, to));
            if !std::mem::replace(&mut seen[to], true) {
                is_open[to] = true;
                way.push((to, 0));
            }
        }
    }
    forward
}

/// The longest way to each node; `forward` has no circles.
fn levels(count: usize, forward: &[(usize, usize)]) -> Vec<usize> {
    let mut waiting = vec![0; count];
    let mut next = vec![Vec::new(); count];
    for &(from, to) in forward {
        next[from].push(to);
        waiting[to] += 1;
    }
    let mut levels = vec![0; count];
    let mut open: Vec<usize> = (0..count).filter(|it| waiting[*it] == 0).collect();
    while let Some(node) = open.pop() {
        for &to in &next[node] {
            levels[to] = levels[to].max(levels[node] + 1);
            waiting[to] -= 1;
            if waiting[to] == 0 {
                open.push(to);
            }
        }
    }
    levels
}

/// Where the neighbours of a node stand on one side, in thousandths; its own place where there are none.
fn mean_of_neighbours(node: usize, is_left: bool, edges: &[(usize, usize)], places: &[usize]) -> usize {
    let ends = edges.iter().map(|&(from, to)| if is_left { (to, from) } else { (from, to) });
    let neighbours: Vec<usize> = ends.filter(|it| it.0 == node).map(|it| places[it.1]).collect();
    let sum: usize = neighbours.iter().sum();
    (sum * 1000).checked_div(neighbours.len()).unwrap_or(places[node] * 1000)
}

fn number(columns: &[Vec<usize>], places: &mut [usize]) {
    for column in columns {
        for (place, &node) in column.iter().enumerate() {
            places[node] = place;
        }
    }
}
