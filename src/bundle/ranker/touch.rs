//! Memory is what a judgement waits for: the rows of a question lie all over the bundle.

use super::FeatureRecord;
use super::Ranker;

/// Bytes that a processor fetches at once.
const CACHE_LINE: usize = 64;

impl Ranker {
    /// Reads here and there of the postings of a feature, so that they are at hand when they are wanted: the
    /// processor waits for the memory of many features at once, where adding them up would wait for each.
    #[inline]
    pub fn touch(&self, record: &FeatureRecord) -> u8 {
        let (classes, weights) = self.postings_of(record);
        let classes = classes.iter().step_by(CACHE_LINE / 2).map(|c| c[0]);
        let weights = weights.iter().step_by(CACHE_LINE).copied();
        let last = self.postings_of(record).0.last().map_or(0, |c| c[0]);
        classes.chain(weights).fold(last, |all, byte| all ^ byte)
    }

    /// As [`Self::touch`] of the phrases of a class.
    pub fn touch_phrases(&self, class: usize) -> u8 {
        let mut phrases = self.phrases(class);
        let (Some(first), last) = (phrases.next(), phrases.last()) else {
            return 0;
        };
        let (terms, _) = self.bytes.get(self.terms.clone()).unwrap_or(&[]).as_chunks::<4>();
        let range = first.first as usize..last.unwrap_or(first).last as usize;
        let terms = terms.get(range).unwrap_or(&[]);
        terms.iter().step_by(CACHE_LINE / 4).fold(0, |all, term| all ^ term[0])
    }
}
