//! Single lines, before and after.

use lotsman::syntax::format::{Keywords, Lang};
use lotsman::syntax::tree::FileKind;

use super::{keep, run};

/// The only body line of a one-step scenario.
fn statement(line: &str) -> String {
    let text = keep(&format!("сценарий а\nшаг б\n{line}\nконец\n"), FileKind::Scenario);
    let body = text
        .strip_prefix("сценарий а\n  шаг б\n")
        .and_then(|t| t.strip_suffix("конец\n"));
    body.unwrap_or_else(|| panic!("{text}")).trim().to_owned()
}

/// The only condition of a rule.
fn condition(line: &str) -> String {
    let text = keep(&format!("правило а = да\nесли\n{line}\nконец\n"), FileKind::Scenario);
    text.lines().nth(2).unwrap_or_default().trim().to_owned()
}

#[test]
fn statements() {
    for (before, after) in [
        ("СКАЗАТЬ «Да»", r#"сказать "Да""#),
        ("сказать «Приказ \"О\"»", r#"сказать "Приказ \"О\"""#),
        ("сказать «в «кавычках»»", r#"сказать "в «кавычках»""#),
        ("сказать \"уже \\\"так\\\"\"", r#"сказать "уже \"так\"""#),
        ("сказать \"а\u{a0}б\"", r#"сказать "а б""#),
        ("сказать \"два  пробела\"", r#"сказать "два  пробела""#),
        ("сказать \"{ а|деньги }\"", r#"сказать "{а | деньги}""#),
        (
            "сказать «{если а=\"б\" то 1 иначе 2}»",
            r#"сказать "{если а = «б» то 1 иначе 2}""#,
        ),
        ("сказать \"{n|день/дня/дней}\"", r#"сказать "{n | день/дня/дней}""#),
        ("сказать \"скобка { одна\"", r#"сказать "скобка { одна""#),
        ("-->Б", "-> Б"),
        ("→ завершить  решено«Всё»", r#"-> завершить решено "Всё""#),
        ("записать Доход:=1+2", "записать Доход = 1 + 2"),
        ("запросить егиссо ( а,б )", "запросить егиссо(а, б)"),
        ("вернуть#и всё", "вернуть  #и всё"),
        ("записать срок=5 рабочий день", "записать срок = 5 рабочих дней"),
        ("записать срок = 21 дней", "записать срок = 21 день"),
        ("записать срок = 11 год 2 часов", "записать срок = 11 лет 2 часа"),
        ("записать срок = 1 days", "записать срок = 1 day"),
        ("записать день = 1.2.2023", "записать день = 2023-02-01"),
        ("записать день = 45.12.2023", "записать день = 45.12.2023"),
        ("записать плата = 10_00000руб.", "записать плата = 1_000_000 ₽"),
        ("непонятная   строка «", "непонятная   строка «"),
    ] {
        assert_eq!(statement(before), after, "{before}");
    }
}

#[test]
fn conditions() {
    for (before, after) in [
        ("а&&б||в", "а и б или в"),
        ("не(а=б)", "не (а = б)"),
        ("а - -5 > - б", "а - -5 > -б"),
        ("а в[ 1…3 ]", "а в [1..3]"),
        ("а в(1,<2,не ( 3,[4..5) ))", "а в (1, < 2, не(3, [4..5)))"),
        ("имущество.квартиры≥2", "имущество.квартиры >= 2"),
        ("а<>б", "а != б"),
        ("возраст( дата_рождения )<18", "возраст(дата_рождения) < 18"),
        ("Если а То б Иначе в", "если а то б иначе в"),
    ] {
        assert_eq!(condition(before), after, "{before}");
    }
}

#[test]
fn words_of_a_language_go_to_the_other() {
    for (russian, english) in [
        (
            "источник а\n  срок 2 секунды\nконец\n",
            "source а\n  term 2 seconds\nend\n",
        ),
        (
            "очередь а\n  часы пн-пт 09:00-18:00\nконец\n",
            "queue а\n  hours mon-fri 09:00-18:00\nend\n",
        ),
        ("факт срок: длительность\nконец\n", "fact срок: duration\nend\n"),
        ("факт а: один из да, нет\nконец\n", "fact а: one of да, нет\nend\n"),
        (
            "решение а\n  политика сбор количество\n  | а       | => б               |\n  | не(да)  | => 1 рабочий день  |\nконец\n",
            "decision а\n  policy collect count\n  | а         | => б              |\n  | not(yes)  | => 1 working day  |\nend\n",
        ),
    ] {
        let russian = run(russian, FileKind::Scenario, Keywords::To(Lang::Ru)).text;
        let there = run(&russian, FileKind::Scenario, Keywords::To(Lang::En)).text;
        let words = |t: &str| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&there), words(english));
        assert_eq!(run(&there, FileKind::Scenario, Keywords::To(Lang::Ru)).text, russian);
    }
}

#[test]
fn a_keyword_that_would_swallow_a_name_stays_in_its_language() {
    // "not sure" is the answer of a citizen; here it would have been a condition on the fact `sure`.
    let text = "сценарий а\n  шаг б\n    если\n      не sure  -> в\n      иначе    -> г\n    конец\nконец\n";
    assert_eq!(run(text, FileKind::Scenario, Keywords::To(Lang::En)).text, text);
}

#[test]
fn blank_files_become_empty_and_line_ends_become_one() {
    for blank in ["", "\n", " \r\n\t\n", "\u{feff}\n\n"] {
        assert_eq!(keep(blank, FileKind::Topic), "");
    }
    assert_eq!(keep("тема а\rконец\r", FileKind::Topic), "тема а\nконец\n");
    assert_eq!(keep("тема а\r\nконец\r\n\r\n\r\n", FileKind::Topic), "тема а\nконец\n");
    assert_eq!(
        keep("тема а\nконец\nтема б\nконец", FileKind::Topic),
        "тема а\nконец\n\nтема б\nконец\n"
    );
}

#[test]
fn an_unreadable_header_does_not_stop_the_rest() {
    let text = "тема  «без имени»\nОтвет   «да»\nконец\n";
    let formatted = run(text, FileKind::Topic, Keywords::Keep);
    assert_eq!(formatted.text, "тема  «без имени»\n  ответ \"да\"\nконец\n");
    assert_eq!(formatted.unreadable.len(), 1);
    assert_eq!(keep("диалог! «а»", FileKind::Dialog), "диалог! «а»\n");
    assert_eq!(
        keep("\u{feff}тема!\r\nсрок 1 дней", FileKind::Topic),
        "тема!\n  срок 1 день\n"
    );
}

#[test]
fn nesting_without_end_is_left_alone() {
    let deep = "(".repeat(100_000);
    let text = format!("правило а = да\n  если\n{deep}\nконец\n");
    assert_eq!(keep(&text, FileKind::Scenario), text);
    let tests = "х в (".repeat(40);
    let text = format!("правило а = да\n  если\n{tests}\nконец\n");
    assert_eq!(keep(&text, FileKind::Scenario), text);
}

#[test]
fn wide_letters_keep_columns_straight() {
    let text = "решение а\n| б | => в |\n| \"漢字\" | => 1 |\nконец\n";
    assert_eq!(
        keep(text, FileKind::Scenario),
        "решение а\n  | б      | => в |\n  | \"漢字\" | => 1 |\nконец\n"
    );
}
