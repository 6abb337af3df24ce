//! Where derived facts are needed: every place of a base that reads one.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::derived::exprs_of_test;
use super::ways::Ways;
use crate::bundle::program::{
    Answer, DecisionBody, DecisionId, ExprId, FactId, Op, Program, RuleId, Spoken, Target, TextId, TextPart,
    amount_name, due_name,
};
use crate::value::Name;

/// A place that needs a derived fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// A condition of a rule.
    Condition(RuleId, usize),
    /// A condition of a group of exceptions.
    Exception(RuleId, usize, usize),
    /// The conclusion of a rule.
    Conclusion(RuleId),
    /// A decision that is an expression.
    Decision(DecisionId, ExprId),
    /// An input column of a table.
    Input(DecisionId, usize),
    /// A test of a cell.
    Cell(DecisionId, usize, usize),
    /// An output of a row.
    Output(DecisionId, usize, ExprId),
    /// An expression of a conversation: in which step and node, after how many branches of it; and
    /// whether what is not known is provided for.
    Said {
        /// The step.
        step: u32,
        /// The node.
        node: u32,
        /// Branches of the node that have been passed over.
        branches: usize,
        /// The expression.
        expr: ExprId,
        /// Whether `иначе` takes what is not known.
        handled: bool,
    },
    /// An expression of a text that anybody may hear.
    Anywhere(ExprId),
}

/// Places by the facts that they need.
#[derive(Debug, Default)]
pub struct Sites {
    of: FxHashMap<FactId, Vec<Site>>,
    /// Facts that are written, forgotten or given to a call: what held of them may hold no more.
    pub changed: FxHashSet<FactId>,
    /// Amounts of measures: told as «нет данных» where there is none.
    pub amounts: FxHashMap<FactId, FactId>,
    by_name: FxHashMap<Name, FactId>,
    /// What decides the way to the steps of each scenario, once somebody wants to know.
    ways: Vec<OnceLock<Option<Ways>>>,
}

impl Sites {
    /// All places of a program.
    pub fn new(program: &Program) -> Self {
        let mut sites = Self::default();
        sites.rules(program);
        sites.decisions(program);
        sites.conversations(program);
        sites.texts(program);
        // The first of a name, where there are several.
        for (n, fact) in (0..).zip(&program.facts) {
            sites.by_name.entry(fact.name.clone()).or_insert(FactId(n));
        }
        sites.ways = program.scenarios.iter().map(|_| OnceLock::new()).collect();
        for measure in &program.measures {
            let due = sites.fact_named(&due_name(&measure.name));
            let amount = sites.fact_named(&amount_name(&measure.name));
            if let (Some(due), Some(amount)) = (due, amount) {
                sites.amounts.insert(amount, due);
            }
        }
        sites
    }

    /// The fact of a name.
    pub fn fact_named(&self, name: &str) -> Option<FactId> {
        self.by_name.get(name).copied()
    }

    /// Branches of `если` through which every way to a step leads.
    pub fn forced(&self, program: &Program, step: u32) -> Vec<(usize, usize)> {
        let scenario = program.steps.get(step as usize).map(|s| s.scenario);
        let ways = scenario.and_then(|s| Some((s, self.ways.get(s.index())?)));
        let ways = ways.and_then(|(s, ways)| ways.get_or_init(|| Ways::new(program, s)).as_ref());
        ways.map_or_else(Vec::new, |ways| ways.forced(step))
    }

    /// Places that need a fact.
    pub fn of(&self, fact: FactId) -> &[Site] {
        self.of.get(&fact).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, program: &Program, expr: ExprId, site: Site) {
        let mut read = Vec::new();
        program.facts_read(expr, &mut read);
        for fact in read {
            self.of.entry(fact).or_default().push(site);
        }
    }

    fn rules(&mut self, program: &Program) {
        for (n, rule) in (0..).zip(&program.rules) {
            let id = RuleId(n);
            for (i, condition) in rule.conditions.iter().enumerate() {
                self.add(program, *condition, Site::Condition(id, i));
            }
            for (g, group) in rule.exceptions.iter().enumerate() {
                for (i, condition) in group.iter().enumerate() {
                    self.add(program, *condition, Site::Exception(id, g, i));
                }
            }
            self.add(program, rule.value, Site::Conclusion(id));
        }
    }

