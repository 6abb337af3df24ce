//! What the parts of a goal look like: which facts a condition reads itself, which values a fact can
//! have, and which parts can be written as functions over regions.

use rust_decimal::Decimal;

use super::closure::of_tests;
use super::{Root, closure};
use crate::bundle::orders::Evaluated;
use crate::bundle::program::{
    BinaryOp, Decision, DecisionBody, DecisionId, Derived, Expr, ExprId, FactId, HitPolicy, Program, Rule, RuleId,
    Table, Test,
};
use crate::runtime::eval::Prepared;
use crate::value::{Date, Type, Value};

/// Most values of a fact that are told apart one by one.
const MAX_VALUES: usize = 120;
/// Rules of one fact that conclude differently or defeat each other.
const MAX_MIXED_RULES: usize = 8;
/// Rows of a table that are followed.
const MAX_ROWS: usize = 200;
/// Derivations below each other.
const MAX_DEPTH: usize = 32;

/// A program on a day.
#[derive(Clone, Copy)]
pub(super) struct Day<'a> {
    pub(super) program: &'a Program,
    pub(super) prepared: &'a Prepared,
    pub(super) today: Date,
}

/// How a derived fact is written as a function.
pub(super) enum Shape<'a> {
    /// Rules that all conclude the same and defeat nobody: any of them that applies decides.
    Same(Vec<&'a Rule>, Value),
    /// Rules that conclude different constants or defeat each other.
    Mixed(Vec<(RuleId, &'a Rule)>),
    /// An expression.
    Expr(ExprId),
    /// A table with constant outputs.
    Table(DecisionId, &'a Table),
    /// All facts below it are needed.
    Hard,
}

impl<'a> Day<'a> {
    pub(super) fn shape(self, id: FactId) -> Shape<'a> {
        match self.program.facts.get(id.index()).map(|f| &f.derived) {
            Some(Derived::Rules(ids)) => {
                let rules: Vec<(RuleId, &Rule)> = ids
                    .iter()
                    .filter_map(|id| Some((*id, self.program.rules.get(id.index())?)))
                    .filter(|(_, r)| r.valid.holds(self.today))
                    .collect();
                let values: Option<Vec<&Value>> = rules.iter().map(|(_, r)| self.constant(r.value)).collect();
                let Some((first, rest)) = values.as_ref().and_then(|v| v.split_first()) else {
                    return Shape::Hard;
                };
                let apart = rules.iter().all(|(_, r)| r.defeats.is_empty());
                if apart && rest.iter().all(|v| v == first) {
                    Shape::Same(rules.iter().map(|(_, r)| *r).collect(), (*first).clone())
                } else if rules.len() <= MAX_MIXED_RULES {
                    Shape::Mixed(rules)
                } else {
                    Shape::Hard
                }
            }
            Some(Derived::Decisions(ids)) => match self.in_force(ids) {
                Some((
                    _,
                    Decision {
                        body: DecisionBody::Expr(e),
                        ..
                    },
                )) => Shape::Expr(*e),
                Some((
                    id,
                    Decision {
                        body: DecisionBody::Table(t),
                        ..
                    },
                )) => {
                    let constant = t
                        .rows
                        .iter()
                        .flat_map(|r| &r.outputs)
                        .all(|o| self.constant(*o).is_some());
                    if constant && t.rows.len() <= MAX_ROWS {
                        Shape::Table(id, t)
                    } else {
                        Shape::Hard
                    }
                }
                None => Shape::Hard,
            },
            _ => Shape::Hard,
        }
    }

    fn in_force(self, ids: &[DecisionId]) -> Option<(DecisionId, &'a Decision)> {
        ids.iter()
            .filter_map(|id| Some((*id, self.program.decisions.get(id.index())?)))
            .find(|(_, d)| d.valid.holds(self.today))
    }

    fn constant(self, id: ExprId) -> Option<&'a Value> {
        match self.program.exprs.get(id.index())? {
            Expr::Const(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn is_derived(self, id: FactId) -> bool {
        self.program
            .facts
            .get(id.index())
            .is_some_and(|f| f.derived != Derived::No)
    }

    /// Facts that people are asked, below a condition.
    pub(super) fn asked_below(self, of: Evaluated) -> Vec<FactId> {
        let mut asked: Vec<FactId> = Vec::new();
        for fact in self.direct(of).unwrap_or_default() {
            for below in closure(self.program, self.today, &[Root::Fact(fact)]) {
                if !self.is_derived(below) && !asked.contains(&below) {
                    asked.push(below);
                }
            }
        }
        asked
    }

    pub(super) fn cell(self, id: DecisionId, row: u32, column: u32) -> Option<(ExprId, &'a [Test])> {
        let DecisionBody::Table(table) = &self.program.decisions.get(id.index())?.body else {
            return None;
        };
        let tests = table.rows.get(row as usize)?.inputs.get(column as usize)?;
        Some((*table.inputs.get(column as usize)?, tests))
    }

    /// Facts that a condition reads itself, in order; `None` where it refers to a whole decision.
    pub(super) fn direct(self, of: Evaluated) -> Option<Vec<FactId>> {
        let mut open: Vec<ExprId> = Vec::new();
        match of {
            Evaluated::Expr(id) => open.push(id),
            Evaluated::Cell(id, row, column) => {
                let (input, tests) = self.cell(id, row, column)?;
                of_tests(tests, &mut open);
                open.push(input);
            }
        }
        let mut facts: Vec<FactId> = Vec::new();
        while let Some(id) = open.pop() {
            match self.program.exprs.get(id.index())? {
                Expr::Const(_) | Expr::Today => {}
                Expr::Fact(fact) => {
                    if !facts.contains(fact) {
                        facts.push(*fact);
                    }
                }
                Expr::Decision(_) => return None,
                Expr::Member(a, _) | Expr::Not(a) | Expr::Negate(a) => open.push(*a),
                Expr::Binary(_, a, b) => open.extend([*b, *a]),
                Expr::In(a, tests) => {
                    of_tests(tests, &mut open);
                    open.push(*a);
                }
                Expr::If(a, b, c) => open.extend([*c, *b, *a]),
                Expr::List(ids) | Expr::Call(_, ids) | Expr::Parameter(_, ids) => open.extend(ids.iter().rev()),
            }
        }
        Some(facts)
    }

    /// Whether a condition is one of yes and no.
    pub(super) fn is_truth(self, of: Evaluated) -> bool {
        match of {
            Evaluated::Cell(..) => true,
            Evaluated::Expr(id) => match self.program.exprs.get(id.index()) {
                Some(Expr::Binary(op, ..)) => {
                    !matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div)
                }
                Some(Expr::In(..) | Expr::Not(_)) => true,
                _ => false,
            },
        }
    }

    /// All values that an asked fact can have, where they are few.
    pub(super) fn values(self, id: FactId) -> Option<Vec<Value>> {
        let fact = self.program.facts.get(id.index())?;
        let values: Vec<Value> = match &fact.ty {
            Type::YesNo => vec![Value::Bool(true), Value::Bool(false)],
            Type::OneOf(names) => names.iter().cloned().map(Value::Key).collect(),
            Type::Directory(_) => {
                let directory = self.program.directories.get(fact.directory?.index())?;
                directory.entries.iter().map(|e| Value::Key(e.key.clone())).collect()
            }
            Type::Integer {
                min: Some(min),
                max: Some(max),
            } if max.checked_sub(*min)? <= 3 => (*min..=*max).map(|n| Value::Number(Decimal::from(n))).collect(),
            _ => return None,
        };
        (!values.is_empty() && values.len() <= MAX_VALUES).then_some(values)
    }

    /// All values that a derived fact can have, where they are few constants.
    pub(super) fn concluded(self, id: FactId) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        self.conclusions(id, &mut values, 0)?;
        (values.len() <= MAX_VALUES).then_some(values)
    }

    fn conclusions(self, id: FactId, into: &mut Vec<Value>, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut add = |value: Value| {
            if !into.contains(&value) {
                into.push(value);
            }
        };
        match self.shape(id) {
            Shape::Same(_, value) => {
                if let Value::Bool(b) = value {
                    add(Value::Bool(!b));
                }
                add(value);
            }
            Shape::Mixed(rules) => {
                for (_, rule) in rules {
                    let value = self.constant(rule.value)?;
                    if let Value::Bool(b) = value {
                        add(Value::Bool(!b));
                    }
                    add(value.clone());
                }
            }
            Shape::Expr(expr) => self.leaves(expr, into, depth)?,
            Shape::Table(_, table) => {
                let single = matches!(
                    table.policy,
                    HitPolicy::Unique | HitPolicy::First | HitPolicy::Any | HitPolicy::Priority
                );
                if !single || table.outputs.len() != 1 {
                    return None;
                }
                for output in table.rows.iter().flat_map(|r| &r.outputs) {
                    add(self.constant(*output)?.clone());
                }
            }
            Shape::Hard => return None,
        }
        Some(())
    }

    fn leaves(self, id: ExprId, into: &mut Vec<Value>, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut values = match self.program.exprs.get(id.index())? {
            Expr::Const(value) => vec![value.clone()],
            Expr::If(_, then, otherwise) => {
                self.leaves(*then, into, depth + 1)?;
                return self.leaves(*otherwise, into, depth + 1);
            }
            Expr::Fact(fact) if self.is_derived(*fact) => return self.conclusions(*fact, into, depth + 1),
            Expr::Fact(fact) => self.values(*fact)?,
            _ if self.is_truth(Evaluated::Expr(id)) => vec![Value::Bool(true), Value::Bool(false)],
            _ => return None,
        };
        values.retain(|v| !into.contains(v));
        into.extend(values);
        Some(())
    }
}
