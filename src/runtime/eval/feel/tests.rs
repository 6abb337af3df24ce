//! Expressions as people write them, through the compiler.

use rustc_hash::FxHashMap;

use crate::bundle::program::FactId;
use crate::compile::{self, Checked, Input};
use crate::runtime::derive;
use crate::value::{Date, Duration, Money, Value};

const TODAY: Date = Date::constant(2024, 3, 31);

fn checked(text: &str) -> Checked {
    compile::check(vec![Input {
        path: "scenarios/a.scenario".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }])
}

fn codes(text: &str) -> Vec<&'static str> {
    checked(text).diagnostics.iter().map(|d| d.entry.code).collect()
}

/// The value of the decision `итог` with these facts.
fn derived(text: &str, facts: &[(&str, Value)]) -> Value {
    let checked = checked(text);
    let errors: Vec<_> = checked.diagnostics.iter().map(|d| (d.entry.code, d.severity)).collect();
    assert!(!checked.has_errors(), "{errors:?}");
    let program = checked.model.program;
    let id = |name: &str| {
        let at = program.facts.iter().position(|f| &*f.name == name).unwrap();
        FactId(u32::try_from(at).unwrap())
    };
    let facts: FxHashMap<FactId, Value> = facts.iter().map(|(n, v)| (id(n), v.clone())).collect();
    derive(&program, &facts, id("итог"), TODAY).0
}

fn of(ty: &str, expression: &str) -> Value {
    derived(&format!("решение итог: {ty} = {expression}\nконец\n"), &[])
}

fn number(n: &str) -> Value {
    Value::Number(n.parse().unwrap())
}

fn day(y: i16, m: i8, d: i8) -> Value {
    Value::Date(Date::constant(y, m, d))
}

#[test]
fn money_inside_rounding_is_exact() {
    let facts = "факт доход: деньги\n  вопрос \"Доход?\"\nконец\n";
    let income = [("доход", Value::Money(Money(1_005)))];
    let kopecks = |expression: &str| derived(&format!("{facts}решение итог: деньги = {expression}\nконец\n"), &income);
    // Rounded on the way it would be 10.06.
    assert_eq!(kopecks("округлить(доход * 0.5 * 2, 2)"), Value::Money(Money(1_005)));
    assert_eq!(kopecks("доход * 0.5 * 2"), Value::Money(Money(1_006)));
    assert_eq!(kopecks("округлить(доход / 3 * 3 + 1 ₽, 2)"), Value::Money(Money(1_105)));
    assert_eq!(kopecks("округлить(доход * 0.5, 0, вверх)"), Value::Money(Money(600)));
    assert_eq!(kopecks("округлить(доход * 0.5, 0, down)"), Value::Money(Money(500)));
    assert_eq!(kopecks("округлить(доход, -1, к_нулю)"), Value::Money(Money(1_000)));
    assert_eq!(kopecks("округлить(доход / 0, 2)"), Value::Unknown);
}

#[test]
fn silent_rounding_is_told_once_and_only_where_it_happens() {
    let of = |expression: &str| {
        codes(&format!(
            "факт доход: деньги\n  вопрос \"Доход?\"\nконец\nфакт детей: целое\n  вопрос \"Сколько?\"\nконец\n\
             решение итог: деньги = {expression}\nконец\n"
        ))
    };
    for silent in [
        "доход * 0.5",
        "0.5 * доход",
        "доход / детей",
        "доход * 0.5 / 12 * 0.13",
        "мин(доход * 0.5, доход)",
    ] {
        assert_eq!(of(silent), ["L0258"], "{silent}");
    }
    for said in [
        "доход * 2",
        "доход * детей + 100",
        "доход / 1",
        "округлить(доход * 0.5, 2)",
        "округлить(доход * 0.5 / 12 + доход / 3, 0, вверх)",
    ] {
        assert_eq!(of(said), [""; 0], "{said}");
    }
    // What stands inside another function inside is rounded before.
    assert_eq!(of("округлить(мин(доход * 0.5, доход), 2)"), ["L0258"]);
    let note = "факт день: дата\n  вопрос \"Когда?\"\nконец\nрешение итог: дата = ";
    for (expression, found) in [
        ("день + 1 месяц", 1),
        ("добавить(день, 1 год)", 1),
        ("добавить(день, 1 год, последний_день)", 0),
        ("2024-01-28 + 1 месяц", 0),
        ("день + 30 дней", 0),
    ] {
        assert_eq!(
            codes(&format!("{note}{expression}\nконец\n")).len(),
            found,
            "{expression}"
        );
    }
}

