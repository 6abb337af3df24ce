//! Telephone numbers of Russia.

use super::digits::digit_runs;
use super::number::Found;
use super::words::{Word, at};

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
    // Area codes begin with 3, 4 and 8, mobile ones with 9; 7 is Kazakhstan's.
    rest.starts_with(['3', '4', '8', '9']).then(|| format!("+7{rest}"))
}

/// Telephone numbers of a text, normalised to `+7XXXXXXXXXX`, in digits or dictated.
pub fn phones(words: &[Word]) -> Vec<Found<String>> {
    let mut found = Vec::new();
    for run in digit_runs(words) {
        let foreign = at(words, run.words.start) == "+" && !run.value.starts_with('7');
        if let Some(phone) = phone_from_digits(&run.value).filter(|_| !foreign) {
            found.push(Found {
                span: run.span,
                words: run.words,
                value: phone,
            });
        }
    }
    found
}
