//! Lists of named values cut into regions: conditions ask whether a list has one of some values.

use super::line::{Mark, Region};
use crate::value::{Name, Value};

/// Values that conditions may name of one list.
const MAX_NAMED: usize = 6;

/// Regions of a list of `keys`: every choice of the values that conditions name, with and without
/// others. A list has at least one value: nobody answers with none.
pub fn regions(keys: &[Name], marks: &[Mark]) -> Option<Vec<Region>> {
    let mut named: Vec<&Name> = Vec::new();
    for mark in marks {
        let Mark::Same(Value::Key(key)) = mark else { return None };
        if keys.contains(key) && !named.contains(&key) {
            named.push(key);
        }
    }
    if named.len() > MAX_NAMED {
        return None;
    }
    let other = keys.iter().find(|k| !named.contains(k));
    let mut choices: Vec<u32> = (0..1_u32 << named.len()).collect();
    choices.sort_by_key(|c| c.count_ones());
    let mut out = Vec::new();
    for choice in choices {
        let chosen = || {
            (0_u32..)
                .zip(&named)
                .filter(|(n, _)| choice & (1 << n) != 0)
                .map(|(_, k)| *k)
        };
        for other in [None, other].into_iter().take(1 + usize::from(other.is_some())) {
            let items: Vec<Value> = chosen().chain(other).cloned().map(Value::Key).collect();
            if items.is_empty() {
                continue;
            }
            // A named value alone stands for itself.
            let alone = items.len() == 1 && other.is_none();
            out.push(Region {
                value: Value::List(items),
                ends: (!alone).then_some((None, None)),
            });
        }
    }
    Some(out)
}

/// The region of a list, by its place; `None` for an empty one.
pub fn region_of(regions: &[Region], items: &[Value]) -> Option<usize> {
    if items.is_empty() {
        return None;
    }
    let mut named: Vec<&Value> = Vec::new();
    for region in regions {
        if let (None, Value::List(alone)) = (&region.ends, &region.value) {
            named.extend(alone);
        }
    }
    let kind = |items: &[Value]| -> (Vec<bool>, bool) {
        let has = named.iter().map(|n| items.contains(n)).collect();
        (has, items.iter().any(|i| !named.contains(&i)))
    };
    let wanted = kind(items);
    regions
        .iter()
        .position(|region| matches!(&region.value, Value::List(items) if kind(items) == wanted))
}
