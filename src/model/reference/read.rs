//! From files to [`Reference`].

use indexmap::map::Entry as Slot;

use super::calendar::weekday;
use super::shapes::{self, RawGround};
use super::{Calendar, Directory, DirectoryEntry, Ground, Link, Organisation, Reference, Route, Synonyms, links, number, parameters};
use crate::diag::{Diagnostic, Diagnostics, Severity, codes};
use crate::model::manifest::{Control, control};
use crate::model::yaml::{Kind, Node, Text, check, check_name, date, date_range, decimal, duration, finish, read_tree};
use crate::source::Source;
use crate::span::{FileId, Place};
use crate::value::{Bi, Date, Name, Value};

/// Reads all reference data of a base.
pub fn read_reference(files: &[(FileId, &Source)]) -> (Reference, Diagnostics) {
    let mut reference = Reference::default();
    let mut all = Diagnostics::new();
    for (file, source) in files {
        let (tree, diags) = read_tree(source, *file);
        let mut reader = Reader { file: *file, diags, broken: false };
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
    fn has_errors(&self) -> bool {
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
            // The other keys mean nothing while the kind is unknown: only `kind` is reported.
            _ => self.unknown(tree),
        }
    }

    /// The checked structure; `broken` tells whether something is missing from it.
    fn take<T: serde::de::DeserializeOwned>(
        &mut self,
        tree: &Node,
        keys: &[crate::model::yaml::Key],
    ) -> Option<T> {
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

    fn directory(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawDirectory>(tree, shapes::DIRECTORY) else { return };
        let mut entries = indexmap::IndexMap::<Name, DirectoryEntry>::new();
        for entry in raw.entries {
            let Some(key) = self.name(&entry.key) else { continue };
            let place = entry.key.place(self.file);
            let mut attributes = indexmap::IndexMap::new();
            for pair in entry.attributes {
                if let Some(name) = self.name(&pair.key) {
                    attributes.insert(name, attribute(&pair.value.text));
                }
            }
            let made = DirectoryEntry {
                title: entry.title.map_or_else(|| key.to_string(), |t| t.text),
                synonyms: entry.synonyms.into_iter().map(|t| t.text).collect(),
                parent: entry.parent.and_then(|t| self.link(&t)),
                attributes,
                place,
                key: key.clone(),
            };
            match entries.entry(key) {
                Slot::Occupied(first) => {
                    let first = first.get().place;
                    self.twice(Bi { ru: "запись", en: "entry" }, &entry.key, first);
                }
                Slot::Vacant(slot) => {
                    slot.insert(made);
                }
            }
        }
        let Some((name, place)) = self.own_name(raw.name.as_ref()) else { return };
        let title = raw.title.map_or_else(|| name.to_string(), |t| t.text);
        let broken = self.broken || self.has_errors();
        let made = Directory { name: name.clone(), title, entries, place, broken };
        match to.directories.entry(name) {
            Slot::Occupied(first) => {
                let first = first.get().place;
                self.twice_at(Bi { ru: "справочник", en: "directory" }, &made.name, place, first);
            }
            Slot::Vacant(slot) => {
                slot.insert(made);
            }
        }
    }

    fn calendar(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawCalendar>(tree, shapes::CALENDAR) else { return };
        let years = raw.year;
        let mut holidays = Vec::new();
        for text in &raw.holidays {
            let Some((from, until)) = self.range(text) else { continue };
            if until < from {
                self.reversed(text, from);
            } else if self.in_years(text, from, &years) && self.in_years(text, until, &years) {
                holidays.push((from, until));
            }
        }
        let mut moved = Vec::new();
        for pair in &raw.moved {
            let (from, to) = (self.date(&pair.from), self.date(&pair.to));
            if let (Some(from), Some(to)) = (from, to)
                && self.in_years(&pair.from, from, &years)
                && self.in_years(&pair.to, to, &years)
            {
                moved.push((from, to));
            }
        }
        let weekend = match raw.weekend {
            Some(days) => days.iter().filter_map(|t| weekday(&t.text)).collect(),
            None => vec![6, 7],
        };
        let Some((name, place)) = self.own_name(raw.name.as_ref()) else { return };
        let broken = self.broken || self.has_errors();
        let ground = raw.ground.map(ground);
        let made = Calendar { name: name.clone(), years, holidays, moved, weekend, ground, place, broken };
        match to.calendars.entry(name) {
            Slot::Occupied(first) => {
                let first = first.get().place;
                self.twice_at(Bi { ru: "календарь", en: "calendar" }, &made.name, place, first);
            }
            Slot::Vacant(slot) => {
                slot.insert(made);
            }
        }
    }

    fn synonyms(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawSynonyms>(tree, shapes::SYNONYMS) else { return };
        for pair in raw.lists {
            let Some(name) = self.name(&pair.key) else { continue };
            let place = pair.key.place(self.file);
            match to.synonyms.entry(name.clone()) {
                Slot::Occupied(first) => {
                    let first = first.get().place;
                    self.twice(Bi { ru: "список синонимов", en: "list of synonyms" }, &pair.key, first);
                }
                Slot::Vacant(slot) => {
                    let words = pair.value.into_iter().map(|t| t.text).collect();
                    slot.insert(Synonyms { name, words, place });
                }
            }
        }
    }

    fn organisations(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawOrganisations>(tree, shapes::ORGANISATIONS) else { return };
        let text = |t: Option<Text>| t.map(|t| t.text);
        for entry in raw.entries {
            let Some(name) = self.name(&entry.name) else { continue };
            let place = entry.name.place(self.file);
            let made = Organisation {
                name: name.clone(),
                title: entry.title.text,
                short: text(entry.short),
                phone: text(entry.phone),
                address: text(entry.address),
                email: text(entry.email),
                hours: text(entry.hours),
                competence: entry.competence.iter().filter_map(|t| self.link(t)).collect(),
                queue: entry.queue.and_then(|t| self.link(&t)),
                ground: entry.ground.map(ground),
                place,
            };
            match to.organisations.entry(name) {
                Slot::Occupied(first) => {
                    let first = first.get().place;
                    self.twice(Bi { ru: "организация", en: "organisation" }, &entry.name, first);
                }
                Slot::Vacant(slot) => {
                    slot.insert(made);
                }
            }
        }
    }

    fn routing(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawRouting>(tree, shapes::ROUTING) else { return };
        for rule in raw.rules {
            if rule.organisation.is_none() && rule.queue.is_none() && !self.broken {
                let diag = Diagnostic::new(&codes::YAML_ROUTE_NOWHERE, self.file, rule.topic.span());
                self.diags.push(diag.arg("topic", rule.topic.text.as_str()));
            }
            let term = rule.term.and_then(|t| {
                let term = duration(&t.text);
                if term.is_none() {
                    self.bad_amount(&t, Bi { ru: "срок", en: "a period" }, "10 дней");
                }
                term
            });
            let Some(topic) = self.link(&rule.topic) else { continue };
            let organisation = rule.organisation.and_then(|t| self.link(&t));
            let queue = rule.queue.and_then(|t| self.link(&t));
            to.routing.push(Route { topic, organisation, queue, accelerated: rule.accelerated, term });
        }
    }

    fn phrases(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawPhrases>(tree, shapes::PHRASES) else { return };
        let Control { operator, repeat, back, restart, stop, help } = control(&raw.phrases, self.file, &mut self.diags);
        to.phrases.operator.extend(operator);
        to.phrases.repeat.extend(repeat);
        to.phrases.back.extend(back);
        to.phrases.restart.extend(restart);
        to.phrases.stop.extend(stop);
        to.phrases.help.extend(help);
    }

    fn own_name(&mut self, text: Option<&Text>) -> Option<(Name, Place)> {
        let text = text?;
        Some((self.name(text)?, text.place(self.file)))
    }

    pub(super) fn name(&mut self, text: &Text) -> Option<Name> {
        check_name(text, self.file, &mut self.diags)
    }

    pub(super) fn link(&mut self, text: &Text) -> Option<Link> {
        Some(Link { name: self.name(text)?, place: text.place(self.file) })
    }

    pub(super) fn date(&mut self, text: &Text) -> Option<Date> {
        let made = date(&text.text);
        if made.is_none() {
            self.bad_date(text);
        }
        made
    }

    fn range(&mut self, text: &Text) -> Option<(Date, Date)> {
        let made = date_range(&text.text);
        if made.is_none() {
            self.bad_date(text);
        }
        made
    }

    fn bad_date(&mut self, text: &Text) {
        let diag = Diagnostic::new(&codes::YAML_BAD_DATE, self.file, text.span()).arg("found", text.text.as_str());
        self.diags.push(match crate::model::yaml::russian_date(&text.text) {
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

    fn in_years(&mut self, text: &Text, date: Date, years: &[i16]) -> bool {
        let inside = years.is_empty() || years.contains(&date.year());
        if !inside {
            let diag = Diagnostic::new(&codes::YAML_OUTSIDE_YEARS, self.file, text.span());
            self.diags.push(diag.arg("date", date.to_string()));
        }
        inside
    }

    fn twice(&mut self, what: Bi, text: &Text, first: Place) {
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
    Ground { act: raw.act.text, point: raw.point.map(|t| t.text) }
}

/// An attribute as a value: truth, exact number or text.
fn attribute(text: &str) -> Value {
    match text {
        "true" | "да" => Value::Bool(true),
        "false" | "нет" => Value::Bool(false),
        // Codes such as 0787 are text: as numbers they would lose their zeros.
        _ if text.starts_with('0') && text.len() > 1 && !text.starts_with("0.") => Value::Text(text.into()),
        _ => decimal(text).map_or_else(|| Value::Text(text.into()), number),
    }
}
