//! L0308 topics whose answers go round; L0309 scenarios that hand over to each other without asking.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use super::circle;
use super::flow::Flow;
use super::summary::editions;
use crate::bundle::program::{Answer, Program, TopicId};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// Both checks; `of_scenarios` is what [`jumps_at_once`] gave for each scenario.
pub fn check(model: &Model, of_scenarios: &[Vec<TopicId>], found: &mut Diagnostics) {
    answers(model, found);
    jumps(model, of_scenarios, found);
}

fn answers(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let mut graph: DiGraph<(), (), u32> = DiGraph::new();
    for _ in &program.topics {
        graph.add_node(());
    }
    for (n, topic) in program.topics.iter().enumerate() {
        if let Some(Answer::Topic(to)) = topic.answer
            && to.index() < program.topics.len()
        {
            graph.add_edge(NodeIndex::new(n), NodeIndex::new(to.index()), ());
        }
    }
    for mut component in kosaraju_scc(&graph) {
        component.sort_unstable();
        let Some(first) = component.first() else { continue };
        let round = component.len() > 1 || graph.edges(*first).any(|e| e.target() == *first);
        let place = model
            .places
            .topics
            .get(first.index())
            .map(|p| p.answer.unwrap_or(p.name));
        if let (true, Some(place)) = (round, place) {
            let name = |n: &NodeIndex<u32>| program.topics.get(n.index()).map_or("", |t| &*t.path);
            found.push(
                Diagnostic::new(&codes::TOPIC_CIRCLE, place.file, place.span)
                    .arg("circle", circle(component.iter().map(name))),
            );
        }
    }
}

fn jumps(model: &Model, of_scenarios: &[Vec<TopicId>], found: &mut Diagnostics) {
    let program = &model.program;
    let mut graph: DiGraph<(), (), u32> = DiGraph::new();
    for _ in &program.scenarios {
        graph.add_node(());
    }
    for (n, topics) in of_scenarios.iter().enumerate() {
        for topic in topics {
            if let Some(Answer::Scenario(to)) = final_answer(program, *topic) {
                for edition in editions(program, *to) {
                    graph.update_edge(NodeIndex::new(n), NodeIndex::new(edition), ());
                }
            }
        }
    }
    for mut component in kosaraju_scc(&graph) {
        component.sort_unstable();
        let Some(first) = component.first() else { continue };
        let round = component.len() > 1 || graph.edges(*first).any(|e| e.target() == *first);
        if let (true, Some(place)) = (round, model.places.scenarios.get(first.index())) {
            let name = |n: &NodeIndex<u32>| program.scenarios.get(n.index()).map_or("", |s| &*s.name);
            found.push(
                Diagnostic::new(&codes::TOPIC_LOOP, place.file, place.span)
                    .arg("circle", circle(component.iter().map(name))),
            );
        }
    }
}

/// Topics that a scenario jumps to before the citizen can say anything.
pub fn jumps_at_once(flow: &Flow) -> Vec<TopicId> {
    let mut topics = Vec::new();
    let mut seen = vec![false; flow.graph.node_count()];
    let mut open = vec![NodeIndex::<u32>::new(0)];
    while let Some(node) = open.pop() {
        let Some(place @ false) = seen.get_mut(node.index()) else {
            continue;
        };
        *place = true;
        let Some(step) = flow.graph.node_weight(node) else {
            continue;
        };
        if step.asks.is_empty() {
            topics.extend(step.topics.iter().filter(|(_, fresh)| !fresh).map(|(t, _)| *t));
            open.extend(flow.graph.edges(node).filter(|e| !e.weight().fresh).map(|e| e.target()));
        }
    }
    topics
}

/// The answer at the end of `ответ тема`.
fn final_answer(program: &Program, mut topic: TopicId) -> Option<&Answer> {
    for _ in 0..=program.topics.len() {
        match program.topics.get(topic.index())?.answer.as_ref()? {
            Answer::Topic(next) => topic = *next,
            answer => return Some(answer),
        }
    }
    None
}
