//! Large generated bases: what `lotsman check` costs beside ink's compiler on an equal graph.
//!
//! ```text
//! cargo bench --bench base                              100 and 1,000 scenarios × 20 steps, 10,000 without ink
//! cargo bench --bench base -- --full                    10,000 with ink as well (five minutes, gigabytes)
//! cargo bench --bench base -- --runs 9 --sizes 500
//! cargo bench --bench base -- large                     one scenario of 10,000 steps; tables of 1,500 × 7 and 5,000 × 10
//! cargo bench --bench base -- generate DIR 1000 20      only write the base into DIR and DIR.ink
//! cargo bench --bench base -- generate DIR long 10000   the same with one long scenario, without ink
//! cargo bench --bench base -- generate DIR table 1500 7 the same with one large table, without ink
//! ```
//!
//! Each figure is told as soon as there is one; what takes too long is repeated less often, see [`ENOUGH`].
//!
//! Run by `cargo test --benches` it only checks the smallest generated base.

mod analysis;
mod ink;
mod lotsman;
mod measure;
mod plan;
mod random;
mod tables;
mod words;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use measure::{Cost, Failure, Peers, median, seconds, times};

const LOTSMAN: &str = env!("CARGO_BIN_EXE_lotsman");
/// Above this many scenarios ink's compiler runs only when asked: it takes gigabytes.
const INK_LIMIT: usize = 2_000;
/// After so much time a size is not run again: its figures are medians of what there is.
const ENOUGH: Duration = Duration::from_secs(100);

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<(), Failure> {
    let measured = args.iter().any(|arg| arg == "--bench");
    let args: Vec<&str> = args
        .iter()
        .map(String::as_str)
        .filter(|arg| *arg != "--bench")
        .collect();
    if let Some(("generate", rest)) = args.split_first().map(|(first, rest)| (*first, rest)) {
        let [dir, sizes @ ..] = rest else {
            return Err("generate DIR [SCENARIOS] [STEPS]".into());
        };
        match sizes {
            ["long", steps] => return Ok(lotsman::write(&plan::long(steps.parse()?), Path::new(dir))?),
            ["table", rows, columns] => return Ok(tables::write(rows.parse()?, columns.parse()?, Path::new(dir))?),
            _ => {}
        }
        let size = |at: usize, usual: usize| sizes.get(at).map_or(Ok(usual), |text| text.parse());
        return generate(Path::new(dir), size(0, 1_000)?, size(1, 20)?);
    }
    if let ["analyse", dir] = args.as_slice() {
        return analysis::run(Path::new(dir));
    }
    if !measured {
        return smoke();
    }
    if let Some(("large", rest)) = args.split_first().map(|(first, rest)| (*first, rest)) {
        return large(Options::read(rest)?.runs);
    }
    let options = Options::read(&args)?;
    compare(&options)
}

struct Options {
    full: bool,
    runs: usize,
    steps: usize,
    sizes: Vec<usize>,
}

impl Options {
    fn read(args: &[&str]) -> Result<Self, Failure> {
        let mut options = Self {
            full: false,
            runs: 5,
            steps: 20,
            sizes: vec![100, 1_000, 10_000],
        };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value"));
            match *arg {
                "--full" => options.full = true,
                "--runs" => options.runs = value()?.parse()?,
                "--steps" => options.steps = value()?.parse()?,
                "--sizes" => options.sizes = value()?.split(',').map(str::parse).collect::<Result<_, _>>()?,
                _ => return Err(format!("unknown argument {arg}").into()),
            }
        }
        Ok(options)
    }
}

/// Where the story of a base lies: beside the folder, so that the tool does not see it.
fn story(dir: &Path) -> PathBuf {
    dir.with_extension("ink")
}

fn generate(dir: &Path, scenarios: usize, steps: usize) -> Result<(), Failure> {
    if dir.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!("{}: the folder is not empty", dir.display()).into());
    }
    let plan = plan::make(scenarios, steps);
    lotsman::write(&plan, dir)?;
    ink::write(&plan, &story(dir))?;
    println!(
        "{} scenarios, {} steps, {} facts: {} and {}",
        plan.scenarios.len(),
        plan.scenarios.iter().map(|one| one.steps.len()).sum::<usize>(),
        plan.facts.len(),
        dir.display(),
        story(dir).display()
    );
    Ok(())
}

/// A folder of the benchmark inside the build folder, made anew.
fn folder(name: &str) -> Result<PathBuf, Failure> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if dir.exists() {
        fs::remove_dir_all(&dir)?;
    }
    Ok(dir)
}

