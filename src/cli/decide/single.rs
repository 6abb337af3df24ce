//! One person.

use serde_json::json;

use super::{DecideArgs, Side, cells};
use crate::bundle::program::Program;
use crate::channel::Ground;
use crate::cli::output::{self, BOLD, DIM, paint, pick};
use crate::cli::{given, rows::OutputFormat};
use crate::runtime::{AMOUNT, Conclusion, Decided};
use crate::value::{Date, Lang, Name, Value};

/// Decides the goals and prints what they came to.
pub fn run(side: &Side, args: &DecideArgs, today: Date, lang: Lang) -> Result<(), String> {
    let facts = given::facts(&side.engine, &args.fact, today)?;
    let program = side.engine.program();
    let mut text = String::new();
    let mut due = true;
    for goal in &side.goals {
        let Some(decided) = side.engine.decide(goal, &facts, today) else {
            continue;
        };
        // How much is nobody's question where nothing is due.
        if goal.ends_with(AMOUNT) && !due {
            continue;
        }
        due = decided.outcome != Conclusion::Value(Value::Bool(false));
        match args.format {
            Some(OutputFormat::Jsonl) => text.push_str(&line(goal, &decided, lang)),
            Some(_) => {
                return Err(
                    "один человек выводится словами или в JSONL: --format jsonl · one person is shown in words or \
                            as JSONL: --format jsonl"
                        .to_owned(),
                );
            }
            None => text.push_str(&words(program, goal, &decided, lang)),
        }
    }
    output::print(&text);
    Ok(())
}

fn line(goal: &str, decided: &Decided, lang: Lang) -> String {
    let grounds: Vec<String> = decided.grounds.iter().map(ToString::to_string).collect();
    let (outcome, value, unset, unknown) = match &decided.outcome {
        Conclusion::Value(value) => ("value", cells::cell(value, lang, true), &[][..], &[][..]),
        Conclusion::Missing { unset, unknown } => ("missing", json!(null), &unset[..], &unknown[..]),
        Conclusion::NoRule => ("no_rule", json!(null), &[][..], &[][..]),
        Conclusion::Conflict(_) => ("conflict", json!(null), &[][..], &[][..]),
    };
    let conflict: Vec<serde_json::Value> = match &decided.outcome {
        Conclusion::Conflict(sides) => sides
            .iter()
            .map(|s| json!({"place": s.place.to_string(), "grounds": strings(&s.grounds)}))
            .collect(),
        _ => Vec::new(),
    };
    let names = |names: &[Name]| names.iter().map(|n| n.to_string()).collect::<Vec<_>>();
    let object = json!({
        "goal": goal,
        "outcome": outcome,
        "value": value,
        "missing": names(unset),
        "unknown": names(unknown),
        "conflict": conflict,
        "facts": names(&decided.facts),
        "grounds": grounds,
    });
    format!("{object}\n")
}

fn strings(grounds: &[Ground]) -> Vec<String> {
    grounds.iter().map(ToString::to_string).collect()
}

fn words(program: &Program, goal: &str, decided: &Decided, lang: Lang) -> String {
    let title = |name: &Name| {
        let fact = program.facts.iter().find(|f| f.name == *name);
        fact.map_or_else(|| name.to_string(), |f| format!("{} ({name})", f.title))
    };
    let titles = |names: &[Name]| names.iter().map(title).collect::<Vec<_>>().join("; ");
    let mut rows: Vec<String> = Vec::new();
    let result = match &decided.outcome {
        Conclusion::Value(value) => shown(program, goal, value, lang),
        Conclusion::Missing { unset, unknown } => {
            if !unset.is_empty() {
                rows.push(format!(
                    "{} {}",
                    pick(lang, "нужно знать:", "to be asked:"),
                    titles(unset)
                ));
            }
            if !unknown.is_empty() {
                let head = pick(lang, "человек не знает:", "the person does not know:");
                rows.push(format!("{head} {}", titles(unknown)));
            }
            pick(lang, "не известно", "not known").to_owned()
        }
        Conclusion::NoRule => pick(lang, "ни одно правило не подходит", "no rule applies").to_owned(),
        Conclusion::Conflict(sides) => {
            for side in sides {
                rows.push(format!("{}  {}", side.place, strings(&side.grounds).join("; ")));
            }
            pick(
                lang,
                "правила противоречат друг другу:",
                "the rules contradict each other:",
            )
            .to_owned()
        }
    };
    if !decided.grounds.is_empty() && matches!(decided.outcome, Conclusion::Value(_)) {
        let head = pick(lang, "основание:", "ground:");
        rows.push(format!("{head} {}", strings(&decided.grounds).join("; ")));
    }
    let mut text = format!("{}: {}\n", paint(BOLD, &heading(program, goal)), result);
    for row in rows {
        text.push_str(&format!("  {}\n", paint(DIM, &row)));
    }
    text
}

fn heading(program: &Program, goal: &str) -> String {
    if let Some(fact) = program.facts.iter().find(|f| *f.name == *goal) {
        return fact.title.clone();
    }
    let (name, amount) = match goal.strip_suffix(AMOUNT) {
        Some(name) => (name, ", размер"),
        None => (goal, ""),
    };
    let measure = program.measures.iter().find(|m| *m.name == *name);
    measure.map_or_else(|| goal.to_owned(), |m| format!("{}{amount}", m.title))
}

fn shown(program: &Program, goal: &str, value: &Value, lang: Lang) -> String {
    let is_fact = program.facts.iter().any(|f| *f.name == *goal);
    match value {
        Value::Bool(due) if !is_fact => match due {
            true => pick(lang, "положена", "due").to_owned(),
            false => pick(lang, "не положена", "not due").to_owned(),
        },
        Value::Money(_) | Value::Number(_) | Value::Bool(_) | Value::Date(_) | Value::Duration(_) => {
            crate::language::show(value, crate::language::Format::Plain, lang)
        }
        other => cells::text(&cells::cell(other, lang, false)),
    }
}
