//! Numbers with letters on them and ordinals before their nouns: «1-й», «2-го», «20-летний», «II квартал»,
//! «инвалид 1 группы», «на 5 этаже».

use super::Said;
use super::cardinal::{cardinal, joined};
use super::context::{self, Governor, governor};
use super::form::{Case, Class, Gender};
use super::noun::{CHAPTER, Noun, ORDERED, PART, QUARTER, SECTION};
use super::ordinal::ordinal;
use super::text::{Text, is_adjective};

/// A number with an ending.
pub(super) fn suffixed(text: &Text, i: usize) -> Option<Said> {
    let n = text.digits(i)?;
    // «5%-ная», «100 %-ный»
    if text.text(i + 1) == "%"
        && text.is_hyphen(i + 2)
        && let Some(ending) = text.text(i + 3).strip_prefix('н').filter(|e| !e.is_empty())
    {
        return joined(n).map(|first| Said::new(i + 4, format!("{first}процентн{ending}")));
    }
    if !text.is_hyphen(i + 1) || !text.is_word(i + 2) {
        return None;
    }
    let ending = text.low(i + 2);
    let word = text.text(i + 2);
    if is_second_half(ending) {
        // «5-6-летний» is left to its parts.
        let lower = word.chars().all(char::is_lowercase);
        return joined(n).filter(|_| lower).map(|first| Said::new(i + 3, first + word));
    }
    if text.is_hyphen(i + 3) {
        return None;
    }
    let next = i + 3;
    // «2-х», «5-ти», «8-ми» are cardinals that show their case.
    match ending {
        "х" | "ех" if Class::of(n) == Class::Few && !plural_noun(text, next) => {
            return Some(Said::new(next, cardinal(n, Gender::M, Case::Gen)));
        }
        "ти" | "и" | "ми" if Class::of(n) == Class::Many => {
            return Some(Said::new(next, cardinal(n, Gender::M, Case::Gen)));
        }
        "мя" if Class::of(n) == Class::Few => {
            return Some(Said::new(next, cardinal(n, Gender::M, Case::Ins)));
        }
        _ => {}
    }
    let (gender, case) = match ending {
        "й" | "ый" | "ий" | "ой" => before_noun(text, next),
        "я" | "ая" | "ья" => (Gender::F, Case::Nom),
        "ю" | "ую" => (Gender::F, Case::Acc),
        "е" | "ое" | "ые" | "ье" => neuter_or_plural(text, next),
        "го" | "ого" | "его" => (Gender::M, Case::Gen),
        "му" | "ому" | "ему" => (Gender::M, Case::Dat),
        "м" | "ом" | "ым" => match context::counted(text, next).map(|at| text.low(at)) {
            Some(noun) if ["ом", "ем"].iter().any(|e| noun.ends_with(e)) => (Gender::M, Case::Ins),
            Some(noun) if ["ам", "ям"].iter().any(|e| noun.ends_with(e)) => (Gender::P, Case::Dat),
            _ => (Gender::M, Case::Pre),
        },
        "х" | "ых" | "их" => (Gender::P, Case::Gen),
        _ => return None,
    };
    ordinal(n, gender, case).map(|words| Said::new(next, words))
}

/// «летний», «дневного», «процентная».
fn is_second_half(ending: &str) -> bool {
    const SECOND: [&str; 18] = [
        "летн",
        "летие",
        "летия",
        "летию",
        "дневн",
        "недельн",
        "месячн",
        "часов",
        "минутн",
        "секундн",
        "годичн",
        "процентн",
        "комнатн",
        "этажн",
        "разов",
        "кратн",
        "значн",
        "рублев",
    ];
    SECOND.iter().any(|s| ending.starts_with(s)) && (ending.ends_with("лет") || ending.chars().count() > 4)
}

/// Whether «2-х» is an ordinal: «90-х годов» is, «3-х лет» is not.
fn plural_noun(text: &Text, next: usize) -> bool {
    text.low(next) == "годов"
}

/// «1-й день», but «2-й группы», «на 3-й неделе».
fn before_noun(text: &Text, next: usize) -> (Gender, Case) {
    match context::counted(text, next).map(|at| text.low(at)) {
        Some(noun) if context::gender(noun).0 == Gender::F => (Gender::F, Case::Gen),
        _ => (Gender::M, Case::Nom),
    }
}

