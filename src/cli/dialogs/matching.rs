//! Whether something that was said is what a test expects.

use similar::TextDiff;

/// A text on one line with single spaces; a non-breaking space is a space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `text` is what `pattern` says; `*` stands for any run of words, none included.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (one_line(pattern), one_line(text));
    // "срок * дней" also means "срок дней": the run of words may be empty, and then one space is left.
    glob(&pattern, &text) || (pattern.contains(" * ") && glob(&pattern.replace(" * ", " "), &text))
}

fn glob(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(first) = pieces.next() else {
        return text.is_empty();
    };
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// How much a text is like an expectation, from 0 to 1.
pub fn likeness(expected: &str, said: &str) -> f32 {
    TextDiff::from_words(expected, said).ratio()
}

/// Index of the text that is most like the expectation.
pub fn closest(expected: &str, said: &[String]) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (n, text) in said.iter().enumerate() {
        let like = likeness(expected, text);
        if best.is_none_or(|(_, b)| like > b) {
            best = Some((n, like));
        }
    }
    best.map(|(n, _)| n)
}

/// Pairs expectations with texts, both in order, so that the pairs are as alike as possible. One
/// entry for each expectation; none is left without a pair while a text is free.
pub fn pair(expected: &[&str], said: &[&str]) -> Vec<Option<usize>> {
    let (rows, columns) = (expected.len(), said.len());
    // best[i][j]: the greatest likeness of the expectations from i on with the texts from j on.
    let mut best = vec![vec![0.0_f32; columns + 1]; rows + 1];
    let score = |best: &[Vec<f32>], i: usize, j: usize| best.get(i).and_then(|r| r.get(j)).copied().unwrap_or(0.0);
    // Even two texts that have nothing in common are better paired than not.
    let like = |i: usize, j: usize| match (expected.get(i), said.get(j)) {
        (Some(e), Some(s)) => 0.01 + likeness(e, s),
        _ => 0.0,
    };
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let together = like(i, j) + score(&best, i + 1, j + 1);
            let value = together.max(score(&best, i + 1, j)).max(score(&best, i, j + 1));
            if let Some(cell) = best.get_mut(i).and_then(|r| r.get_mut(j)) {
                *cell = value;
            }
        }
    }
    let mut pairs = vec![None; rows];
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        let here = score(&best, i, j);
        if here <= score(&best, i, j + 1) {
            j += 1;
        } else if here <= score(&best, i + 1, j) {
            i += 1;
        } else {
            if let Some(slot) = pairs.get_mut(i) {
                *slot = Some(j);
            }
            i += 1;
            j += 1;
        }
    }
    pairs
}
