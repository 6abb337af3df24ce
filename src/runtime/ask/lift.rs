//! A goal as functions over regions of the facts below it.
//!
//! What a rule, a table or a condition concludes is never worked out here: conditions are evaluated for
//! one value of each region, tables for one row of answers that hits each set of rows. Only "и", "или",
//! "не", "если" and rules are written as operations on functions.

use rustc_hash::FxHashMap;

use super::assume::Assumed;
use super::regions::{MAX_REGIONS, Regions};
use super::shape::{Day, Shape};
use super::{Root, closure};
use crate::bundle::orders::{Condition, Evaluated, Terminal, Variable};
use crate::bundle::program::{BinaryOp, DecisionId, Expr, ExprId, FactId, Program, Rule, RuleId, Table};
use crate::diagram::{Forest, Ref};
use crate::runtime::eval::Prepared;
use crate::value::{Date, Type, Value};

/// Most nodes of the functions of a goal.
pub(super) const MAX_NODES: usize = 40_000;
/// Most combinations of values of other facts for which a condition on a fact is told apart.
const MAX_GIVEN: usize = 64;
/// Most variables of a goal.
const MAX_VARS: usize = 120;
/// Derivations below each other.
const MAX_DEPTH: usize = 40;

const UNKNOWN: u32 = 0;
const NO: u32 = 1;
const YES: u32 = 2;

/// A goal, lifted.
pub(crate) struct Lifted {
    pub(crate) forest: Forest,
    pub(crate) roots: Vec<Ref>,
    pub(crate) vars: Vec<Variable>,
    pub(crate) terminals: Vec<Terminal>,
    /// Facts that are asked or looked up, in the order in which they are met.
    pub(crate) facts: Vec<FactId>,
    pub(crate) exact: bool,
}

/// How a condition is written as a function.
enum Kind {
    Constant,
    /// All its facts have few values.
    Few(Vec<FactId>),
    /// One fact falls into regions; the others have few values.
    One(FactId, Vec<FactId>),
    /// A condition on several facts.
    Joint,
    /// A value that needs all its facts.
    Computed,
}

struct Lift<'a> {
    day: Day<'a>,
    forest: Forest,
    facts: Vec<FactId>,
    vars: Vec<Variable>,
    /// A value of each region of each variable of one fact.
    samples: Vec<Vec<Value>>,
    var_of: FxHashMap<FactId, u32>,
    joints: FxHashMap<Evaluated, u32>,
    terminals: Vec<Terminal>,
    values: FxHashMap<String, u32>,
    computed: FxHashMap<(u64, bool), u32>,
    of_facts: FxHashMap<FactId, Ref>,
    of_exprs: FxHashMap<ExprId, Ref>,
    exact: bool,
    depth: usize,
}

/// What the scan of a goal finds.
#[derive(Default)]
struct Scan {
    conditions: FxHashMap<FactId, Vec<Condition>>,
    /// Facts whose very value matters.
    computed: Vec<FactId>,
    joints: Vec<Evaluated>,
    seen: Vec<FactId>,
    exprs: Vec<ExprId>,
}

/// Functions of the roots on a day; `None` where they are too large.
pub(crate) fn lift(program: &Program, prepared: &Prepared, today: Date, roots: &[Root]) -> Option<Lifted> {
    let day = Day {
        program,
        prepared,
        today,
    };
    let below = closure(program, today, roots);
    let facts: Vec<FactId> = below.into_iter().filter(|f| !day.is_derived(*f)).collect();
    if facts.len() > MAX_VARS {
        return None;
    }
    let mut scan = Scan::default();
    for root in roots {
        match root {
            Root::Fact(fact) => day.scan_fact(*fact, &mut scan, 0)?,
            Root::Measure(id) => {
                let measure = program.measures.get(id.index())?;
                for expr in measure.due.into_iter().chain(measure.amount) {
                    day.scan_expr(expr, &mut scan, 0)?;
                }
            }
        }
    }
    let mut lift = Lift::new(day, facts, scan)?;
    let mut functions = Vec::with_capacity(roots.len());
    for root in roots {
        functions.push(match root {
            Root::Fact(fact) => lift.fact(*fact)?,
            Root::Measure(id) => {
                let measure = program.measures.get(id.index())?;
                let due = match measure.due {
                    Some(due) => lift.expr(due)?,
                    None => Ref::terminal(YES),
                };
                match measure.amount {
                    Some(amount) => {
                        let amount = lift.expr(amount)?;
                        lift.due_amount(due, amount)?
                    }
                    None => due,
                }
            }
        });
    }
    Some(Lifted {
        forest: lift.forest,
        roots: functions,
        vars: lift.vars,
        terminals: lift.terminals,
        facts: lift.facts,
        exact: lift.exact,
    })
}

