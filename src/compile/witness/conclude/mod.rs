//! What a finding says of a rule or a table, worked out by the engine that serves people: no row fits,
//! or those that fit contradict each other.

use super::{defaults, find, script};
use crate::bundle::orders::Pursuit;
use crate::bundle::program::{Fact, Program, Validity};
use crate::diag::{Entry, Said, Witness, codes};
use crate::runtime::{Conclusion, Engine, Note, StartOptions, asked_below};
use crate::value::{Date, Name, Type, Value};

/// The day of a witness that happens on any day: a working Monday.
const DAY: Date = Date::constant(2024, 1, 15);
/// Ways in which values that a witness leaves open are chosen.
const VARIANTS: usize = 16;
/// Days that are tried, where a witness names none.
const DAYS: usize = 4;

/// What the engine must come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Everything that counts is known, and no rule or row applies.
    NoRule,
    /// Rules or rows that apply conclude differently.
    Conflict,
    /// No value, for whatever reason.
    Nothing,
}

impl Wanted {
    /// What a finding foretells.
    pub fn of(entry: &Entry) -> Self {
        let is = |codes: &[&Entry]| codes.iter().any(|e| e.code == entry.code);
        if is(&[&codes::TABLE_GAP, &codes::GAP_FALLS_THROUGH, &codes::RULES_LEAVE_OPEN]) {
            Self::NoRule
        } else if is(&[&codes::ROWS_OVERLAP, &codes::ROWS_DISAGREE, &codes::RULES_CONFLICT]) {
            Self::Conflict
        } else {
            Self::Nothing
        }
    }

    fn is(self, conclusion: &Conclusion) -> bool {
        match self {
            Self::NoRule => matches!(conclusion, Conclusion::NoRule),
            Self::Conflict => matches!(conclusion, Conclusion::Conflict(_)),
            Self::Nothing => !matches!(conclusion, Conclusion::Value(_)),
        }
    }
}

/// A case that came out as foretold.
pub struct Replayed {
    /// The day on which it does.
    pub day: Date,
    /// Lines of a test that fails as long as it does; none where no test can say what should come out.
    pub lines: Option<Vec<String>>,
}

/// Works out what a conclusion comes to; `None` where it comes out otherwise than foretold. What the
/// witness leaves open, the day among it, is chosen so that everything that counts is known.
///
/// `of` is the conclusion, and when the edition is in force that is found fault with: on other days nothing
/// is concluded either, but for another reason.
pub fn conclude(engine: &Engine, witness: &Witness, of: (&Name, Validity), wanted: Wanted) -> Option<Replayed> {
    let program = engine.program();
    let (name, valid) = of;
    let days = witness.day.map_or_else(|| days(program, name, &valid), |day| vec![day]);
    for day in days {
        for variant in 0..VARIANTS {
            let mut witness = witness.clone();
            find::born(program, &mut witness, day);
            let named = told(&witness);
            let mut choice = Choice { program, day, variant };
            let mut given = named.clone();
            // What the engine waits for, and where that is not enough, all that it may look at: of what comes
            // to nothing whatever else is known, it does not say why.
            waited_for(engine, name, &mut given, &mut choice)?;
            let mut all = given.clone();
            looked_at(engine, name, &mut all, &mut choice);
            let short = came_out(engine, &given, name, day, wanted);
            // Nothing is concluded of what contradicts itself either, as long as something is not known.
            let whole = (!short || wanted == Wanted::NoRule) && came_out(engine, &all, name, day, wanted);
            if !(whole || short && wanted != Wanted::NoRule) {
                // The witness said it all: there is nothing else to choose on this day.
                if all.len() == named.len() {
                    break;
                }
                continue;
            }
            if !short {
                given = all;
            }
            return Some(Replayed {
                day,
                lines: lines(program, &given, name, day),
            });
        }
    }
    None
}

/// The values that a witness names.
fn told(witness: &Witness) -> Vec<(Name, Value)> {
    let known = witness.facts.iter().filter_map(|(fact, said)| match said {
        Said::Answered(value) | Said::Before(value) | Said::Range(_, value) => Some((fact.clone(), value.clone())),
        Said::Derived(_) | Said::NotAsked => None,
    });
    known.collect()
}

