//! `lotsman suggest`

mod cluster;
mod log;
mod proposals;
mod show;
mod snippet;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::args::{Common, FormatArg, SuggestArgs};
use super::eval::{Ending, Judged, progress};
use super::{CLEAN, FINDINGS, Outcome, build, output};
use crate::language::NormalForms;
use crate::runtime::Engine;
use crate::value::Date;

use proposals::Proposals;

/// Different messages with how often each came.
pub struct Message {
    /// As first written, and what the engine made of it.
    pub judged: Judged,
    /// Its normal forms, in order.
    pub forms: Vec<String>,
    /// How often it came, by normal forms.
    pub count: usize,
}

/// Proposes phrases and topics from a log.
pub fn run(common: &Common, args: &SuggestArgs) -> Outcome {
    let Some(bundle) = build::opened(common, &args.ready)? else {
        return Ok(FINDINGS);
    };
    let engine = super::engine(&bundle)?;
    let program = engine.program();
    let lang = output::lang(common, program.lang);
    let texts = log::texts(&args.log, &args.rows)?;
    if texts.is_empty() {
        return Err(format!(
            "в «{0}» нет ни одного сообщения · “{0}” holds no message",
            args.log.display()
        ));
    }
    let all = texts.len();
    let forms = NormalForms::new(program.lang);
    let day = super::day(&engine, args.date);
    let mut messages = judge(&engine, &forms, texts, day);
    if !args.all {
        messages.retain(|m| m.judged.ending() != Ending::Answered);
    }
    let proposals = Proposals::new(&messages, program, &forms, all, args.min_count as usize, args.limit);
    match args.format {
        FormatArg::Json => output::print(&show::json(&proposals)?),
        FormatArg::Human => output::print(&show::human(&proposals, program.lang, lang)),
    };
    Ok(CLEAN)
}

/// The different messages, judged on all cores, the most frequent first.
fn judge(engine: &Engine, forms: &NormalForms, texts: Vec<(u64, String)>, day: Date) -> Vec<Message> {
    let prepared: Vec<(u64, String, Vec<String>)> = texts
        .into_par_iter()
        .map(|(line, text)| {
            let words = forms.forms(&text).into_iter().map(|(_, form)| form).collect();
            (line, text, words)
        })
        .collect();
    let mut different: BTreeMap<Vec<String>, (u64, String, usize)> = BTreeMap::new();
    for (line, text, words) in prepared {
        // «Спасибо!!!» and silence propose nothing.
        if !words.is_empty() {
            different.entry(words).or_insert((line, text, 0)).2 += 1;
        }
    }
    let bar = progress(different.len());
    let mut messages: Vec<Message> = different
        .into_iter()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(forms, (line, text, count))| {
            let judgement = engine.judge(&text, day);
            bar.inc(1);
            Message {
                judged: Judged {
                    line,
                    text,
                    label: None,
                    judgement,
                },
                forms,
                count,
            }
        })
        .collect();
    bar.finish_and_clear();
    messages.sort_by(|a, b| b.count.cmp(&a.count).then(a.judged.line.cmp(&b.judged.line)));
    messages
}

#[cfg(test)]
mod tests;
