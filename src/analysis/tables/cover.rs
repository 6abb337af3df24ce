//! What boxes leave uncovered.
//!
//! Boxes that do not overlap cover all exactly when they count as many cells as there are; a hole is
//! then found by halving. Others are cut out of what is asked about one after the other, and where
//! that takes too long the question goes to a SAT solver, which learns.

use super::grid::{Grid, Ranges, Region};
use super::sat;

/// Most pieces that are looked at while cutting.
const STEPS: usize = 20_000;
/// Most pieces inside each other.
const DEEPEST: u32 = 300;

/// Number of regions.
pub fn size(ranges: &[(u32, u32)]) -> u128 {
    ranges.iter().map(|(low, high)| u128::from(high - low) + 1).sum()
}

/// Number of cells of a box, where it can be counted.
pub fn volume(of: &Region) -> Option<u128> {
    of.iter().try_fold(1_u128, |all, ranges| all.checked_mul(size(ranges)))
}

/// What is in both.
pub fn common(a: &[(u32, u32)], b: &[(u32, u32)]) -> Ranges {
    let mut both = Ranges::new();
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        let (low, high) = (x.0.max(y.0), x.1.min(y.1));
        if low <= high {
            both.push((low, high));
        }
        if x.1 < y.1 {
            left.next();
        } else {
            right.next();
        }
    }
    both
}

/// What is in the first and not in the second.
pub fn without(a: &[(u32, u32)], b: &[(u32, u32)]) -> Ranges {
    let mut rest = Ranges::new();
    for (low, high) in a {
        let mut next = *low;
        for (from, to) in b {
            if *to < next || *from > *high {
                continue;
            }
            if next < *from {
                rest.push((next, from - 1));
            }
            next = to + 1;
        }
        if next <= *high {
            rest.push((next, *high));
        }
    }
    rest
}

/// Whether two boxes have something in common.
pub fn meet(a: &Region, b: &Region) -> bool {
    a.iter().zip(b).all(|(a, b)| touch(a, b))
}

/// Whether two sets of regions have something in common.
pub fn touch(a: &[(u32, u32)], b: &[(u32, u32)]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.0 <= y.1 && y.0 <= x.1))
}

/// Whether the first contains the second.
pub fn contains(a: &[(u32, u32)], b: &[(u32, u32)]) -> bool {
    if let ([(low, high)], Some(first), Some(last)) = (a, b.first(), b.last()) {
        return *low <= first.0 && last.1 <= *high;
    }
    b.iter().all(|y| a.iter().any(|x| x.0 <= y.0 && y.1 <= x.1))
}

/// A box of `within` that none of the boxes touches.
pub fn hole(grid: &Grid, within: &Region, boxes: &[Region], apart: bool) -> Option<Region> {
    if apart && let Some(answer) = counted(within, boxes) {
        return answer;
    }
    let mut left = STEPS;
    let candidates: Vec<&Region> = boxes.iter().filter(|b| meet(within, b)).collect();
    match cut(within.clone(), &candidates, &mut left, DEEPEST) {
        Cut::Hole(hole) => Some(hole),
        Cut::None => None,
        Cut::TooLong => sat::hole(grid, within, boxes),
    }
}

enum Cut {
    Hole(Region),
    None,
    TooLong,
}

fn cut(mut within: Region, boxes: &[&Region], left: &mut usize, depth: u32) -> Cut {
    let (Some(rest), Some(depth)) = (left.checked_sub(1), depth.checked_sub(1)) else {
        return Cut::TooLong;
    };
    *left = rest;
    // A box that sticks out in one column leaves one piece: it is cut off at once, and others may then
    // stick out in one column too.
    let mut boxes: Vec<&Region> = boxes.to_vec();
    let mut narrowed = true;
    while std::mem::take(&mut narrowed) {
        let mut kept = Vec::with_capacity(boxes.len());
        for one in boxes {
            match out_of(&within, one) {
                Out::Away => {}
                Out::Nowhere => return Cut::None,
                Out::Of(n) => {
                    if let (Some(own), Some(cutter)) = (within.get_mut(n), one.get(n)) {
                        *own = without(own, cutter);
                        narrowed = true;
                    }
                }
                Out::OfMany(_) => kept.push(one),
            }
        }
        boxes = kept;
    }
    // The box that sticks out least leaves the fewest pieces.
    let size = |one: &&&Region| match out_of(&within, one) {
        Out::OfMany(columns) => columns,
        _ => 0,
    };
    let Some(cutter) = boxes.iter().min_by_key(size).copied() else {
        return Cut::Hole(within);
    };
    let mut inside = within;
    for (n, of_cutter) in cutter.iter().enumerate() {
        let Some(own) = inside.get(n) else { continue };
        let outside = without(own, of_cutter);
        if outside.is_empty() {
            continue;
        }
        let within_both = common(own, of_cutter);
        let mut piece = inside.clone();
        if let Some(slot) = piece.get_mut(n) {
            *slot = outside;
        }
        match cut(piece, &boxes, left, depth) {
            Cut::None => {}
            found => return found,
        }
        if let Some(slot) = inside.get_mut(n) {
            *slot = within_both;
        }
    }
    Cut::None
}

