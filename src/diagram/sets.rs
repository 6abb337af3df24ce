//! Sets: functions whose terminals are 0 (outside) and 1 (inside).

use rustc_hash::FxHashMap;

use super::{Forest, Ref};

/// The empty set.
pub const NONE: Ref = Ref(super::TERMINAL);
/// Everything.
pub const ALL: Ref = Ref(super::TERMINAL | 1);

/// Results of operations on sets of one forest, kept from one operation to the next.
#[derive(Clone, Debug, Default)]
pub struct SetMemo {
    of: FxHashMap<(Operation, Ref, Ref), Ref>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Operation {
    And,
    Or,
    Less,
}

impl Operation {
    /// What needs no walk.
    fn at_once(self, a: Ref, b: Ref) -> Option<Ref> {
        match self {
            Self::And if a == NONE || b == NONE => Some(NONE),
            Self::And if a == ALL || a == b => Some(b),
            Self::And if b == ALL => Some(a),
            Self::Or if a == ALL || b == ALL => Some(ALL),
            Self::Or if a == NONE || a == b => Some(b),
            Self::Or if b == NONE => Some(a),
            Self::Less if a == NONE || b == ALL || a == b => Some(NONE),
            Self::Less if b == NONE => Some(a),
            _ => None,
        }
    }
}

impl Forest {
    /// What is in both. As everywhere, `None` is that there is no room.
    pub fn and(&mut self, a: Ref, b: Ref, memo: &mut SetMemo) -> Option<Ref> {
        self.set(Operation::And, a, b, memo)
    }

    /// What is in either.
    pub fn or(&mut self, a: Ref, b: Ref, memo: &mut SetMemo) -> Option<Ref> {
        self.set(Operation::Or, a, b, memo)
    }

    /// What is in `a` and not in `b`.
    pub fn less(&mut self, a: Ref, b: Ref, memo: &mut SetMemo) -> Option<Ref> {
        self.set(Operation::Less, a, b, memo)
    }

    fn set(&mut self, op: Operation, a: Ref, b: Ref, memo: &mut SetMemo) -> Option<Ref> {
        if let Some(found) = op.at_once(a, b) {
            return Some(found);
        }
        let (a, b) = if op != Operation::Less && b < a { (b, a) } else { (a, b) };
        if let Some(known) = memo.of.get(&(op, a, b)) {
            return Some(*known);
        }
        let var = self.var(a).min(self.var(b));
        let values = self.arity.get(var as usize).copied().unwrap_or(0);
        let from = self.open.len();
        for value in 0..values {
            let (x, y) = (self.child(a, var, value), self.child(b, var, value));
            let Some(child) = self.set(op, x, y, memo) else {
                self.open.truncate(from);
                return None;
            };
            self.open.push(child);
        }
        let joined = self.node_of_open(var, from)?;
        memo.of.insert((op, a, b), joined);
        Some(joined)
    }

    /// The set of all where `var` has one of the values for which `keep` is true.
    pub fn where_value(&mut self, var: u32, keep: impl Fn(u32) -> bool) -> Option<Ref> {
        let values = self.arity.get(var as usize).copied().unwrap_or(0);
        let children: Vec<Ref> = (0..values).map(|v| if keep(v) { ALL } else { NONE }).collect();
        self.node(var, &children)
    }

    /// The set of all where a function has a terminal for which `keep` is true.
    pub fn where_terminal(&mut self, of: Ref, keep: impl Fn(u32) -> bool) -> Option<Ref> {
        self.map(of, &mut |t| u32::from(keep(t)))
    }

    /// The set without what it says of some variables: all that agrees with a member in the others.
    /// None behind `last` is among them, so that nodes of those stay as they are.
    pub fn forget(&mut self, of: Ref, last: u32, gone: &impl Fn(u32) -> bool, memo: &mut SetMemo) -> Option<Ref> {
        self.walk = self.walk.wrapping_add(1);
        if self.walk == 0 {
            // Marks of four thousand million walks ago would count again.
            self.marks.clear();
            self.walk = 1;
        }
        self.marks.resize(self.len(), (0, of));
        let open = self.open.len();
        let made = self.forget_in(of, last, gone, memo);
        self.open.truncate(open);
        made
    }

