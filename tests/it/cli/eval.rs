//! `eval` and `suggest` from outside.

use super::{Base, outcome};

const QUESTIONS: &str = "label\ttext\nсрок\tсколько ждать ответа\nсрок\tкогда ответят\nСостояние заявки\tгде моя заявка\nсостояние\tчто с моей заявкой\nсостояние\tсколько ждать ответа по заявке\noos\tкакая завтра погода\noos\tсколько стоит хлеб\n";

fn base() -> Base {
    let base = Base::new();
    base.write("q.tsv", QUESTIONS);
    base
}

fn run(base: &Base, args: &[&str]) -> (i32, String, String) {
    let file = base.path("q.tsv");
    outcome(
        base.lotsman()
            .arg("eval")
            .arg(file)
            .args(["--date", "2026-03-01"])
            .args(args),
    )
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_report_has_the_promised_keys() {
    let base = base();
    let (code, out, err) = run(&base, &["--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let report = json(&out);
    assert_eq!(report["n"], 7);
    for key in [
        "top1",
        "top3",
        "macro_f1",
        "oos_auroc",
        "in_scope_at_oos_recall_90",
        "answered",
        "clarified",
        "handed_over",
        "calibration_error",
    ] {
        let value = report[key].as_f64().unwrap_or_else(|| panic!("{key}: {out}"));
        assert!((0.0..=1.0).contains(&value), "{key} {value}");
    }
    let ends: f64 = ["answered", "clarified", "handed_over"]
        .iter()
        .map(|k| report[k].as_f64().unwrap())
        .sum();
    assert!((ends - 1.0).abs() < 1e-5);
    // Four of five are phrases of the base themselves.
    assert!(report["top1"].as_f64().unwrap() >= 0.8, "{out}");
}

#[test]
fn a_bundle_gives_the_same_as_its_base() {
    let base = base();
    let bundle = base.path("b.lotsman");
    assert_eq!(outcome(base.lotsman().arg("build").arg("-o").arg(&bundle)).0, 0);
    let (_, of_base, _) = run(&base, &["--format", "json"]);
    let (code, of_bundle, _) = run(&base, &["--format", "json", "--bundle", bundle.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert_eq!(of_base, of_bundle);
}

#[test]
fn labels_that_the_base_lacks_are_told_with_their_neighbours() {
    let base = base();
    base.write("q.tsv", "label\ttext\nсрк\tкогда ответят\nсрок\tкогда ответят\n");
    let (code, out, err) = run(&base, &["--lang", "ru"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("«срк» (строк: 1, может быть, «срок»?)"), "{err}");
    let (code, out, _) = run(&base, &["--ignore-unknown-labels", "--format", "json"]);
    assert_eq!(
        (code, &json(&out)["n"], &json(&out)["about"]["left_out"]),
        (0, &1.into(), &1.into())
    );
}

#[test]
fn a_file_without_labels_is_refused() {
    let base = base();
    base.write("q.tsv", "label\ttext\n\tкогда ответят\n");
    let (code, _, err) = run(&base, &[]);
    assert_eq!(code, 2);
    assert!(err.contains("метк"), "{err}");
    assert_eq!(outcome(base.lotsman().args(["eval", "no-such-file.tsv"])).0, 2);
    assert_eq!(run(&base, &["--target-error", "2"]).0, 2);
}

#[test]
fn accepted_then_compared_then_gated() {
    let base = base();
    // The title of a topic changes below, so labels name it by its path.
    base.write("q.tsv", &QUESTIONS.replace("Состояние заявки", "состояние"));
    let (code, _, err) = run(&base, &["--accept"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        !base.read("eval.accepted.json").contains("погода\","),
        "texts of rows are not kept"
    );
    // A topic loses its phrases: its questions go wrong.
    base.replace(
        "topics/small.topic",
        "    - что с моей заявкой\n    - где моя заявка\n",
        "    - паспорт\n",
    );
    base.replace("topics/small.topic", "Состояние заявки", "Паспорт");
    let (code, out, _) = run(&base, &["--format", "json"]);
    assert_eq!(code, 0, "nothing in the manifest forbids it");
    let against = &json(&out)["against"];
    assert_eq!(against["common"], 7);
    assert!(against["newly_wrong"].as_u64().unwrap() >= 1, "{against}");
    assert_eq!(
        against["worse"].as_array().unwrap().len() as u64,
        against["newly_wrong"].as_u64().unwrap()
    );
    // The manifest wants more than that.
    let manifest = base.read("lotsman.yaml");
    base.write("lotsman.yaml", &format!("{manifest}eval:\n  top1: 0.99\n"));
    let (code, out, _) = run(&base, &["--lang", "ru"]);
    assert_eq!(code, 1);
    assert!(out.contains("а нужно не меньше 99,0 %"), "{out}");
    let (code, _, err) = run(&base, &["--against", "no-such.json"]);
    assert_eq!(code, 2, "{err}");
    base.write("other.json", "{\"n\": \"семь\"}");
    let other = base.path("other.json");
    let (code, _, err) = run(&base, &["--against", other.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("не отчёт lotsman eval"), "{err}");
}

#[test]
fn the_page_is_written_and_nothing_of_another_kind_is_overwritten() {
    let base = base();
    let page = base.path("report.html");
    let (code, _, err) = run(&base, &["--html", page.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let text = base.read("report.html");
    assert!(
        text.starts_with("<!DOCTYPE html>") && text.contains("lang=\"ru\""),
        "{text}"
    );
    let manifest = base.path("lotsman.yaml");
    let before = base.read("lotsman.yaml");
    assert_eq!(run(&base, &["--html", manifest.to_str().unwrap()]).0, 2);
    assert_eq!(base.read("lotsman.yaml"), before);
}

#[test]
fn thresholds_are_proposed_as_lines_that_the_manifest_takes() {
    let base = base();
    let (code, out, _) = run(&base, &["--tune", "--lang", "ru"]);
    assert_eq!(code, 0);
    let from = out.find("thresholds:\n").unwrap();
    let to = from + out[from..].find("\n\n").unwrap();
    let manifest = base.read("lotsman.yaml");
    base.write("lotsman.yaml", &format!("{manifest}{}\n", &out[from..to]));
    let (code, report, _) = outcome(base.lotsman().arg("check"));
    assert_eq!(code, 0, "{report}");
    // Seven rows prove nothing, and it says so.
    assert!(
        out.contains("Данных мало") || out.contains("порогами не добиться"),
        "{out}"
    );
}

#[test]
fn a_log_becomes_proposals() {
    let base = base();
    base.write(
        "log.txt",
        "нет отопления в квартире\nв квартире нет отопления, тел. 89123456789\nотопления нет в квартире уже неделю\nгде моя заявка\n",
    );
    let log = base.path("log.txt");
    let (code, out, err) = outcome(base.lotsman().arg("suggest").arg(&log).args(["--lang", "ru"]));
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Новая тема") && out.contains("черновик"), "{out}");
    assert!(!out.contains("89123456789"), "{out}");
    let (code, out, _) = outcome(base.lotsman().arg("suggest").arg(&log).args(["--format", "json"]));
    assert_eq!(code, 0);
    let all = json(&out);
    assert_eq!(
        (&all["messages"], &all["proposals"][0]["count"]),
        (&4.into(), &3.into()),
        "{out}"
    );
    // What it proposes is taken by `check` as it stands.
    base.write("topics/new.topic", all["proposals"][0]["snippet"].as_str().unwrap());
    assert_eq!(outcome(base.lotsman().arg("check")).0, 0);
    base.write("empty.txt", "");
    let (code, _, err) = outcome(base.lotsman().arg("suggest").arg(base.path("empty.txt")));
    assert_eq!(code, 2, "{err}");
}

#[test]
fn a_saved_conversation_is_a_log_too() {
    let base = base();
    base.write(
        "talk.dialog",
        "диалог \"О тепле\"\n  > нет отопления в квартире\n  < *\n  > в квартире нет отопления\nконец\n",
    );
    let (code, out, _) = outcome(
        base.lotsman()
            .arg("suggest")
            .arg(base.path("talk.dialog"))
            .args(["--format", "json"]),
    );
    assert_eq!(code, 0);
    assert_eq!(json(&out)["messages"], 2);
}
