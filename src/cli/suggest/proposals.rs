//! From groups of messages to what a content manager may do about them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Message, cluster, snippet};
use crate::bundle::program::{Program, TopicId};
use crate::cli::eval::Ending;
use crate::cli::mask::Mask;
use crate::language::NormalForms;

/// Samples of a proposal.
const SAMPLES: usize = 5;
/// Phrases proposed at once: ten of a kind teach more than a hundred.
const PHRASES: usize = 8;
/// Longest phrase in words; longer messages hold more than one question.
const LONGEST: usize = 25;
/// A topic is near from this part of the threshold at which it would be asked for.
const NEAR: f64 = 0.8;

/// Everything that a log proposes.
#[derive(Debug, Serialize)]
pub struct Proposals {
    /// Messages of the log.
    pub messages: usize,
    /// Messages that were looked at, repetitions counted.
    pub considered: usize,
    /// Of those, not understood.
    pub handed_over: usize,
    /// Of those, asked back.
    pub clarified: usize,
    /// Proposals, those that help most messages first.
    pub proposals: Vec<Proposal>,
    /// Proposals beyond the limit.
    pub more: usize,
    /// Topics between which the system could not choose.
    pub pairs: Vec<Pair>,
}

/// A proposal.
#[derive(Debug, Serialize)]
pub struct Proposal {
    /// `phrases` for a topic that is there, or `topic` for a new one.
    pub kind: Kind,
    /// Path of the topic.
    pub topic: String,
    /// Title of the topic.
    pub title: String,
    /// How likely these messages are about the nearest topic, on average.
    pub probability: f64,
    /// The nearest topic; of a new one it tells what not to confuse it with.
    pub nearest: Option<String>,
    /// Messages of the group, repetitions counted.
    pub count: usize,
    /// Words that tell it from other messages.
    pub words: Vec<String>,
    /// Some messages, personal data masked.
    pub samples: Vec<String>,
    /// Phrases to add.
    pub phrases: Vec<String>,
    /// Text for a `.topic` file.
    pub snippet: String,
}

/// What a proposal adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Phrases to a topic that is there.
    Phrases,
    /// A topic.
    Topic,
}

/// Two topics that were both offered.
#[derive(Debug, Serialize)]
pub struct Pair {
    /// Path of the first.
    pub first: String,
    /// Path of the second.
    pub second: String,
    /// Messages.
    pub count: usize,
    /// Some of them, personal data masked.
    pub samples: Vec<String>,
}

impl Proposals {
    /// What these messages propose.
    pub fn new(
        messages: &[Message],
        program: &Program,
        forms: &NormalForms,
        all: usize,
        least: usize,
        limit: usize,
    ) -> Self {
        let maker = Maker {
            program,
            forms,
            mask: Mask::new(program.lang),
            frequency: frequency(messages),
            all: messages.len(),
        };
        let known: Vec<&[String]> = messages.iter().map(|m| m.forms.as_slice()).collect();
        let mut proposals: Vec<Proposal> = cluster::groups(&known)
            .into_iter()
            .map(|group| group.into_iter().filter_map(|i| messages.get(i)).collect::<Vec<_>>())
            .filter(|group| group.iter().map(|m| m.count).sum::<usize>() >= least)
            .filter_map(|group| maker.proposal(&group))
            .collect();
        proposals.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.topic.cmp(&b.topic)));
        let more = proposals.len().saturating_sub(limit);
        proposals.truncate(limit);
        let ended = |ending: Ending| {
            let of = messages.iter().filter(|m| m.judged.ending() == ending);
            of.map(|m| m.count).sum()
        };
        let mut out = Self {
            messages: all,
            considered: messages.iter().map(|m| m.count).sum(),
            handed_over: ended(Ending::HandedOver),
            clarified: ended(Ending::Clarified),
            proposals,
            more,
            pairs: maker.pairs(messages),
        };
        maker.name_apart(&mut out.proposals);
        for proposal in &mut out.proposals {
            proposal.snippet = snippet::text(proposal, program.lang);
        }
        out
    }
}

/// In how many messages each form stands.
fn frequency(messages: &[Message]) -> BTreeMap<&str, usize> {
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    for message in messages {
        for form in message.forms.iter().map(String::as_str).collect::<BTreeSet<_>>() {
            *out.entry(form).or_default() += 1;
        }
    }
    out
}

struct Maker<'a> {
    program: &'a Program,
    forms: &'a NormalForms,
    mask: Mask,
    frequency: BTreeMap<&'a str, usize>,
    all: usize,
}

