//! Terms, values and sets of values as authors write them.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::line::{Kind, Line};
use crate::bundle::program::{BinaryOp, Expr, ExprId, Function, Program, Test};
use crate::diag::Arg;
use crate::language::{Format, show};
use crate::value::{Lang, Value};

/// Most names of a list that are written out.
const MANY: usize = 6;
/// Deepest nesting that is written out; deeper parts are `…`.
const DEEPEST: u32 = 12;

/// An expression as an author writes it.
pub fn expression(program: &Program, id: ExprId, lang: Lang) -> String {
    written(program, id, lang, DEEPEST)
}

/// The same text for expressions that mean the same.
pub fn key(program: &Program, id: ExprId) -> String {
    written(program, id, Lang::Ru, u32::MAX)
}

/// The same text for tests that mean the same.
pub fn tests_key(program: &Program, tests: &[Test]) -> String {
    written_tests(program, tests, Lang::Ru, u32::MAX)
}

fn written(program: &Program, id: ExprId, lang: Lang, left: u32) -> String {
    let Some(left) = left.checked_sub(1) else {
        return "…".to_owned();
    };
    let sub = |e: ExprId| written(program, e, lang, left);
    let list = |items: &[ExprId]| items.iter().map(|e| sub(*e)).collect::<Vec<_>>().join(", ");
    match program.exprs.get(id.index()) {
        None => String::new(),
        Some(Expr::Const(value)) => literal(value, lang),
        Some(Expr::Today) => pick(lang, "сегодня", "today").to_owned(),
        Some(Expr::Fact(fact)) => program
            .facts
            .get(fact.index())
            .map_or_else(String::new, |f| f.name.to_string()),
        Some(Expr::Decision(decision)) => {
            let decision = program.decisions.get(decision.index());
            decision.map_or_else(String::new, |d| d.name.to_string())
        }
        Some(Expr::Member(of, name)) => format!("{}.{name}", sub(*of)),
        Some(Expr::Not(of)) => format!("{} {}", pick(lang, "не", "not"), bracketed(program, *of, sub(*of))),
        Some(Expr::Negate(of)) => format!("-{}", sub(*of)),
        Some(Expr::Binary(op, a, b)) => {
            let (a, b) = (bracketed(program, *a, sub(*a)), bracketed(program, *b, sub(*b)));
            format!("{a} {} {b}", sign(*op, lang))
        }
        Some(Expr::In(of, tests)) => {
            let tests = written_tests(program, tests, lang, left);
            format!("{} {} ({tests})", sub(*of), pick(lang, "в", "in"))
        }
        Some(Expr::If(a, b, c)) => match lang {
            Lang::Ru => format!("если {} то {} иначе {}", sub(*a), sub(*b), sub(*c)),
            Lang::En => format!("if {} then {} else {}", sub(*a), sub(*b), sub(*c)),
        },
        Some(Expr::List(items)) => format!("[{}]", list(items)),
        Some(Expr::Call(function, args)) => {
            let names = Function::ALL.iter().find(|f| f.0 == *function);
            let name = names.map_or("", |(_, ru, en, _)| pick(lang, ru, en));
            format!("{name}({})", list(args))
        }
        Some(Expr::Parameter(id, args)) => {
            let name = program.parameters.get(id.index()).map_or("", |p| &*p.name);
            if args.is_empty() {
                name.to_owned()
            } else {
                format!("{name}({})", list(args))
            }
        }
    }
}

fn bracketed(program: &Program, id: ExprId, text: String) -> String {
    match program.exprs.get(id.index()) {
        Some(Expr::Binary(BinaryOp::And | BinaryOp::Or, ..) | Expr::If(..)) => format!("({text})"),
        _ => text,
    }
}

/// The tests of a cell as an author writes them.
pub fn tests(program: &Program, tests: &[Test], lang: Lang) -> String {
    written_tests(program, tests, lang, DEEPEST)
}

