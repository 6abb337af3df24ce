//! Drives the engine along a witness and keeps what was said and done as lines of a test.

use super::{defaults, script};
use crate::bundle::program::{Fact, Handler, HandlerOn, Op, Program, StepId, Target};
use crate::channel::{Action, Event, LookupOutcome, LookupRequest, Question};
use crate::diag::{Said, Turn as Chosen, Witness};
use crate::runtime::{Did, Engine, Goal, Note, Session, StartOptions, Turn, Understood};
use crate::value::{Channel, Date, DateTime, Name, Type, Value};

/// Events of one conversation, before it is given up.
const MOST_EVENTS: usize = 400;
/// What fits no question.
const GIBBERISH: &str = "ъыьъ";
/// The day of a witness that happens on any day: a working Monday.
const DAY: Date = Date::constant(2024, 1, 15);

/// What the conversation waits for.
enum Wait {
    Fact(Box<Question>),
    Menu(Box<Question>),
    Lookup(Box<LookupRequest>),
    Identify,
    Nothing,
}

struct Drive<'a> {
    engine: &'a Engine,
    program: &'a Program,
    witness: &'a Witness,
    variant: usize,
    now: DateTime,
    session: Session,
    wait: Wait,
    lines: Vec<String>,
    writable: bool,
    /// Steps of the witness that were passed.
    passed: usize,
    /// The step executed last, and whether the engine has left it since.
    at: Option<(Name, bool)>,
    turns: usize,
    /// How often each named fact was answered.
    answered: Vec<usize>,
    fault: bool,
}

/// Lines of the conversation that a witness foretells, where tests can be written of it; `None` when the
/// engine goes another way. `variant` chooses what the witness leaves open.
pub fn converse(engine: &Engine, witness: &Witness, variant: usize) -> Option<Option<Vec<String>>> {
    let program = engine.program();
    let lang = program.lang;
    let name = witness.scenario.clone()?;
    let day = witness.day.unwrap_or_else(|| day_of(program, &name));
    let now = day.at(12, 0, 0, 0);
    let mut options = StartOptions {
        channel: if witness.voice { Channel::Voice } else { Channel::Chat },
        scenario: Some(name.clone()),
        facts: Vec::new(),
        identified: false,
    };
    let mut lines = vec![script::day(day, lang)];
    lines.extend(script::channel(options.channel, lang));
    lines.push(script::scenario(&name, lang));
    // Lists stand in no line of a test.
    let mut writable = true;
    for (fact, said) in &witness.facts {
        if let Said::Before(value) = said {
            let line = script::given(fact, value, lang);
            writable &= line.is_some();
            lines.extend(line);
            options.facts.push((fact.clone(), value.clone()));
        }
    }
    let (session, turn) = engine.start(&options, now);
    let mut drive = Drive {
        engine,
        program,
        witness,
        variant,
        now,
        session,
        wait: Wait::Nothing,
        lines,
        writable,
        passed: 0,
        at: None,
        turns: 0,
        answered: vec![0; witness.facts.len()],
        fault: false,
    };
    drive.took(&turn);
    drive.run()?;
    drive.finish()
}

/// The usual day, or one on which the scenario is in force.
pub fn day_of(program: &Program, name: &Name) -> Date {
    let editions = || program.scenarios.iter().filter(|s| s.name == *name);
    if editions().any(|s| s.valid.holds(DAY)) {
        return DAY;
    }
    let ends = editions().find_map(|s| s.valid.from.or(s.valid.until));
    ends.unwrap_or(DAY)
}

impl<'a> Drive<'a> {
    fn run(&mut self) -> Option<()> {
        for _ in 0..MOST_EVENTS {
            if self.session.is_over() || self.fault {
                return Some(());
            }
            // Everything was passed, and the step in which it happens has been left.
            if self.complete() && self.has_left() {
                return Some(());
            }
            match std::mem::replace(&mut self.wait, Wait::Nothing) {
                Wait::Fact(question) => self.fact(&question)?,
                Wait::Menu(question) => {
                    if !self.menu(&question)? {
                        return Some(());
                    }
                }
                Wait::Lookup(request) => self.lookup(&request)?,
                Wait::Identify => self.identify()?,
                Wait::Nothing => return Some(()),
            }
        }
        None
    }

    /// Whether the conversation stands elsewhere than in the last step of the witness, or in what that calls.
    fn has_left(&self) -> bool {
        let Some(at) = self.engine.position(&self.session) else {
            return false;
        };
        if Some(&at.scenario) == self.witness.scenario.as_ref() {
            return Some(&at.step) != self.witness.steps.last();
        }
        let of_witness = |step: StepId| {
            let scenario = self.program.steps.get(step.index()).map(|s| s.scenario);
            let scenario = scenario.and_then(|s| self.program.scenarios.get(s.index()));
            scenario.map(|s| &s.name) == self.witness.scenario.as_ref()
        };
        !self.session.frames.iter().any(|f| of_witness(f.step))
    }

