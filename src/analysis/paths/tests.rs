//! What is found in small scenarios, and what is not.

use crate::compile::{self, Input};
use crate::diag::{Diagnostic, Said, Turn};
use crate::value::{Lang, Money, Value};

const FACTS: &str = r#"
факт доход: деньги 0..1_000_000 "Доход"
  вопрос "Какой доход?"
конец
факт детей: целое 0..20 "Детей"
  вопрос "Сколько детей?"
конец
факт доля: число 0..1 "Доля"
  вопрос "Какая доля?"
конец
факт работает: да_нет "Работает"
  вопрос "Вы работаете?"
конец
факт кто: один из школьник, студент, другой "Кто"
  вопрос "Кто вы?"
конец
факт родился: дата 1900-01-01..2020-12-31 "Дата рождения"
  вопрос "Когда вы родились?"
конец
факт начало_срока: дата "Начало"
  вопрос "Когда начало?"
конец
факт конец_срока: дата "Конец"
  вопрос "Когда конец?"
конец
"#;

fn findings(rest: &str) -> Vec<Diagnostic> {
    let topic = "тема вопрос \"Вопрос\"\n  фразы\n    - у меня вопрос\n  ответ сценарий пример\nконец\n";
    let input = |path: &str, text: String| Input {
        path: path.into(),
        bytes: text.into_bytes(),
    };
    let checked = compile::check(vec![
        input("scenarios/пример.scenario", format!("{FACTS}{rest}")),
        input("topics/вопрос.topic", topic.into()),
    ]);
    checked.diagnostics
}

fn codes(rest: &str) -> Vec<&'static str> {
    findings(rest).iter().map(|d| d.entry.code).collect()
}

/// One scenario of these steps.
fn of(steps: &str) -> Vec<&'static str> {
    codes(&format!("сценарий пример \"Пример\"\n{steps}\nконец\n"))
}

fn only(steps: &str) -> Diagnostic {
    let mut found = findings(&format!("сценарий пример \"Пример\"\n{steps}\nконец\n"));
    assert_eq!(
        found.len(),
        1,
        "{:?}",
        found.iter().map(|d| d.entry.code).collect::<Vec<_>>()
    );
    found.remove(0)
}

/// The headline with plain spaces in its numbers.
fn plain(found: &Diagnostic) -> String {
    found.headline(Lang::Ru).replace(['\u{a0}', '\u{202f}'], " ")
}

// Circles.

#[test]
fn the_circle_that_went_live_is_caught() {
    let found = only(
        "шаг начало
           спросить доход
           если
             доход > 100_000 -> начало
             иначе           -> завершить решено
           конец",
    );
    assert_eq!(found.entry.code, "L0305");
    let witness = found.witness.unwrap();
    assert_eq!(witness.facts.len(), 1);
    assert_eq!(witness.facts[0].1, Said::Answered(Value::Money(Money(10_000_001))));
    assert_eq!(witness.steps, ["начало", "начало"].map(std::sync::Arc::<str>::from));
    assert!(!witness.assumed);
}

