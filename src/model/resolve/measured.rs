//! `положена(мера)` and `размер(мера)`: what a measure came to, as facts that are derived.
//!
//! Each measure has two facts that nobody declares; their names hold a dot, which no name of a base
//! can. So measures are concluded, explained and decided like everything else.

use super::collect::Items;
use super::names::Space;
use super::types::Ty;
use super::{At, Cx, index};
use crate::bundle::program as p;
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::tree::{self, ExprKind, Ident};
use crate::value::{Type, Value};

/// The facts of a measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    due: p::FactId,
    amount: p::FactId,
}

/// What is asked of a measure.
#[derive(Clone, Copy)]
enum Part {
    Due,
    Amount,
}

impl<'a> Cx<'a> {
    /// The facts of all measures, after those that are declared.
    pub(super) fn outline_measures(&mut self, items: &Items<'a>) {
        for decl in &items.measures {
            if self.measured.contains_key(decl.name) {
                continue;
            }
            let title = decl.at.title(decl.item);
            let mut fact = |name: String, ty: Type| {
                let id = p::FactId(index(self.program.facts.len()));
                let name: crate::value::Name = name.into();
                self.fact_types.push(Some(std::sync::Arc::new(ty.clone())));
                self.places.facts.push(decl.place);
                self.program.facts.push(p::Fact {
                    name,
                    title: title.clone(),
                    ty,
                    question: p::Spoken::default(),
                    hint: None,
                    personal: false,
                    options: Vec::new(),
                    directory: None,
                    derived: p::Derived::Decisions(Vec::new()),
                    at: self.pos(decl.at, decl.item.header),
                    cost: 1,
                    document: None,
                });
                id
            };
            let due = fact(p::due_name(decl.name), Type::YesNo);
            let amount = fact(p::amount_name(decl.name), Type::Money { min: None, max: None });
            self.measured.insert(decl.name, Measured { due, amount });
        }
    }

    /// Decisions behind the facts of a measure, for one edition of it.
    pub(super) fn conclude_measure(&mut self, at: At<'a>, name: &'a str, measure: &p::Measure, amount: Ty) {
        let Some(facts) = self.measured.get(name).copied() else {
            return;
        };
        if let (Some(ty), Some(slot)) = (amount, self.fact_types.get_mut(facts.amount.index())) {
            if let Some(fact) = self.program.facts.get_mut(facts.amount.index()) {
                fact.ty = (*ty).clone();
            }
            *slot = Some(ty);
        }
        let due = measure.due.unwrap_or_else(|| {
            let always = p::Expr::Const(Value::Bool(true));
            self.push(at, Span::default(), always, self.common.yes_no.clone()).0
        });
        for (fact, body) in [(facts.due, Some(due)), (facts.amount, measure.amount)] {
            let Some(body) = body else { continue };
            let id = p::DecisionId(index(self.program.decisions.len()));
            let Some(fact) = self.program.facts.get_mut(fact.index()) else {
                continue;
            };
            if let p::Derived::Decisions(ids) = &mut fact.derived {
                ids.push(id);
            }
            let name = fact.name.clone();
            self.program.decisions.push(p::Decision {
                name,
                title: measure.title.clone(),
                valid: measure.valid,
                grounds: measure.grounds.clone(),
                body: p::DecisionBody::Expr(body),
                at: measure.at,
                dmn: false,
            });
            let place = self.places.facts.get(facts.due.index()).copied().unwrap_or_default();
            self.places.decisions.push(place);
            self.places.tables.push(None);
        }
    }

    /// `положена(мера)`, `размер(мера)`; `None` where the call is another one.
    pub(super) fn measured(
        &mut self,
        at: At<'a>,
        span: Span,
        name: Ident,
        args: &[tree::Expr],
    ) -> Option<(p::ExprId, Ty)> {
        let folded = at.file.name(name);
        let part = match folded {
            "положена" | "due" => Part::Due,
            "размер" | "amount" => Part::Amount,
            _ => return None,
        };
        // A parameter of the base may have the name.
        if self.names.get(Space::Call, folded).is_some() {
            return None;
        }
        if !self.arity(at, span, args.len(), (1, 1)) {
            return Some((p::ExprId::NONE, None));
        }
        let Some(ExprKind::Name(measure)) = args.first().map(|a| &a.kind) else {
            let arg = args.first().map_or(span, |a| a.span);
            self.unknown(Space::Measure, at, arg, at.folded(arg), &codes::UNKNOWN_REFERENCE, &[]);
            return Some((p::ExprId::NONE, None));
        };
        let called = at.file.name(*measure);
        self.find(Space::Measure, at, measure.span, called, &codes::UNKNOWN_REFERENCE);
        let Some(facts) = self.measured.get(called).copied() else {
            return Some((p::ExprId::NONE, None));
        };
        let fact = match part {
            Part::Due => facts.due,
            Part::Amount => facts.amount,
        };
        let ty = self.fact_type(fact);
        Some(self.push(at, span, p::Expr::Fact(fact), ty))
    }
}
