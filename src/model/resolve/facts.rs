//! Facts: their types, declared or told by what concludes them.

use super::collect::{Decl, Items, ValueDecl};
use super::types::Ty;
use super::{Cx, index};
use crate::bundle::program as p;
use crate::diag::codes;
use crate::span::Place;
use crate::syntax::tree::{self, TypeKind};
use crate::value::{Bi, Type};

impl<'a> Cx<'a> {
    /// Entries of all facts with their types; types of the outputs of decisions.
    pub(super) fn outline_facts(&mut self, items: &Items<'a>) {
        self.fact_uses = vec![None; items.values.len()];
        self.fact_given = vec![false; items.values.len()];
        self.cell_types = vec![Vec::new(); items.decisions.len()];
        for value in &items.values {
            let fact = self.outline_fact(value, items);
            self.program.facts.push(fact);
        }
        // Questions may mention any fact.
        for (i, value) in items.values.iter().enumerate() {
            let Some(decl) = value.fact else { continue };
            let (at, body) = (decl.at, decl.body);
            let question = p::Spoken {
                any: self.text(at, &body.question),
                chat: self.text(at, &body.chat),
                voice: self.text(at, &body.voice),
            };
            let hint = self.text(at, &body.hint);
            if let Some(fact) = self.program.facts.get_mut(i) {
                (fact.question, fact.hint) = (question, hint);
            }
        }
    }

    fn outline_fact(&mut self, value: &ValueDecl<'a>, items: &Items<'a>) -> p::Fact {
        let declared = value.fact.map(|d| (self.declared_type(&d), d.place));
        let mut ty: Ty = declared.as_ref().and_then(|(t, _)| t.clone());
        let mut typed: Option<Place> = declared.as_ref().filter(|(t, _)| t.is_some()).map(|(_, p)| *p);
        let mut open = value.fact.is_some() && ty.is_none();
        let mut clash = false;
        let rules = value.rules.iter().filter_map(|r| items.rules.get(*r as usize));
        for rule in rules.clone() {
            let of = match &rule.body.ty {
                Some(written) => self.written_type(rule.at, written, &[]),
                None => self.evident(&rule.body.value),
            };
            let span = rule.body.ty.as_ref().map_or(rule.body.value.span, |t| t.span);
            open |= rule.item.broken;
            clash |= self.agree(rule.at, span, of, &mut ty, &mut typed, rule.body.ty.is_some());
        }
        for i in &value.decisions {
            let Some(decision) = items.decisions.get(*i as usize) else {
                continue;
            };
            open |= decision.item.broken;
            let of = self.decision_type(decision, &ty, *i as usize, &mut open);
            let written = decision.body.ty.as_ref().map(|t| t.span);
            let span = written.unwrap_or(decision.place.span);
            clash |= self.agree(decision.at, span, of, &mut ty, &mut typed, true);
        }
        // Whichever of two types were taken, the other's values would be reported once more.
        if clash {
            (ty, open) = (None, true);
        }
        let first = value
            .fact
            .map(|d| (d.at, d.item, d.place))
            .or_else(|| rules.clone().next().map(|d| (d.at, d.item, d.place)))
            .or_else(|| {
                let d = value.decisions.first().and_then(|d| items.decisions.get(*d as usize))?;
                Some((d.at, d.item, d.place))
            });
        if let Some((at, _, place)) = first.filter(|_| ty.is_none() && !open) {
            self.report(
                at.finding(&codes::DERIVED_NEEDS_TYPE, place.span)
                    .arg("name", value.name),
            );
        }
        self.fact_types.push(ty.clone());
        self.places
            .facts
            .push(first.map_or_else(Place::default, |(_, _, place)| place));
        let derived = if !value.decisions.is_empty() {
            p::Derived::Decisions(value.decisions.iter().map(|d| p::DecisionId(*d)).collect())
        } else if !value.rules.is_empty() {
            p::Derived::Rules(value.rules.iter().map(|r| p::RuleId(*r)).collect())
        } else {
            p::Derived::No
        };
        let is_any = |t: Option<&tree::TypeExpr>| t.is_some_and(|t| matches!(t.kind, TypeKind::Any));
        let any = is_any(value.fact.map(|d| &d.body.ty))
            || value
                .decisions
                .iter()
                .filter_map(|d| items.decisions.get(*d as usize))
                .any(|d| is_any(d.body.ty.as_ref()) || d.body.dmn.is_some());
        let directory = match ty.as_deref() {
            Some(Type::Directory(name)) => self
                .names
                .get(super::names::Space::Directory, name)
                .map(|d| p::DirectoryId(d.id)),
            _ => None,
        };
        p::Fact {
            name: self.intern(value.name),
            title: first.map_or_else(String::new, |(at, item, _)| at.title(item)),
            options: value.fact.map_or_else(Vec::new, |d| self.fact_options(&d, &ty)),
            ty: ty.map_or(if any { Type::Any } else { Type::Text }, |t| (*t).clone()),
            question: p::Spoken::default(),
            hint: None,
            personal: value.fact.is_some_and(|d| d.body.personal.is_some()),
            directory,
            derived,
            at: first.map_or_else(p::SourcePos::default, |(at, item, _)| self.pos(at, item.header)),
            cost: value.fact.and_then(|d| d.body.cost).unwrap_or(1),
            document: value.fact.and_then(|d| Some(d.at.file.text(d.body.document?))),
        }
    }

