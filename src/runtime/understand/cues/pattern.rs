//! Patterns as flat arrays of numbers, and whether a question fits them.

use super::asked::Asked;
use super::lexicon::{Feature, Numbering};
use crate::bundle::flat::{Fixed, Flat, Items};
use crate::bundle::program::Pattern;

/// Deepest nesting of a pattern: that of a program's, and the root.
const MAX_DEPTH: usize = 66;

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

impl Fixed<12> for Node {
    fn bytes(self) -> [u8; 12] {
        match self {
            Self::Has(feature) => [0, feature, 0],
            Self::Phrase(at, len) => [1, at, len],
            Self::All(rest) => [2, rest, 0],
            Self::Any(rest) => [3, rest, 0],
            Self::Not(rest) => [4, rest, 0],
            Self::Near(rest, distance) => [5, rest, distance],
        }
        .bytes()
    }

    #[inline]
    fn of(bytes: &[u8; 12]) -> Self {
        match <[u32; 3]>::of(bytes) {
            [0, feature, _] => Self::Has(feature),
            [1, at, len] => Self::Phrase(at, len),
            [2, rest, _] => Self::All(rest),
            [4, rest, _] => Self::Not(rest),
            [5, rest, distance] => Self::Near(rest, distance),
            // Of no parts this holds never: the right thing for what is none of them.
            [tag, rest, _] => Self::Any(if tag == 3 { rest } else { 0 }),
        }
    }
}

/// Nodes one after another.
pub type Nodes<'a> = Items<'a, Node, 12>;

/// The parts of a node that stands first in `nodes`.
pub fn parts<'a>(nodes: Nodes<'a>) -> impl Iterator<Item = Nodes<'a>> + use<'a> {
    let size = nodes.first().map_or(1, Node::size);
    let mut rest = nodes.range(1..size);
    std::iter::from_fn(move || {
        let (part, after) = rest.split_at(rest.first()?.size())?;
        rest = after;
        Some(part)
    })
}

/// Flat patterns, in place.
#[derive(Debug, Default)]
pub struct Store {
    pub nodes: Flat<Node, 12>,
    pub forms: Flat<Feature, 4>,
}

/// Flat patterns in the making.
#[derive(Debug, Default)]
pub struct Writing {
    nodes: Vec<Node>,
    forms: Vec<Feature>,
}

impl Writing {
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

    /// Ready to be read.
    pub fn store(self) -> Store {
        Store {
            nodes: self.nodes.into_iter().collect(),
            forms: self.forms.into_iter().collect(),
        }
    }
}

impl Store {
    /// The pattern that starts at `at`.
    pub fn pattern(&self, at: u32) -> Nodes<'_> {
        let (nodes, at) = (self.nodes.all(), at as usize);
        let size = nodes.get(at).map_or(0, Node::size);
        nodes.range(at..at.saturating_add(size))
    }

    /// The forms of a phrase.
    pub fn phrase(&self, at: u32, len: u32) -> Items<'_, Feature, 4> {
        let at = at as usize;
        self.forms.all().range(at..at.saturating_add(len as usize))
    }

    /// Whether a pattern may start at `at`.
    pub fn has(&self, at: u32) -> bool {
        (at as usize) < self.nodes.all().len()
    }

    /// Whether phrases and parts are within, and nothing is nested too deep: checking a pattern walks down.
    pub fn is_sound(&self) -> bool {
        let forms = self.forms.all().len();
        // Where the nodes that are open end.
        let mut open: Vec<usize> = Vec::new();
        let nodes = self.nodes.all();
        for (at, node) in nodes.iter().enumerate() {
            while open.last().is_some_and(|end| *end <= at) {
                open.pop();
            }
            let end = at.saturating_add(node.size());
            let within = end <= open.last().copied().unwrap_or(nodes.len());
            let phrase = match node {
                Node::Phrase(at, len) => (at as usize).saturating_add(len as usize) <= forms && len > 0,
                _ => true,
            };
            if !within || !phrase || open.len() >= MAX_DEPTH {
                return false;
            }
            open.push(end);
        }
        true
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

    fn holds(&mut self, nodes: Nodes<'_>) -> bool {
        match nodes.first() {
            None => false,
            Some(Node::Has(feature)) => self.asked.has(feature),
            Some(Node::Phrase(at, len)) => self.runs(at, len).next().is_some(),
            Some(Node::All(_)) => parts(nodes).all(|p| self.holds(p)),
            Some(Node::Any(_)) => parts(nodes).any(|p| self.holds(p)),
            Some(Node::Not(_)) => parts(nodes).all(|p| !self.holds(p)),
            Some(Node::Near(_, distance)) => match (nodes.len(), nodes.get(1), nodes.get(2)) {
                (3, Some(Node::Has(a)), Some(Node::Has(b))) => {
                    near_words(self.asked.places(a), self.asked.places(b), distance)
                }
                _ => self.near(nodes, distance, None),
            },
        }
    }

    /// Places of a phrase.
    fn runs(&self, at: u32, len: u32) -> impl Iterator<Item = Run> + use<'a> {
        let asked = self.asked;
        let phrase = self.store.phrase(at, len);
        let starts = phrase.first().map_or(&[][..], |first| asked.places(first));
        starts.iter().filter_map(move |start| {
            let run = asked.forms().get(*start as usize..)?.get(..phrase.len())?;
            let same = run.iter().copied().eq(phrase.iter());
            same.then(|| (*start, start.saturating_add(len).saturating_sub(1)))
        })
    }

    /// Adds the places where a pattern matches.
    fn places(&mut self, nodes: Nodes<'_>, out: &mut Vec<Run>) {
        match nodes.first() {
            None | Some(Node::Not(_)) => {}
            Some(Node::Has(feature)) => out.extend(self.asked.places(feature).iter().map(|p| (*p, *p))),
            Some(Node::Phrase(at, len)) => out.extend(self.runs(at, len)),
            Some(Node::Any(_)) => parts(nodes).for_each(|p| self.places(p, out)),
            Some(Node::All(_)) => {
                if self.holds(nodes) {
                    parts(nodes).for_each(|p| self.places(p, out));
                }
            }
            Some(Node::Near(_, distance)) => {
                self.near(nodes, distance, Some(out));
            }
        }
    }

    /// Whether two parts are near each other; with `out` adds all places where they are.
    fn near(&mut self, nodes: Nodes<'_>, distance: u32, out: Option<&mut Vec<Run>>) -> bool {
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
