//! Patterns as flat arrays of numbers, and whether a question fits them.

use super::asked::Asked;
use super::lexicon::{Feature, Numbering};
use crate::bundle::program::Pattern;

/// A node of a pattern; its parts follow it, each with all of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// A form, an exact word, a prefix or an entity.
    Has(Feature),
    /// Forms next to each other: where they start in the store, and how many.
    Phrase(u32, u32),
    /// All parts; how many nodes follow.
    All(u32),
    /// Any part; how many nodes follow.
    Any(u32),
    /// Not the part; how many nodes follow.
    Not(u32),
    /// Two parts, so many words apart; how many nodes follow.
    Near(u32, u32),
}

impl Node {
    /// How many nodes it is with its parts.
    fn size(self) -> usize {
        match self {
            Self::Has(_) | Self::Phrase(..) => 1,
            Self::All(rest) | Self::Any(rest) | Self::Not(rest) | Self::Near(rest, _) => rest as usize + 1,
        }
    }
}

/// The parts of a node that stands first in `nodes`.
pub fn parts(nodes: &[Node]) -> impl Iterator<Item = &[Node]> {
    let size = nodes.first().map_or(0, |n| n.size());
    let mut rest = nodes.get(1..size).unwrap_or(&[]);
    std::iter::from_fn(move || {
        let (part, after) = rest.split_at_checked(rest.first()?.size())?;
        rest = after;
        Some(part)
    })
}

/// Flat patterns.
#[derive(Debug, Default)]
pub struct Store {
    nodes: Vec<Node>,
    forms: Vec<Feature>,
}

impl Store {
    /// Adds a pattern; gives where it starts.
    pub fn add<'p>(&mut self, pattern: &'p Pattern, numbering: &mut Numbering<'p>) -> u32 {
        let at = position(&self.nodes);
        match pattern {
            Pattern::Form(form) => self.nodes.push(Node::Has(numbering.form(form))),
            Pattern::Exact(word) => self.nodes.push(Node::Has(numbering.exact(word))),
            Pattern::Prefix(prefix) => self.nodes.push(Node::Has(numbering.prefix(prefix))),
            Pattern::Entity(kind) => self.nodes.push(Node::Has(numbering.entity(kind))),
            Pattern::Phrase(forms) => match &**forms {
                [] => self.nodes.push(Node::Any(0)),
                [form] => self.nodes.push(Node::Has(numbering.form(form))),
                forms => {
                    self.nodes.push(Node::Phrase(position(&self.forms), position(forms)));
                    self.forms.extend(forms.iter().map(|f| numbering.form(f)));
                }
            },
            Pattern::And(parts) | Pattern::Or(parts) if parts.len() == 1 => {
                parts.iter().for_each(|p| {
                    self.add(p, numbering);
                });
            }
            Pattern::And(parts) => self.compound(Node::All, parts, numbering),
            Pattern::Or(parts) => self.compound(Node::Any, parts, numbering),
            Pattern::Not(inner) => self.compound(Node::Not, [&**inner], numbering),
            Pattern::Near(a, distance, b) => {
                self.compound(|rest| Node::Near(rest, *distance), [&**a, &**b], numbering);
            }
        }
        at
    }

    fn compound<'p>(
        &mut self,
        node: impl Fn(u32) -> Node,
        parts: impl IntoIterator<Item = &'p Pattern>,
        numbering: &mut Numbering<'p>,
    ) {
        let at = self.nodes.len();
        self.nodes.push(node(0));
        for part in parts {
            self.add(part, numbering);
        }
        let rest = position(self.nodes.get(at + 1..).unwrap_or(&[]));
        if let Some(head) = self.nodes.get_mut(at) {
            *head = node(rest);
        }
    }

    /// Keeps only these nodes, of patterns that the store had.
    pub fn keep(&mut self, nodes: Vec<Node>) {
        self.nodes = nodes;
    }

    /// The pattern that starts at `at`.
    pub fn pattern(&self, at: u32) -> &[Node] {
        let rest = self.nodes.get(at as usize..).unwrap_or(&[]);
        rest.first().and_then(|n| rest.get(..n.size())).unwrap_or(&[])
    }

    /// The forms of a phrase.
    pub fn phrase(&self, at: u32, len: u32) -> &[Feature] {
        self.forms.get(at as usize..at as usize + len as usize).unwrap_or(&[])
    }
}

/// Where the next of `list` will stand. Four thousand million nodes do not fit into a bundle.
pub fn position<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// First and last word of a place.
type Run = (u32, u32);

/// Checks patterns against one question.
pub struct Checker<'a> {
    store: &'a Store,
    asked: &'a Asked,
    /// Emptied lists of places, for the next pattern.
    spare: Vec<Vec<Run>>,
}

