//! Orders of questions made ahead: at compile time, for each goal and each period of its rules.

use super::lift::{Lifted, lift};
use super::{Root, closure, measures_of};
use crate::bundle::orders::{Order, Orders, Planned, Pursuit, Variable};
use crate::bundle::program::{Derived, Expr, FactId, Op, Program, Spoken, Validity};
use crate::diagram::{Forest, Questions, Ref, Stored, optimal};
use crate::runtime::eval::Prepared;
use crate::value::{Date, Value};

/// Facts up to which the order is exact.
const MAX_EXACT: usize = 14;
/// Situations that are weighed for one plan.
const MAX_STATES: usize = 20_000;
/// Questions of one plan that are kept.
const MAX_PLAN: usize = 20_000;
/// Nodes that the search for a plan may add.
pub(super) const MORE_NODES: usize = 400_000;
/// Periods for which orders are made: the last ones.
const MAX_PERIODS: usize = 12;

/// Orders for every `выяснить` and `подобрать меры` of a program.
pub fn orders(program: &Program) -> Orders {
    let mut goals: Vec<Pursuit> = Vec::new();
    for node in &program.nodes {
        let goal = match &node.op {
            Op::Derive { fact, .. } => Pursuit::Fact(*fact),
            Op::Measures { event, .. } => Pursuit::Event(event.clone()),
            _ => continue,
        };
        if !goals.contains(&goal) {
            goals.push(goal);
        }
    }
    let prepared = Prepared::new(program);
    let mut orders = Vec::new();
    for goal in goals {
        for valid in periods(program, &goal) {
            orders.extend(order(program, &prepared, &goal, valid));
        }
    }
    Orders { orders }
}

/// The results that a goal stands for on a day.
pub(crate) fn roots(program: &Program, goal: &Pursuit, today: Date) -> Vec<Root> {
    match goal {
        Pursuit::Fact(fact) => vec![Root::Fact(*fact)],
        Pursuit::Event(event) => measures_of(program, event, today)
            .into_iter()
            .map(Root::Measure)
            .collect(),
    }
}

fn order(program: &Program, prepared: &Prepared, goal: &Pursuit, valid: Validity) -> Option<Order> {
    let today = valid.from.or(valid.until).unwrap_or(Date::constant(2020, 1, 1));
    let lifted = lift(program, prepared, today, &roots(program, goal, today))?;
    let plan = plan(program, &lifted).unwrap_or_default();
    Some(Order {
        goal: goal.clone(),
        valid,
        functions: Stored::new(&lifted.forest, &lifted.roots)?,
        facts: lifted.facts,
        vars: lifted.vars,
        terminals: lifted.terminals,
        exact: lifted.exact,
        plan,
    })
}

/// The exact order from the start, where the goal is small enough.
fn plan(program: &Program, lifted: &Lifted) -> Option<Vec<Planned>> {
    let questions = questions(program, &lifted.facts, &lifted.vars);
    let never = |f: &FactId| !can_be_told(program, *f);
    let (mut forest, roots) = values_only(&lifted.forest, &lifted.roots, MORE_NODES, |var| {
        let facts = lifted.vars.get(var as usize).map(facts_of).unwrap_or_default();
        let last = lifted.forest.arity().get(var as usize).copied().unwrap_or(1) - 1;
        facts.iter().any(never).then_some(last)
    })?;
    let open = forest
        .support(&roots)
        .into_iter()
        .filter_map(|v| lifted.vars.get(v as usize));
    let mut facts: Vec<FactId> = open.flat_map(facts_of).collect();
    facts.sort_unstable();
    facts.dedup();
    if facts.len() > MAX_EXACT {
        return None;
    }
    let policy = optimal(&mut forest, &roots, &questions, MAX_STATES)?;
    if policy.nodes.len() > MAX_PLAN {
        return None;
    }
    let planned = policy.nodes.into_iter().map(|n| Planned {
        fact: n.question,
        vars: n.vars,
        next: n.next,
    });
    Some(planned.collect())
}

/// Functions over what people can tell: without "не знаю", and with some variables fixed.
pub(super) fn values_only(
    from: &Forest,
    roots: &[Ref],
    more: usize,
    fixed: impl Fn(u32) -> Option<u32>,
) -> Option<(Forest, Vec<Ref>)> {
    let arity = from.arity().iter().map(|a| a.saturating_sub(1)).collect();
    let mut forest = Forest::new(arity, from.len().saturating_add(more));
    let roots = from.copy(roots, &mut forest, fixed)?;
    Some((forest, roots))
}

