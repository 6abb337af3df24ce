//! Scenarios: steps and their transitions.

use rustc_hash::FxHashMap;

use super::collect::{Decl, Items};
use super::{At, Cx, StepPlace, index};
use crate::bundle::program as p;
use crate::diag::codes;
use crate::span::{Place, Span};
use crate::syntax::tree::{self, TransitionKind};
use crate::value::Bi;

/// The scenario whose steps are resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here<'s, 'a> {
    pub at: At<'a>,
    /// Steps by name; `None` outside of scenarios, where no step can be named.
    pub steps: Option<&'s FxHashMap<&'a str, p::StepId>>,
    /// A line could not be read: a step may hide in it.
    pub broken: bool,
}

impl<'a> Cx<'a> {
    pub(super) fn resolve_scenarios(&mut self, items: &Items<'a>) {
        let mut names: FxHashMap<&'a str, p::StepId> = FxHashMap::default();
        for (i, decl) in items.scenarios.iter().enumerate() {
            let id = p::ScenarioId(index(i));
            let first = self.program.scenarios.get(i).map_or(p::StepId::NONE, |s| s.steps.0);
            names.clear();
            self.step_names(decl, first, &mut names);
            let here = Here {
                at: decl.at,
                steps: Some(&names),
                broken: decl.item.broken,
            };
            let handlers = self.handlers(here, &decl.body.everywhere, super::targets::Occasion::Everywhere);
            if let Some(scenario) = self.program.scenarios.get_mut(i) {
                scenario.handlers = handlers;
            }
            if decl.body.steps.is_empty() && !decl.item.broken {
                let finding = decl.at.finding(&codes::NO_STEPS, decl.item.header);
                self.report(finding.arg("scenario", decl.name));
            }
            for step in &decl.body.steps {
                self.step(here, id, step);
            }
        }
    }

    fn step_names(
        &mut self,
        decl: &Decl<'a, tree::Scenario>,
        first: p::StepId,
        names: &mut FxHashMap<&'a str, p::StepId>,
    ) {
        let at = decl.at;
        for (i, step) in decl.body.steps.iter().enumerate() {
            let Some(name) = step.name else { continue };
            let id = p::StepId(first.0.saturating_add(index(i)));
            let folded = at.file.name(name);
            if let Some(before) = names.insert(folded, id) {
                // The first one stays: it is where targets lead.
                names.insert(folded, before);
                let before = before.0.saturating_sub(first.0) as usize;
                let span = decl
                    .body
                    .steps
                    .get(before)
                    .and_then(|s| s.name)
                    .map_or(name.span, |n| n.span);
                self.report(at.finding(&codes::DUPLICATE_STEP, name.span).arg("name", folded).also(
                    at.file.id,
                    span,
                    "первый шаг с этим именем",
                    "the first step of this name",
                ));
            }
        }
        let mut former: FxHashMap<&'a str, Span> = FxHashMap::default();
        for step in &decl.body.steps {
            for name in &step.formerly {
                let folded = at.file.name(*name);
                let live = names.get(folded).map(|id| id.0.saturating_sub(first.0) as usize);
                let other = live
                    .and_then(|i| decl.body.steps.get(i))
                    .and_then(|s| s.name)
                    .map(|n| n.span)
                    .or_else(|| former.get(folded).copied());
                if let Some(other) = other {
                    self.report(at.finding(&codes::FORMER_STEP, name.span).arg("name", folded).also(
                        at.file.id,
                        other,
                        "это имя занято здесь",
                        "the name is taken here",
                    ));
                }
                former.insert(folded, name.span);
            }
        }
    }

    fn step(&mut self, here: Here<'_, 'a>, scenario: p::ScenarioId, step: &'a tree::Step) {
        let at = here.at;
        let id = p::StepId(index(self.program.steps.len()));
        let first = p::NodeId(index(self.program.nodes.len()));
        for statement in &step.statements {
            self.statement(here, statement);
        }
        match &step.transition {
            Some(transition) => self.transition(here, transition),
            None => {
                if !step.broken {
                    self.places.steps_without_transition.push(id);
                }
                // The run of a step always ends, so that nothing walks on into the next one.
                let end = Span::at(step.span.end);
                self.node(
                    at,
                    end,
                    p::Op::Go(p::Target::Step(p::StepId::NONE)),
                    Box::new([at.place(end)]),
                );
            }
        }
        let name = step.name.map_or("", |n| at.file.name(n));
        let title = match (step.title, step.name) {
            (Some(title), _) => at.file.text(title),
            (None, Some(name)) => at.words_of(name.span),
            (None, None) => String::new(),
        };
        let resolved = p::Step {
            name: self.intern(name),
            title,
            scenario,
            first,
            formerly: step.formerly.iter().map(|f| self.intern(at.file.name(*f))).collect(),
            hash: 0,
            at: self.pos(at, step.span),
        };
        self.program.steps.push(resolved);
        let named = step.name.map_or(Span::at(step.span.start), |n| n.span);
        self.places.steps.push(StepPlace {
            whole: at.place(step.span),
            name: at.place(named),
        });
    }