fn written_tests(program: &Program, tests: &[Test], lang: Lang, left: u32) -> String {
    let Some(left) = left.checked_sub(1) else {
        return "…".to_owned();
    };
    let sub = |e: ExprId| written(program, e, lang, left);
    let one = |test: &Test| match test {
        Test::Any => "-".to_owned(),
        Test::Equal(e) => sub(*e),
        Test::Compare(op, e) => format!("{} {}", sign(*op, lang), sub(*e)),
        Test::Range { low, high } => {
            let (open, close) = (if low.1 { '[' } else { '(' }, if high.1 { ']' } else { ')' });
            format!("{open}{}..{}{close}", sub(low.0), sub(high.0))
        }
        Test::Not(inner) => format!(
            "{}({})",
            pick(lang, "не", "not"),
            written_tests(program, inner, lang, left)
        ),
    };
    tests.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A constant as an author writes it: what the language reads again.
pub fn literal(value: &Value, lang: Lang) -> String {
    match value {
        Value::Unknown => pick(lang, "неизвестно", "unknown").to_owned(),
        Value::Bool(_) | Value::Duration(_) => show(value, Format::Plain, lang).replace('\u{a0}', " "),
        Value::Number(n) => digits(n),
        Value::Money(m) => digits(&m.roubles()),
        Value::Date(date) => date.to_string(),
        Value::Key(name) => name.to_string(),
        Value::Text(text) => format!(
            "\"{}\"",
            text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
        ),
        Value::List(items) => items.iter().map(|i| literal(i, lang)).collect::<Vec<_>>().join(", "),
        Value::Record(_) => "…".to_owned(),
    }
}

/// Digits in groups of three from five digits on: `20_000`.
fn digits(n: &Decimal) -> String {
    let text = n.normalize().to_string();
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |r| ("-", r));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && whole.len() > 4 && (whole.len() - i).is_multiple_of(3) {
            out.push('_');
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        let _ = write!(out, ".{fraction}");
    }
    out
}

fn sign(op: BinaryOp, lang: Lang) -> &'static str {
    match op {
        BinaryOp::Or => pick(lang, "или", "or"),
        BinaryOp::And => pick(lang, "и", "and"),
        BinaryOp::Eq => "=",
        BinaryOp::Ne => "!=",
        BinaryOp::Lt => "<",
        BinaryOp::Le => "<=",
        BinaryOp::Gt => ">",
        BinaryOp::Ge => ">=",
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Pow => "**",
    }
}

fn pick<'a>(lang: Lang, ru: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

/// A value for people: names as they are in the base.
pub fn value(value: &Value, lang: Lang) -> String {
    match value {
        Value::Key(name) => name.to_string(),
        Value::Text(text) => format!("«{text}»"),
        // A civil date in digits stands in tables, and people compare with those.
        Value::Date(date) => format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year()),
        Value::List(items) => items
            .iter()
            .map(|i| self::value(i, lang))
            .collect::<Vec<_>>()
            .join(", "),
        other => show(other, Format::Plain, lang),
    }
}

/// «доход > 20 000 ₽»: the values of a set of what `term` says. `beside` is what a term of [`Kind::Beside`]
/// is compared with.
pub fn set(line: &Line, set: &[(i128, i128)], term: &str, beside: &str, lang: Lang) -> String {
    match &line.kind {
        Kind::Names(names, open) => names_of(line, names, *open, set, term, lang),
        Kind::Beside => {
            let has = |n: i128| set.iter().any(|(low, high)| (*low..=*high).contains(&n));
            let sign = match (has(0), has(1), has(2)) {
                (true, false, false) => "<",
                (true, true, false) => "<=",
                (false, true, false) => "=",
                (false, true, true) => ">=",
                (false, false, true) => ">",
                (true, false, true) => "!=",
                _ => return format!("{term} — {}", pick(lang, "любое", "anything")),
            };
            format!("{term} {sign} {beside}")
        }
        _ => {
            let parts: Vec<String> = set.iter().map(|part| interval(line, *part, term, lang)).collect();
            parts.join(pick(lang, " или ", " or "))
        }
    }
}

