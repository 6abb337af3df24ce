//! How many dialog tests come through each step and go each way.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::analysis::By;
use crate::bundle::Bundle;
use crate::bundle::program::StepId;
use crate::cli::dialogs::{self, Branch, Map};
use crate::compile::{self, Checked};
use crate::value::Lang;

/// What the dialog tests of a base come through.
#[derive(Debug, Default)]
pub struct Visits {
    /// Tests that were played.
    pub tests: usize,
    steps: BTreeMap<StepId, u32>,
    branches: BTreeMap<Branch, u32>,
}

impl Visits {
    /// Plays all tests; `None` where the base cannot be built.
    pub fn of(checked: &Checked) -> Result<Option<Self>, String> {
        // Building a large base takes long, and there is nothing to play on it.
        if checked.model.dialogs.is_empty() && !checked.has_errors() {
            return Ok(Some(Self::default()));
        }
        let Ok(Ok(bytes)) = compile::build(checked) else {
            return Ok(None);
        };
        let bundle = Bundle::from_bytes(bytes).map_err(|e| {
            format!(
                "собранная база не открывается: {} · the base that was built does not open: {}",
                e.message(Lang::Ru),
                e.message(Lang::En)
            )
        })?;
        let engine = crate::cli::engine(&bundle)?;
        let program = bundle.program();
        let map = Map::new(program);
        let played: Vec<dialogs::Covered> = checked
            .model
            .dialogs
            .par_iter()
            .map(|dialog| dialogs::play(&engine, program, &map, dialog).covered)
            .collect();
        let mut visits = Self {
            tests: played.len(),
            ..Self::default()
        };
        for covered in &played {
            for step in &covered.steps {
                *visits.steps.entry(*step).or_default() += 1;
            }
            for branch in &covered.branches {
                *visits.branches.entry(*branch).or_default() += 1;
            }
        }
        Ok(Some(visits))
    }

    /// Tests that come through a step.
    pub fn step(&self, step: StepId) -> u32 {
        self.steps.get(&step).copied().unwrap_or(0)
    }

    /// Tests that go a way out of a step; one that is always open is gone by all that come.
    pub fn exit(&self, step: StepId, by: By) -> u32 {
        let branch = match by {
            By::Go(_) => return self.step(step),
            By::Branch(node, n) => Branch::If(node, n),
            By::Otherwise(node) => Branch::Otherwise(node),
            By::Option(node, n) => Branch::Option(node, n),
            By::Handler(list, n) => Branch::Handler(list, n),
        };
        self.branches.get(&branch).copied().unwrap_or(0)
    }
}
