//! From files to [`Reference`].

use super::shapes::{self, RawGround};
use super::{Ground, Link, Reference, links, parameters};
use crate::diag::{Diagnostic, Diagnostics, Severity, codes};
use crate::model::yaml::{Key, Kind, Node, Text, check, check_name, date, date_range, finish, read_tree, russian_date};
use crate::source::Source;
use crate::span::{FileId, Place};
use crate::value::{Bi, Date, Name};

/// Reads all reference data of a base.
pub fn read_reference(files: &[(FileId, &Source)]) -> (Reference, Diagnostics) {
    let mut reference = Reference::default();
    let mut all = Diagnostics::new();
    for (file, source) in files {
        let (tree, diags) = read_tree(source, *file);
        let mut reader = Reader {
            file: *file,
            diags,
            broken: false,
        };
        if let Some(tree) = tree {
            reader.file(&tree, &mut reference);
        }
        reference.broken |= reader.has_errors();
        all.append(&mut reader.diags);
    }
    links::check(&reference, &mut all);
    (reference, all)
}

/// Reads one file.
pub(super) struct Reader {
    pub file: FileId,
    pub diags: Diagnostics,
    pub broken: bool,
}

impl Reader {
    pub(super) fn has_errors(&self) -> bool {
        self.diags.iter().any(|d| d.severity == Severity::Error)
    }

    fn file(&mut self, tree: &Node, to: &mut Reference) {
        let kind = match tree.get("kind").map(|e| &e.value.kind) {
            Some(Kind::Scalar { text, .. }) => text.clone(),
            _ => String::new(),
        };
        match kind.as_str() {
            "directory" => self.directory(tree, to),
            "parameter" => {
                if let Some(raw) = self.take(tree, shapes::PARAMETER) {
                    parameters::read(self, raw, to);
                }
            }
            "calendar" => self.calendar(tree, to),
            "synonyms" => self.synonyms(tree, to),
            "organisations" => self.organisations(tree, to),
            "routing" => self.routing(tree, to),
            "phrases" => self.phrases(tree, to),
            "out_of_scope" => self.out_of_scope(tree, to),
            // The other keys mean nothing while the kind is unknown: only `kind` is reported.
            _ => self.unknown(tree),
        }
    }

    /// The checked structure; `broken` tells whether something is missing from it.
    pub(super) fn take<T: serde::de::DeserializeOwned>(&mut self, tree: &Node, keys: &[Key]) -> Option<T> {
        let value = check(tree, keys, self.file, &mut self.diags)?;
        self.broken = self.has_errors();
        finish(value, self.file, &mut self.diags)
    }

    fn unknown(&mut self, tree: &Node) {
        let mut only_kind = tree.clone();
        if let Kind::Map(entries) = &mut only_kind.kind {
            let first = entries.first().map(|e| e.key_span);
            entries.retain(|e| e.key == "kind");
            if let (true, Some(first)) = (entries.is_empty(), first) {
                only_kind.span = first;
            }
        }
        let _ = check(&only_kind, shapes::UNKNOWN, self.file, &mut self.diags);
    }

    pub(super) fn own_name(&mut self, text: Option<&Text>) -> Option<(Name, Place)> {
        let text = text?;
        Some((self.name(text)?, text.place(self.file)))
    }

    pub(super) fn name(&mut self, text: &Text) -> Option<Name> {
        check_name(text, self.file, &mut self.diags)
    }

    pub(super) fn link(&mut self, text: &Text) -> Option<Link> {
        Some(Link {
            name: self.name(text)?,
            place: text.place(self.file),
        })
    }

    pub(super) fn date(&mut self, text: &Text) -> Option<Date> {
        let made = date(&text.text);
        if made.is_none() {
            self.bad_date(text);
        }
        made
    }

    pub(super) fn range(&mut self, text: &Text) -> Option<(Date, Date)> {
        let made = date_range(&text.text);
        if made.is_none() {
            self.bad_date(text);
        }
        made
    }

    fn bad_date(&mut self, text: &Text) {
        let diag = Diagnostic::new(&codes::YAML_BAD_DATE, self.file, text.span()).arg("found", text.text.as_str());
        self.diags.push(match russian_date(&text.text) {
            Some(date) => diag.replace(text.span(), date.to_string()),
            None => diag,
        });
    }

    pub(super) fn reversed(&mut self, text: &Text, from: Date) {
        let diag = Diagnostic::new(&codes::YAML_PERIOD_REVERSED, self.file, text.span());
        self.diags.push(diag.arg("from", from.to_string()));
    }

    pub(super) fn bad_amount(&mut self, text: &Text, expected: Bi, example: &str) {
        self.diags.push(
            Diagnostic::new(&codes::YAML_BAD_AMOUNT, self.file, text.span())
                .arg("found", text.text.as_str())
                .arg("expected", expected)
                .arg("example", example),
        );
    }

    pub(super) fn in_years(&mut self, text: &Text, date: Date, years: &[i16]) -> bool {
        let inside = years.is_empty() || years.contains(&date.year());
        if !inside {
            let diag = Diagnostic::new(&codes::YAML_OUTSIDE_YEARS, self.file, text.span());
            self.diags.push(diag.arg("date", date.to_string()));
        }
        inside
    }

    pub(super) fn twice(&mut self, what: Bi, text: &Text, first: Place) {
        self.twice_at(what, &text.text, text.place(self.file), first);
    }

    pub(super) fn twice_at(&mut self, what: Bi, name: &str, place: Place, first: Place) {
        self.diags.push(
            Diagnostic::new(&codes::YAML_DUPLICATE_NAME, place.file, place.span)
                .arg("what", what)
                .arg("name", name)
                .also(first.file, first.span, "первый раз", "the first time"),
        );
    }
}

pub(super) fn ground(raw: RawGround) -> Ground {
    Ground {
        act: raw.act.text,
        point: raw.point.map(|t| t.text),
    }
}
