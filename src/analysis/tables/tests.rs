//! Boxes against brute force: every cell of small random tables.

use super::boxes::{Boxes, Out};
use super::cover::{hole, is_open, widened};
use super::grid::{Column, Grid, Looks, Ranges, Region};
use super::{overlap, ranges, sat};
use crate::analysis::logic::line::{Kind, Line};

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

fn some(random: &mut Random, regions: u32) -> Ranges {
    let last = regions - 1;
    match random.below(10) {
        0..3 => vec![(0, last)],
        3 => {
            // A set of names, perhaps none.
            let chosen: Vec<u32> = (0..regions).filter(|_| random.below(2) == 0).collect();
            let mut ranges = Ranges::new();
            for n in chosen {
                match ranges.last_mut() {
                    Some(end) if end.1 + 1 == n => end.1 = n,
                    _ => ranges.push((n, n)),
                }
            }
            ranges
        }
        _ => {
            let (a, b) = (random.below(regions.into()) as u32, random.below(regions.into()) as u32);
            vec![(a.min(b), a.max(b))]
        }
    }
}

/// A table of so many columns at most; `many` rows make the order of cells count.
fn grid(random: &mut Random, columns: u64, rows: usize) -> Grid {
    let columns = 1 + random.below(columns);
    let columns = (0..columns).map(|n| {
        let regions = 1 + random.below(if rows > 20 { 200 } else { 5 }) as u32;
        let mut cells: Vec<Ranges> = Vec::new();
        let mut of_row = Vec::new();
        for _ in 0..rows {
            let cell = some(random, regions);
            let known = cells.iter().position(|c| *c == cell);
            of_row.push(known.unwrap_or(cells.len()) as u32);
            if known.is_none() {
                cells.push(cell);
            }
        }
        Column {
            input: n as usize,
            looks: Looks::Values,
            line: Line {
                kind: Kind::Whole,
                low: 0,
                high: i128::from(regions) - 1,
            },
            starts: (0..i128::from(regions)).collect(),
            cells,
            of_row,
        }
    });
    Grid {
        columns: columns.collect(),
        rows,
        assumed: false,
    }
}

