//! What the analyser says against what was seen.

use std::collections::BTreeSet;

use super::explore::{Allowed, Seen, StepName, explore};
use super::generate::Files;
use crate::bundle::program::{Derived, Expr, FactId, Op, Program, Step, TextPart};
use crate::compile::{Checked, Input, check};
use crate::diag::{Diagnostic, Severity, find_entry};
use crate::source::Source;

/// A disagreement: kind, code, and in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disagreement {
    /// A finding that no conversation bears out; otherwise a defect that was not found.
    pub false_alarm: bool,
    pub code: &'static str,
    pub words: String,
}

pub fn checked(files: &Files) -> Checked {
    let inputs = files.iter().map(|(path, text)| Input {
        path: (*path).to_owned(),
        bytes: text.clone().into_bytes(),
    });
    check(inputs.collect())
}

/// Whether the base is one that can run: nothing is wrong with its text and its names.
pub fn sound(checked: &Checked) -> bool {
    let text = |d: &&Diagnostic| {
        let code = d.entry.code;
        code.starts_with("L01")
            || code == "L0302"
            || (code.starts_with("L02") && d.severity == crate::diag::Severity::Error)
    };
    !checked.diagnostics.iter().any(|d| text(&d))
}

/// What was seen, under what the verdicts claim of conversations: «never» and «always» hold whatever
/// sources leave out; «a run exists» is said of runs in which they tell all; and «не знаю» may be known
/// from before, but need not be.
pub struct All {
    pub wide: Seen,
    pub without_unknown: Seen,
    pub narrow: Seen,
}

impl All {
    pub fn of(checked: &Checked) -> Option<Self> {
        let seen = |unknown, partial| explore(&checked.model, Allowed { unknown, partial });
        Some(Self {
            wide: seen(true, true)?,
            without_unknown: seen(false, true)?,
            narrow: seen(false, false)?,
        })
    }
}

struct Compare<'a> {
    checked: &'a Checked,
    source: &'a Source,
    /// What contradicts «a run exists» and bears out «never».
    wide: &'a Seen,
    /// What contradicts «never» and «always».
    some: &'a Seen,
    /// What must be found.
    narrow: &'a Seen,
    out: Vec<Disagreement>,
}

/// Compares both ways.
pub fn compare(checked: &Checked, seen: &All) -> Vec<Disagreement> {
    let source = checked
        .sources
        .iter()
        .map(|(_, s)| s)
        .find(|s| s.name.ends_with(".scenario"))
        .unwrap();
    let mut c = Compare {
        checked,
        source,
        wide: &seen.wide,
        some: &seen.without_unknown,
        narrow: &seen.narrow,
        out: Vec::new(),
    };
    c.steps();
    c.branches();
    c.holes();
    c.questions();
    c.texts();
    c.circles();
    c.out.sort();
    c.out.dedup();
    c.out
}

impl<'a> Compare<'a> {
    /// Findings of a kind in scenarios that conversations enter: of others nothing was seen.
    fn found(&self, code: &str) -> Vec<&Diagnostic> {
        let of_kind = self.checked.diagnostics.iter().filter(|d| d.entry.code == code);
        of_kind.filter(|d| self.entered(self.line(d))).collect()
    }

    fn entered(&self, line: u32) -> bool {
        let p = self.program();
        let Some(step) = step_before(p, line) else { return true };
        let name = &p.scenarios[step.scenario.index()].name;
        self.some.steps.iter().any(|(scenario, _)| **scenario == **name)
    }

    fn line(&self, d: &Diagnostic) -> u32 {
        u32::try_from(self.source.line_column(d.place.span.start).0).unwrap()
    }

    fn lines(&self, code: &str) -> BTreeSet<u32> {
        self.found(code).into_iter().map(|d| self.line(d)).collect()
    }

    fn false_alarm(&mut self, code: &'static str, words: String) {
        self.out.push(Disagreement {
            false_alarm: true,
            code,
            words,
        });
    }

    /// A miss counts only of a check that exists.
    fn miss(&mut self, code: &'static str, words: String) {
        // What may only follow from a rule or a table that is found fault with is not said again.
        let faulty = |d: &&Diagnostic| d.entry.class() == "L06" && d.severity != Severity::Note;
        let follows = ["L0402", "L0505"].contains(&code) && self.checked.diagnostics.iter().any(|d| faulty(&d));
        if find_entry(code).is_some() && !follows {
            self.out.push(Disagreement {
                false_alarm: false,
                code,
                words,
            });
        }
    }