pub(super) fn facts_of(var: &Variable) -> Vec<FactId> {
    match var {
        Variable::Values { fact, .. } | Variable::Regions { fact, .. } => vec![*fact],
        Variable::Joint { facts, .. } => facts.clone(),
    }
}

/// Costs and what is told by what. Sources are asked before anybody is, so what they tell is known
/// when the order of questions matters.
pub(super) fn questions(program: &Program, facts: &[FactId], vars: &[Variable]) -> Questions {
    let cost = |f: &FactId| program.facts.get(f.index()).map_or(1, |f| f.cost.max(1));
    let bit = |f: FactId| {
        facts
            .iter()
            .position(|other| *other == f)
            .map_or(0, |i| 1_u128 << i.min(127))
    };
    Questions {
        cost: facts.iter().map(cost).collect(),
        needs: vars
            .iter()
            .map(|v| facts_of(v).into_iter().fold(0, |all, f| all | bit(f)))
            .collect(),
    }
}

/// Whether anybody can tell a fact: people, or a source.
pub(crate) fn can_be_told(program: &Program, id: FactId) -> bool {
    let asked = program
        .facts
        .get(id.index())
        .is_some_and(|f| f.question != Spoken::default());
    asked || program.sources.iter().any(|s| s.outputs.contains(&id))
}

/// Periods within which nothing below a goal changes, the last ones.
fn periods(program: &Program, goal: &Pursuit) -> Vec<Validity> {
    let mut starts = starts(program, goal);
    starts.sort_unstable();
    starts.dedup();
    let mut periods: Vec<Validity> = Vec::new();
    let mut from = None;
    for start in starts {
        let Ok(until) = start.yesterday() else { continue };
        periods.push(Validity {
            from,
            until: Some(until),
        });
        from = Some(start);
    }
    periods.push(Validity { from, until: None });
    let skip = periods.len().saturating_sub(MAX_PERIODS);
    periods.split_off(skip)
}

/// Days on which something below a goal begins or has just ended.
fn starts(program: &Program, goal: &Pursuit) -> Vec<Date> {
    let mut starts: Vec<Date> = Vec::new();
    let mut bounds = |valid: &Validity| {
        starts.extend(valid.from);
        starts.extend(valid.until.and_then(|u| u.tomorrow().ok()));
    };
    let mut roots: Vec<Root> = Vec::new();
    match goal {
        Pursuit::Fact(fact) => roots.push(Root::Fact(*fact)),
        Pursuit::Event(event) => {
            let of_event = (0_u32..)
                .zip(&program.measures)
                .filter(|(_, m)| m.events.contains(event));
            for (i, measure) in of_event {
                bounds(&measure.valid);
                roots.push(Root::Measure(crate::bundle::program::MeasureId(i)));
            }
        }
    }
    // Whatever the day: all editions of all that is below.
    let below = closure::everything(program, &roots);
    for fact in &below.facts {
        match program.facts.get(fact.index()).map(|f| &f.derived) {
            Some(Derived::Decisions(ids)) => {
                ids.iter()
                    .filter_map(|d| program.decisions.get(d.index()))
                    .for_each(|d| bounds(&d.valid));
            }
            Some(Derived::Rules(ids)) => {
                ids.iter()
                    .filter_map(|r| program.rules.get(r.index()))
                    .for_each(|r| bounds(&r.valid));
            }
            _ => {}
        }
    }
    let mut today = false;
    let mut days: Vec<Date> = Vec::new();
    for expr in &below.exprs {
        match program.exprs.get(expr.index()) {
            Some(Expr::Parameter(id, _)) => {
                let values = program.parameters.get(id.index()).map(|p| p.values.as_slice());
                values.unwrap_or_default().iter().for_each(|v| bounds(&v.valid));
            }
            Some(Expr::Today) => today = true,
            Some(Expr::Const(Value::Date(day))) => days.push(*day),
            _ => {}
        }
    }
    if today {
        // What the day is compared with changes on that day or the one after.
        starts.extend(days.iter().copied());
        starts.extend(days.iter().filter_map(|d| d.tomorrow().ok()));
    }
    starts
}
