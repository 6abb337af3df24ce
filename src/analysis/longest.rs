//! The longest that a text with holes may become.

use rust_decimal::Decimal;

use crate::bundle::program::{
    DecisionBody, DecisionId, Derived, Expr, ExprId, FactId, Format, Spoken, TextId, TextPart,
};
use crate::language;
use crate::model::Model;
use crate::runtime::formatted;
use crate::value::{BinaryOp, Channel, Date, Duration, Lang, Money, Type, Value};

/// Derivations that are followed into each other.
const MAX_DEPTH: u32 = 12;
/// Letters of a text that nothing bounds: a name with a patronymic, a street with a house.
const FREE_TEXT: &str = "Константинопольская Александра Владимировна";

/// Makes texts as long as they may come.
#[derive(Clone, Copy)]
pub struct Longest<'a> {
    model: &'a Model,
}

impl<'a> Longest<'a> {
    /// For the texts of a base.
    pub fn new(model: &'a Model) -> Self {
        Self { model }
    }

    /// A text with the longest values in its holes.
    pub fn text(self, id: TextId) -> String {
        let Some(text) = self.model.program.texts.get(id.index()) else {
            return String::new();
        };
        let mut out = String::new();
        for part in &text.parts {
            match part {
                TextPart::Words(words) => out.push_str(words),
                TextPart::Hole(expr, format) => out.push_str(&self.hole(*expr, format)),
            }
        }
        out
    }

    /// What is said on a channel.
    pub fn spoken(self, spoken: &Spoken, channel: Channel) -> Option<String> {
        on_channel(spoken, channel).map(|id| self.text(id))
    }

    fn hole(self, expr: ExprId, format: &Format) -> String {
        let shown = self.expr(expr, MAX_DEPTH);
        match format {
            Format::Plural(forms) => {
                let longest = forms.iter().max_by_key(|f| f.chars().count());
                format!("{shown} {}", longest.map_or("", String::as_str))
            }
            Format::Default | Format::Date | Format::Number => shown,
            format => match self.model.places.type_of(expr).and_then(|t| self.greatest(t)) {
                Some(value) => formatted(&self.model.program, None, &value, format),
                None => shown,
            },
        }
    }

    fn expr(self, id: ExprId, depth: u32) -> String {
        let program = &self.model.program;
        let Some(depth) = depth.checked_sub(1) else {
            return String::new();
        };
        match program.exprs.get(id.index()) {
            Some(Expr::Const(value)) => formatted(program, None, value, &Format::Default),
            Some(Expr::Fact(fact)) => self.fact(*fact, depth),
            Some(Expr::If(_, a, b)) => longer(self.expr(*a, depth), self.expr(*b, depth)),
            Some(Expr::Decision(decision)) => self.decision(*decision, None, depth),
            Some(Expr::Member(of, name)) => match program.exprs.get(of.index()) {
                Some(Expr::Decision(decision)) => self.decision(*decision, Some(name), depth),
                Some(Expr::Fact(fact)) => match program.facts.get(fact.index()).map(|f| &f.derived) {
                    Some(Derived::Decisions(ids)) => self.any(ids.iter().map(|d| self.decision(*d, Some(name), depth))),
                    _ => self.of_expr_type(id),
                },
                _ => self.of_expr_type(id),
            },
            Some(Expr::Binary(BinaryOp::Add, a, b)) if self.model.places.type_of(id) == Some(&Type::Text) => {
                self.expr(*a, depth) + &self.expr(*b, depth)
            }
            _ => self.of_expr_type(id),
        }
    }

    fn any(self, all: impl Iterator<Item = String>) -> String {
        all.reduce(longer).unwrap_or_default()
    }

    fn of_expr_type(self, id: ExprId) -> String {
        let ty = self.model.places.type_of(id);
        ty.map_or_else(String::new, |ty| self.of_type(ty))
    }

    fn fact(self, id: FactId, depth: u32) -> String {
        let program = &self.model.program;
        let Some(fact) = program.facts.get(id.index()) else {
            return String::new();
        };
        let open = matches!(fact.ty, Type::Text | Type::Any | Type::Duration);
        match &fact.derived {
            Derived::Decisions(ids) if open => self.any(ids.iter().map(|d| self.decision(*d, None, depth))),
            Derived::Rules(ids) if open => {
                let rules = ids.iter().filter_map(|r| program.rules.get(r.index()));
                self.any(rules.map(|r| self.expr(r.value, depth)))
            }
            _ if !fact.options.is_empty() => {
                let labels = fact.options.iter().map(|o| o.label.clone());
                self.any(labels)
            }
            _ => self.of_type(&fact.ty),
        }
    }

