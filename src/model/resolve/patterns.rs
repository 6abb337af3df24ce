//! Cues: patterns over normal forms.

use super::names::Space;
use super::text::trimmed;
use super::{At, Cx};
use crate::bundle::program::{Cue, CueWeight, Pattern};
use crate::diag::codes;
use crate::language::{WordKind, words};
use crate::syntax::tree;

/// Entities that the language knows, in both spellings; the first is the stable one.
const ENTITIES: [(&str, &str); 7] = [
    ("число", "number"),
    ("дата", "date"),
    ("деньги", "money"),
    ("длительность", "duration"),
    ("возраст", "age"),
    ("телефон", "phone"),
    ("снилс", "snils"),
];

impl<'a> Cx<'a> {
    pub(super) fn cue(&mut self, at: At<'a>, cue: &tree::Cue) -> Cue {
        if cue.weight == CueWeight::Points(0) {
            self.report(at.finding(&codes::ZERO_WEIGHT, cue.span));
        }
        Cue {
            weight: cue.weight,
            pattern: self.pattern(at, &cue.pattern),
            shown: trimmed(at.file.source.slice(cue.span)),
        }
    }

    fn pattern(&mut self, at: At<'a>, pattern: &tree::Pattern) -> Pattern {
        let mut all = |parts: &[tree::Pattern]| parts.iter().map(|p| self.pattern(at, p)).collect::<Vec<_>>();
        match pattern {
            tree::Pattern::Word(span) => Pattern::Form(self.forms.form(at.folded(*span))),
            tree::Pattern::Exact(span) => Pattern::Exact(at.folded(*span).to_owned()),
            tree::Pattern::Prefix(span) => Pattern::Prefix(at.folded(*span).to_owned()),
            tree::Pattern::Phrase(text) => {
                let forms = self.phrase_forms(&at.file.text(*text));
                if forms.is_empty() {
                    self.report(at.finding(&codes::EMPTY_TEXT, text.span));
                    return nothing();
                }
                Pattern::Phrase(forms)
            }
            tree::Pattern::Synonym(name) => self.synonyms(at, *name),
            tree::Pattern::Entity(name) => self.entity(at, *name),
            tree::Pattern::And(parts) => Pattern::And(all(parts)),
            tree::Pattern::Or(parts) => Pattern::Or(all(parts)),
            tree::Pattern::Not(inner) => Pattern::Not(Box::new(self.pattern(at, inner))),
            tree::Pattern::Near(a, n, b) => {
                Pattern::Near(Box::new(self.pattern(at, a)), *n, Box::new(self.pattern(at, b)))
            }
            tree::Pattern::Error => nothing(),
        }
    }

    /// Normal forms of the words of a phrase, signs left out.
    fn phrase_forms(&self, text: &str) -> Vec<String> {
        words(text)
            .into_iter()
            .filter_map(|w| match w.kind {
                WordKind::Punct => None,
                WordKind::Number => Some(w.folded.to_string()),
                WordKind::Word => Some(self.forms.form(&w.folded)),
            })
            .collect()
    }

    /// A list of synonyms is any of its words or phrases.
    fn synonyms(&mut self, at: At<'a>, name: tree::Ident) -> Pattern {
        let folded = at.file.name(name);
        if self
            .find(Space::Synonyms, at, name.span, folded, &codes::UNKNOWN_REFERENCE)
            .is_none()
        {
            return nothing();
        }
        let Some(list) = self.reference.synonyms.get(folded) else {
            return nothing();
        };
        let mut any = Vec::with_capacity(list.words.len());
        for word in &list.words {
            let mut forms = self.phrase_forms(word);
            match (forms.len(), forms.pop()) {
                (1, Some(form)) => any.push(Pattern::Form(form)),
                (_, Some(last)) => {
                    forms.push(last);
                    any.push(Pattern::Phrase(forms));
                }
                (_, None) => {}
            }
        }
        if any.is_empty() && !self.reference.broken {
            let place = list.place;
            self.report(at.finding(&codes::EMPTY_SYNONYMS, name.span).arg("name", folded).also(
                place.file,
                place.span,
                "пустой список",
                "the empty list",
            ));
        }
        Pattern::Or(any)
    }

    fn entity(&mut self, at: At<'a>, name: tree::Ident) -> Pattern {
        let folded = at.file.name(name);
        if let Some((stable, _)) = ENTITIES.iter().find(|(ru, en)| *ru == folded || *en == folded) {
            return Pattern::Entity((*stable).into());
        }
        if self.names.get(Space::Directory, folded).is_none() {
            let known = ENTITIES.map(|(ru, _)| ru);
            self.unknown(Space::Directory, at, name.span, folded, &codes::UNKNOWN_ENTITY, &known);
            return nothing();
        }
        Pattern::Entity(self.intern(folded))
    }
}

/// A pattern that matches nothing.
fn nothing() -> Pattern {
    Pattern::Or(Vec::new())
}
