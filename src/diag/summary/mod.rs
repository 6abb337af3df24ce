//! How many findings there are, in words.

use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::value::Lang;

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Summary {
    /// Counts the findings.
    pub fn of<'d>(diags: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut all = Self::default();
        for diag in diags {
            match diag.severity {
                Severity::Error => all.errors += 1,
                Severity::Warning => all.warnings += 1,
                Severity::Note => all.notes += 1,
            }
        }
        all
    }

    /// Whether there is anything but notes: what makes the exit code 1.
    pub fn has_findings(&self) -> bool {
        self.errors + self.warnings > 0
    }

    /// `2 ошибки, 1 предупреждение`; `замечаний нет` for none.
    pub fn sentence(&self, lang: Lang) -> String {
        let forms = |ru: [&'static str; 3], en: [&'static str; 2], n: usize| match lang {
            Lang::Ru => russian_form(n, ru),
            Lang::En => english_form(n, en),
        };
        let parts = [
            (
                self.errors,
                forms(["ошибка", "ошибки", "ошибок"], ["error", "errors"], self.errors),
            ),
            (
                self.warnings,
                forms(
                    ["предупреждение", "предупреждения", "предупреждений"],
                    ["warning", "warnings"],
                    self.warnings,
                ),
            ),
            (
                self.notes,
                forms(["заметка", "заметки", "заметок"], ["note", "notes"], self.notes),
            ),
        ];
        let words: Vec<String> = parts
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}"))
            .collect();
        match (words.is_empty(), lang) {
            (false, _) => words.join(", "),
            (true, Lang::Ru) => "замечаний нет".to_owned(),
            (true, Lang::En) => "no findings".to_owned(),
        }
    }
}

/// The form of a Russian noun after a whole number: `[ошибка, ошибки, ошибок]`.
pub fn russian_form(n: usize, [one, few, many]: [&'static str; 3]) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

fn english_form(n: usize, [one, many]: [&'static str; 2]) -> &'static str {
    if n == 1 { one } else { many }
}

#[cfg(test)]
mod tests;
