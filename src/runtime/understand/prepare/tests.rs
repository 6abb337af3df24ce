use super::*;
use crate::language::spelling::VocabularyBuilder;
use crate::language::{MAX_TEXT_BYTES, MAX_WORDS};

const DAY: Date = Date::constant(2026, 11, 23);

fn read(text: &str) -> Question {
    let mut vocabulary = VocabularyBuilder::new(Lang::Ru);
    for word in ["пособие", "получить", "заявление"] {
        vocabulary.add(word, 20);
    }
    let forms = NormalForms::new(Lang::Ru);
    Reader::new(Lang::Ru, forms, Vec::new(), Some(vocabulary.build())).read(text, DAY)
}

fn mended(text: &str) -> Vec<String> {
    read(text).corrections.into_iter().map(|(_, to)| to).collect()
}

#[test]
fn the_beginning_of_a_message_is_mended() {
    let filled = |before: usize| "как ".repeat(before) + "пасобие получить";
    assert_eq!(mended(&filled(0)), ["пособие"]);
    assert_eq!(mended(&filled(MENDED_WORDS - 1)), ["пособие"]);
    assert_eq!(mended(&filled(MENDED_WORDS)), Vec::<String>::new());
    // What is not mended is read all the same.
    assert_eq!(read(&filled(MENDED_WORDS)).words.len(), MENDED_WORDS + 2);
    let last = read(&("пасобие ".to_owned() + &filled(MENDED_WORDS)));
    assert_eq!(last.words.len(), MENDED_WORDS + 3);
    assert_eq!(last.corrections.len(), 1);
    assert_eq!(&*last.words[0].0.folded, "пособие");
    assert_eq!(&*last.words[MENDED_WORDS + 1].0.folded, "пасобие");
}

#[test]
fn the_end_of_what_is_mended_tears_nothing() {
    let words = |text: &str| words(text).iter().map(|w| w.folded.to_string()).collect::<Vec<_>>();
    for (text, head) in [
        ("а б в г", 3),
        ("а б в,г", 2),
        ("а б-7 в г", 1),
        ("а б", 2),
        ("а,б,в,г,д", 0),
        ("а б « в » г", 3),
    ] {
        let all = super::words(text);
        assert_eq!(beginning(text, &all, 3), head, "{text}: {:?}", words(text));
    }
}

#[test]
fn a_message_that_is_cut_is_read_as_it_is_written() {
    let long = "пасобие получить ".to_owned() + &"ю".repeat(MAX_TEXT_BYTES);
    let question = read(&long);
    assert!(question.corrections.is_empty());
    assert_eq!(question.words.len(), 3);
    assert!(question.text.len() <= MAX_TEXT_BYTES && long.starts_with(&question.text));
    let many = "пасобие ".repeat(MAX_TEXT_BYTES);
    assert_eq!(read(&many).words.len(), MAX_WORDS);
}
