//! What the analysis proper costs, after everything has been read and resolved.

use std::fs;
use std::path::{Path, PathBuf};

use lotsman::compile::{self, Input};

use super::measure::Failure;

/// Reads a base, then analyses it alone and prints the processor time of that over all threads, in
/// microseconds. A base with findings is not measured: a check that stops early would look fast.
pub fn run(dir: &Path) -> Result<(), Failure> {
    let mut files = Vec::new();
    gather(dir, &mut files)?;
    files.sort();
    let inputs: Vec<Input> = files
        .iter()
        .map(|path| {
            let name = path.strip_prefix(dir).unwrap_or(path).to_string_lossy().into_owned();
            fs::read(path).map(|bytes| Input { path: name, bytes })
        })
        .collect::<Result<_, _>>()?;
    let mut checked = compile::check(inputs);
    if let Some(first) = checked.diagnostics.first() {
        return Err(format!(
            "the generated base has findings: {} {}",
            first.entry.code,
            first.headline(lotsman::value::Lang::En)
        )
        .into());
    }
    let before = processor_time()?;
    let found = lotsman::analysis::check(&mut checked.model);
    let after = processor_time()?;
    println!("analysed {} {}", (after - before) / 1_000, found.len());
    // The memory of ten thousand scenarios is not given back piece by piece.
    std::mem::forget((checked, found));
    Ok(())
}

fn gather(dir: &Path, into: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            gather(&path, into)?;
        } else if Input::belongs(&path.to_string_lossy()) || path.ends_with("lotsman.yaml") {
            into.push(path);
        }
    }
    Ok(())
}

/// Processor time of all threads so far, in nanoseconds, as Linux counts it.
fn processor_time() -> Result<u64, Failure> {
    let mut all = 0;
    for task in fs::read_dir("/proc/self/task")? {
        let text = fs::read_to_string(task?.path().join("schedstat"))?;
        all += text.split(' ').next().unwrap_or_default().parse::<u64>()?;
    }
    Ok(all)
}
