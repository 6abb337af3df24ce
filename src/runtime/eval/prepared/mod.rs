//! What an engine makes of a program once, so that evaluation need not search: rows of tables by the
//! values of their inputs, values of parameters by their keys, facts by what depends on them.

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

/// Made once for a program and used by all evaluation of it.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    tables: Vec<Option<Lookup>>,
    parameters: Vec<ByKeys>,
    dependents: OnceLock<Dependents>,
}

impl Prepared {
    pub(crate) fn new(program: &Program) -> Self {
        let table = |body: &DecisionBody| match body {
            DecisionBody::Table(table) => Some(Lookup::new(program, table)),
            DecisionBody::Expr(_) => None,
        };
        Self {
            tables: program.decisions.iter().map(|d| table(&d.body)).collect(),
            parameters: program.parameters.iter().map(ByKeys::new).collect(),
            dependents: OnceLock::new(),
        }
    }

    pub(super) fn table(&self, id: DecisionId) -> Option<&Lookup> {
        self.tables.get(id.index())?.as_ref()
    }

    /// The values of a parameter for these keys, in the order of the program.
    pub(super) fn parameter<'p>(
        &self,
        program: &'p Program,
        id: ParameterId,
        keys: &[&Name],
    ) -> impl Iterator<Item = &'p ParameterValue> + Clone {
        let values = program.parameters.get(id.index()).map_or(&[][..], |p| &p.values);
        let of_keys = self.parameters.get(id.index()).map_or(&[][..], |p| p.of(values, keys));
        of_keys.iter().filter_map(|i| values.get(*i as usize))
    }

    /// What depends on what; made when it is first asked for.
    pub(super) fn dependents(&self, program: &Program) -> &Dependents {
        self.dependents.get_or_init(|| Dependents::new(program))
    }
}
