//! One message, for people.

use super::record::{self, names};
use crate::bundle::program::Program;
use crate::cli::output::{self, BOLD, DIM, GREEN, RED, YELLOW, paint, pick};
use crate::cli::rows::object;
use crate::runtime::understand::{Candidate, Judgement, TopicDecision};
use crate::value::Lang;

/// Prints one line of JSON with the reasons.
pub fn json(program: &Program, text: &str, judgement: &Judgement) {
    let mut entries = vec![("text".to_owned(), text.into())];
    let values = record::values(program, judgement);
    entries.extend(record::COLUMNS.iter().map(|c| (*c).to_owned()).zip(values));
    entries.push(("reasons".to_owned(), record::reasons(program, judgement)));
    output::print(&format!("{}\n", object(&entries)));
}

/// Prints the decision and what led to it.
pub fn human(program: &Program, judgement: &Judgement, lang: Lang) {
    output::print(&text(program, judgement, lang));
}

fn text(program: &Program, judgement: &Judgement, lang: Lang) -> String {
    let title = |topic| quoted(names(program, topic).1, lang);
    let decision = match &judgement.decision {
        TopicDecision::Answer(topic) => paint(
            GREEN,
            &format!(
                "{}: {}",
                pick(lang, "Ответить по теме", "Answer the topic"),
                title(*topic)
            ),
        ),
        TopicDecision::Clarify(topics) => {
            let titles: Vec<String> = topics.iter().map(|t| title(*t)).collect();
            let word = pick(lang, "Уточнить, что имеется в виду", "Ask which is meant");
            paint(YELLOW, &format!("{word}: {}", titles.join(", ")))
        }
        TopicDecision::Unknown => paint(
            RED,
            pick(
                lang,
                "Тема не определена: в базе такого нет",
                "No topic: the base does not cover this",
            ),
        ),
    };
    let mut text = format!("{}\n", paint(BOLD, &decision));
    if !judgement.corrections.is_empty() {
        let words = judgement.corrections.iter().map(|(w, r)| format!("{w} → {r}"));
        text.push_str(&row(pick(lang, "прочитано как", "read as"), words));
    }
    if !judgement.entities.is_empty() {
        let words = judgement
            .entities
            .iter()
            .map(|(kind, words)| format!("{kind}: {words}"));
        text.push_str(&row(pick(lang, "найдено", "found"), words));
    }
    for (n, candidate) in judgement.candidates.iter().enumerate() {
        let (path, title) = names(program, candidate.topic);
        text.push_str(&format!(
            "{:>3}. {:>3.0} %  {} {}\n",
            n + 1,
            candidate.score * 100.0,
            title,
            paint(DIM, &format!("({path})"))
        ));
        text.push_str(&reasons(candidate, lang));
    }
    text
}

fn reasons(candidate: &Candidate, lang: Lang) -> String {
    let mut text = String::new();
    if !candidate.cues.is_empty() {
        let cues = candidate.cues.iter().map(|h| match h.points {
            Some(points) => format!("{} ({points:+})", h.pattern),
            None => h.pattern.clone(),
        });
        text.push_str(&row(pick(lang, "признаки", "cues"), cues));
    }
    if !candidate.words.is_empty() {
        let words = candidate.words.iter().map(|h| format!("{} ({:+.2})", h.word, h.weight));
        text.push_str(&row(pick(lang, "слова", "words"), words));
    }
    if !candidate.documents.is_empty() {
        let documents = candidate.documents.iter().map(|h| quoted(&h.text, lang));
        text.push_str(&row(pick(lang, "похоже на", "like"), documents));
    }
    text
}

fn row(name: &str, values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.collect();
    format!("          {} {}\n", paint(DIM, &format!("{name}:")), values.join(", "))
}

fn quoted(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("«{text}»"),
        Lang::En => format!("“{text}”"),
    }
}
