//! What the checks of tables and rules say of small random bases, against all their cases.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lotsman::bundle::program::FactId;
use lotsman::compile::{self, Checked, Input};
use lotsman::runtime::{Note, derive};
use lotsman::value::{Date, Value};
use rustc_hash::FxHashMap;

const DAY: Date = Date::constant(2026, 6, 15);
const SEEDS: u64 = 300;

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}

const FACTS: &str = "факт альфа: да_нет \"А\"\n  вопрос \"А?\"\nконец\n\nфакт бета: да_нет \"Б\"\n  вопрос \"Б?\"\nконец\n\n\
    факт детей: целое 0..6 \"Н\"\n  вопрос \"Н?\"\nконец\n\nфакт доход: деньги 0..5 \"Д\"\n  вопрос \"Д?\"\nконец\n\n\
    факт вид: один из х, у, ц \"В\"\n  вопрос \"В?\"\nконец\n\n";

fn cell(random: &mut Random, input: &str) -> String {
    if random.below(3) == 0 {
        return "-".to_owned();
    }
    let n = random.below(7);
    match input {
        "альфа" | "бета" | "право" => random.of(&["да", "нет"]).to_owned(),
        "вид" => random.of(&["х", "у", "ц", "х, у", "не(у)", "не(х, ц)"]).to_owned(),
        "детей" => match random.below(6) {
            0 => n.to_string(),
            1 => format!("<= {n}"),
            2 => format!("> {n}"),
            3 => format!("[{}..{}]", n.min(3), n.max(3)),
            4 => format!("не({n})"),
            _ => format!(">= {n}, {}", random.below(7)),
        },
        _ => match random.below(3) {
            0 => format!("< {}", n.min(5)),
            1 => format!(">= {}", n.min(5)),
            _ => format!("({}..5]", n.min(4)),
        },
    }
}

fn condition(random: &mut Random) -> String {
    let n = random.below(7);
    match random.below(7) {
        0 => "альфа".to_owned(),
        1 => "не альфа".to_owned(),
        2 => "бета".to_owned(),
        3 => format!("детей >= {n}"),
        4 => format!("детей < {n} или бета"),
        5 => format!("вид = {}", random.of(&["х", "у", "ц"])),
        _ => format!("доход > {}", n.min(4)),
    }
}

/// Rules about `право`; each its own line for its label.
fn rules(random: &mut Random) -> (String, usize) {
    let mut text = String::new();
    let count = 1 + random.below(4);
    for n in 0..count {
        let _ = write!(
            text,
            "правило право = {}\n  метка м{n}\n",
            random.of(&["да", "да", "нет"])
        );
        if n > 0 && random.below(2) == 0 {
            let _ = writeln!(text, "  исключение из м{}", random.below(n));
        }
        let conditions = random.below(3);
        if conditions > 0 {
            text.push_str("  если\n");
        }
        for _ in 0..conditions {
            let _ = writeln!(text, "    {}", condition(random));
        }
        if random.below(4) == 0 {
            let _ = write!(text, "  кроме если\n    {}\n", condition(random));
        }
        text.push_str("конец\n\n");
    }
    (text, count as usize)
}

struct Base {
    checked: Checked,
    text: String,
    policy: &'static str,
    rows: usize,
    derived: bool,
}

