//! Which rows of an open table could still decide it.

use super::agreement::Claim;
use super::{Lit, Why};
use crate::bundle::program::{HitPolicy, Table};
use crate::runtime::eval::compare::same;
use crate::runtime::eval::table::{Hit, agree, rank};
use crate::value::Value;

/// What an open table is judged by.
pub(super) struct Rows<'r> {
    pub(super) table: &'r Table,
    pub(super) hits: &'r [Hit<'r>],
    pub(super) lits: &'r [Lit],
    /// One value of all outputs of a row: unknown, where one of them is.
    pub(super) outputs: &'r [(Value, Why)],
}

impl<'r> Rows<'r> {
    pub(super) fn claims(&self) -> Vec<Claim<'r>> {
        let pairs = self.lits.iter().zip(self.outputs);
        pairs
            .map(|(applies, (value, why))| Claim { applies, value, why })
            .collect()
    }

    fn of<'c>(&self, claims: impl IntoIterator<Item = &'c Claim<'c>>) -> Why {
        let mut why = Why::default();
        for claim in claims {
            why.add(&claim.applies.why);
            if claim.value.is_unknown() {
                why.add(claim.why);
            }
        }
        why
    }

    /// All rows count, and none of them may stay in doubt.
    pub(super) fn every(&self) -> Option<Why> {
        let claims = self.claims();
        let sure = |c: &&Claim<'_>| c.applies.truth == Some(true);
        let never = |c: &Claim<'_>| c.value.is_unknown() && c.why.open.is_empty();
        let value_needed = self.table.policy != HitPolicy::CollectCount;
        let hopeless = claims.iter().any(|c| c.applies.is_dead())
            || value_needed && claims.iter().filter(sure).any(never)
            || value_needed && claims.iter().all(never);
        (!hopeless).then(|| self.of(&claims))
    }

    /// Down to the first row that surely holds. Below a row that stays in doubt for ever only rows
    /// count that could say the same.
    pub(super) fn first(&self) -> Option<Why> {
        let mut claims = self.claims();
        if let Some(end) = claims.iter().position(|c| c.applies.truth == Some(true)) {
            claims.truncate(end + 1);
            // Rows right above that say the same: whether they hold does not matter.
            if let Some(last) = claims.pop() {
                while claims.last().is_some_and(|c| same(c.value, last.value)) {
                    claims.pop();
                }
                claims.push(last);
            }
        }
        let doubt = claims.iter().position(|c| c.applies.is_dead());
        if let Some(doubt) = doubt {
            let rest = claims.split_off(doubt);
            let agreed = rest.first().and_then(|d| reachable(&rest, d));
            claims.extend(rest.into_iter().take(agreed.map_or(0, |end| end + 1)));
        }
        let why = self.of(&claims);
        (!why.open.is_empty()).then_some(why)
    }

    /// Rows that could come before the best one that surely holds, and before any that stays in
    /// doubt for ever.
    pub(super) fn priority(&self) -> Option<Why> {
        let place = |i: usize| self.hits.get(i).map(|h| (rank(self.table, h), i));
        let whole = |i: &usize| self.outputs.get(*i).is_some_and(|o| !o.0.is_unknown());
        let all = || 0..self.hits.len();
        let sure = |i: &usize| self.hits.get(*i).is_some_and(|h| h.sure);
        let best = all().filter(|i| sure(i) && whole(i)).filter_map(place).min();
        let beats = |i: &usize| match (&best, self.hits.get(*i)) {
            (Some((top, at)), Some(hit)) => {
                let rank = rank(self.table, hit);
                let earlier = rank < *top || top.contains(&usize::MAX) && rank == *top && i < at;
                earlier && self.hits.get(*at).is_some_and(|b| !agree(hit, b))
            }
            _ => true,
        };
        let dead = |i: &usize| {
            let lit = self.lits.get(*i);
            let never = self
                .outputs
                .get(*i)
                .is_some_and(|o| o.0.is_unknown() && o.1.open.is_empty());
            lit.is_some_and(|l| l.is_dead() && whole(i) || l.truth == Some(true) && never)
        };
        let wall = all().filter(|i| beats(i) && dead(i)).filter_map(place).min();
        let claims = self.claims();
        // What says the same as the wall, or may come to, makes it harmless.
        let over = |i: usize, (top, at): &(Vec<usize>, usize)| {
            let same = self
                .hits
                .get(i)
                .zip(self.hits.get(*at))
                .is_some_and(|(a, b)| agree(a, b));
            let declared = !top.contains(&usize::MAX);
            same || place(i).is_some_and(|p| p < (top.clone(), *at) || declared && p.0 == *top)
        };
        let counts = all().filter(|i| beats(i) && wall.as_ref().is_none_or(|w| over(*i, w)));
        let why = self.of(counts.filter_map(|i| claims.get(i)));
        (!why.open.is_empty()).then_some(why)
    }

    /// Rows that would change a sum or an extreme.
    pub(super) fn aggregate(&self, neutral: &[bool]) -> Option<Why> {
        let claims = self.claims();
        let counts = || claims.iter().zip(neutral).filter(|(_, n)| !**n).map(|(c, _)| c);
        let sure = |c: &Claim<'_>| c.applies.truth == Some(true);
        let never = |c: &Claim<'_>| c.value.is_unknown() && c.why.open.is_empty();
        let sum = self.table.policy == HitPolicy::CollectSum;
        let lost =
            |c: &Claim<'_>| sure(c) && never(c) || c.applies.is_dead() && (sum || never(c)) && c.why.open.is_empty();
        if counts().any(lost) {
            return None;
        }
        let why = self.of(counts());
        (!why.open.is_empty()).then_some(why)
    }
}

/// Where a row that could hold and says the same as the first, in doubt for ever, ends what counts;
/// every other row in doubt for ever on the way must say it too.
fn reachable(rest: &[Claim<'_>], doubt: &Claim<'_>) -> Option<usize> {
    let may = |c: &Claim<'_>| {
        let never = c.value.is_unknown() && c.why.open.is_empty();
        !never && (c.value.is_unknown() || doubt.value.is_unknown() || same(c.value, doubt.value))
    };
    let mut end = None;
    for (i, claim) in rest.iter().enumerate() {
        let told = !claim.applies.is_dead();
        if told && may(claim) {
            end = Some(i);
        }
        if !told && !may(claim) || claim.applies.truth == Some(true) {
            break;
        }
    }
    end
}
