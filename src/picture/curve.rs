//! Lines as smooth curves that never swing past their points.

use std::fmt::Write as _;

use super::escape::number;

/// The path of a line. It leaves and arrives along the direction of the graph.
pub fn path(points: &[(f64, f64)], sideways: bool) -> String {
    let turned = |p: &(f64, f64)| if sideways { (p.0, p.1) } else { (p.1, p.0) };
    let turned: Vec<(f64, f64)> = points.iter().map(turned).collect();
    let runs_on = |sign: f64| {
        turned
            .windows(2)
            .all(|w| matches!(w, [a, b] if (b.0 - a.0) * sign > 0.0))
    };
    if runs_on(1.0) || runs_on(-1.0) {
        monotone(&turned, sideways)
    } else {
        rounded(points)
    }
}

fn point(along: f64, across: f64, sideways: bool) -> String {
    let (x, y) = if sideways { (along, across) } else { (across, along) };
    format!("{},{}", number(x), number(y))
}

/// Cubic pieces with the slopes of Steffen (1990): between two points the curve never leaves the
/// rectangle that they span.
fn monotone(points: &[(f64, f64)], sideways: bool) -> String {
    let Some(first) = points.first() else {
        return String::new();
    };
    let mut out = format!("M{}", point(first.0, first.1, sideways));
    let slopes = slopes(points);
    for (pair, slope) in points.windows(2).zip(slopes.windows(2)) {
        let ([a, b], [m, k]) = (pair, slope) else { continue };
        let third = (b.0 - a.0) / 3.0;
        let _ = write!(
            out,
            "C{} {} {}",
            point(a.0 + third, a.1 + third * m, sideways),
            point(b.0 - third, b.1 - third * k, sideways),
            point(b.0, b.1, sideways)
        );
    }
    out
}

fn slopes(points: &[(f64, f64)]) -> Vec<f64> {
    let mut out = vec![0.0; points.len()];
    for (n, triple) in points.windows(3).enumerate() {
        let [a, b, c] = triple else { continue };
        let (h0, h1) = (b.0 - a.0, c.0 - b.0);
        let (s0, s1) = ((b.1 - a.1) / h0, (c.1 - b.1) / h1);
        let p = (s0 * h1 + s1 * h0) / (h0 + h1);
        let steepest = s0.abs().min(s1.abs()).min(0.5 * p.abs());
        let slope = if s0 * s1 > 0.0 {
            s0.signum() * 2.0 * steepest
        } else {
            0.0
        };
        if let Some(place) = out.get_mut(n + 1) {
            *place = slope;
        }
    }
    out
}

/// Straight pieces with round corners, for loops.
fn rounded(points: &[(f64, f64)]) -> String {
    let Some(first) = points.first() else {
        return String::new();
    };
    let pair = |p: (f64, f64)| format!("{},{}", number(p.0), number(p.1));
    let towards = |from: (f64, f64), to: (f64, f64)| {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(0.01);
        let share = (14.0 / length).min(0.5);
        (from.0 + dx * share, from.1 + dy * share)
    };
    let mut out = format!("M{}", pair(*first));
    for triple in points.windows(3) {
        let [a, b, c] = triple else { continue };
        let _ = write!(out, "L{}Q{} {}", pair(towards(*b, *a)), pair(*b), pair(towards(*b, *c)));
    }
    if let Some(last) = points.last() {
        let _ = write!(out, "L{}", pair(*last));
    }
    out
}

/// The head of an arrow at the end of a line, and the line cut to its foot.
pub fn with_head(points: &[(f64, f64)], sideways: bool) -> (Vec<(f64, f64)>, String) {
    const LENGTH: f64 = 8.0;
    const HALF: f64 = 4.2;
    let mut points = points.to_vec();
    let before = points.len().checked_sub(2).and_then(|n| points.get(n)).copied();
    let (Some((bx, by)), Some(last)) = (before, points.last_mut()) else {
        return (points, String::new());
    };
    let (x, y) = *last;
    // A curve arrives along the direction of the graph; the last piece of a loop is straight.
    let straight = if sideways { (x - bx, 0.0) } else { (0.0, y - by) };
    let (dx, dy) = if straight.0.hypot(straight.1) > 0.5 {
        straight
    } else {
        (x - bx, y - by)
    };
    let length = dx.hypot(dy).max(0.01);
    let (ux, uy) = (dx / length, dy / length);
    let foot = (x - ux * LENGTH, y - uy * LENGTH);
    let head = format!(
        "M{},{}L{},{}L{},{}Z",
        number(x),
        number(y),
        number(foot.0 - uy * HALF),
        number(foot.1 + ux * HALF),
        number(foot.0 + uy * HALF),
        number(foot.1 - ux * HALF)
    );
    if length > LENGTH {
        *last = (x - ux * (LENGTH - 1.0), y - uy * (LENGTH - 1.0));
    }
    (points, head)
}
