//! What the files declare, by kind; every name that somebody may refer to.

use rustc_hash::FxHashMap;

use super::names::{Def, Space};
use super::{At, Cx, Owned, index};
use crate::diag::codes;
use crate::span::Place;
use crate::syntax::tree::{self, Item, ItemKind};
use crate::value::Bi;

/// A named item.
#[derive(Debug)]
pub(super) struct Decl<'a, T> {
    pub at: At<'a>,
    pub item: &'a Item,
    pub body: &'a T,
    pub name: &'a str,
    pub place: Place,
}

impl<T> Clone for Decl<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Decl<'_, T> {}

/// What is known of one value: a fact, what concludes it, or both.
#[derive(Debug)]
pub(super) struct ValueDecl<'a> {
    pub name: &'a str,
    pub fact: Option<Decl<'a, tree::Fact>>,
    /// Indexes into [`Items::rules`].
    pub rules: Vec<u32>,
    /// Indexes into [`Items::decisions`].
    pub decisions: Vec<u32>,
}

/// All items by kind, drafts left out. Editions of one name follow each other.
#[derive(Debug, Default)]
pub(super) struct Items<'a> {
    pub facts: Vec<Decl<'a, tree::Fact>>,
    pub rules: Vec<Decl<'a, tree::Rule>>,
    pub decisions: Vec<Decl<'a, tree::Decision>>,
    pub measures: Vec<Decl<'a, tree::Measure>>,
    pub sources: Vec<Decl<'a, tree::SourceDecl>>,
    pub queues: Vec<Decl<'a, tree::Queue>>,
    pub scenarios: Vec<Decl<'a, tree::Scenario>>,
    pub topics: Vec<Decl<'a, tree::Topic>>,
    pub dialogs: Vec<(At<'a>, &'a Item, &'a tree::Dialog)>,
    /// In order of name: the order of [`crate::bundle::program::Program::facts`].
    pub values: Vec<ValueDecl<'a>>,
}

