//! Seeded bases of cues and questions with the frequencies of a language.

use std::collections::BTreeSet;

use lotsman::bundle::program::{Cue, CueWeight, Pattern, Program, Topic};
use lotsman::language::{Word, WordKind};
use lotsman::runtime::understand::Question;
use lotsman::span::Span;

/// Normal forms of the language.
const FORMS: usize = 20_000;
/// The most usual forms: conjunctions, prepositions, pronouns. They stand in phrases and questions;
/// nobody makes a cue of one alone.
const SMALL_WORDS: usize = 60;
/// An author does not take a word that stands in every tenth question for a cue of its own.
const TOO_USUAL_ALONE: usize = 300;
/// Cues of a topic.
const CUES_OF_TOPIC: usize = 10;

const SYLLABLES: [&str; 32] = [
    "по", "со", "на", "за", "до", "вы", "пере", "ро", "ка", "ле", "ми", "ту", "ра", "ви", "но", "ста", "кон", "тре",
    "ни", "ция", "ние", "ость", "тель", "ство", "лка", "ный", "ать", "ить", "ова", "ду", "же", "бу",
];

/// SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Forms by rank and how often each is said: Zipf's law.
pub struct Language {
    forms: Vec<String>,
    up_to: Vec<f64>,
}

impl Language {
    pub fn new() -> Self {
        let mut random = Random::new(1);
        let mut seen = BTreeSet::new();
        let mut forms = Vec::with_capacity(FORMS);
        while forms.len() < FORMS {
            let syllables = 1 + usize::from(forms.len() > 25) + usize::from(forms.len() > 600) + random.below(2);
            let form: String = (0..syllables)
                .map(|_| SYLLABLES[random.below(SYLLABLES.len())])
                .collect();
            if seen.insert(form.clone()) {
                forms.push(form);
            }
        }
        let mut sum = 0.0;
        let up_to = (0..FORMS).map(|rank| {
            sum += 1.0 / (rank as f64 + 2.7);
            sum
        });
        let up_to = up_to.collect();
        Self { forms, up_to }
    }

    /// Rank of a word as people say them, none of the first `without`.
    fn rank(&self, random: &mut Random, without: usize) -> usize {
        let least = without.checked_sub(1).map_or(0.0, |r| self.up_to[r]);
        let at = least + random.share() * (self.up_to[FORMS - 1] - least);
        self.up_to.partition_point(|sum| *sum < at).clamp(without, FORMS - 1)
    }

    fn form(&self, rank: usize) -> String {
        self.forms[rank].clone()
    }
}

/// A base of so many cues: each topic has its own few words, and its cues are made of them and of
/// others.
pub fn base(language: &Language, cues: usize) -> Program {
    let mut random = Random::new(2);
    let topics = (0..cues.div_ceil(CUES_OF_TOPIC)).map(|n| {
        let own: Vec<usize> = (0..5).map(|_| language.rank(&mut random, SMALL_WORDS)).collect();
        let cues = (0..CUES_OF_TOPIC).map(|_| Cue {
            weight: CueWeight::Points(1),
            pattern: pattern(language, &mut random, &own),
            shown: String::new(),
        });
        Topic {
            path: n.to_string().into(),
            cues: cues.collect(),
            ..Topic::default()
        }
    });
    Program {
        topics: topics.collect(),
        ..Program::default()
    }
}

fn pattern(language: &Language, random: &mut Random, own: &[usize]) -> Pattern {
    // Two of three words are the topic's own.
    let word = |random: &mut Random| match random.below(3) {
        0 => language.rank(random, SMALL_WORDS),
        _ => own[random.below(own.len())],
    };
    let form = |rank: usize| Pattern::Form(language.form(rank));
    match random.below(20) {
        0..4 => form(language.rank(random, TOO_USUAL_ALONE)),
        4..9 => {
            let mut words = vec![word(random), word(random)];
            if random.below(3) == 0 {
                words.insert(1, language.rank(random, 0));
            }
            Pattern::Phrase(words.into_iter().map(|r| language.form(r)).collect())
        }
        9..14 => Pattern::And(vec![form(word(random)), form(word(random))]),
        14..17 => {
            let distance = 1 + random.below(4) as u32;
            Pattern::Near(Box::new(form(word(random))), distance, Box::new(form(word(random))))
        }
        17 => {
            let words = (0..2 + random.below(3)).map(|_| form(language.rank(random, TOO_USUAL_ALONE)));
            Pattern::Or(words.collect())
        }
        _ => {
            let synonyms = (0..2 + random.below(3)).map(|_| form(word(random)));
            let synonyms = Pattern::Or(synonyms.collect());
            Pattern::And(vec![synonyms, form(word(random))])
        }
    }
}

/// Questions of `words` words; half of them have a phrase that stands in a cue.
pub fn questions(language: &Language, program: &Program, count: usize, words: usize) -> Vec<Question> {
    let mut random = Random::new(3);
    let phrases: Vec<&Vec<String>> = program.topics.iter().flat_map(|t| &t.cues).filter_map(phrase).collect();
    (0..count)
        .map(|n| {
            let mut forms: Vec<String> = (0..words)
                .map(|_| language.form(language.rank(&mut random, 0)))
                .collect();
            if n % 2 == 0 && !phrases.is_empty() {
                let phrase = phrases[random.below(phrases.len())];
                let at = random.below(words - phrase.len());
                forms[at..at + phrase.len()].clone_from_slice(phrase);
            }
            let words = forms.into_iter().map(|form| {
                let word = Word {
                    span: Span::new(0, 0),
                    folded: format!("{form}м").into(),
                    kind: WordKind::Word,
                };
                (word, form)
            });
            Question {
                words: words.collect(),
                ..Question::default()
            }
        })
        .collect()
}

fn phrase(cue: &Cue) -> Option<&Vec<String>> {
    match &cue.pattern {
        Pattern::Phrase(forms) => Some(forms),
        _ => None,
    }
}
