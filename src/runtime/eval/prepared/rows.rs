//! Sets of rows, and for each position of a column the set that passes there.

use super::index::Positions;

/// Most words that the sets of one column take; beyond it only every so many are kept whole.
const BUDGET: usize = 1 << 18;
const BITS: usize = u64::BITS as usize;

/// A set of rows, 64 to a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowSet(pub(super) Vec<u64>);

impl RowSet {
    pub(super) fn none(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(BITS)])
    }

    pub(super) fn fill(&mut self, rows: usize) {
        self.0.clear();
        self.0.resize(rows.div_ceil(BITS), u64::MAX);
        if let Some(last) = self.0.last_mut()
            && rows % BITS != 0
        {
            *last = (1 << (rows % BITS)) - 1;
        }
    }

    pub(super) fn copy(&mut self, words: &[u64]) {
        self.0.clear();
        self.0.extend_from_slice(words);
    }

    pub(super) fn add(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / BITS) {
            *word |= 1 << (row % BITS);
        }
    }

    fn flip(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / BITS) {
            *word ^= 1 << (row % BITS);
        }
    }

    pub(super) fn has(&self, row: usize) -> bool {
        self.0.get(row / BITS).is_some_and(|w| w >> (row % BITS) & 1 == 1)
    }

    pub(super) fn and(&mut self, words: &[u64]) {
        for (own, other) in self.0.iter_mut().zip(words) {
            *own &= other;
        }
    }

    pub(super) fn or(&mut self, words: &[u64]) {
        for (own, other) in self.0.iter_mut().zip(words) {
            *own |= other;
        }
    }

    /// Rows of the set, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(n, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    n * BITS + bit
                })
            })
        })
    }
}

/// For each position of a column, the rows whose cell passes there. Sets of every `every`-th position
/// are whole; between them stands which rows change.
#[derive(Debug)]
pub(super) struct Passing {
    words: usize,
    every: usize,
    whole: Vec<u64>,
    /// Rows that change at a position, position after position.
    changes: Vec<u32>,
    /// For each position, where its changes end.
    ends: Vec<u32>,
}

impl Passing {
    /// From the positions at which the cell of each row passes.
    pub(super) fn new(rows: &[Positions], positions: u32) -> Self {
        Self::within(rows, positions, BUDGET)
    }

    /// As [`Self::new`], with whole sets of no more than about so many words.
    pub(super) fn within(rows: &[Positions], positions: u32, budget: usize) -> Self {
        let words = rows.len().div_ceil(BITS);
        let count = positions as usize;
        let mut changes: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (row, intervals) in (0_u32..).zip(rows) {
            for (low, high) in intervals {
                for at in [*low as usize, *high as usize + 1] {
                    if let Some(list) = changes.get_mut(at) {
                        list.push(row);
                    }
                }
            }
        }
        let every = (count * words).div_ceil(budget).max(1);
        let mut passing = Self {
            words,
            every,
            whole: Vec::with_capacity(count.div_ceil(every) * words),
            changes: Vec::new(),
            ends: Vec::with_capacity(count),
        };
        let mut now = RowSet::none(rows.len());
        for (at, list) in changes.iter().enumerate() {
            list.iter().for_each(|row| now.flip(*row as usize));
            if at % every == 0 {
                passing.whole.extend_from_slice(&now.0);
            } else {
                passing.changes.extend_from_slice(list);
            }
            passing
                .ends
                .push(u32::try_from(passing.changes.len()).unwrap_or(u32::MAX));
        }
        passing
    }

    /// The rows that pass at a position, in `room` where they do not stand ready.
    pub(super) fn at<'s>(&'s self, position: u32, room: &'s mut RowSet) -> &'s [u64] {
        let position = position as usize;
        let start = position / self.every;
        let words = self
            .whole
            .get(start * self.words..(start + 1) * self.words)
            .unwrap_or(&[]);
        if position % self.every == 0 {
            return words;
        }
        room.copy(words);
        let end = |at: usize| self.ends.get(at).map_or(0, |e| *e as usize);
        let changes = self.changes.get(end(start * self.every)..end(position)).unwrap_or(&[]);
        changes.iter().for_each(|row| room.flip(*row as usize));
        &room.0
    }
}
