//! What a step does, in the words of its card.

use super::draw::Drawing;
use crate::analysis;
use crate::bundle::program::{ExprId, FactId, Op, ScenarioId, Spoken, StepId, Target, TextId, TextPart};
use crate::picture::{Deed, Kind, Row};

impl Drawing<'_> {
    /// The rows of a step.
    pub(super) fn rows(&self, step: StepId) -> Vec<Row> {
        analysis::ops(self.program(), step)
            .flat_map(|(_, op)| self.of_op(op))
            .collect()
    }

    fn of_op(&self, op: &Op) -> Vec<Row> {
        let (deed, text) = match op {
            Op::Say(text) => (Deed::Say, self.spoken(*text)),
            Op::Ask { fact, text, .. } => (Deed::Ask, self.question(*fact, *text)),
            Op::Derive { fact, .. } => (Deed::Derive, self.fact(*fact)),
            Op::Measures { event, .. } => (Deed::Measures, event.to_string()),
            Op::Menu { text, .. } => (Deed::Menu, self.spoken(*text)),
            Op::Set(fact, value) => (Deed::Set, format!("{} = {}", self.fact_name(*fact), self.expr(*value))),
            Op::Forget(facts) => {
                let names: Vec<&str> = facts.iter().map(|f| self.fact_name(*f)).collect();
                (Deed::Forget, names.join(", "))
            }
            Op::Lookup { source, .. } => {
                let source = self.program().sources.get(source.index());
                let name = source.map_or("", |s| if s.title.is_empty() { &s.name } else { &s.title });
                (Deed::Lookup, name.to_owned())
            }
            Op::Identify { method, .. } => (Deed::Identify, method.as_deref().unwrap_or_default().to_owned()),
            Op::Call { scenario, .. } => (Deed::Call, self.scenario_title(*scenario)),
            Op::Go(target) => return self.closing(target),
            Op::If { .. } => return Vec::new(),
        };
        vec![Row { deed, text }]
    }

    /// What is said at an end: the outcome and the queue are cards of their own.
    fn closing(&self, target: &Target) -> Vec<Row> {
        let text = match target {
            Target::Finish(_, Some(text)) => self.text(*text),
            _ => return Vec::new(),
        };
        vec![Row { deed: Deed::Say, text }]
    }

    /// What a step mainly does.
    pub(super) fn kind(&self, step: StepId) -> Kind {
        let ops: Vec<&Op> = analysis::ops(self.program(), step).map(|(_, op)| op).collect();
        let any = |wanted: fn(&Op) -> bool| ops.iter().any(|op| wanted(op));
        if any(|op| matches!(op, Op::Menu { .. })) {
            Kind::Menu
        } else if any(|op| matches!(op, Op::Ask { .. } | Op::Derive { .. } | Op::Measures { .. })) {
            Kind::Question
        } else if any(|op| matches!(op, Op::Identify { .. })) {
            Kind::Identification
        } else if any(|op| matches!(op, Op::Lookup { .. })) {
            Kind::Lookup
        } else if any(|op| matches!(op, Op::Call { .. })) {
            Kind::Call
        } else if any(|op| matches!(op, Op::Say(_))) {
            Kind::Text
        } else if any(|op| matches!(op, Op::If { .. } | Op::Set(..) | Op::Forget(_))) {
            Kind::Condition
        } else {
            Kind::Text
        }
    }

    /// Scenarios that a step calls.
    pub(super) fn calls(&self, step: StepId) -> Vec<ScenarioId> {
        let called = analysis::ops(self.program(), step).filter_map(|(_, op)| match op {
            Op::Call { scenario, .. } if !scenario.is_none() => Some(*scenario),
            _ => None,
        });
        called.collect()
    }

    fn question(&self, fact: FactId, own: Spoken) -> String {
        let of_fact = self.program().facts.get(fact.index()).map(|f| f.question);
        let text = [Some(own), of_fact]
            .into_iter()
            .flatten()
            .map(|s| self.spoken(s))
            .find(|t| !t.is_empty());
        text.unwrap_or_else(|| self.fact(fact))
    }

    /// A text for people: the common one, else that of a channel.
    pub(super) fn spoken(&self, text: Spoken) -> String {
        let id = text.any.or(text.chat).or(text.voice);
        id.map(|id| self.text(id)).unwrap_or_default()
    }

    /// A text with its holes as the author wrote them.
    pub(super) fn text(&self, id: TextId) -> String {
        let parts = self.program().texts.get(id.index()).map(|t| t.parts.as_slice());
        parts
            .unwrap_or_default()
            .iter()
            .map(|part| match part {
                TextPart::Words(words) => words.clone(),
                TextPart::Hole(expr, _) => format!("{{{}}}", self.expr(*expr)),
            })
            .collect()
    }

    /// An expression as the author wrote it.
    pub(super) fn expr(&self, id: ExprId) -> String {
        let place = self.checked().model.places.expr(id);
        let source = place.and_then(|p| Some(self.checked().sources.get(p.file)?.slice(p.span)));
        source
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The title of a fact, else its name.
    pub(super) fn fact(&self, id: FactId) -> String {
        match self.program().facts.get(id.index()) {
            Some(fact) if !fact.title.is_empty() => fact.title.clone(),
            Some(fact) => fact.name.to_string(),
            None => String::new(),
        }
    }

    fn fact_name(&self, id: FactId) -> &str {
        self.program().facts.get(id.index()).map_or("", |f| &*f.name)
    }

    /// The title of a scenario, else its name.
    pub(super) fn scenario_title(&self, id: ScenarioId) -> String {
        match self.program().scenarios.get(id.index()) {
            Some(s) if !s.title.is_empty() => s.title.clone(),
            Some(s) => s.name.to_string(),
            None => String::new(),
        }
    }
}
