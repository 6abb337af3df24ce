//! `check`: its forms, the list of what is postponed, changes since a revision, mending.

use std::process::Command as Program;

use super::{Base, lotsman, outcome};

/// The code and what is said, whatever stream it comes by.
fn said(command: &mut assert_cmd::Command) -> (i32, String) {
    let (code, out, err) = outcome(command);
    (code, out + &err)
}

const FILE: &str = "scenarios/small.scenario";

/// A base with a warning (L0250) and a note (L0135).
fn doubtful() -> Base {
    let base = Base::new();
    base.replace(
        "topics/small.topic",
        "    - когда ответят\n",
        "    - когда ответят\n    - когда ответят\n",
    );
    base.replace(FILE, "  уровень 2", "\tуровень 2");
    base
}

/// A base with an error of the first classes.
fn broken() -> Base {
    let base = Base::new();
    base.replace(
        FILE,
        "иначе         -> оператору линия",
        "иначе         -> оператору линияя",
    );
    base
}

fn json(base: &Base, args: &[&str]) -> serde_json::Value {
    let (_, out, err) = outcome(base.lotsman().args(["check", "--format", "json"]).args(args));
    serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}"))
}

fn codes(report: &serde_json::Value) -> Vec<&str> {
    let all = report["diagnostics"].as_array().unwrap();
    all.iter().map(|d| d["code"].as_str().unwrap()).collect()
}

#[test]
fn every_form_tells_the_same_and_has_the_same_exit_code() {
    for (base, code) in [(Base::new(), 0), (doubtful(), 1), (broken(), 1)] {
        let found = json(&base, &[]);
        for format in ["human", "json", "sarif", "github", "junit"] {
            let (got, out) = said(base.lotsman().args(["check", "--format", format]));
            assert_eq!(got, code, "{format}: {out}");
            for known in codes(&found) {
                assert!(out.contains(known), "{format}: {out}");
            }
        }
    }
    let (_, out, _) = outcome(doubtful().lotsman().args(["check", "--format", "github"]));
    assert!(
        out.contains("::warning file=topics/small.topic,line=5,endLine=5,col="),
        "{out}"
    );
    assert!(out.ends_with("1 предупреждение, 1 заметка\n"), "{out}");
}

#[test]
fn paths_are_those_that_the_reader_knows() {
    let base = broken();
    let parent = base.path("").parent().unwrap().to_owned();
    let name = base.path("").file_name().unwrap().to_string_lossy().into_owned();
    let mut command = lotsman();
    command
        .current_dir(&parent)
        .args(["-C", &name, "check", "--no-cache", "--format"]);
    let (_, out, _) = outcome(command.arg("github"));
    assert!(out.contains(&format!("file={name}/{FILE},")), "{out}");
}

#[test]
fn sarif_of_a_real_base_fits_the_schema() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/sarif/sarif-schema-2.1.0.json"
    );
    let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    for base in [Base::new(), doubtful(), broken()] {
        let (_, out, _) = outcome(base.lotsman().args(["check", "--format", "sarif"]));
        let log: serde_json::Value = serde_json::from_str(&out).unwrap();
        let faults: Vec<String> = validator.iter_errors(&log).map(|e| e.to_string()).collect();
        assert_eq!(faults, [""; 0]);
        assert_eq!(log["version"], "2.1.0");
    }
}

/// An element: its parent, its name, its attributes, its text.
pub type Element = (String, String, Vec<(String, String)>, String);

/// All elements in order.
pub fn elements(xml: &str) -> Vec<Element> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut path, mut found): (Vec<(String, usize)>, Vec<_>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        let (start, empty) = match event {
            Event::Eof => return found,
            Event::End(_) => {
                path.pop();
                continue;
            }
            Event::Text(text) => {
                if let Some((_, n)) = path.last() {
                    let (_, _, _, all): &mut Element = &mut found[*n];
                    all.push_str(&text);
                }
                continue;
            }
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            _ => continue,
        };
        let name = start.name().as_ref().to_owned();
        let attributes = start.attributes().map(|a| {
            let a = a.unwrap();
            let key = a.key.as_ref().to_owned();
            (key, a.value.to_string())
        });
        let parent = path.last().map(|(name, _)| name.clone()).unwrap_or_default();
        found.push((parent, name.clone(), attributes.collect(), String::new()));
        if !empty {
            path.push((name, found.len() - 1));
        }
    }
}

