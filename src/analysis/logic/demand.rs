//! When a derived fact is needed: under which conditions the places that read it are come to.
//!
//! A table need not answer where nobody asks it: the amount of a measure only for those to whom it is
//! due, a step only for those whom `если` has led there.

use batsat::Lit;
use rustc_hash::FxHashMap;

use super::sites::{Site, Sites};
use super::truth::{Logic, Truth};
use crate::bundle::program::{BinaryOp, DecisionBody, DecisionId, Expr, ExprId, FactId, Op, RuleId, Test};

/// When a fact is needed.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// Where nothing is provided for its having no value.
    pub bare: Lit,
    /// Where `иначе` takes that and nothing else, or a measure is told without its amount.
    pub handled: Lit,
}

/// Works out when facts are needed.
pub struct Demand<'s> {
    sites: &'s Sites,
    known: FxHashMap<FactId, Need>,
    running: Vec<FactId>,
}

impl<'s> Demand<'s> {
    /// For the places of a base.
    pub fn new(sites: &'s Sites) -> Self {
        Self {
            sites,
            known: FxHashMap::default(),
            running: Vec::new(),
        }
    }

    /// When a fact is needed.
    pub fn of(&mut self, logic: &mut Logic<'_>, fact: FactId) -> Need {
        if let Some(known) = self.known.get(&fact) {
            return *known;
        }
        let (yes, no) = (logic.solver.yes, !logic.solver.yes);
        let always = Need { bare: yes, handled: no };
        if self.running.contains(&fact) || self.running.len() > 8 {
            return always;
        }
        self.running.push(fact);
        let need = self.uncached(logic, fact).unwrap_or(always);
        self.running.pop();
        self.known.insert(fact, need);
        need
    }

    /// `None` where nobody reads it: then it is a goal by itself.
    fn uncached(&mut self, logic: &mut Logic<'_>, fact: FactId) -> Option<Need> {
        let (mut bare, mut handled) = (Vec::new(), Vec::new());
        if let Some(due) = self.sites.amounts.get(&fact) {
            let due = logic.fact_truth(*due);
            handled.push(!due.no);
        }
        for site in self.sites.of(fact) {
            let need = self.site(logic, *site, fact);
            bare.push(need.bare);
            handled.push(need.handled);
        }
        if bare.is_empty() && handled.is_empty() {
            return None;
        }
        Some(Need {
            bare: logic.solver.or(&bare),
            handled: logic.solver.or(&handled),
        })
    }

    fn site(&mut self, logic: &mut Logic<'_>, site: Site, fact: FactId) -> Need {
        let program = logic.program();
        let mut when: Vec<Lit> = Vec::new();
        let of = match site {
            Site::Condition(id, place) => {
                self.rule(logic, id, Some(place), None, &mut when);
                let rule = program.rules.get(id.index());
                let expr = rule.and_then(|r| r.conditions.get(place));
                expr.into_iter().for_each(|e| when.push(inside(logic, *e, fact)));
                rule.and_then(|r| self.sites.fact_named(&r.name))
            }
            Site::Exception(id, group, place) => {
                self.rule(logic, id, None, Some((group, place)), &mut when);
                program
                    .rules
                    .get(id.index())
                    .and_then(|r| self.sites.fact_named(&r.name))
            }
            Site::Conclusion(id) => {
                self.rule(logic, id, None, None, &mut when);
                program
                    .rules
                    .get(id.index())
                    .and_then(|r| self.sites.fact_named(&r.name))
            }
            Site::Decision(id, e) => {
                when.push(inside(logic, e, fact));
                decided(self.sites, logic, id, &mut when)
            }
            Site::Input(id, column) => {
                let lit = input(logic, id, column);
                when.push(lit);
                decided(self.sites, logic, id, &mut when)
            }
            Site::Cell(id, row, column) => {
                let lit = others(logic, id, row, Some(column));
                when.push(lit);
                decided(self.sites, logic, id, &mut when)
            }
            Site::Output(id, row, e) => {
                let lit = others(logic, id, row, None);
                when.push(lit);
                when.push(inside(logic, e, fact));
                decided(self.sites, logic, id, &mut when)
            }
            Site::Said {
                step,
                node,
                branches,
                expr,
                handled,
            } => {
                self.way(logic, step, &mut when);
                let op = program.nodes.get(node as usize).map(|n| &n.op);
                if let Some(Op::If { branches: all, .. }) = op {
                    let passed: Vec<ExprId> = all.iter().take(branches).map(|(e, _)| *e).collect();
                    self.passed(logic, &passed, None, &mut when);
                    // A text stands behind the condition of its branch.
                    let own = all.get(branches).filter(|(e, _)| *e != expr);
                    own.into_iter()
                        .for_each(|(e, _)| self.passed(logic, &[], Some(*e), &mut when));
                }
                let no = !logic.solver.yes;
                if handled && falls_through(logic, op, &when) {
                    return Need { bare: no, handled: no };
                }
                when.push(inside(logic, expr, fact));
                let needed = logic.solver.and(&when);
                return if handled {
                    Need {
                        bare: no,
                        handled: needed,
                    }
                } else {
                    Need {
                        bare: needed,
                        handled: no,
                    }
                };
            }
            Site::Anywhere(e) => {
                return Need {
                    bare: inside(logic, e, fact),
                    handled: !logic.solver.yes,
                };
            }
        };
        let need = match of {
            Some(of) => self.of(logic, of),
            None => Need {
                bare: logic.solver.yes,
                handled: !logic.solver.yes,
            },
        };
        let here = logic.solver.and(&when);
        Need {
            bare: logic.solver.and(&[here, need.bare]),
            handled: logic.solver.and(&[here, need.handled]),
        }
    }

