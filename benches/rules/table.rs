//! A table of 1,000 rows over five inputs.

use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use lotsman::bundle::program::FactId;
use lotsman::runtime::{Decider, Outcome};
use lotsman::value::{Money, Name, Value};
use serde_json::json;

use super::{Random, TODAY, engine};

const ROWS: usize = 1_000;
const CASES: usize = 10_000;
const ROUNDS: usize = 20;
const REGIONS: usize = 20;
const CATEGORIES: usize = 8;

/// A row: cells as Lotsman and as zen-engine write them, and what it concludes.
struct Row {
    ours: [String; 5],
    theirs: [String; 5],
    output: usize,
}

type Facts = [(FactId, Value); 5];

/// A case: age, income in roubles, region, category, alone.
type Case = (usize, usize, usize, usize, bool);

fn row(output: usize, r: &mut Random) -> Row {
    let any = || ("-".to_owned(), String::new());
    let yes_no = |b: bool| if b { ("да", "true") } else { ("нет", "false") };
    let age = match r.below(4) {
        0 => any(),
        1 => {
            let bound = 18 + r.below(60);
            (format!(">= {bound}"), format!(">= {bound}"))
        }
        _ => {
            let low = r.below(80);
            let cell = format!("[{low}..{}]", low + r.below(15));
            (cell.clone(), cell)
        }
    };
    let income = match r.below(4) {
        0 => any(),
        _ => {
            let low = r.below(90) * 1_000;
            let cell = format!("[{low}..{}]", low + (r.below(30) + 1) * 1_000);
            (cell.clone(), cell)
        }
    };
    let keys = |prefix: &str, count: usize, most: usize, r: &mut Random| {
        let names: Vec<String> = (0..=r.below(most))
            .map(|_| format!("{prefix}{}", r.below(count)))
            .collect();
        let quoted: Vec<String> = names.iter().map(|n| format!("\"{n}\"")).collect();
        (names.join(", "), quoted.join(", "))
    };
    let region = keys("регион", REGIONS, 2, r);
    let category = if r.below(3) == 0 {
        any()
    } else {
        keys("категория", CATEGORIES, 3, r)
    };
    let alone = match r.below(3) {
        0 => any(),
        n => (yes_no(n == 1).0.to_owned(), yes_no(n == 1).1.to_owned()),
    };
    let cells = [age, income, region, category, alone];
    Row {
        ours: cells.clone().map(|c| c.0),
        theirs: cells.map(|c| c.1),
        output,
    }
}

