//! A report: what was found, and what was done to the list before it is shown.

use super::identity::Identity;
use super::told::Labels;
use super::{Diagnostic, Summary};
use crate::source::Sources;
use crate::value::Lang;

/// A finding and how it is known again when lines have moved.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// How it is known again.
    pub identity: Identity,
}

/// Everything that the renderers show.
pub struct Report<'a> {
    /// What is reported, in order.
    pub shown: Vec<Finding>,
    /// What a baseline keeps out of the report.
    pub postponed: Vec<Finding>,
    /// The baseline, where there is one.
    pub baseline: Option<BaselineUse>,
    /// The revision that the report is limited to changes since.
    pub since: Option<SinceUse>,
    /// The texts that the findings point into.
    pub sources: &'a Sources,
    /// Language of the texts.
    pub lang: Lang,
    /// The words of the base for what witnesses name.
    pub labels: &'a dyn Labels,
    /// Put before paths where a reader of the report looks from another folder: `base/` or nothing.
    pub prefix: String,
}

/// What became of a baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaselineUse {
    /// The file, as it was named.
    pub file: String,
    /// Entries that fit no finding any more.
    pub unused: Vec<Identity>,
    /// Entries for findings that cannot be postponed.
    pub refused: Vec<Identity>,
}

/// What became of a limit to changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SinceUse {
    /// The revision, as it was named.
    pub rev: String,
    /// Findings that lie elsewhere.
    pub left_out: usize,
    /// Items that have changed, each as its file and its name.
    pub touched: Vec<(String, String)>,
}

impl Report<'_> {
    /// The diagnostics that are reported.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> + Clone {
        self.shown.iter().map(|f| &f.diagnostic)
    }

    /// How many of each kind are reported.
    pub fn summary(&self) -> Summary {
        Summary::of(self.diagnostics())
    }
}
