//! Expressions of a program as FEEL.

use crate::bundle::program::{BinaryOp, Expr, ExprId, FactId, Function, MonthEnd, Program, Rounding, Test};
use crate::value::{Duration, Type, Value};

/// What has no FEEL: in Russian and English.
pub type Lost = (String, String);

/// A piece of FEEL and how strongly it binds.
#[derive(Debug)]
pub struct Piece {
    /// Text.
    pub text: String,
    binds: u8,
}

impl Piece {
    fn atom(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            binds: 9,
        }
    }

    fn at_least(&self, needed: u8) -> String {
        if self.binds < needed {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }
}

/// Writes FEEL, with the names that facts have in the model.
pub struct Writer<'p> {
    /// The program.
    pub program: &'p Program,
    /// How a fact is called.
    pub name: &'p dyn Fn(FactId) -> String,
}

type P = Result<Piece, Lost>;

fn lost(ru: &str, en: &str) -> Lost {
    (ru.to_owned(), en.to_owned())
}

/// Functions that FEEL has under another name.
const SAME: [(Function, &str); 46] = [
    (Function::Modulo, "modulo"),
    (Function::Sqrt, "sqrt"),
    (Function::Log, "log"),
    (Function::Exp, "exp"),
    (Function::Odd, "odd"),
    (Function::Even, "even"),
    (Function::Abs, "abs"),
    (Function::Floor, "floor"),
    (Function::Upper, "upper case"),
    (Function::Lower, "lower case"),
    (Function::Substring, "substring"),
    (Function::Before, "substring before"),
    (Function::After, "substring after"),
    (Function::Replace, "replace"),
    (Function::Matches, "matches"),
    (Function::Split, "split"),
    (Function::Join, "string join"),
    (Function::Contains, "contains"),
    (Function::StartsWith, "starts with"),
    (Function::EndsWith, "ends with"),
    (Function::Min, "min"),
    (Function::Max, "max"),
    (Function::Sum, "sum"),
    (Function::Mean, "mean"),
    (Function::Count, "count"),
    (Function::Median, "median"),
    (Function::Stddev, "stddev"),
    (Function::Mode, "mode"),
    (Function::Product, "product"),
    (Function::All, "all"),
    (Function::AnyTrue, "any"),
    (Function::ListContains, "list contains"),
    (Function::Append, "append"),
    (Function::Concatenate, "concatenate"),
    (Function::InsertBefore, "insert before"),
    (Function::Remove, "remove"),
    (Function::ListReplace, "list replace"),
    (Function::Reverse, "reverse"),
    (Function::IndexOf, "index of"),
    (Function::Union, "union"),
    (Function::Distinct, "distinct values"),
    (Function::Flatten, "flatten"),
    (Function::Sublist, "sublist"),
    (Function::GetValue, "get value"),
    (Function::ContextPut, "context put"),
    (Function::ContextMerge, "context merge"),
];

const SAME_TOO: [(Function, &str); 10] = [
    (Function::GetEntries, "get entries"),
    (Function::DayOfYear, "day of year"),
    (Function::WeekOfYear, "week of year"),
    (Function::DayName, "day of week"),
    (Function::MonthName, "month of year"),
    (Function::MakeDate, "date"),
    (Function::Period, "years and months duration"),
    (Function::ToDuration, "duration"),
    (Function::ToText, "string"),
    (Function::Is, "is"),
];

