//! Cues beside others of the same topic: L0702 one that another always decides before, L0703 one that stands
//! twice, L0704 one that speaks for a topic only where another forbids it.

use rustc_hash::FxHashMap;

use super::without_weight;
use crate::bundle::program::{Cue, CueWeight, Pattern};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::span::Place;

/// Reports each cue at most once.
pub fn check(model: &Model, found: &mut Diagnostics) {
    for (topic, places) in model.program.topics.iter().zip(&model.places.topics) {
        if topic.cues.len() < 2 {
            continue;
        }
        let strong = Strong::of(&topic.cues);
        let mut first: FxHashMap<&str, usize> = FxHashMap::default();
        for (n, (cue, place)) in topic.cues.iter().zip(&places.cues).enumerate() {
            // Equal patterns are written alike, but for spaces; equality decides.
            let earlier = first.get(without_weight(cue)).copied().filter(|m| {
                let same = |other: &Cue| other.pattern == cue.pattern && kind(other.weight) == kind(cue.weight);
                topic.cues.get(*m).is_some_and(same)
            });
            first.entry(without_weight(cue)).or_insert(n);
            let other = |m: usize| Some((topic.cues.get(m)?, *places.cues.get(m)?));
            if let Some((other, at)) = earlier.and_then(other) {
                let entry = &codes::CUE_TWICE;
                found.push(finding(entry, cue, *place, other, at));
            } else if let Some((other, at)) = strong.implied(&topic.cues, n).and_then(other) {
                let entry = match other.weight {
                    CueWeight::Never => &codes::CUE_AGAINST_CUE,
                    _ => &codes::IDLE_CUE,
                };
                found.push(finding(entry, cue, *place, other, at));
            }
        }
    }
}

fn finding(entry: &'static crate::diag::Entry, cue: &Cue, place: Place, other: &Cue, at: Place) -> Diagnostic {
    Diagnostic::new(entry, place.file, place.span)
        .arg("cue", without_weight(cue))
        .arg("other", without_weight(other))
        .also(
            at.file,
            at.span,
            "этот признак сработает всегда вместе с ним",
            "this cue always holds together with it",
        )
}

/// Whether points, decisive or forbidding.
fn kind(weight: CueWeight) -> u8 {
    match weight {
        CueWeight::Points(_) => 0,
        CueWeight::Always => 1,
        CueWeight::Never => 2,
    }
}

/// The decisive and forbidding cues of a topic, by a form that each needs.
#[derive(Default)]
struct Strong<'p> {
    by_form: FxHashMap<&'p str, Vec<usize>>,
    others: Vec<usize>,
}

impl<'p> Strong<'p> {
    fn of(cues: &'p [Cue]) -> Self {
        let mut strong = Self::default();
        for (n, cue) in cues.iter().enumerate() {
            if let CueWeight::Points(_) = cue.weight {
                continue;
            }
            match needed(&cue.pattern) {
                Some(form) => strong.by_form.entry(form).or_default().push(n),
                None => strong.others.push(n),
            }
        }
        strong
    }

    /// A cue that holds wherever cue `n` does and leaves it nothing to say.
    fn implied(&self, cues: &[Cue], n: usize) -> Option<usize> {
        let cue = cues.get(n)?;
        let mut near: Vec<usize> = self.others.clone();
        forms(&cue.pattern, &mut |form| {
            near.extend(self.by_form.get(form).into_iter().flatten())
        });
        near.sort_unstable();
        near.dedup();
        near.into_iter().find(|m| {
            let Some(other) = cues.get(*m).filter(|_| *m != n) else {
                return false;
            };
            let silenced = match (cue.weight, other.weight) {
                (CueWeight::Points(_), CueWeight::Always) => true,
                // Of two that say the same the later one is idle.
                (CueWeight::Always, CueWeight::Always) | (CueWeight::Never, CueWeight::Never) => {
                    *m < n || !implies(&other.pattern, &cue.pattern)
                }
                (CueWeight::Points(points), CueWeight::Never) => points > 0,
                (CueWeight::Always, CueWeight::Never) => true,
                _ => false,
            };
            silenced && implies(&cue.pattern, &other.pattern)
        })
    }
}

/// A form without which a pattern cannot hold.
fn needed(pattern: &Pattern) -> Option<&str> {
    match pattern {
        Pattern::Form(form) => Some(form),
        Pattern::Phrase(forms) => forms.first().map(String::as_str),
        Pattern::And(parts) => parts.iter().find_map(needed),
        Pattern::Near(a, _, b) => needed(a).or_else(|| needed(b)),
        _ => None,
    }
}

fn forms<'p>(pattern: &'p Pattern, see: &mut impl FnMut(&'p str)) {
    match pattern {
        Pattern::Form(form) => see(form),
        Pattern::Phrase(all) => all.iter().for_each(|form| see(form)),
        Pattern::And(parts) | Pattern::Or(parts) => parts.iter().for_each(|p| forms(p, see)),
        Pattern::Near(a, _, b) => [a, b].into_iter().for_each(|p| forms(p, see)),
        Pattern::Exact(_) | Pattern::Prefix(_) | Pattern::Entity(_) | Pattern::Not(_) => {}
    }
}

/// Whether `q` is sure to hold wherever `p` does. May miss it, never claims it wrongly.
pub(super) fn implies(p: &Pattern, q: &Pattern) -> bool {
    if p == q {
        return true;
    }
    match (p, q) {
        (Pattern::Or(parts), _) if !parts.is_empty() => parts.iter().all(|part| implies(part, q)),
        (_, Pattern::And(parts)) => parts.iter().all(|part| implies(p, part)),
        (_, Pattern::Or(parts)) if parts.iter().any(|part| implies(p, part)) => true,
        (Pattern::And(parts), _) => parts.iter().any(|part| implies(part, q)),
        (Pattern::Near(a, wide, b), Pattern::Near(c, wider, d)) => {
            wide <= wider && ((a == c && b == d) || (a == d && b == c))
        }
        (Pattern::Near(a, _, b), _) => implies(a, q) || implies(b, q),
        (Pattern::Phrase(all), Pattern::Form(form)) => all.contains(form),
        (Pattern::Phrase(all), Pattern::Phrase(some)) => {
            !some.is_empty() && all.windows(some.len()).any(|window| window == some.as_slice())
        }
        (Pattern::Exact(word), Pattern::Prefix(start)) => word.starts_with(start.as_str()),
        (Pattern::Prefix(long), Pattern::Prefix(start)) => long.starts_with(start.as_str()),
        _ => false,
    }
}
