//! Ages: «мне 35 лет», «ребёнку полтора года», «семилетний», «мне шестьдесят пятый год».

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::age_words::{Adjective, Who, adjective, is_between, is_person, names_age, who};
use super::duration::duration_at;
use super::hints::Starts;
use super::number::{Found, is_hesitation, number_at};
use super::ordinal::ordinal_at;
use super::words::{Word, WordKind, at, touching};
use crate::value::{Duration, Lang};

/// Nobody is older, in months.
const MOST: i32 = 125 * 12;
/// How far before an age its person may stand, in words.
const REACH: usize = 5;

/// Ages of people in a text, as full years and months (weeks and days of babies as days). «Шестьдесят пятый год» is
/// 64 full years. A period («жду два года», «стаж 5 лет») and a bound («до 3 лет») are no ages.
pub fn ages(words: &[Word], lang: Lang) -> Vec<Found<Duration>> {
    ages_from(words, lang, &Starts::ALL)
}

/// As [`ages`], looking only where one may begin.
pub(super) fn ages_from(words: &[Word], lang: Lang, starts: &Starts) -> Vec<Found<Duration>> {
    let mut found: Vec<Found<Duration>> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !starts.at(i) {
            i += 1;
            continue;
        }
        match age_at(words, i, lang) {
            Some((age, next)) => {
                found.push(Found::new(words, i, next, age));
                i = next.max(i + 1);
            }
            None => {
                let next = list_at(words, i, lang, &mut found);
                // A number is stepped over whole, so that «двести тридцать лет» never starts at «тридцать».
                i = next.unwrap_or_else(|| number_at(words, i, lang).map_or(i + 1, |(_, next)| next.max(i + 1)));
            }
        }
    }
    found
}

fn age_at(words: &[Word], i: usize, lang: Lang) -> Option<(Duration, usize)> {
    adjective_at(words, i, lang)
        .or_else(|| ordinal_year(words, i))
        .or_else(|| with_unit(words, i, lang))
        .or_else(|| without_unit(words, i, lang))
        .filter(|(age, _)| (0..=MOST).contains(&age.months))
}

/// «Семилетний», «3-х летнего», "a 5-year-old".
fn adjective_at(words: &[Word], i: usize, lang: Lang) -> Option<(Duration, usize)> {
    let (months, next) = match words.get(i)?.kind {
        WordKind::Word => match adjective(at(words, i)) {
            Some(Adjective::Whole(months)) => (months, i + 1),
            _ => {
                // «Семи летний», «пяти-летнего» apart.
                let (value, next) = number_at(words, i, lang)?;
                match adjective(at(words, next)) {
                    Some(Adjective::Tail(unit)) => (value.to_u32()?.checked_mul(unit)?, next + 1),
                    _ => return None,
                }
            }
        },
        WordKind::Number => {
            let value: u32 = at(words, i).parse().ok().filter(|v| *v < 200)?;
            let mut next = i + 1;
            // English: "5-year-old", "5 year old".
            if at(words, next) == "-" {
                next += 1;
            }
            match (at(words, next), at(words, next + 1)) {
                ("year-old" | "year-olds", _) => {
                    return Some((Duration::months(i32::try_from(value * 12).ok()?), next + 1));
                }
                ("month-old", _) => return Some((Duration::months(i32::try_from(value).ok()?), next + 1)),
                ("year", "old") => return Some((Duration::months(i32::try_from(value * 12).ok()?), next + 2)),
                _ => {}
            }
            // «3-х летний», «3х летний», «5-ти летний».
            if matches!(at(words, next), "х" | "ти" | "и" | "мя") {
                next += 1;
                if at(words, next) == "-" {
                    next += 1;
                }
            }
            match adjective(at(words, next)) {
                Some(Adjective::Tail(unit)) if next > i + 1 || touching(words, i) => {
                    (value.checked_mul(unit)?, next + 1)
                }
                _ => return None,
            }
        }
        WordKind::Punct => return None,
    };
    let after = words.get(next);
    let of_person = match after {
        None => true,
        Some(word) if word.kind == WordKind::Punct => true,
        Some(word) => is_person(&word.folded),
    };
    let before = (1..=2).any(|back| i.checked_sub(back).is_some_and(|k| who(at(words, k)).is_some()));
    (of_person || before).then_some((Duration::months(i32::try_from(months).ok()?), next))
}

