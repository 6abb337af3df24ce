use super::*;

fn labels(name: &str, text: &str) -> Vec<(String, String)> {
    let source = Source::new(name, text);
    let kind = FileKind::of_path(name).unwrap();
    let items = outline(&source, kind);
    items
        .into_iter()
        .map(|i| (i.label, source.slice(i.span).lines().next().unwrap_or("").to_owned()))
        .collect()
}

#[test]
fn items_with_their_names_and_the_comments_above() {
    let text = "# файл\n\nфакт Доход: деньги\nконец\n\n## О подаче\n# заметка\nСценарий Подача(доход) \"Подача\"\r\n  шаг начало\n    завершить решено\nконец\n";
    assert_eq!(
        labels("scenarios/а.scenario", text),
        [
            ("факт доход".into(), "# файл".into()),
            ("сценарий подача".into(), "".into()),
        ]
    );
}

#[test]
fn topics_have_paths_and_dialogs_titles() {
    assert_eq!(
        labels("a.topic", "тема мсз.пособие \"П\"\nконец\n")[0].0,
        "тема мсз.пособие"
    );
    assert_eq!(
        labels("a.dialog", "диалог \"Как подать\"\nконец\n")[0].0,
        "диалог как подать"
    );
    assert_eq!(labels("a.dialog", "dialog «How»\nend\n")[0].0, "dialog how");
}

#[test]
fn broken_files_have_the_items_that_can_be_seen() {
    assert_eq!(labels("a.topic", "тема\nтема б\n  (((\n")[0].0, "тема");
    assert!(labels("a.topic", "чепуха\n").is_empty());
    assert_eq!(
        labels("a.topic", "чепуха\nтема а\n"),
        [("тема а".to_owned(), "тема а".to_owned())]
    );
}
