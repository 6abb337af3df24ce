//! `cargo xtask`: the project's own chores, the same here and in CI.

mod bindings;
mod dictionary;
mod install;
mod interface;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// A named run of cargo.
struct Chore {
    name: &'static str,
    args: &'static [&'static str],
    env: &'static [(&'static str, &'static str)],
}

/// Everything that must hold, the cheapest first.
const TEST: &[Chore] = &[
    Chore {
        name: "format",
        args: &["fmt", "--all", "--check"],
        env: &[],
    },
    Chore {
        name: "clippy",
        args: &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        env: &[],
    },
    Chore {
        name: "clippy, runtime alone",
        args: &[
            "clippy",
            "--package",
            "lotsman",
            "--no-default-features",
            "--lib",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        env: &[],
    },
    Chore {
        name: "clippy, compiler alone",
        args: &[
            "clippy",
            "--package",
            "lotsman",
            "--no-default-features",
            "--features",
            "compiler",
            "--lib",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        env: &[],
    },
    Chore {
        name: "tests",
        args: &["test", "--workspace", "--locked"],
        env: &[("INSTA_UPDATE", "no")],
    },
    Chore {
        name: "documentation",
        args: &["doc", "--package", "lotsman", "--no-deps", "--locked"],
        env: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    Chore {
        name: "the base is formatted",
        args: &["run", "--quiet", "--locked", "--", "fmt", "--check"],
        env: &[],
    },
    Chore {
        name: "the base is clean",
        args: &["run", "--quiet", "--locked", "--", "check", "--no-cache"],
        env: &[],
    },
    Chore {
        name: "the base answers",
        args: &["run", "--quiet", "--locked", "--", "test", "--min-coverage", "90"],
        env: &[],
    },
    Chore {
        name: "the GOV.UK base is formatted",
        args: &[
            "run",
            "--quiet",
            "--locked",
            "--",
            "--base",
            "examples/govuk",
            "fmt",
            "--check",
        ],
        env: &[],
    },
    Chore {
        name: "the GOV.UK base is clean",
        args: &[
            "run",
            "--quiet",
            "--locked",
            "--",
            "--base",
            "examples/govuk",
            "check",
            "--no-cache",
        ],
        env: &[],
    },
    Chore {
        name: "the GOV.UK base answers",
        args: &["run", "--quiet", "--locked", "--", "--base", "examples/govuk", "test"],
        env: &[],
    },
];

/// What the library of a channel service must not bring along.
const NOT_IN_RUNTIME: &[&str] = &[
    "pest",
    "petgraph",
    "serde_yaml",
    "yaml_serde",
    "clap",
    "saphyr-parser",
    "annotate-snippets",
    "tokio",
    "axum",
    "redb",
];

const USAGE: &str = "\
cargo xtask test                 install what the tests need and run everything
cargo xtask soundness [--seeds N] [--first N]
                                 hold the analyser to every conversation of random small bases
cargo xtask mutations            see which slips in the base of this repository the checks catch
cargo xtask damages [--count N] [--first SEED]
                                 damage bundles at random: nothing may open that should not, and nothing panic
cargo xtask fuzz [TARGET] [--seconds N] [--first SEED]
                                 give the fuzz targets mutated inputs: parser, bundle, session, step, recognisers
cargo xtask c [--header]         the binding to C by itself; --header makes its header anew
cargo xtask python               the Python package by itself
cargo xtask wheel                build the Python package as people install it, install and test it
cargo xtask semver               hold the library's interface to the last tagged release
cargo xtask questions            how many questions goals take on random rule sets
cargo xtask dictionary           make the dictionary of Russian word forms anew
cargo xtask dictionary --check   see whether the committed dictionary is what that makes";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["test"] => test(),
        ["c"] => bindings::c(false),
        ["c", "--header"] => bindings::c(true),
        ["python"] => bindings::python(),
        ["wheel"] => bindings::wheel(),
        ["semver"] => interface::semver(),
        ["questions"] => questions(),
        ["soundness", rest @ ..] => soundness(rest),
        ["damages" | "fuzz", ..] => harness(&arguments),
        ["mutations"] => tests_of_the_library(MUTATIONS, &[("LOTSMAN_MUTATIONS", "all")]),
        ["dictionary"] => dictionary::run(false),
        ["dictionary", "--check"] => dictionary::run(true),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// The table is that of a benchmark: it needs the library as users have it, and fast.
fn questions() -> ExitCode {
    let status = Command::new(cargo())
        .args(["bench", "--quiet", "--locked", "--bench", "ask", "--", "questions"])
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The harness of `fuzz/`, a workspace of its own whose libraries are built beside those of this one.
fn harness(arguments: &[&str]) -> ExitCode {
    let status = Command::new(cargo())
        .args(["run", "--quiet", "--locked", "--release"])
        .args([
            "--manifest-path",
            "fuzz/Cargo.toml",
            "--target-dir",
            "target",
            "--bin",
            "harness",
            "--",
        ])
        .args(arguments)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) if status.code() == Some(2) => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    }
}

const SOUNDNESS: &str = "random_bases_get_the_verdicts_that_the_engine_bears_out";
const MUTATIONS: &str = "mutations_that_break_a_property_are_caught";

fn soundness(arguments: &[&str]) -> ExitCode {
    let mut settings = vec![("LOTSMAN_SEEDS", "10000")];
    for pair in arguments.chunks(2) {
        match pair {
            ["--seeds", n] if n.parse::<u64>().is_ok() => settings.push(("LOTSMAN_SEEDS", n)),
            ["--first", n] if n.parse::<u64>().is_ok() => settings.push(("LOTSMAN_FIRST_SEED", n)),
            _ => {
                eprintln!("{USAGE}");
                return ExitCode::from(2);
            }
        }
    }
    tests_of_the_library(SOUNDNESS, &settings)
}

/// Runs one test of the library in full and fast, without the noise of the test harness: what it
/// counts stands in the last line.
fn tests_of_the_library(name: &str, settings: &[(&str, &str)]) -> ExitCode {
    let child = Command::new(cargo())
        .args([
            "test",
            "--quiet",
            "--locked",
            "--release",
            "--package",
            "lotsman",
            "--lib",
        ])
        // Whole-program optimisation takes longer than it saves here.
        .args(["--config", "profile.release.lto=false"])
        .args(["--config", "profile.release.codegen-units=16"])
        .args(["--", "--nocapture", name])
        .envs(settings.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return ExitCode::FAILURE };
    let mut last = String::new();
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|out| BufReader::new(out).lines())
    {
        let Ok(line) = line else { break };
        if let Some(counts) = line.strip_prefix("= ") {
            last = counts.to_owned();
        } else if !HARNESS.iter().any(|h| line.starts_with(h)) && !line.trim().is_empty() {
            println!("{line}");
        }
    }
    let passed = child.wait().is_ok_and(|s| s.success()) && !last.is_empty();
    println!("{last}");
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Lines of the test harness itself.
const HARNESS: &[&str] = &[
    "running ",
    "test result:",
    "test ",
    "failures:",
    "    compile::",
    "error: test failed",
];

fn test() -> ExitCode {
    install::components();
    let mut python = Some(bindings::prepare(install::ALL));
    let start = Instant::now();
    let mut failed: Vec<&str> = Vec::new();
    for chore in TEST {
        println!("── {}: cargo {}", chore.name, chore.args.join(" "));
        if let Some(python) = python.take_if(|_| chore.name == "tests") {
            let _ = python.join();
        }
        let began = Instant::now();
        let status = Command::new(cargo())
            .args(chore.args)
            .envs(chore.env.iter().copied())
            .status();
        let ok = status.is_ok_and(|s| s.success());
        println!(
            "── {} {} in {:.0} s",
            chore.name,
            if ok { "passed" } else { "FAILED" },
            began.elapsed().as_secs_f32()
        );
        if !ok {
            failed.push(chore.name);
        }
    }
    let name = "the runtime brings no authoring crates";
    println!("── {name}: cargo tree --no-default-features");
    if let Err(why) = runtime_is_lean() {
        println!("{why}");
        failed.push(name);
    }
    let interface = "the interface keeps its promises";
    println!("── {interface}: cargo semver-checks");
    if let Err(why) = interface::kept() {
        println!("{why}");
        failed.push(interface);
    }
    let total = TEST.len() + 2;
    println!("── {:.0} s in all", start.elapsed().as_secs_f32());
    for name in &failed {
        println!("failed: {name}");
    }
    println!("{} passed, {} failed", total - failed.len(), failed.len());
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// What channel services link: the library, and the bindings to it.
fn runtime_is_lean() -> Result<(), String> {
    ["lotsman", "lotsman-c", "lotsman-python"]
        .into_iter()
        .try_for_each(is_lean)
}

fn is_lean(package: &str) -> Result<(), String> {
    let tree = Command::new(cargo())
        .args([
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--no-default-features",
            "--prefix",
            "none",
            "--locked",
        ])
        .output()
        .map_err(|e| e.to_string())?;
    if !tree.status.success() {
        return Err(String::from_utf8_lossy(&tree.stderr).into_owned());
    }
    let text = String::from_utf8_lossy(&tree.stdout);
    let packages: Vec<&str> = text.lines().filter_map(|l| l.split(' ').next()).collect();
    let found: Vec<&str> = NOT_IN_RUNTIME
        .iter()
        .copied()
        .filter(|n| packages.contains(n))
        .collect();
    if found.is_empty() {
        Ok(())
    } else {
        Err(format!("{package} brings {}", found.join(", ")))
    }
}

fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

fn run(command: &mut Command) -> bool {
    command.status().is_ok_and(|s| s.success())
}
