//! L0801 a source that needs an identification, L0802 a source that tells personal data: reached on some
//! way without an identification that suffices. L0803 a question about personal data that comes before
//! the identification.
//!
//! That a question is about personal data is no reason to identify anybody: people ask what they may be
//! due without giving a name. It is one where the identification follows anyway, because it may fail.
//!
//! The engine keeps whether somebody is identified, not how: whoever is identified by another kind is
//! not asked again. So a source that needs a kind of its own is only safe behind an identification that
//! can end in no other.

use std::collections::{BTreeMap, BTreeSet};

use super::{channels, judged};
use crate::analysis::feasible::Without;
use crate::analysis::guard::{Gain, Lacking, States};
use crate::analysis::ops::{Ops, To, Way};
use crate::analysis::route::in_words;
use crate::analysis::summary::editions;
use crate::bundle::orders::Pursuit;
use crate::bundle::program::{Answer, FactId, Op, Program, ScenarioId, SourceId, Spoken};
use crate::diag::{Arg, Diagnostic, Diagnostics, Entry, codes};
use crate::model::Model;
use crate::value::{Channel, Name};

/// Not identified.
const NOBODY: States = 1;
/// Identified, but perhaps not by the kind that is needed.
const OTHERWISE: States = 2;

/// What an identification gives on a channel.
struct Identified<'a> {
    methods: &'a [Name],
    /// The kind that is needed; any where none is named.
    need: Option<&'a Name>,
}

impl Identified<'_> {
    /// States after a success: none where it gives what is needed.
    fn success(&self, method: Option<&Name>) -> States {
        let suffices = |kind: &Name| self.need.is_none_or(|need| need == kind);
        match method {
            // As the engine: a base that lists no kinds leaves them to the host.
            Some(m) if self.methods.is_empty() || self.methods.contains(m) => {
                if suffices(m) {
                    0
                } else {
                    OTHERWISE
                }
            }
            Some(_) => 0,
            None if self.methods.iter().all(suffices) => 0,
            None => OTHERWISE,
        }
    }
}

impl Gain for Identified<'_> {
    fn after(&self, _: usize, op: &Op, states: States) -> States {
        match op {
            Op::Identify { method, .. } => {
                let fresh = if states & NOBODY != 0 {
                    self.success(method.as_ref())
                } else {
                    0
                };
                fresh | states & OTHERWISE
            }
            _ => states,
        }
    }

    fn aside(&self, _: usize, op: &Op, states: States) -> States {
        match op {
            // Whoever is identified is not asked again, so nothing can fail.
            Op::Identify { .. } => states & NOBODY,
            _ => states,
        }
    }
}

/// A line that must not be reached by anybody unknown.
struct Sink {
    scenario: usize,
    node: usize,
    need: Option<Name>,
    entry: &'static Entry,
    /// The source or the fact.
    what: Name,
    /// The personal fact, where a source tells it.
    fact: Name,
}

/// Reports every such line once.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let sinks = sinks(model);
    if sinks.is_empty() {
        return;
    }
    let needs: BTreeSet<Option<&Name>> = sinks.iter().map(|s| s.need.as_ref()).collect();
    let roots = roots(program);
    let mut lacking: BTreeMap<(Option<&Name>, usize), Lacking<'_, Identified<'_>>> = BTreeMap::new();
    let channels = channels(model);
    let mut without: BTreeMap<(Option<&Name>, usize), Without> = BTreeMap::new();
    for need in needs {
        for (n, (_, methods)) in channels.iter().enumerate() {
            let gain = Identified { methods, need };
            let walked = Lacking::new(program, gain, roots.iter().map(|r| (*r, NOBODY)));
            lacking.insert((need, n), walked);
        }
    }
    for sink in &sinks {
        let reached: Vec<usize> = (0..channels.len())
            .filter(|n| {
                // Personal data are asked for in vain only where somebody could have been identified.
                let can = sink.entry.code != codes::PERSONAL_ASKED.code
                    || channels.get(*n).is_some_and(|(_, methods)| !methods.is_empty());
                can && lacking
                    .get(&(sink.need.as_ref(), *n))
                    .is_some_and(|l| l.at(sink.node) != 0)
            })
            .collect();
        let Some(first) = reached.first().copied() else {
            continue;
        };
        let (Some(place), Some(walked)) = (
            model.places.nodes.get(sink.node),
            lacking.get(&(sink.need.as_ref(), first)),
        ) else {
            continue;
        };
        let only = (reached.len() < channels.len())
            .then(|| channels.get(first).map(|(c, _)| *c))
            .flatten();
        let key = (sink.need.as_ref(), first);
        let without = without
            .entry(key)
            .or_insert_with(|| Without::new(model, walked.giving()));
        let voice = only == Some(Channel::Voice);
        let Some(shown) = judged(program, walked, without, sink.scenario, sink.node, None, voice) else {
            continue;
        };
        found.push(
            Diagnostic::new(sink.entry, place.file, place.span)
                .arg("name", &*sink.what)
                .arg("fact", &*sink.fact)
                .arg("kind", kind(sink.need.as_ref()))
                .arg("channel", on_channel(only))
                .arg("path", in_words(&shown))
                .witness(shown),
        );
    }
}

/// ` единый_портал` after «идентифицировать», where a kind is needed.
fn kind(need: Option<&Name>) -> String {
    need.map(|n| format!(" {n}")).unwrap_or_default()
}

fn on_channel(only: Option<Channel>) -> Arg {
    let (ru, en) = match only {
        None => ("", ""),
        Some(Channel::Chat) => (" в чате", " in chat"),
        Some(Channel::Voice) => (" по телефону", " by telephone"),
    };
    Arg::Words {
        ru: ru.to_owned(),
        en: en.to_owned(),
    }
}

