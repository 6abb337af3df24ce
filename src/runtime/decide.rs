//! Goals without a conversation: one case by names, or a population by ids.

mod came;

pub use came::{AMOUNT, Came, NoGoals, cell_text};

use super::ask;
use super::engine::{Engine, Inner};
use super::eval::{EvalState, Evaluator, Grounded, Kept, Known, Outcome, grounds, place};
use super::explain::Place;
use super::session::{FactKey, KnownFacts, Session};
use crate::bundle::program::{ExprId, FactId, MeasureId};
use crate::channel::Ground;
use crate::value::{Date, Name, Value};

/// What a goal came to, in names, and what that rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// What it came to.
    pub outcome: Conclusion,
    /// Facts, none of them derived, that suffice: whatever the others are, the outcome stays. Where
    /// facts are missing, those that count so far.
    pub facts: Vec<Name>,
    /// Legal grounds of rules, rows, decisions and parameters that were used.
    pub grounds: Vec<Ground>,
}

/// What a goal came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Conclusion {
    /// A value.
    Value(Value),
    /// Facts that could still give one, in the order in which they were needed. None of them is
    /// derived.
    Missing {
        /// Neither said nor looked up yet.
        unset: Vec<Name>,
        /// Answered with "не знаю".
        unknown: Vec<Name>,
    },
    /// Nothing gives a value: no rule or row applies, no edition is in force, or an expression has
    /// none.
    NoRule,
    /// Rules or rows that apply conclude different values.
    Conflict(Vec<Contradiction>),
}

/// A rule or row that contradicts another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Where it stands.
    pub place: Place,
    /// Its legal grounds.
    pub grounds: Vec<Ground>,
}

/// Something to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Goal {
    Fact(FactId),
    /// Whether a measure is due: its editions.
    Due(Vec<MeasureId>),
    /// How much it is.
    Amount(Vec<MeasureId>),
}

/// What to evaluate for a goal on a day.
enum Target {
    Fact(FactId),
    Expr(ExprId),
    Given(Outcome),
}

impl Engine {
    /// The id of a fact by its folded name.
    pub fn fact_id(&self, name: &str) -> Option<FactId> {
        self.0.fact_of(FactKey::of(name))
    }

    /// What a goal comes to from the facts of a session on its date. A goal is a fact, a measure (is it
    /// due?) or `measure.размер`, `measure.amount` (how much? nothing where it is not due), by folded name; `None` where the base
    /// has nothing of that name.
    pub fn outcome(&self, session: &Session, goal: &str) -> Option<Decided> {
        let known = KnownFacts {
            program: &self.0.program,
            facts: &session.facts,
        };
        self.0.decided(goal, &known, session.date)
    }

    /// What a goal comes to from facts by folded names on a day; see [`Self::outcome`]. Facts that the
    /// base does not have are left out.
    pub fn decide(&self, goal: &str, facts: &[(Name, Value)], today: Date) -> Option<Decided> {
        let known = facts
            .iter()
            .filter_map(|(name, value)| Some((self.fact_id(name)?, value)));
        let known = Few(known.collect());
        self.0.decided(goal, &known, today)
    }

    /// A case of which nothing is known yet, on a day.
    pub fn network(&self, today: Date) -> Network {
        Network {
            facts: Row {
                values: vec![None; self.0.program.facts.len()],
                set: Vec::new(),
            },
            kept: Kept::new(),
            engine: self.clone(),
            today,
        }
    }

    /// Decides the same goals for many. `Err` is the first name that the base does not have.
    ///
    /// # Errors
    /// The name of a goal that is neither a fact nor a measure.
    pub fn population<'n>(&self, goals: &[&'n str]) -> Result<Decider, &'n str> {
        let found = goals.iter().map(|name| self.0.goal(name).ok_or(*name));
        Ok(Decider {
            goals: found.collect::<Result<_, _>>()?,
            facts: Row {
                values: vec![None; self.0.program.facts.len()],
                set: Vec::new(),
            },
            state: EvalState::quiet(),
            outcomes: Vec::new(),
            engine: self.clone(),
        })
    }
}

