//! What is written and how it is said.

use proptest::prelude::*;

use super::{check, lang_of};
use crate::language::spoken;
use crate::value::Lang;

#[test]
fn the_table() {
    check("spoken", 470, |row| {
        spoken(row.first().unwrap(), lang_of(row.first().unwrap()))
    });
}

#[test]
fn white_space_and_punctuation_stay_for_the_pauses() {
    assert_eq!(
        spoken("Срок: 5 дней.\n\nСумма — 100 ₽?\n", Lang::Ru),
        "Срок: пять дней.\n\nСумма — сто рублей?\n"
    );
    assert_eq!(spoken("", Lang::Ru), "");
    assert_eq!(spoken("  \n", Lang::En), "  \n");
}

#[test]
fn every_number_up_to_ten_thousand_agrees_with_a_rouble() {
    for n in 0_u64..10_000 {
        let said = spoken(&format!("{n} ₽"), Lang::Ru);
        let last = match (n % 10, n % 100) {
            (1, rest) if rest != 11 => "рубль",
            (2..=4, rest) if !(12..=14).contains(&rest) => "рубля",
            _ => "рублей",
        };
        assert!(said.ends_with(&format!(" {last}")), "{n}: {said}");
        let genitive = spoken(&format!("до {n} ₽"), Lang::Ru);
        let one = n % 10 == 1 && n % 100 != 11;
        assert!(
            genitive.ends_with(if one { " рубля" } else { " рублей" }),
            "{n}: {genitive}"
        );
    }
}

/// Pieces from which written texts are made: they meet in every order.
const PIECES: [&str; 40] = [
    "5",
    "21",
    "1 000",
    "до",
    "с",
    "по",
    "№",
    "руб.",
    "п.",
    "ч.",
    "ст.",
    "9",
    "г.",
    "2023",
    "1,5",
    "%",
    "–",
    "-",
    "/",
    ".",
    ",",
    "марта",
    "дней",
    "01.03.2026",
    "9:00",
    "8 800 100-00-01",
    "МФЦ",
    "II",
    "группы",
    "тыс.",
    "«в»",
    "т. е.",
    "(",
    ")",
    "1/2",
    "3-й",
    "gosuslugi.ru",
    "инвалид",
    "007",
    "12345678901234567890",
];

proptest! {
    /// A synthesiser is left no digit to guess at.
    #[test]
    fn no_digit_stays(parts in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12), glued in any::<u16>()) {
        let mut text = String::new();
        for (n, part) in parts.iter().enumerate() {
            if glued >> n & 1 == 0 {
                text.push(' ');
            }
            text.push_str(part);
        }
        for lang in [Lang::Ru, Lang::En] {
            let said = spoken(&text, lang);
            prop_assert!(!said.contains(|c: char| c.is_ascii_digit()), "{text}: {said}");
        }
    }

    #[test]
    fn any_text_is_said_and_stays_in_bounds(text in any::<String>()) {
        for lang in [Lang::Ru, Lang::En] {
            let said = spoken(&text, lang);
            prop_assert!(said.len() <= 32 * text.len() + 32);
            prop_assert!(!said.contains(|c: char| c.is_ascii_digit()));
        }
    }

    /// Words that need nothing done to them are left alone.
    #[test]
    fn words_alone_stay_as_they_are(text in "([а-яё]{3,9}[ ,!?\n]{1,2}){0,12}") {
        prop_assert_eq!(spoken(&text, Lang::Ru), text);
    }

    /// What has been put into words needs no more doing.
    #[test]
    fn what_is_said_is_said_once(n in 0_u64..1_000_000_000, unit in prop::sample::select(&["руб.", "дней", "%", "кв. м", "лет"][..])) {
        let once = spoken(&format!("не более {n} {unit} в месяц"), Lang::Ru);
        prop_assert_eq!(spoken(&once, Lang::Ru), once.clone());
    }
}

/// Chains that each rule might walk along to the end are walked once, not from every link.
#[test]
fn long_chains_are_read_in_one_go() {
    for link in [
        "1.", "1-", "1, ", "111 ", "1 и ", "а.", "п. 1 ", "1/", "+", "1 по ", "2023, ", "(", "а1",
    ] {
        let text = link.repeat(20_000);
        let said = spoken(&text, Lang::Ru);
        assert!(!said.contains(|c: char| c.is_ascii_digit()), "{link}");
    }
}
