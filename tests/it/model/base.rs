//! A base written into a test: `=== path` begins a file.

use lotsman::diag::{self, Diagnostics};
use lotsman::model::manifest::{Manifest, read_manifest};
use lotsman::model::reference::read_reference;
use lotsman::model::{Model, apply_severity, resolve};
use lotsman::source::{Source, Sources};
use lotsman::syntax::parse_all;
use lotsman::syntax::tree::FileKind;
use lotsman::value::Lang;

/// A base and what was found in it.
pub struct Base {
    pub sources: Sources,
    pub model: Model,
    pub found: Diagnostics,
}

impl Base {
    /// Reads files given as path and text.
    pub fn new<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_unstable();
        let mut sources = Sources::new();
        let (mut trees, mut manifest, mut data) = (Vec::new(), None, Vec::new());
        for (path, text) in files {
            let source = Source::new(path, text);
            let id = sources.add(source.clone());
            match FileKind::of_path(path) {
                Some(kind) => trees.push((id, source, kind)),
                None if path == "lotsman.yaml" => manifest = Some((id, source)),
                None => data.push((id, source)),
            }
        }
        let (trees, mut found) = parse_all(trees);
        let manifest = match manifest {
            Some((id, source)) => {
                let (manifest, more) = read_manifest(&source, id);
                found.extend(more);
                manifest
            }
            None => Manifest::default(),
        };
        let data: Vec<_> = data.iter().map(|(id, source)| (*id, source)).collect();
        let (reference, more) = read_reference(&data);
        found.extend(more);
        let (model, more) = resolve(&trees, &manifest, &reference);
        found.extend(more);
        apply_severity(&manifest, &mut found);
        diag::sort(&mut found);
        Self { sources, model, found }
    }

    /// Reads one text with marks `=== path`.
    pub fn of(text: &str) -> Self {
        let files: Vec<(&str, &str)> = text
            .split("=== ")
            .filter(|part| !part.trim().is_empty())
            .map(|part| part.split_once('\n').expect("a path and a text"))
            .collect();
        Self::new(files)
    }

    /// A base of one scenario file.
    pub fn scenario(text: &str) -> Self {
        Self::new([("scenarios/а.scenario", text)])
    }

    /// Codes in order.
    pub fn codes(&self) -> Vec<&'static str> {
        self.found.iter().map(|d| d.entry.code).collect()
    }

    /// Messages for people.
    pub fn shown(&self, lang: Lang) -> String {
        diag::human(&self.found, &self.sources, lang, false)
    }
}
