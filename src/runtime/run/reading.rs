//! An answer read as a value of the type that was asked for.

use super::Run;
use super::question::{Offer, item};
use crate::bundle::program::Fact;
use crate::language::{Chosen, Invalid, OptionWords, ReadContext, Reading, choose, read};
use crate::runtime::{show, words};
use crate::value::{Bi, Type, Value};

/// What an answer came to.
pub(super) enum Read {
    Value(Value),
    DontKnow,
    Several(Vec<Value>),
    /// Understood, but not acceptable: what to tell the citizen.
    Refused(String),
    Nothing,
}

impl Run<'_> {
    pub(super) fn read_fact(&self, fact: &Fact, among: &[Value], text: &str) -> Read {
        let ctx = ReadContext {
            forms: self.inner.forms(),
            lang: self.program.lang,
            today: self.s.date,
        };
        if !among.is_empty() {
            let offers = self.offers();
            let list: Vec<OptionWords> = offers.iter().map(Offer::words).collect();
            if let Chosen::One(at) = choose(text, &list, self.inner.forms())
                && let Some(value) = among.get(at)
            {
                return Read::Value(value.clone());
            }
        }
        let want = self.inner.want(fact);
        match read(text, &want, &ctx) {
            Reading::Value(value) => Read::Value(value),
            Reading::Unknown => Read::DontKnow,
            Reading::OutOfRange { .. } => Read::Refused(self.bounds(fact)),
            Reading::Invalid(why) => Read::Refused(invalid(why).get(self.program.lang).to_owned()),
            Reading::Imprecise { .. } => Read::Refused(words::WHOLE_DATE.get(self.program.lang).to_owned()),
            Reading::Several(indices) => Read::Several(self.values_at(fact, &indices)),
            Reading::None => Read::Nothing,
        }
    }

    fn values_at(&self, fact: &Fact, indices: &[usize]) -> Vec<Value> {
        let directory = fact.directory.and_then(|d| self.program.directories.get(d.index()));
        let name = |i: &usize| match directory {
            Some(d) => d.entries.get(*i).map(|e| e.key.clone()),
            None => fact.options.get(*i).map(|o| o.name.clone()),
        };
        indices.iter().filter_map(name).map(Value::Key).collect()
    }

    /// «Ответ должен быть от 1 до 10.»
    fn bounds(&self, fact: &Fact) -> String {
        let lang = self.program.lang;
        let number = |n: Option<rust_decimal::Decimal>| n.map(|n| show::plain(&Value::Number(n), lang));
        let (low, high, day) = match item(&fact.ty) {
            Type::Integer { min, max } => (number(min.map(Into::into)), number(max.map(Into::into)), false),
            Type::Number { min, max } => (number(*min), number(*max), false),
            Type::Money { min, max } => {
                let shown = |m: Option<crate::value::Money>| m.map(|m| show::plain(&Value::Money(m), lang));
                (shown(*min), shown(*max), false)
            }
            Type::Date { min, max } => {
                let shown = |d: Option<crate::value::Date>| d.map(|d| show::plain(&Value::Date(d), lang));
                (shown(*min), shown(*max), true)
            }
            _ => (None, None, false),
        };
        let needs = words::NEEDS.get(lang);
        let word = |usual: Bi, for_days: Bi| {
            if day { for_days.get(lang) } else { usual.get(lang) }
        };
        match (low, high) {
            (Some(low), Some(high)) if !day => format!(
                "{needs} {} {low} {} {high}.",
                words::FROM.get(lang),
                words::TO.get(lang)
            ),
            (Some(low), Some(high)) => {
                let (from, to) = (words::NOT_BEFORE.get(lang), words::NOT_AFTER.get(lang));
                format!("{needs} {from} {low}, {to} {high}.")
            }
            (Some(low), None) => format!("{needs} {} {low}.", word(words::AT_LEAST, words::NOT_BEFORE)),
            (None, Some(high)) => {
                format!("{needs} {} {high}.", word(words::AT_MOST, words::NOT_AFTER))
            }
            (None, None) => words::NOT_UNDERSTOOD.get(lang).to_owned(),
        }
    }
}

fn invalid(why: Invalid) -> Bi {
    match why {
        Invalid::NoSuchDate => words::NO_SUCH_DATE,
        Invalid::BadSnils => words::BAD_SNILS,
        Invalid::BadPhone => words::BAD_PHONE,
        Invalid::NotWhole => words::NOT_WHOLE,
        Invalid::BadMoney => words::BAD_MONEY,
    }
}
