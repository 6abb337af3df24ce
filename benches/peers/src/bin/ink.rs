//! Compiles one ink file as `rinklecate` would: `ink FILE`. Prints the size of the result, so that
//! nothing can be optimised away.

use std::process::ExitCode;

use bladeink_compiler::Compiler;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: ink FILE");
        return ExitCode::from(2);
    };
    let source = match std::fs::read_to_string(&path) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    match Compiler::new().compile(&source) {
        Ok(json) => {
            println!("{}", json.len());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}
