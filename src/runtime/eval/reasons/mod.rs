//! Why an expression has the value that it has: facts on which a value rests, facts that could still
//! give one, or what stands against any.
//!
//! It evaluates as [`Evaluator`] does and keeps the reasons beside every value. What an unknown part
//! waits for is its *open* facts; an unknown part without open facts stays unknown for ever, and so
//! does all that strictly needs it: no question is then asked for what stands beside it.

mod agreement;
mod expr;
mod rows;
mod rules;
mod table;

use rustc_hash::FxHashMap;

use super::{Evaluator, Side};
use crate::bundle::program::{DecisionBody, DecisionId, Derived, ExprId, FactId, GroundId};
use crate::value::{Type, Value};

/// Reasons of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Why {
    /// Facts on which it rests. None of them is derived.
    pub(super) facts: Vec<FactId>,
    /// Grounds on which it rests.
    pub(super) grounds: Vec<GroundId>,
    /// Facts that could still change what is unknown of it.
    pub(super) open: Vec<FactId>,
    /// Who contradicts whom, where that is why it is unknown.
    pub(super) sides: Vec<Side>,
    /// Whether it is unknown and may come to be a list, which may be empty: then even what is never
    /// known is not in it.
    list: bool,
    /// Of a record: the reasons of each part that has its own.
    parts: Vec<Why>,
}

impl Why {
    fn open(fact: FactId, list: bool) -> Self {
        Self {
            open: vec![fact],
            list,
            ..Self::default()
        }
    }

    /// Takes over all reasons of a part.
    fn add(&mut self, other: &Self) {
        self.rest_on(other);
        merge(&mut self.open, &other.open);
        if self.sides.is_empty() {
            self.sides.clone_from(&other.sides);
        }
    }

    /// Takes over facts and grounds of a part.
    fn rest_on(&mut self, other: &Self) {
        merge(&mut self.facts, &other.facts);
        merge(&mut self.grounds, &other.grounds);
    }

    fn all<'w>(parts: impl IntoIterator<Item = &'w Self>) -> Self {
        let mut why = Self::default();
        parts.into_iter().for_each(|p| why.add(p));
        why
    }

    /// For what is known: nothing is open any more.
    fn settled(mut self) -> Self {
        self.open.clear();
        self.sides.clear();
        self
    }

    /// For what stays unknown for ever.
    fn closed(mut self) -> Self {
        self.open.clear();
        self
    }
}

fn merge<T: Copy + PartialEq>(into: &mut Vec<T>, from: &[T]) {
    for one in from {
        if !into.contains(one) {
            into.push(*one);
        }
    }
}

/// A truth and its reasons.
#[derive(Clone, Debug, Default)]
struct Lit {
    truth: Option<bool>,
    why: Why,
}

impl Lit {
    fn of((value, why): (Value, Why)) -> Self {
        match value {
            Value::Bool(b) => Self { truth: Some(b), why },
            Value::Unknown => Self { truth: None, why },
            // Not a truth, and never will be one.
            _ => Self {
                truth: None,
                why: why.closed(),
            },
        }
    }

    fn not(self) -> Self {
        Self {
            truth: self.truth.map(|b| !b),
            why: self.why,
        }
    }

    /// One that never can be told.
    fn is_dead(&self) -> bool {
        self.truth.is_none() && self.why.open.is_empty()
    }
}

/// Joins truths as they come: `decides` is false for "and", true for "or".
struct Joint {
    decides: bool,
    settled: Why,
    unknown: Option<Why>,
    decided: Option<Why>,
}

impl Joint {
    fn new(decides: bool) -> Self {
        Self {
            decides,
            settled: Why::default(),
            unknown: None,
            decided: None,
        }
    }

    /// Whether what follows need not be known.
    fn push(&mut self, lit: Lit) -> bool {
        match lit.truth {
            Some(truth) if truth == self.decides => self.decided = Some(lit.why),
            Some(_) => self.settled.rest_on(&lit.why),
            None => self.unknown.get_or_insert_default().add(&lit.why),
        }
        self.decided.is_some()
    }

