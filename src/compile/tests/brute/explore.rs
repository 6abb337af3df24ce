//! Every conversation that a small base allows, led with the real engine.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::bundle::program::{Derived, Expr, Fact, Handler, HandlerOn, Op, Program};
use crate::channel::{Action, Event, LookupOutcome};
use crate::compile::witness::{defaults, engine};
use crate::model::Model;
use crate::runtime::{Did, Engine, Note, Session, StartOptions, Turn};
use crate::value::{Date, DateTime, Duration, Money, Name, Type, Value};

/// More conversations than this are not led: the base is left out.
const MOST_STARTS: usize = 1500;
const MOST_STATES: usize = 30_000;
/// The day where no day matters.
const DAY: Date = Date::constant(2024, 1, 2);

/// A step: scenario and name.
pub type StepName = (String, String);

/// What was seen in all conversations.
#[derive(Default)]
pub struct Seen {
    pub steps: BTreeSet<StepName>,
    /// For each `если` by its line the branches taken, from 1; 0 is `иначе`.
    pub branches: BTreeMap<u32, BTreeSet<u32>>,
    /// Lines of `если` at which no branch fitted.
    pub holes: BTreeSet<u32>,
    /// For each `спросить` by its line: was it asked, was it skipped.
    pub asks: BTreeMap<u32, (bool, bool)>,
    /// Numbers of messages (`С7: …`) that showed an unknown value, and that were said at all.
    pub unknown_shown: BTreeSet<u32>,
    pub said: BTreeSet<u32>,
    /// Steps of circles that nothing stops, and whether a question was skipped in them.
    pub circles: Vec<(BTreeSet<StepName>, bool)>,
    /// Where conversations stood from which no end can be reached.
    pub stuck: BTreeSet<StepName>,
    /// The same, where an `если` without a fitting branch is no end.
    pub stuck_but_for_holes: BTreeSet<StepName>,
    /// Steps in circles of lookups, with no word of the person between them.
    pub looked_up_again: BTreeSet<StepName>,
    pub states: usize,
}

struct Explorer<'a> {
    allowed: Allowed,
    engine: Engine,
    program: &'a Program,
    domains: Vec<Vec<Value>>,
    texts: HashMap<(usize, usize), Event>,
    seen: Seen,
    known: HashMap<String, usize>,
    sessions: Vec<Session>,
    /// Whether the state is an end.
    ends: Vec<bool>,
    /// Whether it is a circle without end.
    faults: Vec<bool>,
    /// Whether no branch fitted.
    holes: Vec<bool>,
    edges: Vec<Vec<usize>>,
}

/// Which conversations count.
#[derive(Clone, Copy)]
pub struct Allowed {
    /// Facts may be «не знаю» before the scenario starts.
    pub unknown: bool,
    /// Sources may leave out facts that they declare.
    pub partial: bool,
}

/// Leads every conversation from the first scenario; `None` where there are too many.
pub fn explore(model: &Model, allowed: Allowed) -> Option<Seen> {
    let program = &model.program;
    let domains: Vec<Vec<Value>> = program.facts.iter().map(|f| domain(program, f)).collect();
    let mut explorer = Explorer {
        allowed,
        engine: engine(model),
        program,
        domains,
        texts: HashMap::new(),
        seen: Seen::default(),
        known: HashMap::new(),
        sessions: Vec::new(),
        ends: Vec::new(),
        faults: Vec::new(),
        holes: Vec::new(),
        edges: Vec::new(),
    };
    explorer.run()?;
    explorer.seen.stuck = explorer.stuck(true);
    explorer.seen.stuck_but_for_holes = explorer.stuck(false);
    explorer.seen.looked_up_again = explorer.looked_up_again();
    explorer.seen.states = explorer.sessions.len();
    Some(explorer.seen)
}

