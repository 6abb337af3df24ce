//! The figures of an evaluation as plain functions of numbers. Definitions: `docs/eval.md`.

/// Bins of the reliability diagram.
pub const BINS: usize = 15;

/// How well a score tells members from strangers: the chance that a member stands above a stranger,
/// ties counting half. `None` where there is nobody on one side.
pub fn auroc(members: &[f64], strangers: &[f64]) -> Option<f64> {
    if members.is_empty() || strangers.is_empty() {
        return None;
    }
    let mut all: Vec<(f64, bool)> = members.iter().map(|s| (*s, true)).collect();
    all.extend(strangers.iter().map(|s| (*s, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut below = 0_usize;
    // Halves, so that the sum stays whole and exact.
    let mut halves = 0_usize;
    for tied in all.chunk_by(|a, b| a.0 == b.0) {
        let strangers = tied.iter().filter(|(_, member)| !member).count();
        let members = tied.len() - strangers;
        halves += members * (2 * below + strangers);
        below += strangers;
    }
    Some(halves as f64 / 2.0 / (members.len() as f64 * strangers.len() as f64))
}

/// The threshold that rejects at least this share of strangers: who stands at it or below is
/// rejected. `None` without strangers.
pub fn rejecting_threshold(strangers: &[f64], recall: f64) -> Option<f64> {
    let mut sorted = strangers.to_vec();
    sorted.sort_by(f64::total_cmp);
    // 0.9 · 110 is a hair over 99 in binary.
    let rejected = (recall * sorted.len() as f64 - 1e-9).ceil().max(1.0) as usize;
    sorted.get(rejected - 1).copied()
}

/// Share of members that are right and still stand strictly above the threshold that rejects this
/// share of strangers. `None` where there is nobody on one side.
pub fn right_at_recall(members: &[(f64, bool)], strangers: &[f64], recall: f64) -> Option<f64> {
    let threshold = rejecting_threshold(strangers, recall)?;
    let kept = members
        .iter()
        .filter(|(score, right)| *right && *score > threshold)
        .count();
    share(kept, members.len())
}

/// A bin of the reliability diagram.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Bin {
    /// Rows in it.
    pub n: usize,
    /// Mean score.
    pub said: f64,
    /// Share that was right.
    pub came_true: f64,
}

/// Bins of about equal size over the score. Equal scores are never parted, so the result does not
/// depend on the order of rows.
pub fn bins(scored: &[(f64, bool)], count: usize) -> Vec<Bin> {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = Vec::new();
    let (mut n, mut sum, mut right, mut done) = (0_usize, 0.0, 0_usize, 0_usize);
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        n += tied.len();
        sum += tied.iter().map(|(s, _)| s).sum::<f64>();
        right += tied.iter().filter(|(_, r)| *r).count();
        // What is left is shared anew after every bin: a run of equal scores may fill several at once.
        let bins_left = count.saturating_sub(out.len()).max(1);
        if n * bins_left >= sorted.len() - done {
            out.push(bin(n, sum, right));
            done += n;
            (n, sum, right) = (0, 0.0, 0);
        }
    }
    if n > 0 {
        out.push(bin(n, sum, right));
    }
    out
}

fn bin(n: usize, sum: f64, right: usize) -> Bin {
    Bin {
        n,
        said: sum / n as f64,
        came_true: right as f64 / n as f64,
    }
}

/// Expected calibration error: the mean distance of what was said from what came true, by rows.
pub fn calibration_error(bins: &[Bin]) -> Option<f64> {
    let n: usize = bins.iter().map(|b| b.n).sum();
    let sum: f64 = bins.iter().map(|b| b.n as f64 * (b.said - b.came_true).abs()).sum();
    (n > 0).then(|| sum / n as f64)
}

/// Hits of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Rows of the class.
    pub expected: usize,
    /// Rows that were taken for it.
    pub found: usize,
    /// Rows of the class that were taken for it.
    pub both: usize,
}

impl Hits {
    /// Share of what was taken for the class that belongs to it.
    pub fn precision(self) -> Option<f64> {
        share(self.both, self.found)
    }

    /// Share of the class that was taken for it.
    pub fn recall(self) -> Option<f64> {
        share(self.both, self.expected)
    }

    /// Harmonic mean of both; zero where nothing of the class was found.
    pub fn f1(self) -> f64 {
        let sum = self.expected + self.found;
        if sum == 0 {
            0.0
        } else {
            2.0 * self.both as f64 / sum as f64
        }
    }
}

/// Mean F1 over the classes that occur among the expected ones.
pub fn macro_f1(classes: &[Hits]) -> Option<f64> {
    let occurring: Vec<f64> = classes.iter().filter(|h| h.expected > 0).map(|h| h.f1()).collect();
    (!occurring.is_empty()).then(|| occurring.iter().sum::<f64>() / occurring.len() as f64)
}

/// A share; `None` of nothing.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Wilson's 95 % interval of a share; the whole range of nothing.
pub fn interval(part: usize, whole: usize) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let z = 1.959_964_f64;
    let n = whole as f64;
    let p = part as f64 / n;
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

/// McNemar's exact test: how likely so uneven a split of the changed rows is when nothing but chance
/// changed them. Two-sided.
pub fn mcnemar(worse: usize, better: usize) -> f64 {
    let n = worse + better;
    let least = worse.min(better);
    let mut log_choose = 0.0_f64;
    let mut sum = 0.0;
    for k in 0..=least {
        if k > 0 {
            log_choose += ((n - k + 1) as f64).ln() - (k as f64).ln();
        }
        sum += (log_choose - n as f64 * std::f64::consts::LN_2).exp();
    }
    (2.0 * sum).min(1.0)
}

#[cfg(test)]
mod tests;
