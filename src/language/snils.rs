//! СНИЛС: the number of a personal pension account.

use super::digits::{digit_runs, over_commas};
use super::number::Found;
use super::words::Word;

/// Numbers up to this one were given out without check digits.
const LAST_WITHOUT_CHECK: u32 = 1_001_998;

/// Whether eleven digits are a СНИЛС with right check digits.
///
/// Source: the rule of the Pension Fund: the digits of the number, from the left, times 9 to 1 are
/// summed; the sum below 100 is the check, 100 and 101 give 00, a greater sum is taken modulo 101
/// (and 100 gives 00 again). The rule holds for numbers above 001-001-998.
pub fn snils_is_valid(digits: &str) -> bool {
    if digits.len() != 11 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let (Some(number), Some(check)) = (digits.get(..9), digits.get(9..)) else {
        return false;
    };
    let (Ok(value), Ok(check)) = (number.parse::<u32>(), check.parse::<u32>()) else {
        return false;
    };
    if value == 0 {
        return false;
    }
    if value <= LAST_WITHOUT_CHECK {
        return true;
    }
    let sum: u32 = number
        .bytes()
        .zip((1..=9_u32).rev())
        .map(|(d, weight)| u32::from(d - b'0') * weight)
        .sum();
    sum % 101 % 100 == check
}

/// Runs of eleven digits of a text that are valid СНИЛС numbers, in digits or dictated.
pub fn snils_numbers(words: &[Word]) -> Vec<Found<String>> {
    snils_of(words, digit_runs(words))
}

/// Those of the runs that are valid СНИЛС numbers.
pub(super) fn snils_of(words: &[Word], runs: Vec<Found<String>>) -> Vec<Found<String>> {
    let mut runs = over_commas(words, runs, snils_is_valid);
    runs.retain(|run| snils_is_valid(&run.value));
    runs
}