/// Days on which something differs.
fn days(program: &Program) -> Vec<Date> {
    let mut days = BTreeSet::new();
    for valid in program
        .decisions
        .iter()
        .map(|d| d.valid)
        .chain(program.rules.iter().map(|r| r.valid))
    {
        days.extend(valid.from.into_iter().chain(valid.until));
        days.extend(valid.from.and_then(|d| d.yesterday().ok()));
        days.extend(valid.until.and_then(|d| d.tomorrow().ok()));
    }
    if program.exprs.contains(&Expr::Today) {
        for expr in &program.exprs {
            if let Expr::Const(Value::Date(d)) = expr {
                days.extend([*d].into_iter().chain(d.yesterday().ok()).chain(d.tomorrow().ok()));
            }
        }
    }
    if days.is_empty() {
        days.insert(DAY);
    }
    days.into_iter().collect()
}

fn unheard() -> Event {
    Event::Speech {
        alternatives: Vec::new(),
    }
}

/// Values of a fact among which every condition of the base tells all that it can tell.
pub fn domain(program: &Program, fact: &Fact) -> Vec<Value> {
    let consts = || {
        program.exprs.iter().filter_map(|e| match e {
            Expr::Const(v) => Some(v),
            _ => None,
        })
    };
    let numbers = || {
        consts().filter_map(|v| match v {
            Value::Number(n) => Some(*n),
            Value::Money(m) => Some(m.roubles()),
            _ => None,
        })
    };
    match &fact.ty {
        Type::YesNo => vec![Value::Bool(true), Value::Bool(false)],
        Type::OneOf(names) => names.iter().cloned().map(Value::Key).collect(),
        Type::Directory(_) => {
            let directory = &program.directories[fact.directory.unwrap().index()];
            directory.entries.iter().map(|e| Value::Key(e.key.clone())).collect()
        }
        Type::Integer { min, max } => {
            let (min, max) = (min.unwrap_or(-2), max.unwrap_or(12));
            (min..=max).map(|n| Value::Number(n.into())).collect()
        }
        Type::Money { min, max } => {
            let (min, max) = (min.map_or(0, |m| m.0), max.map_or(100_000_000, |m| m.0));
            let near = |n: Decimal| Money::from_roubles(n).map_or(0, |m| m.0);
            let mut all: BTreeSet<i64> = numbers().map(near).flat_map(|k| [k - 1, k, k + 1]).collect();
            all.extend([min, max]);
            let within = all.into_iter().filter(|k| (min..=max).contains(k));
            within.map(|k| Value::Money(Money(k))).collect()
        }
        Type::Number { min, max } => {
            let (min, max) = (min.unwrap_or_default(), max.unwrap_or_else(|| 100.into()));
            let mut points: BTreeSet<Decimal> = numbers().filter(|n| min <= *n && *n <= max).collect();
            points.extend([min, max]);
            let points: Vec<Decimal> = points.into_iter().map(|p| p.normalize()).collect();
            let between = points.windows(2).map(|w| ((w[0] + w[1]) / Decimal::TWO).normalize());
            let all: BTreeSet<Decimal> = points.iter().copied().chain(between).collect();
            all.into_iter().map(Value::Number).collect()
        }
        Type::Date { min, max } => {
            let (mut day, last) = (min.unwrap(), max.unwrap());
            let mut all = Vec::new();
            while day <= last {
                all.push(Value::Date(day));
                day = day.tomorrow().unwrap();
            }
            all
        }
        Type::Duration => {
            let days = (1..=3).map(Duration::days);
            let others = [Duration::seconds(43_200), Duration::seconds(86_400 + 43_200)];
            let apart = [Duration::days(0), Duration::months(1), Duration::working_days(1)];
            let together = [1, 2].map(|days| Duration {
                months: 1,
                ..Duration::days(days)
            });
            days.chain(others)
                .chain(apart)
                .chain(together)
                .map(Value::Duration)
                .collect()
        }
        Type::List(item) => match &**item {
            Type::OneOf(names) => {
                let one = names.iter().map(|n| Value::List(vec![Value::Key(n.clone())]));
                let all = Value::List(names.iter().cloned().map(Value::Key).collect());
                one.chain([all]).collect()
            }
            _ => Vec::new(),
        },
        _ => defaults::values(program, fact, DAY),
    }
}

