//! What a question tells by the way is not asked again: it is taken over and confirmed.

use super::Run;
use crate::bundle::program::{Derived, FactId, Op, ScenarioId};
use crate::language::{AskedFor, ReadContext, said};
use crate::runtime::explain::Understood;
use crate::runtime::session::From;
use crate::runtime::{show, words};
use crate::value::{Bi, Value};

/// Scenarios that call each other are looked through so deep.
const MAX_CALLS: usize = 32;

impl Run<'_> {
    /// On entering a scenario that answers a question: facts that it may ask and that the question
    /// tells beyond doubt.
    pub(super) fn take_over(&mut self) {
        let Some(text) = self.heard.take() else { return };
        let Some(step) = self.top().and_then(|f| self.step_of(&f)) else {
            return;
        };
        if !self.running {
            return;
        }
        let facts: Vec<FactId> = self
            .may_ask(step.scenario)
            .into_iter()
            .filter(|f| self.stored(*f).is_none())
            .collect();
        let taken = self.said_facts(&text, &facts);
        if taken.is_empty() {
            return;
        }
        let turn = self.s.turn;
        let mut shown: Vec<String> = Vec::new();
        for (id, value, words) in taken {
            shown.extend(self.shown_fact(id, &value, words));
            self.set(id, Some(value), From::Said(turn));
        }
        self.confirm(words::TAKEN, &shown, Some(words::TAKEN_AFTER));
    }

    /// Values that a text tells for some of these facts.
    pub(super) fn said_facts(&self, text: &str, facts: &[FactId]) -> Vec<(FactId, Value, String)> {
        let ctx = ReadContext {
            forms: self.inner.forms(),
            lang: self.program.lang,
            today: self.s.date,
        };
        let asked = |id: &FactId| {
            let fact = self.program.facts.get(id.index())?;
            Some((
                *id,
                AskedFor {
                    name: fact.name.to_string(),
                    title: fact.title.clone(),
                    want: self.inner.want(fact),
                },
            ))
        };
        let (ids, asked): (Vec<FactId>, Vec<AskedFor>) = facts.iter().filter_map(asked).unzip();
        if asked.is_empty() {
            return Vec::new();
        }
        said(text, &asked, &ctx)
            .into_iter()
            .filter_map(|s| {
                let words = text.get(s.span.range()).unwrap_or_default().to_owned();
                Some((*ids.get(s.at)?, s.value, words))
            })
            .collect()
    }

    /// Explains a value that is taken; its title and words.
    pub(super) fn shown_fact(&mut self, id: FactId, value: &Value, words: String) -> Option<String> {
        let fact = self.program.facts.get(id.index())?;
        let shown = show::of_fact(self.program, fact, value);
        self.ex.understood.push(Understood::Taken {
            fact: fact.name.clone(),
            words,
            value: shown.clone(),
        });
        let title = fact.title.trim_end_matches(['?', '.', ' ']);
        Some(format!("{} — {shown}", lowered(title)))
    }

    /// «Из вашего вопроса: регион — Омская область.» The grounds owed stay those of the answer.
    pub(super) fn confirm(&mut self, before: Bi, shown: &[String], after: Option<Bi>) {
        let lang = self.program.lang;
        let mut text = format!("{} {}.", before.get(lang), shown.join("; "));
        if let Some(after) = after {
            text.push(' ');
            text.push_str(after.get(lang));
        }
        let owed = std::mem::take(&mut self.owed);
        let evaluated = std::mem::take(&mut self.eval.grounds);
        self.say(text);
        self.owed = owed;
        self.eval.grounds = evaluated;
    }

    /// Facts that a scenario or those it calls may ask, and that keep what they are told.
    fn may_ask(&self, scenario: ScenarioId) -> Vec<FactId> {
        let mut asked: Vec<FactId> = Vec::new();
        let mut lost: Vec<FactId> = Vec::new();
        let mut list = vec![scenario];
        let mut at = 0;
        while let Some(id) = list.get(at).copied() {
            at += 1;
            let Some(scenario) = self.program.scenarios.get(id.index()) else {
                continue;
            };
            let steps = scenario.steps.0.index()..scenario.steps.1.index();
            for step in self.program.steps.range(steps) {
                for node in self.program.nodes.range(step.first.index()..usize::MAX) {
                    match &node.op {
                        Op::Ask { fact, .. } => asked.push(*fact),
                        Op::Derive { .. } | Op::Measures { .. } => asked.extend(self.may_pursue(&node.op)),
                        Op::Forget(facts) => lost.extend(facts),
                        Op::Call { scenario, .. } => {
                            if let Some(callee) = self.program.scenarios.get(scenario.index()) {
                                lost.extend(&callee.params);
                            }
                            if list.len() < MAX_CALLS && !list.contains(scenario) {
                                list.push(*scenario);
                            }
                        }
                        _ => {}
                    }
                    if node.op.is_transition() {
                        break;
                    }
                }
            }
        }
        asked.sort_unstable();
        asked.dedup();
        let underived = |f: &FactId| {
            let fact = self.program.facts.get(f.index());
            fact.is_some_and(|f| f.derived == Derived::No)
        };
        asked.retain(|f| !lost.contains(f) && underived(f));
        asked
    }
}

/// With a small first letter, unless the word is an abbreviation.
pub(super) fn lowered(title: &str) -> String {
    let mut chars = title.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => title.to_owned(),
    }
}
