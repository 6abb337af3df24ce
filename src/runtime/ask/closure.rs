//! All facts that a result can depend on, whatever is known.

use rustc_hash::FxHashSet;

use super::Root;
use crate::bundle::program::{DecisionBody, DecisionId, Derived, Expr, ExprId, FactId, Program, RuleId, Test};
use crate::value::Date;

/// Facts below the roots on a day, derived ones included, in the order in which they are met.
pub(crate) fn closure(program: &Program, today: Date, roots: &[Root]) -> Vec<FactId> {
    walk(program, Some(today), roots).facts
}

/// What is below the roots in all editions.
pub(super) struct Everything {
    pub(super) facts: Vec<FactId>,
    pub(super) exprs: Vec<ExprId>,
}

pub(super) fn everything(program: &Program, roots: &[Root]) -> Everything {
    let walk = walk(program, None, roots);
    let mut exprs: Vec<ExprId> = walk.exprs.into_iter().collect();
    exprs.sort_unstable();
    Everything {
        facts: walk.facts,
        exprs,
    }
}

fn walk<'a>(program: &'a Program, today: Option<Date>, roots: &[Root]) -> Walk<'a> {
    let mut walk = Walk {
        program,
        today,
        facts: Vec::new(),
        seen: FxHashSet::default(),
        exprs: FxHashSet::default(),
        open: Vec::new(),
    };
    for root in roots {
        match root {
            Root::Fact(fact) => walk.open.push(Visit::Fact(*fact)),
            Root::Measure(id) => {
                if let Some(measure) = program.measures.get(id.index()) {
                    let exprs = measure.amount.into_iter().chain(measure.due);
                    walk.open.extend(exprs.map(Visit::Expr));
                }
            }
        }
        walk.run();
    }
    walk
}

enum Visit {
    Fact(FactId),
    Expr(ExprId),
    Decision(DecisionId),
    Rule(RuleId),
}

struct Walk<'a> {
    program: &'a Program,
    /// All editions, where there is no day.
    today: Option<Date>,
    facts: Vec<FactId>,
    seen: FxHashSet<FactId>,
    exprs: FxHashSet<ExprId>,
    /// Last in, first out: children are pushed in reverse.
    open: Vec<Visit>,
}

impl Walk<'_> {
    fn run(&mut self) {
        while let Some(visit) = self.open.pop() {
            match visit {
                Visit::Fact(id) => self.fact(id),
                Visit::Expr(id) => self.expr(id),
                Visit::Decision(id) => self.decision(id),
                Visit::Rule(id) => self.rule(id),
            }
        }
    }

    fn fact(&mut self, id: FactId) {
        if !self.seen.insert(id) {
            return;
        }
        self.facts.push(id);
        match self.program.facts.get(id.index()).map(|f| &f.derived) {
            Some(Derived::Decisions(ids)) => self.open.extend(ids.iter().rev().map(|d| Visit::Decision(*d))),
            Some(Derived::Rules(ids)) => self.open.extend(ids.iter().rev().map(|r| Visit::Rule(*r))),
            Some(Derived::No) | None => {}
        }
    }

    fn decision(&mut self, id: DecisionId) {
        let Some(decision) = self.program.decisions.get(id.index()) else {
            return;
        };
        if self.today.is_some_and(|day| !decision.valid.holds(day)) {
            return;
        }
        match &decision.body {
            DecisionBody::Expr(expr) => self.open.push(Visit::Expr(*expr)),
            DecisionBody::Table(table) => {
                let mut exprs: Vec<ExprId> = table.inputs.clone();
                for row in &table.rows {
                    row.inputs.iter().for_each(|tests| of_tests(tests, &mut exprs));
                    exprs.extend(&row.outputs);
                }
                self.open.extend(exprs.into_iter().rev().map(Visit::Expr));
            }
        }
    }

    fn rule(&mut self, id: RuleId) {
        let Some(rule) = self.program.rules.get(id.index()) else {
            return;
        };
        if self.today.is_some_and(|day| !rule.valid.holds(day)) {
            return;
        }
        let exprs = rule.conditions.iter().chain(rule.exceptions.iter().flatten());
        let exprs: Vec<ExprId> = exprs.chain([&rule.value]).copied().collect();
        self.open.extend(exprs.into_iter().rev().map(Visit::Expr));
    }

    fn expr(&mut self, id: ExprId) {
        if !self.exprs.insert(id) {
            return;
        }
        let mut below: Vec<ExprId> = Vec::new();
        match self.program.exprs.get(id.index()) {
            None | Some(Expr::Const(_) | Expr::Today) => {}
            Some(Expr::Fact(fact)) => self.open.push(Visit::Fact(*fact)),
            Some(Expr::Decision(decision)) => {
                let named = self.program.decisions.get(decision.index()).map(|d| &d.name);
                let editions = (0_u32..)
                    .zip(&self.program.decisions)
                    .filter(|(_, d)| Some(&d.name) == named);
                self.open.extend(editions.map(|(i, _)| Visit::Decision(DecisionId(i))));
            }
            Some(Expr::Member(a, _) | Expr::Not(a) | Expr::Negate(a)) => below.push(*a),
            Some(Expr::Binary(_, a, b)) => below.extend([*a, *b]),
            Some(Expr::In(a, tests)) => {
                below.push(*a);
                of_tests(tests, &mut below);
            }
            Some(Expr::If(a, b, c)) => below.extend([*a, *b, *c]),
            Some(Expr::List(ids) | Expr::Call(_, ids) | Expr::Parameter(_, ids)) => below.extend(ids),
        }
        self.open.extend(below.into_iter().rev().map(Visit::Expr));
    }
}

pub(super) fn of_tests(tests: &[Test], out: &mut Vec<ExprId>) {
    for test in tests {
        match test {
            Test::Any => {}
            Test::Equal(e) | Test::Compare(_, e) => out.push(*e),
            Test::Range { low, high } => out.extend([low.0, high.0]),
            Test::Not(inner) => of_tests(inner, out),
        }
    }
}
