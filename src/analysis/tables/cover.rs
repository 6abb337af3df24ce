//! What boxes leave uncovered.
//!
//! Boxes that do not overlap cover all exactly when they count as many cells as there are; a hole is
//! then found by halving. Others are cut out of what is asked about one after the other, and where
//! that takes too long the question goes to a SAT solver, which learns.
//!
//! Where it only matters whether there is a hole, points of what is left are tried on the way: most rows
//! of a table have a place of their own, and a point shows it without any cutting. Where a hole is shown to
//! people they are only tried when cutting takes too long: a hole that was cut out is simpler.

use super::boxes::{Boxes, Out};
use super::grid::Region;
use super::ranges::{common, halves, size, without};
use super::sat;

/// Most looks at a box while cutting.
const LOOKS: usize = 1_000_000;
/// Most pieces inside each other.
const DEEPEST: u32 = 300;
/// Points that are tried of a piece: one that lies in a box is mostly seen to after a few boxes.
const TRIES: usize = 3;
/// How often a point that lies in a box is moved out of it.
const MOVES: usize = 12;

/// Number of cells of a region, where it can be counted.
pub fn volume(of: &Region) -> Option<u128> {
    of.iter().try_fold(1_u128, |all, ranges| all.checked_mul(size(ranges)))
}

/// A part of a region that none of the boxes touches; `apart` says that no two of them have anything in
/// common.
pub fn hole(within: &Region, boxes: &Boxes, apart: bool) -> Option<Region> {
    if apart && let Some(answer) = counted(within, boxes) {
        return answer;
    }
    let among: Vec<u32> = (0..boxes.len()).filter(|n| boxes.meet(*n, within)).collect();
    for points in [None, Some(Points(0))] {
        match search(within, boxes, &among, points) {
            Cut::Hole(hole) => return Some(hole),
            Cut::None => return None,
            Cut::TooLong => {}
        }
    }
    sat::hole(within, boxes, &among)
}

/// Whether some of the boxes, all of which touch a region, leave anything of it.
pub fn is_open(within: &Region, boxes: &Boxes, among: &[u32]) -> bool {
    match search(within, boxes, among, Some(Points(0))) {
        Cut::Hole(_) => true,
        Cut::None => false,
        Cut::TooLong => sat::hole(within, boxes, among).is_some(),
    }
}

fn search(within: &Region, boxes: &Boxes, among: &[u32], points: Option<Points>) -> Cut {
    let mut search = Search {
        boxes,
        left: LOOKS,
        points,
    };
    search.cut(within.clone(), among.to_vec(), DEEPEST)
}

enum Cut {
    Hole(Region),
    None,
    TooLong,
}

struct Search<'b> {
    boxes: &'b Boxes,
    left: usize,
    /// Where any hole will do.
    points: Option<Points>,
}

impl Search<'_> {
    fn cut(&mut self, mut within: Region, mut boxes: Vec<u32>, depth: u32) -> Cut {
        let Some(depth) = depth.checked_sub(1) else {
            return Cut::TooLong;
        };
        if let Some(point) = self.try_points(&within, &boxes) {
            return Cut::Hole(point);
        }
        // A box that sticks out in one column leaves one piece: it is cut off at once, and others may then
        // stick out in one column too.
        let mut narrowed = true;
        let mut covered = false;
        while std::mem::take(&mut narrowed) {
            let Some(rest) = self.left.checked_sub(boxes.len() + 1) else {
                return Cut::TooLong;
            };
            self.left = rest;
            boxes.retain(|n| match self.boxes.out_of(*n, &within) {
                Out::Away => false,
                Out::Nowhere => {
                    covered = true;
                    true
                }
                Out::Of(bound) => {
                    if let Some(own) = within.get_mut(bound.column as usize) {
                        *own = without(own, self.boxes.ranges(&bound));
                        narrowed = true;
                    }
                    false
                }
                Out::OfMany(_) => true,
            });
            if covered {
                return Cut::None;
            }
            if narrowed && let Some(point) = self.try_points(&within, &boxes) {
                return Cut::Hole(point);
            }
        }
        // The box that sticks out least leaves the fewest pieces.
        let columns = |n: &u32| match self.boxes.out_of(*n, &within) {
            Out::OfMany(columns) => columns,
            _ => 0,
        };
        let Some(cutter) = boxes.iter().copied().min_by_key(columns) else {
            return Cut::Hole(within);
        };
        let mut inside = within;
        for bound in self.boxes.bounds(cutter) {
            let (n, of_cutter) = (bound.column as usize, self.boxes.ranges(bound));
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
            match self.cut(piece, boxes.clone(), depth) {
                Cut::None => {}
                found => return found,
            }
            if let Some(slot) = inside.get_mut(n) {
                *slot = within_both;
            }
        }
        Cut::None
    }

    /// A point of a region that lies in none of the boxes, if one is found soon: a point that lies in a box is moved out of
    /// it in one column, as WalkSAT does with a clause that is not met.
    fn try_points(&mut self, within: &Region, boxes: &[u32]) -> Option<Region> {
        let points = self.points.as_mut()?;
        for _ in 0..TRIES {
            let mut point: Vec<u32> = points.of(within)?;
            for _ in 0..=MOVES {
                let Some(around) = boxes.iter().find(|n| self.boxes.has(**n, &point)) else {
                    return Some(point.into_iter().map(|at| vec![(at, at)]).collect());
                };
                let bounds = self.boxes.bounds(*around);
                let first = usize::try_from(points.below(bounds.len() as u64)).ok()?;
                let mut columns = bounds.iter().cycle().skip(first).take(bounds.len());
                let moved = columns.find_map(|bound| {
                    let outside = without(within.get(bound.column as usize)?, self.boxes.ranges(bound));
                    Some((bound.column as usize, points.one(&outside)?))
                });
                // A box that the piece does not stick out of covers it.
                let (column, at) = moved?;
                *point.get_mut(column)? = at;
            }
        }
        None
    }
}

