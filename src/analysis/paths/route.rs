//! How a conversation gets somewhere: the way with the fewest steps, and facts that lead along it.

use std::collections::VecDeque;

use super::settle::{changed_by, told_by};
use super::{Event, Label, Paths};
use crate::analysis::space::{Key, Region};
use crate::analysis::walk::{ops_of_step, outputs};
use crate::bundle::program::{Fact, FactId, HandlerOn, Op, Target};
use crate::diag::{Arg, Said, Turn, Witness};
use crate::diagram::{NONE, Ref};
use crate::runtime::shown;
use crate::value::{Lang, Value};

/// Steps that are tried before a way is given up, and more for each step of the scenario.
const MAX_TRIED: (usize, usize) = (3_000, 4);

/// A way, and what is known at its end.
#[derive(Clone, Debug)]
pub struct Route {
    /// Steps in order, the last one included.
    pub steps: Vec<usize>,
    /// How each but the last is left: the line, and which way.
    pub(super) left: Vec<(usize, Label)>,
    /// The line at which it ends.
    end: usize,
    /// Values of the variables that decide.
    pub member: Vec<(u32, u32)>,
    /// Facts that are known at its start, each with its value.
    pub(super) known: Vec<(u32, u32)>,
    /// Answers of facts that change later on the way, in order.
    pub(super) answers: Vec<(u32, u32)>,
    /// Whether it rests on something taken as independent.
    pub assumed: bool,
}

struct Tried {
    step: usize,
    set: Ref,
    from: Option<(usize, usize, Label)>,
}