fn smoke() -> Result<(), Failure> {
    let dir = folder("base_smoke")?;
    generate(&dir, plan::MIN_SCENARIOS, plan::MIN_STEPS)?;
    clean(&dir)?;
    let dir = folder("base_smoke_long")?;
    lotsman::write(&plan::long(60), &dir)?;
    clean(&dir)?;
    let dir = folder("base_smoke_table")?;
    tables::write(40, 4, &dir)?;
    clean(&dir)
}

fn clean(dir: &Path) -> Result<(), Failure> {
    let status = Command::new(LOTSMAN).arg("--base").arg(dir).arg("check").status()?;
    if status.success() {
        Ok(())
    } else {
        Err("the generated base has findings: the generator and the language differ".into())
    }
}

/// Large single items: what their check costs, and the analysis alone.
fn large(runs: usize) -> Result<(), Failure> {
    let peers = Peers::build()?;
    println!("median of {runs} runs\n");
    println!("| what                         | analysis  | whole check: CPU | clock | peak |");
    println!("|------------------------------|----------:|-----------------:|------:|-----:|");
    let long = folder("base_long")?;
    lotsman::write(&plan::long(10_000), &long)?;
    let small = folder("base_table_1500")?;
    tables::write(1_500, 7, &small)?;
    let big = folder("base_table_5000")?;
    tables::write(5_000, 10, &big)?;
    let all = [
        ("a scenario of 10,000 steps", long),
        ("a table of 1,500 × 7", small),
        ("a table of 5,000 × 10", big),
    ];
    for (what, dir) in all {
        let (mut alone, mut whole) = (Vec::new(), Vec::new());
        for _ in 0..runs.max(1) {
            forget_cache(&dir)?;
            whole.push(peers.run(Path::new(LOTSMAN), &[Path::new("--base"), &dir, Path::new("check")])?);
            alone.push(peers.analysis(&dir)?);
        }
        alone.sort_unstable();
        let alone = alone.get(alone.len() / 2).copied().unwrap_or_default();
        println!("| {what:<28} | {:>9} | {} |", seconds(alone), median(&whole));
        fs::remove_dir_all(&dir)?;
    }
    Ok(())
}

fn compare(options: &Options) -> Result<(), Failure> {
    let peers = Peers::build()?;
    println!(
        "medians of at most {} runs; {} steps a scenario\n",
        options.runs, options.steps
    );
    println!("| scenarios | what                  | runs |  CPU time |     clock |       peak |  CPU × | memory × |");
    println!("|----------:|-----------------------|-----:|----------:|----------:|-----------:|-------:|---------:|");
    for &size in &options.sizes {
        let dir = folder(&format!("base_{size}"))?;
        let plan = plan::make(size, options.steps);
        lotsman::write(&plan, &dir)?;
        let source = story(&dir);
        ink::write(&plan, &source)?;
        drop(plan);

        let (mut cold, mut warm, mut ink) = (Vec::new(), Vec::new(), Vec::new());
        let mut alone = Vec::new();
        let with_ink = size <= INK_LIMIT || options.full;
        let started = Instant::now();
        // Taken in turn, so that a noisy minute spoils all of them alike.
        for run in 1..=options.runs.max(1) {
            let told = |what: &str, cost: Cost| {
                eprintln!("{size} scenarios, run {run}: {what} {}", seconds(cost.cpu));
                cost
            };
            forget_cache(&dir)?;
            let check = [Path::new("--base"), &dir, Path::new("check")];
            cold.push(told("check", peers.run(Path::new(LOTSMAN), &check)?));
            warm.push(told("check, cached", peers.run(Path::new(LOTSMAN), &check)?));
            let analysis = Cost {
                cpu: peers.analysis(&dir)?,
                ..Cost::default()
            };
            alone.push(told("analysis", analysis));
            if with_ink {
                ink.push(told("ink", peers.run(&peers.ink(), &[&source])?));
            }
            if started.elapsed() > ENOUGH {
                break;
            }
        }
        let base = median(&cold);
        row(size, "lotsman check", &cold, base);
        row(size, "of it the analysis", &alone, base);
        row(size, "lotsman check, cached", &warm, base);
        if with_ink {
            row(size, "ink", &ink, base);
        }
        fs::remove_dir_all(&dir)?;
        fs::remove_file(&source)?;
    }
    Ok(())
}

fn row(size: usize, what: &str, costs: &[Cost], base: Cost) {
    let cost = median(costs);
    println!(
        "| {size:>9} | {what:<21} | {:>4} | {cost} | {:>6} | {:>8} |",
        costs.len(),
        times(cost.cpu, base.cpu),
        times(cost.peak, base.peak)
    );
}

/// The first check of a base finds no cache.
fn forget_cache(dir: &Path) -> Result<(), Failure> {
    let cache = dir.join(".lotsman");
    if cache.exists() {
        fs::remove_dir_all(cache)?;
    }
    Ok(())
}
