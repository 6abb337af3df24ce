//! What is kept of the ways through a scenario while they are walked.

use std::collections::BTreeSet;

use crate::analysis::ops::{Edge, To, Way};
use crate::analysis::route::Hop;
use crate::bundle::program::{FactId, Target};
use crate::value::Name;

/// Facts that are known on a way, of those that matter.
pub type Known = BTreeSet<FactId>;

/// Sets of known facts that are kept apart at one place; beyond that only what is known in all of them
/// counts, which can only make the bound greater.
const MAX_SETS: usize = 24;

/// The bounds of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub questions: u32,
    pub questions_path: Vec<Hop>,
    pub seconds: f64,
    pub seconds_path: Vec<Hop>,
    /// Steps of the first circle that asks anew.
    pub circle: Vec<Name>,
    /// The same up to where the scenario returns; none where it never does.
    pub returning: Option<Returning>,
}

/// The ways that return.
#[derive(Clone, Debug)]
pub struct Returning {
    /// Most questions.
    pub questions: u32,
    /// Longest time.
    pub seconds: f64,
    /// Known wherever it returns.
    pub known: Known,
}

/// A place reached on some way.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Which circle, or single line.
    pub component: usize,
    /// Known there.
    pub known: Known,
    /// Most questions before it.
    pub questions: u32,
    /// Longest time before it.
    pub seconds: f64,
    /// From which cell, by which line and how, for each of the two.
    pub questions_from: Option<(usize, usize, Way)>,
    /// The same for the time.
    pub seconds_from: Option<(usize, usize, Way)>,
}

/// What passing a component costs.
pub struct Cost {
    /// Questions.
    pub questions: u32,
    /// Seconds.
    pub seconds: f64,
    /// Known behind it.
    pub known: Known,
}

/// Where a line leads, for counting.
pub enum Leaving {
    /// To a line.
    Node(usize),
    /// Back to a caller.
    Return,
    /// Anywhere else.
    End,
}

impl Leaving {
    /// Where an edge leads.
    pub fn of(edge: &Edge<'_>) -> Self {
        match edge.to {
            To::Node(next) => Self::Node(next),
            To::Out(Target::Return) => Self::Return,
            To::Out(_) | To::Default | To::Nowhere => Self::End,
        }
    }
}

/// The ways that end.
#[derive(Default)]
pub struct Ends {
    questions: Option<Cell>,
    seconds: Option<Cell>,
    returning: Option<Returning>,
}

impl Ends {
    /// Notes an end.
    pub fn end(&mut self, cell: Cell) {
        if self.seconds.as_ref().is_none_or(|s| cell.seconds > s.seconds) {
            self.seconds = Some(cell.clone());
        }
        if self.questions.as_ref().is_none_or(|q| cell.questions > q.questions) {
            self.questions = Some(cell);
        }
    }

    /// Notes a return.
    pub fn returning(&mut self, cell: &Cell) {
        match &mut self.returning {
            None => {
                self.returning = Some(Returning {
                    questions: cell.questions,
                    seconds: cell.seconds,
                    known: cell.known.clone(),
                });
            }
            Some(all) => {
                all.questions = all.questions.max(cell.questions);
                all.seconds = all.seconds.max(cell.seconds);
                all.known.retain(|f| cell.known.contains(f));
            }
        }
    }

    /// The bounds, once every end is known.
    pub fn into_found(self, scenario: usize, cells: &[Cell], components: &[Vec<usize>], mut found: Found) -> Found {
        let path = |end: Option<&Cell>, from: fn(&Cell) -> Option<(usize, usize, Way)>| {
            let mut hops = Vec::new();
            let mut at = end.and_then(from);
            while let Some((cell, node, way)) = at {
                // A circle is entered somewhere and left at `node`: its first line stands for the rest.
                hops.push(Hop {
                    scenario,
                    node,
                    way: Some(way),
                });
                let Some(before) = cells.get(cell) else { break };
                let entered = components.get(before.component).and_then(|c| c.first()).copied();
                if let Some(entered) = entered.filter(|e| *e != node) {
                    hops.push(Hop {
                        scenario,
                        node: entered,
                        way: None,
                    });
                }
                at = from(before);
            }
            hops.reverse();
            hops
        };
        found.questions = self.questions.as_ref().map_or(0, |c| c.questions);
        found.questions_path = path(self.questions.as_ref(), |c| c.questions_from);
        found.seconds = self.seconds.as_ref().map_or(0.0, |c| c.seconds);
        found.seconds_path = path(self.seconds.as_ref(), |c| c.seconds_from);
        found.returning = self.returning;
        found
    }
}

/// Notes that a component is reached; of two ways with the same facts known the longer one stays.
pub fn arrive(cells: &mut Vec<Cell>, at: &mut [Vec<usize>], to: usize, mut cell: Cell) {
    let Some(list) = at.get_mut(to) else { return };
    cell.component = to;
    let same = list
        .iter()
        .copied()
        .find(|c| cells.get(*c).is_some_and(|c| c.known == cell.known));
    let merged = same.or_else(|| {
        let last = list.last().copied().filter(|_| list.len() >= MAX_SETS)?;
        let there = cells.get_mut(last)?;
        there.known.retain(|f| cell.known.contains(f));
        Some(last)
    });
    match merged.and_then(|c| cells.get_mut(c)) {
        Some(there) => {
            if cell.questions > there.questions {
                there.questions = cell.questions;
                there.questions_from = cell.questions_from;
            }
            if cell.seconds > there.seconds {
                there.seconds = cell.seconds;
                there.seconds_from = cell.seconds_from;
            }
        }
        None => {
            list.push(cells.len());
            cells.push(cell);
        }
    }
}
