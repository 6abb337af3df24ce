//! Properties over every word of the sample base, with a fixed sequence of chance.

use proptest::prelude::*;

use super::*;

/// Marsaglia's xorshift: the same mistakes in every run.
pub(super) struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 20) % n as u64).unwrap()
    }

    fn letter(&mut self) -> char {
        "абвгдежзийклмнопрстуфхцчшщъыьэюя".chars().nth(self.below(32)).unwrap()
    }

    /// One mistake of each kind.
    fn mistype(&mut self, word: &str) -> [String; 4] {
        let letters: Vec<char> = word.chars().collect();
        let at = self.below(letters.len());
        let (mut put_in, mut left_out, mut replaced, mut swapped) =
            (letters.clone(), letters.clone(), letters.clone(), letters.clone());
        put_in.insert(at, self.letter());
        left_out.remove(at);
        replaced[at] = self.letter();
        swapped.swap(at.min(letters.len() - 2), at.min(letters.len() - 2) + 1);
        [put_in, left_out, replaced, swapped].map(|letters| letters.into_iter().collect())
    }
}

#[test]
fn no_known_word_is_changed() {
    let vocabulary = vocabulary(Lang::Ru);
    let spelling = Spelling::new(&vocabulary, &NoLexicon);
    let all = sample();
    assert!(all.len() > 3000);
    for pair in all.windows(2) {
        let text = pair.join(" ");
        let split = words(&text);
        let mended = spelling.mend(&text, split.clone());
        assert_eq!(mended.words, split);
        assert!(mended.changes.is_empty() && mended.doubts.is_empty());
    }
}

/// One mistake in a longer word is mended, or the word that was meant is among the readings, or what
/// was typed is itself known, as a word or as another ending of one, or three others are likelier.
#[test]
fn one_mistake_is_always_found() {
    let vocabulary = vocabulary(Lang::Ru);
    let spelling = Spelling::new(&vocabulary, &NoLexicon);
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    let mut all = sample();
    all.sort();
    all.dedup();
    let (mut mistakes, mut first) = (0, 0);
    for word in all.iter().filter(|w| (6..=30).contains(&w.chars().count())) {
        for typed in chance.mistype(word) {
            if spelling.knows(&typed) {
                assert!(spelling.candidates(&typed).is_empty());
                continue;
            }
            let found = spelling.candidates(&typed);
            mistakes += 1;
            first += usize::from(found.first().is_some_and(|c| c.word == *word));
            let listed = found.iter().any(|c| c.word == *word);
            assert!(listed || found.len() == 3, "{word} typed {typed}: {found:?}");
            assert!(
                found
                    .iter()
                    .all(|c| vocabulary.contains(&c.word) && (0.0..=1.0).contains(&c.score))
            );
        }
    }
    assert!(mistakes > 3000, "only {mistakes} mistakes");
    // Nine in ten readings are the word that was meant; the rest are other endings of it.
    assert!(first * 100 >= mistakes * 88, "{first} of {mistakes}");
}

#[test]
fn a_vocabulary_is_the_same_bytes_in_any_order_and_opens_as_it_was() {
    let words = sample();
    let build = |words: &mut dyn Iterator<Item = &Box<str>>| {
        let mut builder = VocabularyBuilder::new(Lang::Ru);
        words.for_each(|word| builder.add(word, 1));
        builder.build()
    };
    let (one, other) = (build(&mut words.iter()), build(&mut words.iter().rev()));
    let bytes = one.to_bytes();
    assert_eq!(bytes, other.to_bytes());
    let opened = Vocabulary::open(&bytes).unwrap();
    assert_eq!(opened.to_bytes(), bytes);
    for word in &words {
        assert!(opened.contains(word) && opened.contains_stem(word));
        assert_eq!(opened.weight(word), one.weight(word));
    }
    assert!(!opened.contains("пособиеведение"));
}

#[test]
fn damaged_bytes_are_refused_or_harmless() {
    let mut builder = VocabularyBuilder::new(Lang::Ru);
    "пособие справка пенсия документы заявление"
        .split(' ')
        .for_each(|word| builder.add(word, 3));
    let bytes = builder.build().to_bytes();
    for end in 0..bytes.len() {
        assert_eq!(Vocabulary::open(&bytes[..end]).unwrap_err(), VocabularyError);
    }
    let mut chance = Chance(7);
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << chance.below(8);
        if let Ok(vocabulary) = Vocabulary::open(&damaged) {
            let text = "пасобие спарвка докумнты неработает qwerty";
            Spelling::new(&vocabulary, &NoLexicon).mend(text, words(text));
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_spans_stay_in_the_text(text in "\\PC{0,60}|[а-яa-z`'\\[\\];,. 46-]{0,60}") {
        for lang in [Lang::Ru, Lang::En] {
            let mut builder = VocabularyBuilder::new(lang);
            "пособие на ребенка не получить transfer card и в с a i".split(' ').for_each(|word| builder.add(word, 3));
            let vocabulary = builder.build();
            let mended = Spelling::new(&vocabulary, &dictionary).mend(&text, words(&text));
            for word in &mended.words {
                prop_assert!(text.get(word.span.range()).is_some());
            }
            for change in mended.changes.iter().chain(&mended.doubts) {
                prop_assert!(text.get(change.span.range()).is_some());
            }
            mended.text(&text);
        }
    }

    #[test]
    fn any_bytes_open_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Vocabulary::open(&bytes);
    }
}
