//! What is evaluated for one case of each combination of the values it needs.

use rustc_hash::FxHashMap;

use super::Lift;
use super::truth::{NO, UNKNOWN, YES};
use crate::bundle::orders::{Evaluated, Terminal};
use crate::bundle::program::FactId;
use crate::diagram::Ref;
use crate::runtime::ask::assume::Assumed;
use crate::runtime::ask::regions::MAX_REGIONS;

impl Lift<'_> {
    /// Evaluated for each combination of values of the facts that it reads itself.
    pub(super) fn evaluated(&mut self, of: Evaluated, facts: &[FactId]) -> Option<Ref> {
        let mut parts = Vec::with_capacity(facts.len());
        for fact in facts {
            parts.push(if self.day.is_derived(*fact) {
                self.fact(*fact)?
            } else {
                self.forest.identity(*self.var_of.get(fact)?)?
            });
        }
        let (joined, cases) = self.product(&parts)?;
        let mut terminals = Vec::with_capacity(cases.len());
        for case in &cases {
            let mut given = Vec::with_capacity(facts.len());
            for (fact, part) in facts.iter().zip(case) {
                let value = match self.var_of.get(fact) {
                    Some(var) if !self.day.is_derived(*fact) => self.sample(*var, *part),
                    _ => self.value(*part),
                };
                given.push((*fact, value));
            }
            let assumed = Assumed {
                facts: &given,
                more: &[],
                behind: None,
            };
            let value = self.day.value_of(of, &assumed);
            terminals.push(self.terminal(&value));
        }
        self.forest.map(joined, &mut |case| {
            terminals.get(case as usize).copied().unwrap_or(UNKNOWN)
        })
    }

    /// One function for several: its terminals number the combinations of theirs.
    pub(super) fn product(&mut self, parts: &[Ref]) -> Option<(Ref, Vec<Vec<u32>>)> {
        let mut cases: Vec<Vec<u32>> = vec![Vec::new()];
        let mut joined = Ref::terminal(0);
        for part in parts {
            let mut numbers: FxHashMap<(u32, u32), u32> = FxHashMap::default();
            let mut longer: Vec<Vec<u32>> = Vec::new();
            joined = self.forest.apply(joined, *part, &mut |case, terminal| {
                *numbers.entry((case, terminal)).or_insert_with(|| {
                    let mut all = cases.get(case as usize).cloned().unwrap_or_default();
                    all.push(terminal);
                    longer.push(all);
                    u32::try_from(longer.len() - 1).unwrap_or(0)
                })
            })?;
            cases = longer;
            if cases.len() > MAX_REGIONS * MAX_REGIONS {
                return None;
            }
        }
        Some((joined, cases))
    }

    /// A value that needs all these facts: it tells two results apart whichever of them is still open.
    pub(super) fn computed(&mut self, key: u64, facts: &[FactId]) -> Option<Ref> {
        let mut made = Ref::terminal(NO);
        for fact in facts {
            let var = *self.var_of.get(fact)?;
            let last = self.forest.arity().get(var as usize).copied().unwrap_or(1) - 1;
            let identity = self.forest.identity(var)?;
            // Odd and even: every fact that is not known leaves both possible.
            made = self
                .forest
                .apply(made, identity, &mut |sum, region| match (sum, region) {
                    (UNKNOWN, _) => UNKNOWN,
                    (_, r) if r == last => UNKNOWN,
                    (sum, r) if r % 2 == 0 => sum,
                    (NO, _) => YES,
                    _ => NO,
                })?;
        }
        let mut ends = [UNKNOWN; 2];
        for (end, odd) in ends.iter_mut().zip([false, true]) {
            let next = u32::try_from(self.terminals.len()).ok()?;
            *end = *self.computed.entry((key, odd)).or_insert(next);
            if *end == next {
                self.terminals.push(Terminal::Computed);
            }
        }
        self.forest.map(made, &mut |t| match t {
            NO => ends[0],
            YES => ends[1],
            _ => UNKNOWN,
        })
    }

    /// Whether a measure is due and, where it is, how much.
    pub(super) fn due_amount(&mut self, due: Ref, amount: Ref) -> Option<Ref> {
        let open = u32::try_from(self.terminals.len()).ok()?;
        self.terminals.push(Terminal::Computed);
        self.forest.apply(due, amount, &mut |due, amount| match (due, amount) {
            // Due, though nobody can say how much.
            (YES, UNKNOWN) => open,
            (YES, amount) => amount,
            (NO, _) => NO,
            _ => UNKNOWN,
        })
    }
}
