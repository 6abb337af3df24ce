//! `lotsman check --bounds`: how much each scenario may ask and say.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use serde::Serialize;

use crate::analysis::{Bound, bounds};
use crate::compile::Checked;
use crate::value::{Lang, Name};

/// Steps of a way that a table shows.
const STEPS_SHOWN: usize = 5;

/// One scenario of the JSON report.
#[derive(Debug, Serialize)]
struct BoundJson<'b> {
    scenario: &'b Name,
    title: &'b str,
    questions: u32,
    questions_path: &'b [Name],
    /// Absent where the base declares no voice.
    #[serde(skip_serializing_if = "Option::is_none")]
    spoken_seconds: Option<f64>,
    spoken_path: &'b [Name],
    /// Steps of a circle that asks anew each time.
    circle: &'b [Name],
    /// Whether the scenario declares that people may go round.
    repeats: bool,
}

/// The table.
pub fn human(checked: &Checked, lang: Lang) -> String {
    let ru = lang == Lang::Ru;
    let bounds = bounds(&checked.model, &checked.diagnostics);
    let mut table = Table::new();
    table
        .load_style(UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Disabled);
    let voice = bounds.iter().any(|b| b.seconds.is_some());
    let mut header = if ru {
        vec!["Сценарий", "Вопросов, до"]
    } else {
        vec!["Scenario", "Questions, up to"]
    };
    if voice {
        header.push(if ru {
            "Секунд речи, до"
        } else {
            "Spoken seconds, up to"
        });
    }
    header.push(if ru {
        "Самый длинный путь"
    } else {
        "Longest way"
    });
    table.set_header(header);
    for bound in &bounds {
        let mut row = vec![bound.scenario.to_string(), questions(bound)];
        if voice {
            row.push(bound.seconds.map_or_else(|| "—".to_owned(), |s| format!("{s:.0}")));
        }
        row.push(way(&bound.questions_path));
        table.add_row(row);
    }
    for column in 1..if voice { 3 } else { 2 } {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut out = table.to_string();
    out.push('\n');
    out.push_str(if ru {
        "Это верхняя граница для человека, который отвечает с первого раза: больше он не услышит, меньше — может. Ответы, которые\n\
         исключают друг друга, в ней не учтены, кроме строк «если», которые никогда не срабатывают (L0402, L0403).\n"
    } else {
        "These are upper bounds for a person who answers at once: nobody hears more, many hear less. Answers that exclude each\n\
         other are not told apart, but for lines of `if` that never count (L0402, L0403).\n"
    });
    if bounds.iter().any(|b| !b.circle.is_empty()) {
        out.push_str(if ru {
            "↻ — в сценарии есть круг, в котором спрашивают заново; он посчитан один раз.\n"
        } else {
            "↻ — the scenario has a circle that asks anew; it is counted once.\n"
        });
    }
    out
}

fn questions(bound: &Bound) -> String {
    let circle = if bound.circle.is_empty() { "" } else { " ↻" };
    format!("{}{circle}", bound.questions)
}

fn way(path: &[Name]) -> String {
    let names: Vec<&str> = path.iter().map(|n| &**n).collect();
    match names.as_slice() {
        [first, second, .., before, last] if names.len() > STEPS_SHOWN => {
            format!("{first} → {second} → … → {before} → {last}")
        }
        names => names.join(" → "),
    }
}

/// The same as JSON: an object with the list `bounds`.
pub fn json(checked: &Checked) -> String {
    let bounds = bounds(&checked.model, &checked.diagnostics);
    let records: Vec<BoundJson<'_>> = bounds
        .iter()
        .map(|b| BoundJson {
            scenario: &b.scenario,
            title: &b.title,
            questions: b.questions,
            questions_path: &b.questions_path,
            spoken_seconds: b.seconds.map(|s| (s * 10.0).round() / 10.0),
            spoken_path: &b.seconds_path,
            circle: &b.circle,
            repeats: b.repeats,
        })
        .collect();
    let report = serde_json::json!({ "bounds": records });
    let mut out = serde_json::to_string_pretty(&report).unwrap_or_default();
    out.push('\n');
    out
}
