//! Conditions in words, with values and the distance to what is wanted.

use super::build::Explainer;
use super::{Condition, Why};
use crate::bundle::program::{BinaryOp, Expr, ExprId, FactId};
use crate::channel::Ground;
use crate::runtime::eval;
use crate::runtime::show::{self, pick};
use crate::value::{Duration, Money, Value};

impl Explainer<'_> {
    /// The conditions that a condition consists of: those that «и» joins, each for itself.
    pub(super) fn conditions(&mut self, expr: ExprId) -> Vec<Condition> {
        let mut parts = Vec::new();
        let mut open = vec![expr];
        while let Some(id) = open.pop() {
            match self.program.exprs.get(id.index()) {
                Some(Expr::Binary(BinaryOp::And, a, b)) if parts.len() + open.len() < 200 => open.extend([*b, *a]),
                _ => parts.push(id),
            }
        }
        parts.into_iter().map(|id| self.condition(id)).collect()
    }

    fn condition(&mut self, id: ExprId) -> Condition {
        let (value, grounds) = self.evaluated(id);
        let holds = value.truth();
        let words = self.words();
        let text = match self.program.exprs.get(id.index()) {
            Some(Expr::Fact(fact)) => self.plain(*fact, true),
            Some(Expr::Not(of)) => match self.program.exprs.get(of.index()) {
                Some(Expr::Fact(fact)) => self.plain(*fact, false),
                _ => words.say(id),
            },
            Some(Expr::Binary(op, a, b)) if is_comparison(*op) => {
                let (a, b) = (*a, *b);
                let left = self.operand(a, b);
                let right = self.operand(b, a);
                format!("{left} {} {right}", words.operator(*op))
            }
            Some(Expr::In(of, tests)) => {
                let said = words.tests(*of, tests, 12);
                format!("{}: {said}", self.operand(*of, *of))
            }
            _ => words.say(id),
        };
        let distance = (holds == Some(false)).then(|| self.distance(id)).flatten();
        let facts = self.facts_of(id);
        Condition {
            text,
            holds,
            distance,
            grounds,
            facts,
        }
    }

    /// `Гражданство РФ: да`, as it is wanted.
    fn plain(&self, fact: FactId, wanted: bool) -> String {
        let yes = pick(self.program.lang, "да", "yes");
        let no = pick(self.program.lang, "нет", "no");
        format!("{}: {}", self.words().fact(fact), if wanted { yes } else { no })
    }

    /// An operand with its value: constants as they are, all else with the value in brackets.
    fn operand(&mut self, id: ExprId, beside: ExprId) -> String {
        let words = self.words();
        match self.program.exprs.get(id.index()) {
            Some(Expr::Const(value)) => words.value(beside, value),
            _ => {
                let (value, _) = self.evaluated(id);
                format!("{} ({})", words.say(id), words.value(id, &value))
            }
        }
    }

    /// How far a comparison that does not hold is from holding.
    fn distance(&mut self, id: ExprId) -> Option<String> {
        let Some(Expr::Binary(op, a, b)) = self.program.exprs.get(id.index()) else {
            return None;
        };
        let (op, (x, _), (y, _)) = (*op, self.evaluated(*a), self.evaluated(*b));
        let lang = self.program.lang;
        let above = match op {
            BinaryOp::Lt | BinaryOp::Le => true,
            BinaryOp::Gt | BinaryOp::Ge => false,
            _ => return None,
        };
        if x == y {
            let exactly = if above {
                pick(
                    lang,
                    "ровно столько, а нужно меньше",
                    "exactly that, and less is wanted",
                )
            } else {
                pick(lang, "ровно столько, а этого мало", "exactly that, which is not enough")
            };
            return Some(exactly.to_owned());
        }
        let (by, time) = match (&x, &y) {
            (Value::Number(x), Value::Number(y)) => (Value::Number((x - y).abs()), false),
            (Value::Money(x), Value::Money(y)) => (Value::Money(Money(x.0.checked_sub(y.0)?.checked_abs()?)), false),
            (Value::Date(x), Value::Date(y)) => {
                let days = (y.duration_until(*x).as_hours() / 24).abs();
                (Value::Duration(Duration::days(i32::try_from(days).ok()?)), true)
            }
            (Value::Duration(x), Value::Duration(y)) => (Value::Duration(difference(*x, *y)?), false),
            _ => return None,
        };
        let by = show::plain(&by, lang);
        Some(match (above, time) {
            (true, false) => format!("{} {by} {}", pick(lang, "на", "by"), pick(lang, "больше", "more")),
            (false, false) => format!("{} {by} {}", pick(lang, "на", "by"), pick(lang, "меньше", "less")),
            (true, true) => format!("{} {by} {}", pick(lang, "на", "by"), pick(lang, "позже", "later")),
            (false, true) => format!("{} {by} {}", pick(lang, "на", "by"), pick(lang, "раньше", "earlier")),
        })
    }

    /// The facts that an expression reads, each explained.
    pub(super) fn facts_of(&mut self, id: ExprId) -> Vec<Why> {
        let mut ids: Vec<FactId> = Vec::new();
        self.program.facts_read(id, &mut ids);
        ids.into_iter().map(|fact| self.fact(fact)).collect()
    }

    /// The value of an expression with the grounds it stands on.
    pub(super) fn evaluated(&mut self, id: ExprId) -> (Value, Vec<Ground>) {
        let before = std::mem::take(&mut self.state.grounds);
        let value = self.evaluator(|e| e.expr(id));
        let own = std::mem::replace(&mut self.state.grounds, before);
        (value, eval::grounds(self.program, &own))
    }
}

fn is_comparison(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge
    )
}

/// The difference of two periods of the same unit.
fn difference(x: Duration, y: Duration) -> Option<Duration> {
    let d = Duration {
        months: x.months.checked_sub(y.months)?.checked_abs()?,
        days: x.days.checked_sub(y.days)?.checked_abs()?,
        working_days: x.working_days.checked_sub(y.working_days)?.checked_abs()?,
        seconds: x.seconds.checked_sub(y.seconds)?.checked_abs()?,
    };
    let units = [d.months != 0, d.days != 0 || d.seconds != 0, d.working_days != 0];
    (units.iter().filter(|u| **u).count() == 1).then_some(d)
}
