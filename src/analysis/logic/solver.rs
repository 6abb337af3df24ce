//! Terms as variables of a SAT solver: for each bound that something compares with, whether the
//! value stands before it. Bounds come in any order; each is tied to its neighbours.

use std::collections::BTreeMap;

use batsat::{BasicSolver, Lit, SolverInterface as _, lbool};

use super::line::Line;

/// Index of a term.
pub type TermId = usize;

/// The values of a term, as bounds.
#[derive(Debug)]
struct Bounds {
    low: i128,
    high: i128,
    before: BTreeMap<i128, Lit>,
}

/// Clauses over bounds of terms.
pub struct Solver {
    inner: BasicSolver,
    /// Always true.
    pub yes: Lit,
    terms: Vec<Bounds>,
}

/// Values of all terms that hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// For each term the interval between the bounds known then.
    pub values: Vec<(i128, i128)>,
    model: Vec<bool>,
}

impl Found {
    /// Whether a literal holds there.
    pub fn holds(&self, lit: Lit) -> bool {
        let value = self.model.get(lit.var().idx() as usize).copied();
        value == Some(lit.sign())
    }
}

impl Solver {
    /// Without terms.
    pub fn new() -> Self {
        let mut inner = BasicSolver::default();
        let yes = Lit::new(inner.new_var_default(), true);
        inner.add_clause_reuse(&mut vec![yes]);
        Self {
            inner,
            yes,
            terms: Vec::new(),
        }
    }

    /// A new term with the values of a line.
    pub fn term(&mut self, line: &Line) -> TermId {
        self.terms.push(Bounds {
            low: line.low,
            high: line.high,
            before: BTreeMap::new(),
        });
        self.terms.len() - 1
    }

    /// One of these holds.
    pub fn clause(&mut self, lits: &[Lit]) {
        self.inner.add_clause_reuse(&mut lits.to_vec());
    }

    /// All of these.
    pub fn and(&mut self, lits: &[Lit]) -> Lit {
        let yes = self.yes;
        let mut parts: Vec<Lit> = lits.iter().copied().filter(|l| *l != yes).collect();
        parts.sort_unstable();
        parts.dedup();
        if parts.iter().any(|l| *l == !yes || parts.contains(&!*l)) {
            return !yes;
        }
        match parts.as_slice() {
            [] => yes,
            [one] => *one,
            many => {
                let all = Lit::new(self.inner.new_var_default(), true);
                let mut clause = vec![all];
                for part in many {
                    self.inner.add_clause_reuse(&mut vec![!all, *part]);
                    clause.push(!*part);
                }
                self.inner.add_clause_reuse(&mut clause);
                all
            }
        }
    }

    /// One of these.
    pub fn or(&mut self, lits: &[Lit]) -> Lit {
        let parts: Vec<Lit> = lits.iter().map(|l| !*l).collect();
        !self.and(&parts)
    }

    /// Whether the value stands before a bound.
    fn before(&mut self, term: TermId, bound: i128) -> Lit {
        let yes = self.yes;
        let Some(bounds) = self.terms.get_mut(term) else {
            return yes;
        };
        if bound <= bounds.low {
            return !yes;
        }
        if bound > bounds.high {
            return yes;
        }
        if let Some(known) = bounds.before.get(&bound) {
            return *known;
        }
        let lit = Lit::new(self.inner.new_var_default(), true);
        let smaller = bounds.before.range(..bound).next_back().map(|(_, l)| *l);
        let greater = bounds.before.range(bound..).next().map(|(_, l)| *l);
        bounds.before.insert(bound, lit);
        if let Some(smaller) = smaller {
            self.inner.add_clause_reuse(&mut vec![!smaller, lit]);
        }
        if let Some(greater) = greater {
            self.inner.add_clause_reuse(&mut vec![!lit, greater]);
        }
        lit
    }

    /// Whether the value of a term is in a set.
    pub fn within(&mut self, term: TermId, set: &[(i128, i128)]) -> Lit {
        let mut parts = Vec::with_capacity(set.len());
        for (low, high) in set {
            let (from, to) = (self.before(term, *low), self.before(term, high + 1));
            parts.push(self.and(&[!from, to]));
        }
        self.or(&parts)
    }

    /// Values for which all assumptions hold.
    pub fn solve(&mut self, assumptions: &[Lit]) -> Option<Found> {
        if self.inner.solve_limited(assumptions) != lbool::TRUE {
            return None;
        }
        let value = |bounds: &Bounds| {
            let (mut low, mut high) = (bounds.low, bounds.high);
            for (bound, lit) in &bounds.before {
                if self.inner.value_lit(*lit) == lbool::TRUE {
                    high = high.min(bound - 1);
                } else {
                    low = low.max(*bound);
                }
            }
            (low, high)
        };
        Some(Found {
            values: self.terms.iter().map(value).collect(),
            model: self.inner.get_model().iter().map(|v| *v == lbool::TRUE).collect(),
        })
    }
}
