//! What an expression asks of the facts below it: which of them, and where it changes its mind.
//!
//! An expression is *plain* where each fact below it is only compared with constants: then one value of
//! each region stands for all of the region, and the evaluation that runs can work the expression out
//! region by region, whatever rules and tables lie between.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::line::Mark;
use crate::bundle::program::{
    BinaryOp, DecisionBody, DecisionId, Derived, Expr, ExprId, FactId, Function, Program, Test, Validity,
};
use crate::runtime::Prepared;
use crate::value::{Date, Type, Value};

/// Marks beyond which an expression is not told apart.
const MAX_MARKS: usize = 400;
/// Expressions within expressions, derivations included.
pub(super) const MAX_DEPTH: usize = 60;

/// What is wanted of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Want {
    /// Its very value.
    Value,
    /// Only whether it is known.
    Known,
}

/// What was found below an expression.
#[derive(Clone, Debug)]
pub struct Scan {
    pub plain: bool,
    /// A result that is known stays what it is when more becomes known.
    pub monotone: bool,
    /// Asked facts, in the order of reading.
    pub facts: Vec<FactId>,
    pub marks: Vec<(FactId, Mark)>,
    /// Days on which something begins to be otherwise.
    pub days: Vec<Date>,
}

impl Default for Scan {
    fn default() -> Self {
        Self {
            plain: true,
            monotone: true,
            facts: Vec::new(),
            marks: Vec::new(),
            days: Vec::new(),
        }
    }
}

impl Scan {
    fn fact(&mut self, fact: FactId) {
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }

    fn mark(&mut self, fact: FactId, mark: Mark) {
        self.fact(fact);
        let new = (fact, mark);
        if !self.marks.contains(&new) {
            self.marks.push(new);
        }
        self.plain &= self.marks.len() <= MAX_MARKS;
    }

    /// A comparison of the day with a constant.
    fn day_mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Before(Value::Date(d)) => self.days.push(*d),
            Mark::Behind(Value::Date(d)) => self.days.extend(d.tomorrow().ok()),
            Mark::Same(Value::Date(d)) => {
                self.days.push(*d);
                self.days.extend(d.tomorrow().ok());
            }
            _ => self.plain = false,
        }
    }

    pub(super) fn validity(&mut self, valid: &Validity) {
        self.days.extend(valid.from);
        self.days.extend(valid.until.and_then(|u| u.tomorrow().ok()));
    }

    fn add(&mut self, other: &Self) {
        self.plain &= other.plain;
        self.monotone &= other.monotone;
        other.facts.iter().for_each(|f| self.fact(*f));
        other.marks.iter().for_each(|(f, m)| self.mark(*f, m.clone()));
        self.days.extend(&other.days);
    }
}

/// Scans expressions of one program; derived facts once each.
pub struct Scanner<'p> {
    pub program: &'p Program,
    pub prepared: &'p Prepared,
    derived: FxHashMap<(FactId, Want), Option<Arc<Scan>>>,
    depth: usize,
}

impl<'p> Scanner<'p> {
    pub fn new(program: &'p Program, prepared: &'p Prepared) -> Self {
        Self {
            program,
            prepared,
            derived: FxHashMap::default(),
            depth: 0,
        }
    }

    pub fn scan(&mut self, expr: ExprId, want: Want) -> Scan {
        let mut scan = Scan::default();
        self.expr(expr, want, &mut scan);
        scan.days.sort_unstable();
        scan.days.dedup();
        scan
    }

    /// What lies below a derived fact.
    pub fn derived(&mut self, fact: FactId, want: Want) -> Arc<Scan> {
        let broken = || {
            Arc::new(Scan {
                plain: false,
                ..Scan::default()
            })
        };
        match self.derived.get(&(fact, want)) {
            Some(Some(done)) => return done.clone(),
            // A circle.
            Some(None) => return broken(),
            None => {}
        }
        if self.depth > MAX_DEPTH {
            return broken();
        }
        self.derived.insert((fact, want), None);
        self.depth += 1;
        let mut scan = Scan::default();
        self.derivation(fact, want, &mut scan);
        self.depth -= 1;
        scan.days.sort_unstable();
        scan.days.dedup();
        let done = Arc::new(scan);
        self.derived.insert((fact, want), Some(done.clone()));
        done
    }

    fn derivation(&mut self, fact: FactId, want: Want, scan: &mut Scan) {
        let program = self.program;
        match program.facts.get(fact.index()).map(|f| &f.derived) {
            Some(Derived::Rules(ids)) => {
                for rule in ids.iter().filter_map(|r| program.rules.get(r.index())) {
                    scan.validity(&rule.valid);
                    for part in rule.conditions.iter().chain(rule.exceptions.iter().flatten()) {
                        self.expr(*part, Want::Value, scan);
                    }
                    // Which rule contradicts which depends on the very values.
                    self.expr(rule.value, Want::Value, scan);
                }
            }
            Some(Derived::Decisions(ids)) => {
                for id in ids {
                    self.decision(*id, want, scan);
                }
            }
            _ => scan.plain = false,
        }
    }

