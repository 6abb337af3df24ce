//! The outline: every array gets its entries, so that anything may refer to anything.

use super::collect::{Decl, Items};
use super::names::Space;
use super::{Cx, index, validity};
use crate::bundle::program as p;
use crate::diag::codes;
use crate::syntax::tree::Item;

impl<'a> Cx<'a> {
    /// Entries of scenarios, steps, topics, queues and sources: names only.
    pub(super) fn outline_rest(&mut self, items: &Items<'a>) {
        let mut next = 0;
        for decl in &items.scenarios {
            let last = next + index(decl.body.steps.len());
            let grounds = self.grounds(decl.at, &decl.item.common.grounds);
            let mut params = Vec::with_capacity(decl.body.params.len());
            self.unique_names(
                decl.at,
                &decl.body.params,
                crate::value::Bi {
                    ru: "параметр",
                    en: "parameter",
                },
            );
            for param in &decl.body.params {
                let fact = self.given_fact(decl.at, *param, &PARAMETER);
                params.push(fact);
            }
            let scenario = p::Scenario {
                name: self.intern(decl.name),
                title: decl.at.title(decl.item),
                valid: validity(decl.item),
                params,
                steps: (p::StepId(next), p::StepId(last)),
                handlers: p::HandlersId::NONE,
                grounds,
                at: self.pos(decl.at, decl.item.header),
            };
            self.program.scenarios.push(scenario);
            self.places.scenarios.push(decl.place);
            let repeats = decl.body.repeats.map(|span| decl.at.place(span));
            self.places.repeats.push(repeats);
            self.check_segment(decl);
            next = last;
        }
        for decl in &items.queues {
            let queue = p::Queue {
                name: self.intern(decl.name),
                title: decl.at.title(decl.item),
                level: decl.body.level,
                hours: Vec::new(),
                closed: None,
            };
            self.program.queues.push(queue);
            self.places.queues.push(decl.place);
            self.check_segment(decl);
        }
        for decl in &items.sources {
            self.outline_source(decl);
        }
    }

    fn outline_source(&mut self, decl: &Decl<'a, crate::syntax::tree::SourceDecl>) {
        let at = decl.at;
        let names: Vec<_> = decl.body.inputs.iter().map(|i| i.name).collect();
        self.unique_names(
            at,
            &names,
            crate::value::Bi {
                ru: "вход",
                en: "input",
            },
        );
        self.unique_names(
            at,
            &decl.body.outputs,
            crate::value::Bi {
                ru: "выход",
                en: "output",
            },
        );
        let mut inputs = Vec::with_capacity(decl.body.inputs.len());
        for input in &decl.body.inputs {
            let ty = self.written_type(at, &input.ty, &[]);
            let ty = ty.map_or(crate::value::Type::Text, |t| (*t).clone());
            inputs.push((self.intern(at.file.name(input.name)), ty));
        }
        let outputs = decl
            .body
            .outputs
            .iter()
            .map(|o| self.given_fact(at, *o, &OUTPUT))
            .collect();
        let identification = decl.body.identification.map(|(_, method)| {
            let method = method?;
            let name = at.file.name(method);
            self.find(Space::Method, at, method.span, name, &codes::UNKNOWN_REFERENCE);
            Some(self.intern(name))
        });
        let source = p::Source {
            name: self.intern(decl.name),
            title: at.title(decl.item),
            inputs,
            outputs,
            timeout: decl.body.timeout,
            identified: decl.body.identification.is_some(),
        };
        self.program.sources.push(source);
        self.places.sources.push(decl.place);
        self.places.source_identification.push(identification);
        self.check_segment(decl);
    }

    /// The segment of an item must be one of the manifest's.
    pub(super) fn check_segment<T>(&mut self, decl: &Decl<'a, T>) -> Option<crate::value::Name> {
        self.item_segment(decl.at, decl.item)
    }

    fn item_segment(&mut self, at: super::At<'a>, item: &'a Item) -> Option<crate::value::Name> {
        let segment = item.common.segment?;
        let name = at.file.name(segment);
        self.find(Space::Segment, at, segment.span, name, &codes::UNKNOWN_REFERENCE)?;
        Some(self.intern(name))
    }

    /// A fact that gets its value here, without being asked.
    pub(super) fn given_fact(
        &mut self,
        at: super::At<'a>,
        ident: crate::syntax::tree::Ident,
        action: &crate::value::Bi,
    ) -> p::FactId {
        let Some(fact) = self.find(Space::Value, at, ident.span, at.file.name(ident), &codes::UNKNOWN_VALUE) else {
            return p::FactId::NONE;
        };
        let fact = p::FactId(fact);
        self.not_derived(at, ident, fact, action);
        self.gives(fact);
        fact
    }

    /// Reports a statement that would change what rules or decisions conclude.
    pub(super) fn not_derived(
        &mut self,
        at: super::At<'a>,
        ident: crate::syntax::tree::Ident,
        fact: p::FactId,
        action: &crate::value::Bi,
    ) {
        if !self.is_derived(fact) {
            return;
        }
        let place = self.places.facts.get(fact.index()).copied();
        let finding = at
            .finding(&codes::DERIVED_IS_NOT_GIVEN, ident.span)
            .arg("name", at.file.name(ident))
            .arg("action", *action);
        self.report(match place {
            Some(place) => finding.also(place.file, place.span, "здесь он определён", "defined here"),
            None => finding,
        });
    }
}

const PARAMETER: crate::value::Bi = crate::value::Bi {
    ru: "передать при вызове",
    en: "be given in a call",
};
const OUTPUT: crate::value::Bi = crate::value::Bi {
    ru: "получить из источника",
    en: "come from a source",
};
