use super::*;

fn input(path: &str, text: &str) -> Input {
    Input {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn topic(answer: &str) -> Input {
    input(
        "topics/т.topic",
        &format!("тема т \"Т\"\n  фразы\n    - у меня вопрос\n  {answer}\nконец\n"),
    )
}

fn text(mended: &Mended, path: &str) -> String {
    let input = mended.inputs.iter().find(|i| i.path == path).unwrap();
    String::from_utf8(input.bytes.clone()).unwrap()
}

const SCENARIO: &str = "scenarios/а.scenario";

#[test]
fn rounds_go_on_until_nothing_is_left() {
    // The arrow hides the misspelt step, and two signs of one line wait for each other.
    let scenario = "сценарий а \"А\"\n  шаг начало\n    сказать \"Здравствуйте.\"\n    → дальше_всего\n  шаг дальше_всех\n    завершить решено\nконец\n";
    let mended = mend(vec![input(SCENARIO, scenario), topic("ответ сценарий а")], None);
    assert!(
        mended.checked.diagnostics.is_empty(),
        "{:?}",
        mended.checked.diagnostics
    );
    assert!(text(&mended, SCENARIO).contains("\n    -> дальше_всех\n"));
    let codes: Vec<&str> = mended.mended.iter().map(|c| c.diagnostic.entry.code).collect();
    assert_eq!(codes, ["L0106", "L0202"]);
    assert_eq!((mended.mended[1].file.as_str(), mended.mended[1].line), (SCENARIO, 4));
    assert_eq!(mended.changed.len(), 1);
    assert_eq!(mended.changed[0].1, scenario.as_bytes());
}

#[test]
fn nothing_is_taken_for_unused_while_a_line_cannot_be_read() {
    // The line that starts the scenario is unreadable: it must not become a draft.
    let scenario = "сценарий а \"А\"\n  шаг начало\n    завершить решено\nконец\n";
    let mended = mend(vec![input(SCENARIO, scenario), topic("ответ (((")], None);
    assert_eq!(text(&mended, SCENARIO), scenario);
    assert!(mended.changed.is_empty() && mended.mended.is_empty());
}

#[test]
fn marks_line_ends_and_unusual_letters_stay() {
    let scenario = "\u{feff}# Осо\u{301}бый и\u{306}\r\nсценарий а \"А\"\r\n  шаг начало\r\n    сказать \"и\u{306}\" # и\u{306}\r\n    # и\u{306} → нет\r\n    → конец_дела # и\u{306}\r\n  шаг конец_дела\r\n    завершить решено\r\nконец\r\n";
    let mended = mend(vec![input(SCENARIO, scenario), topic("ответ сценарий а")], None);
    assert_eq!(text(&mended, SCENARIO), scenario.replace("    → конец", "    -> конец"));
}

#[test]
fn a_place_is_found_again_in_a_text_that_is_not_nfc() {
    let original = "и\u{306}а\nби\u{306}в";
    let nfc = Source::new("", original).text;
    for (word, want) in [("а", 4), ("б", 7), ("в", 13)] {
        let at = u32::try_from(nfc.find(word).unwrap()).unwrap();
        assert_eq!(in_original(original, &nfc, at), Some(want), "{word}");
    }
    assert_eq!(
        in_original(original, &nfc, nfc.len() as u32),
        Some(original.len() as u32)
    );
}

#[test]
fn files_that_are_not_text_are_left_alone() {
    let bad = Input {
        path: "topics/б.topic".to_owned(),
        bytes: vec![0xff, 0xfe],
    };
    let mended = mend(vec![bad, topic("ответ \"Ответ.\"")], None);
    assert!(mended.changed.is_empty());
}
