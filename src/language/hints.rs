//! What a text may have at all, seen in one pass: most words begin no number and no date, and most recognisers have
//! nothing to do at them.

use super::age_words::{names_age, who};
use super::date_words::month;
use super::numerals::numeral;
use super::words::{MAX_WORDS, Word, WordKind};
use crate::value::Lang;

/// Words at which something may begin. A word marked in vain costs time, one left out would cost a value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Starts([u64; MAX_WORDS / 64]);

impl Starts {
    /// Every word.
    pub(super) const ALL: Self = Self([u64::MAX; MAX_WORDS / 64]);

    fn mark(&mut self, i: usize) {
        if let Some(bits) = self.0.get_mut(i / 64) {
            *bits |= 1 << (i % 64);
        }
    }

    /// Whether something may begin at word `i`; words past the limit of a text may always.
    pub(super) fn at(&self, i: usize) -> bool {
        self.0.get(i / 64).is_none_or(|bits| bits >> (i % 64) & 1 == 1)
    }

    /// Whether there is any such word.
    pub(super) fn any(&self) -> bool {
        self.0.iter().any(|bits| *bits != 0)
    }
}

/// See the head of the file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints {
    /// Digits, number words, signs before digits.
    pub(super) numbers: Starts,
    /// The same and words that begin a date without a number.
    pub(super) dates: Starts,
    /// Numbers, units of time and adjectives of age.
    pub(super) periods: Starts,
    /// A person or «возраст» is named, or an adjective of age.
    pub(super) people: bool,
}

impl Hints {
    pub(super) fn of(words: &[Word], lang: Lang) -> Self {
        let mut hints = Self::default();
        for (i, word) in words.iter().enumerate() {
            let folded = &*word.folded;
            let mut number = false;
            let mut date = false;
            let mut period = false;
            match word.kind {
                WordKind::Number => number = true,
                WordKind::Punct => number = folded == "-",
                WordKind::Word if folded.is_ascii() => {
                    number |= numeral(folded).is_some() || folded == "minus";
                    period = matches!(folded, "a" | "an" | "half" | "couple");
                    date = period || begins_english_date(folded);
                    hints.people |= lang == Lang::En || folded.ends_with("old");
                }
                WordKind::Word => {
                    let begins = folded.get(..6).unwrap_or(folded);
                    number |= begins_other_number(begins) || numeral(folded).is_some() || folded.contains('-');
                    period = is_of_time(begins);
                    // «Неделю назад»: a unit may begin a date.
                    date = period || begins_date(begins);
                    let adjective = is_of_age(folded);
                    period |= adjective;
                    hints.people |= adjective || folded == "лет" || names_age(folded) || who(folded).is_some();
                }
            }
            if number {
                hints.numbers.mark(i);
            }
            if number || date {
                hints.dates.mark(i);
            }
            if number || period {
                hints.periods.mark(i);
            }
        }
        hints
    }
}

/// Whether a word has a part of an adjective of age: «семилетний», «годовалый», «шестимесячный».
fn is_of_age(folded: &str) -> bool {
    // The first four letters of each part at once: searching for a string takes longer than most words are worth.
    let begins = |letters: &[u8; 8]| {
        letters == "летн".as_bytes() || letters == "годо".as_bytes() || letters == "меся".as_bytes()
    };
    folded.as_bytes().array_windows().any(begins)
        && ["летн", "годовал", "месячн"].iter().any(|mark| folded.contains(mark))
}

/// The first three letters of words that begin a number and are none by themselves: «минус», «пол», «четверть», «пара».
fn begins_other_number(begins: &str) -> bool {
    matches!(begins, "мин" | "пол" | "чет" | "пар")
}

/// The first three letters of units of time.
fn is_of_time(begins: &str) -> bool {
    matches!(
        begins,
        "год"
            | "лет"
            | "мес"
            | "нед"
            | "дне"
            | "дня"
            | "ден"
            | "сут"
            | "час"
            | "мин"
            | "сек"
            | "ква"
            | "пол"
            | "пар"
            | "ч"
    )
}

/// The first three letters of words that begin a date.
fn begins_date(begins: &str) -> bool {
    matches!(
        begins,
        "поз"
            | "пос"
            | "вче"
            | "сег"
            | "сев"
            | "сед"
            | "зав"
            | "чер"
            | "спу"
            | "нач"
            | "сер"
            | "кон"
            | "про"
            | "пре"
            | "сле"
            | "буд"
            | "тек"
            | "нын"
            | "эту"
            | "это"
            | "эти"
            | "зим"
            | "вес"
            | "осе"
    ) || matches!(
        begins,
        "янв"
            | "фев"
            | "мар"
            | "апр"
            | "мая"
            | "май"
            | "мае"
            | "маю"
            | "июн"
            | "июл"
            | "авг"
            | "сен"
            | "окт"
            | "ноя"
            | "дек"
    )
}

fn begins_english_date(word: &str) -> bool {
    month(word).is_some()
        || matches!(
            word,
            "yesterday"
                | "today"
                | "tomorrow"
                | "day"
                | "week"
                | "month"
                | "year"
                | "in"
                | "last"
                | "previous"
                | "this"
                | "current"
                | "next"
                | "coming"
                | "end"
                | "beginning"
                | "start"
        )
}
