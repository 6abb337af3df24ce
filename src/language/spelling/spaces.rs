//! Spaces put in and left out: «посо бие», «неполучается».

use super::candidates::MIN_LETTERS;
use super::sounds::MAX_LETTERS;
use super::{Change, ChangeKind, Mended, Spelling};
use crate::language::words::{Word, WordKind};

/// Joins neighbours of which one is unknown into a word of the base.
pub(super) fn join(spelling: &Spelling<'_>, text: &str, mended: &mut Mended) {
    let mut at = 0;
    while let (Some(a), Some(b)) = (mended.words.get(at), mended.words.get(at + 1)) {
        let between = text.get(a.span.end as usize..b.span.start as usize);
        let words = a.kind == WordKind::Word && b.kind == WordKind::Word && between == Some(" ");
        if words && !(spelling.knows(&a.folded) && spelling.knows(&b.folded)) {
            let whole = format!("{}{}", a.folded, b.folded);
            if whole.chars().count() > MIN_LETTERS && spelling.vocabulary.contains(&whole) {
                let span = a.span.to(b.span);
                mended.changes.retain(|change| !span.contains(change.span));
                mended.changes.push(Change {
                    span,
                    from: text.get(span.range()).unwrap_or("").into(),
                    to: whole.as_str().into(),
                    kind: ChangeKind::Joined,
                    score: 0.9,
                    others: Vec::new(),
                });
                let word = Word {
                    span,
                    folded: whole.into(),
                    kind: WordKind::Word,
                };
                mended.words.splice(at..at + 2, [word]);
            }
        }
        at += 1;
    }
}

/// Prepositions that are run together with the next word, and prefixes that look like words.
#[rustfmt::skip]
const PREFIXES: [&str; 33] = [
    "в", "и", "к", "о", "с", "у", "я", "а", "на", "за", "от", "по", "до", "из", "об", "вы", "при", "про", "под", "над", "без",
    "для", "раз", "рас", "пере", "само", "авто", "re", "un", "im", "in", "de", "out",
];
/// Short words that are run together with their neighbours.
const PARTICLES: [&str; 14] = [
    "не", "ни", "то", "ли", "бы", "же", "my", "to", "is", "of", "it", "i", "me", "up",
];

/// Two known words that an unknown one is run together from, and how surely.
pub(super) fn split<'w>(spelling: &Spelling<'_>, word: &'w str) -> Option<(&'w str, &'w str, f32)> {
    let letters = word.chars().count();
    // A base has no longer words than that; every place of a longer one would be tried for nothing.
    if letters <= MIN_LETTERS || letters > 2 * MAX_LETTERS || word.contains('-') {
        return None;
    }
    let base = |piece: &str| spelling.vocabulary.contains(piece);
    let broad = spelling.lexicon.is_broad();
    let mut best: Option<(&str, &str, f32)> = None;
    for (left, (at, _)) in word.char_indices().enumerate().skip(1) {
        let Some((head, tail)) = word.split_at_checked(at) else {
            continue;
        };
        let short = left.min(letters - left);
        let score = if PREFIXES.contains(&head) {
            // A dictionary that does not know the whole word makes a prefix unlikely.
            let apart = broad && letters - left > MIN_LETTERS && base(head) && base(tail);
            if apart { 0.65 } else { continue }
        } else if PARTICLES.contains(&head) || PARTICLES.contains(&tail) {
            let long = if left > short { head } else { tail };
            let apart = letters - short > 2 && base(long) || letters - short > 3 && spelling.knows_whole(long);
            if apart { 0.9 } else { continue }
        } else if short > 2 && (broad || short > 3) && spelling.knows_whole(head) && spelling.knows_whole(tail) {
            // A short piece must be a word of the base: dictionaries hold every few letters.
            let of_the_base = base(head) && base(tail) || short > 3 && (base(head) || base(tail));
            if of_the_base { 0.8 } else { continue }
        } else {
            continue;
        };
        let weight = |piece: &str| spelling.vocabulary.weight(piece).unwrap_or(0.0);
        let score = score + 0.005 * weight(head).min(weight(tail));
        if best.is_none_or(|(_, _, other)| score > other) {
            best = Some((head, tail, score));
        }
    }
    best
}
