//! Literals of FEEL in our words.

use rust_decimal::Decimal;
use unicode_normalization::is_nfc;

use super::Refused;
use super::expr::{Written, null};
use super::types::Ty;
use super::write::{quoted, time};

type W = Result<Written, Refused>;

pub(super) fn number(n: &str, at: u32) -> W {
    let refused = || {
        Refused::new(
            at,
            format!("число {n} длиннее 28 знаков"),
            format!("the number {n} has more than 28 digits"),
        )
    };
    let parsed = if n.contains(['e', 'E']) {
        Decimal::from_scientific(n).map_err(|_| refused())?
    } else {
        let digits = n
            .trim_start_matches(['0', '.'])
            .bytes()
            .filter(u8::is_ascii_digit)
            .count();
        if digits > 28 {
            return Err(refused());
        }
        n.parse::<Decimal>().map_err(|_| refused())?
    };
    Ok(Written::atom(parsed.to_string(), Ty::Number(None)))
}

pub(super) fn text(t: &str, at: u32) -> W {
    if !is_nfc(t) || t.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Refused::new(
            at,
            "текст с управляющими знаками или составными буквами не переносится",
            "a text with control characters or composed letters is not taken over",
        ));
    }
    Ok(Written::atom(quoted(t), Ty::Text))
}

/// `@"2020-01-01"`, `@"P1D"`.
pub(super) fn literal(t: &str, at: u32) -> W {
    if let Some(date) = date(t) {
        return Ok(date);
    }
    if t.trim_start_matches('-').starts_with('P') {
        return duration(t, at);
    }
    // A day that no calendar has is null; anything else may be a time.
    if t.len() == 10 && t.bytes().filter(|b| *b == b'-').count() == 2 && !t.contains(':') {
        return Ok(null());
    }
    Err(time(at))
}

/// A date as we write it.
pub(super) fn date(t: &str) -> Option<Written> {
    let right = t.len() == 10
        && t.bytes().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    let parsed = t.parse::<crate::value::Date>().ok().filter(|_| right)?;
    Some(Written::atom(parsed.to_string(), Ty::Date))
}

/// A period as we write it; null for what is none.
pub(super) fn duration(t: &str, at: u32) -> W {
    let (negative, rest) = t.strip_prefix('-').map_or((false, t), |r| (true, r));
    let long = rest.split(|c: char| !c.is_ascii_digit()).any(|d| d.len() > 6);
    if rest.contains('.') || long {
        return Err(Refused::new(
            at,
            "доли секунды и сроки длиннее шести знаков не поддерживаются",
            "parts of a second and periods of more than six digits are not supported",
        ));
    }
    let Some(d) = crate::runtime::feel_duration(rest) else {
        return Ok(null());
    };
    let mut parts = Vec::new();
    let mut part = |n: i64, ru: &str| {
        if n != 0 {
            parts.push(format!("{n} {ru}"));
        }
    };
    part(i64::from(d.months / 12), unit(d.months / 12, ["год", "года", "лет"]));
    part(
        i64::from(d.months % 12),
        unit(d.months % 12, ["месяц", "месяца", "месяцев"]),
    );
    part(i64::from(d.days), unit(d.days, ["день", "дня", "дней"]));
    let small = |n: i64| i32::try_from(n % 100).unwrap_or(0);
    part(
        d.seconds / 3600,
        unit(small(d.seconds / 3600), ["час", "часа", "часов"]),
    );
    part(
        d.seconds / 60 % 60,
        unit(small(d.seconds / 60 % 60), ["минута", "минуты", "минут"]),
    );
    part(
        d.seconds % 60,
        unit(small(d.seconds % 60), ["секунда", "секунды", "секунд"]),
    );
    let text = if parts.is_empty() {
        let zero = if rest.contains('T') || rest.contains('D') {
            "0 дней"
        } else {
            "0 месяцев"
        };
        zero.to_owned()
    } else {
        parts.join(" ")
    };
    Ok(if negative {
        Written {
            text: format!("-({text})"),
            binds: 7,
            ty: Ty::Duration,
        }
    } else {
        Written::atom(text, Ty::Duration)
    })
}

fn unit(n: i32, forms: [&str; 3]) -> &str {
    let [one, few, many] = forms;
    match (n % 10, n % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}
