//! Proof that a program read from a file refers only to what is in it.

use super::*;
use crate::bundle::BundleError;

/// Deepest nesting of an expression.
pub const MAX_EXPR_DEPTH: u32 = 256;

type Check = Result<(), BundleError>;

impl Program {
    /// Checks every index, that operands stand before their operators and no expression is nested
    /// deeper than [`MAX_EXPR_DEPTH`], and that every step ends in a transition.
    ///
    /// # Errors
    /// [`BundleError::Damaged`] with the first thing that is wrong.
    pub fn validate(&self) -> Check {
        let v = Validator { p: self };
        v.exprs()?;
        for text in &self.texts {
            text.parts.iter().try_for_each(|part| match part {
                TextPart::Words(_) => Ok(()),
                TextPart::Hole(e, _) => v.expr(*e),
            })?;
        }
        for fact in &self.facts {
            v.spoken(fact.question)?;
            v.opt(fact.hint, |t| v.text(t))?;
            v.opt(fact.directory, |d| v.within(d.0, self.directories.len(), "directory"))?;
            match &fact.derived {
                Derived::No => {}
                Derived::Decisions(ids) => v.all(ids, |d| v.within(d.0, self.decisions.len(), "decision"))?,
                Derived::Rules(ids) => v.all(ids, |r| v.within(r.0, self.rules.len(), "rule"))?,
            }
        }
        self.decisions.iter().try_for_each(|d| v.decision(d))?;
        for rule in &self.rules {
            v.expr(rule.value)?;
            v.all(&rule.conditions, |e| v.expr(*e))?;
            rule.exceptions.iter().flatten().try_for_each(|e| v.expr(*e))?;
            v.all(&rule.defeats, |r| v.within(r.0, self.rules.len(), "rule"))?;
            v.grounds(&rule.grounds)?;
        }
        for m in &self.measures {
            v.opt(m.due, |e| v.expr(e))?;
            v.opt(m.amount, |e| v.expr(e))?;
            v.opt(m.notice, |t| v.text(t))?;
            m.answer.as_ref().map_or(Ok(()), |a| v.answer(a))?;
            v.grounds(&m.grounds)?;
        }
        v.code()?;
        for topic in &self.topics {
            v.opt(topic.parent, |t| v.within(t.0, self.topics.len(), "topic"))?;
            topic.answer.as_ref().map_or(Ok(()), |a| v.answer(a))?;
            v.grounds(&topic.grounds)?;
        }
        v.parents()?;
        for queue in &self.queues {
            if let Some((text, target)) = &queue.closed {
                v.opt(*text, |t| v.text(t))?;
                target.as_ref().map_or(Ok(()), |t| v.target(t, None))?;
            }
        }
        for source in &self.sources {
            v.all(&source.outputs, |f| v.fact(*f))?;
        }
        for value in self.parameters.iter().flat_map(|p| &p.values) {
            v.opt(value.ground, |g| v.within(g.0, self.grounds.len(), "ground"))?;
        }
        v.defaults()
    }
}

struct Validator<'a> {
    p: &'a Program,
}

