//! `search` from outside: over the sample base at the root of the repository, and a small one.

use std::fmt::Write as _;
use std::path::Path;

use super::{Base, lotsman, outcome};

const DAY: &str = "2026-11-22";

fn search(args: &[&str]) -> (i32, String, String) {
    let mut command = lotsman();
    command.arg("-C").arg(env!("CARGO_MANIFEST_DIR"));
    outcome(command.args(["search", "--date", DAY]).args(args))
}

#[test]
fn real_questions_to_the_sample_base() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("base.lotsman");
    let build = |path: &Path| {
        let mut command = lotsman();
        command.arg("-C").arg(env!("CARGO_MANIFEST_DIR")).arg("build").arg("-o");
        outcome(command.arg(path))
    };
    assert_eq!(build(&bundle).0, 0);
    let bundle = bundle.to_str().unwrap();
    let mut text = String::new();
    for query in [
        "сколько ждать ответа от мчс",
        "режим работы контакт центра в выходные",
        "приказ 442н пункт 6",
        "заяление о подключени",
        "cjj,otybt",
    ] {
        let (code, said, errors) = search(&["--bundle", bundle, "--limit", "3", query]);
        assert_eq!((code, errors.as_str()), (0, ""), "{query}");
        writeln!(text, "> {query}\n{said}").unwrap();
    }
    insta::assert_snapshot!("search_of_the_sample_base", text);

    // What people see is what programs get, and highlights count characters.
    let (code, said, _) = search(&["-B", bundle, "--format", "json", "--limit", "2", "ждать", "ответа"]);
    let read: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, read["query"].as_str()), (0, Some("ждать ответа")));
    let results = read["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let mut highlights = 0;
        for part in result["similar"].as_array().unwrap() {
            let chars: Vec<char> = part["text"].as_str().unwrap().chars().collect();
            for range in part["highlights"].as_array().unwrap() {
                let at = |n: usize| usize::try_from(range[n].as_u64().unwrap()).unwrap();
                let word: String = chars[at(0)..at(1)].iter().collect();
                assert!(
                    word.to_lowercase().starts_with("жд") || word.to_lowercase().starts_with("отве"),
                    "{word}"
                );
                highlights += 1;
            }
        }
        assert!(highlights > 0, "{result}");
    }
}

#[test]
fn nothing_found_is_said_and_is_code_1() {
    let base = Base::new();
    let (code, said, errors) = outcome(base.lotsman().args(["search", "--date", DAY, "почём рыба"]));
    assert_eq!((code, errors.as_str()), (1, ""));
    assert_eq!(
        said.replace('\u{a0}', " "),
        "По запросу «почём рыба» ничего не найдено: ни одна тема и ни одна мера, действующая 22 ноября 2026 года, не подходит. \
         Попробуйте другие слова или другой день (--date).\n"
    );
    let (code, said, _) = outcome(
        base.lotsman()
            .args(["search", "--lang", "en", "--date", DAY, "почём рыба"]),
    );
    assert_eq!(code, 1);
    assert!(said.starts_with("Nothing is found for “почём рыба”"), "{said}");
    let (code, said, _) = outcome(base.lotsman().args(["search", "--format", "json", "почём рыба"]));
    let read: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, read["results"].as_array().map(Vec::len)), (1, Some(0)));
}

#[test]
fn only_terminals_get_colours() {
    let base = Base::new();
    let plain = outcome(base.lotsman().args(["search", "заявка"])).1;
    assert!(
        plain.contains("Состояние заявки") && !plain.contains('\u{1b}'),
        "{plain}"
    );
    let coloured = outcome(base.lotsman().args(["search", "--color", "always", "заявка"])).1;
    assert!(coloured.contains("\u{1b}[1m"), "{coloured:?}");
}

#[test]
fn wrong_use_is_code_2() {
    let base = Base::new();
    for args in [&["search"][..], &["search", "  "], &["search", "--limit", "0", "ответ"]] {
        let (code, said, errors) = outcome(base.lotsman().args(args));
        assert_eq!((code, said.as_str()), (2, ""), "{args:?}");
        assert!(!errors.is_empty());
    }
    let (code, _, errors) = outcome(base.lotsman().args(["search", "-B", "нет.lotsman", "ответ"]));
    assert_eq!(code, 2);
    assert!(errors.contains("нет.lotsman"), "{errors}");
}

#[test]
fn only_what_is_in_force_on_the_day_is_found() {
    let base = Base::new();
    base.replace(
        "topics/small.topic",
        "тема состояние \"Состояние заявки\"\n",
        "тема состояние \"Состояние заявки\"\n  действует с 2024-01-01 по 2024-12-31\n",
    );
    let on = |day: &str| outcome(base.lotsman().args(["search", "--date", day, "заявка"]));
    let (code, said, errors) = on("2024-05-01");
    assert_eq!((code, errors.as_str()), (0, ""), "{said}");
    assert!(
        said.replace('\u{a0}', " ")
            .contains("с 1 января 2024 года по 31 декабря 2024 года"),
        "{said}"
    );
    assert_eq!(on("2025-01-01").0, 1);
}
