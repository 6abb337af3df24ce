//! Writes a base with one large decision table that is right: every case has one row.
//!
//! The space of the inputs is split again and again, so that no row can be left out and none is in
//! the way of another; a check has to prove both.

use std::fmt::{self, Write};
use std::fs;
use std::io;
use std::path::Path;

use super::random::Random;

const SEED: u64 = 20_260_102;

/// What an input holds: a whole number up to, or one of so many.
#[derive(Clone, Copy)]
enum Input {
    Number(i64),
    OneOf(usize),
}

/// What of an input a row takes.
#[derive(Clone)]
enum Part {
    Range(i64, i64),
    Some(Vec<usize>),
}

/// Writes the base; the folder must not exist yet or be empty.
pub fn write(rows: usize, columns: usize, dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir.join("topics"))?;
    fs::create_dir_all(dir.join("scenarios"))?;
    fs::write(
        dir.join("lotsman.yaml"),
        "name: generated\nlanguage: ru\nstart: вопрос\n",
    )?;
    let text = base(rows, columns).map_err(io::Error::other)?;
    fs::write(dir.join("scenarios/table.scenario"), text)
}

fn base(rows: usize, columns: usize) -> Result<String, fmt::Error> {
    let mut random = Random::new(SEED);
    let inputs: Vec<Input> = (0..columns)
        .map(|n| {
            if n % 2 == 0 {
                Input::Number(1_000)
            } else {
                Input::OneOf(6)
            }
        })
        .collect();
    let whole = |input: &Input| match *input {
        Input::Number(most) => Part::Range(0, most),
        Input::OneOf(count) => Part::Some((0..count).collect()),
    };
    let mut table: Vec<Vec<Part>> = vec![inputs.iter().map(whole).collect()];
    while table.len() < rows {
        let at = random.below(table.len());
        let column = random.below(columns);
        let Some(row) = table.get_mut(at) else { continue };
        let Some((one, other)) = row.get(column).and_then(|part| split(part, &mut random)) else {
            continue;
        };
        let mut second = row.clone();
        if let (Some(a), Some(b)) = (row.get_mut(column), second.get_mut(column)) {
            (*a, *b) = (one, other);
        }
        table.push(second);
    }
    let mut out = String::from("очередь линия\nконец\n\n");
    for (n, input) in inputs.iter().enumerate() {
        let ty = match input {
            Input::Number(most) => format!("целое 0..{most}"),
            Input::OneOf(count) => {
                let names: Vec<String> = (0..*count).map(|k| format!("вид{k}")).collect();
                format!("один из {}", names.join(", "))
            }
        };
        writeln!(out, "факт ввод{n}: {ty}\n  вопрос \"Вопрос {n}?\"\nконец\n")?;
    }
    writeln!(out, "решение размер: целое\n  политика единственная")?;
    write!(out, "  |")?;
    for n in 0..columns {
        write!(out, " ввод{n} |")?;
    }
    writeln!(out, " => размер |")?;
    for (n, row) in table.iter().enumerate() {
        write!(out, "  |")?;
        for (part, input) in row.iter().zip(&inputs) {
            write!(out, " {} |", cell(part, *input))?;
        }
        writeln!(out, " => {n} |")?;
    }
    writeln!(out, "конец\n\nсценарий вопрос\n  шаг вопросы")?;
    for n in 0..columns {
        writeln!(out, "    спросить ввод{n}\n      не знаю -> оператор")?;
    }
    writeln!(
        out,
        "    сказать \"Размер: {{размер}}.\"\n    завершить решено\n\n  шаг оператор\n    оператору линия \"Не знает\"\nконец"
    )?;
    Ok(out)
}

fn split(part: &Part, random: &mut Random) -> Option<(Part, Part)> {
    match part {
        Part::Range(low, high) if low < high => {
            let width = usize::try_from(high - low).ok()?;
            let middle = low + i64::try_from(random.below(width)).ok()?;
            Some((Part::Range(*low, middle), Part::Range(middle + 1, *high)))
        }
        Part::Some(kinds) if kinds.len() > 1 => {
            let at = 1 + random.below(kinds.len() - 1);
            let (one, other) = kinds.split_at_checked(at)?;
            Some((Part::Some(one.to_vec()), Part::Some(other.to_vec())))
        }
        _ => None,
    }
}

fn cell(part: &Part, input: Input) -> String {
    match (part, input) {
        (Part::Range(0, high), Input::Number(most)) if *high == most => "-".to_owned(),
        (Part::Range(low, high), _) if low == high => low.to_string(),
        (Part::Range(0, high), _) => format!("<= {high}"),
        (Part::Range(low, high), Input::Number(most)) if *high == most => format!(">= {low}"),
        (Part::Range(low, high), _) => format!("[{low}..{high}]"),
        (Part::Some(kinds), Input::OneOf(count)) if kinds.len() == count => "-".to_owned(),
        (Part::Some(kinds), _) => {
            let names: Vec<String> = kinds.iter().map(|k| format!("вид{k}")).collect();
            names.join(", ")
        }
    }
}
