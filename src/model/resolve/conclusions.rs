//! Types of what rules and decisions conclude.

use std::sync::Arc;

use super::collect::Decl;
use super::types::{Ty, fits, words};
use super::{At, Cx};
use crate::diag::codes;
use crate::span::{Place, Span};
use crate::syntax::tree::{self, ExprKind, HitPolicy, Literal};
use crate::value::{Name, Type};

impl<'a> Cx<'a> {
    /// Takes over the type of one more conclusion, or reports that it is another one.
    pub(super) fn agree(
        &mut self,
        at: At<'a>,
        span: Span,
        of: Ty,
        ty: &mut Ty,
        typed: &mut Option<Place>,
        written: bool,
    ) -> bool {
        let Some(new) = of.as_deref() else {
            return false;
        };
        match (ty.as_deref(), *typed) {
            (Some(old), Some(place)) => {
                // What is only evident is checked with the value itself.
                if written && !(fits(new, old) && fits(old, new)) {
                    self.report(
                        at.finding(&codes::TYPE_DECLARED_TWICE, span)
                            .arg("have", words(new))
                            .arg("want", words(old))
                            .also(place.file, place.span, "здесь {want}", "{want} here"),
                    );
                    return true;
                }
            }
            _ => (*ty, *typed) = (of, Some(at.place(span))),
        }
        false
    }

    /// The type that an expression has whatever its names mean.
    pub(super) fn evident(&self, e: &tree::Expr) -> Ty {
        use crate::value::BinaryOp::{And, Eq, Ge, Gt, Le, Lt, Ne, Or};
        match &e.kind {
            ExprKind::Literal(Literal::Bool(_)) | ExprKind::Not(_) | ExprKind::In(..) => self.common.yes_no.clone(),
            ExprKind::Binary(And | Or | Eq | Ne | Lt | Le | Gt | Ge, ..) => self.common.yes_no.clone(),
            _ => None,
        }
    }

    /// The type of what a decision gives; the types of its cells are kept.
    pub(super) fn decision_type(
        &mut self,
        decl: &Decl<'a, tree::Decision>,
        fact: &Ty,
        id: usize,
        open: &mut bool,
    ) -> Ty {
        let at = decl.at;
        let written = decl.body.ty.as_ref().map(|t| self.written_type(at, t, &[]));
        *open |= matches!(written, Some(None));
        let declared = written.flatten();
        let table = match &decl.body.body {
            tree::DecisionBody::Expr(e) => return declared.or_else(|| self.evident(e)),
            tree::DecisionBody::Error => {
                *open = true;
                return declared;
            }
            tree::DecisionBody::Table(table) => table,
        };
        let policy = table.policy.map_or(HitPolicy::Unique, |(_, p)| p);
        let many = matches!(
            policy,
            HitPolicy::Collect | HitPolicy::RuleOrder | HitPolicy::OutputOrder
        );
        let list = |t: &Type| Some(Arc::new(Type::List(Box::new(t.clone()))));
        let columns: Vec<&'a tree::OutputColumn> = table.outputs.iter().filter(|o| !o.ground).collect();
        let mut cells = Vec::with_capacity(columns.len());
        let mut fields: Vec<(Name, Type)> = Vec::with_capacity(columns.len());
        for column in &columns {
            let mut cell = column.ty.as_ref().map(|t| self.written_type(at, t, &[]));
            *open |= matches!(cell, Some(None));
            if cell.is_none() && columns.len() > 1 {
                let name = at.file.name(column.name);
                self.report(at.finding(&codes::DERIVED_NEEDS_TYPE, column.span).arg("name", name));
                *open = true;
                cell = Some(None);
            }
            if let Some(Some(t)) = &cell {
                fields.push((self.intern(at.file.name(column.name)), (**t).clone()));
            }
            cells.push(cell.flatten());
        }
        let result = if policy == HitPolicy::CollectCount {
            self.common.integer.clone()
        } else if let [cell] = cells.as_mut_slice() {
            let whole = declared.clone().or_else(|| fact.clone());
            match (whole.as_deref(), many) {
                (Some(Type::List(inner)), true) => {
                    if cell.is_none() {
                        *cell = Some(Arc::new((**inner).clone()));
                    }
                    declared.or_else(|| cell.as_deref().and_then(list))
                }
                (_, true) => {
                    if cell.is_none() {
                        *cell = whole;
                    }
                    cell.as_deref().and_then(list)
                }
                (_, false) => {
                    if cell.is_none() {
                        *cell = whole;
                    }
                    declared.or_else(|| cell.clone())
                }
            }
        } else if cells.len() == fields.len() && !fields.is_empty() {
            let record = Type::Record(fields);
            if many { list(&record) } else { Some(Arc::new(record)) }
        } else {
            None
        };
        if let Some(slot) = self.cell_types.get_mut(id) {
            *slot = cells;
        }
        result
    }
}