fn base(seed: u64) -> Base {
    let mut random = Random(seed);
    let (rules, _) = rules(&mut random);
    let derived = random.below(3) == 0;
    let policy = ["единственная", "первая", "любая"][random.below(3) as usize];
    let mut inputs: Vec<&str> = Vec::new();
    for input in ["альфа", "детей", "доход", "вид"] {
        if random.below(2) == 0 {
            inputs.push(input);
        }
    }
    if derived || inputs.is_empty() {
        inputs.push("право");
    }
    let derived = inputs.contains(&"право");
    let mut text = format!(
        "{FACTS}{rules}решение ответ: целое \"Т\"\n  политика {policy}\n  | {} | => ответ |\n",
        inputs.join(" | ")
    );
    let rows = 1 + random.below(5) as usize;
    for n in 0..rows {
        let cells: Vec<String> = inputs.iter().map(|i| cell(&mut random, i)).collect();
        let output = if policy == "любая" {
            random.below(2)
        } else {
            n as u64
        };
        let _ = writeln!(text, "  | {} | => {output} |", cells.join(" | "));
    }
    text.push_str("конец\n");
    let input = Input {
        path: "scenarios/т.scenario".to_owned(),
        bytes: text.clone().into_bytes(),
    };
    Base {
        checked: compile::check(vec![input]),
        text,
        policy,
        rows,
        derived,
    }
}

impl Base {
    fn id(&self, name: &str) -> FactId {
        let facts = &self.checked.model.program.facts;
        FactId(facts.iter().position(|f| &*f.name == name).unwrap() as u32)
    }

    fn has(&self, codes: &[&str]) -> bool {
        self.checked.diagnostics.iter().any(|d| codes.contains(&d.entry.code))
    }

    /// Every case that a condition can tell from another, all facts known.
    fn cases(&self) -> Vec<FxHashMap<FactId, Value>> {
        let number = |n: i64| Value::Number(n.into());
        let truths = [Value::Bool(false), Value::Bool(true)];
        let numbers: Vec<Value> = (0..=6).map(number).collect();
        let sums: Vec<Value> = (0..=5)
            .flat_map(|n| [n * 100, n * 100 + 1])
            .filter(|k| *k <= 500)
            .map(|k| Value::Money(lotsman::value::Money(k)))
            .collect();
        let names: Vec<Value> = ["х", "у", "ц"].iter().map(|n| Value::Key((*n).into())).collect();
        let mut all = vec![FxHashMap::default()];
        for (name, values) in [
            ("альфа", &truths[..]),
            ("бета", &truths[..]),
            ("детей", &numbers),
            ("доход", &sums),
            ("вид", &names),
        ] {
            if self.text.matches(name).count() < 2 {
                continue;
            }
            let id = self.id(name);
            all = all
                .into_iter()
                .flat_map(|case| {
                    values.iter().map(move |value| {
                        let mut longer = case.clone();
                        longer.insert(id, value.clone());
                        longer
                    })
                })
                .collect();
        }
        all
    }
}

#[test]
fn findings_are_those_of_every_case() {
    let mut seen = [[0_usize; 2]; 6];
    for seed in 0..SEEDS {
        let base = base(seed);
        let program = &base.checked.model.program;
        let errors = base
            .checked
            .diagnostics
            .iter()
            .filter(|d| !d.entry.code.starts_with("L06"));
        // An empty range or the like: what is left is not the base that was meant.
        if errors.filter(|d| d.entry.code.starts_with("L02")).count() > 0 {
            continue;
        }
        let (table, rule) = (base.id("ответ"), base.id("право"));
        let mut met = [false; 4];
        let mut given: BTreeSet<String> = BTreeSet::new();
        for case in base.cases() {
            let (value, notes) = derive(program, &case, table, DAY);
            given.insert(format!("{value:?}"));
            let (_, of_rules) = derive(program, &case, rule, DAY);
            for note in &notes {
                match note {
                    Note::NoRow(name) if &**name == "ответ" => met[0] = true,
                    Note::RowConflict(name, _) if &**name == "ответ" => met[1] = true,
                    _ => {}
                }
            }
            for note in &of_rules {
                match note {
                    Note::RuleConflict(..) => met[2] = true,
                    Note::NoRow(_) => met[3] = true,
                    _ => {}
                }
            }
        }
        let said = [
            base.has(&["L0601", "L0602"]),
            base.has(&["L0603", "L0604"]),
            base.has(&["L0630"]),
            base.has(&["L0638"]),
        ];
        for (n, (said, met)) in said.into_iter().zip(met).enumerate() {
            // A table that has no row for some conclusion need not be told of it.
            if n == 3 && base.derived {
                assert!(met || !said, "seed {seed}\n{}", base.text);
                continue;
            }
            assert_eq!(
                said, met,
                "seed {seed}, question {n}\n{}\n{:?}",
                base.text, base.checked.diagnostics
            );
            seen[n][usize::from(met)] += 1;
        }
        if base.policy == "первая" && !base.derived {
            // Rows give their own number: those that are never given, never decide.
            let line = base.text.lines().position(|l| l.contains("| => ответ |")).unwrap();
            let of = |codes: &[&str]| -> BTreeSet<usize> {
                let found = base
                    .checked
                    .diagnostics
                    .iter()
                    .filter(|d| codes.contains(&d.entry.code));
                let start =
                    |d: &lotsman::diag::Diagnostic| base.text[..d.place.span.start as usize].matches('\n').count();
                found.map(|d| start(d) - line - 1).collect()
            };
            let never: BTreeSet<usize> = (0..base.rows)
                .filter(|n| !given.contains(&format!("{:?}", Value::Number((*n as i64).into()))))
                .collect();
            assert_eq!(of(&["L0605", "L0606", "L0611"]), never, "seed {seed}\n{}", base.text);
            seen[4][usize::from(!never.is_empty())] += 1;
        }
    }
    for (n, counts) in seen.iter().take(5).enumerate() {
        assert!(counts.iter().all(|c| *c > 5), "question {n}: {counts:?}");
    }
}

