//! Cues: weighted patterns over the normal forms of a question, all of them in one pass.
//!
//! Every cue is filed under its rarest necessary word, beside the two next rare ones. A question
//! looks at the lists of its own words and throws nearly all strangers out by the neighbour's number
//! alone, so that the time goes with the words of the question, not with the number of cues.

mod asked;
mod compile;
mod filed;
mod lexicon;
mod pattern;
#[cfg(test)]
mod tests;

use super::question::Question;
use crate::bundle::program::{Cue, CueWeight, Program, TopicId};
use asked::Asked;
use filed::Filed;
use lexicon::Lexicon;

/// All cues of a program, filed by words.
#[derive(Debug, Default)]
pub struct CueIndex {
    lexicon: Lexicon,
    filed: Filed,
    /// Topic and number in it of each cue.
    places: Vec<(TopicId, u32)>,
}

impl CueIndex {
    /// Files the cues of a program.
    pub fn new(program: &Program) -> Self {
        compile::compile(program)
    }

    /// Cues that match, in order of topic and cue.
    pub fn matches<'p>(&self, program: &'p Program, question: &Question) -> Vec<(TopicId, &'p Cue)> {
        let asked = Asked::new(&self.lexicon, question);
        let mut found = Vec::new();
        self.filed.find(&asked, &mut found);
        found.sort_unstable();
        found.dedup();
        let cues = found.into_iter().filter_map(|cue| {
            let (topic, number) = *self.places.get(cue as usize)?;
            Some((topic, program.topics.get(topic.index())?.cues.get(number as usize)?))
        });
        cues.collect()
    }
}

/// What the cues of one topic say together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CueVerdict {
    /// Sum of points.
    pub points: i32,
    /// A decisive cue matched.
    pub always: bool,
    /// A forbidding cue matched.
    pub never: bool,
}

impl CueVerdict {
    /// Takes one more matched cue in.
    pub fn add(&mut self, weight: CueWeight) {
        match weight {
            CueWeight::Points(p) => self.points = self.points.saturating_add(p),
            CueWeight::Always => self.always = true,
            CueWeight::Never => self.never = true,
        }
    }
}
