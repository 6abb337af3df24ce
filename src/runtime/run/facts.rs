//! Facts of the session: evaluated, written, checked.

use super::Run;
use crate::bundle::program::{ExprId, Fact, FactId};
use crate::runtime::eval::Evaluator;
use crate::runtime::explain::FactChange;
use crate::runtime::session::{FactKey, From, KnownFacts, Stored};
use crate::runtime::show;
use crate::value::{Name, Type, Value};

impl Run<'_> {
    pub(super) fn evaluator<R>(&mut self, work: impl FnOnce(&mut Evaluator<'_>) -> R) -> R {
        let known = KnownFacts {
            program: self.program,
            facts: &self.s.facts,
        };
        work(&mut Evaluator {
            program: self.program,
            facts: &known,
            today: self.s.date,
            state: &mut self.eval,
        })
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
            .is_some_and(|f| self.has_type(f, &f.ty, value))
    }

    fn has_type(&self, fact: &Fact, ty: &Type, value: &Value) -> bool {
        match (ty, value) {
            (_, Value::Unknown)
            | (Type::YesNo, Value::Bool(_))
            | (Type::Duration, Value::Duration(_))
            | (Type::Text | Type::Phone | Type::Snils, Value::Text(_))
            | (Type::Record(_), Value::Record(_)) => true,
            (Type::Number { min, max }, Value::Number(n)) => within(n, min.as_ref(), max.as_ref()),
            (Type::Money { min, max }, Value::Money(m)) => within(m, min.as_ref(), max.as_ref()),
            (Type::Date { min, max }, Value::Date(d)) => within(d, min.as_ref(), max.as_ref()),
            (Type::Integer { min, max }, Value::Number(n)) => {
                let bound = |b: &Option<i64>| b.map(rust_decimal::Decimal::from);
                n.is_integer() && within(n, bound(min).as_ref(), bound(max).as_ref())
            }
            (Type::OneOf(names), Value::Key(key)) => names.contains(key) || fact.options.iter().any(|o| o.name == *key),
            (Type::Directory(name), Value::Key(key)) => {
                let found = self.program.directories.iter().find(|d| d.name == *name);
                found.is_some_and(|d| d.entries.iter().any(|e| e.key == *key))
            }
            (Type::List(item), Value::List(items)) => items.iter().all(|v| self.has_type(fact, item, v)),
            _ => false,
        }
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

fn within<T: PartialOrd>(value: &T, min: Option<&T>, max: Option<&T>) -> bool {
    min.is_none_or(|m| m <= value) && max.is_none_or(|m| value <= m)
}
