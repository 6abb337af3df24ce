//! Conditions of a scenario for which the diagrams have no room: each `если` by itself, by clauses.
//!
//! Where a conversation comes from is left out, so that nothing is claimed but this: a branch whose
//! condition contradicts itself is never taken (L0402), and values with which surely no branch holds
//! are a case that may come (L0401, «возможно»). All that people are asked is taken as known: what a
//! condition says of some facts it says whatever the others turn out to be.

use super::conditions::{constant, names_nothing};
use super::logic::truth::{Logic, Truth};
use super::paths::Paths;
use super::rules::case;
use super::walk::ops_of_step;
use crate::bundle::program::{Expr, ExprId, Op};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// Reports what each `если` of a scenario says by itself.
pub fn check(model: &Model, paths: &Paths<'_, '_>, found: &mut Diagnostics) {
    for step in (0..paths.entry.len()).filter(|step| paths.is_own(*step)) {
        for (node, op) in ops_of_step(&model.program, paths.first + step) {
            if let Op::If { branches, otherwise } = op {
                let mut logic = Logic::new(model);
                let conditions: Vec<ExprId> = branches.iter().map(|(c, _)| *c).collect();
                let truths: Vec<Truth> = conditions.iter().map(|c| logic.condition(*c)).collect();
                for ((condition, target), truth) in branches.iter().zip(&truths) {
                    let fixed = matches!(model.program.exprs.get(condition.index()), Some(Expr::Const(_)));
                    if !fixed
                        && !names_nothing(target)
                        && logic.solver.solve(&[truth.yes]).is_none()
                        && let Some(place) = model.places.expr(*condition)
                    {
                        found.push(constant(&codes::BRANCH_NEVER, place, model, *condition));
                    }
                }
                if otherwise.is_none() {
                    uncovered(model, &mut logic, node, &conditions, &truths, found);
                }
            }
        }
    }
}

fn uncovered(
    model: &Model,
    logic: &mut Logic<'_>,
    node: usize,
    conditions: &[ExprId],
    truths: &[Truth],
    found: &mut Diagnostics,
) {
    let none: Vec<_> = truths.iter().map(|t| t.no).collect();
    let (Some(values), Some(place)) = (logic.solver.solve(&none), model.places.nodes.get(node)) else {
        return;
    };
    found.push(
        Diagnostic::new(&codes::CASE_NOT_COVERED, place.file, place.span)
            .arg("perhaps", Paths::perhaps(true))
            .arg("case", case(logic, &values, conditions).words),
    );
}
