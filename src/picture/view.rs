//! What of a graph is drawn: which handlers, and which ways are cut to a signpost.

use std::collections::VecDeque;

use super::{Kind, LinkKind, Picture};

/// Which handlers are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// Only those without which a step would hang in the air.
    #[default]
    Folded,
    /// All, and those of the whole scenario as a card of their own.
    Unfolded,
}

/// In graphs of more steps ways to ends, and ways that run far or back, are told on the card that they
/// leave: a line of words that one can follow is worth more than a wire that one cannot.
const STUBS_FROM: usize = 36;
/// A way over more layers than this runs far.
const FAR: usize = 5;
/// A card that is entered from more places than this gets one wire, the others are stubs.
const POPULAR: usize = 4;

/// What is drawn.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Cards with a place of their own, in order.
    pub nodes: Vec<Node>,
    /// Wires between them.
    pub edges: Vec<Edge>,
}

/// A card with a place of its own.
#[derive(Clone, Debug)]
pub struct Node {
    /// Index of the card.
    pub card: usize,
    /// Ways that are told on it instead of being drawn.
    pub stubs: Vec<usize>,
}

/// A wire.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// Index of a node of the view.
    pub from: usize,
    /// Index of a node of the view.
    pub to: usize,
    /// Index of the way.
    pub link: usize,
}

impl View {
    /// Chooses what is drawn.
    pub fn new(picture: &Picture, fold: Fold) -> Self {
        let links = shown_links(picture, fold);
        let cut = stubs(picture, &links);
        Self::of(picture, &links, &cut)
    }

    /// Chooses what is written down: ways are named by what they lead to, so none is cut.
    pub fn whole(picture: &Picture, fold: Fold) -> Self {
        Self::of(picture, &shown_links(picture, fold), &[])
    }

    fn of(picture: &Picture, links: &[usize], cut: &[bool]) -> Self {
        let count = picture.cards.len();
        let (mut leaves, mut entered) = (vec![false; count], vec![false; count]);
        for (n, link) in links.iter().enumerate() {
            let Some(link) = picture.links.get(*link) else { continue };
            mark(&mut leaves, link.from);
            if cut.get(n) != Some(&true) {
                mark(&mut entered, link.to);
            }
        }
        // An end that no wire reaches, or common handlers that are folded, have nothing to show.
        let shown = |n: usize| match picture.cards.get(n).map(|c| c.kind) {
            Some(Kind::Everywhere) => leaves.get(n) == Some(&true),
            Some(kind) if kind.is_pill() => entered.get(n) == Some(&true) || leaves.get(n) == Some(&true),
            _ => true,
        };
        let mut of_card = vec![None; count];
        let mut view = Self::default();
        for card in (0..count).filter(|n| shown(*n)) {
            if let Some(place) = of_card.get_mut(card) {
                *place = Some(view.nodes.len());
            }
            let stubs = Vec::new();
            view.nodes.push(Node { card, stubs });
        }
        let node_of = |card: usize| of_card.get(card).copied().flatten();
        for (n, link_id) in links.iter().enumerate() {
            let Some(link) = picture.links.get(*link_id) else {
                continue;
            };
            if cut.get(n) == Some(&true) {
                if let Some(node) = node_of(link.from).and_then(|n| view.nodes.get_mut(n)) {
                    node.stubs.push(*link_id);
                }
            } else if let (Some(from), Some(to)) = (node_of(link.from), node_of(link.to)) {
                let link = *link_id;
                view.edges.push(Edge { from, to, link });
            }
        }
        view
    }
}

fn mark(list: &mut [bool], n: usize) {
    if let Some(place) = list.get_mut(n) {
        *place = true;
    }
}

/// Ways that are drawn. Folding leaves out handlers, but never the only way to a card.
fn shown_links(picture: &Picture, fold: Fold) -> Vec<usize> {
    let all = 0..picture.links.len();
    if fold == Fold::Unfolded {
        return all.collect();
    }
    let is_handler = |n: usize| picture.links.get(n).is_some_and(|l| l.kind == LinkKind::Handler);
    let mut chosen: Vec<bool> = all.clone().map(|n| !is_handler(n)).collect();
    loop {
        let layers = layers(picture, |n| chosen.get(n) == Some(&true));
        // The first handler from a card that is reached to a step that is not.
        let needed = all.clone().find(|n| {
            let Some(link) = picture.links.get(*n) else {
                return false;
            };
            let reached = |card: usize| layers.get(card).is_some_and(Option::is_some);
            let is_step = picture.cards.get(link.to).is_some_and(|c| !c.kind.is_pill());
            is_handler(*n) && is_step && reached(link.from) && !reached(link.to)
        });
        let Some(place) = needed.and_then(|n| chosen.get_mut(n)) else {
            break;
        };
        *place = true;
    }
    all.filter(|n| chosen.get(*n) == Some(&true)).collect()
}

/// For each way that is shown whether it becomes a stub.
fn stubs(picture: &Picture, links: &[usize]) -> Vec<bool> {
    let mut cut = vec![false; links.len()];
    let steps = picture.cards.iter().filter(|c| !c.kind.is_pill()).count();
    if steps <= STUBS_FROM || picture.sideways {
        return cut;
    }
    let mut shown = vec![false; picture.links.len()];
    for n in links {
        mark(&mut shown, *n);
    }
    let layers = layers(picture, |n| shown.get(n) == Some(&true));
    let layer = |card: usize| layers.get(card).copied().flatten();
    let mut entered = vec![0usize; picture.cards.len()];
    for link in links.iter().filter_map(|n| picture.links.get(*n)) {
        if let Some(count) = entered.get_mut(link.to) {
            *count += 1;
        }
    }
    let mut has_line = vec![false; picture.cards.len()];
    for (place, link) in cut.iter_mut().zip(links.iter().filter_map(|n| picture.links.get(*n))) {
        let pill = picture.cards.get(link.to).is_some_and(|c| c.kind.is_pill());
        if pill {
            *place = true;
            continue;
        }
        let (Some(from), Some(to)) = (layer(link.from), layer(link.to)) else {
            continue;
        };
        let first = to == from + 1 && has_line.get(link.to) == Some(&false);
        let popular = entered.get(link.to).is_some_and(|n| *n > POPULAR);
        let back = to <= from && link.from != link.to;
        *place = !first && (back || to > from + FAR || from > to + FAR || popular);
        if let (false, Some(line)) = (*place, has_line.get_mut(link.to)) {
            *line = true;
        }
    }
    cut
}

/// For each card how many ways it is from the start at least; `None` where no way leads.
fn layers(picture: &Picture, shown: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut out_of: Vec<Vec<usize>> = vec![Vec::new(); picture.cards.len()];
    for (_, link) in picture.links.iter().enumerate().filter(|(n, _)| shown(*n)) {
        if let Some(list) = out_of.get_mut(link.from) {
            list.push(link.to);
        }
    }
    let mut layers = vec![None; picture.cards.len()];
    let mut open = VecDeque::from([0usize]);
    if let Some(first) = layers.first_mut() {
        *first = Some(0);
    }
    while let Some(card) = open.pop_front() {
        let next = layers.get(card).copied().flatten().map_or(0, |n: usize| n + 1);
        for to in out_of.get(card).into_iter().flatten() {
            if let Some(place @ None) = layers.get_mut(*to) {
                *place = Some(next);
                open.push_back(*to);
            }
        }
    }
    layers
}
