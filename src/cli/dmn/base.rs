//! A DMN file as a checked program: what the language refuses of the text is refused of the model.

use rustc_hash::FxHashMap;

use super::import::{Imported, Refused, import};
use super::model::{self, Dmn};
use super::xml::{self, XmlFault};
use crate::bundle::program::{FactId, Program};
use crate::compile::{self, Input};
use crate::diag::Severity;
use crate::value::Lang;

/// How often a text may be written anew without what was refused of it.
const MAX_TRIES: usize = 8;

/// A model on its way.
#[derive(Debug)]
pub struct Base {
    /// What the file says.
    pub dmn: Dmn,
    /// Its text.
    pub imported: Imported,
    /// What runs.
    pub program: Program,
}

impl Base {
    /// Reads a file.
    ///
    /// # Errors
    /// [`XmlFault`] where it is no XML.
    pub fn read(text: &str) -> Result<Self, XmlFault> {
        let root = xml::read(text)?;
        if root.name != "definitions" {
            return Err(XmlFault {
                at: root.at,
                what: format!("<{}>", root.name),
            });
        }
        Ok(Self::of(model::read(&root)))
    }

    /// Writes a model, and once more without what the language does not take.
    pub fn of(dmn: Dmn) -> Self {
        let mut banned: FxHashMap<usize, Refused> = FxHashMap::default();
        let mut tries = 0;
        loop {
            let imported = import(&dmn, &banned);
            let checked = compile::check(vec![Input {
                path: "scenarios/dmn.scenario".to_owned(),
                bytes: imported.text.clone().into_bytes(),
            }]);
            tries += 1;
            let mut found = Vec::new();
            for d in checked.diagnostics.iter().filter(|d| d.severity == Severity::Error) {
                let line = checked
                    .sources
                    .get(d.place.file)
                    .map_or(0, |s| s.line_column(d.place.span.start).0);
                let of = imported.lines.iter().rev().find(|(first, _)| *first <= line);
                found.push((of.map(|(_, i)| *i), d));
            }
            let valid = found.is_empty() && checked.model.program.validate().is_ok();
            if valid || tries >= MAX_TRIES {
                let program = if valid {
                    checked.model.program
                } else {
                    Program::default()
                };
                return Self { dmn, imported, program };
            }
            let before = banned.len();
            for (of, d) in found {
                let Some(i) = of else { continue };
                let at = dmn.decisions.get(i).map_or(0, |d| d.at);
                let words = |lang| format!("{} ({})", d.headline(lang), d.entry.code);
                banned
                    .entry(i)
                    .or_insert_with(|| Refused::new(at, words(Lang::Ru), words(Lang::En)));
            }
            if banned.len() == before {
                // Nothing to take out: none of it can be trusted.
                for (i, d) in dmn.decisions.iter().enumerate() {
                    banned.entry(i).or_insert_with(|| {
                        Refused::new(d.at, "текст модели не читается", "the text of the model cannot be read")
                    });
                }
            }
        }
    }

    /// The fact of an id.
    pub fn fact(&self, id: &str) -> Option<FactId> {
        let at = self.program.facts.iter().position(|f| &*f.name == id)?;
        u32::try_from(at).ok().map(FactId)
    }
}