impl<'p> Paths<'_, 'p> {
    /// The shortest way to an event that `ends` it with a set of facts.
    pub fn route(&mut self, mut ends: impl FnMut(&mut Self, &Event<'p>) -> Option<(usize, Ref)>) -> Option<Route> {
        let start = self.start();
        // Best begin with nothing known: then the way tells the whole conversation.
        let mut fresh = start;
        for var in (0..u32::try_from(self.space.vars.len()).ok()?).rev() {
            if matches!(self.space.get(var).map(|v| &v.key), Some(Key::Fact(_))) {
                fresh = self.narrowed(fresh, var, |v, not_asked| v == not_asked);
            }
        }
        fresh = self.identified(fresh, false);
        if let Some(mut route) = self.route_from(fresh, &mut ends) {
            self.settle_answers(&mut route, fresh, &mut ends);
            return Some(route);
        }
        if fresh == start {
            return None;
        }
        let mut route = self.route_from(start, &mut ends)?;
        let start = self.settle_start(&mut route, start, &mut ends);
        self.settle_answers(&mut route, start, &mut ends);
        Some(route)
    }

    /// The same among runs in which sources tell all that they declare: that one leaves something out is
    /// possible, but no fault of the scenario.
    pub fn route_as_told(&mut self, ends: impl FnMut(&mut Self, &Event<'p>) -> Option<(usize, Ref)>) -> Option<Route> {
        self.telling = true;
        let route = self.route(ends);
        self.telling = false;
        route
    }

    fn route_from(
        &mut self,
        start: Ref,
        ends: &mut impl FnMut(&mut Self, &Event<'p>) -> Option<(usize, Ref)>,
    ) -> Option<Route> {
        let most = MAX_TRIED.0 + MAX_TRIED.1 * self.entry.len();
        let mut seen: Vec<Ref> = vec![NONE; self.entry.len()];
        let mut tried: Vec<Tried> = vec![Tried {
            step: 0,
            set: start,
            from: None,
        }];
        let mut open: VecDeque<usize> = VecDeque::from([0]);
        let mut events = Vec::new();
        while let Some(at) = open.pop_front() {
            let (step, set) = tried.get(at).map(|t| (t.step, t.set))?;
            events.clear();
            self.walk(self.first + step, set, &mut events);
            let events: Vec<Event<'p>> = std::mem::take(&mut events);
            for event in &events {
                if let Some((end, set)) = ends(self, event)
                    && set != NONE
                {
                    return Some(self.way(&tried, at, end, set));
                }
            }
            for event in events {
                let Event::Edge {
                    node,
                    label,
                    target: Target::Step(to),
                    set,
                } = event
                else {
                    continue;
                };
                let Some(to) = self.node_of(*to) else { continue };
                let old = seen.get(to).copied().unwrap_or(NONE);
                let all = self.joined(old, set);
                if all == old || tried.len() >= most {
                    continue;
                }
                if let Some(place) = seen.get_mut(to) {
                    *place = all;
                }
                open.push_back(tried.len());
                tried.push(Tried {
                    step: to,
                    set,
                    from: Some((at, node, label)),
                });
            }
        }
        None
    }

    fn way(&mut self, tried: &[Tried], mut at: usize, end: usize, set: Ref) -> Route {
        let assumed = self.rests_on_assumption(&[set]);
        let member = self.space.forest.member(set, |_, value| value).unwrap_or_default();
        let mut route = Route {
            steps: Vec::new(),
            left: Vec::new(),
            end,
            member,
            known: Vec::new(),
            answers: Vec::new(),
            assumed,
        };
        while let Some(here) = tried.get(at) {
            route.steps.push(here.step);
            let Some((before, node, label)) = &here.from else { break };
            route.left.push((*node, label.clone()));
            at = *before;
        }
        route.steps.reverse();
        route.left.reverse();
        route
    }

    /// The way as something that can be replayed.
    pub fn witness(&self, route: &Route) -> Witness {
        let program = self.program();
        let name = |step: usize| {
            let step = program.steps.get(self.first + step);
            step.map(|s| s.name.clone()).unwrap_or_default()
        };
        let mut witness = Witness {
            scenario: Some(self.scenario.name.clone()),
            assumed: route.assumed,
            steps: route
                .steps
                .iter()
                .filter(|s| **s < self.own)
                .map(|s| name(*s))
                .collect(),
            ..Witness::default()
        };
        let mut asked: Vec<FactId> = Vec::new();
        // What is written or forgotten on the way, and what sources tell.
        let steps = route.steps.iter().flat_map(|s| ops_of_step(program, self.first + s));
        let (changed, looked_up) = changed_by(program, steps.map(|(_, op)| op));
        let person = self.space.identified();
        let person = person.and_then(|var| route.member.iter().find(|(v, _)| *v == var));
        let (succeeds, mut identified) = (person.is_none_or(|(_, value)| *value == 1), false);
        for (n, step) in route.steps.iter().enumerate() {
            let left = route.left.get(n);
            let last = left.map_or(route.end, |(node, _)| *node);
            for (node, op) in ops_of_step(program, self.first + step).take_while(|(node, _)| *node <= last) {
                match op {
                    Op::Ask { fact, .. } => asked.push(*fact),
                    Op::Derive { .. } | Op::Measures { .. } => asked.extend(self.effects.pursued(op)),
                    Op::Call { scenario, .. } => {
                        asked.extend(self.effects.of_call(*scenario).into_iter().flat_map(|e| &e.asks));
                    }
                    Op::Lookup { source, .. } if node < last => {
                        let outputs = outputs(program, *source);
                        asked.extend(outputs);
                        let empty = |f: &FactId| {
                            let var = self.space.var_of(*f)?;
                            if changed.contains(f) {
                                return None;
                            }
                            let (_, value) = route.member.iter().find(|(v, _)| *v == var)?;
                            Some(*value >= self.space.get(var)?.not_sure())
                        };
                        let step = name(*step);
                        witness.turns.push(if outputs.iter().any(|f| empty(f) == Some(true)) {
                            Turn::Handler {
                                step,
                                on: HandlerOn::NoData,
                            }
                        } else {
                            Turn::Succeeds { step }
                        });
                    }
                    // Whoever is identified is not asked again.
                    Op::Identify { .. } if node < last && !identified => {
                        identified = succeeds;
                        let step = name(*step);
                        let on = HandlerOn::Failed;
                        witness.turns.push(if succeeds {
                            Turn::Succeeds { step }
                        } else {
                            Turn::Handler { step, on }
                        });
                    }
                    _ => {}
                }
            }
            match left {
                Some((node, Label::Option(at))) => {
                    if let Some(Op::Menu { options, .. }) = program.nodes.get(*node).map(|n| &n.op)
                        && let Some(option) = options.get(*at)
                    {
                        witness.turns.push(Turn::Option {
                            step: name(*step),
                            option: option.name.clone(),
                        });
                    }
                }
                Some((node, Label::Handler(on))) => {
                    // «Не знаю» is told as an answer, unless it is forgotten again.
                    let told = match program.nodes.get(*node).map(|n| &n.op) {
                        Some(Op::Ask { fact, .. }) if *on == HandlerOn::DontKnow => {
                            self.space.var_of(*fact).is_some_and(|var| {
                                let unsure = self.space.get(var).map_or(0, |v| v.not_sure());
                                route.member.contains(&(var, unsure)) || route.answers.contains(&(var, unsure))
                            })
                        }
                        _ => false,
                    };
                    if !told {
                        witness.turns.push(Turn::Handler {
                            step: name(*step),
                            on: *on,
                        });
                    }
                }
                _ => {}
            }
        }
        let last = route
            .steps
            .last()
            .into_iter()
            .flat_map(|s| ops_of_step(program, self.first + s));
        let asked_last: Vec<FactId> = last
            .take_while(|(node, _)| *node <= route.end)
            .flat_map(|(_, op)| told_by(program, op))
            .copied()
            .collect();
        let known = route.known.iter().map(|k| (k, false));
        for ((var, value), answered) in known.chain(route.answers.iter().map(|a| (a, true))) {
            let Some(var) = self.space.get(*var) else { continue };
            if let Key::Fact(fact) = &var.key
                && let Some(declared) = program.facts.get(fact.index())
            {
                let said = if answered { Said::Answered } else { Said::Before };
                let said = said(var.value(*value));
                witness.facts.push((declared.name.clone(), said));
            }
        }
        for (var, value) in &route.member {
            let Some(var) = self.space.get(*var) else { continue };
            match &var.key {
                Key::Day => {
                    if let Some(Value::Date(day)) = var.regions.get(*value as usize).map(|r| &r.value) {
                        witness.day = Some(*day);
                    }
                }
                Key::Fact(fact) => {
                    let Some(declared) = program.facts.get(fact.index()) else {
                        continue;
                    };
                    // What was known at the start and has not changed is told above.
                    let own = self.space.var_of(*fact);
                    let before = route.known.iter().any(|(v, _)| own == Some(*v));
                    let answered = route.answers.iter().any(|(v, _)| own == Some(*v));
                    let changes = changed.contains(fact) || looked_up.contains(fact);
                    if before && !changes {
                        continue;
                    }
                    let said = if *value == var.not_asked() {
                        Said::NotAsked
                    } else if asked.contains(fact) && answered && !asked_last.contains(fact) {
                        continue;
                    } else if asked.contains(fact) {
                        Said::Answered(var.value(*value))
                    } else if changes {
                        Said::Derived(var.value(*value))
                    } else {
                        Said::Before(var.value(*value))
                    };
                    witness.facts.push((declared.name.clone(), said));
                }
                Key::Term(_) => witness.ages.extend(self.space.age_at(var, *value)),
                _ => {}
            }
        }
        witness
    }

    /// The facts at the end of a way in words: «доход > 20 000 ₽ и детей = 0».
    pub fn in_words(&self, route: &Route) -> Arg {
        let program = self.program();
        let words = |lang: Lang| {
            let mut parts: Vec<String> = Vec::new();
            let vars = || route.member.iter().filter_map(|(var, _)| self.space.get(*var));
            for (var, value) in &route.member {
                let Some(var) = self.space.get(*var) else { continue };
                match &var.key {
                    // The age says it, which is told as well.
                    Key::Fact(fact)
                        if *value < var.not_sure()
                            && vars().any(|v| self.space.age_of(v) == Some(*fact) && self.space.is_age_alone(v)) => {}
                    Key::Day => {
                        if let Some(region) = var.regions.get(*value as usize) {
                            let day = shown(&region.value, lang);
                            parts.push(match lang {
                                Lang::Ru => format!("сегодня {day}"),
                                Lang::En => format!("today is {day}"),
                            });
                        }
                    }
                    // That nobody is identified yet goes without saying.
                    Key::Identified if *value == 1 => parts.push(match lang {
                        Lang::Ru => "личность подтверждена".to_owned(),
                        Lang::En => "the person is identified".to_owned(),
                    }),
                    Key::Fact(fact) => {
                        if let Some(declared) = program.facts.get(fact.index()) {
                            let region = var.regions.get(*value as usize);
                            parts.push(told(declared, region, *value == var.not_asked(), lang));
                        }
                    }
                    Key::Term(_) => {
                        let born = self.space.age_of(var).and_then(|f| program.facts.get(f.index()));
                        if let (Some(born), Some(region)) = (born, var.regions.get(*value as usize)) {
                            let years = match lang {
                                Lang::Ru => format!("возраст({})", born.name),
                                Lang::En => format!("age({})", born.name),
                            };
                            parts.push(in_region(&years, region, lang));
                        }
                    }
                    _ => {}
                }
            }
            if parts.is_empty() {
                return match lang {
                    Lang::Ru => "ответы любые".to_owned(),
                    Lang::En => "anything is answered".to_owned(),
                };
            }
            parts.join(match lang {
                Lang::Ru => " и ",
                Lang::En => " and ",
            })
        };
        Arg::Words {
            ru: words(Lang::Ru),
            en: words(Lang::En),
        }
    }

    /// «Возможно» before what rests on something taken as independent.
    pub fn perhaps(assumed: bool) -> Arg {
        let words = |text: &str| if assumed { text.to_owned() } else { String::new() };
        Arg::Words {
            ru: words("возможно, "),
            en: words("possibly, "),
        }
    }
}

/// A fact in one of its regions, as an author would write it.
pub fn told(fact: &Fact, region: Option<&Region>, not_asked: bool, lang: Lang) -> String {
    let name = &fact.name;
    let Some(region) = region else {
        return match (not_asked, lang) {
            (true, Lang::Ru) => format!("«{name}» не спросили"),
            (true, Lang::En) => format!("“{name}” was not asked"),
            (false, Lang::Ru) => format!("на «{name}» ответили «не знаю»"),
            (false, Lang::En) => format!("“{name}” was answered “I don't know”"),
        };
    };
    in_region(name, region, lang)
}

/// A term in one of its regions.
fn in_region(name: &str, region: &Region, lang: Lang) -> String {
    let one = |value: &Value| match value {
        Value::Key(key) => key.to_string(),
        value => shown(value, lang),
    };
    match &region.ends {
        Some((Some(low), Some(high))) if low == high => format!("{name} = {}", one(low)),
        Some((Some(low), Some(high))) => format!("{name} в [{}..{}]", one(low), one(high)),
        Some((Some(low), None)) => format!("{name} >= {}", one(low)),
        Some((None, Some(high))) => format!("{name} <= {}", one(high)),
        _ => format!("{name} = {}", one(&region.value)),
    }
}
