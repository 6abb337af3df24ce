//! Single slips in the base of this repository: which of them do the checks catch?
//!
//! A slip *must* be caught where it breaks, by the way it is made, a property that the checks claim:
//! no brute force is needed to see that a step has lost its last transition. The others may be
//! harmless (a bound moved by one is another rule, not a wrong one): they are counted.
//! `cargo xtask mutations` makes them all and prints the table.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::compile::{Input, check};
use crate::diag::Severity;

/// A slip.
struct Mutation {
    kind: &'static str,
    /// Index of the file, and its text with the slip.
    file: usize,
    text: String,
    /// What was done, with its place.
    what: String,
    /// Whether it breaks a property by the way it is made.
    must: bool,
}

/// Kinds that break a property wherever they are made.
const TRANSITION: &str = "last transition of a step deleted";
const ONLY_WAY: &str = "the only way to a step deleted";
const ROW: &str = "row of a complete table deleted";
const IDENTIFICATION: &str = "identification before a personal lookup dropped";
const ELSE: &str = "«иначе» that «не знаю» needs deleted";
/// Kinds that may be harmless.
const WAY: &str = "way of a branch or handler deleted";
const OPTION: &str = "option of a menu deleted";
const OTHER_ELSE: &str = "other «иначе» deleted";
const BOUND_OF_ROW: &str = "bound in a table moved";
const BOUND: &str = "bound in a condition moved";
const CONSTANT: &str = "constant changed";
const OPERATOR: &str = "way to an operator deleted";
const QUESTION: &str = "question deleted";
const FORGET: &str = "«забыть» deleted";

/// Files of the base of this repository without its dialogs.
pub(super) fn base() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec!["lotsman.yaml".to_owned()];
    let mut open = vec!["topics".to_owned(), "scenarios".to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(root.join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                open.push(name);
            } else if Input::belongs(&name) && !name.ends_with(".dialog") {
                files.push(name);
            }
        }
    }
    files.sort();
    let read = |name: String| {
        let text = std::fs::read_to_string(root.join(&name)).unwrap();
        (name, text)
    };
    files.into_iter().map(read).collect()
}

/// Findings above notes: code and headline of each.
fn found(files: &[(String, String)], mutated: Option<&Mutation>) -> Vec<String> {
    let inputs = files.iter().enumerate().map(|(n, (path, text))| {
        let text = match mutated {
            Some(m) if m.file == n => &m.text,
            _ => text,
        };
        Input {
            path: path.clone(),
            bytes: text.clone().into_bytes(),
        }
    });
    let checked = check(inputs.collect());
    let above = checked.diagnostics.iter().filter(|d| d.severity > Severity::Note);
    above
        .map(|d| format!("{} {}", d.entry.code, d.headline(crate::value::Lang::Ru)))
        .collect()
}

/// A file as lines, with what can be said of each by its indentation.
struct Text<'a> {
    file: usize,
    name: &'a str,
    lines: Vec<&'a str>,
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The step that a line leads to.
fn step_of(line: &str) -> Option<&str> {
    let (_, target) = line.rsplit_once("-> ")?;
    let target = target.trim();
    (!target.contains(' ') && target != "вернуть").then_some(target)
}

