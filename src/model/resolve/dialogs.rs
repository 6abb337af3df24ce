//! Dialog tests: names and values of what they expect.

use rustc_hash::FxHashSet;

use super::collect::Items;
use super::names::Space;
use super::text::trimmed;
use super::{At, Cx, Dialog, DialogLine, DialogLineKind as Line};
use crate::bundle::program::{FactId, ScenarioId, SourceId};
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::tree::{self, DialogLineKind, Ident};
use crate::value::{Bi, Channel, Value};

const EXPECTED: Bi = Bi {
    ru: "значение факта",
    en: "value of the fact",
};

/// What a test does with a fact that is derived.
const GIVEN: Bi = Bi {
    ru: "сделать известным до разговора",
    en: "be given before the conversation",
};

impl<'a> Cx<'a> {
    /// Resolves the tests. Their expressions are not part of what runs and are taken out again.
    pub(super) fn resolve_dialogs(&mut self, items: &Items<'a>) -> Vec<Dialog> {
        let kept = self.program.exprs.len();
        let steps_open = self.names.is_open(Space::Scenario) || items.scenarios.iter().any(|s| s.item.broken);
        let mut steps: FxHashSet<&'a str> = FxHashSet::default();
        for scenario in &items.scenarios {
            let names = scenario.body.steps.iter().filter_map(|s| s.name);
            steps.extend(names.map(|n| scenario.at.file.name(n)));
        }
        let mut dialogs = Vec::with_capacity(items.dialogs.len());
        for (at, item, dialog) in &items.dialogs {
            let mut lines = Vec::with_capacity(dialog.lines.len());
            for line in &dialog.lines {
                let kind = self.line(*at, &line.kind, &steps, steps_open);
                if let Some(kind) = kind {
                    lines.push(DialogLine {
                        place: at.place(line.span),
                        kind,
                    });
                }
                self.program.exprs.truncate(kept);
                self.places.exprs.truncate(kept);
                self.places.expr_types.truncate(kept);
            }
            dialogs.push(Dialog {
                name: item.title.map_or_else(String::new, |t| at.file.text(t)),
                file: at.file.id,
                place: at.place(item.header),
                span: item.span,
                lines,
            });
        }
        dialogs
    }

    fn line(&mut self, at: At<'a>, line: &DialogLineKind, steps: &FxHashSet<&'a str>, open: bool) -> Option<Line> {
        let raw = |span: Span| trimmed(at.file.source.slice(span));
        Some(match line {
            DialogLineKind::Date(date, minute) => Line::Date(*date, *minute),
            DialogLineKind::Channel(name) => match at.file.name(*name) {
                "голос" | "voice" => Line::Channel(Channel::Voice),
                _ => Line::Channel(Channel::Chat),
            },
            DialogLineKind::Start(name) => {
                let found = self.find(
                    Space::Scenario,
                    at,
                    name.span,
                    at.file.name(*name),
                    &codes::UNKNOWN_SCENARIO,
                )?;
                Line::Start(ScenarioId(found))
            }
            DialogLineKind::User(span) => Line::User(raw(*span)),
            DialogLineKind::System(span) => Line::System(raw(*span)),
            DialogLineKind::Silence => Line::Silence,
            DialogLineKind::Key(span) => Line::Key(raw(*span).chars().next()?),
            DialogLineKind::SourceAnswers(name, fields) => {
                let source = self.source(at, *name);
                let mut values = Vec::with_capacity(fields.len());
                for (field, value) in fields {
                    let fact = self.output(at, source, *field);
                    values.push((fact, self.expected(at, fact, value)));
                }
                Line::SourceAnswers(source, values)
            }
            DialogLineKind::SourceSilent(name) => Line::SourceSilent(self.source(at, *name)),
            DialogLineKind::SourceEmpty(name) => Line::SourceEmpty(self.source(at, *name)),
            DialogLineKind::Identified(success) => Line::Identified(*success),
            DialogLineKind::Fact(name, value) => {
                let found = self.find(Space::Value, at, name.span, at.file.name(*name), &codes::UNKNOWN_VALUE);
                let fact = found.map_or(FactId::NONE, FactId);
                Line::Fact(fact, self.expected(at, fact, value))
            }
            DialogLineKind::Given(name, value) => {
                let found = self.find(Space::Value, at, name.span, at.file.name(*name), &codes::UNKNOWN_VALUE);
                let fact = found.map_or(FactId::NONE, FactId);
                self.not_derived(at, *name, fact, &GIVEN);
                Line::Given(fact, self.expected(at, fact, value))
            }
            DialogLineKind::Topic(path) => Line::Topic(self.topic(at, path)),
            DialogLineKind::Step(name) => {
                let folded = at.file.name(*name);
                if !steps.contains(folded) && !open {
                    let mut known: Vec<&str> = steps.iter().copied().collect();
                    known.sort_unstable();
                    self.unknown(Space::Step, at, name.span, folded, &codes::UNKNOWN_STEP, &known);
                }
                Line::Step(self.intern(folded))
            }
            DialogLineKind::Outcome(name) => {
                let folded = at.file.name(*name);
                self.find(Space::Outcome, at, name.span, folded, &codes::UNKNOWN_OUTCOME);
                Line::Outcome(self.intern(folded))
            }
            DialogLineKind::Queue(name) => {
                let folded = at.file.name(*name);
                self.find(Space::Queue, at, name.span, folded, &codes::UNKNOWN_QUEUE);
                Line::Queue(self.intern(folded))
            }
            DialogLineKind::Ground(text) => Line::Ground(at.file.text(*text)),
        })
    }

    fn source(&mut self, at: At<'a>, name: Ident) -> SourceId {
        let found = self.find(Space::Source, at, name.span, at.file.name(name), &codes::UNKNOWN_SOURCE);
        found.map_or(SourceId::NONE, SourceId)
    }

    /// A fact that a source answers.
    fn output(&mut self, at: At<'a>, source: SourceId, field: Ident) -> FactId {
        let name = at.file.name(field);
        let Some(found) = self.find(Space::Value, at, field.span, name, &codes::UNKNOWN_VALUE) else {
            return FactId::NONE;
        };
        let fact = FactId(found);
        if let Some(s) = self.program.sources.get(source.index())
            && !s.outputs.contains(&fact)
            && !s.outputs.contains(&FactId::NONE)
        {
            let outputs = s.outputs.iter().filter_map(|f| self.program.facts.get(f.index()));
            let known: Vec<&str> = outputs.map(|f| &*f.name).collect();
            let known = super::types::listed(known.into_iter());
            self.report(
                at.finding(&codes::NOT_AN_OUTPUT, field.span)
                    .arg("name", name)
                    .arg("known", known),
            );
        }
        fact
    }

    /// A value in a test: one that does not depend on the conversation.
    fn expected(&mut self, at: At<'a>, fact: FactId, value: &tree::Expr) -> Option<Value> {
        let want = self.fact_type(fact);
        let before = self.found.len();
        let id = self.expr_as(at, value, &want, EXPECTED);
        let constant = self.constant(id);
        if constant.is_none() && !id.is_none() && self.found.len() == before {
            self.report(at.finding(&codes::NOT_CONSTANT, value.span));
        }
        constant
    }
}
