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

use tantivy::directory::OwnedBytes;

use super::question::Question;
use crate::bundle::flat::Flat;
use crate::bundle::program::{Cue, CueWeight, Program, TopicId};
use asked::Asked;
use filed::Filed;
use lexicon::{Lexicon, OwnedText};
use pattern::Store;

/// Version of the layout.
const VERSION: u32 = 1;
/// Numbers of the header: version, whether some cue asks for an exact word, lengths of the parts.
const HEADER: usize = 12;
/// Parts of the section.
const PARTS: usize = 10;

/// All cues of a program, filed by words. A section of a bundle, used where it lies:
///
/// ```text
/// header    12 × u32: version 1, whether some cue asks for an exact word (0 or 1), the lengths of the ten
///           parts in bytes
/// slots     a power of two × (first byte and length of a word u32, features as a form and as an exact word
///           u32): at the hash of the word (FNV-1a of 64 bits, its low half), or the next that was free; a
///           length of u32::MAX is an empty slot, a feature of u32::MAX is none
/// prefixes  (first byte, length, feature, number of the longest other prefix of it or u32::MAX), by text
/// entities  (first byte, length, feature) of kinds of entities
/// starts    u32: the first entry of each feature, and the number of entries
/// entries   (second and third feature that is needed, pattern, cue): u32::MAX is none; by second feature
/// always    (cue, pattern): checked for every question
/// nodes     (tag, a, b) of patterns: 0 feature a, 1 phrase of b forms from a, 2 all, 3 any, 4 not of the
///           parts in the a nodes that follow, 5 two parts at most b words apart
/// forms     u32: features of phrases
/// places    (topic, number of the cue in it) of each cue
/// text      the words, prefixes and kinds
/// ```
#[derive(Debug, Default)]
pub struct CueIndex {
    lexicon: Lexicon,
    filed: Filed,
    /// Topic and number in it of each cue.
    places: Flat<[u32; 2], 8>,
}

impl CueIndex {
    /// Files the cues of a program.
    pub fn new(program: &Program) -> Self {
        compile::compile(program)
    }

    /// The bytes of the section.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { lexicon, filed, places } = self;
        let parts: [&[u8]; PARTS] = [
            lexicon.slots.bytes(),
            lexicon.prefixes.bytes(),
            lexicon.entities.bytes(),
            filed.starts.bytes(),
            filed.entries.bytes(),
            filed.always.bytes(),
            filed.store.nodes.bytes(),
            filed.store.forms.bytes(),
            places.bytes(),
            lexicon.text.0.as_slice(),
        ];
        let lengths = parts.iter().map(|p| u32::try_from(p.len()).unwrap_or(u32::MAX));
        let header = [VERSION, u32::from(lexicon.has_exact)].into_iter().chain(lengths);
        let mut out: Vec<u8> = header.flat_map(u32::to_le_bytes).collect();
        parts.iter().for_each(|p| out.extend_from_slice(p));
        out
    }

    /// Opens a section for a program of so many topics; `None` where it contradicts itself.
    pub fn open(section: &OwnedBytes, topics: usize) -> Option<Self> {
        let header: Flat<u32, 4> = Flat::open(section.clone());
        let header = header.all().range(0..HEADER);
        let has_exact = match (header.get(0)?, header.get(1)?) {
            (VERSION, flag @ (0 | 1)) => flag == 1,
            _ => return None,
        };
        let (mut at, mut number) = (HEADER * 4, 2);
        let mut part = || {
            let end = at.checked_add(header.get(number)? as usize)?;
            let part = (end <= section.len()).then(|| section.slice(at..end))?;
            (at, number) = (end, number + 1);
            Some(part)
        };
        let slots = Flat::open(part()?);
        let prefixes = Flat::open(part()?);
        let entities = Flat::open(part()?);
        let filed = Filed {
            starts: Flat::open(part()?),
            entries: Flat::open(part()?),
            always: Flat::open(part()?),
            store: Store {
                nodes: Flat::open(part()?),
                forms: Flat::open(part()?),
            },
        };
        let places: Flat<[u32; 2], 8> = Flat::open(part()?);
        let lexicon = Lexicon {
            slots,
            prefixes,
            entities,
            text: OwnedText(part()?),
            has_exact,
        };
        let of_topics = places.all().iter().all(|[topic, _]| (topic as usize) < topics);
        let sound = of_topics && lexicon.is_sound() && filed.is_sound(places.all().len()) && at == section.len();
        sound.then_some(Self { lexicon, filed, places })
    }

    /// Cues that match, in order of topic and cue.
    pub fn matches<'p>(&self, program: &'p Program, question: &Question) -> Vec<(TopicId, &'p Cue)> {
        let asked = Asked::new(&self.lexicon, question);
        let mut found = Vec::new();
        self.filed.find(&asked, &mut found);
        found.sort_unstable();
        found.dedup();
        let cues = found.into_iter().filter_map(|cue| {
            let [topic, number] = self.places.all().get(cue as usize)?;
            let cue = program.topics.get(topic as usize)?.cues.get(number as usize)?;
            Some((TopicId(topic), cue))
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
