//! The longest ways through a scenario: circles count once, what follows them in order.

use std::collections::BTreeSet;
use std::rc::Rc;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

use super::lines::{Lines, answered};
use crate::analysis::ops::{Edge, Ops, To, Way};
use crate::analysis::route::Hop;
use crate::analysis::summary::editions;
use crate::bundle::program::{FactId, Op, Program, ScenarioId, Target};
use crate::value::Name;

/// Facts that are known on a way, of those that matter.
type Known = BTreeSet<FactId>;

/// Sets of known facts that are kept apart at one place; beyond that only what is known in all of them
/// counts, which can only make the bound greater.
const MAX_SETS: usize = 24;

/// The bounds of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub questions: u32,
    pub questions_path: Vec<Hop>,
    pub seconds: f64,
    pub seconds_path: Vec<Hop>,
    /// Steps of the first circle that asks anew.
    pub circle: Vec<Name>,
    /// The same up to where the scenario returns; none where it never does.
    returning: Option<Returning>,
}

#[derive(Clone, Debug)]
struct Returning {
    questions: u32,
    seconds: f64,
    /// Known wherever it returns.
    known: Known,
}

/// A place reached on some way.
#[derive(Clone, Debug)]
struct Cell {
    component: usize,
    known: Known,
    questions: u32,
    seconds: f64,
    /// From which cell, by which line and how, for each of the two.
    questions_from: Option<(usize, usize, Way)>,
    seconds_from: Option<(usize, usize, Way)>,
}

/// What passing a component costs.
struct Cost {
    questions: u32,
    seconds: f64,
    known: Known,
}

/// Walks scenarios; what is called is walked once for each set of facts known before.
pub struct Walker<'a> {
    program: &'a Program,
    lines: &'a Lines<'a>,
    done: FxHashMap<(usize, Vec<FactId>), Rc<Found>>,
    asks: FxHashMap<usize, Rc<BTreeSet<FactId>>>,
    /// Calls that are being walked.
    depth: u32,
}

impl<'a> Walker<'a> {
    /// A walker that has seen nothing yet.
    pub fn new(program: &'a Program, lines: &'a Lines<'a>) -> Self {
        Self {
            program,
            lines,
            done: FxHashMap::default(),
            asks: FxHashMap::default(),
            depth: 0,
        }
    }

    /// The bounds of a scenario that starts with nothing known.
    pub fn scenario(mut self, scenario: usize) -> Found {
        let found = self.walk(scenario, &Known::new());
        Rc::try_unwrap(found).unwrap_or_else(|shared| (*shared).clone())
    }

