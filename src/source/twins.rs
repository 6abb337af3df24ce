//! Latin and Cyrillic letters that are taken for each other: one table for all who look for a letter of the wrong
//! alphabet, and for the words of people who typed one.

use Alike::{Capital, Close, Hand, Same};

/// How much two letters are alike, the surest first. Who reads a word for its author must be sure; who only offers
/// a mend may go further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// They look the same in print: «a».
    Same,
    /// They differ a little in print, or only in lower case: «k».
    Close,
    /// Only their capitals look the same: «b» is typed for «в» because «B» is «В».
    Capital,
    /// They look the same in handwriting: «n» and «п».
    Hand,
}

/// Latin, Cyrillic.
#[rustfmt::skip]
const TWINS: [(char, char, Alike); 25] = [
    ('a', 'а', Same), ('c', 'с', Same), ('e', 'е', Same), ('o', 'о', Same), ('p', 'р', Same), ('x', 'х', Same),
    ('y', 'у', Same),
    ('A', 'А', Same), ('B', 'В', Same), ('C', 'С', Same), ('E', 'Е', Same), ('H', 'Н', Same), ('K', 'К', Same),
    ('M', 'М', Same), ('O', 'О', Same), ('P', 'Р', Same), ('T', 'Т', Same), ('X', 'Х', Same),
    ('k', 'к', Close), ('m', 'м', Close), ('t', 'т', Close), ('Y', 'У', Close),
    ('b', 'в', Capital), ('h', 'н', Capital),
    ('n', 'п', Hand),
];

/// The Cyrillic letter that a Latin one may have been typed for, where they are at least so much alike.
pub fn cyrillic_twin(latin: char, alike: Alike) -> Option<char> {
    let mut twins = TWINS.iter().filter(|(.., a)| *a <= alike);
    twins.find(|(l, ..)| *l == latin).map(|(_, c, _)| *c)
}

/// The Latin letter that a Cyrillic one may have been typed for, where they are at least so much alike.
pub fn latin_twin(cyrillic: char, alike: Alike) -> Option<char> {
    let mut twins = TWINS.iter().filter(|(.., a)| *a <= alike);
    twins.find(|(_, c, _)| *c == cyrillic).map(|(l, ..)| *l)
}

#[cfg(test)]
mod tests;
