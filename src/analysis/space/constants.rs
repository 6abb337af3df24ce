//! Expressions that read no fact: their values, and the days on which these change.

use rustc_hash::FxHashMap;

use super::scan::{MAX_DEPTH, Scan, Scanner};
use crate::bundle::program::{Expr, ExprId, FactId, Function};
use crate::runtime::{EvalState, Evaluator};
use crate::value::{Date, Value};

impl Scanner<'_> {
    /// The value of an expression without facts, parameters and days.
    pub fn constant(&self, id: ExprId) -> Option<Value> {
        match self.constants(id)? {
            (mut values, days) if days.is_empty() && values.len() == 1 => values.pop(),
            _ => None,
        }
    }

    /// Values that an expression without facts can have, and the days on which they change.
    pub fn constants(&self, id: ExprId) -> Option<(Vec<Value>, Vec<Date>)> {
        match self.program.exprs.get(id.index())? {
            Expr::Const(value) => Some((vec![value.clone()], Vec::new())),
            Expr::Parameter(parameter, args) => {
                args.iter().try_for_each(|a| self.constant(*a).map(drop))?;
                let parameter = self.program.parameters.get(parameter.index())?;
                let mut scan = Scan::default();
                let mut values = Vec::new();
                for value in &parameter.values {
                    scan.validity(&value.valid);
                    if !values.contains(&value.value) {
                        values.push(value.value.clone());
                    }
                }
                Some((values, scan.days))
            }
            Expr::Fact(_) | Expr::Decision(_) | Expr::Today | Expr::Member(..) => None,
            _ => {
                if !self.is_fixed(id, 0) {
                    return None;
                }
                let nothing: FxHashMap<FactId, Value> = FxHashMap::default();
                let mut state = EvalState::quiet();
                let day = Date::constant(2024, 1, 1);
                let value = Evaluator::new(self.program, self.prepared, &nothing, day, &mut state).expr(id);
                Some((vec![value], Vec::new()))
            }
        }
    }

    /// Whether an expression reads no fact, parameter or day.
    fn is_fixed(&self, id: ExprId, depth: usize) -> bool {
        let fixed = |e: &ExprId| self.is_fixed(*e, depth + 1);
        if depth > MAX_DEPTH {
            return false;
        }
        match self.program.exprs.get(id.index()) {
            Some(Expr::Const(_)) => true,
            Some(Expr::Negate(a) | Expr::Not(a)) => fixed(a),
            Some(Expr::Binary(_, a, b)) => fixed(a) && fixed(b),
            Some(Expr::If(a, b, c)) => fixed(a) && fixed(b) && fixed(c),
            Some(Expr::List(items)) => items.iter().all(fixed),
            Some(Expr::Call(function, args)) => {
                !matches!(function, Function::Age | Function::WorkingDays | Function::Add) && args.iter().all(fixed)
            }
            _ => false,
        }
    }
}
