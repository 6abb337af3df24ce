//! What the tests of the bindings to C and Python need, and each of them by itself.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread::JoinHandle;

use crate::cargo;

/// Programs of the tests with how they are asked whether they are there, and Debian's packages that bring them.
const PROGRAMS: &[(&str, &str, &str)] = &[
    ("valgrind", "--version", "valgrind"),
    ("python3", "--version", "python3"),
    ("java", "-version", "default-jre-headless"), // PySpark
];

/// The Python of the tests, and what is installed in it.
const ENVIRONMENT: &str = "target/python/venv";
const REQUIREMENTS: &str = "bindings/python/tests/requirements.txt";

/// Puts there what is missing of the system, and begins to make the environment of Python, which waits for the network
/// more than for the processor.
pub fn prepare() -> JoinHandle<bool> {
    install(PROGRAMS);
    std::thread::spawn(environment)
}

/// `cargo xtask c`: the header, and programs in C over the library.
pub fn c(header: bool) -> ExitCode {
    install(&PROGRAMS[..1]);
    let env: &[(&str, &str)] = if header { &[("LOTSMAN_HEADER", "write")] } else { &[] };
    tests("abi", env)
}

/// `cargo xtask python`: the package over the library that cargo builds beside the other tests.
pub fn python() -> ExitCode {
    let ready = prepare().join().unwrap_or(false);
    if ready { tests("python", &[]) } else { ExitCode::FAILURE }
}

/// `cargo xtask wheel`: the package as people install it, built by maturin and installed into an environment of its own.
pub fn wheel() -> ExitCode {
    match prepare().join().unwrap_or(false).then(try_wheel).flatten() {
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
    let bundle = |name: &str, more: &str| {
        let base = format!("target/python/{name}");
        let copied = run(Command::new("cp").args(["-rT", "bindings/base", &base]));
        let added = std::fs::write(format!("{base}/scenarios/more.scenario"), more).is_ok();
        let made = format!("{base}.lotsman");
        copied && added && run(Command::new(cargo()).args(["run", "--locked", "--", "-C", &base, "build", "-o", &made]))
    };
    let bundles = bundle("base", "") && bundle("other", "факт лишний: да_нет \"Лишний\"\nконец\n");
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

/// Makes the environment, unless it has what is asked for already.
fn environment() -> bool {
    let environment = Path::new(ENVIRONMENT);
    let wanted = std::fs::read_to_string(REQUIREMENTS).unwrap_or_default();
    let stamp = environment.join("requirements.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
        return true;
    }
    println!("── making {ENVIRONMENT}");
    let _ = std::fs::remove_dir_all(environment);
    let make = || run(Command::new("python3").args(["-m", "venv", ENVIRONMENT]));
    // Debian has the module in a package of its own.
    let made = make() || (apt_get(&["python3-venv"]) && make());
    let filled = made
        && run(Command::new(environment.join("bin/python")).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
            REQUIREMENTS,
        ]));
    if filled {
        let _ = std::fs::write(stamp, wanted);
    } else {
        println!("{ENVIRONMENT} could not be made: the tests of the Python package will fail");
    }
    filled
}

/// Installs what does not answer. Where that cannot be done the tests fail, and say what they lack.
fn install(programs: &[(&str, &str, &str)]) {
    let answers = |name: &str, ask: &str| {
        let version = Command::new(name).arg(ask).output();
        version.is_ok_and(|o| o.status.success())
    };
    let missing = programs.iter().filter(|(name, ask, _)| !answers(name, ask));
    let missing: Vec<&str> = missing.map(|(_, _, package)| *package).collect();
    if missing.is_empty() {
        return;
    }
    println!("── installing {}", missing.join(" "));
    if !apt_get(&missing) {
        println!(
            "{} is neither there nor could apt-get install it: the tests of the bindings will fail",
            missing.join(" ")
        );
    }
}

fn apt_get(packages: &[&str]) -> bool {
    let apt = |args: &[&str]| {
        run(Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(args))
    };
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(packages);
    apt(&install) || (apt(&["update"]) && apt(&install))
}

fn run(command: &mut Command) -> bool {
    command.status().is_ok_and(|s| s.success())
}

fn code(done: bool) -> ExitCode {
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
