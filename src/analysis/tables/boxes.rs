//! Boxes side by side, for questions that look at thousands of them for each of thousands: in one piece
//! of memory, of each box only the columns that it bounds.

use super::grid::{Grid, Ranges, Region};
use super::ranges::{contains, size, size_of_common, touch, touches};

/// What a box lets through of one column.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// The column.
    pub column: u32,
    /// The first region and the last one; nothing lies between the ends of a bound that lets nothing through.
    ends: (u32, u32),
    /// Where its intervals stand.
    from: u32,
    to: u32,
}

/// Boxes over the same columns.
#[derive(Clone, Debug, Default)]
pub struct Boxes {
    /// Number of regions of each column.
    pub regions: Vec<u32>,
    bounds: Vec<Bound>,
    /// Where the bounds of each box end.
    ends: Vec<u32>,
    intervals: Ranges,
}

/// Where a piece sticks out of a box.
pub enum Out {
    /// They have nothing in common.
    Away,
    /// Nowhere: the box contains the piece.
    Nowhere,
    /// In this column alone.
    Of(Bound),
    /// In so many columns.
    OfMany(usize),
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Boxes {
    /// No box yet.
    pub fn new(grid: &Grid) -> Self {
        Self {
            regions: grid.columns.iter().map(super::grid::Column::regions).collect(),
            ..Self::default()
        }
    }

    /// The boxes of all rows of a table, in order.
    pub fn of(grid: &Grid) -> Self {
        let mut boxes = Self::new(grid);
        for row in 0..grid.rows {
            let cells = grid.columns.iter().map(|c| c.cell(row).as_slice());
            boxes.add(cells);
        }
        boxes
    }

    /// Adds one.
    pub fn push(&mut self, region: &Region) {
        self.add(region.iter().map(Vec::as_slice));
    }

    fn add<'r>(&mut self, region: impl Iterator<Item = &'r [(u32, u32)]>) {
        for (column, (ranges, regions)) in region.zip(&self.regions).enumerate() {
            if matches!(ranges, [(0, high)] if high.saturating_add(1) >= *regions) {
                continue;
            }
            let from = number(self.intervals.len());
            self.intervals.extend_from_slice(ranges);
            let ends = match (ranges.first(), ranges.last()) {
                (Some(first), Some(last)) => (first.0, last.1),
                _ => (u32::MAX, 0),
            };
            self.bounds.push(Bound {
                column: number(column),
                ends,
                from,
                to: number(self.intervals.len()),
            });
        }
        self.ends.push(number(self.bounds.len()));
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        number(self.ends.len())
    }

    /// The bounds of a box, in order of columns.
    pub fn bounds(&self, of: u32) -> &[Bound] {
        let end = |n: u32| self.ends.get(n as usize).map_or(0, |e| *e as usize);
        let from = of.checked_sub(1).map_or(0, end);
        self.bounds.get(from..end(of)).unwrap_or(&[])
    }

    /// What a bound lets through.
    pub fn ranges(&self, bound: &Bound) -> &[(u32, u32)] {
        self.intervals
            .get(bound.from as usize..bound.to as usize)
            .unwrap_or(&[])
    }

    /// All there is.
    pub fn whole(&self) -> Region {
        self.regions.iter().map(|n| vec![(0, n.saturating_sub(1))]).collect()
    }

    /// Whether a bound lets any of these regions through.
    fn touches(&self, bound: &Bound, own: &[(u32, u32)]) -> bool {
        touches(own, bound.ends) && (bound.to - bound.from < 2 || touch(own, self.ranges(bound)))
    }

    /// Whether a bound lets all of these regions through.
    fn lets_through(&self, bound: &Bound, own: &[(u32, u32)]) -> bool {
        let within = match (own.first(), own.last()) {
            (Some(first), Some(last)) => bound.ends.0 <= first.0 && last.1 <= bound.ends.1,
            _ => true,
        };
        within && (bound.to - bound.from < 2 || contains(self.ranges(bound), own))
    }

    /// Whether a box and a region have something in common.
    pub fn meet(&self, of: u32, region: &Region) -> bool {
        self.meet_but(of, region, None)
    }

    /// The same, one column left out.
    pub fn meet_but(&self, of: u32, region: &Region, but: Option<u32>) -> bool {
        let mut bounds = self.bounds(of).iter();
        bounds.all(|b| Some(b.column) == but || region.get(b.column as usize).is_none_or(|own| self.touches(b, own)))
    }

    /// Whether a box contains a region.
    pub fn contain(&self, of: u32, region: &Region) -> bool {
        let mut bounds = self.bounds(of).iter();
        bounds.all(|b| {
            region
                .get(b.column as usize)
                .is_none_or(|own| self.lets_through(b, own))
        })
    }

    /// Whether a point lies in a box: of each column its region.
    pub fn has(&self, of: u32, point: &[u32]) -> bool {
        let inside = |b: &Bound| {
            let at = point.get(b.column as usize).copied().unwrap_or(0);
            b.ends.0 <= at && at <= b.ends.1 && (b.to - b.from < 2 || touches(self.ranges(b), (at, at)))
        };
        self.bounds(of).iter().all(inside)
    }

    /// Where a region sticks out of a box.
    pub fn out_of(&self, of: u32, region: &Region) -> Out {
        let mut columns = 0;
        let mut last = None;
        for bound in self.bounds(of) {
            let Some(own) = region.get(bound.column as usize) else {
                continue;
            };
            if self.lets_through(bound, own) {
                continue;
            }
            if !self.touches(bound, own) {
                return Out::Away;
            }
            (columns, last) = (columns + 1, Some(*bound));
        }
        match (columns, last) {
            (1, Some(bound)) => Out::Of(bound),
            (0, _) => Out::Nowhere,
            (many, _) => Out::OfMany(many),
        }
    }

    /// Number of cells that a box and a region have in common, where it can be counted.
    pub fn shared(&self, of: u32, region: &Region) -> Option<u128> {
        let mut bounds = self.bounds(of).iter().peekable();
        region.iter().enumerate().try_fold(1_u128, |all, (n, own)| {
            let own = match bounds.next_if(|b| b.column as usize == n) {
                Some(bound) => size_of_common(own, self.ranges(bound)),
                None => size(own),
            };
            all.checked_mul(own)
        })
    }
}
