//! Decision tables.

use super::{P, Reader, Seen};
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{
    Decision, DecisionBody, Expr, ExprKind, HitPolicy, Ident, Literal, OutputColumn, Row, Table, Test,
};

/// A table while its lines are read.
#[derive(Default)]
pub(super) struct TableLines {
    table: Table,
    header: Option<Span>,
    dmn: Option<Span>,
    /// Any line of a table was seen.
    any: bool,
}

/// A cell as it stands in its row.
struct Cell<'i> {
    span: Span,
    /// After `=>`.
    arrow: Option<Span>,
    parts: Vec<P<'i>>,
}

impl Reader<'_> {
    pub(super) fn table_line(&mut self, lines: &mut TableLines, seen: &mut Seen, line: &P<'_>) {
        if line.as_rule() == Rule::l_dmn {
            if self.once(seen, line) {
                lines.dmn = Some(self.line(line));
            }
            return;
        }
        lines.any = true;
        match line.as_rule() {
            Rule::l_row => {
                let span = self.line(line);
                let cells = self.cells(line);
                match lines.header {
                    None => {
                        lines.header = Some(span);
                        self.table_header(&mut lines.table, cells, span);
                    }
                    Some(header) => self.table_row(&mut lines.table, cells, span, header),
                }
            }
            Rule::l_policy if self.once(seen, line) => {
                let policy = line.clone().into_inner().find(|p| p.as_rule() == Rule::policy);
                lines.table.policy = policy.and_then(|p| Some((self.span(&p), hit_policy(&p)?)));
            }
            Rule::l_values if self.once(seen, line) => lines.table.output_values = self.exprs(line),
            _ => {}
        }
    }

    /// Gives the decision its body.
    pub(super) fn finish_table(&mut self, decision: &mut Decision, lines: TableLines, header: Span) {
        decision.dmn = lines.dmn;
        match &decision.body {
            DecisionBody::Error if lines.header.is_some() => decision.body = DecisionBody::Table(lines.table),
            DecisionBody::Error if !self.broken => {
                let d = self.diagnostic(&codes::EMPTY_DECISION, header);
                self.report(d);
            }
            DecisionBody::Expr(expr) if lines.any => {
                let at = lines.header.unwrap_or(header);
                let d = self.diagnostic(&codes::TWO_BODIES, at);
                self.report(d.also(self.id, expr.span, "выражение уже здесь", "the expression is here"));
            }
            _ => {}
        }
    }

    fn cells<'i>(&self, line: &P<'i>) -> Vec<Cell<'i>> {
        let mut cells = Vec::new();
        for part in line.clone().into_inner().filter(|p| p.as_rule() == Rule::cell) {
            let mut cell = Cell {
                span: self.trim(self.span(&part)),
                arrow: None,
                parts: Vec::new(),
            };
            for inner in part.into_inner() {
                match inner.as_rule() {
                    Rule::fat_arrow => cell.arrow = Some(self.span(&inner)),
                    Rule::comma => {}
                    _ => cell.parts.push(inner),
                }
            }
            cells.push(cell);
        }
        cells
    }

    fn table_header(&mut self, table: &mut Table, cells: Vec<Cell<'_>>, line: Span) {
        if !cells.iter().any(|cell| cell.arrow.is_some()) {
            self.broken = true;
            let at = cells.last().map_or(line, |cell| cell.span);
            let d = self.diagnostic(&codes::MISSING_FAT_ARROW, at);
            self.report(d.replace(Span::at(at.start), "=> "));
        }
        let only = cells.len();
        let mut output = false;
        for (i, cell) in cells.into_iter().enumerate() {
            // A header without the sign: its last column is taken for the output.
            output |= cell.arrow.is_some() || (!output && i + 1 == only);
            if output {
                let column = self.output_column(cell);
                table.outputs.push(column);
            } else {
                let input = self.input_column(cell);
                table.inputs.push(input);
            }
        }
    }

    fn input_column(&mut self, cell: Cell<'_>) -> Expr {
        let mut parts = cell.parts.into_iter();
        match (parts.next(), parts.next()) {
            (Some(part), None) => match self.test(part) {
                Some(Test::Equal(expr)) => expr,
                _ => self.wrong_header(cell.span),
            },
            _ => self.wrong_header(cell.span),
        }
    }

    fn wrong_header(&mut self, span: Span) -> Expr {
        self.broken = true;
        let entry = if span.is_empty() {
            &codes::EMPTY_CELL
        } else {
            &codes::WRONG_COLUMN
        };
        let d = self.diagnostic(entry, span).arg("cell", self.written(span));
        self.report(d);
        self.error_expr(span)
    }

    fn output_column(&mut self, cell: Cell<'_>) -> OutputColumn {
        let span = cell.span;
        let mut parts = cell.parts.into_iter();
        let (name, ty) = match (parts.next(), parts.next()) {
            (Some(part), None) if part.as_rule() == Rule::out_decl => {
                let id = part.clone().into_inner().find(|p| p.as_rule() == Rule::id);
                (id.map(|id| self.new_name(&id)), self.first_type(&part))
            }
            (Some(part), None) => match self.test(part) {
                Some(Test::Equal(Expr {
                    kind: ExprKind::Name(name),
                    ..
                })) => (Some(name), None),
                // A reserved word: reported where it was read.
                Some(Test::Equal(Expr {
                    kind: ExprKind::Error,
                    span,
                })) => (Some(Ident { span }), None),
                _ => (None, None),
            },
            _ => (None, None),
        };
        let name = name.unwrap_or_else(|| {
            self.wrong_header(span);
            Ident { span }
        });
        let ground = matches!(self.at(name.span), "основание" | "ground");
        OutputColumn { span, name, ty, ground }
    }

    fn table_row(&mut self, table: &mut Table, cells: Vec<Cell<'_>>, line: Span, header: Span) {
        let (inputs, outputs) = (table.inputs.len(), table.outputs.len());
        if cells.len() != inputs + outputs {
            self.row_length(&cells, table, line, header);
            return;
        }
        if let Some(first) = cells.get(inputs)
            && first.arrow.is_none()
            && outputs > 0
        {
            self.wrong_arrows(&cells, first.span);
        }
        let mut row = Row {
            span: line,
            inputs: Vec::with_capacity(inputs),
            outputs: Vec::with_capacity(outputs),
        };
        for (i, cell) in cells.into_iter().enumerate() {
            let empty = cell.parts.iter().all(|p| p.as_rule() == Rule::test_empty);
            if i < inputs {
                let span = cell.span;
                if empty {
                    let d = self.diagnostic(&codes::EMPTY_CELL, span).arg("cell", "");
                    self.report(d.suggest(Span::at(span.start), "- "));
                    row.inputs.push((span, vec![Test::Any(span)]));
                    continue;
                }
                let mut tests = Vec::with_capacity(cell.parts.len());
                for part in cell.parts {
                    tests.extend(self.test(part));
                }
                row.inputs.push((span, tests));
            } else {
                let ground = table.outputs.get(i - inputs).is_some_and(|column| column.ground);
                let output = self.output_cell(cell, empty, ground);
                row.outputs.push(output);
            }
        }
        table.rows.push(row);
    }

    fn wrong_arrows(&mut self, cells: &[Cell<'_>], first: Span) {
        self.broken = true;
        let d = self.diagnostic(&codes::MISSING_FAT_ARROW, first);
        let d = match cells.iter().find_map(|cell| cell.arrow) {
            Some(other) => d.also(self.id, other, "знак стоит здесь", "the sign is here"),
            None => d.replace(Span::at(first.start), "=> "),
        };
        self.report(d);
    }

    fn output_cell(&mut self, cell: Cell<'_>, empty: bool, ground: bool) -> Expr {
        let span = cell.span;
        let mut parts = cell.parts.into_iter();
        match (parts.next(), parts.next()) {
            (Some(part), None) if part.as_rule() == Rule::test_equal => {
                self.first_expr(&part).unwrap_or_else(|| self.error_expr(span))
            }
            // A row without a ground of its own.
            (Some(part), None) if ground && matches!(part.as_rule(), Rule::test_any | Rule::test_empty) => Expr {
                span,
                kind: ExprKind::Literal(Literal::Unknown),
            },
            (Some(_), _) if !empty => {
                let d = self
                    .diagnostic(&codes::WRONG_OUTPUT, span)
                    .arg("cell", self.written(span));
                self.report(d);
                self.broken = true;
                self.error_expr(span)
            }
            _ => {
                let d = self.diagnostic(&codes::EMPTY_CELL, span).arg("cell", "");
                self.report(d);
                self.broken = true;
                self.error_expr(span)
            }
        }
    }

    fn row_length(&mut self, cells: &[Cell<'_>], table: &Table, line: Span, header: Span) {
        self.broken = true;
        let expected = table.inputs.len() + table.outputs.len();
        let columns = table
            .inputs
            .iter()
            .map(|e| e.span)
            .chain(table.outputs.iter().map(|o| o.name.span));
        // The outputs tell from which side cells are missing.
        let arrow = cells.iter().position(|cell| cell.arrow.is_some());
        let given = arrow.unwrap_or(cells.len());
        let odd = match arrow {
            Some(at) if at < table.inputs.len() => columns.skip(at).take(1).collect::<Vec<_>>(),
            _ => columns.skip(cells.len().min(given.max(cells.len()))).take(1).collect(),
        };
        let which = odd.first().map(|span| self.written(*span).to_owned());
        let d = self
            .diagnostic(&codes::ROW_LENGTH, line)
            .arg("found", cells.len())
            .arg("expected", expected);
        let words = match which {
            Some(column) => crate::diag::Arg::Words {
                ru: format!("похоже, нет ячейки для столбца «{column}»"),
                en: format!("it seems that the cell for “{column}” is missing"),
            },
            None => crate::diag::Arg::Words {
                ru: "лишние ячейки уберите или добавьте столбец в первую строку".to_owned(),
                en: "remove what is too much or add a column to the first row".to_owned(),
            },
        };
        let d = d.arg("which", words);
        self.report(d.also(
            self.id,
            header,
            "столько столбцов в первой строке",
            "the columns of the first row",
        ));
    }
}

fn hit_policy(policy: &P<'_>) -> Option<HitPolicy> {
    let last = policy.clone().into_inner().last()?;
    Some(match last.as_rule() {
        Rule::kw_unique => HitPolicy::Unique,
        Rule::kw_first => HitPolicy::First,
        Rule::kw_any => HitPolicy::Any,
        Rule::kw_priority => HitPolicy::Priority,
        Rule::kw_collect => HitPolicy::Collect,
        Rule::kw_sum => HitPolicy::CollectSum,
        Rule::kw_min => HitPolicy::CollectMin,
        Rule::kw_max => HitPolicy::CollectMax,
        Rule::kw_count => HitPolicy::CollectCount,
        Rule::kw_rule_order => HitPolicy::RuleOrder,
        Rule::kw_output_order => HitPolicy::OutputOrder,
        _ => return None,
    })
}
