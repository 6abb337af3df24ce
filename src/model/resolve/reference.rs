//! Reference data becomes directories, parameters and the calendar of the program.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::names::{Def, Space};
use super::types::Ty;
use super::{Cx, ParameterInfo, index};
use crate::bundle::program as p;
use crate::diag::codes;
use crate::model::reference::{self, ParameterType, State};
use crate::span::Place;
use crate::value::Ground;
use crate::value::{Date, Type};

impl<'a> Cx<'a> {
    pub(super) fn take_reference(&mut self) {
        let reference = self.reference;
        if reference.broken {
            for space in [Space::Directory, Space::Synonyms, Space::Call, Space::Organisation] {
                self.names.leave_open(space);
            }
        }
        for (i, directory) in reference.directories.values().enumerate() {
            self.linked(Space::Directory, &directory.name, i, directory.place);
            let keys: FxHashMap<&'a str, _> = directory.entries.keys().map(|k| (&**k, k.clone())).collect();
            self.directory_keys.insert(&directory.name, keys);
            let entries = directory.entries.values().map(|e| p::DirectoryEntry {
                key: e.key.clone(),
                title: e.title.clone(),
                synonyms: e.synonyms.clone(),
            });
            self.program.directories.push(p::Directory {
                name: directory.name.clone(),
                title: directory.title.clone(),
                entries: entries.collect(),
            });
        }
        for (i, parameter) in reference.parameters.values().enumerate() {
            self.linked(Space::Call, &parameter.name, i, parameter.place);
            self.parameter_name_is_free(parameter);
            let parameter = self.take_parameter(parameter);
            self.program.parameters.push(parameter);
        }
        for (i, list) in reference.synonyms.values().enumerate() {
            self.linked(Space::Synonyms, &list.name, i, list.place);
        }
        for (i, organisation) in reference.organisations.values().enumerate() {
            self.linked(Space::Organisation, &organisation.name, i, organisation.place);
        }
        self.program.out_of_scope = reference.out_of_scope.clone().into();
        self.program.calendar = calendar(reference.calendars.values());
    }

    pub(super) fn linked(&mut self, space: Space, name: &'a str, id: usize, place: Place) {
        self.names.define(
            space,
            name,
            Def {
                id: index(id),
                place: Some(place),
            },
        );
    }

    fn parameter_name_is_free(&mut self, parameter: &reference::Parameter) {
        let taken = |(_, ru, en, _): &(p::Function, &str, &str, _)| *ru == &*parameter.name || *en == &*parameter.name;
        if p::Function::ALL.iter().any(taken) {
            let place = parameter.place;
            self.report(
                crate::diag::Diagnostic::new(&codes::PARAMETER_NAME_TAKEN, place.file, place.span)
                    .arg("name", &*parameter.name),
            );
        }
    }

    fn take_parameter(&mut self, parameter: &'a reference::Parameter) -> p::Parameter {
        let keys = parameter.keys.iter().map(|link| -> Ty {
            let known = self.reference.directories.get(&link.name)?;
            // Keys of a directory that could not be read whole are not judged.
            (!known.broken).then(|| Arc::new(Type::Directory(link.name.clone())))
        });
        let keys = keys.collect();
        let ty = match parameter.kind {
            ParameterType::Money => self.common.money.clone(),
            ParameterType::Number => self.common.number.clone(),
            ParameterType::Integer => self.common.integer.clone(),
            ParameterType::Duration => self.common.duration.clone(),
            ParameterType::Date => self.common.date.clone(),
        };
        self.parameters.push(ParameterInfo { keys, ty });
        let mut values = Vec::with_capacity(parameter.values.len());
        let mut places = Vec::with_capacity(parameter.values.len());
        for value in &parameter.values {
            let ground = value.ground.as_ref().map(|g| Ground {
                act: g.act.clone(),
                point: g.point.clone(),
            });
            values.push(p::ParameterValue {
                keys: value.keys.iter().map(|k| k.name.clone()).collect(),
                valid: p::Validity {
                    from: Some(value.from),
                    until: value.until,
                },
                value: value.value.clone(),
                ground: ground.map(|g| self.ground(g)),
                expected: value.state == State::Expected,
            });
            places.push(value.place);
        }
        self.places.parameter_values.push(places);
        p::Parameter {
            name: parameter.name.clone(),
            title: parameter.title.clone(),
            keys: index(parameter.keys.len()),
            values,
        }
    }

    /// Names of topics and queues in the reference data.
    pub(super) fn check_reference_links(&mut self) {
        let reference = self.reference;
        for organisation in reference.organisations.values() {
            for topic in &organisation.competence {
                self.find_linked(Space::Topic, topic.place, &topic.name, &codes::UNKNOWN_TOPIC);
            }
            if let Some(queue) = &organisation.queue {
                self.find_linked(Space::Queue, queue.place, &queue.name, &codes::UNKNOWN_QUEUE);
            }
        }
        for route in &reference.routing {
            self.find_linked(
                Space::Topic,
                route.topic.place,
                &route.topic.name,
                &codes::UNKNOWN_TOPIC,
            );
            if let Some(link) = &route.organisation {
                self.find_linked(Space::Organisation, link.place, &link.name, &codes::UNKNOWN_REFERENCE);
            }
            if let Some(link) = &route.queue {
                self.find_linked(Space::Queue, link.place, &link.name, &codes::UNKNOWN_QUEUE);
            }
        }
    }
}

/// Days that are not what their weekday says, of the calendars together. Known is the last run of
/// years without a gap: beyond it nobody can count working days.
fn calendar<'c>(calendars: impl Iterator<Item = &'c reference::Calendar>) -> p::Calendar {
    let mut out = p::Calendar::default();
    let mut years: Vec<i16> = Vec::new();
    for calendar in calendars {
        for year in &calendar.years {
            if years.contains(year) {
                continue;
            }
            years.push(*year);
            let Ok(mut day) = Date::new(*year, 1, 1) else {
                continue;
            };
            while day.year() == *year {
                let weekend = day.weekday().to_monday_one_offset() > 5;
                match calendar.is_working(day) {
                    Some(true) if weekend => out.working.push(day),
                    Some(false) if !weekend => out.holidays.push(day),
                    _ => {}
                }
                let Ok(next) = day.tomorrow() else { break };
                day = next;
            }
        }
    }
    out.holidays.sort_unstable();
    out.working.sort_unstable();
    years.sort_unstable();
    if let Some(last) = years.last().copied() {
        let mut first = last;
        while years.contains(&(first - 1)) {
            first -= 1;
        }
        out.known = Date::new(first, 1, 1).ok().zip(Date::new(last, 12, 31).ok());
    }
    out
}
