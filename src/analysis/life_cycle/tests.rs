use super::*;
use crate::compile::{self, Input};

const MANIFEST: &str = r#"
name: проба
segments:
  - {name: фонд, title: "Фонд", owners: ["фонд", "Пётр"]}
  - {name: ведомство, title: "Ведомство", owners: ["ведомство"]}
"#;

fn checked(facts: &str) -> compile::Checked {
    compile::check(vec![
        Input {
            path: "lotsman.yaml".to_owned(),
            bytes: MANIFEST.into(),
        },
        Input {
            path: "scenarios/проба.scenario".to_owned(),
            bytes: facts.into(),
        },
    ])
}

fn on(text: &str, day: &str) -> Vec<(&'static str, String)> {
    let found = check(&checked(text).model, day.parse().unwrap());
    let of_items = found.into_iter().filter(|d| d.entry.code > "L1102");
    of_items
        .map(|d| {
            let day = d.args.iter().find(|(n, _)| matches!(*n, "until" | "from"));
            (d.entry.code, day.unwrap().1.get(crate::value::Lang::Ru).to_owned())
        })
        .collect()
}

const EDITIONS: &str = r#"
решение срок: длительность = 10 дней "Срок"
  действует с 2024-01-01 по 2024-12-31
конец

решение срок: длительность = 20 дней "Срок"
  действует с 2025-01-01 по 2025-12-31
конец
"#;

#[test]
fn editions_carry_each_other_on() {
    assert_eq!(on(EDITIONS, "2023-12-31"), [("L1104", "2024-01-01".to_owned())]);
    // The first edition ends within a month, but another follows it.
    assert_eq!(on(EDITIONS, "2024-12-20"), []);
    assert_eq!(on(EDITIONS, "2025-11-30"), []);
    assert_eq!(on(EDITIONS, "2025-12-01"), [("L1105", "2025-12-31".to_owned())]);
    assert_eq!(on(EDITIONS, "2025-12-31"), [("L1105", "2025-12-31".to_owned())]);
    assert_eq!(on(EDITIONS, "2026-01-01"), [("L1103", "2025-12-31".to_owned())]);
}

#[test]
fn an_item_without_a_period_never_ends() {
    assert_eq!(on("решение срок: длительность = 10 дней\nконец\n", "2999-01-01"), []);
}

#[test]
fn only_owners_change_what_is_theirs() {
    let model = checked(
        r#"
решение срок: длительность = 10 дней "Срок"
  сегмент фонд
конец

решение плата: деньги = 10 ₽ "Плата"
  сегмент ведомство
конец

решение ничьё: деньги = 10 ₽ "Ничьё"
конец
"#,
    )
    .model;
    let names = |who: &str| -> Vec<String> {
        let found = changed_by(&model, who, |_| true);
        let name = |d: &crate::diag::Diagnostic| d.args.iter().find(|(n, _)| *n == "name").map(|(_, v)| v.clone());
        found
            .iter()
            .filter_map(name)
            .map(|v| v.get(crate::value::Lang::Ru).to_owned())
            .collect()
    };
    assert_eq!(names("фонд"), ["плата"]);
    assert_eq!(names("петр"), ["плата"]);
    assert_eq!(names("ведомство"), ["срок"]);
    assert_eq!(names("прохожий"), ["срок", "плата"]);
    // Nothing was touched, so nobody did anything.
    assert!(changed_by(&model, "прохожий", |_| false).is_empty());
}
