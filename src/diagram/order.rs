//! The order of questions about a few functions: exact by dynamic programming, greedy beyond.
//!
//! Every value of a variable is taken to be as likely as every other: how incomes are really spread
//! nobody has told, and thresholds stand where laws are, not where people are. What is minimised is the
//! expected sum of the costs of the questions asked until all functions are constant.

use rustc_hash::FxHashMap;

use super::{Forest, Ref};

/// Questions about the variables of a forest, at most 128.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// What each costs.
    pub cost: Vec<u32>,
    /// For each variable, as bits, the questions whose answers together tell its value.
    pub needs: Vec<u128>,
}

/// What to ask next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The question.
    pub question: u32,
    /// Expected cost of all questions from here; only where the choice is exact.
    pub expected: Option<f64>,
}

/// How much work a choice may take.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Most situations that are weighed before the choice becomes greedy.
    pub states: usize,
}

/// A plan for every course of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The first is where it starts.
    pub nodes: Vec<PolicyNode>,
}

/// A question of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyNode {
    /// The question.
    pub question: u32,
    /// Variables whose values the answer tells.
    pub vars: Vec<u32>,
    /// For each combination of their values, the last variable turning fastest, the next node; none
    /// where nothing more needs asking.
    pub next: Vec<Option<u32>>,
}

/// A situation: what the functions have become, and which questions were asked that tell nothing alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    roots: Vec<Ref>,
    asked: u128,
}

/// Restrictions of a function that a situation of the budget stands for: a dozen questions of two answers.
const WORK: usize = 24;

/// Stops the search: out of room or out of budget.
struct Stop;

struct Solver<'a> {
    forest: &'a mut Forest,
    questions: &'a Questions,
    cofactors: FxHashMap<(Ref, u32, u32), Ref>,
    supports: FxHashMap<Ref, Vec<u32>>,
    memo: FxHashMap<State, (f64, Option<u32>)>,
    budget: usize,
    /// Functions that may still be restricted: a situation of many functions and many answers is more work.
    work: usize,
}

/// The best order from the start, whatever is answered; `None` where it would take more than `budget`
/// situations.
pub fn optimal(forest: &mut Forest, roots: &[Ref], questions: &Questions, budget: usize) -> Option<Policy> {
    let mut solver = Solver::new(forest, questions, budget);
    let start = solver.state(roots.to_vec(), 0);
    solver.solve(&start).ok()?;
    let mut policy = Policy::default();
    let mut numbers: FxHashMap<State, u32> = FxHashMap::default();
    let mut open = vec![start];
    // Numbers are given when a state is first met; nodes are filled in that order.
    if let Some(first) = open.first() {
        if solver.best_of(first).is_none() {
            return Some(policy);
        }
        numbers.insert(first.clone(), 0);
    }
    let mut at = 0;
    while let Some(state) = open.get(at).cloned() {
        at += 1;
        let Some(question) = solver.best_of(&state) else {
            continue;
        };
        let (vars, outcomes) = solver.outcomes(&state, question).ok()?;
        let mut next = Vec::with_capacity(outcomes.len());
        for outcome in outcomes {
            if solver.best_of(&outcome).is_none() {
                next.push(None);
                continue;
            }
            let fresh = u32::try_from(open.len()).ok()?;
            let number = *numbers.entry(outcome.clone()).or_insert(fresh);
            if number == fresh {
                open.push(outcome);
            }
            next.push(Some(number));
        }
        policy.nodes.push(PolicyNode { question, vars, next });
    }
    Some(policy)
}

/// The next question: exact within the budget, else the one with the most influence for its cost.
/// `asked` are questions whose answers are known but have not told a variable yet. `None` when all
/// functions are constant.
pub fn best(forest: &mut Forest, roots: &[Ref], questions: &Questions, asked: u128, budget: Budget) -> Option<Choice> {
    let mut solver = Solver::new(forest, questions, budget.states);
    let state = solver.state(roots.to_vec(), asked);
    match solver.solve(&state) {
        Ok(expected) => solver.best_of(&state).map(|question| Choice {
            question,
            expected: Some(expected),
        }),
        Err(Stop) => greedy(forest, roots, questions, asked),
    }
}

