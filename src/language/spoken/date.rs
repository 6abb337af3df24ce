//! Dates and years: «до 01.03.2026», «с 1 по 5 марта», «в 2023 году».

use super::Said;
use super::cardinal::word;
use super::context::{Governor, governor};
use super::form::{Case, Gender};
use super::ordinal::ordinal;
use super::text::Text;

/// Genitive of the months.
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// A date in any of its forms at a token.
pub(super) fn date(text: &Text, i: usize) -> Option<Said> {
    numeric(text, i)
        .or_else(|| days_of_month(text, i))
        .or_else(|| years(text, i))
}

/// The case of a date that ends before `next`. Without a preposition a date says when: «первого марта»;
/// alone, or after a dash, it names the day: «первое марта».
fn case_of(text: &Text, i: usize, next: usize) -> Case {
    match governor(text, i) {
        Governor::From => Case::Gen,
        Governor::Into | Governor::Behind | Governor::Each => Case::Acc,
        Governor::Sure(case) => case,
        Governor::Free | Governor::Object => {
            let before = i.checked_sub(1).map_or("", |at| text.low(at));
            let names = matches!(before, "сегодня" | "завтра" | "вчера" | "это" | "дата" | "день");
            let alone = text.begins(i) && before != "," && text.ends(next);
            if names || alone { Case::Nom } else { Case::Gen }
        }
    }
}

/// «01.03.2026», «2026-03-01».
fn numeric(text: &Text, i: usize) -> Option<Said> {
    let sign = text.text(i + 1);
    if !matches!(sign, "." | "-") || !text.touches(i + 1) || text.text(i + 3) != sign {
        return None;
    }
    let tight = (i + 2..=i + 4).all(|at| text.touches(at));
    let lengths = (text.text(i).len(), text.text(i + 2).len(), text.text(i + 4).len());
    let parts = (text.digits(i)?, text.digits(i + 2)?, text.digits(i + 4)?);
    let (day, month, year) = match (sign, lengths) {
        (".", (1 | 2, 1 | 2, 4)) => parts,
        // «от 01.03.26»: behind a preposition of dates nothing else is meant.
        (".", (2, 2, 2)) if matches!(text.low(i.wrapping_sub(1)), "от" | "с" | "со" | "до" | "по" | "к") => {
            (parts.0, parts.1, 2000 + parts.2)
        }
        ("-", (4, 2, 2)) => (parts.2, parts.1, parts.0),
        _ => return None,
    };
    // A fourth part: a version or an address, no date.
    let more = text.glued(i + 5, sign) && text.touches(i + 6) && text.is_number(i + 6);
    if !tight || more || !(1..=31).contains(&day) || !(1000..3000).contains(&year) {
        return None;
    }
    let name = MONTHS.get(usize::try_from(month.checked_sub(1)?).ok()?)?;
    let (next, stop) = year_word(text, i + 5);
    let case = case_of(text, i, next);
    let mut out = ordinal(day, Gender::N, case)?;
    word(&mut out, name);
    word(&mut out, &ordinal(year, Gender::M, Case::Gen)?);
    word(&mut out, "года");
    out.push_str(stop);
    Some(Said::new(next, out))
}

/// «г.» or «года» behind a year: the token after it.
fn year_word(text: &Text, i: usize) -> (usize, &'static str) {
    match text.low(i) {
        "г" if text.glued(i + 1, ".") && text.same_line(i) => (i + 2, text.stop(i + 2)),
        "года" if text.same_line(i) => (i + 1, ""),
        _ => (i, ""),
    }
}

/// One number of a list and how it is joined to the next: «с 1 по 5 марта», «1, 2 и 3 мая».
struct Listed {
    value: u64,
    /// The words or the sign before it.
    joint: &'static str,
}

