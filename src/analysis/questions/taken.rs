//! What cues do to the phrases of topics, asked of the runtime: L0705 a phrase that its own topic forbids, L0706
//! one that another topic takes, L0707 one that two topics claim.

use rayon::prelude::*;

use super::{meet, related, topic, without_weight};
use crate::bundle::program::{Cue, CueWeight, TopicId};
use crate::diag::{Diagnostic, Diagnostics, Entry, codes};
use crate::model::Model;
use crate::runtime::understand::Reader;
use crate::runtime::understand::cues::CueIndex;
use crate::span::Place;
use crate::value::Date;

/// Any day: what is recognised in a phrase is of the same kind on all of them.
const DAY: Date = Date::constant(2026, 1, 1);

/// What the cues of the base make of a phrase.
struct Taken {
    entry: &'static Entry,
    by: (TopicId, usize),
}

/// Only decisive and forbidding cues say for sure what becomes of a phrase; points are weighed against what the
/// ranker thinks.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let strong = |c: &Cue| !matches!(c.weight, CueWeight::Points(_));
    if !program.topics.iter().flat_map(|t| &t.cues).any(strong) {
        return;
    }
    let cues = CueIndex::new(program);
    let reader = Reader::of(program, None);
    let of_topics: Vec<Diagnostics> = (0..program.topics.len())
        .into_par_iter()
        .map(|number| {
            let mut found = Diagnostics::new();
            let own = topic(program, number).zip(model.places.topics.get(number));
            for (phrase, place) in own.into_iter().flat_map(|(t, p)| t.phrases.iter().zip(&p.phrases)) {
                let question = reader.read(phrase, DAY);
                let matched = cues.matches(program, &question);
                if let Some(taken) = taken(model, number, &matched) {
                    found.extend(report(model, phrase, *place, &taken));
                }
            }
            found
        })
        .collect();
    found.extend(of_topics.into_iter().flatten());
}

fn taken(model: &Model, number: usize, matched: &[(TopicId, &Cue)]) -> Option<Taken> {
    let program = &model.program;
    let own = topic(program, number)?;
    let place = |id: TopicId, cue: &Cue| {
        let of = program.topics.get(id.index())?;
        Some((id, of.cues.iter().position(|c| std::ptr::eq(c, cue))?))
    };
    let of = |weight: CueWeight| move |(_, c): &&(TopicId, &Cue)| c.weight == weight;
    let is_own = |id: TopicId| id.index() == number;
    if let Some((id, cue)) = matched.iter().filter(of(CueWeight::Never)).find(|(id, _)| is_own(*id)) {
        let by = place(*id, cue)?;
        return Some(Taken {
            entry: &codes::OWN_PHRASE_FORBIDDEN,
            by,
        });
    }
    let forbidden = |id: TopicId| {
        matched
            .iter()
            .filter(of(CueWeight::Never))
            .any(|(other, _)| *other == id)
    };
    let decisive = || matched.iter().filter(of(CueWeight::Always));
    let claimed = decisive().any(|(id, _)| is_own(*id));
    let (id, cue) = decisive().find(|(id, _)| {
        let Some(other) = topic(program, id.index()) else {
            return false;
        };
        // Where both claim it, the deeper of a topic and the one above it is only the closer answer.
        let rival = if claimed {
            !related(own, other)
        } else {
            own.path != other.path
        };
        rival && meet(&own.valid, &other.valid) && !forbidden(*id)
    })?;
    let entry = if claimed {
        &codes::PHRASE_CLAIMED_TWICE
    } else {
        &codes::PHRASE_TAKEN
    };
    Some(Taken {
        entry,
        by: place(*id, cue)?,
    })
}

fn report(model: &Model, phrase: &str, place: Place, taken: &Taken) -> Option<Diagnostic> {
    let (id, number) = taken.by;
    let topic = model.program.topics.get(id.index())?;
    let at = model.places.topics.get(id.index())?.cues.get(number)?;
    Some(
        Diagnostic::new(taken.entry, place.file, place.span)
            .arg("phrase", phrase)
            .arg("other", &*topic.path)
            .arg("title", topic.title.as_str())
            .arg("cue", without_weight(topic.cues.get(number)?))
            .also(at.file, at.span, "этот признак", "this cue"),
    )
}