    fn program(&self) -> &'a Program {
        &self.checked.model.program
    }

    fn step_at(&self, line: u32) -> Option<StepName> {
        let p = self.program();
        let step = p.steps.iter().find(|s| s.at.line == line)?;
        Some((
            p.scenarios[step.scenario.index()].name.to_string(),
            step.name.to_string(),
        ))
    }

    fn steps(&mut self) {
        let unreached = [self.lines("L0301"), self.lines("L0313")];
        for (code, lines) in ["L0301", "L0313"].into_iter().zip(&unreached) {
            for line in lines {
                let step = self.step_at(*line).unwrap();
                if self.some.steps.contains(&step) {
                    self.false_alarm(code, format!("step {step:?} is reached"));
                }
            }
        }
        // Of steps that only unreached ones lead to the first are named.
        let p = self.program();
        let mut missed = Vec::new();
        for (n, step) in p.steps.iter().enumerate() {
            let name = (
                p.scenarios[step.scenario.index()].name.to_string(),
                step.name.to_string(),
            );
            let called = p.scenarios[step.scenario.index()].steps.0.index() == n;
            if self.wide.steps.contains(&name) || unreached.iter().any(|l| l.contains(&step.at.line)) || called {
                continue;
            }
            let from = sources_of(p, n);
            let reached = |f: &usize| {
                let name = (
                    p.scenarios[p.steps[*f].scenario.index()].name.to_string(),
                    p.steps[*f].name.to_string(),
                );
                self.wide.steps.contains(&name)
            };
            // What follows from a step that nobody reaches, or from a branch that nobody takes, is
            // not said again.
            if from.iter().any(|(f, _)| reached(f)) && !from.iter().any(|(f, branch)| *branch && reached(f)) {
                missed.push(name);
            }
        }
        let first = |scenario: &str| {
            let s = p.scenarios.iter().find(|s| *s.name == *scenario).unwrap();
            self.wide
                .steps
                .contains(&(scenario.to_owned(), p.steps[s.steps.0.index()].name.to_string()))
        };
        let missed: Vec<_> = missed.into_iter().filter(|(scenario, _)| first(scenario)).collect();
        for step in missed {
            self.miss("L0313", format!("step {step:?} is never reached"));
        }
    }

    /// Lines of the branches of an `если`, from 1; the last is `иначе` where there is one.
    fn branch_lines(&self, line: u32) -> (Vec<u32>, bool) {
        let p = self.program();
        let node = p
            .nodes
            .iter()
            .find(|n| n.at.line == line && matches!(n.op, Op::If { .. }))
            .unwrap();
        let Op::If { branches, otherwise } = &node.op else {
            unreachable!()
        };
        let count = u32::try_from(branches.len()).unwrap();
        ((1..=count).map(|n| line + n).collect(), otherwise.is_some())
    }

    fn branches(&mut self) {
        let (never, always) = (self.lines("L0402"), self.lines("L0403"));
        let ifs: Vec<u32> = self.ifs();
        for line in ifs {
            let (lines, otherwise) = self.branch_lines(line);
            let empty = BTreeSet::new();
            let taken = self.wide.branches.get(&line).unwrap_or(&empty).clone();
            let hole = self.wide.holes.contains(&line);
            let some = self.some.branches.get(&line).unwrap_or(&empty).clone();
            let other = |n: u32| some.iter().any(|b| *b != n) || self.some.holes.contains(&line);
            if taken.is_empty() && !hole {
                // Nobody comes here: that is said of the step.
                continue;
            }
            let only = if taken.len() == 1 && !hole {
                taken.iter().next().copied()
            } else {
                None
            };
            for (n, at) in (1_u32..).zip(&lines) {
                if some.contains(&n) && never.contains(at) {
                    self.false_alarm("L0402", format!("line {at}: the branch is taken"));
                }
                let named_before = lines.iter().any(|l| l < at && always.contains(l));
                let behind = named_before || only.is_some_and(|o| o != 0 && n > o);
                if !taken.contains(&n) && !never.contains(at) && !behind {
                    self.miss("L0402", format!("line {at}: the branch is never taken"));
                }
                if always.contains(at) && other(n) {
                    self.false_alarm("L0403", format!("line {at}: the branch is not always taken"));
                }
                let others = lines.len() > 1 || otherwise;
                if only == Some(n) && others && !always.contains(at) {
                    self.miss("L0403", format!("line {at}: the branch is always taken"));
                }
            }
        }
    }

    fn ifs(&self) -> Vec<u32> {
        let nodes = self.program().nodes.iter();
        nodes
            .filter(|n| matches!(n.op, Op::If { .. }))
            .map(|n| n.at.line)
            .collect()
    }

    fn holes(&mut self) {
        let mut named = BTreeSet::new();
        let ifs = self.ifs();
        for d in self.found("L0401").into_iter().cloned().collect::<Vec<_>>() {
            let line = self.line(&d);
            // The finding may stand at the line of the `если` or at one of its branches.
            let at = ifs.iter().copied().filter(|l| *l <= line).max().unwrap_or(line);
            named.insert(at);
            let assumed = d.witness.as_ref().is_some_and(|w| w.assumed);
            if !self.wide.holes.contains(&at) && !assumed {
                self.false_alarm("L0401", format!("line {at}: every case is covered"));
            }
            if self.wide.holes.contains(&at) && d.witness.as_ref().is_some_and(|w| w.tried && !w.replayed && !w.assumed)
            {
                let facts = d.witness.as_ref().map(|w| (w.facts.clone(), w.steps.clone()));
                self.false_alarm("L0401", format!("line {at}: the witness does not replay: {facts:?}"));
            }
        }
        for line in self.narrow.holes.clone() {
            if !named.contains(&line) {
                self.miss("L0401", format!("line {line}: a case is not covered"));
            }
        }
    }

    fn questions(&mut self) {
        let known = self.lines("L0502");
        for (line, (asked, skipped)) in self.wide.asks.clone() {
            let asked_then = self.some.asks.get(&line).is_some_and(|(asked, _)| *asked);
            if known.contains(&line) && asked_then {
                self.false_alarm("L0502", format!("line {line}: it is asked"));
            }
            if skipped && !asked && !known.contains(&line) {
                self.miss(
                    "L0502",
                    format!("line {line}: it is never asked, because it is always known"),
                );
            }
        }
    }

    fn texts(&mut self) {
        let named = self.found("L0505");
        let mut lines = BTreeSet::new();
        let mut sure = BTreeSet::new();
        for d in named {
            lines.insert(self.line(d));
            if !d.witness.as_ref().is_some_and(|w| w.assumed) {
                sure.insert(self.line(d));
            }
        }
        let p = self.program();
        let mut of_text = Vec::new();
        for node in &p.nodes {
            let Op::Say(spoken) = &node.op else { continue };
            let Some(TextPart::Words(words)) = spoken.any.and_then(|t| p.texts[t.index()].parts.first()) else {
                continue;
            };
            let number = words
                .split(':')
                .next()
                .and_then(|w| w.strip_prefix('С'))
                .and_then(|n| n.parse::<u32>().ok());
            let hole = spoken.any.map(|t| p.texts[t.index()].parts.iter());
            let shows = hole.into_iter().flatten().find_map(|part| match part {
                TextPart::Hole(e, _) => match &p.exprs[e.index()] {
                    Expr::Fact(f) => Some(*f),
                    _ => None,
                },
                TextPart::Words(_) => None,
            });
            of_text.extend(number.map(|n| (n, node.at.line, shows)));
        }
        for (number, line, shows) in of_text {
            // Said only of facts that the scenario itself asks, writes or looks up.
            let claimed = shows.is_some_and(|f| p.facts[f.index()].derived == Derived::No && self.gives(line, f));
            let shown = self.narrow.unknown_shown.contains(&number);
            let possible = self.wide.unknown_shown.contains(&number);
            if sure.contains(&line) && !possible {
                self.false_alarm("L0505", format!("line {line}: the value is always known"));
            }
            if shown && claimed && !lines.contains(&line) {
                self.miss("L0505", format!("line {line}: an unknown value is shown"));
            }
        }
    }

    /// Whether the scenario of a line asks, writes or looks a fact up.
    fn gives(&self, line: u32, fact: FactId) -> bool {
        let p = self.program();
        let Some(step) = step_before(p, line) else {
            return false;
        };
        let steps = p.scenarios[step.scenario.index()].steps;
        let first = p.steps[steps.0.index()].first.index();
        let end = p.steps.get(steps.1.index()).map_or(p.nodes.len(), |s| s.first.index());
        p.nodes[first..end].iter().any(|n| match &n.op {
            Op::Ask { fact: f, .. } | Op::Set(f, _) => *f == fact,
            Op::Lookup { source, .. } => p.sources[source.index()].outputs.contains(&fact),
            _ => false,
        })
    }

    /// Steps that a finding of a circle names.
    fn circle_of(&self, d: &Diagnostic) -> BTreeSet<StepName> {
        let Some((scenario, _)) = self.step_at(self.line(d)) else {
            return BTreeSet::new();
        };
        let words = d.args.iter().find(|(name, _)| *name == "circle");
        let words = words.map_or("", |(_, arg)| arg.get(crate::value::Lang::Ru));
        let names = words.split(['«', '»']).skip(1).step_by(2);
        names
            .map(|n| (scenario.clone(), n.to_owned()))
            .chain(self.step_at(self.line(d)))
            .collect()
    }

    fn circles(&mut self) {
        for code in ["L0304", "L0305"] {
            for d in self.found(code).into_iter().cloned().collect::<Vec<_>>() {
                let named = self.circle_of(&d);
                let assumed = d.witness.as_ref().is_some_and(|w| w.assumed);
                let goes = |steps: &BTreeSet<StepName>| !steps.is_disjoint(&named);
                let alone = self.wide.circles.iter().any(|(steps, _)| goes(steps));
                // A source that fails again and again is no word of a person either.
                if !assumed && !alone && !goes(&self.wide.looked_up_again) {
                    self.false_alarm(code, format!("no conversation goes round {named:?}"));
                }
            }
        }
        let named: BTreeSet<StepName> = ["L0304", "L0305"]
            .iter()
            .flat_map(|code| self.found(code))
            .flat_map(|d| self.circle_of(d))
            .collect();
        for (steps, skips) in self.narrow.circles.clone() {
            if steps.is_disjoint(&named) {
                let code = if skips { "L0305" } else { "L0304" };
                self.miss(code, format!("conversations go round {steps:?} for ever"));
            }
        }
        let out = ["L0303", "L0314"];
        for code in out {
            for d in self.found(code).into_iter().cloned().collect::<Vec<_>>() {
                let assumed = d.witness.as_ref().is_some_and(|w| w.assumed);
                let line = self.line(&d);
                // That nobody comes there is another finding.
                let reached = self.step_at(line).is_none_or(|s| self.wide.steps.contains(&s));
                if self.wide.stuck_but_for_holes.is_empty() && !assumed && reached {
                    self.false_alarm(code, format!("line {line}: every conversation can end"));
                }
            }
        }
        let any = ["L0303", "L0304", "L0305", "L0314"]
            .iter()
            .any(|c| !self.found(c).is_empty());
        // Where a source can leave a fact out, that may be the way out.
        let stuck: BTreeSet<StepName> = self.narrow.stuck.intersection(&self.wide.stuck).cloned().collect();
        if !stuck.is_empty() && !any {
            self.miss("L0314", format!("conversations cannot end from {stuck:?}"));
        }
    }
}

/// The step that a line stands in.
fn step_before(p: &Program, line: u32) -> Option<&Step> {
    p.steps.iter().filter(|s| s.at.line <= line).max_by_key(|s| s.at.line)
}

/// Steps with a way to a step, and whether it is a branch of `если`.
fn sources_of(p: &Program, step: usize) -> Vec<(usize, bool)> {
    let mut from = Vec::new();
    for (n, s) in p.steps.iter().enumerate() {
        let mut node = s.first.index();
        loop {
            let op = &p.nodes[node].op;
            if super::targets(p, &p.scenarios[s.scenario.index()], op).contains(&step) && n != step {
                from.push((n, matches!(op, Op::If { .. })));
            }
            if op.is_transition() {
                break;
            }
            node += 1;
        }
    }
    from
}
