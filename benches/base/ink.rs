//! Writes a plan as one ink story: a knot a scenario, a stitch a step, the same texts.
//!
//! ink has no topics, no synonyms and no declared facts: what it cannot say is left out, so the
//! comparison is in its favour.

use std::fmt::{self, Write};
use std::fs;
use std::io;
use std::path::Path;

use super::plan::{Fact, FactKind, Next, Plan, Scenario, Step};

/// Writes the story.
pub fn write(plan: &Plan, file: &Path) -> io::Result<()> {
    let text = story(plan).map_err(io::Error::other)?;
    fs::write(file, text)
}

fn story(plan: &Plan) -> Result<String, fmt::Error> {
    let mut out = String::new();
    writeln!(out, "EXTERNAL ask_number(text)")?;
    for index in 0..plan.facts.len() {
        writeln!(out, "VAR f{index} = -1")?;
    }
    writeln!(out, "-> s0")?;
    for (index, one) in plan.scenarios.iter().enumerate() {
        writeln!(out, "\n=== s{index} ===")?;
        writeln!(out, "-> t0")?;
        for (at, step) in one.steps.iter().enumerate() {
            writeln!(out, "= t{at}")?;
            stitch(&mut out, plan, one, step)?;
        }
    }
    Ok(out)
}

fn stitch(out: &mut String, plan: &Plan, scenario: &Scenario, step: &Step) -> fmt::Result {
    if let Some(said) = &step.said {
        writeln!(out, "{said}")?;
    }
    match &step.next {
        Next::Ask { fact, to } => {
            if let Some(asked) = plan.facts.get(*fact) {
                ask(out, *fact, asked)?;
            }
            writeln!(out, "-> t{to}")
        }
        Next::Menu { question, options } => {
            writeln!(out, "{question}")?;
            for ((_, label, _), to) in options {
                writeln!(out, "+ [{label}] -> t{to}")?;
            }
            Ok(())
        }
        Next::Branch {
            fact,
            also,
            to: [first, second, third],
        } => {
            let [mut one, two] = conditions(plan, *fact);
            if let Some(also) = also {
                let [needed, _] = conditions(plan, *also);
                one = format!("{one} && {needed}");
            }
            writeln!(out, "{{")?;
            writeln!(out, "- {one}: -> t{first}")?;
            writeln!(out, "- {two}: -> t{second}")?;
            writeln!(out, "- else: -> t{third}")?;
            writeln!(out, "}}")
        }
        Next::Call { scenario, to } => writeln!(out, "-> s{scenario} ->\n-> t{to}"),
        Next::Go(to) => writeln!(out, "-> t{to}"),
        Next::Solved => writeln!(out, "-> END"),
        Next::Return => writeln!(out, "->->"),
        Next::Operator => writeln!(out, "{}\n-> END", scenario.title),
    }
}

fn ask(out: &mut String, index: usize, fact: &Fact) -> fmt::Result {
    let answers: &[&str] = match fact.kind {
        FactKind::YesNo => &["Да", "Нет"],
        FactKind::OneOf => &["Прийти лично", "Отправить почтой", "Подать через портал"],
        FactKind::Age => {
            return writeln!(out, "{0}\n~ f{index} = ask_number(\"{0}\")", fact.question);
        }
    };
    writeln!(out, "{}", fact.question)?;
    for (value, answer) in answers.iter().enumerate() {
        writeln!(out, "+ [{answer}]\n  ~ f{index} = {value}")?;
    }
    write!(out, "- ")
}

fn conditions(plan: &Plan, fact: usize) -> [String; 2] {
    match plan.facts.get(fact).map(|f| f.kind) {
        Some(FactKind::Age) => [format!("f{fact} < 18"), format!("f{fact} >= 18 && f{fact} <= 60")],
        _ => [format!("f{fact} == 0"), format!("f{fact} == 1")],
    }
}