/// What is reported of a rule holds: without it no conclusion changes.
#[test]
fn rules_that_never_decide_can_be_left_out() {
    let mut seen = 0;
    for seed in 0..SEEDS {
        let base = base(seed);
        let never: Vec<usize> = base
            .checked
            .diagnostics
            .iter()
            .filter(|d| ["L0631", "L0632", "L0633", "L0635"].contains(&d.entry.code))
            .map(|d| base.text[..d.place.span.start as usize].matches("правило ").count() - 1)
            .collect();
        let Some(first) = never.first() else { continue };
        let mut blocks: Vec<&str> = base.text.split_inclusive("конец\n").collect();
        let own = blocks
            .iter()
            .position(|b| b.contains(&format!("метка м{first}\n")))
            .unwrap();
        // A rule that others are exceptions to cannot be taken out of the text.
        let label = format!("исключение из м{first}\n");
        if blocks.iter().any(|b| b.contains(&label))
            || !blocks
                .iter()
                .any(|b| b.contains("метка") && !b.contains(&format!("метка м{first}\n")))
        {
            continue;
        }
        blocks.remove(own);
        let less = compile::check(vec![Input {
            path: "scenarios/т.scenario".to_owned(),
            bytes: blocks.concat().into_bytes(),
        }]);
        let goal = base.id("право");
        let same_ids = less.model.program.facts.get(goal.index()).map(|f| &f.name)
            == base.checked.model.program.facts.get(goal.index()).map(|f| &f.name);
        assert!(same_ids);
        // Where all rules that are left conclude the same, the rest is the opposite: another meaning.
        let values = |text: &str| ["правило право = да", "правило право = нет"].map(|v| text.contains(v));
        if values(&base.text) != values(&blocks.concat()) {
            continue;
        }
        for case in base.cases() {
            let (before, _) = derive(&base.checked.model.program, &case, goal, DAY);
            let (after, _) = derive(&less.model.program, &case, goal, DAY);
            assert_eq!(
                before,
                after,
                "seed {seed}, rule {first}, {case:?}\n{}",
                blocks.concat()
            );
        }
        seen += 1;
    }
    assert!(seen > 8, "{seen}");
}

