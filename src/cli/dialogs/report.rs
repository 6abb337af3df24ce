//! A failed test in words: what was expected, what came instead, and how the conversation went.

use similar::{ChangeTag, TextDiff};

use super::played::{Failure, FailureKind, Happened, Moment, Played, What};
use crate::channel::Action;
use crate::cli::output::{BOLD, CYAN, DIM, GREEN, RED, paint, pick};
use crate::language::written;
use crate::model::Dialog;
use crate::runtime::{Explanation, Note, Understood};
use crate::source::Source;
use crate::value::Lang;

/// `file:line` of a line of the dialog; past the end, of its last one.
pub fn place(dialog: &Dialog, line: usize, source: &Source) -> String {
    let place = dialog
        .lines
        .get(line)
        .or(dialog.lines.last())
        .map_or(dialog.place, |l| l.place);
    format!("{}:{}", source.name, source.line_column(place.span.start).0)
}

/// One failure: a line with its place, then the difference.
pub fn failure_text(dialog: &Dialog, failure: &Failure, source: &Source, lang: Lang) -> String {
    let at = place(dialog, failure.line, source);
    let p = |ru: &'static str, en: &'static str| pick(lang, ru, en);
    let two = |headline: String, expected: &str, found: &str| {
        let (minus, plus) = difference(expected, found);
        format!("  {at}: {headline}\n    - {minus}\n    + {plus}\n")
    };
    let one = |headline: String| format!("  {at}: {headline}\n");
    let nothing = || p("(ничего)", "(nothing)").to_owned();
    match &failure.kind {
        FailureKind::NotSaid { expected, said, closest } => {
            let mut text = format!("  {at}: {}\n", p("такого сообщения в этом ходе нет", "no message of this turn is like this"));
            let at = closest.unwrap_or(usize::MAX);
            if said.is_empty() {
                text.push_str(&format!("    - {}\n    + {}\n", paint(RED, expected), nothing()));
            }
            for (n, message) in said.iter().enumerate() {
                if n == at {
                    let (minus, plus) = difference(expected, message);
                    text.push_str(&format!("    - {minus}\n    + {plus}\n"));
                } else {
                    text.push_str(&format!("      {}\n", paint(DIM, message)));
                }
            }
            text
        }
        FailureKind::Fact { fact, expected, found } => {
            let show = |v| written(v, lang).unwrap_or_else(|| crate::language::show(v, crate::language::Format::Plain, lang));
            let found = found.as_ref().map_or_else(|| p("(не известно)", "(not known)").to_owned(), show);
            two(format!("{} «{fact}»", p("другое значение факта", "another value of the fact")), &show(expected), &found)
        }
        FailureKind::Elsewhere { what, expected, found } => {
            let headline = match what {
                What::Topic => p("другая тема", "another topic"),
                What::Step => p("другой шаг", "another step"),
                What::Outcome => p("другой исход", "another outcome"),
                What::Queue => p("другая очередь", "another queue"),
            };
            two(headline.to_owned(), expected, found.as_deref().unwrap_or(&nothing()))
        }
        FailureKind::Ground { expected, found } => {
            let found = if found.is_empty() { nothing() } else { found.join("; ") };
            two(p("такого основания в этом ходе не названо", "no such ground was given in this turn").to_owned(), expected, &found)
        }
        FailureKind::NoAnswerDeclared(source) => one(match lang {
            Lang::Ru => format!("спрошен источник «{source}», а тест не говорит, что он отвечает; добавьте перед этой строкой: источник {source} отвечает {{…}}, или «не ответил», или «нет данных»"),
            Lang::En => format!("the source “{source}” was asked and the test does not say what it answers; add before this line: source {source} answers {{…}}, or “no answer”, or “no data”"),
        }),
        FailureKind::NoIdentificationDeclared => one(p(
            "нужно подтвердить личность, а тест не говорит, удалось ли; добавьте перед этой строкой: идентификация успешна",
            "the person is to be identified and the test does not say how that ends; add before this line: identification succeeds",
        ).to_owned()),
        FailureKind::AfterEnd => one(p("разговор уже закончен, а человек в тесте говорит дальше", "the conversation is over, and the citizen goes on speaking").to_owned()),
        FailureKind::TooLate => one(p(
            "канал и сценарий указывают до первой реплики",
            "the channel and the scenario belong before the first words",
        ).to_owned()),
        FailureKind::NotResolved => one(p("строка называет то, чего в базе нет", "the line names something that the base does not have").to_owned()),
        FailureKind::EndlessLookups => one(p(
            "источники спрашивают снова и снова, не сказав человеку ни слова",
            "sources are asked again and again without a word to the citizen",
        ).to_owned()),
        FailureKind::Fault(note) => {
            let why = match note {
                Note::Broken => p("ни одна ветка «если» не подошла", "no branch of “if” fits").to_owned(),
                note => note.text(lang),
            };
            one(match lang {
                Lang::Ru => format!("разговор передан оператору, потому что идти дальше базе некуда: {why}; если так и задумано, допишите в конце теста: исход передано"),
                Lang::En => format!("the conversation was handed over because the base has no way on: {why}; if that is meant, add at the end of the test: outcome handed_over"),
            })
        }
    }
}

