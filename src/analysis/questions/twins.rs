//! L0701 a phrase of one topic that another topic has too.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{meet, related, topic};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::language::NormalForms;
use crate::model::Model;

/// Of so many topics with one phrase the first are named.
const OWNERS: usize = 4;

/// What a phrase says.
struct Said {
    topic: usize,
    phrase: usize,
    /// Normal forms in order of the alphabet: neither endings nor the order of words count.
    forms: Vec<String>,
    /// Its words as they stand.
    words: Vec<Box<str>>,
}

/// Reports the later of two topics with the same phrase. Topics above and below each other do not compete, and
/// editions of one topic repeat each other.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let forms = NormalForms::new(program.lang);
    let phrases: Vec<(usize, usize, &str)> = program
        .topics
        .iter()
        .enumerate()
        .flat_map(|(t, topic)| topic.phrases.iter().enumerate().map(move |(n, p)| (t, n, p.as_str())))
        .collect();
    let said: Vec<Said> = phrases
        .par_iter()
        .map(|(topic, phrase, text)| {
            let (words, mut forms): (Vec<Box<str>>, Vec<String>) =
                forms.forms(text).into_iter().map(|(w, form)| (w.folded, form)).unzip();
            forms.sort_unstable();
            Said {
                topic: *topic,
                phrase: *phrase,
                forms,
                words,
            }
        })
        .collect();
    let mut by_forms: FxHashMap<&[String], Vec<&Said>> = FxHashMap::default();
    for said in said.iter().filter(|s| !s.forms.is_empty()) {
        let earlier = by_forms.entry(&said.forms).or_default();
        let rival = |other: &&&Said| match (topic(program, said.topic), topic(program, other.topic)) {
            (Some(a), Some(b)) => !related(a, b) && meet(&a.valid, &b.valid),
            _ => false,
        };
        if let Some(other) = earlier.iter().find(rival) {
            found.extend(report(model, said, other));
        }
        if earlier.len() < OWNERS {
            earlier.push(said);
        }
    }
}

fn report(model: &Model, said: &Said, other: &Said) -> Option<Diagnostic> {
    let of = |s: &Said| {
        let topic = model.program.topics.get(s.topic)?;
        let place = model.places.topics.get(s.topic)?.phrases.get(s.phrase)?;
        Some((topic, topic.phrases.get(s.phrase)?, *place))
    };
    let ((_, phrase, place), (rival, _, first)) = (of(said)?, of(other)?);
    let how = if said.words == other.words {
        Arg::from("")
    } else {
        Arg::Words {
            ru: " Слова те же, отличаются только форма или порядок, а программа их не различает.".to_owned(),
            en: " The words are the same; only their form or order differs, which the service does not tell apart."
                .to_owned(),
        }
    };
    Some(
        Diagnostic::new(&codes::SAME_PHRASE, place.file, place.span)
            .arg("phrase", phrase.as_str())
            .arg("other", &*rival.path)
            .arg("title", rival.title.as_str())
            .arg("how", how)
            .also(first.file, first.span, "та же фраза здесь", "the same phrase here"),
    )
}