#[test]
fn junit_has_the_form_that_ci_servers_read() {
    // Parent, element and the attributes that it must have, as the schema of Jenkins has them.
    let known: &[(&str, &str, &[&str])] = &[
        ("", "testsuites", &["name", "tests", "failures", "errors", "time"]),
        (
            "testsuites",
            "testsuite",
            &["name", "tests", "failures", "errors", "time"],
        ),
        ("testsuite", "testcase", &["name", "classname", "time"]),
        ("testcase", "failure", &["message", "type"]),
        ("testcase", "system-out", &[]),
    ];
    for (base, tests, failures) in [(Base::new(), 4, 0), (doubtful(), 4, 1), (broken(), 4, 1)] {
        let (_, xml, _) = outcome(base.lotsman().args(["check", "--format", "junit"]));
        let all = elements(&xml);
        for (parent, name, attributes, _) in &all {
            let (_, _, wanted) = known
                .iter()
                .find(|(p, n, _)| p == parent && n == name)
                .unwrap_or_else(|| panic!("{parent}/{name}\n{xml}"));
            assert!(
                wanted.iter().all(|w| attributes.iter().any(|(k, _)| k == w)),
                "{name}\n{xml}"
            );
        }
        let count = |what: &str| all.iter().filter(|(_, name, ..)| name == what).count();
        assert_eq!((count("testcase"), count("failure")), (tests, failures), "{xml}");
        let root = &all[0].2;
        assert!(root.contains(&("tests".into(), tests.to_string())), "{xml}");
        assert!(root.contains(&("failures".into(), failures.to_string())), "{xml}");
    }
}

#[test]
fn a_report_goes_into_a_file_whole_or_not_at_all() {
    let base = broken();
    let file = base.path("report.sarif");
    let (code, said) = said(base.lotsman().args(["check", "--format", "sarif", "-o"]).arg(&file));
    assert_eq!((code, said.as_str()), (1, ""));
    let first = base.read("report.sarif");
    assert!(first.contains("\"L0205\""));
    // From memory the second time.
    base.lotsman()
        .args(["check", "--format", "sarif", "-o"])
        .arg(&file)
        .assert()
        .code(1);
    assert_eq!(base.read("report.sarif"), first);
    let (code, _, err) = outcome(base.lotsman().args(["check", "-o"]).arg(base.path("нет/отчёт")));
    assert_eq!(code, 2);
    assert!(err.contains("не записан"), "{err}");
}

#[test]
fn what_is_postponed_is_not_reported_wherever_its_line_moves() {
    let base = doubtful();
    let list = base.path("known.json");
    let (code, out) = said(base.lotsman().args(["check", "--write-baseline"]).arg(&list));
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("записано: 2"), "{out}");
    insta::assert_snapshot!(base.read("known.json"));
    let check = |args: &[&str]| {
        said(
            base.lotsman()
                .arg("check")
                .args(args)
                .args(["--baseline", "known.json"])
                .current_dir(base.path("")),
        )
    };
    let (code, out) = check(&[]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("замечаний нет\nотложено списком known.json: 2\n"), "{out}");
    // Moved and indented in another way.
    let topics = base.read("topics/small.topic");
    base.write(
        "topics/small.topic",
        &format!(
            "# новое\n\n{}",
            topics.replace("    - когда ответят", "      -  когда   ответят")
        ),
    );
    assert_eq!(check(&[]).0, 0);
    // A third one is new.
    base.replace(
        "topics/small.topic",
        "    - сколько",
        "    - сколько ждать ответа\n    - сколько",
    );
    let (code, out) = check(&[]);
    assert_eq!(code, 1, "{out}");
    assert!(
        out.contains("L0250") && out.contains("отложено списком known.json: 2"),
        "{out}"
    );
    // In every form, and never from the memory of a check without the list.
    let report = json(&base, &["--baseline", &list.to_string_lossy()]);
    // The double spaces of the moved lines are noted.
    assert_eq!(codes(&report), ["L0250", "L0712", "L0712"]);
    assert_eq!(report["baseline"]["postponed"], 2);
    assert_eq!(codes(&json(&base, &[])).len(), 5);
    // Mended: the entry is to go.
    base.write(
        "topics/small.topic",
        &topics.replace("    - когда ответят\n    - когда ответят\n", "    - когда ответят\n"),
    );
    let (code, out) = check(&[]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("в списке 1 запись о том, чего уже нет: уберите\n  L0250 topics/small.topic: тема срок\n"),
        "{out}"
    );
}

