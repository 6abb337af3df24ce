//! L0312 cues for which one very common word is enough.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::bundle::program::{Cue, CueWeight, Pattern};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// Topics with cues below which a base is too small to say what is common.
const LARGE: usize = 100;
/// A word is common when the cues of more than one topic in so many have it.
const ONE_IN: usize = 5;

/// Reports the cues that speak for a topic because of one word that speaks for many others as well.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let topics = || model.program.topics.iter();
    let all = topics().filter(|t| !t.cues.is_empty()).count();
    if all < LARGE {
        return;
    }
    let mut topics_with: FxHashMap<&str, usize> = FxHashMap::default();
    let mut of_topic: FxHashSet<&str> = FxHashSet::default();
    for topic in topics() {
        of_topic.clear();
        for cue in &topic.cues {
            forms(&cue.pattern, &mut |form| {
                if of_topic.insert(form) {
                    *topics_with.entry(form).or_default() += 1;
                }
            });
        }
    }
    let common = |form: &str| topics_with.get(form).copied().filter(|n| n * ONE_IN > all);
    for (topic, places) in topics().zip(&model.places.topics) {
        for (cue, place) in topic.cues.iter().zip(&places.cues) {
            if let Some(form) = enough(&cue.pattern, &|form| common(form).is_some())
                && speaks_for(cue)
            {
                found.push(
                    Diagnostic::new(&codes::COMMON_CUE, place.file, place.span)
                        .arg("word", form)
                        .arg("topics", common(form).unwrap_or(0).to_string())
                        .arg("all", all.to_string()),
                );
            }
        }
    }
}

/// A common word that speaks against a topic does no harm.
fn speaks_for(cue: &Cue) -> bool {
    match cue.weight {
        CueWeight::Points(points) => points > 0,
        CueWeight::Always => true,
        CueWeight::Never => false,
    }
}

fn forms<'p>(pattern: &'p Pattern, see: &mut impl FnMut(&'p str)) {
    match pattern {
        Pattern::Form(form) => see(form),
        Pattern::Phrase(forms) => forms.iter().for_each(|f| see(f)),
        Pattern::And(parts) | Pattern::Or(parts) => parts.iter().for_each(|p| forms(p, see)),
        Pattern::Near(a, _, b) => [a, b].into_iter().for_each(|p| forms(p, see)),
        Pattern::Exact(_) | Pattern::Prefix(_) | Pattern::Entity(_) | Pattern::Not(_) => {}
    }
}

/// A common form that makes the pattern match by itself, whatever else must be absent.
fn enough<'p>(pattern: &'p Pattern, common: &impl Fn(&str) -> bool) -> Option<&'p str> {
    match pattern {
        Pattern::Form(form) => Some(&**form).filter(|f| common(f)),
        Pattern::Phrase(forms) => match &**forms {
            [form] => Some(&**form).filter(|f| common(f)),
            _ => None,
        },
        Pattern::Or(parts) => parts.iter().find_map(|p| enough(p, common)),
        Pattern::And(parts) => {
            let mut needed = parts.iter().filter(|p| !matches!(p, Pattern::Not(_)));
            match (needed.next(), needed.next()) {
                (Some(only), None) => enough(only, common),
                _ => None,
            }
        }
        Pattern::Near(..) | Pattern::Exact(_) | Pattern::Prefix(_) | Pattern::Entity(_) | Pattern::Not(_) => None,
    }
}