/// The two texts with the words that differ in bold.
fn difference(expected: &str, found: &str) -> (String, String) {
    let (mut minus, mut plus) = (String::new(), String::new());
    for change in TextDiff::from_words(expected, found).iter_all_changes() {
        let word = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                minus.push_str(&paint(RED, word));
                plus.push_str(&paint(GREEN, word));
            }
            ChangeTag::Delete => minus.push_str(&paint(RED.bold().underline(), word)),
            ChangeTag::Insert => plus.push_str(&paint(GREEN.bold().underline(), word)),
        }
    }
    (minus, plus)
}

/// How the conversation went: who said what, where it stood, and why; `full` gives every node and
/// decision.
pub fn trace_text(played: &Played, lang: Lang, full: bool) -> String {
    let mut out = String::new();
    for moment in &played.moments {
        out.push_str(&happened(moment, lang));
        for action in &moment.actions {
            let text = match action {
                Action::Say(m) => super::one_line(&m.text),
                Action::Ask(q) | Action::Menu(q) => {
                    let options: Vec<&str> = q.options.iter().map(|o| o.label.as_str()).collect();
                    let text = super::one_line(&q.text);
                    if options.is_empty() {
                        text
                    } else {
                        format!("{text} {}", paint(DIM, &format!("[{}]", options.join(" | "))))
                    }
                }
                Action::Lookup(r) => paint(
                    DIM,
                    &format!("{} «{}»", pick(lang, "вопрос источнику", "asks the source"), r.source),
                ),
                Action::Identify { .. } => paint(
                    DIM,
                    pick(lang, "просьба подтвердить личность", "asks to identify the person"),
                ),
                Action::Handover(card) => paint(
                    DIM,
                    &format!(
                        "{} «{}»: {}",
                        pick(lang, "оператору, очередь", "to an operator, queue"),
                        card.queue,
                        card.reason
                    ),
                ),
                Action::End { outcome } => paint(DIM, &format!("{} «{outcome}»", pick(lang, "исход", "outcome"))),
            };
            out.push_str(&format!("    < {text}\n"));
        }
        let why = if full {
            moment.explanation.text(lang)
        } else {
            short(&moment.explanation, lang)
        };
        for line in why.lines() {
            out.push_str(&format!("      {}\n", paint(DIM, line)));
        }
        if let Some(position) = &moment.position {
            let words = format!("{} {}/{}", pick(lang, "шаг", "step"), position.scenario, position.step);
            out.push_str(&format!("      {}\n", paint(DIM, &words)));
        }
    }
    out
}

fn happened(moment: &Moment, lang: Lang) -> String {
    let p = |ru: &'static str, en: &'static str| pick(lang, ru, en);
    match &moment.event {
        Happened::Start => String::new(),
        Happened::Citizen(text) => format!("    {} {}\n", paint(CYAN, ">"), paint(BOLD, text)),
        Happened::Silence => format!("    {} {}\n", paint(CYAN, ">"), p("(тишина)", "(silence)")),
        Happened::Key(key) => format!("    {} {} {key}\n", paint(CYAN, ">"), p("клавиша", "key")),
        Happened::Source(name) => format!(
            "    {}\n",
            paint(
                DIM,
                &format!("{} «{name}»", p("ответ источника", "answer of the source"))
            )
        ),
        Happened::Identified(true) => format!(
            "    {}\n",
            paint(DIM, p("личность подтверждена", "the person is identified"))
        ),
        Happened::Identified(false) => format!(
            "    {}\n",
            paint(DIM, p("личность не подтверждена", "the person is not identified"))
        ),
    }
}

/// What was understood and what did not go as written.
fn short(why: &Explanation, lang: Lang) -> String {
    let understood = why
        .understood
        .iter()
        .filter(|u| !matches!(u, Understood::Lookup { .. } | Understood::Identification { .. }));
    let part = Explanation {
        understood: understood.cloned().collect(),
        notes: why.notes.clone(),
        ..Explanation::default()
    };
    part.text(lang)
}
