use std::collections::BTreeMap;

use super::*;
use crate::source::fold;

#[test]
fn every_keyword_rule_of_the_grammar_is_in_the_table() {
    let rules: Vec<Rule> = Rule::all_rules()
        .iter()
        .copied()
        .filter(|r| format!("{r:?}").starts_with("kw_"))
        .collect();
    assert!(rules.len() > 100, "the grammar has {} keywords", rules.len());
    assert_eq!(rules.len(), all().len());
    for rule in rules {
        let keyword = by_rule(rule).unwrap_or_else(|| panic!("{rule:?} is not in the table"));
        assert!(
            !keyword.ru.is_empty() && !keyword.en.is_empty(),
            "{rule:?} lacks a spelling"
        );
        assert_eq!(spelling(rule, Lang::Ru), keyword.ru);
        assert_eq!(spelling(rule, Lang::En), keyword.en);
    }
}

#[test]
fn spellings_are_unique_and_folded() {
    // Spellings that two keywords share: each of the two is read only where the other cannot stand.
    let shared = ["first"];
    let mut seen: BTreeMap<&str, Vec<Rule>> = BTreeMap::new();
    for keyword in all() {
        for words in [&keyword.ru, &keyword.en] {
            assert_eq!(fold(words), words.as_str(), "{words} is not folded");
            seen.entry(words).or_default().push(keyword.rule);
        }
    }
    let twice: Vec<_> = seen
        .iter()
        .filter(|(words, rules)| rules.len() > 1 && !shared.contains(*words))
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn russian_spellings_are_cyrillic_and_english_ones_latin() {
    let in_script = |words: &str, latin: bool| {
        // The name of a standard is the same in both.
        words
            .replace("dmn", "")
            .chars()
            .all(|c| matches!(c, ' ' | '_') || c.is_ascii_lowercase() == latin)
    };
    for keyword in all() {
        assert!(in_script(&keyword.ru, false), "{}", keyword.ru);
        assert!(in_script(&keyword.en, true), "{}", keyword.en);
    }
}

#[test]
fn words_find_their_keyword() {
    let cues = lookup("признаки").unwrap();
    assert_eq!((cues.en.as_str(), cues.reserved), ("cues", false));
    assert_eq!(lookup("not to confuse with").unwrap().ru, "не путать с");
    assert_eq!(lookup("valid until").unwrap().rule, Rule::kw_valid_only);
    assert_eq!(lookup("until").unwrap().rule, Rule::kw_valid_until);
    assert_eq!(lookup("пособие"), None);
    assert_eq!(cues.lang_of("cues"), Some(Lang::En));
}

#[test]
fn reserved_words_are_those_that_lead_items_statements_and_expressions() {
    for word in [
        "тема",
        "topic",
        "если",
        "if",
        "и",
        "and",
        "неизвестно",
        "today",
        "конец",
    ] {
        assert!(is_reserved(word), "{word}");
    }
    for word in ["код", "code", "первая", "чат", "не фразы", "пособие"] {
        assert!(!is_reserved(word), "{word}");
    }
}