/// «Мне шестьдесят пятый год»: the year that runs is not full yet.
fn ordinal_year(words: &[Word], i: usize) -> Option<(Duration, usize)> {
    let (value, next) = ordinal_at(words, i)?;
    if !matches!(at(words, next), "год" | "годик" | "годок" | "месяц") || !(1..=125).contains(&value)
    {
        return None;
    }
    let (person, _) = person_before(words, i)?;
    let runs = matches!(at(words, next + 1), "пошел" | "идет" | "уже")
        || (1..=3).any(|back| {
            i.checked_sub(back)
                .is_some_and(|k| matches!(at(words, k), "идет" | "пошел"))
        });
    // «Сын первый год в школе», «мне второй год не платят» are about time.
    let about_time =
        words.get(next).is_some() && words.get(next + 1).is_some_and(|w| w.kind == WordKind::Word) && !runs;
    if (person == Who::Noun && !runs)
        || (about_time && !matches!(at(words, next + 1), "и" | "а" | "но" | "пенсионер" | "живу" | "я"))
    {
        return None;
    }
    let full = i32::try_from(value - 1).ok()?;
    let unit = if at(words, next) == "месяц" { 1 } else { 12 };
    Some((Duration::months(full * unit), next + 1))
}

/// A period with the units of an age and a person beside it.
fn with_unit(words: &[Word], i: usize, lang: Lang) -> Option<(Duration, usize)> {
    let person = person_before(words, i);
    let named = i > 0 && words.iter().take(i).rev().take(2).any(|w| names_age(&w.folded));
    let of_child = person.is_some_and(|(p, _)| p == Who::Dative || at(words, i) == "годик");
    let (age, next) = duration_at(words, i, lang, of_child)?;
    if age.working_days != 0 || age.seconds != 0 || (age.months == 0 && age.days == 0) {
        return None;
    }
    let mut end = next;
    let mut sure = named && !is_bound_word(words, i);
    match (at(words, next), at(words, next + 1)) {
        ("от", "роду") => (end, sure) = (next + 2, true),
        ("отроду", _) => (end, sure) = (next + 1, true),
        ("old", _) => (end, sure) = (next + 1, true),
        ("of", "age") => (end, sure) = (next + 2, true),
        _ => {}
    }
    if sure {
        return Some((age, end));
    }
    if is_about_time(words, next) || is_bound_word(words, i) {
        return None;
    }
    match person {
        // «Мне три месяца отвечают отписками»: who writes is no baby.
        Some((Who::Pronoun, k)) if at(words, k) == "мне" && age.months < 120 => return None,
        Some((Who::Pronoun, _)) if ["ют", "ят", "ут", "ат"].iter().any(|e| at(words, next).ends_with(e)) => {
            return None;
        }
        Some(_) => return Some((age, end)),
        None => {}
    }
    // «В 14 лет», «67 лет мне», «три года ребёнку».
    let at_age = i > 0 && at(words, i - 1) == "в" && at(words, next - 1) == "лет" && age.months >= 60;
    let follows = match who(at(words, next)) {
        Some(Who::Pronoun) => {
            age.months >= 12
                && at(words, next + 1) != "не"
                && words.get(next + 1).is_none_or(|w| w.kind == WordKind::Punct)
        }
        Some(Who::Dative) => true,
        _ => false,
    };
    (at_age || follows).then_some((age, end))
}

/// «Мне 67», «сыну семь», «возраст 45», "I am 35".
fn without_unit(words: &[Word], i: usize, lang: Lang) -> Option<(Duration, usize)> {
    let (value, next) = number_at(words, i, lang)?;
    let named = i > 0 && words.iter().take(i).rev().take(2).any(|w| names_age(&w.folded));
    let person = person_before(words, i);
    let english = i > 0 && matches!(at(words, i - 1), "am" | "im" | "is" | "turned");
    let half = value.checked_mul(Decimal::TWO)?.fract().is_zero();
    let months = value.checked_mul(Decimal::from(12)).filter(|_| half)?.to_i32()?;
    let least = match person {
        Some((Who::Dative, _)) => 6,
        Some((Who::Pronoun, _)) => 10 * 12,
        Some((Who::Noun, _)) if english => 12,
        None if named => 12,
        None if i > 0 && matches!(at(words, i - 1), "am" | "im") => 10 * 12,
        _ => return None,
    };
    if months < least || is_bound_word(words, i) {
        return None;
    }
    // «Дайте мне 20», «мне прислали 15» speak of things.
    if let Some((Who::Pronoun, at_person)) = person
        && at_person > 0
        && words.get(at_person - 1).is_some_and(|w| is_giving(&w.folded))
    {
        return None;
    }
    let ends = words.get(next).is_none_or(|w| {
        if w.kind == WordKind::Punct {
            // «Мне 20%», «мне 15/20».
            matches!(&*w.folded, "." | "," | "!" | "?" | ";" | ")")
        } else {
            matches!(
                &*w.folded,
                "и" | "а"
                    | "но"
                    | "я"
                    | "он"
                    | "она"
                    | "живу"
                    | "живет"
                    | "живем"
                    | "работаю"
                    | "работает"
                    | "пенсионер"
                    | "пенсионерка"
                    | "хочу"
                    | "можно"
                    | "как"
                    | "что"
                    | "где"
                    | "муж"
                    | "жена"
                    | "жду"
                    | "инвалид"
                    | "когда"
                    | "какие"
                    | "какая"
                    | "куда"
                    | "сколько"
                    | "старше"
                    | "младшему"
                    | "младшей"
                    | "старшему"
                    | "дочери"
                    | "дочке"
                    | "сыну"
                    | "мужу"
                    | "жене"
                    | "and"
                    | "могу"
                    | "двое"
                    | "трое"
                    | "четверо"
                    | "пятеро"
                    | "имею"
                    | "у"
                    | "уже"
                    | "мы"
                    | "положена"
                    | "положено"
                    | "учится"
                    | "ходит"
                    | "не"
                    | "now"
            )
        }
    });
    ends.then_some((Duration::months(months), next))
}

