use super::*;
use crate::diag::{BaselineUse, Diagnostic, Identity, Labels, Said, SinceUse, Turn, codes, identify};
use crate::source::{Source, Sources};
use crate::span::{FileId, Place, Span};
use crate::value::{Money, Name, Value};

const TEXT: &str = "\u{feff}сценарий а \"😀\"\n  шаг начало\n    -> дальше # 😀 -> нигде\n";

struct Steps;

impl Labels for Steps {
    fn value(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn option(&self, _: Option<&str>, _: &str, _: &str) -> Option<String> {
        None
    }

    fn step(&self, scenario: Option<&str>, step: &str) -> Option<Place> {
        (scenario == Some("а") && step == "начало").then(|| place("начало"))
    }
}

fn place(word: &str) -> Place {
    let at = TEXT.find(word).unwrap();
    Place::new(FileId(0), Span::new(at as u32, (at + word.len()) as u32))
}

fn witness() -> Witness {
    let name = |text: &str| Name::from(text);
    Witness {
        scenario: Some(name("а")),
        facts: vec![
            (name("доход"), Said::Answered(Value::Money(Money(2_000_000)))),
            (name("дети"), Said::NotAsked),
        ],
        steps: vec![name("начало"), name("чужой")],
        turns: vec![Turn::Succeeds {
            step: name("начало")
        }],
        script: Some("диалог \"а\"\n  > 20 000\nконец\n".into()),
        replayed: true,
        tried: true,
        ..Witness::default()
    }
}

/// Everything that a report can hold.
fn whole(lang: Lang) -> serde_json::Value {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("scenarios/а б.scenario", TEXT));
    let found = [
        Diagnostic::new(&codes::UNKNOWN_STEP, file, place("нигде").span)
            .arg("name", "нигде")
            .arg("hint", "возможно, «начало»")
            .also(
                file,
                place("начало").span,
                "похожее имя здесь",
                "a similar name is here",
            )
            .replace(place("нигде").span, "начало"),
        Diagnostic::new(&codes::ANSWERED_LOOP, file, place("дальше").span)
            .arg("circle", "«а» → «а»")
            .arg("fact", "доход")
            .witness(witness()),
        Diagnostic::new(&codes::UNREACHABLE_STEP, FileId(7), Span::at(0)).arg("step", "нет файла"),
    ];
    let known = [Diagnostic::new(&codes::PHRASE_TWICE, file, Span::new(3, TEXT.len() as u32)).arg("phrase", "да")];
    let findings = |diags: &[Diagnostic]| -> Vec<Finding> {
        let ids: Vec<Identity> = identify(diags, &sources, |_| "сценарий а".to_owned());
        let pairs = diags.iter().cloned().zip(ids);
        pairs
            .map(|(diagnostic, identity)| Finding { diagnostic, identity })
            .collect()
    };
    let report = Report {
        shown: findings(&found),
        postponed: findings(&known),
        baseline: Some(BaselineUse {
            file: "known.json".into(),
            ..BaselineUse::default()
        }),
        since: Some(SinceUse {
            rev: "main".into(),
            left_out: 1,
            touched: Vec::new(),
        }),
        sources: &sources,
        lang,
        labels: &Steps,
        prefix: "база/".into(),
    };
    serde_json::from_str(&sarif(&report)).unwrap()
}

/// What the schema says against a log.
fn faults(log: &serde_json::Value) -> Vec<String> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/sarif/sarif-schema-2.1.0.json"
    );
    let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    validator
        .iter_errors(log)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

#[test]
fn reports_fit_the_schema_of_the_standard() {
    for lang in [Lang::Ru, Lang::En] {
        assert_eq!(faults(&whole(lang)), [""; 0]);
    }
    // The schema is really applied: a column 0, a level of our own and an unknown key are refused.
    for (pointer, value) in [
        (
            "/runs/0/results/0/locations/0/physicalLocation/region/startColumn",
            serde_json::json!(0),
        ),
        ("/runs/0/results/0/level", serde_json::json!("fatal")),
        ("/runs/0/results/0/message", serde_json::json!({"words": "x"})),
    ] {
        let mut log = whole(Lang::Ru);
        *log.pointer_mut(pointer).unwrap() = value;
        assert!(!faults(&log).is_empty(), "{pointer}");
    }
}

#[test]
fn columns_are_utf16_units_without_the_mark() {
    let log = whole(Lang::Ru);
    let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    // "    -> дальше # 😀 -> " is 22 units, the emoji two of them.
    assert_eq!((&region["startLine"], &region["startColumn"]), (&3.into(), &23.into()));
    let units: usize = TEXT
        .trim_start_matches('\u{feff}')
        .split("нигде")
        .next()
        .unwrap()
        .encode_utf16()
        .count();
    assert_eq!(
        (&region["charOffset"], &region["charLength"]),
        (&units.into(), &5.into())
    );
    let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "%D0%B1%D0%B0%D0%B7%D0%B0/scenarios/%D0%B0%20%D0%B1.scenario");
}

#[test]
fn findings_without_a_file_are_left_out_and_the_rest_is_whole() {
    let mut log = whole(Lang::Ru);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    assert_eq!(results[0]["suppressions"], serde_json::json!([]));
    assert_eq!(results[2]["suppressions"][0]["kind"], "external");
    // Pages and versions change without harm.
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("## In English"));
        rule["help"]["markdown"] = "…".into();
        rule["fullDescription"]["text"] = "…".into();
    }
    for key in ["version", "semanticVersion"] {
        log["runs"][0]["tool"]["driver"][key] = "…".into();
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
}
