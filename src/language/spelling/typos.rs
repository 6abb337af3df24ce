//! Mistyped words read as words of the base.

use super::candidates::{Candidate, MIN_LETTERS, candidates};
use super::{Change, ChangeKind, Mended, SURE, Spelling, spaces};
use crate::language::words::{Word, WordKind};

/// After these a name follows.
const BEFORE_NAMES: &[&str] = &[
    "улица",
    "улице",
    "улицы",
    "улицу",
    "ул",
    "проспект",
    "проспекте",
    "пр-т",
    "переулок",
    "переулке",
    "пер",
    "шоссе",
    "бульвар",
    "город",
    "городе",
    "города",
    "поселок",
    "поселке",
    "деревня",
    "деревне",
    "село",
    "селе",
    "зовут",
    "фамилия",
    "фамилию",
    "имя",
    "отчество",
    "street",
    "avenue",
    "mr",
    "mrs",
    "ms",
];

/// Corrects the unknown words of `mended`.
pub(super) fn mend(spelling: &Spelling<'_>, text: &str, mended: &mut Mended) {
    let mut at = 0;
    while let Some(word) = mended.words.get(at) {
        if spelling.leaves(word) || is_name(text, &mended.words, at) {
            at += 1;
            continue;
        }
        let read = match word.folded.contains('-') {
            true => hyphenated(spelling, &word.folded),
            false => single(spelling, &word.folded),
        };
        let Some(read) = read else {
            at += 1;
            continue;
        };
        let span = word.span;
        let from = text.get(span.range()).unwrap_or("").into();
        let change = |to: Box<str>, others| Change {
            span,
            from,
            to,
            kind: read.kind,
            score: read.score,
            others,
        };
        if read.score < SURE {
            mended.doubts.push(change(read.words.join(" ").into(), read.others));
            at += 1;
            continue;
        }
        let change = change(read.words.join(" ").into(), read.others);
        // What was read in another layout or alphabet and then corrected is one change.
        let earlier = mended.changes.iter_mut().find(|earlier| earlier.span.contains(span));
        match earlier {
            Some(earlier) if earlier.span == span => {
                earlier.to = change.to;
                earlier.others = change.others;
                earlier.score = earlier.score.min(change.score);
            }
            Some(earlier) => {
                earlier.to = earlier.to.replacen(&*word.folded, &change.to, 1).into();
                earlier.score = earlier.score.min(change.score);
            }
            None => mended.changes.push(change),
        }
        let words = read.words.iter().map(|folded| Word {
            span,
            folded: folded.as_str().into(),
            kind: WordKind::Word,
        });
        let count = read.words.len();
        mended.words.splice(at..=at, words);
        at += count;
    }
}

/// Certainty from which on another ending of the same word is taken.
const SAME_STEM: f32 = 0.3;

struct Read {
    words: Vec<String>,
    kind: ChangeKind,
    score: f32,
    others: Vec<Candidate>,
}

fn single(spelling: &Spelling<'_>, word: &str) -> Option<Read> {
    if word.chars().count() < MIN_LETTERS {
        return None;
    }
    if let Some(plain) = shortened(spelling, word) {
        return Some(Read {
            words: vec![plain],
            kind: ChangeKind::Typo,
            score: 0.9,
            others: Vec::new(),
        });
    }
    let mut found = candidates(spelling.vocabulary, spelling.lexicon, word);
    // A stem of the base with an unknown ending means what the word of the base means: only the ending
    // may be mended, and only where a dictionary would know a right one.
    if spelling.vocabulary.contains_stem(word) {
        if !spelling.lexicon.is_broad() {
            return None;
        }
        let stem = spelling.vocabulary.stem(word);
        found.retain(|c| c.score >= SAME_STEM && spelling.vocabulary.stem(&c.word) == stem);
        found.iter_mut().for_each(|c| c.score = c.score.max(SURE));
        found.truncate(1);
    }
    let mut found = found.into_iter();
    let best = found.next();
    let parts = spaces::split(spelling, word);
    let sure = best.as_ref().map_or(0.0, |best| best.score);
    match (parts, best) {
        (Some((head, tail, score)), _) if sure < score => Some(Read {
            words: vec![head.to_owned(), tail.to_owned()],
            kind: ChangeKind::Split,
            score,
            others: Vec::new(),
        }),
        (_, Some(best)) => Some(Read {
            words: vec![best.word.into()],
            kind: ChangeKind::Typo,
            score: best.score,
            others: found.collect(),
        }),
        _ => None,
    }
}