    fn ops(&self, scenario: usize) -> Ops<'a> {
        Ops::new(self.program, ScenarioId(u32::try_from(scenario).unwrap_or(u32::MAX)))
    }

    /// Facts that a scenario may ask, with what it calls.
    fn asked(&mut self, scenario: usize) -> Rc<BTreeSet<FactId>> {
        if let Some(known) = self.asks.get(&scenario) {
            return Rc::clone(known);
        }
        // A circle of calls finds this and stops; it is reported elsewhere.
        self.asks.insert(scenario, Rc::default());
        let ops = self.ops(scenario);
        let mut all = BTreeSet::new();
        for node in ops.nodes.clone() {
            let Some(op) = ops.op(node) else { continue };
            all.extend(self.of_line(op));
        }
        let all = Rc::new(all);
        self.asks.insert(scenario, Rc::clone(&all));
        all
    }

    fn of_line(&mut self, op: &Op) -> Vec<FactId> {
        match op {
            Op::Call { scenario, .. } => {
                let callees: Vec<usize> = editions(self.program, *scenario).collect();
                let mut all: Vec<FactId> = Vec::new();
                for callee in callees {
                    all.extend(self.asked(callee).iter());
                }
                all
            }
            op => self.lines.asks(op),
        }
    }

    /// Facts that more than one line may ask: only of these does it matter whether they are known.
    fn shared(&mut self, ops: &Ops<'_>) -> BTreeSet<FactId> {
        let mut once = BTreeSet::new();
        let mut twice = BTreeSet::new();
        for node in ops.nodes.clone() {
            let Some(op) = ops.op(node) else { continue };
            let facts: BTreeSet<FactId> = self.of_line(op).into_iter().collect();
            for fact in facts {
                if !once.insert(fact) {
                    twice.insert(fact);
                }
            }
            // A goal that is found out twice is asked about once.
            if let Op::Derive { fact, .. } = op
                && !once.insert(*fact)
            {
                twice.insert(*fact);
            }
            // What is written need not be asked.
            if let Op::Set(fact, _) = op {
                twice.insert(*fact);
            }
        }
        twice
    }

    fn walk(&mut self, scenario: usize, known: &Known) -> Rc<Found> {
        let key = (scenario, known.iter().copied().collect::<Vec<_>>());
        if let Some(done) = self.done.get(&key) {
            return Rc::clone(done);
        }
        if self.depth >= self.program.defaults.call_depth {
            return Rc::default();
        }
        self.depth += 1;
        let found = Rc::new(self.longest(scenario, known));
        self.depth -= 1;
        self.done.insert(key, Rc::clone(&found));
        found
    }

    fn longest(&mut self, scenario: usize, known: &Known) -> Found {
        let ops = self.ops(scenario);
        let Some(start) = ops.start() else {
            return Found::default();
        };
        let mut shared = self.shared(&ops);
        shared.extend(known);
        let (components, of_node) = components(&ops);
        let mut found = Found::default();
        let mut cells: Vec<Cell> = Vec::new();
        let mut at: Vec<Vec<usize>> = vec![Vec::new(); components.len()];
        let first = of_node.first().copied().unwrap_or(0);
        cells.push(Cell {
            component: first,
            known: known.clone(),
            questions: 0,
            seconds: 0.0,
            questions_from: None,
            seconds_from: None,
        });
        if let Some(list) = at.get_mut(first) {
            list.push(0);
        }
        let mut ends = Ends::default();
        // The library gives what leads nowhere else first.
        for (n, component) in components.iter().enumerate().rev() {
            let round = is_round(&ops, component);
            if round && found.circle.is_empty() && at.get(n).is_some_and(|cells| !cells.is_empty()) {
                found.circle = self.asks_anew(scenario, &ops, component);
            }
            for cell in at.get(n).cloned().unwrap_or_default() {
                let Some(here) = cells.get(cell).cloned() else { continue };
                let inside = round.then(|| self.cost_of_round(&ops, component, &here.known));
                for node in component {
                    self.leave(
                        &ops,
                        *node,
                        cell,
                        &here,
                        inside.as_ref(),
                        &shared,
                        &mut |to, step| match to {
                            Leaving::Node(next) => {
                                let to = of_node.get(next.wrapping_sub(start)).copied().unwrap_or(n);
                                if to != n {
                                    arrive(&mut cells, &mut at, to, step);
                                }
                            }
                            Leaving::Return => {
                                ends.returning(&step);
                                ends.end(step);
                            }
                            Leaving::End => ends.end(step),
                        },
                    );
                }
            }
        }
        ends.into_found(scenario, &cells, &components, found)
    }

    /// Hands on every way out of a line.
    #[allow(clippy::too_many_arguments, reason = "one step of one walk")]
    fn leave(
        &mut self,
        ops: &Ops<'_>,
        node: usize,
        cell: usize,
        here: &Cell,
        round: Option<&Cost>,
        shared: &BTreeSet<FactId>,
        to: &mut impl FnMut(Leaving, Cell),
    ) {
        let Some(op) = ops.op(node) else { return };
        let own;
        let cost = match round {
            Some(cost) => cost,
            None => {
                own = self.cost(op, &here.known, shared);
                &own
            }
        };
        let step = |edge_seconds: f64, cost: &Cost, way: Way| Cell {
            component: here.component,
            known: cost.known.clone(),
            questions: here.questions.saturating_add(cost.questions),
            seconds: here.seconds + cost.seconds + edge_seconds,
            questions_from: Some((cell, node, way)),
            seconds_from: Some((cell, node, way)),
        };
        if let (Op::Call { scenario, .. }, None) = (op, round) {
            self.call(ops, node, *scenario, cost, &step, to);
            return;
        }
        for edge in ops.follow(node).into_iter().filter(|e| answered(e.way)) {
            let next = step(self.lines.seconds_on(ops, op, &edge), cost, edge.way);
            to(Leaving::of(&edge), next);
        }
    }

    /// A call goes on where the callee returns, and may end within it.
    fn call(
        &mut self,
        ops: &Ops<'_>,
        node: usize,
        scenario: ScenarioId,
        own: &Cost,
        step: &impl Fn(f64, &Cost, Way) -> Cell,
        to: &mut impl FnMut(Leaving, Cell),
    ) {
        let callees: Vec<usize> = editions(self.program, scenario).collect();
        if callees.is_empty() {
            for edge in ops.follow(node) {
                to(Leaving::of(&edge), step(0.0, own, edge.way));
            }
        }
        for callee in callees {
            let asked = self.asked(callee);
            let before: Known = own.known.intersection(&asked).copied().collect();
            let found = self.walk(callee, &before);
            let mut cost = Cost {
                questions: found.questions,
                seconds: found.seconds,
                known: own.known.clone(),
            };
            to(Leaving::End, step(0.0, &cost, Way::Next));
            if let Some(returning) = &found.returning {
                cost.questions = returning.questions;
                cost.seconds = returning.seconds;
                cost.known.extend(&returning.known);
                for edge in ops.follow(node) {
                    to(Leaving::of(&edge), step(0.0, &cost, edge.way));
                }
            }
        }
    }

    fn cost(&self, op: &Op, known: &Known, shared: &BTreeSet<FactId>) -> Cost {
        let mut after = known.clone();
        match op {
            Op::Ask { fact, .. } | Op::Set(fact, _) | Op::Derive { fact, .. } => {
                after.insert(*fact);
            }
            Op::Forget(facts) => {
                // A goal below which something is forgotten is open again.
                after.retain(|f| !facts.contains(f) && !self.derived(*f));
            }
            Op::Call { scenario, .. } => {
                let callee = self.program.scenarios.get(scenario.index());
                for fact in callee.into_iter().flat_map(|c| &c.params) {
                    after.remove(fact);
                }
            }
            _ => {}
        }
        after.retain(|f| shared.contains(f));
        Cost {
            questions: self.lines.questions(op, known),
            seconds: self.lines.seconds(op, known),
            known: after,
        }
    }

    fn derived(&self, fact: FactId) -> bool {
        let fact = self.program.facts.get(fact.index());
        fact.is_some_and(|f| f.derived != crate::bundle::program::Derived::No)
    }

    /// A circle: every line of it once. What is known inside may be forgotten there.
    fn cost_of_round(&mut self, ops: &Ops<'_>, component: &[usize], known: &Known) -> Cost {
        let mut kept = known.clone();
        for node in component {
            if let Some(Op::Forget(facts)) = ops.op(*node) {
                kept.retain(|f| !facts.contains(f) && !self.derived(*f));
            }
        }
        let mut inside = kept.clone();
        let mut cost = Cost {
            questions: 0,
            seconds: 0.0,
            known: kept,
        };
        for node in component {
            let Some(op) = ops.op(*node) else { continue };
            if let Op::Call { scenario, .. } = op {
                let callees: Vec<usize> = editions(self.program, *scenario).collect();
                let all = callees.into_iter().map(|c| {
                    let asked = self.asked(c);
                    let before: Known = inside.intersection(&asked).copied().collect();
                    self.walk(c, &before)
                });
                let (questions, seconds) = all.fold((0, 0.0_f64), |(q, s), found| {
                    (found.questions.max(q), found.seconds.max(s))
                });
                cost.questions += questions;
                cost.seconds += seconds;
                continue;
            }
            cost.questions = cost.questions.saturating_add(self.lines.questions(op, &inside));
            cost.seconds += self.lines.seconds(op, &inside);
            inside.extend(self.lines.asks(op));
        }
        cost
    }

    /// The steps of a circle in which something is asked anew each time; empty where nothing is.
    fn asks_anew(&mut self, scenario: usize, ops: &Ops<'_>, component: &[usize]) -> Vec<Name> {
        let mut forgotten: BTreeSet<FactId> = BTreeSet::new();
        for node in component {
            if let Some(Op::Forget(facts)) = ops.op(*node) {
                forgotten.extend(facts);
            }
        }
        let mut anew = false;
        for node in component {
            anew |= match ops.op(*node) {
                Some(Op::Menu { .. }) => true,
                Some(Op::Call { scenario, .. }) => {
                    let callees: Vec<usize> = editions(self.program, *scenario).collect();
                    callees.into_iter().any(|c| self.has_menu(c, 0))
                        || ops
                            .op(*node)
                            .is_some_and(|op| self.of_line(op).iter().any(|f| forgotten.contains(f)))
                }
                Some(op) => self.lines.asks(op).iter().any(|f| forgotten.contains(f)),
                None => false,
            };
        }
        if !anew {
            return Vec::new();
        }
        let id = ScenarioId(u32::try_from(scenario).unwrap_or(u32::MAX));
        let mut names: Vec<Name> = Vec::new();
        for node in component {
            let step = ops.step(id, *node).and_then(|s| self.program.steps.get(s.index()));
            if let Some(step) = step.filter(|s| !names.contains(&s.name)) {
                names.push(step.name.clone());
            }
        }
        names
    }

    fn has_menu(&self, scenario: usize, depth: u32) -> bool {
        let ops = self.ops(scenario);
        depth < self.program.defaults.call_depth
            && ops.nodes.clone().any(|node| match ops.op(node) {
                Some(Op::Menu { .. }) => true,
                Some(Op::Call { scenario, .. }) => {
                    editions(self.program, *scenario).any(|c| self.has_menu(c, depth + 1))
                }
                _ => false,
            })
    }
}

