//! `lotsman chat` through a pipe.

use super::{Base, lotsman, outcome};

fn chat(base: &Base, options: &[&str], lines: &str) -> String {
    let (code, out, err) = outcome(base.lotsman().arg("chat").args(options).write_stdin(lines));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    out
}

#[test]
fn a_conversation_reads_like_one() {
    let lines = "сколько ждать ответа\nда\nещё\n";
    insta::assert_snapshot!(chat(&Base::new(), &["--date", "2023-09-15"], lines), @r"
    Лоцман: Здравствуйте!
    Лоцман: О чём вы спрашиваете?
      1  Сколько ждать ответа
      2  Другое
    Лоцман: Сообщение срочное?
      1  Да
      2  Нет
    Лоцман: Ответят за 10 дней.
      основание: Порядок № 1, пункт 7
    Лоцман: Спасибо за обращение. До свидания!
      разговор окончен, исход «решено»
      разговор окончен: /сначала — новый, /тест ФАЙЛ — сохранить, /выход — закончить
    ");
}

#[test]
fn a_number_chooses_and_the_operator_gets_a_card() {
    insta::assert_snapshot!(chat(&Base::new(), &["--date", "2023-09-15"], "2\n"), @r"
    Лоцман: Здравствуйте!
    Лоцман: О чём вы спрашиваете?
      1  Сколько ждать ответа
      2  Другое
    Лоцман: Передаю разговор оператору. Всё, что вы сказали, он увидит.
      Карточка оператору, очередь: Первая линия, уровень 2
      Причина: Другой вопрос
      Место: приветствие/начало
      реплик разговора в карточке: 4
    ");
}

#[test]
fn the_person_plays_the_source() {
    let base = Base::new();
    let answered = chat(&base, &["--scenario", "состояние"], "чепуха\nрешена\n");
    assert!(
        answered.contains("такого значения нет; есть: принята, решена"),
        "{answered}"
    );
    assert!(answered.contains("Лоцман: Заявка: "), "{answered}");
    for line in ["\n", "-\n"] {
        let out = chat(&base, &["--scenario", "состояние"], line);
        assert!(out.contains("Причина: Платформа молчит"), "{line:?}: {out}");
    }
}

#[test]
fn commands_have_russian_and_english_names() {
    let base = Base::new();
    let russian = chat(
        &base,
        &[],
        "/канал голос\n/клавиша 1\n/шаг\n/почему\n/факты\n/молчание\n/сначала\n/дата 2023-09-15 10:30\n/выход\nздравствуйте\n",
    );
    let english = chat(
        &base,
        &[],
        "/channel voice\n/key 1\n/step\n/why\n/facts\n/silence\n/restart\n/date 2023-09-15 10:30\n/exit\nздравствуйте\n",
    );
    assert_eq!(russian, english);
    for words in [
        "Лоцман говорит:",
        "клавиша 1",
        "сценарий «срок», шаг «вопрос»",
        "Понято:",
        "пока ничего не известно",
        "2023-09-15, голос",
    ] {
        assert!(russian.contains(words), "{words}: {russian}");
    }
}

#[test]
fn an_unknown_command_lists_the_commands_and_changes_nothing() {
    let out = chat(&Base::new(), &[], "/чепуха\n/дата вчера\n/тест\n");
    for words in ["Такой команды нет", "/почему", "Какой день?", "В какой файл?"]
    {
        assert!(out.contains(words), "{words}: {out}");
    }
}

#[test]
fn a_saved_conversation_is_a_test_that_passes() {
    let base = Base::new();
    let before = base.read("scenarios/small.dialog");
    let out = chat(
        &base,
        &["--date", "2023-09-15"],
        "сколько ждать ответа\n1\n/тест small\n/сначала\nгде моя заявка\nрешена\n/test new.dialog\n",
    );
    assert_eq!(out.matches("сохранено: ").count(), 2, "{out}");
    let after = base.read("scenarios/small.dialog");
    assert!(after.starts_with(before.trim_end()), "what stood there stays: {after}");
    insta::assert_snapshot!(base.read("scenarios/new.dialog"), @r#"
    диалог "где моя заявка"
      дата 2023-09-15
      канал чат
      < Здравствуйте!
      < О чём вы спрашиваете?
      > где моя заявка
      источник платформа отвечает {состояние_заявки: решена}
      < Заявка: Решена.
      < Вернёмся к вашему вопросу.
      < О чём вы спрашиваете?
      тема состояние
    конец
    "#);
    let (code, out, _) = outcome(base.lotsman().arg("test"));
    assert_eq!(code, 0, "{out}");
    assert!(out.ends_with("\n5 passed, 0 failed\n"), "{out}");
    let (code, out, _) = outcome(base.lotsman().args(["fmt", "--check"]));
    assert_eq!(code, 0, "{out}");
}

#[test]
fn a_test_is_never_written_where_it_does_not_belong() {
    let base = Base::new();
    let manifest = base.read("lotsman.yaml");
    let out = chat(&base, &[], "/тест lotsman.yaml\n");
    assert!(out.contains("не сохранено"), "{out}");
    assert_eq!(base.read("lotsman.yaml"), manifest);
}

#[test]
fn a_bundle_talks_as_its_base_does() {
    let base = Base::new();
    let file = base.path("small.lotsman");
    base.lotsman().args(["build", "-o"]).arg(&file).assert().success();
    let lines = "сколько ждать ответа\nнет\n";
    let (code, out, err) = outcome(
        lotsman()
            .args(["chat", "--date", "2023-09-15", "--bundle"])
            .arg(&file)
            .write_stdin(lines),
    );
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, chat(&base, &["--date", "2023-09-15"], lines));
}

#[test]
fn the_option_alone_decides_about_colours_in_a_pipe() {
    let base = Base::new();
    assert!(!chat(&base, &[], "").contains('\u{1b}'));
    assert!(chat(&base, &["--color", "always"], "").contains('\u{1b}'));
}

#[test]
fn by_telephone_the_words_can_be_shown_as_they_are_said() {
    let lines = "сколько ждать ответа\nда\n";
    let said = |options: &[&str]| {
        chat(
            &Base::new(),
            &[&["--channel", "voice", "--date", "2023-09-15"], options].concat(),
            lines,
        )
    };
    assert!(said(&["--spoken"]).contains("Лоцман говорит: Ответят за десять дней."));
    assert!(said(&[]).contains("Лоцман говорит: Ответят за 10 дней."));
}
