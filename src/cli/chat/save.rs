//! A conversation becomes a dialog test.

use std::path::{Path, PathBuf};

use super::talk::{Recorded, Talk};
use crate::bundle::program::{FactId, Program, ScenarioId, SourceId, TopicId};
use crate::channel::{Action, LookupOutcome};
use crate::cli::dialogs::{self, Map, one_line};
use crate::cli::files;
use crate::model::{Dialog, DialogLine, DialogLineKind as Line};
use crate::span::{FileId, Place, Span};
use crate::value::{Channel, Lang, Name};

/// Characters of a title.
const TITLE: usize = 60;

/// Saves the conversation as a new test at the end of a file, which need not exist; gives the path.
/// A bare name lies in `scenarios` of the base.
///
/// # Errors
/// In two languages: the file cannot be written, or the conversation cannot be a test that passes.
/// Nothing is changed then.
pub fn save(talk: &Talk, queue: Option<&Name>, base: Option<&Path>, name: &str) -> Result<PathBuf, String> {
    let path = path(base, name)?;
    let written = Written::new(talk, queue)?;
    let program = talk.bundle.program();
    let played = dialogs::play(&talk.engine, program, &Map::new(program), &written.dialog());
    if let Some(failure) = played.failures.first() {
        let line = written
            .lines
            .get(failure.line)
            .map(|(text, _)| text.as_str())
            .unwrap_or_default();
        return Err(format!(
            "не сохранено: повторённый по репликам, этот разговор идёт иначе у строки «{line}» · not saved: repeated by its words, this conversation goes another way at “{line}”"
        ));
    }
    let mut text = if path.exists() {
        let bytes = files::read(&path)?;
        let old = String::from_utf8(bytes).map_err(|_| {
            format!(
                "не сохранено: «{0}» не в UTF-8 · not saved: “{0}” is not UTF-8",
                path.display()
            )
        })?;
        match old.trim_end() {
            "" => String::new(),
            old => format!("{old}\n\n"),
        }
    } else {
        String::new()
    };
    text.push_str(&written.text());
    files::write_atomic(&path, text.as_bytes())?;
    Ok(path)
}

fn path(base: Option<&Path>, name: &str) -> Result<PathBuf, String> {
    let mut path = PathBuf::from(name);
    match path.extension() {
        None => path.set_extension("dialog"),
        Some(e) if e == "dialog" => true,
        Some(_) => {
            return Err(format!(
                "не сохранено: файл тестов оканчивается на .dialog, а не «{name}» · not saved: a file of tests ends with .dialog, not “{name}”"
            ));
        }
    };
    let is_bare = path.parent().is_none_or(|p| p.as_os_str().is_empty());
    Ok(match base {
        Some(base) if is_bare => base.join("scenarios").join(path),
        _ => path,
    })
}

/// A test in lines: the words, and what they mean.
struct Written {
    title: String,
    lang: Lang,
    lines: Vec<(String, Line)>,
}

impl Written {
    fn new(talk: &Talk, queue: Option<&Name>) -> Result<Self, String> {
        let program = talk.bundle.program();
        let lang = program.lang;
        let said = talk.record.iter().find_map(|r| {
            if let Recorded::Citizen(t) = r {
                Some(one_line(t))
            } else {
                None
            }
        });
        let title: String = said.unwrap_or_else(|| talk.options.scenario.as_deref().unwrap_or("—").to_owned());
        let title: String = title.replace(['"', '«', '»', '“', '”', '„', '\\', '{', '}'], " ");
        let title = one_line(&title.chars().take(TITLE).collect::<String>());
        let mut written = Self {
            title,
            lang,
            lines: Vec::new(),
        };
        written.head(talk, program)?;
        for recorded in &talk.record {
            written.event(program, recorded)?;
        }
        written.tail(talk, program, queue);
        Ok(written)
    }

