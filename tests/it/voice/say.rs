//! `lotsman say` from outside.

use assert_cmd::Command;

use crate::cli::{lotsman, outcome};

fn say(arguments: &[&str]) -> (i32, String, String) {
    outcome(lotsman().arg("say").args(arguments))
}

const TEXT: &str = "До 1 марта — 20 000 руб. в МФЦ";
const WORDS: &str = "До первого марта — двадцать тысяч рублей в эм эф цэ";

#[test]
fn ssml_words_and_json() {
    let (code, ssml, errors) = say(&[TEXT]);
    assert_eq!((code, errors.as_str()), (0, ""));
    assert!(
        ssml.starts_with("<?xml") && ssml.contains(WORDS) && ssml.contains("xml:lang=\"ru-RU\""),
        "{ssml}"
    );

    assert_eq!(say(&["--plain", TEXT]), (0, format!("{WORDS}\n"), String::new()));
    assert_eq!(say(&["--plain", "I have 2 children"]).1, "I have two children\n");
    assert_eq!(say(&["--plain", "--lang", "en", "5"]).1, "five\n");

    let (code, said, _) = say(&["--format", "json", TEXT]);
    let read: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(code, 0);
    assert_eq!(read["lang"], "ru");
    assert_eq!(read["written"], TEXT);
    assert_eq!(read["spoken"], WORDS);
    assert_eq!(read["ssml"].as_str().unwrap(), ssml);
}

#[test]
fn text_comes_from_standard_input_too() {
    let from = |input: &[u8]| {
        let mut command = lotsman();
        command.args(["say", "--plain"]).write_stdin(input);
        outcome(&mut command)
    };
    assert_eq!(from("5 дней\n2 недели\n".as_bytes()).1, "пять дней\nдве недели\n");
    let (code, said, errors) = from(b"");
    assert_eq!((code, said.as_str()), (2, ""));
    assert!(errors.contains("текст пуст"), "{errors}");
    let (code, _, errors) = from(b"\xff\xfe");
    assert_eq!(code, 2);
    assert!(errors.contains("UTF-8"), "{errors}");
}

#[test]
fn wrong_use_is_told() {
    assert_eq!(say(&["--plain", "--wav", "x.wav", "да"]).0, 2);
    assert_eq!(say(&["--wav", "/nowhere/at/all/x.wav", "да"]).0, 2);
}

#[test]
fn without_a_synthesiser_it_says_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = lotsman();
    command
        .args(["say", "--wav"])
        .arg(folder.path().join("x.wav"))
        .arg("да")
        .env("PATH", "");
    let (code, _, errors) = outcome(&mut command);
    assert_eq!(code, 2);
    assert!(errors.contains("apt install espeak-ng"), "{errors}");
    assert!(!folder.path().join("x.wav").exists());
}

#[test]
fn sound_is_written_where_it_belongs() {
    let found = Command::new("espeak-ng").arg("--version").output();
    assert!(
        found.is_ok_and(|o| o.status.success()),
        "no espeak-ng: `cargo xtask test` installs it"
    );
    let folder = tempfile::tempdir().unwrap();
    let seconds = |text: &str, name: &str| {
        let path = folder.path().join(name);
        let (code, _, errors) = outcome(lotsman().args(["say", "--wav"]).arg(&path).arg(text));
        assert_eq!(code, 0, "{errors}");
        let bytes = std::fs::read(path).unwrap();
        assert_eq!((&bytes[..4], &bytes[8..12]), (&b"RIFF"[..], &b"WAVE"[..]));
        let rate = u32::from_le_bytes(bytes[28..32].try_into().unwrap());
        (bytes.len() - 44) as f64 / f64::from(rate)
    };
    let short = seconds("5 дней", "short.wav");
    assert!((0.3..3.0).contains(&short), "{short}");
    // A synthesiser that read the markup aloud would take much longer.
    let long = seconds(
        "Выплата назначена: 21 000 рублей в месяц, до 1 марта 2026 года.",
        "long.wav",
    );
    assert!((3.0..12.0).contains(&long), "{long}");
}
