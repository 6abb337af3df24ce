//! `подобрать меры`: what is due, what is not, and what cannot be told yet.

use super::Run;
use crate::bundle::orders::Pursuit;
use crate::bundle::program::{FactId, GroundId, Measure, MeasureId};
use crate::runtime::ask::{self, Root};
use crate::runtime::explain::Did;
use crate::runtime::session::KnownFacts;
use crate::runtime::{show, words};
use crate::value::{Name, Value};

/// What became of a measure.
enum Standing {
    Due {
        amount: Option<Value>,
        missing: Vec<FactId>,
    },
    NotDue,
    /// Facts that would decide.
    Open(Vec<FactId>),
}

/// A measure with its standing and what that stands on.
struct Found<'a> {
    measure: &'a Measure,
    standing: Standing,
    grounds: Vec<GroundId>,
}

impl<'a> Run<'a> {
    pub(super) fn exec_measures(&mut self, event: &Name, first: &[FactId]) {
        let measures = ask::measures_of(self.program, event, self.s.date);
        let goal = Pursuit::Event(event.clone());
        if self.pursue(&goal, first, Did::Measures(event.clone())) {
            return;
        }
        self.trace(Did::Matched(event.clone()));
        let found: Vec<Found<'_>> = measures.into_iter().filter_map(|id| self.found(id)).collect();
        self.tell_measures(&found);
        self.advance();
    }

    fn found(&mut self, id: MeasureId) -> Option<Found<'a>> {
        let measure = self.program.measures.get(id.index())?;
        let before = std::mem::take(&mut self.eval.grounds);
        let facts = ask::facts_of(self.program, id);
        let due = match (facts, measure.due) {
            (Some((due, _)), _) => self.evaluator(|e| e.fact(due)).truth(),
            (None, Some(due)) => self.evaluator(|e| e.truth(due)),
            (None, None) => Some(true),
        };
        let standing = match due {
            Some(true) => {
                let amount = measure.amount.map(|a| self.value(a));
                let missing = match &amount {
                    Some(Value::Unknown) => self.lacking(id),
                    _ => Vec::new(),
                };
                Standing::Due { amount, missing }
            }
            Some(false) => Standing::NotDue,
            None => Standing::Open(self.lacking(id)),
        };
        let mut grounds = measure.grounds.clone();
        for ground in std::mem::replace(&mut self.eval.grounds, before) {
            if !grounds.contains(&ground) {
                grounds.push(ground);
            }
        }
        Some(Found {
            measure,
            standing,
            grounds,
        })
    }

    fn lacking(&self, id: MeasureId) -> Vec<FactId> {
        let known = KnownFacts {
            program: self.program,
            facts: &self.s.facts,
        };
        let needs = ask::needs(
            self.program,
            &self.inner.prepared,
            &known,
            self.s.date,
            &[Root::Measure(id)],
        );
        needs.unknown.into_iter().chain(needs.unset).collect()
    }

    fn tell_measures(&mut self, found: &[Found<'_>]) {
        let lang = self.program.lang;
        if found.is_empty() {
            self.say(words::NO_MEASURES.get(lang).to_owned());
            return;
        }
        for one in found {
            if let Standing::Due { amount, missing } = &one.standing {
                let text = self.due(one.measure, amount.as_ref(), missing);
                self.say_with(text, &one.grounds);
            }
        }
        let not_due: Vec<&Found<'_>> = found
            .iter()
            .filter(|f| matches!(f.standing, Standing::NotDue))
            .collect();
        if !not_due.is_empty() {
            let titles: Vec<&str> = not_due.iter().map(|f| f.measure.title.as_str()).collect();
            let text = format!("{} {}.", words::NOT_DUE.get(lang), titles.join("; "));
            let grounds: Vec<GroundId> = not_due.iter().flat_map(|f| f.grounds.iter().copied()).collect();
            self.say_with(text, &grounds);
        }
        for one in found {
            if let Standing::Open(facts) = &one.standing {
                let mut text = format!("{} {}.", words::UNDECIDED.get(lang), one.measure.title);
                if let Some(missing) = self.missing(facts) {
                    text.push(' ');
                    text.push_str(&missing);
                }
                self.say_with(text, &one.grounds);
            }
        }
    }

    /// Title, amount and notification.
    fn due(&mut self, measure: &Measure, amount: Option<&Value>, missing: &[FactId]) -> String {
        let lang = self.program.lang;
        let mut text = format!("{} {}", words::DUE.get(lang), measure.title);
        match amount {
            None => text.push('.'),
            Some(Value::Unknown) => {
                text.push_str(". ");
                text.push_str(words::AMOUNT_UNKNOWN.get(lang));
                if let Some(missing) = self.missing(missing) {
                    text.push(' ');
                    text.push_str(&missing);
                }
            }
            Some(amount) => {
                text.push_str(" — ");
                text.push_str(&show::plain(amount, lang));
                text.push('.');
            }
        }
        if let Some(notice) = measure.notice {
            text.push('\n');
            text.push_str(&self.render(notice));
        }
        text
    }

    /// Says a text with its own grounds, though some of them were given in this turn already.
    fn say_with(&mut self, text: String, grounds: &[GroundId]) {
        self.given.retain(|g| !grounds.contains(g));
        self.owed.extend(grounds);
        self.say(text);
    }
}