    fn word(&self, ru: &'static str, en: &'static str) -> &'static str {
        crate::cli::output::pick(self.lang, ru, en)
    }

    fn push(&mut self, text: String, line: Line) {
        self.lines.push((text, line));
    }

    fn head(&mut self, talk: &Talk, program: &Program) -> Result<(), String> {
        let (day, time) = (talk.now.date(), talk.now.time());
        let minute = u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or(0);
        let clock = if minute == dialogs::NOON {
            String::new()
        } else {
            format!(" {:02}:{:02}", minute / 60, minute % 60)
        };
        self.push(
            format!("{} {day}{clock}", self.word("дата", "date")),
            Line::Date(Some(day), Some(minute)),
        );
        let channel = talk.options.channel;
        let word = match channel {
            Channel::Chat => self.word("чат", "chat"),
            Channel::Voice => self.word("голос", "voice"),
        };
        self.push(
            format!("{} {word}", self.word("канал", "channel")),
            Line::Channel(channel),
        );
        if let Some(name) = &talk.options.scenario {
            let found = (0..).zip(&program.scenarios).find(|(_, s)| s.name == *name);
            let (id, _) = found.ok_or_else(|| format!("сценария «{name}» нет · there is no scenario “{name}”"))?;
            self.push(
                format!("{} {name}", self.word("сценарий", "scenario")),
                Line::Start(ScenarioId(id)),
            );
        }
        Ok(())
    }

    fn event(&mut self, program: &Program, recorded: &Recorded) -> Result<(), String> {
        match recorded {
            Recorded::Citizen(text) => {
                let text = one_line(text);
                self.push(format!("> {text}"), Line::User(text));
            }
            Recorded::System(text) => {
                let text = one_line(text);
                if !text.is_empty() {
                    self.push(format!("< {text}"), Line::System(text));
                }
            }
            Recorded::Silence => self.push(self.word("тишина", "silence").to_owned(), Line::Silence),
            Recorded::Key(key) => self.push(format!("{} {key}", self.word("клавиша", "key")), Line::Key(*key)),
            Recorded::Identified(success) => {
                let how = if *success {
                    self.word("успешна", "succeeds")
                } else {
                    self.word("не удалась", "fails")
                };
                self.push(
                    format!("{} {how}", self.word("идентификация", "identification")),
                    Line::Identified(*success),
                );
            }
            Recorded::Source(name, outcome) => self.source(program, name, outcome)?,
        }
        Ok(())
    }

    fn source(&mut self, program: &Program, name: &Name, outcome: &LookupOutcome) -> Result<(), String> {
        let missing = || format!("источника «{name}» нет · there is no source “{name}”");
        let (id, _) = (0..)
            .zip(&program.sources)
            .find(|(_, s)| s.name == *name)
            .ok_or_else(missing)?;
        let source = SourceId(id);
        let head = format!("{} {name}", self.word("источник", "source"));
        match outcome {
            LookupOutcome::NoData => self.push(
                format!("{head} {}", self.word("нет данных", "no data")),
                Line::SourceEmpty(source),
            ),
            LookupOutcome::NoAnswer => self.push(
                format!("{head} {}", self.word("не ответил", "no answer")),
                Line::SourceSilent(source),
            ),
            LookupOutcome::Answered { facts } => {
                let (mut words, mut values) = (Vec::new(), Vec::new());
                for (fact, value) in facts {
                    let found = (0..).zip(&program.facts).find(|(_, f)| f.name == *fact);
                    let written = dialogs::written_value(value, self.lang);
                    let (Some((id, _)), Some(written)) = (found, written) else {
                        return Err(format!(
                            "не сохранено: значение «{fact}» не записать в одну строку · not saved: the value of “{fact}” cannot be written on one line"
                        ));
                    };
                    words.push(format!("{fact}: {written}"));
                    values.push((FactId(id), Some(value.clone())));
                }
                let line = format!("{head} {} {{{}}}", self.word("отвечает", "answers"), words.join(", "));
                self.push(line, Line::SourceAnswers(source, values));
            }
        }
        Ok(())
    }

    fn tail(&mut self, talk: &Talk, program: &Program, queue: Option<&Name>) {
        if let Some(path) = talk.engine.topic(&talk.session)
            && let Some((id, _)) = (0..).zip(&program.topics).find(|(_, t)| t.path == path)
        {
            self.push(
                format!("{} {path}", self.word("тема", "topic")),
                Line::Topic(TopicId(id)),
            );
        }
        if let Some(queue) = queue {
            self.push(
                format!("{} {queue}", self.word("очередь", "queue")),
                Line::Queue(queue.clone()),
            );
        }
        if let Some(outcome) = talk.session.outcome() {
            self.push(
                format!("{} {outcome}", self.word("исход", "outcome")),
                Line::Outcome(outcome.clone()),
            );
        }
    }

    fn text(&self) -> String {
        let mut out = format!("{} \"{}\"\n", self.word("диалог", "dialog"), self.title);
        for (line, _) in &self.lines {
            out.push_str(&format!("  {line}\n"));
        }
        out.push_str(self.word("конец", "end"));
        out.push('\n');
        out
    }

    fn dialog(&self) -> Dialog {
        let nowhere = Place::new(FileId::default(), Span::default());
        let lines = self
            .lines
            .iter()
            .map(|(_, kind)| DialogLine {
                place: nowhere,
                kind: kind.clone(),
            })
            .collect();
        Dialog {
            name: self.title.clone(),
            file: FileId::default(),
            place: nowhere,
            span: Span::default(),
            lines,
        }
    }
}

/// The queue of a hand-over among these actions.
pub fn queue(actions: &[Action]) -> Option<Name> {
    actions.iter().find_map(|a| {
        if let Action::Handover(card) = a {
            Some(card.queue.clone())
        } else {
            None
        }
    })
}