    fn decision(&mut self, id: DecisionId, want: Want, scan: &mut Scan) {
        let Some(decision) = self.program.decisions.get(id.index()) else {
            scan.plain = false;
            return;
        };
        scan.validity(&decision.valid);
        scan.monotone &= !decision.dmn;
        match &decision.body {
            DecisionBody::Expr(expr) => self.expr(*expr, want, scan),
            DecisionBody::Table(table) => {
                for (column, input) in table.inputs.iter().enumerate() {
                    let cells = || table.rows.iter().filter_map(move |r| r.inputs.get(column));
                    if cells().all(Vec::is_empty) {
                        continue;
                    }
                    for tests in cells() {
                        self.tests(*input, tests, scan);
                    }
                }
                for output in table.rows.iter().flat_map(|r| &r.outputs) {
                    self.expr(*output, want, scan);
                }
            }
        }
    }

    fn expr(&mut self, id: ExprId, want: Want, scan: &mut Scan) {
        if !scan.plain {
            return;
        }
        if self.depth > MAX_DEPTH {
            scan.plain = false;
            return;
        }
        self.depth += 1;
        self.expr_in(id, want, scan);
        self.depth -= 1;
    }

    fn expr_in(&mut self, id: ExprId, want: Want, scan: &mut Scan) {
        let program = self.program;
        let Some(expr) = program.exprs.get(id.index()) else {
            scan.plain = false;
            return;
        };
        match expr {
            Expr::Const(_) => {}
            Expr::Today => scan.plain &= want == Want::Known,
            Expr::Fact(fact) => self.fact(*fact, want, scan),
            Expr::Decision(id) => match self.decided(*id) {
                Some(fact) => {
                    let below = self.derived(fact, want);
                    scan.add(&below);
                }
                None => scan.plain = false,
            },
            Expr::Member(of, _) => self.expr(*of, want, scan),
            Expr::Not(a) => self.expr(*a, Want::Value, scan),
            Expr::Negate(a) => self.arithmetic(id, &[*a], want, scan),
            Expr::Binary(BinaryOp::And | BinaryOp::Or, a, b) => {
                self.expr(*a, Want::Value, scan);
                self.expr(*b, Want::Value, scan);
            }
            Expr::Binary(op, a, b) if op.compares() => self.compare(*op, *a, *b, scan),
            Expr::Binary(op, a, b) => {
                let safe = match op {
                    BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul => true,
                    BinaryOp::Div => self.constant(*b).is_some_and(|v| !is_zero(&v)),
                    _ => false,
                };
                if safe {
                    self.arithmetic(id, &[*a, *b], want, scan);
                } else {
                    self.arithmetic(id, &[], Want::Value, scan);
                }
            }
            Expr::In(of, tests) => self.tests(*of, tests, scan),
            Expr::If(condition, then, otherwise) => {
                self.expr(*condition, Want::Value, scan);
                self.expr(*then, want, scan);
                self.expr(*otherwise, want, scan);
                // Where the condition is unknown it counts whether both give the same.
                let fixed = self.constant(*then).is_some() && self.constant(*otherwise).is_some();
                scan.plain &= want == Want::Value || fixed;
            }
            Expr::List(items) => items.iter().for_each(|i| self.expr(*i, want, scan)),
            Expr::Call(Function::Known, args) => {
                scan.monotone = false;
                args.iter().for_each(|a| self.expr(*a, Want::Known, scan));
            }
            Expr::Call(function, args) if never_fails(*function) => self.arithmetic(id, args, want, scan),
            Expr::Call(..) | Expr::Parameter(..) => match self.constants(id) {
                Some((_, days)) => scan.days.extend(days),
                None => scan.plain = false,
            },
        }
    }

    /// A value worked out of others: only whether it is known can be told by regions.
    fn arithmetic(&mut self, id: ExprId, args: &[ExprId], want: Want, scan: &mut Scan) {
        if let Some((_, days)) = self.constants(id) {
            scan.days.extend(days);
        } else if want == Want::Known {
            args.iter().for_each(|a| self.expr(*a, Want::Known, scan));
            scan.plain &= !args.is_empty();
        } else {
            scan.plain = false;
        }
    }

    fn fact(&mut self, id: FactId, want: Want, scan: &mut Scan) {
        let Some(fact) = self.program.facts.get(id.index()) else {
            scan.plain = false;
            return;
        };
        if fact.derived != Derived::No {
            let below = self.derived(id, want);
            scan.add(&below);
            return;
        }
        match (want, &fact.ty) {
            (Want::Known, _) | (_, Type::YesNo) => scan.fact(id),
            (Want::Value, ty) if self.is_small(id, ty) => scan.mark(id, Mark::Each),
            _ => scan.plain = false,
        }
    }

