//! The doors: why, for a conversation and for facts that are given.

use rustc_hash::FxHashMap;

use super::{Explainer, Why};
use crate::bundle::program::{FactId, Measure};
use crate::channel::Origin;
use crate::runtime::engine::{Engine, Inner};
use crate::runtime::eval::Known;
use crate::runtime::session::{FactKey, KnownFacts, Session};
use crate::source::fold;
use crate::value::{Date, Name, Value};

impl Engine {
    /// Why a fact, a decision or a measure is as it is in a conversation, by its name in any case.
    /// `None` where the base has nothing of this name on the date of the conversation.
    pub fn why(&self, session: &Session, name: &str) -> Option<Why> {
        let program = self.program();
        let known = KnownFacts {
            program,
            facts: &session.facts,
        };
        let origin = |id: FactId| {
            let fact = program.facts.get(id.index());
            let stored = fact.and_then(|f| session.facts.get(FactKey::of(&f.name)));
            stored.map_or(Origin::Given, |s| s.origin.into())
        };
        explain(self.inner(), &known, &origin, session.date(), name)
    }

    /// As [`Self::why`], for facts that are given, on a day. Facts that the base does not have are
    /// passed by.
    pub fn why_given(&self, name: &str, facts: &[(Name, Value)], today: Date) -> Option<Why> {
        let ids = facts
            .iter()
            .filter_map(|(name, value)| Some((self.fact_id(name)?, value.clone())));
        let known: FxHashMap<FactId, Value> = ids.collect();
        explain(self.inner(), &known, &|_| Origin::Given, today, name)
    }
}

fn explain(
    inner: &Inner,
    known: &dyn Known,
    origin: &dyn Fn(FactId) -> Origin,
    today: Date,
    name: &str,
) -> Option<Why> {
    let name = fold(name.trim());
    let program = &*inner.program;
    let mut explainer = Explainer::new(program, &inner.prepared, known, origin, today);
    if let Some(fact) = inner.fact_of(FactKey::of(&name)) {
        return Some(explainer.fact(fact));
    }
    let mut measures = program.measures.iter().filter(|m| m.valid.holds(today));
    measures.find(|m| *m.name == *name).map(|m| explainer.measure(m))
}

/// What tells most why a measure is not due, in a clause.
pub(crate) fn why_not(inner: &Inner, known: &dyn Known, today: Date, measure: &Measure) -> Option<String> {
    let origin = |_| Origin::Given;
    let mut explainer = Explainer::new(&inner.program, &inner.prepared, known, &origin, today);
    let reasons = explainer.measure(measure).reasons(inner.program.lang);
    reasons.into_iter().next()
}
