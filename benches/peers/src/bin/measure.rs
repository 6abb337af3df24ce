//! Runs one command and prints what it cost: `measure SECONDS COMMAND ARGUMENTS…`. After so many seconds it is
//! stopped.
//!
//! One process measures one command, because the peak memory that the system reports for children
//! is the highest of all of them. The last line of the output is
//! `measured WALL_US USER_US SYSTEM_US PEAK_KB EXIT_CODE`, the code `stopped` where it was.

use std::process::{Command, ExitCode, ExitStatus};
use std::time::{Duration, Instant};

/// How often it is looked whether the command has ended.
const TICK: Duration = Duration::from_millis(2);

#[cfg(unix)]
fn main() -> ExitCode {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let mut args = std::env::args_os().skip(1);
    let limit = args
        .next()
        .and_then(|a| a.to_str()?.parse().ok())
        .map(Duration::from_secs);
    let (Some(limit), Some(program)) = (limit, args.next()) else {
        eprintln!("usage: measure SECONDS COMMAND ARGUMENTS…");
        return ExitCode::from(2);
    };
    let started = Instant::now();
    let status = match ended(Command::new(&program).args(args), limit) {
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
    let code = match status {
        Some(status) => status.code().unwrap_or(-1).to_string(),
        None => "stopped".to_owned(),
    };
    println!(
        "measured {wall} {} {} {peak} {code}",
        usage.user_time().num_microseconds(),
        usage.system_time().num_microseconds(),
    );
    ExitCode::SUCCESS
}

/// Waits until a command has ended; none where it was stopped.
#[cfg(unix)]
fn ended(command: &mut Command, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    let mut child = command.spawn()?;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(TICK);
    }
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    let _ = Command::new("");
    eprintln!("measure: this system does not report the time and memory of child processes");
    ExitCode::from(2)
}
