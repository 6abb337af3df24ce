//! `lotsman chat`

mod command;
mod host;
mod input;
mod save;
mod show;
mod talk;

use jiff::civil::Time;

use super::args::{ChatArgs, Common};
use super::output::{self, CYAN, DIM, paint, pick};
use super::{CLEAN, FINDINGS, Outcome, build, dialogs};
use crate::bundle::Bundle;
use crate::channel::{Action, Event};
use crate::runtime::why::{Audience, Why};
use crate::runtime::{Engine, StartOptions};
use crate::source::fold;
use crate::value::{Channel, Date, DateTime, Lang, Name};

use command::Command;
use input::Lines;
use talk::{Recorded, Talk};

/// Lookups in a row that the person is asked to answer.
const MAX_LOOKUPS: u32 = 100;
/// Conclusions of one turn that are explained.
const MAX_TREES: usize = 6;

/// Talks until the end of input.
pub fn run(common: &Common, args: &ChatArgs) -> Outcome {
    let bundle = match &args.bundle {
        Some(path) => Bundle::open(path).map_err(|e| {
            format!(
                "сборка «{0}» не открывается: {e} · the bundle “{0}” does not open: {e}",
                path.display()
            )
        })?,
        None => match build::in_memory(common)? {
            Some((_, bundle)) => bundle,
            None => return Ok(FINDINGS),
        },
    };
    let engine = super::engine(&bundle)?;
    let scenario: Option<Name> = args.scenario.as_deref().map(|name| Name::from(&*fold(name)));
    if let Some(name) = &scenario
        && !bundle.program().scenarios.iter().any(|s| s.name == *name)
    {
        return Err(format!(
            "сценария «{name}» в базе нет · the base has no scenario “{name}”"
        ));
    }
    let lang = output::lang(common, bundle.program().lang);
    let options = StartOptions {
        channel: args.channel.into(),
        scenario,
        facts: Vec::new(),
        identified: false,
    };
    let now = args.date.map_or_else(|| today(&engine), |day| at_minute(day, None));
    let mut lines = Lines::new();
    if lines.is_terminal() {
        hint(bundle.program().title.as_str(), lang);
    }
    let (talk, first) = Talk::begin(engine, bundle, options, now);
    let base = args.bundle.is_none().then_some(common.base.as_path());
    let mut chat = Chat {
        talk,
        lang,
        base,
        queue: None,
        spoken: args.spoken,
    };
    let prompt = paint(CYAN.bold(), pick(lang, "Вы:", "You:"));
    // The editor writes its prompt past everything that takes colours out.
    let prompt = if output::colored(common) {
        prompt
    } else {
        output::plain(&prompt)
    };
    if chat.turn(&mut lines, first) {
        while let Some(line) = lines.next(&format!("{prompt} ")) {
            if !chat.line(&mut lines, &line) {
                break;
            }
        }
    }
    if lines.is_terminal() {
        output::print("\n");
    }
    Ok(CLEAN)
}

fn hint(title: &str, lang: Lang) {
    let words = match lang {
        Lang::Ru => "спрашивайте своими словами; /помощь — команды, /выход — закончить",
        Lang::En => "ask in your own words; /help lists commands, /exit leaves",
    };
    output::print(&format!("{}\n\n", paint(DIM, &format!("{title} · {words}"))));
}

/// The only look at the clock, to the minute, so that a test of this conversation repeats it.
fn today(engine: &Engine) -> DateTime {
    let now = engine.local_time(jiff::Timestamp::now());
    Time::new(now.hour(), now.minute(), 0, 0).map_or(now, |t| now.date().to_datetime(t))
}

/// A day given by hand begins at noon, as it does in tests.
fn at_minute(day: Date, minute: Option<u16>) -> DateTime {
    let minute = minute.unwrap_or(dialogs::NOON);
    let (hour, minute) = (
        i8::try_from(minute / 60).unwrap_or(0),
        i8::try_from(minute % 60).unwrap_or(0),
    );
    Time::new(hour, minute, 0, 0).map_or(day.at(0, 0, 0, 0), |t| day.to_datetime(t))
}