impl Inner {
    fn goal(&self, name: &str) -> Option<Goal> {
        if let Some(fact) = self.fact_of(FactKey::of(name)) {
            return Some(Goal::Fact(fact));
        }
        let editions = |name: &str| {
            let same = (0_u32..).zip(&self.program.measures).filter(|(_, m)| &*m.name == name);
            Some(same.map(|(i, _)| MeasureId(i)).collect::<Vec<_>>()).filter(|e| !e.is_empty())
        };
        if let Some(measure) = name.strip_suffix(".размер").or_else(|| name.strip_suffix(".amount")) {
            return editions(measure).map(Goal::Amount);
        }
        editions(name).map(Goal::Due)
    }

    /// What to evaluate for a goal. How much is no question where a measure is not due: nothing applies.
    fn target(&self, goal: &Goal, today: Date, evaluator: &mut Evaluator<'_>) -> Target {
        let (editions, amount) = match goal {
            Goal::Fact(fact) => return Target::Fact(*fact),
            Goal::Due(editions) => (editions, false),
            Goal::Amount(editions) => (editions, true),
        };
        let measures = editions.iter().filter_map(|m| self.program.measures.get(m.index()));
        let measure = measures.into_iter().find(|m| m.valid.holds(today));
        match (measure, amount) {
            (None, _) => Target::Given(Outcome::NoRule),
            (Some(m), false) => m
                .due
                .map_or(Target::Given(Outcome::Value(Value::Bool(true))), Target::Expr),
            (Some(m), true) if m.due.is_some_and(|due| evaluator.truth(due) == Some(false)) => {
                Target::Given(Outcome::NoRule)
            }
            (Some(m), true) => m.amount.map_or(Target::Given(Outcome::NoRule), Target::Expr),
        }
    }

    /// What a goal came to that has no value: of the facts that evaluation waits for those that count.
    fn grounded(&self, goal: &Goal, target: Target, evaluator: &Evaluator<'_>, known: &dyn Known) -> Grounded {
        let mut found = match target {
            Target::Fact(fact) => evaluator.grounded(fact),
            Target::Expr(expr) => evaluator.grounded_of(expr),
            Target::Given(outcome) => Grounded {
                outcome,
                facts: Vec::new(),
                grounds: Vec::new(),
                sides: Vec::new(),
            },
        };
        let today = evaluator.today;
        let in_force = |editions: &[MeasureId]| {
            let holds = |m: &&MeasureId| {
                self.program
                    .measures
                    .get(m.index())
                    .is_some_and(|m| m.valid.holds(today))
            };
            ask::facts_of(&self.program, *editions.iter().find(holds)?)
        };
        let fact = match goal {
            Goal::Fact(fact) => Some(*fact),
            Goal::Due(editions) => in_force(editions).map(|(due, _)| due),
            Goal::Amount(editions) => in_force(editions).map(|(_, amount)| amount),
        };
        if let Some(fact) = fact {
            ask::sharpen((&self.program, &self.prepared), known, today, fact, &mut found);
        }
        found
    }

    fn decided(&self, goal: &str, known: &dyn Known, today: Date) -> Option<Decided> {
        let goal = self.goal(goal)?;
        let program = &*self.program;
        let mut state = EvalState::quiet();
        let mut evaluator = Evaluator::new(program, &self.prepared, known, today, &mut state);
        let target = self.target(&goal, today, &mut evaluator);
        let found = self.grounded(&goal, target, &evaluator, known);
        let name = |id: &FactId| program.facts.get(id.index()).map(|f| f.name.clone());
        let outcome = match found.outcome {
            Outcome::Value(value) => Conclusion::Value(value),
            Outcome::Missing(facts) => {
                let (unknown, unset): (Vec<FactId>, Vec<FactId>) =
                    facts.iter().partition(|f| known.known(**f).is_some());
                Conclusion::Missing {
                    unset: unset.iter().filter_map(name).collect(),
                    unknown: unknown.iter().filter_map(name).collect(),
                }
            }
            Outcome::NoRule => Conclusion::NoRule,
            Outcome::Conflict(sides) => Conclusion::Conflict(
                sides
                    .into_iter()
                    .map(|s| Contradiction {
                        place: place(program, s.at),
                        grounds: grounds(program, &s.grounds),
                    })
                    .collect(),
            ),
        };
        Some(Decided {
            outcome,
            facts: found.facts.iter().filter_map(name).collect(),
            grounds: grounds(program, &found.grounds),
        })
    }
}

