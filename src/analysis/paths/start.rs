//! With which facts a scenario begins.

use super::{Carried, Paths};
use crate::analysis::inline::WrittenOut;
use crate::bundle::program::{FactId, ScenarioId};
use crate::diagram::{ALL, NONE, Ref};

/// A scenario, and what is known of its calls.
#[derive(Clone, Copy)]
pub struct Followed<'a> {
    /// As it is written.
    pub id: ScenarioId,
    /// The copy in which its calls are written out.
    pub copy: Option<&'a WrittenOut>,
    /// How it is called, where all its calls are known.
    pub called: Option<Called<'a>>,
}

impl Followed<'_> {
    /// A scenario of whose calls only what they may change is known.
    pub fn plain(id: ScenarioId) -> Self {
        Self {
            id,
            copy: None,
            called: None,
        }
    }
}

/// How a scenario is called.
#[derive(Clone, Copy)]
pub struct Called<'a> {
    /// What may be known at the calls.
    pub with: &'a [Carried],
    /// Whether it is entered, too, by somebody who says nothing of what it has to do with.
    pub apart: bool,
}

impl Paths<'_, '_> {
    /// The set at the start of the scenario.
    pub(super) fn start(&mut self) -> Ref {
        if let Some(begin) = self.begin {
            return begin;
        }
        let begin = self.start_anew();
        self.begin = Some(begin);
        begin
    }

    fn start_anew(&mut self) -> Ref {
        let mut set = ALL;
        // Only editions that are in force can be entered.
        let days = self.space.vars.first().map_or(0, |v| v.regions.len());
        if days > 1 && (self.scenario.valid.from.is_some() || self.scenario.valid.until.is_some()) {
            let valid = self.scenario.valid;
            let holds: Vec<bool> = (0..u32::try_from(days).unwrap_or(0))
                .map(|r| valid.holds(self.space.day(r)))
                .collect();
            let within = self
                .space
                .forest
                .where_value(0, |v| holds.get(v as usize).copied().unwrap_or(true));
            set = self.kept(within);
        }
        let Some(called) = self.called else {
            return self.start_of_any(set);
        };
        let mut all = NONE;
        if called.apart || self.effects.entered.get(self.id.index()) != Some(&false) {
            all = self.unless_lasting(set, |_, _| false);
        }
        for carried in called.with {
            let received = self.received(carried);
            all = self.joined(all, received);
        }
        self.both(set, all)
    }

    /// The members in which «не знаю» is only known of facts with which it may last, or of which a
    /// caller may know it.
    fn unless_lasting(&mut self, mut set: Ref, mut by_caller: impl FnMut(u32, FactId) -> bool) -> Ref {
        // From the last variable up: each comes to stand above what is there already, which stays as it is.
        for (var, fact) in self.fact_vars().into_iter().rev() {
            let by_caller = by_caller(var, fact);
            if by_caller {
                self.loose.insert(var);
            }
            if !self.effects.lasting.contains(&fact) && !by_caller {
                set = self.narrowed(set, var, |v, not_asked| v + 1 != not_asked);
            }
        }
        set
    }

    /// The start of a scenario of whose calls only what they may change is known.
    fn start_of_any(&mut self, set: Ref) -> Ref {
        let (effects, id) = (self.effects, self.id);
        let called = effects.is_called(id);
        let mut set = self.unless_lasting(set, |_, fact| called && effects.callers.touch(fact, id));
        if effects.entered.get(id.index()) == Some(&false) {
            // What stands in brackets is given where each caller surely knows it.
            for (n, param) in self.scenario.params.iter().enumerate() {
                let Some(var) = self.space.var_of(*param) else { continue };
                self.loose.insert(var);
                if !self.asks(*param) && !effects.callers.may_leave_open(id, n) {
                    set = self.narrowed(set, var, |v, not_asked| v != not_asked);
                }
            }
        }
        set
    }

    /// Whether the scenario begins by calls only, and with what they are known to give.
    pub fn is_only_called_as_known(&self) -> bool {
        self.called.is_some_and(|c| !c.apart) && self.effects.entered.get(self.id.index()) == Some(&false)
    }
}