/// Where a piece sticks out of a box.
enum Out {
    /// They have nothing in common.
    Away,
    Nowhere,
    /// In this column alone.
    Of(usize),
    /// In so many columns.
    OfMany(usize),
}

fn out_of(within: &Region, one: &Region) -> Out {
    let (mut columns, mut last) = (0, 0);
    for (n, (own, of_box)) in within.iter().zip(one).enumerate() {
        if contains(of_box, own) {
            continue;
        }
        if !touch(own, of_box) {
            return Out::Away;
        }
        (columns, last) = (columns + 1, n);
    }
    match columns {
        0 => Out::Nowhere,
        1 => Out::Of(last),
        many => Out::OfMany(many),
    }
}

/// The answer of counting, for boxes of which no two have anything in common; the outer `None` where
/// the numbers are too great.
fn counted(within: &Region, boxes: &[Region]) -> Option<Option<Region>> {
    let shared = |within: &Region, one: &Region| -> Option<u128> {
        let common: Region = within.iter().zip(one).map(|(a, b)| common(a, b)).collect();
        volume(&common)
    };
    let mut within = within.clone();
    let mut boxes: Vec<&Region> = boxes.iter().filter(|b| meet(&within, b)).collect();
    let missing = |within: &Region, boxes: &[&Region]| -> Option<u128> {
        let mut left = volume(within)?;
        for one in boxes {
            left = left.checked_sub(shared(within, one)?)?;
        }
        Some(left)
    };
    let mut gap = missing(&within, &boxes)?;
    if gap == 0 {
        return Some(None);
    }
    while !boxes.is_empty() {
        // Halved in the column with most regions: one half at least has a hole.
        let widest = (0..within.len()).max_by_key(|n| within.get(*n).map_or(0, |r| size(r)))?;
        let (first, second) = halves(within.get(widest)?)?;
        let mut half = within.clone();
        *half.get_mut(widest)? = first;
        let of_half: Vec<&Region> = boxes.iter().copied().filter(|b| meet(&half, b)).collect();
        let of_first = missing(&half, &of_half)?;
        if of_first > 0 {
            (within, boxes, gap) = (half, of_half, of_first);
        } else {
            *within.get_mut(widest)? = second;
            boxes.retain(|b| meet(&within, b));
        }
    }
    debug_assert!(gap > 0);
    Some(Some(within))
}

fn halves(ranges: &Ranges) -> Option<(Ranges, Ranges)> {
    let half = size(ranges) / 2;
    let (mut first, mut second, mut taken) = (Ranges::new(), Ranges::new(), 0_u128);
    for (low, high) in ranges {
        let own = u128::from(high - low) + 1;
        if taken >= half {
            second.push((*low, *high));
        } else if taken + own <= half {
            first.push((*low, *high));
        } else {
            let middle = low + u32::try_from(half - taken).ok()? - 1;
            first.push((*low, middle));
            second.push((middle + 1, *high));
        }
        taken += own;
    }
    (!first.is_empty() && !second.is_empty()).then_some((first, second))
}

/// The greatest box around a hole, column by column, that none of the boxes touches.
pub fn widened(grid: &Grid, hole: &Region, boxes: &[Region]) -> Region {
    let mut wide = hole.clone();
    for (n, column) in grid.columns.iter().enumerate() {
        let others = |b: &&Region| {
            let mut pairs = wide.iter().zip(b.iter()).enumerate();
            pairs.all(|(i, (a, b))| i == n || touch(a, b))
        };
        let taken: Vec<Ranges> = boxes.iter().filter(others).filter_map(|b| b.get(n).cloned()).collect();
        let mut free = column.all();
        for ranges in &taken {
            free = without(&free, ranges);
        }
        if let Some(slot) = wide.get_mut(n) {
            *slot = free;
        }
    }
    wide
}