/// Every case that is told is one that the service itself comes to: nothing is only «возможно».
#[test]
fn the_service_comes_to_every_case_that_is_told() {
    let mut seen = std::collections::BTreeMap::new();
    for seed in 0..SEEDS {
        let base = base(seed);
        if base.has(&["L0201", "L0202", "L0210", "L0218", "L0219"]) {
            continue;
        }
        let told = ["L0601", "L0602", "L0603", "L0604", "L0630", "L0638"];
        for found in &base.checked.diagnostics {
            if !told.contains(&found.entry.code) {
                continue;
            }
            let witness = found.witness.as_ref().unwrap();
            assert!(
                witness.tried && witness.replayed && !witness.is_doubtful(),
                "seed {seed}, {}\n{}\n{witness:?}",
                found.headline(lotsman::value::Lang::Ru),
                base.text
            );
            *seen.entry(found.entry.code).or_insert(0) += 1;
        }
    }
    for code in ["L0601", "L0603", "L0604", "L0630"] {
        assert!(seen.get(code).is_some_and(|n| *n > 5), "{seen:?}");
    }
}

/// Many rows that overlap as they happen to, the lower ones wider; the cells of some are empty.
fn layers(random: &mut Random, inputs: &[&str]) -> Vec<Vec<String>> {
    let rows = 4 + random.below(24);
    let mut table: Vec<Vec<String>> = Vec::new();
    for n in 0..rows {
        let mut cells = vec!["-".to_owned(); inputs.len()];
        // The first rows look at all columns, the last ones at one.
        for _ in 0..1 + inputs.len() as u64 * (rows - n) / rows {
            let column = random.below(inputs.len() as u64) as usize;
            if cells[column] == "-" {
                cells[column] = cell(random, inputs[column]);
            }
        }
        table.push(cells);
    }
    table
}

const POLICIES: [&str; 4] = ["первая", "приоритет", "любая", "единственная"];

/// A base with one layered table under each policy, and one that tells all rows that fit.
struct Layered {
    base: Base,
    outputs: Vec<u64>,
    /// For each case the rows that fit.
    cases: Vec<Vec<usize>>,
    /// For each policy the line of its first row.
    lines: Vec<usize>,
}

fn layered(seed: u64) -> Option<Layered> {
    let mut random = Random(seed);
    let mut inputs = vec!["детей", "доход"];
    for more in ["вид", "альфа", "бета"] {
        if random.below(3) == 0 {
            inputs.push(more);
        }
    }
    let rows = layers(&mut random, &inputs);
    let outputs: Vec<u64> = rows.iter().map(|_| random.below(3)).collect();
    let mut text = FACTS.to_owned();
    let mut lines = Vec::new();
    let mut table = |head: &str, outputs: &[u64]| {
        let _ = writeln!(text, "решение {head}");
        lines.push(text.lines().count());
        for (cells, output) in rows.iter().zip(outputs) {
            let _ = writeln!(text, "  | {} | => {output} |", cells.join(" | "));
        }
        text.push_str("конец\n\n");
    };
    let header = inputs.join(" | ");
    for (n, policy) in POLICIES.iter().enumerate() {
        let values = if *policy == "приоритет" {
            "  значения 1, 2, 0\n"
        } else {
            ""
        };
        let head = format!("ответ{n}: целое \"Т\"\n  политика {policy}\n{values}  | {header} | => ответ{n} |");
        table(&head, &outputs);
    }
    let numbers: Vec<u64> = (0..).take(rows.len()).collect();
    let head = format!("все: список из целое \"В\"\n  политика порядок строк\n  | {header} | => все |");
    table(&head, &numbers);
    let base = Base {
        checked: compile::check(vec![Input {
            path: "scenarios/т.scenario".to_owned(),
            bytes: text.clone().into_bytes(),
        }]),
        text,
        policy: "",
        rows: rows.len(),
        derived: false,
    };
    // An empty range or the like: what is left is not the base that was meant.
    let faulty = |d: &&lotsman::diag::Diagnostic| ["L01", "L02"].contains(&d.entry.class());
    if let Some(wrong) = base.checked.diagnostics.iter().find(faulty) {
        assert_eq!(wrong.entry.class(), "L02", "seed {seed}: {wrong:?}\n{}", base.text);
        return None;
    }
    let all = base.id("все");
    let row = |value: &Value| match value {
        Value::Number(n) => usize::try_from(n.mantissa()).unwrap(),
        other => panic!("seed {seed}: {other:?}"),
    };
    let fitting = |case| match derive(&base.checked.model.program, case, all, DAY).0 {
        Value::List(rows) => rows.iter().map(row).collect(),
        other => panic!("seed {seed}: {other:?}"),
    };
    let cases = base.cases().iter().map(fitting).collect();
    Some(Layered {
        base,
        outputs,
        cases,
        lines,
    })
}

