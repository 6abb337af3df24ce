//! The next question: by the plan while the conversation follows it, by the functions where facts were
//! told in another order, by what evaluation reads where a goal has no functions.

use super::assume::Assumed;
use super::plan::{self, can_be_told, facts_of, values_only};
use super::shape::Day;
use super::{Root, needs};
use crate::bundle::BundleError;
use crate::bundle::orders::{Order, Orders, Pursuit, Terminal, Variable};
use crate::bundle::program::{FactId, Program};
use crate::diagram::{Budget, Forest, Ref, best};
use crate::runtime::eval::{Known, Prepared};
use crate::value::{Date, Value};

/// Situations that are weighed off the plan before the choice becomes greedy.
const STATES: usize = 20;

/// An order made ready.
#[derive(Debug)]
pub(crate) struct Ready {
    order: Order,
    forest: Forest,
    roots: Vec<Ref>,
}

/// Makes the orders of a bundle ready.
///
/// # Errors
/// When their functions are damaged.
pub(crate) fn ready(orders: &Orders) -> Result<Vec<Ready>, BundleError> {
    let one = |order: &Order| {
        let damaged = |_| BundleError::damaged("its orders of questions cannot be read");
        let (forest, roots) = order.functions.forest(0).map_err(damaged)?;
        Ok(Ready {
            order: order.clone(),
            forest,
            roots,
        })
    };
    orders.orders.iter().map(one).collect()
}

/// What matters still, and what to ask.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Next {
    /// Facts that can still change a result, and that somebody can tell.
    pub(crate) relevant: Vec<FactId>,
    /// The best of them to ask; none where the order is not known.
    pub(crate) best: Option<FactId>,
    /// What is decided for each root, where it is a value.
    pub(crate) decided: Vec<Option<Value>>,
}

/// A goal on a day with what is known.
pub(crate) struct Asking<'a> {
    pub(crate) program: &'a Program,
    pub(crate) prepared: &'a Prepared,
    pub(crate) orders: &'a [Ready],
    pub(crate) known: &'a dyn Known,
    pub(crate) today: Date,
    pub(crate) goal: &'a Pursuit,
}