impl Writer<'_> {
    /// An expression.
    ///
    /// # Errors
    /// [`Lost`] for what FEEL cannot say.
    pub fn expr(&self, id: ExprId) -> P {
        let Some(expr) = self.program.exprs.get(id.index()) else {
            return Err(lost("ссылка в никуда", "a broken reference"));
        };
        Ok(match expr {
            Expr::Const(value) => constant(value)?,
            Expr::Today => Piece::atom("today()"),
            Expr::Fact(fact) => Piece::atom((self.name)(*fact)),
            Expr::Member(of, name) => Piece::atom(format!("{}.{name}", self.expr(*of)?.at_least(9))),
            Expr::Not(of) => Piece::atom(format!("not({})", self.expr(*of)?.text)),
            Expr::Negate(of) => Piece {
                text: format!("-{}", self.expr(*of)?.at_least(9)),
                binds: 8,
            },
            Expr::Binary(op, a, b) => {
                let (sign, binds) = operator(*op);
                let comparison = binds == 4;
                let left = self.expr(*a)?.at_least(if comparison { 5 } else { binds });
                Piece {
                    text: format!("{left} {sign} {}", self.expr(*b)?.at_least(binds + 1)),
                    binds,
                }
            }
            Expr::In(of, tests) => {
                let subject = self.expr(*of)?.at_least(5);
                match tests.as_slice() {
                    [Test::Not(inner)] => Piece::atom(format!("not({subject} in ({}))", self.tests(inner)?)),
                    tests => Piece {
                        text: format!("{subject} in ({})", self.tests(tests)?),
                        binds: 4,
                    },
                }
            }
            Expr::If(c, a, b) => Piece {
                text: format!(
                    "if {} then {} else {}",
                    self.expr(*c)?.at_least(1),
                    self.expr(*a)?.at_least(1),
                    self.expr(*b)?.at_least(1)
                ),
                binds: 0,
            },
            Expr::List(items) => Piece::atom(format!("[{}]", self.all(items)?)),
            Expr::Call(function, args) => self.call(*function, args)?,
            Expr::Parameter(..) => {
                return Err(lost(
                    "параметр, который меняется со временем",
                    "a parameter that changes with time",
                ));
            }
            Expr::Decision(_) => return Err(lost("ссылка на редакцию решения", "a reference to an edition")),
        })
    }

    fn all(&self, ids: &[ExprId]) -> Result<String, Lost> {
        let pieces: Result<Vec<String>, Lost> = ids.iter().map(|id| Ok(self.expr(*id)?.text)).collect();
        Ok(pieces?.join(", "))
    }

    /// Alternative tests.
    ///
    /// # Errors
    /// [`Lost`] for what FEEL cannot say.
    pub fn tests(&self, tests: &[Test]) -> Result<String, Lost> {
        let pieces: Result<Vec<String>, Lost> = tests.iter().map(|t| self.test(t, tests.len() == 1)).collect();
        Ok(pieces?.join(", "))
    }

    fn test(&self, test: &Test, alone: bool) -> Result<String, Lost> {
        let negated = || {
            lost(
                "отрицание рядом с другими значениями ячейки",
                "a negation beside other values of a cell",
            )
        };
        Ok(match test {
            Test::Any => "-".to_owned(),
            Test::Equal(e) | Test::Compare(BinaryOp::Eq, e) => self.expr(*e)?.at_least(4),
            Test::Compare(BinaryOp::Ne, e) if alone => format!("not({})", self.expr(*e)?.text),
            Test::Compare(BinaryOp::Ne, _) => return Err(negated()),
            Test::Compare(op, e) => format!("{} {}", operator(*op).0, self.expr(*e)?.at_least(5)),
            Test::Range { low, high } => format!(
                "{}{}..{}{}",
                if low.1 { "[" } else { "(" },
                self.expr(low.0)?.at_least(5),
                self.expr(high.0)?.at_least(5),
                if high.1 { "]" } else { ")" }
            ),
            Test::Not(inner) if alone => format!("not({})", self.tests(inner)?),
            Test::Not(_) => return Err(negated()),
        })
    }

    fn call(&self, function: Function, args: &[ExprId]) -> P {
        let same = SAME.iter().chain(&SAME_TOO).find(|(f, _)| *f == function);
        if let Some((_, name)) = same {
            return Ok(Piece::atom(format!("{name}({})", self.all(args)?)));
        }
        let part = |name: &str, of: ExprId| -> P { Ok(Piece::atom(format!("{}.{name}", self.expr(of)?.at_least(9)))) };
        match (function, args) {
            (Function::List, items) => Ok(Piece::atom(format!("[{}]", self.all(items)?))),
            (Function::Item, [of, at]) => Ok(Piece::atom(format!(
                "{}[{}]",
                self.expr(*of)?.at_least(9),
                self.expr(*at)?.text
            ))),
            (Function::Known, [of]) => Ok(Piece {
                text: format!("{} != null", self.expr(*of)?.at_least(5)),
                binds: 4,
            }),
            (Function::Record, parts) => {
                let mut pieces = Vec::with_capacity(parts.len() / 2);
                for pair in parts.chunks(2) {
                    if let [name, value] = pair
                        && let Some(Expr::Const(Value::Text(name))) = self.program.exprs.get(name.index())
                    {
                        pieces.push(format!("{name}: {}", self.expr(*value)?.text));
                    }
                }
                Ok(Piece::atom(format!("{{{}}}", pieces.join(", "))))
            }
            (Function::Round, [of, places, how @ ..]) => {
                let way = match how.first().and_then(|h| self.program.exprs.get(h.index())) {
                    Some(Expr::Const(Value::Key(how))) => Rounding::named(how),
                    Some(_) => None,
                    None => Some(Rounding::HalfAway),
                };
                let name = match way {
                    Some(Rounding::HalfAway) => "round half up",
                    Some(Rounding::HalfTowards) => "round half down",
                    Some(Rounding::HalfEven) => "decimal",
                    Some(Rounding::Up) => "ceiling",
                    Some(Rounding::Down) => "floor",
                    Some(Rounding::Away) => "round up",
                    Some(Rounding::Towards) => "round down",
                    None => return Err(lost("неизвестный способ округления", "an unknown way of rounding")),
                };
                Ok(Piece::atom(format!("{name}({})", self.all(&[*of, *places])?)))
            }
            (Function::Add, [day, period, how @ ..]) => {
                let first = how.first().and_then(|h| self.program.exprs.get(h.index()));
                if matches!(first, Some(Expr::Const(Value::Key(k))) if MonthEnd::named(k) == Some(MonthEnd::FirstOfNext))
                {
                    return Err(lost(
                        "перенос отсутствующего дня на первое число",
                        "a missing day moved to the first of the next month",
                    ));
                }
                Ok(Piece {
                    text: format!("{} + {}", self.expr(*day)?.at_least(5), self.expr(*period)?.at_least(6)),
                    binds: 5,
                })
            }
            (Function::Age, [born]) => Ok(Piece::atom(format!(
                "years and months duration({}, today()).years",
                self.expr(*born)?.text
            ))),
            (Function::YearsBetween, [a, b]) => Ok(Piece::atom(format!(
                "years and months duration({}).years",
                self.all(&[*a, *b])?
            ))),
            (Function::Year, [of]) => part("year", *of),
            (Function::Month, [of]) => part("month", *of),
            (Function::Day, [of]) => part("day", *of),
            (Function::Weekday, [of]) => part("weekday", *of),
            (Function::Length, [of]) => {
                let name = match self.program.exprs.get(of.index()) {
                    Some(Expr::Fact(f)) => match self.program.facts.get(f.index()).map(|f| &f.ty) {
                        Some(Type::List(_)) => "count",
                        Some(Type::Text) => "string length",
                        _ => return Err(lost("длина неизвестно чего", "the length of something unknown")),
                    },
                    Some(Expr::Const(Value::Text(_))) => "string length",
                    Some(Expr::List(_) | Expr::Call(Function::List, _)) => "count",
                    Some(Expr::Call(..)) => "string length",
                    _ => return Err(lost("длина неизвестно чего", "the length of something unknown")),
                };
                Ok(Piece::atom(format!("{name}({})", self.expr(*of)?.text)))
            }
            (Function::ToNumber, args) => {
                let given = self.all(args)?;
                let rest = ", null".repeat(3_usize.saturating_sub(args.len()));
                Ok(Piece::atom(format!("number({given}{rest})")))
            }
            (Function::Sort, [of]) => Ok(Piece::atom(format!(
                "sort({}, function(x, y) x < y)",
                self.expr(*of)?.text
            ))),
            _ => Err((
                format!("функция «{}»", function.name()),
                format!("the function `{}`", function.name()),
            )),
        }
    }
}

