//! `выяснить` and `подобрать меры`, from the text of a base to the conversation.

use lotsman::bundle::Bundle;
use lotsman::channel::{Action, Event, LookupOutcome, Message};
use lotsman::compile::{self, Input};
use lotsman::runtime::{Engine, Session, StartOptions, Turn};
use lotsman::value::{Channel, Date, DateTime, Value};

const FACTS: &str = r#"
факт гражданство_рф: да_нет "Гражданство РФ"
  вопрос "Вы гражданин России?"
конец

факт детей: целое 0..20 "Количество детей"
  вопрос "Сколько у вас детей?"
конец

факт доход: деньги 0..1_000_000 "Среднедушевой доход"
  вопрос "Какой у вас доход на человека?"
  документ "Справка о доходах"
конец

факт безработный: да_нет "Вы не работаете"
  вопрос "Вы не работаете?"
конец

правило право = да
  если
    гражданство_рф
    детей >= 1
    доход < 15_000
  основание "Закон № 1", пункт "5"
конец

очередь первая "Первая линия"
конец
"#;

const GOAL: &str = r#"
сценарий пособие "Пособие"
  шаг начало
    выяснить право
    если
      право    -> положено
      не право -> не_положено
      иначе    -> уточнить
    конец

  шаг положено
    сказать "Положено."
    завершить отвечено

  шаг не_положено
    сказать "Не положено."
    завершить отвечено

  шаг уточнить
    оператору первая "Не хватает данных"
конец
"#;

