//! A scenario of a checked base as a picture.

use std::collections::BTreeMap;

use super::coverage::Visits;
use crate::analysis::{self, By, Exit, Known};
use crate::bundle::program::{Answer, GroundId, Op, Program, ScenarioId, SourcePos, StepId, Target};
use crate::cli::dialogs;
use crate::cli::output::pick;
use crate::compile::Checked;
use crate::picture::{self, Card, Deed, Kind, Link, LinkKind, Picture, Place, Row};
use crate::value::Lang;

/// Draws the scenarios of a base.
pub struct Drawing<'a> {
    checked: &'a Checked,
    visits: Option<&'a Visits>,
    lang: Lang,
    /// What is known at each step of the scenarios that are drawn.
    known: BTreeMap<ScenarioId, Vec<Known>>,
}

/// A picture on its way.
#[derive(Default)]
struct Draft {
    cards: Vec<Card>,
    links: Vec<Link>,
    /// Ends of a card: a place that several ways lead to is drawn once.
    ends: BTreeMap<(usize, Kind, String), usize>,
}

impl<'a> Drawing<'a> {
    /// Draws from a checked base, with coverage where tests were played.
    pub fn new(checked: &'a Checked, visits: Option<&'a Visits>, lang: Lang) -> Self {
        let known = BTreeMap::new();
        Self {
            checked,
            visits,
            lang,
            known,
        }
    }

    /// Works out what is known at the steps of some scenarios.
    #[must_use]
    pub fn with_known(mut self, ids: &[ScenarioId]) -> Self {
        let known = analysis::known(&self.checked.model, ids);
        self.known = ids.iter().copied().zip(known).collect();
        self
    }

