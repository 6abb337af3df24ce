//! An explanation in words.

use super::{Did, Explanation, Goal, LookupResult, Understood, Verdict};
use crate::channel::{Ground, Origin};
use crate::value::{Lang, Name};

struct Writer {
    lang: Lang,
    out: String,
}

impl Writer {
    fn pick<'a>(&self, ru: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Ru => ru,
            Lang::En => en,
        }
    }

    fn head(&mut self, ru: &str, en: &str) {
        let words = self.pick(ru, en).to_owned();
        self.out.push_str(&words);
        self.out.push('\n');
    }

    fn line(&mut self, text: &str) {
        self.out.push_str("  ");
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn goal(&self, goal: &Goal) -> String {
        match goal {
            Goal::Next => self.pick("дальше", "on").to_owned(),
            Goal::Step(n) => format!("{} «{n}»", self.pick("шаг", "step")),
            Goal::Finish(n) => format!("{} «{n}»", self.pick("завершение с исходом", "end with the outcome")),
            Goal::Queue(n) => format!("{} «{n}»", self.pick("оператор, очередь", "operator, queue")),
            Goal::Return => self.pick("возврат", "return").to_owned(),
            Goal::Topic(n) => format!("{} «{n}»", self.pick("тема", "topic")),
        }
    }

    fn did(&self, did: &Did) -> String {
        let join = |names: &[Name]| names.iter().map(|n| &**n).collect::<Vec<_>>().join(", ");
        match did {
            Did::Say => self.pick("сказано", "said").to_owned(),
            Did::Ask(n) => format!("{} {n}", self.pick("спрошено:", "asked for")),
            Did::Known(n) => format!(
                "{} {n}",
                self.pick("уже известно, не спрошено:", "already known, not asked:")
            ),
            Did::Set(n) => format!("{} {n}", self.pick("записано:", "written:")),
            Did::Forget(names) => format!("{} {}", self.pick("забыто:", "forgotten:"), join(names)),
            Did::Lookup(n) => format!("{} {n}", self.pick("запрос к источнику", "asked the source")),
            Did::Call(n) => format!("{} {n}", self.pick("вызван сценарий", "called the scenario")),
            Did::Identify => self
                .pick("запрошена идентификация", "asked to identify the person")
                .to_owned(),
            Did::Go(to) => format!("-> {}", self.goal(to)),
            Did::Menu => self.pick("предложен выбор", "offered options").to_owned(),
            Did::Derive(n) => format!("{} {n}", self.pick("выясняется:", "being derived:")),
            Did::Derived(n) => format!("{} {n}", self.pick("выяснено:", "derived:")),
            Did::Measures(n) => format!(
                "{} {n}",
                self.pick("подбираются меры для события", "matching measures for the event")
            ),
            Did::Matched(n) => format!(
                "{} {n}",
                self.pick("подобраны меры для события", "matched measures for the event")
            ),
            Did::Handler(to) => format!("{} -> {}", self.pick("обработчик", "handler"), self.goal(to)),
            Did::Branch { branch, unknown, to } => {
                let which = match branch {
                    Some(n) => {
                        format!("{} {n}", self.pick("выполнено условие", "condition holds:"))
                    }
                    None => self
                        .pick("ни одно условие не выполнено, иначе", "no condition holds, otherwise")
                        .to_owned(),
                };
                let doubt = if unknown.is_empty() {
                    String::new()
                } else {
                    let list: Vec<String> = unknown.iter().map(ToString::to_string).collect();
                    format!(
                        " ({} {})",
                        self.pick("не известно, выполнено ли:", "not known whether it holds:"),
                        list.join(", ")
                    )
                };
                format!("{which}{doubt} -> {}", self.goal(to))
            }
        }
    }

    fn verdict(&self, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Answer(n) => format!("{} «{n}»", self.pick("тема", "topic")),
            Verdict::Clarify(all) => {
                let list: Vec<&str> = all.iter().map(|n| &**n).collect();
                format!(
                    "{} {}",
                    self.pick("одна из тем:", "one of the topics:"),
                    list.join(", ")
                )
            }
            Verdict::Unknown => self.pick("ни одна тема не подходит", "no topic fits").to_owned(),
        }
    }

    fn understood(&mut self, item: &Understood) {
        let text = match item {
            Understood::Control(n) => format!("{} «{n}»", self.pick("команда", "command")),
            Understood::Answer {
                fact,
                words,
                value,
                alternative,
            } => {
                let from = if words.is_empty() {
                    self.pick("кнопка", "button").to_owned()
                } else {
                    format!("«{words}»")
                };
                let which = if *alternative == 0 {
                    String::new()
                } else {
                    format!(
                        " ({} {})",
                        self.pick("вариант распознавания", "alternative"),
                        alternative + 1
                    )
                };
                format!("{from}{which}: {fact} = {value}")
            }
            Understood::Taken { fact, words, value } => format!(
                "«{words}»: {fact} = {value} ({})",
                self.pick("сказано в вопросе", "said in the question")
            ),
            Understood::Option { name, words } if words.is_empty() => {
                format!("{} «{name}»", self.pick("выбрано", "chosen"))
            }
            Understood::Option { name, words } => {
                format!("«{words}»: {} «{name}»", self.pick("выбрано", "chosen"))
            }
            Understood::Judged { words, verdict, .. } => {
                format!("«{words}»: {}", self.verdict(verdict))
            }
            Understood::NotUnderstood { words, times } => {
                format!("«{words}»: {} ({times})", self.pick("не понято", "not understood"))
            }
            Understood::Silence { times } => {
                format!("{} ({times})", self.pick("молчание", "silence"))
            }
            Understood::Lookup { source, result } => {
                let how = match result {
                    LookupResult::Answered => self.pick("ответил", "answered"),
                    LookupResult::NoData => self.pick("нет данных", "has no data"),
                    LookupResult::NoAnswer => self.pick("не ответил", "did not answer"),
                };
                format!("{} «{source}»: {how}", self.pick("источник", "source"))
            }
            Understood::Identification { success: true } => self
                .pick("личность подтверждена", "the person is identified")
                .to_owned(),
            Understood::Identification { success: false } => self
                .pick("личность не подтверждена", "the person is not identified")
                .to_owned(),
        };
        self.line(&text);
        if let Understood::Judged {
            candidates,
            entities,
            corrections,
            ..
        } = item
        {
            for c in candidates {
                let cues: Vec<String> = c
                    .cues
                    .iter()
                    .map(|h| match h.points {
                        Some(p) => format!("{} ({p:+})", h.pattern),
                        None => h.pattern.clone(),
                    })
                    .collect();
                let documents: Vec<String> = c
                    .documents
                    .iter()
                    .map(|d| format!("«{}» {:.2}", d.text, d.score))
                    .collect();
                let words: Vec<String> = c
                    .words
                    .iter()
                    .map(|w| format!("«{}» {:+.2}", w.word, w.weight))
                    .collect();
                let mut why = String::new();
                if !cues.is_empty() {
                    why.push_str(&format!("; {}: {}", self.pick("признаки", "cues"), cues.join(", ")));
                }
                if !words.is_empty() {
                    why.push_str(&format!("; {}: {}", self.pick("слова", "words"), words.join(", ")));
                }
                if !documents.is_empty() {
                    why.push_str(&format!(
                        "; {}: {}",
                        self.pick("похожие", "similar"),
                        documents.join(", ")
                    ));
                }
                self.line(&format!("  {:.2} {} «{}»{why}", c.score, c.path, c.title));
            }
            for (written, read) in corrections {
                let read_as = self.pick("прочитано как", "read as");
                self.line(&format!("  «{written}» {read_as} «{read}»"));
            }
            for (kind, words) in entities {
                self.line(&format!("  {kind}: «{words}»"));
            }
        }
    }

    fn origin(&self, origin: Option<Origin>) -> String {
        match origin {
            None => self.pick("забыто", "forgotten").to_owned(),
            Some(Origin::Given) => self.pick("передано каналом", "given by the host").to_owned(),
            Some(Origin::Said { turn }) => {
                format!("{} {turn}", self.pick("со слов, ход", "said in turn"))
            }
            Some(Origin::LookedUp { turn }) => {
                format!("{} {turn}", self.pick("из источника, ход", "looked up in turn"))
            }
            Some(Origin::Written { turn }) => format!(
                "{} {turn}",
                self.pick("записано сценарием, ход", "written by a scenario in turn")
            ),
        }
    }
}

