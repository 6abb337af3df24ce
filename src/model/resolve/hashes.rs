//! Hashes of steps: whether a session that waits in a step may go on in another bundle.

use std::fmt::Write;

use crate::bundle::program::{Op, Program, Target};

/// Gives every step its hash. It is made of names, which are stable, never of indexes, and leaves
/// out words and conditions: those may change under a waiting session, what is asked and where its
/// answers lead may not.
pub(super) fn fill(program: &mut Program) {
    let mut hashes = Vec::with_capacity(program.steps.len());
    let mut shape = String::new();
    for (i, step) in program.steps.iter().enumerate() {
        let end = program
            .steps
            .get(i + 1)
            .map_or(program.nodes.len(), |next| next.first.index());
        shape.clear();
        for node in program.nodes.get(step.first.index()..end).unwrap_or(&[]) {
            write_op(program, &node.op, &mut shape);
        }
        let hash = blake3::hash(shape.as_bytes());
        let first = hash.as_bytes().first_chunk::<8>().copied().unwrap_or_default();
        hashes.push(u64::from_le_bytes(first));
    }
    for (step, hash) in program.steps.iter_mut().zip(hashes) {
        step.hash = hash;
    }
}

fn write_op(program: &Program, op: &Op, out: &mut String) {
    let fact = |id: &crate::bundle::program::FactId| program.facts.get(id.index()).map_or("", |f| &*f.name);
    // Writing to a string cannot fail.
    let _ = match op {
        Op::Say(_) => writeln!(out, "say"),
        Op::Ask { fact: id, .. } => {
            // Other answers on offer are another question.
            let declared = program.facts.get(id.index());
            let ty = declared.map(|f| format!("{:?}", f.ty)).unwrap_or_default();
            let options = declared.map(|f| f.options.as_slice()).unwrap_or_default();
            let options: Vec<&str> = options.iter().map(|o| &*o.name).collect();
            writeln!(out, "ask {} {ty} {}", fact(id), options.join(" "))
        }
        Op::Set(id, _) => writeln!(out, "set {}", fact(id)),
        Op::Forget(ids) => writeln!(out, "forget {}", ids.iter().map(fact).collect::<Vec<_>>().join(" ")),
        Op::Lookup { source, .. } => {
            let name = program.sources.get(source.index()).map_or("", |s| &*s.name);
            writeln!(out, "lookup {name}")
        }
        Op::Call { scenario, .. } => {
            let name = program.scenarios.get(scenario.index()).map_or("", |s| &*s.name);
            writeln!(out, "call {name}")
        }
        Op::Identify { method, .. } => {
            writeln!(out, "identify {}", method.as_deref().unwrap_or(""))
        }
        Op::Derive { fact: id, .. } => writeln!(out, "derive {}", fact(id)),
        Op::Measures { event, .. } => writeln!(out, "measures {event}"),
        Op::Go(target) => write_target(program, "go", target, out),
        Op::If { branches, otherwise } => {
            for target in branches.iter().map(|(_, t)| t).chain(otherwise) {
                let _ = write_target(program, "if", target, out);
            }
            Ok(())
        }
        Op::Menu { options, .. } => {
            for option in options {
                let _ = write_target(program, &option.name, &option.target, out);
            }
            Ok(())
        }
    };
}

fn write_target(program: &Program, lead: &str, target: &Target, out: &mut String) -> std::fmt::Result {
    match target {
        Target::Step(id) => {
            let name = program.steps.get(id.index()).map_or("", |s| &*s.name);
            writeln!(out, "{lead} -> step {name}")
        }
        Target::Finish(id, _) => {
            let name = program.outcomes.get(id.index()).map_or("", |o| &*o.name);
            writeln!(out, "{lead} -> finish {name}")
        }
        Target::Operator(id, _) => {
            let name = program.queues.get(id.index()).map_or("", |q| &*q.name);
            writeln!(out, "{lead} -> operator {name}")
        }
        Target::Return => writeln!(out, "{lead} -> return"),
        Target::Topic(id) => {
            let path = program.topics.get(id.index()).map_or("", |t| &*t.path);
            writeln!(out, "{lead} -> topic {path}")
        }
    }
}
