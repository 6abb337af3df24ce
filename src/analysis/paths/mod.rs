//! Where conversations can go, and with which facts: forward sets of possible facts for every node.
//!
//! # What a verdict claims
//!
//! Every verdict of this room speaks of **straight runs** of the engine through one scenario:
//!
//! - The run starts at the first step. Each fact that is not derived may be known or not asked, with any
//!   value of its type, independently of the others. It may be «не знаю» only where some question of
//!   the base lets a conversation go on to another scenario with it ([`Effects::lasting`]): an answer
//!   «не знаю» that always ends with an operator or `завершить` is never met again. Any day on which the
//!   scenario is in force; chat or voice; the person identified or not.
//! - Calls are written out ([`super::inline`]): a run goes through the steps of the called scenario, and
//!   a scenario that is only called begins with what is possible at its calls. Its verdicts are those
//!   of the base as it is: where callers never pass a value, a branch for it is never taken.
//! - Where a call is not written out (it leads back to a scenario that is being called, has editions or
//!   a period of validity, brings too many steps, or is an answer of `подобрать меры`), the callee runs
//!   as far as it may return, what it may change is taken from its lines, and it begins with any facts,
//!   save those in its brackets that every call surely knows. What depends on this is `assumed`, and
//!   *never*, *always* and *for ever* are said less often there than they hold.
//! - Periods are not negative and lists have at least one value.
//! - The host gives no derived facts and no «не знаю». A source that answers may leave facts out; where a
//!   verdict says that *a run exists*, it is one in which sources tell all that they declare. What `выяснить` concluded although evaluation cannot see it
//!   (`а или не а`) counts as the value of its fact until another fact changes.
//! - At each question, menu, lookup and identification anything may happen that its own lines and
//!   `везде` allow: any value of the type, «не знаю», an option, each handler with a target, any answer
//!   of the source, success and failure.
//! - Left out are digressions to another topic and back, corrections («я ошибся»), «назад»,
//!   «сначала», limits of steps and depth, and damaged names (they lead nowhere and are a way out).
//!
//! For such runs:
//!
//! - **L0313** *step never reached*: ways lead to the step, but no run passes it.
//! - **L0305** *circle of known answers*: a run exists that comes to the first step of the circle and
//!   then goes round it for ever without waiting for the person, the source or the identification: all
//!   it asks is known and every condition comes out as before. (**L0304** stays the circle that
//!   asks nothing, seen on the graph; it is left out where no run goes round.)
//! - **L0314** *no feasible way out*: a run exists after which no continuation reaches an end, an
//!   operator, a return or another topic, although the graph has such a way. The defaults of the
//!   engine (the person asks for an operator, too many misunderstandings) do not count as a way out.
//! - **L0315** *the question stays silent*: an option of a menu leads, through a question that is skipped
//!   because its fact is known in every run, back to the same menu without waiting in between.
//! - **L0401** *case not covered*: `если` without `иначе`, and a run that comes to it with facts for which
//!   no branch is true; the witness names them. `assumed` where the case rests on something taken as
//!   independent.
//! - **L0402** *branch never taken*: runs come to the `если`, but none takes the branch. Never said of
//!   `иначе`, and never of a branch behind one that L0403 names.
//! - **L0403** *branch always taken*: every run that comes to the `если` takes the branch, and something
//!   stands behind it or before it that never counts. Not said where a branch without a condition
//!   on facts would be meant (`да`).
//! - **L0404**, **L0405** *comparison always true, always false*: a part of a condition under `и`, `или`,
//!   `не` that reads asked facts only is true (false) in every run that comes to the `если`, while the
//!   branch as a whole is neither always nor never taken.
//! - **L0406**: the diagrams had no room; nothing is claimed of this scenario.
//! - **L0501** *used before it can be known*: a run exists in which a condition or an input of a lookup reads a fact
//!   that has not been asked, written or looked up, although this scenario, or one it calls, asks it
//!   elsewhere, or nobody in the base asks it at all; and the outcome of the condition would differ
//!   for some value. Left out are facts that a `выяснить` of the scenario may ask or a lookup of it may
//!   give, facts in its brackets, and what rests on an assumption.
//! - **L0502** *asked though always known*: runs come to the question, and the fact is known in all.
//! - **L0503** *asked and never used*: nothing in the whole base reads the fact, and no hand-over to an
//!   operator (whose card shows it) can follow the question.
//! - **L0504** *written and lost*: after `записать` the fact is written again or forgotten in every run
//!   before anything reads it or the conversation leaves the scenario.
//! - **L0505** *text may show «не известно»*: a run exists that comes to a text with an insertion whose value is unknown
//!   there because of facts that the scenario itself asks, derives, looks up or writes; all others below
//!   the insertion are known. Left out is what rests on an assumption.
//!
//! Sets are never too small: a verdict *never*, *always*, *in all runs* holds of every straight run. A
//! verdict *a run exists* is exact over facts compared with constants; where it rests on a comparison
//! of two terms, on a value that only evaluation can work out, or on what a call may have changed, its
//! witness says `assumed` and the message says «возможно».

