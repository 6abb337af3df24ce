//! Decisions: expressions and tables.

use super::collect::{Decl, Items};
use super::names::Space;
use super::types::{Ty, is_number, ordered, words};
use super::{At, Cx, RowPlaces, TablePlaces, validity};
use crate::bundle::program as p;
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::tree::{self, ExprKind, HitPolicy, Literal};
use crate::value::Ground;
use crate::value::{Bi, Name, Type, Value};

const OUTPUT: Bi = Bi {
    ru: "вывод строки",
    en: "output of the row",
};
const RESULT: Bi = Bi {
    ru: "результат решения",
    en: "result of the decision",
};

impl<'a> Cx<'a> {
    pub(super) fn resolve_decisions(&mut self, items: &Items<'a>) {
        for (i, decl) in items.decisions.iter().enumerate() {
            let at = decl.at;
            self.check_segment(decl);
            let want = match self.names.get(Space::Value, decl.name) {
                Some(def) => self.fact_type(p::FactId(def.id)),
                None => None,
            };
            self.dmn = decl.body.dmn.is_some();
            let (body, table) = match &decl.body.body {
                tree::DecisionBody::Expr(e) => (p::DecisionBody::Expr(self.expr_as(at, e, &want, RESULT)), None),
                tree::DecisionBody::Table(table) => {
                    let cells = self.cell_types.get(i).cloned().unwrap_or_default();
                    let (table, places) = self.table(decl, table, &cells);
                    (p::DecisionBody::Table(table), Some(places))
                }
                tree::DecisionBody::Error => (p::DecisionBody::Expr(p::ExprId::NONE), None),
            };
            let decision = p::Decision {
                name: self.intern(decl.name),
                title: at.title(decl.item),
                valid: validity(decl.item),
                grounds: self.grounds(at, &decl.item.common.grounds),
                body,
                at: self.pos(at, decl.item.header),
                dmn: std::mem::take(&mut self.dmn),
            };
            self.program.decisions.push(decision);
            self.places.decisions.push(decl.place);
            self.places.tables.push(table);
        }
    }

