//! Cues: weights and patterns.

use super::{P, Reader};
use crate::syntax::grammar::Rule;
use crate::syntax::limits;
use crate::syntax::tree::{Cue, CueWeight, Pattern};

/// Words that may stand in a row of `~`.
const MAX_NEAR: usize = 16;

impl Reader<'_> {
    /// An `l_cue`.
    pub(super) fn cue(&mut self, line: &P<'_>) -> Option<Cue> {
        let span = self.line(line);
        let mut weight = None;
        let mut pattern = None;
        for part in line.clone().into_inner() {
            match part.as_rule() {
                Rule::weight => weight = part.into_inner().next().and_then(|w| self.weight(&w)),
                Rule::pattern => pattern = part.into_inner().next().map(|p| self.alternatives(p)),
                _ => {}
            }
        }
        Some(Cue {
            span,
            weight: weight?,
            pattern: pattern?,
        })
    }

    fn weight(&mut self, pair: &P<'_>) -> Option<CueWeight> {
        Some(match pair.as_rule() {
            Rule::kw_always => CueWeight::Always,
            Rule::kw_never => CueWeight::Never,
            _ => CueWeight::Points(i32::try_from(self.integer(pair, -1000, 1000)?).ok()?),
        })
    }

    fn alternatives(&mut self, pair: P<'_>) -> Pattern {
        self.joined(pair, Rule::pat_and, Self::together, Pattern::Or)
    }

    fn together(&mut self, pair: P<'_>) -> Pattern {
        self.joined(pair, Rule::pat_near, Self::near, Pattern::And)
    }

    fn joined(
        &mut self,
        pair: P<'_>,
        part: Rule,
        mut read: impl FnMut(&mut Self, P<'_>) -> Pattern,
        join: fn(Vec<Pattern>) -> Pattern,
    ) -> Pattern {
        let mut parts: Vec<Pattern> = Vec::new();
        for inner in pair.into_inner().filter(|p| p.as_rule() == part) {
            parts.push(read(self, inner));
        }
        if parts.len() > 1 {
            return join(parts);
        }
        parts.pop().unwrap_or(Pattern::Error)
    }

    fn near(&mut self, pair: P<'_>) -> Pattern {
        let span = self.span(&pair);
        let parts = pair.into_inner();
        if parts.len() > 2 * MAX_NEAR {
            limits::too_deep(self, span, MAX_NEAR);
            return Pattern::Error;
        }
        let mut result: Option<Pattern> = None;
        let mut distance = 0;
        for part in parts {
            match part.as_rule() {
                Rule::near => distance = self.distance(&part),
                _ => {
                    let next = self.negated(part);
                    result = Some(match result {
                        Some(left) => Pattern::Near(Box::new(left), distance, Box::new(next)),
                        None => next,
                    });
                }
            }
        }
        result.unwrap_or(Pattern::Error)
    }

    fn distance(&mut self, pair: &P<'_>) -> u32 {
        let words = pair
            .as_str()
            .trim_start_matches('~')
            .parse::<u32>()
            .ok()
            .filter(|n| (1..=100).contains(n));
        if words.is_none() {
            self.out_of_range(self.span(pair), 1, 100);
        }
        words.unwrap_or(1)
    }

    fn negated(&mut self, pair: P<'_>) -> Pattern {
        let mut not = false;
        let mut pattern = Pattern::Error;
        for part in pair.into_inner() {
            match part.as_rule() {
                // Two signs cancel each other.
                Rule::pat_not => not = part.as_str().bytes().filter(|b| *b == b'!').count() % 2 == 1,
                _ => pattern = self.atom(part),
            }
        }
        match not {
            true => Pattern::Not(Box::new(pattern)),
            false => pattern,
        }
    }

    fn atom(&mut self, pair: P<'_>) -> Pattern {
        match pair.as_rule() {
            Rule::pat_group => match pair.into_inner().find(|p| p.as_rule() == Rule::pat_or) {
                Some(inner) => self.alternatives(inner),
                None => Pattern::Error,
            },
            Rule::pat_phrase => self.first_string(&pair).map_or(Pattern::Error, Pattern::Phrase),
            Rule::pat_synonym => Pattern::Synonym(self.first_ident(&pair)),
            Rule::pat_entity => Pattern::Entity(self.first_ident(&pair)),
            Rule::pat_exact | Rule::pat_prefix | Rule::pat_word => {
                let exact = pair.as_rule();
                let Some(letters) = pair.into_inner().next() else {
                    return Pattern::Error;
                };
                let span = self.span(&letters);
                crate::syntax::explain::letters::check(self, span);
                match exact {
                    Rule::pat_exact => Pattern::Exact(span),
                    Rule::pat_prefix => Pattern::Prefix(span),
                    _ => Pattern::Word(span),
                }
            }
            _ => Pattern::Error,
        }
    }
}
