//! L0636 comparisons in rules that the bounds of a fact have decided already.

use crate::analysis::logic::line::{self, Line};
use crate::analysis::logic::words;
use crate::bundle::program::{BinaryOp, Expr, ExprId, Rule};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::span::Place;

pub fn check(model: &Model, rule: &Rule, place: Place, found: &mut Diagnostics) {
    for e in rule.conditions.iter().chain(rule.exceptions.iter().flatten()) {
        of(model, *e, place, found);
    }
}

fn of(model: &Model, e: ExprId, rule: Place, found: &mut Diagnostics) {
    let program = &model.program;
    match program.exprs.get(e.index()) {
        Some(Expr::Not(of_not)) => of(model, *of_not, rule, found),
        Some(Expr::Binary(BinaryOp::And | BinaryOp::Or, a, b)) => {
            of(model, *a, rule, found);
            of(model, *b, rule, found);
        }
        Some(Expr::Binary(op, a, b)) if matches!(op, BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge) => {
            let Some(always) = decided(model, *op, *a, *b) else {
                return;
            };
            let place = model.places.expr(e).unwrap_or(rule);
            let (holds_ru, holds_en) = if always {
                ("всегда верно", "always holds")
            } else {
                ("никогда не верно", "never holds")
            };
            let line = Line::of(
                program,
                model.places.type_of(*a).unwrap_or(&crate::value::Type::Any),
                &[],
            );
            let bounds = |lang| {
                line.as_ref()
                    .map_or_else(String::new, |l| words::bounds(l, &l.whole(), lang))
            };
            found.push(
                Diagnostic::new(&codes::CONDITION_FIXED, place.file, place.span)
                    .arg("condition", words::both(|lang| words::expression(program, e, lang)))
                    .arg("fact", words::both(|lang| words::expression(program, *a, lang)))
                    .arg("bounds", words::both(bounds))
                    .arg(
                        "holds",
                        Arg::Words {
                            ru: holds_ru.to_owned(),
                            en: holds_en.to_owned(),
                        },
                    ),
            );
        }
        _ => {}
    }
}

/// What a comparison of a fact with a constant comes to for every value that the fact can have.
fn decided(model: &Model, op: BinaryOp, fact: ExprId, with: ExprId) -> Option<bool> {
    let program = &model.program;
    let Some(Expr::Fact(_)) = program.exprs.get(fact.index()) else {
        return None;
    };
    let value = line::constant(program, with)?;
    let line = Line::of(program, model.places.type_of(fact)?, std::slice::from_ref(&value))?;
    let set = line.compared(op, &value)?;
    if set.is_empty() {
        Some(false)
    } else {
        (set == line.whole()).then_some(true)
    }
}