    fn declared_type(&mut self, decl: &Decl<'a, tree::Fact>) -> Ty {
        let ty = self.written_type(decl.at, &decl.body.ty, &decl.body.options);
        self.check_segment(decl);
        let mut kind = &decl.body.ty.kind;
        while let TypeKind::List(inner) = kind {
            kind = &inner.kind;
        }
        match kind {
            // Options may hide in a line that could not be read.
            TypeKind::OneOf(_) if decl.item.broken => return None,
            TypeKind::OneOf(header) if !header.is_empty() => {
                let names: Vec<&str> = header.iter().map(|h| decl.at.file.name(*h)).collect();
                for option in &decl.body.options {
                    if !names.contains(&decl.at.file.name(option.name)) {
                        self.option_mismatch(decl, option.name);
                    }
                }
                let body: Vec<tree::Ident> = decl.body.options.iter().map(|o| o.name).collect();
                self.unique_names(
                    decl.at,
                    &body,
                    Bi {
                        ru: "вариант",
                        en: "option",
                    },
                );
            }
            TypeKind::OneOf(_) | TypeKind::Error => {}
            _ => {
                if let Some(option) = decl.body.options.first() {
                    self.option_mismatch(decl, option.name);
                }
            }
        }
        ty
    }

    fn option_mismatch(&mut self, decl: &Decl<'a, tree::Fact>, option: tree::Ident) {
        let file = decl.at.file.id;
        self.report(
            decl.at
                .finding(&codes::OPTIONS_MISMATCH, option.span)
                .arg("name", decl.at.file.name(option))
                .also(
                    file,
                    decl.body.ty.span,
                    "список вариантов факта",
                    "the options of the fact",
                ),
        );
    }

    fn fact_options(&mut self, decl: &Decl<'a, tree::Fact>, ty: &Ty) -> Vec<p::FactOption> {
        let at = decl.at;
        let element = super::types::element(ty);
        let Some(Type::OneOf(names)) = element.as_deref() else {
            return Vec::new();
        };
        let header: &[tree::Ident] = match &decl.body.ty.kind {
            TypeKind::OneOf(header) => header,
            _ => &[],
        };
        let mut seen = super::targets::Spoken::default();
        let mut options = Vec::with_capacity(names.len());
        for name in names {
            let body = decl.body.options.iter().find(|o| at.file.name(o.name) == &**name);
            let ident = body
                .map(|o| o.name.span)
                .or_else(|| header.iter().find(|h| at.file.name(**h) == &**name).map(|h| h.span));
            let label = match body.and_then(|o| o.label) {
                Some(label) => at.file.text(label),
                None => ident.map_or_else(|| name.to_string(), |span| at.words_of(span)),
            };
            let mut synonyms = Vec::new();
            if let Some(option) = body {
                let label_span = option.label.map_or(option.name.span, |l| l.span);
                self.spoken_once(at, &mut seen, option.name, label_span);
                for synonym in &option.synonyms {
                    self.spoken_once(at, &mut seen, option.name, *synonym);
                    synonyms.push(super::text::trimmed(at.file.source.slice(*synonym)));
                }
            }
            options.push(p::FactOption {
                name: name.clone(),
                label,
                synonyms,
            });
        }
        options
    }

    /// Warns of facts that are needed though nothing ever gives them a value.
    pub(super) fn facts_from_nowhere(&mut self) {
        for i in 0..self.program.facts.len() {
            let fact = p::FactId(index(i));
            let given = self.fact_given.get(i).copied().unwrap_or(true) || self.is_derived(fact);
            let Some(found) = self.program.facts.get(i) else {
                continue;
            };
            let asked = found.question != p::Spoken::default() || found.ty == Type::Any;
            let used = self.fact_uses.get(i).copied().flatten();
            let (name, declared) = (found.name.clone(), self.places.facts.get(i).copied());
            if let (Some(used), Some(declared), false) = (used, declared, given || asked) {
                self.report(
                    crate::diag::Diagnostic::new(&codes::FACT_FROM_NOWHERE, used.file, used.span)
                        .arg("name", &*name)
                        .also(declared.file, declared.span, "объявлен здесь", "declared here"),
                );
            }
        }
    }
}