#[test]
fn errors_of_the_first_classes_cannot_be_postponed() {
    let base = broken();
    let list = base.path("known.json");
    let (code, out) = said(base.lotsman().args(["check", "--write-baseline"]).arg(&list));
    assert_eq!(code, 1, "{out}");
    assert!(
        out.contains("записано: 0") && out.contains("L01–L03: 1. Отложить их нельзя"),
        "{out}"
    );
    // Nor by hand.
    let finding = json(&base, &[])["diagnostics"][0].clone();
    let entry = serde_json::json!({
        "file": finding["place"]["file"], "item": finding["item"], "code": finding["code"],
        "text": "иначе -> оператору линияя \"Срочность не известна\"",
    });
    base.write(
        "known.json",
        &serde_json::json!({"lotsman_baseline": 1, "findings": [entry]}).to_string(),
    );
    let (code, out) = said(base.lotsman().args(["check", "--baseline"]).arg(&list));
    assert_eq!(code, 1, "{out}");
    assert!(
        out.contains("L0205") && out.contains("1 запись разделов L01–L03: такие ошибки отложить нельзя"),
        "{out}"
    );
}

#[test]
fn lists_that_are_none_are_refused_and_other_files_stay() {
    let base = doubtful();
    for text in ["", "{}", "[1]", "{\"lotsman_baseline\": 9, \"findings\": []}"] {
        base.write("list.json", text);
        let (code, out) = said(base.lotsman().args(["check", "--baseline"]).arg(base.path("list.json")));
        assert_eq!(code, 2, "{text}: {out}");
    }
    let manifest = base.read("lotsman.yaml");
    let (code, out) = said(
        base.lotsman()
            .args(["check", "--write-baseline"])
            .arg(base.path("lotsman.yaml")),
    );
    assert_eq!((code, base.read("lotsman.yaml")), (2, manifest), "{out}");
    // A list may be written anew.
    for _ in 0..2 {
        base.lotsman()
            .args(["check", "--write-baseline"])
            .arg(base.path("new.json"))
            .assert()
            .code(0);
    }
}

