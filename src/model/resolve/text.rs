//! Texts with their holes.

use std::borrow::Cow;

use super::types::{is_number, words};
use super::{At, Cx, can_be_shown, index};
use crate::bundle::program::{Format, Spoken, Text, TextId, TextPart};
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::tree::{self, Str, TemplateFormat, TemplatePart};
use crate::value::{Bi, Lang, Type};

/// Named formats in both spellings.
const FORMATS: [(&str, &str); 4] = [
    ("деньги", "money"),
    ("дата", "date"),
    ("число", "number"),
    ("прописью", "words"),
];

/// A raw text without blanks around it, non-breaking ones included.
pub(super) fn trimmed(raw: &str) -> String {
    raw.replace('\u{a0}', " ").trim().to_owned()
}

impl<'a> Cx<'a> {
    /// A text of several paragraphs; none when there are none.
    pub(super) fn text(&mut self, at: At<'a>, paragraphs: &[Str]) -> Option<TextId> {
        let (first, last) = (paragraphs.first()?, paragraphs.last()?);
        let mut text = Text::default();
        for (i, paragraph) in paragraphs.iter().enumerate() {
            if i > 0 {
                add_words(&mut text, "\n");
            }
            if paragraph.template {
                let (parts, found) = crate::syntax::template(at.file, *paragraph);
                self.found.extend(found);
                for part in &parts {
                    self.part(at, *paragraph, part, &mut text);
                }
            } else {
                add_words(&mut text, &at.file.text(*paragraph));
            }
        }
        let whole = first.span.to(last.span);
        if text
            .parts
            .iter()
            .all(|p| matches!(p, TextPart::Words(w) if w.trim().is_empty()))
        {
            self.report(at.finding(&codes::EMPTY_TEXT, whole));
        }
        Some(self.add_text(text, at.place(whole)))
    }

    pub(super) fn add_text(&mut self, text: Text, place: crate::span::Place) -> TextId {
        let id = TextId(index(self.program.texts.len()));
        self.program.texts.push(text);
        self.places.texts.push(place);
        id
    }

    /// A text with its variants.
    pub(super) fn spoken(&mut self, at: At<'a>, spoken: &tree::Spoken) -> Spoken {
        Spoken {
            any: self.text(at, &spoken.text),
            chat: self.text(at, &spoken.chat),
            voice: self.text(at, &spoken.voice),
        }
    }

    fn part(&mut self, at: At<'a>, whole: Str, part: &TemplatePart, text: &mut Text) {
        match part {
            TemplatePart::Text(span) => {
                add_words(
                    text,
                    &at.file.text(Str {
                        span: *span,
                        template: false,
                        ..whole
                    }),
                );
            }
            TemplatePart::Hole { expr, format, .. } => {
                let (id, ty) = self.expr(at, expr, &None);
                let format = match format {
                    None => Format::Default,
                    Some(format) => self.format(at, expr.span, format, ty.as_deref()),
                };
                if let Some(have) = ty.as_deref().filter(|t| !can_be_shown(t)) {
                    let want = Bi {
                        ru: "одно значение",
                        en: "a single value",
                    };
                    self.misformatted(at, expr.span, want, have);
                }
                text.parts.push(TextPart::Hole(id, format));
            }
        }
    }

    fn format(&mut self, at: At<'a>, hole: Span, format: &TemplateFormat, ty: Option<&Type>) -> Format {
        let name = match format {
            TemplateFormat::Named(name) => name,
            TemplateFormat::Plural(forms) => {
                if let Some(have) = ty.filter(|t| !is_number(t)) {
                    self.misformatted(
                        at,
                        hole,
                        Bi {
                            ru: "число",
                            en: "a number",
                        },
                        have,
                    );
                }
                let wanted = if self.manifest.language == Lang::Ru { 3 } else { 2 };
                if let (Some(first), Some(last)) = (forms.first(), forms.last())
                    && forms.len() != wanted
                {
                    let span = first.to(*last);
                    self.report(
                        at.finding(&codes::PLURAL_FORMS, span)
                            .arg("have", forms.len())
                            .arg("want", wanted),
                    );
                }
                return Format::Plural(forms.iter().map(|f| trimmed(at.file.source.slice(*f))).collect());
            }
        };
        let folded = at.file.name(*name);
        let Some(i) = FORMATS.iter().position(|(ru, en)| *ru == folded || *en == folded) else {
            let known = FORMATS.map(|(ru, en)| if self.manifest.language == Lang::Ru { ru } else { en });
            let near = super::names::closest(folded, known.into_iter());
            let finding = at
                .finding(&codes::UNKNOWN_FORMAT, name.span)
                .arg("name", at.file.source.slice(name.span))
                .arg("known", known.join(", "));
            self.report(match near {
                Some(near) => finding.replace_if(near.sure, name.span, near.name),
                None => finding,
            });
            return Format::Default;
        };
        let (format, right, want) = match i {
            0 => (
                Format::Money,
                ty.is_none_or(|t| matches!(t, Type::Money { .. })),
                Bi {
                    ru: "деньги",
                    en: "money",
                },
            ),
            1 => (
                Format::Date,
                ty.is_none_or(|t| matches!(t, Type::Date { .. })),
                Bi {
                    ru: "дата",
                    en: "a date",
                },
            ),
            2 => (
                Format::Number,
                ty.is_none_or(is_number),
                Bi {
                    ru: "число",
                    en: "a number",
                },
            ),
            _ => {
                let right = ty.is_none_or(|t| is_number(t) || matches!(t, Type::Money { .. }));
                (
                    Format::Words,
                    right,
                    Bi {
                        ru: "число или деньги",
                        en: "a number or money",
                    },
                )
            }
        };
        if let Some(have) = ty.filter(|_| !right) {
            self.misformatted(at, hole, want, have);
        }
        format
    }

    fn misformatted(&mut self, at: At<'a>, span: Span, want: Bi, have: &Type) {
        self.report(
            at.finding(&codes::FORMAT_TYPE, span)
                .arg("want", Arg::from(want))
                .arg("have", words(have)),
        );
    }
}

/// A folded phrase without the blanks that do not count.
pub(super) fn same_words(folded: &str) -> Cow<'_, str> {
    let trimmed = folded.trim();
    if trimmed.contains("  ") || trimmed.contains(char::is_control) {
        Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(trimmed)
    }
}

fn add_words(text: &mut Text, words: &str) {
    match text.parts.last_mut() {
        Some(TextPart::Words(before)) => before.push_str(words),
        _ if words.is_empty() => {}
        _ => text.parts.push(TextPart::Words(words.to_owned())),
    }
}
