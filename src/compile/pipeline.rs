//! The whole way from files to a checked model, and from there to the bytes of a bundle.

use std::collections::BTreeSet;

use crate::analysis;
use crate::bundle::{BuiltFrom, Bundle, Parts, Provenance};
use crate::diag::{self, Diagnostic, Diagnostics, Severity, codes};
use crate::model::manifest::{Manifest, read_manifest};
use crate::model::reference::read_reference;
use crate::model::{self, Model};
use crate::runtime::understand::cues::CueIndex;
use crate::source::{Source, Sources};
use crate::span::FileId;
use crate::syntax::{self, tree::FileKind};
use crate::value::{Date, Lang};

use super::selfcheck::Judging;
use super::{BuildError, build_index, mend, ranker, selfcheck, vocabulary, witness};

/// Name of the manifest in the root of a base.
const MANIFEST: &str = "lotsman.yaml";

/// A file of a base.
#[derive(Clone, Debug)]
pub struct Input {
    /// Path relative to the root of the base, with `/`.
    pub path: String,
    /// Its bytes as they lie on the disk.
    pub bytes: Vec<u8>,
}

impl Input {
    /// Whether a path is one that a base reads.
    pub fn belongs(path: &str) -> bool {
        path == MANIFEST || FileKind::of_path(path).is_some() || is_reference(path)
    }
}

fn is_reference(path: &str) -> bool {
    path != MANIFEST && (path.ends_with(".yaml") || path.ends_with(".yml"))
}

/// A base, read and checked.
#[derive(Debug)]
pub struct Checked {
    /// Texts, for rendering.
    pub sources: Sources,
    /// What was found, in order of report.
    pub diagnostics: Diagnostics,
    /// What could be understood.
    pub model: Model,
    /// Language of the base.
    pub lang: Lang,
}

