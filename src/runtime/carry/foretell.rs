//! What a new bundle does to the conversations of an old one, before it is published.

use serde::{Deserialize, Serialize};

use super::{Continued, Placed, carry, nodes, place};
use crate::bundle::program::{Op, StepId};
use crate::runtime::Engine;
use crate::runtime::session::{Entered, Few, Frame, Session, StepName, Waiting};
use crate::value::{Channel, Date, Name};

/// What happens to the conversations that stand in a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StepUpgrade {
    /// The scenario of the old bundle.
    pub scenario: Name,
    /// Its step.
    pub step: Name,
    /// The worst that happens; none where nobody can stand there, because the step waits for nothing.
    pub how: Option<Continued>,
}

/// What a new bundle does to the conversations of an old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UpgradeReport {
    /// Every step that is in force on the day, in the order of the old bundle.
    pub steps: Vec<StepUpgrade>,
    /// Facts that the new bundle does not have.
    pub facts_gone: Vec<Name>,
    /// Facts of another type: known values that do not fit it are forgotten.
    pub facts_changed: Vec<Name>,
    /// Topics that the new bundle does not have on that day.
    pub topics_gone: Vec<Name>,
}

impl Engine {
    /// What [`Engine::resume`] would do to the conversations that stand in the bundle of `old` on a day.
    pub fn upgrade_from(&self, old: &Engine, day: Date) -> UpgradeReport {
        let program = &old.0.program;
        let mut report = UpgradeReport::default();
        for scenario in program.scenarios.iter().filter(|s| s.valid.holds(day)) {
            for step in scenario.steps.0.0..scenario.steps.1.0 {
                let Some(declared) = program.steps.get(step as usize) else {
                    continue;
                };
                report.steps.push(StepUpgrade {
                    scenario: scenario.name.clone(),
                    step: declared.name.clone(),
                    how: self.of_step(old, StepId(step), day),
                });
            }
        }
        for fact in &program.facts {
            match self.0.keys.facts.all(crate::bundle::keys::hash(&fact.name)).next() {
                None => report.facts_gone.push(fact.name.clone()),
                Some(new) => {
                    let new = self.0.program.facts.get(new as usize);
                    let same = new.is_some_and(|n| n.ty == fact.ty && n.options.len() == fact.options.len());
                    if !same {
                        report.facts_changed.push(fact.name.clone());
                    }
                }
            }
        }
        for topic in program.topics.iter().filter(|t| t.valid.holds(day)) {
            if self.0.topic_of(&topic.path, day).is_none() {
                report.topics_gone.push(topic.path.clone());
            }
        }
        report
    }

    /// The worst that happens to a conversation that stands at one of the nodes of a step.
    fn of_step(&self, old: &Engine, step: StepId, day: Date) -> Option<Continued> {
        let all = nodes(&old.0, step).filter_map(|(node, op)| {
            let waiting = match op {
                Op::Ask { fact, .. } => Waiting::Fact {
                    fact: *fact,
                    among: Few::new(),
                },
                Op::Menu { .. } => Waiting::Menu { among: Few::new() },
                Op::Lookup { .. } => Waiting::Lookup,
                Op::Identify { .. } => Waiting::Identify,
                // Which fact is asked there depends on what is known.
                Op::Derive { .. } | Op::Measures { .. } => return self.by_place(old, step, day, |_| false),
                Op::Call { scenario, .. } => {
                    let callee = old.0.program.scenarios.get(scenario.index())?.name.clone();
                    return self.by_place(old, step, day, |name| *name == callee);
                }
                _ => return None,
            };
            let mut session = Session::new(old.0.id, Channel::Chat, day);
            session.frames.push(Frame {
                step,
                node,
                entered: Entered::Question,
                topic: None,
            });
            session.waiting = waiting;
            session.name_things(&old.0.program);
            Some(carry(&self.0, &mut session).how)
        });
        all.max_by_key(Continued::loss)
    }

    /// By the step alone, where it does not matter what is waited for; a step that has changed goes on behind a call
    /// that it still makes.
    fn by_place(&self, old: &Engine, step: StepId, day: Date, calls: impl Fn(&Name) -> bool) -> Option<Continued> {
        let name = StepName::of(&old.0.program, step)?;
        let still_calls = |step: StepId| {
            nodes(&self.0, step).any(|(_, op)| match op {
                Op::Call { scenario, .. } => {
                    let callee = self.0.program.scenarios.get(scenario.index());
                    callee.is_some_and(|s| calls(&s.name))
                }
                _ => false,
            })
        };
        Some(match place(&self.0, &name, day) {
            Placed::Changed(step) | Placed::Replaced(step) if still_calls(step) => Continued::Here,
            placed => placed.continued(&self.0),
        })
    }
}
