//! Several questions in one message, what a question tells by the way, and corrections.

use super::build::*;
use super::dialog::base;
use super::talk::{Talk, choices};
use crate::bundle::program::*;
use crate::channel::{Event, Expects, Origin};
use crate::runtime::{Note, Understood, Verdict};
use crate::value::Lang;

const TWO: &str = "Какая сегодня погода? И какой срок?";
const OFFER: &str = "Вы спросили ещё о «Тема срок». Ответить?";

fn asked(text: &str) -> Talk {
    let mut t = Talk::free(base());
    t.say(text);
    t
}

#[test]
fn the_first_question_is_answered_and_the_rest_offered() {
    let mut t = asked(TWO);
    assert_eq!(t.said(), ["Тепло.", OFFER]);
    assert_eq!(t.question().expects, Expects::YesNo);
    assert_eq!(
        choices(t.question()),
        [("срок", Some('1')), ("ничего_из_этого", Some('2'))]
    );
    // The whole and each part, with what was decided about it.
    let verdicts: Vec<(&str, &Verdict)> = t
        .last
        .explanation
        .understood
        .iter()
        .filter_map(|u| match u {
            Understood::Judged { words, verdict, .. } => Some((words.as_str(), verdict)),
            _ => None,
        })
        .collect();
    assert_eq!(
        verdicts,
        [
            (TWO, &Verdict::Clarify(vec!["погода".into(), "срок".into()])),
            ("Какая сегодня погода?", &Verdict::Answer("погода".into())),
            ("И какой срок?", &Verdict::Answer("срок".into())),
        ]
    );
    assert!(
        t.last
            .explanation
            .text(Lang::Ru)
            .contains("«И какой срок?»: тема «срок»")
    );
    for yes in ["да", "второе", "ответьте на второй вопрос", "тема срок", "1"] {
        let mut t = asked(TWO);
        assert_eq!(t.say(yes).said(), ["Десять дней.", "Что ещё?"], "{yes}");
    }
    for no in ["нет", "не надо", "2"] {
        let mut t = asked(TWO);
        assert_eq!(t.say(no).said(), ["Что ещё?"], "{no}");
    }
    assert_eq!(
        t.event(Event::Option {
            name: "срок".into()
        })
        .said(),
        ["Десять дней.", "Что ещё?"]
    );
    assert_eq!(asked(TWO).event(Event::Key { key: '2' }).said(), ["Что ещё?"]);
}

#[test]
fn an_offer_never_strands() {
    let mut t = asked(TWO);
    assert_eq!(t.say("спасибо").said(), ["Пожалуйста!", OFFER]);
    assert_eq!(t.say("повторите").said(), ["Тепло.", OFFER]);
    assert!(t.event(Event::Silence).said().ends_with(&[OFFER]));
    assert!(t.say("абракадабра").said().ends_with(&[OFFER]));
    t.say("абракадабра").say("абракадабра");
    assert_eq!(t.handed().reason, "система несколько раз не поняла ответ");
    assert_eq!(t.handed().unanswered, [("срок".into(), "Тема срок".into())]);
    // Another question is answered first; then it is offered once more, and no oftener.
    let mut t = asked(TWO);
    assert_eq!(t.say("погода").said(), ["Тепло.", OFFER]);
    assert_eq!(t.say("погода").said(), ["Тепло.", "Что ещё?"]);
    let mut t = asked(TWO);
    assert_eq!(t.say("хватит").outcome(), Some("отвечено"));
    let mut t = asked(TWO);
    t.say("оператор");
    assert_eq!(t.handed().unanswered.len(), 1);
    let mut t = asked(TWO);
    t.say("заново");
    assert!(t.s.later.is_none() && t.s.asked.is_none());
}

#[test]
fn several_that_are_left_are_a_menu() {
    let three = "Какой сейчас срок? Какая завтра погода? Где моя семья?";
    let mut t = asked(three);
    assert_eq!(t.said()[0], "Десять дней.");
    assert_eq!(
        choices(t.question()),
        [
            ("погода", Some('1')),
            ("семья", Some('2')),
            ("ничего_из_этого", Some('3'))
        ]
    );
    assert_eq!(t.say("второе").said(), ["дети?"]);
    t.say("двое");
    assert_eq!(t.say("томск").said(), ["Вы спросили ещё о «Тема погода». Ответить?"]);
    assert_eq!(t.say("нет").outcome(), Some("решено"));
    assert_eq!(asked(three).say("нет, спасибо").said(), ["Что ещё?"]);
    let mut t = asked(three);
    assert_eq!(
        t.say("да").said(),
        ["Тепло.", "Вы спросили ещё о «Тема семья». Ответить?"]
    );
}

#[test]
fn an_end_of_the_first_waits_for_the_rest() {
    let mut t = asked("Какая у меня семья? И какой срок?");
    assert_eq!(t.said(), ["дети?"]);
    t.say("двое").say("томск");
    assert_eq!((t.said(), t.s.is_over()), (vec![OFFER], false));
    assert_eq!(t.say("нет").outcome(), Some("решено"));
}

