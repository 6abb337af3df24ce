//! Writes a plan as a knowledge base: one file a scenario, topics and facts by the hundred.

use std::fmt::{self, Write};
use std::fs;
use std::io;
use std::path::Path;

use super::plan::{Fact, FactKind, Next, Plan, Scenario, Step};
use super::words;

/// Items of a shared file and scenarios of a folder.
const GROUP: usize = 100;

/// Writes the base; the folder must not exist yet or be empty.
pub fn write(plan: &Plan, dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir.join("topics"))?;
    fs::create_dir_all(dir.join("scenarios/facts"))?;
    let start = plan.scenarios.first().map(|s| s.name.as_str()).unwrap_or_default();
    fs::write(
        dir.join("lotsman.yaml"),
        format!(
            "name: generated\ntitle: База для измерений\nlanguage: ru\nstart: {start}\ndefault_queue: первая_линия\n"
        ),
    )?;
    fs::write(
        dir.join("scenarios/queues.scenario"),
        "очередь первая_линия \"Первая линия\"\n  уровень 2\n  часы круглосуточно\nконец\n",
    )?;
    for (group, facts) in plan.facts.chunks(GROUP).enumerate() {
        let text = joined(facts, fact)?;
        fs::write(dir.join(format!("scenarios/facts/facts_{group:03}.scenario")), text)?;
    }
    for (group, scenarios) in plan.scenarios.chunks(GROUP).enumerate() {
        let folder = dir.join(format!("scenarios/group_{group:03}"));
        fs::create_dir_all(&folder)?;
        for (index, one) in scenarios.iter().enumerate() {
            let mut text = String::new();
            scenario(&mut text, plan, one).map_err(io::Error::other)?;
            fs::write(folder.join(format!("s_{index:02}.scenario")), text)?;
        }
        let mut text = format!(
            "тема раздел_{group:03} \"Раздел {}\"\n  фразы\n    - вопрос раздела номер {}\n  ответ \"Уточните, пожалуйста, вопрос.\"\nконец\n",
            group + 1,
            group + 1
        );
        let mains = scenarios.iter().enumerate().filter(|(_, one)| !one.part);
        for (index, one) in mains.clone() {
            topic(&mut text, group, group * GROUP + index, one).map_err(io::Error::other)?;
        }
        if mains.count() > 0 {
            fs::write(dir.join(format!("topics/topics_{group:03}.topic")), text)?;
        }
    }
    Ok(())
}

fn joined<T>(items: &[T], one: fn(&mut String, &T) -> fmt::Result) -> io::Result<String> {
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        one(&mut text, item).map_err(io::Error::other)?;
    }
    Ok(text)
}

fn fact(out: &mut String, fact: &Fact) -> fmt::Result {
    let (kind, title) = match fact.kind {
        FactKind::YesNo => ("да_нет", "Ответ на вопрос"),
        FactKind::OneOf => ("один из лично, почта, портал", "Способ обращения"),
        FactKind::Age => ("целое 0..120", "Возраст"),
    };
    writeln!(out, "факт {}: {kind} \"{title}\"", fact.name)?;
    writeln!(out, "  вопрос \"{}\"", fact.question)?;
    if matches!(fact.kind, FactKind::OneOf) {
        writeln!(out, "  - лично   \"Прийти лично\"         (сам, очно)")?;
        writeln!(out, "  - почта   \"Отправить почтой\"     (письмо, конверт)")?;
        writeln!(out, "  - портал  \"Подать через портал\"  (интернет, онлайн)")?;
    }
    writeln!(out, "конец")
}