    fn complete(&self) -> bool {
        self.passed >= self.witness.steps.len() && self.turns >= self.witness.turns.len()
    }

    /// The lines, once all that was foretold has come about.
    fn finish(mut self) -> Option<Option<Vec<String>>> {
        if !self.complete() {
            return None;
        }
        // A fault of the engine fails a test by itself; anything else has to be said.
        if !self.fault {
            let ended = self.session.outcome();
            let scenario = self.witness.scenario.as_ref()?;
            if let Some(expected) = own_end(self.program, scenario, ended) {
                self.lines.push(script::outcome(&expected, self.program.lang));
            }
        }
        Some(self.writable.then_some(self.lines))
    }

    fn step(&self) -> Option<Name> {
        self.engine.position(&self.session).map(|p| p.step)
    }

    fn took(&mut self, turn: &Turn) {
        let chose = |u: &Understood| matches!(u, Understood::Option { .. });
        if let Some((_, left)) = &mut self.at
            && turn.explanation.understood.iter().any(chose)
        {
            *left = true;
        }
        // Steps of scenarios that are called are no part of the way that is told.
        let own = |scenario: &Name| Some(scenario) == self.witness.scenario.as_ref();
        for trace in turn.explanation.trace.iter().filter(|t| own(&t.scenario)) {
            self.came_to(&trace.step);
            let goes = match &trace.did {
                Did::Go(goal) | Did::Handler(goal) | Did::Branch { to: goal, .. } => matches!(goal, Goal::Step(_)),
                _ => false,
            };
            self.at = Some((trace.step.clone(), goes));
        }
        self.fault |= turn.explanation.notes.iter().any(Note::is_fault);
        // An `если` without a fitting branch leaves no trace of its step when nothing stands before it.
        if self.fault
            && let Some(at) = self.engine.position(&self.session)
            && own(&at.scenario)
        {
            let step = at.step.clone();
            self.came_to(&step);
            self.at = Some((step, false));
        }
        self.wait = turn
            .actions
            .iter()
            .rev()
            .find_map(|action| match action {
                Action::Ask(q) => Some(Wait::Fact(Box::new(q.clone()))),
                Action::Menu(q) => Some(Wait::Menu(Box::new(q.clone()))),
                Action::Lookup(r) => Some(Wait::Lookup(Box::new(r.clone()))),
                Action::Identify { .. } => Some(Wait::Identify),
                _ => None,
            })
            .unwrap_or(Wait::Nothing);
    }

    fn came_to(&mut self, step: &Name) {
        let entered = self.at.as_ref().is_none_or(|(at, left)| *left || at != step);
        if entered && self.witness.steps.get(self.passed) == Some(step) {
            self.passed += 1;
        }
    }

    fn send(&mut self, event: Event, line: String) -> Turn {
        self.lines.push(line);
        let turn = self.engine.step(&mut self.session, event, self.now);
        self.took(&turn);
        turn
    }

    /// Says the first of some texts that is understood as is meant.
    fn say(&mut self, texts: impl IntoIterator<Item = String>, understood: impl Fn(&Turn) -> bool) -> Option<()> {
        for text in texts {
            let mut session = self.session.clone();
            let turn = self.engine.step(&mut session, Event::text(text.as_str()), self.now);
            if understood(&turn) {
                self.session = session;
                self.lines.push(format!("> {text}"));
                self.took(&turn);
                return Some(());
            }
        }
        None
    }

    // What the witness says of this place.

    fn handlers(&self) -> impl Iterator<Item = &'a Handler> + use<'a> {
        let node = self.session.waits_at().and_then(|n| self.program.nodes.get(n.index()));
        let own = node.and_then(|n| n.op.handlers());
        let position = self.engine.position(&self.session);
        let scenario = position.and_then(|p| self.program.scenarios.iter().find(|s| s.name == p.scenario));
        let program = self.program;
        let lists = [own, scenario.map(|s| s.handlers)].into_iter().flatten();
        lists.filter_map(|id| program.handlers.get(id.index())).flatten()
    }

    /// The handler that opens here, where the witness says so.
    fn handler_next(&self) -> Option<HandlerOn> {
        let Some(Chosen::Handler { step, on }) = self.witness.turns.get(self.turns) else {
            return None;
        };
        let fits = self.step().as_ref() == Some(step) && self.handlers().any(|h| h.on == *on);
        fits.then_some(*on)
    }

    /// The answer that the witness has for a fact; the last one holds for all further questions.
    fn answer(&self, fact: &Name) -> Option<(usize, Value)> {
        let mut last = None;
        for (n, (name, said)) in self.witness.facts.iter().enumerate() {
            if name != fact {
                continue;
            }
            if let Said::Answered(value) | Said::Range(_, value) = said {
                last = Some((n, value.clone()));
                if self.answered.get(n) == Some(&0) {
                    break;
                }
            }
        }
        last
    }