impl<'a> Cx<'a> {
    /// Sorts items by kind and puts editions together.
    pub(super) fn collect(&mut self) -> Items<'a> {
        let mut items = Items::default();
        let files = self.files;
        for (number, file) in files.iter().enumerate() {
            let at = At {
                file,
                number: index(number),
            };
            for item in &file.items {
                self.collect_item(at, item, &mut items);
            }
        }
        items.decisions = self.editions(Space::Value, std::mem::take(&mut items.decisions), false);
        items.scenarios = self.editions(Space::Scenario, std::mem::take(&mut items.scenarios), false);
        items.measures = self.editions(Space::Measure, std::mem::take(&mut items.measures), false);
        items.topics = self.editions(Space::Topic, std::mem::take(&mut items.topics), true);
        items.values = self.values(&items);
        items
    }

    fn collect_item(&mut self, at: At<'a>, item: &'a Item, items: &mut Items<'a>) {
        let space = match &item.kind {
            ItemKind::Topic(_) => Space::Topic,
            ItemKind::Fact(_) | ItemKind::Rule(_) | ItemKind::Decision(_) => Space::Value,
            ItemKind::Measure(_) => Space::Measure,
            ItemKind::SourceDecl(_) => Space::Source,
            ItemKind::Queue(_) => Space::Queue,
            ItemKind::Scenario(_) => Space::Scenario,
            ItemKind::Dialog(dialog) => {
                if item.common.draft.is_none() {
                    items.dialogs.push((at, item, dialog));
                }
                return;
            }
            ItemKind::Error => return self.names.leave_all_open(),
        };
        if item.broken {
            match &item.kind {
                ItemKind::Rule(_) => self.names.leave_open(Space::Label),
                ItemKind::Measure(_) => self.names.leave_open(Space::Event),
                _ => {}
            }
        }
        let Some(path) = &item.name else {
            return self.names.leave_open(space);
        };
        let (name, place) = (at.folded(path.span), at.place(path.span));
        if item.common.draft.is_some() {
            return self.names.define_draft(space, name, place);
        }
        self.own(at, item, space, place);
        macro_rules! decl {
            ($body:expr) => {
                Decl {
                    at,
                    item,
                    body: $body,
                    name,
                    place,
                }
            };
        }
        match &item.kind {
            ItemKind::Topic(b) => items.topics.push(decl!(b)),
            ItemKind::Fact(b) => items.facts.push(decl!(b)),
            ItemKind::Rule(b) => items.rules.push(decl!(b)),
            ItemKind::Decision(b) => items.decisions.push(decl!(b)),
            ItemKind::Measure(b) => items.measures.push(decl!(b)),
            ItemKind::SourceDecl(b) => items.sources.push(decl!(b)),
            ItemKind::Queue(b) => items.queues.push(decl!(b)),
            ItemKind::Scenario(b) => items.scenarios.push(decl!(b)),
            ItemKind::Dialog(_) | ItemKind::Error => {}
        }
    }

    /// Notes whose an item is and when it is in force.
    fn own(&mut self, at: At<'a>, item: &'a Item, space: Space, place: Place) {
        let kind = match item.kind {
            ItemKind::Rule(_) => Bi {
                ru: "правило",
                en: "a rule",
            },
            ItemKind::Decision(_) => Bi {
                ru: "решение",
                en: "a decision",
            },
            _ => space.word(),
        };
        let segment = item.common.segment.map(|s| self.intern(at.file.name(s)));
        let owned = Owned {
            kind,
            name: at.folded(place.span).into(),
            place,
            whole: at.place(item.span),
            segment,
            valid: super::validity(item),
            period: item.common.edition.map_or(place, |e| at.place(e.span)),
        };
        self.items.push(owned);
    }

    fn values(&mut self, items: &Items<'a>) -> Vec<ValueDecl<'a>> {
        let mut slots: FxHashMap<&'a str, usize> = FxHashMap::default();
        let mut values: Vec<ValueDecl<'a>> = Vec::new();
        let mut slot = |name: &'a str, values: &mut Vec<ValueDecl<'a>>| {
            *slots.entry(name).or_insert_with(|| {
                values.push(ValueDecl {
                    name,
                    fact: None,
                    rules: Vec::new(),
                    decisions: Vec::new(),
                });
                values.len() - 1
            })
        };
        for fact in &items.facts {
            let i = slot(fact.name, &mut values);
            let Some(value) = values.get_mut(i) else {
                continue;
            };
            match &value.fact {
                Some(first) => {
                    let first = first.place;
                    self.duplicate(Space::Value, fact.name, fact.place, first);
                }
                None => value.fact = Some(*fact),
            }
        }
        for (i, rule) in items.rules.iter().enumerate() {
            let slot = slot(rule.name, &mut values);
            if let Some(value) = values.get_mut(slot) {
                value.rules.push(index(i));
            }
        }
        for (i, decision) in items.decisions.iter().enumerate() {
            let slot = slot(decision.name, &mut values);
            let Some(value) = values.get_mut(slot) else {
                continue;
            };
            if let Some(rule) = value.rules.first().and_then(|r| items.rules.get(*r as usize)) {
                self.report(
                    decision
                        .at
                        .finding(&codes::RULE_AND_DECISION, decision.place.span)
                        .arg("name", decision.name)
                        .also(
                            rule.place.file,
                            rule.place.span,
                            "здесь его выводит правило",
                            "a rule concludes it here",
                        ),
                );
            }
            value.decisions.push(index(i));
        }
        values.sort_unstable_by_key(|v| v.name);
        values
    }

    /// Gives every collected name its index.
    pub(super) fn define(&mut self, items: &Items<'a>) {
        for (i, value) in items.values.iter().enumerate() {
            let place = value
                .fact
                .map(|f| f.place)
                .or_else(|| {
                    value
                        .rules
                        .first()
                        .and_then(|r| items.rules.get(*r as usize))
                        .map(|r| r.place)
                })
                .or_else(|| {
                    value
                        .decisions
                        .first()
                        .and_then(|d| items.decisions.get(*d as usize))
                        .map(|d| d.place)
                });
            self.names.define(Space::Value, value.name, Def { id: index(i), place });
        }
        self.define_all(Space::Scenario, &items.scenarios, true);
        self.define_all(Space::Topic, &items.topics, true);
        self.define_all(Space::Measure, &items.measures, true);
        self.define_all(Space::Queue, &items.queues, false);
        self.define_all(Space::Source, &items.sources, false);
        for measure in &items.measures {
            for event in &measure.body.events {
                let def = Def {
                    id: 0,
                    place: Some(measure.at.place(event.span)),
                };
                self.names.define(Space::Event, measure.at.file.name(*event), def);
            }
        }
        for (i, rule) in items.rules.iter().enumerate() {
            if let Some(label) = rule.body.label {
                let def = Def {
                    id: index(i),
                    place: Some(rule.at.place(label.span)),
                };
                self.names.define(Space::Label, rule.at.file.name(label), def);
            }
        }
    }

    fn define_all<T>(&mut self, space: Space, decls: &[Decl<'a, T>], editions: bool) {
        for (i, decl) in decls.iter().enumerate() {
            let def = Def {
                id: index(i),
                place: Some(decl.place),
            };
            let before = self.names.define(space, decl.name, def);
            if let Some(Def { place: Some(first), .. }) = before.filter(|_| !editions) {
                self.duplicate(space, decl.name, decl.place, first);
            }
        }
    }

    /// Reports a name defined a second time.
    pub(super) fn duplicate(&mut self, space: Space, name: &str, second: Place, first: Place) {
        self.report(
            crate::diag::Diagnostic::new(&codes::DUPLICATE_NAME, second.file, second.span)
                .arg("what", space.word())
                .arg("name", name)
                .also(first.file, first.span, "первый раз здесь", "first defined here"),
        );
    }
}