    fn table(
        &mut self,
        decl: &Decl<'a, tree::Decision>,
        table: &'a tree::Table,
        cells: &[Ty],
    ) -> (p::Table, TablePlaces) {
        let at = decl.at;
        let policy = table.policy.map_or(HitPolicy::Unique, |(_, p)| p);
        let mut places = TablePlaces {
            broken: decl.item.broken,
            policy: table.policy.map(|(s, _)| at.place(s)),
            ..TablePlaces::default()
        };
        let mut inputs = Vec::with_capacity(table.inputs.len());
        let mut input_types = Vec::with_capacity(table.inputs.len());
        for input in &table.inputs {
            let (id, ty) = self.expr(at, input, &None);
            inputs.push(id);
            input_types.push(ty);
            places.inputs.push(at.place(input.span));
        }
        let names: Vec<tree::Ident> = table.outputs.iter().filter(|o| !o.ground).map(|o| o.name).collect();
        self.unique_names(
            at,
            &names,
            Bi {
                ru: "вывод",
                en: "output",
            },
        );
        for output in table.outputs.iter().filter(|o| !o.ground) {
            places.outputs.push(at.place(output.span));
        }
        let output_values = self.output_values(decl, table, policy, cells);
        self.aggregate(at, table, policy, cells);
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let (row, at_row) = self.row(at, table, row, &input_types, cells);
            if let (Some(id), false) = (row.outputs.first(), output_values.is_empty()) {
                self.among_values(at, *id, &output_values, at_row.outputs.first().map(|p| p.span), table);
            }
            rows.push(row);
            places.rows.push(at_row);
        }
        let table = p::Table {
            policy,
            inputs,
            outputs: names
                .iter()
                .map(|n| self.intern(at.file.name(*n)))
                .collect::<Vec<Name>>(),
            output_values,
            rows,
        };
        (table, places)
    }

    fn row(
        &mut self,
        at: At<'a>,
        table: &tree::Table,
        row: &tree::Row,
        inputs: &[Ty],
        cells: &[Ty],
    ) -> (p::Row, RowPlaces) {
        let mut places = RowPlaces {
            line: at.place(row.span),
            ..RowPlaces::default()
        };
        let mut tests = Vec::with_capacity(row.inputs.len());
        for (i, (span, cell)) in row.inputs.iter().enumerate() {
            let ty = inputs.get(i).cloned().flatten();
            tests.push(self.tests(at, cell, &ty));
            places.inputs.push(at.place(*span));
        }
        let (mut outputs, mut ground) = (Vec::with_capacity(cells.len()), None);
        let mut types = cells.iter();
        for (i, cell) in row.outputs.iter().enumerate() {
            if table.outputs.get(i).is_some_and(|o| o.ground) {
                ground = self.row_ground(at, cell);
                continue;
            }
            let ty = types.next().cloned().flatten();
            outputs.push(self.expr_as(at, cell, &ty, OUTPUT));
            places.outputs.push(at.place(cell.span));
        }
        (
            p::Row {
                inputs: tests,
                outputs,
                ground,
                at: self.pos(at, row.span),
            },
            places,
        )
    }

    fn row_ground(&mut self, at: At<'a>, cell: &tree::Expr) -> Option<p::GroundId> {
        match &cell.kind {
            ExprKind::Literal(Literal::Text(text)) => {
                let act = at.file.text(*text);
                Some(self.ground(Ground { act, point: None }))
            }
            // `-`: the row has no ground of its own.
            ExprKind::Error | ExprKind::Literal(Literal::Unknown) => None,
            _ => {
                self.report(at.finding(&codes::GROUND_NOT_TEXT, cell.span));
                None
            }
        }
    }

    /// `значения`: needed by the policies that order outputs, wrong elsewhere.
    fn output_values(
        &mut self,
        decl: &Decl<'a, tree::Decision>,
        table: &'a tree::Table,
        policy: HitPolicy,
        cells: &[Ty],
    ) -> Vec<Value> {
        let at = decl.at;
        let needed = matches!(policy, HitPolicy::Priority | HitPolicy::OutputOrder);
        if needed && table.output_values.is_empty() && !decl.item.broken {
            let span = table.policy.map_or(decl.place.span, |(s, _)| s);
            self.report(at.finding(&codes::VALUES_NEEDED, span));
        }
        let ty = cells.first().cloned().flatten();
        let mut values = Vec::with_capacity(table.output_values.len());
        for e in &table.output_values {
            let id = self.expr_as(
                at,
                e,
                &ty,
                Bi {
                    ru: "значение вывода",
                    en: "value of the output",
                },
            );
            if let Some(value) = self.constant(id) {
                values.push(value);
            }
        }
        if values.len() == table.output_values.len() {
            values
        } else {
            Vec::new()
        }
    }

    fn among_values(&mut self, at: At<'a>, id: p::ExprId, values: &[Value], span: Option<Span>, table: &tree::Table) {
        let (Some(value), Some(span), false) = (self.constant(id), span, self.dmn) else {
            return;
        };
        let (Some(first), Some(last)) = (table.output_values.first(), table.output_values.last()) else {
            return;
        };
        if !values.contains(&value) {
            self.report(
                at.finding(&codes::NOT_AMONG_VALUES, span)
                    .arg("value", at.file.source.slice(span))
                    .also(
                        at.file.id,
                        first.span.to(last.span),
                        "порядок выводов",
                        "the order of outputs",
                    ),
            );
        }
    }

    /// Sums need numbers, least and greatest an order; all of them one output.
    fn aggregate(&mut self, at: At<'a>, table: &tree::Table, policy: HitPolicy, cells: &[Ty]) {
        let summable = |t: &Type| is_number(t) || matches!(t, Type::Money { .. } | Type::Duration);
        let right: &dyn Fn(&Type) -> bool = match policy {
            HitPolicy::CollectSum => &summable,
            HitPolicy::CollectMin | HitPolicy::CollectMax => &ordered,
            _ => return,
        };
        let span = table.policy.map_or_else(Span::default, |(s, _)| s);
        let finding = match cells {
            [Some(ty)] if !right(ty) => at.finding(&codes::AGGREGATE, span).arg("have", words(ty)),
            [] | [_] => return,
            _ => {
                let have = Arg::from(Bi {
                    ru: "несколько выводов",
                    en: "several outputs",
                });
                at.finding(&codes::AGGREGATE, span).arg("have", have)
            }
        };
        self.report(finding);
    }
}