fn base(rows: &[Row]) -> String {
    let options = |prefix: &str, count: usize| {
        (0..count)
            .map(|i| format!("{prefix}{i}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut text = format!(
        "факт возраст_лет: целое 0..120 \"Возраст\"\n  вопрос \"Сколько вам лет?\"\nконец\n
факт доход: деньги 0..1000000 \"Доход\"\n  вопрос \"Какой у вас доход?\"\nконец\n
факт регион: один из {} \"Регион\"\n  вопрос \"Где вы живёте?\"\nконец\n
факт категория: один из {} \"Категория\"\n  вопрос \"К какой категории вы относитесь?\"\nконец\n
факт один: да_нет \"Живёт один\"\n  вопрос \"Вы живёте один?\"\nконец\n
решение размер: целое \"Размер\"\n  политика первая\n  | возраст_лет | доход | регион | категория | один | => размер |\n",
        options("регион", REGIONS),
        options("категория", CATEGORIES)
    );
    for row in rows {
        writeln!(text, "  | {} | => {} |", row.ours.join(" | "), row.output).unwrap();
    }
    text.push_str("конец\n");
    text
}

fn decision(rows: &[Row]) -> serde_json::Value {
    let fields = ["age", "income", "region", "category", "alone"];
    let inputs = fields.map(|f| json!({ "id": f, "name": f, "field": f }));
    let rules = rows.iter().map(|row| {
        let mut rule = serde_json::Map::new();
        rule.insert("_id".into(), json!(format!("r{}", row.output)));
        rule.insert("out".into(), json!(row.output.to_string()));
        for (field, cell) in fields.iter().zip(&row.theirs) {
            rule.insert((*field).into(), json!(cell));
        }
        serde_json::Value::Object(rule)
    });
    let table = json!({
        "hitPolicy": "first", "inputs": inputs,
        "outputs": [{ "id": "out", "name": "out", "field": "out" }],
        "rules": rules.collect::<Vec<_>>(),
    });
    json!({
        "nodes": [
            { "id": "in", "name": "in", "type": "inputNode", "content": {} },
            { "id": "dt", "name": "dt", "type": "decisionTableNode", "content": table },
            { "id": "end", "name": "end", "type": "outputNode", "content": {} },
        ],
        "edges": [
            { "id": "a", "sourceId": "in", "targetId": "dt", "type": "edge" },
            { "id": "b", "sourceId": "dt", "targetId": "end", "type": "edge" },
        ],
    })
}

fn case(r: &mut Random) -> Case {
    (
        r.below(100),
        r.below(120_000),
        r.below(REGIONS),
        r.below(CATEGORIES),
        r.below(2) == 0,
    )
}

/// Nanoseconds and answers.
type Peer = (u64, Vec<Option<usize>>);

/// zen-engine's figures, or why there are none.
fn peer(rows: &[Row], cases: &[Case]) -> Result<Peer, Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let target = target.join("peers");
    let built = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "build",
            "--release",
            "--quiet",
            "--locked",
            "--bin",
            "zen",
            "--features",
            "zen",
            "--manifest-path",
        ])
        .arg(root.join("benches/peers/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()?;
    if !built.success() {
        return Err("zen-engine in benches/peers does not build".into());
    }
    let folder = tempfile::tempdir()?;
    let (table, contexts) = (folder.path().join("table.json"), folder.path().join("cases.json"));
    std::fs::write(&table, decision(rows).to_string())?;
    let case = |(age, income, region, category, alone): &Case| {
        json!({
            "age": age, "income": income, "region": format!("регион{region}"),
            "category": format!("категория{category}"), "alone": alone,
        })
    };
    std::fs::write(&contexts, json!(cases.iter().map(case).collect::<Vec<_>>()).to_string())?;
    let program = target
        .join("release")
        .join("zen")
        .with_extension(std::env::consts::EXE_EXTENSION);
    let output = Command::new(program).arg(&table).arg(&contexts).arg("3").output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut lines = text.lines();
    let nanoseconds = lines.next().unwrap_or_default().parse()?;
    let answer = |line: &str| -> Option<usize> {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        value.get("out")?.as_f64().map(|n| n as usize)
    };
    Ok((nanoseconds, lines.map(answer).collect()))
}

fn answer(outcomes: &[Outcome]) -> Option<usize> {
    match outcomes {
        [Outcome::Value(Value::Number(n))] => n.to_string().parse().ok(),
        _ => None,
    }
}

pub fn run() {
    let r = &mut Random(5);
    let rows: Vec<Row> = (0..ROWS).map(|i| row(i, r)).collect();
    let cases: Vec<Case> = (0..CASES).map(|_| case(r)).collect();
    let start = Instant::now();
    let engine = engine(vec![("table.scenario", base(&rows))]);
    println!(
        "table of {ROWS} rows × 5 inputs, {CASES} cases; read, built and opened in {:.0?}",
        start.elapsed()
    );
    let id = |name: &str| engine.fact_id(name).unwrap();
    let ids: [FactId; 5] = ["возраст_лет", "доход", "регион", "категория", "один"].map(id);
    let names = |prefix: &str, n: usize| -> Vec<Name> { (0..n).map(|i| format!("{prefix}{i}").into()).collect() };
    let (regions, categories) = (names("регион", REGIONS), names("категория", CATEGORIES));
    let facts: Vec<Facts> = cases
        .iter()
        .map(|(age, income, region, category, alone)| {
            [
                (ids[0], Value::Number((*age).into())),
                (ids[1], Value::Money(Money(*income as i64 * 100))),
                (ids[2], Value::Key(regions[*region].clone())),
                (ids[3], Value::Key(categories[*category].clone())),
                (ids[4], Value::Bool(*alone)),
            ]
        })
        .collect();
    let mut decider = engine.population(&["размер"]).unwrap();
    let answers: Vec<Option<usize>> = facts.iter().map(|f| answer(decider.decide(f, TODAY))).collect();
    let decided = answers.iter().flatten().count();
    // Why there is no value is told apart from that there is none: cases that the table answers.
    let of = |known: bool| -> Vec<&Facts> {
        let cases = facts.iter().zip(&answers).filter(|(_, a)| a.is_some() == known);
        cases.map(|(f, _)| f).collect()
    };
    let best = |cases: &[&Facts], decider: &mut Decider| {
        let round = |decider: &mut Decider| {
            let start = Instant::now();
            for facts in cases {
                black_box(decider.decide(*facts, TODAY));
            }
            start.elapsed().as_nanos() as u64 / cases.len().max(1) as u64
        };
        (0..ROUNDS).map(|_| round(decider)).min().unwrap_or(0)
    };
    let ours = best(&of(true), &mut decider);
    println!("  lotsman      {ours:>7} ns an evaluation with its facts ({decided} cases have an answer)");
    println!(
        "  lotsman      {:>7} ns where no row fits, with the reasons",
        best(&of(false), &mut decider)
    );
    match peer(&rows, &cases) {
        Ok((theirs, found)) => {
            let same = found.iter().zip(&answers).filter(|(a, b)| a == b).count();
            assert_eq!(same, cases.len(), "zen-engine answers otherwise");
            println!(
                "  zen-engine   {theirs:>7} ns a graph of this table ({:.1} times)",
                theirs as f64 / ours as f64
            );
        }
        Err(error) => println!("  zen-engine   not measured: {error}"),
    }
}
