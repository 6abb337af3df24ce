//! The registry of codes: one file a class, one entry a code.

mod l01;
mod l01_yaml;
mod l02;
mod l02_yaml;
mod l03;
mod l04;
mod l05;
mod l06;
mod l07;
mod l08;
mod l09;
mod l10;
mod l11;
mod l12;

use super::{Arg, Severity};
use crate::value::{Bi, Lang};

/// All entries as constants: `codes::UNKNOWN_STEP`.
#[allow(unused_imports, reason = "classes that hold no code yet")]
pub mod codes {
    pub use super::l01::*;
    pub use super::l01_yaml::*;
    pub use super::l02::*;
    pub use super::l02_yaml::*;
    pub use super::l03::*;
    pub use super::l04::*;
    pub use super::l05::*;
    pub use super::l06::*;
    pub use super::l07::*;
    pub use super::l08::*;
    pub use super::l09::*;
    pub use super::l10::*;
    pub use super::l11::*;
    pub use super::l12::*;
}

/// The classes of codes, each with a word for what it is about.
pub const CLASSES: &[(&str, &str)] = &[
    ("L01", "syntax"),
    ("L02", "names"),
    ("L03", "flow"),
    ("L04", "conditions"),
    ("L05", "facts"),
    ("L06", "rules"),
    ("L07", "topics"),
    ("L08", "people"),
    ("L09", "channels"),
    ("L10", "bounds"),
    ("L11", "life-cycle"),
    ("L12", "exchange"),
];

/// Classes whose errors can neither be lowered nor postponed.
const FIXED: &[&str] = &["L01", "L02", "L03"];

/// Whether the errors of a class can neither be lowered nor postponed.
pub fn is_fixed_class(class: &str) -> bool {
    FIXED.contains(&class)
}

/// The class of this name, in any case: `l03` finds `L03`.
pub fn find_class(name: &str) -> Option<&'static str> {
    CLASSES
        .iter()
        .map(|(class, _)| *class)
        .find(|c| c.eq_ignore_ascii_case(name))
}

/// A code with its texts. Texts are templates: `{name}` is an argument of the diagnostic.
pub struct Entry {
    /// `L0301`.
    pub code: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// One line: what was seen.
    pub headline: Bi,
    /// A few words at the place itself.
    pub label: Bi,
    /// Why it matters, in a supervisor's words.
    pub why: Bi,
    /// What to do.
    pub help: Bi,
    /// Its page in `docs/errors`, Markdown: Russian, a wrong and a right example, English.
    pub page: &'static str,
}

impl Entry {
    /// Whether it can neither be lowered nor postponed: an error of classes L01–L03, with which the
    /// base cannot be built or a conversation breaks off.
    pub fn is_fixed(&self) -> bool {
        self.severity == Severity::Error && is_fixed_class(self.class())
    }

    /// Its class: `L03`.
    pub fn class(&self) -> &'static str {
        self.code.get(..3).unwrap_or(self.code)
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

macro_rules! entries {
    ($($(#[$doc:meta])* $name:ident = $code:literal $severity:ident {
        headline: $hr:literal / $he:literal,
        label: $lr:literal / $le:literal,
        why: $wr:literal / $we:literal,
        help: $pr:literal / $pe:literal $(,)?
    })*) => {
        $(
            $(#[$doc])*
            pub static $name: $crate::diag::Entry = $crate::diag::Entry {
                code: $code,
                severity: $crate::diag::Severity::$severity,
                headline: $crate::value::Bi { ru: $hr, en: $he },
                label: $crate::value::Bi { ru: $lr, en: $le },
                why: $crate::value::Bi { ru: $wr, en: $we },
                help: $crate::value::Bi { ru: $pr, en: $pe },
                page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors/", $code, ".md")),
            };
        )*
        /// Entries of this class.
        pub(super) static ALL: &[&$crate::diag::Entry] = &[$(&$name),*];
    };
}
use entries;

/// Every entry, in order of code.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    [
        l01::ALL,
        l01_yaml::ALL,
        l02::ALL,
        l02_yaml::ALL,
        l03::ALL,
        l04::ALL,
        l05::ALL,
        l06::ALL,
        l07::ALL,
        l08::ALL,
        l09::ALL,
        l10::ALL,
        l11::ALL,
        l12::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The entry of a code, in any case: `l0301` finds `L0301`.
pub fn find(code: &str) -> Option<&'static Entry> {
    all().find(|e| e.code.eq_ignore_ascii_case(code))
}

/// Puts arguments into a template.
pub(super) fn fill(template: &str, args: &[(&'static str, Arg)], lang: Lang) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match args.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => out.push_str(value.get(lang)),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}
