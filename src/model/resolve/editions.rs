//! Editions: one name in several periods that must neither overlap nor leave a gap.

use rustc_hash::FxHashMap;

use super::Cx;
use super::collect::Decl;
use super::names::Space;
use crate::diag::{Arg, codes};
use crate::syntax::tree::Item;
use crate::value::Date;

/// First and last day of an item's edition; absent is open.
fn period(item: &Item) -> (Option<Date>, Option<Date>) {
    item.common.edition.map_or((None, None), |e| (e.from, e.until))
}

impl<'a> Cx<'a> {
    /// Puts editions of one name together, in order of time, and checks them. Names come in order
    /// of first mention, or sorted.
    pub(super) fn editions<T>(&mut self, space: Space, decls: Vec<Decl<'a, T>>, by_name: bool) -> Vec<Decl<'a, T>> {
        let mut first: FxHashMap<&'a str, usize> = FxHashMap::default();
        let mut keyed: Vec<(usize, Decl<'a, T>)> = Vec::with_capacity(decls.len());
        for (i, decl) in decls.into_iter().enumerate() {
            self.check_period(&decl);
            keyed.push((*first.entry(decl.name).or_insert(i), decl));
        }
        // `None` sorts before every day, as an open beginning should.
        if by_name {
            keyed.sort_by_key(|(_, d)| (d.name, period(d.item).0));
        } else {
            keyed.sort_by_key(|(i, d)| (*i, period(d.item).0));
        }
        let sorted: Vec<Decl<'a, T>> = keyed.into_iter().map(|(_, d)| d).collect();
        for pair in sorted.windows(2) {
            if let [a, b] = pair
                && a.name == b.name
            {
                self.check_editions(space, a, b);
            }
        }
        sorted
    }

    /// Reports a period whose last day stands before its first.
    pub(super) fn check_period<T>(&mut self, decl: &Decl<'a, T>) {
        if let Some(edition) = decl.item.common.edition
            && let (Some(from), Some(until)) = (edition.from, edition.until)
            && until < from
        {
            self.report(
                decl.at
                    .finding(&codes::EDITION_REVERSED, edition.span)
                    .arg("from", from.to_string())
                    .arg("until", until.to_string()),
            );
        }
    }

    fn check_editions<T>(&mut self, space: Space, a: &Decl<'a, T>, b: &Decl<'a, T>) {
        if a.item.common.edition.is_none() && b.item.common.edition.is_none() {
            return self.duplicate(space, b.name, b.place, a.place);
        }
        let ((from_a, until_a), (from_b, until_b)) = (period(a.item), period(b.item));
        let reversed = |from: Option<Date>, until: Option<Date>| from.is_some() && until.is_some() && until < from;
        if reversed(from_a, until_a) || reversed(from_b, until_b) {
            return;
        }
        let overlap = match (until_a, from_b) {
            (Some(until), Some(from)) => from <= until,
            _ => true,
        };
        let span_of = |d: &Decl<'a, T>| d.item.common.edition.map_or(d.place.span, |e| e.span);
        if overlap {
            let last = match (until_a, until_b) {
                (Some(x), Some(y)) => Some(x.min(y)),
                (x, y) => x.or(y),
            };
            let finding =
                b.at.finding(&codes::EDITIONS_OVERLAP, span_of(b))
                    .arg("what", space.word())
                    .arg("name", b.name)
                    .arg("days", days(from_b.or(from_a), last));
            let first = a.at.place(span_of(a));
            self.report(finding.also(first.file, first.span, "пересекается с этой", "overlaps this one"));
            return;
        }
        let (Some(until), Some(from)) = (until_a, from_b) else {
            return;
        };
        if let (Ok(next), Ok(last)) = (until.tomorrow(), from.yesterday())
            && next < from
        {
            let first = a.at.place(span_of(a));
            self.report(
                b.at.finding(&codes::EDITIONS_GAP, span_of(b))
                    .arg("what", space.word())
                    .arg("name", b.name)
                    .arg("days", days(Some(next), Some(last)))
                    .also(first.file, first.span, "предыдущая редакция", "the edition before"),
            );
        }
    }
}

/// Days in words.
fn days(from: Option<Date>, until: Option<Date>) -> Arg {
    match (from, until) {
        (Some(a), Some(b)) if a == b => Arg::Text(a.to_string()),
        (Some(a), Some(b)) => Arg::Words {
            ru: format!("с {a} по {b}"),
            en: format!("from {a} to {b}"),
        },
        (Some(a), None) => Arg::Words {
            ru: format!("с {a}"),
            en: format!("from {a}"),
        },
        (None, Some(b)) => Arg::Words {
            ru: format!("по {b}"),
            en: format!("until {b}"),
        },
        (None, None) => Arg::Words {
            ru: "все дни".to_owned(),
            en: "all days".to_owned(),
        },
    }
}
