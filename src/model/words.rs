//! The words that a base has for what witnesses name.

use crate::bundle::program::Op;
use crate::diag::Labels;
use crate::span::Place;
use crate::value::{Name, Type};

use super::Model;

impl Model {
    /// Indices of the steps of a name in all editions of a scenario.
    fn steps_called<'a>(&'a self, scenario: Option<&'a str>, step: &'a str) -> impl Iterator<Item = usize> + 'a {
        let all = self.program.scenarios.iter();
        all.filter(move |s| scenario.is_none_or(|name| &*s.name == name))
            .flat_map(|s| s.steps.0.index()..s.steps.1.index())
            .filter(move |n| self.program.steps.get(*n).is_some_and(|s| &*s.name == step))
    }
}

impl Labels for Model {
    fn value(&self, fact: &str, key: &str) -> Option<String> {
        let fact = self.program.facts.iter().find(|f| &*f.name == fact)?;
        let called = |name: &Name| &**name == key;
        if let Some(option) = fact.options.iter().find(|o| called(&o.name)) {
            return Some(option.label.clone()).filter(|l| !l.is_empty());
        }
        let name = match &fact.ty {
            Type::Directory(name) => name,
            Type::List(of) => match &**of {
                Type::Directory(name) => name,
                _ => return None,
            },
            _ => return None,
        };
        let directory = self.program.directories.iter().find(|d| d.name == *name)?;
        let entry = directory.entries.iter().find(|e| called(&e.key))?;
        Some(entry.title.clone()).filter(|t| !t.is_empty())
    }

    fn option(&self, scenario: Option<&str>, step: &str, option: &str) -> Option<String> {
        self.steps_called(scenario, step).find_map(|n| {
            let first = self.program.steps.get(n)?.first.index();
            let last = self.program.nodes.iter().skip(first).find(|n| n.op.is_transition())?;
            let Op::Menu { options, .. } = &last.op else {
                return None;
            };
            let option = options.iter().find(|o| &*o.name == option)?;
            Some(option.label.clone()).filter(|l| !l.is_empty())
        })
    }

    fn step(&self, scenario: Option<&str>, step: &str) -> Option<Place> {
        let n = self.steps_called(scenario, step).next()?;
        Some(self.places.steps.get(n)?.name)
    }
}

#[cfg(test)]
mod tests;
