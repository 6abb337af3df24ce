//! Class L08: what people are owed: to be known before their data are touched, to get a person, to be
//! told when nobody is there, and to hear what an answer is founded on.

mod grounds;
mod identification;
mod operator;
mod queues;

use super::feasible::{Verdict, Without};
use super::guard::{Gain, Lacking};
use super::ops::Way;
use super::route::{self, Hop};
use crate::bundle::program::{Answer, Program, TopicId};
use crate::diag::{Diagnostics, Witness};
use crate::model::Model;
use crate::value::{Channel, Name};

/// All checks of the class.
pub fn check(model: &Model, found: &mut Diagnostics) {
    identification::check(model, found);
    operator::check(model, found);
    queues::check(model, found);
    grounds::check(model, found);
}

/// How a line is reached on which something is lacking; nothing where no facts lead there.
fn judged<G: Gain>(
    program: &Program,
    lacking: &Lacking<'_, G>,
    without: &Without,
    scenario: usize,
    node: usize,
    leaving: Option<Way>,
    voice: bool,
) -> Option<Witness> {
    let mut lines = lacking.route(scenario, node);
    if let Some(last) = lines.last_mut() {
        last.way = leaving;
    }
    let by_lines = || route::witness(program, &lines, voice);
    // What callers and callees do is told by their lines only.
    let alone = lacking.begins_with(scenario) && lines.iter().all(|h| h.scenario == scenario);
    match without.way_to(scenario, node, leaving) {
        Verdict::Never => None,
        Verdict::Way(mut witness) if alone => {
            let last = Hop {
                scenario,
                node,
                way: leaving,
            };
            witness.turns.extend(route::witness(program, &[last], voice).turns);
            witness.voice = voice;
            Some(*witness)
        }
        Verdict::Way(_) | Verdict::Open => Some(by_lines()),
    }
}

/// Channels that the manifest speaks of, with their kinds of identification; chat where it speaks of
/// none.
fn channels(model: &Model) -> Vec<(Channel, &[Name])> {
    let channels = &model.manifest.channels;
    let mut all: Vec<(Channel, &[Name])> = Vec::new();
    if model.manifest.has_channel(Channel::Chat) {
        all.push((Channel::Chat, &channels.chat.identification));
    }
    if model.manifest.has_channel(Channel::Voice) {
        all.push((Channel::Voice, &channels.voice.identification));
    }
    if all.is_empty() {
        all.push((Channel::Chat, &[]));
    }
    all
}

/// The topics passed on the way to the answer of a topic, and the answer.
fn answer(program: &Program, topic: usize) -> (Vec<usize>, Option<&Answer>) {
    let mut passed = vec![topic];
    let mut at = topic;
    loop {
        match program.topics.get(at).and_then(|t| t.answer.as_ref()) {
            Some(Answer::Topic(TopicId(next))) if !passed.contains(&(*next as usize)) => {
                at = *next as usize;
                passed.push(at);
            }
            Some(Answer::Topic(_)) => return (passed, None),
            other => return (passed, other),
        }
    }
}

#[cfg(test)]
mod tests;
