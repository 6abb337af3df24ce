//! Cues: weighted patterns over the normal forms of a question.
//!
//! Each cue is filed under words of which one must occur for it to match; only cues filed under a
//! word of the question are looked at, so the cost grows with the question, not with the base.

use rustc_hash::{FxHashMap, FxHashSet};

use super::question::Question;
use crate::bundle::program::{Cue, CueWeight, Pattern, Program, TopicId};

/// All cues of a program, filed by words.
#[derive(Debug, Default)]
pub struct CueIndex {
    by_form: FxHashMap<String, Vec<(TopicId, u32)>>,
    by_word: FxHashMap<String, Vec<(TopicId, u32)>>,
    /// Cues that no single word must accompany: looked at for every question.
    always: Vec<(TopicId, u32)>,
}

/// Words of which one must occur.
enum Anchor<'a> {
    Form(&'a str),
    Word(&'a str),
}

impl CueIndex {
    /// Files the cues of a program.
    pub fn new(program: &Program) -> Self {
        let mut index = Self::default();
        for (t, topic) in program.topics.iter().enumerate() {
            let topic_id = TopicId(u32::try_from(t).unwrap_or(u32::MAX));
            for (c, cue) in topic.cues.iter().enumerate() {
                let place = (topic_id, u32::try_from(c).unwrap_or(u32::MAX));
                match anchors(&cue.pattern) {
                    None => index.always.push(place),
                    Some(anchors) => {
                        for anchor in anchors {
                            let list = match anchor {
                                Anchor::Form(f) => index.by_form.entry(f.to_owned()),
                                Anchor::Word(w) => index.by_word.entry(w.to_owned()),
                            };
                            list.or_default().push(place);
                        }
                    }
                }
            }
        }
        index
    }

    /// Cues that match, in order of topic and cue.
    pub fn matches<'p>(&self, program: &'p Program, question: &Question) -> Vec<(TopicId, &'p Cue)> {
        let mut seen: FxHashSet<(TopicId, u32)> = FxHashSet::default();
        let mut found: Vec<(TopicId, u32)> = Vec::new();
        let by_words = question.words.iter().flat_map(|(word, form)| {
            let by_form = self.by_form.get(form).into_iter().flatten();
            by_form.chain(self.by_word.get(&*word.folded).into_iter().flatten())
        });
        for place in by_words.chain(&self.always) {
            if seen.insert(*place) {
                found.push(*place);
            }
        }
        found.sort_unstable();
        let cues = found
            .into_iter()
            .filter_map(|(t, c)| Some((t, program.topics.get(t.index())?.cues.get(c as usize)?)));
        cues.filter(|(_, cue)| holds(&cue.pattern, question)).collect()
    }
}

/// The smallest set of words of which one must occur, `None` where there is no such set.
fn anchors(pattern: &Pattern) -> Option<Vec<Anchor<'_>>> {
    match pattern {
        Pattern::Form(f) => Some(vec![Anchor::Form(f)]),
        Pattern::Exact(w) => Some(vec![Anchor::Word(w)]),
        Pattern::Phrase(forms) => forms.iter().max_by_key(|f| f.len()).map(|f| vec![Anchor::Form(f)]),
        Pattern::Prefix(_) | Pattern::Entity(_) | Pattern::Not(_) => None,
        Pattern::And(parts) => parts.iter().filter_map(anchors).min_by_key(Vec::len),
        Pattern::Or(parts) => parts
            .iter()
            .map(anchors)
            .collect::<Option<Vec<_>>>()
            .map(|a| a.into_iter().flatten().collect()),
        Pattern::Near(a, _, b) => [anchors(a), anchors(b)].into_iter().flatten().min_by_key(Vec::len),
    }
}

fn holds(pattern: &Pattern, q: &Question) -> bool {
    match pattern {
        Pattern::Entity(kind) => q.entities.iter().any(|(k, _)| k == kind),
        Pattern::And(parts) => parts.iter().all(|p| holds(p, q)),
        Pattern::Or(parts) => parts.iter().any(|p| holds(p, q)),
        Pattern::Not(inner) => !holds(inner, q),
        other => !places(other, q).is_empty(),
    }
}

/// First and last word of every place where a pattern matches.
fn places(pattern: &Pattern, q: &Question) -> Vec<(usize, usize)> {
    let words = |test: &dyn Fn(&str, &str) -> bool| -> Vec<(usize, usize)> {
        let hits = q.words.iter().enumerate().filter(|(_, (w, f))| test(&w.folded, f));
        hits.map(|(i, _)| (i, i)).collect()
    };
    match pattern {
        Pattern::Form(form) => words(&|_, f| f == form),
        Pattern::Exact(word) => words(&|w, _| w == word),
        Pattern::Prefix(prefix) => words(&|w, _| w.starts_with(prefix.as_str())),
        Pattern::Phrase(forms) => {
            if forms.is_empty() {
                return Vec::new();
            }
            let runs = q.words.windows(forms.len()).enumerate();
            runs.filter(|(_, run)| run.iter().zip(forms).all(|((_, f), want)| f == want))
                .map(|(i, run)| (i, i + run.len() - 1))
                .collect()
        }
        Pattern::Or(parts) => parts.iter().flat_map(|p| places(p, q)).collect(),
        Pattern::Near(a, distance, b) => {
            let (left, right) = (places(a, q), places(b, q));
            let near = |x: &(usize, usize), y: &(usize, usize)| {
                let gap = y.0.saturating_sub(x.1).max(x.0.saturating_sub(y.1));
                x != y && gap <= *distance as usize
            };
            left.iter()
                .flat_map(|x| {
                    right
                        .iter()
                        .filter(|y| near(x, y))
                        .map(|y| (x.0.min(y.0), x.1.max(y.1)))
                })
                .collect()
        }
        Pattern::And(parts) => {
            if parts.iter().all(|p| holds(p, q)) {
                parts.iter().flat_map(|p| places(p, q)).collect()
            } else {
                Vec::new()
            }
        }
        Pattern::Not(_) | Pattern::Entity(_) => Vec::new(),
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
