//! Everything in a text that is a value: for cues (`<число>`, `<дата>`) and for facts that were said
//! before they were asked.

use rust_decimal::Decimal;

use super::date::{DateFound, dates};
use super::digits::is_grouped;
use super::directory::Directory;
use super::duration::durations;
use super::money::money;
use super::number::{Found, numbers};
use super::phone::{phone_from_digits, phones};
use super::read::ReadContext;
use super::snils::snils_numbers;
use super::words::{at, words};
use crate::span::Span;
use crate::value::{Name, Value};

/// What an [`Entity`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityKind {
    /// A number; numbers inside sums and periods are found too.
    Number,
    /// A day.
    Date,
    /// A year, a month or a week; the value is its first day.
    Period,
    /// A sum with its unit.
    Money,
    /// A period of time.
    Duration,
    /// A Russian telephone number.
    Phone,
    /// A valid СНИЛС.
    Snils,
    /// An entry of a directory: the directory and the key.
    Directory(Name, Name),
}

/// A value in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its bytes in the text.
    pub span: Span,
    /// What it is.
    pub kind: EntityKind,
    /// Its value.
    pub value: Value,
}

/// Finds all values of a text, in order of their places. Nothing is found twice, except that a
/// number with a unit («10 дней») is also a number. «Один» alone is not taken for a number.
pub fn find_all(text: &str, directories: &[&Directory], ctx: &ReadContext<'_>) -> Vec<Entity> {
    let words = words(text);
    let mut out: Vec<Entity> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    let add =
        |out: &mut Vec<Entity>, span: Span, kind: EntityKind, value: Value| out.push(Entity { span, kind, value });

    for found in snils_numbers(&words) {
        let set_like_one = is_grouped(&words, found.words.start, found.words.end, &[3, 3, 3, 2]);
        let named = words
            .iter()
            .take(found.words.start)
            .rev()
            .take(3)
            .any(|w| &*w.folded == "снилс");
        if set_like_one || named || phone_from_digits(&found.value).is_none() {
            taken.push(found.span);
            add(&mut out, found.span, EntityKind::Snils, Value::Text(found.value.into()));
        }
    }
    for found in free(phones(&words), &taken) {
        taken.push(found.span);
        add(&mut out, found.span, EntityKind::Phone, Value::Text(found.value.into()));
    }
    for directory in directories {
        for found in free(directory.find(&words, ctx.forms), &taken) {
            if let Some(key) = directory.key(found.value) {
                let kind = EntityKind::Directory(directory.name().clone(), key.clone());
                add(&mut out, found.span, kind, Value::Key(key.clone()));
            }
        }
    }
    for found in free(money(&words, ctx.lang, false), &taken) {
        taken.push(found.span);
        add(&mut out, found.span, EntityKind::Money, Value::Money(found.value));
    }
    // Sums keep their numbers visible, so those spans are not taken for them.
    let mut hidden: Vec<Span> = out
        .iter()
        .filter(|e| matches!(e.kind, EntityKind::Snils | EntityKind::Phone))
        .map(|e| e.span)
        .collect();
    for found in free(dates(&words, ctx.lang, ctx.today), &taken) {
        taken.push(found.span);
        hidden.push(found.span);
        match found.value {
            DateFound::Day(date) => add(&mut out, found.span, EntityKind::Date, Value::Date(date)),
            DateFound::Within { first, .. } => add(&mut out, found.span, EntityKind::Period, Value::Date(first)),
            DateFound::Impossible => {}
        }
    }
    for found in free(durations(&words, ctx.lang, false), &taken) {
        add(&mut out, found.span, EntityKind::Duration, Value::Duration(found.value));
    }
    for found in free(numbers(&words, ctx.lang), &hidden) {
        let lone_one = found.value == Decimal::ONE && found.words.len() == 1 && at(&words, found.words.start) != "1";
        if !lone_one {
            add(&mut out, found.span, EntityKind::Number, Value::Number(found.value));
        }
    }
    out.sort_by_key(|e| (e.span.start, std::cmp::Reverse(e.span.end)));
    out
}

fn free<T>(found: Vec<Found<T>>, taken: &[Span]) -> Vec<Found<T>> {
    found
        .into_iter()
        .filter(|f| !taken.iter().any(|t| t.start < f.span.end && f.span.start < t.end))
        .collect()
}
