use crate::compile::{self, Input};
use crate::diag::{Diagnostic, Turn};
use crate::value::HandlerOn;

const REGISTER: &str = r#"
факт номер: текст "Номер"
  вопрос "Назовите номер."
конец

факт готово: да_нет "Готово"
конец

факт свой: да_нет "Свой вопрос"
  вопрос "Это о вас?"
конец

источник реестр "Реестр"
  вход номер: текст
  выход готово
  требует идентификации госуслуги
конец
"#;

const BOTH: &str = "channels:\n  chat: {identification: [госуслуги]}\n  voice: {identification: [снилс, госуслуги]}\n";
const CHAT: &str = "channels:\n  chat: {identification: [госуслуги]}\n";

fn found(manifest: &str, scenarios: &str, topics: &[&str]) -> Vec<Diagnostic> {
    let topic =
        |name: &&str| format!("тема {name} \"{name}\"\n  фразы\n    - вопрос {name}\n  ответ сценарий {name}\nконец\n");
    let topics: String = topics.iter().map(topic).collect();
    let file = |path: &str, text: String| Input {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    };
    let checked = compile::check(vec![
        file("lotsman.yaml", format!("name: проба\n{manifest}")),
        file("scenarios/проба.scenario", format!("{REGISTER}{scenarios}")),
        file("topics/проба.topic", topics),
    ]);
    let wrong = checked.diagnostics.iter().find(|d| d.entry.code < "L03");
    assert!(wrong.is_none(), "{wrong:?}");
    let people = |d: &Diagnostic| d.entry.code.starts_with("L08");
    checked.diagnostics.into_iter().filter(people).collect()
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|d| d.entry.code).collect()
}

const LOOK_UP: &str = r#"
сценарий справка "Справка"
  шаг узнать
    спросить номер
    запросить реестр(номер)
    если
      готово -> вернуть
      иначе  -> вернуть
    конец
конец
"#;

#[test]
fn callers_that_identify_protect_what_they_call() {
    let caller = r#"
сценарий один "Один"
  шаг начало
    идентифицировать госуслуги
      не удалось -> завершить прервано
    вызвать справка
    завершить решено
конец
"#;
    assert_eq!(
        codes(&found(CHAT, &format!("{LOOK_UP}{caller}"), &["один"])),
        [] as [&str; 0]
    );
    // A second caller does not identify: the way through it is shown.
    let other = r#"
сценарий два "Два"
  шаг пуск
    спросить свой
    вызвать справка
    завершить решено
конец
"#;
    let found = found(CHAT, &format!("{LOOK_UP}{caller}{other}"), &["один", "два"]);
    assert_eq!(codes(&found), ["L0801"]);
    let witness = found[0].witness.as_ref().unwrap();
    assert_eq!(witness.scenario.as_deref(), Some("два"));
    let steps: Vec<&str> = witness.steps.iter().map(|s| &**s).collect();
    assert_eq!(steps, ["пуск", "узнать"]);
}

#[test]
fn a_callee_may_identify() {
    let scenarios = |after: &str| {
        format!(
            r#"
сценарий вход "Вход"
  шаг начало
    идентифицировать госуслуги
      не удалось {after}
    вернуть
конец

сценарий один "Один"
  шаг пуск
    вызвать вход
    спросить номер
    запросить реестр(номер)
    завершить решено
конец
"#
        )
    };
    assert_eq!(
        codes(&found(CHAT, &scenarios("-> завершить прервано"), &["один"])),
        [] as [&str; 0]
    );
    // The callee comes back although it failed.
    let found = found(CHAT, &scenarios("\"Не вышло.\""), &["один"]);
    assert_eq!(codes(&found), ["L0801"]);
    let witness = found[0].witness.as_ref().unwrap();
    let failed = |t: &Turn| matches!(t, Turn::Handler { step, on: HandlerOn::Failed } if &**step == "начало");
    assert!(witness.turns.iter().any(failed), "{witness:?}");
    let steps: Vec<&str> = witness.steps.iter().map(|s| &**s).collect();
    assert_eq!(steps, ["пуск", "начало", "пуск"]);
}

#[test]
fn two_branches_that_both_identify_protect_together() {
    let scenarios = |second: &str| {
        format!(
            r#"
сценарий один "Один"
  шаг начало
    спросить свой
    если
      свой  -> первый
      иначе -> второй
    конец

  шаг первый
    идентифицировать госуслуги
      не удалось -> завершить прервано
    -> узнать

  шаг второй
    {second}
    -> узнать

  шаг узнать
    спросить номер
    запросить реестр(номер)
    завершить решено
конец
"#
        )
    };
    let both = "идентифицировать госуслуги\n      не удалось -> завершить прервано";
    assert_eq!(codes(&found(CHAT, &scenarios(both), &["один"])), [] as [&str; 0]);
    let found = found(CHAT, &scenarios("сказать \"Хорошо.\""), &["один"]);
    assert_eq!(codes(&found), ["L0801"]);
    let steps: Vec<&str> = found[0].witness.as_ref().unwrap().steps.iter().map(|s| &**s).collect();
    assert_eq!(steps, ["начало", "второй", "узнать"]);
}