fn names_of(
    line: &Line,
    names: &[crate::value::Name],
    open: bool,
    set: &[(i128, i128)],
    term: &str,
    lang: Lang,
) -> String {
    let among = |set: &[(i128, i128)]| -> Vec<&str> {
        let has = |n: usize| i128::try_from(n).is_ok_and(|n| set.iter().any(|(low, high)| (*low..=*high).contains(&n)));
        let named = names.iter().enumerate().filter(|(n, _)| has(*n));
        named.map(|(_, name)| &**name).collect()
    };
    let (inside, outside) = (among(set), among(&line.without(set)));
    let others = open && set.last().is_some_and(|last| last.1 == line.high);
    if others || inside.len() > MANY && outside.len() < inside.len() {
        return match outside.as_slice() {
            [] => format!("{term} — {}", pick(lang, "любое другое", "anything else")),
            _ => format!("{term} — {} {}", pick(lang, "не", "not"), some(&outside, lang)),
        };
    }
    format!("{term} = {}", some(&inside, lang))
}

/// Names in a list, most of them counted where they are many.
fn some(names: &[&str], lang: Lang) -> String {
    let or = pick(lang, " или ", " or ");
    if names.len() <= MANY {
        return match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{}{or}{last}", rest.join(", ")),
            _ => names.concat(),
        };
    }
    let shown: Vec<&str> = names.iter().take(MANY - 1).copied().collect();
    let rest = names.len() - shown.len();
    match lang {
        Lang::Ru => format!("{} (и ещё {rest})", shown.join(", ")),
        Lang::En => format!("{} (and {rest} more)", shown.join(", ")),
    }
}

fn interval(line: &Line, (low, high): (i128, i128), term: &str, lang: Lang) -> String {
    let say = |at: i128| line.value(at).map_or_else(|| "…".to_owned(), |v| value(&v, lang));
    if low == high && (line.kind != Kind::Decimal || low % 2 == 0) {
        return format!("{term} = {}", say(low));
    }
    // An end that is no value of its own, or one just beyond a round value, is told by the value next to it.
    let beside = |at: i128, step: i128| match line.kind {
        Kind::Decimal => at % 2 != 0,
        Kind::Money => at % 100 != 0 && (at + step) % 100 == 0,
        _ => false,
    };
    let from = (low > line.low).then(|| {
        if beside(low, -1) {
            (">", "<", low - 1)
        } else {
            (">=", "<=", low)
        }
    });
    let to = (high < line.high).then(|| {
        if beside(high, 1) {
            ("<", "<", high + 1)
        } else {
            ("<=", "<=", high)
        }
    });
    match (from, to) {
        (None, None) => format!("{term} — {}", pick(lang, "любое", "anything")),
        (Some((sign, _, at)), None) => format!("{term} {sign} {}", say(at)),
        (None, Some((sign, _, at))) => format!("{term} {sign} {}", say(at)),
        (Some((_, left, a)), Some((_, right, b))) => format!("{} {left} {term} {right} {}", say(a), say(b)),
    }
}

/// An argument from a function of the language.
pub fn both(words: impl Fn(Lang) -> String) -> Arg {
    Arg::Words {
        ru: words(Lang::Ru),
        en: words(Lang::En),
    }
}

/// «от 0 до 120»: all values that a term can have.
pub fn bounds(line: &Line, set: &[(i128, i128)], lang: Lang) -> String {
    if let Kind::Names(..) = line.kind {
        return self::set(line, set, "", "", lang)
            .trim_start_matches([' ', '='])
            .to_owned();
    }
    let say = |at: i128| line.value(at).map(|v| value(&v, lang));
    let (Some(first), Some(last)) = (set.first(), set.last()) else {
        return String::new();
    };
    match (say(first.0), say(last.1)) {
        (Some(low), Some(high)) => format!("{} {low} {} {high}", pick(lang, "от", "from"), pick(lang, "до", "to")),
        (Some(low), None) => format!("{} {low}", pick(lang, "от", "from")),
        (None, Some(high)) => format!("{} {high}", pick(lang, "до", "up to")),
        (None, None) => pick(lang, "любое", "anything").to_owned(),
    }
}
