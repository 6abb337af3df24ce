//! A question, prepared once for all judges.

use crate::language::Word;
use crate::value::Name;

/// Words with their normal forms, and entities.
#[derive(Debug, Default)]
pub struct Question {
    /// In order, signs left out.
    pub words: Vec<(Word, String)>,
    /// Kind and words of recognised entities.
    pub entities: Vec<(Name, String)>,
}