    fn decisions(&mut self, program: &Program) {
        for (n, decision) in (0..).zip(&program.decisions) {
            let id = DecisionId(n);
            match &decision.body {
                DecisionBody::Expr(e) => self.add(program, *e, Site::Decision(id, *e)),
                DecisionBody::Table(table) => {
                    for (c, input) in table.inputs.iter().enumerate() {
                        self.add(program, *input, Site::Input(id, c));
                    }
                    for (r, row) in table.rows.iter().enumerate() {
                        for (c, tests) in row.inputs.iter().enumerate() {
                            for e in tests.iter().flat_map(exprs_of_test) {
                                self.add(program, e, Site::Cell(id, r, c));
                            }
                        }
                        for e in &row.outputs {
                            self.add(program, *e, Site::Output(id, r, *e));
                        }
                    }
                }
            }
        }
    }

    fn conversations(&mut self, program: &Program) {
        for (step, of_step) in (0..).zip(&program.steps) {
            let first = of_step.first.index();
            for (n, node) in program.nodes.iter().enumerate().skip(first) {
                let at = |branches, expr, handled| Site::Said {
                    step,
                    node: u32::try_from(n).unwrap_or(u32::MAX),
                    branches,
                    expr,
                    handled,
                };
                match &node.op {
                    Op::Set(fact, e) => {
                        self.changed.insert(*fact);
                        self.add(program, *e, at(0, *e, false));
                    }
                    Op::Forget(facts) => self.changed.extend(facts),
                    Op::Lookup { args, source, .. } => {
                        args.iter().for_each(|e| self.add(program, *e, at(0, *e, false)));
                        let outputs = program.sources.get(source.index()).map_or(&[][..], |s| &s.outputs);
                        self.changed.extend(outputs);
                    }
                    Op::Call { args, scenario } => {
                        args.iter().for_each(|e| self.add(program, *e, at(0, *e, false)));
                        let params = program.scenarios.get(scenario.index()).map_or(&[][..], |s| &s.params);
                        self.changed.extend(params);
                    }
                    Op::If { branches, otherwise } => {
                        for (i, (e, _)) in branches.iter().enumerate() {
                            self.add(program, *e, at(i, *e, otherwise.is_some()));
                        }
                    }
                    _ => {}
                }
                let after = |i: usize| if matches!(node.op, Op::If { .. }) { i } else { 0 };
                for (i, text) in texts_of(&node.op) {
                    for e in holes(program, text) {
                        self.add(program, e, at(after(i), e, false));
                    }
                }
                if node.op.is_transition() {
                    break;
                }
            }
        }
    }

    fn texts(&mut self, program: &Program) {
        let answers = program.topics.iter().filter_map(|t| t.answer.as_ref());
        let of_answers = answers.chain(program.measures.iter().filter_map(|m| m.answer.as_ref()));
        let texts = of_answers.filter_map(|a| match a {
            Answer::Text(text) => Some(*text),
            Answer::Queue(_, text) => *text,
            _ => None,
        });
        let questions = program
            .facts
            .iter()
            .flat_map(|f| spoken(f.question).into_iter().chain(f.hint));
        let handlers = program.handlers.iter().flatten().filter_map(|h| h.text);
        let all: Vec<TextId> = texts.chain(questions).chain(handlers).collect();
        for text in all {
            for e in holes(program, text) {
                self.add(program, e, Site::Anywhere(e));
            }
        }
    }
}

fn spoken(of: Spoken) -> Vec<TextId> {
    [of.any, of.chat, of.voice].into_iter().flatten().collect()
}

/// Texts of a node, each with the place of its branch or option.
fn texts_of(op: &Op) -> Vec<(usize, TextId)> {
    let of_target = |target: &Target| match target {
        Target::Finish(_, text) | Target::Operator(_, text) => *text,
        _ => None,
    };
    let own = |spoken_text: Spoken| spoken(spoken_text).into_iter().map(|t| (0, t)).collect();
    match op {
        Op::Say(text) | Op::Ask { text, .. } => own(*text),
        Op::Go(target) => of_target(target).map(|t| (0, t)).into_iter().collect(),
        Op::If { branches, otherwise } => {
            let targets = branches.iter().map(|(_, t)| t).chain(otherwise);
            targets
                .enumerate()
                .filter_map(|(i, t)| Some((i, of_target(t)?)))
                .collect()
        }
        Op::Menu { text, options, .. } => {
            let mut texts: Vec<(usize, TextId)> = own(*text);
            texts.extend(options.iter().filter_map(|o| Some((0, of_target(&o.target)?))));
            texts
        }
        _ => Vec::new(),
    }
}

/// Expressions in a text.
fn holes(program: &Program, text: TextId) -> Vec<ExprId> {
    let parts = program.texts.get(text.index()).map_or(&[][..], |t| &t.parts);
    let hole = |part: &TextPart| match part {
        TextPart::Hole(e, _) => Some(*e),
        TextPart::Words(_) => None,
    };
    parts.iter().filter_map(hole).collect()
}
