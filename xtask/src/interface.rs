//! The public interface of the library, held to SemVer against the last release.

use std::process::{Command, ExitCode};

use crate::{cargo, run};

/// Where the tool is put: beside what is built, not among the tools of whoever runs this.
const ROOT: &str = "target/tools";
/// The tool, and the version that is known to work.
const TOOL: &str = "cargo-semver-checks";
const VERSION: &str = "0.51.0";

/// `cargo xtask semver`
pub fn semver() -> ExitCode {
    match kept() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the library keeps what the last tagged release has promised. Where nothing was released, nothing was promised.
pub fn kept() -> Result<(), String> {
    let Some(tag) = last_release() else {
        println!("no release is tagged yet: there is nothing to hold the interface to");
        return Ok(());
    };
    let program = format!("{ROOT}/bin/{TOOL}");
    let there = Command::new(&program).args(["semver-checks", "--version"]).output();
    if !there.is_ok_and(|o| o.status.success()) {
        println!("── installing {TOOL}");
        let installed = run(Command::new(cargo()).args([
            "install",
            "--quiet",
            "--locked",
            "--root",
            ROOT,
            TOOL,
            "--version",
            VERSION,
        ]));
        if !installed {
            return Err(format!(
                "{TOOL} {VERSION} could not be installed: the interface is not checked"
            ));
        }
    }
    // What a service links; the tool's own modules may change.
    let checked = run(Command::new(&program)
        .args(["semver-checks", "--package", "lotsman", "--baseline-rev", &tag])
        .args(["--only-explicit-features", "--features", "signature"]));
    let broken = || format!("the interface breaks what {tag} has promised: raise the version, or keep it");
    checked.then_some(()).ok_or_else(broken)
}

/// The newest tag `v…` that the history holds.
fn last_release() -> Option<String> {
    let output = Command::new("git")
        .args(["describe", "--tags", "--abbrev=0", "--match", "v*"])
        .output()
        .ok()?;
    let tag = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !tag.is_empty()).then_some(tag)
}