/// Every cell of a grid.
fn points(grid: &Grid) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for column in &grid.columns {
        let longer = |p: &Vec<u32>| {
            let p = p.clone();
            (0..column.regions()).map(move |n| [p.clone(), vec![n]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

fn within(point: &[u32], region: &Region) -> bool {
    point
        .iter()
        .zip(region)
        .all(|(p, ranges)| ranges.iter().any(|(low, high)| low <= p && p <= high))
}

#[test]
fn holes_are_found_exactly_where_there_are_any() {
    let (mut with, mut without) = (0, 0);
    for seed in 0..4_000 {
        let mut random = Random(seed);
        let rows = random.below(9) as usize;
        let grid = grid(&mut random, 4, rows);
        let boxes = Boxes::of(&grid);
        let regions: Vec<Region> = (0..rows).map(|r| grid.row(r)).collect();
        let asked: Region = grid.columns.iter().map(|c| some(&mut random, c.regions())).collect();
        for inside in [boxes.whole(), asked] {
            let open: Vec<Vec<u32>> = points(&grid)
                .into_iter()
                .filter(|p| within(p, &inside) && !regions.iter().any(|b| within(p, b)))
                .collect();
            let all: Vec<u32> = (0..boxes.len()).collect();
            if inside.iter().all(|ranges| !ranges.is_empty()) {
                let among: Vec<u32> = all.iter().copied().filter(|n| boxes.meet(*n, &inside)).collect();
                assert_eq!(is_open(&inside, &boxes, &among), !open.is_empty(), "seed {seed}");
            }
            for found in [hole(&inside, &boxes, false), sat::hole(&inside, &boxes, &all)] {
                // A box in which nothing lies has no hole.
                let found = found.filter(|h| h.iter().all(|r| !r.is_empty()));
                assert_eq!(found.is_some(), !open.is_empty(), "seed {seed}");
                if let Some(found) = found {
                    let of_hole: Vec<Vec<u32>> = points(&grid).into_iter().filter(|p| within(p, &found)).collect();
                    assert!(of_hole.iter().all(|p| open.contains(p)), "seed {seed}");
                    with += 1;
                } else {
                    without += 1;
                }
            }
        }
    }
    assert!(with > 1_000 && without > 1_000, "{with} with, {without} without");
}

#[test]
fn counting_agrees_where_boxes_do_not_overlap() {
    let (mut with, mut without) = (0, 0);
    for seed in 0..3_000 {
        let mut random = Random(seed);
        let grid = grid(&mut random, 4, 1);
        // Pieces of a box that is cut again and again, some of them left out.
        let whole = Boxes::new(&grid).whole();
        let mut pieces = vec![whole.clone()];
        for _ in 0..random.below(8) {
            let at = random.below(pieces.len() as u64) as usize;
            let column = random.below(grid.columns.len() as u64) as usize;
            let cut = some(&mut random, grid.columns[column].regions());
            let piece = pieces.swap_remove(at);
            for part in [
                ranges::common(&piece[column], &cut),
                ranges::without(&piece[column], &cut),
            ] {
                if !part.is_empty() {
                    let mut own = piece.clone();
                    own[column] = part;
                    pieces.push(own);
                }
            }
        }
        if random.below(2) == 0 {
            pieces.pop();
        }
        let mut boxes = Boxes::new(&grid);
        pieces.iter().for_each(|piece| boxes.push(piece));
        let counted = hole(&whole, &boxes, true);
        let cut = hole(&whole, &boxes, false);
        assert_eq!(counted.is_some(), cut.is_some(), "seed {seed}");
        if let Some(counted) = counted {
            assert!((0..boxes.len()).all(|p| !boxes.meet(p, &counted)), "seed {seed}");
            with += 1;
        } else {
            without += 1;
        }
    }
    assert!(with > 500 && without > 500, "{with} with, {without} without");
}

#[test]
fn a_widened_hole_is_a_hole_that_cannot_be_widened() {
    let mut seen = 0;
    for seed in 0..2_000 {
        let mut random = Random(seed);
        let grid = grid(&mut random, 4, 5);
        let boxes = Boxes::of(&grid);
        let touched = |region: &Region| (0..boxes.len()).any(|b| boxes.meet(b, region));
        let Some(found) = hole(&boxes.whole(), &boxes, false) else {
            continue;
        };
        let wide = widened(&found, &boxes);
        assert!(!touched(&wide), "seed {seed}");
        for (n, column) in grid.columns.iter().enumerate() {
            assert!(ranges::contains(&wide[n], &found[n]), "seed {seed}");
            for region in 0..column.regions() {
                let mut wider = wide.clone();
                wider[n] = vec![(region, region)];
                let inside = wide[n].iter().any(|(low, high)| *low <= region && region <= *high);
                assert!(inside || touched(&wider), "seed {seed}");
            }
        }
        seen += 1;
    }
    assert!(seen > 300, "{seen}");
}

fn meet(a: &Region, b: &Region) -> bool {
    a.iter().zip(b).all(|(a, b)| ranges::touch(a, b))
}

/// What boxes answer about a region is what its cells say.
#[test]
fn boxes_are_what_their_cells_say() {
    let mut seen = [0; 4];
    for seed in 0..2_000 {
        let mut random = Random(seed);
        let grid = grid(&mut random, 3, 4);
        let boxes = Boxes::of(&grid);
        let points = points(&grid);
        let region: Region = grid.columns.iter().map(|c| some(&mut random, c.regions())).collect();
        if region.iter().any(Vec::is_empty) {
            continue;
        }
        for n in 0..boxes.len() {
            let own = grid.row(n as usize);
            let inside: Vec<&Vec<u32>> = points.iter().filter(|p| within(p, &region)).collect();
            let shared = inside.iter().filter(|p| within(p, &own)).count();
            assert_eq!(boxes.shared(n, &region), Some(shared as u128), "seed {seed}");
            assert_eq!(boxes.meet(n, &region), shared > 0, "seed {seed}");
            assert_eq!(boxes.contain(n, &region), shared == inside.len(), "seed {seed}");
            assert!(points.iter().all(|p| boxes.has(n, p) == within(p, &own)), "seed {seed}");
            let out = region.iter().zip(&own).filter(|(r, o)| !ranges::contains(o, r)).count();
            let said = match boxes.out_of(n, &region) {
                Out::Away => {
                    assert_eq!(shared, 0, "seed {seed}");
                    seen[3] += 1;
                    continue;
                }
                Out::Nowhere => 0,
                Out::Of(_) => 1,
                Out::OfMany(many) => many,
            };
            assert_eq!(said, out, "seed {seed}");
            seen[said.min(2)] += 1;
        }
    }
    assert!(seen.iter().all(|n| *n > 100), "{seen:?}");
}

#[test]
fn overlaps_are_those_of_pairs() {
    for seed in 0..400 {
        let mut random = Random(seed);
        let rows = if seed % 20 == 0 { 300 } else { random.below(12) as usize };
        let grid = grid(&mut random, 3, rows);
        let found = overlap::overlaps(&grid);
        for (a, of_row) in found.iter().enumerate().take(rows) {
            let own: Vec<usize> = overlap::of(of_row).collect();
            let pairs: Vec<usize> = (0..rows)
                .filter(|b| *b != a && meet(&grid.row(a), &grid.row(*b)))
                .collect();
            assert_eq!(own, pairs, "seed {seed}, row {a}");
        }
    }
}
