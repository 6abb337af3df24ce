//! What is searched: a document for each edition of a topic and each measure, made of the texts of
//! the program. The compiler indexes it, the reader shows parts of it.

use serde::{Deserialize, Serialize};

use crate::bundle::program::{
    Answer, CueWeight, GroundId, MeasureId, Op, Pattern, Program, ScenarioId, Spoken, StepId, Target as Goal, TextId,
    TextPart, TopicId, Validity,
};
use crate::language::NormalForms;
use crate::value::Date;

/// Topics that may refer to each other's answer in a chain.
const MAX_CHAIN: usize = 16;
/// Stands for a value that a text shows: what it will be is known only in a conversation.
const HOLE: &str = "…";

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Target {
    /// A topic, one edition of it.
    Topic(TopicId),
    /// A measure of support.
    Measure(MeasureId),
}

/// The number of documents of a program.
pub fn count(program: &Program) -> usize {
    program.topics.len() + program.measures.len()
}

/// What the document of a number is about.
pub fn target(program: &Program, number: u32) -> Option<Target> {
    let topics = u32::try_from(program.topics.len()).ok()?;
    match number.checked_sub(topics) {
        None => Some(Target::Topic(TopicId(number))),
        Some(measure) if (measure as usize) < program.measures.len() => Some(Target::Measure(MeasureId(measure))),
        Some(_) => None,
    }
}

/// When what a document is about is in force.
pub fn validity(program: &Program, target: Target) -> Option<Validity> {
    Some(match target {
        Target::Topic(id) => program.topics.get(id.index())?.valid,
        Target::Measure(id) => program.measures.get(id.index())?.valid,
    })
}

/// The texts of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document<'p> {
    /// Title.
    pub title: &'p str,
    /// Questions that it answers.
    pub phrases: &'p [String],
    /// Normal forms that its cues name.
    pub cues: Vec<String>,
    /// Texts that its answer says, in order; `…` where a value is shown.
    pub answers: Vec<String>,
    /// Legal grounds, each once.
    pub grounds: Vec<GroundId>,
}

impl<'p> Document<'p> {
    /// The document of `target`. With a day, the answer is the edition in force on it; without, all
    /// editions.
    pub fn of(program: &'p Program, forms: &NormalForms, target: Target, day: Option<Date>) -> Option<Self> {
        let mut document = Self::default();
        let answer = match target {
            Target::Topic(id) => {
                let topic = program.topics.get(id.index())?;
                document.title = &topic.title;
                document.phrases = &topic.phrases;
                for cue in &topic.cues {
                    if matches!(cue.weight, CueWeight::Points(1..) | CueWeight::Always) {
                        pattern_forms(&cue.pattern, forms, &mut document.cues);
                    }
                }
                document.cues.sort_unstable();
                document.cues.dedup();
                document.add_grounds(program, &topic.grounds);
                topic.answer.as_ref()
            }
            Target::Measure(id) => {
                let measure = program.measures.get(id.index())?;
                document.title = &measure.title;
                document.add_text(program, measure.notice);
                document.add_grounds(program, &measure.grounds);
                measure.answer.as_ref()
            }
        };
        let mut next = answer;
        for _ in 0..MAX_CHAIN {
            let Some(answer) = next.take() else { break };
            match answer {
                Answer::Text(text) => document.add_text(program, Some(*text)),
                Answer::Queue(_, text) => document.add_text(program, *text),
                Answer::Scenario(id) => document.add_scenario(program, *id, day),
                Answer::Topic(id) => {
                    let topic = program.topics.get(id.index());
                    next = topic.and_then(|t| t.answer.as_ref());
                    document.add_grounds(program, topic.map(|t| t.grounds.as_slice()).unwrap_or_default());
                }
            }
        }
        Some(document)
    }

    fn add_grounds(&mut self, program: &Program, grounds: &[GroundId]) {
        let act = |id: &GroundId| program.grounds.get(id.index());
        for ground in grounds {
            if !self.grounds.iter().any(|g| act(g) == act(ground)) {
                self.grounds.push(*ground);
            }
        }
    }

    fn add_text(&mut self, program: &Program, text: Option<TextId>) {
        let Some(text) = text.and_then(|id| program.texts.get(id.index())) else {
            return;
        };
        let parts = text.parts.iter().map(|part| match part {
            TextPart::Words(words) => words.as_str(),
            TextPart::Hole(..) => HOLE,
        });
        let text: String = parts.collect();
        if !text.trim().is_empty() && !self.answers.contains(&text) {
            self.answers.push(text);
        }
    }

    fn add_spoken(&mut self, program: &Program, spoken: Spoken) {
        for text in [spoken.any, spoken.chat, spoken.voice] {
            self.add_text(program, text);
        }
    }

    /// What the editions of a scenario say.
    fn add_scenario(&mut self, program: &Program, id: ScenarioId, day: Option<Date>) {
        let Some(name) = program.scenarios.get(id.index()).map(|s| &s.name) else {
            return;
        };
        // Editions of one name follow each other.
        let before = program.scenarios.range(0..id.index());
        let first = id.index() - before.rev().take_while(|s| s.name == *name).count();
        let editions = program.scenarios.iter().skip(first).take_while(|s| s.name == *name);
        for scenario in editions.filter(|s| day.is_none_or(|day| s.valid.holds(day))) {
            self.add_grounds(program, &scenario.grounds);
            for step in scenario.steps.0.0..scenario.steps.1.0 {
                self.add_step(program, StepId(step));
            }
        }
    }

    fn add_step(&mut self, program: &Program, id: StepId) {
        let Some(step) = program.steps.get(id.index()) else {
            return;
        };
        for node in program.nodes.iter().skip(step.first.index()) {
            match &node.op {
                Op::Say(spoken) => self.add_spoken(program, *spoken),
                Op::Go(goal) => self.add_goal(program, goal),
                Op::If { branches, otherwise } => {
                    for goal in branches.iter().map(|(_, goal)| goal).chain(otherwise) {
                        self.add_goal(program, goal);
                    }
                }
                Op::Menu { options, .. } => {
                    for option in options {
                        self.add_goal(program, &option.target);
                    }
                }
                _ => {}
            }
            if node.op.is_transition() {
                break;
            }
        }
    }

    fn add_goal(&mut self, program: &Program, goal: &Goal) {
        if let Goal::Finish(_, text) = goal {
            self.add_text(program, *text);
        }
    }
}

/// The forms that a pattern wants, those of what it must not find left out.
fn pattern_forms(pattern: &Pattern, forms: &NormalForms, into: &mut Vec<String>) {
    match pattern {
        Pattern::Form(form) => into.push(form.clone()),
        Pattern::Exact(word) => into.push(forms.form(word)),
        Pattern::Phrase(all) => into.extend(all.iter().cloned()),
        Pattern::And(all) | Pattern::Or(all) => {
            for pattern in all {
                pattern_forms(pattern, forms, into);
            }
        }
        Pattern::Near(one, _, other) => {
            pattern_forms(one, forms, into);
            pattern_forms(other, forms, into);
        }
        // A beginning of words is no word, and the kinds of entities are not words of the question.
        Pattern::Prefix(_) | Pattern::Entity(_) | Pattern::Not(_) => {}
    }
}
