//! Where everything stands. The library lays the graph in layers, orders them so that few lines cross
//! and keeps room for labels; ports and the straight runs of lines between cards are ours.

mod pack;

use std::collections::BTreeMap;

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

use super::shape::{Shape, label, label_size, shape};
use super::view::View;
use super::{Kind, Picture};
use crate::value::Lang;

/// For each node and side, where lines are bound for, their numbers, and whether they arrive.
type Ports = BTreeMap<(usize, bool), Vec<(f64, usize, bool)>>;

/// More cards than this are not laid out: nobody could read it, and time grows with the square.
pub const MAX_CARDS: usize = 1000;

/// Round the whole.
const MARGIN: f64 = 28.0;
/// Between the words «начало» and the top of the first card.
const FLAG: f64 = 14.0;

/// A graph with places for everything.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// Nodes in order of the view.
    pub nodes: Vec<Spot>,
    /// Lines in order of the view.
    pub lines: Vec<Line>,
    /// Whether it runs from left to right.
    pub sideways: bool,
}

/// A node with its place.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Index of the card.
    pub card: usize,
    /// What stands on it.
    pub shape: Shape,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Middle of its layer along the direction of the graph.
    layer: f64,
}

/// A line with its place.
#[derive(Clone, Debug)]
pub struct Line {
    /// Index of the way.
    pub link: usize,
    /// Points it goes through.
    pub points: Vec<(f64, f64)>,
    /// Lines of the label and its middle.
    pub label: Option<(Vec<String>, f64, f64)>,
    /// Whether it runs against the direction of the graph.
    pub back: bool,
    /// Whether it begins and ends at the same card.
    pub own: bool,
}

/// More nodes than this are laid out both ways, for a tree that branches much is a mile wide.
const BOTH_FROM: usize = 36;

/// Lays a view out from top to bottom, or sideways where that fits a screen better.
pub fn place(picture: &Picture, view: &View, lang: Lang) -> Placed {
    if picture.sideways {
        return pack::packed(view, |part| place_along(picture, part, true, lang));
    }
    let placed = place_along(picture, view, false, lang);
    if view.nodes.len() <= BOTH_FROM {
        return placed;
    }
    let other = place_along(picture, view, true, lang);
    let scale = |p: &Placed| (1500.0 / p.width).min(900.0 / p.height);
    if scale(&other) > scale(&placed) { other } else { placed }
}

fn place_along(picture: &Picture, view: &View, sideways: bool, lang: Lang) -> Placed {
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(GraphOptions {
        directed: true,
        multigraph: true,
        compound: false,
    });
    let shapes: Vec<Shape> = view.nodes.iter().map(|n| shape(picture, n, lang)).collect();
    for (n, shape) in shapes.iter().enumerate() {
        let label = NodeLabel {
            width: shape.width,
            height: shape.height,
            ..NodeLabel::default()
        };
        graph.set_node(node_id(n), Some(label));
    }
    let mut labels = Vec::with_capacity(view.edges.len());
    for (n, edge) in view.edges.iter().enumerate() {
        let lines = picture.links.get(edge.link).map_or(Vec::new(), |l| label(&l.label));
        let (width, height) = label_size(&lines);
        let weight = picture
            .links
            .get(edge.link)
            .map_or(1, |l| weight(picture, l.from, l.to));
        let label = EdgeLabel {
            width,
            height,
            labelpos: LabelPos::Center,
            weight,
            ..EdgeLabel::default()
        };
        graph.set_edge(node_id(edge.from), node_id(edge.to), Some(label), Some(&edge_id(n)));
        labels.push(lines);
    }
    let options = LayoutOptions {
        rankdir: if sideways { RankDir::LR } else { RankDir::TB },
        nodesep: if sideways { 18.0 } else { 34.0 },
        edgesep: if sideways { 10.0 } else { 18.0 },
        ranksep: if sideways { 84.0 } else { 76.0 },
        marginx: MARGIN,
        marginy: MARGIN + FLAG,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut graph, Some(options));
    let placed = read(&graph, view, shapes, labels, sideways);
    tidied(placed, view, sideways)
}