/// Where a line leads, for counting.
enum Leaving {
    Node(usize),
    Return,
    End,
}

impl Leaving {
    fn of(edge: &Edge<'_>) -> Self {
        match edge.to {
            To::Node(next) => Self::Node(next),
            To::Out(Target::Return) => Self::Return,
            To::Out(_) | To::Default | To::Nowhere => Self::End,
        }
    }
}

/// The ways that end.
#[derive(Default)]
struct Ends {
    questions: Option<Cell>,
    seconds: Option<Cell>,
    returning: Option<Returning>,
}

impl Ends {
    fn end(&mut self, cell: Cell) {
        if self.seconds.as_ref().is_none_or(|s| cell.seconds > s.seconds) {
            self.seconds = Some(cell.clone());
        }
        if self.questions.as_ref().is_none_or(|q| cell.questions > q.questions) {
            self.questions = Some(cell);
        }
    }

    fn returning(&mut self, cell: &Cell) {
        match &mut self.returning {
            None => {
                self.returning = Some(Returning {
                    questions: cell.questions,
                    seconds: cell.seconds,
                    known: cell.known.clone(),
                });
            }
            Some(all) => {
                all.questions = all.questions.max(cell.questions);
                all.seconds = all.seconds.max(cell.seconds);
                all.known.retain(|f| cell.known.contains(f));
            }
        }
    }

