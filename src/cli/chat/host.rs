//! The person plays the sources: what a channel service would look up is asked here.

use std::sync::Arc;

use super::input::Lines;
use super::show;
use crate::bundle::program::{Fact, Program};
use crate::channel::{LookupOutcome, LookupRequest};
use crate::cli::output::{self, pick};
use crate::language::{Directory, NormalForms, OptionWords, ReadContext, Reading, Want, read};
use crate::value::{Date, Lang, Name, Type, Value};

/// Asks what a source answers; `None` at the end of input.
pub fn lookup(
    lines: &mut Lines,
    program: &Program,
    request: &LookupRequest,
    today: Date,
    lang: Lang,
) -> Option<LookupOutcome> {
    let inputs: Vec<String> = request
        .inputs
        .iter()
        .map(|(n, v)| format!("{n} = {}", shown(v, lang)))
        .collect();
    let mut text = String::new();
    let head = match lang {
        Lang::Ru => format!(
            "источник «{}» спрашивают: {}\nчто он отвечает? пустая строка — нет данных, «-» — не ответил",
            request.source,
            inputs.join(", ")
        ),
        Lang::En => format!(
            "the source “{}” is asked: {}\nwhat does it answer? an empty line: no data, “-”: no answer",
            request.source,
            inputs.join(", ")
        ),
    };
    show::note(&mut text, &head);
    output::print(&text);
    let mut facts: Vec<(Name, Value)> = Vec::new();
    for (n, name) in request.outputs.iter().enumerate() {
        let Some(fact) = program.facts.iter().find(|f| f.name == *name) else {
            continue;
        };
        loop {
            let line = lines.next(&format!("  {name} = "))?;
            let line = line.trim();
            match line {
                "-" | "–" | "—" => return Some(LookupOutcome::NoAnswer),
                "" if n == 0 => return Some(LookupOutcome::NoData),
                "" => break,
                _ => {}
            }
            if let Some(value) = value(program, fact, line, today) {
                facts.push((name.clone(), value));
                break;
            }
            let mut text = String::new();
            show::note(&mut text, &wanted(program, fact, lang));
            output::print(&text);
        }
    }
    Some(LookupOutcome::Answered { facts })
}

/// Asks whether the identification succeeds; `None` at the end of input.
pub fn identify(lines: &mut Lines, methods: &[Name], lang: Lang) -> Option<bool> {
    let mut text = String::new();
    let methods = methods.join(", ");
    let head = match lang {
        Lang::Ru => format!("нужно подтвердить личность ({methods}). Удалось? да или нет"),
        Lang::En => format!("the person is to be identified ({methods}). Did it succeed? yes or no"),
    };
    show::note(&mut text, &head);
    loop {
        output::print(&text);
        let line = lines.next(pick(lang, "  да/нет ", "  yes/no "))?;
        match line.trim().to_lowercase().as_str() {
            "да" | "д" | "yes" | "y" => return Some(true),
            "нет" | "н" | "no" | "n" => return Some(false),
            _ => {}
        }
    }
}

fn shown(value: &Value, lang: Lang) -> String {
    crate::language::show(value, crate::language::Format::Plain, lang)
}

/// Reads a value of a fact: its stable name, or as a citizen would say it.
fn value(program: &Program, fact: &Fact, line: &str, today: Date) -> Option<Value> {
    let name = crate::source::fold(line);
    if keys(program, fact).iter().any(|k| **k == *name) {
        return Some(Value::Key(Name::from(&*name)));
    }
    let forms = NormalForms::new(program.lang);
    let want = want(program, fact, &fact.ty, &forms)?;
    match read(
        line,
        &want,
        &ReadContext {
            forms: &forms,
            lang: program.lang,
            today,
        },
    ) {
        Reading::Value(value) | Reading::OutOfRange { value } => Some(value),
        Reading::Unknown => Some(Value::Unknown),
        _ => None,
    }
}

fn keys(program: &Program, fact: &Fact) -> Vec<Name> {
    match (
        &fact.ty,
        fact.directory.and_then(|d| program.directories.get(d.index())),
    ) {
        (Type::OneOf(names), _) => names.clone(),
        (Type::Directory(_), Some(directory)) => directory.entries.iter().map(|e| e.key.clone()).collect(),
        _ => Vec::new(),
    }
}

fn wanted(program: &Program, fact: &Fact, lang: Lang) -> String {
    let keys = keys(program, fact);
    let keys: Vec<&str> = keys.iter().take(20).map(|k| &**k).collect();
    match (lang, keys.is_empty()) {
        (Lang::Ru, false) => format!("такого значения нет; есть: {}", keys.join(", ")),
        (Lang::En, false) => format!("there is no such value; there are: {}", keys.join(", ")),
        (Lang::Ru, true) => "не похоже на значение этого факта; ещё раз".to_owned(),
        (Lang::En, true) => "this does not look like a value of this fact; once more".to_owned(),
    }
}

fn want(program: &Program, fact: &Fact, ty: &Type, forms: &NormalForms) -> Option<Want> {
    Some(match ty {
        Type::YesNo => Want::YesNo,
        Type::Integer { min, max } => Want::Integer { min: *min, max: *max },
        Type::Number { min, max } => Want::Number { min: *min, max: *max },
        Type::Money { min, max } => Want::Money { min: *min, max: *max },
        Type::Date { min, max } => Want::Date { min: *min, max: *max },
        Type::Duration => Want::Duration,
        Type::OneOf(_) => Want::OneOf(
            fact.options
                .iter()
                .map(|o| OptionWords {
                    name: o.name.to_string(),
                    label: o.label.clone(),
                    synonyms: o.synonyms.clone(),
                })
                .collect(),
        ),
        Type::Directory(_) => {
            let directory = program.directories.get(fact.directory?.index())?;
            let entries = directory.entries.iter().map(|e| {
                let names = std::iter::once(e.title.clone())
                    .chain(e.synonyms.iter().cloned())
                    .collect();
                (e.key.clone(), names)
            });
            Want::Directory(Arc::new(Directory::new(directory.name.clone(), entries, forms)))
        }
        Type::List(item) => Want::List(Box::new(want(program, fact, item, forms)?)),
        Type::Text => Want::Text,
        Type::Phone => Want::Phone,
        Type::Snils => Want::Snils,
        _ => return None,
    })
}
