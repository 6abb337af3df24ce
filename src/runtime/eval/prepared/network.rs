//! Which rules, decisions and derived facts read a fact.

use crate::bundle::program::{DecisionBody, DecisionId, Derived, Expr, ExprId, FactId, Program, RuleId, Table, Test};

/// Readers of facts, by fact, and an order in which derived facts come after what they read.
#[derive(Debug, Default)]
pub(crate) struct Dependents {
    pub(crate) facts: Vec<Vec<FactId>>,
    pub(crate) rules: Vec<Vec<RuleId>>,
    pub(crate) decisions: Vec<Vec<DecisionId>>,
    pub(crate) rank: Vec<u32>,
    /// Whether facts depend on each other in a circle: there is no such order then.
    pub(crate) circular: bool,
}

impl Dependents {
    pub(super) fn new(program: &Program) -> Self {
        let count = program.facts.len();
        let mut dependents = Self {
            facts: vec![Vec::new(); count],
            rules: vec![Vec::new(); count],
            decisions: vec![Vec::new(); count],
            ..Self::default()
        };
        let mut reads = Reads {
            program,
            decisions: vec![false; program.decisions.len()],
            facts: Vec::new(),
        };
        let mut of_rules: Vec<Vec<FactId>> = Vec::with_capacity(program.rules.len());
        for (i, rule) in (0_u32..).zip(&program.rules) {
            let conditions = rule.conditions.iter().chain(rule.exceptions.iter().flatten());
            let alone = reads.of(|r| conditions.for_each(|c| r.expr(*c)));
            file(&mut dependents.rules, &alone, RuleId(i));
            let value = reads.of(|r| r.expr(rule.value));
            of_rules.push(alone.into_iter().chain(value).collect());
        }
        let mut of_decisions: Vec<Vec<FactId>> = Vec::with_capacity(program.decisions.len());
        for (i, _) in (0_u32..).zip(&program.decisions) {
            let all = reads.of(|r| r.decision(DecisionId(i)));
            file(&mut dependents.decisions, &all, DecisionId(i));
            of_decisions.push(all);
        }
        let mut below: Vec<Vec<FactId>> = Vec::with_capacity(count);
        for (i, fact) in (0_u32..).zip(&program.facts) {
            let mut all: Vec<FactId> = match &fact.derived {
                Derived::No => Vec::new(),
                Derived::Decisions(ids) => ids
                    .iter()
                    .filter_map(|d| of_decisions.get(d.index()))
                    .flatten()
                    .copied()
                    .collect(),
                Derived::Rules(ids) => ids
                    .iter()
                    .filter_map(|r| of_rules.get(r.index()))
                    .flatten()
                    .copied()
                    .collect(),
            };
            all.sort_unstable();
            all.dedup();
            file(&mut dependents.facts, &all, FactId(i));
            below.push(all);
        }
        dependents.order(&below);
        dependents
    }

    /// Ranks facts by depth first search; finds circles.
    fn order(&mut self, below: &[Vec<FactId>]) {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        let mut marks = vec![Mark::New; below.len()];
        self.rank = vec![0; below.len()];
        let mut next = 0;
        for start in 0..below.len() {
            let mut way = vec![(start, 0)];
            while let Some((fact, child)) = way.pop() {
                let Some(mark) = marks.get_mut(fact) else {
                    continue;
                };
                if child == 0 {
                    match *mark {
                        Mark::New => *mark = Mark::Open,
                        Mark::Open => {
                            self.circular = true;
                            continue;
                        }
                        Mark::Done => continue,
                    }
                }
                match below.get(fact).and_then(|b| b.get(child)) {
                    Some(other) => way.extend([(fact, child + 1), (other.index(), 0)]),
                    None => {
                        *mark = Mark::Done;
                        if let Some(rank) = self.rank.get_mut(fact) {
                            *rank = next;
                        }
                        next += 1;
                    }
                }
            }
        }
    }
}

fn file<T: Copy>(under: &mut [Vec<T>], facts: &[FactId], reader: T) {
    for fact in facts {
        if let Some(list) = under.get_mut(fact.index()) {
            list.push(reader);
        }
    }
}

/// Collects the facts that expressions read.
struct Reads<'p> {
    program: &'p Program,
    decisions: Vec<bool>,
    facts: Vec<FactId>,
}

impl Reads<'_> {
    fn of(&mut self, collect: impl FnOnce(&mut Self)) -> Vec<FactId> {
        self.decisions.fill(false);
        collect(self);
        let mut facts = std::mem::take(&mut self.facts);
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    fn decision(&mut self, id: DecisionId) {
        let Some(given) = self.program.decisions.get(id.index()) else {
            return;
        };
        // Any edition of it may be in force.
        for (i, decision) in self.program.decisions.iter().enumerate() {
            if decision.name != given.name || self.decisions.get(i) != Some(&false) {
                continue;
            }
            if let Some(seen) = self.decisions.get_mut(i) {
                *seen = true;
            }
            match &decision.body {
                DecisionBody::Expr(e) => self.expr(*e),
                DecisionBody::Table(table) => self.table(table),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        table.inputs.iter().for_each(|e| self.expr(*e));
        for row in &table.rows {
            row.inputs.iter().for_each(|tests| self.tests(tests));
            row.outputs.iter().for_each(|e| self.expr(*e));
        }
    }

    fn tests(&mut self, tests: &[Test]) {
        for test in tests {
            match test {
                Test::Any => {}
                Test::Equal(e) | Test::Compare(_, e) => self.expr(*e),
                Test::Range { low, high } => [low.0, high.0].into_iter().for_each(|e| self.expr(e)),
                Test::Not(inner) => self.tests(inner),
            }
        }
    }

    fn expr(&mut self, id: ExprId) {
        let mut rest = vec![id];
        while let Some(id) = rest.pop() {
            match self.program.exprs.get(id.index()) {
                None | Some(Expr::Const(_) | Expr::Today) => {}
                Some(Expr::Fact(fact)) => self.facts.push(*fact),
                Some(Expr::Decision(decision)) => self.decision(*decision),
                Some(Expr::Member(a, _) | Expr::Not(a) | Expr::Negate(a)) => rest.push(*a),
                Some(Expr::Binary(_, a, b)) => rest.extend([*a, *b]),
                Some(Expr::In(a, tests)) => {
                    rest.push(*a);
                    self.tests(tests);
                }
                Some(Expr::If(a, b, c)) => rest.extend([*a, *b, *c]),
                Some(Expr::List(items) | Expr::Call(_, items) | Expr::Parameter(_, items)) => rest.extend(items),
            }
        }
    }
}