impl Explorer<'_> {
    fn run(&mut self) -> Option<()> {
        let open: Vec<usize> = (0..self.program.facts.len())
            .filter(|n| self.program.facts[*n].derived == Derived::No)
            .collect();
        let days = days(self.program);
        let starts = open
            .iter()
            .try_fold(days.len(), |all, n| all.checked_mul(self.domains[*n].len() + 2))?;
        if starts > MOST_STARTS {
            return None;
        }
        let identifies = |op: &Op| matches!(op, Op::Identify { .. });
        let persons = if self.program.nodes.iter().any(|n| identifies(&n.op)) {
            2
        } else {
            1
        };
        for (start, identified) in (0..starts).flat_map(|s| [(s, false), (s, true)].into_iter().take(persons)) {
            let (mut rest, mut facts) = (start, Vec::new());
            let day = days[rest % days.len()];
            rest /= days.len();
            for n in &open {
                let values = &self.domains[*n];
                let (at, choices) = (rest, values.len() + 2);
                rest /= choices;
                match at % choices {
                    0 => {}
                    1 if !self.allowed.unknown => {}
                    1 => facts.push((self.program.facts[*n].name.clone(), Value::Unknown)),
                    k => facts.push((self.program.facts[*n].name.clone(), values[k - 2].clone())),
                }
            }
            let options = StartOptions {
                scenario: Some(
                    self.program.scenarios[self.program.defaults.start?.index()]
                        .name
                        .clone(),
                ),
                facts,
                identified,
                ..StartOptions::default()
            };
            let (session, turn) = self.engine.start(&options, day.at(12, 0, 0, 0));
            self.took(session, &turn, None);
        }
        let mut next = 0;
        while next < self.sessions.len() {
            if next > MOST_STATES {
                return None;
            }
            self.visit(next);
            next += 1;
        }
        Some(())
    }

    fn visit(&mut self, from: usize) {
        if self.ends[from] || self.faults[from] {
            return;
        }
        let session = self.sessions[from].clone();
        let now: DateTime = session.date().at(12, 0, 0, 0);
        for event in self.events(&session) {
            let mut session = session.clone();
            let turn = self.engine.step(&mut session, event, now);
            self.took(session, &turn, Some(from));
        }
    }

    fn handlers(&self, session: &Session) -> Vec<Handler> {
        let node = &self.program.nodes[session.waits_at().unwrap().index()];
        let own = match &node.op {
            Op::Ask { handlers, .. }
            | Op::Lookup { handlers, .. }
            | Op::Identify { handlers, .. }
            | Op::Menu { handlers, .. } => *handlers,
            _ => return Vec::new(),
        };
        let step = self
            .program
            .steps
            .iter()
            .rfind(|s| Some(s.first) <= session.waits_at())
            .unwrap();
        let everywhere = self.program.scenarios[step.scenario.index()].handlers;
        // The line's own come first, and hide those of the scenario.
        let mut all: Vec<Handler> = Vec::new();
        for handler in [own, everywhere]
            .iter()
            .flat_map(|id| &self.program.handlers[id.index()])
        {
            if !all.iter().any(|h| h.on == handler.on) {
                all.push(handler.clone());
            }
        }
        all
    }

    /// What may happen where the conversation waits.
    fn events(&mut self, session: &Session) -> Vec<Event> {
        let program = self.program;
        let Some(node) = session.waits_at() else {
            return Vec::new();
        };
        let handlers = self.handlers(session);
        let handled = |on: HandlerOn| handlers.iter().any(|h| h.on == on && h.target.is_some());
        let mut events = Vec::new();
        match &program.nodes[node.index()].op {
            Op::Ask { fact, .. } => {
                for n in 0..self.domains[fact.index()].len() {
                    events.push(self.answer(session, fact.index(), n));
                }
                let free = program.facts[fact.index()].ty == Type::Text;
                events.push(Event::text("не знаю"));
                if handled(HandlerOn::NoMatch) {
                    // Any words are a text; what was said too indistinctly is none.
                    events.push(if free { unheard() } else { Event::text("ъыьъ") });
                }
                if handled(HandlerOn::NoInput) {
                    events.push(Event::Silence);
                }
                if handled(HandlerOn::Operator) {
                    events.push(Event::text("оператор"));
                }
            }
            Op::Menu { options, .. } => {
                events.extend(options.iter().map(|o| Event::Option { name: o.name.clone() }));
                if handled(HandlerOn::NoMatch) {
                    events.push(Event::text("ъыьъ"));
                }
                if handled(HandlerOn::NoInput) {
                    events.push(Event::Silence);
                }
                if handled(HandlerOn::Operator) {
                    events.push(Event::text("оператор"));
                }
            }
            Op::Lookup { source, .. } => {
                let source = &program.sources[source.index()];
                let name = source.name.clone();
                let mut answers: Vec<Vec<(Name, Value)>> = vec![Vec::new()];
                for fact in &source.outputs {
                    let with = answers.iter().flat_map(|a| {
                        let values = &self.domains[fact.index()];
                        // A source may say, too, that it does not know.
                        let unsure = self.allowed.partial.then_some(&Value::Unknown);
                        values.iter().chain(unsure).map(|v| {
                            let mut a = a.clone();
                            a.push((program.facts[fact.index()].name.clone(), v.clone()));
                            a
                        })
                    });
                    let with: Vec<_> = with.collect();
                    if self.allowed.partial {
                        answers.extend(with);
                    } else {
                        answers = with;
                    }
                }
                let result = |outcome| Event::LookupResult {
                    source: name.clone(),
                    outcome,
                };
                events.extend(
                    answers
                        .into_iter()
                        .map(|facts| result(LookupOutcome::Answered { facts })),
                );
                if handled(HandlerOn::NoData) {
                    events.push(result(LookupOutcome::NoData));
                }
                if handled(HandlerOn::NoAnswer) {
                    events.push(result(LookupOutcome::NoAnswer));
                }
            }
            Op::Identify { .. } => {
                events.push(Event::Identified {
                    success: true,
                    method: None,
                });
                if handled(HandlerOn::Failed) {
                    events.push(Event::Identified {
                        success: false,
                        method: None,
                    });
                }
                if handled(HandlerOn::Operator) {
                    events.push(Event::text("оператор"));
                }
            }
            _ => {}
        }
        events
    }

    /// Words that are understood as a value; found out once.
    fn answer(&mut self, session: &Session, fact: usize, n: usize) -> Event {
        if let Some(event) = self.texts.get(&(fact, n)) {
            return event.clone();
        }
        let declared = &self.program.facts[fact];
        let value = &self.domains[fact][n];
        let said = defaults::said(self.program, declared, value);
        let event = said
            .iter()
            .map(|t| Event::text(t.as_str()))
            .find(|event| {
                let mut session = session.clone();
                let turn = self.engine.step(&mut session, event.clone(), DAY.at(12, 0, 0, 0));
                let changes = &turn.explanation.facts;
                changes
                    .iter()
                    .any(|c| c.fact == declared.name && c.value.as_ref() == Some(value))
            })
            .unwrap_or_else(|| panic!("«{}» does not understand {said:?}", declared.name));
        self.texts.insert((fact, n), event.clone());
        event
    }

    fn took(&mut self, mut session: Session, turn: &Turn, from: Option<usize>) {
        self.observe(&session, turn);
        // Nothing of this decides how it goes on.
        session.history.clear();
        session.last_said.clear();
        session.grounds.clear();
        let facts: Vec<_> = session.facts().map(|(key, value, _)| (key, value)).collect();
        let fault = turn.explanation.notes.iter().any(|n| matches!(n, Note::StepLimit(_)));
        let key = format!(
            "{:?}{:?}{facts:?}{}{}{fault}",
            session.frames,
            session.waiting,
            session.identified,
            session.date()
        );
        let new = self.sessions.len();
        let at = *self.known.entry(key).or_insert(new);
        if at == new {
            self.ends
                .push(!fault && (session.is_over() || session.waits_at().is_none()));
            self.faults.push(fault);
            self.holes.push(turn.explanation.notes.contains(&Note::Broken));
            self.sessions.push(session);
            self.edges.push(Vec::new());
        }
        if let Some(from) = from
            && !self.edges[from].contains(&at)
        {
            self.edges[from].push(at);
        }
    }

    fn observe(&mut self, session: &Session, turn: &Turn) {
        let why = &turn.explanation;
        for trace in &why.trace {
            self.seen
                .steps
                .insert((trace.scenario.to_string(), trace.step.to_string()));
            match &trace.did {
                Did::Branch { branch, .. } => {
                    let taken = self.seen.branches.entry(trace.at.line).or_default();
                    taken.insert(branch.unwrap_or(0));
                }
                Did::Ask(_) => self.seen.asks.entry(trace.at.line).or_default().0 = true,
                Did::Known(_) => self.seen.asks.entry(trace.at.line).or_default().1 = true,
                _ => {}
            }
        }
        if why.notes.contains(&Note::Broken)
            && let Some(node) = session.waits_at()
        {
            let node = &self.program.nodes[node.index()];
            if matches!(node.op, Op::If { .. }) {
                self.seen.holes.insert(node.at.line);
                let step = self
                    .program
                    .steps
                    .iter()
                    .rfind(|s| s.first <= session.waits_at().unwrap());
                let step = step.unwrap();
                let scenario = &self.program.scenarios[step.scenario.index()];
                self.seen
                    .steps
                    .insert((scenario.name.to_string(), step.name.to_string()));
            }
        }
        for action in &turn.actions {
            let Action::Say(message) = action else { continue };
            let Some((number, words)) = message.text.split_once(": ") else {
                continue;
            };
            let Some(number) = number.strip_prefix('С').and_then(|n| n.parse().ok()) else {
                continue;
            };
            self.seen.said.insert(number);
            if words.contains("не известно") {
                self.seen.unknown_shown.insert(number);
            }
        }
        if why.notes.iter().any(|n| matches!(n, Note::StepLimit(_))) {
            let tail = &why.trace[why.trace.len() / 2..];
            let steps: BTreeSet<StepName> = tail
                .iter()
                .map(|t| (t.scenario.to_string(), t.step.to_string()))
                .collect();
            let skips = tail.iter().any(|t| matches!(t.did, Did::Known(_)));
            if !self.seen.circles.contains(&(steps.clone(), skips)) {
                self.seen.circles.push((steps, skips));
            }
        }
    }

    /// States from which no end can be reached.
    fn stuck(&self, holes_are_ends: bool) -> BTreeSet<StepName> {
        let count = self.sessions.len();
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (from, list) in self.edges.iter().enumerate() {
            for to in list {
                before[*to].push(from);
            }
        }
        let mut saved: Vec<bool> = (0..count)
            .map(|n| self.ends[n] && (holes_are_ends || !self.holes[n]))
            .collect();
        let mut open: Vec<usize> = (0..count).filter(|n| saved[*n]).collect();
        while let Some(n) = open.pop() {
            for from in &before[n] {
                if !saved[*from] {
                    saved[*from] = true;
                    open.push(*from);
                }
            }
        }
        // A circle without a word is found by itself; it is no end either.
        let stuck = (0..count).filter(|n| !saved[*n] && (!holes_are_ends || !self.faults[*n]));
        let positions = stuck.filter_map(|n| self.engine.position(&self.sessions[n]));
        positions
            .map(|p| (p.scenario.to_string(), p.step.to_string()))
            .collect()
    }

    /// Steps of conversations that only wait for sources and come back to where they were.
    fn looked_up_again(&self) -> BTreeSet<StepName> {
        let looks_up = |n: usize| {
            let node = self.sessions[n].waits_at();
            node.is_some_and(|n| matches!(self.program.nodes[n.index()].op, Op::Lookup { .. }))
        };
        let count = self.sessions.len();
        let mut left: Vec<bool> = (0..count)
            .map(|n| !self.ends[n] && !self.faults[n] && looks_up(n))
            .collect();
        // What leads nowhere among them stands in no circle.
        loop {
            let ends = |n: usize| left[n] && !self.edges[n].iter().any(|to| left[*to]);
            let gone: Vec<usize> = (0..count).filter(|n| ends(*n)).collect();
            if gone.is_empty() {
                break;
            }
            for n in gone {
                left[n] = false;
            }
        }
        let positions = (0..count)
            .filter(|n| left[*n])
            .filter_map(|n| self.engine.position(&self.sessions[n]));
        positions
            .map(|p| (p.scenario.to_string(), p.step.to_string()))
            .collect()
    }
}