/// Chooses values for facts, in another way for each variant.
struct Choice<'p> {
    program: &'p Program,
    day: Date,
    variant: usize,
}

impl Choice<'_> {
    fn value(&mut self, fact: &Fact) -> Option<Value> {
        let values = defaults::values(self.program, fact, self.day);
        let count = values.len().max(1);
        let value = values.get(self.variant % count)?.clone();
        self.variant /= count;
        Some(value)
    }
}

/// Adds the facts that a goal waits for; `None` where one of them can have no value.
fn waited_for(engine: &Engine, name: &str, given: &mut Vec<(Name, Value)>, choice: &mut Choice<'_>) -> Option<()> {
    let program = engine.program();
    for _ in 0..=program.facts.len() {
        let Conclusion::Missing { unset, .. } = engine.decide(name, given, choice.day)?.outcome else {
            break;
        };
        let Some(next) = unset.first() else { break };
        let fact = program.facts.iter().find(|f| f.name == *next)?;
        given.push((next.clone(), choice.value(fact)?));
    }
    Some(())
}

/// Adds all other facts that a goal may look at.
fn looked_at(engine: &Engine, name: &str, given: &mut Vec<(Name, Value)>, choice: &mut Choice<'_>) {
    let program = engine.program();
    let goal = engine.fact_id(name).map(Pursuit::Fact);
    for id in goal.map(|g| asked_below(program, &g)).unwrap_or_default() {
        let Some(fact) = program.facts.get(id.index()) else {
            continue;
        };
        if !given.iter().any(|(known, _)| *known == fact.name)
            && let Some(value) = choice.value(fact)
        {
            given.push((fact.name.clone(), value));
        }
    }
}

/// Whether a session with these facts comes to what was foretold.
fn came_out(engine: &Engine, given: &[(Name, Value)], name: &str, day: Date, wanted: Wanted) -> bool {
    let options = StartOptions {
        facts: given.to_vec(),
        ..StartOptions::default()
    };
    let (session, turn) = engine.start(&options, day.at(12, 0, 0, 0));
    let refused = |n: &Note| matches!(n, Note::WrongType(_) | Note::UnknownFact(_));
    if turn.explanation.notes.iter().any(refused) {
        return false;
    }
    let outcome = engine.outcome(&session, name);
    outcome.is_some_and(|decided| wanted.is(&decided.outcome))
}

/// The case as a test: whatever should come out, something should.
fn lines(program: &Program, given: &[(Name, Value)], name: &str, day: Date) -> Option<Vec<String>> {
    let lang = program.lang;
    let mut lines = vec![script::day(day, lang)];
    for (fact, value) in given {
        lines.push(script::given(fact, value, lang)?);
    }
    let fact = program.facts.iter().find(|f| *f.name == *name)?;
    // A table with several outputs has no value that a test could name.
    if matches!(fact.ty, Type::Record(_)) {
        return None;
    }
    let expected = defaults::values(program, fact, day);
    lines.push(expected.iter().find_map(|v| script::fact(name, v, lang))?);
    Some(lines)
}

/// Days on which an edition is in force: the usual one, and those on which it or another begins or ends.
fn days(program: &Program, name: &str, valid: &Validity) -> Vec<Date> {
    let decisions = program.decisions.iter().filter(|d| *d.name == *name).map(|d| &d.valid);
    let rules = program.rules.iter().filter(|r| *r.name == *name).map(|r| &r.valid);
    let ends = |valid: &Validity| [valid.from, valid.until];
    let mut days = Vec::new();
    let own = std::iter::once(valid);
    for day in [Some(DAY)]
        .into_iter()
        .chain(own.chain(decisions).chain(rules).flat_map(ends))
        .flatten()
    {
        if valid.holds(day) && !days.contains(&day) {
            days.push(day);
        }
    }
    days.truncate(DAYS);
    days
}

#[cfg(test)]
mod tests;