struct Chat<'a> {
    talk: Talk,
    lang: Lang,
    base: Option<&'a std::path::Path>,
    queue: Option<Name>,
    /// Whether words are shown as they are said by telephone.
    spoken: bool,
}

impl Chat<'_> {
    /// Follows one line; `false` ends the conversation.
    fn line(&mut self, lines: &mut Lines, line: &str) -> bool {
        let line = line.trim();
        match line.strip_prefix('/') {
            _ if line.is_empty() => true,
            // Two slashes are the citizen's own.
            Some(words) if !words.starts_with('/') => self.command(lines, command::read(words)),
            own => {
                let (event, recorded) = self.talk.understand(own.unwrap_or(line));
                self.citizen(lines, event, recorded)
            }
        }
    }

    fn citizen(&mut self, lines: &mut Lines, event: Event, recorded: Recorded) -> bool {
        if self.talk.session.is_over() {
            return self.note(pick(
                self.lang,
                "разговор окончен: /сначала — новый, /тест ФАЙЛ — сохранить, /выход — закончить",
                "the conversation is over: /restart for a new one, /test FILE to save it, /exit to leave",
            ));
        }
        let actions = self.talk.citizen(event, recorded);
        self.turn(lines, actions)
    }

    /// Shows a turn and plays the sources it asks.
    fn turn(&mut self, lines: &mut Lines, mut actions: Vec<Action>) -> bool {
        for _ in 0..MAX_LOOKUPS {
            if let Some(queue) = save::queue(&actions) {
                self.queue = Some(queue);
            }
            let channel = self.talk.options.channel;
            let shown = if self.spoken && channel == Channel::Voice {
                let voiced = show::voiced(&actions, self.talk.bundle.program().lang);
                show::actions(&voiced, channel, self.lang)
            } else {
                show::actions(&actions, channel, self.lang)
            };
            if !output::print(&shown) {
                return false;
            }
            let asked = actions.iter().find_map(|a| match a {
                Action::Lookup(request) => {
                    let program = self.talk.bundle.program().clone();
                    let outcome = host::lookup(lines, &program, request, self.talk.now.date(), self.lang);
                    let source = request.source.clone();
                    Some(outcome.map(|o| {
                        (
                            Event::LookupResult {
                                source: source.clone(),
                                outcome: o.clone(),
                            },
                            Recorded::Source(source, o),
                        )
                    }))
                }
                Action::Identify { methods } => {
                    let known = host::identify(lines, methods, self.lang);
                    Some(known.map(|success| {
                        (
                            Event::Identified {
                                success,
                                method: methods.first().cloned(),
                            },
                            Recorded::Identified(success),
                        )
                    }))
                }
                _ => None,
            });
            match asked {
                None => return true,
                Some(None) => return false,
                Some(Some((event, recorded))) => actions = self.talk.host(event, recorded),
            }
        }
        true
    }

    fn command(&mut self, lines: &mut Lines, command: Command) -> bool {
        match command {
            Command::Why(None) => self.note(&self.why()),
            Command::Why(Some(name)) => {
                let why = self.talk.engine.why(&self.talk.session, &name);
                self.note(&match why {
                    Some(why) => why.text(Audience::Operator, self.lang),
                    None => match self.lang {
                        Lang::Ru => format!("в базе нет ни меры, ни решения, ни правила, ни факта «{name}»"),
                        Lang::En => format!("the base has no measure, decision, rule or fact “{name}”"),
                    },
                })
            }
            Command::Facts => {
                let facts = self.talk.engine.facts(&self.talk.session);
                if facts.is_empty() {
                    return self.note(pick(self.lang, "пока ничего не известно", "nothing is known yet"));
                }
                output::print(&show::facts(&facts, self.lang))
            }
            Command::Step => self.note(&self.place()),
            Command::Restart => self.again(lines),
            Command::Channel(channel) => {
                self.talk.options.channel = channel;
                self.again(lines)
            }
            Command::Date(day, minute) => {
                self.talk.now = at_minute(day, minute);
                self.again(lines)
            }
            Command::Silence => self.citizen(lines, Event::Silence, Recorded::Silence),
            Command::Key(key) => self.citizen(lines, Event::Key { key }, Recorded::Key(key)),
            Command::Save(name) => match save::save(&self.talk, self.queue.as_ref(), self.base, &name) {
                Ok(path) => {
                    let path = path.display();
                    self.note(&match self.lang {
                        Lang::Ru => format!("сохранено: {path}"),
                        Lang::En => format!("saved: {path}"),
                    })
                }
                Err(message) => {
                    let (ru, en) = message.split_once(" · ").unwrap_or((&message, &message));
                    self.note(if self.lang == Lang::Ru { ru } else { en })
                }
            },
            Command::Help => output::print(&command::help(self.lang)),
            Command::Exit => false,
            Command::Wrong(words) => {
                let help = if words.ru.ends_with(':') {
                    command::help(self.lang)
                } else {
                    String::new()
                };
                self.note(words.get(self.lang)) && output::print(&help)
            }
        }
    }

    /// How the turn went, and the trees of what was concluded in it, the outermost conclusions first.
    fn why(&self) -> String {
        let turns = &self.talk.why;
        let mut text: String = turns.iter().map(|e| e.text(self.lang)).collect();
        let mut trees: Vec<Why> = Vec::new();
        for decision in turns.iter().flat_map(|e| &e.decisions).rev() {
            if trees.len() < MAX_TREES && !trees.iter().any(|t| t.mentions(&decision.name)) {
                trees.extend(self.talk.engine.why(&self.talk.session, &decision.name));
            }
        }
        for tree in trees {
            text.push_str(&tree.text(Audience::Operator, self.lang));
            text.push('\n');
        }
        if text.is_empty() {
            let nothing = pick(
                self.lang,
                "в этом ходе ничего не произошло",
                "nothing happened in this turn",
            );
            text.push_str(nothing);
        }
        text
    }

    fn again(&mut self, lines: &mut Lines) -> bool {
        let channel = match self.talk.options.channel {
            Channel::Chat => pick(self.lang, "чат", "chat"),
            Channel::Voice => pick(self.lang, "голос", "voice"),
        };
        let words = pick(self.lang, "разговор начат заново", "the conversation starts again");
        let told = self.note(&format!("{words}: {}, {channel}", self.talk.now.date()));
        self.queue = None;
        let actions = self.talk.again();
        told && self.turn(lines, actions)
    }

    fn place(&self) -> String {
        let session = &self.talk.session;
        let mut text = String::new();
        match self.talk.engine.position(session) {
            Some(at) => {
                text.push_str(&format!(
                    "{} «{}», {} «{}»",
                    pick(self.lang, "сценарий", "scenario"),
                    at.scenario,
                    pick(self.lang, "шаг", "step"),
                    at.step
                ));
                let trace = self
                    .talk
                    .why
                    .iter()
                    .flat_map(|e| &e.trace)
                    .rfind(|t| t.scenario == at.scenario && t.step == at.step);
                text.push_str(&trace.map(|t| format!(" ({})", t.at)).unwrap_or_default());
            }
            None => text.push_str(pick(
                self.lang,
                "вне сценариев: система ждёт вопроса",
                "in no scenario: the system waits for a question",
            )),
        }
        if let Some(topic) = self.talk.engine.topic(session) {
            text.push_str(&format!("\n{} {topic}", pick(self.lang, "тема", "topic")));
        }
        if let Some(outcome) = session.outcome() {
            text.push_str(&format!("\n{} {outcome}", pick(self.lang, "исход", "outcome")));
        }
        let channel = match self.talk.options.channel {
            Channel::Chat => pick(self.lang, "чат", "chat"),
            Channel::Voice => pick(self.lang, "голос", "voice"),
        };
        text.push_str(&format!(
            "\n{}: {}, {channel}",
            pick(self.lang, "дата и канал", "date and channel"),
            session.date()
        ));
        text
    }

    fn note(&self, text: &str) -> bool {
        let mut out = String::new();
        show::note(&mut out, text);
        output::print(&out)
    }
}
