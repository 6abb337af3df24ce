//! `check --bounds`: what each scenario may ask and say.

use serde_json::Value;

use super::Base;

fn bounds(base: &Base) -> Vec<Value> {
    let out = base
        .lotsman()
        .args(["check", "--bounds", "--format", "json"])
        .output()
        .unwrap();
    assert!(out.status.success(), "{out:?}");
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    report["bounds"].as_array().unwrap().clone()
}

#[test]
fn every_scenario_is_told_with_its_longest_way() {
    let base = Base::new();
    let bounds = bounds(&base);
    assert!(!bounds.is_empty());
    for bound in &bounds {
        let name = bound["scenario"].as_str().unwrap();
        assert!(bound["questions"].is_u64(), "{name}");
        assert!(!bound["questions_path"].as_array().unwrap().is_empty(), "{name}");
    }
    let human = base
        .lotsman()
        .args(["check", "--bounds", "--lang", "en"])
        .output()
        .unwrap();
    let human = String::from_utf8(human.stdout).unwrap();
    assert!(human.contains("Longest way"), "{human}");
    for bound in &bounds {
        assert!(human.contains(bound["scenario"].as_str().unwrap()), "{human}");
    }
}

#[test]
fn a_limit_of_the_manifest_is_kept() {
    let base = Base::new();
    let most = bounds(&base)
        .iter()
        .map(|b| b["questions"].as_u64().unwrap())
        .max()
        .unwrap();
    assert!(most >= 1);
    let manifest = base.read("lotsman.yaml");
    base.write("lotsman.yaml", &format!("{manifest}\nlimits: {{questions: {most}}}\n"));
    let out = base.lotsman().args(["check"]).output().unwrap();
    let report = String::from_utf8(out.stdout).unwrap();
    assert!(!report.contains("L1001"), "{report}");
    // One more question than allowed, in whatever scenario.
    base.write(
        "scenarios/длинный.scenario",
        &(0..=most)
            .map(|n| format!("факт лишний_{n}: да_нет \"Лишний {n}\"\n  вопрос \"Лишний вопрос {n}?\"\nконец\n\n"))
            .chain([format!(
                "сценарий длинный \"Длинный\"\n  шаг начало\n{}    завершить решено\nконец\n",
                (0..=most)
                    .map(|n| format!("    спросить лишний_{n}\n"))
                    .collect::<String>()
            )])
            .collect::<String>(),
    );
    base.write(
        "topics/длинный.topic",
        "тема длинный \"Длинный\"\n  фразы\n    - задай мне все лишние вопросы\n  ответ сценарий длинный\nконец\n",
    );
    let out = base.lotsman().args(["check"]).output().unwrap();
    let report = String::from_utf8(out.stdout).unwrap();
    assert!(report.contains("L1001"), "{report}");
}
