//! Plain expressions as functions: worked out by the evaluation that runs, one region of each fact at
//! a time, and only of facts that the evaluation reads.

use std::cell::Cell;

use super::{MAX_EVALUATIONS, Scan, Space};
use crate::bundle::program::{Derived, ExprId, FactId, Program};
use crate::diagram::Ref;
use crate::runtime::{EvalState, Evaluator, Known};
use crate::value::{Date, Value};

/// Facts with assumed values, and the first of all others that was read.
struct Reading<'a> {
    program: &'a Program,
    given: &'a [(FactId, Value)],
    missed: Cell<Option<FactId>>,
}

impl Known for Reading<'_> {
    fn known(&self, id: FactId) -> Option<&Value> {
        if let Some((_, value)) = self.given.iter().find(|(f, _)| *f == id) {
            return Some(value);
        }
        let derived = self
            .program
            .facts
            .get(id.index())
            .is_some_and(|f| f.derived != Derived::No);
        if !derived && self.missed.get().is_none() {
            self.missed.set(Some(id));
        }
        None
    }
}

impl Space<'_, '_> {
    /// The function of an expression that is plain; `class` makes a terminal of its value.
    pub(super) fn expand(&mut self, id: ExprId, scan: &Scan, class: &dyn Fn(&Value) -> u32) -> Option<Ref> {
        let days = self.vars.first().map_or(0, |v| v.regions.len());
        if scan.days.is_empty() || days < 2 {
            let day = self.day(0);
            return self.expand_on(id, day, scan.monotone, class, &mut Vec::new());
        }
        let mut parts = Vec::with_capacity(days);
        for region in 0..u32::try_from(days).ok()? {
            let day = self.day(region);
            parts.push(self.expand_on(id, day, scan.monotone, class, &mut Vec::new())?);
        }
        self.forest.choose(0, &parts)
    }

    fn expand_on(
        &mut self,
        id: ExprId,
        day: Date,
        monotone: bool,
        class: &dyn Fn(&Value) -> u32,
        given: &mut Vec<(FactId, Value)>,
    ) -> Option<Ref> {
        self.evaluations += 1;
        if self.evaluations > MAX_EVALUATIONS {
            return None;
        }
        let reading = Reading {
            program: self.program(),
            given,
            missed: Cell::new(None),
        };
        let mut state = EvalState::quiet();
        let value = Evaluator::new(self.program(), self.prepared(), &reading, day, &mut state).expr(id);
        let missed = reading.missed.get();
        let Some(fact) = missed.filter(|_| !monotone || value.is_unknown()) else {
            return Some(Ref::terminal(class(&value)));
        };
        let Some(var) = self.var_of(fact) else {
            // What was not registered is read, but decides nothing.
            given.push((fact, Value::Unknown));
            let function = self.expand_on(id, day, monotone, class, given);
            given.pop();
            return function;
        };
        let values: Vec<Value> = self.get(var)?.regions.iter().map(|r| r.value.clone()).collect();
        let mut children = Vec::with_capacity(values.len() + 2);
        for value in values {
            given.push((fact, value));
            let child = self.expand_on(id, day, monotone, class, given);
            given.pop();
            children.push(child?);
        }
        // «Не знаю» and not asked are the same to evaluation.
        given.push((fact, Value::Unknown));
        let unknown = self.expand_on(id, day, monotone, class, given);
        given.pop();
        children.extend([unknown?; 2]);
        self.forest.choose(var, &children)
    }
}
