use crate::compile::{Input, check_on};
use crate::value::{Date, Lang};

fn found(text: &str) -> Vec<(&'static str, String)> {
    let input = Input {
        path: "topics/а.topic".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let checked = check_on(vec![input], Date::constant(2026, 6, 15));
    let said = checked.diagnostics.iter().map(|d| (d.entry.code, d.headline(Lang::Ru)));
    said.collect()
}

/// Two topics; a cue of the second one takes the guests of the first.
fn topics(cues: &str, first: &str, second: &str) -> String {
    format!(
        "тема пропуск \"Пропуск\"\n  фразы\n    - как получить пропуск\n    - пропуск для гостя\n    - гость без карты\n{first}  ответ \"Так.\"\nконец\n\nтема гость \"Приём гостей\"\n  фразы\n    - как встретить приглашённого\n    - кто ждёт внизу\n  признаки\n{cues}{second}  ответ \"Так.\"\nконец\n"
    )
}

#[test]
fn declared_and_confused_is_said_once_for_a_pair() {
    let text = topics("    +90  гость\n", "  не путать с гость\n", "  не путать с пропуск\n");
    assert_eq!(
        found(&text),
        [(
            "L0716",
            "тему «пропуск» просят не путать с «гость», а служба путает: «пропуск для гостя», «гость без карты»"
                .to_owned()
        )]
    );
}

#[test]
fn one_side_is_enough_and_the_other_may_be_the_one() {
    // Only the topic that takes the phrases says that they are to be told apart.
    let text = topics("    +90  гость\n", "", "  не путать с пропуск\n");
    let codes: Vec<&str> = found(&text).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["L0710", "L0716"]);
}

#[test]
fn what_nobody_declared_stays_a_phrase_that_leads_elsewhere() {
    let text = topics("    +90  гость\n", "", "");
    let codes: Vec<&str> = found(&text).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["L0714", "L0714"]);
}

#[test]
fn told_apart_by_cues_is_told_apart() {
    let cues = "    +90  гость\n    -90  пропуск | карта\n";
    let first = "  признаки\n    +90  пропуск | карта\n  не путать с гость\n";
    assert_eq!(found(&topics(cues, first, "  не путать с пропуск\n")), []);
}

#[test]
fn topics_above_and_below_do_not_compete() {
    let text = "тема а \"Пропуск\"\n  фразы\n    - как получить пропуск\n    - гостю нужен пропуск\n  не путать с а.б\n  ответ \"Так.\"\nконец\n\nтема а.б \"Пропуск гостю\"\n  фразы\n    - провести человека\n  признаки\n    +90  гость\n  не путать с а\n  ответ \"Так.\"\nконец\n";
    assert_eq!(found(text), []);
}