fn topic(out: &mut String, group: usize, index: usize, scenario: &Scenario) -> fmt::Result {
    let subject = words::subject(index);
    let words::Subject {
        action,
        object,
        qualifier,
        ..
    } = subject;
    writeln!(out)?;
    writeln!(out, "тема раздел_{group:03}.{} \"{}\"", scenario.name, scenario.title)?;
    writeln!(out, "  фразы")?;
    writeln!(out, "    - как {action} {object} {qualifier}")?;
    writeln!(out, "    - нужно {action} {object} {qualifier}, с чего начать")?;
    writeln!(out, "    - {object} {qualifier}: хочу {action} через портал")?;
    writeln!(out, "  признаки")?;
    writeln!(out, "    +8  {action} & \"{qualifier}\" & \"{object}\"")?;
    writeln!(out, "  ответ сценарий {}", scenario.name)?;
    writeln!(out, "конец")
}

fn scenario(out: &mut String, plan: &Plan, scenario: &Scenario) -> fmt::Result {
    writeln!(out, "сценарий {} \"{}\"", scenario.name, scenario.title)?;
    for (index, one) in scenario.steps.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        step(out, plan, scenario, one)?;
    }
    writeln!(out, "конец")
}

fn step(out: &mut String, plan: &Plan, scenario: &Scenario, step: &Step) -> fmt::Result {
    let name = |index: usize| scenario.steps.get(index).map(|s| s.name.as_str()).unwrap_or_default();
    writeln!(out, "  шаг {}", step.name)?;
    if let Some(said) = &step.said {
        writeln!(out, "    сказать \"{said}\"")?;
    }
    match &step.next {
        Next::Ask { fact, to } => {
            if let Some(fact) = plan.facts.get(*fact) {
                writeln!(out, "    спросить {}", fact.name)?;
            }
            writeln!(out, "    -> {}", name(*to))
        }
        Next::Menu { question, options } => {
            writeln!(out, "    выбор \"{question}\"")?;
            let rows = options.map(|((option, label, [one, two]), to)| {
                let synonyms = format!("({one}, {two})");
                [
                    format!("- {option}"),
                    format!("\"{label}\""),
                    synonyms,
                    format!("-> {}", name(to)),
                ]
            });
            table(out, &rows)?;
            writeln!(out, "    конец")
        }
        Next::Branch {
            fact,
            also,
            to: [first, second, third],
        } => {
            writeln!(out, "    если")?;
            if let Some(fact) = plan.facts.get(*fact) {
                let [mut one, two] = conditions(fact);
                if let Some(also) = also.and_then(|f| plan.facts.get(f)) {
                    let [needed, _] = conditions(also);
                    one = format!("{one} и {needed}");
                }
                let rows = [(one, first), (two, second), ("иначе".to_owned(), third)];
                table(out, &rows.map(|(when, to)| [when, format!("-> {}", name(*to))]))?;
            }
            writeln!(out, "    конец")
        }
        Next::Call { scenario, to } => {
            if let Some(called) = plan.scenarios.get(*scenario) {
                writeln!(out, "    вызвать {}", called.name)?;
            }
            writeln!(out, "    -> {}", name(*to))
        }
        Next::Go(to) => writeln!(out, "    -> {}", name(*to)),
        Next::Solved => writeln!(out, "    завершить решено"),
        Next::Return => writeln!(out, "    вернуть"),
        Next::Operator => writeln!(out, "    оператору первая_линия \"{}\"", scenario.title),
    }
}

/// Lines in the formatter's columns.
fn table<const N: usize>(out: &mut String, rows: &[[String; N]]) -> fmt::Result {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
    };
    for row in rows {
        write!(out, "     ")?;
        for (column, cell) in row.iter().enumerate() {
            let gap = if column == 0 { 1 } else { 2 };
            // No blanks at the end of a line.
            let width = if column + 1 == N {
                0
            } else {
                width(column).unwrap_or_default()
            };
            write!(out, "{:gap$}{cell:<width$}", "")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn conditions(fact: &Fact) -> [String; 2] {
    let name = &fact.name;
    match fact.kind {
        FactKind::YesNo => [name.clone(), format!("не {name}")],
        FactKind::OneOf => [format!("{name} = лично"), format!("{name} = почта")],
        FactKind::Age => [format!("{name} < 18"), format!("{name} в [18..60]")],
    }
}