/// Decides the same goals for one case after another and keeps its room between them. One for each
/// thread: it is cheap to clone.
#[derive(Clone)]
pub struct Decider {
    engine: Engine,
    goals: Vec<Goal>,
    facts: Row,
    state: EvalState,
    outcomes: Vec<Outcome>,
}

impl std::fmt::Debug for Decider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decider")
            .field("goals", &self.goals)
            .finish_non_exhaustive()
    }
}

impl Decider {
    /// What the goals come to, in their order, from the facts of one case on a day. Of a fact that is
    /// given twice the last value counts.
    pub fn decide(&mut self, facts: &[(FactId, Value)], today: Date) -> &[Outcome] {
        self.facts.refill(facts);
        self.state.changed();
        self.outcomes.clear();
        let inner = &*self.engine.0;
        let state = &mut self.state;
        for goal in &self.goals {
            let mut evaluator = Evaluator::new(&inner.program, &inner.prepared, &self.facts, today, state);
            let target = inner.target(goal, today, &mut evaluator);
            let value = match &target {
                Target::Fact(fact) => evaluator.fact(*fact),
                Target::Expr(expr) => evaluator.expr(*expr),
                Target::Given(_) => Value::Unknown,
            };
            // Why there is no value takes longer to tell than that there is none.
            self.outcomes.push(match (value, target) {
                (_, Target::Given(outcome)) => outcome,
                (Value::Unknown, target) => inner.grounded(goal, target, &evaluator, &self.facts).outcome,
                (value, _) => Outcome::Value(value),
            });
        }
        &self.outcomes
    }
}

/// The facts of one case, by id.
#[derive(Clone, Debug)]
struct Row {
    values: Vec<Option<Value>>,
    set: Vec<FactId>,
}

impl Row {
    fn refill(&mut self, facts: &[(FactId, Value)]) {
        for id in self.set.drain(..) {
            if let Some(slot) = self.values.get_mut(id.index()) {
                *slot = None;
            }
        }
        for (id, value) in facts {
            if let Some(slot) = self.values.get_mut(id.index()) {
                *slot = Some(value.clone());
                self.set.push(*id);
            }
        }
    }
}

/// The facts of one case and all that was derived from them, kept while facts change: only what a
/// change reaches is worked out again.
#[derive(Clone)]
pub struct Network {
    engine: Engine,
    facts: Row,
    kept: Kept,
    today: Date,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network")
            .field("today", &self.today)
            .finish_non_exhaustive()
    }
}

impl Network {
    /// Says a fact, or takes it back, and derives again what had been asked for and rests on it. Gives
    /// the derived facts that are different now.
    pub fn set(&mut self, fact: FactId, value: Option<Value>) -> &[FactId] {
        let Some(slot) = self.facts.values.get_mut(fact.index()) else {
            return &[];
        };
        if *slot == value {
            return &[];
        }
        *slot = value;
        let inner = &*self.engine.0;
        self.kept
            .change(&inner.program, &inner.prepared, &self.facts, self.today, fact)
    }

    /// The value of a fact: said, or derived.
    pub fn value(&mut self, fact: FactId) -> Value {
        let inner = &*self.engine.0;
        self.kept
            .evaluator(&inner.program, &inner.prepared, &self.facts, self.today)
            .fact(fact)
    }

    /// What a fact came to.
    pub fn outcome(&mut self, fact: FactId) -> Outcome {
        let inner = &*self.engine.0;
        let mut evaluator = self
            .kept
            .evaluator(&inner.program, &inner.prepared, &self.facts, self.today);
        match evaluator.fact(fact) {
            Value::Unknown => {
                inner
                    .grounded(&Goal::Fact(fact), Target::Fact(fact), &evaluator, &self.facts)
                    .outcome
            }
            value => Outcome::Value(value),
        }
    }

    /// Moves to another day: what was derived is forgotten.
    pub fn set_date(&mut self, today: Date) {
        self.today = today;
        self.kept.clear();
    }
}

impl Known for Row {
    fn known(&self, fact: FactId) -> Option<&Value> {
        self.values.get(fact.index())?.as_ref()
    }
}

/// A handful of facts.
struct Few<'v>(Vec<(FactId, &'v Value)>);

impl Known for Few<'_> {
    fn known(&self, fact: FactId) -> Option<&Value> {
        self.0.iter().rev().find(|(f, _)| *f == fact).map(|(_, v)| *v)
    }
}
