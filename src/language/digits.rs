//! Runs of digits as they are written or dictated.

use super::number::{Found, is_hesitation};
use super::numerals::{Numeral, numeral};
use super::words::{Word, WordKind, at};

/// Longest run that is kept.
const MAX_RUN: usize = 64;

/// Runs of digits: «8 (912) 345-67-89» and, by voice, «восемь девятьсот двенадцать триста сорок
/// пять…». A number word that cannot continue the number before it starts the next digits, so «сто
/// двенадцать двести тридцать три» is 112233.
///
/// A run ends at any other word and at a sign that does not join digits.
pub fn digit_runs(words: &[Word]) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let (run, next) = run_at(words, i);
        if run.is_empty() {
            i += 1;
            continue;
        }
        found.push(Found::new(words, i, next, run));
        i = next.max(i + 1);
    }
    found
}

/// Runs apart by nothing but a comma, put together where all of it `fits`: what recognises speech sets commas
/// where people breathe.
pub(super) fn over_commas(words: &[Word], runs: Vec<Found<String>>, fits: impl Fn(&str) -> bool) -> Vec<Found<String>> {
    if runs.len() < 2 {
        return runs;
    }
    let mut out: Vec<Found<String>> = Vec::with_capacity(runs.len());
    let mut from = 0;
    while let Some(first) = runs.get(from) {
        let mut digits = first.value.clone();
        let mut last = first;
        let mut hit = None;
        for (k, next) in runs.iter().enumerate().skip(from + 1) {
            let gap = words.get(last.words.end..next.words.start).unwrap_or_default();
            let breath = !gap.is_empty()
                && (0..gap.len()).all(|g| gap.get(g).is_some_and(|w| w.is_sign(",")) || is_hesitation(gap, g));
            if !breath || digits.len() >= 11 || next.value.len() >= 10 {
                break;
            }
            digits.push_str(&next.value);
            if fits(&digits) {
                hit = Some((k, digits.clone()));
            }
            last = next;
        }
        match hit.and_then(|(k, digits)| Some((k, digits, runs.get(k)?.words.end))) {
            Some((k, digits, end)) => {
                out.push(Found::new(words, first.words.start, end, digits));
                from = k + 1;
            }
            None => {
                out.push(first.clone());
                from += 1;
            }
        }
    }
    out
}

fn run_at(words: &[Word], start: usize) -> (String, usize) {
    let mut run = String::new();
    let mut end = start;
    let mut i = start;
    // The number that is being put together from words and what may still be added to it.
    let mut pending: Option<(u16, u16)> = None;
    while let Some(word) = words.get(i) {
        if run.len() > MAX_RUN {
            break;
        }
        match word.kind {
            WordKind::Number => {
                flush(&mut run, &mut pending);
                run.push_str(&word.folded);
                end = i + 1;
            }
            WordKind::Punct => {
                let joins =
                    matches!(&*word.folded, "-" | "(" | ")" | "." | "/") || (&*word.folded == "+" && i == start);
                if !joins || (i == start && !matches!(&*word.folded, "+" | "(")) {
                    break;
                }
            }
            // «Восемь, э-э, девятьсот двадцать, дальше…» and «четыре пятёрки».
            WordKind::Word if end > start && (is_hesitation(words, i) || is_bridge(&word.folded)) => {}
            WordKind::Word if let Some((digit, times)) = repeated(&word.folded, pending) => {
                if times == 1 {
                    flush(&mut run, &mut pending);
                }
                pending = None;
                for _ in 0..times {
                    run.push(char::from(b'0' + digit));
                }
                end = i + 1;
            }
            WordKind::Word if let Some((digit, times, next)) = doubled(words, i) => {
                flush(&mut run, &mut pending);
                for _ in 0..times {
                    run.push(char::from(b'0' + digit));
                }
                (i, end) = (next, next);
                continue;
            }
            WordKind::Word => match numeral(&word.folded) {
                Some(Numeral::Small(v)) => {
                    match pending {
                        Some((value, room)) if v > 0 && v < room => {
                            pending = Some((value + v, room_after(v).min(room)))
                        }
                        _ => {
                            flush(&mut run, &mut pending);
                            pending = Some((v, room_after(v)));
                        }
                    }
                    end = i + 1;
                }
                _ if &*word.folded == "плюс" && i == start => {}
                _ => break,
            },
        }
        i += 1;
    }
    flush(&mut run, &mut pending);
    // A closing bracket belongs to the run only when digits follow it, which `end` already says.
    (run, if end > start { end } else { start })
}

/// Words that join dictated digits: «тире», «дальше».
fn is_bridge(word: &str) -> bool {
    matches!(
        word,
        "тире" | "дефис" | "черточка" | "дальше" | "далее" | "скобка" | "пробел" | "dash"
    )
}

/// «Семёрка», and with a small number before it «три семёрки», «два нуля».
fn repeated(word: &str, pending: Option<(u16, u16)>) -> Option<(u8, u16)> {
    let digit = match word {
        "нолика" | "нулика" | "нуля" | "ноля" | "нулей" | "нолей" => 0,
        "единица" | "единицы" | "единиц" | "единички" | "единичка" => 1,
        "двойка" | "двойки" | "двоек" | "двоечки" => 2,
        "тройка" | "тройки" | "троек" | "троечки" => 3,
        "четверка" | "четверки" | "четверок" => 4,
        "пятерка" | "пятерки" | "пятерок" => 5,
        "шестерка" | "шестерки" | "шестерок" => 6,
        "семерка" | "семерки" | "семерок" => 7,
        "восьмерка" | "восьмерки" | "восьмерок" => 8,
        "девятка" | "девятки" | "девяток" => 9,
        _ => return None,
    };
    match pending {
        Some((times @ 2..=7, _)) => Some((digit, times)),
        _ if word.ends_with('а') && digit > 0 => Some((digit, 1)),
        _ => None,
    }
}

/// "double five", "triple zero", "oh".
fn doubled(words: &[Word], i: usize) -> Option<(u8, u16, usize)> {
    let times = match at(words, i) {
        "double" => 2,
        "triple" => 3,
        "oh" if i > 0 && numeral(at(words, i - 1)).is_some() || numeral(at(words, i + 1)).is_some() => {
            return Some((0, 1, i + 1));
        }
        _ => return None,
    };
    match (numeral(at(words, i + 1)), at(words, i + 1)) {
        (Some(Numeral::Small(digit @ 0..=9)), _) => Some((u8::try_from(digit).ok()?, times, i + 2)),
        (_, "oh") => Some((0, times, i + 2)),
        _ => None,
    }
}

fn room_after(value: u16) -> u16 {
    match value {
        v if v >= 100 && v % 100 == 0 => 100,
        v if v >= 20 && v % 10 == 0 => 10,
        _ => 0,
    }
}

fn flush(run: &mut String, pending: &mut Option<(u16, u16)>) {
    if let Some((value, _)) = pending.take() {
        run.push_str(&value.to_string());
    }
}

/// Whether the words of a run are set like a СНИЛС: 3-3-3-2 digits.
pub(super) fn is_grouped(words: &[Word], from: usize, to: usize, groups: &[usize]) -> bool {
    let lengths = (from..to)
        .map(|i| at(words, i))
        .filter(|w| w.bytes().all(|b| b.is_ascii_digit()))
        .map(str::len);
    lengths.eq(groups.iter().copied())
}