impl<'a> Day<'a> {
    fn kind(self, of: Evaluated) -> Kind {
        let truth = self.is_truth(of);
        let hard = if truth { Kind::Joint } else { Kind::Computed };
        let Some(direct) = self.direct(of) else { return hard };
        if direct.is_empty() {
            return Kind::Constant;
        }
        let mut wide: Vec<FactId> = Vec::new();
        let mut few: Vec<FactId> = Vec::new();
        let mut combinations = 1_usize;
        for fact in direct {
            let values = if self.is_derived(fact) {
                self.concluded(fact)
            } else {
                self.values(fact)
            };
            match values {
                Some(values) => {
                    combinations = combinations.saturating_mul(values.len());
                    few.push(fact);
                }
                None if self.is_derived(fact) => return hard,
                None => wide.push(fact),
            }
        }
        match wide.as_slice() {
            [] => Kind::Few(few),
            [one] if truth && combinations <= MAX_GIVEN => Kind::One(*one, few),
            _ => hard,
        }
    }

    fn scan_fact(self, id: FactId, scan: &mut Scan, depth: usize) -> Option<()> {
        if scan.seen.contains(&id) {
            return Some(());
        }
        if depth > MAX_DEPTH {
            return None;
        }
        scan.seen.push(id);
        if !self.is_derived(id) {
            if self.values(id).is_none() {
                scan.computed.push(id);
            }
            return Some(());
        }
        match self.shape(id) {
            Shape::Same(rules, _) => rules.iter().try_for_each(|r| self.scan_rule(r, scan, depth)),
            Shape::Mixed(rules) => rules.iter().try_for_each(|(_, r)| self.scan_rule(r, scan, depth)),
            Shape::Expr(expr) => self.scan_expr(expr, scan, depth + 1),
            Shape::Table(id, table) => {
                for (row, cells) in (0_u32..).zip(&table.rows) {
                    for (column, tests) in (0_u32..).zip(&cells.inputs) {
                        if !tests.is_empty() {
                            self.scan_part(Evaluated::Cell(id, row, column), scan, depth)?;
                        }
                    }
                }
                Some(())
            }
            Shape::Hard => {
                for fact in closure(self.program, self.today, &[Root::Fact(id)]) {
                    if !self.is_derived(fact) && !scan.computed.contains(&fact) {
                        scan.computed.push(fact);
                    }
                }
                Some(())
            }
        }
    }

    fn scan_rule(self, rule: &Rule, scan: &mut Scan, depth: usize) -> Option<()> {
        let conditions = rule.conditions.iter().chain(rule.exceptions.iter().flatten());
        conditions.copied().try_for_each(|c| self.scan_expr(c, scan, depth + 1))
    }

    fn scan_expr(self, id: ExprId, scan: &mut Scan, depth: usize) -> Option<()> {
        if scan.exprs.contains(&id) {
            return Some(());
        }
        if depth > MAX_DEPTH {
            return None;
        }
        scan.exprs.push(id);
        match self.program.exprs.get(id.index())? {
            Expr::Const(_) | Expr::Today => Some(()),
            Expr::Fact(fact) => self.scan_fact(*fact, scan, depth + 1),
            Expr::Not(a) => self.scan_expr(*a, scan, depth + 1),
            Expr::Binary(BinaryOp::And | BinaryOp::Or, a, b) => {
                self.scan_expr(*a, scan, depth + 1)?;
                self.scan_expr(*b, scan, depth + 1)
            }
            Expr::If(a, b, c) => [*a, *b, *c]
                .into_iter()
                .try_for_each(|e| self.scan_expr(e, scan, depth + 1)),
            _ => self.scan_part(Evaluated::Expr(id), scan, depth),
        }
    }

