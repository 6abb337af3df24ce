//! L0716, L0717: topics that are declared different («не путать с») and that the service takes for each
//! other all the same.

use std::collections::BTreeMap;

use super::related;
use crate::bundle::program::{Topic, TopicId};
use crate::diag::{Arg, Diagnostic, Diagnostics, Entry, codes};
use crate::model::Model;
use crate::runtime::understand::{Judgement, TopicDecision};
use crate::span::Place;

/// Most phrases that a finding quotes and points at.
const SHOWN: usize = 3;

/// Pairs of topics of which one says that it is not to be confused with the other, by their numbers, each
/// with the place that says so.
pub struct Declared<'m> {
    model: &'m Model,
    /// Both ways: what the topic itself says goes before what the other one says of it.
    pairs: BTreeMap<(usize, usize), Place>,
}

/// A phrase that another topic takes.
pub struct Gone {
    /// Number of its topic and its own number.
    pub phrase: (usize, usize),
    /// The topic that takes it.
    pub to: usize,
}

impl<'m> Declared<'m> {
    pub fn new(model: &'m Model) -> Self {
        let topics = &model.program.topics;
        let mut said: BTreeMap<(usize, usize), Place> = BTreeMap::new();
        let mut other_side: BTreeMap<(usize, usize), Place> = BTreeMap::new();
        for (own, places) in model.places.topics.iter().enumerate() {
            for (other, place) in &places.not_confuse {
                said.entry((own, other.index())).or_insert(*place);
                other_side.entry((other.index(), own)).or_insert(*place);
            }
        }
        for (pair, place) in other_side {
            said.entry(pair).or_insert(place);
        }
        // A topic and what stands above it do not compete: the deeper one is only a closer answer.
        said.retain(|(a, b), _| matches!((topics.get(*a), topics.get(*b)), (Some(a), Some(b)) if !related(a, b)));
        Self { model, pairs: said }
    }

    /// Whether two topics are declared different.
    pub fn has(&self, own: usize, other: usize) -> bool {
        self.pairs.contains_key(&(own, other))
    }

    /// The topic, declared different from the phrase's own, that a judgement leads to while it does not lead to
    /// the own one.
    pub fn rival(&self, own: usize, judgement: &Judgement) -> Option<usize> {
        let topics = &self.model.program.topics;
        let reached =
            |id: &TopicId| matches!((topics.get(id.index()), topics.get(own)), (Some(a), Some(b)) if related(a, b));
        let ids: &[TopicId] = match &judgement.decision {
            TopicDecision::Answer(id) => std::slice::from_ref(id),
            TopicDecision::Clarify(ids) => ids,
            TopicDecision::Unknown => &[],
        };
        if ids.iter().any(reached) {
            return None;
        }
        ids.iter().map(|id| id.index()).find(|other| self.has(own, *other))
    }

    /// One finding for each pair of which phrases go from one to the other.
    pub fn report(&self, entry: &'static Entry, gone: &[Gone]) -> Diagnostics {
        let mut of_pairs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for one in gone {
            of_pairs.entry((one.phrase.0, one.to)).or_default().push(one.phrase.1);
        }
        let mut found = Diagnostics::new();
        for ((own, to), phrases) in of_pairs {
            let (Some(topic), Some(other)) = (self.topic(own), self.topic(to)) else {
                continue;
            };
            let (Some(place), Some(places)) = (self.pairs.get(&(own, to)), self.model.places.topics.get(own)) else {
                continue;
            };
            let mut finding = Diagnostic::new(entry, place.file, place.span)
                .arg("topic", &*topic.path)
                .arg("other", &*other.path)
                .arg("title", other.title.as_str())
                .arg("count", phrases.len())
                .arg("all", topic.phrases.len())
                .arg("phrases", quoted(topic, &phrases));
            for at in phrases.iter().take(SHOWN).filter_map(|n| places.phrases.get(*n)) {
                finding = finding.also(
                    at.file,
                    at.span,
                    "эта фраза уходит в «{other}»",
                    "this phrase goes to “{other}”",
                );
            }
            found.push(finding);
        }
        found
    }

    fn topic(&self, number: usize) -> Option<&'m Topic> {
        self.model.program.topics.get(number)
    }
}

/// The first phrases in quotation marks.
fn quoted(topic: &Topic, phrases: &[usize]) -> Arg {
    let of = |open: &str, close: &str, more: &str| {
        let shown = phrases.iter().take(SHOWN).filter_map(|n| topic.phrases.get(*n));
        let mut words: Vec<String> = shown.map(|p| format!("{open}{p}{close}")).collect();
        if let Some(rest) = phrases.len().checked_sub(SHOWN).filter(|n| *n > 0) {
            words.push(format!("{more} {rest}"));
        }
        words.join(", ")
    };
    Arg::Words {
        ru: of("«", "»", "и ещё"),
        en: of("“", "”", "and more:"),
    }
}

/// L0716: phrases that the service knows and gives to the other topic all the same.
pub fn astray(declared: &Declared<'_>, gone: &[Gone]) -> Diagnostics {
    declared.report(&codes::DECLARED_AND_CONFUSED, gone)
}

/// L0717: phrases that only stay because the very words were learnt.
pub fn learnt(declared: &Declared<'_>, gone: &[Gone]) -> Diagnostics {
    declared.report(&codes::TOLD_APART_BY_HEART, gone)
}
