//! What a text says, apart from how it is laid out: two texts that say the same are equal here.

use pest::Parser;
use pest::iterators::Pair;

use super::lines::{Reading, item_rule, prepare};
use super::words::{self, escaped, plain, spaced};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::keywords;
use crate::syntax::split::{ItemRule, Piece};

/// The words of a piece with their part of the grammar, in order; comments among them.
pub(super) fn meaning(piece: Piece, original: &str, folded: &str) -> Vec<(Rule, String)> {
    let mut out = Vec::new();
    let Some(reading) = prepare(piece, original, folded) else {
        return out;
    };
    out.extend(raw_lines(reading.lead).map(|line| (Rule::comment, plain(line))));
    if piece.junk {
        out.extend(raw_lines(reading.body).map(|line| (Rule::l_bad, plain(line))));
        return out;
    }
    if let Some((_, skipped)) = reading.stand_in {
        out.push((
            Rule::l_bad,
            plain(
                reading
                    .body
                    .get(..skipped)
                    .unwrap_or(reading.body)
                    .trim_end_matches('\n'),
            ),
        ));
    }
    let kind = keyword_of(piece.kind);
    out.push((kind, String::new()));
    if let Ok(pairs) = Grammar::parse(item_rule(piece.kind), &reading.text) {
        for pair in pairs {
            say(&mut out, &reading, pair);
        }
    }
    out
}

fn raw_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|line| !plain(line).is_empty())
}

fn keyword_of(kind: ItemRule) -> Rule {
    keywords::lookup(kind.keywords().0).map_or(Rule::l_bad, |k| k.rule)
}

fn say(out: &mut Vec<(Rule, String)>, reading: &Reading<'_>, pair: Pair<'_, Rule>) {
    let span = pair.as_span();
    let original = reading.original(span.start(), span.end());
    let rule = match pair.as_rule() {
        Rule::arrow_wrong => Rule::arrow,
        Rule::equals_wrong => Rule::equals,
        Rule::op_eq_wrong => Rule::op_eq,
        Rule::op_and_wrong => Rule::kw_and,
        Rule::op_or_wrong => Rule::kw_or,
        rule => rule,
    };
    let text = match rule {
        Rule::string => string(original, pair),
        Rule::comment | Rule::raw_all => plain(original),
        Rule::raw_line | Rule::synonym => spaced(original),
        Rule::l_bad => original.trim_matches(['\u{feff}', '\n', '\r']).to_owned(),
        Rule::date => words::date(original),
        Rule::time => words::time(original),
        Rule::number | Rule::integer | Rule::integer_bare | Rule::number_bare => original.replace('_', ""),
        Rule::weight_points => original.replace(['−', '–'], "-"),
        Rule::weekday => words::weekday(pair.as_str().trim(), Some(words::script("en"))),
        Rule::id | Rule::path | Rule::pat_letters => original.to_owned(),
        Rule::pat_not => original.matches('!').count().to_string(),
        Rule::rouble | Rule::bar => return,
        _ => {
            out.push((rule, String::new()));
            for inner in pair.into_inner() {
                say(out, reading, inner);
            }
            return;
        }
    };
    out.push((rule, text));
}

/// The words of a string between its holes.
fn string(original: &str, pair: Pair<'_, Rule>) -> String {
    let straight = pair
        .into_inner()
        .next()
        .is_some_and(|p| p.as_rule() == Rule::str_straight);
    let mut chars = original.chars();
    let (_, _) = (chars.next(), chars.next_back());
    let content = if straight {
        chars.as_str().replace('\u{a0}', " ")
    } else {
        escaped(chars.as_str())
    };
    let mut out = String::new();
    let mut hole = false;
    for c in content.chars().filter(|c| *c != '\u{feff}') {
        match c {
            '{' => hole = true,
            '}' => hole = false,
            '\r' => out.push(' '),
            c if !hole => out.push(c),
            _ => {}
        }
    }
    out
}
