//! Two bundles over one population: who gets another answer.

use std::collections::BTreeMap;

use super::cells;
use crate::cli::output::pick;
use crate::runtime::{Came, Outcome};
use crate::value::{Lang, Money, Value};

/// Rows of each change that are named.
const EXAMPLES: usize = 5;
/// Kinds of change of a goal that are told one by one.
const KINDS: usize = 12;

/// What became of a goal over the population.
#[derive(Default)]
pub struct Tally {
    /// Outcomes by their words.
    counts: BTreeMap<String, usize>,
    /// Sum of money, where the goal is money.
    sum: i128,
    money: bool,
    /// From the other bundle's outcome to ours: rows, and the first of them.
    changes: BTreeMap<(String, String), (usize, Vec<u64>)>,
    /// Our sum less the other's.
    difference: i128,
}

impl Tally {
    /// Takes a row.
    pub fn add(&mut self, line: u64, ours: &Came, other: Option<&Came>, lang: Lang) {
        let kind = kind(ours, lang);
        if let Came::To(Outcome::Value(Value::Money(Money(kopecks)))) = ours {
            self.money = true;
            self.sum += i128::from(*kopecks);
        }
        if let Some(other) = other
            && ours != other
        {
            let before = self::kind(other, lang);
            self.difference += kopecks(ours) - kopecks(other);
            let (count, lines) = self.changes.entry((before, kind.clone())).or_default();
            *count += 1;
            if lines.len() < EXAMPLES {
                lines.push(line);
            }
        }
        *self.counts.entry(kind).or_default() += 1;
    }

    /// The figures in words.
    pub fn text(&self, goal: &str, compared: bool, lang: Lang) -> String {
        let counts: Vec<String> = self.counts.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        let mut text = format!("{goal}: {}", counts.join(", "));
        if self.money {
            let head = pick(lang, "всего", "in all");
            text.push_str(&format!("; {head} {}", money(self.sum, lang)));
        }
        text.push('\n');
        if !compared {
            return text;
        }
        let changed: usize = self.changes.values().map(|(n, _)| n).sum();
        let head = pick(lang, "иной ответ:", "another answer:");
        text.push_str(&format!("  {head} {changed}"));
        if self.difference != 0 {
            let head = pick(lang, "разница", "difference");
            text.push_str(&format!(", {head} {}", money(self.difference, lang)));
        }
        text.push('\n');
        let mut changes: Vec<_> = self.changes.iter().collect();
        changes.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
        for ((before, after), (count, lines)) in changes.into_iter().take(KINDS) {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            let rows = pick(lang, "строки", "rows");
            let more = if *count > lines.len() { ", …" } else { "" };
            text.push_str(&format!(
                "    {before} → {after}: {count} ({rows} {}{more})\n",
                lines.join(", ")
            ));
        }
        let told = self.changes.len().min(KINDS);
        if told < self.changes.len() {
            let head = pick(lang, "и других перемен:", "and other changes:");
            text.push_str(&format!("    {head} {}\n", self.changes.len() - told));
        }
        text
    }
}

/// An outcome as a kind: amounts are one kind, or every sum would be its own.
fn kind(came: &Came, lang: Lang) -> String {
    let outcome = match came {
        Came::NotDue => return pick(lang, "не положена", "not due").to_owned(),
        Came::To(outcome) => outcome,
    };
    match outcome {
        Outcome::Value(Value::Money(_)) => pick(lang, "сумма", "an amount").to_owned(),
        Outcome::Value(Value::Number(_)) => pick(lang, "число", "a number").to_owned(),
        Outcome::Value(value) => cells::text(&cells::cell(value, lang, false)),
        Outcome::Missing(_) => pick(lang, "не хватает фактов", "facts missing").to_owned(),
        Outcome::NoRule => pick(lang, "нет правила", "no rule").to_owned(),
        Outcome::Conflict(_) => pick(lang, "противоречие", "conflict").to_owned(),
    }
}

fn kopecks(came: &Came) -> i128 {
    match came {
        Came::To(Outcome::Value(Value::Money(Money(kopecks)))) => i128::from(*kopecks),
        _ => 0,
    }
}

fn money(kopecks: i128, lang: Lang) -> String {
    match i64::try_from(kopecks) {
        Ok(kopecks) => crate::language::show(&Value::Money(Money(kopecks)), crate::language::Format::Money, lang),
        Err(_) => format!("{} ₽", kopecks / 100),
    }
}
