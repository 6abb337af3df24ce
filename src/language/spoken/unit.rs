//! Units that are written short: «руб.», «тыс.», «кв. м», «%».

use super::form::{Case, Class};
use super::noun::{self, Noun};
use super::text::{Kind, Text};

/// What stands behind a number and is counted by it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) noun: &'static Noun,
    /// An adjective before the noun: «квадратных метров».
    adjective: Option<&'static [&'static str; 9]>,
    /// Words behind it: «Цельсия», «в месяц».
    behind: &'static str,
    /// The token after it.
    pub(super) next: usize,
    /// The full stop of an abbreviation that also ends the sentence.
    pub(super) stop: &'static str,
}

/// Nominative, genitive, dative, instrumental, prepositional of the singular; the same of the plural
/// without its nominative.
const SQUARE: [&str; 9] = [
    "квадратный",
    "квадратного",
    "квадратному",
    "квадратным",
    "квадратном",
    "квадратных",
    "квадратным",
    "квадратными",
    "квадратных",
];
const CUBIC: [&str; 9] = [
    "кубический",
    "кубического",
    "кубическому",
    "кубическим",
    "кубическом",
    "кубических",
    "кубическим",
    "кубическими",
    "кубических",
];
const WORKING: [&str; 9] = [
    "рабочий",
    "рабочего",
    "рабочему",
    "рабочим",
    "рабочем",
    "рабочих",
    "рабочим",
    "рабочими",
    "рабочих",
];
const CALENDAR: [&str; 9] = [
    "календарный",
    "календарного",
    "календарному",
    "календарным",
    "календарном",
    "календарных",
    "календарным",
    "календарными",
    "календарных",
];

impl Unit {
    /// A unit that is written in full.
    pub(super) fn of(noun: &'static Noun) -> Self {
        Self {
            noun,
            adjective: None,
            behind: "",
            next: 0,
            stop: "",
        }
    }

    /// The unit after a whole number.
    pub(super) fn counted(&self, n: u64, case: Case) -> String {
        let direct_one = Class::of(n) == Class::One && !super::cardinal::ends_in_scale(n);
        self.joined(self.noun.counted(n, case), case, direct_one)
    }

    /// The genitive after a scale or a fraction: «рублей», «процента».
    pub(super) fn genitive(&self, plural: bool) -> String {
        let noun = if plural {
            self.noun.many(Case::Gen)
        } else {
            self.noun.one(Case::Gen)
        };
        self.joined(noun, Case::Gen, !plural)
    }

    fn joined(&self, noun: &str, case: Case, singular: bool) -> String {
        let mut out = String::new();
        if let Some([nom, genitive, dat, ins, pre, many, many_dat, many_ins, many_pre]) = self.adjective {
            out.push_str(match (singular, case) {
                (true, Case::Nom | Case::Acc) => nom,
                (true, Case::Gen) => genitive,
                (true, Case::Dat) => dat,
                (true, Case::Ins) => ins,
                (true, Case::Pre) => pre,
                (false, Case::Nom | Case::Acc | Case::Gen) => many,
                (false, Case::Dat) => many_dat,
                (false, Case::Ins) => many_ins,
                (false, Case::Pre) => many_pre,
            });
            out.push(' ');
        }
        out.push_str(noun);
        out.push_str(self.behind);
        out
    }

    /// Whether sums of money may have hundredths.
    pub(super) fn small_change(&self) -> Option<&'static Noun> {
        std::ptr::eq(self.noun, &noun::ROUBLE).then_some(&noun::KOPECK)
    }
}

/// «тыс.», «млн», «млрд» at a token.
pub(super) fn scale(text: &Text, i: usize) -> Option<Unit> {
    let noun = match text.low(i) {
        "тыс" => &noun::THOUSAND,
        "млн" => &noun::MILLION,
        "млрд" => &noun::BILLION,
        "трлн" => &noun::TRILLION,
        _ => return None,
    };
    if !text.same_line(i) {
        return None;
    }
    Some(done(text, noun, None, i + 1, true))
}