mod back;
mod behind;
mod callers;
mod carried;
mod effects;
mod live;
mod prepare;
mod pursue;
mod route;
mod settle;
mod start;
mod walk;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

pub use carried::Carried;
pub use effects::{Effect, Effects, has_question};
pub use prepare::{holes, spoken_of};
pub use route::told;
pub use start::{Called, Followed};
pub use walk::{Event, Label};

use crate::analysis::inline::WrittenOut;
use crate::analysis::space::{Key, Space};
use crate::bundle::program::{ExprId, FactId, Program, Scenario, ScenarioId, Target};
use crate::diagram::{ALL, NONE, Ref};

/// Nodes of diagrams for a scenario, and more for each of its steps.
const NODES: (usize, usize) = (60_000, 400);

/// Forward sets of one scenario.
pub struct Paths<'s, 'p> {
    pub space: Space<'s, 'p>,
    pub effects: &'s Effects,
    /// The scenario as it is written.
    pub id: ScenarioId,
    /// What is followed: the same, or the copy in which its calls are written out.
    pub scenario: &'p Scenario,
    /// Steps that are its own and begin where they were written: the first so many.
    pub own: usize,
    copy: Option<&'s WrittenOut>,
    called: Option<Called<'s>>,
    /// Index of its first step.
    pub first: usize,
    /// Sets at the beginning of each step; nothing where no run comes.
    pub entry: Vec<Ref>,
    /// There was no room: sets are larger than they need be.
    pub rough: bool,
    /// Variables that depend on a fact besides its own.
    dependents: FxHashMap<FactId, Vec<u32>>,
    /// Functions of goals of `выяснить`, in the space.
    pub goals: FxHashMap<FactId, ExprId>,
    /// Variables of which a call or a computed value has left more than may be.
    pub loose: BTreeSet<u32>,
    live: live::Live,
    begin: Option<Ref>,
    written: FxHashMap<(FactId, ExprId), Option<Ref>>,
    of_goals: FxHashMap<FactId, Option<(Ref, u32)>>,
    /// What its own lines give.
    pub given: Arc<Given>,
    /// Whether sources tell all that they declare.
    telling: bool,
}

/// Facts that the lines of a scenario give, by the way in which they do.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub asked: FxHashSet<FactId>,
    /// By `выяснить` and `подобрать меры`, as far as they matter.
    pub pursued: FxHashSet<FactId>,
    pub looked_up: Vec<FactId>,
    /// In any way, calls included.
    pub any: FxHashSet<FactId>,
}

