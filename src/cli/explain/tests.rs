use super::shown;
use crate::cli::output::plain;
use crate::diag::{all_entries, find_entry};
use crate::value::Lang;

#[test]
fn every_code_has_its_page_in_both_languages() {
    let mut wrong = Vec::new();
    for entry in all_entries() {
        for lang in [Lang::Ru, Lang::En] {
            let text = plain(&shown(entry, lang));
            let has_cyrillic_words = text
                .lines()
                .filter(|l| !l.contains('│'))
                .any(|l| l.contains("Неправильно"));
            if text.lines().count() < 3 || text.contains("```") || (lang == Lang::En && has_cyrillic_words) {
                wrong.push(format!("{}: {text}", entry.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_speaks_one_language_and_shows_the_examples() {
    let entry = find_entry("l0301").expect("the code exists");
    let english = plain(&shown(entry, Lang::En));
    assert!(english.contains("No way leads from the start"), "{english}");
    assert!(
        english.contains("Wrong\n") && english.contains("│ сценарий пример"),
        "{english}"
    );
    assert!(!english.contains("Никто никогда"), "{english}");
    let russian = plain(&shown(entry, Lang::Ru));
    assert!(
        russian.contains("Никто никогда") && !russian.contains("No way leads"),
        "{russian}"
    );
}
