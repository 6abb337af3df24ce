//! A goal as functions over regions of the facts below it.
//!
//! What a rule, a table or a condition concludes is never worked out here: conditions are evaluated for
//! one value of each region, tables for one row of answers that hits each set of rows. Only "и", "или",
//! "не", "если" and rules are written as operations on functions.

mod cases;
mod expr;
mod fact;
mod scan;
mod truth;

use rustc_hash::FxHashMap;

use super::regions::Regions;
use super::shape::Day;
use super::{Root, closure};
use crate::bundle::orders::{Condition, Evaluated, Terminal, Variable};
use crate::bundle::program::{ExprId, FactId, Program};
use crate::diagram::{Forest, Ref};
use crate::runtime::eval::Prepared;
use crate::value::{Date, Value};
use scan::Scan;
use truth::{NO, UNKNOWN, YES};

/// Most nodes of the functions of a goal.
pub(super) const MAX_NODES: usize = 40_000;
/// Most combinations of values of other facts for which a condition on a fact is told apart.
const MAX_GIVEN: usize = 64;
/// Most variables of a goal.
const MAX_VARS: usize = 120;
/// Derivations below each other.
const MAX_DEPTH: usize = 40;

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
}
