//! Names and types: trees, the manifest and reference data become the program with its places.
//!
//! Names are collected first, types of facts next, and only then is anything looked into: the order
//! of files and items never matters. What could not be resolved is `NONE` and has been reported;
//! drafts are passed by; what an item with a syntax error may have defined is not reported unknown.

mod calls;
mod cells;
mod collect;
mod conclusions;
mod dialogs;
mod editions;
mod expr;
mod facts;
mod hashes;
mod manifest;
mod measured;
mod names;
mod operators;
mod outline;
mod patterns;
mod places;
mod queues;
mod reference;
mod rounding;
mod rules;
mod scenarios;
mod severity;
mod statements;
mod tables;
mod targets;
mod text;
mod topics;
mod types;
mod written;

use rustc_hash::FxHashMap;

pub use places::{
    Dialog, DialogLine, DialogLineKind, HandlerPlace, Model, Owned, Places, RowPlaces, StepPlace, TablePlaces,
    TopicPlaces,
};
pub use severity::apply_severity;

use self::names::Names;
use self::types::{Common, Ty};
use super::manifest::Manifest;
use super::reference::Reference;
use crate::bundle::program::{FactId, GroundId, Program, SourcePos, Validity};
use crate::diag::{Diagnostic, Diagnostics, Entry};
use crate::language::NormalForms;
use crate::span::{Place, Span};
use crate::syntax::tree::{self, File};
use crate::value::{Name, Type};

/// Resolves the names of a base and checks its types.
///
/// `files` are all `.topic`, `.scenario` and `.dialog` files in order of their paths. The findings
/// are those of class L02, in the order of [`crate::diag::sort`].
pub fn resolve(files: &[File], manifest: &Manifest, reference: &Reference) -> (Model, Diagnostics) {
    let mut cx = Cx::new(files, manifest, reference);
    let items = cx.collect();
    cx.take_reference();
    cx.take_manifest_names();
    cx.define(&items);
    cx.outline_facts(&items);
    cx.outline_measures(&items);
    cx.outline_rest(&items);
    cx.resolve_rules(&items);
    cx.resolve_decisions(&items);
    cx.resolve_measures(&items);
    cx.resolve_queues(&items);
    cx.resolve_scenarios(&items);
    cx.resolve_topics(&items);
    hashes::fill(&mut cx.program);
    cx.finish_manifest();
    cx.check_reference_links();
    cx.facts_from_nowhere();
    let dialogs = cx.resolve_dialogs(&items);
    cx.report_silent_rounding();
    let mut found = cx.found;
    crate::diag::sort(&mut found);
    (
        Model {
            program: cx.program,
            places: cx.places,
            dialogs,
            manifest: manifest.clone(),
            items: cx.items,
        },
        found,
    )
}

/// A file that is being read, and its number in [`Program::files`].
#[derive(Clone, Copy, Debug)]
struct At<'a> {
    file: &'a File,
    number: u32,
}

impl<'a> At<'a> {
    fn place(self, span: Span) -> Place {
        Place::new(self.file.id, span)
    }

    fn finding(self, entry: &'static Entry, span: Span) -> Diagnostic {
        Diagnostic::new(entry, self.file.id, span)
    }

    /// The folded text of a span.
    fn folded(self, span: Span) -> &'a str {
        self.file.folded.get(span.range()).unwrap_or("")
    }

    /// Words for people made of a name: `рождение_ребёнка` is "Рождение ребёнка".
    fn words_of(self, span: Span) -> String {
        let words = self.file.source.slice(span).replace('_', " ");
        let mut chars = words.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => words,
        }
    }

    /// The title of an item, or its name in words.
    fn title(self, item: &tree::Item) -> String {
        match (&item.title, &item.name) {
            (Some(title), _) => self.file.text(*title),
            (None, Some(name)) => self.words_of(name.span),
            (None, None) => String::new(),
        }
    }
}

/// What a parameter takes and gives.
#[derive(Debug)]
struct ParameterInfo {
    keys: Vec<Ty>,
    ty: Ty,
}