    /// Whether all values of a fact can be told apart.
    fn is_small(&self, id: FactId, ty: &Type) -> bool {
        match ty {
            Type::OneOf(names) => names.len() <= 24,
            Type::Directory(_) => super::keys_of(self.program, id).len() <= 24,
            Type::Integer {
                min: Some(a),
                max: Some(b),
            } => b.checked_sub(*a).is_some_and(|n| n <= 12),
            _ => false,
        }
    }

    pub fn is_asked(&self, id: ExprId) -> Option<FactId> {
        let Some(Expr::Fact(fact)) = self.program.exprs.get(id.index()) else {
            return None;
        };
        let asked = self.program.facts.get(fact.index())?.derived == Derived::No;
        asked.then_some(*fact)
    }

    fn compare(&mut self, op: BinaryOp, a: ExprId, b: ExprId, scan: &mut Scan) {
        if let Some((values, days)) = self.constants(b) {
            scan.days.extend(days);
            self.against(a, &values, |v| Mark::of(op, v), scan);
        } else if let Some((values, days)) = self.constants(a) {
            scan.days.extend(days);
            self.against(b, &values, |v| Mark::of(turned(op), v), scan);
        } else {
            // Two facts with few values each are told apart one by one.
            self.expr(a, Want::Value, scan);
            self.expr(b, Want::Value, scan);
        }
    }

    /// A term that is compared with constants.
    fn against(&mut self, term: ExprId, values: &[Value], mark: impl Fn(Value) -> Mark, scan: &mut Scan) {
        if matches!(self.program.exprs.get(term.index()), Some(Expr::Today)) {
            for value in values {
                scan.day_mark(&mark(value.clone()));
            }
        } else if let Some(fact) = self.is_asked(term) {
            if self
                .program
                .facts
                .get(fact.index())
                .is_some_and(|f| f.ty == Type::YesNo)
            {
                scan.fact(fact);
                return;
            }
            let ordered = self
                .program
                .facts
                .get(fact.index())
                .is_some_and(|f| !matches!(f.ty, Type::Any | Type::Record(_)));
            scan.plain &= ordered;
            for value in values.iter().filter(|v| !v.is_unknown()) {
                scan.mark(fact, mark(value.clone()));
            }
            scan.fact(fact);
        } else {
            self.expr(term, Want::Value, scan);
        }
    }

    fn tests(&mut self, of: ExprId, tests: &[Test], scan: &mut Scan) {
        for test in tests {
            if !scan.plain {
                return;
            }
            match test {
                Test::Any => {}
                Test::Equal(e) => self.test(of, &[(*e, BinaryOp::Eq)], scan),
                Test::Compare(op, e) => self.test(of, &[(*e, *op)], scan),
                Test::Range { low, high } => {
                    let above = if low.1 { BinaryOp::Ge } else { BinaryOp::Gt };
                    let below = if high.1 { BinaryOp::Le } else { BinaryOp::Lt };
                    self.test(of, &[(low.0, above), (high.0, below)], scan);
                }
                Test::Not(inner) => self.tests(of, inner, scan),
            }
        }
        if tests.is_empty() {
            self.expr(of, Want::Known, scan);
        }
    }

    fn test(&mut self, of: ExprId, bounds: &[(ExprId, BinaryOp)], scan: &mut Scan) {
        for (bound, op) in bounds {
            let Some((values, days)) = self.constants(*bound) else {
                self.compare(*op, of, *bound, scan);
                continue;
            };
            scan.days.extend(days);
            let flat: Vec<Value> = values
                .into_iter()
                .flat_map(|v| match v {
                    Value::List(items) => items,
                    one => vec![one],
                })
                .collect();
            self.against(of, &flat, |v| Mark::of(*op, v), scan);
        }
    }

    /// The fact that a decision derives.
    pub fn decided(&self, id: DecisionId) -> Option<FactId> {
        let name = &self.program.decisions.get(id.index())?.name;
        let at = self.program.facts.iter().position(|f| f.name == *name)?;
        u32::try_from(at).ok().map(FactId)
    }
}

/// The comparison with its sides exchanged.
pub fn turned(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Lt => BinaryOp::Gt,
        BinaryOp::Le => BinaryOp::Ge,
        BinaryOp::Gt => BinaryOp::Lt,
        BinaryOp::Ge => BinaryOp::Le,
        other => other,
    }
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Number(n) => n.is_zero(),
        Value::Money(m) => m.0 == 0,
        Value::Duration(_) => false,
        _ => true,
    }
}

/// Functions that give a value whenever their arguments are known.
pub fn never_fails(function: Function) -> bool {
    matches!(
        function,
        Function::Age
            | Function::CalendarDays
            | Function::Add
            | Function::Min
            | Function::Max
            | Function::Round
            | Function::Length
            | Function::Abs
            | Function::Floor
            | Function::Contains
            | Function::StartsWith
            | Function::EndsWith
            | Function::Odd
            | Function::Even
            | Function::Year
            | Function::Month
            | Function::Day
            | Function::Weekday
            | Function::YearsBetween
            | Function::MonthsBetween
    )
}
