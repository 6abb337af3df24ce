//! Which facts can change a goal at all.
//!
//! Three-valued evaluation names what it waits for: of `а или не а` the fact `а`, though the answer is
//! the same whatever it is. Naming such a fact would send a person for a paper that decides nothing. A
//! fact stays named only for a reason: a case in which another value of it gives another result. Where
//! a few tries find none, the functions of the goal tell, and where it has no exact ones, all cases of
//! the values that its conditions tell apart.

use std::cell::RefCell;

use super::assume::Assumed;
use super::closure::everything;
use super::lift::{Lifted, lift};
use super::plan::facts_of;
use super::shape::Day;
use super::{Root, closure};
use crate::bundle::orders::{Condition, Variable};
use crate::bundle::program::{FactId, Program};
use crate::runtime::eval::{Grounded, Known, Outcome, Prepared};
use crate::value::{Date, Value};

/// Cases tried before the functions are made.
const TRIES: usize = 24;
/// Cases that are gone through one by one.
const MAX_CASES: usize = 65_536;

/// A goal with what is known, and the facts that it is said to wait for.
pub(crate) struct Doubt<'a> {
    day: Day<'a>,
    known: &'a dyn Known,
    goal: FactId,
    facts: &'a [FactId],
    /// Values to try of each fact; "не знаю" among them.
    tried: Vec<Vec<Value>>,
    random: RefCell<u64>,
}

/// What was found out about a fact.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Matter {
    /// It changes the result where the other facts have these values: two values of it, first.
    Changes([Value; 2], Vec<(FactId, Value)>),
    /// Whatever the others are, it changes nothing.
    Never,
    /// There are too many cases.
    Untold,
}

/// Of the missing facts of a goal leaves those that can change it. Where none can, the goal stays
/// without a value, and that rests on everything that is known below it.
pub(crate) fn sharpen(
    (program, prepared): (&Program, &Prepared),
    known: &dyn Known,
    today: Date,
    goal: FactId,
    found: &mut Grounded,
) {
    let Outcome::Missing(facts) = &mut found.outcome else {
        return;
    };
    *facts = that_matter((program, prepared), known, today, goal, std::mem::take(facts));
    if facts.is_empty() {
        found.outcome = match std::mem::take(&mut found.sides) {
            sides if sides.is_empty() => Outcome::NoRule,
            sides => Outcome::Conflict(sides),
        };
        let told = |f: &FactId| known.known(*f).is_some_and(|v| !v.is_unknown());
        found.facts = closure(program, today, &[Root::Fact(goal)]);
        found.facts.retain(told);
    }
}

/// Leaves those of the facts that can change the goal.
pub(crate) fn that_matter(
    of: (&Program, &Prepared),
    known: &dyn Known,
    today: Date,
    goal: FactId,
    mut facts: Vec<FactId>,
) -> Vec<FactId> {
    let verdicts = Doubt::new(of, known, today, goal, &facts).verdicts();
    let mut kept = verdicts.iter().map(|m| *m != Matter::Never);
    facts.retain(|_| kept.next().unwrap_or(true));
    facts
}

impl<'a> Doubt<'a> {
    pub(crate) fn new(
        (program, prepared): (&'a Program, &'a Prepared),
        known: &'a dyn Known,
        today: Date,
        goal: FactId,
        facts: &'a [FactId],
    ) -> Self {
        let day = Day {
            program,
            prepared,
            today,
        };
        let below = everything(program, &[Root::Fact(goal)]);
        let mut constants = day.constants_in(below.exprs);
        let told = below.facts.iter().filter_map(|f| known.known(*f));
        constants.extend(told.filter(|v| !v.is_unknown()).cloned());
        let tried = facts.iter().map(|f| day.tried(*f, &constants)).collect();
        Self {
            day,
            known,
            goal,
            facts,
            tried,
            random: RefCell::new(0x9E37_79B9_7F4A_7C15),
        }
    }

    /// What was found out about each fact.
    pub(crate) fn verdicts(&self) -> Vec<Matter> {
        let mut verdicts: Vec<Option<Matter>> = (0..self.facts.len()).map(|n| self.by_trying(n)).collect();
        if verdicts.iter().any(Option::is_none) {
            let support = self.by_functions();
            for (n, fact) in self.facts.iter().enumerate() {
                let Some(slot @ None) = verdicts.get_mut(n) else {
                    continue;
                };
                *slot = Some(match &support {
                    Some(facts) if !facts.contains(fact) => Matter::Never,
                    _ => self.by_all_cases(n),
                });
            }
        }
        verdicts.into_iter().flatten().collect()
    }

