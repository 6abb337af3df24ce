//! A flat hash table from words to their numbers: one array of `u32` that is written and opened as
//! it stands, so that opening costs a copy and not a hash of every word.

/// Most words of a vocabulary: a slot holds 24 bits of number beside 8 bits of hash.
pub(super) const MAX_WORDS: usize = (1 << 24) - 2;

/// Open addressing with linear probing; several numbers may lie under one hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// 0 when empty, else eight bits of the hash above the number plus one. The length is a power
    /// of two, at least twice the number of entries.
    slots: Vec<u32>,
}

impl Table {
    /// Room for `entries`.
    pub(super) fn with_room(entries: usize) -> Self {
        Self {
            slots: vec![0; (entries * 2).next_power_of_two().max(2)],
        }
    }

    /// A table of slots read from a file, when they can be one that holds numbers below `words`.
    pub(super) fn from_slots(slots: Vec<u32>, words: u32) -> Option<Self> {
        let taken = slots.iter().filter(|s| **s != 0).count();
        let sound = slots.len().is_power_of_two()
            && slots.len() >= 2
            && taken <= slots.len() / 2
            && slots
                .iter()
                .all(|s| *s == 0 || matches!(s & 0xff_ffff, n if n != 0 && n <= words));
        sound.then_some(Self { slots })
    }

    pub(super) fn slots(&self) -> &[u32] {
        &self.slots
    }

    fn start(&self, hash: u64) -> usize {
        // The high bits of a product are the mixed ones.
        let bits = self.slots.len().trailing_zeros();
        usize::try_from(hash.checked_shr(64 - bits).unwrap_or(0)).unwrap_or(0)
    }

    /// Adds `number` under `hash`.
    pub(super) fn insert(&mut self, hash: u64, number: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.start(hash);
        for _ in 0..self.slots.len() {
            match self.slots.get_mut(at) {
                Some(slot) if *slot == 0 => {
                    *slot = tag(hash) | (number + 1);
                    return;
                }
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The numbers that may lie under `hash`: the caller compares the words themselves.
    pub(super) fn find(&self, hash: u64) -> Found<'_> {
        Found {
            slots: &self.slots,
            at: self.start(hash),
            tag: tag(hash),
            left: self.slots.len(),
        }
    }
}

/// The low bits of the hash, above a number.
fn tag(hash: u64) -> u32 {
    u32::from(hash.to_le_bytes()[0]) << 24
}

/// Iterator of [`Table::find`].
pub(super) struct Found<'t> {
    slots: &'t [u32],
    at: usize,
    tag: u32,
    left: usize,
}

impl Iterator for Found<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        while self.left > 0 {
            let slot = *self.slots.get(self.at)?;
            if slot == 0 {
                break;
            }
            self.at = (self.at + 1) & (self.slots.len() - 1);
            self.left -= 1;
            if slot & 0xff00_0000 == self.tag {
                return Some((slot & 0xff_ffff) - 1);
            }
        }
        self.left = 0;
        None
    }
}

/// Hash of a word as it is spelt. The same on every machine: it is written to files.
pub(super) fn hash_word(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let (chunks, rest) = word.as_bytes().as_chunks::<8>();
    for chunk in chunks {
        hash = (hash ^ u64::from_le_bytes(*chunk)).wrapping_mul(MIX).rotate_left(29);
    }
    let mut last = u64::try_from(rest.len()).unwrap_or(0) << 56;
    for (i, byte) in rest.iter().enumerate() {
        last |= u64::from(*byte) << (8 * i);
    }
    finish((hash ^ last).wrapping_mul(MIX).rotate_left(29))
}

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads a sum over all bits.
#[inline]
pub(super) fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(MIX);
    hash ^ (hash >> 29)
}
