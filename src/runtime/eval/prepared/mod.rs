//! What an engine makes of a program once, so that evaluation need not search: rows of tables by the
//! values of their inputs, values of parameters by their keys, facts by what depends on them. Each is made when
//! it is first wanted, so that opening a bundle makes none.

mod column;
mod index;
mod lookup;
mod network;
mod parameter;
mod rows;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

pub(super) use lookup::{Buffers, Lookup};
pub(super) use network::Dependents;

use crate::bundle::program::{DecisionBody, DecisionId, ParameterId, ParameterValue, Program};
use crate::value::Name;
use parameter::ByKeys;

/// Used by all evaluation of a program.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    tables: Box<[OnceLock<Option<Box<Lookup>>>]>,
    parameters: Box<[OnceLock<Box<ByKeys>>]>,
    dependents: OnceLock<Dependents>,
}

impl Prepared {
    pub(crate) fn new(program: &Program) -> Self {
        Self {
            tables: (0..program.decisions.len()).map(|_| OnceLock::new()).collect(),
            parameters: (0..program.parameters.len()).map(|_| OnceLock::new()).collect(),
            dependents: OnceLock::new(),
        }
    }

    pub(super) fn table(&self, program: &Program, id: DecisionId) -> Option<&Lookup> {
        let make = || match &program.decisions.get(id.index())?.body {
            DecisionBody::Table(table) => Some(Box::new(Lookup::new(program, table))),
            DecisionBody::Expr(_) => None,
        };
        self.tables.get(id.index())?.get_or_init(make).as_deref()
    }

    /// The values of a parameter for these keys, in the order of the program.
    pub(super) fn parameter<'p>(
        &self,
        program: &'p Program,
        id: ParameterId,
        keys: &[&Name],
    ) -> impl Iterator<Item = &'p ParameterValue> + Clone {
        let parameter = program.parameters.get(id.index());
        let values = parameter.map_or(&[][..], |p| &p.values);
        let by_keys = self.parameters.get(id.index()).zip(parameter);
        let by_keys = by_keys.map(|(made, p)| made.get_or_init(|| Box::new(ByKeys::new(p))));
        let of_keys = by_keys.map_or(&[][..], |b| b.of(values, keys));
        of_keys.iter().filter_map(|i| values.get(*i as usize))
    }

    /// What depends on what; made when it is first asked for.
    pub(super) fn dependents(&self, program: &Program) -> &Dependents {
        self.dependents.get_or_init(|| Dependents::new(program))
    }
}
