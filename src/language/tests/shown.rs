//! Tables of values as they are shown.

use super::*;

fn value(kind: &str, text: &str) -> Value {
    let numbers = || {
        text.split_whitespace()
            .map(|n| n.parse().unwrap())
            .collect::<Vec<i32>>()
    };
    match kind {
        "число" | "рубли" => Value::Number(text.parse().unwrap()),
        "деньги" => Value::Money(Money::from_roubles(text.parse().unwrap()).unwrap()),
        "дата" | "дата_кратко" => Value::Date(text.parse().unwrap()),
        "длительность" => {
            let n = numbers();
            Value::Duration(Duration {
                months: n[0],
                days: n[1],
                working_days: n[2],
                seconds: n[3].into(),
            })
        }
        "да_нет" => Value::Bool(text == "true"),
        "неизвестно" => Value::Unknown,
        "ключ" => Value::Key(text.into()),
        "список" => Value::List(text.split(' ').map(|k| Value::Key(k.into())).collect()),
        _ => Value::Text(text.into()),
    }
}

#[test]
fn show_table() {
    check("show", 35, |input| {
        let lang = if input[0] == "en" { Lang::En } else { Lang::Ru };
        let format = Format::from_name(input[1]).unwrap_or_default();
        show(&value(input[1], input[2]), format, lang).replace('\u{a0}', "_")
    });
}

#[test]
fn plural_table() {
    check("plural", 20, |input| {
        let forms: Vec<&str> = input[1].split(", ").collect();
        plural(&input[0].parse().unwrap(), &forms, lang_of(input[1])).into()
    });
}
