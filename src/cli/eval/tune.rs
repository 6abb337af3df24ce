//! Thresholds from labelled questions: as much answered at once as a wanted share of errors allows.
//!
//! The decision is played again over the scores with other thresholds. The error is estimated on
//! rows that did not choose the thresholds (five parts, each judged by the other four).

use super::judged::Judged;
use super::metrics::interval;
use super::report::Used;
use crate::bundle::program::Program;

/// Parts of the cross-validation.
const PARTS: usize = 5;
/// From this score on a lead is not asked for: nothing can be surer.
const CERTAIN: f64 = 0.999;
/// Leads that are tried.
const MARGINS: &[f64] = &[0.0, 0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5];
/// Thresholds are proposed in hundredths.
const STEPS: u32 = 100;
/// A menu is worth its question when it holds the right topic at least so often.
const WORTH_ASKING: f64 = 0.5;

/// What the decision knows of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Score of the first topic.
    pub score: f64,
    /// Its lead.
    pub lead: f64,
    /// Whether it is the right one.
    pub right: bool,
    /// Whether a menu would hold the right one.
    pub on_menu: bool,
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
pub fn points(rows: &[Judged], program: &Program, options: u32) -> Vec<Point> {
    rows.iter()
        .map(|r| Point {
            score: r.score(),
            lead: r.lead(program),
            right: r.right(),
            on_menu: r.among(options as usize),
        })
        .collect()
}

/// Proposes thresholds for a share of wrong answers among the answered; `None` without rows.
pub fn tune(points: &[Point], endings: &[super::judged::Ending], used: Used, target: f64) -> Option<Tuned> {
    if points.is_empty() {
        return None;
    }
    let choice = choose(points, target);
    let mut unseen = Outcomes::default();
    for part in 0..PARTS {
        let of = |inside: bool| -> Vec<Point> {
            let rows = points.iter().enumerate();
            rows.filter(|(i, _)| (part_of(*i) == part) == inside)
                .map(|(_, p)| *p)
                .collect()
        };
        let (held, rest) = (of(true), of(false));
        if !rest.is_empty() {
            unseen.add(outcomes(&held, choose(&rest, target)));
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
        .filter(|(p, ending)| decided(p, in_force) == **ending)
        .count();
    Some(Tuned {
        choice,
        seen: outcomes(points, choice),
        unseen,
        error: interval(unseen.wrong, unseen.answered()),
        now: outcomes(points, in_force),
        agreement: agree as f64 / points.len() as f64,
    })
}

/// Rows of a topic often stand together, so parts are not runs; mixed the same way every time.
fn part_of(row: usize) -> usize {
    let mixed = (row as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    (mixed % PARTS as u64) as usize
}

fn decided(p: &Point, c: Choice) -> super::judged::Ending {
    use super::judged::Ending;
    if p.score >= c.answer && p.score > 0.0 && (p.lead >= c.margin || p.score >= CERTAIN) {
        Ending::Answered
    } else if p.score < c.clarify || p.score <= 0.0 {
        Ending::HandedOver
    } else {
        Ending::Clarified
    }
}

/// What thresholds give.
pub fn outcomes(points: &[Point], choice: Choice) -> Outcomes {
    use super::judged::Ending;
    let mut out = Outcomes {
        n: points.len(),
        ..Outcomes::default()
    };
    for p in points {
        match decided(p, choice) {
            Ending::Answered if p.right => out.right += 1,
            Ending::Answered => out.wrong += 1,
            Ending::Clarified => {
                out.clarified += 1;
                out.on_menu += usize::from(p.on_menu);
            }
            Ending::HandedOver => {}
        }
    }
    out
}

/// The thresholds that answer most within the share of errors.
pub fn choose(points: &[Point], target: f64) -> Choice {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| b.score.total_cmp(&a.score));
    // Nothing below a certain score is answered where no threshold keeps the promise.
    let mut best = (0_usize, 1.0_f64, 0.0_f64);
    for margin in MARGINS {
        let mut clear = sorted
            .iter()
            .filter(|p| p.lead >= *margin || p.score >= CERTAIN)
            .peekable();
        let (mut answered, mut wrong) = (0_usize, 0_usize);
        for step in (1..=STEPS).rev() {
            let threshold = f64::from(step) / f64::from(STEPS);
            while let Some(p) = clear.next_if(|p| p.score >= threshold) {
                answered += 1;
                wrong += usize::from(!p.right);
            }
            let kept = wrong as f64 <= target * answered as f64;
            // Of equals the more careful one: the higher threshold, then the greater lead.
            if kept
                && (answered > best.0
                    || (answered == best.0 && answered > 0 && *margin > best.2 && threshold >= best.1))
            {
                best = (answered, threshold, *margin);
            }
        }
    }
    let (_, answer, margin) = best;
    Choice {
        answer,
        clarify: clarify(&sorted, answer, margin),
        margin,
    }
}

/// The least score from which a menu is worth asking: what is asked back holds the right topic often
/// enough, band by band from above.
fn clarify(sorted: &[Point], answer: f64, margin: f64) -> f64 {
    let asked = |p: &&Point| !(p.score >= answer && (p.lead >= margin || p.score >= CERTAIN));
    let mut rest = sorted.iter().filter(asked).peekable();
    let (mut n, mut good) = (0_usize, 0_usize);
    let mut found = answer;
    for step in (1..=STEPS).rev() {
        let threshold = f64::from(step) / f64::from(STEPS);
        while let Some(p) = rest.next_if(|p| p.score >= threshold) {
            n += 1;
            good += usize::from(p.on_menu);
        }
        if threshold < answer && n > 0 && good as f64 >= WORTH_ASKING * n as f64 {
            found = threshold;
        }
    }
    found
}

#[cfg(test)]
mod tests;
