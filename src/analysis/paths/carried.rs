//! Sets of facts carried from one scenario into another: from where it is called to where it begins.

use rustc_hash::FxHashMap;

use super::Paths;
use crate::analysis::space::{Key, Region, Var};
use crate::diagram::{ALL, NONE, Ref};
use crate::value::Value;

/// A set outside of any space.
#[derive(Clone, Debug)]
pub struct Carried {
    vars: Vec<Var>,
    /// Variable and children; each stands behind its children.
    nodes: Vec<(usize, Vec<Child>)>,
    root: Child,
}

#[derive(Clone, Copy, Debug)]
enum Child {
    Nothing,
    All,
    Node(usize),
}

impl<'p> Paths<'_, 'p> {
    /// What a set says of facts, of the person and of the day. `None` where it may be larger than what
    /// happens.
    pub fn carried(&mut self, set: Ref) -> Option<Carried> {
        let only_here = |v: &Var| !matches!(v.key, Key::Fact(_) | Key::Identified | Key::Day);
        let gone: Vec<bool> = self.space.vars.iter().map(only_here).collect();
        let mut set = set;
        if let Some(last) = gone.iter().rposition(|g| *g).and_then(|n| u32::try_from(n).ok()) {
            let gone = |v: u32| gone.get(v as usize) == Some(&true);
            let made = self.space.forest.forget(set, last, &gone, &mut self.space.memo);
            set = self.kept(made);
        }
        if self.rough {
            return None;
        }
        let mut carried = Carried {
            vars: self.space.vars.clone(),
            nodes: Vec::new(),
            root: Child::Nothing,
        };
        let mut done: FxHashMap<Ref, usize> = FxHashMap::default();
        carried.root = self.carry(set, &mut carried.nodes, &mut done);
        Some(carried)
    }

    fn carry(&self, set: Ref, nodes: &mut Vec<(usize, Vec<Child>)>, done: &mut FxHashMap<Ref, usize>) -> Child {
        if set == NONE {
            return Child::Nothing;
        }
        if set == ALL {
            return Child::All;
        }
        if let Some(known) = done.get(&set) {
            return Child::Node(*known);
        }
        let children = self.space.forest.children(set).to_vec();
        let children = children.into_iter().map(|c| self.carry(c, nodes, done)).collect();
        nodes.push((self.space.forest.var(set) as usize, children));
        done.insert(set, nodes.len() - 1);
        Child::Node(nodes.len() - 1)
    }

    /// A set from elsewhere; what it says of facts that are not followed here is left out.
    pub(super) fn received(&mut self, carried: &Carried) -> Ref {
        let vars: Vec<Option<(u32, Vec<Vec<u32>>)>> = carried.vars.iter().map(|v| self.here(v)).collect();
        let mut made: Vec<Ref> = Vec::with_capacity(carried.nodes.len());
        let of = |child: &Child, made: &[Ref]| match child {
            Child::Nothing => NONE,
            Child::All => ALL,
            Child::Node(n) => made.get(*n).copied().unwrap_or(ALL),
        };
        for (var, children) in &carried.nodes {
            let var = vars.get(*var).and_then(Option::as_ref);
            let mut set = NONE;
            for (n, child) in children.iter().enumerate() {
                let mut part = of(child, &made);
                if let Some((var, values)) = var
                    && part != NONE
                    && let Some(values) = values.get(n)
                {
                    part = self.narrowed(part, *var, |v, _| values.contains(&v));
                }
                set = self.joined(set, part);
            }
            made.push(set);
        }
        of(&carried.root, &made)
    }

    /// The variable here that stands for the same, and for each value the ones that it may be here.
    fn here(&self, there: &Var) -> Option<(u32, Vec<Vec<u32>>)> {
        let (at, here) = (0_u32..).zip(&self.space.vars).find(|(_, v)| v.key == there.key)?;
        let values = match &there.key {
            Key::Identified => vec![vec![0], vec![1]],
            Key::Day => regions(there, here, period),
            Key::Fact(fact) => {
                let ty = &self.program().facts.get(fact.index())?.ty;
                let mut values = regions(there, here, |of, value| of.region_of(ty, value));
                values.push(vec![here.not_sure()]);
                values.push(vec![here.not_asked()]);
                values
            }
            _ => return None,
        };
        Some((at, values))
    }
}

/// For each region there the ones here that it has values in common with. One side tells apart at least
/// what the other does, so that a value of the finer region is in both.
fn regions(there: &Var, here: &Var, region: impl Fn(&Var, &Value) -> u32) -> Vec<Vec<u32>> {
    let all = || (0_u32..).zip(&here.regions);
    (0_u32..)
        .zip(&there.regions)
        .map(|(from, of)| {
            let its = region(here, &of.value);
            let meets = |(to, r): &(u32, &Region)| *to == its || region(there, &r.value) == from;
            let found: Vec<u32> = all().filter(meets).map(|(to, _)| to).collect();
            if found.is_empty() {
                (0..here.not_sure().max(1)).collect()
            } else {
                found
            }
        })
        .collect()
}

/// The period that a day belongs to: the last that begins with it or before.
fn period(of: &Var, day: &Value) -> u32 {
    let Value::Date(day) = day else { return 0 };
    let begun = |r: &Region| matches!(&r.value, Value::Date(first) if first <= day);
    let last = of.regions.iter().rposition(begun).unwrap_or(0);
    u32::try_from(last).unwrap_or(0)
}