    fn scan_part(self, of: Evaluated, scan: &mut Scan, depth: usize) -> Option<()> {
        match self.kind(of) {
            Kind::Constant => {}
            Kind::Few(facts) => {
                for fact in facts {
                    self.scan_fact(fact, scan, depth + 1)?;
                }
            }
            Kind::One(fact, few) => {
                let mut given: Vec<Vec<(FactId, Value)>> = vec![Vec::new()];
                for other in few {
                    self.scan_fact(other, scan, depth + 1)?;
                    let values = if self.is_derived(other) {
                        self.concluded(other)
                    } else {
                        self.values(other)
                    }?;
                    let longer = |g: &Vec<(FactId, Value)>| {
                        let with = |v: &Value| g.iter().cloned().chain([(other, v.clone())]).collect();
                        values.iter().map(with).collect::<Vec<_>>()
                    };
                    given = given.iter().flat_map(longer).collect();
                }
                let list = scan.conditions.entry(fact).or_default();
                list.extend(given.into_iter().map(|given| Condition { of, given }));
            }
            Kind::Joint => {
                if !scan.joints.contains(&of) {
                    scan.joints.push(of);
                }
            }
            Kind::Computed => {
                for fact in self.asked_below(of) {
                    if !scan.computed.contains(&fact) {
                        scan.computed.push(fact);
                    }
                }
            }
        }
        Some(())
    }
}

impl<'a> Lift<'a> {
    fn new(day: Day<'a>, facts: Vec<FactId>, mut scan: Scan) -> Option<Self> {
        let mut arity = Vec::new();
        let mut vars = Vec::new();
        let mut samples: Vec<Vec<Value>> = Vec::new();
        let mut var_of = FxHashMap::default();
        for fact in &facts {
            let conditions = scan.conditions.remove(fact).unwrap_or_default();
            let (var, own) = match day.values(*fact) {
                Some(values) => {
                    let var = Variable::Values {
                        fact: *fact,
                        values: values.clone(),
                    };
                    (var, values)
                }
                None => {
                    let Regions { says, values } = day.regions(*fact, &conditions)?;
                    let var = Variable::Regions {
                        fact: *fact,
                        conditions,
                        regions: says,
                    };
                    (var, values)
                }
            };
            // A fact whose very value matters is never of one region only.
            let least = if scan.computed.contains(fact) { 2 } else { 1 };
            arity.push(u32::try_from(own.len().max(least)).ok()? + 1);
            var_of.insert(*fact, u32::try_from(vars.len()).ok()?);
            vars.push(var);
            samples.push(own);
        }
        let mut joints = FxHashMap::default();
        for of in scan.joints {
            joints.insert(of, u32::try_from(vars.len()).ok()?);
            vars.push(Variable::Joint {
                condition: Condition { of, given: Vec::new() },
                facts: day.asked_below(of),
            });
            samples.push(Vec::new());
            arity.push(3);
        }
        let terminals = [Value::Unknown, Value::Bool(false), Value::Bool(true)].map(Terminal::Value);
        Some(Self {
            day,
            forest: Forest::new(arity, MAX_NODES),
            facts,
            exact: joints.is_empty(),
            vars,
            samples,
            var_of,
            joints,
            terminals: terminals.to_vec(),
            values: FxHashMap::default(),
            computed: FxHashMap::default(),
            of_facts: FxHashMap::default(),
            of_exprs: FxHashMap::default(),
            depth: 0,
        })
    }

    fn terminal(&mut self, value: &Value) -> u32 {
        match value {
            Value::Unknown => UNKNOWN,
            Value::Bool(false) => NO,
            Value::Bool(true) => YES,
            value => {
                let next = u32::try_from(self.terminals.len()).unwrap_or(UNKNOWN);
                let id = *self.values.entry(format!("{value:?}")).or_insert(next);
                if id == next {
                    self.terminals.push(Terminal::Value(value.clone()));
                }
                id
            }
        }
    }

    fn value(&self, terminal: u32) -> Value {
        match self.terminals.get(terminal as usize) {
            Some(Terminal::Value(value)) => value.clone(),
            _ => Value::Unknown,
        }
    }

    /// The value of a fact in a region; "не знаю" in the last.
    fn sample(&self, var: u32, region: u32) -> Value {
        let samples = self.samples.get(var as usize).map_or(&[][..], Vec::as_slice);
        let last = self.forest.arity().get(var as usize).copied().unwrap_or(1) - 1;
        if region == last {
            return Value::Unknown;
        }
        // The second region of a fact that has only one stands for any other value.
        samples
            .get(region as usize)
            .or(samples.last())
            .cloned()
            .unwrap_or(Value::Unknown)
    }

