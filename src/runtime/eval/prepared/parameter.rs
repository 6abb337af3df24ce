//! Values of a parameter by their keys.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::bundle::program::{Parameter, ParameterValue};
use crate::value::Name;

/// Places of values by the hash of their keys; values whose keys differ never share a list.
#[derive(Debug, Default)]
pub(super) struct ByKeys(FxHashMap<u64, Vec<Vec<u32>>>);

impl ByKeys {
    pub(super) fn new(parameter: &Parameter) -> Self {
        let mut by_keys = Self::default();
        let values = &parameter.values;
        for (i, value) in (0_u32..).zip(values) {
            let lists = by_keys.0.entry(hash(value.keys.iter())).or_default();
            let same = |list: &&mut Vec<u32>| first(values, list).is_some_and(|v| v.keys == value.keys);
            match lists.iter_mut().find(same) {
                Some(list) => list.push(i),
                None => lists.push(vec![i]),
            }
        }
        by_keys
    }

    pub(super) fn of(&self, values: &[ParameterValue], keys: &[&Name]) -> &[u32] {
        let lists = self.0.get(&hash(keys.iter().copied())).map_or(&[][..], Vec::as_slice);
        let same = |list: &&Vec<u32>| first(values, list).is_some_and(|v| v.keys.iter().eq(keys.iter().copied()));
        lists.iter().find(same).map_or(&[], Vec::as_slice)
    }
}

fn first<'v>(values: &'v [ParameterValue], list: &[u32]) -> Option<&'v ParameterValue> {
    values.get(*list.first()? as usize)
}

fn hash<'n>(keys: impl Iterator<Item = &'n Name>) -> u64 {
    let mut hasher = FxHasher::default();
    keys.for_each(|k| k.hash(&mut hasher));
    hasher.finish()
}