    fn decision(self, id: DecisionId, output: Option<&str>, depth: u32) -> String {
        let Some(decision) = self.model.program.decisions.get(id.index()) else {
            return String::new();
        };
        match &decision.body {
            DecisionBody::Expr(expr) => self.expr(*expr, depth),
            DecisionBody::Table(table) => {
                let column = output.and_then(|name| table.outputs.iter().position(|o| &**o == name));
                let cells = table.rows.iter().filter_map(|r| r.outputs.get(column.unwrap_or(0)));
                self.any(cells.map(|cell| self.expr(*cell, depth)))
            }
        }
    }

    fn of_type(self, ty: &Type) -> String {
        let program = &self.model.program;
        match ty {
            Type::OneOf(names) => self.any(names.iter().map(|n| n.replace('_', " "))),
            Type::Directory(name) => {
                let directory = program.directories.iter().find(|d| d.name == *name);
                let entries = directory.into_iter().flat_map(|d| &d.entries);
                self.any(entries.map(|e| e.title.clone()))
            }
            // Two are as many as one expects in a sentence.
            Type::List(item) => {
                let one = self.of_type(item);
                format!("{one}, {one}")
            }
            Type::Text | Type::Any | Type::Record(_) => FREE_TEXT.to_owned(),
            ty => match self.greatest(ty) {
                Some(value) => language::show(&value, language::Format::Plain, program.lang),
                None => String::new(),
            },
        }
    }

    /// A value of a type that is long to say.
    fn greatest(self, ty: &Type) -> Option<Value> {
        let lang = self.model.program.lang;
        Some(match ty {
            Type::YesNo => Value::Bool(lang == Lang::En),
            Type::Integer { max, .. } => Value::Number(longest_number((*max).unwrap_or(UNBOUNDED), lang).into()),
            Type::Number { max, .. } => {
                let whole = max.and_then(|m| i64::try_from(m.trunc().mantissa()).ok());
                Value::Number(longest_number(whole.unwrap_or(UNBOUNDED), lang).into())
            }
            Type::Money { max, .. } => {
                let roubles = max.map_or(UNBOUNDED, |m| m.0 / 100);
                Value::Money(Money::from_roubles(Decimal::from(longest_number(roubles, lang)))?)
            }
            Type::Date { .. } => Value::Date(Date::new(1988, 9, 28).ok()?),
            Type::Duration => Value::Duration(Duration::working_days(28)),
            Type::Phone => Value::Text("+79999999999".into()),
            Type::Snils => Value::Text("11223344595".into()),
            _ => return None,
        })
    }
}

/// Greatest number where nothing bounds it: sums that a contact centre speaks of.
const UNBOUNDED: i64 = 999_999;

/// The number up to `max` that takes longest to say.
fn longest_number(max: i64, lang: Lang) -> i64 {
    let mut candidates = vec![max];
    for n in [
        4,
        14,
        44,
        48,
        444,
        944,
        4_444,
        44_444,
        444_444,
        944_944,
        44_444_444,
        944_944_944,
    ] {
        if n <= max {
            candidates.push(n);
        }
    }
    let length = |n: &i64| {
        let words = crate::runtime::spell(*n, lang).unwrap_or_default();
        (super::speech::seconds(&words, lang) * 1000.0).round()
    };
    let longest = candidates.into_iter().max_by(|a, b| length(a).total_cmp(&length(b)));
    longest.unwrap_or(max)
}

fn longer(a: String, b: String) -> String {
    if b.chars().count() > a.chars().count() { b } else { a }
}

/// The text of a channel, chosen as the engine chooses it.
pub fn on_channel(spoken: &Spoken, channel: Channel) -> Option<TextId> {
    let own = match channel {
        Channel::Chat => spoken.chat,
        Channel::Voice => spoken.voice,
    };
    own.or(spoken.any).or(spoken.chat).or(spoken.voice)
}
