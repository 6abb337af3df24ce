use crate::compile::witness::{engine, one};
use crate::compile::{Checked, Input, check};
use crate::diag::{Diagnostic, Said, Witness};
use crate::value::{Lang, Value};

/// A base whose scenario tells what the conclusion is.
fn base(items: &str, asks: &[&str], tells: &str) -> Checked {
    let asks: String = asks
        .iter()
        .map(|f| format!("    спросить {f}\n      не знаю -> завершить отвечено\n"))
        .collect();
    let scenario = format!(
        "{items}\nсценарий главный \"Главный\"\n  шаг начало\n{asks}    сказать \"Ответ: {{{tells}}}.\"\n    завершить отвечено\nконец\n"
    );
    let topic = "тема вопрос \"Вопрос\"\n  фразы\n    - у меня вопрос\n  ответ сценарий главный\nконец\n";
    let input = |path: &str, text: &str| Input {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    check(vec![
        input("scenarios/a.scenario", &scenario),
        input("topics/a.topic", topic),
    ])
}

fn the<'c>(checked: &'c Checked, code: &str) -> &'c Diagnostic {
    let codes: Vec<&str> = checked.diagnostics.iter().map(|d| d.entry.code).collect();
    let found = checked.diagnostics.iter().find(|d| d.entry.code == code);
    found.unwrap_or_else(|| panic!("no {code} among {codes:?}"))
}

/// The test of a finding that came out as foretold.
fn script(checked: &Checked, code: &str) -> String {
    let witness = the(checked, code).witness.as_ref().unwrap();
    assert!(
        witness.tried && witness.replayed && !witness.is_doubtful(),
        "{witness:?}"
    );
    witness.script.clone().unwrap_or_default()
}

const CHILDREN: &str = "факт детей: целое 0..10\n  вопрос \"Сколько детей?\"\nконец\n\nфакт город: да_нет\n  вопрос \"Вы в городе?\"\nконец\n";

