//! Facts on the command line and in tables: `имя=значение`, cells.

use crate::bundle::program::Program;
use crate::model::yaml::suggest;
use crate::runtime::{Engine, NotAValue, Words};
use crate::source::fold;
use crate::value::{Date, Name, Value};

/// Facts that are given, by name.
pub type Facts = Vec<(Name, Value)>;

/// Facts of the command line: `имя=значение` each. A name given twice keeps its last value.
///
/// # Errors
/// What is wrong with the first that cannot be read, in both languages.
pub fn facts(engine: &Engine, given: &[String], today: Date) -> Result<Facts, String> {
    let mut facts = Facts::new();
    for pair in given {
        let Some((name, text)) = pair.split_once('=') else {
            return Err(format!(
                "«{pair}»: нужно имя=значение, например дети=2 · “{pair}”: name=value is wanted, such as children=2"
            ));
        };
        let name: Name = fold(name.trim()).as_ref().into();
        let value = engine
            .value_of(&name, text, today)
            .map_err(|e| both(&wrong(engine.program(), &name, text, &e)))?;
        facts.retain(|(n, _)| *n != name);
        if let Some(value) = value {
            facts.push((name, value));
        }
    }
    Ok(facts)
}

fn both(words: &Words) -> String {
    format!("{} · {}", words.ru, words.en)
}

/// What is wrong with a value, and what would be right.
pub fn wrong(program: &Program, name: &str, text: &str, why: &NotAValue) -> Words {
    match program.facts.iter().find(|f| *f.name == *name) {
        Some(fact) => why.words(program, fact, text),
        None => no_fact(program, name),
    }
}

fn no_fact(program: &Program, name: &str) -> Words {
    let close = suggest(name, program.facts.iter().map(|f| &*f.name));
    let mut words = Words::no_fact(name);
    if let Some(close) = close {
        words.ru.push_str(&format!("; похоже на «{close}»"));
        words.en.push_str(&format!("; “{close}” is like it"));
    }
    words
}
