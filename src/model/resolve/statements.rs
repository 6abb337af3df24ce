//! Statements of a step.

use super::names::Space;
use super::scenarios::Here;
use super::targets::Occasion;
use super::{At, Cx};
use crate::bundle::program as p;
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::tree::{self, Ident, StatementKind};
use crate::value::Bi;

const VALUE: Bi = Bi {
    ru: "значение факта",
    en: "value of the fact",
};
const ARGUMENT: Bi = Bi {
    ru: "аргумент",
    en: "argument",
};
const ASK: Bi = Bi {
    ru: "спросить",
    en: "be asked",
};
const SET: Bi = Bi {
    ru: "записать",
    en: "be set",
};
const FORGET: Bi = Bi {
    ru: "забыть",
    en: "be forgotten",
};

impl<'a> Cx<'a> {
    pub(super) fn statement(&mut self, here: Here<'_, 'a>, statement: &'a tree::Statement) {
        let at = here.at;
        let op = match &statement.kind {
            StatementKind::Say(spoken) => p::Op::Say(self.spoken(at, spoken)),
            StatementKind::Ask { fact, text, handlers } => {
                let text = self.spoken(at, text);
                let fact = self.asked(at, *fact, &text);
                let handlers = self.handlers(here, handlers, Occasion::Question);
                p::Op::Ask { fact, text, handlers }
            }
            StatementKind::Set(fact, value) => {
                let id = self.given_fact(at, *fact, &SET);
                let want = self.fact_type(id);
                p::Op::Set(id, self.expr_as(at, value, &want, VALUE))
            }
            StatementKind::Forget(facts) => p::Op::Forget(facts.iter().map(|f| self.forgotten(at, *f)).collect()),
            StatementKind::Lookup { source, args, handlers } => {
                let found = self.find(
                    Space::Source,
                    at,
                    source.span,
                    at.file.name(*source),
                    &codes::UNKNOWN_SOURCE,
                );
                let source = found.map_or(p::SourceId::NONE, p::SourceId);
                let wants = self.program.sources.get(source.index()).map(|s| {
                    s.inputs
                        .iter()
                        .map(|(_, ty)| Some(std::sync::Arc::new(ty.clone())))
                        .collect::<Vec<_>>()
                });
                let args = self.arguments(at, statement.span, args, wants);
                let handlers = self.handlers(here, handlers, Occasion::Lookup);
                p::Op::Lookup { source, args, handlers }
            }
            StatementKind::Derive(pursuit) => {
                let fact = self.derived(at, pursuit.goal);
                let first = self.asked_first(at, &pursuit.first);
                let handlers = self.handlers(here, &pursuit.handlers, Occasion::Question);
                p::Op::Derive { fact, handlers, first }
            }
            StatementKind::Measures(pursuit) => {
                let name = at.file.name(pursuit.goal);
                self.find(Space::Event, at, pursuit.goal.span, name, &codes::UNKNOWN_REFERENCE);
                let event = self.intern(name);
                let first = self.asked_first(at, &pursuit.first);
                let handlers = self.handlers(here, &pursuit.handlers, Occasion::Question);
                let details = self.text(at, &pursuit.details);
                p::Op::Measures {
                    event,
                    handlers,
                    first,
                    details,
                }
            }
            StatementKind::Call(scenario, args) => {
                let name = at.file.name(*scenario);
                let found = self.find(Space::Scenario, at, scenario.span, name, &codes::UNKNOWN_SCENARIO);
                let scenario = found.map_or(p::ScenarioId::NONE, p::ScenarioId);
                let params = self.program.scenarios.get(scenario.index()).map(|s| s.params.clone());
                let wants = params.map(|ps| ps.iter().map(|p| self.fact_type(*p)).collect::<Vec<_>>());
                p::Op::Call {
                    scenario,
                    args: self.arguments(at, statement.span, args, wants),
                }
            }
            StatementKind::Identify(method, handlers) => {
                let method = method.map(|m| {
                    let name = at.file.name(m);
                    self.find(Space::Method, at, m.span, name, &codes::UNKNOWN_REFERENCE);
                    self.intern(name)
                });
                let handlers = self.handlers(here, handlers, Occasion::Identify);
                p::Op::Identify { method, handlers }
            }
        };
        self.node(at, statement.span, op, Box::new([]));
    }

    fn fact(&mut self, at: At<'a>, ident: Ident) -> p::FactId {
        let found = self.find(Space::Value, at, ident.span, at.file.name(ident), &codes::UNKNOWN_VALUE);
        found.map_or(p::FactId::NONE, p::FactId)
    }

    /// `сначала факт, факт`: facts that people are asked.
    fn asked_first(&mut self, at: At<'a>, facts: &[Ident]) -> Vec<p::FactId> {
        let known = facts.iter().map(|f| self.asked(at, *f, &p::Spoken::default()));
        known.filter(|f| !f.is_none()).collect()
    }

    fn asked(&mut self, at: At<'a>, ident: Ident, text: &p::Spoken) -> p::FactId {
        let fact = self.fact(at, ident);
        if fact.is_none() {
            return fact;
        }
        if self.is_derived(fact) {
            self.not_derived(at, ident, fact, &ASK);
            return fact;
        }
        let own = self.program.facts.get(fact.index()).map(|f| f.question);
        if *text == p::Spoken::default() && own == Some(p::Spoken::default()) {
            let place = self.places.facts.get(fact.index()).copied().unwrap_or_default();
            self.report(
                at.finding(&codes::QUESTION_MISSING, ident.span)
                    .arg("name", at.file.name(ident))
                    .also(
                        place.file,
                        place.span,
                        "у факта нет строки «вопрос»",
                        "the fact has no `question`",
                    ),
            );
        }
        self.gives(fact);
        fact
    }

    fn forgotten(&mut self, at: At<'a>, ident: Ident) -> p::FactId {
        let fact = self.fact(at, ident);
        self.not_derived(at, ident, fact, &FORGET);
        fact
    }

    fn derived(&mut self, at: At<'a>, ident: Ident) -> p::FactId {
        let fact = self.fact(at, ident);
        if !fact.is_none() && !self.is_derived(fact) {
            let place = self.places.facts.get(fact.index()).copied().unwrap_or_default();
            self.report(
                at.finding(&codes::NOTHING_DERIVES, ident.span)
                    .arg("name", at.file.name(ident))
                    .also(place.file, place.span, "объявлен здесь", "declared here"),
            );
        }
        fact
    }

    /// Arguments of a call or a lookup; `wants` is `None` where it is not known what is called.
    fn arguments(
        &mut self,
        at: At<'a>,
        span: Span,
        args: &[tree::Expr],
        wants: Option<Vec<super::types::Ty>>,
    ) -> Vec<p::ExprId> {
        let Some(wants) = wants else {
            return Vec::new();
        };
        self.arity(at, span, args.len(), (wants.len(), wants.len()));
        args.iter()
            .enumerate()
            .map(|(i, arg)| match wants.get(i) {
                Some(want) => self.expr_as(at, arg, want, ARGUMENT),
                None => self.expr(at, arg, &None).0,
            })
            .collect()
    }
}
