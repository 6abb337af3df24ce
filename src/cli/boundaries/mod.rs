//! `lotsman test --boundaries`: tests of both sides of every threshold, for people to confirm.

mod axis;
mod reach;
mod search;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::args::{Common, TestArgs};
use super::output::{self, BOLD, paint, pick};
use super::{CLEAN, FINDINGS, Outcome, build, files};
use crate::bundle::program::FactId;
use crate::diag::russian_form;
use crate::runtime::Engine;
use crate::source::fold;
use crate::value::Lang;

use search::{Boundary, Search};
use write::Tests;

/// Where the confirmed tests stand in the folder of the base.
const FILE: &str = "scenarios/boundaries.dialog";
/// Titles of tests that are listed at most.
const LISTED: usize = 20;

/// Finds the boundaries of a base and prints them as tests, or writes them to their file.
pub fn run(common: &Common, args: &TestArgs) -> Outcome {
    let Some((checked, bundle)) = build::in_memory(common)? else {
        return Ok(FINDINGS);
    };
    let engine = super::engine(&bundle)?;
    let shown = output::lang(common, checked.lang);
    let tests = tests(&engine, &args.filters, checked.lang);
    let path = common.base.join(FILE);
    let recorded = recorded(&path);
    if args.accept {
        return accept(&path, recorded, &tests, args, checked.lang, shown);
    }
    for (_, text) in &tests.tests {
        output::print(&format!("{text}\n"));
    }
    let text = count(tests.tests.len(), shown);
    output::print(&format!("{}\n", paint(BOLD, &text)));
    Ok(compare(&recorded, &tests, args.filters.is_empty(), shown))
}

/// The tests of all conclusions whose name or title holds one of the filters.
fn tests(engine: &Engine, filters: &[String], lang: Lang) -> Tests {
    let program = engine.program();
    let filters: Vec<String> = filters.iter().map(|f| fold(f).into_owned()).collect();
    let wanted = |goal: &FactId| {
        let fact = program.facts.get(goal.index());
        let holds = |text: &str| filters.iter().any(|f| fold(text).contains(f.as_str()));
        filters.is_empty() || fact.is_some_and(|f| holds(&f.name) || holds(&f.title))
    };
    let goals: Vec<FactId> = reach::goals(engine).into_iter().filter(wanted).collect();
    let bar = ProgressBar::new(goals.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    let found: Vec<(FactId, Vec<Boundary>)> = goals
        .into_par_iter()
        .map(|goal| {
            let found = Search::new(engine, goal).run();
            bar.inc(1);
            (goal, found)
        })
        .collect();
    bar.finish_and_clear();
    let mut tests = Tests::default();
    for (goal, boundaries) in &found {
        for boundary in boundaries {
            tests.add(engine, *goal, boundary, lang);
        }
    }
    tests
}

/// What stands in the file, by title.
fn recorded(path: &PathBuf) -> Option<BTreeMap<String, String>> {
    let text = String::from_utf8(files::read(path).ok()?).ok()?;
    let mut tests = BTreeMap::new();
    let mut test = String::new();
    for line in text.lines() {
        let begins = line.starts_with("диалог ") || line.starts_with("dialog ");
        if begins || !test.is_empty() {
            test.push_str(line);
            test.push('\n');
        }
        if matches!(line, "конец" | "end") {
            let title = test
                .lines()
                .next()
                .and_then(|l| l.split_once(' '))
                .map(|(_, t)| t.trim_matches('"'));
            let title = title.unwrap_or_default().replace("\\\"", "\"").replace("\\\\", "\\");
            tests.insert(title, std::mem::take(&mut test));
        }
    }
    Some(tests)
}

fn head(lang: Lang) -> &'static str {
    pick(
        lang,
        "# Границы: записаны командой lotsman test --boundaries --accept, обе стороны каждого порога.\n# Прочтите изменения, прежде чем сохранить: принятая ошибка станет правилом.\n",
        "# Boundaries: written by lotsman test --boundaries --accept, both sides of every threshold.\n# Read the changes before you keep them: a fault that is accepted becomes a rule.\n",
    )
}

fn accept(
    path: &PathBuf,
    recorded: Option<BTreeMap<String, String>>,
    tests: &Tests,
    args: &TestArgs,
    lang: Lang,
    shown: Lang,
) -> Outcome {
    files::must_be_ours(path, |start| {
        start.starts_with("# Границы".as_bytes()) || start.starts_with(b"# Boundaries")
    })?;
    let mut text = head(lang).to_owned();
    let mut kept = recorded.unwrap_or_default();
    for (title, _) in &tests.tests {
        kept.remove(title);
    }
    // With a filter the tests of other conclusions stay as they are.
    let others = kept.values().filter(|_| !args.filters.is_empty());
    for test in others.chain(tests.tests.iter().map(|(_, t)| t)) {
        text.push('\n');
        text.push_str(test);
    }
    files::write_atomic(path, text.as_bytes())?;
    output::print(&format!(
        "{}\n{} {}\n",
        count(tests.tests.len(), shown),
        pick(shown, "Записано:", "Written:"),
        path.display()
    ));
    Ok(CLEAN)
}

fn count(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("{n} {} на границах.", russian_form(n, ["тест", "теста", "тестов"])),
        Lang::En => format!("{n} {} at boundaries.", if n == 1 { "test" } else { "tests" }),
    }
}

/// Says what is not as it was confirmed; nothing has been confirmed before the first `--accept`.
fn compare(recorded: &Option<BTreeMap<String, String>>, tests: &Tests, whole: bool, lang: Lang) -> u8 {
    let Some(recorded) = recorded else {
        let text = pick(
            lang,
            "Прочтите их и подтвердите: lotsman test --boundaries --accept",
            "Read and confirm them: lotsman test --boundaries --accept",
        );
        output::print(&format!("{text}\n"));
        return CLEAN;
    };
    let now: BTreeMap<&str, &str> = tests
        .tests
        .iter()
        .map(|(title, text)| (title.as_str(), text.as_str()))
        .collect();
    let new: Vec<&str> = now.keys().filter(|t| !recorded.contains_key(**t)).copied().collect();
    let differs = |(title, text): &(&String, &String)| now.get(title.as_str()).is_some_and(|n| *n != text.as_str());
    let changed: Vec<&str> = recorded.iter().filter(differs).map(|(t, _)| t.as_str()).collect();
    let is_gone = |t: &&String| whole && !now.contains_key(t.as_str());
    let gone: Vec<&str> = recorded.keys().filter(is_gone).map(String::as_str).collect();
    let lists = [
        (pick(lang, "Новые", "New"), &new),
        (pick(lang, "Изменились", "Changed"), &changed),
        (pick(lang, "Исчезли", "Gone"), &gone),
    ];
    let mut code = CLEAN;
    for (what, titles) in lists.into_iter().filter(|(_, titles)| !titles.is_empty()) {
        code = FINDINGS;
        output::print(&format!("{what}: {}\n", titles.len()));
        for title in titles.iter().take(LISTED) {
            output::print(&format!("  {title}\n"));
        }
    }
    if code == CLEAN {
        let text = pick(lang, "Все они уже подтверждены.", "All of them are confirmed already.");
        output::print(&format!("{text}\n"));
    }
    code
}
