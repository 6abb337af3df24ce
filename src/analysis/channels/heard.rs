//! Everything that reaches a citizen at once, each once.

use crate::bundle::program::{Answer, FactId, Op, Spoken, Target, TextId};
use crate::model::Model;
use crate::span::Place;

/// Something said or asked.
#[derive(Clone, Debug)]
pub enum Heard {
    /// A message with words for each channel.
    Message {
        /// The words.
        spoken: Spoken,
        /// The line.
        place: Place,
    },
    /// A message with the same words everywhere.
    Same {
        /// The words.
        text: TextId,
        /// Where they stand.
        place: Place,
    },
    /// A question.
    Question {
        /// The fact asked for.
        fact: FactId,
        /// Words of a line instead of the fact's.
        own: Option<Spoken>,
        /// The words used.
        spoken: Spoken,
        /// The line, or the fact.
        place: Place,
    },
    /// A menu.
    Menu {
        /// Its words.
        spoken: Spoken,
        /// Index of its node.
        node: usize,
        /// Its lines.
        place: Place,
    },
}

impl Heard {
    /// Where it stands.
    pub fn place(&self) -> Place {
        match self {
            Self::Message { place, .. }
            | Self::Same { place, .. }
            | Self::Question { place, .. }
            | Self::Menu { place, .. } => *place,
        }
    }

    /// Its words.
    pub fn spoken(&self) -> Spoken {
        match self {
            Self::Message { spoken, .. } | Self::Question { spoken, .. } | Self::Menu { spoken, .. } => *spoken,
            Self::Same { text, .. } => Spoken {
                any: Some(*text),
                ..Spoken::default()
            },
        }
    }
}

/// All of a base, in the order of its arrays.
pub fn all(model: &Model) -> Vec<Heard> {
    let mut all = All {
        model,
        heard: Vec::new(),
    };
    all.facts();
    all.nodes();
    all.items();
    all.heard
}

struct All<'a> {
    model: &'a Model,
    heard: Vec<Heard>,
}

impl All<'_> {
    /// Words of the base itself; ready-made texts have no place and are not its concern.
    fn same(&mut self, text: Option<TextId>) {
        let place = text.and_then(|t| self.model.places.texts.get(t.index()));
        if let (Some(text), Some(place)) = (text, place.filter(|p| **p != Place::default())) {
            self.heard.push(Heard::Same { text, place: *place });
        }
    }

    fn facts(&mut self) {
        let facts = self.model.program.facts.iter().zip(&self.model.places.facts);
        for (n, (fact, place)) in (0..).zip(facts) {
            if fact.question != Spoken::default() {
                self.heard.push(Heard::Question {
                    fact: FactId(n),
                    own: None,
                    spoken: fact.question,
                    place: *place,
                });
            }
            self.same(fact.hint);
        }
    }

    fn nodes(&mut self) {
        let nodes = self.model.program.nodes.iter().zip(&self.model.places.nodes);
        for (n, (node, place)) in nodes.enumerate() {
            let place = *place;
            match &node.op {
                Op::Say(spoken) => self.heard.push(Heard::Message { spoken: *spoken, place }),
                Op::Ask { fact, text, .. } if *text != Spoken::default() => self.heard.push(Heard::Question {
                    fact: *fact,
                    own: Some(*text),
                    spoken: *text,
                    place,
                }),
                Op::Menu { text, options, .. } => {
                    self.heard.push(Heard::Menu {
                        spoken: *text,
                        node: n,
                        place,
                    });
                    options.iter().for_each(|o| self.target(&o.target));
                }
                Op::Go(target) => self.target(target),
                Op::If { branches, otherwise } => {
                    branches.iter().for_each(|(_, t)| self.target(t));
                    otherwise.iter().for_each(|t| self.target(t));
                }
                Op::Measures { details, .. } => self.same(*details),
                _ => {}
            }
        }
    }

    /// The reason of a hand-over is for the operator's eyes.
    fn target(&mut self, target: &Target) {
        if let Target::Finish(_, text) = target {
            self.same(*text);
        }
    }

    fn items(&mut self) {
        let program = &self.model.program;
        for handler in program.handlers.iter().flatten() {
            self.same(handler.text);
            handler.target.iter().for_each(|t| self.target(t));
        }
        for (text, target) in program.queues.iter().filter_map(|q| q.closed.as_ref()) {
            self.same(*text);
            target.iter().for_each(|t| self.target(t));
        }
        let topics = program.topics.iter().filter_map(|t| t.answer.as_ref());
        for answer in topics.chain(program.measures.iter().filter_map(|m| m.answer.as_ref())) {
            if let Answer::Text(text) = answer {
                self.same(Some(*text));
            }
        }
        program.measures.iter().for_each(|m| self.same(m.notice));
        let defaults = &program.defaults;
        let of_manifest = [
            defaults.greeting,
            defaults.clarify,
            defaults.topic_resume,
            defaults.handover,
            defaults.goodbye,
            defaults.source_failed,
            defaults.out_of_hours,
            defaults.unknown_topic,
        ];
        of_manifest.into_iter().for_each(|t| self.same(t));
        let repeated = defaults.no_match.iter().chain(&defaults.no_input);
        repeated.for_each(|t| self.same(Some(*t)));
    }
}
