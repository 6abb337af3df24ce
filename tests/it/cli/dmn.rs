//! `lotsman dmn` from outside: the compatibility kit, and a small suite of our own.

use std::path::{Path, PathBuf};
use std::{env, fs};

use assert_cmd::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The suites of compliance level 2; in the folder that `LOTSMAN_DMN_TCK` names, or beside the repository.
fn level_2() -> Option<PathBuf> {
    let folder =
        env::var_os("LOTSMAN_DMN_TCK").map_or_else(|| root().join("../shared/data/dmn-tck/cl2"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no suites in ../shared/data/dmn-tck/cl2, LOTSMAN_DMN_TCK is not set");
    None
}

fn lotsman(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("lotsman").unwrap();
    let output = command.args(args).args(["--color", "never"]).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn level_2_of_the_compatibility_kit_passes() {
    let Some(folder) = level_2() else { return };
    let (code, out, _) = lotsman(&["dmn", "test", folder.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (0, "116 passed, 0 failed, 0 unsupported\n"));
}

#[test]
fn level_2_passes_again_after_the_way_there_and_back() {
    let Some(folder) = level_2() else { return };
    let work = tempfile::tempdir().unwrap();
    for suite in fs::read_dir(folder).unwrap() {
        let suite = suite.unwrap().path();
        let to = work.path().join(suite.file_name().unwrap());
        fs::create_dir(&to).unwrap();
        for file in fs::read_dir(&suite).unwrap() {
            let file = file.unwrap().path();
            let copy = to.join(file.file_name().unwrap());
            if file.extension().is_none_or(|e| e != "dmn") {
                fs::copy(&file, copy).unwrap();
                continue;
            }
            let text = to.join("model.scenario");
            let (code, _, err) = lotsman(&["dmn", "import", file.to_str().unwrap(), "-o", text.to_str().unwrap()]);
            assert_eq!(code, 0, "{err}");
            let (code, _, err) = lotsman(&["dmn", "export", text.to_str().unwrap(), "-o", copy.to_str().unwrap()]);
            assert_eq!((code, err.as_str()), (0, ""));
        }
    }
    let (code, out, _) = lotsman(&["dmn", "test", work.path().to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (0, "116 passed, 0 failed, 0 unsupported\n"));
}

#[test]
fn a_suite_tells_what_failed_and_what_is_not_supported() {
    let folder = root().join("tests/fixtures/dmn");
    let (code, out, _) = lotsman(&["dmn", "test", folder.to_str().unwrap(), "--lang", "en", "--verbose"]);
    assert_eq!(code, 1);
    assert!(out.ends_with("\n2 passed, 1 failed, 1 unsupported\n"), "{out}");
    assert!(out.contains("passed loan.xml passes\n"), "{out}");
    assert!(out.contains("`Steps`: expected 60, got 61"), "{out}");
    assert!(out.contains("`Opening`: times of day take no part"), "{out}");
    let (code, out, _) = lotsman(&["dmn", "test", folder.to_str().unwrap(), "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    assert_eq!((&report["passed"], &report["failed"]), (&2.into(), &1.into()));
    assert_eq!(report["cases"][3]["status"], "unsupported");
}

#[test]
fn a_model_that_is_none_is_told_with_its_place() {
    let work = tempfile::tempdir().unwrap();
    let file = work.path().join("x.dmn");
    fs::write(&file, "<definitions>\n  <decision>\n</definitions>").unwrap();
    let (code, out, err) = lotsman(&["dmn", "import", file.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("L1201") && err.contains("x.dmn:3"), "{err}");
    let (code, _, err) = lotsman(&["dmn", "test", work.path().to_str().unwrap()]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn what_dmn_cannot_say_is_a_note_in_its_place() {
    let work = tempfile::tempdir().unwrap();
    let (text, model) = (work.path().join("x.scenario"), work.path().join("x.dmn"));
    fs::write(
        &text,
        "факт свой: да_нет\n  вопрос \"Свой?\"\nконец\n\nправило можно = да\n  если\n    свой\nконец\n\n\
         решение день: дата = рабочие_дни(сегодня, 3)\nконец\n\nрешение ответ: текст = если можно то \"да\" иначе \"нет\"\nконец\n",
    )
    .unwrap();
    let (code, _, err) = lotsman(&["dmn", "export", text.to_str().unwrap(), "-o", model.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(err.matches("L1204").count(), 4, "{err}");
    assert!(err.contains("x.scenario:5") && err.contains("рабочие_дни"), "{err}");
    let xml = fs::read_to_string(&model).unwrap();
    assert!(xml.contains("<inputData id=\"_можно\" name=\"Можно\">"), "{xml}");
    assert!(!xml.contains("День"), "{xml}");
}
