//! Rules of one fact, and rows of a table that may agree: all that apply must conclude the same.

use super::{Lit, Why};
use crate::runtime::eval::compare::same;
use crate::value::Value;

/// Something that applies, or may, and what it then concludes.
pub(super) struct Claim<'w> {
    pub(super) applies: &'w Lit,
    pub(super) value: &'w Value,
    pub(super) why: &'w Why,
}

impl Claim<'_> {
    fn sure(&self) -> bool {
        self.applies.truth == Some(true)
    }

    fn never_concludes(&self) -> bool {
        self.value.is_unknown() && self.why.open.is_empty()
    }
}

/// Facts that could still make the claims agree; `None` where nothing can. The claims do not agree
/// now, and none of them surely does not apply.
pub(super) fn agreement(claims: &[Claim<'_>]) -> Option<Why> {
    // What can no longer be withdrawn: sure, or in doubt for ever.
    let fixed = || claims.iter().filter(|c| c.sure() || c.applies.is_dead());
    if fixed().any(Claim::never_concludes) {
        return None;
    }
    let target = fixed().map(|c| c.value).find(|v| !v.is_unknown());
    if let Some(target) = target {
        if fixed().any(|c| !c.value.is_unknown() && !same(c.value, target)) {
            return None;
        }
        // What is in doubt for ever needs one that is sure and says the same.
        let may = |c: &Claim<'_>| c.value.is_unknown() || same(c.value, target);
        let wins = |c: &Claim<'_>| c.sure() || !c.applies.is_dead() && !c.never_concludes() && may(c);
        if !claims.iter().any(wins) {
            return None;
        }
    }
    let said = claims.iter().find(|c| c.sure() && !c.value.is_unknown());
    let mut why = Why::default();
    for claim in claims {
        if said.is_some_and(|s| same(s.value, claim.value)) {
            continue;
        }
        if !claim.sure() {
            why.add(&claim.applies.why);
        }
        if claim.value.is_unknown() {
            why.add(claim.why);
        }
    }
    Some(why)
}
