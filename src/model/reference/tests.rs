use super::*;
use crate::model::yaml::tests::reference_report;
use crate::source::{Source, Sources};

const REGIONS: &str = "\
kind: directory
name: регион
title: Регионы
entries:
  - key: россия
    title: Россия
  - key: Омская_область
    title: Омская область
    synonyms: [омск, омичи]
    parent: россия
    attributes: {код: \"55\", федеральный: нет, окато: 0787, доля: 0.1}
  - key: москва
";

const MINIMUM: &str = "\
kind: parameter
name: прожиточный_минимум
title: Прожиточный минимум
type: money
keys: [регион]
values:
  - {from: 2025-01-01, until: 2025-12-31, регион: омская_область, value: 15 001,50}
  - from: 2026-01-01
    регион: омская_область
    value: 17500.10
    state: expected
    ground: {act: Постановление № 1, point: 1 часть 2}
  - {from: 2025-01-01, регион: москва, value: 25000}
";

fn read(files: &[&str]) -> (Reference, Vec<&'static str>) {
    let mut sources = Sources::new();
    for (i, text) in files.iter().enumerate() {
        sources.add(Source::new(format!("topics/{i}.yaml"), *text));
    }
    let list: Vec<_> = sources.iter().collect();
    let (reference, diags) = read_reference(&list);
    (reference, diags.iter().map(|d| d.entry.code).collect())
}

#[test]
fn directories_and_parameters() {
    let minimum = MINIMUM.replace("15 001,50", "\"15 001,50\"");
    let (reference, codes) = read(&[REGIONS, &minimum]);
    assert!(
        codes.is_empty(),
        "{}",
        reference_report(&[("а.yaml", REGIONS), ("б.yaml", &minimum)])
    );
    let entry = &reference.directories["регион"].entries["омская_область"];
    assert_eq!(entry.parent.as_ref().map(|l| &*l.name), Some("россия"));
    assert_eq!(entry.attributes["федеральный"], Value::Bool(false));
    assert_eq!(entry.attributes["окато"], Value::Text("0787".into()));
    assert_eq!(entry.attributes["доля"], Value::Number("0.1".parse().unwrap()));
    let parameter = &reference.parameters["прожиточный_минимум"];
    let on = |day: &str, key: &str| parameter.on(day.parse().unwrap(), &[key]).map(|v| v.value.clone());
    assert_eq!(on("2025-12-31", "омская_область"), Some(Value::Money(Money(1_500_150))));
    assert_eq!(on("2026-01-01", "омская_область"), Some(Value::Money(Money(1_750_010))));
    assert_eq!(on("2024-12-31", "омская_область"), None);
    assert_eq!(on("2030-01-01", "москва"), Some(Value::Money(Money(2_500_000))));
    assert_eq!(on("2030-01-01", "тверь"), None);
}

#[test]
fn a_later_value_ends_an_open_one() {
    let (reference, codes) = read(&[
        "kind: parameter\nname: ставка\ntype: integer\nvalues:\n  - {from: 2025-01-01, value: 1}\n  - {from: 2026-01-01, value: 2}\n",
    ]);
    assert!(codes.is_empty());
    let on = |day: &str| {
        reference.parameters["ставка"]
            .on(day.parse().unwrap(), &[])
            .map(|v| v.value.clone())
    };
    assert_eq!(on("2025-12-31"), Some(Value::Number(1.into())));
    assert_eq!(on("2026-01-01"), Some(Value::Number(2.into())));
}

#[test]
fn the_other_kinds() {
    let (reference, codes) = read(&[
        "kind: calendar\nname: рабочий\nyear: 2026\nholidays: [2026-01-01..2026-01-08, 2026-02-23]\nmoved:\n  - {from: 2026-01-03, to: 2026-01-09}\nweekend: [sat, sun]\nground: {act: ТК РФ, point: статья 112}\n",
        "kind: synonyms\nlists:\n  Ребёнок: [дети, малыш]\n  пособие: выплата\n",
        "kind: organisations\nentries:\n  - name: мчс\n    title: МЧС России\n    phone: 112\n    competence: [пожар, мчс.взрыв]\n    queue: мчс_первая\n",
        "kind: routing\nrules:\n  - {topic: мчс.взрыв, organisation: мчс, accelerated: да, term: 10 дней}\n  - {topic: прочее, queue: общая}\n",
        "kind: phrases\nphrases:\n  operator: [дайте человека]\n",
    ]);
    assert_eq!(codes, Vec::<&str>::new());
    let calendar = &reference.calendars["рабочий"];
    let working = |day: &str| calendar.is_working(day.parse().unwrap());
    assert_eq!(working("2026-01-08"), Some(false));
    assert_eq!(working("2026-01-09"), Some(false));
    assert_eq!(working("2026-01-03"), Some(true));
    assert_eq!(working("2026-01-12"), Some(true));
    assert_eq!(working("2026-01-11"), Some(false));
    assert_eq!(working("2027-01-11"), None);
    assert_eq!(reference.synonyms["ребенок"].words, ["дети", "малыш"]);
    assert_eq!(reference.synonyms["пособие"].words, ["выплата"]);
    assert_eq!(reference.organisations["мчс"].phone.as_deref(), Some("112"));
    assert_eq!(reference.routing[0].term, Some(Duration::days(10)));
    assert!(reference.routing[0].accelerated && !reference.routing[1].accelerated);
    assert_eq!(reference.phrases.operator, ["дайте человека"]);
    assert!(!reference.broken);
}

#[test]
fn a_broken_directory_hides_its_entries() {
    let broken = REGIONS.replace("  - key: москва\n", "  - kee: москва\n");
    let (reference, codes) = read(&[&broken, &MINIMUM.replace("15 001,50", "15001")]);
    assert_eq!(codes, ["L0260"]);
    assert!(reference.broken && reference.directories["регион"].broken);
}

#[test]
fn bad_files() {
    let value = |line: &str| format!("kind: parameter\nname: ставка\ntype: integer\nvalues:\n  - {line}\n");
    let cases: Vec<(&str, Vec<String>)> = vec![
        ("no_kind", vec!["name: регион\nentries: []\n".into()]),
        ("unknown_kind", vec!["kind: direktory\nname: регион\n".into()]),
        ("unknown_keys", vec![REGIONS.replace("synonyms", "synonims").replace("title: Регионы", "titul: Регионы")]),
        ("duplicate_directory", vec![REGIONS.into(), REGIONS.replace("регион", "Регион")]),
        ("duplicate_entry", vec![REGIONS.replace("key: москва", "key: россия")]),
        ("parent_missing", vec![REGIONS.replace("parent: россия", "parent: росия")]),
        ("parent_circle", vec![REGIONS.replace("title: Россия", "parent: омская_область")]),
        ("date", vec![value("{from: 01.02.2026, value: 1}")]),
        ("amount", vec![value("{from: 2026-01-01, value: 1.5}"), value("{from: 2026-01-01, value: много}").replace("ставка", "другая")]),
        ("reversed", vec![value("{from: 2026-01-01, until: 2025-01-01, value: 1}")]),
        ("overlap", vec![value("{from: 2025-01-01, until: 2026-01-31, value: 1}\n  - {from: 2026-01-01, value: 2}")]),
        ("gap", vec![value("{from: 2025-01-01, until: 2025-06-30, value: 1}\n  - {from: 2026-01-01, value: 2}")]),
        ("parameter_key", vec![value("{from: 2026-01-01, valeu: 1}"), value("{from: 2026-01-01, value: 1, регион: а}").replace("ставка", "другая")]),
        ("key_left_out", vec![REGIONS.into(), MINIMUM.replace("15 001,50", "1").replace("регион: москва, ", "")]),
        ("unknown_directory", vec![MINIMUM.replace("15 001,50", "1"), REGIONS.replace("name: регион", "name: регионы")]),
        ("unknown_entry", vec![MINIMUM.replace("15 001,50", "1"), REGIONS.replace("key: москва", "key: мосва")]),
        ("calendar", vec!["kind: calendar\nname: к\nyear: 2026\nholidays: [2025-12-31, 2026-05-09..2026-05-01, завтра]\nweekend: [суббота]\n".into()]),
        ("route", vec!["kind: routing\nrules:\n  - {topic: пожар}\n  - {topic: взрыв, queue: а, term: скоро}\n".into()]),
        ("inner_comma", vec![MINIMUM.into(), REGIONS.into()]),
    ];
    for (name, texts) in cases {
        let names: Vec<String> = (1..=texts.len()).map(|i| format!("topics/{i}.yaml")).collect();
        let files: Vec<(&str, &str)> = names
            .iter()
            .map(String::as_str)
            .zip(texts.iter().map(String::as_str))
            .collect();
        insta::assert_snapshot!(name, reference_report(&files));
    }
}