    fn fact(&mut self, question: &Question) -> Option<()> {
        let name = question.fact.clone()?;
        let program = self.program;
        let fact = program.facts.iter().find(|f| f.name == name)?;
        let handler = self.handler_next();
        let answer = self.answer(&name);
        if let Some(on) = handler
            && (answer.is_none() || self.variant % 2 == 1)
        {
            return self.handle(on);
        }
        // Nobody answers a question with no value at all: any list does.
        let nothing = |value: &Value| matches!(value, Value::List(items) if items.is_empty());
        let value = match answer.filter(|(_, value)| !nothing(value)) {
            Some((n, value)) => {
                if let Some(times) = self.answered.get_mut(n) {
                    *times += 1;
                }
                value
            }
            None => {
                let all = defaults::values(program, fact, self.now.date());
                all.get((self.variant / 2) % all.len().max(1))?.clone()
            }
        };
        self.say_value(fact, &value)
    }

    fn say_value(&mut self, fact: &Fact, value: &Value) -> Option<()> {
        // A condition on a list speaks of one of its values.
        let listed = Value::List(vec![value.clone()]);
        let value = match (&fact.ty, value) {
            (_, Value::List(_) | Value::Unknown) => value,
            (Type::List(_), _) => &listed,
            _ => value,
        };
        let texts = defaults::said(self.program, fact, value);
        let taken = |turn: &Turn| {
            let changes = &turn.explanation.facts;
            changes
                .iter()
                .any(|c| c.fact == fact.name && c.value.as_ref() == Some(value))
        };
        self.say(texts, taken)
    }

    /// Chooses an option; `false` where the witness ends before it.
    fn menu(&mut self, question: &Question) -> Option<bool> {
        let step = self.step();
        if let Some(on) = self.handler_next() {
            self.handle(on)?;
            return Some(true);
        }
        let named = match self.witness.turns.get(self.turns) {
            Some(Chosen::Option { step: at, option }) if step.as_ref() == Some(at) => Some(option.clone()),
            _ => None,
        };
        if named.is_some() {
            self.turns += 1;
        } else if self.complete() {
            return Some(false);
        }
        let option = named.or_else(|| self.option_towards_the_next_step());
        let option = option.or_else(|| {
            let n = self.variant % question.options.len().max(1);
            question.options.get(n).map(|o| o.name.clone())
        })?;
        let choice = question.options.iter().find(|o| o.name == option)?;
        let synonyms = self.options().filter(|o| o.name == option).flat_map(|o| &o.synonyms);
        let texts: Vec<String> = std::iter::once(&choice.label).chain(synonyms).cloned().collect();
        let taken = |turn: &Turn| {
            let understood = &turn.explanation.understood;
            understood
                .iter()
                .any(|u| matches!(u, Understood::Option { name, .. } if *name == option))
        };
        if self.say(texts, taken).is_none() {
            let key = choice.key?;
            let lang = self.program.lang;
            let turn = self.send(
                Event::Key { key },
                format!("{} {key}", script::word(lang, "клавиша", "key")),
            );
            if !taken(&turn) {
                return None;
            }
        }
        Some(true)
    }