/// A way to the next step pulls straighter than one to an end.
fn weight(picture: &Picture, from: usize, to: usize) -> i32 {
    let is_end = picture.cards.get(to).is_none_or(|c| c.kind.is_pill());
    let common = picture.cards.get(from).is_some_and(|c| c.kind == Kind::Everywhere);
    if is_end || common { 1 } else { 3 }
}

fn node_id(n: usize) -> String {
    format!("n{n}")
}

fn edge_id(n: usize) -> String {
    format!("e{n}")
}

fn read(
    graph: &Graph<NodeLabel, EdgeLabel>,
    view: &View,
    shapes: Vec<Shape>,
    labels: Vec<Vec<String>>,
    sideways: bool,
) -> Placed {
    let nodes = view.nodes.iter().zip(shapes).enumerate().map(|(n, (node, shape))| {
        let at = graph.node(&node_id(n));
        let (x, y) = (
            at.and_then(|l| l.x).unwrap_or_default(),
            at.and_then(|l| l.y).unwrap_or_default(),
        );
        let (layer, _) = turned((x, y), sideways);
        let (x, y) = (x - shape.width / 2.0, y - shape.height / 2.0);
        Spot {
            layer,
            card: node.card,
            shape,
            x,
            y,
        }
    });
    let lines = view.edges.iter().zip(labels).enumerate().map(|(n, (edge, words))| {
        let name = edge_id(n);
        let at = graph.edge(&node_id(edge.from), &node_id(edge.to), Some(&name));
        let middle = at.and_then(|l| Some((l.x?, l.y?)));
        Line {
            link: edge.link,
            points: at.map_or(Vec::new(), |l| l.points.iter().map(|p| (p.x, p.y)).collect()),
            label: middle.filter(|_| !words.is_empty()).map(|(x, y)| (words, x, y)),
            back: false,
            own: edge.from == edge.to,
        }
    });
    Placed {
        width: 0.0,
        height: 0.0,
        nodes: nodes.collect(),
        lines: lines.collect(),
        sideways,
    }
}

/// A point along the direction of the graph and across it, and back: layers are spoken of once.
fn turned(point: (f64, f64), sideways: bool) -> (f64, f64) {
    if sideways { point } else { (point.1, point.0) }
}

/// The edges of a node along and across the direction of the graph.
struct Sides {
    start: f64,
    end: f64,
    middle: f64,
    across: f64,
}

fn sides(spot: &Spot, sideways: bool) -> Sides {
    let (along, across) = turned((spot.x, spot.y), sideways);
    let (length, breadth) = turned((spot.shape.width, spot.shape.height), sideways);
    Sides {
        start: along,
        end: along + length,
        middle: across + breadth / 2.0,
        across: breadth,
    }
}

/// Gives every line its own port, lets it run straight through the layers, measures the whole.
fn tidied(mut placed: Placed, view: &View, sideways: bool) -> Placed {
    let bands = bands(&placed, sideways);
    if !sideways {
        // Cards of a layer begin on one line, as words do.
        for spot in &mut placed.nodes {
            spot.y = spot.layer - bands.get(&key(spot.layer)).copied().unwrap_or_default();
        }
    }
    let sides: Vec<Sides> = placed.nodes.iter().map(|n| sides(n, sideways)).collect();
    // Ports: for each node and side, the lines with where they are bound for.
    let mut ports: Ports = BTreeMap::new();
    for (n, (line, edge)) in placed.lines.iter_mut().zip(&view.edges).enumerate() {
        let (Some(from), Some(to)) = (sides.get(edge.from), sides.get(edge.to)) else {
            continue;
        };
        line.back = from.start > to.start;
        if line.own || line.points.len() < 2 {
            continue;
        }
        let inner = |at: Option<&(f64, f64)>| at.map_or(0.0, |p| turned(*p, sideways).1);
        let second = inner(line.points.get(1));
        let last_but_one = inner(line.points.get(line.points.len() - 2));
        let (second, last_but_one) = if line.points.len() == 2 {
            (to.middle, from.middle)
        } else {
            (second, last_but_one)
        };
        ports
            .entry((edge.from, !line.back))
            .or_default()
            .push((second, n, true));
        ports
            .entry((edge.to, line.back))
            .or_default()
            .push((last_but_one, n, false));
    }
    for ((node, at_end), mut list) in ports {
        list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let Some(side) = sides.get(node) else { continue };
        let gaps = f64::from(u32::try_from(list.len()).unwrap_or(1)) - 1.0;
        let spread = (side.across * 0.72).min(gaps * 30.0);
        let mut across = side.middle - spread / 2.0;
        let along = if at_end { side.end } else { side.start };
        for (_, n, begins) in list {
            if let Some(line) = placed.lines.get_mut(n) {
                let slot = if begins {
                    line.points.first_mut()
                } else {
                    line.points.last_mut()
                };
                if let Some(slot) = slot {
                    *slot = turned((along, across), sideways);
                }
            }
            if gaps > 0.0 {
                across += spread / gaps;
            }
        }
    }
    for (line, edge) in placed.lines.iter_mut().zip(&view.edges) {
        if !line.own {
            let ends = [edge.from, edge.to].map(|n| placed.nodes.get(n).map_or(0.0, |s| s.layer));
            straighten(line, &bands, ends, sideways);
        }
    }
    measured(placed)
}

