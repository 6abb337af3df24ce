//! How a conversation gets somewhere: the way with the fewest steps, and facts that lead along it.

use std::collections::VecDeque;

use super::{Event, Label, Paths};
use crate::analysis::space::{Key, Region};
use crate::analysis::walk::ops_of_step;
use crate::bundle::program::{Fact, FactId, HandlerOn, Op, Target};
use crate::diag::{Arg, Said, Turn, Witness};
use crate::diagram::{NONE, Ref};
use crate::runtime::shown;
use crate::value::{Lang, Value};

/// Steps that are tried before a way is given up.
const MAX_TRIED: usize = 3_000;

/// A way, and what is known at its end.
#[derive(Clone, Debug)]
pub struct Route {
    /// Steps in order, the last one included.
    pub steps: Vec<usize>,
    /// How each but the last is left: the line, and which way.
    left: Vec<(usize, Label)>,
    /// The line at which it ends.
    end: usize,
    /// Values of the variables that decide.
    pub member: Vec<(u32, u32)>,
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
        for var in 0..u32::try_from(self.space.vars.len()).ok()? {
            if matches!(self.space.get(var).map(|v| &v.key), Some(Key::Fact(_))) {
                fresh = self.narrowed(fresh, var, |v, not_asked| v == not_asked);
            }
        }
        let found = self.route_from(fresh, &mut ends);
        if found.is_some() || fresh == start {
            return found;
        }
        self.route_from(start, &mut ends)
    }

    fn route_from(
        &mut self,
        start: Ref,
        ends: &mut impl FnMut(&mut Self, &Event<'p>) -> Option<(usize, Ref)>,
    ) -> Option<Route> {
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
                if all == old || tried.len() >= MAX_TRIED {
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
            steps: route.steps.iter().map(|s| name(*s)).collect(),
            ..Witness::default()
        };
        let mut asked: Vec<FactId> = Vec::new();
        for (n, step) in route.steps.iter().enumerate() {
            let left = route.left.get(n);
            let last = left.map_or(route.end, |(node, _)| *node);
            for (node, op) in ops_of_step(program, self.first + step).take_while(|(node, _)| *node <= last) {
                match op {
                    Op::Ask { fact, .. } => asked.push(*fact),
                    Op::Derive { .. } | Op::Measures { .. } => asked.extend(self.effects.pursued(op)),
                    Op::Lookup { source, .. } if node < last => {
                        let outputs = program.sources.get(source.index()).map(|s| s.outputs.as_slice());
                        let outputs = outputs.unwrap_or_default();
                        asked.extend(outputs);
                        let empty = |f: &FactId| {
                            let var = self.space.var_of(*f)?;
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
                    Op::Identify { .. } if node < last => witness.turns.push(Turn::Succeeds { step: name(*step) }),
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
                    let told = match program.nodes.get(*node).map(|n| &n.op) {
                        Some(Op::Ask { fact, .. }) if *on == HandlerOn::DontKnow => self.space.var_of(*fact).is_some(),
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
                    let said = if *value == var.not_asked() {
                        Said::NotAsked
                    } else {
                        let known = var
                            .regions
                            .get(*value as usize)
                            .map_or(Value::Unknown, |r| r.value.clone());
                        if asked.contains(fact) {
                            Said::Answered(known)
                        } else {
                            Said::Before(known)
                        }
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