    fn options(&self) -> impl Iterator<Item = &'a crate::bundle::program::MenuOption> + use<'a> {
        let node = self.session.waits_at().and_then(|n| self.program.nodes.get(n.index()));
        let options: &'a [_] = match node.map(|n| &n.op) {
            Some(Op::Menu { options, .. }) => options,
            _ => &[],
        };
        options.iter()
    }

    fn option_towards_the_next_step(&self) -> Option<Name> {
        let next = self.witness.steps.get(self.passed)?;
        let leads = |target: &Target| match target {
            Target::Step(id) => self.program.steps.get(id.index()).is_some_and(|s| s.name == *next),
            _ => false,
        };
        self.options().find(|o| leads(&o.target)).map(|o| o.name.clone())
    }

    fn lookup(&mut self, request: &LookupRequest) -> Option<()> {
        let lang = self.program.lang;
        let source = request.source.clone();
        match self.handler_next() {
            Some(on @ (HandlerOn::NoData | HandlerOn::NoAnswer)) => {
                self.turns += 1;
                let no_data = on == HandlerOn::NoData;
                let outcome = if no_data {
                    LookupOutcome::NoData
                } else {
                    LookupOutcome::NoAnswer
                };
                let line = script::fails(&source, no_data, lang);
                self.send(Event::LookupResult { source, outcome }, line);
                return Some(());
            }
            Some(on) => return self.handle(on),
            None => self.succeeds(),
        }
        let mut facts = Vec::new();
        for output in &request.outputs {
            if let Some((n, value)) = self.answer(output) {
                if let Some(times) = self.answered.get_mut(n) {
                    *times += 1;
                }
                facts.push((output.clone(), value));
            }
        }
        let line = script::answers(&source, &facts, lang);
        self.writable &= line.is_some();
        let line = line.unwrap_or_default();
        let outcome = LookupOutcome::Answered { facts };
        self.send(Event::LookupResult { source, outcome }, line);
        Some(())
    }

    fn succeeds(&mut self) {
        if let Some(Chosen::Succeeds { step }) = self.witness.turns.get(self.turns)
            && self.step().as_ref() == Some(step)
        {
            self.turns += 1;
        }
    }

    fn identify(&mut self) -> Option<()> {
        let success = match self.handler_next() {
            Some(HandlerOn::Failed) => {
                self.turns += 1;
                false
            }
            Some(on) => return self.handle(on),
            None => {
                self.succeeds();
                true
            }
        };
        let line = script::identification(success, self.program.lang);
        self.send(Event::Identified { success, method: None }, line);
        Some(())
    }

    /// Says what fits no question; where any words do, says it indistinctly.
    fn nonsense(&mut self) {
        let node = self.session.waits_at().and_then(|n| self.program.nodes.get(n.index()));
        let free = match node.map(|n| &n.op) {
            Some(Op::Ask { fact, .. }) => self.program.facts.get(fact.index()).is_some_and(|f| f.ty == Type::Text),
            _ => false,
        };
        if free {
            // Speech that nobody understood stands in no line of a test.
            self.writable = false;
            let alternatives = Vec::new();
            self.send(Event::Speech { alternatives }, String::new());
        } else {
            self.send(Event::text(GIBBERISH), format!("> {GIBBERISH}"));
        }
    }

    /// Makes a handler open by what people do.
    fn handle(&mut self, on: HandlerOn) -> Option<()> {
        self.turns += 1;
        let lang = self.program.lang;
        let word = |ru: &'static str, en: &'static str| script::word(lang, ru, en).to_owned();
        let silence = word("тишина", "silence");
        match on {
            HandlerOn::NoInput => {
                self.send(Event::Silence, silence);
            }
            HandlerOn::NoMatch => self.nonsense(),
            HandlerOn::MoreThan(times) => {
                // A handler of silence that leads away would never let it come to that.
                let leads_away = |h: &Handler| h.on == HandlerOn::NoInput && h.target.is_some();
                let leaves = self.handlers().any(leads_away);
                for _ in 0..=times {
                    if leaves {
                        self.nonsense();
                    } else {
                        self.send(Event::Silence, silence.clone());
                    }
                }
            }
            HandlerOn::Operator => {
                let text = word("оператор", "operator");
                self.send(Event::text(text.as_str()), format!("> {text}"));
            }
            HandlerOn::DontKnow => {
                let text = word("не знаю", "I don't know");
                self.send(Event::text(text.as_str()), format!("> {text}"));
            }
            HandlerOn::TopicChange => {
                let opened = |turn: &Turn| turn.explanation.trace.iter().any(|t| matches!(t.did, Did::Handler(_)));
                let program = self.program;
                let phrases = program.topics.iter().filter_map(|t| t.phrases.first().cloned());
                self.say(phrases, opened)?;
            }
            HandlerOn::NoTopicChange | HandlerOn::NoAnswer | HandlerOn::NoData | HandlerOn::Failed => return None,
        }
        Some(())
    }
}

/// An end that the scenario means to have, other than the one that the conversation had.
fn own_end(program: &Program, scenario: &Name, ended: Option<&Name>) -> Option<Name> {
    let of_scenario = program.scenarios.iter().filter(|s| s.name == *scenario);
    let steps = of_scenario.flat_map(|s| s.steps.0.index()..s.steps.1.index());
    let mut targets = steps.flat_map(|step| ends_of(program, step));
    targets.find(|name| Some(name) != ended)
}

fn ends_of(program: &Program, step: usize) -> Vec<Name> {
    let first = program.steps.get(step).map_or(program.nodes.len(), |s| s.first.index());
    let mut out = Vec::new();
    let mut add = |target: &Target| {
        if let Target::Finish(outcome, _) = target {
            out.extend(program.outcomes.get(outcome.index()).map(|o| o.name.clone()));
        }
    };
    for node in program.nodes.get(first..).unwrap_or_default() {
        match &node.op {
            Op::Go(target) => add(target),
            Op::If { branches, otherwise } => {
                branches.iter().for_each(|(_, t)| add(t));
                otherwise.iter().for_each(&mut add);
            }
            Op::Menu { options, .. } => options.iter().for_each(|o| add(&o.target)),
            _ => {}
        }
        if node.op.is_transition() {
            break;
        }
    }
    out
}