/// All that resolving needs to know and has found.
struct Cx<'a> {
    files: &'a [File],
    manifest: &'a Manifest,
    reference: &'a Reference,
    names: Names<'a>,
    program: Program,
    places: Places,
    found: Diagnostics,
    items: Vec<Owned>,
    /// Where the lines of each file begin.
    lines: Vec<Vec<u32>>,
    interned: FxHashMap<&'a str, Name>,
    common: Common,
    fact_types: Vec<Ty>,
    /// The facts of measures by their names.
    measured: FxHashMap<&'a str, measured::Measured>,
    /// Where each fact is first used in a condition, a computation or a text.
    fact_uses: Vec<Option<Place>>,
    /// Whether a fact is written, looked up or given in a call.
    fact_given: Vec<bool>,
    directory_keys: FxHashMap<&'a str, FxHashMap<&'a str, Name>>,
    parameters: Vec<ParameterInfo>,
    /// For each decision the types of the cells of its outputs.
    cell_types: Vec<Vec<Ty>>,
    forms: NormalForms,
    /// Inside a decision by the rules of DMN: values of different types are no mistake there.
    dmn: bool,
    /// Arithmetic inside `округлить`.
    said: Vec<Span>,
    /// Money whose rounding nothing says.
    silent: Vec<rounding::Silent<'a>>,
}

impl<'a> Cx<'a> {
    fn new(files: &'a [File], manifest: &'a Manifest, reference: &'a Reference) -> Self {
        let program = Program {
            files: files.iter().map(|f| f.source.name.as_ref().into()).collect(),
            ..Program::default()
        };
        let line_starts = |f: &File| {
            let ends = f.source.text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            std::iter::once(0).chain(ends.map(|(i, _)| index(i + 1))).collect()
        };
        Self {
            files,
            manifest,
            reference,
            names: Names::default(),
            program,
            places: Places::default(),
            found: Vec::new(),
            items: Vec::new(),
            lines: files.iter().map(line_starts).collect(),
            interned: FxHashMap::default(),
            common: Common::default(),
            fact_types: Vec::new(),
            measured: FxHashMap::default(),
            fact_uses: Vec::new(),
            fact_given: Vec::new(),
            directory_keys: FxHashMap::default(),
            parameters: Vec::new(),
            cell_types: Vec::new(),
            forms: NormalForms::new(manifest.language),
            dmn: false,
            said: Vec::new(),
            silent: Vec::new(),
        }
    }

    fn report(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    fn intern(&mut self, name: &'a str) -> Name {
        self.interned.entry(name).or_insert_with(|| name.into()).clone()
    }

    fn pos(&self, at: At<'a>, span: Span) -> SourcePos {
        let starts = self.lines.get(at.number as usize);
        let line = starts.map_or(0, |s| s.partition_point(|start| *start <= span.start));
        SourcePos {
            file: at.number,
            line: index(line),
        }
    }

    fn fact_type(&self, fact: FactId) -> Ty {
        self.fact_types.get(fact.index()).cloned().flatten()
    }

    /// Notes that the value of a fact is needed here.
    fn uses(&mut self, fact: FactId, place: Place) {
        if let Some(slot) = self.fact_uses.get_mut(fact.index()) {
            slot.get_or_insert(place);
        }
    }

    /// Notes that a fact gets its value without a question of its own.
    fn gives(&mut self, fact: FactId) {
        if let Some(slot) = self.fact_given.get_mut(fact.index()) {
            *slot = true;
        }
    }

    fn is_derived(&self, fact: FactId) -> bool {
        let fact = self.program.facts.get(fact.index());
        fact.is_some_and(|f| f.derived != crate::bundle::program::Derived::No)
    }

    fn grounds(&mut self, at: At<'a>, grounds: &[tree::Ground]) -> Vec<GroundId> {
        grounds
            .iter()
            .map(|g| {
                let act = at.file.text(g.act);
                let point = g.point.map(|p| at.file.text(p));
                self.ground(crate::value::Ground { act, point })
            })
            .collect()
    }

    fn ground(&mut self, ground: crate::value::Ground) -> GroundId {
        let id = GroundId(index(self.program.grounds.len()));
        self.program.grounds.push(ground);
        id
    }
}

/// A length as an index. Source files are far too small for more than `u32` of anything.
fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn validity(item: &tree::Item) -> Validity {
    item.common.edition.map_or_else(Validity::default, |e| Validity {
        from: e.from,
        until: e.until,
    })
}

/// Whether a type could be shown in a text.
fn can_be_shown(ty: &Type) -> bool {
    match ty {
        Type::Record(_) => false,
        Type::List(inner) => can_be_shown(inner),
        _ => true,
    }
}
