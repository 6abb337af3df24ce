//! Findings of `check` on the cards of a scenario.

use super::draw::Drawing;
use crate::bundle::program::{ScenarioId, StepId};
use crate::diag::{self, Diagnostic, Turn, Witness};
use crate::picture::{Finding, LinkKind, Picture, Place, Way};
use crate::span;

impl Drawing<'_> {
    /// What was found in a scenario, or comes about in it.
    pub(super) fn findings_of(&self, id: ScenarioId, picture: &Picture) -> Vec<Finding> {
        let found = self.checked().diagnostics.iter();
        found.filter_map(|d| self.finding(id, picture, d)).collect()
    }

    fn finding(&self, id: ScenarioId, picture: &Picture, diag: &Diagnostic) -> Option<Finding> {
        let stands = self.stands_at(id, diag.place);
        let way = diag.witness.as_deref().and_then(|w| self.way(id, picture, w));
        // A finding of a table or a fact comes about in the scenario that its conversation goes through.
        let card = match (stands, &way) {
            (Some(card), _) => card,
            (None, Some(way)) => way.cards.last().copied(),
            (None, None) => return None,
        };
        let lang = self.lang();
        let source = self.checked().sources.get(diag.place.file);
        let place = source.map(|s| Place {
            file: s.name.to_string(),
            line: s.line_column(diag.place.span.start).0,
        });
        Some(Finding {
            code: diag.entry.code.to_owned(),
            severity: diag.severity,
            headline: diag.headline(lang),
            why: diag.fill(diag.entry.why, lang),
            help: diag.fill(diag.entry.help, lang),
            card,
            place,
            way,
        })
    }

    /// Whether a place lies in a scenario, and in which of its steps: the header belongs to none.
    fn stands_at(&self, id: ScenarioId, place: span::Place) -> Option<Option<usize>> {
        let places = &self.checked().model.places;
        let scenario = self.program().scenarios.get(id.index())?;
        let steps = scenario.steps.0.index()..scenario.steps.1.index();
        let of_steps = places.steps.get(steps)?;
        let inside = |whole: span::Place| {
            whole.file == place.file && whole.span.start <= place.span.start && place.span.start < whole.span.end.max(1)
        };
        if let Some(card) = of_steps.iter().position(|s| inside(s.whole)) {
            return Some(Some(card));
        }
        let name = places.scenarios.get(id.index())?;
        let first = of_steps.first()?.whole;
        let of_header = name.file == place.file
            && first.file == place.file
            && name.span.start <= place.span.start
            && place.span.start < first.span.start;
        of_header.then_some(None)
    }

    fn way(&self, id: ScenarioId, picture: &Picture, witness: &Witness) -> Option<Way> {
        let scenario = self.program().scenarios.get(id.index())?;
        if witness.scenario.as_ref().is_some_and(|name| *name != scenario.name) {
            return None;
        }
        let first = scenario.steps.0.0;
        let card_of = |name: &str| {
            (first..scenario.steps.1.0)
                .map(StepId)
                .position(|s| self.program().steps.get(s.index()).is_some_and(|s| *s.name == *name))
        };
        let cards: Vec<usize> = witness.steps.iter().filter_map(|name| card_of(name)).collect();
        if cards.is_empty() {
            return None;
        }
        let pairs = cards.iter().zip(cards.iter().skip(1));
        let links = pairs
            .filter_map(|(from, to)| link(picture, *from, *to, &witness.turns))
            .collect();
        let told = diag::tell(witness, &self.checked().model, self.lang());
        Some(Way {
            case: told.case.into_iter().chain(told.turns).collect(),
            replayed: witness.replayed,
            doubt: told.doubt.map(str::to_owned),
            script: told.conversation.join("\n"),
            links,
            cards,
        })
    }
}

/// The way between two cards: that of the option or the handler which the witness names, else the first
/// that is no handler.
fn link(picture: &Picture, from: usize, to: usize, turns: &[Turn]) -> Option<usize> {
    let step = &picture.cards.get(from)?.name;
    let chosen = |name: &str| {
        turns
            .iter()
            .any(|turn| matches!(turn, Turn::Option { step: at, option } if **at == **step && **option == *name))
    };
    let between = picture
        .links
        .iter()
        .enumerate()
        .filter(|(_, l)| (l.from, l.to) == (from, to));
    between
        .min_by_key(|(n, l)| (!chosen(&l.name), l.kind == LinkKind::Handler, *n))
        .map(|(n, _)| n)
}
