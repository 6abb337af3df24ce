//! Quantities: a number, or two with a dash between, and what they count.

use super::cardinal::{self, cardinal, collective};
use super::context::{Governor, agree, counted, governor};
use super::form::{Case, Class, Gender};
use super::noun;
use super::number::Number;
use super::text::Text;
use super::unit::{Unit, scale, unit};
use super::{Said, law};

/// What follows a number.
#[derive(Clone, Copy)]
enum Behind {
    /// «тыс.», «млн», with the unit after it.
    Scale(Unit, Option<Unit>),
    Unit(Unit),
    /// A noun in full; it stays as it is written.
    Noun(usize),
    Nothing,
}

fn behind(text: &Text, next: usize) -> Behind {
    if let Some(scale) = scale(text, next) {
        return Behind::Scale(scale, unit(text, scale.next));
    }
    match unit(text, next) {
        Some(unit) => Behind::Unit(unit),
        None => counted(text, next).map_or(Behind::Nothing, Behind::Noun),
    }
}

/// A quantity at a token.
pub(super) fn quantity(text: &Text, i: usize) -> Option<Said> {
    let first = Number::read(text, i)?;
    // «16.1.5» and «12.1» are read elsewhere, unless something is counted: «1.5 млн».
    if text.glued(first.next, ".") && text.touches(first.next + 1) && text.is_number(first.next + 1) {
        return None;
    }
    if text.is_dash(first.next)
        && let Some(second) = Number::read(text, first.next + 1)
        && is_range(text, first.next, first, second)
    {
        return Some(range(text, i, first, second));
    }
    Some(single(text, i, first))
}

fn is_range(text: &Text, dash: usize, first: Number, second: Number) -> bool {
    let tight = text.touches(dash) && text.touches(dash + 1);
    let chain = text.is_hyphen(second.next) && text.is_number(second.next + 1);
    let letters = text.touches(second.next) && text.is_word(second.next) && unit(text, second.next).is_none();
    tight && !chain && !letters && (first.whole, first.fraction) < (second.whole, second.fraction)
}

fn single(text: &Text, i: usize, n: Number) -> Said {
    let governor = governor(text, i);
    if law::is_label(text, i) {
        return Said::new(n.next, n.words(Gender::M, Case::Nom));
    }
    match behind(text, n.next) {
        Behind::Scale(scale, unit) => {
            let words = with_unit(n, &scale, case_of(governor, n.whole));
            let (next, stop) = unit.map_or((scale.next, scale.stop), |u| (u.next, u.stop));
            let unit = unit.map(|u| format!(" {}", u.genitive(true))).unwrap_or_default();
            Said::new(next, format!("{words}{unit}{stop}"))
        }
        Behind::Unit(unit) => {
            let case = case_of(governor, n.whole);
            Said::new(unit.next, format!("{}{}", with_unit(n, &unit, case), unit.stop))
        }
        Behind::Noun(at) => match sum(text, at, n, governor) {
            // «527,90 рубля» is a sum all the same.
            Some(words) => Said::new(at + 1, words),
            None => Said::new(n.next, before_noun(text, i, at, n, governor)),
        },
        Behind::Nothing => {
            // «в 2023» says the year, since nothing is counted.
            let year = (1900..2100).contains(&n.whole) && matches!(text.low(i.wrapping_sub(1)), "в" | "во");
            if year
                && n.fraction.is_none()
                && text.text(i).len() == 4
                && let Some(words) = super::ordinal::ordinal(n.whole, Gender::M, Case::Pre)
            {
                return Said::new(n.next, words);
            }
            if n.and_half() && n.whole == 1 && text.low(n.next) == "до" && !governor.case().is_direct() {
                return Said::new(n.next, "полутора".to_owned());
            }
            Said::new(n.next, n.words(Gender::M, governor.case()))
        }
    }
}

/// «по 1 рублю», but «по 5 рублей».
fn case_of(governor: Governor, n: u64) -> Case {
    match governor {
        Governor::Each if Class::of(n) == Class::One && !cardinal::ends_in_scale(n) => Case::Dat,
        governor => governor.case(),
    }
}

