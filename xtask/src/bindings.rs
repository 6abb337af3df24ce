//! What the tests of the bindings to C and Python need, and each of them by itself.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread::JoinHandle;

use crate::install::{self, ENVIRONMENT};
use crate::{cargo, run};

/// Puts there what is missing of the system, and begins to make the environment of Python, which waits for the network
/// more than for the processor.
pub fn prepare(needs: &[install::Need]) -> JoinHandle<bool> {
    install::programs(needs);
    std::thread::spawn(install::environment)
}

/// `cargo xtask c`: the header, and programs in C over the library.
pub fn c(header: bool) -> ExitCode {
    install::programs(&[install::VALGRIND]);
    let env: &[(&str, &str)] = if header { &[("LOTSMAN_HEADER", "write")] } else { &[] };
    tests("abi", env)
}

/// `cargo xtask python`: the package over the library that cargo builds beside the other tests.
pub fn python() -> ExitCode {
    let ready = prepare(install::OF_PYTHON).join().unwrap_or(false);
    if ready { tests("python", &[]) } else { ExitCode::FAILURE }
}

/// `cargo xtask wheel`: the package as people install it, built by maturin and installed into an environment of its own.
pub fn wheel() -> ExitCode {
    match prepare(install::OF_PYTHON)
        .join()
        .unwrap_or(false)
        .then(try_wheel)
        .flatten()
    {
        Some(wheel) => {
            println!("{}", wheel.display());
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}

/// The features of the whole workspace, so that nothing is compiled twice.
fn tests(name: &str, env: &[(&str, &str)]) -> ExitCode {
    let mut command = Command::new(cargo());
    command.args(["test", "--workspace", "--locked", "--test", name]);
    command.envs(env.iter().copied());
    code(run(&mut command))
}

fn try_wheel() -> Option<PathBuf> {
    let folder = Path::new("target/python/wheels");
    let _ = std::fs::remove_dir_all(folder);
    let python = Path::new(ENVIRONMENT).join("bin/python");
    let built = run(Command::new(Path::new(ENVIRONMENT).join("bin/maturin"))
        .args([
            "build",
            "--release",
            "--locked",
            "--manifest-path",
            "bindings/python/Cargo.toml",
        ])
        .args(["--compatibility", "linux", "--interpreter"])
        .arg(&python)
        .arg("--out")
        .arg(folder));
    let wheel = std::fs::read_dir(folder).ok()?.flatten().map(|e| e.path()).next()?;
    let lotsman = |arguments: &[&str]| run(Command::new(cargo()).args(["run", "--locked", "--"]).args(arguments));
    let bundle = |name: &str, more: &str| {
        let base = format!("target/python/{name}");
        let copied = run(Command::new("cp").args(["-rT", "bindings/base", &base]));
        let added = std::fs::write(format!("{base}/scenarios/more.scenario"), more).is_ok();
        let made = format!("{base}.lotsman");
        copied && added && lotsman(&["-C", &base, "build", "-o", &made])
    };
    // The base once more, signed by a key, and the key of somebody else.
    let signed = |file: &str| {
        let copied = std::fs::copy("target/python/base.lotsman", file).is_ok();
        let keys = ["target/python/signed", "target/python/stranger"];
        let made = keys.iter().all(|key| lotsman(&["keygen", "--force", "--output", key]));
        copied && made && lotsman(&["sign", file, "--key", "target/python/signed.key"])
    };
    let bundles = bundle("base", "")
        && bundle("other", "факт лишний: да_нет \"Лишний\"\nконец\n")
        && signed("target/python/signed.lotsman");
    let site = "target/python/site";
    let _ = std::fs::remove_dir_all(site);
    let installed = run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--no-deps", "--target", site])
        .arg(&wheel));
    let tested = || {
        let here = std::env::current_dir().unwrap_or_default();
        run(Command::new(here.join(&python))
            .args(["-m", "pytest", "-p", "no:cacheprovider"])
            .current_dir("bindings/python")
            .env("PYTHONPATH", here.join(site))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("LOTSMAN_TEST_BUNDLE", here.join("target/python/base.lotsman")))
    };
    (built && bundles && installed && tested()).then_some(wheel)
}

fn code(done: bool) -> ExitCode {
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
