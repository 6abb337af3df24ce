//! Expressions as people say them.

use crate::bundle::program::{BinaryOp, Expr, ExprId, Fact, FactId, Function, Program, Test};
use crate::runtime::show::{self, pick};
use crate::value::{Lang, Value};

/// Deepest nesting that is put into words; deeper parts are `…`.
const DEEPEST: u32 = 12;

/// Puts expressions into words of the base's language, with titles of facts and labels of values.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) program: &'a Program,
}

impl Words<'_> {
    fn lang(&self) -> Lang {
        self.program.lang
    }

    fn pick<'b>(&self, ru: &'b str, en: &'b str) -> &'b str {
        pick(self.lang(), ru, en)
    }

    /// Title of a fact as it stands inside a sentence: `Доход семьи` is `доход семьи`.
    pub(super) fn title(&self, fact: &Fact) -> String {
        if fact.title.is_empty() {
            return fact.name.replace('_', " ");
        }
        fact.title.clone()
    }

    pub(super) fn fact(&self, id: FactId) -> String {
        self.program
            .facts
            .get(id.index())
            .map(|f| self.title(f))
            .unwrap_or_default()
    }

    /// A value beside an expression: labels of options and directories are those of its fact.
    pub(super) fn value(&self, beside: ExprId, value: &Value) -> String {
        match self.fact_of(beside) {
            Some(fact) => show::of_fact(self.program, fact, value),
            None => show::plain(value, self.lang()),
        }
    }

    fn fact_of(&self, expr: ExprId) -> Option<&Fact> {
        match self.program.exprs.get(expr.index())? {
            Expr::Fact(id) => self.program.facts.get(id.index()),
            _ => None,
        }
    }

    /// What an expression computes.
    pub(super) fn say(&self, id: ExprId) -> String {
        self.nested(id, None, DEEPEST)
    }

    fn nested(&self, id: ExprId, beside: Option<ExprId>, left: u32) -> String {
        let Some(left) = left.checked_sub(1) else {
            return "…".to_owned();
        };
        let Some(expr) = self.program.exprs.get(id.index()) else {
            return String::new();
        };
        let sub = |e: ExprId| self.nested(e, None, left);
        let list = |items: &[ExprId]| items.iter().map(|e| sub(*e)).collect::<Vec<_>>().join(", ");
        match expr {
            Expr::Const(value) => match beside {
                Some(beside) => self.value(beside, value),
                None => show::plain(value, self.lang()),
            },
            Expr::Today => self.pick("сегодня", "today").to_owned(),
            Expr::Fact(fact) => self.fact(*fact),
            Expr::Member(of, name) => format!("{} ({})", name.replace('_', " "), sub(*of)),
            Expr::Not(of) => format!("{} {}", self.pick("неверно, что", "not"), sub(*of)),
            Expr::Negate(of) => format!("−{}", sub(*of)),
            Expr::Binary(op, a, b) => {
                let (x, y) = (self.nested(*a, Some(*b), left), self.nested(*b, Some(*a), left));
                format!("{x} {} {y}", self.operator(*op))
            }
            Expr::In(of, tests) => format!("{}: {}", sub(*of), self.tests(*of, tests, left)),
            Expr::If(condition, then, otherwise) => format!(
                "{} {}, {} {}, {} {}",
                self.pick("если", "if"),
                sub(*condition),
                self.pick("то", "then"),
                sub(*then),
                self.pick("иначе", "otherwise"),
                sub(*otherwise)
            ),
            Expr::List(items) => list(items),
            Expr::Call(function, args) => self.call(*function, &list(args)),
            Expr::Parameter(id, args) => {
                let title = self.program.parameters.get(id.index()).map_or("", |p| p.title.as_str());
                if args.is_empty() {
                    title.to_owned()
                } else {
                    format!("{title} ({})", list(args))
                }
            }
            Expr::Decision(id) => {
                let decision = self.program.decisions.get(id.index());
                decision.map_or(String::new(), |d| {
                    if d.title.is_empty() {
                        d.name.replace('_', " ")
                    } else {
                        d.title.clone()
                    }
                })
            }
        }
    }

    fn call(&self, function: Function, args: &str) -> String {
        let names = Function::ALL.iter().find(|f| f.0 == function);
        let name = names.map_or("", |(_, ru, en, _)| self.pick(ru, en)).replace('_', " ");
        format!("{name} ({args})")
    }

    /// An operator between its operands.
    pub(super) fn operator(&self, op: BinaryOp) -> &'static str {
        let (ru, en) = match op {
            BinaryOp::Or => ("или", "or"),
            BinaryOp::And => ("и", "and"),
            BinaryOp::Eq => ("—", "is"),
            BinaryOp::Ne => ("— не", "is not"),
            BinaryOp::Lt => ("меньше", "is less than"),
            BinaryOp::Le => ("не больше", "is at most"),
            BinaryOp::Gt => ("больше", "is more than"),
            BinaryOp::Ge => ("не меньше", "is at least"),
            BinaryOp::Add => ("+", "+"),
            BinaryOp::Sub => ("−", "−"),
            BinaryOp::Mul => ("×", "×"),
            BinaryOp::Div => ("÷", "÷"),
            BinaryOp::Pow => ("в степени", "to the power of"),
        };
        pick(self.lang(), ru, en)
    }

    /// Tests of what `beside` computes, joined by «или».
    pub(super) fn tests(&self, beside: ExprId, tests: &[Test], left: u32) -> String {
        let Some(left) = left.checked_sub(1) else {
            return "…".to_owned();
        };
        let value = |e: ExprId| self.nested(e, Some(beside), left);
        let said: Vec<String> = tests
            .iter()
            .map(|test| match test {
                Test::Any => self.pick("что угодно", "anything").to_owned(),
                Test::Equal(e) => value(*e),
                Test::Compare(op, e) => format!("{} {}", self.operator(*op), value(*e)),
                Test::Range { low, high } => {
                    let edge = |inside: bool| {
                        if inside {
                            ""
                        } else {
                            self.pick(" (не включая)", " (exclusive)")
                        }
                    };
                    format!(
                        "{} {}{} {} {}{}",
                        self.pick("от", "from"),
                        value(low.0),
                        edge(low.1),
                        self.pick("до", "to"),
                        value(high.0),
                        edge(high.1)
                    )
                }
                Test::Not(tests) => format!("{} {}", self.pick("не", "not"), self.tests(beside, tests, left)),
            })
            .collect();
        said.join(self.pick(" или ", " or "))
    }
}