    fn into_found(self, scenario: usize, cells: &[Cell], components: &[Vec<usize>], mut found: Found) -> Found {
        let path = |end: Option<&Cell>, from: fn(&Cell) -> Option<(usize, usize, Way)>| {
            let mut hops = Vec::new();
            let mut at = end.and_then(from);
            while let Some((cell, node, way)) = at {
                // A circle is entered somewhere and left at `node`: its first line stands for the rest.
                hops.push(Hop {
                    scenario,
                    node,
                    way: Some(way),
                });
                let Some(before) = cells.get(cell) else { break };
                let entered = components.get(before.component).and_then(|c| c.first()).copied();
                if let Some(entered) = entered.filter(|e| *e != node) {
                    hops.push(Hop {
                        scenario,
                        node: entered,
                        way: None,
                    });
                }
                at = from(before);
            }
            hops.reverse();
            hops
        };
        found.questions = self.questions.as_ref().map_or(0, |c| c.questions);
        found.questions_path = path(self.questions.as_ref(), |c| c.questions_from);
        found.seconds = self.seconds.as_ref().map_or(0.0, |c| c.seconds);
        found.seconds_path = path(self.seconds.as_ref(), |c| c.seconds_from);
        found.returning = self.returning;
        found
    }
}

/// Notes that a component is reached; of two ways with the same facts known the longer one stays.
fn arrive(cells: &mut Vec<Cell>, at: &mut [Vec<usize>], to: usize, mut cell: Cell) {
    let Some(list) = at.get_mut(to) else { return };
    cell.component = to;
    let same = list
        .iter()
        .copied()
        .find(|c| cells.get(*c).is_some_and(|c| c.known == cell.known));
    let merged = same.or_else(|| {
        let last = list.last().copied().filter(|_| list.len() >= MAX_SETS)?;
        let there = cells.get_mut(last)?;
        there.known.retain(|f| cell.known.contains(f));
        Some(last)
    });
    match merged.and_then(|c| cells.get_mut(c)) {
        Some(there) => {
            if cell.questions > there.questions {
                there.questions = cell.questions;
                there.questions_from = cell.questions_from;
            }
            if cell.seconds > there.seconds {
                there.seconds = cell.seconds;
                there.seconds_from = cell.seconds_from;
            }
        }
        None => {
            list.push(cells.len());
            cells.push(cell);
        }
    }
}

/// Circles of lines, those that lead nowhere else first, and for each line its circle. Lines of a
/// circle come in order.
fn components(ops: &Ops<'_>) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(ops.nodes.len(), ops.nodes.len() * 2);
    for _ in ops.nodes.clone() {
        graph.add_node(());
    }
    let start = ops.nodes.start;
    for node in ops.nodes.clone() {
        for edge in ops.follow(node).into_iter().filter(|e| answered(e.way)) {
            if let To::Node(next) = edge.to {
                graph.add_edge(NodeIndex::new(node - start), NodeIndex::new(next - start), ());
            }
        }
    }
    let mut of_node = vec![0; ops.nodes.len()];
    let mut components = Vec::new();
    for (n, component) in kosaraju_scc(&graph).into_iter().enumerate() {
        let mut nodes: Vec<usize> = component.into_iter().map(|c| c.index() + start).collect();
        nodes.sort_unstable();
        for node in &nodes {
            if let Some(place) = of_node.get_mut(node - start) {
                *place = n;
            }
        }
        components.push(nodes);
    }
    (components, of_node)
}

fn is_round(ops: &Ops<'_>, component: &[usize]) -> bool {
    component.len() > 1
        || component.iter().any(|node| {
            let edges = ops.follow(*node).into_iter().filter(|e| answered(e.way));
            edges
                .into_iter()
                .any(|e| matches!(e.to, To::Node(next) if next == *node))
        })
}
