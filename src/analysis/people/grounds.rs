//! L0809 an outcome that must stand on a legal ground, reached on a way that names none.
//!
//! A ground is named by the topic that led here, by the scenario, and by whatever a condition or a text
//! on the way is concluded from: a rule, a decision, a row of its table, a parameter, a measure.

use rustc_hash::FxHashMap;

use super::{answer, judged};
use crate::analysis::feasible::Without;
use crate::analysis::guard::{Gain, Lacking, States};
use crate::analysis::ops::{To, Way};
use crate::analysis::route::in_words;
use crate::analysis::summary::editions;
use crate::bundle::program::{
    Answer, DecisionBody, Derived, Expr, ExprId, FactId, Op, Program, Spoken, Target, Test, TextId, TextPart,
};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// No ground has been named.
const NONE: States = 1;

/// Reports each line that ends a conversation so, once.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let required: Vec<bool> = program
        .outcomes
        .iter()
        .map(|o| {
            model
                .manifest
                .outcome(&o.name)
                .is_some_and(|declared| declared.ground_required)
        })
        .collect();
    if !required.contains(&true) {
        return;
    }
    let lacking = Lacking::new(program, Grounded::new(program), roots(program).into_iter());
    let mut without: Option<Without> = None;
    for scenario in 0..program.scenarios.len() {
        let Some(ops) = lacking.ops(scenario) else { continue };
        for node in ops.nodes.clone().filter(|n| lacking.at(*n) != 0) {
            let Some(op) = ops.op(node) else { continue };
            let bare = ops.follow(node).into_iter().find_map(|edge| match edge.to {
                To::Out(Target::Finish(outcome, text))
                    if required.get(outcome.index()) == Some(&true)
                        && lacking.leaving(node, op, edge.way) != 0
                        && !text.is_some_and(|t| lacking.gain().text(t)) =>
                {
                    Some((edge.way, *outcome))
                }
                _ => None,
            });
            let Some((way, outcome)) = bare else { continue };
            let named = program.outcomes.get(outcome.index()).map_or("", |o| &*o.name);
            let without = without.get_or_insert_with(|| Without::new(model, lacking.giving()));
            let Some(shown) = judged(program, &lacking, without, scenario, node, Some(way), false) else {
                continue;
            };
            let place = place(model, node, way);
            found.push(
                Diagnostic::new(&codes::NO_GROUND, place.file, place.span)
                    .arg("outcome", named)
                    .arg("path", in_words(&shown))
                    .witness(shown),
            );
        }
    }
}

/// The target of a way, or the whole line.
fn place(model: &Model, node: usize, way: Way) -> crate::span::Place {
    let targets = model.places.targets.get(node);
    let of_target = match way {
        Way::Go => targets.and_then(|t| t.first()),
        Way::Branch(n) | Way::Option(n) => targets.and_then(|t| t.get(n)),
        Way::Otherwise => targets.and_then(|t| t.last()),
        Way::Next | Way::Handler(_) => None,
    };
    of_target
        .or_else(|| model.places.nodes.get(node))
        .copied()
        .unwrap_or_default()
}

/// Scenarios that conversations begin with before any ground was named.
fn roots(program: &Program) -> Vec<(usize, States)> {
    let mut roots = Vec::new();
    for topic in 0..program.topics.len() {
        let (passed, last) = answer(program, topic);
        let named = |t: &usize| program.topics.get(*t).is_some_and(|t| !t.grounds.is_empty());
        if let (Some(Answer::Scenario(id)), false) = (last, passed.iter().any(named)) {
            roots.extend(editions(program, *id).map(|n| (n, NONE)));
        }
    }
    for measure in program.measures.iter().filter(|m| m.grounds.is_empty()) {
        if let Some(Answer::Scenario(id)) = &measure.answer {
            roots.extend(editions(program, *id).map(|n| (n, NONE)));
        }
    }
    let start = program.defaults.start.into_iter();
    roots.extend(start.flat_map(|id| editions(program, id).map(|n| (n, NONE))));
    roots
}

/// Which lines name a ground.
pub struct Grounded<'p> {
    program: &'p Program,
    /// For each node whether its scenario has a ground of its own.
    scenario: Vec<bool>,
    facts: Vec<bool>,
}

impl<'p> Grounded<'p> {
    fn new(program: &'p Program) -> Self {
        let mut scenario = vec![false; program.nodes.len()];
        for (n, of) in program.scenarios.iter().enumerate() {
            if !of.grounds.is_empty() {
                let id = crate::bundle::program::ScenarioId(u32::try_from(n).unwrap_or(u32::MAX));
                for node in crate::analysis::ops::Ops::new(program, id).nodes {
                    if let Some(place) = scenario.get_mut(node) {
                        *place = true;
                    }
                }
            }
        }
        Self {
            program,
            scenario,
            facts: facts(program),
        }
    }

    fn expr(&self, expr: ExprId) -> bool {
        let mut read = Vec::new();
        self.program.facts_read(expr, &mut read);
        read.iter().any(|f| self.facts.get(f.index()) == Some(&true)) || has_parameter(self.program, expr)
    }

    fn text(&self, text: TextId) -> bool {
        let parts = self.program.texts.get(text.index()).map(|t| t.parts.as_slice());
        parts.unwrap_or_default().iter().any(|part| match part {
            TextPart::Hole(expr, _) => self.expr(*expr),
            TextPart::Words(_) => false,
        })
    }

