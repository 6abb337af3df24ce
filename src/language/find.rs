//! Everything in a text that is a value: for cues (`<число>`, `<дата>`) and for facts that were said
//! before they were asked.

use rust_decimal::Decimal;

use super::age::ages_from;
use super::date::{DateFound, dates_from};
use super::digits::{digit_runs, is_grouped};
use super::directory::{Directory, form_of};
use super::duration::durations_from;
use super::hints::Hints;
use super::money::{implied, money_from};
use super::normal::NormalForms;
use super::number::{Found, numbers_from};
use super::phone::{phone_from_digits, phones_of};
use super::read::ReadContext;
use super::snils::snils_of;
use super::words::{Word, at, words};
use crate::span::Span;
use crate::value::{Date, Lang, Name, Value};

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
    /// An age; the value is the period lived, in full years and months.
    Age,
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
    let forms = if directories.is_empty() {
        Vec::new()
    } else {
        forms_by_word(&words, ctx.forms)
    };
    find_all_in(&words, &forms, directories, ctx.lang, ctx.today)
}

/// The normal form of each of `words`, signs and digits as they are: index for index, for [`find_all_in`].
pub fn forms_by_word(words: &[Word], forms: &NormalForms) -> Vec<String> {
    words.iter().map(|word| form_of(word, forms)).collect()
}

/// As [`find_all`] for a text already split: `forms` are [`forms_by_word`], which directories look at (without
/// directories none are needed).
pub fn find_all_in<F: AsRef<str>>(
    words: &[Word],
    forms: &[F],
    directories: &[&Directory],
    lang: Lang,
    today: Date,
) -> Vec<Entity> {
    let hints = Hints::of(words, lang);
    let mut out: Vec<Entity> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    let add =
        |out: &mut Vec<Entity>, span: Span, kind: EntityKind, value: Value| out.push(Entity { span, kind, value });

    if hints.numbers.any() {
        let mut runs = digit_runs(words);
        if runs.iter().map(|run| run.value.len()).sum::<usize>() < 10 {
            runs.clear();
        }
        for found in snils_of(words, runs.clone()) {
            let set_like_one = is_grouped(words, found.words.start, found.words.end, &[3, 3, 3, 2]);
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
        for found in free(phones_of(words, runs), &taken) {
            taken.push(found.span);
            add(&mut out, found.span, EntityKind::Phone, Value::Text(found.value.into()));
        }
    }
    for directory in directories {
        for found in free(directory.find_in(words, forms), &taken) {
            if let Some(key) = directory.key(found.value) {
                let kind = EntityKind::Directory(directory.name().clone(), key.clone());
                add(&mut out, found.span, kind, Value::Key(key.clone()));
            }
        }
    }
    if hints.numbers.any() {
        for found in free(money_from(words, lang, false, &hints.numbers), &taken) {
            taken.push(found.span);
            add(&mut out, found.span, EntityKind::Money, Value::Money(found.value));
        }
    }
    // Sums keep their numbers visible, so those spans are not taken for them.
    let mut hidden: Vec<Span> = out
        .iter()
        .filter(|e| matches!(e.kind, EntityKind::Snils | EntityKind::Phone))
        .map(|e| e.span)
        .collect();
    if hints.dates.any() {
        for found in free(dates_from(words, lang, today, &hints.dates), &taken) {
            taken.push(found.span);
            hidden.push(found.span);
            match found.value {
                DateFound::Day(date) => add(&mut out, found.span, EntityKind::Date, Value::Date(date)),
                DateFound::Within { first, .. } => add(&mut out, found.span, EntityKind::Period, Value::Date(first)),
                DateFound::Impossible => {}
            }
        }
    }
    if hints.people && hints.periods.any() {
        for found in free(ages_from(words, lang, &hints.periods), &taken) {
            taken.push(found.span);
            add(&mut out, found.span, EntityKind::Age, Value::Duration(found.value));
        }
    }
    if hints.periods.any() {
        for found in free(durations_from(words, lang, false, &hints.periods), &taken) {
            taken.push(found.span);
            add(&mut out, found.span, EntityKind::Duration, Value::Duration(found.value));
        }
    }
    if hints.numbers.any() {
        for found in free(implied(words, lang, &hints.numbers), &taken) {
            add(&mut out, found.span, EntityKind::Money, Value::Money(found.value));
        }
        for found in free(numbers_from(words, lang, &hints.numbers), &hidden) {
            let lone_one = found.value == Decimal::ONE && found.words.len() == 1 && at(words, found.words.start) != "1";
            if !lone_one {
                add(&mut out, found.span, EntityKind::Number, Value::Number(found.value));
            }
        }
    }
    out.sort_by_key(|e| (e.span.start, std::cmp::Reverse(e.span.end)));
    out
}

fn free<T>(mut found: Vec<Found<T>>, taken: &[Span]) -> Vec<Found<T>> {
    found.retain(|f| !taken.iter().any(|t| t.start < f.span.end && f.span.start < t.end));
    found
}
