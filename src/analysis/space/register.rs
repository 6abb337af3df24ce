//! Which variables the conditions of a scenario need, found before any function is built.

use std::fmt::Write as _;
use std::sync::Arc;

use super::line::{self, Mark};
use super::scan::{Scan, Want, never_fails, turned};
use super::{Key, Space, keys_of};
use crate::bundle::program::{BinaryOp, DecisionBody, DecisionId, Derived, Expr, ExprId, FactId, Rule, Test};
use crate::value::{Type, Value};

/// Derivations and expressions within each other that are followed.
pub(super) const MAX_DEPTH: usize = 40;

/// How a condition is taken apart where it is not plain.
pub(super) enum Apart<'p> {
    Not(ExprId),
    Both(BinaryOp, ExprId, ExprId),
    /// Rules that conclude the same yes or no and defeat nobody.
    Rules(Vec<&'p Rule>, bool),
    /// Expressions of a decision, one an edition.
    Editions(Vec<(DecisionId, ExprId)>),
    /// A term and a constant.
    Term(BinaryOp, ExprId, Vec<Value>),
    Pair(BinaryOp, ExprId, ExprId),
    /// Tests of a value that is no list.
    Tests(ExprId, &'p [Test]),
    Opaque,
}

impl<'p> Space<'_, 'p> {
    pub(super) fn scan_of(&mut self, id: ExprId, want: Want) -> Arc<Scan> {
        if let Some(done) = self.scans.get(&(id, want)) {
            return done.clone();
        }
        let mut scan = self.scanner.scan(id, want);
        if scan.plain {
            scan.plain = scan.facts.iter().all(|fact| {
                let marks: Vec<Mark> = scan
                    .marks
                    .iter()
                    .filter(|(f, _)| f == fact)
                    .map(|(_, m)| m.clone())
                    .collect();
                let declared = self.model.program.facts.get(fact.index());
                let keys = keys_of(&self.model.program, *fact);
                declared.is_some_and(|f| line::regions(&f.ty, &keys, &marks).is_some())
            });
        }
        let done = Arc::new(scan);
        self.scans.insert((id, want), done.clone());
        done
    }

    fn use_scan(&mut self, scan: &Scan) {
        self.days.extend(&scan.days);
        for fact in &scan.facts {
            self.follow(*fact);
        }
        for (fact, mark) in &scan.marks {
            let var = self.follow(*fact);
            self.mark(var, mark.clone());
        }
    }

    fn mark(&mut self, var: u32, mark: Mark) {
        if let Some(marks) = self.marks.get_mut(var as usize)
            && !marks.contains(&mark)
        {
            marks.push(mark);
        }
    }

    /// Registers what a condition needs.
    pub fn register(&mut self, id: ExprId) {
        self.register_truth(id, 0);
    }

    /// Registers what it takes to tell whether a value is known.
    pub fn register_known(&mut self, id: ExprId) {
        self.known_parts(id, 0);
    }

    fn register_truth(&mut self, id: ExprId, depth: usize) {
        let scan = self.scan_of(id, Want::Value);
        if scan.plain {
            self.use_scan(&scan);
            return;
        }
        match self.apart(id, depth) {
            Apart::Not(a) => self.register_truth(a, depth + 1),
            Apart::Both(_, a, b) => {
                self.register_truth(a, depth + 1);
                self.register_truth(b, depth + 1);
            }
            Apart::Rules(rules, _) => {
                for rule in rules {
                    self.validity(&rule.valid);
                    for part in rule.conditions.iter().chain(rule.exceptions.iter().flatten()) {
                        self.register_truth(*part, depth + 1);
                    }
                }
            }
            Apart::Editions(editions) => {
                for (decision, expr) in editions {
                    if let Some(decision) = self.program().decisions.get(decision.index()) {
                        let valid = decision.valid;
                        self.validity(&valid);
                    }
                    self.register_truth(expr, depth + 1);
                }
            }
            Apart::Term(op, term, values) => {
                let key = Key::Term(self.text(term));
                let below = self.below(&[term]);
                let var = self.var(key, || below);
                let ty = self.model.places.type_of(term).cloned();
                if let Some(place) = self.types.get_mut(var as usize) {
                    *place = ty;
                }
                for value in values {
                    self.mark(var, Mark::of(op, value));
                }
                self.known_parts(term, depth + 1);
            }
            Apart::Pair(_, a, b) => {
                let key = Key::Pair(self.pair(a, b).0);
                let below = self.below(&[a, b]);
                self.var(key, || below);
                self.known_parts(a, depth + 1);
                self.known_parts(b, depth + 1);
            }
            Apart::Tests(of, tests) => self.register_tests(of, tests, depth),
            Apart::Opaque => {
                let key = Key::Opaque(self.text(id));
                let below = self.below(&[id]);
                self.var(key, || below);
            }
        }
    }

    fn register_tests(&mut self, of: ExprId, tests: &[Test], depth: usize) {
        for test in tests {
            match test {
                Test::Any => {}
                Test::Equal(e) => self.register_compare(BinaryOp::Eq, of, *e, depth),
                Test::Compare(op, e) => self.register_compare(*op, of, *e, depth),
                Test::Range { low, high } => {
                    let above = if low.1 { BinaryOp::Ge } else { BinaryOp::Gt };
                    let below = if high.1 { BinaryOp::Le } else { BinaryOp::Lt };
                    self.register_compare(above, of, low.0, depth);
                    self.register_compare(below, of, high.0, depth);
                }
                Test::Not(inner) => self.register_tests(of, inner, depth),
            }
        }
    }

    fn register_compare(&mut self, op: BinaryOp, a: ExprId, b: ExprId, depth: usize) {
        match self.compared(op, a, b) {
            Apart::Term(op, term, values) => {
                let key = Key::Term(self.text(term));
                let below = self.below(&[term]);
                let var = self.var(key, || below);
                let ty = self.model.places.type_of(term).cloned();
                if let Some(place) = self.types.get_mut(var as usize) {
                    *place = ty;
                }
                for value in values {
                    self.mark(var, Mark::of(op, value));
                }
                self.known_parts(term, depth + 1);
            }
            _ => {
                let key = Key::Pair(self.pair(a, b).0);
                let below = self.below(&[a, b]);
                self.var(key, || below);
                self.known_parts(a, depth + 1);
                self.known_parts(b, depth + 1);
            }
        }
    }

    fn validity(&mut self, valid: &crate::bundle::program::Validity) {
        self.days.extend(valid.from);
        self.days.extend(valid.until.and_then(|u| u.tomorrow().ok()));
    }

    /// How a condition that is not plain is taken apart.
    pub(super) fn apart(&mut self, id: ExprId, depth: usize) -> Apart<'p> {
        let program = self.program();
        if depth > MAX_DEPTH {
            return Apart::Opaque;
        }
        match program.exprs.get(id.index()) {
            Some(Expr::Not(a)) => Apart::Not(*a),
            Some(Expr::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b)) => Apart::Both(*op, *a, *b),
            Some(Expr::Binary(op, a, b)) if op.compares() => self.compared(*op, *a, *b),
            Some(Expr::In(of, tests)) if self.in_line(*of) && self.comparable(tests) => Apart::Tests(*of, tests),
            Some(Expr::Fact(fact)) => self.derivation(*fact),
            Some(Expr::Decision(id)) => match self.scanner.decided(*id) {
                Some(fact) => self.derivation(fact),
                None => Apart::Opaque,
            },
            _ => Apart::Opaque,
        }
    }

    fn derivation(&self, fact: FactId) -> Apart<'p> {
        let program = self.program();
        match program.facts.get(fact.index()).map(|f| (&f.derived, &f.ty)) {
            Some((Derived::Rules(ids), Type::YesNo)) => {
                let rules: Vec<&Rule> = ids.iter().filter_map(|r| program.rules.get(r.index())).collect();
                let says = |r: &&Rule| match program.exprs.get(r.value.index()) {
                    Some(Expr::Const(Value::Bool(b))) if r.defeats.is_empty() => Some(*b),
                    _ => None,
                };
                match rules.first().and_then(says) {
                    Some(value) if rules.iter().all(|r| says(r) == Some(value)) => Apart::Rules(rules, value),
                    _ => Apart::Opaque,
                }
            }
            Some((Derived::Decisions(ids), _)) => {
                let editions = ids.iter().map(|id| {
                    let decision = program.decisions.get(id.index())?;
                    match decision.body {
                        DecisionBody::Expr(expr) if !decision.dmn => Some((*id, expr)),
                        _ => None,
                    }
                });
                match editions.collect::<Option<Vec<_>>>() {
                    Some(editions) if !editions.is_empty() => Apart::Editions(editions),
                    _ => Apart::Opaque,
                }
            }
            _ => Apart::Opaque,
        }
    }

    fn in_line(&self, id: ExprId) -> bool {
        let ty = self.model.places.type_of(id);
        ty.is_some_and(|t| line::Line::of(t).is_some())
    }

    /// Whether tests compare with single values only.
    fn comparable(&self, tests: &[Test]) -> bool {
        let single = |e: &ExprId| match self.scanner.constants(*e) {
            Some((values, days)) => days.is_empty() && !values.iter().any(|v| matches!(v, Value::List(_))),
            None => self.in_line(*e),
        };
        tests.iter().all(|t| match t {
            Test::Any => true,
            Test::Equal(e) | Test::Compare(_, e) => single(e),
            Test::Range { low, high } => single(&low.0) && single(&high.0),
            Test::Not(inner) => self.comparable(inner),
        })
    }

    pub(super) fn compared(&self, op: BinaryOp, a: ExprId, b: ExprId) -> Apart<'p> {
        let fixed = |id: ExprId| {
            let (values, days) = self.scanner.constants(id)?;
            (days.is_empty() && values.len() == 1).then_some(values)
        };
        let on_line = |term: ExprId, values: &[Value]| {
            let ty = self.model.places.type_of(term);
            let line = ty.and_then(line::Line::of);
            line.is_some_and(|l| values.iter().all(|v| l.point(v).is_some()))
        };
        match (fixed(a), fixed(b)) {
            (_, Some(values)) if on_line(a, &values) => Apart::Term(op, a, values),
            (Some(values), _) if on_line(b, &values) => Apart::Term(turned(op), b, values),
            (None, None) if self.in_line(a) && self.in_line(b) => Apart::Pair(op, a, b),
            _ => Apart::Opaque,
        }
    }

    fn known_parts(&mut self, id: ExprId, depth: usize) {
        let scan = self.scan_of(id, Want::Known);
        if scan.plain {
            self.use_scan(&scan);
            return;
        }
        let program = self.program();
        let fails = depth > MAX_DEPTH
            || match program.exprs.get(id.index()) {
                Some(Expr::Negate(a)) => {
                    self.known_parts(*a, depth + 1);
                    false
                }
                Some(Expr::Binary(op, a, b)) if op.compares() || matches!(op, BinaryOp::And | BinaryOp::Or) => {
                    self.register_truth(id, depth + 1);
                    let _ = (a, b);
                    false
                }
                Some(Expr::Not(_) | Expr::In(..)) => {
                    self.register_truth(id, depth + 1);
                    false
                }
                Some(Expr::Binary(op, a, b)) => {
                    self.known_parts(*a, depth + 1);
                    self.known_parts(*b, depth + 1);
                    !matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul)
                }
                Some(Expr::Call(function, args)) if !function.sees_unknown() => {
                    args.iter().for_each(|a| self.known_parts(*a, depth + 1));
                    !never_fails(*function)
                }
                Some(Expr::Parameter(_, args)) => {
                    args.iter().for_each(|a| self.known_parts(*a, depth + 1));
                    true
                }
                Some(Expr::Fact(fact)) => match self.derivation(*fact) {
                    Apart::Editions(editions) => match self.only_edition(&editions) {
                        Some(expr) => {
                            self.known_parts(expr, depth + 1);
                            false
                        }
                        None => true,
                    },
                    _ => true,
                },
                _ => true,
            };
        if fails {
            let key = Key::Fail(self.text(id));
            let below = self.below(&[id]);
            self.var(key, || below);
        }
    }

    /// The expression of a decision that has one edition and is always in force.
    pub(super) fn only_edition(&self, editions: &[(DecisionId, ExprId)]) -> Option<ExprId> {
        let [(decision, expr)] = editions else { return None };
        let valid = self.model.program.decisions.get(decision.index())?.valid;
        (valid.from.is_none() && valid.until.is_none()).then_some(*expr)
    }

    /// The key of a comparison of two terms, and whether they stand the other way round in it.
    pub(super) fn pair(&self, a: ExprId, b: ExprId) -> (String, bool) {
        let (x, y) = (self.text(a), self.text(b));
        if x <= y {
            (format!("{x}~{y}"), false)
        } else {
            (format!("{y}~{x}"), true)
        }
    }

    /// A text that equal expressions share.
    pub(super) fn text(&self, id: ExprId) -> String {
        let mut out = String::new();
        self.write(id, &mut out, 0);
        out
    }

    fn write(&self, id: ExprId, out: &mut String, depth: usize) {
        if depth > MAX_DEPTH {
            let _ = write!(out, "#{}", id.0);
            return;
        }
        let mut all = |name: &str, parts: &[ExprId]| {
            out.push_str(name);
            out.push('(');
            for part in parts {
                self.write(*part, out, depth + 1);
                out.push(',');
            }
            out.push(')');
        };
        match self.program().exprs.get(id.index()) {
            None => out.push('?'),
            Some(Expr::Fact(f)) => drop(write!(out, "f{}", f.0)),
            Some(Expr::Decision(d)) => drop(write!(out, "d{}", d.0)),
            Some(Expr::Today) => out.push('t'),
            Some(Expr::Const(v)) => drop(write!(out, "{v:?}")),
            Some(Expr::Negate(a)) => all("-", &[*a]),
            Some(Expr::Not(a)) => all("!", &[*a]),
            Some(Expr::Binary(op, a, b)) => all(&format!("{op:?}"), &[*a, *b]),
            Some(Expr::If(a, b, c)) => all("if", &[*a, *b, *c]),
            Some(Expr::List(items)) => all("list", items),
            Some(Expr::Call(f, args)) => all(f.name(), args),
            Some(Expr::Parameter(p, args)) => all(&format!("p{}", p.0), args),
            Some(Expr::Member(a, name)) => all(&format!(".{name}"), &[*a]),
            // Tests are not written out: the expression stands for itself.
            Some(Expr::In(..)) => drop(write!(out, "#{}", id.0)),
        }
    }
}

impl Space<'_, '_> {
    /// Registers what it takes to tell the value of an expression, or at least whether it is known.
    pub fn register_value(&mut self, id: ExprId) {
        let scan = self.scan_of(id, Want::Value);
        if scan.plain {
            self.use_scan(&scan);
        }
        self.known_parts(id, 0);
    }

    /// Registers the goal of a `выяснить`: its function, and every fact that may be asked for it.
    pub fn register_goal(&mut self, id: ExprId) {
        let scan = self.scan_of(id, Want::Value);
        if scan.plain {
            self.use_scan(&scan);
            return;
        }
        self.register_truth(id, 0);
        for fact in self.below(&[id]) {
            self.follow(fact);
        }
    }
}