impl<'a> Asking<'a> {
    fn day(&self) -> Day<'a> {
        Day {
            program: self.program,
            prepared: self.prepared,
            today: self.today,
        }
    }

    pub(crate) fn roots(&self) -> Vec<Root> {
        plan::roots(self.program, self.goal, self.today)
    }

    fn order(&self) -> Option<&'a Ready> {
        let fits = |r: &&Ready| r.order.goal == *self.goal && r.order.valid.holds(self.today);
        self.orders.iter().find(fits)
    }

    /// What to ask by the plan alone, where the conversation has followed it so far.
    pub(crate) fn planned(&self) -> Option<FactId> {
        let ready = self.order()?;
        let order = &ready.order;
        let looked_up = |f: &FactId| self.program.sources.iter().any(|s| s.outputs.contains(f));
        if order.facts.iter().any(looked_up) {
            return None;
        }
        let mut told: Vec<FactId> = Vec::new();
        let mut node = order.plan.first()?;
        loop {
            let fact = *order.facts.get(node.fact as usize)?;
            if self.known.known(fact).is_none() {
                let told_else = |f: &FactId| self.known.known(*f).is_some() && !told.contains(f);
                let followed = !order.facts.iter().any(told_else);
                return (followed && (order.exact || self.read().contains(&fact))).then_some(fact);
            }
            // A plan asks no question twice; a damaged one might.
            if told.contains(&fact) {
                return None;
            }
            told.push(fact);
            let mut at = 0_usize;
            for var in &node.vars {
                let values = ready.forest.arity().get(*var as usize)?.checked_sub(1)?;
                let region = self.region(ready, *var).ok()??;
                if region >= values {
                    return None;
                }
                at = at.checked_mul(values as usize)?.checked_add(region as usize)?;
            }
            node = order.plan.get((*node.next.get(at)?)? as usize)?;
        }
    }

    /// Facts that evaluation still reads: what it does not read cannot matter.
    fn read(&self) -> Vec<FactId> {
        needs(self.program, self.prepared, self.known, self.today, &self.roots()).unset
    }

    /// All that matters still.
    pub(crate) fn next(&self) -> Next {
        self.by_functions().unwrap_or_else(|| self.by_reading())
    }

    fn by_reading(&self) -> Next {
        let roots = self.roots();
        let mut relevant = needs(self.program, self.prepared, self.known, self.today, &roots).unset;
        relevant.retain(|f| can_be_told(self.program, *f));
        let cost = |f: &FactId| self.program.facts.get(f.index()).map_or(1, |f| f.cost);
        Next {
            best: relevant.iter().copied().min_by_key(cost),
            relevant,
            decided: vec![None; roots.len()],
        }
    }

    /// The region of each variable that is known; `Err` where a value lies in none that was found.
    fn regions(&self, ready: &Ready) -> Result<Vec<Option<u32>>, ()> {
        (0_u32..)
            .zip(&ready.order.vars)
            .map(|(var, _)| self.region(ready, var))
            .collect()
    }

    fn region(&self, ready: &Ready, var: u32) -> Result<Option<u32>, ()> {
        let last = ready
            .forest
            .arity()
            .get(var as usize)
            .ok_or(())?
            .checked_sub(1)
            .ok_or(())?;
        let number = |at: Option<usize>| at.and_then(|i| u32::try_from(i).ok()).filter(|r| *r < last).ok_or(());
        match ready.order.vars.get(var as usize).ok_or(())? {
            Variable::Values { fact, values } => match self.known.known(*fact) {
                None => Ok(None),
                Some(Value::Unknown) => Ok(Some(last)),
                Some(value) => number(values.iter().position(|v| v == value)).map(Some),
            },
            Variable::Regions {
                fact,
                conditions,
                regions,
            } => match self.known.known(*fact) {
                None => Ok(None),
                Some(Value::Unknown) => Ok(Some(last)),
                Some(value) => {
                    let says: Vec<u8> = conditions.iter().map(|c| self.day().says(c, *fact, value)).collect();
                    number(regions.iter().position(|r| *r == says)).map(Some)
                }
            },
            Variable::Joint { condition, facts } => {
                if facts.iter().any(|f| self.known.known(*f).is_none()) {
                    return Ok(None);
                }
                let assumed = Assumed {
                    facts: &condition.given,
                    more: &[],
                    behind: Some(self.known),
                };
                Ok(Some(match self.day().value_of(condition.of, &assumed).truth() {
                    Some(false) => 0,
                    Some(true) => 1,
                    None => last,
                }))
            }
        }
    }

    fn by_functions(&self) -> Option<Next> {
        let ready = self.order()?;
        let order = &ready.order;
        let regions = self.regions(ready).ok()?;
        let never = |f: &FactId| self.known.known(*f).is_none() && !can_be_told(self.program, *f);
        let (mut forest, roots) = values_only(&ready.forest, &ready.roots, plan::MORE_NODES, |var| {
            let known = regions.get(var as usize).copied().flatten();
            known.or_else(|| {
                let lost = order
                    .vars
                    .get(var as usize)
                    .is_some_and(|v| facts_of(v).iter().any(never));
                let last = ready.forest.arity().get(var as usize)?.checked_sub(1)?;
                lost.then_some(last)
            })
        })?;
        let open = forest
            .support(&roots)
            .into_iter()
            .filter_map(|v| order.vars.get(v as usize));
        let mut relevant: Vec<FactId> = Vec::new();
        for fact in open.flat_map(facts_of) {
            if self.known.known(fact).is_none() && !relevant.contains(&fact) {
                relevant.push(fact);
            }
        }
        let decided: Vec<Option<Value>> = roots
            .iter()
            .map(|r| match order.terminals.get(r.value()? as usize)? {
                Terminal::Value(value) if !value.is_unknown() => Some(value.clone()),
                _ => None,
            })
            .collect();
        if !order.exact {
            // What evaluation does not read either cannot matter.
            let read = self.read();
            relevant.retain(|f| read.contains(f));
        }
        let mut next = Next {
            relevant,
            best: None,
            decided,
        };
        if next.relevant.is_empty() {
            return Some(next);
        }
        let questions = plan::questions(self.program, &order.facts, &order.vars);
        let mut asked = 0_u128;
        for (i, fact) in order.facts.iter().enumerate() {
            if self.known.known(*fact).is_some() {
                asked |= 1 << i.min(127);
            }
        }
        let choice = best(&mut forest, &roots, &questions, asked, Budget { states: STATES });
        let chosen = choice.and_then(|c| order.facts.get(c.question as usize).copied());
        next.best = chosen
            .filter(|f| next.relevant.contains(f))
            .or(next.relevant.first().copied());
        Some(next)
    }

    /// Facts without which nothing was decided: answered "не знаю", or that nobody can tell.
    pub(crate) fn missing(&self) -> Vec<FactId> {
        let roots = self.roots();
        let reading = needs(self.program, self.prepared, self.known, self.today, &roots);
        let mut missing: Vec<FactId> = reading.unknown.into_iter().chain(reading.unset).collect();
        if let Some(could) = self.could_decide() {
            missing.retain(|f| could.contains(f));
        }
        missing
    }

    fn could_decide(&self) -> Option<Vec<FactId>> {
        let ready = self.order()?;
        let regions = self.regions(ready).ok()?;
        let (forest, roots) = values_only(&ready.forest, &ready.roots, 0, |var| {
            let last = ready.forest.arity().get(var as usize)?.checked_sub(1)?;
            regions.get(var as usize).copied().flatten().filter(|r| *r < last)
        })?;
        let open = forest.support(&roots).into_iter();
        let vars = open.filter_map(|v| ready.order.vars.get(v as usize));
        Some(vars.flat_map(facts_of).collect())
    }
}
