//! Orders of questions: for each goal of a base and each period of its rules, what the result depends
//! on, as functions over regions of the facts, and what to ask when.

use serde::{Deserialize, Serialize};

use super::BundleError;
use super::program::{DecisionBody, DecisionId, ExprId, FactId, Op, Program, Validity};
use crate::diagram::Stored;
use crate::value::{Name, Value};

/// All orders of a base.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Orders {
    /// By goal, then by period.
    pub orders: Vec<Order>,
}

/// What is to be found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pursuit {
    /// A derived fact.
    Fact(FactId),
    /// The measures of an event.
    Event(Name),
}

impl Pursuit {
    /// What a statement is to find out, where it finds out something by asking.
    pub fn of(op: &Op) -> Option<Self> {
        match op {
            Op::Derive { fact, .. } => Some(Self::Fact(*fact)),
            Op::Measures { event, .. } => Some(Self::Event(event.clone())),
            _ => None,
        }
    }
}

/// The order of questions for one goal in one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The goal.
    pub goal: Pursuit,
    /// The period: no rule, table or parameter below the goal changes within it.
    pub valid: Validity,
    /// Facts that are asked or looked up: the questions of the plan.
    pub facts: Vec<FactId>,
    /// Variables of the functions, in their order.
    pub vars: Vec<Variable>,
    /// One function a result; the last value of every variable is "не знаю".
    pub functions: Stored,
    /// What the functions conclude.
    pub terminals: Vec<Terminal>,
    /// Whether every function is exactly what its rules conclude.
    pub exact: bool,
    /// The plan from the start; empty where it would be too large.
    pub plan: Vec<Planned>,
}

/// A question of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Index into [`Order::facts`].
    pub fact: u32,
    /// Variables that the answer tells.
    pub vars: Vec<u32>,
    /// For each combination of their values, the last variable turning fastest, the next question.
    pub next: Vec<Option<u32>>,
}

/// A variable of the functions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Variable {
    /// A fact with few values: one region each.
    Values {
        /// The fact.
        fact: FactId,
        /// Its values in order of the regions.
        values: Vec<Value>,
    },
    /// A fact whose values fall into regions by what the conditions say of them.
    Regions {
        /// The fact.
        fact: FactId,
        /// Conditions on it alone.
        conditions: Vec<Condition>,
        /// For each region what the conditions say: 0 no, 1 yes, 2 unknown.
        regions: Vec<Vec<u8>>,
    },
    /// A condition on several facts at once: no, yes.
    Joint {
        /// The condition.
        condition: Condition,
        /// The facts.
        facts: Vec<FactId>,
    },
}

/// Something that is true or false of facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// What is evaluated.
    pub of: Evaluated,
    /// Other facts that are taken to have these values.
    pub given: Vec<(FactId, Value)>,
}

/// What is evaluated for a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Evaluated {
    /// An expression.
    Expr(ExprId),
    /// A cell of a table: decision, row, column.
    Cell(DecisionId, u32, u32),
}

/// What a function concludes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Terminal {
    /// A value.
    Value(Value),
    /// A value that depends on the very values of facts; such terminals only tell results apart.
    Computed,
}

impl Orders {
    /// Checks every index.
    pub(crate) fn validate(&self, program: &Program) -> Result<(), BundleError> {
        let sound = |o: &Order| {
            let fact = |f: &FactId| f.index() < program.facts.len();
            let vars = o.vars.iter().all(|v| match v {
                Variable::Values { fact: f, values } => fact(f) && values.len() < MAX_REGIONS,
                Variable::Regions {
                    fact: f,
                    conditions,
                    regions,
                } => fact(f) && conditions.iter().all(|c| c.sound(program)) && regions.len() < MAX_REGIONS,
                Variable::Joint { condition, facts } => condition.sound(program) && facts.iter().all(fact),
            });
            let goal = match &o.goal {
                Pursuit::Fact(f) => fact(f),
                Pursuit::Event(_) => true,
            };
            let plan = o.plan.iter().all(|p| {
                (p.fact as usize) < o.facts.len()
                    && p.vars.iter().all(|v| (*v as usize) < o.vars.len())
                    && p.next.iter().flatten().all(|next| (*next as usize) < o.plan.len())
            });
            goal && vars
                && plan
                && o.facts.iter().all(fact)
                && o.functions.arity.len() == o.vars.len()
                && o.functions.forest(0).is_ok()
        };
        if self.orders.iter().all(sound) {
            return Ok(());
        }
        Err(BundleError::damaged("its orders of questions do not fit its program"))
    }
}

/// Most regions of a fact.
const MAX_REGIONS: usize = 4096;

impl Condition {
    fn sound(&self, program: &Program) -> bool {
        let of = match self.of {
            Evaluated::Expr(id) => id.index() < program.exprs.len(),
            Evaluated::Cell(id, row, column) => match program.decisions.get(id.index()).map(|d| &d.body) {
                Some(DecisionBody::Table(table)) => {
                    (row as usize) < table.rows.len() && (column as usize) < table.inputs.len()
                }
                _ => false,
            },
        };
        of && self.given.iter().all(|(f, _)| f.index() < program.facts.len())
    }
}