impl Validator<'_> {
    fn within(&self, index: u32, length: usize, what: &str) -> Check {
        if (index as usize) < length {
            return Ok(());
        }
        Err(BundleError::damaged(format!("it refers to {what} {index} of {length}")))
    }

    fn opt<T: Copy>(&self, value: Option<T>, check: impl Fn(T) -> Check) -> Check {
        value.map_or(Ok(()), check)
    }

    fn all<T>(&self, values: &[T], check: impl Fn(&T) -> Check) -> Check {
        values.iter().try_for_each(check)
    }

    fn expr(&self, id: ExprId) -> Check {
        self.within(id.0, self.p.exprs.len(), "expression")
    }

    fn text(&self, id: TextId) -> Check {
        self.within(id.0, self.p.texts.len(), "text")
    }

    fn fact(&self, id: FactId) -> Check {
        self.within(id.0, self.p.facts.len(), "fact")
    }

    fn grounds(&self, ids: &[GroundId]) -> Check {
        self.all(ids, |g| self.within(g.0, self.p.grounds.len(), "ground"))
    }

    fn handlers(&self, id: HandlersId) -> Check {
        self.within(id.0, self.p.handlers.len(), "handlers")
    }

    fn spoken(&self, s: Spoken) -> Check {
        [s.any, s.chat, s.voice]
            .into_iter()
            .flatten()
            .try_for_each(|t| self.text(t))
    }

    fn exprs(&self) -> Check {
        let mut depths: Vec<u32> = Vec::with_capacity(self.p.exprs.len());
        for (n, expr) in self.p.exprs.iter().enumerate() {
            let mut depth = 0;
            let mut operand = |id: ExprId| -> Check {
                let below = depths.get(id.index()).filter(|_| id.index() < n);
                let below = below.ok_or_else(|| {
                    BundleError::damaged(format!("expression {n} stands before its operand {}", id.0))
                })?;
                depth = depth.max(below + 1);
                Ok(())
            };
            match expr {
                Expr::Const(_) | Expr::Today => {}
                Expr::Fact(f) => self.fact(*f)?,
                Expr::Decision(d) => self.within(d.0, self.p.decisions.len(), "decision")?,
                Expr::Member(a, _) | Expr::Not(a) | Expr::Negate(a) => operand(*a)?,
                Expr::Binary(_, a, b) => [*a, *b].into_iter().try_for_each(&mut operand)?,
                Expr::In(a, tests) => {
                    operand(*a)?;
                    tests_operands(tests, &mut operand)?;
                }
                Expr::If(a, b, c) => [*a, *b, *c].into_iter().try_for_each(&mut operand)?,
                Expr::List(ids) | Expr::Call(_, ids) => ids.iter().copied().try_for_each(&mut operand)?,
                Expr::Parameter(id, ids) => {
                    self.within(id.0, self.p.parameters.len(), "parameter")?;
                    ids.iter().copied().try_for_each(&mut operand)?;
                }
            }
            if depth > MAX_EXPR_DEPTH {
                return Err(BundleError::damaged(format!("expression {n} is nested too deep")));
            }
            depths.push(depth);
        }
        Ok(())
    }

    fn decision(&self, decision: &Decision) -> Check {
        self.grounds(&decision.grounds)?;
        match &decision.body {
            DecisionBody::Expr(e) => self.expr(*e),
            DecisionBody::Table(table) => {
                self.all(&table.inputs, |e| self.expr(*e))?;
                table.rows.iter().try_for_each(|row| {
                    if row.inputs.len() != table.inputs.len() || row.outputs.len() != table.outputs.len() {
                        return Err(BundleError::damaged(format!(
                            "a row of {} has another number of cells than its table",
                            decision.name
                        )));
                    }
                    row.inputs
                        .iter()
                        .try_for_each(|tests| tests_operands(tests, &mut |e| self.expr(e)))?;
                    self.all(&row.outputs, |e| self.expr(*e))?;
                    self.opt(row.ground, |g| self.within(g.0, self.p.grounds.len(), "ground"))
                })
            }
        }
    }

    fn answer(&self, answer: &Answer) -> Check {
        match answer {
            Answer::Scenario(s) => self.within(s.0, self.p.scenarios.len(), "scenario"),
            Answer::Text(t) => self.text(*t),
            Answer::Queue(q, t) => {
                self.within(q.0, self.p.queues.len(), "queue")?;
                self.opt(*t, |t| self.text(t))
            }
            Answer::Topic(t) => self.within(t.0, self.p.topics.len(), "topic"),
        }
    }

    /// A target; steps must be of the scenario that the jump stands in.
    fn target(&self, target: &Target, scenario: Option<ScenarioId>) -> Check {
        match target {
            Target::Step(s) => {
                self.within(s.0, self.p.steps.len(), "step")?;
                let owner = self.p.steps.get(s.index()).map(|s| s.scenario);
                if owner == scenario {
                    return Ok(());
                }
                Err(BundleError::damaged(format!(
                    "a jump leads into step {} of another scenario",
                    s.0
                )))
            }
            Target::Finish(o, t) => {
                self.within(o.0, self.p.outcomes.len(), "outcome")?;
                self.opt(*t, |t| self.text(t))
            }
            Target::Operator(q, t) => {
                self.within(q.0, self.p.queues.len(), "queue")?;
                self.opt(*t, |t| self.text(t))
            }
            Target::Return => Ok(()),
            Target::Topic(t) => self.within(t.0, self.p.topics.len(), "topic"),
        }
    }

    fn handler_targets(&self, id: HandlersId, scenario: ScenarioId) -> Check {
        self.handlers(id)?;
        self.p.handlers.get(id.index()).into_iter().flatten().try_for_each(|h| {
            self.opt(h.text, |t| self.text(t))?;
            h.target.as_ref().map_or(Ok(()), |t| self.target(t, Some(scenario)))
        })
    }

    fn code(&self) -> Check {
        for (n, scenario) in self.p.scenarios.iter().enumerate() {
            let id = ScenarioId(u32::try_from(n).unwrap_or(u32::MAX));
            let (first, end) = scenario.steps;
            if first >= end || end.index() > self.p.steps.len() {
                return Err(BundleError::damaged(format!("scenario {} has no steps", scenario.name)));
            }
            let steps = self.p.steps.get(first.index()..end.index()).unwrap_or(&[]);
            if steps.iter().any(|s| s.scenario != id) {
                return Err(BundleError::damaged(format!(
                    "scenario {} holds steps of another one",
                    scenario.name
                )));
            }
            self.all(&scenario.params, |f| self.fact(*f))?;
            self.grounds(&scenario.grounds)?;
            self.handler_targets(scenario.handlers, id)?;
        }
        // From the last node backwards: does the run that starts here reach a transition?
        let mut closed = vec![false; self.p.nodes.len()];
        for (n, node) in self.p.nodes.iter().enumerate().rev() {
            let runs_on = closed.get(n + 1).copied().unwrap_or(false);
            if let Some(place) = closed.get_mut(n) {
                *place = node.op.is_transition() || runs_on;
            }
        }
        for step in &self.p.steps {
            self.within(step.scenario.0, self.p.scenarios.len(), "scenario")?;
            if closed.get(step.first.index()) != Some(&true) {
                return Err(BundleError::damaged(format!("step {} has no transition", step.name)));
            }
            let mut at = step.first.index();
            while let Some(node) = self.p.nodes.get(at) {
                self.op(&node.op, step.scenario)?;
                if node.op.is_transition() {
                    break;
                }
                at += 1;
            }
        }
        Ok(())
    }

    fn op(&self, op: &Op, scenario: ScenarioId) -> Check {
        match op {
            Op::Say(s) => self.spoken(*s),
            Op::Ask { fact, text, handlers } => {
                self.fact(*fact)?;
                self.spoken(*text)?;
                self.handler_targets(*handlers, scenario)
            }
            Op::Set(fact, e) => self.fact(*fact).and(self.expr(*e)),
            Op::Forget(facts) => self.all(facts, |f| self.fact(*f)),
            Op::Lookup { source, args, handlers } => {
                self.within(source.0, self.p.sources.len(), "source")?;
                self.all(args, |e| self.expr(*e))?;
                self.handler_targets(*handlers, scenario)
            }
            Op::Call { scenario, args } => {
                self.within(scenario.0, self.p.scenarios.len(), "scenario")?;
                self.all(args, |e| self.expr(*e))
            }
            Op::Identify { handlers, .. } => self.handler_targets(*handlers, scenario),
            Op::Measures {
                handlers,
                first,
                details,
                ..
            } => {
                self.opt(*details, |t| self.text(t))?;
                self.all(first, |f| self.fact(*f))?;
                self.handler_targets(*handlers, scenario)
            }
            Op::Derive { fact, handlers, first } => {
                self.fact(*fact)?;
                self.all(first, |f| self.fact(*f))?;
                self.handler_targets(*handlers, scenario)
            }
            Op::Go(target) => self.target(target, Some(scenario)),
            Op::If { branches, otherwise } => {
                branches
                    .iter()
                    .try_for_each(|(e, t)| self.expr(*e).and_then(|()| self.target(t, Some(scenario))))?;
                otherwise.as_ref().map_or(Ok(()), |t| self.target(t, Some(scenario)))
            }
            Op::Menu {
                text,
                options,
                handlers,
            } => {
                self.spoken(*text)?;
                options
                    .iter()
                    .try_for_each(|o| self.target(&o.target, Some(scenario)))?;
                self.handler_targets(*handlers, scenario)
            }
        }
    }

    /// The hierarchy of topics and `ответ тема` end somewhere.
    fn parents(&self) -> Check {
        let next = |t: &Topic, by_answer: bool| match (&t.answer, by_answer) {
            (Some(Answer::Topic(id)), true) => Some(*id),
            (_, true) => None,
            (_, false) => t.parent,
        };
        for by_answer in [false, true] {
            // 0 unseen, 1 on the way, 2 ends.
            let mut state = vec![0_u8; self.p.topics.len()];
            for start in 0..self.p.topics.len() {
                let mut way = Vec::new();
                let mut at = Some(start);
                while let Some(n) = at {
                    match state.get(n) {
                        Some(0) => {}
                        Some(1) => {
                            return Err(BundleError::damaged("topics lead round in a circle"));
                        }
                        _ => break,
                    }
                    if let Some(s) = state.get_mut(n) {
                        *s = 1;
                    }
                    way.push(n);
                    at = self
                        .p
                        .topics
                        .get(n)
                        .and_then(|t| next(t, by_answer))
                        .map(TopicId::index);
                }
                for n in way {
                    if let Some(s) = state.get_mut(n) {
                        *s = 2;
                    }
                }
            }
        }
        Ok(())
    }

    fn defaults(&self) -> Check {
        let d = &self.p.defaults;
        self.opt(d.start, |s| self.within(s.0, self.p.scenarios.len(), "scenario"))?;
        self.opt(d.queue, |q| self.within(q.0, self.p.queues.len(), "queue"))?;
        let single = [
            d.greeting,
            d.clarify,
            d.topic_resume,
            d.handover,
            d.goodbye,
            d.source_failed,
            d.out_of_hours,
            d.unknown_topic,
            d.anything_else,
        ];
        single
            .into_iter()
            .flatten()
            .chain(d.no_match.iter().copied())
            .chain(d.no_input.iter().copied())
            .try_for_each(|t| self.text(t))
    }
}

fn tests_operands(tests: &[Test], operand: &mut impl FnMut(ExprId) -> Check) -> Check {
    tests.iter().try_for_each(|test| match test {
        Test::Any => Ok(()),
        Test::Equal(e) | Test::Compare(_, e) => operand(*e),
        Test::Range { low, high } => operand(low.0).and_then(|()| operand(high.0)),
        Test::Not(inner) => tests_operands(inner, operand),
    })
}