    /// A case in which the result changes with a fact, among a few.
    fn by_trying(&self, fact: usize) -> Option<Matter> {
        (0..TRIES).find_map(|_| {
            let others = self.tried.iter().map(|values| {
                let at = self.next_random() % values.len().max(1);
                values.get(at).cloned().unwrap_or(Value::Unknown)
            });
            self.changes(fact, others.collect())
        })
    }

    fn by_all_cases(&self, fact: usize) -> Matter {
        let others = || self.tried.iter().enumerate().filter(|(n, _)| *n != fact);
        let cases = others().try_fold(1_usize, |all, (_, values)| all.checked_mul(values.len()));
        let Some(cases) = cases.filter(|c| *c <= MAX_CASES) else {
            return Matter::Untold;
        };
        let found = (0..cases).find_map(|case| {
            let mut rest = case;
            let chosen = self.tried.iter().enumerate().map(|(n, values)| {
                if n == fact || values.is_empty() {
                    return Value::Unknown;
                }
                let value = values.get(rest % values.len()).cloned();
                rest /= values.len();
                value.unwrap_or(Value::Unknown)
            });
            self.changes(fact, chosen.collect())
        });
        found.unwrap_or(Matter::Never)
    }

    /// Whether the result changes with a fact where the others are these.
    fn changes(&self, fact: usize, values: Vec<Value>) -> Option<Matter> {
        let mut case: Vec<(FactId, Value)> = self.facts.iter().copied().zip(values).collect();
        let mut first: Option<(Value, Value)> = None;
        for value in self.tried.get(fact)? {
            case.get_mut(fact)?.1.clone_from(value);
            let result = self.result(&case);
            match &first {
                None => first = Some((value.clone(), result)),
                Some((one, before)) if *before != result => {
                    return Some(Matter::Changes([one.clone(), value.clone()], case));
                }
                Some(_) => {}
            }
        }
        None
    }

    fn result(&self, case: &[(FactId, Value)]) -> Value {
        let assumed = Assumed {
            facts: case,
            more: &[],
            behind: Some(self.known),
        };
        self.day.fact_value(self.goal, &assumed)
    }

    /// Facts on which the exact functions of the goal still depend.
    fn by_functions(&self) -> Option<Vec<FactId>> {
        let Day {
            program,
            prepared,
            today,
        } = self.day;
        // What was said of a derived fact stands above its rules.
        let roots = [Root::Fact(self.goal)];
        let below = closure(program, today, &roots);
        if below
            .iter()
            .any(|f| self.day.is_derived(*f) && self.known.known(*f).is_some())
        {
            return None;
        }
        let lifted = lift(program, prepared, today, &roots).filter(|l| l.exact)?;
        let fixed = self.fixed(&lifted)?;
        let mut forest = crate::diagram::Forest::new(lifted.forest.arity().to_vec(), lifted.forest.len());
        let at = |var: u32| fixed.get(var as usize).copied().flatten();
        let roots = lifted.forest.copy(&lifted.roots, &mut forest, at)?;
        let open = forest.support(&roots).into_iter();
        let vars = open.filter_map(|v| lifted.vars.get(v as usize));
        Some(vars.flat_map(facts_of).collect())
    }

    /// The region of each variable that is known for good; `None` where a value lies in none.
    fn fixed(&self, lifted: &Lifted) -> Option<Vec<Option<u32>>> {
        let of = |fact: &FactId| self.known.known(*fact).filter(|v| !v.is_unknown());
        let says = |c: &Condition, fact: FactId, value: &Value| self.day.says(c, fact, value);
        let vars = lifted.vars.iter().map(|var| match var {
            Variable::Values { fact, values } => match of(fact) {
                None => Some(None),
                Some(value) => values.iter().position(|v| v == value).map(Some),
            },
            Variable::Regions {
                fact,
                conditions,
                regions,
            } => match of(fact) {
                None => Some(None),
                Some(value) => {
                    let said: Vec<u8> = conditions.iter().map(|c| says(c, *fact, value)).collect();
                    regions.iter().position(|r| *r == said).map(Some)
                }
            },
            Variable::Joint { .. } => None,
        });
        vars.map(|v| v.map(|at| at.and_then(|i| u32::try_from(i).ok())))
            .collect()
    }

    /// The next number of a fixed sequence (xorshift): the same questions every time.
    fn next_random(&self) -> usize {
        let mut state = self.random.borrow_mut();
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        usize::try_from(*state >> 33).unwrap_or(0)
    }
}
