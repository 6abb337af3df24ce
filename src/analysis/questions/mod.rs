//! Class L07: topics as questions find them, judged by the very words and cues that the runtime sees.
//!
//! What needs the trained ranker is in `compile`; everything here is near-linear in phrases and cues.

mod bare;
mod hygiene;
mod shadow;
mod taken;
#[cfg(test)]
mod tests;
mod twins;

use crate::bundle::program::{Cue, Program, Topic, Validity};
use crate::diag::Diagnostics;
use crate::model::Model;

/// All checks of topics that need no ranker.
pub fn check(model: &Model, found: &mut Diagnostics) {
    hygiene::check(model, found);
    bare::check(model, found);
    twins::check(model, found);
    shadow::check(model, found);
    taken::check(model, found);
}

/// Whether two topics are ever in force on the same day.
fn meet(a: &Validity, b: &Validity) -> bool {
    let before = |a: &Validity, b: &Validity| matches!((a.until, b.from), (Some(until), Some(from)) if until < from);
    !before(a, b) && !before(b, a)
}

/// Whether one is the other, an edition of it, or stands above it.
fn related(a: &Topic, b: &Topic) -> bool {
    let under = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.'));
    a.path == b.path || under(&a.path, &b.path) || under(&b.path, &a.path)
}

/// A cue as its author wrote it, without the weight.
fn without_weight(cue: &Cue) -> &str {
    let written = cue.shown.split_once(char::is_whitespace);
    written.map_or(cue.shown.as_str(), |(_, pattern)| pattern.trim())
}

fn topic(program: &Program, number: usize) -> Option<&Topic> {
    program.topics.get(number)
}
