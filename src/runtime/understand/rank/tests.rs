use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::bundle::ranker::{NEGATIVE, RankerParts, Row};
use crate::language::{WordKeys, WordKind, features, runs, unknown_square, vector};
use crate::span::Span;
use proptest::prelude::*;

const CLASSES: usize = 130;

fn words(numbers: &[u8]) -> Vec<(Word, String)> {
    let word = |n: &u8| {
        let folded: String = [n / 36, n / 6 % 6, n % 6, n % 5]
            .iter()
            .filter_map(|n| "абвгде".chars().nth(usize::from(*n)))
            .collect();
        let word = Word {
            span: Span::default(),
            folded: folded.as_str().into(),
            kind: WordKind::Word,
        };
        (word, folded)
    };
    numbers.iter().map(word).collect()
}

/// A ranker of random weights over the features of some texts. `whole` of their words are added up.
fn parts(texts: &[Vec<u8>], weights: &[i8], whole: usize) -> RankerParts {
    let mut parts = RankerParts {
        topics: 1,
        classes: (0..CLASSES).map(|c| (c as f32 / 1000.0, vec![0])).collect(),
        phrases: vec![Vec::new(); CLASSES],
        ..RankerParts::default()
    };
    let at = |features: &[(u64, f32, Row)], key: u64| features.iter().position(|f| f.0 == key);
    let mut weight = weights.iter().cycle().enumerate();
    let mut found = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let words = words(text);
        features(&words, &mut found);
        // Runs that no text has are left to chance, too: every fifth is unknown.
        for f in found.iter().filter(|f| f.key % 5 != 0) {
            if at(&parts.features, f.key).is_none() {
                let mut row: Row = weight
                    .by_ref()
                    .take(6)
                    .map(|(i, w)| (((i * 37 + n * 11) % CLASSES) as u16, f32::from(*w)))
                    .collect();
                row.sort_by_key(|(class, _)| *class);
                row.dedup_by_key(|(class, _)| *class);
                parts.features.push((f.key, 1.0 + (f.key % 7) as f32, row));
            }
        }
        let known = words.iter().map(|(w, form)| WordKeys::of(w, form).form);
        let terms: BTreeSet<u32> = known.filter_map(|k| at(&parts.features, k)).map(|n| n as u32).collect();
        let number = n as u32 + if n % 4 == 3 { NEGATIVE } else { 0 };
        parts.phrases[n % CLASSES].push((0, number, terms.into_iter().collect()));
    }
    let unknown = unknown_square(rarest(&parts));
    let distinct: BTreeSet<u8> = texts.iter().flatten().copied().collect();
    for n in distinct.into_iter().take(whole) {
        let (word, form) = &words(&[n])[0];
        let (mut square, mut sums) = (0.0, vec![0.0; CLASSES]);
        runs(word, |key| match at(&parts.features, key) {
            None => square += unknown,
            Some(f) => {
                let (_, idf, row) = &parts.features[f];
                square += idf * idf;
                row.iter().for_each(|(class, w)| sums[usize::from(*class)] += idf * w);
            }
        });
        let row = (0..).zip(sums).filter(|(_, w)| *w != 0.0).collect();
        let key = WordKeys::of(word, form).letters.expect("a word");
        parts.words.push((key, square, row));
    }
    parts
}

fn rarest(parts: &RankerParts) -> f32 {
    parts.features.iter().map(|f| f.1).fold(1.0, f32::max)
}

fn opened(parts: &RankerParts) -> Ranker {
    let bytes: Arc<[u8]> = parts.to_bytes().into();
    let length = bytes.len();
    Ranker::open(&bytes, 0..length, 1).expect("opens")
}

