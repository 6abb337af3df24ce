//! L0503 facts that are asked and that nothing uses.

use rustc_hash::{FxHashMap, FxHashSet};

use super::walk::{handlers, ops_of_step, targets_of};
use crate::bundle::program::{Expr, FactId, HandlerOn, Op, Target};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// Reports each question, once a fact, whose answer nothing reads: no expression of the base, no source
/// by the name of its input, no handler «не знаю» with a way of its own, and no operator, who would see
/// it on the card.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let mut read: FxHashSet<FactId> = FxHashSet::default();
    for expr in &program.exprs {
        if let Expr::Fact(fact) = expr {
            read.insert(*fact);
        }
    }
    let mut asked: FxHashMap<FactId, usize> = FxHashMap::default();
    let mut inputs: Option<FxHashSet<&str>> = None;
    for scenario in &program.scenarios {
        let steps = scenario.steps.0.index()..scenario.steps.1.index();
        let ops = || steps.clone().flat_map(|s| ops_of_step(program, s));
        let unread = ops().filter_map(|(node, op)| match op {
            Op::Ask {
                fact, handlers: own, ..
            } if !read.contains(fact) => Some((node, *fact, *own)),
            _ => None,
        });
        let unread: Vec<_> = unread.collect();
        if unread.is_empty() {
            continue;
        }
        let shared = || handlers(program, scenario.handlers);
        let to_operator = |t: &Target| matches!(t, Target::Operator(..));
        let shown = ops().any(|(_, op)| {
            matches!(op, Op::Call { .. }) || targets_of(program, op).into_iter().any(|(_, t)| to_operator(t))
        }) || shared().filter_map(|h| h.target.as_ref()).any(to_operator);
        for (node, fact, own) in unread {
            let inputs = inputs.get_or_insert_with(|| {
                let of_sources = program.sources.iter().flat_map(|s| &s.inputs);
                of_sources.map(|(name, _)| &**name).collect()
            });
            let named = program
                .facts
                .get(fact.index())
                .is_some_and(|f| inputs.contains(&*f.name));
            let decides = handlers(program, own)
                .chain(shared())
                .any(|h| h.on == HandlerOn::DontKnow && h.target.is_some());
            if shown || named || decides {
                read.insert(fact);
            } else {
                asked.entry(fact).or_insert(node);
            }
        }
    }
    let mut asked: Vec<(FactId, usize)> = asked.into_iter().filter(|(f, _)| !read.contains(f)).collect();
    asked.sort_unstable_by_key(|(_, node)| *node);
    for (fact, node) in asked {
        let (Some(place), Some(fact)) = (model.places.nodes.get(node), program.facts.get(fact.index())) else {
            continue;
        };
        found.push(Diagnostic::new(&codes::ASKED_AND_NOT_USED, place.file, place.span).arg("fact", &*fact.name));
    }
}
