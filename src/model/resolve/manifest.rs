//! The manifest: its names, and the defaults of the program.

use super::Cx;
use super::names::Space;
use crate::bundle::program::{Defaults, Outcome, QueueId, ScenarioId, Text, TextId, TextPart, Thresholds};
use crate::diag::codes;
use crate::span::Place;

impl<'a> Cx<'a> {
    /// Outcomes, segments and kinds of identification.
    pub(super) fn take_manifest_names(&mut self) {
        let manifest = self.manifest;
        if manifest.broken {
            for space in [Space::Outcome, Space::Segment, Space::Method] {
                self.names.leave_open(space);
            }
        }
        for (i, outcome) in manifest.outcomes.iter().enumerate() {
            self.linked(Space::Outcome, &outcome.name, i, outcome.place);
            let resolved = Outcome {
                name: outcome.name.clone(),
                title: outcome.title.clone(),
            };
            self.program.outcomes.push(resolved);
            self.places.outcomes.push(outcome.place);
        }
        for (i, segment) in manifest.segments.iter().enumerate() {
            self.linked(Space::Segment, &segment.name, i, segment.place);
        }
        let channels = &manifest.channels;
        let methods = channels
            .chat
            .identification
            .iter()
            .chain(&channels.voice.identification);
        let mut any = false;
        for method in methods {
            any = true;
            self.names
                .define(Space::Method, method, super::names::Def { id: 0, place: None });
        }
        // A manifest that lists no kinds leaves them to the channel service.
        if !any {
            self.names.leave_open(Space::Method);
        }
    }

    /// The defaults, once scenarios and queues are known.
    pub(super) fn finish_manifest(&mut self) {
        let manifest = self.manifest;
        self.program.name = manifest.name.to_string();
        self.program.title = manifest.title.clone();
        self.program.lang = manifest.language;
        self.program.time_zone = manifest.time_zone.clone();
        let start = manifest.start.as_ref().and_then(|name| {
            let place = manifest.place("start").unwrap_or_default();
            self.find_linked(Space::Scenario, place, name, &codes::UNKNOWN_SCENARIO)
        });
        let queue = manifest.default_queue.as_ref().and_then(|name| {
            let place = manifest.place("default_queue").unwrap_or_default();
            self.find_linked(Space::Queue, place, name, &codes::UNKNOWN_QUEUE)
        });
        let (texts, limits, sure) = (&manifest.texts, &manifest.limits, &manifest.thresholds);
        let commands = [&manifest.control, &self.reference.phrases];
        let control = commands
            .into_iter()
            .flat_map(|c| c.commands())
            .flat_map(|(command, phrases)| phrases.iter().map(move |phrase| (command.into(), phrase.clone())));
        let control = control.collect();
        let identification = &manifest.channels;
        self.program.defaults = Defaults {
            start: start.map(ScenarioId),
            greeting: self.default_text("texts.greeting", &texts.greeting),
            no_match: self.default_texts("texts.no_match", &texts.no_match),
            no_input: self.default_texts("texts.no_input", &texts.no_input),
            clarify: self.default_text("texts.clarify", &texts.clarify),
            topic_resume: self.default_text("texts.topic_resume", &texts.topic_resume),
            handover: self.default_text("texts.handover", &texts.handover),
            goodbye: self.default_text("texts.goodbye", &texts.goodbye),
            source_failed: self.default_text("texts.source_failed", &texts.source_failed),
            out_of_hours: self.default_text("texts.out_of_hours", &texts.out_of_hours),
            unknown_topic: self.default_text("texts.unknown_topic", &texts.unknown_topic),
            anything_else: None,
            queue: queue.map(QueueId),
            max_no_match: limits.no_match,
            max_no_input: limits.no_input,
            steps_per_turn: limits.steps_per_turn,
            message_length: limits.message_length,
            call_depth: limits.call_depth,
            max_options: manifest.channels.voice.max_options,
            identification_chat: identification.chat.identification.clone(),
            identification_voice: identification.voice.identification.clone(),
            #[allow(clippy::cast_possible_truncation, reason = "four digits decide")]
            thresholds: Thresholds {
                answer: sure.answer as f32,
                clarify: sure.clarify as f32,
                margin: sure.margin as f32,
                clarify_options: sure.clarify_options,
            },
            control,
        };
    }

    /// A text of the manifest: words as they stand, without holes.
    fn default_text(&mut self, path: &str, words: &str) -> Option<TextId> {
        if words.is_empty() {
            return None;
        }
        let place = self.manifest.place(path).unwrap_or_default();
        Some(self.plain_text(words, place))
    }

    fn default_texts(&mut self, path: &str, texts: &[String]) -> Vec<TextId> {
        let place = |i: usize| self.manifest.place(&format!("{path}[{i}]")).unwrap_or_default();
        let places: Vec<Place> = (0..texts.len()).map(place).collect();
        texts
            .iter()
            .zip(places)
            .map(|(words, place)| self.plain_text(words, place))
            .collect()
    }

    fn plain_text(&mut self, words: &str, place: Place) -> TextId {
        self.add_text(
            Text {
                parts: vec![TextPart::Words(words.to_owned())],
            },
            place,
        )
    }
}