/// «Дети 5 и 7 лет», «сыновьям 3, 5 и 9 лет»: the first ages have no unit. One past the last.
fn list_at(words: &[Word], i: usize, lang: Lang, found: &mut Vec<Found<Duration>>) -> Option<usize> {
    let (mut value, mut next) = number_at(words, i, lang)?;
    let person = words.iter().take(i).rev().take(REACH).find_map(|w| who(&w.folded));
    if !matches!(person, Some(Who::Dative | Who::Noun)) {
        return None;
    }
    let mut from = i;
    let mut list = Vec::new();
    while list.len() < 8 {
        list.push((from, next, value));
        if matches!(at(words, next), "лет" | "года" | "годика" | "годиков") {
            if list.len() < 2 {
                return None;
            }
            let (last, ..) = *list.last()?;
            for (from, to, value) in list {
                let to = if from == last { to + 1 } else { to };
                let months = value
                    .checked_mul(Decimal::from(12))?
                    .to_i32()
                    .filter(|m| (1..=MOST).contains(m))?;
                found.push(Found::new(words, from, to, Duration::months(months)));
            }
            return Some(next + 1);
        }
        let mut after = next;
        while after < next + 2 && matches!(at(words, after), "," | "и") {
            after += 1;
        }
        if after == next {
            return None;
        }
        from = after;
        (value, next) = number_at(words, from, lang)?;
    }
    None
}

/// The person whose age may stand at `i`, and where they are named.
fn person_before(words: &[Word], i: usize) -> Option<(Who, usize)> {
    let mut back = i;
    while let Some(before) = back.checked_sub(1).filter(|b| i - b <= REACH) {
        let word = at(words, before);
        if let Some(person) = who(word) {
            return Some((person, before));
        }
        if !is_between(word) && !is_hesitation(words, before) {
            return None;
        }
        back = before;
    }
    None
}

/// «До трёх лет», «с 18 лет», «старше 65», «через 2 года» are no ages of anybody.
fn is_bound_word(words: &[Word], i: usize) -> bool {
    i > 0
        && matches!(
            at(words, i - 1),
            "до" | "с"
                | "от"
                | "после"
                | "старше"
                | "младше"
                | "моложе"
                | "через"
                | "за"
                | "под"
                | "спустя"
                | "больше"
                | "более"
                | "меньше"
                | "менее"
                | "свыше"
                | "over"
                | "under"
                | "for"
                | "in"
        )
}

/// «Два года назад», «мне пять лет не платят», «10 лет стажа».
fn is_about_time(words: &[Word], next: usize) -> bool {
    let verb = |word: &str| {
        ["ют", "ят", "ут", "ат", "ет", "ит", "ли", "ла", "ло", "гут"]
            .iter()
            .any(|e| word.ends_with(e))
    };
    match at(words, next) {
        "назад" | "тому" | "подряд" | "спустя" | "стажа" | "стаж" | "как" | "ждать" | "жду" | "ждем" | "прошло"
        | "осталось" | "ago" | "лишения" | "до" | "после" | "условно" | "службы" | "работы" | "каждый"
        | "experience" => true,
        "не" | "никак" => verb(at(words, next + 1)),
        _ => false,
    }
}

fn is_giving(word: &str) -> bool {
    let known = word.starts_with("исполн")
        || word.starts_with("стукн")
        || matches!(word, "если" | "было" | "нет" | "пособие" | "лет");
    !known
        && ["те", "ли", "ло", "ла", "ут", "ют", "ит", "ет", "но", "ай"]
            .iter()
            .any(|e| word.ends_with(e))
        && word.len() > 6
}