fn joint(text: &Text, i: usize) -> Option<&'static str> {
    match text.low(i) {
        "," => Some(","),
        "и" => Some("и"),
        "или" => Some("или"),
        "по" => Some("по"),
        "до" => Some("до"),
        _ if text.is_dash(i) => Some("—"),
        _ => None,
    }
}

/// Numbers up to something that `fits`, joined as in a list; the token after the last.
fn list(text: &Text, i: usize, fits: impl Fn(usize) -> Option<u64>) -> Option<(Vec<Listed>, usize)> {
    let mut items = vec![Listed {
        value: fits(i)?,
        joint: "",
    }];
    let mut next = after_number(text, i);
    while items.len() < 6
        && let Some(joint) = joint(text, next)
        && let Some(value) = fits(next + 1)
        && text.same_line(next)
    {
        items.push(Listed { value, joint });
        next = after_number(text, next + 1);
    }
    Some((items, next))
}

/// The token after a number and its ending: «1-го».
fn after_number(text: &Text, i: usize) -> usize {
    let ending = text.is_hyphen(i + 1) && matches!(text.low(i + 2), "го" | "е" | "му" | "м" | "ое" | "ого");
    if ending { i + 3 } else { i + 1 }
}

/// Ordinals of a list in their cases; a range that nothing governs is «с первого по пятое».
fn ordinals(items: &[Listed], gender: Gender, case: Case, free: bool) -> Option<String> {
    let range = matches!(items, [_, last] if last.joint == "—");
    if let [first, last] = items
        && range
        && free
    {
        let from = ordinal(first.value, gender, Case::Gen)?;
        return Some(format!("с {from} по {}", ordinal(last.value, gender, Case::Acc)?));
    }
    let mut out = String::new();
    for item in items {
        let case = match item.joint {
            "по" => Case::Acc,
            "до" => Case::Gen,
            _ => case,
        };
        match item.joint {
            "," => out.push(','),
            joint => word(&mut out, joint),
        }
        word(&mut out, &ordinal(item.value, gender, case)?);
    }
    Some(out.trim_start().to_owned())
}

/// «1 марта 2026 г.», «с 1 по 5 марта», «26 числа».
fn days_of_month(text: &Text, i: usize) -> Option<Said> {
    let day = |at: usize| {
        text.digits(at)
            .filter(|d| (1..=31).contains(d) && text.text(at).len() <= 2)
    };
    let (items, month) = list(text, i, day)?;
    if !text.same_line(month) || text.touches(month) {
        return None;
    }
    let name = text.low(month);
    let of_number = match name {
        "числа" => Some(Case::Gen),
        "число" => Some(Case::Acc),
        "числу" => Some(Case::Dat),
        "числом" => Some(Case::Ins),
        _ => None,
    };
    if of_number.is_none() && !MONTHS.contains(&name) {
        return None;
    }
    let mut next = month + 1;
    let mut year = String::new();
    let mut stop = "";
    if of_number.is_none()
        && text.text(next).len() == 4
        && text.same_line(next)
        && let Some(n) = text.digits(next).filter(|n| (1000..3000).contains(n))
    {
        (next, stop) = year_word(text, next + 1);
        year = format!(" {} года", ordinal(n, Gender::M, Case::Gen)?);
    }
    let written = if text.is_hyphen(i + 1) {
        ending_case(text.low(i + 2))
    } else {
        None
    };
    // «с 5 по 10 число»: the word shows the case of the last number only.
    let of_all = of_number.filter(|_| !items.iter().any(|i| matches!(i.joint, "по" | "до")));
    let case = of_all.or(written).unwrap_or_else(|| case_of(text, i, next));
    let free = matches!(governor(text, i), Governor::Free | Governor::Object);
    let words = ordinals(&items, Gender::N, case, free)?;
    Some(Said::new(next, format!("{words} {}{year}{stop}", text.text(month))))
}

fn ending_case(ending: &str) -> Option<Case> {
    match ending {
        "го" | "ого" => Some(Case::Gen),
        "е" | "ое" => Some(Case::Nom),
        "му" => Some(Case::Dat),
        "м" => Some(Case::Ins),
        _ => None,
    }
}

