//! Texts that need nothing done to them are told at a glance: most texts of a base are such, and every
//! check of spoken seconds reads all of them.

use super::short::DAYS;

/// Whether no rule can want any of the text. Sure only when it says yes.
pub(super) fn is_plain(text: &str) -> bool {
    // The word that is being read: where it begins, its letters, its capitals in a row.
    let mut start = 0;
    let mut letters = 0_u32;
    let mut capitals = 0_u32;
    let mut stopped = false;
    for (at, c) in text.char_indices() {
        // Russian letters first, by their range: asking Unicode of each costs more than all the rest.
        let (letter, capital) = match c {
            'а'..='я' | 'ё' => (true, false),
            'А'..='Я' | 'Ё' => (true, true),
            '№' | '/' | '@' | '&' => return false,
            c if c.is_ascii() => {
                if c.is_ascii_alphanumeric() {
                    return false;
                }
                (false, false)
            }
            c => (c.is_alphabetic() || c == '\u{301}', c.is_uppercase()),
        };
        if letter {
            // «госуслуги.рф»
            if stopped {
                return false;
            }
            if letters == 0 {
                start = at;
            }
            letters += 1;
            capitals = if capital { capitals + 1 } else { 0 };
            if capitals > 1 {
                return false;
            }
            continue;
        }
        stopped = c == '.';
        let marks = match c {
            // «т. е.», «просп.»
            '.' => (1..=5).contains(&letters),
            // «р-н»
            '-' | '‑' | '–' => (1..=2).contains(&letters),
            // «в»
            '»' | '"' => letters == 1,
            _ => false,
        };
        if marks || letters == 2 && is_day(text.get(start..at)) {
            return false;
        }
        letters = 0;
        capitals = 0;
    }
    !(letters == 2 && is_day(text.get(start..)))
}

fn is_day(word: Option<&str>) -> bool {
    word.and_then(|word| word.chars().next_back())
        .is_some_and(|last| matches!(last, 'н' | 'т' | 'р' | 'б' | 'с'))
        && word.is_some_and(|word| {
            let low = word.to_lowercase();
            DAYS.iter().any(|(short, _)| *short == low)
        })
}
