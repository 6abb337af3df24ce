//! Runs one command and prints what it cost: `measure COMMAND ARGUMENTS…`.
//!
//! One process measures one command, because the peak memory that the system reports for children
//! is the highest of all of them. The last line of the output is
//! `measured WALL_US USER_US SYSTEM_US PEAK_KB EXIT_CODE`.

use std::process::{Command, ExitCode};

#[cfg(unix)]
fn main() -> ExitCode {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let mut args = std::env::args_os().skip(1);
    let Some(program) = args.next() else {
        eprintln!("usage: measure COMMAND ARGUMENTS…");
        return ExitCode::from(2);
    };
    let started = std::time::Instant::now();
    let status = match Command::new(&program).args(args).status() {
        Ok(status) => status,
        Err(error) => {
            eprintln!("{}: {error}", program.to_string_lossy());
            return ExitCode::from(2);
        }
    };
    let wall = started.elapsed().as_micros();
    let usage = match getrusage(UsageWho::RUSAGE_CHILDREN) {
        Ok(usage) => usage,
        Err(error) => {
            eprintln!("getrusage: {error}");
            return ExitCode::from(2);
        }
    };
    // Kilobytes on Linux, bytes on macOS.
    let peak = if cfg!(target_os = "macos") {
        usage.max_rss() / 1024
    } else {
        usage.max_rss()
    };
    println!(
        "measured {wall} {} {} {peak} {}",
        usage.user_time().num_microseconds(),
        usage.system_time().num_microseconds(),
        status.code().unwrap_or(-1),
    );
    ExitCode::SUCCESS
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    let _ = Command::new("");
    eprintln!("measure: this system does not report the time and memory of child processes");
    ExitCode::from(2)
}