    fn fact(&mut self, id: FactId) -> Option<Ref> {
        if let Some(known) = self.of_facts.get(&id) {
            return Some(*known);
        }
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let made = self.fact_anew(id);
        self.depth -= 1;
        self.of_facts.insert(id, made?);
        made
    }

    fn fact_anew(&mut self, id: FactId) -> Option<Ref> {
        if !self.day.is_derived(id) {
            let var = *self.var_of.get(&id)?;
            if self.day.values(id).is_none() {
                return self.computed(u64::from(id.0), &[id]);
            }
            let identity = self.forest.identity(var)?;
            let values = self.forest.arity().get(var as usize).copied().unwrap_or(0);
            let terminals: Vec<u32> = (0..values)
                .map(|r| {
                    let value = self.sample(var, r);
                    self.terminal(&value)
                })
                .collect();
            return self
                .forest
                .map(identity, &mut |r| terminals.get(r as usize).copied().unwrap_or(UNKNOWN));
        }
        match self.day.shape(id) {
            Shape::Same(rules, value) => {
                let mut any = Ref::terminal(NO);
                for rule in rules {
                    let applies = self.applies(rule)?;
                    any = self.forest.apply(any, applies, &mut or)?;
                }
                let yes = self.terminal(&value);
                let no = match value {
                    Value::Bool(b) if self.is_yes_no(id) => self.terminal(&Value::Bool(!b)),
                    _ => UNKNOWN,
                };
                self.forest.map(any, &mut |t| match t {
                    YES => yes,
                    NO => no,
                    _ => UNKNOWN,
                })
            }
            Shape::Mixed(rules) => self.mixed(id, &rules),
            Shape::Expr(expr) => self.expr(expr),
            Shape::Table(decision, table) => self.table(id, decision, table),
            Shape::Hard => {
                self.exact = false;
                let below = closure(self.day.program, self.day.today, &[Root::Fact(id)]);
                let asked: Vec<FactId> = below.into_iter().filter(|f| !self.day.is_derived(*f)).collect();
                self.computed(u64::from(id.0), &asked)
            }
        }
    }

    fn is_yes_no(&self, id: FactId) -> bool {
        let fact = self.day.program.facts.get(id.index());
        fact.is_some_and(|f| f.ty == Type::YesNo)
    }

    /// Whether a rule applies, those that defeat it aside.
    fn applies(&mut self, rule: &Rule) -> Option<Ref> {
        let mut holds = Ref::terminal(YES);
        for condition in &rule.conditions {
            let condition = self.truth(*condition)?;
            holds = self.forest.apply(holds, condition, &mut and)?;
        }
        for group in &rule.exceptions {
            let mut all = Ref::terminal(YES);
            for condition in group {
                let condition = self.truth(*condition)?;
                all = self.forest.apply(all, condition, &mut and)?;
            }
            holds = self.forest.apply(holds, all, &mut |h, e| and(h, not(e)))?;
        }
        Some(holds)
    }

    /// Rules that conclude differently or defeat each other: evaluated for each way in which they hold.
    fn mixed(&mut self, id: FactId, rules: &[(RuleId, &Rule)]) -> Option<Ref> {
        let mut alone = Vec::with_capacity(rules.len());
        for (_, rule) in rules {
            alone.push(self.applies(rule)?);
        }
        self.witnessed(id, &alone)
    }

    /// A fact that depends on nothing but these functions: worked out for one case of each combination.
    fn witnessed(&mut self, id: FactId, parts: &[Ref]) -> Option<Ref> {
        let (joined, _) = self.product(parts)?;
        let mut terminals: FxHashMap<u32, u32> = FxHashMap::default();
        for (case, path) in self.forest.witnesses(joined) {
            let mut given = Vec::with_capacity(self.facts.len());
            for fact in &self.facts {
                let var = *self.var_of.get(fact)?;
                let region = path.iter().find(|(v, _)| *v == var).map_or(0, |(_, r)| *r);
                given.push((*fact, self.sample(var, region)));
            }
            // A condition on several facts cannot be chosen by choosing regions.
            if path
                .iter()
                .any(|(v, _)| self.samples.get(*v as usize).is_none_or(Vec::is_empty))
            {
                self.exact = false;
                let below = closure(self.day.program, self.day.today, &[Root::Fact(id)]);
                let asked: Vec<FactId> = below.into_iter().filter(|f| !self.day.is_derived(*f)).collect();
                return self.computed(u64::from(id.0), &asked);
            }
            let assumed = Assumed {
                facts: &given,
                more: &[],
                behind: None,
            };
            let value = self.day.fact_value(id, &assumed);
            let terminal = self.terminal(&value);
            terminals.insert(case, terminal);
        }
        self.forest
            .map(joined, &mut |case| terminals.get(&case).copied().unwrap_or(UNKNOWN))
    }

