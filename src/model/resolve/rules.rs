//! Rules and measures.

use super::collect::{Decl, Items};
use super::names::Space;
use super::types::{Ty, is_number};
use super::{At, Cx, index, validity};
use crate::bundle::program as p;
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::tree;
use crate::value::{Bi, Name, Type};

const CONCLUSION: Bi = Bi {
    ru: "вывод правила",
    en: "conclusion of the rule",
};

impl<'a> Cx<'a> {
    pub(super) fn resolve_rules(&mut self, items: &Items<'a>) {
        let labels = self.labels(items);
        for decl in &items.rules {
            let (at, body) = (decl.at, decl.body);
            self.check_period(decl);
            self.check_segment(decl);
            let want = match self.names.get(Space::Value, decl.name) {
                Some(def) => self.fact_type(p::FactId(def.id)),
                None => None,
            };
            let value = self.expr_as(at, &body.value, &want, CONCLUSION);
            let conditions = body.conditions.iter().map(|c| self.condition(at, c)).collect();
            let exceptions = body
                .exceptions
                .iter()
                .map(|e| e.conditions.iter().map(|c| self.condition(at, c)).collect())
                .collect();
            let mut defeats = Vec::new();
            for label in &body.defeats {
                let name = at.file.name(*label);
                let known = self.find(Space::Label, at, label.span, name, &codes::UNKNOWN_REFERENCE);
                if known.is_none() {
                    continue;
                }
                let Some(targets) = labels.get(name) else {
                    continue;
                };
                if let Some(other) = targets
                    .iter()
                    .filter_map(|t| items.rules.get(*t as usize))
                    .find(|r| r.name != decl.name)
                {
                    self.report(
                        at.finding(&codes::EXCEPTION_ELSEWHERE, label.span)
                            .arg("label", name)
                            .arg("name", decl.name)
                            .arg("other", other.name)
                            .also(
                                other.place.file,
                                other.place.span,
                                "правило с этой меткой",
                                "the rule with this label",
                            ),
                    );
                }
                defeats.extend(targets.iter().map(|t| p::RuleId(*t)));
            }
            let rule = p::Rule {
                name: self.intern(decl.name),
                label: body.label.map(|l| self.intern(at.file.name(l))),
                value,
                conditions,
                exceptions,
                defeats,
                valid: validity(decl.item),
                grounds: self.grounds(at, &decl.item.common.grounds),
                at: self.pos(at, decl.item.header),
            };
            self.program.rules.push(rule);
            self.places.rules.push(decl.place);
        }
    }

    /// Rules by label. Editions of one rule may share a label; other rules may not.
    fn labels(&mut self, items: &Items<'a>) -> rustc_hash::FxHashMap<&'a str, Vec<u32>> {
        let mut labels: rustc_hash::FxHashMap<&'a str, Vec<u32>> = rustc_hash::FxHashMap::default();
        for (i, decl) in items.rules.iter().enumerate() {
            let Some(label) = decl.body.label else {
                continue;
            };
            let same = labels.entry(decl.at.file.name(label)).or_default();
            let clash = same.iter().filter_map(|j| items.rules.get(*j as usize)).find(|other| {
                let (a, b) = (validity(decl.item), validity(other.item));
                let apart = |x: Option<crate::value::Date>, y: Option<crate::value::Date>| {
                    matches!((x, y), (Some(until), Some(from)) if until < from)
                };
                !(apart(a.until, b.from) || apart(b.until, a.from))
            });
            if let Some(other) = clash.and_then(|o| o.body.label.map(|l| o.at.place(l.span))) {
                self.duplicate(Space::Label, decl.at.file.name(label), decl.at.place(label.span), other);
            }
            same.push(index(i));
        }
        labels
    }

    pub(super) fn resolve_measures(&mut self, items: &Items<'a>) {
        for decl in &items.measures {
            let (at, body) = (decl.at, decl.body);
            self.check_segment(decl);
            self.unique_names(
                at,
                &body.events,
                Bi {
                    ru: "событие",
                    en: "event",
                },
            );
            let due = body.due.as_ref().map(|e| self.condition(at, e));
            let (amount, of_amount) = body.amount.as_ref().map(|e| self.amount(at, e)).unzip();
            let measure = p::Measure {
                name: self.intern(decl.name),
                title: at.title(decl.item),
                code: body.code.map(|c| at.file.text(c)),
                events: body
                    .events
                    .iter()
                    .map(|e| self.intern(at.file.name(*e)))
                    .collect::<Vec<Name>>(),
                due,
                amount,
                notice: self.text(at, &body.notice),
                answer: self.answer(decl, &body.answer),
                valid: validity(decl.item),
                grounds: self.grounds(at, &decl.item.common.grounds),
                at: self.pos(at, decl.item.header),
            };
            self.conclude_measure(at, decl.name, &measure, of_amount.flatten());
            self.program.measures.push(measure);
            self.places.measures.push(decl.place);
        }
    }

    fn amount(&mut self, at: At<'a>, e: &tree::Expr) -> (p::ExprId, Ty) {
        let (id, ty) = self.expr(at, e, &None);
        let right = |t: &Type| is_number(t) || matches!(t, Type::Money { .. });
        if ty.as_deref().is_some_and(|t| !right(t)) {
            let want = Arg::from(Bi {
                ru: "деньги или число",
                en: "money or a number",
            });
            self.wrong_type(
                at,
                e.span,
                Bi {
                    ru: "размер меры",
                    en: "amount of the measure",
                },
                want,
                &ty,
            );
            return (id, None);
        }
        (id, ty)
    }

    /// What answers a topic or a measure.
    pub(super) fn answer<T>(&mut self, decl: &Decl<'a, T>, answer: &Option<(Span, tree::Answer)>) -> Option<p::Answer> {
        let at = decl.at;
        let (_, answer) = answer.as_ref()?;
        Some(match answer {
            tree::Answer::Scenario(name) => {
                let found = self.find(
                    Space::Scenario,
                    at,
                    name.span,
                    at.file.name(*name),
                    &codes::UNKNOWN_SCENARIO,
                );
                p::Answer::Scenario(found.map_or(p::ScenarioId::NONE, p::ScenarioId))
            }
            tree::Answer::Text(texts) => p::Answer::Text(self.text(at, texts)?),
            tree::Answer::Queue(name, reason) => {
                let found = self.find(Space::Queue, at, name.span, at.file.name(*name), &codes::UNKNOWN_QUEUE);
                let reason = reason.and_then(|r| self.text(at, &[r]));
                p::Answer::Queue(found.map_or(p::QueueId::NONE, p::QueueId), reason)
            }
            tree::Answer::Topic(path) => p::Answer::Topic(self.topic(at, path)),
        })
    }

    /// The topic of a path.
    pub(super) fn topic(&mut self, at: At<'a>, path: &tree::Path) -> p::TopicId {
        let found = self.find(Space::Topic, at, path.span, at.folded(path.span), &codes::UNKNOWN_TOPIC);
        found.map_or(p::TopicId::NONE, p::TopicId)
    }
}
