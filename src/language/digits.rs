//! Runs of digits as they are written or dictated.

use super::number::Found;
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