#[test]
fn it_is_caught_through_steps_and_with_another_question_on_the_way() {
    let found = of("шаг начало
           спросить доход
           -> дальше
         шаг дальше
           спросить детей
           если
             детей > 3 -> завершить отвечено
             иначе     -> порог
           конец
         шаг порог
           если
             доход > 100_000 -> начало
             иначе           -> завершить решено
           конец");
    assert_eq!(found, ["L0305"]);
}

#[test]
fn it_is_caught_on_a_derived_fact_and_through_a_call() {
    let found = codes(
        "правило богатый = да
           если
             доход > 100_000
         конец
         сценарий пример \"Пример\"
           шаг начало
             вызвать вопросы
             если
               богатый -> начало
               иначе   -> завершить решено
             конец
         конец
         сценарий вопросы \"Вопросы\"
           шаг один
             спросить доход
             вернуть
         конец",
    );
    assert_eq!(found, ["L0305"]);
}

#[test]
fn a_circle_that_conditions_break_is_none() {
    // The second round cannot come: what leads back is not so any more.
    let found = of("шаг начало
           спросить детей
           если
             детей = 0 -> записать_одного
             иначе     -> завершить решено
           конец
         шаг записать_одного
           записать детей = 1
           -> начало");
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn the_next_relative_is_no_mistake() {
    let found = of("шаг начало
           спросить доход
           если
             доход > 100_000 -> много
             иначе           -> ещё
           конец
         шаг много
           сказать \"Доход этого родственника учтём.\"
           -> ещё
         шаг ещё
           выбор \"Есть ещё родственники?\"
             - да_есть \"Да\"  -> следующий
             - больше  \"Нет\" -> завершить решено
           конец
         шаг следующий
           забыть доход
           -> начало");
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn another_period_is_no_mistake() {
    let found = of("шаг период
           забыть начало_срока
           спросить начало_срока
           если
             начало_срока < 2020-01-01 -> рано
             иначе                     -> готово
           конец
         шаг рано
           сказать \"Назовите период позже 2020 года.\"
           -> период
         шаг готово
           выбор \"Ещё период?\"
             - ещё  \"Да\"  -> период
             - всё  \"Нет\" -> завершить решено
           конец");
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn changing_an_answer_is_no_mistake_and_forgetting_to_forget_is() {
    let steps = |back: &str| {
        format!(
            "шаг начало
               спросить детей
               -> итог
             шаг итог
               если
                 детей > 2 -> много
                 иначе     -> мало
               конец
             шаг много
               выбор \"Верно?\"
                 - верно    \"Да\"       -> завершить решено
                 - изменить \"Изменить\" -> {back}
               конец
             шаг мало
               завершить отвечено
             шаг заново
               забыть детей
               -> начало"
        )
    };
    assert_eq!(of(&steps("заново")), Vec::<&str>::new());
    assert!(of(&steps("начало")).contains(&"L0315"));
}

#[test]
fn a_menu_one_returns_to_is_no_mistake() {
    let found = of("шаг меню
           спросить детей
           выбор \"О чём рассказать?\"
             - один \"Об одном\" -> один
             - всё  \"Всё\"      -> завершить решено
           конец
         шаг один
           если
             детей > 2 -> меню
             иначе     -> другое
           конец
         шаг другое
           сказать \"Мало.\"
           -> меню");
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn a_menu_that_leads_out_for_some_only_strands_the_others() {
    let found = only(
        "шаг начало
           спросить доход
           -> меню
         шаг меню
           выбор \"Продолжим?\"
             - дальше \"Да\"        -> проверка
             - снова  \"Повторить\" -> меню
           конец
         шаг проверка
           если
             доход > 100_000 -> меню
             иначе           -> завершить решено
           конец",
    );
    assert_eq!(found.entry.code, "L0314");
    let headline = plain(&found);
    assert!(headline.contains("доход в [100 000,01 ₽..1 000 000 ₽]"), "{headline}");
}

#[test]
fn a_counter_ends_its_circle() {
    let found = of("шаг начало
           записать детей = 0
           -> круг
         шаг круг
           если
             детей > 3 -> завершить решено
             иначе     -> ещё
           конец
         шаг ещё
           записать детей = детей + 1
           -> круг");
    assert_eq!(found, Vec::<&str>::new());
}

// Conditions.

#[test]
fn money_leaves_a_case_between_less_and_more() {
    let found = only(
        "шаг начало
           спросить доход
             не знаю -> завершить прервано
           спросить детей
             не знаю -> завершить прервано
           если
             доход < 20_000 -> завершить решено
             доход > 20_000 -> завершить отвечено
             детей > 0      -> завершить решено
           конец",
    );
    assert_eq!(found.entry.code, "L0401");
    let headline = plain(&found);
    assert!(headline.ends_with("доход = 20 000 ₽ и детей = 0"), "{headline}");
    assert_eq!(found.witness.unwrap().facts.len(), 2);
}

#[test]
fn whole_numbers_and_days_leave_no_gap() {
    let found = of("шаг начало
           спросить детей
             не знаю -> завершить прервано
           спросить начало_срока
             не знаю -> завершить прервано
           если
             детей <= 4 и начало_срока <= 2024-05-01 -> завершить решено
             детей >= 5                              -> завершить решено
             начало_срока >= 2024-05-02              -> завершить отвечено
           конец");
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn fractions_leave_a_gap() {
    let found = of("шаг начало
           спросить доля
             не знаю -> завершить прервано
           если
             доля <= 0.4 -> завершить решено
             доля >= 0.5 -> завершить отвечено
           конец");
    assert_eq!(found, ["L0401"]);
}

#[test]
fn not_sure_is_a_case_of_its_own() {
    let found = only(
        "шаг начало
           спросить работает
           если
             работает    -> завершить решено
             не работает -> завершить отвечено
           конец",
    );
    assert_eq!(found.entry.code, "L0401");
    assert_eq!(
        found.witness.unwrap().facts,
        [("работает".into(), Said::Answered(Value::Unknown))]
    );
}

#[test]
fn an_age_has_regions_of_its_own() {
    let steps = |last: &str| {
        format!(
            "шаг начало
               спросить родился
                 не знаю -> завершить прервано
               если
                 возраст(родился) < 18  -> завершить решено
                 возраст(родился) >= {last} -> завершить отвечено
               конец"
        )
    };
    assert_eq!(of(&steps("18")), Vec::<&str>::new());
    let found = only(&steps("19"));
    assert_eq!(found.entry.code, "L0401");
    assert!(found.witness.unwrap().assumed);
    assert!(
        found
            .args
            .iter()
            .any(|(n, v)| *n == "perhaps" && v.get(Lang::Ru) == "возможно, ")
    );
}

#[test]
fn two_terms_compare_in_three_ways() {
    let steps = |second: &str| {
        format!(
            "шаг начало
               спросить начало_срока
                 не знаю -> завершить прервано
               спросить конец_срока
                 не знаю -> завершить прервано
               если
                 начало_срока < конец_срока -> завершить решено
                 конец_срока {second} начало_срока -> завершить отвечено
               конец"
        )
    };
    assert_eq!(of(&steps("<=")), Vec::<&str>::new());
    assert_eq!(of(&steps("<")), ["L0401"]);
}

#[test]
fn branches_that_never_or_always_count() {
    let found = of("шаг начало
           спросить кто
             не знаю -> завершить прервано
           если
             кто = школьник -> школа
             иначе          -> завершить решено
           конец
         шаг школа
           сказать \"Школа.\"
           если
             кто = студент -> завершить отвечено
             иначе         -> дальше
           конец
         шаг дальше
           если
             кто = школьник -> завершить решено
             иначе          -> завершить отвечено
           конец");
    assert_eq!(found, ["L0402", "L0403"]);
}

#[test]
fn a_question_asked_anew_makes_all_possible_again() {
    let found = of("шаг начало
           спросить кто
             не знаю -> завершить прервано
           если
             кто = школьник -> школа
             иначе          -> завершить решено
           конец
         шаг школа
           забыть кто
           спросить кто \"А брат?\"
           если
             кто = студент -> завершить отвечено
             иначе         -> завершить решено
           конец");
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn what_is_written_is_known() {
    let found = of("шаг начало
           записать кто = студент
           если
             кто = студент -> завершить отвечено
             иначе         -> завершить решено
           конец");
    assert_eq!(found, ["L0403"]);
}

#[test]
fn tables_and_rules_are_followed() {
    let found = codes(
        "решение льгота: один из полная, половина, нет_льготы
           | детей  | работает | => льгота      |
           | >= 3   | -        | => полная     |
           | [1..2] | нет      | => половина   |
           | [1..2] | да       | => нет_льготы |
           | 0      | -        | => нет_льготы |
         конец
         сценарий пример \"Пример\"
           шаг начало
             спросить детей
               не знаю -> завершить прервано
             если
               детей >= 3 -> много
               иначе      -> завершить решено
             конец
           шаг много
             если
               льгота = половина -> завершить отвечено
               иначе             -> завершить решено
             конец
         конец",
    );
    assert_eq!(found, ["L0402"]);
}

#[test]
fn what_was_found_out_is_settled() {
    let found = codes(
        "правило право = да
           если
             детей > 0
             доход < 20_000
         конец
         сценарий пример \"Пример\"
           шаг начало
             выяснить право
               не знаю -> завершить прервано
             если
               право    -> завершить решено
               не право -> завершить отвечено
             конец
         конец",
    );
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn editions_count_by_the_day() {
    let found = codes(
        "решение предел: деньги = 10_000 ₽
           действует по 2023-12-31
         конец
         решение предел: деньги = 20_000 ₽
           действует с 2024-01-01
         конец
         решение бедный: да_нет = доход < 15_000
           действует по 2023-12-31
         конец
         решение бедный: да_нет = доход < 25_000
           действует с 2024-01-01
         конец
         сценарий пример \"Пример\"
           действует с 2024-01-01
           шаг начало
             спросить доход
               не знаю -> завершить прервано
             если
               доход < 20_000 -> мало
               иначе          -> завершить решено
             конец
           шаг мало
             сказать \"Предел {предел}.\"
             если
               бедный -> завершить отвечено
               иначе  -> завершить решено
             конец
         конец
         сценарий пример \"Пример\"
           действует по 2023-12-31
           шаг начало
             завершить решено
         конец",
    );
    assert_eq!(found, ["L0403"]);
}

#[test]
fn parts_that_decide_nothing_are_named() {
    let found = of("шаг начало
           спросить детей
             не знаю -> завершить прервано
           если
             детей > 3 -> дальше
             иначе     -> завершить решено
           конец
         шаг дальше
           спросить работает
           если
             детей > 2 и работает    -> завершить отвечено
             детей = 0 или работает  -> завершить решено
             иначе                   -> завершить решено
           конец");
    // The second branch is never taken: the first has dealt with those who work.
    assert_eq!(found, ["L0404", "L0402"]);
}

// Facts.

#[test]
fn a_fact_is_used_on_a_way_that_does_not_ask_it() {
    let found = only(
        "шаг начало
           спросить работает
           если
             работает -> расчёт
             иначе    -> вопрос_о_доходе
           конец
         шаг вопрос_о_доходе
           спросить доход
           -> расчёт
         шаг расчёт
           если
             доход < 20_000 -> завершить отвечено
             иначе          -> завершить решено
           конец",
    );
    assert_eq!(found.entry.code, "L0501");
    let witness = found.witness.unwrap();
    assert_eq!(witness.steps, ["начало", "расчет"].map(std::sync::Arc::<str>::from));
    assert!(witness.facts.contains(&("доход".into(), Said::NotAsked)));
}

#[test]
fn texts_may_show_what_is_not_known() {
    let steps = |handler: &str| {
        format!(
            "шаг начало
               спросить доход
                 {handler}
               сказать \"Доход {{доход}}.\"
               завершить решено"
        )
    };
    assert_eq!(
        of(&steps("не знаю \"Жаль.\" -> завершить отвечено")),
        Vec::<&str>::new()
    );
    assert_eq!(of(&steps("не знаю \"Жаль.\"")), ["L0505"]);
}

#[test]
fn witnesses_tell_options_and_handlers() {
    let found = only(
        "шаг начало
           выбор \"Что?\"
             - считать \"Посчитать\" -> счёт
             - всё     \"Всё\"       -> завершить решено
             не понял -> счёт
           конец
         шаг счёт
           спросить детей
             не знаю -> завершить прервано
           если
             детей < 5 -> завершить решено
             детей > 5 -> завершить отвечено
           конец",
    );
    assert_eq!(found.entry.code, "L0401");
    let witness = found.witness.unwrap();
    assert_eq!(
        witness.turns,
        [Turn::Option {
            step: "начало".into(),
            option: "считать".into()
        }]
    );
}

#[test]
fn questions_that_stay_silent_and_values_that_are_lost() {
    let twice = "шаг начало
           спросить работает
           спросить работает
           если
             работает -> завершить отвечено
             иначе    -> завершить решено
           конец";
    assert_eq!(of(twice), ["L0502"]);
    let lost = "шаг начало
           записать работает = да
           забыть работает
           спросить работает
           если
             работает -> завершить отвечено
             иначе    -> завершить решено
           конец";
    assert_eq!(of(lost), ["L0504"]);
    let unused = "шаг начало
           спросить работает
           завершить решено";
    assert_eq!(of(unused), ["L0503"]);
}

/// Two conditions that tie so many facts together that the diagrams have no room.
#[test]
fn without_room_each_condition_is_looked_at_by_itself() {
    let names = |letter: &str| (1..=20).map(|n| format!("{letter}{n}")).collect::<Vec<_>>();
    let (left, right) = (names("л"), names("п"));
    let facts: String = left
        .iter()
        .chain(&right)
        .map(|name| format!("факт {name}: да_нет\n  вопрос \"{name}?\"\nконец\n"))
        .collect();
    let asks: String = left
        .iter()
        .chain(&right)
        .map(|name| format!("    спросить {name}\n"))
        .collect();
    let pairs: Vec<String> = left.iter().zip(&right).map(|(l, p)| format!("{l} и {p}")).collect();
    let found = findings(&format!(
        "{facts}сценарий пример \"Пример\"
  шаг вопросы
{asks}    спросить доход
    если
      {} -> конечная
      {} -> конечная
      доход > 10 и доход < 5 -> конечная
      доход > 500 -> конечная
    конец
  шаг конечная
    -> завершить решено
конец
",
        left.join(" и "),
        pairs.join(" или ")
    ));
    let codes: Vec<&str> = found.iter().map(|d| d.entry.code).collect();
    assert_eq!(codes, ["L0406", "L0401", "L0402"]);
    let uncovered = plain(&found[1]);
    assert!(
        uncovered.starts_with("возможно, есть случай, для которого в «если» нет строки:"),
        "{uncovered}"
    );
    assert!(uncovered.contains("доход <= 500 ₽"), "{uncovered}");
}
