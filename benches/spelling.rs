//! Mending of mistyped words: 50,000 words made of syllables, one mistake in each.

use divan::Bencher;
use lotsman::language::spelling::{NoLexicon, Spelling, Vocabulary, VocabularyBuilder};
use lotsman::language::words;
use lotsman::value::Lang;

fn main() {
    divan::main();
}

const SYLLABLES: [&str; 37] = [
    "по",
    "со",
    "бие",
    "спра",
    "вка",
    "до",
    "ку",
    "мен",
    "ты",
    "за",
    "яв",
    "ле",
    "ние",
    "ре",
    "ги",
    "стра",
    "ция",
    "об",
    "ра",
    "ще",
    "пен",
    "си",
    "он",
    "ер",
    "льго",
    "та",
    "инва",
    "лид",
    "ность",
    "суб",
    "дия",
    "квар",
    "тира",
    "те",
    "ле",
    "фон",
    "ный",
];

/// Words of three syllables, each other than the rest.
fn all() -> Vec<String> {
    let ends = || {
        SYLLABLES
            .iter()
            .flat_map(|b| SYLLABLES.iter().map(move |c| [*b, *c].concat()))
    };
    let words = SYLLABLES
        .iter()
        .flat_map(|a| ends().map(move |rest| [a, rest.as_str()].concat()));
    words.take(50_000).collect()
}

fn vocabulary() -> Vocabulary {
    let mut builder = VocabularyBuilder::new(Lang::Ru);
    for (i, word) in (0_u32..).zip(all()) {
        builder.add(&word, i % 50 + 1);
    }
    builder.build()
}

#[divan::bench]
fn open(bencher: Bencher) {
    let bytes = vocabulary().to_bytes();
    bencher.bench_local(|| Vocabulary::open(&bytes));
}

/// A question whose ten words are all known.
#[divan::bench]
fn known_question(bencher: Bencher) {
    let vocabulary = vocabulary();
    let spelling = Spelling::new(&vocabulary, &NoLexicon);
    let text = all().into_iter().step_by(1000).take(10).collect::<Vec<_>>().join(" ");
    bencher
        .with_inputs(|| words(&text))
        .bench_local_values(|words| spelling.mend(&text, words));
}

/// A letter is left out of the middle of one word.
#[divan::bench]
fn one_mistyped_word(bencher: Bencher) {
    let vocabulary = vocabulary();
    let spelling = Spelling::new(&vocabulary, &NoLexicon);
    let mut mistyped = all().into_iter().step_by(7).cycle().map(|word| {
        let middle = word.chars().count() / 2;
        word.chars()
            .enumerate()
            .filter(|(i, _)| *i != middle)
            .map(|(_, c)| c)
            .collect::<String>()
    });
    bencher
        .with_inputs(|| mistyped.next().unwrap_or_default())
        .bench_local_values(|word| spelling.candidates(&word));
}

/// A question typed in the wrong layout.
#[divan::bench]
fn wrong_layout(bencher: Bencher) {
    let vocabulary = vocabulary();
    let spelling = Spelling::new(&vocabulary, &NoLexicon);
    let text = "gjcj,bt cghfdrf ljrevtyns pfzdktybt htubcnhfwbz";
    bencher
        .with_inputs(|| words(text))
        .bench_local_values(|words| spelling.mend(text, words));
}
