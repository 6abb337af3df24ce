//! A program as sections of a bundle: written, and opened in place.

use std::sync::Arc;

use tantivy::directory::OwnedBytes;

use super::validate;
use super::{Array, Calendar, Defaults, Program};
use crate::bundle::BundleError;
use crate::bundle::container::SectionKind;
use crate::bundle::record::{Counts, Rows, Strings, Writer};
use crate::value::Lang;

/// What a program has once only.
pub(in crate::bundle) struct Head {
    pub(in crate::bundle) name: String,
    pub(in crate::bundle) title: String,
    pub(in crate::bundle) lang: Lang,
    pub(in crate::bundle) time_zone: String,
    pub(in crate::bundle) defaults: Defaults,
    pub(in crate::bundle) calendar: Calendar,
}

/// The sections of a program's arrays, in place, not yet checked.
pub(super) struct Stored {
    pub(super) strings: Arc<Strings>,
    pub(super) head: OwnedBytes,
    pub(super) arrays: Arrays,
}

macro_rules! arrays {
    ($($field:ident $kind:ident $ty:ty),* $(,)?) => {
        pub(super) struct Arrays {
            $(pub(super) $field: Rows,)*
        }

        impl Arrays {
            fn open(section: impl Fn(SectionKind) -> Option<OwnedBytes>) -> Result<Self, BundleError> {
                Ok(Self {
                    $($field: Rows::open(section(SectionKind::$kind).ok_or_else(|| SectionKind::$kind.missing())?)
                        .ok_or_else(|| SectionKind::$kind.damaged())?,)*
                })
            }
        }

        #[cfg(test)]
        impl Program {
            /// Arrays of an opened bundle all of whose items were read at once.
            pub(crate) fn read_whole(&self) -> Vec<&'static str> {
                let arrays = [$((stringify!($field), self.$field.was_read_whole())),*];
                arrays.into_iter().filter(|(_, whole)| *whole).map(|(name, _)| name).collect()
            }

            /// How many items have been read.
            pub(crate) fn items_read(&self) -> usize {
                [$(self.$field.items_read()),*].iter().sum()
            }
        }

        impl Program {
            /// All sections but that of the strings, which go to the writer.
            pub(in crate::bundle) fn sections(&self, writer: &mut Writer) -> Vec<(SectionKind, Vec<u8>)> {
                let mut sections = vec![(SectionKind::Program, writer.one(&self.head()))];
                $(sections.push((SectionKind::$kind, writer.rows(&self.$field)));)*
                sections
            }

            /// The program of a bundle: everything is checked, nothing but the head is read.
            pub(in crate::bundle) fn open(
                section: impl Fn(SectionKind) -> Option<OwnedBytes>,
                strings: &Arc<Strings>,
            ) -> Result<Self, BundleError> {
                let stored = Stored {
                    strings: Arc::clone(strings),
                    head: section(SectionKind::Program).ok_or_else(|| SectionKind::Program.missing())?,
                    arrays: Arrays::open(section)?,
                };
                let counts = Counts {
                    strings: stored.strings.len(),
                    ..stored.arrays.counts()
                };
                let head: Head = validate::all(&stored, counts)?;
                Ok(Self {
                    name: head.name,
                    title: head.title,
                    lang: head.lang,
                    time_zone: head.time_zone,
                    defaults: head.defaults,
                    calendar: head.calendar,
                    $($field: Array::<$ty>::stored(stored.arrays.$field, Arc::clone(strings)),)*
                })
            }
        }
    };
}

arrays! {
    facts Facts super::Fact,
    exprs Exprs super::Expr,
    texts Texts super::Text,
    scenarios Scenarios super::Scenario,
    steps Steps super::Step,
    nodes Nodes super::Node,
    handlers Handlers Vec<super::Handler>,
    topics Topics super::Topic,
    out_of_scope OutOfScope String,
    queues Queues super::Queue,
    sources Sources super::Source,
    decisions Decisions super::Decision,
    rules Rules super::Rule,
    measures Measures super::Measure,
    outcomes Outcomes super::Outcome,
    grounds Grounds crate::value::Ground,
    directories Directories super::Directory,
    parameters Parameters super::Parameter,
    files Files crate::value::Name,
}

impl Arrays {
    fn counts(&self) -> Counts {
        Counts {
            strings: 0,
            facts: self.facts.len(),
            exprs: self.exprs.len(),
            texts: self.texts.len(),
            scenarios: self.scenarios.len(),
            steps: self.steps.len(),
            nodes: self.nodes.len(),
            handlers: self.handlers.len(),
            topics: self.topics.len(),
            queues: self.queues.len(),
            sources: self.sources.len(),
            decisions: self.decisions.len(),
            rules: self.rules.len(),
            measures: self.measures.len(),
            outcomes: self.outcomes.len(),
            grounds: self.grounds.len(),
            directories: self.directories.len(),
            parameters: self.parameters.len(),
        }
    }
}

impl Program {
    fn head(&self) -> Head {
        Head {
            name: self.name.clone(),
            title: self.title.clone(),
            lang: self.lang,
            time_zone: self.time_zone.clone(),
            defaults: self.defaults.clone(),
            calendar: self.calendar.clone(),
        }
    }

    /// Whether the program could be opened from a bundle: every number names something, operands stand
    /// before their operators, no expression is nested deeper than [`super::MAX_EXPR_DEPTH`], every step ends
    /// in a transition, topics lead round in no circle.
    ///
    /// # Errors
    /// [`BundleError::Damaged`] with the first thing that is wrong.
    pub fn validate(&self) -> Result<(), BundleError> {
        let mut writer = Writer::default();
        let sections = self.sections(&mut writer).into_iter();
        let sections: Vec<(SectionKind, OwnedBytes)> = sections.map(|(k, b)| (k, OwnedBytes::new(b))).collect();
        let strings = Strings::open(OwnedBytes::new(writer.strings())).ok_or_else(|| SectionKind::Strings.damaged())?;
        let find = |kind| sections.iter().find(|(k, _)| *k == kind).map(|(_, b)| b.clone());
        Self::open(find, &Arc::new(strings)).map(drop)
    }
}
