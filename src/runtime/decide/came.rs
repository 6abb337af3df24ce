//! What the columns of a decided table say: the same in the tool and in every binding.

use crate::bundle::program::Program;
use crate::language::{Format, show};
use crate::runtime::{Engine, Outcome};
use crate::source::fold;
use crate::value::{Date, Lang, Value};

/// What makes the amount of a measure of its name.
pub const AMOUNT: &str = ".размер";

/// Why there is nothing to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoGoals {
    /// None was named, and no measure is in force.
    NoMeasures,
    /// The base has no fact and no measure of this name.
    Unknown(String),
}

/// What a goal came to for one person.
#[derive(Clone, Debug, PartialEq)]
pub enum Came {
    /// To this.
    To(Outcome),
    /// The amount of a measure that is not due.
    NotDue,
}

impl Engine {
    /// The goals asked for by name, or all measures in force; a measure with an amount is two goals.
    ///
    /// # Errors
    /// Where there is nothing to decide, or a name is not in the base.
    pub fn goals<G: AsRef<str>>(&self, asked: &[G], today: Date) -> Result<Vec<String>, NoGoals> {
        let program = self.program();
        let in_force = || program.measures.iter().filter(|m| m.valid.holds(today));
        let asked: Vec<String> = if asked.is_empty() {
            in_force().map(|m| m.name.to_string()).collect()
        } else {
            asked.iter().map(|g| fold(g.as_ref().trim()).into_owned()).collect()
        };
        if asked.is_empty() {
            return Err(NoGoals::NoMeasures);
        }
        let mut goals: Vec<String> = Vec::new();
        for goal in asked {
            if self.population(&[goal.as_str()]).is_err() {
                return Err(NoGoals::Unknown(goal));
            }
            let is_fact = program.facts.iter().any(|f| *f.name == *goal);
            let has_amount = !is_fact && in_force().any(|m| *m.name == *goal && m.amount.is_some());
            let amount = format!("{goal}{AMOUNT}");
            goals.push(goal);
            if has_amount {
                goals.push(amount);
            }
        }
        Ok(goals)
    }
}

impl Came {
    /// Of the outcomes of goals, in their order. Amounts count only where the measure is due: its goal
    /// stands before that of the amount.
    pub fn all<G: AsRef<str>>(goals: &[G], outcomes: &[Outcome]) -> Vec<Self> {
        let yes = Outcome::Value(Value::Bool(true));
        let mut due = &yes;
        let pairs = goals.iter().zip(outcomes);
        pairs
            .map(|(goal, outcome)| {
                if !goal.as_ref().ends_with(AMOUNT) {
                    due = outcome;
                    return Self::To(outcome.clone());
                }
                match due {
                    Outcome::Value(Value::Bool(false)) => Self::NotDue,
                    // Not known whether it is due: neither is what it comes to.
                    Outcome::Missing(_) | Outcome::NoRule | Outcome::Conflict(_) => Self::To(due.clone()),
                    Outcome::Value(_) => Self::To(outcome.clone()),
                }
            })
            .collect()
    }

    /// The word for how a goal came out.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NotDue => "not_due",
            Self::To(Outcome::Value(_)) => "value",
            Self::To(Outcome::Missing(_)) => "missing",
            Self::To(Outcome::NoRule) => "no_rule",
            Self::To(Outcome::Conflict(_)) => "conflict",
        }
    }

    /// What stands behind an outcome that is no value: missing facts by name, or places of a conflict.
    pub fn detail(&self, program: &Program) -> String {
        let Self::To(outcome) = self else {
            return String::new();
        };
        let joined = |names: Vec<String>| names.join(", ");
        match outcome {
            Outcome::Missing(facts) => joined(
                facts
                    .iter()
                    .filter_map(|f| program.facts.get(f.index()).map(|f| f.name.to_string()))
                    .collect(),
            ),
            Outcome::Conflict(sides) => joined(
                sides
                    .iter()
                    .map(|s| {
                        let file = program.files.get(s.at.file as usize).map_or("", |f| &**f);
                        format!("{file}:{}", s.at.line)
                    })
                    .collect(),
            ),
            Outcome::Value(_) | Outcome::NoRule => String::new(),
        }
    }
}

/// A value as the text of a table's cell; nothing for what is not known.
pub fn cell_text(value: &Value, lang: Lang) -> Option<String> {
    let text = |value: &Value| cell_text(value, lang).unwrap_or_default();
    Some(match value {
        Value::Unknown => return None,
        Value::Number(n) => n.normalize().to_string(),
        Value::Money(m) => m.roubles().normalize().to_string(),
        Value::Date(d) => d.to_string(),
        Value::Key(name) => name.to_string(),
        Value::Text(text) => text.to_string(),
        Value::List(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Record(parts) => {
            let parts = parts.iter().map(|(n, v)| format!("{n} = {}", text(v)));
            parts.collect::<Vec<_>>().join(", ")
        }
        Value::Bool(_) | Value::Duration(_) => show(value, Format::Plain, lang),
    })
}
