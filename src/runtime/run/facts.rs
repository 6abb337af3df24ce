//! Facts of the session: evaluated, written, checked.

use super::Run;
use crate::bundle::program::{ExprId, Fact, FactId, Program};
use crate::runtime::eval::Evaluator;
use crate::runtime::explain::FactChange;
use crate::runtime::session::{FactKey, From, KnownFacts, Stored};
use crate::runtime::show;
use crate::value::{Name, Value};

impl Run<'_> {
    pub(super) fn evaluator<R>(&mut self, work: impl FnOnce(&mut Evaluator<'_>) -> R) -> R {
        let known = KnownFacts {
            program: self.program,
            facts: &self.s.facts,
        };
        let prepared = &self.inner.prepared;
        work(&mut Evaluator::new(
            self.program,
            prepared,
            &known,
            self.s.date,
            &mut self.eval,
        ))
    }

    pub(super) fn value(&mut self, expr: ExprId) -> Value {
        self.evaluator(|e| e.expr(expr))
    }

    pub(super) fn stored(&self, id: FactId) -> Option<&Value> {
        self.s.fact(&self.program.facts.get(id.index())?.name)
    }

    /// Writes (or forgets) a fact.
    pub(super) fn set(&mut self, id: FactId, value: Option<Value>, from: From) {
        let Some(fact) = self.program.facts.get(id.index()) else {
            return;
        };
        let value = value.map(|value| own_name(self.program, fact, value));
        let change = FactChange {
            fact: fact.name.clone(),
            shown: value
                .as_ref()
                .map(|v| show::of_fact(self.program, fact, v))
                .unwrap_or_default(),
            origin: value.is_some().then(|| from.into()),
            value: value.clone(),
            personal: fact.personal,
        };
        self.ex.facts.push(change);
        // What was concluded stands only as long as nothing new is known.
        if !matches!(from, From::Concluded(_)) {
            for key in self.s.facts.concluded() {
                self.s.put(key, None);
            }
        }
        self.s.put(
            FactKey::of(&fact.name),
            value.map(|value| Stored { value, origin: from }),
        );
        self.eval.changed();
    }

    /// Whether a value from outside has the type of its fact.
    pub(super) fn fits(&self, id: FactId, value: &Value) -> bool {
        self.program
            .facts
            .get(id.index())
            .is_some_and(|f| self.program.has_type(f, &f.ty, value))
    }

    pub(super) fn forget(&mut self, fact: FactId) {
        if self.stored(fact).is_some() {
            let turn = self.s.turn;
            self.set(fact, None, From::Written(turn));
        }
    }

    pub(super) fn fact_name(&self, id: FactId) -> Name {
        self.program
            .facts
            .get(id.index())
            .map(|f| f.name.clone())
            .unwrap_or_default()
    }
}

/// The name of an option as the program holds it, so that a hundred thousand sessions do not hold it each.
fn own_name(program: &Program, fact: &Fact, value: Value) -> Value {
    let Value::Key(name) = &value else { return value };
    let option = fact.options.iter().map(|o| &o.name).find(|n| *n == name);
    let entry = || {
        let directory = program.directories.get(fact.directory?.index())?;
        directory.entries.iter().map(|e| &e.key).find(|n| *n == name)
    };
    match option.or_else(entry) {
        Some(own) => Value::Key(own.clone()),
        None => value,
    }
}