    fn spoken(&self, spoken: &Spoken) -> bool {
        [spoken.any, spoken.chat, spoken.voice]
            .into_iter()
            .flatten()
            .any(|t| self.text(t))
    }

    fn names(&self, node: usize, op: &Op) -> bool {
        if self.scenario.get(node) == Some(&true) {
            return true;
        }
        match op {
            Op::Say(spoken) => self.spoken(spoken),
            Op::Ask { text, .. } => self.spoken(text),
            Op::Menu { text, .. } => self.spoken(text),
            Op::Set(_, expr) => self.expr(*expr),
            Op::If { branches, .. } => branches.iter().any(|(c, _)| self.expr(*c)),
            Op::Derive { fact, .. } => self.facts.get(fact.index()) == Some(&true),
            Op::Measures { event, .. } => {
                let mut measures = self.program.measures.iter();
                measures.any(|m| m.events.contains(event) && !m.grounds.is_empty())
            }
            Op::Call { args, .. } | Op::Lookup { args, .. } => args.iter().any(|a| self.expr(*a)),
            Op::Forget(_) | Op::Identify { .. } | Op::Go(_) => false,
        }
    }
}

impl Gain for Grounded<'_> {
    fn after(&self, node: usize, op: &Op, states: States) -> States {
        if self.names(node, op) { 0 } else { states }
    }

    fn aside(&self, node: usize, op: &Op, states: States) -> States {
        self.after(node, op, states)
    }
}

fn has_parameter(program: &Program, expr: ExprId) -> bool {
    let mut open = vec![expr];
    let mut budget = 10_000_u32;
    while let (Some(id), Some(left)) = (open.pop(), budget.checked_sub(1)) {
        budget = left;
        match program.exprs.get(id.index()) {
            Some(Expr::Parameter(parameter, args)) => {
                let values = program.parameters.get(parameter.index()).map(|p| p.values.as_slice());
                if values.unwrap_or_default().iter().any(|v| v.ground.is_some()) {
                    return true;
                }
                open.extend(args);
            }
            Some(Expr::Not(a) | Expr::Negate(a) | Expr::Member(a, _)) => open.push(*a),
            Some(Expr::Binary(_, a, b)) => open.extend([*a, *b]),
            Some(Expr::If(a, b, c)) => open.extend([*a, *b, *c]),
            Some(Expr::List(items) | Expr::Call(_, items)) => open.extend(items),
            Some(Expr::In(of, tests)) => {
                open.push(*of);
                of_tests(tests, &mut open);
            }
            Some(Expr::Const(_) | Expr::Today | Expr::Fact(_) | Expr::Decision(_)) | None => {}
        }
    }
    false
}

fn of_tests(tests: &[Test], open: &mut Vec<ExprId>) {
    for test in tests {
        match test {
            Test::Any => {}
            Test::Equal(e) | Test::Compare(_, e) => open.push(*e),
            Test::Range { low, high } => open.extend([low.0, high.0]),
            Test::Not(inner) => of_tests(inner, open),
        }
    }
}

/// For each fact whether something it is concluded from names a ground. What rests on such a fact is
/// founded as well.
fn facts(program: &Program) -> Vec<bool> {
    let count = program.facts.len();
    let mut founded = vec![false; count];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut open: Vec<usize> = Vec::new();
    let measures: FxHashMap<&str, bool> = program
        .measures
        .iter()
        .map(|m| (&*m.name, !m.grounds.is_empty()))
        .collect();
    for (n, fact) in program.facts.iter().enumerate() {
        let mut exprs: Vec<ExprId> = Vec::new();
        let mut own = false;
        match &fact.derived {
            Derived::No => {}
            Derived::Decisions(ids) => {
                for decision in ids.iter().filter_map(|d| program.decisions.get(d.index())) {
                    own |= !decision.grounds.is_empty();
                    match &decision.body {
                        DecisionBody::Expr(expr) => exprs.push(*expr),
                        DecisionBody::Table(table) => {
                            own |= table.rows.iter().any(|r| r.ground.is_some());
                            exprs.extend(&table.inputs);
                            exprs.extend(table.rows.iter().flat_map(|r| &r.outputs));
                        }
                    }
                }
            }
            Derived::Rules(ids) => {
                for rule in ids.iter().filter_map(|r| program.rules.get(r.index())) {
                    own |= !rule.grounds.is_empty();
                    exprs.extend(rule.conditions.iter().chain(rule.exceptions.iter().flatten()));
                    exprs.push(rule.value);
                }
            }
        }
        if let Some(measure) = fact.name.strip_prefix("мера.") {
            let measure = measure.strip_suffix(".размер").unwrap_or(measure);
            own |= measures.get(measure) == Some(&true);
        }
        let mut read: Vec<FactId> = Vec::new();
        for expr in exprs {
            program.facts_read(expr, &mut read);
            own |= has_parameter(program, expr);
        }
        for fact in read {
            if let Some(list) = users.get_mut(fact.index()) {
                list.push(n);
            }
        }
        if own {
            open.push(n);
        }
    }
    while let Some(n) = open.pop() {
        if let Some(place @ false) = founded.get_mut(n) {
            *place = true;
            open.extend(users.get(n).into_iter().flatten());
        }
    }
    founded
}
