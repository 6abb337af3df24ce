//! Conditions as clauses: what surely holds and what surely does not. What is neither is unknown.
//!
//! All that people are asked is taken as known. Derived facts are written out by their rules and
//! tables; what cannot be written out is a term of its own, as if it could be anything.

use std::borrow::Cow;

use batsat::Lit;
use rustc_hash::{FxHashMap, FxHashSet};

use super::line::{self, Kind, Line};
use super::solver::{Found, Solver, TermId};
use super::words;
use crate::bundle::program::{BinaryOp, Derived, Expr, ExprId, FactId, Program, Test, Validity};
use crate::model::Model;
use crate::value::{Type, Value};

/// Derivations inside each other that are written out.
const DEEPEST: usize = 12;
/// Most expressions that one question writes out.
const MOST: usize = 20_000;

/// What is known of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truth {
    /// It holds.
    pub yes: Lit,
    /// It does not hold.
    pub no: Lit,
}

/// A term.
#[derive(Clone, Debug)]
pub struct Term {
    /// In the solver.
    pub id: TermId,
    /// Its values.
    pub line: Line,
    /// The fact that it is.
    pub fact: Option<FactId>,
    /// Of an age in full years: the date of birth, which people are asked, and the expression.
    pub age: Option<(FactId, ExprId)>,
    /// Whether it has a value.
    pub known: Lit,
    /// Asked facts that it is made of; the day is among them as `NONE`.
    reads: Vec<FactId>,
    /// Whether clauses say what it is.
    defined: bool,
}

/// Conditions of a base as clauses.
pub struct Logic<'m> {
    pub(super) model: &'m Model,
    /// The clauses.
    pub solver: Solver,
    /// Terms in order of their first use.
    pub terms: Vec<Term>,
    by_key: FxHashMap<String, usize>,
    conditions: FxHashMap<ExprId, Truth>,
    pub(super) derived: FxHashMap<FactId, Truth>,
    pub(super) running: Vec<FactId>,
    work: usize,
    /// Whether something was left out that might say more.
    pub cut: bool,
}

