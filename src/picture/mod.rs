//! Pictures of decision graphs: what is drawn is plain data, so that this room knows nothing of
//! programs. Positions come from a library; cards, curves and the page are ours.
//!
//! The same picture gives the same bytes on every machine: no clock, no hash order, numbers rounded
//! to tenths.

mod curve;
mod dot;
mod escape;
mod html;
mod layout;
mod measure;
mod mermaid;
mod shape;
mod svg;
mod view;
mod words;

#[cfg(test)]
mod tests;

use serde::Serialize;

pub use dot::dot;
pub use html::{Page, html};
pub use layout::{MAX_CARDS, Placed, place};
pub use mermaid::mermaid;
use shape::badges as found_on;
pub use svg::svg;
pub use view::{Fold, View};

use crate::diag::Severity;
use crate::value::Lang;

/// A graph to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Stable name: of the scenario, or of the base for the map of all.
    pub name: String,
    /// Title.
    pub title: String,
    /// Legal grounds of the whole.
    pub grounds: Vec<String>,
    /// Where it is defined.
    pub place: Option<Place>,
    /// Cards; the first is where one starts.
    pub cards: Vec<Card>,
    /// Ways between cards.
    pub links: Vec<Link>,
    /// Findings about it, in order of report.
    pub findings: Vec<Finding>,
    /// Whether the graph runs from left to right, as the map of all scenarios does.
    pub sideways: bool,
}

/// A line of a source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path relative to the base.
    pub file: String,
    /// Line from 1.
    pub line: usize,
}

/// What a card stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Asks for facts.
    Question,
    /// Offers options.
    Menu,
    /// Says something and goes on.
    Text,
    /// Asks a source.
    Lookup,
    /// Identifies the person.
    Identification,
    /// Calls another scenario.
    Call,
    /// Decides by conditions or computes.
    Condition,
    /// The handlers of the whole scenario.
    Everywhere,
    /// The end of the conversation.
    End,
    /// An operator.
    Operator,
    /// Back to the caller.
    Return,
    /// The answer of a topic.
    Topic,
    /// A scenario, on the map of all.
    Scenario,
    /// What a broken name leads to.
    Nowhere,
}

impl Kind {
    /// Whether it is drawn as a small pill: nothing happens behind it.
    pub fn is_pill(self) -> bool {
        matches!(
            self,
            Self::End | Self::Operator | Self::Return | Self::Topic | Self::Nowhere
        )
    }
}

/// A card.
#[derive(Clone, Debug)]
pub struct Card {
    /// What it stands for.
    pub kind: Kind,
    /// Name: of the step, the topic, the queue, the outcome.
    pub name: String,
    /// Title, where there is one beside the name.
    pub title: String,
    /// What happens there, in order.
    pub rows: Vec<Row>,
    /// Legal grounds given there.
    pub grounds: Vec<String>,
    /// Facts known there, each with what is known of it.
    pub known: Vec<Known>,
    /// Where it stands.
    pub place: Option<Place>,
    /// How many dialog tests come through; `None` where that is not known.
    pub visits: Option<u32>,
    /// Scenarios that it calls or belongs to: pages of their own where all are drawn.
    pub leads: Vec<String>,
}

impl Card {
    /// A card with nothing but a name.
    pub fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            title: String::new(),
            rows: Vec::new(),
            grounds: Vec::new(),
            known: Vec::new(),
            place: None,
            visits: None,
            leads: Vec::new(),
        }
    }

    /// What it is headed by: the title, and the name below it where the title does not merely spell it.
    pub fn heading(&self) -> (&str, &str) {
        let spelt = |text: &str| -> String {
            let plain = |c: char| match c {
                'ё' => 'е',
                '_' | '.' => ' ',
                c => c,
            };
            text.to_lowercase().chars().map(plain).collect()
        };
        match self.title.as_str() {
            "" => (&self.name, ""),
            title if spelt(title) == spelt(&self.name) => (title, ""),
            title => (title, &self.name),
        }
    }
}

/// A fact with what is known of it when a step begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// Its title, or its name.
    pub fact: String,
    /// In words.
    pub words: String,
}

/// Something that happens on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub deed: Deed,
    /// Its words.
    pub text: String,
}

/// What a row of a card tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// `сказать`
    Say,
    /// `спросить`
    Ask,
    /// `выяснить`
    Derive,
    /// `подобрать меры`
    Measures,
    /// `выбор`
    Menu,
    /// `записать`
    Set,
    /// `забыть`
    Forget,
    /// `запросить`
    Lookup,
    /// `идентифицировать`
    Identify,
    /// `вызвать`
    Call,
    /// By the way.
    Note,
}

/// A way from one card to another.
#[derive(Clone, Debug)]
pub struct Link {
    /// Index of the card it leaves.
    pub from: usize,
    /// Index of the card it leads to.
    pub to: usize,
    /// What opens it.
    pub kind: LinkKind,
    /// Stable name of the option, where it is one.
    pub name: String,
    /// Its words; empty for a way that is always open.
    pub label: String,
    /// How many dialog tests go it; `None` where that is not known.
    pub visits: Option<u32>,
}

/// What opens a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// Nothing has to.
    Plain,
    /// A condition.
    Condition,
    /// `иначе`.
    Otherwise,
    /// An option of a menu.
    Option,
    /// A handler: silence, no match, failure.
    Handler,
}

/// A finding about the graph.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its code.
    pub code: String,
    /// Severity.
    pub severity: Severity,
    /// Headline.
    pub headline: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub help: String,
    /// The card it is about; none is the scenario as a whole.
    pub card: Option<usize>,
    /// Where it stands.
    pub place: Option<Place>,
    /// How it comes about.
    pub way: Option<Way>,
}

/// How a finding comes about.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Cards passed, in order.
    pub cards: Vec<usize>,
    /// Ways taken between them.
    pub links: Vec<usize>,
    /// What is known, answered and chosen on it, in words.
    pub case: Vec<String>,
    /// Whether the engine went it.
    pub replayed: bool,
    /// Why it may not come to this, where that is so.
    pub doubt: Option<String>,
    /// The conversation as a test; empty where it was not replayed.
    pub script: String,
}

/// What a drawing needs beside the graph.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Language of our own words.
    pub lang: Lang,
    /// Which handlers are drawn.
    pub fold: Fold,
}
