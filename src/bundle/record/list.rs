//! A section of records of different lengths.
//!
//! ```text
//! offset       size      field
//!      0          4      number of records n
//!      4          4      0
//!      8  4 × (n + 1)    where each record begins, counted from the first, and the length of all
//!      …                 the records
//! ```

use std::ops::Range;

use tantivy::directory::OwnedBytes;

const HEADER: usize = 8;

/// The bytes of a section.
pub(super) fn section(starts: &[u32], records: &[u8]) -> Vec<u8> {
    let count = u32::try_from(starts.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let mut out = Vec::with_capacity(HEADER + starts.len() * 4 + records.len());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&0_u32.to_le_bytes());
    for start in starts {
        out.extend_from_slice(&start.to_le_bytes());
    }
    out.extend_from_slice(records);
    out
}

/// Such a section, in place.
#[derive(Clone, Debug)]
pub struct Rows {
    starts: OwnedBytes,
    records: OwnedBytes,
    count: usize,
}

impl Rows {
    /// Of the bytes of a section; the starts are not looked at yet.
    pub fn open(section: OwnedBytes) -> Option<Self> {
        let (header, _) = section.as_slice().split_first_chunk::<HEADER>()?;
        let [a, b, c, d, 0, 0, 0, 0] = *header else { return None };
        let count = u32::from_le_bytes([a, b, c, d]) as usize;
        let records = HEADER.checked_add(count.checked_add(1)?.checked_mul(4)?)?;
        if records > section.len() {
            return None;
        }
        Some(Self {
            starts: section.slice(HEADER..records),
            records: section.slice(records..section.len()),
            count,
        })
    }

    /// Number of records.
    #[inline]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Where records begin, and their length.
    pub fn starts(&self) -> impl ExactSizeIterator<Item = u32> + '_ {
        let (starts, _) = self.starts.as_slice().as_chunks::<4>();
        starts.iter().map(|s| u32::from_le_bytes(*s))
    }

    /// All records.
    pub fn records(&self) -> &[u8] {
        self.records.as_slice()
    }

    #[inline]
    fn range(&self, at: usize) -> Option<Range<usize>> {
        let (starts, _) = self.starts.as_slice().as_chunks::<4>();
        let [start, end] = starts.get(at..at.checked_add(2)?)? else {
            return None;
        };
        Some(u32::from_le_bytes(*start) as usize..u32::from_le_bytes(*end) as usize)
    }

    /// The bytes of a record.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&[u8]> {
        self.records.as_slice().get(self.range(at)?)
    }
}
