//! How people write and speak: words, normal forms, numbers, dates, answers and choices in Russian
//! and English. Used the same way by the compiler and the runtime.
//!
//! Everything here is pure and total: no I/O, no clock, no panic on any text. Texts are cut to
//! [`MAX_TEXT_BYTES`] and [`MAX_WORDS`] at the door ([`words`]).

mod acts;
mod age;
mod age_words;
mod answer;
mod answer_words;
mod bounds;
mod choice;
mod control;
mod control_words;
mod date;
mod date_parts;
mod date_relative;
mod date_several;
mod date_words;
mod dictionary;
mod digits;
mod directory;
mod duration;
mod features;
mod find;
mod function_words;
mod hints;
mod money;
mod normal;
mod number;
mod number_digits;
mod number_parts;
mod numerals;
mod ordinal;
mod phone;
mod questions;
mod questions_sentences;
mod questions_words;
mod read;
mod read_values;
mod remembered;
mod said;
mod said_option;
mod show;
mod snils;
pub mod spelling;
mod spoken;
mod words;
mod written;

#[cfg(test)]
mod tests;

pub use age::ages;
pub use answer::{YesNo, yes_no};
pub use choice::{Chosen, OptionWords, choose, covered, same_words};
pub use control::{Control, ControlPhrases};
pub use date::{DateFound, dates};
pub use dictionary::Dictionary;
pub use digits::digit_runs;
pub use directory::Directory;
pub use duration::durations;
pub use features::{
    BEGINNING, BLOCKS, END, Feature, PAIR_DISTANCE, PAIRS, RUNS_OF_LETTERS, WORDS, Weighed, Weigher, WordKeys,
    features, form_key, idf, neighbours_key, pair_key, runs, unknown_square, vector, whole,
};
pub use find::{Entity, EntityKind, find_all, find_all_in, forms_by_word};
pub use function_words::function_words;
pub use money::money;
pub use normal::NormalForms;
pub use number::{Found, numbers};
pub use ordinal::ordinals;
pub use phone::{phone_from_digits, phones};
pub use questions::{MAX_QUESTIONS, answer_and_question, questions};
pub use read::{Invalid, ReadContext, Reading, Want, read};
pub use said::{AskedFor, Said, said};
pub(crate) use show::MONTHS_EN;
pub use show::{Format, plural, show};
pub use snils::{snils_is_valid, snils_numbers};
pub use spoken::{cardinal_en, cardinal_ru, spoken};
pub use words::{MAX_TEXT_BYTES, MAX_WORDS, Word, WordKind, cut, words};
pub use written::written;
