use proptest::prelude::*;

use super::{in_words, plain};

/// Words and signs of all the rules.
const PIECES: [&str; 46] = [
    "срок",
    "До",
    "в",
    "с",
    "пн",
    "Пт",
    "т",
    "е",
    "д",
    "и",
    "др",
    "ул",
    "Ленина",
    "г",
    "Москва",
    "р",
    "н",
    "пр",
    "эл",
    "почта",
    "им",
    "МФЦ",
    "ФЗ",
    "«",
    "»",
    "\"",
    ".",
    ",",
    "-",
    "–",
    "/",
    "№",
    "+",
    "°",
    "%",
    "₽",
    "&",
    "статья",
    "тел",
    "см",
    "Московская",
    "обл",
    "а",
    "ВАЖНО",
    "госуслуги",
    "рф",
];

proptest! {
    /// What is taken for plain at a glance is what the rules leave alone.
    #[test]
    fn plain_texts_are_those_that_stay(parts in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..8), glued in any::<u8>()) {
        let mut text = String::new();
        for (n, part) in parts.iter().enumerate() {
            if glued >> n & 1 == 0 {
                text.push(' ');
            }
            text.push_str(part);
        }
        if plain::is_plain(&text) {
            prop_assert_eq!(in_words(&text), text);
        }
    }

    #[test]
    fn any_plain_text_stays(text in any::<String>()) {
        if plain::is_plain(&text) {
            prop_assert_eq!(in_words(&text), text);
        }
    }
}

#[test]
fn what_is_plain_and_what_is_not() {
    for text in [
        "Заявление можно подать на портале. Решение — за десять дней.",
        "Спасибо!\nДо свидания.",
        "",
    ] {
        assert!(plain::is_plain(text), "{text}");
    }
    for text in ["в пн", "МФЦ", "и т. д.", "5", "р-н", "«в»", "ул. Ленина", "PDF", "№"] {
        assert!(!plain::is_plain(text), "{text}");
    }
}