impl Layered {
    /// Rows of the table of a policy of which one of the codes is reported.
    fn said(&self, policy: usize, codes: &[&str]) -> BTreeSet<usize> {
        let first = self.lines[policy];
        let found = self.base.checked.diagnostics.iter();
        let found = found.filter(|d| codes.contains(&d.entry.code));
        let lines = found.map(|d| self.base.text[..d.place.span.start as usize].matches('\n').count());
        lines
            .filter(|at| (first..first + self.base.rows).contains(at))
            .map(|at| at - first)
            .collect()
    }

    /// Rows of which something holds in some of the cases that they fit, or in all.
    fn rows(&self, always: bool, holds: impl Fn(usize, usize) -> bool) -> BTreeSet<usize> {
        let is_so = |row: &usize| {
            let mut fitting = self.cases.iter().filter(|rows| rows.contains(row)).peekable();
            let beside = |rows: &Vec<usize>| rows.iter().any(|other| other != row && holds(*row, *other));
            fitting.peek().is_some()
                && if always {
                    fitting.all(beside)
                } else {
                    fitting.any(beside)
                }
        };
        (0..self.base.rows).filter(is_so).collect()
    }
}

/// Each row of a layered table, under each policy: whether it ever decides, whether it gets in the way.
#[test]
fn every_row_of_a_layered_table_is_judged_by_every_case() {
    let mut seen = [[[0_usize; 2]; 2]; POLICIES.len()];
    for seed in 0..60 {
        let Some(table) = layered(seed) else { continue };
        let outputs = &table.outputs;
        let rank = |row: usize| ([1, 2, 0].iter().position(|v| *v == outputs[row]), row);
        let masked = [
            table.rows(true, |row, other| other < row),
            table.rows(true, |row, other| rank(other) < rank(row)),
            table.rows(true, |row, other| other < row && outputs[other] == outputs[row]),
            BTreeSet::new(),
        ];
        let clashing = [
            BTreeSet::new(),
            BTreeSet::new(),
            table.rows(false, |row, other| other < row && outputs[other] != outputs[row]),
            table.rows(false, |row, other| other < row),
        ];
        let gaps = table.base.checked.diagnostics.iter();
        let gaps = gaps.filter(|d| ["L0601", "L0602"].contains(&d.entry.code)).count();
        let open = table.cases.iter().any(Vec::is_empty);
        assert_eq!(
            gaps,
            if open { POLICIES.len() } else { 0 },
            "seed {seed}\n{}",
            table.base.text
        );
        for (policy, (masked, clashing)) in masked.iter().zip(&clashing).enumerate() {
            for (n, (so, codes)) in [(masked, ["L0605", "L0606"]), (clashing, ["L0603", "L0604"])]
                .into_iter()
                .enumerate()
            {
                let said = table.said(policy, &codes);
                assert_eq!(
                    said, *so,
                    "seed {seed}, {}, {codes:?}\n{}",
                    POLICIES[policy], table.base.text
                );
                seen[policy][n][0] += table.base.rows - so.len();
                seen[policy][n][1] += so.len();
            }
        }
    }
    for (policy, n) in [(0, 0), (1, 0), (2, 0), (2, 1), (3, 1)] {
        assert!(seen[policy][n].iter().all(|count| *count > 50), "{seen:?}");
    }
}