impl Maker<'_> {
    fn path(&self, topic: TopicId) -> String {
        let topic = self.program.topics.get(topic.index());
        topic.map_or_else(String::new, |t| t.path.to_string())
    }

    /// `None` where nothing is left to propose: all of it already stands in the topic.
    fn proposal(&self, group: &[&Message]) -> Option<Proposal> {
        let count: usize = group.iter().map(|m| m.count).sum();
        let mut scores: BTreeMap<TopicId, f64> = BTreeMap::new();
        for message in group {
            for c in &message.judged.judgement.candidates {
                *scores.entry(c.topic).or_default() += f64::from(c.score) * message.count as f64 / count as f64;
            }
        }
        let nearest = scores
            .into_iter()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let near = NEAR * f64::from(self.program.defaults.thresholds.clarify);
        let words = self.words(group);
        let mut proposal = Proposal {
            kind: Kind::Topic,
            topic: snippet::name(&words),
            title: String::new(),
            probability: (nearest.map_or(0.0, |n| n.1) * 1000.0).round() / 1000.0,
            nearest: nearest.filter(|n| n.1 > 0.0).map(|n| self.path(n.0)),
            count,
            words,
            samples: group
                .iter()
                .take(SAMPLES)
                .map(|m| self.mask.text(&m.judged.text))
                .collect(),
            phrases: Vec::new(),
            snippet: String::new(),
        };
        let topic = nearest
            .filter(|n| n.1 >= near)
            .and_then(|n| self.program.topics.get(n.0.index()));
        match topic {
            Some(topic) => {
                proposal.kind = Kind::Phrases;
                proposal.topic = topic.path.to_string();
                proposal.title = topic.title.clone();
                // What stands closer to another topic would only confuse the two.
                let closest = nearest.map(|n| n.0);
                let own: Vec<&Message> = group.iter().filter(|m| m.judged.first() == closest).copied().collect();
                proposal.phrases = self.phrases(&own, &topic.phrases);
            }
            None => {
                proposal.phrases = self.phrases(group, &[]);
                proposal.title = snippet::title(proposal.phrases.first()?);
            }
        }
        (!proposal.phrases.is_empty()).then_some(proposal)
    }

    /// Phrases of a group that differ from one another and from those that are there by more than
    /// the order of words.
    fn phrases(&self, group: &[&Message], there: &[String]) -> Vec<String> {
        let set = |text: &str| -> BTreeSet<String> { self.forms.forms(text).into_iter().map(|f| f.1).collect() };
        let mut known: BTreeSet<BTreeSet<String>> = there.iter().map(|p| set(p)).collect();
        let mut out = Vec::new();
        for message in group {
            let phrase = snippet::phrase(&self.mask.without(&message.judged.text));
            let words = set(&phrase);
            let fits = !words.is_empty() && phrase.split_whitespace().count() <= LONGEST;
            if fits && known.insert(words) {
                out.push(phrase);
            }
            if out.len() == PHRASES {
                break;
            }
        }
        out
    }

    /// The words that tell a group from the rest, as people wrote them.
    fn words(&self, group: &[&Message]) -> Vec<String> {
        let mut inside: BTreeMap<&str, usize> = BTreeMap::new();
        let mut written: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for message in group {
            for form in message.forms.iter().map(String::as_str).collect::<BTreeSet<_>>() {
                *inside.entry(form).or_default() += message.count;
            }
            for (word, form) in self.forms.forms(&self.mask.without(&message.judged.text)) {
                *written
                    .entry(form)
                    .or_default()
                    .entry(word.folded.to_string())
                    .or_default() += message.count;
            }
        }
        let all = self.all as f64;
        let mut telling: Vec<(f64, &str)> = inside
            .into_iter()
            .filter(|(form, _)| form.chars().count() > 2 && !form.chars().all(|c| c.is_ascii_digit()))
            .map(|(form, n)| {
                let outside = self.frequency.get(form).copied().unwrap_or(1) as f64;
                (n as f64 * (1.0 + all / outside).ln(), form)
            })
            .collect();
        telling.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let as_written = |form: &str| {
            let words = written.get(form)?;
            let most = words.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
            Some(most.0.clone())
        };
        telling
            .iter()
            .filter_map(|(_, form)| as_written(form))
            .take(3)
            .collect()
    }

    /// New topics have names of their own.
    fn name_apart(&self, proposals: &mut [Proposal]) {
        let mut taken: BTreeSet<String> = self.program.topics.iter().map(|t| t.path.to_string()).collect();
        for proposal in proposals.iter_mut().filter(|p| p.kind == Kind::Topic) {
            let name = proposal.topic.clone();
            let mut n = 2;
            while !taken.insert(proposal.topic.clone()) {
                proposal.topic = format!("{name}_{n}");
                n += 1;
            }
        }
    }

    fn pairs(&self, messages: &[Message]) -> Vec<Pair> {
        let mut pairs: BTreeMap<(TopicId, TopicId), (usize, Vec<String>)> = BTreeMap::new();
        for message in messages.iter().filter(|m| m.judged.ending() == Ending::Clarified) {
            let [a, b, ..] = message.judged.offered() else { continue };
            let entry = pairs.entry(((*a).min(*b), (*a).max(*b))).or_default();
            entry.0 += message.count;
            if entry.1.len() < SAMPLES {
                entry.1.push(self.mask.text(&message.judged.text));
            }
        }
        let mut out: Vec<Pair> = pairs
            .into_iter()
            .map(|((a, b), (count, samples))| Pair {
                first: self.path(a),
                second: self.path(b),
                count,
                samples,
            })
            .collect();
        out.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.first.cmp(&b.first)));
        out.truncate(10);
        out
    }
}
