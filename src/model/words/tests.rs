use super::*;
use crate::compile::{Input, check};

fn base() -> crate::compile::Checked {
    let files = [
        (
            "scenarios/а.scenario",
            "факт вид: один из почта, лично \"Как подаёте\"\n  - почта \"По почте\"\n  - лично \"Лично\"\n  вопрос \"Как?\"\nконец\n\n\
             факт регион: справочник регионы\n  вопрос \"Где?\"\nконец\n\n\
             факт места: список из справочник регионы\n  вопрос \"Где бывали?\"\nконец\n\n\
             сценарий иной\n  шаг начало\n    выбор \"Что?\"\n      - да \"Хорошо\" -> вернуть\n    конец\nконец\n\n\
             сценарий подача\n  шаг начало\n    сказать \"Начнём.\"\n    выбор \"Что?\"\n      - да \"Да, подать\" -> дальше\n    конец\n  шаг дальше\n    спросить вид\n    спросить регион\n    спросить места\n    вызвать иной()\n    завершить отвечено\nконец\n",
        ),
        (
            "topics/регионы.yaml",
            "kind: directory\nname: регионы\ntitle: Регионы\nentries:\n  - key: омск\n    title: Омская область\n",
        ),
        (
            "topics/т.topic",
            "тема т \"Т\"\n  фразы\n    - подать\n  ответ сценарий подача\nконец\n",
        ),
    ];
    let input = |(path, text): (&str, &str)| Input {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    check(files.map(input).to_vec())
}

#[test]
fn values_and_options_have_the_words_that_people_see() {
    let checked = base();
    let model = &checked.model;
    let value = |fact: &str, key: &str| model.value(fact, key).unwrap_or_default();
    assert_eq!(value("вид", "почта"), "По почте");
    assert_eq!(
        (value("регион", "омск"), value("места", "омск")),
        ("Омская область".into(), "Омская область".into())
    );
    assert_eq!(
        (value("вид", "иное"), value("регион", "томск"), value("нет", "а")),
        Default::default()
    );
    // Steps of one name in two scenarios.
    let option = |scenario, step: &str, option: &str| model.option(scenario, step, option).unwrap_or_default();
    assert_eq!(option(Some("подача"), "начало", "да"), "Да, подать");
    assert_eq!(option(Some("иной"), "начало", "да"), "Хорошо");
    assert_eq!(option(Some("подача"), "дальше", "да"), "");
    assert_eq!(option(None, "начало", "да"), "Хорошо");
}

#[test]
fn steps_are_found_in_the_scenario_that_is_meant() {
    let checked = base();
    let line = |scenario, step: &str| {
        let place = checked.model.step(scenario, step)?;
        let source = checked.sources.get(place.file)?;
        Some((
            source.line_column(place.span.start).0,
            source.slice(place.span).to_owned(),
        ))
    };
    assert_eq!(line(Some("иной"), "начало"), Some((16, "начало".into())));
    assert_eq!(line(Some("подача"), "начало"), Some((23, "начало".into())));
    assert_eq!(line(Some("подача"), "нет"), None);
}