fn greedy(forest: &Forest, roots: &[Ref], questions: &Questions, asked: u128) -> Option<Choice> {
    let influences = influence(forest, roots);
    let mut score: Vec<f64> = vec![0.0; questions.cost.len()];
    for (var, weight) in influences {
        let open = questions.needs.get(var as usize).copied().unwrap_or(0) & !asked;
        // What several answers tell together, each of them tells a part of.
        let share = weight / f64::from(open.count_ones().max(1));
        for (question, score) in (0_u32..).zip(&mut score) {
            if open & (1 << question) != 0 {
                *score += share;
            }
        }
    }
    let scored = (0_u32..).zip(score).zip(&questions.cost);
    let best = scored
        .filter(|((_, s), _)| *s > 0.0)
        .map(|((q, s), cost)| (q, s / f64::from((*cost).max(1))))
        .reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    Some(Choice {
        question: best.0,
        expected: None,
    })
}

/// How likely each variable decides: the chance that another value of it, all else equal, gives
/// another result; summed over the functions.
pub fn influence(forest: &Forest, roots: &[Ref]) -> Vec<(u32, f64)> {
    let mut total: FxHashMap<u32, f64> = FxHashMap::default();
    let mut differ: FxHashMap<(Ref, Ref), f64> = FxHashMap::default();
    for root in roots {
        let mut nodes = forest.below(&[*root]);
        // From the root down: every node comes after those that lead to it.
        nodes.sort_unstable_by_key(|n| (forest.var(*n), *n));
        let mut reach: FxHashMap<Ref, f64> = FxHashMap::default();
        reach.insert(*root, 1.0);
        for node in nodes {
            let weight = reach.get(&node).copied().unwrap_or(0.0);
            let children = forest.children(node);
            let each = children.len().max(1) as f64;
            let mut decides = 0.0;
            for (i, a) in children.iter().enumerate() {
                *reach.entry(*a).or_default() += weight / each;
                for b in children.iter().skip(i + 1) {
                    decides += 2.0 * disagreement(forest, *a, *b, &mut differ);
                }
            }
            *total.entry(forest.var(node)).or_default() += weight * decides / (each * each);
        }
    }
    let mut list: Vec<(u32, f64)> = total.into_iter().collect();
    list.sort_unstable_by_key(|(var, _)| *var);
    list
}

/// The chance that two functions differ.
fn disagreement(forest: &Forest, a: Ref, b: Ref, memo: &mut FxHashMap<(Ref, Ref), f64>) -> f64 {
    if a == b {
        return 0.0;
    }
    if a.value().is_some() && b.value().is_some() {
        return 1.0;
    }
    let key = (a.min(b), a.max(b));
    if let Some(known) = memo.get(&key) {
        return *known;
    }
    let var = forest.var(a).min(forest.var(b));
    let values = forest.arity().get(var as usize).copied().unwrap_or(0);
    let sum: f64 = (0..values)
        .map(|v| disagreement(forest, forest.child(a, var, v), forest.child(b, var, v), memo))
        .sum();
    let mean = sum / f64::from(values.max(1));
    memo.insert(key, mean);
    mean
}

impl<'a> Solver<'a> {
    fn new(forest: &'a mut Forest, questions: &'a Questions, budget: usize) -> Self {
        Self {
            forest,
            questions,
            cofactors: FxHashMap::default(),
            supports: FxHashMap::default(),
            memo: FxHashMap::default(),
            budget,
            work: budget.saturating_mul(WORK),
        }
    }

    fn best_of(&self, state: &State) -> Option<u32> {
        self.memo.get(state).and_then(|(_, q)| *q)
    }

    /// A situation in the one form in which it is looked up.
    fn state(&mut self, mut roots: Vec<Ref>, asked: u128) -> State {
        roots.retain(|r| r.value().is_none());
        roots.sort_unstable();
        roots.dedup();
        // Answers that told all they can are no part of the situation any more.
        let useful = self.support(&roots).into_iter().filter_map(|v| {
            let needs = *self.questions.needs.get(v as usize)?;
            (needs.count_ones() > 1).then_some(needs)
        });
        let useful = useful.fold(0, |all, needs| all | needs);
        State {
            roots,
            asked: asked & useful,
        }
    }