    pub(super) fn program(&self) -> &'a Program {
        &self.checked.model.program
    }

    pub(super) fn checked(&self) -> &'a Checked {
        self.checked
    }

    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// One scenario, one edition of it.
    pub fn scenario(&self, id: ScenarioId) -> Picture {
        let Some(scenario) = self.program().scenarios.get(id.index()) else {
            return Picture::default();
        };
        let (first, end) = (scenario.steps.0.0, scenario.steps.1.0);
        let mut draft = Draft::default();
        for step in (first..end).map(StepId) {
            draft.cards.push(self.step(step));
        }
        for (card, step) in (first..end).map(StepId).enumerate() {
            for exit in analysis::exits(self.program(), step) {
                let visits = self.visits.map(|v| v.exit(step, exit.by));
                self.exit(&mut draft, card, first, &exit, visits);
            }
        }
        let common = analysis::everywhere(self.program(), id);
        if !common.is_empty() {
            let card = draft.cards.len();
            let name = pick(self.lang, "везде", "everywhere");
            draft.cards.push(Card {
                rows: vec![Row {
                    deed: Deed::Note,
                    text: pick(
                        self.lang,
                        "У каждого вопроса сценария",
                        "At every question of the scenario",
                    )
                    .to_owned(),
                }],
                place: self.place(scenario.at),
                ..Card::new(Kind::Everywhere, name)
            });
            for exit in common {
                let visits = self.visits.map(|v| v.exit(StepId(first), exit.by));
                self.exit(&mut draft, card, first, &exit, visits);
            }
        }
        let mut picture = Picture {
            name: scenario.name.to_string(),
            title: self.title_with_period(id),
            grounds: self.grounds(&scenario.grounds),
            place: self.place(scenario.at),
            cards: draft.cards,
            links: draft.links,
            findings: Vec::new(),
            sideways: false,
        };
        picture.findings = self.findings_of(id, &picture);
        picture
    }

    /// The title; editions of one name are told apart by their period.
    fn title_with_period(&self, id: ScenarioId) -> String {
        let Some(scenario) = self.program().scenarios.get(id.index()) else {
            return String::new();
        };
        let twins = self
            .program()
            .scenarios
            .iter()
            .filter(|s| s.name == scenario.name)
            .count();
        let title = self.scenario_title(id);
        if twins < 2 {
            return title;
        }
        let from = scenario
            .valid
            .from
            .map(|d| format!(" {} {d}", pick(self.lang, "с", "from")));
        let until = scenario
            .valid
            .until
            .map(|d| format!(" {} {d}", pick(self.lang, "по", "until")));
        format!("{title},{}{}", from.unwrap_or_default(), until.unwrap_or_default())
    }

    fn step(&self, id: StepId) -> Card {
        let Some(step) = self.program().steps.get(id.index()) else {
            return Card::new(Kind::Nowhere, String::new());
        };
        Card {
            title: step.title.clone(),
            rows: self.rows(id),
            grounds: self.grounds_of_step(id),
            known: self.known_at(step.scenario, id),
            place: self.place(step.at),
            visits: self.visits.map(|v| v.step(id)),
            leads: self
                .calls(id)
                .into_iter()
                .filter_map(|s| Some(self.program().scenarios.get(s.index())?.name.to_string()))
                .collect(),
            ..Card::new(self.kind(id), &*step.name)
        }
    }

    fn known_at(&self, scenario: ScenarioId, step: StepId) -> Vec<picture::Known> {
        let first = self
            .program()
            .scenarios
            .get(scenario.index())
            .map_or(0, |s| s.steps.0.index());
        let of_steps = self.known.get(&scenario).map_or(&[][..], Vec::as_slice);
        let known = step.index().checked_sub(first).and_then(|n| of_steps.get(n));
        let known = known.into_iter().flatten();
        known
            .map(|(fact, words)| picture::Known {
                fact: self.fact(*fact),
                words: words.get(self.lang).to_owned(),
            })
            .collect()
    }

    fn exit(&self, draft: &mut Draft, from: usize, first: u32, exit: &Exit<'_>, visits: Option<u32>) {
        let to = match exit.target {
            Target::Step(step) if !step.is_none() => (step.0.saturating_sub(first)) as usize,
            target => self.end(draft, from, target),
        };
        let (kind, name, label) = self.words(exit.by);
        draft.links.push(Link {
            from,
            to,
            kind,
            name,
            label,
            visits,
        });
    }

    /// The end that a target is: one for each card that leads there, so that no line crosses the sheet
    /// only to arrive at the operator.
    fn end(&self, draft: &mut Draft, from: usize, target: &Target) -> usize {
        let program = self.program();
        let (kind, name, title, text) = match target {
            Target::Finish(outcome, text) => {
                let outcome = program.outcomes.get(outcome.index());
                let title = outcome.map(|o| o.title.clone()).unwrap_or_default();
                let name = outcome.map(|o| o.name.to_string()).unwrap_or_default();
                (Kind::End, name, title, text.map(|t| self.text(t)))
            }
            Target::Operator(queue, text) => {
                let queue = program.queues.get(queue.index());
                let title = queue.map(|q| q.title.clone()).unwrap_or_default();
                let name = queue.map(|q| q.name.to_string()).unwrap_or_default();
                (Kind::Operator, name, title, text.map(|t| self.text(t)))
            }
            Target::Topic(topic) => {
                let topic = program.topics.get(topic.index());
                let title = topic.map(|t| t.title.clone()).unwrap_or_default();
                let name = topic.map(|t| t.path.to_string()).unwrap_or_default();
                (Kind::Topic, name, title, None)
            }
            Target::Return => (
                Kind::Return,
                pick(self.lang, "вернуть", "return").to_owned(),
                String::new(),
                None,
            ),
            Target::Step(_) => (
                Kind::Nowhere,
                pick(self.lang, "никуда: имени нет", "nowhere: no such name").to_owned(),
                String::new(),
                None,
            ),
        };
        let key = (from, kind, format!("{name}\n{}", text.as_deref().unwrap_or_default()));
        if let Some(known) = draft.ends.get(&key) {
            return *known;
        }
        let leads = match target {
            Target::Topic(topic) => self.scenario_of_topic(*topic).into_iter().collect(),
            _ => Vec::new(),
        };
        let deed = if kind == Kind::Operator { Deed::Note } else { Deed::Say };
        let card = Card {
            title,
            rows: text.into_iter().map(|text| Row { deed, text }).collect(),
            leads,
            ..Card::new(kind, name)
        };
        draft.cards.push(card);
        draft.ends.insert(key, draft.cards.len() - 1);
        draft.cards.len() - 1
    }

    /// The scenario that answers a topic.
    pub(super) fn scenario_of_topic(&self, topic: crate::bundle::program::TopicId) -> Option<String> {
        let mut topic = self.program().topics.get(topic.index())?;
        // A topic may answer as another does; a circle of such is a finding, not our concern.
        for _ in 0..8 {
            match topic.answer.as_ref()? {
                Answer::Scenario(id) => return Some(self.program().scenarios.get(id.index())?.name.to_string()),
                Answer::Topic(next) => topic = self.program().topics.get(next.index())?,
                Answer::Text(_) | Answer::Queue(..) => return None,
            }
        }
        None
    }

    fn words(&self, by: By) -> (LinkKind, String, String) {
        let node = |id: crate::bundle::program::NodeId| self.program().nodes.get(id.index()).map(|n| &n.op);
        match by {
            By::Go(_) => (LinkKind::Plain, String::new(), String::new()),
            By::Branch(id, n) => {
                let condition = match node(id) {
                    Some(Op::If { branches, .. }) => branches.get(n).map(|(e, _)| self.expr(*e)),
                    _ => None,
                };
                (LinkKind::Condition, String::new(), condition.unwrap_or_default())
            }
            By::Otherwise(_) => {
                let otherwise = pick(self.lang, "иначе", "otherwise").to_owned();
                (LinkKind::Otherwise, String::new(), otherwise)
            }
            By::Option(id, n) => {
                let option = match node(id) {
                    Some(Op::Menu { options, .. }) => options.get(n),
                    _ => None,
                };
                let name = option.map(|o| o.name.to_string()).unwrap_or_default();
                let label = option.map(|o| o.label.clone()).filter(|l| !l.is_empty());
                (LinkKind::Option, name.clone(), label.unwrap_or(name))
            }
            By::Handler(list, n) => {
                let handler = self.program().handlers.get(list.index()).and_then(|l| l.get(n));
                let on = handler.map(|h| dialogs::occasion(h.on, self.lang)).unwrap_or_default();
                (LinkKind::Handler, on.clone(), on)
            }
        }
    }

    fn grounds_of_step(&self, id: StepId) -> Vec<String> {
        let step = self.program().steps.get(id.index());
        let scenario = step.and_then(|s| self.program().scenarios.get(s.scenario.index()));
        let mut out = self.grounds(scenario.map_or(&[], |s| &s.grounds));
        // What is concluded here rests on the grounds of its decision and its rules.
        for (_, op) in analysis::ops(self.program(), id) {
            if let Op::Derive { fact, .. } = op {
                for ground in self.grounds_of_fact(*fact) {
                    if !out.contains(&ground) {
                        out.push(ground);
                    }
                }
            }
        }
        out
    }

    fn grounds_of_fact(&self, fact: crate::bundle::program::FactId) -> Vec<String> {
        use crate::bundle::program::Derived;
        let program = self.program();
        let ids: Vec<GroundId> = match program.facts.get(fact.index()).map(|f| &f.derived) {
            Some(Derived::Decisions(list)) => list
                .iter()
                .filter_map(|d| program.decisions.get(d.index()))
                .flat_map(|d| d.grounds.clone())
                .collect(),
            Some(Derived::Rules(list)) => list
                .iter()
                .filter_map(|r| program.rules.get(r.index()))
                .flat_map(|r| r.grounds.clone())
                .collect(),
            Some(Derived::No) | None => Vec::new(),
        };
        self.grounds(&ids)
    }

    fn grounds(&self, ids: &[GroundId]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for ground in ids.iter().filter_map(|g| self.program().grounds.get(g.index())) {
            let text = ground.to_string();
            if !out.contains(&text) {
                out.push(text);
            }
        }
        out
    }

    pub(super) fn place(&self, at: SourcePos) -> Option<Place> {
        let file = self.program().files.get(at.file as usize)?.to_string();
        let line = at.line as usize;
        Some(Place { file, line })
    }
}
