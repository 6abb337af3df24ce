//! Truth of three values (Kleene), as terminals of functions.

pub(super) const UNKNOWN: u32 = 0;
pub(super) const NO: u32 = 1;
pub(super) const YES: u32 = 2;

pub(super) fn not(a: u32) -> u32 {
    match a {
        YES => NO,
        NO => YES,
        _ => UNKNOWN,
    }
}

pub(super) fn and(a: u32, b: u32) -> u32 {
    match (a, b) {
        (NO, _) | (_, NO) => NO,
        (YES, YES) => YES,
        _ => UNKNOWN,
    }
}

pub(super) fn or(a: u32, b: u32) -> u32 {
    not(and(not(a), not(b)))
}
