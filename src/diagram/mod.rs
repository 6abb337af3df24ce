//! Multi-valued decision diagrams: functions of a few variables with few values each.
//!
//! A [`Forest`] holds the nodes of many functions over the same variables. Nodes are shared: two
//! functions are equal exactly where their [`Ref`]s are, so "does it still depend on x" is a question
//! of looking, not of proving. The number of nodes is bounded; what would not fit gives `None`, and
//! the caller falls back to something coarser.
//!
//! Knows nothing of facts, rules or texts: the order of questions is worked out with it, and proofs
//! over conditions can be.

mod order;
mod sets;
mod stored;

#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

pub use order::{Budget, Choice, Policy, PolicyNode, Questions, best, influence, optimal};
pub use sets::{ALL, NONE, SetMemo};
pub use stored::{Damaged, Stored};

/// A function: a terminal, or a node of a [`Forest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref(u32);

/// Stands for no node.
const LAST: u32 = u32::MAX;
/// Marks terminals.
const TERMINAL: u32 = 1 << 31;

impl Ref {
    /// The constant function of a terminal.
    pub fn terminal(value: u32) -> Self {
        Self(value | TERMINAL)
    }

    /// The terminal, where the function is constant.
    pub fn value(self) -> Option<u32> {
        (self.0 & TERMINAL != 0).then_some(self.0 & !TERMINAL)
    }

    fn node(self) -> usize {
        self.0 as usize
    }
}

/// Functions over the same variables. Variable 0 is nearest to the root.
#[derive(Clone, Debug)]
pub struct Forest {
    arity: Vec<u32>,
    vars: Vec<u32>,
    /// Where the children of each node begin.
    starts: Vec<u32>,
    children: Vec<Ref>,
    /// The last node made of those with a hash.
    unique: FxHashMap<u64, u32>,
    /// For each node the one before it with the same hash.
    same: Vec<u32>,
    /// Children of nodes that are being made.
    open: Vec<Ref>,
    /// For each node the last walk that came to it, and what it made of it.
    marks: Vec<(u32, Ref)>,
    walk: u32,
    limit: usize,
}

impl Forest {
    /// No function yet; `arity` is the number of values of each variable.
    pub fn new(arity: Vec<u32>, limit: usize) -> Self {
        Self {
            arity,
            vars: Vec::new(),
            starts: vec![0],
            children: Vec::new(),
            unique: FxHashMap::default(),
            same: Vec::new(),
            open: Vec::new(),
            marks: Vec::new(),
            walk: 0,
            limit,
        }
    }

    /// Number of values of each variable.
    pub fn arity(&self) -> &[u32] {
        &self.arity
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.vars.len()
    }

    /// Whether it has no nodes.
    pub fn is_empty(&self) -> bool {
        self.vars.is_empty()
    }

    /// The variable of a node; `u32::MAX` for terminals, which stand below all variables.
    pub fn var(&self, of: Ref) -> u32 {
        if of.value().is_some() {
            return u32::MAX;
        }
        self.vars.get(of.node()).copied().unwrap_or(u32::MAX)
    }

    /// Children of a node, one a value of its variable; none for terminals.
    pub fn children(&self, of: Ref) -> &[Ref] {
        if of.value().is_some() {
            return &[];
        }
        let at = |n: usize| self.starts.get(n).copied().unwrap_or(0) as usize;
        self.children.get(at(of.node())..at(of.node() + 1)).unwrap_or(&[])
    }

    /// The function that follows one of the children by the value of `var`. `None` when there is no
    /// room for another node.
    ///
    /// Children must not depend on `var` or on variables above it.
    pub fn node(&mut self, var: u32, children: &[Ref]) -> Option<Ref> {
        if let Some((first, rest)) = children.split_first()
            && rest.iter().all(|c| c == first)
        {
            return Some(*first);
        }
        let hash = hash_of(var, children);
        let mut last = self.unique.get(&hash).copied();
        while let Some(n) = last.filter(|n| *n != LAST) {
            if self.vars.get(n as usize) == Some(&var) && self.children(Ref(n)) == children {
                return Some(Ref(n));
            }
            last = self.same.get(n as usize).copied();
        }
        if self.vars.len() >= self.limit {
            return None;
        }
        let id = u32::try_from(self.vars.len()).ok().filter(|n| *n < TERMINAL)?;
        self.vars.push(var);
        self.children.extend_from_slice(children);
        self.starts.push(u32::try_from(self.children.len()).ok()?);
        self.same.push(self.unique.insert(hash, id).unwrap_or(LAST));
        Some(Ref(id))
    }

    /// As [`Self::node`], of the children that lie open from a place on; they are taken off.
    fn node_of_open(&mut self, var: u32, from: usize) -> Option<Ref> {
        let open = std::mem::take(&mut self.open);
        let made = self.node(var, open.get(from..).unwrap_or(&[]));
        self.open = open;
        self.open.truncate(from);
        made
    }

    /// The function that has the number of a variable's value as its terminal.
    pub fn identity(&mut self, var: u32) -> Option<Ref> {
        let values = self.arity.get(var as usize).copied().unwrap_or(0);
        let children: Vec<Ref> = (0..values).map(Ref::terminal).collect();
        self.node(var, &children)
    }

    /// Joins two functions by joining their terminals.
    pub fn apply(&mut self, a: Ref, b: Ref, op: &mut impl FnMut(u32, u32) -> u32) -> Option<Ref> {
        let mut memo = FxHashMap::default();
        self.apply_in(a, b, op, &mut memo)
    }