/// Scenarios that a conversation may begin with.
fn roots(program: &Program) -> BTreeSet<usize> {
    let topics = program.topics.iter().filter_map(|t| t.answer.as_ref());
    let answers = topics.chain(program.measures.iter().filter_map(|m| m.answer.as_ref()));
    let scenarios = answers.filter_map(|a| match a {
        Answer::Scenario(id) => Some(*id),
        _ => None,
    });
    let all = scenarios.chain(program.defaults.start);
    all.flat_map(|id| editions(program, id)).collect()
}

fn sinks(model: &Model) -> Vec<Sink> {
    let program = &model.program;
    let identifies = program.nodes.iter().any(|n| matches!(n.op, Op::Identify { .. }));
    let channels = &model.manifest.channels;
    let listed = !channels.chat.identification.is_empty() || !channels.voice.identification.is_empty();
    // A base that never identifies anybody leaves that to the service around it.
    if !identifies && !listed && program.sources.iter().all(|s| !s.identified) {
        return Vec::new();
    }
    let mut sinks = Vec::new();
    let identifying = identifying(program);
    for scenario in 0..program.scenarios.len() {
        let id = ScenarioId(u32::try_from(scenario).unwrap_or(u32::MAX));
        let ops = Ops::new(program, id);
        let later = |node: usize| identifies_later(program, &ops, node, &identifying);
        for node in ops.nodes.clone() {
            let Some(op) = program.nodes.get(node).map(|n| &n.op) else {
                continue;
            };
            let mut add = |entry: &'static Entry, need: Option<Name>, what: Name, fact: Name| {
                sinks.push(Sink {
                    scenario,
                    node,
                    need,
                    entry,
                    what,
                    fact,
                });
            };
            match op {
                Op::Lookup { source, .. } => of_lookup(model, *source, &mut add),
                Op::Ask { fact, .. } => {
                    let asked = program.facts.get(fact.index()).filter(|f| f.personal);
                    if let (true, Some(fact)) = (listed, asked)
                        && later(node)
                    {
                        add(&codes::PERSONAL_ASKED, None, fact.name.clone(), fact.name.clone());
                    }
                }
                Op::Derive { .. } | Op::Measures { .. } if listed && later(node) => {
                    let personal = Pursuit::of(op).and_then(|goal| personal_below(program, &goal));
                    if let Some(fact) = personal.and_then(|f| program.facts.get(f.index())) {
                        add(&codes::PERSONAL_ASKED, None, fact.name.clone(), fact.name.clone());
                    }
                }
                _ => {}
            }
        }
    }
    sinks
}

fn of_lookup(model: &Model, id: SourceId, add: &mut impl FnMut(&'static Entry, Option<Name>, Name, Name)) {
    let Some(source) = model.program.sources.get(id.index()) else {
        return;
    };
    let name = source.name.clone();
    if source.identified {
        let need = model.places.source_identification.get(id.index()).cloned().flatten();
        add(&codes::UNIDENTIFIED_SOURCE, need.flatten(), name.clone(), name);
        return;
    }
    let outputs = source.outputs.iter().filter_map(|f| model.program.facts.get(f.index()));
    if let Some(fact) = outputs.into_iter().find(|f| f.personal) {
        add(&codes::PERSONAL_SOURCE, None, name, fact.name.clone());
    }
}

/// Whether an identification follows a line before the citizen chooses where to go.
fn identifies_later(program: &Program, ops: &Ops<'_>, node: usize, identifying: &[bool]) -> bool {
    let mut seen = vec![false; ops.nodes.len()];
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match seen.get_mut(node.wrapping_sub(ops.nodes.start)) {
            Some(place @ false) => *place = true,
            _ => continue,
        }
        match ops.op(node) {
            Some(Op::Identify { .. }) => return true,
            Some(Op::Call { scenario, .. })
                if editions(program, *scenario).any(|n| identifying.get(n) == Some(&true)) =>
            {
                return true;
            }
            Some(Op::Menu { .. }) | None => continue,
            Some(_) => {}
        }
        for edge in ops.follow(node) {
            if let (To::Node(next), Way::Next | Way::Go | Way::Branch(_) | Way::Otherwise) = (edge.to, edge.way) {
                open.push(next);
            }
        }
    }
    false
}

/// Scenarios that identify, by themselves or by what they call.
fn identifying(program: &Program) -> Vec<bool> {
    let count = program.scenarios.len();
    let mut identifying = vec![false; count];
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut open: Vec<usize> = Vec::new();
    for n in 0..count {
        let id = ScenarioId(u32::try_from(n).unwrap_or(u32::MAX));
        for node in Ops::new(program, id).nodes {
            match program.nodes.get(node).map(|n| &n.op) {
                Some(Op::Identify { .. }) => open.push(n),
                Some(Op::Call { scenario, .. }) => {
                    for callee in editions(program, *scenario) {
                        if let Some(list) = callers.get_mut(callee) {
                            list.push(n);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    while let Some(n) = open.pop() {
        if let Some(place @ false) = identifying.get_mut(n) {
            *place = true;
            open.extend(callers.get(n).into_iter().flatten());
        }
    }
    identifying
}

/// The first personal fact that a goal may come to ask, by its number.
fn personal_below(program: &Program, goal: &Pursuit) -> Option<FactId> {
    let mut below = crate::runtime::asked_below(program, goal);
    below.sort_unstable();
    below.into_iter().find(|f| {
        let fact = program.facts.get(f.index());
        fact.is_some_and(|f| f.personal && f.question != Spoken::default())
    })
}
