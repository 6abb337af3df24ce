//! The tree, by evaluating the conclusion once more and looking at what it reads.

use rustc_hash::FxHashSet;

use super::words::Words;
use super::{Amount, Because, Condition, EditionWhy, RowWhy, RuleWhy, Why};
use crate::bundle::program::{
    Decision, DecisionBody, DecisionId, Derived, ExprId, Fact, FactId, GroundId, Measure, Program, Rule, RuleId,
    SourcePos, Table, Validity,
};
use crate::channel::Origin;
use crate::runtime::eval::{self, EvalState, Evaluator, Known, Prepared};
use crate::runtime::explain::Place;
use crate::runtime::show;
use crate::value::{Date, Name, Value};

/// Conclusions inside each other that are explained; deeper ones are only named.
const DEEPEST: u32 = 24;

/// Explains conclusions over known facts on a day.
pub(crate) struct Explainer<'a> {
    pub(super) program: &'a Program,
    prepared: &'a Prepared,
    facts: &'a dyn Known,
    origin: &'a dyn Fn(FactId) -> Origin,
    today: Date,
    pub(super) state: EvalState,
    seen: FxHashSet<FactId>,
    depth: u32,
}

impl<'a> Explainer<'a> {
    pub(crate) fn new(
        program: &'a Program,
        prepared: &'a Prepared,
        facts: &'a dyn Known,
        origin: &'a dyn Fn(FactId) -> Origin,
        today: Date,
    ) -> Self {
        Self {
            program,
            prepared,
            facts,
            origin,
            today,
            state: EvalState::default(),
            seen: FxHashSet::default(),
            depth: 0,
        }
    }

