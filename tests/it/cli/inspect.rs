//! What `inspect` tells of bundles, whole and damaged.

use std::path::Path;

use super::{Base, lotsman, outcome};

fn built() -> (Base, std::path::PathBuf) {
    let base = Base::new();
    let file = base.path("small.lotsman");
    assert_eq!(outcome(base.lotsman().args(["build", "-o"]).arg(&file)).0, 0);
    (base, file)
}

fn inspect(file: &Path, arguments: &[&str]) -> (i32, String, String) {
    outcome(lotsman().arg("inspect").arg(file).args(arguments))
}

fn json(file: &Path) -> (i32, serde_json::Value) {
    let (code, out, err) = inspect(file, &["--format", "json"]);
    (
        code,
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}")),
    )
}

#[test]
fn a_whole_bundle_tells_all() {
    let (base, file) = built();
    let (code, report) = json(&file);
    assert_eq!(code, 0);
    assert_eq!(report["length"], std::fs::metadata(&file).unwrap().len());
    assert_eq!(
        (&report["checksum_fits"], &report["identity_fits"]),
        (&true.into(), &true.into())
    );
    assert!(report["error"].is_null());
    assert_eq!(report["base"]["language"], "ru");
    assert_eq!(report["base"]["compiler"], env!("CARGO_PKG_VERSION"));
    let files = report["base"]["files"].as_array().unwrap();
    let scenario = files.iter().find(|f| f["path"] == "scenarios/small.scenario").unwrap();
    assert_eq!(scenario["length"], base.read("scenarios/small.scenario").len());
    let sections = report["sections"].as_array().unwrap();
    let length: u64 = sections
        .iter()
        .map(|s| s["length"].as_u64().unwrap().next_multiple_of(8))
        .sum();
    assert_eq!(
        length + 64 + 24 * sections.len() as u64,
        report["length"].as_u64().unwrap()
    );
    let of = |kind: &str| sections.iter().find(|s| s["kind"] == kind).unwrap()["records"].clone();
    assert_eq!(of("steps"), report["base"]["counts"]["steps"]);
    assert_eq!(of("provenance"), files.len());
}

#[test]
fn people_read_it_in_both_languages() {
    let (_base, file) = built();
    let (code, out, err) = inspect(&file, &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    for word in [
        "Часовой пояс",
        "Отпечаток",
        "сходится с содержимым",
        "Подписи",
        "сценариев",
        "Разделы",
        "Доля",
    ] {
        assert!(out.contains(word), "{word}: {out}");
    }
    let (code, out, _) = inspect(&file, &["--lang", "en"]);
    assert_eq!(code, 0);
    for word in [
        "Time zone",
        "Identity",
        "fits the content",
        "Signatures",
        "scenarios",
        "Sections",
        "Share",
    ] {
        assert!(out.contains(word), "{word}: {out}");
    }
}

#[test]
fn signatures_are_shown() {
    let (base, file) = built();
    for name in ["anna", "boris"] {
        assert_eq!(outcome(lotsman().args(["keygen", "-o"]).arg(base.path(name))).0, 0);
        let key = base.path(&format!("{name}.key"));
        assert_eq!(outcome(lotsman().arg("sign").arg(&file).arg("--key").arg(key)).0, 0);
    }
    let (_, report) = json(&file);
    let signatures = report["signatures"].as_array().unwrap();
    assert_eq!(signatures.len(), 2);
    assert!(signatures.iter().all(|s| s["fits"] == true && s["trusted"].is_null()));
    let anna = base.path("anna.pub");
    let (code, out, _) = inspect(&file, &["--key", &anna.to_string_lossy()]);
    assert_eq!(code, 0);
    assert!(
        out.contains("верна, ключу доверяют") && out.contains("но ключа нет среди доверенных"),
        "{out}"
    );
}

#[test]
fn of_a_damaged_bundle_it_tells_what_can_be_read() {
    let (_base, file) = built();
    let whole = std::fs::read(&file).unwrap();
    let (_, report) = json(&file);
    let section = |kind: &str| {
        let sections = report["sections"].as_array().unwrap();
        let found = sections.iter().find(|s| s["kind"] == kind).unwrap();
        usize::try_from(found["offset"].as_u64().unwrap()).unwrap()
    };
    // The number of steps.
    let mut damaged = whole.clone();
    damaged[section("steps")] ^= 1;
    std::fs::write(&file, &damaged).unwrap();
    let (code, broken) = json(&file);
    assert_eq!(code, 2);
    assert_eq!(
        (&broken["checksum_fits"], &broken["identity_fits"]),
        (&false.into(), &false.into())
    );
    assert_eq!(
        broken["sections"].as_array().unwrap().len(),
        report["sections"].as_array().unwrap().len()
    );
    assert!(broken["base"].is_null());
    let behind = broken["error_behind_checksum"].as_str().unwrap();
    assert!(behind.contains("«шаги»"), "{behind}");
    let (code, out, err) = inspect(&file, &[]);
    assert!(
        code == 2 && out.contains("Что видно внутри") && err.contains("повреждён"),
        "{out}{err}"
    );

    // A letter of a text: all else is whole.
    let mut damaged = whole.clone();
    let letter = damaged.windows(2).rposition(|w| w == "о".as_bytes()).unwrap() + 1;
    damaged[letter] ^= 1;
    std::fs::write(&file, &damaged).unwrap();
    let (code, out, _) = inspect(&file, &[]);
    assert!(code == 2 && out.contains("изменились слова или числа"), "{out}");

    // Cut in the middle: sections behind the cut lie outside the file.
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let (code, broken) = json(&file);
    let sections = broken["sections"].as_array().unwrap();
    assert_eq!(code, 2);
    assert!(broken["identity_fits"].is_null());
    assert!(sections.first().unwrap()["in_file"] == true && sections.last().unwrap()["in_file"] == false);

    for (bytes, said) in [
        (&whole[..20], "обрезан"),
        (&b"nothing"[..], "это не сборка"),
        (&b""[..], "это не сборка"),
    ] {
        std::fs::write(&file, bytes).unwrap();
        let (code, _, err) = inspect(&file, &[]);
        assert!(code == 2 && err.contains(said), "{err}");
    }
}
