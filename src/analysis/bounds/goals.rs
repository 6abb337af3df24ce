//! How many questions `выяснить` and `подобрать меры` may take: the longest way through the order in
//! which they are asked, where one was made ahead, and all that may matter where none was.

use std::collections::BTreeSet;

use crate::bundle::orders::{Order, Orders, Planned, Pursuit};
use crate::bundle::program::{FactId, Op, Program, Spoken};
use crate::runtime::asked_below;

/// The goals of a base.
pub struct Goals {
    orders: Orders,
    goals: Vec<(Pursuit, Vec<FactId>)>,
}

impl Goals {
    /// Makes the orders of all goals.
    pub fn new(program: &Program) -> Self {
        let mut goals: Vec<(Pursuit, Vec<FactId>)> = Vec::new();
        for node in &program.nodes {
            if let Some(goal) = Pursuit::of(&node.op)
                && !goals.iter().any(|(g, _)| *g == goal)
            {
                let mut facts = asked_below(program, &goal);
                let question = |f: &FactId| program.facts.get(f.index()).map(|f| f.question);
                facts.retain(|f| question(f).is_some_and(|q| q != Spoken::default()));
                facts.sort_unstable();
                goals.push((goal, facts));
            }
        }
        let orders = if goals.is_empty() {
            Orders::default()
        } else {
            crate::runtime::orders(program)
        };
        Self { orders, goals }
    }

    /// Facts that a line may come to ask.
    pub fn facts(&self, op: &Op) -> &[FactId] {
        let goal = Pursuit::of(op);
        let found = self.goals.iter().find(|(g, _)| Some(g) == goal.as_ref());
        found.map(|(_, facts)| facts.as_slice()).unwrap_or_default()
    }

    /// Most questions of a line where some facts are known, in any period of its rules.
    pub fn most(&self, op: &Op, known: &BTreeSet<FactId>) -> u32 {
        let Some(goal) = Pursuit::of(op) else { return 0 };
        let open = |facts: &[FactId]| count(facts.iter().filter(|f| !known.contains(f)).count());
        let all = open(self.facts(op));
        // What the author wants asked first is asked as long as it matters, planned or not.
        let pinned = match op {
            Op::Derive { first, .. } | Op::Measures { first, .. } => open(first),
            _ => 0,
        };
        let orders = self.orders.orders.iter().filter(|o| o.goal == goal);
        let most = orders.map(|order| match order.plan.is_empty() {
            true => open(&order.facts),
            false => longest(order, known).saturating_add(pinned),
        });
        most.max().map_or(all, |most| most.min(all))
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The longest way through a plan. Its questions may be shared by many ways, so each is measured once.
fn longest(order: &Order, known: &BTreeSet<FactId>) -> u32 {
    let mut measured: Vec<Option<u32>> = vec![None; order.plan.len()];
    let mut open: Vec<usize> = vec![0];
    while let Some(n) = open.last().copied() {
        let Some(planned) = order.plan.get(n) else {
            open.pop();
            continue;
        };
        let mut next = planned.next.iter().flatten().map(|next| *next as usize);
        let unmeasured = next.find(|next| measured.get(*next).is_some_and(Option::is_none) && !open.contains(next));
        if let Some(next) = unmeasured {
            open.push(next);
            continue;
        }
        let behind = planned.next.iter().flatten();
        let behind = behind.filter_map(|next| measured.get(*next as usize).copied().flatten());
        let behind = behind.max().unwrap_or(0);
        let own = u32::from(!asked(order, planned).is_some_and(|f| known.contains(&f)));
        if let Some(slot) = measured.get_mut(n) {
            *slot = Some(own + behind);
        }
        open.pop();
    }
    measured.first().copied().flatten().unwrap_or(0)
}

fn asked(order: &Order, planned: &Planned) -> Option<FactId> {
    order.facts.get(planned.fact as usize).copied()
}