#[test]
fn a_part_alone_or_the_same_matter_offers_nothing() {
    assert_eq!(
        asked("Какая сегодня погода? Где мой зонтик?").said(),
        ["Тепло.", "Что ещё?"]
    );
    assert_eq!(
        asked("Какая сегодня погода? А завтра какая погода?").said(),
        ["Тепло.", "Что ещё?"]
    );
    // `льготы.проезд` has the answer of `погода`.
    assert_eq!(
        asked("Какая сегодня погода? Как купить льготы.проезд?").said().first(),
        Some(&"Тепло.")
    );
}

#[test]
fn an_answer_comes_before_the_question_after_it() {
    let mut t = asked("семья");
    t.say("двое, а какая погода?");
    assert_eq!(t.said(), ["Тепло.", "Вернёмся к вопросу.", "город?"]);
    assert_eq!(t.s.fact("дети"), Some(&num("2")));
    assert!(t.last.explanation.notes.contains(&Note::Digression("погода".into())));
    let mut t = asked("семья");
    assert_eq!(t.say("двое, а если больше?").said(), ["город?"]);
    // Where no other topic is wanted, the question waits until the end.
    let mut b = base();
    let h = b.on(HandlerOn::NoTopicChange, None, None);
    b.p.scenarios[0].handlers = b.handlers(vec![h]);
    let mut t = Talk::free(b);
    t.say("семья").say("двое, а какая погода?");
    assert_eq!(t.said(), ["город?"]);
    assert_eq!(t.say("томск").said(), ["Вы спросили ещё о «Тема погода». Ответить?"]);
}

#[test]
fn several_questions_in_the_middle_are_answered_and_the_rest_offered() {
    let mut t = asked("семья");
    t.say(TWO);
    assert_eq!(t.said(), ["Тепло.", OFFER]);
    assert_eq!(t.say("да").said(), ["Десять дней.", "Вернёмся к вопросу.", "дети?"]);
    let mut t = asked("семья");
    t.say(TWO);
    assert_eq!(t.say("нет").said(), ["Вернёмся к вопросу.", "дети?"]);
    assert_eq!(t.say("двое").said(), ["город?"]);
}

const TOLD: &str = "Из вашего вопроса: дети — 2. Если что-то не так, поправьте меня.";

#[test]
fn what_a_question_tells_is_taken_over_and_can_be_corrected() {
    let mut t = asked("моя семья: двое детей, что положено");
    assert_eq!(t.said(), [TOLD, "город?"]);
    assert_eq!(t.engine.facts(&t.s)[0].origin, Origin::Said { turn: 2 });
    assert_eq!(t.say("не двое, а трое").said(), ["Исправлено: дети — 3.", "город?"]);
    assert_eq!(
        t.say("я ошибся, детей четверо").said(),
        ["Исправлено: дети — 4.", "город?"]
    );
    assert_eq!(t.s.fact("дети"), Some(&num("4")));
    assert_eq!(t.say("томск").outcome(), Some("решено"));
    // Out of bounds, or nothing told: asked as usual.
    assert_eq!(asked("моя семья: 25 детей").said(), ["дети?"]);
    assert_eq!(asked("моя семья").said(), ["дети?"]);
}

#[test]
fn an_answer_is_corrected_afterwards() {
    let mut t = asked("семья");
    t.say("двое");
    assert_eq!(
        t.say("ой, я ошиблась, трое").said(),
        ["Исправлено: дети — 3.", "город?"]
    );
    assert_eq!(t.s.fact("дети"), Some(&num("3")));
    assert_eq!(t.say("назад").said(), ["дети?"]);
    // No value, no fact that was said: words like any others.
    let mut t = asked("семья");
    assert!(t.say("я ошибся").said()[0].starts_with("Не понял"));
    let mut t = asked("я ошибся, какая погода");
    assert_eq!(t.said(), ["Тепло.", "Что ещё?"]);
    assert_eq!(
        t.say("не погода, а срок").said()[0],
        "Уточните, пожалуйста, о чём ваш вопрос:"
    );
}

#[test]
fn the_card_carries_the_question_as_it_was_understood() {
    let mut t = asked("разное");
    assert!(t.say("ни то ни другое").said()[0].starts_with("Такого вопроса"));
    t.say("какие льготы");
    t.say("оператор");
    let question = t.handed().question.clone().unwrap();
    assert_eq!(question.words, "какие льготы");
    assert_eq!(question.candidates, [("льготы".into(), "Тема льготы".into(), 0.9)]);
    let mut t = asked("абракадабра");
    t.say("абракадабра").say("совсем другая абракадабра");
    assert_eq!(t.handed().question.clone().unwrap().words, "совсем другая абракадабра");
}