    fn table(&mut self, id: FactId, decision: DecisionId, table: &Table) -> Option<Ref> {
        let mut hits = Vec::with_capacity(table.rows.len());
        for (row, cells) in (0_u32..).zip(&table.rows) {
            let mut holds = Ref::terminal(YES);
            for (column, tests) in (0_u32..).zip(&cells.inputs) {
                if tests.is_empty() {
                    continue;
                }
                let cell = self.part(Evaluated::Cell(decision, row, column))?;
                holds = self.forest.apply(holds, cell, &mut and)?;
            }
            hits.push(holds);
        }
        self.witnessed(id, &hits)
    }

    fn truth(&mut self, id: ExprId) -> Option<Ref> {
        let of = self.expr(id)?;
        self.forest
            .map(of, &mut |t| if t == YES || t == NO { t } else { UNKNOWN })
    }

    fn expr(&mut self, id: ExprId) -> Option<Ref> {
        if let Some(known) = self.of_exprs.get(&id) {
            return Some(*known);
        }
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let made = self.expr_anew(id);
        self.depth -= 1;
        self.of_exprs.insert(id, made?);
        made
    }

    fn expr_anew(&mut self, id: ExprId) -> Option<Ref> {
        let program = self.day.program;
        match program.exprs.get(id.index())? {
            Expr::Const(value) => Some(Ref::terminal(self.terminal(value))),
            Expr::Fact(fact) => self.fact(*fact),
            Expr::Not(a) => {
                let a = self.truth(*a)?;
                self.forest.map(a, &mut not)
            }
            Expr::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) => {
                let (a, b) = (self.truth(*a)?, self.truth(*b)?);
                match op {
                    BinaryOp::And => self.forest.apply(a, b, &mut and),
                    _ => self.forest.apply(a, b, &mut or),
                }
            }
            Expr::If(condition, then, otherwise) => {
                let parts = [self.truth(*condition)?, self.expr(*then)?, self.expr(*otherwise)?];
                let (joined, cases) = self.product(&parts)?;
                let choose = |case: &Vec<u32>| match case.as_slice() {
                    [YES, then, _] => *then,
                    [NO, _, otherwise] => *otherwise,
                    [_, then, otherwise] if then == otherwise => *then,
                    _ => UNKNOWN,
                };
                let chosen: Vec<u32> = cases.iter().map(choose).collect();
                // Values that are worked out may turn out to be the same whatever the condition is.
                let computed = |t: &u32| matches!(self.terminals.get(*t as usize), Some(Terminal::Computed));
                let open = |case: &Vec<u32>| !matches!(case.first(), Some(&YES | &NO)) && case.iter().any(computed);
                self.exact &= !cases.iter().any(open);
                self.forest.map(joined, &mut |case| {
                    chosen.get(case as usize).copied().unwrap_or(UNKNOWN)
                })
            }
            _ => self.part(Evaluated::Expr(id)),
        }
    }

    /// A condition or a value that is evaluated as a whole.
    fn part(&mut self, of: Evaluated) -> Option<Ref> {
        match self.day.kind(of) {
            Kind::Constant => {
                let assumed = Assumed {
                    facts: &[],
                    more: &[],
                    behind: None,
                };
                let value = self.day.value_of(of, &assumed);
                Some(Ref::terminal(self.terminal(&value)))
            }
            Kind::Few(facts) => self.evaluated(of, &facts),
            Kind::One(fact, mut few) => {
                few.push(fact);
                self.evaluated(of, &few)
            }
            Kind::Joint => {
                let var = *self.joints.get(&of)?;
                let identity = self.forest.identity(var)?;
                self.forest.map(identity, &mut |r| match r {
                    0 => NO,
                    1 => YES,
                    _ => UNKNOWN,
                })
            }
            Kind::Computed => {
                self.exact = false;
                let asked = self.day.asked_below(of);
                let key = match of {
                    Evaluated::Expr(id) => (1 << 32) | u64::from(id.0),
                    Evaluated::Cell(id, row, column) => {
                        (2 << 60) | (u64::from(id.0) << 32) | (u64::from(row) << 8) | u64::from(column)
                    }
                };
                self.computed(key, &asked)
            }
        }
    }

    /// Evaluated for each combination of values of the facts that it reads itself.
    fn evaluated(&mut self, of: Evaluated, facts: &[FactId]) -> Option<Ref> {
        let mut parts = Vec::with_capacity(facts.len());
        for fact in facts {
            parts.push(if self.day.is_derived(*fact) {
                self.fact(*fact)?
            } else {
                self.forest.identity(*self.var_of.get(fact)?)?
            });
        }
        let (joined, cases) = self.product(&parts)?;
        let mut terminals = Vec::with_capacity(cases.len());
        for case in &cases {
            let mut given = Vec::with_capacity(facts.len());
            for (fact, part) in facts.iter().zip(case) {
                let value = match self.var_of.get(fact) {
                    Some(var) if !self.day.is_derived(*fact) => self.sample(*var, *part),
                    _ => self.value(*part),
                };
                given.push((*fact, value));
            }
            let assumed = Assumed {
                facts: &given,
                more: &[],
                behind: None,
            };
            let value = self.day.value_of(of, &assumed);
            terminals.push(self.terminal(&value));
        }
        self.forest.map(joined, &mut |case| {
            terminals.get(case as usize).copied().unwrap_or(UNKNOWN)
        })
    }

    /// One function for several: its terminals number the combinations of theirs.
    fn product(&mut self, parts: &[Ref]) -> Option<(Ref, Vec<Vec<u32>>)> {
        let mut cases: Vec<Vec<u32>> = vec![Vec::new()];
        let mut joined = Ref::terminal(0);
        for part in parts {
            let mut numbers: FxHashMap<(u32, u32), u32> = FxHashMap::default();
            let mut longer: Vec<Vec<u32>> = Vec::new();
            joined = self.forest.apply(joined, *part, &mut |case, terminal| {
                *numbers.entry((case, terminal)).or_insert_with(|| {
                    let mut all = cases.get(case as usize).cloned().unwrap_or_default();
                    all.push(terminal);
                    longer.push(all);
                    u32::try_from(longer.len() - 1).unwrap_or(0)
                })
            })?;
            cases = longer;
            if cases.len() > MAX_REGIONS * MAX_REGIONS {
                return None;
            }
        }
        Some((joined, cases))
    }

    /// A value that needs all these facts: it tells two results apart whichever of them is still open.
    fn computed(&mut self, key: u64, facts: &[FactId]) -> Option<Ref> {
        let mut made = Ref::terminal(NO);
        for fact in facts {
            let var = *self.var_of.get(fact)?;
            let last = self.forest.arity().get(var as usize).copied().unwrap_or(1) - 1;
            let identity = self.forest.identity(var)?;
            // Odd and even: every fact that is not known leaves both possible.
            made = self
                .forest
                .apply(made, identity, &mut |sum, region| match (sum, region) {
                    (UNKNOWN, _) => UNKNOWN,
                    (_, r) if r == last => UNKNOWN,
                    (sum, r) if r % 2 == 0 => sum,
                    (NO, _) => YES,
                    _ => NO,
                })?;
        }
        let mut ends = [UNKNOWN; 2];
        for (end, odd) in ends.iter_mut().zip([false, true]) {
            let next = u32::try_from(self.terminals.len()).ok()?;
            *end = *self.computed.entry((key, odd)).or_insert(next);
            if *end == next {
                self.terminals.push(Terminal::Computed);
            }
        }
        self.forest.map(made, &mut |t| match t {
            NO => ends[0],
            YES => ends[1],
            _ => UNKNOWN,
        })
    }

    /// Whether a measure is due and, where it is, how much.
    fn due_amount(&mut self, due: Ref, amount: Ref) -> Option<Ref> {
        let open = u32::try_from(self.terminals.len()).ok()?;
        self.terminals.push(Terminal::Computed);
        self.forest.apply(due, amount, &mut |due, amount| match (due, amount) {
            // Due, though nobody can say how much.
            (YES, UNKNOWN) => open,
            (YES, amount) => amount,
            (NO, _) => NO,
            _ => UNKNOWN,
        })
    }
}

fn not(a: u32) -> u32 {
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
