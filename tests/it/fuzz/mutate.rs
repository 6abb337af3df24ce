//! Mutations of inputs for the harness: what libFuzzer does, without looking at coverage.

use super::random::Random;

/// Pieces that mean something to one of the targets.
const PIECES: &[&str] = &[
    "конец\n",
    "end\n",
    "шаг ",
    "сценарий ",
    "тема ",
    "если\n",
    "иначе",
    "-> ",
    "=> ",
    "| ",
    "\"",
    "{",
    "}",
    "«",
    "»",
    "#",
    "\\",
    "\n",
    "\r",
    "\t",
    "  ",
    "\u{a0}",
    "\u{301}",
    "й",
    "ё",
    "\u{200b}",
    "\u{feff}",
    "🙂",
    "не ",
    "и ",
    "или ",
    "1_000_000",
    "99999999999999999999",
    "31.02.2024",
    "12 мая",
    "две тысячи",
    "-",
    "0",
    "1e999",
    "½",
    "№",
    "рублей",
    "+7 (912) 345-67-89",
    "112-233-445 95",
    "завтра",
    "(",
    ")",
    "сто двадцать тысяч миллионов",
    "шаг начало\n",
    "выбор \"",
    "- ",
    "основание \"",
    "факт ",
    ": целое 0..",
    "правило ",
    "решение ",
];

/// One or a few changes of an input, sometimes with pieces of another.
pub fn mutated(input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..1 + random.below(4) {
        let length = bytes.len();
        match random.below(9) {
            0 if length > 0 => bytes[random.below(length)] ^= 1 << random.below(8),
            1 if length > 0 => bytes[random.below(length)] = random.next() as u8,
            2 if length > 0 => drop(bytes.drain(random.range(length, 32))),
            3 if length > 0 => {
                let piece = bytes[random.range(length, 64)].to_vec();
                let at = random.below(length);
                bytes.splice(at..at, piece);
            }
            4 if !other.is_empty() => {
                let piece = other[random.range(other.len(), 128)].to_vec();
                let at = random.below(length + 1);
                bytes.splice(at..at, piece);
            }
            5 if length > 0 => bytes.truncate(random.below(length)),
            6 => {
                let count = random.below(16);
                let at = random.below(length + 1);
                bytes.splice(at..at, random.bytes(count));
            }
            7 if length > 0 => {
                // The same over and over: what grows faster than the text shows.
                let piece = bytes[random.range(length, 16)].to_vec();
                let at = random.below(length);
                let many = piece.repeat(1 + random.below(40));
                bytes.splice(at..at, many);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                let at = random.below(length + 1);
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes.truncate(MAX_LENGTH);
    bytes
}

/// Longest input; every target sets limits of its own below it.
pub const MAX_LENGTH: usize = 64 * 1024;