/// A number with its unit written out.
fn with_unit(n: Number, unit: &Unit, case: Case) -> String {
    let gender = unit.noun.gender;
    let Some((digits, places)) = n.fraction else {
        return format!("{} {}", cardinal(n.whole, gender, case), unit.counted(n.whole, case));
    };
    if places == 2
        && let Some(change) = unit.small_change()
    {
        let roubles = format!("{} {}", cardinal(n.whole, gender, case), unit.counted(n.whole, case));
        if digits == 0 {
            return roubles;
        }
        let kopecks = cardinal(digits, change.gender, case);
        return format!("{roubles} {kopecks} {}", change.counted(digits, case));
    }
    if n.and_half() && n.whole == 1 {
        return format!("{} {}", one_and_half(gender, case), unit.genitive(!case.is_direct()));
    }
    if n.and_half() && n.whole > 1 && cardinal::class(n.whole) != Class::One {
        let whole = cardinal(n.whole, gender, case);
        return format!("{whole} с половиной {}", unit.counted(n.whole, case));
    }
    format!("{} {}", n.words(Gender::F, case), unit.genitive(false))
}

/// Roubles in full behind two digits of kopecks.
fn sum(text: &Text, at: usize, n: Number, governor: Governor) -> Option<String> {
    let roubles = n.fraction.is_some_and(|(_, places)| places == 2)
        && at == n.next
        && !noun::ROUBLE.form(text.low(at)).is_empty();
    roubles.then(|| with_unit(n, &Unit::of(&noun::ROUBLE), governor.case()))
}

fn one_and_half(gender: Gender, case: Case) -> &'static str {
    match (case.is_direct(), gender) {
        (false, _) => "полутора",
        (true, Gender::F) => "полторы",
        (true, _) => "полтора",
    }
}

/// A number before a noun that is written in full.
fn before_noun(text: &Text, i: usize, at: usize, n: Number, governor: Governor) -> String {
    let word = text.low(at);
    let singular = word.ends_with(['а', 'я', 'ы', 'и']);
    if n.fraction.is_some() {
        let (gender, _) = super::context::gender(word);
        // «до 1,5 лет», «1,5 лет» as a caption: the plural says that the whole is in the genitive.
        let direct = governor.case().is_direct();
        if n.and_half() && n.whole == 1 && (direct || !singular) {
            let case = if singular { governor.case() } else { Case::Gen };
            return one_and_half(gender, case).to_owned();
        }
        if n.and_half() && n.whole > 1 {
            let fits = match Class::of(n.whole) {
                Class::Few => singular == direct,
                Class::Many => !singular,
                Class::One => false,
            };
            let case = governor.case();
            if fits {
                return format!("{} с половиной", cardinal(n.whole, gender, case));
            }
        }
        return n.words(Gender::F, governor.case());
    }
    if let Some(words) = collective(n.whole).filter(|_| word == "детей" || word == "суток") {
        let direct = match governor {
            Governor::Free => true,
            Governor::Object | Governor::Into | Governor::Behind | Governor::Each => word == "суток",
            Governor::Sure(case) => case == Case::Acc && word == "суток",
            Governor::From => false,
        };
        if direct {
            return words.to_owned();
        }
    }
    // «в 2 ночи», «к 9 утра»: hours, though the noun is another.
    let part_of_day = matches!(word, "утра" | "вечера" | "ночи") && n.whole <= 12;
    if part_of_day {
        return n.words(Gender::M, governor.case());
    }
    match agree(text, i, at, n.whole) {
        Some((case, gender)) => cardinal(n.whole, gender, case),
        None => n.words(Gender::M, governor.case()),
    }
}

/// «5–10 дней» is «от пяти до десяти дней» where nothing governs it, else «пять — десять дней».
fn range(text: &Text, i: usize, first: Number, second: Number) -> Said {
    let governor = governor(text, i);
    let free = matches!(governor, Governor::Free | Governor::Object);
    if law::is_label(text, i) {
        let from = first.words(Gender::M, Case::Nom);
        return Said::new(second.next, format!("{from} — {}", second.words(Gender::M, Case::Nom)));
    }
    let behind = behind(text, second.next);
    let (gender, case) = match behind {
        Behind::Scale(unit, _) | Behind::Unit(unit) => (unit.noun.gender, governor.case()),
        Behind::Noun(at) => {
            let agreed = agree(text, i, at, second.whole);
            agreed.map_or((Gender::M, governor.case()), |(case, gender)| (gender, case))
        }
        Behind::Nothing => (Gender::M, governor.case()),
    };
    let plural = match behind {
        Behind::Noun(at) => {
            Class::of(second.whole) != Class::One && !text.low(at).ends_with(['а', 'я', 'ы', 'и', 'м', 'х'])
        }
        Behind::Nothing => false,
        _ => true,
    };
    let (mut out, case) = if free && plural {
        let from = first.words(gender, Case::Gen);
        let to = second.words(gender, Case::Gen);
        (format!("от {from} до {to}"), Case::Gen)
    } else {
        let from = first.words(gender, case);
        (format!("{from} — {}", second.words(gender, case)), case)
    };
    let mut next = second.next;
    if let Behind::Scale(unit, _) | Behind::Unit(unit) = behind {
        let counted = match second.fraction {
            None => unit.counted(second.whole, case),
            Some(_) => unit.genitive(false),
        };
        out = format!("{out} {counted}");
        next = unit.next;
        let mut stop = unit.stop;
        if let Behind::Scale(_, Some(unit)) = behind {
            out = format!("{out} {}", unit.genitive(true));
            (next, stop) = (unit.next, unit.stop);
        }
        out.push_str(stop);
    }
    Said::new(next, out)
}