/// «1-е число», but «90-е годы».
fn neuter_or_plural(text: &Text, next: usize) -> (Gender, Case) {
    match context::counted(text, next).map(|at| text.low(at)) {
        Some(noun) if noun.ends_with(['ы', 'и']) => (Gender::P, Case::Nom),
        _ => (Gender::N, Case::Nom),
    }
}

/// An ordinal in digits before a noun whose form no cardinal allows: «на 5 этаже», «инвалид 1 группы».
pub(super) fn before_ordered(text: &Text, i: usize) -> Option<Said> {
    let n = text
        .digits(i)
        .filter(|n| (1..=99).contains(n) && text.text(i).len() <= 2)?;
    if text.low(i + 1) == "кв" && text.glued(i + 2, ".") && text.text(i + 3).len() == 4 && text.is_number(i + 3) {
        let case = match governor(text, i) {
            Governor::Into => Case::Pre,
            governor => governor.case(),
        };
        let quarter = ordinal(n, Gender::M, case).filter(|_| n <= 4)?;
        return Some(Said::new(i + 3, format!("{quarter} {}", QUARTER.one(case))));
    }
    if text.is_number(i + 1) || super::law::is_label(text, i) {
        return None;
    }
    agreeing(text, i, n, false).map(|words| Said::new(i + 1, words))
}

/// A Roman numeral before such a noun, or behind it: «раздел II».
pub(super) fn roman(text: &Text, i: usize) -> Option<Said> {
    let n = roman_value(text.text(i))?;
    if text.glued(i + 1, ".") && text.touches(i + 2) {
        return None;
    }
    if let Some(words) = agreeing(text, i, n, true) {
        return Some(Said::new(i + 1, words));
    }
    let before = i.checked_sub(1).filter(|_| text.same_line(i))?;
    let (noun, form) = ordered(text, before)?;
    let case = form.iter().find(|(many, _)| !many).map(|(_, case)| *case)?;
    ordinal(n, noun.gender, case).map(|words| Said::new(i + 1, words))
}

fn ordered(text: &Text, at: usize) -> Option<(&'static Noun, Vec<(bool, Case)>)> {
    let low = text.low(at);
    let forms = ORDERED.iter().map(|noun| (*noun, noun.form(low)));
    forms.into_iter().find(|(_, form)| !form.is_empty())
}

fn agreeing(text: &Text, i: usize, n: u64, sure: bool) -> Option<String> {
    let mut at = i + 1;
    if text.is_word(at) && is_adjective(text.low(at)) && text.is_word(at + 1) {
        at += 1;
    }
    if !text.is_word(at) || !text.same_line(at) || text.touches(at) {
        return None;
    }
    let (noun, form) = ordered(text, at)?;
    // «пункт 1 части 2»: parts of acts have their number behind them.
    if !sure && [&SECTION, &CHAPTER, &PART].iter().any(|part| std::ptr::eq(*part, noun)) {
        return None;
    }
    let singular: Vec<Case> = form.iter().filter(|(many, _)| !many).map(|(_, case)| *case).collect();
    let wanted = governor(text, i);
    let case = match wanted {
        Governor::Into => [Case::Pre, Case::Acc].into_iter().find(|c| singular.contains(c)),
        wanted => Some(wanted.case()).filter(|c| singular.contains(c)),
    };
    let case = case.or(singular.first().copied())?;
    if !sure {
        // «2 группы», «3 этапа» may be counted: only a disabled person has one group of the three.
        let many = form.iter().any(|(many, _)| *many);
        let counted = match Class::of(n) {
            Class::One => false,
            Class::Few => singular.contains(&Case::Gen) && case != Case::Pre && case != Case::Dat,
            Class::Many => false,
        };
        let disability =
            text.low(i.wrapping_sub(1)).starts_with("инвалид") || text.low(at + 1).starts_with("инвалидност");
        if (counted || many && Class::of(n) == Class::Many && case != Case::Nom) && !disability {
            return None;
        }
    }
    ordinal(n, noun.gender, case)
}

/// I to XXXIX in Latin capitals. Longer ones are rare, and «M», «C», «D» are more often something else.
fn roman_value(text: &str) -> Option<u64> {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.bytes().take_while(|b| *b == b'X').count();
    // «IX» has its X behind.
    let rest = text.get(tens..)?;
    let units = UNITS.iter().position(|u| *u == rest)?;
    u64::try_from(tens * 10 + units).ok().filter(|n| tens <= 3 && *n > 0)
}