#[test]
fn functions_that_are_read_aloud() {
    assert_eq!(
        of("дата", "добавить(сегодня, -1 месяц, последний_день)"),
        day(2024, 2, 29)
    );
    assert_eq!(
        of("дата", "добавить(2024-01-31, 1 месяц, первое_число)"),
        day(2024, 3, 1)
    );
    assert_eq!(
        of("дата", "добавить(2024-01-31, 1 месяц 2 дня, first_of_next)"),
        day(2024, 3, 3)
    );
    assert_eq!(of("целое", "месяцев_между(2024-01-31, 2024-03-30)"), number("1"));
    assert_eq!(of("целое", "месяцев_между(2024-03-30, 2024-01-31)"), number("-1"));
    assert_eq!(of("целое", "лет_между(2000-02-29, 2024-02-28)"), number("23"));
    assert_eq!(of("целое", "год(сегодня) * 100 + месяц(сегодня)"), number("202403"));
    assert_eq!(of("целое", "день_недели(сегодня)"), number("7"));
    assert_eq!(of("число", "2 ** 3 ** 2 - 2 ** -1"), number("63.5"));
    assert_eq!(of("число", "-2 ** 2"), number("-4"));
    assert_eq!(of("число", "остаток(-7, 3) + целая_часть(-1.5) + абс(-4)"), number("4"));
    assert_eq!(
        of(
            "число",
            "сумма(1, 2, 3) + среднее((2, 4)) + количество((1, неизвестно))"
        ),
        number("11")
    );
    assert_eq!(of("число", "(сумма: 5, срок: 7 дней).сумма"), number("5"));
    assert_eq!(
        of("длительность", "(сумма: 5, срок: 7 дней).срок"),
        Value::Duration(Duration::days(7))
    );
    assert_eq!(
        of("да_нет", "содержит(\"ёжик\", \"жи\") и начинается_с(\"ёжик\", \"ё\")"),
        Value::Bool(true)
    );
    assert_eq!(of("да_нет", "известно(неизвестно)"), Value::Bool(false));
    assert_eq!(of("число", "сумма(1, неизвестно)"), Value::Unknown);
    assert_eq!(codes("решение итог: число = абс(1, 2)\nконец\n"), ["L0227"]);
}

/// Null is what was asked and not known; before that a conclusion would be too early.
#[test]
fn null_is_an_answer_and_not_a_question_to_come() {
    let text = "факт возраст_ребенка: целое\n  вопрос \"Сколько лет?\"\nконец\n\
        решение ступень: текст\n  по правилам DMN\n  политика первая\n  | возраст_ребенка | => ступень |\n  | < 7 | => \"сад\" |\n  | - | => \"школа\" |\nконец\n\
        решение итог: текст = если ступень = \"школа\" то \"да\" иначе \"нет\"\n  по правилам DMN\nконец\n";
    let with = |age: &[(&str, Value)]| derived(text, age);
    let age = |v: Value| vec![("возраст_ребенка", v)];
    assert_eq!(with(&age(number("5"))), Value::Text("нет".into()));
    assert_eq!(with(&age(number("9"))), Value::Text("да".into()));
    assert_eq!(with(&age(Value::Unknown)), Value::Text("да".into()));
    assert_eq!(with(&[]), Value::Unknown, "the fact has not been asked");
}

#[test]
fn values_of_different_kinds_are_null_only_by_the_rules_of_dmn() {
    assert_eq!(codes("решение итог: текст = \"а\" + 1\nконец\n"), ["L0222"]);
    let text = "решение итог: любое значение = \"а\" + 1\n  по правилам DMN\nконец\n";
    assert_eq!(derived(text, &[]), Value::Unknown);
    let text = "решение итог: да_нет = неизвестно = неизвестно\n  по правилам DMN\nконец\n";
    assert_eq!(derived(text, &[]), Value::Bool(true));
    assert_eq!(of("да_нет", "неизвестно = неизвестно"), Value::Unknown);
    // A decision of another type than it says is null; the only element of a list is taken.
    let text = "решение итог: число = \"а\"\n  по правилам DMN\nконец\n";
    assert_eq!(derived(text, &[]), Value::Unknown);
    let text = "решение итог: число = список(7)\n  по правилам DMN\nконец\n";
    assert_eq!(derived(text, &[]), number("7"));
}
