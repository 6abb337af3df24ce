//! What does nothing, taken out: L0502 questions that are never asked, L0504 values that nobody gets to
//! read, L0610 columns that change nothing, L0633 rules that others repeat.
//!
//! For people nothing changes by that. Where something else would then have to be decided, the change is
//! only offered.

use super::offers::{end_of_line, start_of_line, without};
use crate::bundle::program::{DecisionBody, Expr, ExprId, Op, RuleId};
use crate::diag::{Diagnostic, Edit, codes};
use crate::model::Model;
use crate::source::Sources;
use crate::span::{Place, Span};

/// The change, and whether there is only one way to make it.
pub type Offer = (Vec<Edit>, bool);

/// The change that takes out what a finding found to be of no use.
pub fn offer(sources: &Sources, model: &Model, diagnostic: &Diagnostic) -> Option<Offer> {
    let code = diagnostic.entry.code;
    let place = diagnostic.place;
    if code == codes::ASKED_THOUGH_KNOWN.code {
        question(sources, model, place)
    } else if code == codes::WRITTEN_AND_LOST.code {
        Some((vec![without(place)], true))
    } else if code == codes::IDLE_COLUMN.code {
        column(sources, model, place)
    } else if code == codes::RULE_REPEATS.code {
        rule(sources, model, place).map(|edit| (vec![edit], true))
    } else {
        None
    }
}

/// The line of a question with those of its handlers. Words of its own for a channel have no place that is
/// known, and then the lines are left to the author.
fn question(sources: &Sources, model: &Model, place: Place) -> Option<Offer> {
    let node = model.places.nodes.iter().position(|p| *p == place)?;
    let Op::Ask { handlers, .. } = &model.program.nodes.get(node)?.op else {
        return None;
    };
    let next = model.places.nodes.get(node + 1).filter(|p| p.file == place.file)?;
    let own = model
        .places
        .handlers
        .get(handlers.index())
        .map_or(&[][..], Vec::as_slice);
    let mut lines: Vec<Place> = own.iter().map(|h| h.line).collect();
    lines.sort_unstable_by_key(|p| p.span.start);
    let text = &sources.get(place.file)?.text;
    let mut at = place.span.end;
    for upto in lines.iter().chain([next]) {
        let between = text.get(at as usize..upto.span.start as usize)?;
        let rest = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        if upto.file != place.file || between.lines().any(rest) {
            return None;
        }
        at = upto.span.end;
    }
    // Steps to which only these lines lead would be left alone.
    let leads = own.iter().any(|h| h.target.is_some());
    let edits = [place].into_iter().chain(lines).map(without);
    Some((edits.collect(), !leads))
}

/// The cell of a column in the header and in each row, with the bar before it.
fn column(sources: &Sources, model: &Model, header: Place) -> Option<Offer> {
    let of_tables = model.places.tables.iter().zip(&model.program.decisions);
    let mut found = of_tables.filter_map(|(places, decision)| {
        let places = places.as_ref()?;
        let n = places.inputs.iter().position(|p| *p == header)?;
        Some((places, decision, n))
    });
    let (places, decision, n) = found.next()?;
    // A table without any column is no table.
    if places.broken || places.inputs.len() < 2 {
        return None;
    }
    let text = &sources.get(header.file)?.text;
    let mut edits = Vec::with_capacity(places.rows.len() + 1);
    for cell in [Some(&header)]
        .into_iter()
        .chain(places.rows.iter().map(|r| r.inputs.get(n)))
    {
        let cell = cell.filter(|p| p.file == header.file)?;
        edits.push(without(Place::new(cell.file, with_bar(text, cell.span)?)));
    }
    let DecisionBody::Table(table) = &decision.body else {
        return None;
    };
    Some((edits, is_read_elsewhere(model, *table.inputs.get(n)?)))
}

/// A cell from the bar before it up to the one behind it.
fn with_bar(text: &str, cell: Span) -> Option<Span> {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\u{a0}');
    let before = text.get(..cell.start as usize)?.trim_end_matches(blank);
    let behind = text.get(cell.end as usize..)?;
    let next = behind.trim_start_matches(blank);
    if !before.ends_with('|') || !next.starts_with('|') {
        return None;
    }
    let start = u32::try_from(before.len()).ok()?.checked_sub(1)?;
    let blanks = u32::try_from(behind.len() - next.len()).ok()?;
    Some(Span::new(start, cell.end.checked_add(blanks)?))
}

/// Whether the fact that a column looks at is read anywhere else: otherwise its question would be left without
/// a use, and the cells may only not have been filled in yet.
fn is_read_elsewhere(model: &Model, input: ExprId) -> bool {
    let exprs = &model.program.exprs;
    let Some(Expr::Fact(fact)) = exprs.get(input.index()) else {
        return false;
    };
    let same = |e: &Expr| matches!(e, Expr::Fact(other) if other == fact);
    exprs.iter().enumerate().any(|(n, e)| n != input.index() && same(e))
}

/// A rule from its description to its end, with the blank line behind it.
fn rule(sources: &Sources, model: &Model, name: Place) -> Option<Edit> {
    let n = model.places.rules.iter().position(|p| *p == name)?;
    let id = RuleId(u32::try_from(n).ok()?);
    // Others name it as the one that they are exceptions to.
    if model.program.rules.iter().any(|r| r.defeats.contains(&id)) || !is_titled_elsewhere(sources, model, n) {
        return None;
    }
    let text = &sources.get(name.file)?.text;
    let mut start = start_of_line(text, name.span.start)?;
    while let Some(above) = text.get(..start)?.strip_suffix('\n') {
        let line = above.rfind('\n').map_or(0, |n| n + 1);
        if !above.get(line..)?.trim_start().starts_with("##") {
            break;
        }
        start = line;
    }
    let mut end = start_of_line(text, name.span.start)?;
    loop {
        let line = text.get(end..)?.split('\n').next()?;
        end = end_of_line(text, u32::try_from(end).ok()?).unwrap_or(text.len());
        let words = line.split('#').next()?.trim().to_lowercase();
        if words == "конец" || words == "end" {
            break;
        }
        if end >= text.len() {
            return None;
        }
    }
    let blank = text.get(end..)?.split_inclusive('\n').next();
    if let Some(blank) = blank.filter(|line| line.trim().is_empty()) {
        end += blank.len();
    }
    let span = Span::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?);
    Some(without(Place::new(name.file, span)))
}

/// Whether a rule's title, if it has one, is written at another rule about the same fact as well.
fn is_titled_elsewhere(sources: &Sources, model: &Model, rule: usize) -> bool {
    let title = |n: usize| -> Option<&str> {
        let place = model.places.rules.get(n)?;
        let text = &sources.get(place.file)?.text;
        let line = text.get(start_of_line(text, place.span.start)?..)?.lines().next()?;
        let from = line.find(['"', '«', '“', '„'])?;
        line.get(from..).map(str::trim)
    };
    let Some(own) = title(rule) else { return true };
    let rules = &model.program.rules;
    let same = |n: &usize| *n != rule && rules.get(*n).map(|r| &r.name) == rules.get(rule).map(|r| &r.name);
    (0..rules.len()).filter(same).any(|n| title(n) == Some(own))
}
