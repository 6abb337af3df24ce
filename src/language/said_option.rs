//! An option that a question tells by the way: «муж потерял работу, что нам положено?».
//!
//! Only words that can hardly mean anything else are taken: a label or a synonym of two telling words or more, said
//! whole, in any form, within one clause, of one option alone.

use super::choice::{OptionWords, STOP};
use super::directory::form_of;
use super::normal::NormalForms;
use super::words::{Word, WordKind, words};

/// Words that may stand between two words of a phrase: «муж вчера потерял работу».
const BETWEEN: usize = 1;
/// How far before a phrase a word looks that makes it no statement.
const BEFORE: usize = 3;

/// Words of one person say who is meant, though they are too common elsewhere.
const PERSON: &[&str] = &["я", "мне", "меня", "мы", "нас", "нам", "i", "my", "we"];
/// «Если муж потеряет работу», «не потерял работу» tell nothing about what is.
const NOT_SAID: &[&str] = &["не", "ни", "если", "бы", "вдруг", "когда", "not", "if", "when", "would"];

/// The option that a text tells, with its first word and one past the last.
pub(super) fn option_said<F: AsRef<str>>(
    list: &[Word],
    said: &[F],
    options: &[OptionWords],
    forms: &NormalForms,
) -> Option<(usize, (usize, usize))> {
    let mut found: Vec<(usize, (usize, usize))> = Vec::new();
    for (option, of) in options.iter().enumerate() {
        for text in of.synonyms.iter().chain([&of.label]) {
            let phrase = phrase(text, forms);
            if !tells(&phrase) {
                continue;
            }
            let starts = (0..list.len()).filter_map(|at| Some((option, (at, ends(&phrase, list, said, at)?))));
            found.extend(starts.filter(|(_, (from, to))| is_stated(&phrase, list, *from, *to)));
        }
    }
    // «Муж потерял работу» holds «потерял работу»: the longer phrase is meant.
    let within = |a: (usize, usize), b: (usize, usize)| b.0 <= a.0 && a.1 <= b.1 && a != b;
    let whole: Vec<_> = found
        .iter()
        .filter(|(_, range)| !found.iter().any(|(_, other)| within(*range, *other)))
        .collect();
    let (option, range) = **whole.first()?;
    whole.iter().all(|(o, _)| *o == option).then_some((option, range))
}

/// Words of a phrase with their forms.
type Phrase = Vec<(Box<str>, String)>;

fn phrase(text: &str, forms: &NormalForms) -> Phrase {
    words(text)
        .into_iter()
        .filter(|w| w.kind != WordKind::Punct)
        .map(|w| {
            let form = form_of(&w, forms);
            (w.folded, form)
        })
        .collect()
}

/// Two words that say something, one of them more than who is meant.
fn tells(phrase: &Phrase) -> bool {
    let strong = phrase.iter().filter(|(w, _)| !STOP.contains(&**w)).count();
    let person = phrase.iter().filter(|(w, _)| PERSON.contains(&&**w)).count();
    strong > 0 && strong + person > 1
}

/// One past the last word where the phrase is said from word `at` on.
fn ends<F: AsRef<str>>(phrase: &Phrase, list: &[Word], said: &[F], at: usize) -> Option<usize> {
    let mut next = at;
    for (i, (_, form)) in phrase.iter().enumerate() {
        let reach = if i == 0 { 0 } else { BETWEEN };
        let clause = (next..=next + reach).take_while(|n| list.get(*n).is_some_and(|w| w.kind != WordKind::Punct));
        next = clause
            .into_iter()
            .find(|n| said.get(*n).is_some_and(|f| f.as_ref() == form))?
            + 1;
    }
    Some(next)
}

fn is_stated(phrase: &Phrase, list: &[Word], from: usize, to: usize) -> bool {
    let clause = list.get(..from).unwrap_or_default().iter().rev();
    let before = clause.take_while(|w| w.kind != WordKind::Punct).take(BEFORE);
    let inside = list.get(from..to).unwrap_or_default().iter();
    !before
        .chain(inside)
        .any(|w| NOT_SAID.contains(&&*w.folded) && !phrase.iter().any(|(p, _)| *p == w.folded))
}