    fn forget_in(&mut self, of: Ref, last: u32, gone: &impl Fn(u32) -> bool, memo: &mut SetMemo) -> Option<Ref> {
        let var = self.var(of);
        // Terminals stand behind all variables.
        if var > last || of.value().is_some() {
            return Some(of);
        }
        if let Some((walk, known)) = self.marks.get(of.node())
            && *walk == self.walk
        {
            return Some(*known);
        }
        let from = self.open.len();
        for value in 0..self.children(of).len() {
            let child = self.children(of).get(value).copied()?;
            let made = self.forget_in(child, last, gone, memo)?;
            self.open.push(made);
        }
        let made = if gone(var) {
            let mut any = NONE;
            for at in from..self.open.len() {
                let child = self.open.get(at).copied()?;
                any = self.or(any, child, memo)?;
            }
            self.open.truncate(from);
            any
        } else if self.open.get(from..) == Some(self.children(of)) {
            self.open.truncate(from);
            of
        } else {
            self.node_of_open(var, from)?
        };
        if let Some(mark) = self.marks.get_mut(of.node()) {
            *mark = (self.walk, made);
        }
        Some(made)
    }

    /// Replaces, at every node of a variable for which `change` gives a value, the child of that value
    /// by what all children below `values` have in common: "whatever value it takes".
    pub fn whatever(
        &mut self,
        of: Ref,
        change: &impl Fn(u32) -> Option<(u32, u32)>,
        memo: &mut SetMemo,
    ) -> Option<Ref> {
        let mut done = FxHashMap::default();
        self.whatever_in(of, change, memo, &mut done)
    }

    fn whatever_in(
        &mut self,
        of: Ref,
        change: &impl Fn(u32) -> Option<(u32, u32)>,
        memo: &mut SetMemo,
        done: &mut FxHashMap<Ref, Ref>,
    ) -> Option<Ref> {
        if of.value().is_some() {
            return Some(of);
        }
        if let Some(known) = done.get(&of) {
            return Some(*known);
        }
        let var = self.var(of);
        let mut children = self.children(of).to_vec();
        for child in &mut children {
            *child = self.whatever_in(*child, change, memo, done)?;
        }
        if let Some((place, values)) = change(var) {
            let mut all = ALL;
            for child in children.iter().take(values as usize) {
                all = self.and(all, *child, memo)?;
            }
            if let Some(slot) = children.get_mut(place as usize) {
                *slot = all;
            }
        }
        let made = self.node(var, &children)?;
        done.insert(of, made);
        Some(made)
    }

    /// The function that follows one of some functions by the value of `var`; they may depend on
    /// anything.
    pub fn choose(&mut self, var: u32, functions: &[Ref]) -> Option<Ref> {
        if functions.iter().all(|f| self.var(*f) > var) {
            return self.node(var, functions);
        }
        const OPEN: u32 = super::TERMINAL - 1;
        let mut made = Ref::terminal(OPEN);
        for (value, function) in (0_u32..).zip(functions) {
            let here = self.where_value(var, |v| v == value)?;
            let part = self.apply(here, *function, &mut |inside, t| if inside == 1 { t } else { OPEN })?;
            made = self.apply(made, part, &mut |old, new| if old == OPEN { new } else { old })?;
        }
        Some(made)
    }

    /// A member of a set, by the variables that decide it: the first value of each that leads inside,
    /// in the order in which `prefer` sorts them.
    pub fn member(&self, of: Ref, prefer: impl Fn(u32, u32) -> u32) -> Option<Vec<(u32, u32)>> {
        let mut found = Vec::new();
        let mut at = of;
        loop {
            match at.value() {
                Some(0) => return None,
                Some(_) => return Some(found),
                None => {}
            }
            let var = self.var(at);
            // Every node of a reduced set leads inside somewhere.
            let children = (0_u32..).zip(self.children(at)).filter(|(_, c)| **c != NONE);
            let (value, child) = children.min_by_key(|(v, _)| prefer(var, *v))?;
            found.push((var, value));
            at = *child;
        }
    }
}
