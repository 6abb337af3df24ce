//! Topics: the hierarchy, answers, phrases.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::collect::{Decl, Items};
use super::names::Space;
use super::text::{same_words, trimmed};
use super::{At, Cx, TopicPlaces, validity};
use crate::bundle::program as p;
use crate::diag::codes;
use crate::span::{Place, Span};
use crate::syntax::tree;

impl<'a> Cx<'a> {
    pub(super) fn resolve_topics(&mut self, items: &Items<'a>) {
        for decl in &items.topics {
            let (at, body) = (decl.at, decl.body);
            let mut seen = FxHashMap::default();
            let phrases = self.phrases(at, &body.phrases, &mut seen);
            let negative = self.phrases(at, &body.negative, &mut seen);
            let topic = p::Topic {
                path: self.intern(decl.name),
                title: at.title(decl.item),
                parent: self.parent(decl),
                answer: self.answer(decl, &body.answer),
                valid: validity(decl.item),
                grounds: self.grounds(at, &decl.item.common.grounds),
                codes: body
                    .codes
                    .iter()
                    .map(|(s, c)| (self.intern(at.file.name(*s)), at.file.text(*c)))
                    .collect(),
                segment: self.check_segment(decl),
                accelerated: body.accelerated.is_some(),
                term: body.term,
                competence: body.competence.and_then(|c| {
                    let name = at.file.name(c);
                    self.find(Space::Organisation, at, c.span, name, &codes::UNKNOWN_REFERENCE)?;
                    Some(self.intern(name))
                }),
                phrases,
                negative,
                cues: body.cues.iter().map(|c| self.cue(at, c)).collect(),
                at: self.pos(at, decl.item.header),
            };
            let places = TopicPlaces {
                name: decl.place,
                header: at.place(decl.item.header),
                phrases: places(at, &body.phrases),
                negative: places(at, &body.negative),
                cues: body.cues.iter().map(|c| at.place(c.span)).collect(),
                answer: body.answer.as_ref().map(|(span, _)| at.place(*span)),
                not_confuse: self.not_confuse(decl),
            };
            self.program.topics.push(topic);
            self.places.topics.push(places);
        }
        self.apply_routes();
    }

    fn parent(&mut self, decl: &Decl<'a, tree::Topic>) -> Option<p::TopicId> {
        let (above, _) = decl.name.rsplit_once('.')?;
        let span = Span::new(decl.place.span.start, decl.place.span.start + super::index(above.len()));
        let found = self.find(Space::Topic, decl.at, span, above, &codes::TOPIC_PARENT);
        Some(found.map_or(p::TopicId::NONE, p::TopicId))
    }

    fn phrases(&mut self, at: At<'a>, spans: &[Span], seen: &mut FxHashMap<Cow<'a, str>, Span>) -> Vec<String> {
        let mut phrases = Vec::with_capacity(spans.len());
        for span in spans {
            let phrase = trimmed(at.file.source.slice(*span));
            let same = same_words(at.file.folded.get(span.range()).unwrap_or(""));
            if let Some(first) = seen.insert(same, *span) {
                let finding = at
                    .finding(&codes::PHRASE_TWICE, *span)
                    .arg("phrase", phrase.as_str())
                    .also(at.file.id, first, "первый раз", "the first one");
                // One for the topic and one against it: the author has to choose.
                self.report(if spans.contains(&first) {
                    finding.replace(whole_line(&at.file.source.text, *span), "")
                } else {
                    finding
                });
            }
            phrases.push(phrase);
        }
        phrases
    }

    fn not_confuse(&mut self, decl: &Decl<'a, tree::Topic>) -> Vec<(p::TopicId, Place)> {
        let at = decl.at;
        let mut others = Vec::with_capacity(decl.body.not_confuse.len());
        for path in &decl.body.not_confuse {
            if at.folded(path.span) == decl.name {
                self.report(
                    at.finding(&codes::CONFUSED_WITH_ITSELF, path.span)
                        .arg("name", decl.name),
                );
                continue;
            }
            let id = self.topic(at, path);
            if !id.is_none() {
                others.push((id, at.place(path.span)));
            }
        }
        others
    }

    /// What the routing table says of a topic that says nothing itself.
    fn apply_routes(&mut self) {
        let routes = self.reference.routing.iter();
        let routes: FxHashMap<&str, _> = routes.rev().map(|r| (&*r.topic.name, r)).collect();
        for topic in &mut self.program.topics {
            let Some(route) = routes.get(&*topic.path) else {
                continue;
            };
            topic.accelerated |= route.accelerated;
            topic.term = topic.term.or(route.term);
            if topic.competence.is_none() {
                topic.competence = route.organisation.as_ref().map(|o| o.name.clone());
            }
        }
    }
}

fn places(at: At<'_>, spans: &[Span]) -> Vec<Place> {
    spans.iter().map(|s| at.place(*s)).collect()
}

/// The line of `span` with its line end.
fn whole_line(text: &str, span: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    let after = text.get(span.end as usize..).unwrap_or("");
    let end = span.end as usize + after.find('\n').map_or(after.len(), |n| n + 1);
    Span::new(super::index(start), super::index(end))
}
