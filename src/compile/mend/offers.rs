//! Changes that mend a finding and that only the text as it was written can tell: the checks see the
//! program, in which words are trimmed and lines are gone.

use super::removals;
use crate::diag::{Diagnostic, Diagnostics, Edit, Fix, codes};
use crate::model::{Model, TopicPlaces};
use crate::source::Sources;
use crate::span::{Place, Span};
use crate::value::Lang;

/// Adds the changes that can be computed to findings that have none.
pub fn add(sources: &Sources, model: &Model, found: &mut Diagnostics) {
    for diagnostic in found.iter_mut().filter(|d| d.fix.is_none()) {
        let code = diagnostic.entry.code;
        let offer = if code == codes::MIXED_WORD.code {
            one_alphabet(sources, diagnostic).map(|edits| (edits, true))
        } else if code == codes::DOUBLE_SPACE.code {
            single_spaces(sources, model, diagnostic).map(|edits| (edits, true))
        } else if code == codes::CONFUSED_ONE_WAY.code {
            other_side(sources, model, diagnostic).map(|edit| (vec![edit], true))
        } else if code == codes::ROW_REPEATS.code {
            // Every answer stays as it is.
            Some((vec![without(diagnostic.place)], true))
        } else if code == codes::CUE_TWICE.code {
            // Points add up, so that one line less weighs less: that is for the author to decide.
            Some((vec![without(diagnostic.place)], !weighs_points(model, diagnostic.place)))
        } else if code == codes::IDLE_CUE.code {
            // The other cue may be the one that is too wide.
            Some((vec![without(diagnostic.place)], false))
        } else {
            removals::offer(sources, model, diagnostic)
        };
        if let Some((edits, sure)) = offer.filter(|(edits, _)| !edits.is_empty()) {
            diagnostic.fix = Some(Fix { edits });
            diagnostic.fix_is_sure = sure;
        }
    }
}

/// Takes out what stands at a place; the line goes with it where nothing else is on it.
pub(super) fn without(place: Place) -> Edit {
    Edit {
        place,
        text: String::new(),
    }
}

/// L0711: the word typed again in one alphabet, wherever it stands in the text of the finding.
fn one_alphabet(sources: &Sources, diagnostic: &Diagnostic) -> Option<Vec<Edit>> {
    let place = diagnostic.place;
    let text = sources.get(place.file)?.slice(place.span);
    let (word, meant) = (argument(diagnostic, "word")?, argument(diagnostic, "meant")?);
    let whole = |at: &usize| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !letter(before) && !letter(after)
    };
    let starts = text.match_indices(word).map(|(at, _)| at).filter(whole);
    let edits = starts.filter_map(|at| edit(place, at, at + word.len(), meant));
    Some(edits.collect())
}

/// L0712: one space for several, between the words of the text; how a line is aligned is the formatter's.
fn single_spaces(sources: &Sources, model: &Model, diagnostic: &Diagnostic) -> Option<Vec<Edit>> {
    let place = diagnostic.place;
    let text = sources.get(place.file)?.slice(place.span);
    let title = model.places.topics.iter().any(|t| t.header == place);
    let (from, to) = if title { quoted(text)? } else { (0, text.len()) };
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\t');
    let mut edits = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices().filter(|(at, _)| (from..to).contains(at)) {
        if blank(c) {
            let (start, count) = run.unwrap_or((at, 0));
            run = Some((start, count + 1));
        } else if let Some((start, count)) = run.take()
            && count > 1
            && start > from
        {
            edits.extend(edit(place, start, at, " "));
        }
    }
    Some(edits)
}

/// From behind the first quotation mark to the last one.
fn quoted(text: &str) -> Option<(usize, usize)> {
    let mark = |c: char| matches!(c, '"' | '«' | '»' | '“' | '”' | '„');
    let (first, opening) = text.char_indices().find(|(_, c)| mark(*c))?;
    let last = text.rfind(mark)?;
    Some((first + opening.len_utf8(), last))
}

/// L0710: the same line in the other topic, behind the topics that it names already or behind its phrases.
fn other_side(sources: &Sources, model: &Model, diagnostic: &Diagnostic) -> Option<Edit> {
    let declared = diagnostic.place;
    let other = diagnostic.secondary.first()?.place;
    let places: &TopicPlaces = model.places.topics.iter().find(|t| t.name == other)?;
    let path = argument(diagnostic, "topic")?;
    if let Some((_, last)) = places.not_confuse.last() {
        return Some(Edit {
            place: Place::new(last.file, Span::at(last.span.end)),
            text: format!(", {path}"),
        });
    }
    let line = line_of(&sources.get(declared.file)?.text, declared.span.start)?;
    let keyword = if line.trim_start().to_lowercase().starts_with("не") {
        "не путать с"
    } else {
        "not to confuse with"
    };
    let source = sources.get(other.file)?;
    // Behind the list that stands last, all of whose members are lines.
    let lists = [&places.phrases, &places.negative, &places.cues];
    let members = lists.into_iter().flatten().map(|p| p.span.end);
    let last = members.chain([places.header.span.end]).max()?;
    let at = end_of_line(&source.text, last)?;
    Some(Edit {
        place: Place::new(other.file, Span::at(u32::try_from(at).ok()?)),
        text: format!("  {keyword} {path}\n"),
    })
}

/// Whether the cue at a place weighs points.
fn weighs_points(model: &Model, place: Place) -> bool {
    use crate::bundle::program::CueWeight;
    let topics = model.program.topics.iter().zip(&model.places.topics);
    let mut cues = topics.flat_map(|(t, p)| t.cues.iter().zip(&p.cues));
    let cue = cues.find(|(_, p)| **p == place).map(|(c, _)| c.weight);
    !matches!(cue, Some(CueWeight::Always | CueWeight::Never))
}

fn argument<'d>(diagnostic: &'d Diagnostic, name: &str) -> Option<&'d str> {
    let (_, value) = diagnostic.args.iter().find(|(n, _)| *n == name)?;
    Some(value.get(Lang::Ru))
}

/// Replaces bytes of what stands at a place.
fn edit(place: Place, from: usize, to: usize, text: &str) -> Option<Edit> {
    let at = |n: usize| place.span.start.checked_add(u32::try_from(n).ok()?);
    Some(Edit {
        place: Place::new(place.file, Span::new(at(from)?, at(to)?)),
        text: text.to_owned(),
    })
}

pub(super) fn start_of_line(text: &str, at: u32) -> Option<usize> {
    Some(text.get(..at as usize)?.rfind('\n').map_or(0, |n| n + 1))
}

/// The place behind the end of a line.
pub(super) fn end_of_line(text: &str, at: u32) -> Option<usize> {
    let at = at as usize;
    Some(at + text.get(at..)?.find('\n')? + 1)
}

fn line_of(text: &str, at: u32) -> Option<&str> {
    let start = start_of_line(text, at)?;
    text.get(start..)?.lines().next()
}