    pub(super) fn words(&self) -> Words<'a> {
        Words { program: self.program }
    }

    pub(super) fn evaluator<R>(&mut self, work: impl FnOnce(&mut Evaluator<'_>) -> R) -> R {
        work(&mut Evaluator::new(
            self.program,
            self.prepared,
            self.facts,
            self.today,
            &mut self.state,
        ))
    }

    /// A fact, or a derived one with all that leads to it.
    pub(crate) fn fact(&mut self, id: FactId) -> Why {
        let Some(fact) = self.program.facts.get(id.index()) else {
            return self.why(&Name::from(""), "", Value::Unknown, String::new(), Because::NotSaid);
        };
        let value = self.evaluator(|e| e.fact(id));
        let shown = show::of_fact(self.program, fact, &value);
        let because = if self.facts.known(id).is_some() {
            let source = (self.origin)(id);
            Because::Known { source }
        } else if fact.derived == Derived::No {
            Because::NotSaid
        } else if !self.seen.insert(id) {
            Because::Above
        } else if self.depth >= DEEPEST {
            Because::Deeper
        } else {
            self.depth += 1;
            let because = self.derived(fact);
            self.depth -= 1;
            because
        };
        let title = self.words().title(fact);
        self.why(&fact.name, &title, value, shown, because)
    }

    fn why(&self, name: &Name, title: &str, value: Value, shown: String, because: Because) -> Why {
        Why {
            name: name.clone(),
            title: title.to_owned(),
            value,
            shown,
            because,
        }
    }

    /// A measure: whether it is due, and how much.
    pub(crate) fn measure(&mut self, measure: &Measure) -> Why {
        let conditions: Vec<Condition> = measure.due.map(|e| self.conditions(e)).unwrap_or_default();
        let value = match measure.due {
            Some(expr) => self.evaluated(expr).0,
            None => Value::Bool(true),
        };
        // How much is nobody's question where nothing is due.
        let amount = measure.amount.filter(|_| value.truth() != Some(false)).map(|expr| {
            let (value, grounds) = self.evaluated(expr);
            let shown = self.words().value(expr, &value);
            let parts = self.facts_of(expr);
            Amount {
                value,
                shown,
                grounds,
                parts,
            }
        });
        let edition = self.edition(measure.at, &measure.valid, &measure.grounds);
        let because = Because::Measure {
            edition,
            conditions,
            amount,
        };
        let shown = self.due(&value);
        self.why(&measure.name, &measure.title, value, shown, because)
    }

    fn due(&self, value: &Value) -> String {
        let (ru, en) = match value.truth() {
            Some(true) => ("положена", "due"),
            Some(false) => ("не положена", "not due"),
            None => ("не известно", "not known"),
        };
        show::pick(self.program.lang, ru, en).to_owned()
    }

    fn derived(&mut self, fact: &Fact) -> Because {
        match &fact.derived {
            Derived::No => Because::NotSaid,
            Derived::Rules(ids) => self.rules(fact, ids),
            Derived::Decisions(ids) => {
                let today = self.today;
                let in_force = |id: &&DecisionId| {
                    let decision = self.program.decisions.get(id.index());
                    decision.is_some_and(|d| d.valid.holds(today))
                };
                match ids
                    .iter()
                    .find(in_force)
                    .and_then(|id| self.program.decisions.get(id.index()))
                {
                    Some(decision) => self.decision(decision),
                    None => Because::NoEdition,
                }
            }
        }
    }

    fn decision(&mut self, decision: &Decision) -> Because {
        let edition = self.edition(decision.at, &decision.valid, &decision.grounds);
        match &decision.body {
            DecisionBody::Expr(expr) => Because::Formula {
                edition,
                formula: self.words().say(*expr),
                parts: self.facts_of(*expr),
            },
            DecisionBody::Table(table) => {
                let inputs = table.inputs.iter().map(|e| self.input(*e)).collect();
                let rows = self.rows(decision, table);
                Because::Table { edition, inputs, rows }
            }
        }
    }

    fn input(&mut self, expr: ExprId) -> Condition {
        let (value, grounds) = self.evaluated(expr);
        let words = self.words();
        Condition {
            text: format!("{}: {}", words.say(expr), words.value(expr, &value)),
            holds: (!value.is_unknown()).then_some(true),
            distance: None,
            grounds,
            facts: self.facts_of(expr),
        }
    }

    fn rows(&mut self, decision: &Decision, table: &Table) -> Vec<RowWhy> {
        let places = self.concluded(&decision.name, decision.at);
        let of = |place: &Place| {
            let row = table.rows.iter().find(|r| eval::place(self.program, r.at) == *place);
            let ground: Vec<GroundId> = row.and_then(|r| r.ground).into_iter().collect();
            RowWhy {
                at: place.clone(),
                grounds: eval::grounds(self.program, &ground),
            }
        };
        places.iter().map(of).collect()
    }

    /// Rows or rules that concluded, as evaluation reported them.
    fn concluded(&self, name: &str, at: SourcePos) -> Vec<Place> {
        let at = eval::place(self.program, at);
        let traces = self.state.traces.iter();
        let found = traces.rev().find(|t| &*t.name == name && t.at == at);
        found.map(|t| t.rows.clone()).unwrap_or_default()
    }

    fn rules(&mut self, fact: &Fact, ids: &[RuleId]) -> Because {
        let program = self.program;
        let in_force: Vec<(RuleId, &Rule)> = ids
            .iter()
            .filter_map(|id| Some((*id, program.rules.get(id.index())?)))
            .filter(|(_, r)| r.valid.holds(self.today))
            .collect();
        if in_force.is_empty() {
            return Because::NoEdition;
        }
        let applied = self.concluded(&fact.name, fact.at);
        let applies = |r: &Rule| applied.contains(&eval::place(program, r.at));
        let rules = in_force
            .iter()
            .map(|(id, rule)| {
                let conditions: Vec<Condition> = rule.conditions.iter().flat_map(|e| self.conditions(*e)).collect();
                let exceptions: Vec<Vec<Condition>> = rule
                    .exceptions
                    .iter()
                    .map(|group| group.iter().flat_map(|e| self.conditions(*e)).collect())
                    .collect();
                let defeaters = in_force.iter().filter(|(_, r)| r.defeats.contains(id) && applies(r));
                let defeated_by: Vec<Name> = defeaters
                    .map(|(_, r)| r.label.clone().unwrap_or_else(|| r.name.clone()))
                    .collect();
                let excepted = exceptions.iter().any(|g| g.iter().all(|c| c.holds == Some(true)));
                let fails = conditions.iter().any(|c| c.holds == Some(false));
                RuleWhy {
                    edition: self.edition(rule.at, &rule.valid, &rule.grounds),
                    label: rule.label.clone(),
                    concludes: {
                        let (value, _) = self.evaluated(rule.value);
                        show::of_fact(program, fact, &value)
                    },
                    applies: if applies(rule) {
                        Some(true)
                    } else if fails || excepted || !defeated_by.is_empty() {
                        Some(false)
                    } else {
                        None
                    },
                    conditions,
                    exceptions,
                    defeated_by,
                }
            })
            .collect();
        Because::Rules { rules }
    }

    fn edition(&self, at: SourcePos, valid: &Validity, grounds: &[GroundId]) -> EditionWhy {
        EditionWhy {
            at: eval::place(self.program, at),
            from: valid.from,
            until: valid.until,
            grounds: eval::grounds(self.program, grounds),
        }
    }
}
