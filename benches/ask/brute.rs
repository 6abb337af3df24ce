//! The best order there is, by going through everything that can be known: nothing here knows of
//! diagrams, regions or the engine.

use super::rules::{FACTS, Rules, values};

/// Expected questions from every state of knowledge. A state has a digit a fact: a value, or one past
/// the last value while it is not known.
pub struct Brute {
    weight: [usize; FACTS],
    /// The result where it is decided.
    result: Vec<Option<bool>>,
    /// Facts that can still change the result, as bits.
    matters: Vec<u16>,
    best: Vec<f32>,
    in_order: Vec<f32>,
    in_order_of_use: Vec<f32>,
}

impl Brute {
    pub fn of(rules: &Rules) -> Self {
        let mut weight = [1; FACTS];
        for fact in 1..FACTS {
            weight[fact] = weight[fact - 1] * (values(fact - 1) + 1);
        }
        let states = weight[FACTS - 1] * (values(FACTS - 1) + 1);
        let mut all = Self {
            weight,
            result: vec![None; states],
            matters: vec![0; states],
            best: vec![0.0; states],
            in_order: vec![0.0; states],
            in_order_of_use: vec![0.0; states],
        };
        // A fact that becomes known makes the number of the state smaller: later states build on earlier ones.
        for state in 0..states {
            all.fill(rules, state);
        }
        all
    }

    fn digit(&self, state: usize, fact: usize) -> usize {
        state / self.weight[fact] % (values(fact) + 1)
    }

    fn known(&self, state: usize, fact: usize, value: usize) -> usize {
        state - (values(fact) - value) * self.weight[fact]
    }

    fn fill(&mut self, rules: &Rules, state: usize) {
        let open: Vec<usize> = (0..FACTS).filter(|f| self.digit(state, *f) == values(*f)).collect();
        let Some(first) = open.first().copied() else {
            let facts: Vec<usize> = (0..FACTS).map(|f| self.digit(state, f)).collect();
            self.result[state] = Some(rules.result(&facts));
            return;
        };
        let after = |fact: usize| (0..values(fact)).map(move |v| (fact, v));
        let results: Vec<Option<bool>> = after(first)
            .map(|(f, v)| self.result[self.known(state, f, v)])
            .collect();
        let one = results.first().copied().flatten();
        if one.is_some() && results.iter().all(|r| *r == one) {
            self.result[state] = one;
            return;
        }
        if open.len() == 1 {
            self.matters[state] = 1 << first;
        }
        let mut matters = self.matters[state];
        for fact in &open {
            for (f, v) in after(*fact) {
                matters |= self.matters[self.known(state, f, v)];
            }
        }
        self.matters[state] = matters;
        let mean = |of: &[f32], fact: usize| {
            let sum: f32 = after(fact).map(|(f, v)| of[self.known(state, f, v)]).sum();
            1.0 + sum / values(fact) as f32
        };
        let used = open.iter().copied().find(|f| matters & (1 << f) != 0).unwrap_or(first);
        let best = open.iter().map(|f| mean(&self.best, *f)).fold(f32::INFINITY, f32::min);
        let (in_order, in_order_of_use) = (mean(&self.in_order, first), mean(&self.in_order_of_use, used));
        self.best[state] = best;
        self.in_order[state] = in_order;
        self.in_order_of_use[state] = in_order_of_use;
    }

    /// The state in which only these facts are known.
    pub fn state(&self, facts: &[(usize, usize)]) -> usize {
        let nothing = (0..FACTS).map(|f| values(f) * self.weight[f]).sum();
        facts.iter().fold(nothing, |state, (f, v)| self.known(state, *f, *v))
    }

    /// The best order; the order of the text; that order without facts that can change nothing.
    pub fn expected(&self, state: usize) -> [f64; 3] {
        [self.best[state], self.in_order[state], self.in_order_of_use[state]].map(f64::from)
    }

    /// Whether a fact can change the result.
    pub fn matters(&self, state: usize, fact: usize) -> bool {
        self.matters[state] & (1 << fact) != 0
    }

    pub fn decided(&self, state: usize) -> Option<bool> {
        self.result[state]
    }
}
