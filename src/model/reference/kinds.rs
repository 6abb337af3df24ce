//! Directories, calendars, synonyms, organisations, routing and phrases; parameters have a file of
//! their own.

use indexmap::map::Entry as Slot;

use super::calendar::weekday;
use super::read::{Reader, ground};
use super::{Calendar, Directory, DirectoryEntry, Organisation, Reference, Route, Synonyms, number, shapes};
use crate::diag::{Diagnostic, codes};
use crate::model::manifest::{Control, control};
use crate::model::yaml::{Node, Text, decimal, duration};
use crate::source::fold;
use crate::value::{Bi, Name, Value};

impl Reader {
    pub(super) fn directory(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawDirectory>(tree, shapes::DIRECTORY) else {
            return;
        };
        let mut entries = indexmap::IndexMap::<Name, DirectoryEntry>::new();
        for entry in raw.entries {
            let Some(key) = self.name(&entry.key) else {
                continue;
            };
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
                    self.twice(
                        Bi {
                            ru: "запись",
                            en: "entry",
                        },
                        &entry.key,
                        first,
                    );
                }
                Slot::Vacant(slot) => {
                    slot.insert(made);
                }
            }
        }
        let Some((name, place)) = self.own_name(raw.name.as_ref()) else {
            return;
        };
        let title = raw.title.map_or_else(|| name.to_string(), |t| t.text);
        let broken = self.broken || self.has_errors();
        let made = Directory {
            name: name.clone(),
            title,
            entries,
            place,
            broken,
        };
        match to.directories.entry(name) {
            Slot::Occupied(first) => {
                let first = first.get().place;
                self.twice_at(
                    Bi {
                        ru: "справочник",
                        en: "directory",
                    },
                    &made.name,
                    place,
                    first,
                );
            }
            Slot::Vacant(slot) => {
                slot.insert(made);
            }
        }
    }

    pub(super) fn calendar(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawCalendar>(tree, shapes::CALENDAR) else {
            return;
        };
        let years = raw.year;
        let mut holidays = Vec::new();
        for text in &raw.holidays {
            let Some((from, until)) = self.range(text) else {
                continue;
            };
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
        let Some((name, place)) = self.own_name(raw.name.as_ref()) else {
            return;
        };
        let broken = self.broken || self.has_errors();
        let ground = raw.ground.map(ground);
        let made = Calendar {
            name: name.clone(),
            years,
            holidays,
            moved,
            weekend,
            ground,
            place,
            broken,
        };
        match to.calendars.entry(name) {
            Slot::Occupied(first) => {
                let first = first.get().place;
                self.twice_at(
                    Bi {
                        ru: "календарь",
                        en: "calendar",
                    },
                    &made.name,
                    place,
                    first,
                );
            }
            Slot::Vacant(slot) => {
                slot.insert(made);
            }
        }
    }

    pub(super) fn synonyms(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawSynonyms>(tree, shapes::SYNONYMS) else {
            return;
        };
        for pair in raw.lists {
            let Some(name) = self.name(&pair.key) else {
                continue;
            };
            let place = pair.key.place(self.file);
            match to.synonyms.entry(name.clone()) {
                Slot::Occupied(first) => {
                    let first = first.get().place;
                    self.twice(
                        Bi {
                            ru: "список синонимов",
                            en: "list of synonyms",
                        },
                        &pair.key,
                        first,
                    );
                }
                Slot::Vacant(slot) => {
                    let words = pair.value.into_iter().map(|t| t.text).collect();
                    slot.insert(Synonyms { name, words, place });
                }
            }
        }
    }

    pub(super) fn organisations(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawOrganisations>(tree, shapes::ORGANISATIONS) else {
            return;
        };
        let text = |t: Option<Text>| t.map(|t| t.text);
        for entry in raw.entries {
            let Some(name) = self.name(&entry.name) else {
                continue;
            };
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
                    self.twice(
                        Bi {
                            ru: "организация",
                            en: "organisation",
                        },
                        &entry.name,
                        first,
                    );
                }
                Slot::Vacant(slot) => {
                    slot.insert(made);
                }
            }
        }
    }

    pub(super) fn routing(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawRouting>(tree, shapes::ROUTING) else {
            return;
        };
        for rule in raw.rules {
            if rule.organisation.is_none() && rule.queue.is_none() && !self.broken {
                let diag = Diagnostic::new(&codes::YAML_ROUTE_NOWHERE, self.file, rule.topic.span());
                self.diags.push(diag.arg("topic", rule.topic.text.as_str()));
            }
            let term = rule.term.and_then(|t| {
                let term = duration(&t.text);
                if term.is_none() {
                    self.bad_amount(
                        &t,
                        Bi {
                            ru: "срок",
                            en: "a period",
                        },
                        "10 дней",
                    );
                }
                term
            });
            let Some(topic) = self.link(&rule.topic) else {
                continue;
            };
            let organisation = rule.organisation.and_then(|t| self.link(&t));
            let queue = rule.queue.and_then(|t| self.link(&t));
            to.routing.push(Route {
                topic,
                organisation,
                queue,
                accelerated: rule.accelerated,
                term,
            });
        }
    }

    pub(super) fn phrases(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawPhrases>(tree, shapes::PHRASES) else {
            return;
        };
        let Control {
            operator,
            repeat,
            back,
            restart,
            stop,
            help,
        } = control(&raw.phrases, self.file, &mut self.diags);
        to.phrases.operator.extend(operator);
        to.phrases.repeat.extend(repeat);
        to.phrases.back.extend(back);
        to.phrases.restart.extend(restart);
        to.phrases.stop.extend(stop);
        to.phrases.help.extend(help);
    }

    /// Phrases from logs come with repetitions: they change nothing and are no mistake.
    pub(super) fn out_of_scope(&mut self, tree: &Node, to: &mut Reference) {
        let Some(raw) = self.take::<shapes::RawOutOfScope>(tree, shapes::OUT_OF_SCOPE) else {
            return;
        };
        let mut seen: std::collections::BTreeSet<String> =
            to.out_of_scope.iter().map(|phrase| fold(phrase).into_owned()).collect();
        for text in raw.phrases {
            let phrase = text.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !phrase.is_empty() && seen.insert(fold(&phrase).into_owned()) {
                to.out_of_scope.push(phrase);
            }
        }
    }
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