    fn apply_in(
        &mut self,
        a: Ref,
        b: Ref,
        op: &mut impl FnMut(u32, u32) -> u32,
        memo: &mut FxHashMap<(Ref, Ref), Ref>,
    ) -> Option<Ref> {
        if let (Some(x), Some(y)) = (a.value(), b.value()) {
            return Some(Ref::terminal(op(x, y)));
        }
        if let Some(known) = memo.get(&(a, b)) {
            return Some(*known);
        }
        let var = self.var(a).min(self.var(b));
        let values = self.arity.get(var as usize).copied().unwrap_or(0);
        let from = self.open.len();
        for value in 0..values {
            let (x, y) = (self.child(a, var, value), self.child(b, var, value));
            let Some(child) = self.apply_in(x, y, op, memo) else {
                self.open.truncate(from);
                return None;
            };
            self.open.push(child);
        }
        let joined = self.node_of_open(var, from)?;
        memo.insert((a, b), joined);
        Some(joined)
    }

    /// Replaces terminals.
    pub fn map(&mut self, of: Ref, change: &mut impl FnMut(u32) -> u32) -> Option<Ref> {
        self.apply(of, Ref::terminal(0), &mut |value, _| change(value))
    }

    /// A function where `var` has a value; what does not stand at `var` is itself.
    fn child(&self, of: Ref, var: u32, value: u32) -> Ref {
        if self.var(of) != var {
            return of;
        }
        self.children(of).get(value as usize).copied().unwrap_or(of)
    }

    /// The terminal for given values of all variables.
    pub fn eval(&self, mut of: Ref, value: impl Fn(u32) -> u32) -> Option<u32> {
        loop {
            if let Some(terminal) = of.value() {
                return Some(terminal);
            }
            of = *self.children(of).get(value(self.var(of)) as usize)?;
        }
    }

    /// The same functions in another forest, where some variables have got a value and others have
    /// lost their last ones: a child is kept for each value that the variable has in `target`.
    pub fn copy(&self, roots: &[Ref], target: &mut Forest, fixed: impl Fn(u32) -> Option<u32>) -> Option<Vec<Ref>> {
        let mut memo: Vec<Option<Ref>> = vec![None; self.len()];
        roots
            .iter()
            .map(|r| self.copy_in(*r, target, &fixed, &mut memo))
            .collect()
    }

    fn copy_in(
        &self,
        of: Ref,
        target: &mut Forest,
        fixed: &impl Fn(u32) -> Option<u32>,
        memo: &mut Vec<Option<Ref>>,
    ) -> Option<Ref> {
        if of.value().is_some() {
            return Some(of);
        }
        if let Some(Some(known)) = memo.get(of.node()) {
            return Some(*known);
        }
        let var = self.var(of);
        let copied = match fixed(var) {
            Some(value) => self.copy_in(*self.children(of).get(value as usize)?, target, fixed, memo)?,
            None => {
                let kept = target.arity.get(var as usize).copied().unwrap_or(0) as usize;
                let mut children = Vec::with_capacity(kept);
                for child in self.children(of).iter().take(kept) {
                    children.push(self.copy_in(*child, target, fixed, memo)?);
                }
                target.node(var, &children)?
            }
        };
        if let Some(slot) = memo.get_mut(of.node()) {
            *slot = Some(copied);
        }
        Some(copied)
    }

    /// Nodes below some functions, each once.
    pub fn below(&self, roots: &[Ref]) -> Vec<Ref> {
        if roots.iter().all(|r| r.value().is_some()) {
            return Vec::new();
        }
        let mut seen = vec![false; self.len()];
        let mut open: Vec<Ref> = roots.to_vec();
        let mut found = Vec::new();
        while let Some(of) = open.pop() {
            if of.value().is_some() {
                continue;
            }
            if let Some(seen) = seen.get_mut(of.node())
                && !std::mem::replace(seen, true)
            {
                found.push(of);
                open.extend(self.children(of));
            }
        }
        found
    }

    /// Variables on which some functions depend, in order.
    pub fn support(&self, roots: &[Ref]) -> Vec<u32> {
        let mut vars: Vec<u32> = self.below(roots).into_iter().map(|n| self.var(n)).collect();
        vars.sort_unstable();
        vars.dedup();
        vars
    }

    /// For each terminal of a function, values of variables that lead there.
    pub fn witnesses(&self, of: Ref) -> Vec<(u32, Vec<(u32, u32)>)> {
        let mut seen = vec![false; self.len()];
        let mut met: FxHashMap<u32, ()> = FxHashMap::default();
        let mut found = Vec::new();
        let mut open = vec![(of, Vec::new())];
        while let Some((of, path)) = open.pop() {
            if let Some(terminal) = of.value() {
                if met.insert(terminal, ()).is_none() {
                    found.push((terminal, path));
                }
                continue;
            }
            let Some(slot) = seen.get_mut(of.node()) else { continue };
            if std::mem::replace(slot, true) {
                continue;
            }
            for (value, child) in (0_u32..).zip(self.children(of)) {
                let mut longer = path.clone();
                longer.push((self.var(of), value));
                open.push((*child, longer));
            }
        }
        found
    }
}

/// FNV-1a over words: hashes need not resist anybody, they only have to spread.
fn hash_of(var: u32, children: &[Ref]) -> u64 {
    let mix = |h: u64, word: u32| (h ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3);
    let hash = children
        .iter()
        .fold(mix(0xcbf2_9ce4_8422_2325, var), |h, c| mix(h, c.0));
    hash ^ (hash >> 29)
}
