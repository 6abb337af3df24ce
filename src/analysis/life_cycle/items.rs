//! L1103 what is over, L1104 what has not begun, L1105 what ends soon, with nothing written after it.

use std::collections::BTreeMap;

use super::horizon;
use crate::diag::{Diagnostic, Diagnostics, Severity, codes};
use crate::model::{Model, Owned};
use crate::value::Date;

/// Reports each name once. Editions of one name, and rules that conclude the same, stand for each other.
pub fn check(model: &Model, today: Date, found: &mut Diagnostics) {
    let mut by_name: BTreeMap<(&str, &str), Vec<&Owned>> = BTreeMap::new();
    let mut order: Vec<(&str, &str)> = Vec::new();
    for item in &model.items {
        let key = (item.kind.ru, &*item.name);
        let list = by_name.entry(key).or_insert_with(|| {
            order.push(key);
            Vec::new()
        });
        list.push(item);
    }
    let soon = horizon(model, today);
    for items in order.iter().filter_map(|key| by_name.get(key)) {
        let reversed = |i: &&Owned| {
            i.valid
                .from
                .is_some_and(|from| i.valid.until.is_some_and(|until| until < from))
        };
        // A period without any day is reported where it stands.
        if items.iter().any(reversed) {
            continue;
        }
        if items.iter().any(|i| i.valid.from.is_some() || i.valid.until.is_some()) {
            of_name(items, today, soon, found);
        }
    }
}

fn of_name(items: &[&Owned], today: Date, soon: Date, found: &mut Diagnostics) {
    let finding = |entry, item: &Owned| {
        Diagnostic::new(entry, item.period.file, item.period.span)
            .arg("kind", item.kind)
            .arg("name", &*item.name)
    };
    let in_force = items.iter().filter(|i| i.valid.holds(today));
    if let Some(last) = in_force.max_by_key(|i| i.valid.until.unwrap_or(Date::MAX)) {
        let mut end = last.valid.until;
        // What follows without a gap carries it on.
        while let Some(day) = end {
            let next = items.iter().filter(|i| {
                let begins = i.valid.from.and_then(|from| from.yesterday().ok());
                begins.is_none_or(|before| before <= day) && i.valid.until.is_none_or(|until| until > day)
            });
            match next
                .map(|i| i.valid.until)
                .max_by_key(|until| until.unwrap_or(Date::MAX))
            {
                Some(later) => end = later,
                None => break,
            }
        }
        if let Some(day) = end.filter(|day| *day <= soon) {
            let ends = items.iter().find(|i| i.valid.until == Some(day)).unwrap_or(last);
            found.push(finding(&codes::ENDS_SOON, ends).arg("until", day.to_string()));
        }
        return;
    }
    let future = items.iter().filter(|i| i.valid.from.is_some_and(|from| from > today));
    if let Some(next) = future.min_by_key(|i| i.valid.from) {
        let from = next.valid.from.map(|d| d.to_string()).unwrap_or_default();
        found.push(finding(&codes::NOT_YET, next).arg("from", from));
        return;
    }
    if let Some(last) = items.iter().max_by_key(|i| i.valid.until) {
        let until = last.valid.until.map(|d| d.to_string()).unwrap_or_default();
        let mut over = finding(&codes::ITEM_ENDED, last).arg("until", until);
        // A rule or a measure that was repealed may stay for the record: nobody asks for it by name.
        if matches!(last.kind.ru, "правило" | "мера") {
            over.severity = Severity::Note;
        }
        found.push(over);
    }
}