fn key(along: f64) -> i64 {
    // Positions are far below what a float holds exactly.
    (along * 10.0).round() as i64
}

/// Layers: for each middle along the graph, half of the longest thing that stands there.
fn bands(placed: &Placed, sideways: bool) -> BTreeMap<i64, f64> {
    let mut bands: BTreeMap<i64, f64> = BTreeMap::new();
    let mut add = |middle: f64, half: f64| {
        let entry = bands.entry(key(middle)).or_default();
        *entry = entry.max(half);
    };
    for spot in &placed.nodes {
        let side = sides(spot, sideways);
        add(spot.layer, (side.end - side.start) / 2.0);
    }
    for (lines, x, y) in placed.lines.iter().filter_map(|l| l.label.as_ref()) {
        let (along, _) = turned((*x, *y), sideways);
        let (width, height) = label_size(lines);
        add(along, turned((width, height), sideways).0 / 2.0);
    }
    bands
}

/// Every point of a line that lies in a layer becomes a straight run through the whole layer, so that
/// lines bend only between layers, where nothing stands.
fn straighten(line: &mut Line, bands: &BTreeMap<i64, f64>, ends: [f64; 2], sideways: bool) {
    let sign = if line.back { -1.0 } else { 1.0 };
    let half = |along: f64| bands.get(&key(along)).copied().unwrap_or(0.0);
    let last = line.points.len().saturating_sub(1);
    let mut out: Vec<(f64, f64)> = Vec::with_capacity(line.points.len() * 2);
    for (n, point) in line.points.iter().enumerate() {
        let (along, across) = turned(*point, sideways);
        let run = if n == 0 {
            [along, ends[0] + sign * half(ends[0])]
        } else if n == last {
            [ends[1] - sign * half(ends[1]), along]
        } else {
            [along - sign * half(along), along + sign * half(along)]
        };
        for along in run {
            let moved = out.last().is_none_or(|p| {
                let (before, at) = turned(*p, sideways);
                (along - before) * sign > 0.5 || (at - across).abs() > 0.5
            });
            if moved {
                out.push(turned((along, across), sideways));
            }
        }
    }
    line.points = out;
}

fn measured(mut placed: Placed) -> Placed {
    let (mut right, mut bottom) = (0.0f64, 0.0f64);
    for spot in &placed.nodes {
        right = right.max(spot.x + spot.shape.width);
        bottom = bottom.max(spot.y + spot.shape.height);
    }
    for line in &placed.lines {
        for (x, y) in &line.points {
            right = right.max(*x);
            bottom = bottom.max(*y);
        }
        if let Some((lines, x, y)) = &line.label {
            let (width, height) = label_size(lines);
            right = right.max(x + width / 2.0);
            bottom = bottom.max(y + height / 2.0);
        }
    }
    placed.width = (right + MARGIN).ceil();
    placed.height = (bottom + MARGIN).ceil();
    placed
}
