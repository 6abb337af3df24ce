//! What goes wrong outside: one clear message, the right exit code, nothing destroyed.

use super::{Base, lotsman, outcome};

/// Exit code 2, one line on the error stream that holds these words, nothing else.
fn refused(command: &mut assert_cmd::Command, words: &str) {
    let (code, out, err) = outcome(command);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.lines().count() == 1 && err.contains(words), "{err}");
}

#[test]
fn a_base_that_is_not_there() {
    let base = Base::new();
    for command in ["check", "build", "fmt", "chat", "test"] {
        refused(lotsman().args(["-C", "/нет/такой", command]), "папки «/нет/такой» нет");
        refused(
            lotsman().arg("-C").arg(base.path("lotsman.yaml")).arg(command),
            "файл, а нужна папка",
        );
        refused(
            lotsman()
                .arg("-C")
                .arg(tempfile::tempdir().unwrap().path())
                .arg(command),
            "нет базы знаний",
        );
    }
}

#[test]
fn messages_come_in_the_language_asked_for() {
    let (_, _, russian) = outcome(lotsman().args(["--lang", "ru", "-C", "/x/y", "check"]));
    let (_, _, english) = outcome(lotsman().args(["--lang", "en", "-C", "/x/y", "check"]));
    assert_eq!(
        (russian.as_str(), english.as_str()),
        ("ошибка: папки «/x/y» нет\n", "error: there is no folder “/x/y”\n")
    );
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let base = Base::new();
    let file = base.path("scenarios/small.scenario");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser reads everything.
    if std::fs::read(&file).is_err() {
        refused(base.lotsman().arg("check"), "small.scenario» не читается: нет прав");
    }
    std::fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("/nonexistent/target", &file).unwrap();
    refused(base.lotsman().arg("check"), "small.scenario» не читается");
}

#[test]
fn a_file_that_is_not_utf8_is_a_finding() {
    let base = Base::new();
    std::fs::write(
        base.path("scenarios/cp1251.scenario"),
        b"\xf1\xf6\xe5\xed\xe0\xf0\xe8\xe9 x\n",
    )
    .unwrap();
    let (code, out, _) = outcome(base.lotsman().arg("check"));
    assert_eq!((code, out.contains("cp1251.scenario")), (1, true), "{out}");
    refused(base.lotsman().arg("fmt"), "не в UTF-8");
    assert_eq!(std::fs::read(base.path("scenarios/cp1251.scenario")).unwrap()[0], 0xf1);
}

#[test]
fn a_bundle_that_cannot_be_written_leaves_everything_as_it_was() {
    let base = Base::new();
    let file = base.path("out.lotsman");
    base.lotsman().args(["build", "-o"]).arg(&file).assert().success();
    let old = std::fs::read(&file).unwrap();
    for (target, words) in [
        ("missing/x.lotsman", "нет такой папки"),
        ("scenarios", "это папка"),
        ("lotsman.yaml/x", "не записан"),
    ] {
        refused(base.lotsman().args(["build", "-o"]).arg(base.path(target)), words);
    }
    // A base with errors does not touch the bundle that stands there.
    base.replace("scenarios/small.scenario", "-> быстро", "-> бысро");
    let (code, out, _) = outcome(base.lotsman().args(["build", "-o"]).arg(&file));
    assert_eq!((code, out.contains("бысро")), (1, true), "{out}");
    assert_eq!(std::fs::read(&file).unwrap(), old);
    assert_eq!(
        std::fs::read_dir(base.path("scenarios")).unwrap().count(),
        2,
        "no temporary file is left"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    use std::os::unix::fs::FileTypeExt as _;
    let base = Base::new();
    refused(base.lotsman().args(["build", "-o", "/dev/full"]), "на диске нет места");
    assert!(
        std::fs::metadata("/dev/full").unwrap().file_type().is_char_device(),
        "a device stays a device"
    );
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_lotsman"))
        .arg("explain")
        .stdout(full)
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), err.contains("на диске нет места")),
        (Some(2), true),
        "{err}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let base = Base::new();
    for arguments in [&["explain"][..], &["chat"], &["test", "--trace"]] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_lotsman"))
            .arg("-C")
            .arg(base.path("."))
            .args(arguments)
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), output.stderr.len()),
            (Some(0), 0),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_damaged_bundle_is_refused() {
    let base = Base::new();
    let file = base.path("out.lotsman");
    base.lotsman().args(["build", "-o"]).arg(&file).assert().success();
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    refused(lotsman().args(["chat", "--bundle"]).arg(&file), "не открывается");
    refused(
        lotsman().args(["chat", "--bundle"]).arg(base.path("lotsman.yaml")),
        "не открывается",
    );
}

#[test]
fn wrong_use_is_code_two() {
    let base = Base::new();
    for arguments in [
        &["chat", "--date", "вчера"][..],
        &["chat", "--channel", "почта"],
        &["test", "--min-coverage", "101"],
        &["чепуха"],
        &[],
    ] {
        let (code, _, err) = outcome(lotsman().args(arguments));
        assert_eq!((code, err.is_empty()), (2, false), "{arguments:?}");
    }
    refused(
        base.lotsman().args(["chat", "--scenario", "нет_такого"]),
        "сценария «нет_такого» в базе нет",
    );
    refused(lotsman().args(["explain", "L9999"]), "кода «L9999» нет");
}

#[test]
fn check_speaks_to_people_and_to_programs() {
    let base = Base::new();
    let (code, out, _) = outcome(base.lotsman().arg("check"));
    assert_eq!((code, out.as_str()), (0, "замечаний нет\n"));
    base.replace("scenarios/small.scenario", "-> быстро", "-> бысро");
    for _ in ["from the base", "from memory"] {
        let (code, out, _) = outcome(base.lotsman().arg("check"));
        assert_eq!((code, out.contains("scenarios/small.scenario:")), (1, true), "{out}");
        let (code, out, _) = outcome(base.lotsman().args(["check", "--format", "json"]));
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, json.is_null()), (1, false), "{out}");
    }
}

#[test]
fn a_slip_of_the_hand_costs_no_source() {
    let base = Base::new();
    let source = base.path("scenarios/small.scenario");
    let before = std::fs::read(&source).unwrap();
    refused(base.lotsman().args(["build", "-o"]).arg(&source), "другого рода");
    refused(base.lotsman().args(["test", "--junit"]).arg(&source), "другого рода");
    assert_eq!(std::fs::read(&source).unwrap(), before);
    // An earlier bundle is replaced as before.
    let bundle = base.path("a.lotsman");
    for _ in 0..2 {
        assert_eq!(outcome(base.lotsman().args(["build", "-o"]).arg(&bundle)).0, 0);
    }
}
