//! What is found through calls: bases and what is said of them, side by side.

use crate::compile::{self, Input};
use crate::diag;
use crate::value::Lang;

const FACTS: &str = r#"
факт работает: да_нет "Работает"
  вопрос "Вы работаете?"
конец
факт доход: целое 0..100_000 "Доход"
  вопрос "Какой доход?"
конец
"#;

/// Scenarios of which «пример» answers a topic, and the findings in them.
fn told(scenarios: &str) -> String {
    let topic = "тема вопрос \"Вопрос\"\n  фразы\n    - у меня вопрос\n  ответ сценарий пример\nконец\n";
    let input = |path: &str, text: String| Input {
        path: path.into(),
        bytes: text.into_bytes(),
    };
    let checked = compile::check(vec![
        input("scenarios/пример.scenario", format!("{FACTS}{scenarios}")),
        input("topics/вопрос.topic", topic.into()),
    ]);
    let words = diag::human(&checked.diagnostics, &checked.sources, Lang::Ru, false);
    format!("{scenarios}\n── проверка\n\n{words}")
}

#[test]
fn a_branch_for_what_no_caller_passes() {
    insta::assert_snapshot!(told(
        "сценарий пример \"Пример\"
  шаг начало
    спросить доход
    если
      доход > 50_000 -> высокий
      иначе -> завершить решено
    конец
  шаг высокий
    вызвать подробно(доход)
    -> завершить решено
конец

сценарий подробно(доход) \"Подробно\"
  шаг проверка
    если
      доход < 10_000 -> низкий
      иначе -> вернуть
    конец
  шаг низкий
    сказать \"Доход низкий.\"
    -> вернуть
конец
"
    ));
}

#[test]
fn what_the_called_one_found_out_decides_behind_the_call() {
    insta::assert_snapshot!(told(
        "сценарий пример \"Пример\"
  шаг начало
    вызвать занятость
    если
      работает -> конечная
      иначе -> завершить решено
    конец
  шаг конечная
    сказать \"Вы работаете.\"
    -> завершить решено
конец

сценарий занятость \"Занятость\"
  шаг вопрос
    спросить работает
    если
      работает -> завершить решено
      иначе -> вернуть
    конец
конец
"
    ));
}

#[test]
fn a_circle_through_a_call_whose_question_is_answered() {
    insta::assert_snapshot!(told(
        "сценарий пример \"Пример\"
  шаг начало
    вызвать проверка_дохода
    если
      доход > 50_000 -> начало
      иначе -> завершить решено
    конец
конец

сценарий проверка_дохода \"Проверка дохода\"
  шаг вопрос
    спросить доход
    если
      доход > 90_000 -> совет
      иначе -> вернуть
    конец
  шаг совет
    сказать \"Доход больше, чем обычно.\"
    -> вернуть
конец
"
    ));
}

#[test]
fn a_question_that_every_caller_has_asked() {
    insta::assert_snapshot!(told(
        "сценарий пример \"Пример\"
  шаг начало
    спросить работает
    вызвать уточнение
    -> завершить решено
конец

сценарий уточнение \"Уточнение\"
  шаг вопрос
    спросить работает
    -> вернуть
конец
"
    ));
}

#[test]
fn calls_that_lead_back_leave_the_rest_of_the_base_as_it_is() {
    insta::assert_snapshot!(told(
        "сценарий пример \"Пример\"
  шаг начало
    спросить работает
    вызвать первый
    -> завершить решено
конец

сценарий первый \"Первый\"
  шаг а
    спросить доход
    если
      доход > 50_000 -> б
      иначе -> вернуть
    конец
  шаг б
    вызвать второй
    -> вернуть
конец

сценарий второй \"Второй\"
  шаг снова
    забыть доход
    вызвать первый
    -> вернуть
конец
"
    ));
}
