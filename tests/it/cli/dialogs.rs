//! `lotsman test`.

use super::{Base, outcome};

const DIALOGS: &str = "scenarios/small.dialog";

#[test]
fn tests_of_a_sound_base_pass() {
    let (code, out, err) = outcome(Base::new().lotsman().arg("test"));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert_eq!(out, "3 теста: 3 прошло, 0 не прошло.\n3 passed, 0 failed\n");
}

#[test]
fn a_failure_shows_place_difference_and_conversation() {
    let base = Base::new();
    base.replace(DIALOGS, "< Ответят за 10 *", "< Ответят за 7 дней.");
    base.replace(DIALOGS, "= 10 дней", "= 7 дней");
    let (code, out, _) = outcome(base.lotsman().arg("test"));
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @r"
    ✗ scenarios/small.dialog:3 «Срочное»
      scenarios/small.dialog:9: такого сообщения в этом ходе нет
        - Ответят за 7 дней.
        + Ответят за 10 дней.
          Спасибо за обращение. До свидания!
      scenarios/small.dialog:11: другое значение факта «срок_ответа»
        - 7 дней
        + 10 дней
      как шёл разговор:
        < Здравствуйте!
        < О чём вы спрашиваете? [Сколько ждать ответа | Другое]
          шаг приветствие/начало
        > сколько ждать ответа
        < Сообщение срочное? [Да | Нет]
          Понято:
            «сколько ждать ответа»: выбрано «срок»
          шаг срок/вопрос
        > да
        < Ответят за 10 дней.
        < Спасибо за обращение. До свидания!
        < исход «решено»
          Понято:
            «да»: срочно = да
          шаг срок/быстро

    3 теста: 2 прошло, 1 не прошло.
    2 passed, 1 failed
    ");
}

#[test]
fn accepting_writes_what_was_said_and_keeps_the_rest() {
    let base = Base::new();
    let before = base.read(DIALOGS);
    base.replace(DIALOGS, "< Ответят за 10 *", "< Ответят за 7 дней.");
    base.replace(DIALOGS, "= 10 дней", "= 7 дней");
    base.replace(DIALOGS, "тема срок", "тема состояние");
    base.replace(DIALOGS, "\"Порядок*\"", "\"Указ\"");
    base.replace(DIALOGS, "очередь линия", "очередь линия\n  исход решено # не так");
    let (code, out, _) = outcome(base.lotsman().args(["test", "--accept"]));
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("Принято: scenarios/small.dialog, диалогов: 2\n") && out.ends_with("\n3 passed, 0 failed\n"),
        "{out}"
    );
    let expected = before
        .replace("< Ответят за 10 *", "< Ответят за 10 дней.")
        .replace("\"Порядок*\"", "\"Порядок № 1, пункт 7\"")
        .replace("очередь линия", "очередь линия\n  исход передано # не так");
    assert_eq!(base.read(DIALOGS), expected);
    let (code, out, _) = outcome(base.lotsman().args(["test", "--accept"]));
    assert_eq!((code, base.read(DIALOGS)), (0, expected), "{out}");
}

#[test]
fn an_undeclared_answer_of_a_source_is_said_and_not_accepted_away() {
    let base = Base::new();
    base.replace(DIALOGS, "  источник платформа не ответил\n", "");
    let before = base.read(DIALOGS);
    for arguments in [&["test"][..], &["test", "--accept"]] {
        let (code, out, _) = outcome(base.lotsman().args(arguments));
        assert_eq!(code, 1, "{out}");
        assert!(
            out.contains("спрошен источник «платформа», а тест не говорит, что он отвечает"),
            "{out}"
        );
    }
    assert_eq!(base.read(DIALOGS), before);
}

#[test]
fn an_empty_run_fails() {
    let base = Base::new();
    let (code, out, _) = outcome(base.lotsman().args(["test", "нет такого"]));
    assert_eq!((code, out.ends_with("\n0 passed, 0 failed\n")), (1, true), "{out}");
    base.write(DIALOGS, "");
    let (code, out, _) = outcome(base.lotsman().arg("test"));
    assert_eq!((code, out.ends_with("\n0 passed, 0 failed\n")), (1, true), "{out}");
}

#[test]
fn filters_choose_by_title_and_file() {
    let base = Base::new();
    for (filter, count) in [("СРОЧНОЕ", 1), ("платформа", 1), ("small.dialog", 3)] {
        let (code, out, _) = outcome(base.lotsman().args(["test", filter]));
        assert_eq!(
            (code, out.ends_with(&format!("\n{count} passed, 0 failed\n"))),
            (0, true),
            "{filter}: {out}"
        );
    }
}

#[test]
fn coverage_names_what_no_test_reaches() {
    let base = Base::new();
    let (code, out, _) = outcome(base.lotsman().args(["test", "--coverage", "--min-coverage", "80"]));
    assert_eq!(code, 0, "{out}");
    insta::assert_snapshot!(out);
    let (code, out, _) = outcome(base.lotsman().args(["test", "--min-coverage", "90"]));
    assert_eq!((code, out.contains("83 % шагов")), (1, true), "{out}");
}

#[test]
fn ci_gets_junit() {
    let base = Base::new();
    base.replace(DIALOGS, "исход решено", "исход передано");
    let file = base.path("report.xml");
    let (code, _, _) = outcome(base.lotsman().args(["test", "--junit"]).arg(&file));
    assert_eq!(code, 1);
    let xml = base.read("report.xml");
    assert!(
        xml.starts_with(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"small\" tests=\"3\" failures=\"2\""
        ),
        "{xml}"
    );
    assert!(
        xml.contains("<testcase classname=\"scenarios/small.dialog\" name=\"Платформа молчит\""),
        "{xml}"
    );
    assert!(
        xml.contains("message=\"scenarios/small.dialog:13: другой исход\""),
        "{xml}"
    );
    assert!(!xml.contains('\u{1b}'), "{xml}");
    let (code, _, err) = outcome(base.lotsman().args(["test", "--junit", "/nonexistent/report.xml"]));
    assert_eq!((code, err.contains("report.xml")), (2, true), "{err}");
}

#[test]
fn the_trace_shows_every_node_also_of_tests_that_pass() {
    let (code, out, _) = outcome(Base::new().lotsman().args(["test", "--trace", "срочное"]));
    assert_eq!(code, 0);
    assert!(
        out.contains("✓ scenarios/small.dialog:3 «Срочное»") && out.contains("срок/вопрос (scenarios/small.scenario:"),
        "{out}"
    );
}

#[test]
fn a_base_with_errors_is_not_played() {
    let base = Base::new();
    base.replace("scenarios/small.scenario", "-> быстро", "-> бысро");
    let (code, out, _) = outcome(base.lotsman().arg("test"));
    assert_eq!((code, out.contains("passed")), (1, false), "{out}");
}