fn engine(parts: &[&str]) -> Engine {
    let text = parts.concat();
    let input = |path: &str, text: &str| Input {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let topic = "тема вопрос \"Вопрос\"\n  фразы\n    - положено ли мне пособие\n  ответ сценарий пособие\nконец\n\nтема часы \"Часы работы\"\n  фразы\n    - в какие часы вы работаете\n  признаки\n    +10  часы & работать\n  ответ \"С девяти до шести.\"\nконец\n";
    let manifest = "name: проба\noutcomes:\n  - {name: отвечено, title: \"Отвечено\"}\n";
    let checked = compile::check(vec![
        input("lotsman.yaml", manifest),
        input("scenarios/проба.scenario", &text),
        input("topics/проба.topic", topic),
    ]);
    assert!(!checked.has_errors(), "{:#?}", checked.diagnostics);
    let bytes = compile::build(&checked).unwrap().unwrap();
    Engine::new(&Bundle::from_bytes(bytes).unwrap()).unwrap()
}

fn now() -> DateTime {
    Date::new(2024, 5, 6).unwrap().at(10, 0, 0, 0)
}

struct Talk {
    engine: Engine,
    session: Session,
    last: Turn,
}

impl Talk {
    fn on(engine: Engine, channel: Channel) -> Self {
        let options = StartOptions {
            channel,
            scenario: Some("пособие".into()),
            ..StartOptions::default()
        };
        let (session, last) = engine.start(&options, now());
        Self { engine, session, last }
    }

    fn chat(parts: &[&str]) -> Self {
        Self::on(engine(parts), Channel::Chat)
    }

    fn event(&mut self, event: Event) -> &mut Self {
        self.last = self.engine.step(&mut self.session, event, now());
        self
    }

    fn say(&mut self, text: &str) -> &mut Self {
        self.event(Event::text(text))
    }

    /// The fact that is asked now.
    fn asked(&self) -> Option<String> {
        match self.last.actions.last() {
            Some(Action::Ask(q)) => q.fact.as_ref().map(|f| f.to_string()),
            _ => None,
        }
    }

    fn messages(&self) -> Vec<&Message> {
        let said = self.last.actions.iter().filter_map(|a| match a {
            // How the base says goodbye is not the matter here.
            Action::Say(m) if !m.text.starts_with("Спасибо за обращение") => Some(m),
            _ => None,
        });
        said.collect()
    }

    fn said(&self) -> Vec<&str> {
        self.messages().into_iter().map(|m| m.text.as_str()).collect()
    }

    /// Answers every question; the facts that were asked.
    fn answer(&mut self, answers: &[(&str, &str)]) -> Vec<String> {
        let mut asked: Vec<String> = Vec::new();
        while let Some(fact) = self.asked() {
            let answer = answers.iter().find(|(name, _)| *name == fact);
            let (_, answer) = answer.unwrap_or_else(|| panic!("{fact} is asked"));
            assert!(!asked.contains(&fact), "{fact} is asked again");
            asked.push(fact);
            self.say(answer);
        }
        asked
    }

    fn outcome(&self) -> Option<String> {
        self.session.outcome().map(|o| o.to_string())
    }
}

#[test]
fn asks_what_matters_and_stops_when_it_is_decided() {
    let mut t = Talk::chat(&[FACTS, GOAL]);
    assert_eq!(t.asked().as_deref(), Some("гражданство_рф"));
    t.say("да");
    assert_eq!(t.asked().as_deref(), Some("детей"));
    t.say("нет детей");
    assert_eq!(t.said(), ["Не положено."]);
    assert_eq!(t.outcome().as_deref(), Some("отвечено"));
    assert_eq!(t.session.fact("доход"), None);
}

#[test]
fn dont_know_leads_on_and_names_the_document() {
    let mut t = Talk::chat(&[FACTS, GOAL]);
    t.say("да").say("двое").say("не знаю");
    assert_eq!(
        t.said()[0],
        "Не хватает сведений: среднедушевой доход (это есть в документе «Справка о доходах»)."
    );
    assert!(matches!(t.last.actions.last(), Some(Action::Handover(_))));

    let mut t = Talk::chat(&[FACTS, GOAL]);
    t.say("да").say("не знаю");
    assert_eq!(t.asked().as_deref(), Some("доход"));
    t.say("20000");
    assert_eq!(t.said(), ["Не положено."]);
}

#[test]
fn a_correction_asks_only_what_became_relevant() {
    let mut t = Talk::chat(&[FACTS, GOAL]);
    t.say("да").say("двое");
    assert_eq!(t.asked().as_deref(), Some("доход"));
    t.say("я ошибся, детей нет, 0 детей");
    assert_eq!(t.said().last(), Some(&"Не положено."));
}

#[test]
fn back_takes_one_question_back() {
    let mut t = Talk::chat(&[FACTS, GOAL]);
    t.say("да").say("двое").say("назад");
    assert_eq!(t.asked().as_deref(), Some("детей"));
    t.say("0");
    assert_eq!(t.said(), ["Не положено."]);
}

const SOURCE: &str = r#"
источник реестр "Реестр"
  выход доход
конец
"#;

#[test]
fn sources_come_before_questions_and_people_after_failures() {
    let mut t = Talk::chat(&[FACTS, SOURCE, GOAL]);
    let Some(Action::Lookup(request)) = t.last.actions.last() else {
        panic!("{:?}", t.last.actions)
    };
    assert_eq!(&*request.source, "реестр");
    let facts = vec![("доход".into(), Value::Money(lotsman::value::Money(2_000_000)))];
    t.event(Event::LookupResult {
        source: "реестр".into(),
        outcome: LookupOutcome::Answered { facts },
    });
    assert_eq!(t.said(), ["Не положено."]);

    let mut t = Talk::chat(&[FACTS, SOURCE, GOAL]);
    t.event(Event::LookupResult {
        source: "реестр".into(),
        outcome: LookupOutcome::NoAnswer,
    });
    let asked = t.answer(&[("гражданство_рф", "да"), ("детей", "1"), ("доход", "1000")]);
    assert_eq!((asked.len(), t.said()), (3, vec!["Положено."]));
}

#[test]
fn a_pinned_order_goes_first() {
    let goal = GOAL.replace("выяснить право\n", "выяснить право\n      сначала доход, детей\n");
    let mut t = Talk::chat(&[FACTS, &goal]);
    assert_eq!(t.asked().as_deref(), Some("доход"));
    t.say("1000");
    assert_eq!(t.asked().as_deref(), Some("детей"));
    t.say("2");
    assert_eq!(t.asked().as_deref(), Some("гражданство_рф"));
}

const MEASURES: &str = r#"
мера единое_пособие "Единое пособие"
  события рождение_ребенка
  положена если право
  размер 12_000 ₽
  уведомление "Вам может быть положено единое пособие."
  основание "Закон № 1"
конец

мера пособие_по_безработице "Пособие по безработице"
  события рождение_ребенка, потеря_работы
  положена если безработный и гражданство_рф
  основание "Закон № 2"
конец

сценарий пособие "Пособие"
  шаг начало
    подобрать меры для события рождение_ребенка
    завершить отвечено
конец
"#;

#[test]
fn measures_share_their_questions() {
    let mut t = Talk::chat(&[FACTS, MEASURES]);
    let asked = t.answer(&[
        ("гражданство_рф", "да"),
        ("детей", "2"),
        ("доход", "10000"),
        ("безработный", "нет"),
    ]);
    assert_eq!(asked.len(), 4, "{asked:?}");
    assert_eq!(
        t.said(),
        [
            "Положено: Единое пособие — 12\u{a0}000\u{a0}₽.\nВам может быть положено единое пособие.",
            "Не положено: Пособие по безработице (Вы не работаете: нет)."
        ]
    );
    let grounds: Vec<String> = t.messages()[0].grounds.iter().map(ToString::to_string).collect();
    assert_eq!(grounds, ["Закон № 1", "Закон № 1, пункт 5"]);
}

/// Five measures that anybody gets, one of them with an answer, and a sixth that nobody gets.
fn many() -> String {
    let mut text = String::new();
    for n in 1..=5 {
        text.push_str(&format!(
            "мера м{n} \"Мера {n}\"\n  события переезд\n  размер {n}_000 ₽\nконец\n\n"
        ));
    }
    text.push_str(
        "мера м6 \"Мера 6\"\n  события переезд\n  положена если безработный\n  ответ \"Подробности.\"\nконец\n\n",
    );
    text
}

fn moving(below: &str) -> String {
    let text = many().replacen("конец", "  ответ \"Заявление подают в МФЦ.\"\nконец", 1);
    format!(
        "{text}сценарий пособие \"Пособие\"\n  шаг начало\n    подобрать меры для события переезд\n{below}    сказать \"Всё.\"\n    завершить отвечено\nконец\n"
    )
}

#[test]
fn by_voice_a_few_measures_are_told_at_a_time() {
    let mut t = Talk::on(engine(&[FACTS, &moving("")]), Channel::Voice);
    t.say("нет");
    let said = t.said();
    assert_eq!((said.len(), said[2]), (3, "Положено: Мера 3 — 3\u{a0}000\u{a0}₽."));
    let Some(Action::Menu(question)) = t.last.actions.last() else {
        panic!()
    };
    assert!(question.text.starts_with("Рассказать дальше?"), "{}", question.text);
    t.say("а что дальше то");
    assert!(matches!(t.last.actions.last(), Some(Action::Menu(_))));
    t.say("да");
    let said = t.said();
    assert_eq!(said.len(), 4, "{said:?}");
    assert_eq!(&said[2..], ["Не положено: Мера 6 (Вы не работаете: нет).", "Всё."]);

    let mut t = Talk::on(engine(&[FACTS, &moving("")]), Channel::Voice);
    t.say("нет").say("нет");
    assert_eq!(t.said(), ["Всё."]);
}

#[test]
fn in_chat_all_measures_are_told_at_once() {
    let mut t = Talk::chat(&[FACTS, &moving("")]);
    t.say("нет");
    assert_eq!(t.said().len(), 7);
}

#[test]
fn an_author_may_offer_details_of_due_measures() {
    let below = "      подробнее \"О какой мере рассказать?\"\n";
    let mut t = Talk::chat(&[FACTS, &moving(below)]);
    t.say("нет");
    let Some(Action::Menu(question)) = t.last.actions.last() else {
        panic!()
    };
    let labels: Vec<&str> = question.options.iter().map(|o| o.label.as_str()).collect();
    assert_eq!(labels, ["Мера 1", "Спасибо, не нужно"]);
    t.event(Event::Option { name: "м1".into() });
    assert_eq!(t.said(), ["Заявление подают в МФЦ.", "Всё."]);

    let mut t = Talk::chat(&[FACTS, &moving(below)]);
    t.say("нет").say("не нужно, спасибо");
    assert_eq!(t.said(), ["Всё."]);
}

#[test]
fn what_a_measure_came_to_can_be_asked_of_it() {
    let scenario = r#"
сценарий пособие "Пособие"
  шаг начало
    подобрать меры для события рождение_ребенка
    если
      положена(единое_пособие) -> сумма
      иначе                    -> нет_меры
    конец

  шаг сумма
    сказать "Сумма: {размер(единое_пособие)}."
    завершить отвечено

  шаг нет_меры
    сказать "Пособия нет."
    завершить отвечено
конец
"#;
    let measures = MEASURES.split("сценарий пособие").next().unwrap();
    let mut t = Talk::chat(&[FACTS, measures, scenario]);
    let yes = [
        ("гражданство_рф", "да"),
        ("детей", "2"),
        ("доход", "10000"),
        ("безработный", "нет"),
    ];
    t.answer(&yes);
    assert_eq!(t.said().last(), Some(&"Сумма: 12\u{a0}000\u{a0}₽."));
    let mut t = Talk::chat(&[FACTS, measures, scenario]);
    t.answer(&[("гражданство_рф", "нет")]);
    assert_eq!(t.said().last(), Some(&"Пособия нет."));
}

#[test]
fn undecided_measures_name_what_decides() {
    let mut t = Talk::chat(&[FACTS, MEASURES]);
    t.answer(&[
        ("гражданство_рф", "да"),
        ("детей", "2"),
        ("доход", "не знаю"),
        ("безработный", "да"),
    ]);
    assert_eq!(
        t.said(),
        [
            "Положено: Пособие по безработице.",
            "Решить пока нельзя: Единое пособие. Не хватает сведений: среднедушевой доход (это есть в документе «Справка о доходах»)."
        ]
    );
}

#[test]
fn facts_said_by_the_way_are_not_asked() {
    let facts = FACTS.replace(
        "гражданство_рф: да_нет",
        "возраст: целое 0..120 \"Возраст\"\n  вопрос \"Сколько вам лет?\"\nконец\n\nфакт гражданство_рф: да_нет",
    );
    let facts = facts.replace("    гражданство_рф\n", "    гражданство_рф\n    возраст >= 18\n");
    let mut t = Talk::chat(&[&facts, GOAL]);
    // Whatever is asked first: the answer tells a second fact.
    while t.asked().as_deref() != Some("детей") {
        let asked = t.asked().unwrap();
        t.say(match asked.as_str() {
            "гражданство_рф" => "да",
            "доход" => "1000",
            _ => "40",
        });
        if asked == "возраст" {
            return;
        }
    }
    t.say("двое детей, мне 35 лет");
    assert!(t.said().iter().any(|s| s.contains("возраст — 35")), "{:?}", t.said());
    assert_ne!(t.asked().as_deref(), Some("возраст"));
}

#[test]
fn a_digression_comes_back_to_the_question() {
    let mut t = Talk::chat(&[FACTS, GOAL]);
    let asked = t.asked();
    t.say("в какие часы вы работаете");
    assert_eq!(t.said()[0], "С девяти до шести.");
    assert_eq!(t.asked(), asked);
    t.answer(&[("гражданство_рф", "да"), ("детей", "1"), ("доход", "1000")]);
    assert_eq!(t.said(), ["Положено."]);
}

#[test]
fn handlers_apply_to_every_question() {
    let goal = GOAL.replace(
        "выяснить право\n",
        "выяснить право\n      не понял \"Скажите проще.\"\n      не знаю \"Ничего.\" -> уточнить\n",
    );
    let mut t = Talk::chat(&[FACTS, &goal]);
    t.say("абракадабра");
    assert_eq!(t.said(), ["Скажите проще."]);
    t.say("да").say("абракадабра");
    assert_eq!(t.said(), ["Скажите проще."]);
    t.say("не знаю");
    assert_eq!(t.said()[0], "Ничего.");
    assert!(matches!(t.last.actions.last(), Some(Action::Handover(_))));
}
