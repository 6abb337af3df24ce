//! Replay: what a check says can happen is made to happen in the engine, and written down as a test.

mod conclude;
pub(crate) mod defaults;
mod drive;
mod find;
mod script;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use rayon::prelude::*;

use conclude::Wanted;
pub use find::conclusion_at;

use crate::bundle::BundleId;
use crate::bundle::program::Program;
use crate::diag::{Arg, Diagnostic, Diagnostics, Witness};
use crate::model::Model;
use crate::runtime::Engine;
use crate::runtime::understand::Understanding;

/// Findings of one check that are replayed, in order of report. A base with more is far from ready,
/// and the first ones show what is wrong; the others keep what was proved of them.
const MOST: usize = 200;
/// Ways in which what a witness leaves open is chosen, before it is given up.
const VARIANTS: usize = 12;

/// Replays the witnesses of the findings: fills in their conversations and whether the engine went
/// the way that was foretold.
pub fn replay(model: &Model, found: &mut Diagnostics) {
    let mut seen: Vec<(&'static str, usize)> = Vec::new();
    let mut chosen: Vec<&mut Diagnostic> = Vec::new();
    for diagnostic in found.iter_mut().filter(|d| d.witness.is_some()) {
        let code = diagnostic.entry.code;
        let at = seen.iter().position(|(c, _)| *c == code).unwrap_or_else(|| {
            seen.push((code, 0));
            seen.len() - 1
        });
        if let Some((_, times)) = seen.get_mut(at).filter(|(_, times)| *times < MOST) {
            *times += 1;
            chosen.push(diagnostic);
        }
    }
    if chosen.is_empty() {
        return;
    }
    let engine = engine(model);
    chosen.into_par_iter().for_each(|d| one(&engine, model, d));
}

/// An engine that follows a model, without what only free questions need.
pub fn engine(model: &Model) -> Engine {
    let program = Arc::new(model.program.clone());
    let judge = Arc::new(Understanding::new(&program, None));
    Engine::from_parts(program, BundleId([0; 32]), judge, None)
}

fn one(engine: &Engine, model: &Model, diagnostic: &mut Diagnostic) {
    let title = diagnostic.headline(model.program.lang);
    let wanted = Wanted::of(diagnostic.entry);
    let conclusion = find::edition_at(model, diagnostic.place);
    let Some(witness) = &mut diagnostic.witness else { return };
    dated(&model.program, witness);
    witness.tried = true;
    if witness.scenario.is_none() {
        let case = conclusion.and_then(|of| conclude::conclude(engine, witness, of, wanted));
        witness.replayed = case.is_some();
        match case {
            Some(case) => {
                find::born(&model.program, witness, case.day);
                let lines = case.lines;
                witness.script = lines.map(|lines| script::text(&title, &lines, model.program.lang));
            }
            None => perhaps(diagnostic),
        }
    } else if let Some(script) = replayed(engine, witness, &title) {
        witness.script = script;
        witness.replayed = true;
    }
}

/// Settles the day of a conversation in which somebody's age counts, and the dates that give the ages.
fn dated(program: &Program, witness: &mut Witness) {
    if let (Some(name), false) = (&witness.scenario, witness.ages.is_empty()) {
        let day = witness.day.unwrap_or_else(|| drive::day_of(program, name));
        witness.day = Some(day);
        find::born(program, witness, day);
    }
}

/// «Возможно» in the headline of what did not come out as foretold.
fn perhaps(diagnostic: &mut Diagnostic) {
    if let Some((_, words)) = diagnostic.args.iter_mut().find(|(name, _)| *name == "maybe") {
        *words = Arg::Words {
            ru: "возможно, ".to_owned(),
            en: "possibly, ".to_owned(),
        };
    }
}

/// The conversation as a test, where one can be written of it; `None` where the engine goes another way.
fn replayed(engine: &Engine, witness: &Witness, title: &str) -> Option<Option<String>> {
    let lines = (0..VARIANTS).find_map(|variant| drive::converse(engine, witness, variant))?;
    Some(lines.map(|lines| script::text(title, &lines, engine.program().lang)))
}