#[test]
fn a_gap_comes_to_no_row() {
    let table = "решение размер: деньги\n  | детей | город | => сумма |\n  | 0     | -     | => 0     |\n  | > 1   | -     | => 100   |\n  | 1     | да    | => 50    |\nконец\n";
    let checked = base(&format!("{CHILDREN}\n{table}"), &["детей", "город"], "размер");
    insta::assert_snapshot!(script(&checked, "L0601"), @r#"
    диалог "таблица размер не даёт ответа, когда детей = 1 и город = нет"
      дата 2024-01-15
      известно детей = 1
      известно город = нет
      факт размер = 1000
    конец
    "#);
}

#[test]
fn what_the_case_leaves_open_is_filled_in() {
    // Whether the town counts is only seen once a row for it is looked at.
    let table = "решение размер: деньги\n  политика первая\n  | детей | город | => сумма |\n  | 1     | да    | => 50    |\n  | 1     | нет   | => 50    |\n  | 0     | -     | => 0     |\nконец\n";
    let checked = base(&format!("{CHILDREN}\n{table}"), &["детей", "город"], "размер");
    let gap = the(&checked, "L0601").witness.as_ref().unwrap();
    assert!(gap.replayed, "{gap:?}");
}

#[test]
fn an_overlap_comes_to_a_conflict() {
    let table = "решение размер: деньги\n  политика единственная\n  | детей | => сумма |\n  | <= 2  | => 0     |\n  | >= 2  | => 100   |\nконец\n";
    let checked = base(&format!("{CHILDREN}\n{table}"), &["детей"], "размер");
    insta::assert_snapshot!(script(&checked, "L0603"), @r#"
    диалог "в таблице размер строки 1 и 2 подходят обе, когда детей = 2"
      дата 2024-01-15
      известно детей = 2
      факт размер = 1000
    конец
    "#);
}

#[test]
fn rows_that_depend_on_each_other_meet_in_one_person() {
    // Both columns are worked out from the same number; only two children are many and few at once.
    let table = "решение много: да_нет = детей >= 2\nконец\n\nрешение мало: да_нет = детей <= 2\nконец\n\nрешение размер: деньги\n  политика единственная\n  | много | мало | => сумма |\n  | да    | -    | => 0     |\n  | -     | да   | => 100   |\nконец\n";
    let checked = base(&format!("{CHILDREN}\n{table}"), &["детей"], "размер");
    insta::assert_snapshot!(script(&checked, "L0603"), @r#"
    диалог "в таблице размер строки 1 и 2 подходят обе, когда много = да и мало = да"
      дата 2024-01-15
      известно детей = 2
      факт размер = 1000
    конец
    "#);
}

#[test]
fn rules_that_contradict_come_to_a_conflict() {
    let rules = "факт место: один из дом, школа\n  вопрос \"Где?\"\nконец\n\nправило место_встречи: текст = \"дом\"\n  если\n    детей <= 2\nконец\n\nправило место_встречи = \"школа\"\n  если\n    детей >= 2\nконец\n";
    let checked = base(&format!("{CHILDREN}\n{rules}"), &["детей"], "место_встречи");
    insta::assert_snapshot!(script(&checked, "L0630"), @r#"
    диалог "правила о место_встречи противоречат друг другу: и школа, и дом, когда детей = 2"
      дата 2024-01-15
      известно детей = 2
      факт место_встречи = "пример"
    конец
    "#);
}

#[test]
fn an_edition_is_looked_at_on_a_day_on_which_it_holds() {
    let table = "решение размер: деньги\n  действует с 2031-01-01\n  | детей | => сумма |\n  | 0     | => 0     |\n  | > 1   | => 100   |\nконец\n";
    let checked = base(&format!("{CHILDREN}\n{table}"), &["детей"], "размер");
    let text = script(&checked, "L0601");
    assert!(text.contains("дата 2031-01-01"), "{text}");
}

#[test]
fn what_comes_out_otherwise_is_only_possible() {
    let table =
        "решение размер: деньги\n  | детей | => сумма |\n  | 0     | => 0     |\n  | > 1   | => 100   |\nконец\n";
    let checked = base(&format!("{CHILDREN}\n{table}"), &["детей"], "размер");
    // Two children get an answer.
    let mut case = the(&checked, "L0601").clone();
    case.witness = Some(Box::new(Witness {
        facts: vec![("детей".into(), Said::Answered(Value::Number(2.into())))],
        ..Witness::default()
    }));
    one(&engine(&checked.model), &checked.model, &mut case);
    assert!(case.witness.as_ref().unwrap().is_doubtful());
    let headline = case.headline(Lang::Ru);
    assert!(headline.starts_with("возможно, "), "{headline}");
}

const BORN: &str = "факт родился: дата 1900-01-01..2030-01-01\n  вопрос \"Когда вы родились?\"\nконец\n";

#[test]
fn an_age_in_a_table_is_a_date_of_birth() {
    let table = "решение размер: деньги\n  | возраст(родился) | => сумма |\n  | < 18             | => 0     |\n  | > 18             | => 100   |\nконец\n";
    let checked = base(&format!("{BORN}\n{table}"), &["родился"], "размер");
    insta::assert_snapshot!(script(&checked, "L0601"), @r#"
    диалог "таблица размер не даёт ответа, когда возраст(родился) = 18"
      дата 2024-01-15
      известно родился = 2005-07-15
      факт размер = 1000
    конец
    "#);
}

#[test]
fn an_age_in_rules_is_a_date_of_birth() {
    let rules = "правило группа: текст = \"дети\"\n  если\n    возраст(родился) <= 18\nконец\n\nправило группа = \"взрослые\"\n  если\n    возраст(родился) >= 18\nконец\n";
    let checked = base(&format!("{BORN}\n{rules}"), &["родился"], "группа");
    let headline = the(&checked, "L0630").headline(Lang::Ru);
    assert!(headline.ends_with("когда возраст(родился) = 18"), "{headline}");
    insta::assert_snapshot!(script(&checked, "L0630"), @r#"
    диалог "правила о группа противоречат друг другу: и взрослые, и дети, когда возраст(родился) = 18"
      дата 2024-01-15
      известно родился = 2005-07-15
      факт группа = "пример"
    конец
    "#);
}

#[test]
fn an_age_on_a_way_is_a_date_of_birth_on_its_day() {
    let items = format!(
        "{BORN}\nсценарий первый \"Первый\"\n  шаг начало\n    спросить родился\n      не знаю -> завершить отвечено\n    если\n      возраст(родился) < 18 -> завершить решено\n      возраст(родился) > 18 -> завершить отвечено\n    конец\nконец\n"
    );
    let text =
        format!("{items}\nтема первая \"Первая\"\n  фразы\n    - первый вопрос\n  ответ сценарий первый\nконец\n");
    let (scenario, topic) = text.split_once("\nтема").unwrap();
    let inputs = [
        ("scenarios/a.scenario", scenario.to_owned()),
        ("topics/a.topic", format!("тема{topic}")),
    ];
    let checked = check(
        inputs
            .into_iter()
            .map(|(path, text)| Input {
                path: path.to_owned(),
                bytes: text.into_bytes(),
            })
            .collect(),
    );
    let found = the(&checked, "L0401");
    let headline = found.headline(Lang::Ru);
    assert!(headline.ends_with("строки: возраст(родился) = 18"), "{headline}");
    // An age is taken as independent of all else, so the case stays a possible one; its way was gone.
    let witness = found.witness.as_ref().unwrap();
    assert!(witness.replayed);
    insta::assert_snapshot!(witness.script.as_ref().unwrap(), @r#"
    диалог "возможно, есть случай, для которого в если нет строки: возраст(родился) = 18"
      дата 2024-01-15
      сценарий первый
      > 15.07.2005
    конец
    "#);
}

#[test]
fn rows_that_disagree_come_to_a_conflict_whatever_else_is_known() {
    let table = "факт доход: деньги 0..5\n  вопрос \"Доход?\"\nконец\n\nрешение размер: целое\n  политика любая\n  | доход | детей | => размер |\n  | >= 1  | -     | => 1      |\n  | -     | 3     | => 0      |\n  | >= 0  | -     | => 1      |\nконец\n";
    let checked = base(&format!("{CHILDREN}\n{table}"), &["детей", "доход"], "размер");
    for found in checked.diagnostics.iter().filter(|d| d.entry.code == "L0604") {
        let witness = found.witness.as_ref().unwrap();
        assert!(witness.replayed, "{witness:?}");
    }
    // With three children the income is of no account, but without it nothing tells why nothing is concluded.
    let last = checked.diagnostics.iter().rfind(|d| d.entry.code == "L0604");
    insta::assert_snapshot!(last.unwrap().witness.as_ref().unwrap().script.as_ref().unwrap(), @r#"
    диалог "в таблице размер строки 2 и 3 отвечают по-разному, когда детей = 3"
      дата 2024-01-15
      известно детей = 3
      известно доход = 0
      факт размер = 1
    конец
    "#);
}
