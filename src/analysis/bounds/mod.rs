//! Class L10: how much a conversation may ask and say.
//!
//! Counted is a citizen who answers: misunderstandings and silence only ask the same again. A fact that
//! was asked is not asked twice. A circle that asks anew, such as a menu one returns to, is gone through
//! once; how often people really go round is theirs to decide, and the base says in the scenario that
//! they may: `повторы по желанию`.
//!
//! The figures are upper bounds: no such citizen hears more. They may hear less, for answers are not
//! followed from one line to the next: the longest way may ask for answers that exclude each other. Only
//! branches that L0402 or L0403 prove never to be taken, whatever is answered, are not gone.

mod cells;
mod circles;
mod dead;
mod goals;
mod lines;
mod walk;

use rayon::prelude::*;

use crate::bundle::program::ScenarioId;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::span::Place;
use crate::value::Name;

use super::route::{self, Hop};
use dead::Dead;
use lines::Lines;
use walk::Walker;

/// How much one scenario may ask and say.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The scenario.
    pub scenario: Name,
    /// Its title.
    pub title: String,
    /// Where its name stands.
    pub place: Place,
    /// Most questions on any way through it: an upper bound.
    pub questions: u32,
    /// Steps on that way.
    pub questions_path: Vec<Name>,
    /// Longest time, in seconds, that the voice speaks on any way through it; none where the base
    /// declares no voice.
    pub seconds: Option<f64>,
    /// Steps on that way.
    pub seconds_path: Vec<Name>,
    /// Steps of a circle that asks anew each time.
    pub circle: Vec<Name>,
    /// Whether the scenario says that people may go round.
    pub repeats: bool,
    hops: (Vec<Hop>, Vec<Hop>),
}

/// The bounds of every scenario, in the order of the base. `found` is what was found out about its conditions.
pub fn bounds(model: &Model, found: &Diagnostics) -> Vec<Bound> {
    let lines = Lines::new(model, Dead::new(model, found));
    let ids = 0..u32::try_from(model.program.scenarios.len()).unwrap_or(u32::MAX);
    ids.into_par_iter()
        .filter_map(|n| bound(model, &lines, ScenarioId(n)))
        .collect()
}

fn bound(model: &Model, lines: &Lines<'_>, id: ScenarioId) -> Option<Bound> {
    let program = &model.program;
    let scenario = program.scenarios.get(id.index())?;
    let found = Walker::new(program, lines).scenario(id.index());
    let names = |hops: &[Hop]| route::witness(program, hops, false).steps;
    Some(Bound {
        scenario: scenario.name.clone(),
        title: scenario.title.clone(),
        place: model.places.scenarios.get(id.index()).copied()?,
        questions: found.questions,
        questions_path: names(&found.questions_path),
        seconds: lines.speaks().then_some(found.seconds),
        seconds_path: names(&found.seconds_path),
        circle: found.circle,
        repeats: repeats(model, id).is_some(),
        hops: (found.questions_path, found.seconds_path),
    })
}

fn repeats(model: &Model, id: ScenarioId) -> Option<Place> {
    model.places.repeats.get(id.index()).copied().flatten()
}

/// L1001 too many questions, L1002 too long to listen to, L1003 no bound at all, L1004 a circle declared
/// where there is none.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let limits = &model.manifest.limits;
    let declared = model.places.repeats.iter().any(Option::is_some);
    if limits.questions.is_none() && limits.spoken_seconds.is_none() && !declared {
        return;
    }
    for (n, bound) in (0..).zip(bounds(model, found)) {
        of_scenario(model, ScenarioId(n), &bound, found);
    }
}

fn of_scenario(model: &Model, id: ScenarioId, bound: &Bound, found: &mut Diagnostics) {
    let program = &model.program;
    let limits = &model.manifest.limits;
    let place = bound.place;
    let limited = limits.questions.is_some() || limits.spoken_seconds.is_some();
    if let Some(line) = repeats(model, id).filter(|_| bound.circle.is_empty()) {
        let finding = Diagnostic::new(&codes::REPEATS_NOTHING, line.file, line.span);
        found.push(finding.arg("scenario", &*bound.scenario).replace(line.span, ""));
    }
    if limited && !bound.circle.is_empty() && !bound.repeats {
        let names = bound.circle.iter().map(|n| &**n);
        found.push(
            Diagnostic::new(&codes::UNBOUNDED, place.file, place.span)
                .arg("scenario", &*bound.scenario)
                .arg("circle", super::circle(names)),
        );
    }
    if let Some(limit) = limits.questions.filter(|limit| bound.questions > *limit) {
        let shown = route::witness(program, &bound.hops.0, false);
        found.push(
            Diagnostic::new(&codes::TOO_MANY_QUESTIONS, place.file, place.span)
                .arg("scenario", &*bound.scenario)
                .arg("questions", bound.questions)
                .arg("limit", limit)
                .arg("path", route::in_words(&shown))
                .witness(shown),
        );
    }
    if let (Some(limit), Some(seconds)) = (limits.spoken_seconds, bound.seconds)
        && seconds > f64::from(limit)
    {
        let shown = route::witness(program, &bound.hops.1, true);
        found.push(
            Diagnostic::new(&codes::TOO_LONG_TO_HEAR, place.file, place.span)
                .arg("scenario", &*bound.scenario)
                .arg("seconds", format!("{seconds:.0}"))
                .arg("limit", limit)
                .arg("path", route::in_words(&shown))
                .witness(shown),
        );
    }
}

#[cfg(test)]
mod tests;
