//! Findings for people: the source lines, carets under the place, why, what to do.

use std::collections::BTreeMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::lines::Lines;
use super::told::{Labels, NoLabels, tell};
use super::{Diagnostic, Edit, Severity};
use crate::source::Sources;
use crate::span::{FileId, Place};
use crate::value::{Bi, Lang};

/// Columns a report may take; longer source lines are cut around the place.
const WIDTH: usize = 120;
/// Columns after which our own sentences are broken.
const WRAP: usize = 92;
/// Turns of a conversation that are shown where it was not replayed.
const MOST_TURNS: usize = 12;

const ERROR: Bi = Bi {
    ru: "ошибка",
    en: "error",
};
const WARNING: Bi = Bi {
    ru: "предупреждение",
    en: "warning",
};
const NOTE: Bi = Bi {
    ru: "заметка",
    en: "note",
};
const WHY: Bi = Bi {
    ru: "почему",
    en: "why",
};
const HELP: Bi = Bi {
    ru: "что делать",
    en: "what to do",
};
pub(super) const EXAMPLE: Bi = Bi {
    ru: "пример",
    en: "example",
};
const WAY: Bi = Bi {
    ru: "путь", en: "way"
};
const CONVERSATION: Bi = Bi {
    ru: "разговор",
    en: "conversation",
};
const DOUBT: Bi = Bi {
    ru: "оговорка",
    en: "caveat",
};
const FIX: Bi = Bi {
    ru: "исправление",
    en: "fix",
};
pub(super) const FIX_TITLE: Bi = Bi {
    ru: "можно заменить так",
    en: "this can be changed to",
};
const DOCS: Bi = Bi {
    ru: "подробнее",
    en: "more",
};

/// The name of a severity: `ошибка`, `warning`.
pub fn severity_name(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NOTE,
    }
    .get(lang)
}

/// All findings, each with an empty line after it. `color` adds terminal colours.
pub fn human(diags: &[Diagnostic], sources: &Sources, lang: Lang, color: bool) -> String {
    human_with(diags, sources, &NoLabels, lang, color)
}

/// As [`human`], with the words of the base for what witnesses name.
pub fn human_with<'d>(
    diags: impl IntoIterator<Item = &'d Diagnostic, IntoIter: Clone>,
    sources: &Sources,
    labels: &dyn Labels,
    lang: Lang,
    color: bool,
) -> String {
    let diags = diags.into_iter();
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut lines: BTreeMap<FileId, Lines<'_>> = BTreeMap::new();
    for place in diags.clone().flat_map(places) {
        if let Some(source) = sources.get(place.file) {
            lines.entry(place.file).or_insert_with(|| Lines::new(source));
        }
    }
    let mut out = String::new();
    for diag in diags {
        let report = Report {
            diag,
            sources,
            lines: &lines,
            labels,
            lang,
        };
        out.push_str(&renderer.render(&report.groups()));
        out.push_str("\n\n");
    }
    out
}

fn places(diag: &Diagnostic) -> impl Iterator<Item = Place> {
    let edits = diag.fix.iter().flat_map(|f| f.edits.iter().map(|e| e.place));
    std::iter::once(diag.place)
        .chain(diag.secondary.iter().map(|s| s.place))
        .chain(edits)
}

struct Report<'a> {
    diag: &'a Diagnostic,
    sources: &'a Sources,
    lines: &'a BTreeMap<FileId, Lines<'a>>,
    labels: &'a dyn Labels,
    lang: Lang,
}

