//! What is told of each turn: numbers for Prometheus, a line for the log. Not a word of what was said in it.

use std::time::Instant;

use super::secret;
use crate::runtime::{Engine, Session, Turn, Understood, Verdict};
use crate::value::Channel;

/// What is told of one step of the engine, once it is kept: what another gateway was faster with has not happened.
#[derive(Debug)]
pub(super) struct Seen {
    channel: &'static str,
    turn: u32,
    topic: Option<String>,
    place: Option<String>,
    outcome: Option<String>,
    understood: &'static str,
    notes: usize,
    moved: Option<String>,
}

impl Seen {
    pub(super) fn of(engine: &Engine, session: &Session, turn: &Turn) -> Self {
        Self {
            channel: match session.channel() {
                Channel::Voice => "voice",
                _ => "chat",
            },
            turn: session.turn(),
            topic: engine.topic(session).map(|t| t.to_string()),
            place: engine.position(session).map(|p| format!("{}.{}", p.scenario, p.step)),
            outcome: session.outcome().map(ToString::to_string),
            understood: understood(turn),
            notes: turn.explanation.notes.len(),
            moved: turn.explanation.moved.as_ref().map(|m| format!("{:?}", m.how)),
        }
    }

    /// Tells it.
    pub(super) fn tell(&self, name: &str, began: Instant) {
        let channel = self.channel;
        metrics::counter!("lotsman_turns_total", "channel" => channel).increment(1);
        metrics::histogram!("lotsman_turn_seconds", "channel" => channel).record(began.elapsed().as_secs_f64());
        if let Some(how) = &self.moved {
            let kind = how.split('(').next().unwrap_or_default().to_owned();
            metrics::counter!("lotsman_moved_total", "how" => kind).increment(1);
        }
        if let Some(outcome) = &self.outcome {
            metrics::counter!("lotsman_outcomes_total", "outcome" => outcome.clone()).increment(1);
        }
        tracing::info!(
            target: "lotsman::turn",
            conversation = secret::reference(name),
            channel,
            turn = self.turn,
            topic = self.topic,
            place = self.place,
            outcome = self.outcome,
            understood = self.understood,
            notes = self.notes,
            moved = self.moved,
        );
    }
}

/// How the citizen was understood, by its kind only.
fn understood(turn: &Turn) -> &'static str {
    match turn.explanation.understood.first() {
        Some(Understood::Control(_)) => "control",
        Some(Understood::Answer { .. } | Understood::Taken { .. }) => "answer",
        Some(Understood::Option { .. }) => "option",
        Some(Understood::Judged { verdict, .. }) => match verdict {
            Verdict::Answer(_) => "topic",
            Verdict::Clarify(_) => "clarify",
            Verdict::Unknown => "unknown",
        },
        Some(Understood::NotUnderstood { .. }) => "not_understood",
        Some(Understood::Silence { .. }) => "silence",
        Some(Understood::Lookup { .. }) => "lookup",
        Some(Understood::Identification { .. }) => "identification",
        _ => "none",
    }
}
