//! What the things are called that a session refers to by number, so that another bundle can find them.

use serde::{Deserialize, Serialize};

use super::key::Key;
use super::{Few, Session, Waiting};
use crate::bundle::program::{FactId, GroundId, NodeId, ParameterId, Program, SourceId, StepId, TopicId};
use crate::value::{Date, Ground};

/// A thing of a bundle that has a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Thing {
    Topic(TopicId),
    Fact(FactId),
    Ground(GroundId),
    Parameter(ParameterId),
    Source(SourceId),
}

/// Where a frame stands, as any bundle can find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StepName {
    of: StepId,
    /// Its first node: places in the step are counted from it.
    pub(crate) first: NodeId,
    pub(crate) scenario: Key,
    pub(crate) step: Key,
    /// Hash of what the step does.
    pub(crate) shape: Key,
}

/// The names: kept up to date at the end of every turn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Names {
    /// Of the frames, in their order.
    pub(crate) steps: Vec<StepName>,
    things: Vec<(Thing, Key)>,
}

impl StepName {
    pub(crate) fn of(program: &Program, id: StepId) -> Option<Self> {
        let step = program.steps.get(id.index())?;
        let scenario = program.scenarios.get(step.scenario.index())?;
        Some(Self {
            of: id,
            first: step.first,
            scenario: Key::of(&scenario.name),
            step: Key::of(&step.name),
            shape: Key(step.hash),
        })
    }
}

impl Names {
    pub(crate) fn key(&self, thing: Thing) -> Option<Key> {
        self.things.iter().find(|(t, _)| *t == thing).map(|(_, key)| *key)
    }
}

/// Key of a legal ground: its act and point.
pub(crate) fn ground_key(ground: &Ground) -> Key {
    match &ground.point {
        Some(point) => Key::of(&format!("{}\0{point}", ground.act)),
        None => Key::of(&ground.act),
    }
}

fn key_of(program: &Program, thing: Thing) -> Option<Key> {
    Some(match thing {
        Thing::Topic(id) => Key::of(&program.topics.get(id.index())?.path),
        Thing::Fact(id) => Key::of(&program.facts.get(id.index())?.name),
        Thing::Ground(id) => ground_key(program.grounds.get(id.index())?),
        Thing::Parameter(id) => Key::of(&program.parameters.get(id.index())?.name),
        Thing::Source(id) => Key::of(&program.sources.get(id.index())?.name),
    })
}

impl Session {
    /// Names what the session refers to now.
    pub(crate) fn name_things(&mut self, program: &Program) {
        let mut names = std::mem::take(&mut self.names);
        names.steps.truncate(self.frames.len());
        for (at, frame) in self.frames.iter().enumerate() {
            match names.steps.get_mut(at) {
                Some(name) if name.of == frame.step => {}
                Some(name) => {
                    if let Some(new) = StepName::of(program, frame.step) {
                        *name = new;
                    }
                }
                None => {
                    names.steps.reserve_exact(1);
                    names.steps.extend(StepName::of(program, frame.step));
                }
            }
        }
        let known = names.things.len();
        let mut used: u64 = 0;
        self.each_thing(|thing| match names.things.iter().position(|(t, _)| *t == thing) {
            Some(at) => used |= 1 << at.min(63),
            None => {
                if names.things.len() == names.things.capacity() {
                    names.things.reserve_exact(2);
                }
                names.things.extend(key_of(program, thing).map(|key| (thing, key)));
            }
        });
        // What is referred to no longer is forgotten when something new is named, not in every turn.
        if names.things.len() > known {
            let mut at = 0;
            names.things.retain(|_| {
                at += 1;
                at > known || at > 63 || used & (1 << (at - 1)) != 0
            });
        }
        self.names = names;
    }

    /// Refers to the things of another bundle: `find` tells which. What that bundle does not have is left out.
    pub(crate) fn refer_anew(&mut self, find: impl Fn(Thing) -> Option<Thing>) {
        let topic = |id: TopicId| match find(Thing::Topic(id)) {
            Some(Thing::Topic(id)) => Some(id),
            _ => None,
        };
        let source = |id: SourceId| match find(Thing::Source(id)) {
            Some(Thing::Source(id)) => Some(id),
            _ => None,
        };
        for frame in &mut self.frames {
            frame.topic = frame.topic.and_then(topic);
        }
        self.topic = self.topic.and_then(topic);
        if let Some(asked) = &mut self.asked {
            let known = asked
                .topics
                .iter()
                .filter_map(|(id, score)| Some((topic(*id)?, *score)));
            asked.topics = known.collect();
        }
        if let Some(later) = &mut self.later {
            later.topics = later.topics.iter().copied().filter_map(topic).collect();
        }
        self.later = self.later.take().filter(|l| !l.topics.is_empty());
        self.waiting = match std::mem::replace(&mut self.waiting, Waiting::Question) {
            Waiting::Clarify { topics } => {
                let topics: Few<TopicId> = topics.iter().copied().filter_map(topic).collect();
                match topics.is_empty() {
                    true => Waiting::Question,
                    false => Waiting::Clarify { topics },
                }
            }
            Waiting::Fact { fact, among } => match find(Thing::Fact(fact)) {
                Some(Thing::Fact(fact)) => Waiting::Fact { fact, among },
                _ => Waiting::Question,
            },
            Waiting::Source { source: id } => source(id).map_or(Waiting::Question, |source| Waiting::Source { source }),
            Waiting::Later if self.later.is_none() => Waiting::Question,
            other => other,
        };
        let ground = |id: &GroundId| match find(Thing::Ground(*id)) {
            Some(Thing::Ground(id)) => Some(id),
            _ => None,
        };
        self.grounds = self.grounds.iter().filter_map(ground).collect();
        let parameter = |(id, day): &(ParameterId, Date)| match find(Thing::Parameter(*id)) {
            Some(Thing::Parameter(id)) => Some((id, *day)),
            _ => None,
        };
        self.outdated = self.outdated.iter().filter_map(parameter).collect();
        self.tried = self.tried.iter().copied().filter_map(source).collect();
    }

    fn each_thing(&self, mut each: impl FnMut(Thing)) {
        let mut topic = |id: TopicId| each(Thing::Topic(id));
        self.frames.iter().filter_map(|f| f.topic).for_each(&mut topic);
        self.topic.into_iter().for_each(&mut topic);
        if let Some(asked) = &self.asked {
            asked.topics.iter().for_each(|(id, _)| topic(*id));
        }
        if let Some(later) = &self.later {
            later.topics.iter().copied().for_each(&mut topic);
        }
        match &self.waiting {
            Waiting::Clarify { topics } => topics.iter().copied().for_each(&mut topic),
            Waiting::Fact { fact, .. } => each(Thing::Fact(*fact)),
            Waiting::Source { source } => each(Thing::Source(*source)),
            _ => {}
        }
        self.grounds.iter().for_each(|id| each(Thing::Ground(*id)));
        self.outdated.iter().for_each(|(id, _)| each(Thing::Parameter(*id)));
        self.tried.iter().for_each(|id| each(Thing::Source(*id)));
    }
}