    fn support(&mut self, roots: &[Ref]) -> Vec<u32> {
        let mut all: Vec<u32> = Vec::new();
        for root in roots {
            let forest = &*self.forest;
            let of_root = self.supports.entry(*root).or_insert_with(|| forest.support(&[*root]));
            all.extend(of_root.iter());
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    fn solve(&mut self, state: &State) -> Result<f64, Stop> {
        if state.roots.is_empty() {
            return Ok(0.0);
        }
        if let Some((expected, _)) = self.memo.get(state) {
            return Ok(*expected);
        }
        if self.memo.len() >= self.budget {
            return Err(Stop);
        }
        let support = self.support(&state.roots);
        let open = support.iter().filter_map(|v| self.questions.needs.get(*v as usize));
        let open = open.fold(0, |all: u128, needs| all | needs) & !state.asked;
        let mut best: Option<(f64, u32)> = None;
        for question in 0..u32::try_from(self.questions.cost.len().min(128)).unwrap_or(0) {
            if open & (1 << question) == 0 {
                continue;
            }
            let cost = f64::from(self.questions.cost.get(question as usize).copied().unwrap_or(1));
            if best.is_some_and(|(least, _)| least <= cost) {
                continue;
            }
            let (_, outcomes) = self.outcomes(state, question)?;
            let each = 1.0 / outcomes.len().max(1) as f64;
            let mut expected = cost;
            for outcome in &outcomes {
                expected += each * self.solve(outcome)?;
            }
            if best.is_none_or(|(least, _)| expected < least - 1e-12) {
                best = Some((expected, question));
            }
        }
        let found = best.map_or((0.0, None), |(expected, q)| (expected, Some(q)));
        self.memo.insert(state.clone(), found);
        Ok(found.0)
    }

    /// What can become of a situation when a question is answered: the variables told, and a situation
    /// for each combination of their values.
    fn outcomes(&mut self, state: &State, question: u32) -> Result<(Vec<u32>, Vec<State>), Stop> {
        let asked = state.asked | (1 << question);
        let told = |needs: u128| needs & (1 << question) != 0 && needs & !asked == 0;
        let support = self.support(&state.roots);
        let vars: Vec<u32> = support
            .into_iter()
            .filter(|v| self.questions.needs.get(*v as usize).is_some_and(|n| told(*n)))
            .collect();
        let mut all = vec![state.roots.clone()];
        for var in &vars {
            let values = self.forest.arity().get(*var as usize).copied().unwrap_or(0);
            let restricted = all
                .len()
                .saturating_mul(values as usize)
                .saturating_mul(state.roots.len());
            self.work = self.work.checked_sub(restricted).ok_or(Stop)?;
            let mut longer = Vec::with_capacity(all.len() * values as usize);
            for roots in &all {
                for value in 0..values {
                    let mut next = Vec::with_capacity(roots.len());
                    for root in roots {
                        next.push(self.cofactor(*root, *var, value)?);
                    }
                    longer.push(next);
                }
            }
            all = longer;
        }
        let states = all.into_iter().map(|roots| self.state(roots, asked)).collect();
        Ok((vars, states))
    }

    /// A function with one variable given.
    fn cofactor(&mut self, of: Ref, var: u32, value: u32) -> Result<Ref, Stop> {
        let own = self.forest.var(of);
        if own > var {
            return Ok(of);
        }
        if own == var {
            return Ok(self.forest.child(of, var, value));
        }
        if let Some(known) = self.cofactors.get(&(of, var, value)) {
            return Ok(*known);
        }
        let children = self.forest.children(of).to_vec();
        let mut given = Vec::with_capacity(children.len());
        for child in children {
            given.push(self.cofactor(child, var, value)?);
        }
        let made = self.forest.node(own, &given).ok_or(Stop)?;
        self.cofactors.insert((of, var, value), made);
        Ok(made)
    }
}
