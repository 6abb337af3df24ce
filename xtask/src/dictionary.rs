//! `cargo xtask dictionary`: the dictionary of Russian word forms, from the package that brings the
//! data of OpenCorpora. Needs Python with pip; the tests do not, for the result is committed.

mod choose;
mod dawg;
mod pack;
mod source;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The package, its version and the checksum of its file: other data would be another dictionary.
const PACKAGE: &str = "pymorphy3-dicts-ru";
const VERSION: &str = "2.4.417150.4580142";
const SHA256: &str = "718bac64c73c10c16073a199402657283d9b64c04188b694f6d3e9b0d85440f4";

/// Where the library looks for the two files.
const AUTOMATON: &str = "src/language/dictionary/ru.fst";
const RULES: &str = "src/language/dictionary/ru.rules.txt";

/// Makes the files; with `check`, only compares them with what is committed.
pub fn run(check: bool) -> ExitCode {
    match make(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn make(check: bool) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or("xtask lies in no repository")?;
    let data = fetch(&root.join("target/dictionary"))?;
    println!("── reading {}", data.display());
    let source = source::Source::read(&data)?;
    println!("── {} readings of word forms", source.readings.len());
    let entries = choose::choose(&source);
    let (automaton, rules) = pack::pack(&entries)?;
    println!(
        "── {} forms, {} rules, {} bytes",
        entries.len(),
        rules.lines().count(),
        automaton.len() + rules.len()
    );
    for (path, bytes) in [(AUTOMATON, automaton.as_slice()), (RULES, rules.as_bytes())] {
        let path = root.join(path);
        let same = std::fs::read(&path).is_ok_and(|old| old == bytes);
        if check && !same {
            return Err(format!("{} is not what this step makes", path.display()));
        }
        if !same {
            std::fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
        }
        println!(
            "── {} {}",
            path.display(),
            if same { "is up to date" } else { "written" }
        );
    }
    Ok(())
}

/// The data folder of the package, fetched and unpacked under `target` unless it is there already.
fn fetch(target: &Path) -> Result<PathBuf, String> {
    let unpacked = target.join(VERSION);
    let data = unpacked.join("pymorphy3_dicts_ru/data");
    if data.join("words.dawg").is_file() {
        return Ok(data);
    }
    std::fs::create_dir_all(target).map_err(|e| format!("{}: {e}", target.display()))?;
    // A requirement with its hash: pip refuses any other file.
    let wanted = target.join("requirements.txt");
    std::fs::write(&wanted, format!("{PACKAGE}=={VERSION} --hash=sha256:{SHA256}\n"))
        .map_err(|e| format!("{}: {e}", wanted.display()))?;
    println!("── fetching {PACKAGE} {VERSION}");
    let (target_text, wanted) = (target.to_string_lossy(), wanted.to_string_lossy());
    python(&[
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        &target_text,
        "--requirement",
        &wanted,
    ])?;
    let wheel = std::fs::read_dir(target)
        .map_err(|e| e.to_string())?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| {
            let name = path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            name.contains(VERSION) && name.ends_with(".whl")
        })
        .ok_or("pip left no wheel")?;
    python(&[
        "-m",
        "zipfile",
        "-e",
        &wheel.to_string_lossy(),
        &unpacked.to_string_lossy(),
    ])?;
    Ok(data)
}

fn python(args: &[&str]) -> Result<(), String> {
    let status = Command::new("python3")
        .args(args)
        .status()
        .map_err(|e| format!("python3: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("python3 {} failed", args.join(" ")))
    }
}
