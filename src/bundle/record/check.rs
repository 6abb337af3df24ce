//! What checking carries along.

use super::Record;
use super::read::Reader;
use super::strings::Strings;

macro_rules! counts {
    ($($name:ident)*) => {
        /// How many of each there are: what a number may name.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Counts {
            $(pub $name: usize,)*
        }
    };
}

counts! {
    strings facts exprs texts scenarios steps nodes handlers topics queues sources decisions rules measures outcomes
    grounds directories parameters
}

/// Walks over the bytes of a record.
#[derive(Debug)]
pub struct Checker<'b> {
    pub(super) from: Reader<'b>,
    pub counts: Counts,
    /// Expressions that may be named: all, or those before the one that is checked.
    pub exprs: usize,
    /// How deep each expression is nested, and how many nodes it has where each operand is counted as often as it is
    /// named, while expressions are checked.
    pub shapes: Vec<(u16, u32)>,
    /// The deepest expression named since it was set to 0.
    pub deepest: u16,
    /// The nodes of the expressions named since it was set to 0.
    pub nodes: u32,
    /// Steps that a jump may lead to: first, one past the last.
    pub steps: (u32, u32),
    /// The first and one past the last step named since it was set to [`NO_STEPS`].
    pub jumps: (u32, u32),
    /// For each list of handlers the steps that it leads to, as in [`Self::jumps`].
    pub handlers: Vec<(u32, u32)>,
    /// Columns of the table whose rows are checked: inputs, outputs.
    pub(super) columns: (u32, u32),
    /// Topics above topics and topics that answer for topics, in order of the topics.
    pub above: [Vec<Option<u32>>; 2],
}

/// No step yet.
pub const NO_STEPS: (u32, u32) = (u32::MAX, 0);

impl<'b> Checker<'b> {
    pub fn new(strings: &'b Strings, counts: Counts) -> Self {
        Self {
            from: Reader::new(&[], strings),
            exprs: counts.exprs,
            counts,
            shapes: Vec::new(),
            deepest: 0,
            nodes: 0,
            steps: (0, 0),
            jumps: NO_STEPS,
            handlers: Vec::new(),
            columns: (0, 0),
            above: [Vec::new(), Vec::new()],
        }
    }

    /// Checks one record, behind which nothing may stand.
    #[inline]
    pub fn whole<T: Record>(&mut self, bytes: &'b [u8]) -> Option<()> {
        self.from.again(bytes);
        T::check(self)?;
        self.from.rest.is_empty().then_some(())
    }

    /// A number below a count.
    #[inline]
    pub(super) fn below(&mut self, count: usize) -> Option<u32> {
        let number = self.from.number()?;
        ((number as usize) < count).then_some(number)
    }

    /// A list; how many items it has.
    #[inline]
    pub(super) fn list<T: Record>(&mut self) -> Option<u32> {
        let count = self.from.count()?;
        for _ in 0..count {
            T::check(self)?;
        }
        u32::try_from(count).ok()
    }
}
