//! Values as texts for people.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::value::{Date, Duration, Lang, Money, Value};

/// How a value is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// As its type asks.
    #[default]
    Plain,
    /// A sum in roubles: «20 000 ₽».
    Money,
    /// «1 сентября 2023 года».
    Date,
    /// «01.09.2023».
    ShortDate,
    /// With grouped thousands.
    Number,
    /// «10 дней».
    Duration,
    /// «+7 (912) 345-67-89».
    Phone,
    /// «112-233-445 95».
    Snils,
}

impl Format {
    /// The format with a name used in templates, Russian or English.
    pub fn from_name(folded: &str) -> Option<Self> {
        Some(match folded {
            "деньги" | "рубли" | "money" => Self::Money,
            "дата" | "date" => Self::Date,
            "кратко" | "дата_кратко" | "short" | "short_date" => Self::ShortDate,
            "число" | "number" => Self::Number,
            "длительность" | "срок" | "duration" => Self::Duration,
            "телефон" | "phone" => Self::Phone,
            "снилс" | "snils" => Self::Snils,
            _ => return None,
        })
    }
}

const NBSP: char = '\u{a0}';

/// A value in words. A format that does not suit the value is ignored; a number with [`Format::Money`]
/// is roubles.
pub fn show(value: &Value, format: Format, lang: Lang) -> String {
    match (value, format) {
        (Value::Unknown, _) => pick(lang, "не знаю", "not known").to_owned(),
        (Value::Bool(true), _) => pick(lang, "да", "yes").to_owned(),
        (Value::Bool(false), _) => pick(lang, "нет", "no").to_owned(),
        (Value::Number(n), Format::Money) => match Money::from_roubles(n.round_dp(2)) {
            Some(sum) => money(sum, lang),
            None => number(n, lang),
        },
        (Value::Number(n), _) => number(n, lang),
        (Value::Money(sum), Format::Number) => number(&sum.roubles(), lang),
        (Value::Money(sum), _) => money(*sum, lang),
        (Value::Date(date), Format::ShortDate) => {
            format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
        }
        (Value::Date(date), _) => long_date(*date, lang),
        (Value::Duration(d), _) => duration(*d, lang),
        (Value::Key(name), _) => name.replace('_', " "),
        (Value::Text(text), Format::Phone) => spaced(text, "+7", &[(" (", 3), (") ", 3), ("-", 2), ("-", 2)]),
        (Value::Text(text), Format::Snils) => spaced(text, "", &[("", 3), ("-", 3), ("-", 3), (" ", 2)]),
        (Value::Text(text), _) => text.to_string(),
        (Value::List(items), _) => join(&items.iter().map(|v| show(v, format, lang)).collect::<Vec<_>>(), lang),
        (Value::Record(parts), _) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|(name, v)| format!("{}: {}", name.replace('_', " "), show(v, format, lang)))
                .collect();
            parts.join("; ")
        }
    }
}

fn pick<'a>(lang: Lang, ru: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

/// The form of a word that goes with a number: Russian «день, дня, дней» (a fraction takes the
/// second), English "day, days". Fewer forms than needed: the last one.
///
/// The rules are those of CLDR.
pub fn plural<'a>(n: &Decimal, forms: &[&'a str], lang: Lang) -> &'a str {
    let index = match lang {
        Lang::Ru => {
            if !n.fract().is_zero() {
                1
            } else {
                let rest = (n.abs() % Decimal::ONE_HUNDRED).to_u8().unwrap_or(0);
                match (rest % 10, rest) {
                    (_, 11..=14) => 2,
                    (1, _) => 0,
                    (2..=4, _) => 1,
                    _ => 2,
                }
            }
        }
        Lang::En => usize::from(n.abs() != Decimal::ONE),
    };
    forms.get(index).or(forms.last()).copied().unwrap_or("")
}

/// Thousands are grouped from `least` digits on.
fn grouped(n: &Decimal, least: usize, places: Option<usize>, lang: Lang) -> String {
    let text = n.abs().normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let separator = pick(lang, "\u{a0}", ",");
    let mut out = String::with_capacity(text.len() + 8);
    if n.is_sign_negative() && !n.is_zero() {
        out.push('\u{2212}');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && whole.len() >= least && (whole.len() - i).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(pick(lang, ",", "."));
        out.push_str(fraction);
        for _ in fraction.len()..places.unwrap_or(0) {
            out.push('0');
        }
    }
    out
}

/// Numbers of four digits stay whole: they may be years.
fn number(n: &Decimal, lang: Lang) -> String {
    grouped(n, 5, None, lang)
}

fn money(sum: Money, lang: Lang) -> String {
    format!("{}{NBSP}₽", grouped(&sum.roubles(), 4, Some(2), lang))
}

static MONTHS_RU: &[&str] = &[
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
/// Names of the months.
pub(crate) static MONTHS_EN: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn long_date(date: Date, lang: Lang) -> String {
    let months = match lang {
        Lang::Ru => MONTHS_RU,
        Lang::En => MONTHS_EN,
    };
    let index = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
    let month = months.get(index).copied().unwrap_or("");
    match lang {
        Lang::Ru => format!("{}{NBSP}{month} {}{NBSP}года", date.day(), date.year()),
        Lang::En => format!("{}{NBSP}{month} {}", date.day(), date.year()),
    }
}

fn duration(d: Duration, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |n: i64, ru: [&str; 3], en: [&str; 2]| {
        if n != 0 {
            let count = Decimal::from(n);
            let word = match lang {
                Lang::Ru => plural(&count, &ru, lang),
                Lang::En => plural(&count, &en, lang),
            };
            parts.push(format!("{}{NBSP}{word}", number(&count, lang)));
        }
    };
    add((d.months / 12).into(), ["год", "года", "лет"], ["year", "years"]);
    add(
        (d.months % 12).into(),
        ["месяц", "месяца", "месяцев"],
        ["month", "months"],
    );
    add(d.days.into(), ["день", "дня", "дней"], ["day", "days"]);
    add(
        d.working_days.into(),
        ["рабочий день", "рабочих дня", "рабочих дней"],
        ["working day", "working days"],
    );
    add(d.seconds / 3600, ["час", "часа", "часов"], ["hour", "hours"]);
    add(
        d.seconds / 60 % 60,
        ["минута", "минуты", "минут"],
        ["minute", "minutes"],
    );
    add(d.seconds % 60, ["секунда", "секунды", "секунд"], ["second", "seconds"]);
    if parts.is_empty() {
        return format!("0{NBSP}{}", pick(lang, "дней", "days"));
    }
    parts.join(" ")
}

/// Digits after `prefix` set in groups with separators before them; the text itself when its digits
/// are not as many as the groups hold.
fn spaced(text: &str, prefix: &str, groups: &[(&str, usize)]) -> String {
    let Some(digits) = text
        .strip_prefix(prefix)
        .filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
    else {
        return text.to_owned();
    };
    if digits.len() != groups.iter().map(|(_, n)| n).sum::<usize>() {
        return text.to_owned();
    }
    let mut out = String::from(prefix);
    let mut from = 0;
    for (separator, length) in groups {
        out.push_str(separator);
        out.push_str(digits.get(from..from + length).unwrap_or(""));
        from += length;
    }
    out
}

fn join(items: &[String], lang: Lang) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{}{}{last}", rest.join(", "), pick(lang, " и ", " and ")),
    }
}
