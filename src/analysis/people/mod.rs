//! Class L08: what people are owed: to be known before their data are touched, to get a person, to be
//! told when nobody is there, and to hear what an answer is founded on.

mod grounds;
mod identification;
mod operator;
mod queues;

use crate::bundle::program::{Answer, Program, TopicId};
use crate::diag::Diagnostics;
use crate::model::Model;
use crate::value::{Channel, Name};

/// All checks of the class.
pub fn check(model: &Model, found: &mut Diagnostics) {
    identification::check(model, found);
    operator::check(model, found);
    queues::check(model, found);
    grounds::check(model, found);
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
