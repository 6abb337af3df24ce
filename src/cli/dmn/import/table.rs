//! Decision tables.

use std::rc::Rc;

use super::super::feel::{F, K, Test};
use super::super::model::{Output, Table};
use super::expr::{closure, list};
use super::scope::Scope;
use super::types::Ty;
use super::{Importer, Refused, names};

/// Whether a test speaks of its input itself: `? > 5`.
pub fn asks(test: &Test) -> bool {
    match test {
        Test::Any => false,
        Test::Compare(_, f) | Test::Is(f) => mentions(f),
        Test::Not(tests) => tests.iter().any(asks),
    }
}

fn mentions(f: &F) -> bool {
    match &f.k {
        K::Name(n) => n == "?",
        K::List(items) => items.iter().any(mentions),
        K::Range(a, _, b, _) | K::Binary(_, a, b) | K::Filter(a, b) => mentions(a) || mentions(b),
        K::Half(_, a) | K::Negate(a) | K::Path(a, _) | K::InstanceOf(a, _) => mentions(a),
        K::Context(entries) => entries.iter().any(|(_, f)| mentions(f)),
        K::Result(entries, f) | K::For(entries, f) | K::Quantified(_, entries, f) => {
            mentions(f) || entries.iter().any(|(_, f)| mentions(f))
        }
        K::Call(f, args) => mentions(f) || args.iter().any(mentions),
        K::Named(f, args) => mentions(f) || args.iter().any(|(_, f)| mentions(f)),
        K::Between(a, b, c) | K::If(a, b, c) => mentions(a) || mentions(b) || mentions(c),
        K::In(a, tests) => mentions(a) || tests.iter().any(asks),
        _ => false,
    }
}

/// How a policy is called here, and whether it gives a list.
fn policy(table: &Table) -> Result<(&'static str, bool), Refused> {
    Ok(match (table.policy.as_str(), table.aggregation.as_deref()) {
        ("UNIQUE", _) => ("единственная", false),
        ("FIRST", _) => ("первая", false),
        ("ANY", _) => ("любая", false),
        ("PRIORITY", _) => ("приоритет", false),
        ("RULE ORDER", _) => ("порядок строк", true),
        ("OUTPUT ORDER", _) => ("порядок выводов", true),
        ("COLLECT", None | Some("NONE")) => ("сбор", true),
        ("COLLECT", Some("SUM")) => ("сбор сумма", false),
        ("COLLECT", Some("MIN")) => ("сбор минимум", false),
        ("COLLECT", Some("MAX")) => ("сбор максимум", false),
        ("COLLECT", Some("COUNT")) => ("сбор количество", false),
        (other, _) => {
            return Err(Refused::new(
                table.at,
                format!("политика таблицы «{other}» не поддерживается"),
                format!("the hit policy `{other}` is not supported"),
            ));
        }
    })
}