/// Decimals with a point, where something is counted by them: «1.5 млн».
pub(super) fn pointed(text: &Text, i: usize) -> Option<Said> {
    let mut n = Number::read(text, i)?;
    let at = n.next + 1;
    let digits = text.text(at);
    if !text.glued(n.next, ".") || !text.touches(at) || !text.is_number(at) || digits.len() > 2 {
        return None;
    }
    n.fraction = Some((text.digits(at)?, digits.len()));
    n.next = at + 1;
    let short = matches!(behind(text, n.next), Behind::Scale(..) | Behind::Unit(_));
    (short && !law::is_label(text, i)).then(|| single(text, i, n))
}

/// «1/2», «3/4» of something, «24/7», and everything else with a slash.
pub(super) fn slashed(text: &Text, i: usize) -> Option<Said> {
    let (above, below) = (text.digits(i)?, text.digits(i + 2)?);
    if !text.glued(i + 1, "/") || !text.touches(i + 2) || text.glued(i + 3, "/") {
        return None;
    }
    if (above, below) == (24, 7) {
        return Some(Said::new(i + 3, "двадцать четыре на семь".to_owned()));
    }
    let plain = text.text(i).len() <= 2 && text.text(i + 2).len() <= 2;
    let part = plain && above > 0 && above < below && below <= 10 && !law::is_label(text, i);
    if part && !text.touches(i + 3) {
        let case = governor(text, i).case();
        let number = cardinal(above, Gender::F, case);
        let name = match (below, above) {
            (3, 1) => Some(case.of(&["треть", "трети", "трети", "треть", "третью", "трети"])),
            (3, 2) if case.is_direct() => Some("трети"),
            (4, 1) => Some(case.of(&["четверть", "четверти", "четверти", "четверть", "четвертью", "четверти"])),
            (4, 3) if case.is_direct() => Some("четверти"),
            _ => None,
        };
        let name = match name {
            Some(name) => name.to_owned(),
            None if above == 1 => super::ordinal::ordinal(below, Gender::F, case)?,
            // «две пятых»: a number governs an ordinal in the genitive plural.
            None => super::ordinal::ordinal(below, Gender::P, if case.is_direct() { Case::Gen } else { case })?,
        };
        return Some(Said::new(i + 3, format!("{number} {name}")));
    }
    let from = super::number::unknown(text.text(i));
    Some(Said::new(
        i + 3,
        format!("{from} дробь {}", super::number::unknown(text.text(i + 2))),
    ))
}

/// «№ 5», «−5», «+7», «≥ 18», «§ 5».
pub(super) fn signed(text: &Text, i: usize) -> Option<Said> {
    let next = text.tokens.get(i + 1)?;
    if !text.is_number(i + 1) || next.before.contains('\n') {
        return None;
    }
    let glued = next.before.is_empty();
    let apart =
        i == 0 || text.tokens.get(i).is_some_and(|t| !t.before.is_empty()) || text.text(i.wrapping_sub(1)) == "(";
    let words = match text.text(i) {
        "−" | "-" if glued && apart => "минус",
        "+" => "плюс",
        "≥" => "не меньше",
        "≤" => "не больше",
        ">" => "больше",
        "<" => "меньше",
        "~" | "≈" => "примерно",
        "±" => "плюс-минус",
        "=" => "равно",
        "§" => "параграф",
        _ => return None,
    };
    Some(Said::new(i + 1, words.to_owned()))
}

/// The hours and minutes of a clock.
pub(super) fn clock(hours: u64, minutes: u64, case: Case) -> String {
    let whole = format!(
        "{} {}",
        cardinal(hours, Gender::M, case),
        noun::HOUR.counted(hours, case)
    );
    if minutes == 0 {
        return whole;
    }
    let rest = cardinal(minutes, Gender::F, case);
    format!("{whole} {rest} {}", noun::MINUTE.counted(minutes, case))
}
