//! Diagnostics: what was seen, why it matters, what to do, at the exact place.
//!
//! The catalogue (`catalog/`) is the only registry of codes and texts. A code that appeared in a
//! release is never used again for something else. Code that finds something builds a
//! [`Diagnostic`] from a catalogue entry, its arguments and places; rendering chooses the language.

mod catalog;
mod fix;
mod github;
mod human;
mod identity;
mod json;
mod lines;
mod report;
mod sarif;
mod summary;
mod told;
mod witness;

use serde::{Deserialize, Serialize};

pub use catalog::codes;
pub use catalog::{CLASSES, Entry, all as all_entries, find as find_entry, find_class, is_fixed_class};
pub use fix::{Chosen, Edit, Fix, choose, edited};
pub use github::github;
pub use human::{human, human_with, severity_name};
pub use identity::{Identity, identify, is_fixed};
pub use json::{DiagnosticJson, EditJson, PlaceJson, SecondaryJson, WitnessJson, json, records};
pub use report::{BaselineUse, Finding, Report, SinceUse};
pub use sarif::sarif;
pub use summary::{Summary, russian_form};
pub use told::{Labels, NoLabels, Told, tell};
pub use witness::{Said, Turn, Witness};

use crate::span::{FileId, Place, Span};
use crate::value::{Bi, Lang};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For information; never changes the exit code.
    Note,
    /// To look at; exit code 1.
    Warning,
    /// The base cannot be built; exit code 1.
    Error,
}

/// A value put into a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    /// The same in both languages: a name, a number, a quotation.
    Text(String),
    /// Words of our own.
    Words {
        /// Russian.
        ru: String,
        /// English.
        en: String,
    },
}

impl Arg {
    /// In `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match (self, lang) {
            (Self::Text(t), _) => t,
            (Self::Words { ru, .. }, Lang::Ru) => ru,
            (Self::Words { en, .. }, Lang::En) => en,
        }
    }

    /// Lists of own words: `a, b или c` / `a, b or c`.
    pub fn one_of(parts: &[Bi]) -> Self {
        let join = |lang: Lang, or: &str| {
            let words: Vec<&str> = parts.iter().map(|b| b.get(lang)).collect();
            match words.split_last() {
                None => String::new(),
                Some((last, [])) => (*last).to_owned(),
                Some((last, rest)) => format!("{} {or} {last}", rest.join(", ")),
            }
        };
        Self::Words {
            ru: join(Lang::Ru, "или"),
            en: join(Lang::En, "or"),
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Bi> for Arg {
    fn from(words: Bi) -> Self {
        Self::Words {
            ru: words.ru.to_owned(),
            en: words.en.to_owned(),
        }
    }
}

macro_rules! arg_from_number {
    ($($t:ty),*) => {$(
        impl From<$t> for Arg {
            fn from(n: $t) -> Self {
                Self::Text(n.to_string())
            }
        }
    )*};
}
arg_from_number!(u8, u32, u64, usize, i32, i64);

/// A secondary place with its words (a template like the headline's).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secondary {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub words: Bi,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its code and texts.
    pub entry: &'static Entry,
    /// Severity, after the manifest had its say.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Values for `{name}` in the texts.
    pub args: Vec<(&'static str, Arg)>,
    /// Further places.
    pub secondary: Vec<Secondary>,
    /// A change that mends it.
    pub fix: Option<Fix>,
    /// Whether the change is the only one that mends it; otherwise it is shown, and only the author
    /// makes it.
    pub fix_is_sure: bool,
    /// How it comes about.
    pub witness: Option<Box<Witness>>,
}

impl Diagnostic {
    /// A finding of kind `entry` at a place.
    pub fn new(entry: &'static Entry, file: FileId, span: Span) -> Self {
        Self {
            entry,
            severity: entry.severity,
            place: Place::new(file, span),
            args: Vec::new(),
            secondary: Vec::new(),
            fix: None,
            fix_is_sure: true,
            witness: None,
        }
    }

    /// Gives `{name}` in the texts its value.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Adds a secondary place.
    #[must_use]
    pub fn also(mut self, file: FileId, span: Span, ru: &'static str, en: &'static str) -> Self {
        self.secondary.push(Secondary {
            place: Place::new(file, span),
            words: Bi { ru, en },
        });
        self
    }

    /// Adds a fix: replace `span` of the same file by `text`.
    #[must_use]
    pub fn replace(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            edits: vec![Edit {
                place: Place::new(self.place.file, span),
                text: text.into(),
            }],
        });
        self
    }

    /// Adds a change that is shown but that only the author can decide on: something in it is made
    /// up, or it only writes down what happens anyway.
    #[must_use]
    pub fn suggest(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix_is_sure = false;
        self.replace(span, text)
    }

    /// Adds a replacement: sure where nothing else can be meant, otherwise a suggestion.
    #[must_use]
    pub fn replace_if(self, sure: bool, span: Span, text: impl Into<String>) -> Self {
        if sure {
            self.replace(span, text)
        } else {
            self.suggest(span, text)
        }
    }

    /// Adds how it comes about.
    #[must_use]
    pub fn witness(mut self, witness: Witness) -> Self {
        self.witness = Some(Box::new(witness));
        self
    }

    /// `template` with the arguments put in.
    pub fn fill(&self, template: Bi, lang: Lang) -> String {
        catalog::fill(template.get(lang), &self.args, lang)
    }

    /// The headline.
    pub fn headline(&self, lang: Lang) -> String {
        self.fill(self.entry.headline, lang)
    }
}

/// Findings of one pass.
pub type Diagnostics = Vec<Diagnostic>;

/// The order of reports: file, place, code.
pub fn sort(diagnostics: &mut Diagnostics) {
    diagnostics.sort_by(|a, b| {
        (a.place, a.entry.code).cmp(&(b.place, b.entry.code)).then_with(|| {
            let key = |d: &Diagnostic| {
                d.args
                    .iter()
                    .map(|(_, v)| v.get(Lang::Ru).to_owned())
                    .collect::<Vec<_>>()
            };
            key(a).cmp(&key(b))
        })
    });
}