fn operator(op: BinaryOp) -> (&'static str, u8) {
    match op {
        BinaryOp::Or => ("or", 1),
        BinaryOp::And => ("and", 2),
        BinaryOp::Eq => ("=", 4),
        BinaryOp::Ne => ("!=", 4),
        BinaryOp::Lt => ("<", 4),
        BinaryOp::Le => ("<=", 4),
        BinaryOp::Gt => (">", 4),
        BinaryOp::Ge => (">=", 4),
        BinaryOp::Add => ("+", 5),
        BinaryOp::Sub => ("-", 5),
        BinaryOp::Mul => ("*", 6),
        BinaryOp::Div => ("/", 6),
        BinaryOp::Pow => ("**", 7),
    }
}

/// A constant. Money is a number of roubles.
pub fn constant(value: &Value) -> P {
    Ok(match value {
        Value::Unknown => Piece::atom("null"),
        Value::Bool(b) => Piece::atom(b.to_string()),
        Value::Number(n) => number(n.to_string()),
        Value::Money(m) => number(m.roubles().normalize().to_string()),
        Value::Date(d) => Piece::atom(format!("date(\"{d}\")")),
        Value::Duration(d) => Piece::atom(format!("duration(\"{}\")", iso(*d)?)),
        Value::Key(t) | Value::Text(t) => Piece::atom(text(t)),
        Value::List(items) => {
            let items: Result<Vec<String>, Lost> = items.iter().map(|v| Ok(constant(v)?.text)).collect();
            Piece::atom(format!("[{}]", items?.join(", ")))
        }
        Value::Record(parts) => {
            let parts: Result<Vec<String>, Lost> = parts
                .iter()
                .map(|(n, v)| Ok(format!("{n}: {}", constant(v)?.text)))
                .collect();
            Piece::atom(format!("{{{}}}", parts?.join(", ")))
        }
    })
}

fn number(digits: String) -> Piece {
    let binds = if digits.starts_with('-') { 8 } else { 9 };
    Piece { text: digits, binds }
}

/// A text in quotes.
pub fn text(t: &str) -> String {
    let escaped = t
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\t', "\\t");
    format!("\"{escaped}\"")
}

fn iso(d: Duration) -> Result<String, Lost> {
    if d.working_days != 0 {
        return Err(lost("рабочие дни", "working days"));
    }
    match (d.months, d.days, d.seconds) {
        (0, 0, 0) => Ok("P0D".to_owned()),
        (m, 0, 0) => Ok(format!("{}P{}M", if m < 0 { "-" } else { "" }, m.unsigned_abs())),
        (0, days, seconds) => {
            let all = i64::from(days) * 86_400 + seconds;
            let (sign, n) = (if all < 0 { "-" } else { "" }, all.unsigned_abs());
            let rest = n % 86_400;
            let time = if rest == 0 { String::new() } else { format!("T{rest}S") };
            let whole = n / 86_400;
            let days = if whole == 0 { String::new() } else { format!("{whole}D") };
            Ok(format!("{sign}P{days}{time}"))
        }
        _ => Err(lost(
            "срок из месяцев и дней сразу",
            "a period of months and days together",
        )),
    }
}
