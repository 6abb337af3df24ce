//! The citizen takes back what was said before: «я ошибся, регион Томская область», «не 35, а 36».

use super::Run;
use super::question::item;
use super::reading::Read;
use crate::bundle::program::FactId;
use crate::language::{WordKind, words as split};
use crate::runtime::session::{AskedAt, Entered, FactKey, From, Stored, Waiting};
use crate::runtime::words;
use crate::value::{Type, Value};

/// Words by which people say that they were wrong.
const MISTAKEN: &[&str] = &[
    "ошибся",
    "ошиблась",
    "ошиблись",
    "перепутал",
    "перепутала",
    "оговорился",
    "оговорилась",
    "обознался",
    "исправьте",
    "поправьте",
    "исправлюсь",
    "поправлюсь",
    "mistaken",
    "correction",
    "misspoke",
];

impl Run<'_> {
    /// Whether the text corrects one fact that was said before; if so, it is set anew and the
    /// conversation goes on from there.
    pub(super) fn corrects(&mut self, text: &str) -> bool {
        if !text.contains(char::is_alphabetic) {
            return false;
        }
        if matches!(
            self.s.waiting,
            Waiting::Lookup | Waiting::Source { .. } | Waiting::Identify | Waiting::Over
        ) {
            return false;
        }
        // What is written freely may tell of any mistake.
        if let Waiting::Fact { fact, .. } = &self.s.waiting
            && self
                .program
                .facts
                .get(fact.index())
                .is_some_and(|f| matches!(item(&f.ty), Type::Text))
        {
            return false;
        }
        let list = split(text);
        let mistaken = list.iter().find(|w| MISTAKEN.contains(&&*w.folded)).map(|w| w.span);
        let swap = not_but(text);
        if mistaken.is_none() && swap.is_none() {
            return false;
        }
        let known = self.known_said();
        let found = match mistaken {
            Some(_) => self.named_anew(text, &known),
            None => None,
        };
        let found = found
            .or_else(|| swap.and_then(|(old, new)| self.swapped(old, new, &known)))
            .or_else(|| {
                let span = mistaken?;
                let after = text.get(span.end as usize..)?;
                let before = text.get(..span.start as usize)?;
                let said = |t: &str| split(t).iter().any(|w| w.kind != WordKind::Punct);
                self.last_anew(if said(after) { after } else { before })
            });
        let Some((id, value, words)) = found else {
            return false;
        };
        self.correct(id, value, words);
        true
    }

    /// Facts that the citizen said, which a host or a source does not vouch for.
    fn known_said(&self) -> Vec<FactId> {
        let said = self
            .s
            .facts()
            .filter(|(_, _, origin)| matches!(origin, crate::channel::Origin::Said { .. }));
        said.filter_map(|(key, ..)| self.inner.fact_of(key)).collect()
    }

    fn is_new(&self, id: FactId, value: &Value) -> bool {
        self.stored(id).is_some_and(|old| old != value)
    }

    /// One fact, named by its title or by what only it can be.
    fn named_anew(&self, text: &str, known: &[FactId]) -> Option<(FactId, Value, String)> {
        let mut found = self.said_facts(text, known);
        found.retain(|(id, value, _)| self.is_new(*id, value));
        match found.len() {
            1 => found.pop(),
            _ => None,
        }
    }

    /// One fact that has the old value and can have the new one.
    fn swapped(&self, old: &str, new: &str, known: &[FactId]) -> Option<(FactId, Value, String)> {
        let mut found = known.iter().filter_map(|id| {
            let fact = self.program.facts.get(id.index())?;
            if matches!(item(&fact.ty), Type::Text | Type::YesNo) {
                return None;
            }
            let (Read::Value(old), Read::Value(new_value)) =
                (self.read_fact(fact, &[], old), self.read_fact(fact, &[], new))
            else {
                return None;
            };
            (self.stored(*id) == Some(&old) && old != new_value).then(|| (*id, new_value, new.to_owned()))
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The fact that was asked last, unless the words answer the question that waits.
    fn last_anew(&self, text: &str) -> Option<(FactId, Value, String)> {
        if let Waiting::Fact { fact, among } = &self.s.waiting {
            let fact = self.program.facts.get(fact.index())?;
            if !matches!(self.read_fact(fact, among, text), Read::Nothing) {
                return None;
            }
        }
        let AskedAt::Fact(id) = self.s.history.last_asked()? else {
            return None;
        };
        let fact = self.program.facts.get(id.index())?;
        match self.read_fact(fact, &[], text) {
            Read::Value(value) if self.is_new(id, &value) => Some((id, value, text.trim().to_owned())),
            _ => None,
        }
    }

    /// Sets a fact anew. The conversation goes back to where it was asked, or to the beginning of its
    /// scenario, and on from there: what else was said stays said and is not asked again.
    fn correct(&mut self, id: FactId, value: Value, words: String) {
        let asked_at = self.s.history.rposition(AskedAt::Fact(id));
        self.calm();
        let shown: Vec<String> = self.shown_fact(id, &value, words).into_iter().collect();
        if let Some(at) = asked_at {
            self.go_back_to(at);
            self.snapshot();
        }
        let turn = self.s.turn;
        self.set(id, Some(value), From::Said(turn));
        self.confirm(words::CORRECTED, &shown, None);
        if asked_at.is_some() {
            self.proceed();
        } else {
            self.begin_again();
        }
    }

    /// To the question of a snapshot, with what was said since.
    fn go_back_to(&mut self, at: usize) {
        let said: Vec<(FactKey, Stored)> = self
            .s
            .facts()
            .filter(|(_, _, origin)| matches!(origin, crate::channel::Origin::Said { .. }))
            .filter_map(|(key, ..)| Some((key, self.s.facts.get(key)?.clone())))
            .collect();
        let mut keys: Vec<FactKey> = Vec::new();
        while self.s.history.len() > at {
            let Some(snapshot) = self.s.history.pop() else { break };
            keys.extend(snapshot.undo.iter().map(|(key, _)| *key));
            self.s.facts.restore(snapshot.undo);
            self.s.frames = snapshot.frames;
            self.s.topic = snapshot.topic;
            self.wait(snapshot.waiting.again());
        }
        for (key, stored) in said {
            if self.s.facts.get(key).is_none() {
                self.s.put(key, Some(stored));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        self.explain_restored(&keys);
    }

    /// The scenario on the way from its first step; or the last answer again.
    fn begin_again(&mut self) {
        let own = self.s.frames.iter().position(|f| f.entered != Entered::Greeting);
        let first = own.and_then(|at| {
            let frame = *self.s.frames.get(at)?;
            let scenario = self.program.scenarios.get(self.step_of(&frame)?.scenario.index())?;
            let step = self.program.steps.get(scenario.steps.0.index())?;
            Some((at, scenario.steps.0, step.first))
        });
        match (first, self.s.topic) {
            (Some((at, step, node)), _) => {
                self.s.frames.truncate(at + 1);
                if let Some(frame) = self.s.frames.last_mut() {
                    frame.step = step;
                    frame.node = node;
                }
                self.running = true;
            }
            (None, Some(topic)) => {
                let entered = match self.s.frames.is_empty() {
                    true => Entered::Question,
                    false => Entered::Digression,
                };
                self.answer_topic(topic, entered);
            }
            (None, None) => self.present(),
        }
    }
}

/// «Не 35, а 36»: the words between, and those after.
fn not_but(text: &str) -> Option<(&str, &str)> {
    let list = split(text);
    let not = list.iter().position(|w| matches!(&*w.folded, "не" | "not"))?;
    let but = list
        .iter()
        .enumerate()
        .skip(not + 2)
        .find(|(_, w)| matches!(&*w.folded, "а" | "but"))
        .map(|(i, _)| i)?;
    let old = text.get(list.get(not)?.span.end as usize..list.get(but)?.span.start as usize)?;
    let new = text.get(list.get(but)?.span.end as usize..)?;
    let said = |t: &str| split(t).iter().any(|w| w.kind != WordKind::Punct);
    (said(old) && said(new) && !text.contains('?')).then_some((old, new))
}
