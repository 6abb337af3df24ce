//! Telephone numbers of Russia.

use super::digits::{digit_runs, is_grouped, over_commas};
use super::number::Found;
use super::number_digits::chain_end;
use super::words::{Word, WordKind, at};

/// The number as `+7XXXXXXXXXX`: eleven digits that begin with 7 or 8, or ten without them. `None`
/// when the digits are no Russian number.
pub fn phone_from_digits(digits: &str) -> Option<String> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let rest = match digits.len() {
        11 => digits.strip_prefix(['7', '8'])?,
        10 => digits,
        _ => return None,
    };
    // No code begins with 89: that is a mobile number with a digit left out.
    if digits.len() == 10 && digits.starts_with("89") {
        return None;
    }
    // Area codes begin with 3, 4 and 8, mobile ones with 9; 7 is Kazakhstan's.
    rest.starts_with(['3', '4', '8', '9']).then(|| format!("+7{rest}"))
}

/// Words after which digits are the number of something else.
fn is_other_number(words: &[Word], start: usize) -> bool {
    let other = |w: &Word| {
        matches!(
            &*w.folded,
            "инн"
                | "огрн"
                | "огрнип"
                | "кпп"
                | "бик"
                | "окпо"
                | "паспорт"
                | "паспорта"
                | "полис"
                | "полиса"
                | "серия"
                | "серии"
                | "договор"
                | "договора"
                | "счет"
                | "счета"
                | "карта"
                | "карты"
                | "заявление"
                | "заявления"
                | "обращение"
                | "обращения"
                | "снилс"
                | "№"
                | "uin"
                | "уин"
                | "passport"
                | "account"
        )
    };
    let phone = |w: &Word| w.folded.starts_with("тел") || w.folded.starts_with("phone") || w.folded.starts_with("моб");
    let before = words.iter().take(start).rev().take(2);
    for word in before {
        if phone(word) {
            return false;
        }
        if other(word) {
            return true;
        }
    }
    false
}

/// «4510 123456», «45 10 123456»: the series and the number of a passport.
fn is_passport(words: &[Word], run: &Found<String>) -> bool {
    is_grouped(words, run.words.start, run.words.end, &[4, 6])
        || is_grouped(words, run.words.start, run.words.end, &[2, 2, 6])
}

/// Telephone numbers of a text, normalised to `+7XXXXXXXXXX`, in digits or dictated.
pub fn phones(words: &[Word]) -> Vec<Found<String>> {
    phones_of(words, digit_runs(words))
}

/// Those of the runs that are telephone numbers.
pub(super) fn phones_of(words: &[Word], runs: Vec<Found<String>>) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let runs = over_commas(words, runs, |digits| {
        digits.len() == 11 && phone_from_digits(digits).is_some()
    });
    for run in runs {
        let foreign = at(words, run.words.start) == "+" && !run.value.starts_with('7');
        if let Some(phone) = phone_from_digits(&run.value).filter(|_| !foreign) {
            if !is_other_number(words, run.words.start) && !is_passport(words, &run) {
                found.push(Found {
                    span: run.span,
                    words: run.words,
                    value: phone,
                });
            }
        } else if run.value.len() > 11 {
            // «Квартира 5 89123456789», two numbers in a row: those written in one piece are sure.
            for i in run.words {
                let whole = at(words, i);
                if whole.len() >= 10
                    && words.get(i).is_some_and(|w| w.kind == WordKind::Number)
                    && chain_end(words, i) == i + 1
                    && let Some(phone) = phone_from_digits(whole)
                {
                    found.push(Found::new(words, i, i + 1, phone));
                }
            }
        }
    }
    found
}