/// Numbers that look random and are the same each time.
struct Points(u64);

impl Points {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 29)) % n.max(1)
    }

    /// Some point of a region; none where it is empty.
    fn of(&mut self, region: &Region) -> Option<Vec<u32>> {
        let mut point = Vec::with_capacity(region.len());
        for ranges in region {
            point.push(self.one(ranges)?);
        }
        Some(point)
    }

    /// Some number of these; none where there are none.
    fn one(&mut self, ranges: &[(u32, u32)]) -> Option<u32> {
        let which = usize::try_from(self.below(ranges.len() as u64)).ok()?;
        let (low, high) = ranges.get(which)?;
        let step = self.below(u64::from(high - low) + 1);
        Some(low + u32::try_from(step).ok()?)
    }
}

/// The answer of counting, for boxes of which no two have anything in common; the outer `None` where
/// the numbers are too great.
fn counted(within: &Region, boxes: &Boxes) -> Option<Option<Region>> {
    let mut within = within.clone();
    let mut among: Vec<u32> = (0..boxes.len()).filter(|n| boxes.meet(*n, &within)).collect();
    let missing = |within: &Region, among: &[u32]| -> Option<u128> {
        let mut left = volume(within)?;
        for one in among {
            left = left.checked_sub(boxes.shared(*one, within)?)?;
        }
        Some(left)
    };
    let mut gap = missing(&within, &among)?;
    if gap == 0 {
        return Some(None);
    }
    while !among.is_empty() {
        // Halved in the column with most regions: one half at least has a hole.
        let widest = (0..within.len()).max_by_key(|n| within.get(*n).map_or(0, |r| size(r)))?;
        let (first, second) = halves(within.get(widest)?)?;
        let mut half = within.clone();
        *half.get_mut(widest)? = first;
        let of_half: Vec<u32> = among.iter().copied().filter(|n| boxes.meet(*n, &half)).collect();
        let of_first = missing(&half, &of_half)?;
        if of_first > 0 {
            (within, among, gap) = (half, of_half, of_first);
        } else {
            *within.get_mut(widest)? = second;
            among.retain(|n| boxes.meet(*n, &within));
        }
    }
    debug_assert!(gap > 0);
    Some(Some(within))
}

/// The greatest region around a hole, column by column, that none of the boxes touches.
pub fn widened(hole: &Region, boxes: &Boxes) -> Region {
    let mut wide = hole.clone();
    for (n, all) in (0_u32..).zip(boxes.whole()) {
        let mut free = all;
        for one in (0..boxes.len()).filter(|b| boxes.meet_but(*b, &wide, Some(n))) {
            match boxes.bounds(one).iter().find(|b| b.column == n) {
                Some(bound) => free = without(&free, boxes.ranges(bound)),
                None => free.clear(),
            }
        }
        if let Some(slot) = wide.get_mut(n as usize) {
            *slot = free;
        }
    }
    wide
}