impl<'a> Checker<'a> {
    /// A checker for a question.
    pub fn new(store: &'a Store, asked: &'a Asked) -> Self {
        let spare = Vec::new();
        Self { store, asked, spare }
    }

    /// Whether the pattern at `at` holds.
    pub fn holds_at(&mut self, at: u32) -> bool {
        let store = self.store;
        self.holds(store.pattern(at))
    }

    fn holds(&mut self, nodes: &[Node]) -> bool {
        match nodes.first() {
            None => false,
            Some(Node::Has(feature)) => self.asked.has(*feature),
            Some(Node::Phrase(at, len)) => self.runs(*at, *len).next().is_some(),
            Some(Node::All(_)) => parts(nodes).all(|p| self.holds(p)),
            Some(Node::Any(_)) => parts(nodes).any(|p| self.holds(p)),
            Some(Node::Not(_)) => parts(nodes).all(|p| !self.holds(p)),
            Some(Node::Near(_, distance)) => match nodes {
                [_, Node::Has(a), Node::Has(b)] => near_words(self.asked.places(*a), self.asked.places(*b), *distance),
                _ => self.near(nodes, *distance, None),
            },
        }
    }

    /// Places of a phrase.
    fn runs(&self, at: u32, len: u32) -> impl Iterator<Item = Run> + use<'a> {
        let asked = self.asked;
        let phrase = self.store.phrase(at, len);
        let starts = phrase.first().map_or(&[][..], |first| asked.places(*first));
        starts.iter().filter_map(move |start| {
            let run = asked.forms().get(*start as usize..)?.get(..phrase.len())?;
            (run == phrase).then(|| (*start, *start + len - 1))
        })
    }

    /// Adds the places where a pattern matches.
    fn places(&mut self, nodes: &[Node], out: &mut Vec<Run>) {
        match nodes.first() {
            None | Some(Node::Not(_)) => {}
            Some(Node::Has(feature)) => out.extend(self.asked.places(*feature).iter().map(|p| (*p, *p))),
            Some(Node::Phrase(at, len)) => out.extend(self.runs(*at, *len)),
            Some(Node::Any(_)) => parts(nodes).for_each(|p| self.places(p, out)),
            Some(Node::All(_)) => {
                if self.holds(nodes) {
                    parts(nodes).for_each(|p| self.places(p, out));
                }
            }
            Some(Node::Near(_, distance)) => {
                self.near(nodes, *distance, Some(out));
            }
        }
    }

    /// Whether two parts are near each other; with `out` adds all places where they are.
    fn near(&mut self, nodes: &[Node], distance: u32, out: Option<&mut Vec<Run>>) -> bool {
        let mut left = self.spare.pop().unwrap_or_default();
        let mut right = self.spare.pop().unwrap_or_default();
        let mut both = parts(nodes);
        for side in [&mut left, &mut right] {
            if let Some(part) = both.next() {
                self.places(part, side);
            }
            side.sort_unstable();
            side.dedup();
        }
        let is_near = pairs(&left, &right, distance, out);
        for mut side in [left, right] {
            side.clear();
            self.spare.push(side);
        }
        is_near
    }
}

/// Whether some place of `left` is near another of `right`; with `out` adds all that both cover.
fn pairs(left: &[Run], right: &[Run], distance: u32, out: Option<&mut Vec<Run>>) -> bool {
    let near = |x: &Run, y: &Run| x != y && y.0.saturating_sub(x.1).max(x.0.saturating_sub(y.1)) <= distance;
    let Some(out) = out else {
        return left.iter().any(|x| right.iter().any(|y| near(x, y)));
    };
    let before = out.len();
    let mut full = before.max(1024) * 2;
    for x in left {
        let with_x = right.iter().filter(|y| near(x, y));
        out.extend(with_x.map(|y| (x.0.min(y.0), x.1.max(y.1))));
        // Many pairs cover the same words: nests of «рядом» must not fill the memory with them.
        if out.len() > full {
            out.sort_unstable();
            out.dedup();
            full = out.len().max(1024) * 2;
        }
    }
    out.len() > before
}

/// As [`pairs`] for single words, both ascending.
fn near_words(left: &[u32], right: &[u32], distance: u32) -> bool {
    left.iter().any(|x| {
        let from = right.partition_point(|y| y.saturating_add(distance) < *x);
        // The first may be the same word; the next cannot.
        let close = right.get(from..).unwrap_or(&[]).iter().take(2);
        close.into_iter().any(|y| y != x && x.abs_diff(*y) <= distance)
    })
}