    /// The rest of a rule must not have failed.
    fn rule(
        &self,
        logic: &mut Logic<'_>,
        id: RuleId,
        condition: Option<usize>,
        exception: Option<(usize, usize)>,
        when: &mut Vec<Lit>,
    ) {
        let Some(rule) = logic.program().rules.get(id.index()) else {
            return;
        };
        when.push(logic.in_force(&rule.valid));
        for (i, e) in rule.conditions.iter().enumerate() {
            if condition != Some(i) {
                when.push(!logic.condition(*e).no);
            }
        }
        for (g, group) in rule.exceptions.iter().enumerate() {
            let own = exception.filter(|(of, _)| *of == g).map(|(_, place)| place);
            let parts = group.iter().enumerate().filter(|(i, _)| own != Some(*i));
            let parts: Vec<Truth> = parts.map(|(_, e)| logic.condition(*e)).collect();
            let holds = logic.all(&parts);
            when.push(if own.is_some() { !holds.no } else { !holds.yes });
        }
    }

    /// What `если` has decided on every way to a step.
    fn way(&self, logic: &mut Logic<'_>, step: u32, when: &mut Vec<Lit>) {
        for (node, branch) in self.sites.forced(logic.program(), step) {
            let Some(Op::If { branches, .. }) = logic.program().nodes.get(node).map(|n| &n.op) else {
                continue;
            };
            let passed: Vec<ExprId> = branches.iter().take(branch).map(|(e, _)| *e).collect();
            let own = branches.get(branch).map(|(e, _)| *e);
            self.passed(logic, &passed, own, when);
        }
    }

    /// Conditions that were not true, and the one that was.
    fn passed(&self, logic: &mut Logic<'_>, not: &[ExprId], own: Option<ExprId>, when: &mut Vec<Lit>) {
        for e in not {
            if self.lasts(logic, *e) {
                when.push(!logic.condition(*e).yes);
            }
        }
        if let Some(e) = own.filter(|e| self.lasts(logic, *e)) {
            when.push(logic.condition(e).yes);
        }
    }

    /// Whether nothing changes what a condition reads once it is known.
    fn lasts(&self, logic: &Logic<'_>, e: ExprId) -> bool {
        logic.asked_below(e).iter().all(|f| !self.sites.changed.contains(f))
    }
}

/// Whether `иначе` takes cases in which everything is known as well: then it says «in all other
/// cases», and having no value is one of them.
fn falls_through(logic: &mut Logic<'_>, op: Option<&Op>, when: &[Lit]) -> bool {
    let Some(Op::If { branches, .. }) = op else {
        return false;
    };
    let mut lits = when.to_vec();
    for (e, _) in branches {
        lits.push(logic.condition(*e).no);
    }
    logic.solver.solve(&lits).is_some()
}

fn decided(sites: &Sites, logic: &mut Logic<'_>, id: DecisionId, when: &mut Vec<Lit>) -> Option<FactId> {
    let decision = logic.program().decisions.get(id.index())?;
    when.push(logic.in_force(&decision.valid));
    sites.fact_named(&decision.name)
}

/// Whether some row that looks at a column is still open by its other cells.
fn input(logic: &mut Logic<'_>, id: DecisionId, column: usize) -> Lit {
    let Some(DecisionBody::Table(table)) = logic.program().decisions.get(id.index()).map(|d| &d.body) else {
        return logic.solver.yes;
    };
    let mut open = Vec::new();
    for (r, row) in table.rows.iter().enumerate() {
        let tests = row.inputs.get(column).map_or(&[][..], Vec::as_slice);
        if tests.iter().any(|t| *t != Test::Any) {
            open.push(others(logic, id, r, Some(column)));
        }
    }
    logic.solver.or(&open)
}

/// Whether the cells of a row, one left out, let it through.
fn others(logic: &mut Logic<'_>, id: DecisionId, row: usize, column: Option<usize>) -> Lit {
    let Some(DecisionBody::Table(table)) = logic.program().decisions.get(id.index()).map(|d| &d.body) else {
        return logic.solver.yes;
    };
    let Some(row) = table.rows.get(row) else {
        return logic.solver.yes;
    };
    let mut parts = Vec::new();
    for (c, (input, tests)) in table.inputs.iter().zip(&row.inputs).enumerate() {
        if column != Some(c) {
            parts.push(!logic.tests(*input, tests).no);
        }
    }
    logic.solver.and(&parts)
}

/// When an expression that is worked out needs a fact in it.
fn inside(logic: &mut Logic<'_>, e: ExprId, fact: FactId) -> Lit {
    let program = logic.program();
    let reads = |e: ExprId| {
        let mut read = Vec::new();
        program.facts_read(e, &mut read);
        read.contains(&fact)
    };
    match program.exprs.get(e.index()) {
        Some(Expr::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b)) => {
            let mut parts = Vec::new();
            for (own, other) in [(*a, *b), (*b, *a)] {
                if reads(own) {
                    let other = logic.condition(other);
                    let open = if *op == BinaryOp::And { !other.no } else { !other.yes };
                    let own = inside(logic, own, fact);
                    parts.push(logic.solver.and(&[open, own]));
                }
            }
            logic.solver.or(&parts)
        }
        Some(Expr::If(a, b, c)) => {
            let condition = logic.condition(*a);
            let mut parts = Vec::new();
            if reads(*a) {
                parts.push(inside(logic, *a, fact));
            }
            for (e, open) in [(*b, !condition.no), (*c, !condition.yes)] {
                if reads(e) {
                    let own = inside(logic, e, fact);
                    parts.push(logic.solver.and(&[open, own]));
                }
            }
            logic.solver.or(&parts)
        }
        Some(Expr::Not(of)) => inside(logic, *of, fact),
        _ => logic.solver.yes,
    }
}
