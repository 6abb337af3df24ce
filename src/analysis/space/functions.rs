//! Conditions as functions over the variables of a space.

use rust_decimal::prelude::ToPrimitive as _;

use super::line::Line;
use super::register::{Apart, MAX_DEPTH};
use super::scan::{Want, never_fails};
use super::{Key, NO, Space, UNKNOWN, Var, YES};
use crate::bundle::program::{BinaryOp, Expr, ExprId, FactId, Function, Rule, Test};
use crate::diagram::{ALL, NONE, Ref};
use crate::value::{Name, Value};

impl Space<'_, '_> {
    /// A condition, of three values; `None` where it is too large.
    pub fn truth(&mut self, id: ExprId) -> Option<Ref> {
        self.truth_at(id, 0)
    }

    /// The date of birth, where a variable is the age of somebody who says it.
    pub fn age_of(&self, var: &Var) -> Option<FactId> {
        let (Key::Term(text), [born]) = (&var.key, var.below.as_slice()) else {
            return None;
        };
        (*text == format!("{}(f{},)", Function::Age.name(), born.0)).then_some(*born)
    }

    /// The date of birth and the age in full years that it has to give in a region of a variable.
    pub fn age_at(&self, var: &Var, region: u32) -> Option<(Name, i64)> {
        let Some(Value::Number(years)) = var.regions.get(region as usize).map(|r| &r.value) else {
            return None;
        };
        let born = self.program().facts.get(self.age_of(var)?.index())?;
        Some((born.name.clone(), years.to_i64()?))
    }

    /// Whether an age is all that counts of a date of birth: then there is a day for every age.
    pub fn is_age_alone(&self, var: &Var) -> bool {
        let born = self.age_of(var).and_then(|fact| self.get(self.var_of(fact)?));
        born.is_some_and(|born| born.regions.len() <= 1)
    }

    /// The set in which the value of an expression is known; `None` where it is too large.
    pub fn known(&mut self, id: ExprId) -> Option<Ref> {
        self.known_at(id, 0)
    }

    /// The function of an expression with few values, one terminal for each; `None` where it is not
    /// one. The values are given by `class`.
    pub fn few(&mut self, id: ExprId, class: &dyn Fn(&Value) -> u32) -> Option<Ref> {
        let scan = self.scan_of(id, Want::Value);
        if !scan.plain || scan.facts.iter().any(|f| self.var_of(*f).is_none()) {
            return None;
        }
        self.expand(id, &scan, class)
    }

    fn truth_at(&mut self, id: ExprId, depth: usize) -> Option<Ref> {
        if let Some(known) = self.truths.get(&id) {
            return *known;
        }
        let made = self.truth_anew(id, depth);
        self.truths.insert(id, made);
        made
    }