impl Text<'_> {
    /// A statement with its continuation: deeper lines, and the `конец` of a block.
    fn extent(&self, from: usize) -> std::ops::Range<usize> {
        let own = indent(self.lines[from]);
        let deeper = |l: &str| l.trim().is_empty() || indent(l) > own;
        let mut until = from + 1;
        while until < self.lines.len() && deeper(self.lines[until]) {
            until += 1;
        }
        let block =
            matches!(self.lines[from].trim(), "если" | "выбор") || self.lines[from].trim().starts_with("выбор ");
        if block && self.lines.get(until).is_some_and(|l| l.trim() == "конец") {
            return from..until + 1;
        }
        while until > from + 1 && self.lines[until - 1].trim().is_empty() {
            until -= 1;
        }
        from..until
    }

    fn without(&self, range: std::ops::Range<usize>) -> String {
        let kept = self.lines[..range.start].iter().chain(&self.lines[range.end..]);
        kept.fold(String::new(), |all, l| all + l + "\n")
    }

    fn with(&self, at: usize, line: &str) -> String {
        let mut lines = self.lines.clone();
        lines[at] = line;
        lines.iter().fold(String::new(), |all, l| all + l + "\n")
    }

    fn mutation(&self, kind: &'static str, at: usize, text: String, must: bool) -> Mutation {
        Mutation {
            kind,
            file: self.file,
            text,
            what: format!("{}:{}: {}", self.name, at + 1, self.lines[at].trim()),
            must,
        }
    }

    /// Lines of the item that a line stands in.
    fn item(&self, at: usize) -> std::ops::Range<usize> {
        let head = |l: &str| indent(l) == 0 && !l.trim().is_empty();
        let from = (0..=at).rev().find(|n| head(self.lines[*n])).unwrap_or(0);
        let until = (at + 1..self.lines.len())
            .find(|n| self.lines[*n] == "конец")
            .unwrap_or(self.lines.len());
        from..until
    }

    fn all(&self, personal: &[String]) -> Vec<Mutation> {
        let mut out = Vec::new();
        let mut item = "";
        for (at, line) in self.lines.iter().enumerate() {
            let words = line.trim();
            if indent(line) == 0 && !words.is_empty() {
                item = words.split(' ').next().unwrap_or("");
            }
            match item {
                "сценарий" => self.of_scenario(at, personal, &mut out),
                "решение" if words.starts_with('|') => self.of_table(at, &mut out),
                "правило" if indent(line) == 4 => self.of_condition(at, words, &mut out),
                _ => {}
            }
        }
        out
    }

    fn of_scenario(&self, at: usize, personal: &[String], out: &mut Vec<Mutation>) {
        let line = self.lines[at];
        let words = line.trim();
        let scenario = self.item(at);
        let first = words.split(' ').next().unwrap_or("");
        if indent(line) == 4 {
            let extent = self.extent(at);
            let next = self.lines[extent.end..scenario.end.max(extent.end)]
                .iter()
                .find(|l| !l.trim().is_empty());
            let ends_step = next.is_none_or(|l| l.trim().starts_with("шаг ") || l.trim() == "конец");
            let in_step = (scenario.start..at).rev().find(|n| indent(self.lines[*n]) == 2);
            let in_step = in_step.is_some_and(|n| self.lines[n].trim().starts_with("шаг "));
            if in_step && ends_step && !words.starts_with("бывший") {
                out.push(self.mutation(TRANSITION, at, self.without(extent), true));
                return;
            }
            let without = || self.without(extent.clone());
            match first {
                "идентифицировать" => {
                    let looked_up = self.lines[at..scenario.end].iter().any(|l| {
                        let source = l.trim().strip_prefix("запросить ");
                        source.is_some_and(|s| personal.iter().any(|p| s.starts_with(p.as_str())))
                    });
                    out.push(self.mutation(IDENTIFICATION, at, without(), looked_up));
                }
                "спросить" => out.push(self.mutation(QUESTION, at, without(), false)),
                "забыть" => out.push(self.mutation(FORGET, at, without(), false)),
                _ => {}
            }
        }
        if !words.contains("->") {
            return;
        }
        let only = step_of(line).is_some_and(|step| {
            let ways = self.lines[scenario.clone()]
                .iter()
                .filter(|l| step_of(l) == Some(step))
                .count();
            let start = self.lines[scenario.clone()]
                .iter()
                .find_map(|l| l.trim().strip_prefix("шаг "));
            ways == 1 && start.is_none_or(|s| s.split(' ').next() != Some(step))
        });
        let kind = match (only, first) {
            (true, _) => ONLY_WAY,
            (false, "иначе") if self.unknown_falls_through(at) => ELSE,
            (false, "иначе") => OTHER_ELSE,
            (false, "-") => OPTION,
            (false, "->") => return,
            (false, _) if words.contains("-> оператору") => OPERATOR,
            (false, _) => WAY,
        };
        let text = self.without(self.extent(at));
        out.push(self.mutation(kind, at, text, matches!(kind, ONLY_WAY | ELSE)));
        if indent(line) == 6
            && let Some((condition, _)) = words.rsplit_once("->")
            && !matches!(first, "иначе" | "-")
        {
            self.of_condition(at, condition, out);
        }
    }

    /// Whether «не знаю» to the question right before an `если` fits none of its branches: each is a
    /// comparison of just that fact, and no handler takes the answer away.
    fn unknown_falls_through(&self, at: usize) -> bool {
        let Some(head) = (0..at).rev().find(|n| self.lines[*n].trim() == "если") else {
            return false;
        };
        let Some(asked) = (0..head).rev().find(|n| indent(self.lines[*n]) == 4) else {
            return false;
        };
        let Some(fact) = self.lines[asked].trim().strip_prefix("спросить ") else {
            return false;
        };
        let handled = self.lines[asked..head].iter().any(|l| l.trim().starts_with("не знаю"));
        let compares = |line: &str| {
            let Some((condition, _)) = line.rsplit_once("->") else {
                return false;
            };
            let condition = condition.trim();
            let rest = condition.strip_prefix("не ").unwrap_or(condition).strip_prefix(fact);
            rest.is_some_and(|r| r.is_empty() || (r.starts_with(' ') && !r.contains(" и ") && !r.contains(" или ")))
        };
        !handled && self.lines[head + 1..at].iter().all(|l| compares(l))
    }

    fn of_table(&self, at: usize, out: &mut Vec<Mutation>) {
        let line = self.lines[at];
        let item = self.item(at);
        let first_row = item.clone().find(|n| self.lines[*n].trim().starts_with('|'));
        if first_row == Some(at) {
            return;
        }
        let policy = self.lines[item.clone()]
            .iter()
            .find_map(|l| l.trim().strip_prefix("политика "));
        let unique = matches!(policy, None | Some("единственная"));
        let rows: Vec<usize> = item.filter(|n| self.lines[*n].trim().starts_with('|')).collect();
        // Where rows may not overlap, nothing else stands for a row that is gone; but a table over the day
        // may begin later or end earlier.
        let by_day = first_row.is_some_and(|n| self.lines[n].contains("сегодня"));
        let at_end = rows.get(1) == Some(&at) || rows.last() == Some(&at);
        if rows.len() > 2 {
            out.push(self.mutation(ROW, at, self.without(at..at + 1), unique && !(by_day && at_end)));
        }
        let Some((inputs, _)) = line.split_once("=>") else {
            return;
        };
        for (from, to) in moved(inputs) {
            let text = line.replacen(&from, &to, 1);
            out.push(self.mutation(BOUND_OF_ROW, at, self.with(at, &text), false));
        }
    }

    fn of_condition(&self, at: usize, condition: &str, out: &mut Vec<Mutation>) {
        let line = self.lines[at];
        for (from, to) in moved(condition) {
            let text = line.replacen(&from, &to, 1);
            out.push(self.mutation(BOUND, at, self.with(at, &text), false));
        }
        let digits: String = condition
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        if let Ok(n) = digits.parse::<u64>()
            && condition.contains(&format!(" {digits}"))
        {
            let text = line.replacen(&format!(" {digits}"), &format!(" {}", n + 1), 1);
            out.push(self.mutation(CONSTANT, at, self.with(at, &text), false));
        }
    }
}

