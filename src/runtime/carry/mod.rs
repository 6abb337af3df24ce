//! A conversation that stands in one bundle goes on in another.
//!
//! What a session refers to is found by its name. A step that does what it did goes on where it stood; one that has
//! changed asks again; one that is gone is replaced by the step that declares so (`бывший шаг`), or its scenario begins
//! again, or the conversation does. What is known stays known, and everything else is told.

mod foretell;
mod place;

use serde::{Deserialize, Serialize};

pub use foretell::{StepUpgrade, UpgradeReport};
use place::{Placed, place};

use super::Engine;
use super::engine::{Inner, Turn};
use super::explain::Note;
use super::run::Run;
use super::session::{FORMAT, From, Session, StepName, Thing, Waiting, ground_key};
use crate::bundle::BundleId;
use crate::bundle::program::{FactId, GroundId, NodeId, Op, ParameterId, SourceId, StepId, TopicId};
use crate::channel::Event;
use crate::value::{DateTime, Lang, Name, Value};

/// How a conversation of another bundle goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Continued {
    /// Where it stood.
    Here,
    /// The step has changed: it asks again.
    AskedAgain,
    /// The step is gone; this one takes its place, for it declares that it was called so before.
    Replaced(Name),
    /// The step is gone and nothing takes its place: its scenario begins again.
    ScenarioAgain,
    /// The scenario is gone, or has no edition in force on the session's date: the topic is answered again, or the
    /// conversation begins again.
    Anew,
}

/// What became of a session of another bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Moved {
    /// The bundle it belonged to.
    pub from: BundleId,
    /// How it goes on.
    pub how: Continued,
    /// Known facts that were forgotten, because their type has changed and the value does not fit it.
    pub forgotten: Vec<Name>,
    /// Known facts that this bundle does not have.
    pub gone: u32,
}

impl Continued {
    /// How much of the conversation is lost.
    pub(crate) fn loss(&self) -> u8 {
        match self {
            Self::Here => 0,
            Self::AskedAgain => 1,
            Self::Replaced(_) => 2,
            Self::ScenarioAgain => 3,
            Self::Anew => 4,
        }
    }

    /// In words for a supervisor.
    pub fn text(&self, lang: Lang) -> String {
        let (ru, en) = match self {
            Self::Here => (
                "разговор продолжится с того же места".to_owned(),
                "goes on where it stood".to_owned(),
            ),
            Self::AskedAgain => (
                "шаг изменился: вопрос будет задан ещё раз, сказанное сохранится".to_owned(),
                "the step has changed: it asks again, and what was said stays known".to_owned(),
            ),
            Self::Replaced(step) => (
                format!("шага больше нет; его заменил шаг «{step}», где записано прежнее имя"),
                format!("the step is gone; the step “{step}”, which declares the former name, takes its place"),
            ),
            Self::ScenarioAgain => (
                "шага больше нет: сценарий начнётся сначала, сказанное сохранится".to_owned(),
                "the step is gone: its scenario begins again, and what was said stays known".to_owned(),
            ),
            Self::Anew => (
                "сценария больше нет: разговор начнётся сначала, сказанное сохранится".to_owned(),
                "the scenario is gone: the conversation begins again, and what was said stays known".to_owned(),
            ),
        };
        match lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }
}

impl Moved {
    /// In words for a supervisor, a line each.
    pub fn text(&self, lang: Lang) -> Vec<String> {
        let mut lines = vec![self.how.text(lang)];
        if !self.forgotten.is_empty() {
            let names: Vec<&str> = self.forgotten.iter().map(|n| &**n).collect();
            let head = match lang {
                Lang::Ru => "забыто, потому что у факта теперь другой тип",
                Lang::En => "forgotten, because the fact is of another type now",
            };
            lines.push(format!("{head}: {}", names.join(", ")));
        }
        if self.gone > 0 {
            let head = match lang {
                Lang::Ru => "известных фактов, которых в новом пакете нет",
                Lang::En => "known facts that the new bundle does not have",
            };
            lines.push(format!("{head}: {}", self.gone));
        }
        lines
    }
}

