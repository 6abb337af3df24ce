//! What the host does for a scenario: lookups and identification.

use super::Run;
use crate::bundle::program::{ExprId, HandlerOn, Op, SourceId};
use crate::channel::{Action, LookupOutcome, LookupRequest};
use crate::runtime::explain::{Did, LookupResult, Note, Understood};
use crate::runtime::session::{FactKey, From, Waiting};
use crate::runtime::words;
use crate::value::{Bi, Channel, Name, Value};

impl Run<'_> {
    pub(super) fn exec_lookup(&mut self, source: SourceId, args: &[ExprId]) {
        let Some(declared) = self.program.sources.get(source.index()) else {
            self.broken();
            return;
        };
        self.trace(Did::Lookup(declared.name.clone()));
        self.request(source, args);
        self.wait(Waiting::Lookup);
    }

    fn request(&mut self, source: SourceId, args: &[ExprId]) {
        let values = args.iter().map(|arg| self.value(*arg)).collect();
        self.request_with(source, values);
    }

    pub(super) fn present_source(&mut self, source: SourceId) {
        let values = self.inputs_of(source);
        self.request_with(source, values);
    }

    fn request_with(&mut self, source: SourceId, values: Vec<Value>) {
        let Some(declared) = self.program.sources.get(source.index()) else {
            return;
        };
        let names = declared.inputs.iter().map(|(name, _)| name.clone());
        let inputs = names.zip(values).collect();
        let outputs = declared.outputs.iter().map(|f| self.fact_name(*f)).collect();
        self.actions.push(Action::Lookup(LookupRequest {
            source: declared.name.clone(),
            inputs,
            outputs,
            timeout: declared.timeout,
        }));
    }

    pub(super) fn present_lookup(&mut self) {
        if let Some(Op::Lookup { source, args, .. }) = self.top().and_then(|f| self.node_of(&f)).map(|n| &n.op) {
            self.request(*source, args);
        }
    }

    /// What a source answered.
    pub(super) fn looked_up(&mut self, name: Name, outcome: LookupOutcome) {
        let asked = match (
            &self.s.waiting,
            self.top().and_then(|f| self.node_of(&f)).map(|n| &n.op),
        ) {
            (Waiting::Lookup, Some(Op::Lookup { source, .. })) => Some((*source, false)),
            (Waiting::Source { source }, _) => Some((*source, true)),
            _ => None,
        };
        let asked = asked.and_then(|(id, of_goal)| Some((id, self.program.sources.get(id.index())?, of_goal)));
        let Some((id, source, of_goal)) = asked.filter(|(_, s, _)| s.name == name) else {
            self.unexpected();
            return;
        };
        let result = match &outcome {
            LookupOutcome::Answered { .. } => LookupResult::Answered,
            LookupOutcome::NoData => LookupResult::NoData,
            LookupOutcome::NoAnswer => LookupResult::NoAnswer,
        };
        self.ex.understood.push(Understood::Lookup { source: name, result });
        match outcome {
            LookupOutcome::Answered { facts } => {
                let turn = self.s.turn;
                for (fact, value) in facts {
                    match self
                        .inner
                        .fact_of(FactKey::of(&fact))
                        .filter(|id| source.outputs.contains(id))
                    {
                        None => self.note(Note::UndeclaredFact(fact)),
                        Some(id) if !self.fits(id, &value) => self.note(Note::WrongType(fact)),
                        Some(id) => self.set(id, Some(value), From::LookedUp(turn)),
                    }
                }
                if of_goal {
                    self.give_up_on(id);
                }
                self.proceed();
            }
            // People are asked what the source does not tell.
            LookupOutcome::NoData | LookupOutcome::NoAnswer if of_goal => {
                self.give_up_on(id);
                self.proceed();
            }
            LookupOutcome::NoData => self.failed(HandlerOn::NoData, words::SOURCE_FAILED, words::REASON_NO_DATA),
            LookupOutcome::NoAnswer => self.failed(HandlerOn::NoAnswer, words::SOURCE_FAILED, words::REASON_SOURCE),
        }
    }

    /// The handler's way; without a handler an apology and an operator.
    fn failed(&mut self, on: HandlerOn, sorry: Bi, reason: Bi) {
        match self.handler(|h| h == on) {
            Some(handler) => {
                if !self.follow(handler) {
                    self.advance();
                }
            }
            None => {
                let own = if sorry == words::SOURCE_FAILED {
                    self.program.defaults.source_failed
                } else {
                    None
                };
                self.say_default(own, sorry);
                self.give_up(reason);
            }
        }
    }

    pub(super) fn exec_identify(&mut self, method: Option<&Name>) {
        if self.s.identified {
            self.advance();
            return;
        }
        self.trace(Did::Identify);
        if self.methods(method).is_empty() {
            self.failed(HandlerOn::Failed, words::NOT_IDENTIFIED, words::REASON_IDENTITY);
            return;
        }
        self.wait(Waiting::Identify);
        self.present_identify();
    }

    fn methods(&self, method: Option<&Name>) -> Vec<Name> {
        let offered = match self.s.channel {
            Channel::Chat => &self.program.defaults.identification_chat,
            Channel::Voice => &self.program.defaults.identification_voice,
        };
        match method {
            // A base that lists no methods leaves it to the host whether it can do this one.
            Some(m) if offered.is_empty() || offered.contains(m) => vec![m.clone()],
            Some(_) => Vec::new(),
            None => offered.clone(),
        }
    }

    pub(super) fn present_identify(&mut self) {
        if let Some(Op::Identify { method, .. }) = self.top().and_then(|f| self.node_of(&f)).map(|n| &n.op) {
            let methods = self.methods(method.as_ref());
            self.actions.push(Action::Identify { methods });
        }
    }

    /// How an identification ended.
    pub(super) fn identified(&mut self, success: bool) {
        if self.s.waiting != Waiting::Identify {
            self.unexpected();
            return;
        }
        self.ex.understood.push(Understood::Identification { success });
        if success {
            self.s.identified = true;
            self.advance();
        } else {
            self.failed(HandlerOn::Failed, words::NOT_IDENTIFIED, words::REASON_IDENTITY);
        }
    }

    /// Nothing waits for this event: whatever waits is put again.
    pub(super) fn unexpected(&mut self) {
        self.note(Note::UnexpectedEvent);
        self.repeating = true;
        self.present();
    }
}
