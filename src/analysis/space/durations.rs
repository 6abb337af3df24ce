//! Periods cut into regions: months, calendar days and working days are no fixed number of each other,
//! so a period may be shorter than another, as long, longer, or not comparable with it.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::line::{Mark, Region};
use crate::value::{Duration, Value};

/// Periods that are tried for one fact.
const MAX_TRIED: usize = 4_000;
const DAY: i64 = 86_400;

/// How a period compares with each constant.
type Signature = Vec<Option<Ordering>>;

fn signature(of: &Duration, constants: &[Duration]) -> Signature {
    constants.iter().map(|c| of.compare(c)).collect()
}

/// Calendar days and seconds together.
fn calendar(d: &Duration) -> i64 {
    i64::from(d.days) * DAY + d.seconds
}

/// Regions of periods that are compared with constants: every constant, then one period for each way
/// in which others can compare. `None` where there are too many, or where a mark is no period.
pub fn regions(marks: &[Mark]) -> Option<Vec<Region>> {
    let mut constants: Vec<Duration> = Vec::new();
    for mark in marks {
        let (Mark::Before(Value::Duration(d)) | Mark::Behind(Value::Duration(d)) | Mark::Same(Value::Duration(d))) =
            mark
        else {
            return None;
        };
        if !constants.iter().any(|c| c.compare(d) == Some(Ordering::Equal)) {
            constants.push(*d);
        }
    }
    constants.sort_unstable_by_key(|c| (c.months, c.working_days, calendar(c)));
    let mut seen: FxHashSet<Signature> = FxHashSet::default();
    let mut out = Vec::new();
    for constant in &constants {
        seen.insert(signature(constant, &constants));
        let value = Some(Value::Duration(*constant));
        out.push(Region {
            value: Value::Duration(*constant),
            ends: Some((value.clone(), value)),
        });
    }
    let days = stations(constants.iter().map(calendar), DAY);
    let months = stations(constants.iter().map(|c| c.months.into()), 1);
    let working = stations(constants.iter().map(|c| c.working_days.into()), 1);
    if days.len() * months.len() * working.len() > MAX_TRIED {
        return None;
    }
    for working_days in &working {
        for months in &months {
            for days in &days {
                let tried = Duration {
                    months: i32::try_from(*months).ok()?,
                    days: i32::try_from(days / DAY).ok()?,
                    working_days: i32::try_from(*working_days).ok()?,
                    seconds: days % DAY,
                };
                if seen.insert(signature(&tried, &constants)) {
                    out.push(Region {
                        value: Value::Duration(tried),
                        ends: Some((None, None)),
                    });
                }
            }
        }
    }
    Some(out)
}

/// Places on one axis: nothing, those of constants, one between each two, and one behind all. No
/// period is negative.
fn stations(of: impl Iterator<Item = i64>, unit: i64) -> Vec<i64> {
    let mut points: Vec<i64> = of.filter(|p| *p > 0).chain([0]).collect();
    points.sort_unstable();
    points.dedup();
    let mut all: Vec<i64> = Vec::new();
    for (n, point) in points.iter().enumerate() {
        all.push(*point);
        match points.get(n + 1) {
            Some(next) if next - point > 1 => {
                // A whole day where there is one between.
                let whole = (point / unit + 1) * unit;
                all.push(if whole < *next {
                    whole
                } else {
                    point + (next - point) / 2
                });
            }
            Some(_) => {}
            None => all.push((point / unit + 1) * unit),
        }
    }
    all
}

/// The region of a period, by its place.
pub fn region_of(regions: &[Region], value: &Duration) -> Option<usize> {
    let mut constants: Vec<Duration> = Vec::new();
    for region in regions {
        if let (Some((Some(_), Some(_))), Value::Duration(d)) = (&region.ends, &region.value) {
            constants.push(*d);
        }
    }
    let wanted = signature(value, &constants);
    regions.iter().position(|region| match &region.value {
        Value::Duration(d) => signature(d, &constants) == wanted,
        _ => false,
    })
}