/// The way without an identification asks for facts that the last condition excludes.
#[test]
fn what_facts_forbid_is_no_finding() {
    let scenarios = |last: &str| {
        format!(
            r#"
сценарий один "Один"
  шаг начало
    спросить свой
    если
      свой  -> вход
      иначе -> дальше
    конец

  шаг вход
    идентифицировать госуслуги
      не удалось -> завершить прервано
    -> дальше

  шаг дальше
    если
      {last} -> узнать
      иначе  -> завершить прервано
    конец

  шаг узнать
    спросить номер
    запросить реестр(номер)
    завершить решено
конец
"#
        )
    };
    assert_eq!(codes(&found(CHAT, &scenarios("свой"), &["один"])), [] as [&str; 0]);
    let found = found(CHAT, &scenarios("не свой"), &["один"]);
    assert_eq!(codes(&found), ["L0801"]);
    let witness = found[0].witness.as_ref().unwrap();
    assert!(witness.facts.iter().any(|(name, _)| &**name == "свой"), "{witness:?}");
    assert!(witness.replayed, "{witness:?}");
}

#[test]
fn a_failed_identification_is_replayed() {
    let scenarios = r#"
сценарий один "Один"
  шаг начало
    идентифицировать госуслуги
      не удалось "Не вышло." -> узнать
    -> узнать

  шаг узнать
    спросить номер
    запросить реестр(номер)
    завершить решено
конец
"#;
    let found = found(CHAT, scenarios, &["один"]);
    assert_eq!(codes(&found), ["L0801"]);
    let witness = found[0].witness.as_ref().unwrap();
    assert!(witness.replayed, "{witness:?}");
    assert!(
        witness.script.as_ref().unwrap().contains("идентификация не удалась"),
        "{witness:?}"
    );
}

#[test]
fn each_channel_has_its_own_kinds() {
    let scenarios = r#"
сценарий один "Один"
  шаг начало
    идентифицировать
      не удалось -> завершить прервано
    спросить номер
    запросить реестр(номер)
    завершить решено
конец
"#;
    assert_eq!(codes(&found(CHAT, scenarios, &["один"])), [] as [&str; 0]);
    // By telephone the person may be identified by another kind than the source needs.
    let found = found(BOTH, scenarios, &["один"]);
    assert_eq!(codes(&found), ["L0801"]);
    assert!(found[0].witness.as_ref().unwrap().voice);
    assert!(found[0].headline(crate::value::Lang::Ru).contains("по телефону"));
}

#[test]
fn a_ground_may_come_from_a_rule_on_the_way() {
    let manifest = "outcomes:\n  - {name: отвечено, ground_required: да}\n  - {name: прервано}\n";
    let scenarios = |told: &str| {
        format!(
            r#"
решение срок: длительность = 30 дней "Срок"
  основание "Закон № 59-ФЗ", пункт "статья 12"
конец

сценарий один "Один"
  шаг начало
    спросить свой
    если
      свой  -> ответ
      иначе -> завершить прервано
    конец

  шаг ответ
    сказать "{told}"
    завершить отвечено
конец
"#
        )
    };
    assert_eq!(
        codes(&found(manifest, &scenarios("Срок {срок}."), &["один"])),
        [] as [&str; 0]
    );
    assert_eq!(codes(&found(manifest, &scenarios("Срок есть."), &["один"])), ["L0809"]);
}

#[test]
fn an_operator_that_is_two_questions_away_is_no_trap() {
    let scenarios = |target: &str| {
        format!(
            r#"
очередь люди "Люди"
конец

сценарий один "Один"
  везде
    оператор -> точно
  конец

  шаг начало
    спросить свой
    завершить решено

  шаг точно
    выбор "Соединить с сотрудником?"
      - соединить "Да, соединить"   -> {target}
      - обратно   "Нет, продолжить" -> начало
    конец
конец
"#
        )
    };
    assert_eq!(
        codes(&found("", &scenarios("оператору люди"), &["один"])),
        [] as [&str; 0]
    );
    assert_eq!(codes(&found("", &scenarios("завершить решено"), &["один"])), ["L0804"]);
}
