//! L0638 facts that stay unknown although everything that is asked is known: no rule applies.

use std::sync::OnceLock;

use batsat::Lit;

use super::{Case, say};
use crate::analysis::logic::demand::Demand;
use crate::analysis::logic::sites::Sites;
use crate::diag::{Diagnostic, Diagnostics, Severity, codes};
use crate::value::Type;

pub fn check(case: &mut Case<'_>, sites: &OnceLock<Sites>, found: &mut Diagnostics) {
    let values: Option<Vec<bool>> = case.rules.iter().map(|(_, r)| case.value(r)?.truth()).collect();
    // What no rule grants is not granted, where all rules for a yes or no conclude the same.
    let closed = case.fact.ty == Type::YesNo
        && values
            .as_ref()
            .is_some_and(|v| v.windows(2).all(|w| w.first() == w.last()));
    if closed || case.rules.is_empty() {
        return;
    }
    let in_force: Vec<Lit> = case.standing.iter().map(|s| s.in_force).collect();
    let mut lits = vec![case.logic.solver.or(&in_force)];
    lits.extend(case.standing.iter().map(|s| s.applies.no));
    // On a day when the rules in force all conclude the same, the rest is the opposite.
    if let (Some(values), Type::YesNo) = (&values, &case.fact.ty) {
        for wanted in [true, false] {
            let of: Vec<Lit> = in_force
                .iter()
                .zip(values)
                .filter(|(_, v)| **v == wanted)
                .map(|(l, _)| *l)
                .collect();
            lits.push(case.logic.solver.or(&of));
        }
    }
    if case.logic.solver.solve(&lits).is_none() {
        return;
    }
    let sites = sites.get_or_init(|| Sites::new(&case.model.program));
    let need = Demand::new(sites).of(&mut case.logic, case.id);
    for (when, severity) in [
        (need.bare, codes::RULES_LEAVE_OPEN.severity),
        (need.handled, Severity::Warning),
    ] {
        let mut asked = lits.clone();
        asked.push(when);
        let Some(how) = case.logic.solver.solve(&asked) else {
            continue;
        };
        let exprs: Vec<_> = case.rules.iter().flat_map(|(_, r)| say::read(r)).collect();
        let shown = say::case(&case.logic, &how, &exprs);
        let Some(place) = case.model.places.facts.get(case.id.index()) else {
            return;
        };
        let mut finding = Diagnostic::new(&codes::RULES_LEAVE_OPEN, place.file, place.span)
            .arg("fact", &*case.fact.name)
            .arg("case", shown.words.clone())
            .arg("maybe", say::maybe(shown.witness.assumed));
        finding.severity = if shown.witness.assumed {
            Severity::Warning
        } else {
            severity
        };
        found.push(finding.witness(shown.witness));
        return;
    }
}