fn git(base: &Base, args: &[&str]) {
    let output = Program::new("git")
        .arg("-C")
        .arg(base.path(""))
        .args([
            "-c",
            "user.name=Тест",
            "-c",
            "user.email=test@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(args)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn commit(base: &Base) {
    git(base, &["add", "-A"]);
    git(base, &["commit", "-q", "-m", "."]);
}

#[test]
fn changes_limit_the_report_to_the_items_they_lie_in() {
    let base = doubtful();
    base.write(".gitignore", ".lotsman\n/scenarios/тайный.scenario\n");
    git(&base, &["init", "-q"]);
    commit(&base);
    let since = |base: &Base, rev: &str| {
        let report = json(base, &["--since", rev]);
        let touched = report["since"]["touched"].as_array().unwrap();
        let touched: Vec<String> = touched.iter().map(|t| t["item"].as_str().unwrap().to_owned()).collect();
        (
            codes(&report).join(" "),
            touched,
            report["since"]["left_out"].as_u64().unwrap(),
        )
    };
    assert_eq!(since(&base, "HEAD"), (String::new(), vec![], 2));
    let (code, out) = said(base.lotsman().args(["check", "--since", "HEAD"]));
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("проверено только то, что изменено после HEAD: 0 частей базы; замечаний вне этого: 2"),
        "{out}"
    );
    // A changed line in the topic that has the warning; then one in another.
    base.replace("topics/small.topic", "    - сколько ждать", "    - сколько же ждать");
    assert_eq!(since(&base, "HEAD"), ("L0250".into(), vec!["тема срок".into()], 1));
    commit(&base);
    base.replace("topics/small.topic", "    - где моя заявка", "    - где же моя заявка");
    assert_eq!(since(&base, "HEAD"), (String::new(), vec!["тема состояние".into()], 2));
    assert_eq!(since(&base, "HEAD~1").1, ["тема срок", "тема состояние"]);
    commit(&base);
    // A line that is gone counts for the item it stood in; an item that is gone for none.
    base.replace(FILE, "    сказать \"Ответят за {срок_ответа}.\"\n", "");
    assert_eq!(since(&base, "HEAD").1, ["сценарий срок"]);
    commit(&base);
    let text = base.read(FILE);
    let (start, end) = (
        text.find("сценарий срок").unwrap(),
        text.find("сценарий состояние").unwrap(),
    );
    base.write(FILE, &format!("{}{}", &text[..start], &text[end..]));
    assert_eq!(since(&base, "HEAD").1, [""; 0]);
    commit(&base);
    // Files that git does not know, and those that it ignores, are new.
    let new = "факт новый: да_нет\n  вопрос \"Новый?\"\n  вопрос \"Новый?\"\nконец\n";
    base.write("scenarios/тайный.scenario", new);
    base.write("scenarios/новый.scenario", &new.replace("новый", "иной"));
    assert_eq!(since(&base, "HEAD").1, ["факт иной", "факт новый"]);
    git(&base, &["add", "-f", "-A"]);
    commit(&base);
    // Renamed: only what has changed in it.
    git(&base, &["mv", "topics/small.topic", "topics/других \"имён\".topic"]);
    assert_eq!(since(&base, "HEAD").1, [""; 0]);
    base.replace(
        "topics/других \"имён\".topic",
        "    - что с моей",
        "    - что же с моей",
    );
    assert_eq!(since(&base, "HEAD").1, ["тема состояние"]);
}

#[test]
fn changes_in_the_segment_of_somebody_else_are_told() {
    let base = Base::new();
    base.write(".gitignore", ".lotsman\n");
    let manifest = base.read("lotsman.yaml");
    base.write(
        "lotsman.yaml",
        &format!("{manifest}segments:\n  - name: мчс\n    owners: [Иван Ёлкин]\n  - name: фонд\n    owners: [Пётр]\n"),
    );
    base.replace(
        "topics/small.topic",
        "  ответ сценарий срок",
        "  сегмент мчс\n  ответ сценарий срок",
    );
    base.replace(
        "topics/small.topic",
        "  ответ сценарий состояние",
        "  сегмент фонд\n  ответ сценарий состояние",
    );
    git(&base, &["init", "-q"]);
    commit(&base);
    base.replace("topics/small.topic", "    - где моя заявка", "    - где же моя заявка");
    let told = |who: &str| {
        let report = json(&base, &["--since", "HEAD", "--as", who]);
        codes(&report).into_iter().filter(|c| *c == "L1109").count()
    };
    assert_eq!(
        (told("МЧС"), told("иван елкин"), told("фонд"), told("Пётр")),
        (1, 1, 0, 0)
    );
    let (code, out) = said(base.lotsman().args(["check", "--since", "HEAD", "--as", "никто"]));
    assert_eq!(code, 2, "{out}");
    assert!(
        out.contains("владельца «никто» нет в lotsman.yaml; сегменты: мчс, фонд"),
        "{out}"
    );
    assert_eq!(said(base.lotsman().args(["check", "--as", "мчс"])).0, 2);
}

#[test]
fn a_change_is_not_answered_from_memory() {
    let base = doubtful();
    base.write(".gitignore", ".lotsman\n");
    git(&base, &["init", "-q"]);
    commit(&base);
    let run = || said(base.lotsman().args(["check", "--since", "v1"]));
    git(&base, &["tag", "v1"]);
    assert_eq!(run().0, 0);
    base.replace("topics/small.topic", "    - сколько", "    - а сколько");
    assert_eq!(run().0, 1);
    // The same files, another revision of the same name.
    commit(&base);
    git(&base, &["tag", "-f", "v1"]);
    assert_eq!(run().0, 0);
}

#[test]
fn what_git_cannot_tell_is_said() {
    let base = Base::new();
    let refused = |words: &str, command: &mut assert_cmd::Command| {
        let (code, out, err) = outcome(command);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains(words), "{err}");
    };
    let mut command = base.lotsman();
    refused(
        "не под управлением git",
        command
            .args(["check", "--since", "HEAD"])
            .env("GIT_CEILING_DIRECTORIES", base.path("").parent().unwrap()),
    );
    git(&base, &["init", "-q"]);
    commit(&base);
    for rev in ["нет_такой", "--output=x", ""] {
        refused(
            "в этом репозитории нет",
            base.lotsman().args(["check", &format!("--since={rev}")]),
        );
    }
    refused(
        "программа git не найдена",
        base.lotsman()
            .args(["check", "--since", "HEAD"])
            .env("PATH", "/nonexistent"),
    );
    assert!(!base.path("x").exists());
}

