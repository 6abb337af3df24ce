//! Evaluates a decision of zen-engine: `zen DECISION.json CASES.json ROUNDS`, the cases an array of
//! contexts. Prints the nanoseconds of one evaluation, the best of the rounds, then the answer to each
//! case, so that they can be compared.

use std::process::ExitCode;
use std::time::Instant;

use serde_json::Value;
use zen_engine::model::DecisionContent;
use zen_engine::{DecisionEngine, Variable};

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [decision, cases, rounds] = args.as_slice() else {
        eprintln!("usage: zen DECISION.json CASES.json ROUNDS");
        return ExitCode::from(2);
    };
    match run(decision, cases, rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(decision: &str, cases: &str, rounds: &str) -> Result<(), Failure> {
    let content: DecisionContent = serde_json::from_str(&std::fs::read_to_string(decision)?)?;
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(cases)?)?;
    let rounds: usize = rounds.parse()?;
    let mut decision = DecisionEngine::default().create_decision(content.into())?;
    decision.compile();
    let contexts: Vec<Variable> = cases.into_iter().map(Variable::from).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let mut answers = Vec::with_capacity(contexts.len());
        for context in &contexts {
            let response = decision.evaluate(context.clone()).await.map_err(|e| e.to_string())?;
            answers.push(response.result.to_value());
        }
        let mut best = u128::MAX;
        for _ in 0..rounds {
            let start = Instant::now();
            for context in &contexts {
                let response = decision.evaluate(context.clone()).await.map_err(|e| e.to_string())?;
                std::hint::black_box(&response.result);
            }
            best = best.min(start.elapsed().as_nanos());
        }
        println!("{}", best / contexts.len().max(1) as u128);
        for answer in answers {
            println!("{answer}");
        }
        Ok(())
    })
}
