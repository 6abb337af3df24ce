//! Where records are written to and read from.

use super::strings::{Strings, StringsWriter};
use super::{MAX_DEPTH, Record};

/// Collects records and the strings they name.
#[derive(Debug, Default)]
pub struct Writer {
    pub(super) out: Vec<u8>,
    pub(super) strings: StringsWriter,
}

impl Writer {
    pub(super) fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        self.out.extend_from_slice(&bytes);
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.out.push(byte);
    }

    pub(super) fn text(&mut self, text: &str) {
        let number = self.strings.number(text);
        self.put(number.to_le_bytes());
    }

    /// The bytes of a section: a count, zero, the end of each record but the last and that of the last, and
    /// the records.
    pub fn rows<'r, T: Record + 'r>(&mut self, records: impl IntoIterator<Item = &'r T>) -> Vec<u8> {
        self.out.clear();
        let mut starts = vec![0_u32];
        for record in records {
            record.write(self);
            starts.push(u32::try_from(self.out.len()).unwrap_or(u32::MAX));
        }
        super::list::section(&starts, &self.out)
    }

    /// The bytes of one record.
    pub fn one<T: Record>(&mut self, record: &T) -> Vec<u8> {
        self.out.clear();
        record.write(self);
        std::mem::take(&mut self.out)
    }

    /// The bytes of the section of strings: all that were named, in the order in which they first were.
    pub fn strings(&self) -> Vec<u8> {
        self.strings.section()
    }
}

/// Reads one record.
#[derive(Debug)]
pub struct Reader<'b> {
    pub(super) rest: &'b [u8],
    pub(super) strings: &'b Strings,
    depth: u32,
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8], strings: &'b Strings) -> Self {
        Self {
            rest: bytes,
            strings,
            depth: 0,
        }
    }

    /// From the start of another record.
    #[inline]
    pub(super) fn again(&mut self, bytes: &'b [u8]) {
        self.rest = bytes;
        self.depth = 0;
    }

    #[inline]
    pub(super) fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*head)
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    #[inline]
    pub(super) fn number(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let number = self.number()?;
        self.strings.get(number)
    }

    /// A count of things that take at least a byte each.
    #[inline]
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.rest.len()).then_some(count)
    }

    /// Into a value that may hold values of its own type.
    #[inline]
    pub(super) fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    #[inline]
    pub(super) fn higher(&mut self) {
        self.depth -= 1;
    }

    /// A whole record: nothing may follow it.
    pub fn whole<T: Record>(bytes: &'b [u8], strings: &'b Strings) -> Option<T> {
        let mut reader = Self::new(bytes, strings);
        let value = T::read(&mut reader)?;
        reader.rest.is_empty().then_some(value)
    }
}
