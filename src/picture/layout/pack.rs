//! Parts of a map that nothing connects: each is laid out alone, which is faster and closer, and they
//! are put into columns like paragraphs on a sheet.

use super::{MARGIN, Placed};
use crate::picture::view::{Edge, View};

/// Width of the sheet to its height.
const FORMAT: f64 = 1.6;

/// Lays the parts of a view out one by one and puts them together.
pub fn packed(view: &View, place: impl Fn(&View) -> Placed) -> Placed {
    let parts = parts(view);
    let mut placed: Vec<(Placed, Vec<usize>, Vec<usize>)> = Vec::with_capacity(parts.len());
    for (nodes, edges) in parts {
        let index = |node: usize| nodes.binary_search(&node).unwrap_or(0);
        let part = View {
            nodes: nodes.iter().filter_map(|n| view.nodes.get(*n).cloned()).collect(),
            edges: edges
                .iter()
                .filter_map(|n| view.edges.get(*n))
                .map(|e| Edge {
                    from: index(e.from),
                    to: index(e.to),
                    link: e.link,
                })
                .collect(),
        };
        placed.push((place(&part), nodes, edges));
    }
    together(view, placed)
}

/// Columns no higher than a sheet of all their area would be, the largest part first.
fn together(view: &View, mut parts: Vec<(Placed, Vec<usize>, Vec<usize>)>) -> Placed {
    parts.sort_by(|a, b| b.0.nodes.len().cmp(&a.0.nodes.len()).then_with(|| a.1.cmp(&b.1)));
    let area: f64 = parts.iter().map(|(p, ..)| p.width * p.height).sum();
    let highest = parts.iter().map(|(p, ..)| p.height).fold(0.0, f64::max);
    let high = (area / FORMAT).sqrt().max(highest);
    let mut nodes = vec![None; view.nodes.len()];
    let mut lines = vec![None; view.edges.len()];
    let (mut left, mut top, mut wide, mut bottom) = (0.0, 0.0, 0.0f64, 0.0f64);
    for (part, of_nodes, of_lines) in parts {
        if top > 0.0 && top + part.height > high {
            left += wide;
            (top, wide) = (0.0, 0.0);
        }
        for (mut spot, n) in part.nodes.into_iter().zip(of_nodes) {
            spot.x += left;
            spot.y += top;
            spot.layer += left;
            if let Some(place) = nodes.get_mut(n) {
                *place = Some(spot);
            }
        }
        for (mut line, n) in part.lines.into_iter().zip(of_lines) {
            for point in &mut line.points {
                *point = (point.0 + left, point.1 + top);
            }
            if let Some((_, x, y)) = &mut line.label {
                (*x, *y) = (*x + left, *y + top);
            }
            if let Some(place) = lines.get_mut(n) {
                *place = Some(line);
            }
        }
        // Every part brings a margin of its own; between two of them one is enough.
        top += part.height - MARGIN;
        wide = wide.max(part.width - MARGIN);
        bottom = bottom.max(top + MARGIN);
    }
    Placed {
        width: left + wide + MARGIN,
        height: bottom,
        nodes: nodes.into_iter().flatten().collect(),
        lines: lines.into_iter().flatten().collect(),
        sideways: true,
    }
}

/// Nodes and edges of each part, in order of their first node.
fn parts(view: &View) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); view.nodes.len()];
    for edge in &view.edges {
        for (from, to) in [(edge.from, edge.to), (edge.to, edge.from)] {
            if let Some(list) = next.get_mut(from) {
                list.push(to);
            }
        }
    }
    let mut part_of: Vec<Option<usize>> = vec![None; view.nodes.len()];
    let mut out: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for start in 0..view.nodes.len() {
        let mut open = vec![start];
        let part = out.len();
        while let Some(n) = open.pop() {
            if let Some(place @ None) = part_of.get_mut(n) {
                *place = Some(part);
                open.extend(next.get(n).into_iter().flatten());
            }
        }
        if part_of.get(start) == Some(&Some(part)) {
            out.push((Vec::new(), Vec::new()));
        }
    }
    let of = |n: usize| part_of.get(n).copied().flatten();
    for n in 0..view.nodes.len() {
        if let Some((nodes, _)) = of(n).and_then(|p| out.get_mut(p)) {
            nodes.push(n);
        }
    }
    for (n, edge) in view.edges.iter().enumerate() {
        if let Some((_, edges)) = of(edge.from).and_then(|p| out.get_mut(p)) {
            edges.push(n);
        }
    }
    out
}
