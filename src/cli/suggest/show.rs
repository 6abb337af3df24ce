//! Proposals for people and for programs.

use super::proposals::{Kind, Proposal, Proposals};
use crate::cli::output::{BOLD, CYAN, DIM, GREEN, YELLOW, paint, pick};
use crate::value::Lang;

/// All proposals as JSON.
///
/// # Errors
/// In both languages, when JSON cannot be made.
pub fn json(proposals: &Proposals) -> Result<String, String> {
    serde_json::to_string_pretty(proposals)
        .map(|text| format!("{text}\n"))
        .map_err(|e| format!("предложения не составлены: {e} · the proposals were not made: {e}"))
}

/// All proposals in the terminal. Snippets are in the language of the base, words in `lang`.
pub fn human(p: &Proposals, base: Lang, lang: Lang) -> String {
    let mut out = match lang {
        Lang::Ru => format!(
            "Сообщений {}, разобрано {}: не понято {}, переспрошено {}.\n",
            p.messages, p.considered, p.handed_over, p.clarified
        ),
        Lang::En => format!(
            "{} messages, {} looked at: {} not understood, {} asked back.\n",
            p.messages, p.considered, p.handed_over, p.clarified
        ),
    };
    if p.proposals.is_empty() {
        out.push_str(pick(
            lang,
            "Похожих между собой сообщений, о которых стоило бы написать, не нашлось.\n",
            "There are no similar messages that would be worth writing about.\n",
        ));
    }
    for (n, proposal) in (1..).zip(&p.proposals) {
        out.push_str(&one(n, proposal, base, lang));
    }
    if p.more > 0 {
        let text = match lang {
            Lang::Ru => format!("\nЕщё предложений: {}; покажет --limit\n", p.more),
            Lang::En => format!("\n{} more proposals: see --limit\n", p.more),
        };
        out.push_str(&paint(DIM, &text));
    }
    if !p.pairs.is_empty() {
        let head = pick(
            lang,
            "Между чем система не смогла выбрать",
            "Between what the system could not choose",
        );
        out.push_str(&format!("\n{}\n", paint(BOLD, head)));
        for pair in &p.pairs {
            out.push_str(&format!("  {:>5}  {} ↔ {}\n", pair.count, pair.first, pair.second));
            if let Some(sample) = pair.samples.first() {
                out.push_str(&format!("         {}\n", paint(DIM, sample)));
            }
        }
    }
    out
}

fn one(n: usize, p: &Proposal, base: Lang, lang: Lang) -> String {
    let percent = (p.probability * 100.0).round();
    let head = match (p.kind, lang) {
        (Kind::Phrases, Lang::Ru) => format!("{n}. Фразы к теме {} «{}»", p.topic, p.title),
        (Kind::Phrases, Lang::En) => format!("{n}. Phrases for the topic {} “{}”", p.topic, p.title),
        (Kind::Topic, Lang::Ru) => format!("{n}. Новая тема «{}»", p.title),
        (Kind::Topic, Lang::En) => format!("{n}. A new topic “{}”", p.title),
    };
    let about = match (lang, &p.nearest) {
        (Lang::Ru, Some(near)) => format!("сообщений {}, ближайшая тема {near}, вероятность {percent} %", p.count),
        (Lang::En, Some(near)) => format!("{} messages, nearest topic {near}, probability {percent} %", p.count),
        (Lang::Ru, None) => format!("сообщений {}, близкой темы нет", p.count),
        (Lang::En, None) => format!("{} messages, no topic is near", p.count),
    };
    let style = if p.kind == Kind::Topic { YELLOW } else { GREEN };
    let mut out = format!("\n{}\n   {about}", paint(style.bold(), &head));
    if !p.words.is_empty() {
        out.push_str(&format!("; {}", paint(CYAN, &p.words.join(", "))));
    }
    out.push('\n');
    for sample in &p.samples {
        out.push_str(&format!("   {}\n", paint(DIM, &format!("«{}»", sample.trim()))));
    }
    let place = match (p.kind, lang) {
        (Kind::Phrases, Lang::Ru) => format!(
            "Вставьте в раздел «{}» темы {}:",
            pick(base, "фразы", "phrases"),
            p.topic
        ),
        (Kind::Phrases, Lang::En) => format!(
            "Paste under `{}` of the topic {}:",
            pick(base, "фразы", "phrases"),
            p.topic
        ),
        (Kind::Topic, Lang::Ru) => "Вставьте в файл .topic, допишите ответ и уберите «черновик»:".to_owned(),
        (Kind::Topic, Lang::En) => "Paste into a .topic file, write the answer and remove `draft`:".to_owned(),
    };
    out.push_str(&format!("   {place}\n\n{}\n", p.snippet.trim_end()));
    out
}