impl<'a> Report<'a> {
    fn groups(&self) -> Vec<Group<'a>> {
        let (diag, lang) = (self.diag, self.lang);
        let level = match diag.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level
            .with_name(severity_name(diag.severity, lang))
            .primary_title(diag.headline(lang));
        let mut group = Group::with_title(title.id(diag.entry.code));
        // The primary file first, the others in order of their ids.
        let mut files = vec![diag.place.file];
        for secondary in &diag.secondary {
            if !files.contains(&secondary.place.file) {
                files.push(secondary.place.file);
            }
        }
        for file in files {
            group = match self.snippet(file) {
                Some(snippet) => group.element(snippet),
                None => match self.sources.get(file) {
                    Some(source) => group.element(Origin::path(source.name.to_string()).line(1).char_column(1)),
                    None => group,
                },
            };
        }
        for (name, text) in self.witness() {
            group = group.element(Level::INFO.with_name(name.get(lang)).message(text));
        }
        for (level, name, text) in [(Level::NOTE, WHY, diag.entry.why), (Level::HELP, HELP, diag.entry.help)] {
            let text = diag.fill(text, lang);
            if !text.is_empty() {
                let name = name.get(lang);
                group = group.element(level.with_name(name).message(wrap(&text, WRAP)));
            }
        }
        let docs = format!("lotsman explain {}", diag.entry.code);
        group = group.element(Level::INFO.with_name(DOCS.get(lang)).message(docs));
        let mut groups = vec![group];
        if let Some(fix) = &diag.fix
            && let Some(group) = self.fix(&fix.edits)
        {
            groups.push(group);
        }
        groups
    }

    /// How it comes about: the case, the way, the conversation, and what is doubtful about it.
    fn witness(&self) -> Vec<(Bi, String)> {
        let Some(witness) = &self.diag.witness else {
            return Vec::new();
        };
        let told = tell(witness, self.labels, self.lang);
        let mut notes = Vec::new();
        if !told.case.is_empty() {
            notes.push((EXAMPLE, wrap(&told.example(), WRAP)));
        }
        if !told.conversation.is_empty() {
            notes.push((CONVERSATION, told.beginning().join("\n")));
        } else if !told.steps.is_empty() || !told.turns.is_empty() {
            let lines: Vec<String> = (!told.steps.is_empty())
                .then(|| told.way())
                .into_iter()
                .chain(told.turns.iter().take(MOST_TURNS).cloned())
                .map(|line| wrap(&line, WRAP))
                .collect();
            notes.push((WAY, lines.join("\n")));
        }
        if let Some(doubt) = told.doubt {
            notes.push((DOUBT, wrap(doubt, WRAP)));
        }
        notes
    }

    /// The lines of one file that this finding points at. `None` for an empty text, which has no
    /// line to point at.
    fn snippet(&self, file: FileId) -> Option<Snippet<'a, Annotation<'a>>> {
        let (source, lines) = (self.sources.get(file)?, self.lines.get(&file)?);
        if source.text.is_empty() {
            return None;
        }
        let mut marks = Vec::new();
        if self.diag.place.file == file {
            let label = self.diag.fill(self.diag.entry.label, self.lang);
            marks.push((
                AnnotationKind::Primary,
                shown(&source.text, lines.clamp(self.diag.place.span)),
                label,
            ));
        }
        for secondary in self.diag.secondary.iter().filter(|s| s.place.file == file) {
            let label = self.diag.fill(secondary.words, self.lang);
            marks.push((
                AnnotationKind::Context,
                shown(&source.text, lines.clamp(secondary.place.span)),
                label,
            ));
        }
        let first = marks.iter().map(|(_, range, _)| lines.line(range.start)).min()?;
        let last = marks.iter().map(|(_, range, _)| lines.line(range.end)).max()?;
        let (text, base) = lines.window(first, last);
        let mut snippet = Snippet::source(text)
            .path(source.name.to_string())
            .line_start(first + 1);
        for (kind, range, label) in marks {
            let label = (!label.is_empty()).then_some(label);
            snippet = snippet.annotation(kind.span(range.start - base..range.end - base).label(label));
        }
        Some(snippet)
    }

    fn fix(&self, edits: &[Edit]) -> Option<Group<'a>> {
        let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
        for edit in edits {
            by_file.entry(edit.place.file).or_default().push(edit);
        }
        let title = Level::HELP
            .with_name(FIX.get(self.lang))
            .secondary_title(FIX_TITLE.get(self.lang));
        let mut group = Group::with_title(title);
        let mut shown = false;
        for (file, edits) in by_file {
            let (Some(source), Some(lines)) = (self.sources.get(file), self.lines.get(&file)) else {
                continue;
            };
            let ranges: Vec<_> = edits
                .iter()
                .map(|e| (lines.clamp(e.place.span), e.text.clone()))
                .collect();
            let first = ranges.iter().map(|(r, _)| lines.line(r.start)).min()?;
            let last = ranges.iter().map(|(r, _)| lines.line(r.end)).max()?;
            let (text, base) = lines.window(first, last);
            let mut snippet = Snippet::source(text)
                .path(source.name.to_string())
                .line_start(first + 1);
            for (range, text) in ranges {
                snippet = snippet.patch(Patch::new(range.start - base..range.end - base, text));
            }
            group = group.element(snippet);
            shown = true;
        }
        shown.then_some(group)
    }
}

/// Without line breaks at the end, which would draw the mark into the next line.
fn shown(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let trimmed = text.get(range.clone()).unwrap_or("").trim_end_matches(['\n', '\r']);
    if trimmed.is_empty() {
        range
    } else {
        range.start..range.start + trimmed.len()
    }
}

/// Breaks a sentence at spaces so that no line is longer than `width` characters; a longer word
/// stands alone.
fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let mut column = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
    }
    out
}

#[cfg(test)]
mod tests;
