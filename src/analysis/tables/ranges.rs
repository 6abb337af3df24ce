//! Sets of regions of one column, as intervals: sorted, both ends inclusive, none touching the next.

use super::grid::Ranges;

/// Number of regions.
pub fn size(ranges: &[(u32, u32)]) -> u128 {
    ranges.iter().map(|(low, high)| u128::from(high - low) + 1).sum()
}

/// What is in both.
pub fn common(a: &[(u32, u32)], b: &[(u32, u32)]) -> Ranges {
    let mut both = Ranges::new();
    each_common(a, b, |low, high| both.push((low, high)));
    both
}

/// How many regions are in both.
pub fn size_of_common(a: &[(u32, u32)], b: &[(u32, u32)]) -> u128 {
    let mut size = 0;
    each_common(a, b, |low, high| size += u128::from(high - low) + 1);
    size
}

fn each_common(a: &[(u32, u32)], b: &[(u32, u32)], mut found: impl FnMut(u32, u32)) {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        let (low, high) = (x.0.max(y.0), x.1.min(y.1));
        if low <= high {
            found(low, high);
        }
        if x.1 < y.1 {
            left.next();
        } else {
            right.next();
        }
    }
}

/// What is in the first and not in the second.
pub fn without(a: &[(u32, u32)], b: &[(u32, u32)]) -> Ranges {
    let mut rest = Ranges::with_capacity(a.len() + 1);
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

/// Whether two sets have something in common.
pub fn touch(a: &[(u32, u32)], b: &[(u32, u32)]) -> bool {
    match (a, b) {
        (_, []) => false,
        (_, [y]) => touches(a, *y),
        ([x], _) => touches(b, *x),
        _ => b.iter().any(|y| touches(a, *y)),
    }
}

/// Whether a set has something in common with one interval.
pub fn touches(a: &[(u32, u32)], (low, high): (u32, u32)) -> bool {
    let first = match a {
        [one] => Some(one).filter(|r| r.1 >= low),
        _ => a.get(a.partition_point(|r| r.1 < low)),
    };
    first.is_some_and(|r| r.0 <= high)
}

/// Whether the first contains the second.
pub fn contains(a: &[(u32, u32)], b: &[(u32, u32)]) -> bool {
    if let ([(low, high)], Some(first), Some(last)) = (a, b.first(), b.last()) {
        return *low <= first.0 && last.1 <= *high;
    }
    b.iter().all(|y| a.iter().any(|x| x.0 <= y.0 && y.1 <= x.1))
}

/// The first half of a set and the rest, where there are both.
pub fn halves(ranges: &Ranges) -> Option<(Ranges, Ranges)> {
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
