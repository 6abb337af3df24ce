//! A question, prepared once for all judges.

use crate::language::Word;
use crate::value::Name;

/// A text with its words, normal forms, entities.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// As it was said.
    pub text: String,
    /// Words and numbers with their normal forms, in order, mistakes mended; signs left out.
    pub words: Vec<(Word, String)>,
    /// Kind, as cues name it, and words of recognised entities.
    pub entities: Vec<(Name, String)>,
    /// Words that were read otherwise than they were written: as written, as read.
    pub corrections: Vec<(String, String)>,
}
