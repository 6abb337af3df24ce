//! Makes a disagreement small: whatever can be left out is left out.

use super::compare::Disagreement;
use super::generate::Files;
use super::{Became, judge};

/// The smallest base found that still disagrees in the same way.
pub fn shrink(files: &Files, about: &Disagreement) -> Files {
    let mut best = files.clone();
    let at = best.iter().position(|(path, _)| path.ends_with(".scenario")).unwrap();
    let mut size = best[at].1.lines().count() / 2;
    while size > 0 {
        let mut from = 0;
        let mut shorter = false;
        loop {
            let lines: Vec<&str> = best[at].1.lines().collect();
            if from >= lines.len() {
                break;
            }
            let until = (from + size).min(lines.len());
            let kept: Vec<&str> = lines[..from].iter().chain(&lines[until..]).copied().collect();
            let mut next = best.clone();
            next[at].1 = format!("{}\n", kept.join("\n"));
            if disagrees(&next, about) {
                best = next;
                shorter = true;
            } else {
                from += 1;
            }
        }
        if !shorter || size > 4 {
            size = if size == 1 && !shorter {
                0
            } else {
                (size / 2).max(usize::from(shorter && size == 1))
            };
        }
        if size == 0 {
            break;
        }
    }
    best
}

fn disagrees(files: &Files, about: &Disagreement) -> bool {
    // Blocks without lines are nobody's base.
    let text = files
        .iter()
        .find(|(path, _)| path.ends_with(".scenario"))
        .map_or("", |(_, t)| t);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let blocks = ["если", "выбор", "сценарий"];
    let empty = |w: &[&str]| blocks.iter().any(|b| w[0].starts_with(b)) && w[1] == "конец";
    if lines.windows(2).any(empty) {
        return false;
    }
    // A base cut at random may ask what the explorer cannot lead; that is no disagreement.
    let judged = std::panic::catch_unwind(|| judge(files));
    match judged {
        Ok(Became::Disagreed(found)) => found
            .iter()
            .any(|d| d.code == about.code && d.false_alarm == about.false_alarm),
        _ => false,
    }
}