/// Every margin by the definition.
fn plain(parts: &RankerParts, asked: &[(Word, String)]) -> Vec<f32> {
    let mut found = Vec::new();
    features(asked, &mut found);
    let known = |key: u64| {
        let n = parts.features.iter().position(|f| f.0 == key)?;
        Some((n as u32, parts.features[n].1))
    };
    let mut margins: Vec<f32> = parts.classes.iter().map(|c| c.0).collect();
    for w in vector(&found, rarest(parts), known) {
        for (class, weight) in &parts.features[w.id as usize].2 {
            margins[usize::from(*class)] += w.weight * weight;
        }
    }
    margins
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Words whose letters were added up, words that were not, unknown ones, repeated ones: the margins are
    /// those of the plain sum over all features, but for the eight bits of the weights.
    #[test]
    fn letters_added_up_beforehand_give_the_plain_sums(
        texts in prop::collection::vec(prop::collection::vec(0_u8..120, 1..8), 1..12),
        weights in prop::collection::vec(any::<i8>(), 40..80),
        whole in 0_usize..60,
        asked in prop::collection::vec(0_u8..160, 1..12),
    ) {
        let parts = parts(&texts, &weights, whole);
        let ranker = opened(&parts);
        let asked = words(&asked);
        let want = plain(&parts, &asked);
        let ranking = rank(&ranker, &asked);
        // A row is kept in steps of a 127th of its largest weight.
        let slack = 1.5;
        for ranked in &ranking.ranked {
            prop_assert!(
                (ranked.margin - want[ranked.class]).abs() < slack,
                "{} and {}", ranked.margin, want[ranked.class]
            );
        }
        if let (KEPT, Some(least)) = (ranking.ranked.len(), ranking.ranked.last()) {
            // Classes that no word speaks of are not ranked at all.
            let spoken = |c: &usize| (want[*c] - parts.classes[*c].0).abs() > 1e-3;
            let missed = (0..CLASSES).filter(|c| spoken(c) && ranking.ranked.iter().all(|r| r.class != *c));
            for class in missed {
                prop_assert!(want[class] <= least.margin + slack);
            }
        }
        let mut order = ranking.ranked.clone();
        order.sort_by(|a, b| b.margin.total_cmp(&a.margin).then(a.class.cmp(&b.class)));
        prop_assert_eq!(&order, &ranking.ranked);
        // Nothing is left over for the next question.
        prop_assert_eq!(rank(&ranker, &asked), ranking);
    }

    #[test]
    fn the_nearest_phrase_is_that_of_the_greatest_cosine(
        texts in prop::collection::vec(prop::collection::vec(0_u8..40, 1..8), 1..30),
        asked in prop::collection::vec(0_u8..50, 1..10),
    ) {
        let parts = parts(&texts, &[3, -2, 5], 0);
        let ranker = opened(&parts);
        let asked = words(&asked);
        let idf = |t: u32| f64::from(parts.features[t as usize].1);
        let keys: BTreeSet<u64> = asked.iter().map(|(w, f)| WordKeys::of(w, f).form).collect();
        let known = |k: &u64| parts.features.iter().position(|f| f.0 == *k).map(|n| n as u32);
        let terms: BTreeSet<u32> = keys.iter().filter_map(known).collect();
        let unknown = (keys.len() - terms.len()) as f64 * f64::from(rarest(&parts)).powi(2);
        let square = |terms: &BTreeSet<u32>| terms.iter().map(|t| idf(*t).powi(2)).sum::<f64>();
        let norm = (square(&terms) + unknown).sqrt();
        for ranked in rank(&ranker, &asked).ranked {
            let (mut best, mut against, mut covers) = (0.0_f64, 0.0_f64, false);
            for (_, number, of) in &parts.phrases[ranked.class] {
                let of: BTreeSet<u32> = of.iter().copied().collect();
                let both: BTreeSet<u32> = of.intersection(&terms).copied().collect();
                let cosine = square(&both) / (norm * square(&of).sqrt()).max(1e-9);
                if *number >= NEGATIVE {
                    against = against.max(cosine);
                } else if cosine > best {
                    best = cosine;
                    covers = unknown == 0.0 && both == terms;
                }
            }
            prop_assert!((f64::from(ranked.likeness) - best).abs() < 1e-3);
            prop_assert!((f64::from(ranked.against) - against).abs() < 1e-3);
            prop_assert_eq!(ranked.covers, covers);
        }
    }
}