#[test]
fn mending_changes_what_is_sure_and_says_so() {
    let base = doubtful();
    base.replace(FILE, "срочно = да   -> быстро", "срочно == да  → быстр");
    let before = [base.read(FILE), base.read("topics/small.topic")];
    let (code, out) = said(base.lotsman().args(["check", "--fix", "--dry-run"]));
    assert_eq!(code, 1, "{out}");
    assert_eq!(
        [base.read(FILE), base.read("topics/small.topic")],
        before,
        "nothing is written"
    );
    insta::assert_snapshot!(out);
    let (code, out) = said(base.lotsman().args(["check", "--fix", "--date", "2026-01-01"]));
    assert_eq!(code, 0, "{out}");
    insta::assert_snapshot!(out);
    assert!(base.read(FILE).contains("      срочно = да  -> быстро\n"));
    assert_eq!(base.read("topics/small.topic").matches("когда ответят").count(), 1);
    // Nothing left: no file is written again.
    let (code, out) = said(base.lotsman().args(["check", "--fix", "--dry-run"]));
    assert_eq!((code, out.as_str()), (0, "исправлять автоматически нечего\n"));
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let base = Base::new();
    for args in [
        &["--dry-run"][..],
        &["--fix", "--since", "HEAD"],
        &["--fix", "--baseline", "x"],
        &["--fix", "--format", "json"],
        &["--write-baseline", "x", "--baseline", "y"],
    ] {
        let (code, _) = said(base.lotsman().arg("check").args(args));
        assert_eq!(code, 2, "{args:?}");
    }
}

#[test]
fn a_change_to_what_another_owns_is_told() {
    let base = Base::new();
    let manifest = base.read("lotsman.yaml");
    let segments = "segments:\n  - {name: связь, owners: [петрова]}\n  - {name: сроки, owners: [иванов]}\n";
    base.write("lotsman.yaml", &format!("{manifest}{segments}"));
    base.replace(
        FILE,
        "очередь линия \"Первая линия\"\n",
        "очередь линия \"Первая линия\"\n  сегмент связь\n",
    );
    base.replace(
        FILE,
        "сценарий срок \"Срок ответа\"\n",
        "сценарий срок \"Срок ответа\"\n  сегмент сроки\n",
    );
    base.write(".gitignore", ".lotsman\n");
    git(&base, &["init", "-q"]);
    commit(&base);
    let foreign = |who: &str| {
        let report = json(&base, &["--since", "HEAD", "--as", who]);
        codes(&report).into_iter().filter(|c| *c == "L1109").count()
    };
    assert_eq!(foreign("связь"), 0);
    base.replace(
        FILE,
        "Ответят за {срок_ответа}, не раньше.",
        "Ответят за {срок_ответа}, не позже.",
    );
    assert_eq!(foreign("связь"), 1);
    assert_eq!(foreign("Петрова"), 1);
    assert_eq!(foreign("сроки"), 0);
    assert_eq!(foreign("иванов"), 0);
    let (code, out) = said(base.lotsman().args(["check", "--since", "HEAD", "--as", "прохожий"]));
    assert_eq!(code, 2, "{out}");
    assert!(out.contains("связь, сроки"), "{out}");
}
