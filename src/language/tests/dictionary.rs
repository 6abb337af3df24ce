//! The dictionary of Russian forms and the list that overrides it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use fst::Streamer;
use fst::raw::Fst;
use proptest::prelude::*;

use super::*;

const AUTOMATON: &[u8] = include_bytes!("../dictionary/ru.fst");
const RULES: &str = include_str!("../dictionary/ru.rules.txt");
const LIST: &str = include_str!("../irregular_ru.txt");

/// A key of the automaton as text.
fn text_of(key: &[u8]) -> String {
    key.iter()
        .map(|b| match b {
            b'a'..=b'z' => char::from_u32(u32::from('а') + u32::from(b - b'a')).unwrap(),
            b'0'..=b'5' => char::from_u32(u32::from('ъ') + u32::from(b - b'0')).unwrap(),
            b'-' => '-',
            other => panic!("the automaton has the byte {other}"),
        })
        .collect()
}

#[test]
fn the_files_are_whole_and_every_form_has_a_lemma_and_a_key() {
    let automaton = Fst::new(AUTOMATON).unwrap();
    automaton.verify().unwrap();
    let dictionary = Dictionary::russian();
    assert_eq!(dictionary.len(), automaton.len());
    assert!(dictionary.len() > 3_000_000);
    let rules = RULES.lines().count() as u64;
    let mut used = BTreeSet::new();
    let mut forms = automaton.stream();
    let mut n = 0;
    while let Some((key, rule)) = forms.next() {
        used.insert(rule.value());
        n += 1;
        // Every 37th, for time; every rule is seen at least once.
        if n % 37 == 0 || used.len() as u64 > rules {
            let form = text_of(key);
            let found = dictionary.find(&form).unwrap();
            let (lemma, key) = (found.lemma().unwrap(), found.key().unwrap());
            assert!(
                !key.is_empty() && lemma.starts_with(key.as_ref()),
                "{form}: {lemma}, {key}"
            );
        }
    }
    assert_eq!(used.len() as u64, rules, "a rule is not used or missing");
    assert_eq!(used.last().copied(), Some(rules - 1));
}

#[test]
fn lemmas_are_those_of_the_usual_reading() {
    let lemmas = [
        ("детей", "ребенок"),
        ("людьми", "человек"),
        ("шел", "идти"),
        ("лет", "год"),
        ("справок", "справка"),
        ("ней", "она"),
        ("проживающих", "проживать"),
        ("получив", "получить"),
        ("лучше", "хороший"),
        ("готовы", "готовый"),
        ("стали", "стать"),
        ("плачу", "платить"),
        ("бесплатно", "бесплатно"),
        ("почти", "почти"),
        ("е", "е"),
        ("какой-нибудь", "какой-нибудь"),
    ];
    let dictionary = Dictionary::russian();
    for (form, lemma) in lemmas {
        assert_eq!(dictionary.lemma(form).as_deref(), Some(lemma), "{form}");
    }
}

#[test]
fn what_is_no_russian_word_is_not_known() {
    let dictionary = Dictionary::russian();
    for known in ["паспорт", "москвы", "иванова", "по-русски", "я"] {
        assert!(dictionary.knows(known), "{known}");
    }
    // Not folded, misspelt, foreign, cut, empty.
    for unknown in [
        "Паспорт",
        "ребёнок",
        "паспрот",
        "пасспорт",
        "passport",
        "паспор",
        "-",
        "",
        "12",
        "ghbdtn",
    ] {
        assert!(!dictionary.knows(unknown), "{unknown}");
        assert_eq!(dictionary.lemma(unknown), None);
    }
}

#[test]
fn no_word_of_the_list_stands_in_two_groups() {
    let dictionary = Dictionary::russian();
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let mut twice = Vec::new();
    for (number, line) in LIST.lines().enumerate() {
        let line = line.split('#').next().unwrap();
        let exact = line.starts_with('=');
        for word in line.trim_start_matches(['=', '~']).split_whitespace() {
            assert!(!word.contains('ё'), "{word}: ё is е here");
            let lemma = match dictionary.lemma(word) {
                Some(lemma) if !exact => lemma,
                _ => Cow::Owned(format!("={word}")),
            };
            if let Some(other) = groups.insert(lemma.to_string(), number)
                && other != number
            {
                twice.push(format!("{word} ({lemma}): lines {} and {}", other + 1, number + 1));
            }
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

#[test]
fn a_form_is_borrowed_where_it_begins_the_word() {
    let forms = NormalForms::new(Lang::Ru);
    for (word, form) in [
        ("паспорта", "паспорт"),
        ("2024", "2024"),
        ("sms", "sms"),
        ("мфцу", "мфц"),
    ] {
        assert!(matches!(forms.normal(word), Cow::Borrowed(f) if f == form), "{word}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_one_form(text in prop_oneof![any::<String>(), "[а-яё-]{0,12}", "[а-я]{1,6}(ся|ка|-ка|ий|-)"]) {
        let dictionary = Dictionary::russian();
        prop_assert_eq!(dictionary.knows(&text), dictionary.lemma(&text).is_some());
        for lang in [Lang::Ru, Lang::En] {
            let (one, other) = (NormalForms::new(lang), NormalForms::new(lang));
            prop_assert_eq!(one.normal(&text), other.normal(&text));
            prop_assert_eq!(one.form(&text).is_empty(), text.is_empty());
        }
    }
}
