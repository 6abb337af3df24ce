//! The graph of a generated base, before it is written in one language or another.
//!
//! The graph has no mistakes on purpose: every step can be reached, every fact is asked before it is
//! read, every conversation can end. A compiler that stops at the first mistake would otherwise look
//! fast.

use super::random::Random;
use super::words::{self, OPTIONS, OptionWords};

/// Fewest steps of a scenario that hold every kind of step, both calls among them.
pub const MIN_STEPS: usize = 15;
/// Fewest scenarios: two of them are called by the others.
pub const MIN_SCENARIOS: usize = 20;
/// One scenario in so many is a part that others call.
const PART_OF: usize = 10;
const SEED: u64 = 20_260_101;

/// A base.
pub struct Plan {
    /// Facts in order; kind by place: yes or no, one of three, age.
    pub facts: Vec<Fact>,
    /// Scenarios in order; parts last.
    pub scenarios: Vec<Scenario>,
}

/// A fact.
pub struct Fact {
    /// Name.
    pub name: String,
    /// What it holds.
    pub kind: FactKind,
    /// Words of the question.
    pub question: String,
}

/// What a fact holds.
#[derive(Clone, Copy)]
pub enum FactKind {
    /// Yes or no.
    YesNo,
    /// One of three.
    OneOf,
    /// Whole number.
    Age,
}

/// A scenario.
pub struct Scenario {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Called by others and returns to them; no topic leads to it.
    pub part: bool,
    /// Steps; a target is an index here.
    pub steps: Vec<Step>,
}

/// A step.
pub struct Step {
    /// Name.
    pub name: String,
    /// What is said at its beginning.
    pub said: Option<String>,
    /// What follows.
    pub next: Next,
}

/// The end of a step.
pub enum Next {
    /// Ask a fact, then go.
    Ask { fact: usize, to: usize },
    /// A menu.
    Menu {
        question: &'static str,
        options: [(OptionWords, usize); 3],
    },
    /// Three ways by a fact; the first also needs another one, where it is asked as well.
    Branch {
        fact: usize,
        also: Option<usize>,
        to: [usize; 3],
    },
    /// Call a scenario, then go.
    Call { scenario: usize, to: usize },
    /// Go.
    Go(usize),
    /// The end.
    Solved,
    /// Back to the caller.
    Return,
    /// To a person.
    Operator,
}

/// Makes a base of so many scenarios and steps in each.
pub fn make(scenarios: usize, steps: usize) -> Plan {
    let scenarios = scenarios.max(MIN_SCENARIOS);
    let steps = steps.max(MIN_STEPS);
    let mut random = Random::new(SEED);
    let parts = scenarios / PART_OF;
    let mains = scenarios - parts;
    // Callers and parts share no fact: a part that asks what its caller has asked is a mistake.
    let main_facts = (mains * 3 / 4).max(3);
    let part_facts = (parts * 3 / 4).max(3);
    let facts = (0..main_facts + part_facts)
        .map(|index| fact(index, &mut random))
        .collect();
    let scenarios = (0..scenarios)
        .map(|index| {
            let part = index >= mains;
            let asked: [usize; 3] = std::array::from_fn(|k| {
                if part {
                    main_facts + ((index - mains) * 3 + k) % part_facts
                } else {
                    (index * 3 + k) % main_facts
                }
            });
            let called = [mains + index * 2 % parts, mains + (index * 2 + 1) % parts];
            scenario(index, part, steps, asked, called, &mut random)
        })
        .collect();
    Plan { facts, scenarios }
}

/// A base with one scenario of so many steps: stretches of usual scenarios one after the other, and
/// the fewest others that a base has.
pub fn long(steps: usize) -> Plan {
    const STRETCH: usize = 20;
    let mut plan = make(MIN_SCENARIOS, MIN_STEPS);
    let mut random = Random::new(SEED + 1);
    let stretches = (steps / STRETCH).max(1);
    let mut all: Vec<Step> = Vec::new();
    for n in 0..stretches {
        let first = plan.facts.len();
        plan.facts.extend((0..3).map(|k| fact(first + k, &mut random)));
        let asked = [first, first + 1, first + 2];
        let parts = plan.scenarios.len() - MIN_SCENARIOS / PART_OF;
        let mut stretch = scenario(0, false, STRETCH, asked, [parts, parts + 1], &mut random).steps;
        let offset = n * STRETCH;
        for (at, step) in stretch.iter_mut().enumerate() {
            step.name = format!("{}_{n}", step.name);
            match &mut step.next {
                Next::Ask { to, .. } | Next::Call { to, .. } | Next::Go(to) => *to += offset,
                Next::Menu { options, .. } => options.iter_mut().for_each(|(_, to)| *to += offset),
                Next::Branch { to, .. } => to.iter_mut().for_each(|to| *to += offset),
                Next::Solved | Next::Return | Next::Operator => {}
            }
            // The end of a stretch is the way to the next one.
            if at + 2 == STRETCH && n + 1 < stretches {
                step.next = Next::Go(offset + STRETCH);
            }
        }
        all.extend(stretch);
    }
    if let Some(first) = plan.scenarios.first_mut() {
        first.steps = all;
    }
    plan
}