impl Engine {
    /// As [`Engine::step`], for a session that may belong to another bundle: it is moved to this one first.
    /// [`Explanation::moved`](super::Explanation::moved) tells how; where the question is put again, the event was
    /// an answer to the old one and is not used, unless it asks for an operator.
    ///
    /// The date of the session stays, and so do its facts. "Назад" does not go back before the move.
    pub fn resume(&self, session: &mut Session, event: Event, now: DateTime) -> Turn {
        if session.bundle == self.0.id || session.format != FORMAT {
            return self.step(session, event, now);
        }
        if session.is_over() {
            return Turn::of_note(session, Note::Over, Vec::new());
        }
        let moved = carry(&self.0, session);
        let mut run = Run::new(&self.0, session, now);
        run.moved(moved, event);
        run.done()
    }
}

/// Moves a session to the bundle of an engine.
fn carry(inner: &Inner, session: &mut Session) -> Moved {
    let from = std::mem::replace(&mut session.bundle, inner.id);
    let (forgotten, gone) = facts(inner, session);
    // What the session waits for at a node, before its fact is looked up among the new ones.
    let waits_at_node = !matches!(
        session.waiting,
        Waiting::Question | Waiting::Clarify { .. } | Waiting::Later | Waiting::Over
    );
    let names = session.names.clone();
    let date = session.date;
    session.refer_anew(|thing| {
        let key = names.key(thing)?;
        Some(match thing {
            Thing::Topic(_) => {
                let fits = |id: &TopicId| {
                    inner
                        .program
                        .topics
                        .get(id.index())
                        .is_some_and(|t| t.valid.holds(date))
                };
                Thing::Topic(inner.keys.topics.all(key.0).map(TopicId).find(fits)?)
            }
            Thing::Fact(_) => Thing::Fact(inner.keys.facts.all(key.0).next().map(FactId)?),
            Thing::Ground(_) => {
                let at = inner.program.grounds.iter().position(|g| ground_key(g) == key)?;
                Thing::Ground(GroundId(u32::try_from(at).ok()?))
            }
            Thing::Parameter(_) => {
                let at = inner.program.parameters.iter().position(|p| key.is_of(&p.name))?;
                Thing::Parameter(ParameterId(u32::try_from(at).ok()?))
            }
            Thing::Source(_) => {
                let at = inner.program.sources.iter().position(|s| key.is_of(&s.name))?;
                Thing::Source(SourceId(u32::try_from(at).ok()?))
            }
        })
    });
    session.history.clear();
    session.last_said.clear();
    let how = frames(inner, session, &names.steps, waits_at_node);
    session.names = Default::default();
    Moved {
        from,
        how,
        forgotten,
        gone,
    }
}

/// Leaves out the facts that this bundle does not have, or whose values it would not take.
fn facts(inner: &Inner, session: &mut Session) -> (Vec<Name>, u32) {
    let (mut forgotten, mut gone) = (Vec::new(), 0);
    session.facts.retain(|key, stored| {
        let Some(fact) = inner.fact_of(key).and_then(|id| inner.fact(id)) else {
            gone += 1;
            return false;
        };
        let fits = stored.value.is_unknown() || inner.program.has_type(fact, &fact.ty, &stored.value);
        // What was concluded from the rules of the other bundle is concluded anew.
        if matches!(stored.origin, From::Concluded(_)) {
            return false;
        }
        if !fits {
            forgotten.push(fact.name.clone());
        }
        fits
    });
    forgotten.sort();
    (forgotten, gone)
}

