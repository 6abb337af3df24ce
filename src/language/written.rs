//! Values as an author writes them in a test.

use rust_decimal::Decimal;

use super::plural;
use crate::value::{Duration, Lang, Value};

/// A value in the language of bases; `None` where it cannot be written in one line, as lists and
/// results with several parts.
pub fn written(value: &Value, lang: Lang) -> Option<String> {
    let pick = |ru: &str, en: &str| (if lang == Lang::Ru { ru } else { en }).to_owned();
    Some(match value {
        Value::Unknown => pick("неизвестно", "unknown"),
        Value::Bool(true) => pick("да", "yes"),
        Value::Bool(false) => pick("нет", "no"),
        Value::Number(n) => n.normalize().to_string(),
        Value::Money(sum) => sum.roubles().normalize().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Duration(d) => duration(*d, lang),
        Value::Key(name) => name.to_string(),
        Value::Text(text) => format!(
            "\"{}\"",
            text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
        ),
        _ => return None,
    })
}

fn duration(d: Duration, lang: Lang) -> String {
    let parts: [(i64, &[&str], &[&str]); 4] = [
        (
            i64::from(d.months),
            &["месяц", "месяца", "месяцев"],
            &["month", "months"],
        ),
        (i64::from(d.days), &["день", "дня", "дней"], &["day", "days"]),
        (
            i64::from(d.working_days),
            &["рабочий день", "рабочих дня", "рабочих дней"],
            &["working day", "working days"],
        ),
        (d.seconds, &["секунда", "секунды", "секунд"], &["second", "seconds"]),
    ];
    let mut words: Vec<String> = Vec::new();
    for (n, ru, en) in parts {
        if n != 0 {
            let forms = if lang == Lang::Ru { ru } else { en };
            words.push(format!("{n} {}", plural(&Decimal::from(n), forms, lang)));
        }
    }
    if words.is_empty() {
        return (if lang == Lang::Ru { "0 дней" } else { "0 days" }).to_owned();
    }
    words.join(" ")
}
