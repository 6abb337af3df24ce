//! Strings and the templates inside them.

use pest::Parser;
use pest::iterators::Pair;

use super::lines::Reading;
use super::tokens::Emitter;
use super::words;
use crate::source::fold;
use crate::syntax::grammar::{Grammar, Rule};

impl Emitter<'_> {
    /// A string between straight quotes; the holes of a template in canonical form.
    pub(super) fn string(&self, pair: Pair<'_, Rule>) -> String {
        let template = self.parents.iter().any(|rule| speaks(*rule));
        let Some(inner) = pair.into_inner().next() else {
            return "\"\"".to_owned();
        };
        let content = self.original(&inner);
        let straight = inner.as_rule() == Rule::str_straight;
        let filled = if template && content.contains('{') {
            self.template(content)
        } else {
            None
        };
        match filled {
            Some(text) => format!("\"{text}\""),
            None if straight => format!("\"{}\"", content.replace(['\u{a0}', '\r'], " ").replace('\u{feff}', "")),
            None => format!("\"{}\"", words::escaped(content)),
        }
    }

    /// A template with its holes in canonical form; `None` when it could not be read.
    fn template(&self, content: &str) -> Option<String> {
        let text = fold(content).into_owned();
        let reading = Reading {
            lead: "",
            body: content,
            text,
            stand_in: None,
            lang: self.reading.lang,
        };
        let parts = Grammar::parse(Rule::template, &reading.text).ok()?.next()?.into_inner();
        let mut out = String::with_capacity(content.len());
        for part in parts {
            let span = part.as_span();
            let original = reading.original(span.start(), span.end());
            match part.as_rule() {
                Rule::template_text => out.push_str(&words::escaped(original)),
                Rule::hole => out.push_str(&self.hole(&reading, part).unwrap_or_else(|| words::escaped(original))),
                _ => {}
            }
        }
        Some(out)
    }

    fn hole(&self, reading: &Reading<'_>, hole: Pair<'_, Rule>) -> Option<String> {
        // Quotes inside a string are guillemets: the string itself has straight ones.
        let strings: Vec<&str> = hole
            .clone()
            .into_inner()
            .flatten()
            .filter(|p| p.as_rule() == Rule::string)
            .map(|p| reading.original(p.as_span().start(), p.as_span().end()))
            .collect();
        let bare = |s: &str| {
            s.chars()
                .filter(|c| matches!(c, '"' | '\\' | '«' | '»' | '“' | '”' | '„'))
                .count()
                == 2
        };
        if !strings.iter().all(|s| bare(s)) {
            return None;
        }
        let mut emitter = Emitter::new(reading, self.keywords);
        let mut rows = emitter.line(hole);
        let text = rows.pop()?.cells.pop()?;
        let mut out = String::with_capacity(text.len());
        let mut open = false;
        for c in text.chars() {
            match c {
                '"' => {
                    out.push(if open { '»' } else { '«' });
                    open = !open;
                }
                c => out.push(c),
            }
        }
        Some(out)
    }
}

/// Lines and parts whose strings are said to people and may hold `{…}`.
fn speaks(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::l_say
            | Rule::l_ask
            | Rule::l_voice
            | Rule::l_chat
            | Rule::l_menu
            | Rule::l_handler
            | Rule::l_question
            | Rule::l_hint
            | Rule::l_details
            | Rule::l_answer
            | Rule::l_notice
            | Rule::l_closed
            | Rule::finish
            | Rule::handover
    )
}