impl<'s, 'p> Paths<'s, 'p> {
    pub fn program(&self) -> &'p Program {
        self.space.program()
    }

    /// Whether a step is of the scenario itself, and not of one that it calls.
    pub fn is_own(&self, step: usize) -> bool {
        let of = self.program().steps.get(self.first + step);
        of.is_some_and(|s| s.scenario == self.id)
    }

    /// The step that a step was made of, by its place among those that the scenario has as it is written;
    /// `None` for steps of scenarios that it calls.
    pub fn written_as(&self, step: usize) -> Option<usize> {
        if step < self.own {
            return Some(step);
        }
        let written = self.program().scenarios.get(self.id.index())?.steps.0.index();
        let origin = self.copy.and_then(|c| c.origin.get(step)).map(|s| *s as usize)?;
        self.is_own(step).then(|| origin.checked_sub(written)).flatten()
    }

    /// Whether a step of the scenario asks a fact.
    pub fn asks(&self, fact: FactId) -> bool {
        self.given.asked.contains(&fact)
    }

    /// Members in which the person is identified, or is not; all where that is not followed.
    pub fn identified(&mut self, set: Ref, yes: bool) -> Ref {
        match self.space.identified() {
            Some(var) => self.narrowed(set, var, |v, _| (v == 1) == yes),
            None => set,
        }
    }

    /// The members with the person identified whatever was before.
    fn as_identified(&mut self, set: Ref) -> Ref {
        let free = self.unidentified(set);
        self.identified(free, true)
    }

    /// A set in which it is open whether the person is identified.
    fn unidentified(&mut self, set: Ref) -> Ref {
        let Some(var) = self.space.identified() else {
            return set;
        };
        let made = self.space.forest.forget(set, var, &|v| v == var, &mut self.space.memo);
        self.kept(made)
    }

    /// Forward sets until nothing grows any more.
    fn spread(&mut self) {
        let start = self.start();
        if self.entry.is_empty() {
            return;
        }
        let kept = self.kept_live(start, 0);
        if let Some(first) = self.entry.first_mut() {
            *first = kept;
        }
        let mut open: BTreeSet<usize> = BTreeSet::from([0]);
        let mut events = Vec::new();
        while let Some(at) = open.pop_first() {
            let set = self.entry.get(at).copied().unwrap_or(NONE);
            events.clear();
            self.walk(self.first + at, set, &mut events);
            for event in events.drain(..) {
                let Event::Edge {
                    target: Target::Step(to),
                    set,
                    ..
                } = event
                else {
                    continue;
                };
                let Some(to) = self.node_of(*to) else { continue };
                let old = self.entry.get(to).copied().unwrap_or(NONE);
                let new = self.kept_live(set, to);
                let joined = self.joined(old, new);
                if joined != old {
                    if let Some(place) = self.entry.get_mut(to) {
                        *place = joined;
                    }
                    open.insert(to);
                }
            }
        }
    }

    /// The place of a step of this scenario among its steps.
    pub fn node_of(&self, step: crate::bundle::program::StepId) -> Option<usize> {
        if step.is_none() {
            return None;
        }
        step.index().checked_sub(self.first).filter(|n| *n < self.entry.len())
    }

    /// A set without what no later line of a step reads.
    fn kept_live(&mut self, set: Ref, step: usize) -> Ref {
        if set == NONE || set == ALL {
            return set;
        }
        let live = &self.live;
        let Some(last) = live.last_dead(step) else {
            return set;
        };
        let gone = |v: u32| !live.holds(step, v);
        let made = self.space.forest.forget(set, last, &gone, &mut self.space.memo);
        self.kept(made)
    }

    // Operations on sets. Where there is no room, the answer is everything: never too little.

    pub(crate) fn kept(&mut self, set: Option<Ref>) -> Ref {
        set.unwrap_or_else(|| {
            self.rough = true;
            ALL
        })
    }

    pub fn both(&mut self, a: Ref, b: Ref) -> Ref {
        match self.space.forest.and(a, b, &mut self.space.memo) {
            Some(set) => set,
            None => {
                self.rough = true;
                a
            }
        }
    }

    pub fn joined(&mut self, a: Ref, b: Ref) -> Ref {
        let made = self.space.forest.or(a, b, &mut self.space.memo);
        self.kept(made)
    }

    pub fn without(&mut self, a: Ref, b: Ref) -> Ref {
        match self.space.forest.less(a, b, &mut self.space.memo) {
            Some(set) => set,
            None => {
                self.rough = true;
                a
            }
        }
    }

    /// Where a function has a terminal; `None` is a function that is too large.
    pub fn saying(&mut self, set: Ref, function: Option<Ref>, terminal: u32) -> Ref {
        let Some(function) = function else {
            self.rough = true;
            return set;
        };
        match self.space.forest.where_terminal(function, |t| t == terminal) {
            Some(says) => self.both(set, says),
            None => {
                self.rough = true;
                set
            }
        }
    }

    /// Members whose value of a fact's variable is kept; the closure is given "not asked" too.
    pub fn narrowed(&mut self, set: Ref, var: u32, keep: impl Fn(u32, u32) -> bool) -> Ref {
        let not_asked = self.space.get(var).map_or(u32::MAX, |v| v.not_asked());
        match self.space.forest.where_value(var, |v| keep(v, not_asked)) {
            Some(values) => self.both(set, values),
            None => {
                self.rough = true;
                set
            }
        }
    }

    /// Whether what a set says, or a function decides, rests on something that is taken as independent.
    pub fn rests_on_assumption(&self, parts: &[Ref]) -> bool {
        self.rough
            || self.space.forest.support(parts).into_iter().any(|v| {
                self.loose.contains(&v)
                    || self
                        .space
                        .get(v)
                        .is_some_and(|v| !matches!(v.key, Key::Fact(_) | Key::Identified | Key::Day))
            })
    }
}
