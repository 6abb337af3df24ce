//! What is known when a step begins, for people who look at a scenario: the forward sets of the
//! checks, one fact at a time.

use rayon::prelude::*;

use super::flow::Flow;
use super::loops::in_circles;
use super::paths::{Effects, Followed, Paths, told};
use super::space::{Key, Region, Scanner, Var};
use super::summary::Summaries;
use crate::bundle::program::{FactId, ScenarioId};
use crate::diag::Arg;
use crate::diagram::NONE;
use crate::model::Model;
use crate::runtime::Prepared;
use crate::value::Lang;

/// Facts with what is known of each, in order of the conditions that read them.
pub type Known = Vec<(FactId, Arg)>;

/// For each of some scenarios and each of its steps what every run knows that comes there, as far as it
/// is still going to be read. Nothing is said of a fact of which all is possible, nor in a step that
/// nobody can reach.
pub fn known(model: &Model, scenarios: &[ScenarioId]) -> Vec<Vec<Known>> {
    let summaries = Summaries::new(&model.program);
    let effects = Effects::new(&model.program);
    let prepared = Prepared::new(&model.program);
    scenarios
        .par_iter()
        .map_init(
            || Scanner::new(&model.program, &prepared),
            |scanner, id| {
                let flow = Flow::new(&model.program, *id, &summaries);
                let paths = Paths::new(model, scanner, &effects, Followed::plain(*id), &in_circles(&flow));
                paths.map_or(Vec::new(), |mut paths| of_steps(&mut paths))
            },
        )
        .collect()
}

fn of_steps(paths: &mut Paths<'_, '_>) -> Vec<Known> {
    (0..paths.entry.len()).map(|step| of_step(paths, step)).collect()
}

fn of_step(paths: &mut Paths<'_, '_>, step: usize) -> Known {
    let set = paths.entry.get(step).copied().unwrap_or(NONE);
    let support = paths.space.forest.support(&[set]);
    let mut out = Known::new();
    for var in support {
        let Some(Key::Fact(fact)) = paths.space.get(var).map(|v| v.key.clone()) else {
            continue;
        };
        let all = paths.space.forest.arity().get(var as usize).copied().unwrap_or(0);
        let possible: Vec<u32> = (0..all)
            .filter(|value| paths.narrowed(set, var, |v, _| v == *value) != NONE)
            .collect();
        if possible.len() < all as usize {
            out.extend(words(paths, var, fact, &possible).map(|words| (fact, words)));
        }
    }
    out
}

/// The values that are possible, in words. Where the person may have said anything, that is shorter
/// than all values.
fn words(paths: &Paths<'_, '_>, var: u32, fact: FactId, possible: &[u32]) -> Option<Arg> {
    let var = paths.space.get(var)?;
    let declared = paths.program().facts.get(fact.index())?;
    let any_value = (0..var.not_sure()).all(|v| possible.contains(&v));
    let say = |lang: Lang| {
        let ru = lang == Lang::Ru;
        let mut parts: Vec<String> = Vec::new();
        if any_value {
            parts.push(
                (if ru {
                    "известно, любое значение"
                } else {
                    "known, any value"
                })
                .to_owned(),
            );
        }
        if !any_value {
            let regions = joined(var, possible);
            parts.extend(regions.iter().map(|region| told(declared, Some(region), false, lang)));
        }
        if possible.contains(&var.not_sure()) {
            parts.push(
                (if ru {
                    "ответ «не знаю»"
                } else {
                    "answered “I don't know”"
                })
                .to_owned(),
            );
        }
        if possible.contains(&var.not_asked()) {
            parts.push((if ru { "не спрошено" } else { "not asked" }).to_owned());
        }
        parts.join(if ru { " или " } else { " or " })
    };
    Some(Arg::Words {
        ru: say(Lang::Ru),
        en: say(Lang::En),
    })
}

/// The regions that are possible; neighbours in a line are one.
fn joined(var: &Var, possible: &[u32]) -> Vec<Region> {
    let mut out: Vec<Region> = Vec::new();
    let mut before = None;
    for (n, region) in var.regions.iter().enumerate() {
        if !possible.iter().any(|v| *v as usize == n) {
            continue;
        }
        let follows = before.is_some_and(|b: usize| b + 1 == n);
        before = Some(n);
        // An end that is open may be one that does not belong: only the last region has no end.
        if let (true, Some((_, high)), Some(last)) = (follows, &region.ends, out.last_mut())
            && (high.is_some() || n + 1 == var.regions.len())
            && let Some((_, end)) = &mut last.ends
            && end.is_some()
        {
            end.clone_from(high);
            continue;
        }
        out.push(region.clone());
    }
    out
}
