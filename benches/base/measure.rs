//! Child processes and what they cost.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Anything that stops the benchmark, in words.
pub type Failure = Box<dyn std::error::Error>;

/// What one run of a command cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Time by the clock, microseconds.
    pub wall: u64,
    /// Processor time, user and system, over all threads, microseconds.
    pub cpu: u64,
    /// Peak resident memory, kilobytes.
    pub peak: u64,
    /// It took longer than it may, and the figures are those up to then.
    pub stopped: bool,
}

/// No command of a benchmark runs longer than that, in seconds.
const LIMIT: u64 = 200;

/// The helper programs: built once, outside the workspace.
pub struct Peers {
    folder: PathBuf,
}

impl Peers {
    /// Builds the peers in release mode next to the tool's own artefacts.
    pub fn build() -> Result<Self, Failure> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), PathBuf::from)
            .join("peers");
        let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--release", "--quiet", "--locked", "--manifest-path"])
            .arg(root.join("benches/peers/Cargo.toml"))
            .arg("--target-dir")
            .arg(&target)
            .status()?;
        if !status.success() {
            return Err("the peers in benches/peers do not build".into());
        }
        Ok(Self {
            folder: target.join("release"),
        })
    }

    /// ink's compiler.
    pub fn ink(&self) -> PathBuf {
        self.folder.join("ink").with_extension(env::consts::EXE_EXTENSION)
    }

    /// Analyses a base once, in a process of its own: microseconds of the processor.
    pub fn analysis(&self, dir: &Path) -> Result<u64, Failure> {
        let output = Command::new(env::current_exe()?).arg("analyse").arg(dir).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let figure = text.lines().find_map(|line| line.strip_prefix("analysed "));
        match figure.and_then(|f| f.split(' ').next()) {
            Some(figure) => Ok(figure.parse()?),
            None => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
        }
    }

    /// Runs a command once. A command that fails is not a measurement: its output is the error.
    pub fn run(&self, program: &Path, args: &[&Path]) -> Result<Cost, Failure> {
        let stopwatch = self.folder.join("measure").with_extension(env::consts::EXE_EXTENSION);
        let limit = LIMIT.to_string();
        let output = Command::new(stopwatch).arg(limit).arg(program).args(args).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let said = || {
            format!(
                "{}\n{text}{}",
                program.display(),
                String::from_utf8_lossy(&output.stderr)
            )
        };
        let figures = text
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("measured "))
            .ok_or_else(said)?;
        let (figures, code) = figures.rsplit_once(' ').ok_or_else(said)?;
        let numbers: Vec<u64> = figures.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        match (numbers.as_slice(), code) {
            ([wall, user, system, peak], "0" | "stopped") => Ok(Cost {
                wall: *wall,
                cpu: user + system,
                peak: *peak,
                stopped: code == "stopped",
            }),
            _ => Err(said().into()),
        }
    }
}

/// The median of every figure.
pub fn median(costs: &[Cost]) -> Cost {
    let middle = |figure: fn(&Cost) -> u64| {
        let mut figures: Vec<u64> = costs.iter().map(figure).collect();
        figures.sort_unstable();
        figures.get(figures.len() / 2).copied().unwrap_or_default()
    };
    Cost {
        wall: middle(|c| c.wall),
        cpu: middle(|c| c.cpu),
        peak: middle(|c| c.peak),
        stopped: costs.iter().any(|c| c.stopped),
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = |text: String| if self.stopped { format!(">{text}") } else { text };
        write!(
            out,
            "{:>9} | {:>9} | {:>10}",
            least(seconds(self.cpu)),
            least(seconds(self.wall)),
            least(megabytes(self.peak))
        )
    }
}

/// A time for people.
pub fn seconds(microseconds: u64) -> String {
    let milliseconds = (microseconds + 500) / 1000;
    format!("{}.{:03} s", milliseconds / 1000, milliseconds % 1000)
}

fn megabytes(kilobytes: u64) -> String {
    let tenths = (kilobytes * 10 + 512) / 1024;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// How many times one figure is in another, in tenths.
pub fn times(of: u64, one: u64) -> String {
    let tenths = (of * 10 + one / 2) / one.max(1);
    format!("{}.{}×", tenths / 10, tenths % 10)
}
