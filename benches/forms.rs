//! The normal forms of a question of ten Russian words, and what they are made of.

use divan::{Bencher, black_box, counter::ItemsCount};
use lotsman::language::{Dictionary, NormalForms, words};
use lotsman::value::Lang;
use rust_stemmers::{Algorithm, Stemmer};

fn main() {
    divan::main();
}

/// Ten words: of the list, of the dictionary and of neither.
const QUESTION: &str = "Подскажите, какие справки нужны многодетной семье чтобы оформить соцконтракт через МФЦ";

fn folded() -> Vec<String> {
    words(QUESTION)
        .into_iter()
        .map(|w| w.folded.to_string())
        .filter(|w| w != ",")
        .collect()
}

/// Each function `of` every word of the question.
fn each(bencher: Bencher, of: impl Fn(&str)) {
    let list = folded();
    assert_eq!(list.len(), 10, "the question has ten words");
    bencher.counter(ItemsCount::new(list.len())).bench_local(|| {
        for word in &list {
            of(black_box(word));
        }
    });
}

#[divan::bench]
fn splitting(bencher: Bencher) {
    bencher.bench_local(|| words(black_box(QUESTION)));
}

#[divan::bench]
fn known(bencher: Bencher) {
    let dictionary = Dictionary::russian();
    each(bencher, |word| {
        black_box(dictionary.knows(word));
    });
}

#[divan::bench]
fn lemmas(bencher: Bencher) {
    let dictionary = Dictionary::russian();
    each(bencher, |word| {
        black_box(dictionary.lemma(word));
    });
}

#[divan::bench]
fn normal_forms(bencher: Bencher) {
    let forms = NormalForms::new(Lang::Ru);
    each(bencher, |word| {
        black_box(forms.normal(word));
    });
}

/// For comparison: what the forms cost without a dictionary.
#[divan::bench]
fn stems_alone(bencher: Bencher) {
    let stemmer = Stemmer::create(Algorithm::Russian);
    each(bencher, |word| {
        black_box(stemmer.stem(word));
    });
}

#[divan::bench]
fn making_the_forms(bencher: Bencher) {
    bencher.bench_local(|| NormalForms::new(Lang::Ru));
}
