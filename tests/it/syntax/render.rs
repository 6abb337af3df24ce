//! A plain picture of findings: the line, a caret, the code, the words.

use std::fmt::Write;

use lotsman::diag::Diagnostic;
use lotsman::source::Source;
use lotsman::value::Lang;

/// All findings of a text, each below its line.
pub fn render(source: &Source, found: &[Diagnostic], lang: Lang) -> String {
    let mut out = String::new();
    for d in found {
        let (line, column) = source.line_column(d.place.span.start);
        let text = source.text.split(['\n', '\r']).nth(line - 1).unwrap_or("");
        let width = source
            .slice(d.place.span)
            .split('\n')
            .next()
            .unwrap_or("")
            .chars()
            .count()
            .max(1);
        let _ = writeln!(out, "{} {}", d.entry.code, d.headline(lang));
        let _ = writeln!(out, "{line:>4} | {text}");
        let _ = writeln!(
            out,
            "     | {}{} {}",
            " ".repeat(column - 1),
            "^".repeat(width),
            d.fill(d.entry.label, lang)
        );
        for also in &d.secondary {
            let (line, _) = source.line_column(also.place.span.start);
            let _ = writeln!(out, "     + строка {line}: {}", d.fill(also.words, lang));
        }
        let _ = writeln!(out, "     = {}", d.fill(d.entry.help, lang));
        if let Some(fix) = &d.fix {
            for edit in &fix.edits {
                let old = source.slice(edit.place.span);
                let _ = writeln!(out, "     ~ «{}» заменить на «{}»", old.trim_end(), edit.text);
            }
        }
        out.push('\n');
    }
    out
}
