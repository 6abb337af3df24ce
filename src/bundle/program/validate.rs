//! Proof that a program in a bundle refers only to what is in it. One walk over the bytes; nothing is read out.

use super::stored::{Head, Stored};
use super::{
    Decision, Directory, Expr, Fact, Handler, Measure, Node, Outcome, Parameter, Queue, Rule, Scenario, Source,
};
use super::{Step, Text, Topic};
use crate::bundle::BundleError;
use crate::bundle::container::SectionKind;
use crate::bundle::record::{Checker, Counts, NO_STEPS, Reader, Record, Rows, ends_step, step_begins};
use crate::value::Ground;

/// Deepest nesting of an expression.
pub const MAX_EXPR_DEPTH: u32 = 256;
/// Most nodes of an expression where each operand counts as often as it is named: so often it is worked out. What is
/// written in a base names each operand once.
const MAX_EXPR_NODES: u32 = 1_000_000;

type Check = Result<(), BundleError>;

/// Checks everything that following the program relies on.
pub(super) fn all(stored: &Stored, counts: Counts) -> Result<Head, BundleError> {
    let a = &stored.arrays;
    let mut c = Checker::new(&stored.strings, counts);
    exprs(&mut c, &a.exprs)?;
    each::<Text>(&mut c, &a.texts, SectionKind::Texts)?;
    each::<Fact>(&mut c, &a.facts, SectionKind::Facts)?;
    each::<Decision>(&mut c, &a.decisions, SectionKind::Decisions)?;
    each::<Rule>(&mut c, &a.rules, SectionKind::Rules)?;
    each::<Measure>(&mut c, &a.measures, SectionKind::Measures)?;
    each::<Topic>(&mut c, &a.topics, SectionKind::Topics)?;
    each::<String>(&mut c, &a.out_of_scope, SectionKind::OutOfScope)?;
    each::<Queue>(&mut c, &a.queues, SectionKind::Queues)?;
    each::<Source>(&mut c, &a.sources, SectionKind::Sources)?;
    each::<Outcome>(&mut c, &a.outcomes, SectionKind::Outcomes)?;
    each::<Ground>(&mut c, &a.grounds, SectionKind::Grounds)?;
    each::<Directory>(&mut c, &a.directories, SectionKind::Directories)?;
    each::<Parameter>(&mut c, &a.parameters, SectionKind::Parameters)?;
    each::<String>(&mut c, &a.files, SectionKind::Files)?;
    let head = SectionKind::Program;
    c.whole::<Head>(stored.head.as_slice()).ok_or_else(|| head.damaged())?;
    handlers(&mut c, &a.handlers)?;
    code(&mut c, stored)?;
    if c.above.iter().any(|above| leads_round(above)) {
        return Err(BundleError::damaged("topics lead round in a circle"));
    }
    let read: Option<Head> = Reader::whole(stored.head.as_slice(), &stored.strings);
    read.filter(|h| h.defaults.are_limits()).ok_or_else(|| head.damaged())
}

/// The records of a section, one by one, with nothing between them.
pub(in crate::bundle) fn each<'b, T: Record>(c: &mut Checker<'b>, rows: &'b Rows, kind: SectionKind) -> Check {
    for at in 0..rows.len() {
        one::<T>(c, rows, kind, at)?;
    }
    closed(rows, kind)
}

/// One record; gives its bytes.
#[inline]
fn one<'b, T: Record>(
    c: &mut Checker<'b>,
    rows: &'b Rows,
    kind: SectionKind,
    at: usize,
) -> Result<&'b [u8], BundleError> {
    let bytes = rows.get(at).filter(|bytes| c.whole::<T>(bytes).is_some());
    bytes.ok_or_else(|| kind.wrong(at))
}

/// Whether the records begin at the start and end at the end of their section.
fn closed(rows: &Rows, kind: SectionKind) -> Check {
    let (mut starts, mut again) = (rows.starts(), rows.starts());
    let whole = starts.next() == Some(0) && again.nth(rows.len()).map(|end| end as usize) == Some(rows.records().len());
    if whole { Ok(()) } else { Err(kind.damaged()) }
}