    fn done(self) -> Lit {
        match (self.decided, self.unknown) {
            (Some(why), _) => Lit {
                truth: Some(self.decides),
                why: why.settled(),
            },
            (None, None) => Lit {
                truth: Some(!self.decides),
                why: self.settled.settled(),
            },
            (None, Some(mut why)) => {
                why.rest_on(&self.settled);
                Lit { truth: None, why }
            }
        }
    }
}

/// Evaluates with reasons.
pub(super) struct Reasons<'e, 'a> {
    eval: &'e mut Evaluator<'a>,
    facts: FxHashMap<FactId, (Value, Why)>,
    decisions: FxHashMap<DecisionId, (Value, Why)>,
    running: Vec<FactId>,
    /// As in `EvalState`.
    cut: usize,
    depth: u32,
}

impl<'e, 'a> Reasons<'e, 'a> {
    pub(super) fn new(eval: &'e mut Evaluator<'a>) -> Self {
        Self {
            eval,
            facts: FxHashMap::default(),
            decisions: FxHashMap::default(),
            running: Vec::new(),
            cut: usize::MAX,
            depth: 0,
        }
    }

    /// A fact: known, or derived.
    pub(super) fn fact(&mut self, id: FactId) -> (Value, Why) {
        let Some(fact) = self.eval.program.facts.get(id.index()) else {
            return nothing();
        };
        let derived = fact.derived != Derived::No;
        let list = matches!(fact.ty, Type::List(_));
        let why = Why {
            facts: vec![id],
            ..Why::default()
        };
        match self.eval.facts.known(id) {
            // "Не знаю" about what is derived: no question about another fact changes that.
            Some(Value::Unknown) if derived => return (Value::Unknown, why),
            None | Some(Value::Unknown) if !derived => return (Value::Unknown, Why::open(id, list)),
            Some(value) => return (value.clone(), why),
            None => {}
        }
        if let Some(found) = self.facts.get(&id) {
            return found.clone();
        }
        if let Some(place) = self.running.iter().position(|f| *f == id) {
            self.cut = self.cut.min(place);
            return nothing();
        }
        let own_place = self.running.len();
        let outer_cut = std::mem::replace(&mut self.cut, usize::MAX);
        self.running.push(id);
        let (value, mut why) = match &fact.derived {
            Derived::No => nothing(),
            Derived::Decisions(editions) => match self.eval.edition(editions) {
                Some((id, _)) => self.decision(id),
                None => nothing(),
            },
            Derived::Rules(rules) => self.rules(fact, rules),
        };
        self.running.pop();
        why.list = list && value.is_unknown();
        let whole = self.cut >= own_place;
        self.cut = if whole { outer_cut } else { self.cut.min(outer_cut) };
        if whole || !value.is_unknown() {
            self.facts.insert(id, (value.clone(), why.clone()));
        }
        (value, why)
    }

    fn decision(&mut self, id: DecisionId) -> (Value, Why) {
        let Some((id, decision)) = self.eval.in_force(id) else {
            return nothing();
        };
        if let Some(found) = self.decisions.get(&id) {
            return found.clone();
        }
        let outer_cut = std::mem::replace(&mut self.cut, usize::MAX);
        let (value, mut why) = match &decision.body {
            DecisionBody::Expr(expr) => self.expr(*expr),
            DecisionBody::Table(table) => self.table(id, decision, table),
        };
        if !value.is_unknown() {
            let own = std::mem::take(&mut why.grounds);
            why.grounds.clone_from(&decision.grounds);
            merge(&mut why.grounds, &own);
            for part in &mut why.parts {
                merge(&mut part.grounds, &decision.grounds);
            }
        }
        if self.cut == usize::MAX || !value.is_unknown() {
            self.decisions.insert(id, (value.clone(), why.clone()));
        }
        self.cut = self.cut.min(outer_cut);
        (value, why)
    }

    fn lit(&mut self, id: ExprId) -> Lit {
        Lit::of(self.expr(id))
    }
}

/// Unknown, and no fact would change that.
fn nothing() -> (Value, Why) {
    (Value::Unknown, Why::default())
}
