//! Boundaries as dialog tests: what is known, and what follows from it by which ground.

use std::collections::BTreeSet;

use super::axis::day;
use super::search::Boundary;
use crate::bundle::program::FactId;
use crate::cli::dialogs::written_value;
use crate::runtime::Engine;
use crate::runtime::why::Why;
use crate::value::{Date, Lang, Name, Value};

/// Tests of boundaries with their titles, in order.
#[derive(Debug, Default)]
pub struct Tests {
    /// Title and text of each.
    pub tests: Vec<(String, String)>,
    titles: BTreeSet<String>,
}

/// Keywords of a test in one language.
struct Words {
    dialog: &'static str,
    date: &'static str,
    given: &'static str,
    fact: &'static str,
    ground: &'static str,
    end: &'static str,
    boundary: &'static str,
    day: &'static str,
}

const RU: Words = Words {
    dialog: "диалог",
    date: "дата",
    given: "известно",
    fact: "факт",
    ground: "основание",
    end: "конец",
    boundary: "Граница",
    day: "день",
};
const EN: Words = Words {
    dialog: "dialog",
    date: "date",
    given: "given",
    fact: "fact",
    ground: "ground",
    end: "end",
    boundary: "Boundary",
    day: "day",
};

impl Tests {
    /// Adds the tests of one boundary; values that a line cannot hold are left out.
    pub fn add(&mut self, engine: &Engine, goal: FactId, boundary: &Boundary, lang: Lang) {
        for (place, value) in &boundary.points {
            self.add_point(engine, goal, boundary, (*place, value), lang);
        }
    }

    fn add_point(
        &mut self,
        engine: &Engine,
        goal: FactId,
        boundary: &Boundary,
        (place, value): (i64, &Value),
        lang: Lang,
    ) -> Option<()> {
        let words = if lang == Lang::Ru { &RU } else { &EN };
        let program = engine.program();
        let fact = |id: FactId| program.facts.get(id.index());
        let goal = fact(goal)?;
        let expected = written_value(value, lang)?;
        let (today, moved) = match boundary.fact {
            Some(_) => (boundary.rest.today, Some(boundary.axis.value(place)?)),
            None => (day(place)?, None),
        };
        let mut given: Vec<(FactId, Value)> = boundary.rest.given.iter().map(|(f, v)| (*f, v.clone())).collect();
        given.extend(boundary.fact.zip(moved.clone()));
        given.sort_by_key(|(f, _)| *f);
        let (what, shown) = match (boundary.fact.and_then(fact), moved) {
            (Some(moving), Some(moved)) => (moving.title.clone(), written_value(&moved, lang)?),
            _ => (words.day.to_owned(), today.to_string()),
        };
        let title = self.title(&format!("{}: {}; {what} {shown}", words.boundary, goal.title));
        let mut text = format!("{} \"{}\"\n  {} {today}\n", words.dialog, quoted(&title), words.date);
        let mut facts: Vec<(Name, Value)> = Vec::new();
        for (id, value) in given {
            let name = fact(id)?.name.clone();
            text.push_str(&format!(
                "  {} {name} = {}\n",
                words.given,
                written_value(&value, lang)?
            ));
            facts.push((name, value));
        }
        text.push_str(&format!("  {} {} = {expected}\n", words.fact, goal.name));
        for ground in grounds(engine, &goal.name, &facts, today, value) {
            text.push_str(&format!("  {} \"{}\"\n", words.ground, quoted(&ground)));
        }
        text.push_str(&format!("{}\n", words.end));
        self.tests.push((title, text));
        Some(())
    }

    /// A title that no other test has.
    fn title(&mut self, wanted: &str) -> String {
        let mut title = wanted.to_owned();
        let mut n = 2;
        while !self.titles.insert(title.clone()) {
            title = format!("{wanted} ({n})");
            n += 1;
        }
        title
    }
}

fn grounds(engine: &Engine, goal: &str, facts: &[(Name, Value)], today: Date, value: &Value) -> Vec<String> {
    if value.is_unknown() {
        return Vec::new();
    }
    let why = engine.why_given(goal, facts, today);
    let mut all: Vec<String> = Vec::new();
    for ground in why.iter().flat_map(Why::grounds) {
        let text = crate::cli::dialogs::one_line(&ground.to_string());
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
