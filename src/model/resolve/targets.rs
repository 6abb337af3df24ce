//! Targets, handlers, and words that must lead to one option only.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::names::Space;
use super::scenarios::Here;
use super::text::same_words;
use super::{At, Cx, HandlerPlace, index};
use crate::bundle::program as p;
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::tree::{self, HandlerOn, Ident, TargetKind};
use crate::value::Bi;

/// Words that choose an option, and which and where it is.
pub(super) type Spoken<'a> = FxHashMap<Cow<'a, str>, (Ident, Span)>;

/// Where handlers stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// A question, a menu, a derivation.
    Question,
    /// `запросить`
    Lookup,
    /// `идентифицировать`
    Identify,
    /// `везде`
    Everywhere,
}

impl<'a> Cx<'a> {
    pub(super) fn target(&mut self, here: Here<'_, 'a>, target: &tree::Target) -> p::Target {
        let at = here.at;
        match &target.kind {
            TargetKind::Error => p::Target::Step(p::StepId::NONE),
            TargetKind::Step(name) => p::Target::Step(self.step_target(here, *name)),
            TargetKind::Finish(outcome, text) => {
                let name = at.file.name(*outcome);
                let found = self.find(Space::Outcome, at, outcome.span, name, &codes::UNKNOWN_OUTCOME);
                let text = text.and_then(|t| self.text(at, &[t]));
                p::Target::Finish(found.map_or(p::OutcomeId::NONE, p::OutcomeId), text)
            }
            TargetKind::Operator(queue, reason) => {
                let name = at.file.name(*queue);
                let found = self.find(Space::Queue, at, queue.span, name, &codes::UNKNOWN_QUEUE);
                let reason = reason.and_then(|r| self.text(at, &[r]));
                p::Target::Operator(found.map_or(p::QueueId::NONE, p::QueueId), reason)
            }
            TargetKind::Return => p::Target::Return,
            TargetKind::Topic(path) => p::Target::Topic(self.topic(at, path)),
        }
    }

    fn step_target(&mut self, here: Here<'_, 'a>, name: tree::Ident) -> p::StepId {
        let at = here.at;
        let folded = at.file.name(name);
        let Some(steps) = here.steps else {
            self.report(at.finding(&codes::STEP_OUTSIDE, name.span).arg("name", folded));
            return p::StepId::NONE;
        };
        if let Some(id) = steps.get(folded) {
            return *id;
        }
        if !here.broken {
            let mut known: Vec<&str> = steps.keys().copied().collect();
            known.sort_unstable();
            self.unknown(Space::Step, at, name.span, folded, &codes::UNKNOWN_STEP, &known);
        }
        p::StepId::NONE
    }

    pub(super) fn handlers(
        &mut self,
        here: Here<'_, 'a>,
        handlers: &[tree::Handler],
        occasion: Occasion,
    ) -> p::HandlersId {
        let mut list = Vec::with_capacity(handlers.len());
        let mut places = Vec::with_capacity(handlers.len());
        for handler in handlers {
            if !belongs(handler.on, occasion) {
                self.misplaced(here.at, handler, occasion);
            }
            list.push(p::Handler {
                on: handler.on,
                text: self.text(here.at, &handler.text),
                target: handler.target.as_ref().map(|t| self.target(here, t)),
            });
            places.push(HandlerPlace {
                line: here.at.place(handler.span),
                target: handler.target.as_ref().map(|t| here.at.place(t.span)),
            });
        }
        // Most lists are empty: they share the first entry.
        if list.is_empty() && self.program.handlers.first().is_some_and(Vec::is_empty) {
            return p::HandlersId(0);
        }
        if self.program.handlers.is_empty() && !list.is_empty() {
            self.program.handlers.push(Vec::new());
            self.places.handlers.push(Vec::new());
        }
        let id = p::HandlersId(index(self.program.handlers.len()));
        self.program.handlers.push(list);
        self.places.handlers.push(places);
        id
    }

    fn misplaced(&mut self, at: At<'a>, handler: &tree::Handler, occasion: Occasion) {
        let here = match occasion {
            Occasion::Question => Bi {
                ru: "после вопроса или выбора",
                en: "after a question or a menu",
            },
            Occasion::Lookup => Bi {
                ru: "после «запросить»",
                en: "after `lookup`",
            },
            Occasion::Identify => Bi {
                ru: "после «идентифицировать»",
                en: "after `identify`",
            },
            Occasion::Everywhere => Bi {
                ru: "в блоке «везде»",
                en: "in `everywhere`",
            },
        };
        let fits = match occasion {
            Occasion::Question => Bi {
                ru: "не понял, молчание, больше N раз, оператор, смена темы, не знаю",
                en: "no match, no input, more than N times, operator, topic change, not sure",
            },
            Occasion::Lookup => Bi {
                ru: "не ответил, нет данных",
                en: "no answer, no data",
            },
            Occasion::Identify => Bi {
                ru: "не удалось, не ответил, молчание, оператор, больше N раз",
                en: "failed, no answer, no input, operator, more than N times",
            },
            Occasion::Everywhere => Bi {
                ru: "любая", en: "any"
            },
        };
        self.report(
            at.finding(&codes::HANDLER_MISPLACED, handler.span)
                .arg("here", Arg::from(here))
                .arg("fits", Arg::from(fits)),
        );
    }

    /// Reports words that would choose two options.
    pub(super) fn spoken_once(&mut self, at: At<'a>, seen: &mut Spoken<'a>, option: Ident, span: Span) {
        let same = same_words(at.file.folded.get(span.range()).unwrap_or(""));
        if same.is_empty() {
            return;
        }
        if let Some((other, first)) = seen.insert(same, (option, span))
            && other != option
        {
            self.report(
                at.finding(&codes::OPTION_WORDS_TWICE, span)
                    .arg("words", at.file.source.slice(span).trim())
                    .also(at.file.id, first, "то же сказано здесь", "the same is said here"),
            );
        }
    }
}

fn belongs(on: HandlerOn, occasion: Occasion) -> bool {
    match occasion {
        Occasion::Everywhere => true,
        Occasion::Question => !matches!(on, HandlerOn::NoAnswer | HandlerOn::NoData | HandlerOn::Failed),
        Occasion::Lookup => matches!(on, HandlerOn::NoAnswer | HandlerOn::NoData),
        Occasion::Identify => matches!(
            on,
            HandlerOn::Failed | HandlerOn::NoAnswer | HandlerOn::NoInput | HandlerOn::Operator | HandlerOn::MoreThan(_)
        ),
    }
}