/// A unit at a token.
pub(super) fn unit(text: &Text, i: usize) -> Option<Unit> {
    if !text.same_line(i) {
        return None;
    }
    let dotted = text.glued(i + 1, ".");
    let plain = |noun| Some(done(text, noun, None, i + 1, true));
    match (text.low(i), dotted) {
        ("руб", _) | ("р", true) => plain(&noun::ROUBLE),
        ("₽", _) => plain(&noun::ROUBLE),
        ("коп", _) => plain(&noun::KOPECK),
        ("$", _) => plain(&noun::DOLLAR),
        ("€", _) => plain(&noun::EURO),
        // «100%-й» is an adjective.
        ("%", _) if !text.is_hyphen(i + 1) => plain(&noun::PERCENT),
        ("чел", _) => plain(&noun::PERSON),
        ("шт", _) => plain(&noun::PIECE),
        ("экз", _) => plain(&noun::COPY),
        ("стр", true) if !text.is_number(i + 2) => plain(&noun::PAGE),
        ("мин", _) => plain(&noun::MINUTE),
        ("сек", _) => plain(&noun::SECOND),
        // «п. 5 ч. 2»: that is a part of an article.
        ("ч", true) if !text.is_number(i + 2) || text.low(i + 3) == "мин" => plain(&noun::HOUR),
        ("ч", false) => plain(&noun::HOUR),
        ("мес", _) => plain(&noun::MONTH),
        ("нед", _) => plain(&noun::WEEK),
        ("дн", _) => plain(&noun::DAY),
        ("м", _) if matches!(text.text(i + 1), "²") => Some(done(text, &noun::METRE, Some(&SQUARE), i + 2, false)),
        ("м", _) if matches!(text.text(i + 1), "³") => Some(done(text, &noun::METRE, Some(&CUBIC), i + 2, false)),
        ("м", _) if text.text(i) == "м" => plain(&noun::METRE),
        ("км", _) => plain(&noun::KILOMETRE),
        ("см", false) => plain(&noun::CENTIMETRE),
        ("мм", _) => plain(&noun::MILLIMETRE),
        ("кг", _) => plain(&noun::KILOGRAM),
        ("га", _) => plain(&noun::HECTARE),
        ("мб", false) => plain(&noun::MEGABYTE),
        ("кб", false) => plain(&noun::KILOBYTE),
        ("°", _) => {
            let celsius = text.glued(i + 1, "C") || text.glued(i + 1, "С");
            let mut unit = done(text, &noun::DEGREE, None, i + 1 + usize::from(celsius), false);
            if celsius {
                unit.behind = " Цельсия";
            }
            Some(unit)
        }
        ("кв" | "куб", true) if matches!(text.low(i + 2), "м" | "км" | "см") => {
            let adjective = if text.low(i) == "кв" { &SQUARE } else { &CUBIC };
            let noun = match text.low(i + 2) {
                "км" => &noun::KILOMETRE,
                "см" => &noun::CENTIMETRE,
                _ => &noun::METRE,
            };
            Some(done(text, noun, Some(adjective), i + 3, true))
        }
        ("раб", true) if text.low(i + 2) == "дн" => Some(done(text, &noun::DAY, Some(&WORKING), i + 3, true)),
        ("кал", true) if text.low(i + 2) == "дн" => Some(done(text, &noun::DAY, Some(&CALENDAR), i + 3, true)),
        _ => None,
    }
}

/// Takes the full stop of the abbreviation and «/мес.».
fn done(
    text: &Text,
    noun: &'static Noun,
    adjective: Option<&'static [&'static str; 9]>,
    mut next: usize,
    short: bool,
) -> Unit {
    let mut stop = "";
    let letters = text.kind(next.saturating_sub(1)) == Some(Kind::Word);
    let mut take_stop = |next: &mut usize| {
        if short && letters && text.glued(*next, ".") {
            *next += 1;
            stop = text.stop(*next);
        }
    };
    take_stop(&mut next);
    let mut behind = "";
    if text.glued(next, "/") {
        let per = match text.low(next + 1) {
            "мес" => " в месяц",
            "ч" | "час" => " в час",
            "сут" => " в сутки",
            "день" | "дн" => " в день",
            "год" | "г" => " в год",
            "чел" => " на человека",
            "шт" => " за штуку",
            _ => "",
        };
        if !per.is_empty() && text.touches(next + 1) {
            behind = per;
            next += 2;
            if text.glued(next, ".") && !matches!(text.low(next - 1), "час" | "день" | "год") {
                next += 1;
                stop = text.stop(next);
            }
        }
    }
    Unit {
        noun,
        adjective,
        behind,
        next,
        stop,
    }
}
