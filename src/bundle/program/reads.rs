//! What an expression reads.

use super::{Expr, ExprId, FactId, Function, Program, Test};

impl Program {
    /// The fact of which an expression is the age in full years.
    pub fn age_of(&self, expr: ExprId) -> Option<FactId> {
        let Some(Expr::Call(Function::Age, args)) = self.exprs.get(expr.index()) else {
            return None;
        };
        let [born] = args.as_slice() else { return None };
        match self.exprs.get(born.index()) {
            Some(Expr::Fact(fact)) => Some(*fact),
            _ => None,
        }
    }

    /// Adds to `found` the facts that an expression names itself, each once, in order of reading;
    /// what derived facts read in turn is not followed. Decisions that are named are added as the
    /// facts they derive.
    pub fn facts_read(&self, expr: ExprId, found: &mut Vec<FactId>) {
        let mut open = vec![expr];
        // Operands stand before their operators, so the walk ends even where a damaged program shares them.
        let mut budget = self.exprs.len().saturating_mul(2).saturating_add(16);
        while let Some(id) = open.pop() {
            let Some(left) = budget.checked_sub(1) else { return };
            budget = left;
            let mut add = |fact: FactId| {
                if !found.contains(&fact) {
                    found.push(fact);
                }
            };
            let first = open.len();
            match self.exprs.get(id.index()) {
                None | Some(Expr::Const(_) | Expr::Today) => {}
                Some(Expr::Fact(fact)) => add(*fact),
                Some(Expr::Decision(decision)) => {
                    let name = self.decisions.get(decision.index()).map(|d| &d.name);
                    let fact = name.and_then(|n| self.facts.iter().position(|f| f.name == *n));
                    if let Some(fact) = fact.and_then(|i| u32::try_from(i).ok()) {
                        add(FactId(fact));
                    }
                }
                Some(Expr::Not(of) | Expr::Negate(of) | Expr::Member(of, _)) => open.push(*of),
                Some(Expr::Binary(_, a, b)) => open.extend([*a, *b]),
                Some(Expr::If(a, b, c)) => open.extend([*a, *b, *c]),
                Some(Expr::List(items)) => open.extend(items),
                Some(Expr::Call(_, args) | Expr::Parameter(_, args)) => open.extend(args),
                Some(Expr::In(of, tests)) => {
                    open.push(*of);
                    of_tests(tests, &mut open);
                }
            }
            if let Some(added) = open.get_mut(first..) {
                added.reverse();
            }
        }
    }
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
