use super::Audience;
use crate::value::{Date, Lang, Money, Name, Value};

const RULES: &str = r#"
факт гражданство: да_нет "Гражданство РФ"
  вопрос "У вас есть гражданство РФ?"
конец

факт доход: деньги 0..1_000_000 "Доход на человека в семье"
  вопрос "Какой доход?"
конец

факт детей: целое 0..20 "Детей"
  вопрос "Сколько детей?"
конец

факт имущество: да_нет "Лишнее имущество"
  вопрос "Есть вторая квартира?"
конец

правило право: да_нет = да "Право на выплату"
  метка общее
  если
    гражданство
    доход <= 19_800 ₽
  кроме если
    имущество
  основание "Закон о выплате", пункт "3"
  действует с 2023-01-01
конец

решение размер: деньги "Размер выплаты"
  основание "Закон о выплате", пункт "5"
  | детей  | => сумма  |
  | [0..2] | => 5000 ₽ |
  | > 2    | => 9000 ₽ |
конец

мера выплата "Выплата семьям"
  события рождение
  положена если право и детей >= 1
  размер размер
  основание "Закон о выплате", пункт "1"
конец
"#;

fn engine() -> crate::runtime::Engine {
    let input = crate::compile::Input {
        path: "scenarios/правила.scenario".into(),
        bytes: RULES.trim_start().into(),
    };
    let checked = crate::compile::check(vec![input]);
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
    let bytes = crate::compile::build(&checked).unwrap().unwrap();
    crate::runtime::Engine::new(&crate::bundle::Bundle::from_bytes(bytes).unwrap()).unwrap()
}

fn given(facts: &[(&str, Value)]) -> Vec<(Name, Value)> {
    facts.iter().map(|(n, v)| ((*n).into(), v.clone())).collect()
}

fn shown(goal: &str, facts: &[(&str, Value)]) -> String {
    let why = engine()
        .why_given(goal, &given(facts), Date::constant(2025, 3, 1))
        .unwrap();
    format!(
        "{}\n\n{}",
        why.text(Audience::Citizen, Lang::Ru),
        why.text(Audience::Operator, Lang::Ru)
    )
}

#[test]
fn due_with_amount_and_grounds() {
    insta::assert_snapshot!(shown(
        "выплата",
        &[
            ("гражданство", Value::Bool(true)),
            ("доход", Value::Money(Money(1_500_000))),
            ("детей", Value::Number(3.into())),
            ("имущество", Value::Bool(false)),
        ]
    ));
}

#[test]
fn not_due_says_how_far_it_is() {
    insta::assert_snapshot!(shown(
        "выплата",
        &[
            ("гражданство", Value::Bool(true)),
            ("доход", Value::Money(Money(2_100_000))),
            ("детей", Value::Number(1.into())),
            ("имущество", Value::Bool(false)),
        ]
    ));
}

#[test]
fn an_exception_is_the_reason() {
    insta::assert_snapshot!(shown(
        "Право",
        &[
            ("гражданство", Value::Bool(true)),
            ("доход", Value::Money(Money(1_000_000))),
            ("имущество", Value::Bool(true)),
        ]
    ));
}

#[test]
fn what_is_missing_is_named() {
    let facts = [("гражданство", Value::Bool(true)), ("имущество", Value::Unknown)];
    insta::assert_snapshot!(shown("выплата", &facts));
}

#[test]
fn nothing_of_this_name() {
    assert!(
        engine()
            .why_given("нет_такого", &[], Date::constant(2025, 3, 1))
            .is_none()
    );
}

#[test]
fn the_tree_is_json() {
    let facts = given(&[("детей", Value::Number(3.into()))]);
    let why = engine()
        .why_given("размер", &facts, Date::constant(2025, 3, 1))
        .unwrap();
    let text = serde_json::to_string_pretty(&why).unwrap();
    insta::assert_snapshot!(text);
    assert_eq!(serde_json::from_str::<super::Why>(&text).unwrap(), why);
}