/// A hyphenated word with its unknown parts corrected.
fn hyphenated(spelling: &Spelling<'_>, word: &str) -> Option<Read> {
    let mut score = 1.0_f32;
    let mut parts = Vec::new();
    for part in word.split('-') {
        if spelling.knows_whole(part) || part.is_empty() {
            parts.push(part.to_owned());
            continue;
        }
        let read = single(spelling, part).filter(|read| read.score >= SURE)?;
        score = score.min(read.score);
        parts.push(read.words.join(" "));
    }
    Some(Read {
        words: vec![parts.join("-")],
        kind: ChangeKind::Typo,
        score,
        others: Vec::new(),
    })
}

/// «Пожааалуйста»: a letter three times or more is one or two, if that is a known word.
fn shortened(spelling: &Spelling<'_>, word: &str) -> Option<String> {
    let mut once = String::new();
    let mut twice = String::new();
    let mut letters = word.chars().peekable();
    let mut long = false;
    while let Some(letter) = letters.next() {
        let mut run = 1;
        while letters.next_if_eq(&letter).is_some() {
            run += 1;
        }
        long |= run > 2;
        once.push(letter);
        twice.push(letter);
        if run == 2 {
            once.push(letter);
        }
        if run > 1 {
            twice.push(letter);
        }
    }
    if !long {
        return None;
    }
    let weight = |word: &String| spelling.vocabulary.weight(word).unwrap_or(0.0);
    [once, twice]
        .into_iter()
        .filter(|word| word.chars().count() > 2 && spelling.knows_whole(word))
        .max_by(|a, b| weight(a).total_cmp(&weight(b)))
}

/// Whether word `at` is probably a name: it has a capital inside a sentence that is not all capitals, or
/// stands where names stand, or belongs to an address of the network.
fn is_name(text: &str, words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    let after = words.get(at + 1);
    let typed = text.get(word.span.range()).unwrap_or("");
    let capital = |typed: &str| {
        let mut letters = typed.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
    };
    let inside = before.is_some_and(|w| w.kind != WordKind::Punct || matches!(&*w.folded, "," | "-"));
    // Who writes Every Word so, says nothing by it.
    let titles = || {
        let typed = words.iter().filter(|w| w.kind == WordKind::Word);
        typed
            .filter(|w| capital(text.get(w.span.range()).unwrap_or("")))
            .count()
    };
    let named = inside && capital(typed) && titles() * 2 <= words.len();
    let introduced = before.is_some_and(|w| BEFORE_NAMES.contains(&&*w.folded))
        || before.is_some_and(|w| &*w.folded == ".")
            && at
                .checked_sub(2)
                .and_then(|i| words.get(i))
                .is_some_and(|w| matches!(&*w.folded, "ул" | "г" | "пр" | "пер"));
    let glued = |w: Option<&Word>| {
        w.is_some_and(|w| {
            (w.span.end == word.span.start || w.span.start == word.span.end)
                && (matches!(&*w.folded, "@" | "/" | "_" | "\\" | "#" | "&" | "=")
                    || typed.is_ascii() && matches!(&*w.folded, "." | ":"))
        })
    };
    let network = glued(before) || glued(after) && !ends_sentence(words, at);
    named || introduced || network
}

/// Whether the sign after word `at` stands before a space.
fn ends_sentence(words: &[Word], at: usize) -> bool {
    let (sign, next) = (words.get(at + 1), words.get(at + 2));
    let dot = sign.is_some_and(|s| matches!(&*s.folded, "." | ":"));
    dot && !matches!((sign, next), (Some(sign), Some(next)) if sign.touches(next))
}
