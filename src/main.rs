//! The `lotsman` tool.

use std::process::ExitCode;

fn main() -> ExitCode {
    lotsman::cli::main()
}
