use super::*;
use crate::compile::{self, Input};

const FACTS: &str = r#"
факт а: да_нет "А"
  вопрос "Это а?"
конец

факт б: да_нет "Б"
  вопрос "Это б?"
конец

факт г: да_нет "Г"
  вопрос "Это г?"
конец
"#;

fn checked(scenario: &str) -> compile::Checked {
    let manifest = "name: проба\nchannels:\n  voice: {max_options: 9}\n";
    let checked = compile::check(vec![
        Input {
            path: "lotsman.yaml".to_owned(),
            bytes: manifest.into(),
        },
        Input {
            path: "scenarios/проба.scenario".to_owned(),
            bytes: format!("{FACTS}\n{scenario}").into_bytes(),
        },
    ]);
    let syntax = checked.diagnostics.iter().find(|d| {
        let code = d.entry.code;
        code.starts_with("L01") || code.starts_with("L02")
    });
    assert!(syntax.is_none(), "{syntax:?}");
    checked
}

fn of(scenario: &str, name: &str) -> Bound {
    let checked = checked(scenario);
    let found = bounds(&checked.model, &checked.diagnostics);
    found.into_iter().find(|b| &*b.scenario == name).unwrap()
}

#[test]
fn what_is_known_is_not_counted_twice() {
    let bound = of(
        r#"
сценарий проба "Проба"
  шаг один
    спросить а
    если
      а     -> два
      иначе -> три
    конец

  шаг два
    спросить б
    -> три

  шаг три
    спросить а
    спросить б
    завершить решено
конец
"#,
        "проба",
    );
    assert_eq!(bound.questions, 2);
    assert!(bound.circle.is_empty());
}

#[test]
fn the_longest_way_is_told_by_its_steps() {
    let bound = of(
        r#"
сценарий проба "Проба"
  шаг один
    спросить а
    если
      а     -> долгий
      иначе -> короткий
    конец

  шаг короткий
    завершить решено

  шаг долгий
    спросить б
    спросить г
    -> короткий
конец
"#,
        "проба",
    );
    assert_eq!(bound.questions, 3);
    let path: Vec<&str> = bound.questions_path.iter().map(|n| &**n).collect();
    assert_eq!(path, ["один", "долгий", "короткий"]);
}

#[test]
fn calls_count_with_what_the_caller_knows() {
    let text = r#"
сценарий проба "Проба"
  шаг один
    спросить а
    вызвать расспрос
    спросить б
    завершить решено
конец

сценарий расспрос "Расспрос"
  шаг начало
    спросить а
    спросить б
    если
      б     -> вернуть
      иначе -> ещё
    конец

  шаг ещё
    спросить г
    завершить решено
конец
"#;
    assert_eq!(of(text, "расспрос").questions, 3);
    // а is asked before the call, б within it; the way that ends within asks one more.
    assert_eq!(of(text, "проба").questions, 3);
}

#[test]
fn a_menu_that_is_returned_to_is_a_circle_and_counts_once() {
    let bound = of(
        r#"
сценарий проба "Проба"
  шаг меню
    выбор "Что рассказать?"
      - один "Первое" -> первое
      - два  "Ничего" -> завершить решено
    конец

  шаг первое
    спросить а
    -> меню
конец
"#,
        "проба",
    );
    assert_eq!(bound.questions, 2);
    let circle: Vec<&str> = bound.circle.iter().map(|n| &**n).collect();
    assert_eq!(circle, ["меню", "первое"]);
}

#[test]
fn a_question_asked_again_needs_to_be_forgotten() {
    let text = |forget: &str| {
        format!(
            r#"
сценарий проба "Проба"
  шаг один
    спросить а
    если
      а     -> два
      иначе -> завершить решено
    конец

  шаг два
    сказать "Проверьте."
    {forget}
    -> один
конец
"#
        )
    };
    assert!(of(&text("забыть б"), "проба").circle.is_empty());
    assert!(!of(&text("забыть а"), "проба").circle.is_empty());
}

#[test]
fn a_goal_counts_the_longest_way_through_its_order() {
    let bound = of(
        r#"
правило можно = да
  если
    а
    б
конец

правило можно = да
  если
    не а
    г
конец

сценарий проба "Проба"
  шаг один
    выяснить можно
    если
      можно -> завершить решено "Можно."
      иначе -> завершить решено "Нельзя."
    конец
конец
"#,
        "проба",
    );
    // Three facts are below the goal, but а decides which of the others matters.
    assert_eq!(bound.questions, 2);
}

#[test]
fn many_branches_that_join_stay_cheap() {
    let mut text = String::from("сценарий проба \"Проба\"\n");
    for n in 0..60 {
        let next = n + 1;
        text.push_str(&format!(
            "  шаг ш{n}\n    спросить а\n    если\n      а     -> л{n}\n      иначе -> ш{next}\n    конец\n\n  шаг л{n}\n    \
             спросить б\n    забыть а\n    -> ш{next}\n\n"
        ));
    }
    text.push_str("  шаг ш60\n    завершить решено\nконец\n");
    let bound = of(&text, "проба");
    // а is asked in every round that forgets it; б once.
    assert_eq!(bound.questions, 61);
}

#[test]
fn a_branch_that_is_never_taken_is_not_gone() {
    // Behind «а» it is known; only the way without it asks twice more, and nobody goes it.
    let text = |condition: &str| {
        format!(
            r#"
сценарий проба "Проба"
  шаг один
    спросить а
      не знаю -> завершить решено
    если
      а     -> два
      иначе -> завершить решено
    конец

  шаг два
    если
      {condition} -> три
      иначе -> завершить решено
    конец

  шаг три
    спросить б
    спросить г
    завершить решено
конец
"#
        )
    };
    assert_eq!(of(&text("не а"), "проба").questions, 1);
    assert_eq!(of(&text("а"), "проба").questions, 3);
    // Of a line that counts always, the others are never gone.
    assert_eq!(of(&text("а -> завершить решено\n      б"), "проба").questions, 1);
}

#[test]
fn a_circle_over_a_branch_that_is_never_taken_is_none() {
    let text = |condition: &str| {
        format!(
            r#"
сценарий проба "Проба"
  шаг один
    спросить а
      не знаю -> завершить решено
    если
      а     -> два
      иначе -> завершить решено
    конец

  шаг два
    спросить б
      не знаю -> завершить решено
    если
      {condition} -> снова
      иначе -> завершить решено
    конец

  шаг снова
    забыть а, б
    -> один
конец
"#
        )
    };
    assert!(of(&text("не а"), "проба").circle.is_empty());
    assert!(!of(&text("б"), "проба").circle.is_empty());
}

#[test]
fn what_a_circle_forgets_is_counted_for_each_of_its_lines() {
    let bound = of(
        r#"
сценарий проба "Проба"
  шаг один
    спросить а
    забыть а
    спросить а
    если
      а     -> ещё
      иначе -> завершить решено
    конец

  шаг ещё
    забыть а
    -> один
конец
"#,
        "проба",
    );
    assert_eq!(bound.questions, 2);
}