impl<'m> Logic<'m> {
    /// Without conditions.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            solver: Solver::new(),
            terms: Vec::new(),
            by_key: FxHashMap::default(),
            conditions: FxHashMap::default(),
            derived: FxHashMap::default(),
            running: Vec::new(),
            work: 0,
            cut: false,
        }
    }

    /// The program.
    pub fn program(&self) -> &'m Program {
        &self.model.program
    }

    /// Neither holds nor does not.
    pub fn unknown(&self) -> Truth {
        Truth {
            yes: !self.solver.yes,
            no: !self.solver.yes,
        }
    }

    pub(super) fn certain(&self, holds: bool) -> Truth {
        let (yes, no) = (self.solver.yes, !self.solver.yes);
        if holds {
            Truth { yes, no }
        } else {
            Truth { yes: no, no: yes }
        }
    }

    /// The opposite.
    pub fn not(of: Truth) -> Truth {
        Truth { yes: of.no, no: of.yes }
    }

    /// All hold.
    pub fn all(&mut self, of: &[Truth]) -> Truth {
        let yes: Vec<Lit> = of.iter().map(|t| t.yes).collect();
        let no: Vec<Lit> = of.iter().map(|t| t.no).collect();
        Truth {
            yes: self.solver.and(&yes),
            no: self.solver.or(&no),
        }
    }

    /// One holds.
    pub fn any(&mut self, of: &[Truth]) -> Truth {
        let opposite: Vec<Truth> = of.iter().copied().map(Self::not).collect();
        Self::not(self.all(&opposite))
    }

    /// Whether the day is in a period.
    pub fn in_force(&mut self, valid: &Validity) -> Lit {
        if valid.from.is_none() && valid.until.is_none() {
            return self.solver.yes;
        }
        let day = self.today();
        let Some(term) = self.terms.get(day) else {
            return self.solver.yes;
        };
        let at = |d: &Option<crate::value::Date>| d.and_then(|d| term.line.point(&Value::Date(d)));
        let set = vec![(
            at(&valid.from).unwrap_or(term.line.low),
            at(&valid.until).unwrap_or(term.line.high),
        )];
        let id = term.id;
        self.solver.within(id, &set)
    }

    fn today(&mut self) -> usize {
        let line = Line {
            kind: Kind::Days,
            ..far()
        };
        let known = self.solver.yes;
        self.named("сегодня".to_owned(), |_| {
            (line, None, vec![FactId::NONE], false, known)
        })
    }

    /// A condition.
    pub fn condition(&mut self, id: ExprId) -> Truth {
        if let Some(known) = self.conditions.get(&id) {
            return *known;
        }
        self.work += 1;
        let truth = if self.work > MOST {
            self.cut = true;
            self.unknown_atom(id)
        } else {
            self.written_out(id)
        };
        self.conditions.insert(id, truth);
        truth
    }

    fn written_out(&mut self, id: ExprId) -> Truth {
        match self.program().exprs.get(id.index()) {
            Some(Expr::Const(value)) => value.truth().map_or(self.unknown(), |b| self.certain(b)),
            Some(Expr::Not(of)) => Self::not(self.condition(*of)),
            Some(Expr::Binary(BinaryOp::And, a, b)) => {
                let parts = [self.condition(*a), self.condition(*b)];
                self.all(&parts)
            }
            Some(Expr::Binary(BinaryOp::Or, a, b)) => {
                let parts = [self.condition(*a), self.condition(*b)];
                self.any(&parts)
            }
            Some(Expr::Binary(op, a, b)) if op.compares() => self.compared(*op, *a, *b),
            Some(Expr::In(of, tests)) => self.tests(*of, tests),
            Some(Expr::If(a, b, c)) => {
                let (a, b, c) = (self.condition(*a), self.condition(*b), self.condition(*c));
                let then = self.all(&[a, b]);
                let otherwise = self.all(&[Self::not(a), c]);
                // Neither branch says no where both do not hold; the condition decides which counts.
                let yes = self.solver.or(&[then.yes, otherwise.yes]);
                let (x, y) = (self.solver.and(&[a.yes, b.no]), self.solver.and(&[a.no, c.no]));
                let no = self.solver.or(&[x, y]);
                Truth { yes, no }
            }
            Some(Expr::Fact(fact)) => self.fact(*fact, id),
            _ => self.unknown_atom(id),
        }
    }

    /// A derived fact of yes and no by its id.
    pub fn fact_truth(&mut self, fact: FactId) -> Truth {
        if let Some(truth) = self.derived(fact) {
            return truth;
        }
        let name = self
            .program()
            .facts
            .get(fact.index())
            .map_or_else(String::new, |f| f.name.to_string());
        let term = self.atom(name, None);
        self.holds(term, &[(1, 1)])
    }

    fn fact(&mut self, fact: FactId, id: ExprId) -> Truth {
        match self.program().facts.get(fact.index()) {
            Some(f) if f.derived == Derived::No && f.ty == Type::YesNo => self.unknown_atom(id),
            Some(f) if f.derived != Derived::No => self.derived(fact).unwrap_or_else(|| self.unknown_atom(id)),
            _ => self.unknown_atom(id),
        }
    }

    /// A condition that is a term of yes and no.
    fn unknown_atom(&mut self, id: ExprId) -> Truth {
        let term = self.atom(words::key(self.program(), id), Some(id));
        self.holds(term, &[(1, 1)])
    }

    fn atom(&mut self, key: String, of: Option<ExprId>) -> usize {
        let known = self.solver.yes;
        self.named(key, |logic| {
            let fact = of.and_then(|id| logic.fact_of(id));
            let reads = of.map_or_else(Vec::new, |id| logic.asked_below(id));
            (Line::TRUTH, fact, reads, false, known)
        })
    }

    /// Whether the value of a term is in a set.
    pub fn holds(&mut self, term: usize, set: &[(i128, i128)]) -> Truth {
        let Some((id, known)) = self.terms.get(term).map(|t| (t.id, t.known)) else {
            return self.unknown();
        };
        let inside = self.solver.within(id, set);
        Truth {
            yes: self.solver.and(&[known, inside]),
            no: self.solver.and(&[known, !inside]),
        }
    }

    /// Alternative tests of an expression.
    pub fn tests(&mut self, of: ExprId, tests: &[Test]) -> Truth {
        if tests.is_empty() {
            return self.certain(true);
        }
        let parts: Vec<Truth> = tests.iter().map(|t| self.test(of, t)).collect();
        self.any(&parts)
    }

    fn test(&mut self, of: ExprId, test: &Test) -> Truth {
        match test {
            Test::Any => self.certain(true),
            Test::Equal(e) => match line::constant(self.program(), *e).as_deref() {
                Some(Value::List(items)) => {
                    let parts: Vec<Truth> = items.iter().map(|v| self.with(BinaryOp::Eq, of, v)).collect();
                    self.any(&parts)
                }
                _ => self.compared(BinaryOp::Eq, of, *e),
            },
            Test::Compare(op, e) => self.compared(*op, of, *e),
            Test::Range { low, high } => {
                let above = if low.1 { BinaryOp::Ge } else { BinaryOp::Gt };
                let below = if high.1 { BinaryOp::Le } else { BinaryOp::Lt };
                let parts = [self.compared(above, of, low.0), self.compared(below, of, high.0)];
                self.all(&parts)
            }
            Test::Not(inner) => Self::not(self.tests(of, inner)),
        }
    }

    /// Two expressions compared.
    pub fn compared(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> Truth {
        let program = self.program();
        if let Some(value) = line::constant(program, b) {
            return self.with(op, a, &value);
        }
        if let Some(value) = line::constant(program, a) {
            return self.with(turned(op), b, &value);
        }
        let truths = [a, b].map(|e| self.model.places.type_of(e) == Some(&Type::YesNo));
        if truths == [true, true] && matches!(op, BinaryOp::Eq | BinaryOp::Ne) {
            let (a, b) = (self.condition(a), self.condition(b));
            let both = self.all(&[a, b]);
            let neither = self.all(&[Self::not(a), Self::not(b)]);
            let yes = self.solver.or(&[both.yes, neither.yes]);
            let (x, y) = (self.solver.and(&[a.yes, b.no]), self.solver.and(&[a.no, b.yes]));
            let no = self.solver.or(&[x, y]);
            let same = Truth { yes, no };
            return if op == BinaryOp::Eq { same } else { Self::not(same) };
        }
        self.beside(op, a, b)
    }

    /// Two terms beside each other: less, equal or more, whatever else they are.
    fn beside(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> Truth {
        let (x, y) = (words::key(self.program(), a), words::key(self.program(), b));
        let (op, key) = if x <= y {
            (op, format!("{x} ? {y}"))
        } else {
            (turned(op), format!("{y} ? {x}"))
        };
        let known = self.solver.yes;
        let term = self.named(key, |logic| {
            let mut reads = logic.asked_below(a);
            reads.extend(logic.asked_below(b));
            (Line::BESIDE, None, reads, false, known)
        });
        let set: &[(i128, i128)] = match op {
            BinaryOp::Lt => &[(0, 0)],
            BinaryOp::Le => &[(0, 1)],
            BinaryOp::Eq => &[(1, 1)],
            BinaryOp::Ge => &[(1, 2)],
            BinaryOp::Gt => &[(2, 2)],
            _ => &[(0, 0), (2, 2)],
        };
        self.holds(term, set)
    }

    /// An expression compared with a constant.
    pub fn with(&mut self, op: BinaryOp, of: ExprId, value: &Value) -> Truth {
        if value.is_unknown() {
            return self.unknown();
        }
        if let Some(own) = line::constant(self.program(), of) {
            return self.of_constants(op, of, &own, value);
        }
        if let (Value::Bool(wanted), Some(Type::YesNo)) = (value, self.model.places.type_of(of)) {
            let truth = self.condition(of);
            return if *wanted == (op == BinaryOp::Eq) {
                truth
            } else {
                Self::not(truth)
            };
        }
        let Some(term) = self.term(of, value) else {
            let key = format!("{} {op:?} {value:?}", words::key(self.program(), of));
            let term = self.atom(key, Some(of));
            return self.holds(term, &[(1, 1)]);
        };
        let set = self.terms.get(term).and_then(|t| t.line.compared(op, value));
        match set {
            Some(set) => self.holds(term, &set),
            None => {
                let key = format!("{} {op:?} {value:?}", words::key(self.program(), of));
                let term = self.atom(key, Some(of));
                self.holds(term, &[(1, 1)])
            }
        }
    }

    fn of_constants(&mut self, op: BinaryOp, of: ExprId, own: &Value, value: &Value) -> Truth {
        let ty = self.model.places.type_of(of);
        let line = ty.and_then(|ty| Line::of(self.program(), ty, &[Cow::Borrowed(value), Cow::Borrowed(own)]));
        let holds = line.and_then(|line| {
            let (set, at) = (line.compared(op, value)?, line.point(own)?);
            Some(set.iter().any(|(low, high)| (*low..=*high).contains(&at)))
        });
        match holds {
            Some(holds) => self.certain(holds),
            None => {
                let term = self.atom(format!("{own:?} {op:?} {value:?}"), None);
                self.holds(term, &[(1, 1)])
            }
        }
    }

    /// The term that an expression is, where its values have an order or names that `beside` fits in.
    pub fn term(&mut self, of: ExprId, beside: &Value) -> Option<usize> {
        let of = self.behind(of);
        let ty = self.model.places.type_of(of)?;
        let mut key = words::key(self.program(), of);
        let line = Line::of(self.program(), ty, &[Cow::Borrowed(beside)])?;
        if let Kind::Period(unit) = line.kind {
            key = format!("{key} {unit:?}");
        }
        let fact = self.fact_of(of);
        let known = self.solver.yes;
        if let Some(fact) = fact
            && !self.by_key.contains_key(&key)
            && self.is_derived(fact)
            && let Some(term) = self.concluded(fact, &key, &line)
        {
            return Some(term);
        }
        let term = self.named(key, |logic| {
            let reads = logic.asked_below(of);
            (line, fact, reads, false, known)
        });
        let age = self.age_of(of);
        if let Some(term) = self.terms.get_mut(term) {
            term.age = age;
        }
        // Texts are told apart as they are met.
        let name = match beside {
            Value::Key(name) | Value::Text(name) => name,
            _ => return Some(term),
        };
        if let Some(Kind::Names(names, true)) = self.terms.get_mut(term).map(|t| &mut t.line.kind)
            && !names.contains(name)
        {
            names.push(name.clone());
        }
        Some(term)
    }

    /// A decision that is one expression is that expression.
    fn behind(&self, mut of: ExprId) -> ExprId {
        let program = self.program();
        for _ in 0..DEEPEST {
            let Some(Expr::Fact(fact)) = program.exprs.get(of.index()) else {
                break;
            };
            let Some(Derived::Decisions(ids)) = program.facts.get(fact.index()).map(|f| &f.derived) else {
                break;
            };
            let [id] = ids.as_slice() else { break };
            let Some(decision) = program.decisions.get(id.index()) else {
                break;
            };
            match &decision.body {
                crate::bundle::program::DecisionBody::Expr(e)
                    if decision.valid == Validity::default() && !e.is_none() =>
                {
                    of = *e;
                }
                _ => break,
            }
        }
        of
    }

    fn named(
        &mut self,
        key: String,
        make: impl FnOnce(&Self) -> (Line, Option<FactId>, Vec<FactId>, bool, Lit),
    ) -> usize {
        if let Some(known) = self.by_key.get(&key) {
            return *known;
        }
        let (line, fact, reads, defined, known) = make(self);
        self.add(key, line, fact, reads, defined, known)
    }

    pub(super) fn add(
        &mut self,
        key: String,
        line: Line,
        fact: Option<FactId>,
        reads: Vec<FactId>,
        defined: bool,
        known: Lit,
    ) -> usize {
        let id = self.solver.term(&line);
        self.terms.push(Term {
            id,
            line,
            fact,
            age: None,
            known,
            reads,
            defined,
        });
        let place = self.terms.len() - 1;
        self.by_key.insert(key, place);
        place
    }

    fn age_of(&self, of: ExprId) -> Option<(FactId, ExprId)> {
        let born = self.program().age_of(of)?;
        (!self.is_derived(born)).then_some((born, of))
    }

    fn fact_of(&self, id: ExprId) -> Option<FactId> {
        match self.program().exprs.get(id.index()) {
            Some(Expr::Fact(fact)) => Some(*fact),
            _ => None,
        }
    }

    /// Whether a fact is derived.
    pub fn is_derived(&self, fact: FactId) -> bool {
        let fact = self.program().facts.get(fact.index());
        fact.is_some_and(|f| f.derived != Derived::No)
    }

    /// Whether no more derivations are written out inside each other.
    pub(super) fn too_deep(&mut self) -> bool {
        let deep = self.running.len() >= DEEPEST || self.work > MOST;
        self.cut |= deep;
        deep
    }

    /// Asked facts below an expression; the day is among them as `NONE`.
    pub fn asked_below(&self, of: ExprId) -> Vec<FactId> {
        let program = self.program();
        let mut open = Vec::new();
        program.facts_read(of, &mut open);
        let mut asked = self.asked_of(open);
        if super::derived::reads_day(program, of) {
            asked.push(FactId::NONE);
        }
        asked
    }

    /// Asked facts that facts are made of.
    pub(super) fn asked_of(&self, mut open: Vec<FactId>) -> Vec<FactId> {
        let program = self.program();
        let mut asked = Vec::new();
        let mut seen: FxHashSet<FactId> = FxHashSet::default();
        while let Some(fact) = open.pop() {
            if !seen.insert(fact) {
                continue;
            }
            match program.facts.get(fact.index()).map(|f| &f.derived) {
                Some(Derived::Decisions(ids)) => {
                    for id in ids {
                        super::derived::read_by_decision(program, *id, &mut open);
                    }
                }
                Some(Derived::Rules(ids)) => {
                    for id in ids {
                        super::derived::read_by_rule(program, *id, &mut open);
                    }
                }
                _ => asked.push(fact),
            }
        }
        asked
    }

    /// Whether terms that are made of the same facts were taken as independent.
    pub fn assumed(&self) -> bool {
        let mut seen: Vec<FactId> = Vec::new();
        for term in self.terms.iter().filter(|t| !t.defined) {
            if term.reads.iter().any(|f| seen.contains(f)) {
                return true;
            }
            seen.extend(&term.reads);
        }
        self.cut
    }

    /// The interval of a term.
    pub fn interval(&self, found: &Found, term: usize) -> Option<(i128, i128)> {
        found.values.get(self.terms.get(term)?.id).copied()
    }
}

fn far() -> Line {
    Line {
        kind: Kind::Whole,
        low: -(1 << 40),
        high: 1 << 40,
    }
}

/// The operator with its sides changed.
fn turned(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Lt => BinaryOp::Gt,
        BinaryOp::Le => BinaryOp::Ge,
        BinaryOp::Gt => BinaryOp::Lt,
        BinaryOp::Ge => BinaryOp::Le,
        other => other,
    }
}