impl Importer<'_> {
    /// Writes a table as a decision; its text and type.
    pub(super) fn table(
        &mut self,
        id: &str,
        title: &str,
        ty: &Ty,
        table: &Table,
        scope: &Scope,
    ) -> Result<(String, Ty), Refused> {
        let refused = |ru: &str, en: &str| Err(Refused::new(table.at, ru, en));
        let (policy_name, many) = policy(table)?;
        if table.inputs.is_empty() || table.outputs.is_empty() || table.rules.is_empty() {
            return refused(
                "таблица без входов, выводов или строк не поддерживается",
                "a table without inputs, outputs or rows is not supported",
            );
        }
        if table.outputs.len() > 1 && table.aggregation.is_some() {
            return refused(
                "свод по нескольким выводам не поддерживается",
                "aggregation of several outputs is not supported",
            );
        }
        let result = match (ty, many) {
            (Ty::List(of), true) => (**of).clone(),
            (_, true) => Ty::Any,
            (ty, false) => ty.clone(),
        };
        let columns = self.columns(id, table, &result)?;
        let record = table.outputs.len() > 1;
        let cell_ty = if record {
            let parts = table
                .outputs
                .iter()
                .zip(&columns)
                .map(|(o, (_, ty))| (o.name.clone().unwrap_or_default(), ty.clone()));
            Ty::Record(Rc::new(parts.collect()))
        } else {
            columns.first().map_or(Ty::Any, |c| c.1.clone())
        };
        let whole = if many {
            Ty::List(Box::new(cell_ty.clone()))
        } else {
            cell_ty.clone()
        };
        let default = self.default(table, &columns, many, scope)?;
        let own_id = match &default {
            Some(_) => self
                .names
                .fresh(&format!("{id}_{}", names::suffix(id, "таблица", "table"))),
            None => id.to_owned(),
        };
        let own_title = if default.is_some() { "" } else { title };
        let mut out = String::new();
        let header_ty = if record || policy_name == "сбор количество" && !matches!(ty, Ty::Number(_)) {
            String::new()
        } else {
            format!(": {}", whole.ours())
        };
        let header_ty = if policy_name == "сбор количество" {
            ": число".to_owned()
        } else {
            header_ty
        };
        out.push_str(format!("решение {own_id}{header_ty} {own_title}").trim_end());
        out.push_str(&format!("\n  по правилам DMN\n  политика {policy_name}\n"));
        if matches!(policy_name, "приоритет" | "порядок выводов") {
            out.push_str(&format!("  значения {}\n", self.values(table, ty, scope)?.join(", ")));
        }
        for row in self.rows(table, &columns, scope)? {
            out.push_str(&format!("  {row}\n"));
        }
        out.push_str("конец\n");
        if policy_name == "сбор количество" {
            return Ok((out, Ty::Number(None)));
        }
        if let Some(default) = default {
            let (test, other) = if many {
                (format!("количество({own_id}) > 0"), default)
            } else {
                (format!("известно({own_id})"), default)
            };
            out.push_str(&format!(
                "\nрешение {id}: {} = если {test} то {own_id} иначе {other} {title}\n  по правилам DMN\nконец\n",
                whole.ours()
            ));
        }
        Ok((out, whole))
    }

    /// Ids and types of the outputs.
    fn columns(&mut self, id: &str, table: &Table, result: &Ty) -> Result<Vec<(String, Ty)>, Refused> {
        let mut columns = Vec::with_capacity(table.outputs.len());
        let several = table.outputs.len() > 1;
        for output in &table.outputs {
            let written = self.declared(output.ty.as_deref());
            let (name, ty) = match (&output.name, several) {
                (Some(name), true) => {
                    let part = match result {
                        Ty::Record(parts) => parts.iter().find(|(n, _)| n == name).map(|(_, t)| t.unbounded()),
                        _ => None,
                    };
                    (
                        self.names.part(name),
                        if written == Ty::Any {
                            part.unwrap_or(Ty::Any)
                        } else {
                            written
                        },
                    )
                }
                (None, true) => {
                    return Err(Refused::new(
                        table.at,
                        "у вывода таблицы нет имени",
                        "an output of the table has no name",
                    ));
                }
                (_, false) => (id.to_owned(), if *result == Ty::Any { written } else { result.clone() }),
            };
            if ty == Ty::Time {
                return Err(super::write::time(table.at));
            }
            columns.push((name, ty));
        }
        Ok(columns)
    }

    /// What holds where no row fits.
    fn default(
        &mut self,
        table: &Table,
        columns: &[(String, Ty)],
        many: bool,
        scope: &Scope,
    ) -> Result<Option<String>, Refused> {
        if table.outputs.iter().all(|o| o.default.is_none()) || table.aggregation.is_some() {
            return Ok(None);
        }
        let mut parts = Vec::with_capacity(columns.len());
        for (output, (name, _)) in table.outputs.iter().zip(columns) {
            let value = match &output.default {
                Some(f) => self.free(f, scope)?,
                None => "неизвестно".to_owned(),
            };
            parts.push(if columns.len() > 1 {
                format!("{name}: {value}")
            } else {
                value
            });
        }
        let one = if columns.len() > 1 {
            format!("({})", parts.join(", "))
        } else {
            parts.concat()
        };
        Ok(Some(if many { list(&[one], Ty::Any).text } else { one }))
    }

    /// The order of outputs. One list serves all columns, if they do not contradict each other.
    fn values(&mut self, table: &Table, ty: &Ty, scope: &Scope) -> Result<Vec<String>, Refused> {
        let mut order: Vec<String> = Vec::new();
        let mut columns: Vec<Vec<String>> = Vec::new();
        for output in &table.outputs {
            let mut column = Vec::new();
            for value in self.output_values(output, ty) {
                column.push(self.free(&value, scope)?);
            }
            columns.push(column);
        }
        for value in columns.iter().flatten() {
            if !order.contains(value) {
                order.push(value.clone());
            }
        }
        let place = |v: &String| order.iter().position(|o| o == v);
        let straight = columns
            .iter()
            .all(|c| c.iter().zip(c.iter().skip(1)).all(|(a, b)| place(a) < place(b)));
        if order.is_empty() || !straight {
            return Err(Refused::new(
                table.at,
                "для этой политики нужен порядок значений вывода (outputValues)",
                "this hit policy needs an order of the output values (outputValues)",
            ));
        }
        Ok(order)
    }

    fn output_values(&self, output: &Output, _ty: &Ty) -> Vec<F> {
        if !output.values.is_empty() {
            return output.values.clone();
        }
        // The type of the output may list them.
        let allowed = output
            .ty
            .as_deref()
            .and_then(|name| self.dmn.types.iter().find(|t| t.name == name))
            .and_then(|t| t.allowed.as_ref());
        let Some((text, at)) = allowed else { return Vec::new() };
        let mut known = self.dmn.known.clone();
        super::super::boxed::values(text, *at, &mut known).unwrap_or_default()
    }

    /// The header and the rows.
    fn rows(&mut self, table: &Table, columns: &[(String, Ty)], scope: &Scope) -> Result<Vec<String>, Refused> {
        let mut headers = Vec::new();
        let mut cells: Vec<Vec<String>> = vec![Vec::new(); table.rules.len()];
        for (c, input) in table.inputs.iter().enumerate() {
            let subject = self.lower(input, scope)?;
            let question = scope.with("?", closure(input, scope));
            let mut special = Vec::new();
            let mut column = Vec::with_capacity(table.rules.len());
            for (r, rule) in table.rules.iter().enumerate() {
                let tests = rule.tests.get(c).map_or(&[][..], Vec::as_slice);
                if tests.iter().any(asks) {
                    special.push((r, tests));
                    column.push("-".to_owned());
                    continue;
                }
                let mut written = Vec::with_capacity(tests.len());
                for test in tests {
                    written.push(self.test(test, &subject.ty, scope)?);
                }
                column.push(written.join(", "));
            }
            if special.len() < table.rules.len() {
                headers.push(in_cell(&subject.at_least(1)));
                for (row, cell) in cells.iter_mut().zip(column) {
                    row.push(cell);
                }
            }
            // A test that speaks of its input is a column of its own: its condition, and «да».
            for (r, tests) in special {
                let condition = self.condition(input, tests, scope, &question)?;
                headers.push(in_cell(&condition));
                for (i, row) in cells.iter_mut().enumerate() {
                    row.push(if i == r { "да" } else { "-" }.to_owned());
                }
            }
        }
        let outputs: Vec<String> = if columns.len() > 1 {
            columns
                .iter()
                .map(|(name, ty)| format!("{name}: {}", ty.ours()))
                .collect()
        } else {
            columns.iter().map(|(name, _)| name.clone()).collect()
        };
        let mut rows = vec![format!("| {} | => {} |", headers.join(" | "), outputs.join(" | "))];
        for (rule, cells) in table.rules.iter().zip(cells) {
            let mut values = Vec::with_capacity(rule.outputs.len());
            for f in &rule.outputs {
                values.push(in_cell(&self.lower(f, scope)?.at_least(1)));
            }
            rows.push(format!("| {} | => {} |", cells.join(" | "), values.join(" | ")));
        }
        Ok(rows)
    }

    fn condition(&mut self, input: &F, tests: &[Test], scope: &Scope, question: &Scope) -> Result<String, Refused> {
        let mut parts = Vec::with_capacity(tests.len());
        for test in tests {
            match test {
                Test::Is(f) if mentions(f) => {
                    let written = self.lower(f, question)?;
                    if written.ty != Ty::Bool {
                        return Err(Refused::new(
                            f.at,
                            "проверка со знаком «?» должна быть условием",
                            "a test with `?` must be a condition",
                        ));
                    }
                    parts.push(written.at_least(2));
                }
                Test::Not(_) if tests.len() > 1 || asks(test) => {
                    return Err(Refused::new(
                        input.at,
                        "отрицание проверки со знаком «?» не поддерживается",
                        "the negation of a test with `?` is not supported",
                    ));
                }
                other => {
                    let subject = self.lower(input, scope)?;
                    let test = self.test(other, &subject.ty, question)?;
                    parts.push(format!("{} в ({test})", subject.at_least(5)));
                }
            }
        }
        Ok(parts.join(" или "))
    }
}

/// What a cell would read as something else stands in brackets.
fn in_cell(text: &str) -> String {
    if text.starts_with("не") && !text.starts_with("неизвестно") || text.starts_with(['<', '>', '=', '[']) {
        format!("({text})")
    } else {
        text.to_owned()
    }
}