fn fact(index: usize, random: &mut Random) -> Fact {
    let subject = words::subject(random.below(12_500));
    let (word, kind, question) = match index % 3 {
        0 => (
            "согласие",
            FactKind::YesNo,
            format!(
                "Вы уже пробовали {} {} {}?",
                subject.action, subject.object, subject.qualifier
            ),
        ),
        1 => (
            "способ",
            FactKind::OneOf,
            format!(
                "Как вам удобнее {} {} {}?",
                subject.action, subject.object, subject.qualifier
            ),
        ),
        _ => (
            "возраст",
            FactKind::Age,
            format!("Сколько лет тому, кто хочет {} {}?", subject.action, subject.object),
        ),
    };
    Fact {
        name: format!("{word}_{index:05}"),
        kind,
        question,
    }
}

fn scenario(
    index: usize,
    part: bool,
    steps: usize,
    asked: [usize; 3],
    called: [usize; 2],
    random: &mut Random,
) -> Scenario {
    let subject = words::subject(index);
    let (last, operator) = (steps - 2, steps - 1);
    // The first three steps ask, the last two end; each fact is read once, calls are spread between.
    let body = last - 3;
    let reads: [usize; 3] = std::array::from_fn(|k| 3 + 1 + k * body / 3);
    let calls: [usize; 2] = std::array::from_fn(|k| 3 + 3 + k * body / 2);
    let mut after_menu = false;
    let made = (0..steps)
        .map(|at| {
            // Past the next step where there is one, so that two ways rarely are the same.
            let ahead = |random: &mut Random| (at + 2 + random.below(last.saturating_sub(at + 1).max(1))).min(last);
            let (word, next) = if let Some(&fact) = asked.get(at) {
                ("вопрос", Next::Ask { fact, to: at + 1 })
            } else if at == last {
                ("итог", if part { Next::Return } else { Next::Solved })
            } else if at == operator {
                ("помощь", Next::Operator)
            } else if let Some(k) = reads.iter().position(|&read| read == at) {
                // Both ways come to the next condition, which reads this fact again: past it there would be
                // but one answer left.
                let second = match reads.get(k + 1) {
                    Some(next) => (at + 2 + random.below(next.saturating_sub(at + 1).max(1))).min(*next),
                    None => ahead(random),
                };
                let to = [at + 1, second, operator];
                let fact = asked.get(k).copied().unwrap_or_default();
                let also = k.checked_sub(1).and_then(|before| asked.get(before)).copied();
                ("проверка", Next::Branch { fact, also, to })
            } else if let Some(k) = calls.iter().position(|&call| call == at).filter(|_| !part) {
                let scenario = called.get(k).copied().unwrap_or_default();
                ("подробности", Next::Call { scenario, to: at + 1 })
            } else if at % 5 == 0 {
                ("справка", Next::Go(at + 1))
            } else {
                let first = random.below(OPTIONS.len());
                let option = |k: usize| {
                    OPTIONS
                        .get((first + k * 5) % OPTIONS.len())
                        .copied()
                        .unwrap_or_default()
                };
                let third = match random.below(4) {
                    0 => operator,
                    // A menu one returns to.
                    1 if after_menu => at - 1,
                    _ if at + 1 == last => operator,
                    _ => ahead(random),
                };
                let options = [(option(0), at + 1), (option(1), ahead(random)), (option(2), third)];
                let question = words::question(random);
                ("меню", Next::Menu { question, options })
            };
            after_menu = matches!(next, Next::Menu { .. });
            Step {
                name: format!("{word}_{at:02}"),
                said: (!matches!(next, Next::Operator)).then(|| words::remark(random)),
                next,
            }
        })
        .collect();
    Scenario {
        name: format!("{}_{index:05}", subject.word),
        title: subject.title(),
        part,
        steps: made,
    }
}