/// A month in the singular of any case.
fn is_month(low: &str) -> bool {
    const STEMS: [&str; 11] = [
        "январ",
        "феврал",
        "апрел",
        "июн",
        "июл",
        "август",
        "сентябр",
        "октябр",
        "ноябр",
        "декабр",
        "март",
    ];
    matches!(low, "май" | "мая" | "маю" | "маем" | "мае")
        || STEMS.iter().any(|stem| {
            let ending = low.strip_prefix(stem);
            ending.is_some_and(|e| matches!(e, "" | "ь" | "я" | "ю" | "ем" | "е" | "а" | "у" | "ом"))
        })
}

/// «в 2023 году», «2023–2025 гг.», «за 2023 отчётный год».
fn years(text: &Text, i: usize) -> Option<Said> {
    let year = |at: usize| {
        text.digits(at)
            .filter(|y| (1000..3000).contains(y) && text.text(at).len() == 4)
    };
    let (items, at) = list(text, i, year)?;
    if items.len() == 1
        && is_month(text.low(i.wrapping_sub(1)))
        && !text.low(at).starts_with("год")
        && text.low(at) != "г"
    {
        // «в марте 2026»
        let year = ordinal(text.digits(i)?, Gender::M, Case::Gen)?;
        return Some(Said::new(i + 1, format!("{year} года")));
    }
    if text.touches(at) && !matches!(text.low(at), "г" | "гг") || !text.same_line(at) {
        return None;
    }
    // «2023 учебный год»
    let qualified = [
        "учебн",
        "отчетн",
        "финансов",
        "календарн",
        "расчетн",
        "налогов",
        "бюджетн",
    ];
    let adjective = qualified.iter().any(|q| text.low(at).starts_with(q));
    let noun = if adjective { at + 1 } else { at };
    let many = items.len() > 1 && items.iter().all(|i| !matches!(i.joint, "по" | "до"));
    let governor = governor(text, i);
    let of_quarter = i >= 2 && text.low(i - 2) == "кв" && text.text(i - 1) == ".";
    let by_preposition = match governor {
        _ if of_quarter => Case::Gen,
        Governor::Free if text.begins(i) => Case::Nom,
        Governor::Free | Governor::Object | Governor::From => Case::Gen,
        Governor::Into if matches!(text.low(i.wrapping_sub(1)), "в" | "во") => Case::Pre,
        governor => governor.case(),
    };
    let mut stop = "";
    let mut next = noun + 1;
    let (case, said) = match text.low(noun) {
        "год" | "годы" if governor.case() == Case::Acc => (Case::Acc, None),
        "год" | "годы" => (Case::Nom, None),
        "года" | "годов" => (Case::Gen, None),
        "году" if matches!(by_preposition, Case::Dat) => (Case::Dat, None),
        "году" | "годах" => (Case::Pre, None),
        "годам" => (Case::Dat, None),
        "годом" | "годами" => (Case::Ins, None),
        short @ ("г" | "гг") if text.glued(next, ".") => {
            next += 1;
            stop = text.stop(next);
            let noun = &super::noun::YEAR;
            let word = match (short, by_preposition) {
                ("гг", Case::Gen) => "годов",
                ("гг", case) => noun.many(case),
                (_, case) => noun.one(case),
            };
            (by_preposition, Some(word))
        }
        _ => return None,
    };
    // «с 2020 по 2023 год»: the noun belongs to the last, the first stands as its preposition asks.
    let first = if many || items.len() == 1 { case } else { by_preposition };
    let words = ordinals(&items, Gender::M, first, false)?;
    let between = if adjective {
        format!(" {}", text.text(at))
    } else {
        String::new()
    };
    let noun = said.unwrap_or_else(|| text.text(noun));
    Some(Said::new(next, format!("{words}{between} {noun}{stop}")))
}
