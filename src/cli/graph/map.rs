//! The map of all: which topics open which scenarios, and which scenarios call and lead to which.

use std::collections::BTreeMap;

use super::draw::Drawing;
use crate::analysis;
use crate::bundle::program::{ScenarioId, StepId, Target, TopicId};
use crate::cli::output::pick;
use crate::picture::{Card, Deed, Kind, Link, LinkKind, Picture, Row};

/// More topics than this are told on the card of their scenario, not drawn.
const TOPICS: usize = 160;

/// The map of a base. Only topics that open a scenario are on it.
pub fn of(drawing: &Drawing<'_>) -> Picture {
    let program = drawing.program();
    let mut cards: Vec<Card> = Vec::new();
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for scenario in &program.scenarios {
        // Editions of one name are one place to go to.
        let card = *by_name.entry(&*scenario.name).or_insert_with(|| {
            cards.push(Card {
                title: scenario.title.clone(),
                place: drawing.place(scenario.at),
                leads: vec![scenario.name.to_string()],
                ..Card::new(Kind::Scenario, &*scenario.name)
            });
            cards.len() - 1
        });
        let steps = scenario.steps.1.0 - scenario.steps.0.0;
        if let Some(card) = cards.get_mut(card) {
            let text = match drawing.lang() {
                crate::value::Lang::Ru => format!("шагов: {steps}"),
                crate::value::Lang::En => format!("steps: {steps}"),
            };
            card.rows.push(Row { deed: Deed::Note, text });
        }
    }
    let mut links: BTreeMap<(usize, usize), LinkKind> = BTreeMap::new();
    for (n, scenario) in program.scenarios.iter().enumerate() {
        let Some(from) = by_name.get(&*scenario.name).copied() else {
            continue;
        };
        for (to, kind) in leads(drawing, ScenarioId(u32::try_from(n).unwrap_or(u32::MAX))) {
            if let Some(to) = by_name.get(to.as_str()).copied().filter(|to| *to != from) {
                // A call says more than a way out.
                let entry = links.entry((from, to)).or_insert(kind);
                if kind == LinkKind::Plain {
                    *entry = kind;
                }
            }
        }
    }
    let topics = opening(drawing);
    let drawn = topics.len() <= TOPICS;
    for (topic, scenario) in topics {
        let (Some(topic), Some(to)) = (
            program.topics.get(topic.index()),
            by_name.get(scenario.as_str()).copied(),
        ) else {
            continue;
        };
        if drawn {
            cards.push(Card {
                title: topic.title.clone(),
                place: drawing.place(topic.at),
                leads: vec![scenario],
                ..Card::new(Kind::Topic, &*topic.path)
            });
            links.insert((cards.len() - 1, to), LinkKind::Plain);
        } else if let Some(card) = cards.get_mut(to) {
            card.rows.push(Row {
                deed: Deed::Note,
                text: topic.path.to_string(),
            });
        }
    }
    Picture {
        name: program.name.clone(),
        title: pick(drawing.lang(), "Карта базы", "Map of the base").to_owned(),
        links: links
            .into_iter()
            .map(|((from, to), kind)| Link {
                from,
                to,
                kind,
                name: String::new(),
                label: String::new(),
                visits: None,
            })
            .collect(),
        cards,
        sideways: true,
        ..Picture::default()
    }
}

/// Scenarios that one calls (a plain way) or whose topic it leads to (an option).
fn leads(drawing: &Drawing<'_>, id: ScenarioId) -> Vec<(String, LinkKind)> {
    let program = drawing.program();
    let mut out = Vec::new();
    let Some(scenario) = program.scenarios.get(id.index()) else {
        return out;
    };
    let mut targets: Vec<&Target> = analysis::everywhere(program, id).iter().map(|e| e.target).collect();
    for step in (scenario.steps.0.0..scenario.steps.1.0).map(StepId) {
        for called in drawing.calls(step) {
            out.extend(
                program
                    .scenarios
                    .get(called.index())
                    .map(|s| (s.name.to_string(), LinkKind::Plain)),
            );
        }
        targets.extend(analysis::exits(program, step).iter().map(|e| e.target));
    }
    for target in targets {
        if let Target::Topic(topic) = target {
            out.extend(drawing.scenario_of_topic(*topic).map(|name| (name, LinkKind::Option)));
        }
    }
    out
}

/// Topics that a scenario answers.
fn opening(drawing: &Drawing<'_>) -> Vec<(TopicId, String)> {
    let ids = (0..drawing.program().topics.len()).map(|n| TopicId(u32::try_from(n).unwrap_or(u32::MAX)));
    ids.filter_map(|id| Some((id, drawing.scenario_of_topic(id)?)))
        .collect()
}
