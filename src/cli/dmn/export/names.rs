//! How facts are called in the model: by their titles where FEEL can read them, else by their names.
//! Facts called «Заём: сумма» and «Заём: ставка» are the parts of one input, «Заём».

use indexmap::IndexMap;

use crate::bundle::program::{Derived, FactId, Program};

/// Words that a name of FEEL may not begin with.
const RESERVED: [&str; 19] = [
    "if",
    "then",
    "else",
    "for",
    "in",
    "return",
    "some",
    "every",
    "satisfies",
    "and",
    "or",
    "not",
    "true",
    "false",
    "null",
    "function",
    "between",
    "instance",
    "external",
];

/// Names of all facts.
#[derive(Debug)]
pub struct Called {
    names: Vec<(Option<String>, String)>,
}

impl Called {
    /// Names for the facts of a program.
    pub fn new(program: &Program) -> Self {
        let mut count: IndexMap<&str, usize> = IndexMap::new();
        for fact in &program.facts {
            *count.entry(fact.title.as_str()).or_default() += 1;
        }
        let names = program.facts.iter().map(|fact| {
            let title = fact.title.as_str();
            let unique = count.get(title) == Some(&1);
            let parts = title.split_once(": ").filter(|(of, part)| {
                fact.derived == Derived::No && readable(of) && readable(part) && !count.contains_key(of)
            });
            match parts {
                Some((of, part)) if unique => (Some(of.to_owned()), part.to_owned()),
                _ if unique && readable(title) => (None, title.to_owned()),
                _ => (None, fact.name.to_string()),
            }
        });
        Self { names: names.collect() }
    }

    /// The input that a fact is a part of, and its own name.
    pub fn parts(&self, fact: FactId) -> (Option<&str>, &str) {
        self.names
            .get(fact.index())
            .map_or((None, ""), |(of, name)| (of.as_deref(), name.as_str()))
    }

    /// As it stands in an expression.
    pub fn expression(&self, fact: FactId) -> String {
        match self.parts(fact) {
            (Some(of), name) => format!("{of}.{name}"),
            (None, name) => name.to_owned(),
        }
    }
}

/// Whether FEEL reads it as one name.
fn readable(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("");
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ' ')
        && !name.contains("  ")
        && !name.ends_with(' ')
        && !name.split(' ').any(|w| RESERVED.contains(&w))
        && !first.is_empty()
}