impl Explanation {
    /// In words: what was understood, what was executed and why. Several lines, the last one ends
    /// with a line end; empty only where nothing happened.
    pub fn text(&self, lang: Lang) -> String {
        let mut w = Writer {
            lang,
            out: String::new(),
        };
        if let Some(moved) = &self.moved {
            w.head("Перенос из другого пакета:", "Moved from another bundle:");
            moved.text(lang).iter().for_each(|line| w.line(line));
        }
        if !self.understood.is_empty() {
            w.head("Понято:", "Understood:");
            self.understood.iter().for_each(|u| w.understood(u));
        }
        if !self.trace.is_empty() {
            w.head("Выполнено:", "Executed:");
            for t in &self.trace {
                let did = w.did(&t.did);
                w.line(&format!("{}/{} ({}): {did}", t.scenario, t.step, t.at));
            }
        }
        if !self.decisions.is_empty() {
            w.head("Решения:", "Decisions:");
            for d in &self.decisions {
                let show = |v| super::super::show::plain(v, lang);
                let inputs: Vec<String> = d.inputs.iter().map(show).collect();
                let rows: Vec<String> = d.rows.iter().map(ToString::to_string).collect();
                let mut text = format!("{} = {} ({})", d.name, show(&d.result), d.at);
                if !inputs.is_empty() {
                    text.push_str(&format!(
                        "; {}: {}",
                        w.pick("при значениях", "inputs"),
                        inputs.join(", ")
                    ));
                }
                if !rows.is_empty() {
                    text.push_str(&format!("; {}: {}", w.pick("строки", "lines"), rows.join(", ")));
                }
                for g in &d.grounds {
                    text.push_str(&format!("; {}: {}", w.pick("основание", "ground"), g));
                }
                w.line(&text);
            }
        }
        if !self.facts.is_empty() {
            w.head("Факты:", "Facts:");
            for f in &self.facts {
                let origin = w.origin(f.origin);
                let text = if f.value.is_some() {
                    format!("{} = {} ({origin})", f.fact, f.shown)
                } else {
                    format!("{}: {origin}", f.fact)
                };
                w.line(&text);
            }
        }
        if !self.grounds.is_empty() {
            w.head("Основания сказанного:", "Grounds of what was said:");
            let mut told: Vec<&Ground> = Vec::new();
            for g in &self.grounds {
                if !told.contains(&g) {
                    told.push(g);
                    w.line(&g.to_string());
                }
            }
        }
        if !self.notes.is_empty() {
            w.head("Примечания:", "Notes:");
            self.notes.iter().for_each(|n| w.line(&n.text(lang)));
        }
        w.out
    }
}