    fn truth_anew(&mut self, id: ExprId, depth: usize) -> Option<Ref> {
        let scan = self.scan_of(id, Want::Value);
        // A long condition is joined of its parts: one region of each fact after the other would be a
        // product of them all.
        if scan.plain
            && depth < MAX_DEPTH
            && let Some(Expr::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b)) = self.program().exprs.get(id.index())
            && self.scan_of(*a, Want::Value).plain
            && self.scan_of(*b, Want::Value).plain
        {
            let (a, b) = (self.truth_at(*a, depth + 1)?, self.truth_at(*b, depth + 1)?);
            return self.join(*op, a, b);
        }
        if scan.plain {
            return self.expand(id, &scan, &|v| match v.truth() {
                Some(true) => YES,
                Some(false) => NO,
                None => UNKNOWN,
            });
        }
        match self.apart(id, depth) {
            Apart::Not(a) => {
                let a = self.truth_at(a, depth + 1)?;
                self.forest.map(a, &mut not)
            }
            Apart::Both(op, a, b) => {
                let (a, b) = (self.truth_at(a, depth + 1)?, self.truth_at(b, depth + 1)?);
                self.join(op, a, b)
            }
            Apart::Rules(rules, value) => {
                let mut parts = Vec::new();
                for region in 0..self.day_regions() {
                    parts.push(self.rules(&rules, value, region, depth)?);
                }
                self.forest.choose(0, &parts)
            }
            Apart::Editions(editions) => {
                let mut parts = Vec::new();
                for region in 0..self.day_regions() {
                    let day = self.day(region);
                    let in_force = editions.iter().find(|(d, _)| {
                        self.model
                            .program
                            .decisions
                            .get(d.index())
                            .is_some_and(|d| d.valid.holds(day))
                    });
                    parts.push(match in_force {
                        Some((_, expr)) => self.truth_at(*expr, depth + 1)?,
                        None => Ref::terminal(UNKNOWN),
                    });
                }
                self.forest.choose(0, &parts)
            }
            Apart::Term(op, term, values) => {
                let value = values.into_iter().next()?;
                self.term(op, term, &value, depth)
            }
            Apart::Pair(op, a, b) => self.pair_truth(op, a, b, depth),
            Apart::Tests(of, tests) => self.tests(of, tests, depth),
            Apart::Opaque => {
                let var = self.find(&Key::Opaque(self.text(id)))?;
                self.forest.identity(var)
            }
        }
    }

    fn day_regions(&self) -> u32 {
        let regions = self.vars.first().map_or(1, |v| v.regions.len().max(1));
        u32::try_from(regions).unwrap_or(1)
    }

    fn join(&mut self, op: BinaryOp, a: Ref, b: Ref) -> Option<Ref> {
        match op {
            BinaryOp::And => self.forest.apply(a, b, &mut and),
            _ => self.forest.apply(a, b, &mut or),
        }
    }

    /// Any of these rules, in force on a day, applies.
    fn rules(&mut self, rules: &[&Rule], value: bool, region: u32, depth: usize) -> Option<Ref> {
        let day = self.day(region);
        let mut any = Ref::terminal(NO);
        let mut none = true;
        for rule in rules.iter().filter(|r| r.valid.holds(day)) {
            none = false;
            let mut holds = Ref::terminal(YES);
            for condition in &rule.conditions {
                let condition = self.truth_at(*condition, depth + 1)?;
                holds = self.join(BinaryOp::And, holds, condition)?;
            }
            for group in &rule.exceptions {
                let mut all = Ref::terminal(YES);
                for condition in group {
                    let condition = self.truth_at(*condition, depth + 1)?;
                    all = self.join(BinaryOp::And, all, condition)?;
                }
                let spared = self.forest.map(all, &mut not)?;
                holds = self.join(BinaryOp::And, holds, spared)?;
            }
            any = self.join(BinaryOp::Or, any, holds)?;
        }
        if none {
            return Some(Ref::terminal(UNKNOWN));
        }
        if value {
            Some(any)
        } else {
            self.forest.map(any, &mut not)
        }
    }

    /// A term compared with a constant.
    fn term(&mut self, op: BinaryOp, term: ExprId, value: &Value, depth: usize) -> Option<Ref> {
        let var = self.find(&Key::Term(self.text(term)))?;
        let line = Line::of(self.model.places.type_of(term)?)?;
        let with = line.point(value)?;
        let says = self.get(var)?.regions.iter().map(|r| {
            let at = line.point(&r.value)?;
            let holds = match op {
                BinaryOp::Lt => at < with,
                BinaryOp::Le => at <= with,
                BinaryOp::Gt => at > with,
                BinaryOp::Ge => at >= with,
                BinaryOp::Ne => at != with,
                _ => at == with,
            };
            Some(Ref::terminal(if holds { YES } else { NO }))
        });
        let says: Vec<Ref> = says.collect::<Option<_>>()?;
        let known = self.known_at(term, depth + 1)?;
        let says = self.forest.node(var, &says)?;
        self.only_where(known, says)
    }

    fn pair_truth(&mut self, op: BinaryOp, a: ExprId, b: ExprId, depth: usize) -> Option<Ref> {
        let (text, reversed) = self.pair(a, b);
        let op = if reversed { super::scan::turned(op) } else { op };
        let var = self.find(&Key::Pair(text))?;
        let says = match op {
            BinaryOp::Lt => [YES, NO, NO],
            BinaryOp::Le => [YES, YES, NO],
            BinaryOp::Gt => [NO, NO, YES],
            BinaryOp::Ge => [NO, YES, YES],
            BinaryOp::Ne => [YES, NO, YES],
            _ => [NO, YES, NO],
        };
        let says = self.forest.node(var, &says.map(Ref::terminal))?;
        let (a, b) = (self.known_at(a, depth + 1)?, self.known_at(b, depth + 1)?);
        let known = self.forest.and(a, b, &mut self.memo)?;
        self.only_where(known, says)
    }

    /// A function inside a set, unknown outside.
    fn only_where(&mut self, known: Ref, says: Ref) -> Option<Ref> {
        self.forest
            .apply(known, says, &mut |k, s| if k == 1 { s } else { UNKNOWN })
    }

    fn compare(&mut self, op: BinaryOp, a: ExprId, b: ExprId, depth: usize) -> Option<Ref> {
        match self.compared(op, a, b) {
            Apart::Term(op, term, values) => self.term(op, term, values.first()?, depth),
            _ => self.pair_truth(op, a, b, depth),
        }
    }

    fn tests(&mut self, of: ExprId, tests: &[Test], depth: usize) -> Option<Ref> {
        let mut any = Ref::terminal(NO);
        for test in tests {
            let one = match test {
                Test::Any => Ref::terminal(YES),
                Test::Equal(e) => self.compare(BinaryOp::Eq, of, *e, depth)?,
                Test::Compare(op, e) => self.compare(*op, of, *e, depth)?,
                Test::Range { low, high } => {
                    let above = if low.1 { BinaryOp::Ge } else { BinaryOp::Gt };
                    let below = if high.1 { BinaryOp::Le } else { BinaryOp::Lt };
                    let low = self.compare(above, of, low.0, depth)?;
                    let high = self.compare(below, of, high.0, depth)?;
                    self.join(BinaryOp::And, low, high)?
                }
                Test::Not(inner) => {
                    let inner = self.tests(of, inner, depth)?;
                    self.forest.map(inner, &mut not)?
                }
            };
            any = self.join(BinaryOp::Or, any, one)?;
        }
        Some(any)
    }

    fn known_at(&mut self, id: ExprId, depth: usize) -> Option<Ref> {
        if let Some(known) = self.knowns.get(&id) {
            return *known;
        }
        let made = self.known_anew(id, depth);
        self.knowns.insert(id, made);
        made
    }

    fn known_anew(&mut self, id: ExprId, depth: usize) -> Option<Ref> {
        let scan = self.scan_of(id, Want::Known);
        if scan.plain {
            return self.expand(id, &scan, &|v| u32::from(!v.is_unknown()));
        }
        let program = self.program();
        if depth > MAX_DEPTH {
            return self.works(id);
        }
        match program.exprs.get(id.index()) {
            Some(Expr::Negate(a)) => self.known_at(*a, depth + 1),
            Some(Expr::Binary(op, ..)) if op.compares() || matches!(op, BinaryOp::And | BinaryOp::Or) => {
                self.decided(id, depth)
            }
            Some(Expr::Not(_) | Expr::In(..)) => self.decided(id, depth),
            Some(Expr::Binary(op, a, b)) => {
                let safe = matches!(op, BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul);
                let known = self.all_known(&[*a, *b], depth)?;
                if safe { Some(known) } else { self.and_works(known, id) }
            }
            Some(Expr::Call(function, args)) if !function.sees_unknown() => {
                let known = self.all_known(args, depth)?;
                if never_fails(*function) {
                    Some(known)
                } else {
                    self.and_works(known, id)
                }
            }
            Some(Expr::Parameter(_, args)) => {
                let known = self.all_known(args, depth)?;
                self.and_works(known, id)
            }
            Some(Expr::Fact(fact)) => {
                if let Some(var) = self.var_of(*fact) {
                    let last = self.get(var)?.not_sure();
                    return self.forest.where_value(var, |v| v < last);
                }
                match self.apart(id, depth) {
                    Apart::Editions(editions) => match self.only_edition(&editions) {
                        Some(expr) => self.known_at(expr, depth + 1),
                        None => self.works(id),
                    },
                    _ => self.works(id),
                }
            }
            _ => self.works(id),
        }
    }

    fn decided(&mut self, id: ExprId, depth: usize) -> Option<Ref> {
        let truth = self.truth_at(id, depth + 1)?;
        self.forest.where_terminal(truth, |t| t != UNKNOWN)
    }

    fn all_known(&mut self, parts: &[ExprId], depth: usize) -> Option<Ref> {
        let mut all = ALL;
        for part in parts {
            let known = self.known_at(*part, depth + 1)?;
            all = self.forest.and(all, known, &mut self.memo)?;
        }
        Some(all)
    }

    fn and_works(&mut self, known: Ref, id: ExprId) -> Option<Ref> {
        let works = self.works(id)?;
        self.forest.and(known, works, &mut self.memo)
    }

    /// Where working an expression out does not fail.
    fn works(&mut self, id: ExprId) -> Option<Ref> {
        let var = self.find(&Key::Fail(self.text(id)))?;
        self.forest.node(var, &[ALL, NONE])
    }
}

pub(super) fn not(a: u32) -> u32 {
    match a {
        YES => NO,
        NO => YES,
        _ => UNKNOWN,
    }
}

fn and(a: u32, b: u32) -> u32 {
    match (a, b) {
        (NO, _) | (_, NO) => NO,
        (YES, YES) => YES,
        _ => UNKNOWN,
    }
}

fn or(a: u32, b: u32) -> u32 {
    not(and(not(a), not(b)))
}