    pub(super) fn node(&mut self, at: At<'a>, span: Span, op: p::Op, targets: Box<[Place]>) {
        let node = p::Node {
            at: self.pos(at, span),
            op,
        };
        self.program.nodes.push(node);
        self.places.nodes.push(at.place(span));
        self.places.targets.push(targets);
    }

    fn transition(&mut self, here: Here<'_, 'a>, transition: &'a tree::Transition) {
        let at = here.at;
        let (op, targets) = match &transition.kind {
            TransitionKind::Go(target) => {
                let place = at.place(target.span);
                (p::Op::Go(self.target(here, target)), vec![place])
            }
            TransitionKind::If { branches, otherwise } => {
                let mut places = Vec::with_capacity(branches.len() + 1);
                let mut resolved = Vec::with_capacity(branches.len());
                for branch in branches {
                    let condition = self.condition(at, &branch.condition);
                    resolved.push((condition, self.target(here, &branch.target)));
                    places.push(at.place(branch.target.span));
                }
                let otherwise = otherwise.as_ref().map(|(_, target)| {
                    places.push(at.place(target.span));
                    self.target(here, target)
                });
                (
                    p::Op::If {
                        branches: resolved,
                        otherwise,
                    },
                    places,
                )
            }
            TransitionKind::Menu(menu) => self.menu(here, transition.span, menu),
        };
        self.node(at, transition.span, op, targets.into());
    }

    fn menu(&mut self, here: Here<'_, 'a>, span: Span, menu: &'a tree::Menu) -> (p::Op, Vec<Place>) {
        let at = here.at;
        let text = self.spoken(at, &menu.text);
        let names: Vec<tree::Ident> = menu.options.iter().map(|o| o.name).collect();
        self.unique_names(
            at,
            &names,
            Bi {
                ru: "вариант",
                en: "option",
            },
        );
        if menu.options.is_empty() && !here.broken {
            self.report(at.finding(&codes::EMPTY_MENU, span));
        }
        let mut seen = super::targets::Spoken::default();
        let mut keys: FxHashMap<u8, Span> = FxHashMap::default();
        let mut options = Vec::with_capacity(menu.options.len());
        let mut places = Vec::with_capacity(menu.options.len());
        for option in &menu.options {
            let label = match option.label {
                Some(label) => at.file.text(label),
                None => at.words_of(option.name.span),
            };
            self.spoken_once(
                at,
                &mut seen,
                option.name,
                option.label.map_or(option.name.span, |l| l.span),
            );
            let mut synonyms = Vec::with_capacity(option.synonyms.len());
            for synonym in &option.synonyms {
                let words = at.file.source.slice(*synonym);
                self.spoken_once(at, &mut seen, option.name, *synonym);
                synonyms.push(super::text::trimmed(words));
            }
            if let Some(key) = option.key {
                self.key_once(at, &mut keys, key, option.span);
            }
            options.push(p::MenuOption {
                name: self.intern(at.file.name(option.name)),
                label,
                synonyms,
                key: option.key,
                target: self.target(here, &option.target),
            });
            places.push(at.place(option.target.span));
        }
        let handlers = self.handlers(here, &menu.handlers, super::targets::Occasion::Question);
        (
            p::Op::Menu {
                text,
                options,
                handlers,
            },
            places,
        )
    }

    fn key_once(&mut self, at: At<'a>, keys: &mut FxHashMap<u8, Span>, key: u8, span: Span) {
        if key > 9 {
            let why = Bi {
                ru: "такой клавиши у телефона нет",
                en: "a telephone has no such key",
            };
            self.report(at.finding(&codes::MENU_KEY, span).arg("key", key).arg("problem", why));
        } else if let Some(first) = keys.insert(key, span) {
            let why = Bi {
                ru: "она уже занята другим вариантом",
                en: "another option has it already",
            };
            self.report(
                at.finding(&codes::MENU_KEY, span)
                    .arg("key", key)
                    .arg("problem", why)
                    .also(at.file.id, first, "занята здесь", "taken here"),
            );
        }
    }
}