/// Operands stand before their operators, and no expression is nested too deep or takes too long.
fn exprs<'b>(c: &mut Checker<'b>, rows: &'b Rows) -> Check {
    let count = rows.len();
    c.shapes = Vec::with_capacity(count);
    for at in 0..count {
        c.exprs = at;
        (c.deepest, c.nodes) = (0, 1);
        one::<Expr>(c, rows, SectionKind::Exprs, at)?;
        // One more than the depth is kept, so that what has no operand has depth 0.
        if u32::from(c.deepest) > MAX_EXPR_DEPTH {
            return Err(BundleError::damaged(format!("expression {at} is nested too deep")));
        }
        if c.nodes > MAX_EXPR_NODES {
            return Err(BundleError::damaged(format!(
                "expression {at} names its operands too often"
            )));
        }
        c.shapes.push((c.deepest + 1, c.nodes));
    }
    c.exprs = count;
    c.shapes = Vec::new();
    closed(rows, SectionKind::Exprs)
}

/// Lists of handlers, with the steps that each leads to.
fn handlers<'b>(c: &mut Checker<'b>, rows: &'b Rows) -> Check {
    let mut lists = Vec::with_capacity(rows.len());
    c.steps = (0, u32::try_from(c.counts.steps).unwrap_or(u32::MAX));
    for at in 0..rows.len() {
        c.jumps = NO_STEPS;
        one::<Vec<Handler>>(c, rows, SectionKind::Handlers, at)?;
        lists.push(c.jumps);
    }
    c.handlers = lists;
    closed(rows, SectionKind::Handlers)
}

/// Scenarios have the steps that belong to them, steps the nodes up to the first transition, and nothing leads
/// into another scenario.
fn code<'b>(c: &mut Checker<'b>, stored: &'b Stored) -> Check {
    let (scenarios, steps, nodes) = (&stored.arrays.scenarios, &stored.arrays.steps, &stored.arrays.nodes);
    let mut owned: Vec<(u32, u32)> = Vec::with_capacity(scenarios.len());
    for at in 0..scenarios.len() {
        one::<Scenario>(c, scenarios, SectionKind::Scenarios, at)?;
        owned.push(c.steps);
    }
    closed(scenarios, SectionKind::Scenarios)?;
    let mut missing: Vec<u32> = owned.iter().map(|(first, end)| end - first).collect();
    let mut node = 0;
    for at in 0..steps.len() {
        let wrong = || SectionKind::Steps.wrong(at);
        let step = one::<Step>(c, steps, SectionKind::Steps, at)?;
        let (scenario, first) = step_begins(step).ok_or_else(wrong)?;
        let of = *owned.get(scenario as usize).ok_or_else(wrong)?;
        let left = missing.get_mut(scenario as usize).ok_or_else(wrong)?;
        let here = (of.0 as usize..of.1 as usize).contains(&at);
        if !here || *left == 0 || first as usize != node {
            return Err(wrong());
        }
        *left -= 1;
        c.steps = of;
        loop {
            let ends = ends_step(one::<Node>(c, nodes, SectionKind::Nodes, node)?);
            node += 1;
            if ends {
                break;
            }
        }
    }
    if node != nodes.len() || missing.iter().any(|n| *n > 0) {
        return Err(BundleError::damaged(
            "its scenarios do not have the steps that belong to them",
        ));
    }
    closed(steps, SectionKind::Steps)?;
    closed(nodes, SectionKind::Nodes)
}

/// Whether following `above` from anywhere comes round.
fn leads_round(above: &[Option<u32>]) -> bool {
    // 0 unseen, 1 on the way, 2 ends.
    let mut state = vec![0_u8; above.len()];
    let mut way = Vec::new();
    for start in 0..above.len() {
        let mut at = Some(start);
        while let Some(n) = at {
            match state.get_mut(n) {
                Some(s) if *s == 0 => *s = 1,
                Some(1) => return true,
                _ => break,
            }
            way.push(n);
            at = above.get(n).copied().flatten().map(|n| n as usize);
        }
        for n in way.drain(..) {
            if let Some(s) = state.get_mut(n) {
                *s = 2;
            }
        }
    }
    false
}