/// Comparisons of a text with those that they are mistaken for.
fn moved(text: &str) -> Vec<(String, String)> {
    let pairs = [(" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > ")];
    let found = pairs.iter().filter(|(from, _)| text.contains(from));
    found.map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
}

/// Sources that ask for an identified person.
fn personal(files: &[(String, String)]) -> Vec<String> {
    let mut out = Vec::new();
    for (_, text) in files {
        let mut source = None;
        for line in text.lines() {
            if indent(line) == 0 && !line.trim().is_empty() {
                source = line.strip_prefix("источник ").and_then(|l| l.split(' ').next());
            }
            if line.trim().starts_with("требует идентификации") {
                out.extend(source.map(str::to_owned));
            }
        }
    }
    out
}

#[test]
fn mutations_that_break_a_property_are_caught() {
    let files = base();
    // What was found before is no merit of a slip.
    let before = found(&files, None);
    let personal = personal(&files);
    let texts = files
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| name.ends_with(".scenario"));
    let mutations = texts.flat_map(|(file, (name, text))| {
        let lines = text.lines().collect();
        Text { file, name, lines }.all(&personal)
    });
    let every = std::env::var("LOTSMAN_MUTATIONS").is_ok();
    // With the other tests a few of each kind that must be caught are enough.
    let mut of_kind: BTreeMap<&str, usize> = BTreeMap::new();
    let chosen: Vec<Mutation> = mutations
        .filter(|m| {
            let n = of_kind.entry(m.kind).or_default();
            *n += 1;
            every || (m.must && *n % 25 == 1)
        })
        .collect();
    let caught = |m: &Mutation| found(&files, Some(m)).into_iter().find(|f| !before.contains(f));
    let judged: Vec<(&Mutation, Option<String>)> = chosen.par_iter().map(|m| (m, caught(m))).collect();
    let mut table: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    let mut escaped = Vec::new();
    for (m, caught) in &judged {
        let (made, held) = table.entry((m.must, m.kind)).or_default();
        *made += 1;
        *held += usize::from(caught.is_some());
        if caught.is_none() {
            println!("survived: {}: {}", m.kind, m.what);
            if m.must {
                escaped.push(format!("{}: {}", m.kind, m.what));
            }
        }
    }
    println!("{:>6} {:>7} {:>9}  kind", "made", "caught", "survived");
    for ((must, kind), (made, held)) in &table {
        let note = if *must { ", must be caught" } else { "" };
        println!("{made:>6} {held:>7} {:>9}  {kind}{note}", made - held);
    }
    let all: usize = table.values().map(|(made, _)| made).sum();
    let held: usize = table.values().map(|(_, held)| held).sum();
    println!(
        "= {all} mutations, {held} caught, {} that must be caught survived",
        escaped.len()
    );
    assert!(escaped.is_empty(), "{}", escaped.join("\n"));
}
