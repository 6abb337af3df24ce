//! Sets of whole numbers as intervals.

/// Intervals of whole numbers, both ends inclusive: sorted, none touching the next.
pub type Set = Vec<(i128, i128)>;

/// The same numbers in the form of a [`Set`].
pub fn joined(mut parts: Set) -> Set {
    parts.retain(|(low, high)| low <= high);
    parts.sort_unstable();
    let mut joined = Set::with_capacity(parts.len());
    for (low, high) in parts {
        match joined.last_mut() {
            Some(last) if low <= last.1 + 1 => last.1 = last.1.max(high),
            _ => joined.push((low, high)),
        }
    }
    joined
}

/// What is in `whole` and not in the set.
pub fn complement(set: &[(i128, i128)], whole: (i128, i128)) -> Set {
    let mut rest = Set::new();
    let mut next = whole.0;
    for (low, high) in set {
        if next < *low {
            rest.push((next, (low - 1).min(whole.1)));
        }
        next = next.max(high + 1);
    }
    if next <= whole.1 {
        rest.push((next, whole.1));
    }
    rest.retain(|(low, high)| low <= high);
    rest
}

/// What is in both.
pub fn common(a: &[(i128, i128)], b: &[(i128, i128)]) -> Set {
    let mut both = Set::new();
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
