//! Thresholds from labelled questions: as much answered at once as a wanted share of errors allows.
//!
//! The runtime's own decision is played again over the scores with other thresholds. The error is
//! estimated on rows that did not choose the thresholds (five parts, each judged by the other four).

use super::judged::{Ending, Judged, above};
use super::metrics::interval;
use super::report::Used;
use crate::bundle::program::{Program, Thresholds, TopicId};
use crate::runtime::understand::decide::{Standing, Verdict, verdict};

/// Parts of the cross-validation.
const PARTS: usize = 5;
/// Leads that are tried.
const MARGINS: &[f64] = &[0.0, 0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5];
/// Thresholds are proposed in hundredths.
const STEPS: u32 = 100;
/// A menu is worth its question when it holds the right topic at least so often.
const WORTH_ASKING: f64 = 0.5;

/// What the decision knows of a row, and what would be right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// What it decides by.
    pub standing: Standing,
    /// Number of the right topic among the candidates.
    pub place: Option<usize>,
    /// Topics above the first candidate that lead to the right one, or are it.
    pub leading: Vec<TopicId>,
}

/// Thresholds to try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// Answered from here.
    pub answer: f64,
    /// Asked back from here.
    pub clarify: f64,
    /// Lead that makes a choice clear.
    pub margin: f64,
}

/// What thresholds would give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Rows.
    pub n: usize,
    /// Answered rightly.
    pub right: usize,
    /// Answered wrongly.
    pub wrong: usize,
    /// Asked back.
    pub clarified: usize,
    /// Asked back with the right topic on the menu.
    pub on_menu: usize,
}

impl Outcomes {
    /// Answered at all.
    pub fn answered(&self) -> usize {
        self.right + self.wrong
    }

    /// Not understood.
    pub fn handed_over(&self) -> usize {
        self.n - self.answered() - self.clarified
    }

    fn add(&mut self, other: Self) {
        self.n += other.n;
        self.right += other.right;
        self.wrong += other.wrong;
        self.clarified += other.clarified;
        self.on_menu += other.on_menu;
    }
}

/// A proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuned {
    /// The thresholds.
    pub choice: Choice,
    /// What they give on the rows that chose them.
    pub seen: Outcomes,
    /// What thresholds chosen the same way give on rows that did not choose them.
    pub unseen: Outcomes,
    /// 95 % interval of the share of wrong answers among the answered, on unseen rows.
    pub error: (f64, f64),
    /// What the thresholds in force give by the same account.
    pub now: Outcomes,
    /// Share of rows for which that account agrees with what the engine really decided.
    pub agreement: f64,
}

/// What the decision knows of each row.
pub fn points(rows: &[Judged], program: &Program) -> Vec<Point> {
    let point = |row: &Judged| {
        let candidates = &row.judgement.candidates;
        let standing = Standing::of(program, candidates);
        let leads = |t: &TopicId| row.label.is_some_and(|label| label == *t || above(program, *t, label));
        Point {
            place: candidates.iter().position(|c| Some(c.topic) == row.label),
            leading: standing.parents.iter().map(|p| p.topic).filter(leads).collect(),
            standing,
        }
    };
    rows.iter().map(point).collect()
}

/// Proposes thresholds for a share of wrong answers among the answered; `None` without rows.
pub fn tune(points: &[Point], endings: &[Ending], used: Used, target: f64) -> Option<Tuned> {
    let options = used.clarify_options;
    if points.is_empty() {
        return None;
    }
    let choice = choose(points, options, target);
    let mut unseen = Outcomes::default();
    for part in 0..PARTS {
        let of = |inside: bool| -> Vec<Point> {
            let rows = points.iter().enumerate();
            rows.filter(|(i, _)| (part_of(*i) == part) == inside)
                .map(|(_, p)| p.clone())
                .collect()
        };
        let (held, rest) = (of(true), of(false));
        if !rest.is_empty() {
            unseen.add(outcomes(&held, options, choose(&rest, options, target)));
        }
    }
    let in_force = Choice {
        answer: used.answer,
        clarify: used.clarify,
        margin: used.margin,
    };
    let agree = points
        .iter()
        .zip(endings)
        .filter(|(p, ending)| decided(p, options, in_force).0 == **ending)
        .count();
    Some(Tuned {
        choice,
        seen: outcomes(points, options, choice),
        unseen,
        error: interval(unseen.wrong, unseen.answered()),
        now: outcomes(points, options, in_force),
        agreement: agree as f64 / points.len() as f64,
    })
}

/// Rows of a topic often stand together, so parts are not runs; mixed the same way every time.
fn part_of(row: usize) -> usize {
    let mixed = (row as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    (mixed % PARTS as u64) as usize
}

/// How a row ends, and whether well: the right topic is answered, or on the menu.
fn decided(p: &Point, options: u32, c: Choice) -> (Ending, bool) {
    let thresholds = Thresholds {
        answer: c.answer as f32,
        clarify: c.clarify as f32,
        margin: c.margin as f32,
        clarify_options: options,
    };
    match verdict(&p.standing, thresholds) {
        Verdict::First => (Ending::Answered, p.place == Some(0)),
        Verdict::Parent(topic) => (Ending::Answered, p.leading.contains(&topic)),
        Verdict::Menu(number) => (Ending::Clarified, p.place.is_some_and(|n| n < number)),
        Verdict::Pair(rival) => (Ending::Clarified, p.place.is_some_and(|n| n == 0 || n == rival)),
        Verdict::Unknown => (Ending::HandedOver, false),
    }
}

/// What thresholds give.
pub fn outcomes(points: &[Point], options: u32, choice: Choice) -> Outcomes {
    let mut out = Outcomes {
        n: points.len(),
        ..Outcomes::default()
    };
    for p in points {
        match decided(p, options, choice) {
            (Ending::Answered, true) => out.right += 1,
            (Ending::Answered, false) => out.wrong += 1,
            (Ending::Clarified, good) => {
                out.clarified += 1;
                out.on_menu += usize::from(good);
            }
            (Ending::HandedOver, _) => {}
        }
    }
    out
}

/// The thresholds that answer most within the share of errors, and then ask back most where it is worth it.
pub fn choose(points: &[Point], options: u32, target: f64) -> Choice {
    let kept = |o: &Outcomes| o.wrong as f64 <= target * o.answered() as f64;
    // Nothing below certainty is answered where no threshold keeps the promise.
    let mut best = Choice {
        answer: 1.0,
        clarify: 1.0,
        margin: 0.0,
    };
    let mut most = 0;
    for margin in MARGINS {
        for step in (1..=STEPS).rev() {
            let answer = f64::from(step) / f64::from(STEPS);
            let choice = Choice {
                answer,
                clarify: answer,
                margin: *margin,
            };
            let given = outcomes(points, options, choice);
            let answered = given.answered();
            // Of equals the more careful one: the higher threshold, then the greater lead.
            let careful = answered == most && answered > 0 && *margin > best.margin && answer >= best.answer;
            if kept(&given) && (answered > most || careful) {
                (best, most) = (choice, answered);
            }
        }
    }
    // Asking back below: band by band from above, as long as what is asked holds the right topic often enough.
    let mut found = best;
    for step in (1..=STEPS).rev() {
        let choice = Choice {
            clarify: f64::from(step) / f64::from(STEPS),
            ..best
        };
        let given = outcomes(points, options, choice);
        let worth = given.clarified > 0 && given.on_menu as f64 >= WORTH_ASKING * given.clarified as f64;
        if choice.clarify < best.answer && worth && kept(&given) {
            found = choice;
        }
    }
    found
}

#[cfg(test)]
mod tests;
