//! The features of a question, looked up.

use crate::bundle::ranker::{FeatureRecord, Ranker};
use crate::language::{
    BEGINNING, BLOCKS, END, PAIR_DISTANCE, PAIRS, RUNS_OF_LETTERS, WORDS, Weighed, Weigher, Word, WordKeys,
    neighbours_key, pair_key, runs, unknown_square, whole,
};

/// A form that the ranker knows, or its key.
#[derive(Clone, Copy, Debug)]
enum Form {
    Known(u32, FeatureRecord),
    Unknown(u64),
}

/// What a question has of the features of a ranker. Used again for the next one.
#[derive(Debug, Default)]
pub struct Gathered {
    keys: Vec<WordKeys>,
    forms: Vec<Form>,
    /// Keys that are yet to be looked up, with their blocks and words.
    wanted: Vec<(u64, u8, (u16, u16))>,
    weigher: Weigher,
    weighed: Vec<Weighed>,
    /// Words whose letters were added up when the base was built, with their numbers.
    letters: Vec<(FeatureRecord, u16)>,
    scales: [f32; BLOCKS],
    /// Different known forms: feature and squared weight, ascending.
    pub terms: Vec<(u32, f32)>,
    /// Length of the vector of the forms, unknown ones included.
    pub norm: f32,
    /// Share of the known ones in its square.
    pub known: f32,
}

impl Gathered {
    /// Looks the features of the words of a question up.
    pub fn gather(&mut self, ranker: &Ranker, words: &[(Word, String)]) {
        self.weigher.clear();
        self.letters.clear();
        self.keys.clear();
        self.keys
            .extend(words.iter().map(|(word, form)| WordKeys::of(word, form)));
        let find = |key: u64| match ranker.find(key) {
            Some((id, record)) => Form::Known(id, record),
            None => Form::Unknown(key),
        };
        self.forms.clear();
        self.forms.extend(self.keys.iter().map(|k| find(k.form)));
        self.add_terms(ranker);
        let unknown = unknown_square(ranker.rarest());
        let Self {
            keys,
            forms,
            wanted,
            weigher,
            letters,
            ..
        } = self;
        wanted.clear();
        let number = |i: usize| u16::try_from(i).unwrap_or(u16::MAX);
        let mut want = |weigher: &mut Weigher, key: Option<u64>, block: u8, words: (usize, usize)| match key {
            Some(key) if ranker.may_have(key) => wanted.push((key, block, (number(words.0), number(words.1)))),
            _ => weigher.square(block, unknown),
        };
        let last = words.len().saturating_sub(1);
        whole(words, |key| want(weigher, Some(key), WORDS, (0, last)));
        for (i, ((word, _), (of, form))) in words.iter().zip(keys.iter().zip(forms.iter())).enumerate() {
            let place = number(i);
            match form {
                Form::Known(id, record) => weigher.known(*id, WORDS, record.idf, (place, place)),
                Form::Unknown(_) => weigher.square(WORDS, unknown),
            }
            of.beside_form().for_each(|key| want(weigher, Some(key), WORDS, (i, i)));
            if i == 0 {
                want(weigher, form.key(neighbours_key(BEGINNING, of.form)), WORDS, (i, i));
            }
            let next = keys.get(i + 1).zip(forms.get(i + 1));
            // What stands beside an unknown word, nobody has seen there.
            let both = match next {
                Some((next, known)) => known.key(neighbours_key(of.form, next.form)),
                None => Some(neighbours_key(of.form, END)),
            };
            let both = both.and_then(|key| form.key(key));
            want(weigher, both, WORDS, (i, (i + 1).min(last)));
            match of.letters.and_then(|key| ranker.find(key)) {
                Some((_, record)) => {
                    weigher.square(RUNS_OF_LETTERS, record.idf);
                    letters.push((record, place));
                }
                None => runs(word, |key| want(weigher, Some(key), RUNS_OF_LETTERS, (i, i))),
            }
            let others = keys.iter().zip(forms.iter()).enumerate().skip(i + 1);
            for (j, (other, known)) in others.take(PAIR_DISTANCE) {
                if let Some(key) = pair_key(of.form, other.form) {
                    want(weigher, known.key(key).and_then(|key| form.key(key)), PAIRS, (i, j));
                }
            }
        }
        // Nothing but look-ups: the processor waits for the memory of many of them at once.
        for (key, block, words) in wanted {
            match ranker.find(*key) {
                Some((id, record)) => weigher.known(id, *block, record.idf, *words),
                None => weigher.square(*block, unknown),
            }
        }
        self.scales = self.weigher.weigh(&mut self.weighed);
    }

    /// Rows of weights with their factors and the words that they come from.
    pub fn rows(&self, ranker: &Ranker) -> impl Iterator<Item = (FeatureRecord, f32, (u16, u16))> {
        let single = self.weighed.iter().filter_map(|w| {
            let record = ranker.record(w.id)?;
            Some((record, w.weight * record.scale, w.words))
        });
        let scale = self.scales.get(usize::from(RUNS_OF_LETTERS)).copied().unwrap_or(0.0);
        let whole = self.letters.iter();
        single.chain(whole.map(move |(record, word)| (*record, scale * record.scale, (*word, *word))))
    }

    /// The different normal forms, numbers as themselves.
    fn add_terms(&mut self, ranker: &Ranker) {
        self.terms.clear();
        let mut unknown: Vec<u64> = Vec::new();
        for (form, of) in self.forms.iter().zip(&self.keys) {
            let found = match (of.number, form) {
                (Some(number), _) => ranker.find(number).ok_or(number),
                (None, Form::Known(id, record)) => Ok((*id, *record)),
                (None, Form::Unknown(key)) => Err(*key),
            };
            match found {
                Ok((id, record)) => self.terms.push((id, record.idf * record.idf)),
                Err(key) => unknown.push(key),
            }
        }
        self.terms.sort_unstable_by_key(|t| t.0);
        self.terms.dedup_by_key(|t| t.0);
        unknown.sort_unstable();
        unknown.dedup();
        // A word that no text has weighs like the rarest that one has.
        let rare = ranker.rarest();
        let sum: f32 = self.terms.iter().map(|t| t.1).sum();
        let all = sum + unknown.len() as f32 * rare * rare;
        self.norm = all.sqrt();
        self.known = if all > 0.0 { sum / all } else { 0.0 };
    }
}

impl Form {
    /// The key of something that is made of it, where it is known.
    fn key(&self, key: u64) -> Option<u64> {
        matches!(self, Self::Known(..)).then_some(key)
    }
}