impl Checked {
    /// Whether anything forbids building.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Reads and checks a base. Never fails: everything is a diagnostic. The same whenever it is done:
/// what depends on the day is found by [`check_on`], and so is what only the trained ranker can tell.
pub fn check(inputs: Vec<Input>) -> Checked {
    checked(inputs, None, Judging::None)
}

/// As [`check`], tells what is out of date on a day, and judges the phrases of a base that is not large.
pub fn check_on(inputs: Vec<Input>, today: Date) -> Checked {
    checked(inputs, Some(today), Judging::Small)
}

/// As [`check_on`], and judges the phrases of all topics by the trained ranker however large the base is.
pub fn check_thoroughly(inputs: Vec<Input>, today: Date) -> Checked {
    checked(inputs, Some(today), Judging::Any)
}

pub(super) fn checked(inputs: Vec<Input>, today: Option<Date>, judging: Judging) -> Checked {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let mut texts: Vec<(FileId, Source, FileKind)> = Vec::new();
    let mut references: Vec<FileId> = Vec::new();
    let mut manifest = None;
    for input in inputs {
        let text = match String::from_utf8(input.bytes) {
            Ok(text) => text,
            Err(e) => {
                let id = sources.add(Source::new(input.path, String::from_utf8_lossy(e.as_bytes())));
                diagnostics.extend(syntax::not_utf8(id, e.as_bytes()));
                continue;
            }
        };
        let source = Source::new(input.path.as_str(), text);
        let id = sources.add(source.clone());
        match FileKind::of_path(&input.path) {
            Some(kind) => texts.push((id, source, kind)),
            None if input.path == MANIFEST => manifest = Some(id),
            None => references.push(id),
        }
    }
    let (manifest, found) = match manifest.and_then(|id| Some((id, sources.get(id)?))) {
        Some((id, source)) => read_manifest(source, id),
        None => (Manifest::default(), Diagnostics::new()),
    };
    // The manifest says which files do not belong to the base, and it is known only now.
    let belongs = |id: FileId| sources.get(id).is_some_and(|s| !manifest.excludes(&s.name));
    diagnostics.retain(|d| belongs(d.place.file));
    texts.retain(|(id, ..)| belongs(*id));
    diagnostics.extend(found);
    let yaml: Vec<(FileId, &Source)> = references
        .iter()
        .filter(|id| belongs(**id))
        .filter_map(|id| Some((*id, sources.get(*id)?)))
        .collect();
    let (reference, found) = read_reference(&yaml);
    diagnostics.extend(found);
    let (trees, found) = syntax::parse_all(texts);
    diagnostics.extend(found);
    let (mut model, found) = model::resolve(&trees, &manifest, &reference);
    diagnostics.extend(found);
    let unread = unread(&diagnostics);
    let mut proved = analysis::check(&mut model);
    proved.retain(|d| !follows(d, &unread));
    let faulty = faulty_rules(&proved);
    proved.retain(|d| !follows_from_rules(d, &faulty));
    diagnostics.extend(proved);
    if let Some(today) = today {
        diagnostics.extend(analysis::life_cycle(&model, today));
    }
    diagnostics.extend(selfcheck::check(&model, judging, &diagnostics));
    model::apply_severity(&manifest, &mut diagnostics);
    mend::offers::add(&sources, &model, &mut diagnostics);
    diag::sort(&mut diagnostics);
    witness::replay(&model, &mut diagnostics);
    // Trees of a large base are many small pieces; nobody needs the memory back before the end, except
    // tests that check thousands of bases.
    if cfg!(not(test)) {
        std::mem::forget(trees);
    }
    let lang = manifest.language;
    Checked {
        sources,
        diagnostics,
        model,
        lang,
    }
}

/// Files of which something could not be read or resolved.
fn unread(diagnostics: &Diagnostics) -> BTreeSet<FileId> {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors.map(|d| d.place.file).collect()
}

/// Whether a finding may only follow from what could not be read: conditions of the same file (L04,
/// L05) say nothing while a part of it is missing, and that nothing uses a fact says the whole base.
fn follows(finding: &Diagnostic, unread: &BTreeSet<FileId>) -> bool {
    let code = finding.entry.code;
    if code == codes::ASKED_AND_NOT_USED.code {
        return !unread.is_empty();
    }
    (code.starts_with("L04") || code.starts_with("L05")) && unread.contains(&finding.place.file)
}

/// Files with a rule or a table that does not conclude as it should.
fn faulty_rules(proved: &Diagnostics) -> BTreeSet<FileId> {
    let faulty = proved
        .iter()
        .filter(|d| d.entry.class() == "L06" && d.severity != Severity::Note);
    faulty.map(|d| d.place.file).collect()
}

/// Whether a finding may only follow from a rule or a table of the same file that is found fault with:
/// a text that shows no value, a branch on a conclusion that is never drawn.
fn follows_from_rules(finding: &Diagnostic, faulty: &BTreeSet<FileId>) -> bool {
    let code = finding.entry.code;
    let follows = [codes::BRANCH_NEVER.code, codes::UNKNOWN_SHOWN.code];
    follows.contains(&code) && faulty.contains(&finding.place.file)
}

/// Compiles a checked base. The inner error is what forbids it beyond the errors already found.
///
/// # Errors
/// [`BuildError`] when the index or the container cannot be written.
pub fn build(checked: &Checked) -> Result<Result<Vec<u8>, Diagnostics>, BuildError> {
    if checked.has_errors() {
        return Ok(Err(Diagnostics::new()));
    }
    let program = checked.model.program.clone();
    let index = build_index(&program)?;
    let provenance = Provenance {
        compiler: env!("CARGO_PKG_VERSION").to_owned(),
        files: built_from(&checked.sources).into(),
    };
    let bytes = Parts {
        ranker: ranker::train(&program),
        vocabulary: vocabulary::of(&program),
        cues: CueIndex::new(&program).to_bytes(),
        orders: crate::runtime::orders(&program),
        program,
        index,
        provenance,
    }
    .to_bytes()?;
    // What cannot be opened must never take the place of a bundle that can.
    Bundle::from_bytes(bytes.clone())?;
    Ok(Ok(bytes))
}

fn built_from(sources: &Sources) -> Vec<BuiltFrom> {
    let file = |(_, source): (FileId, &Source)| BuiltFrom {
        path: source.name.to_string(),
        hash: *blake3::hash(source.text.as_bytes()).as_bytes(),
        // A source is at most a few megabytes.
        length: u32::try_from(source.text.len()).unwrap_or(u32::MAX),
    };
    sources.iter().map(file).collect()
}