/// Puts the frames where they stood, as far as that is still there.
fn frames(inner: &Inner, session: &mut Session, names: &[StepName], waits_at_node: bool) -> Continued {
    let count = session.frames.len();
    let mut how = Continued::Here;
    for at in 0..count {
        let top = at + 1 == count;
        let (Some(frame), Some(name)) = (session.frames.get(at).copied(), names.get(at)) else {
            return anew(session);
        };
        let callee = names.get(at + 1).map(|n| n.scenario);
        let placed = place(inner, name, session.date);
        let (step, node) = match placed {
            Placed::Same(step) => {
                let offset = frame.node.0.saturating_sub(name.first.0);
                let node = inner
                    .program
                    .steps
                    .get(step.index())
                    .map(|s| NodeId(s.first.0.saturating_add(offset)));
                match node.filter(|n| !top || !waits_at_node || fits(inner, session, *n)) {
                    Some(node) => (step, node),
                    None => {
                        if top {
                            how = Continued::AskedAgain;
                        }
                        (step, first(inner, step))
                    }
                }
            }
            Placed::Changed(step) | Placed::Replaced(step) => {
                let same = |op: &Op| match (&session.waiting, callee) {
                    (_, Some(callee)) => {
                        let name = match op {
                            Op::Call { scenario, .. } => inner.program.scenarios.get(scenario.index()).map(|s| &s.name),
                            _ => None,
                        };
                        name.is_some_and(|name| callee.is_of(name))
                    }
                    (Waiting::Fact { fact, .. }, None) => matches!(op, Op::Ask { fact: f, .. } if f == fact),
                    (Waiting::Menu { .. }, None) => matches!(op, Op::Menu { .. }),
                    _ => false,
                };
                let found = nodes(inner, step).find(|(_, op)| same(op)).map(|(node, _)| node);
                // A call has been made already: on behind it.
                let found = found.map(|n| if top { n } else { NodeId(n.0.saturating_add(1)) });
                if top {
                    how = placed.continued(inner);
                }
                (step, found.unwrap_or_else(|| first(inner, step)))
            }
            Placed::Scenario(step) => {
                // What the scenario called is part of what begins again.
                session.frames.truncate(at + 1);
                if let Some(frame) = session.frames.last_mut() {
                    (frame.step, frame.node) = (step, first(inner, step));
                }
                return Continued::ScenarioAgain;
            }
            Placed::Gone => return anew(session),
        };
        if let Some(frame) = session.frames.get_mut(at) {
            (frame.step, frame.node) = (step, node);
        }
    }
    // A fact or source that the node waited for is gone: the node is executed anew.
    if waits_at_node && session.waiting == Waiting::Question && how == Continued::Here {
        how = Continued::AskedAgain;
    }
    how
}

fn anew(session: &mut Session) -> Continued {
    session.frames.clear();
    session.waiting = Waiting::Question;
    Continued::Anew
}

fn first(inner: &Inner, step: StepId) -> NodeId {
    inner.program.steps.get(step.index()).map_or(NodeId::NONE, |s| s.first)
}

/// The nodes of a step.
fn nodes(inner: &Inner, step: StepId) -> impl Iterator<Item = (NodeId, &Op)> {
    let from = first(inner, step).0;
    let node = |n: u32| Some((NodeId(n), &inner.program.nodes.get(n as usize)?.op));
    let mut over = false;
    (from..).map_while(node).take_while(move |(_, op)| {
        let before = over;
        over |= op.is_transition();
        !before
    })
}

/// Whether a node waits for what the session waits for.
fn fits(inner: &Inner, session: &Session, node: NodeId) -> bool {
    let Some(node) = inner.program.nodes.get(node.index()) else {
        return false;
    };
    match (&session.waiting, &node.op) {
        (Waiting::Fact { fact, among }, Op::Ask { fact: asked, .. }) => fact == asked && among_fit(inner, *fact, among),
        (Waiting::Fact { fact, among }, Op::Derive { .. } | Op::Measures { .. }) => among_fit(inner, *fact, among),
        (Waiting::Menu { among }, Op::Menu { options, .. }) => {
            among.iter().all(|name| options.iter().any(|o| o.name == *name))
        }
        (Waiting::Lookup, Op::Lookup { .. }) | (Waiting::Identify, Op::Identify { .. }) => true,
        (Waiting::Source { .. }, Op::Derive { .. } | Op::Measures { .. }) => true,
        // What was told and offered of measures is worked out anew.
        _ => false,
    }
}

fn among_fit(inner: &Inner, fact: FactId, among: &[Value]) -> bool {
    let Some(fact) = inner.fact(fact) else { return false };
    let ty = super::run::item(&fact.ty);
    among.iter().all(|value| inner.program.has_type(fact, ty, value))
}
