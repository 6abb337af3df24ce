//! L0708 topics without an answer; L0709 topics that no question finds; L0710 «не путать с» said by one side.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::analysis::walk::{ops_of_step, targets_of};
use crate::bundle::program::{Answer, Target, TopicId};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// The three checks.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let path = |id: &TopicId| program.topics.get(id.index()).map(|t| &*t.path);
    let above: FxHashSet<&str> = program
        .topics
        .iter()
        .filter_map(|t| t.path.rsplit_once('.').map(|(above, _)| above))
        .collect();
    let referred = referred(model);
    let mut reported: FxHashSet<(&str, &str)> = FxHashSet::default();
    for (topic, places) in program.topics.iter().zip(&model.places.topics) {
        let leaf = !above.contains(&*topic.path);
        // An answer that could not be resolved has been reported.
        if leaf && topic.answer.is_none() && places.answer.is_none() {
            found.push(
                Diagnostic::new(&codes::TOPIC_WITHOUT_ANSWER, places.name.file, places.name.span)
                    .arg("topic", &*topic.path),
            );
        }
        let mute = topic.phrases.is_empty() && topic.cues.is_empty();
        if leaf && mute && !referred.contains(&*topic.path) {
            found.push(
                Diagnostic::new(&codes::TOPIC_WITHOUT_WORDS, places.name.file, places.name.span)
                    .arg("topic", &*topic.path),
            );
        }
    }
    let declared: BTreeSet<(&str, &str)> = program
        .topics
        .iter()
        .zip(&model.places.topics)
        .flat_map(|(t, p)| p.not_confuse.iter().filter_map(|(o, _)| Some((&*t.path, path(o)?))))
        .collect();
    for (topic, places) in program.topics.iter().zip(&model.places.topics) {
        for (other, place) in &places.not_confuse {
            let Some(to) = path(other) else { continue };
            if !declared.contains(&(to, &*topic.path)) && reported.insert((&topic.path, to)) {
                let first = model.places.topics.get(other.index()).map_or(*place, |p| p.name);
                found.push(
                    Diagnostic::new(&codes::CONFUSED_ONE_WAY, place.file, place.span)
                        .arg("topic", &*topic.path)
                        .arg("other", to)
                        .also(
                            first.file,
                            first.span,
                            "здесь об этом не сказано",
                            "this one does not say so",
                        ),
                );
            }
        }
    }
}

/// Paths of topics that an answer or a transition leads to.
fn referred(model: &Model) -> FxHashSet<&str> {
    let program = &model.program;
    let answers = program.topics.iter().filter_map(|t| match &t.answer {
        Some(Answer::Topic(to)) => Some(*to),
        _ => None,
    });
    let of_steps = (0..program.steps.len())
        .flat_map(|step| ops_of_step(program, step))
        .flat_map(|(_, op)| targets_of(program, op))
        .map(|(_, target)| target);
    let of_handlers = program.handlers.iter().flatten().filter_map(|h| h.target.as_ref());
    let targets = of_steps.chain(of_handlers).filter_map(|target| match target {
        Target::Topic(to) => Some(*to),
        _ => None,
    });
    let ids = answers.chain(targets);
    ids.filter_map(|id| program.topics.get(id.index()).map(|t| &*t.path))
        .collect()
}
