//! Names: who defines them, and what to say about one that nobody defines.

use rustc_hash::FxHashMap;

use super::{At, Cx};
use crate::diag::{Arg, Diagnostic, Entry, codes};
use crate::span::{Place, Span};
use crate::value::Bi;

/// Suggestions are computed for so many unknown names; a base with more has another trouble.
const MAX_SUGGESTIONS: u32 = 200;
/// Names compared for one suggestion.
const MAX_CANDIDATES: usize = 20_000;

/// Namespaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub(super) enum Space {
    /// Facts and what rules and decisions conclude.
    Value,
    Scenario,
    Topic,
    Queue,
    Source,
    Measure,
    Label,
    Event,
    Directory,
    Synonyms,
    /// Functions and parameters.
    Call,
    Outcome,
    Segment,
    Organisation,
    Method,
    /// Steps of the scenario at hand; kept apart from the others.
    Step,
}

impl Space {
    /// All that are kept in [`Names`].
    const ALL: [Self; 15] = [
        Self::Value,
        Self::Scenario,
        Self::Topic,
        Self::Queue,
        Self::Source,
        Self::Measure,
        Self::Label,
        Self::Event,
        Self::Directory,
        Self::Synonyms,
        Self::Call,
        Self::Outcome,
        Self::Segment,
        Self::Organisation,
        Self::Method,
    ];

    /// What its members are called.
    pub(super) fn word(self) -> Bi {
        let (ru, en) = match self {
            Self::Value => ("факт", "a fact"),
            Self::Scenario => ("сценарий", "a scenario"),
            Self::Topic => ("тема", "a topic"),
            Self::Queue => ("очередь", "a queue"),
            Self::Source => ("источник", "a source"),
            Self::Measure => ("мера", "a measure"),
            Self::Label => ("метка правила", "a label of a rule"),
            Self::Event => ("событие", "an event"),
            Self::Directory => ("справочник", "a directory"),
            Self::Synonyms => ("список синонимов", "a list of synonyms"),
            Self::Call => ("функция", "a function"),
            Self::Outcome => ("исход", "an outcome"),
            Self::Segment => ("сегмент", "a segment"),
            Self::Organisation => ("организация", "an organisation"),
            Self::Method => ("способ идентификации", "a kind of identification"),
            Self::Step => ("шаг", "a step"),
        };
        Bi { ru, en }
    }
}

/// A definition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Def {
    /// Index into the array of its kind.
    pub id: u32,
    /// Where it is defined; none for what is built in.
    pub place: Option<Place>,
}

/// All names of a base.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    spaces: [FxHashMap<&'a str, Def>; 15],
    /// A definition could not be read: its name may be any.
    open: [bool; 15],
    drafts: FxHashMap<(Space, &'a str), Place>,
    suggested: u32,
}

impl<'a> Names<'a> {
    fn space(&self, space: Space) -> Option<&FxHashMap<&'a str, Def>> {
        self.spaces.get(space as usize)
    }

    pub(super) fn get(&self, space: Space, name: &str) -> Option<Def> {
        self.space(space)?.get(name).copied()
    }

    /// Defines a name; gives back the definition that stood there before and stays.
    pub(super) fn define(&mut self, space: Space, name: &'a str, def: Def) -> Option<Def> {
        let map = self.spaces.get_mut(space as usize)?;
        match map.entry(name) {
            std::collections::hash_map::Entry::Occupied(old) => Some(*old.get()),
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(def);
                None
            }
        }
    }

    pub(super) fn define_draft(&mut self, space: Space, name: &'a str, place: Place) {
        self.drafts.insert((space, name), place);
    }

    /// Unknown names of this space are not reported from now on.
    pub(super) fn leave_open(&mut self, space: Space) {
        if let Some(open) = self.open.get_mut(space as usize) {
            *open = true;
        }
    }

    pub(super) fn leave_all_open(&mut self) {
        self.open = [true; 15];
    }

    pub(super) fn is_open(&self, space: Space) -> bool {
        self.open.get(space as usize).copied().unwrap_or(false)
    }

    fn similar(&self, space: Space, name: &str) -> Option<Near<'a>> {
        let keys = self.space(space)?.keys().copied();
        closest(name, keys.take(MAX_CANDIDATES))
    }
}

/// A name that may have been meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near<'c> {
    pub(super) name: &'c str,
    /// Whether it can only be this one: no other is as near, and it is not a matter of numbers, for
    /// `доход_2024` is no slip of `доход_2025`.
    pub(super) sure: bool,
}

/// The candidate nearest to `name`, if it is near. Equally near ones: the first in order.
pub(super) fn closest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<Near<'c>> {
    let length = name.chars().count();
    let allowed = match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => length / 4,
    };
    let near = candidates
        .filter(|c| !c.is_empty() && c.len().abs_diff(name.len()) <= allowed * 2)
        .map(|c| (strsim::osa_distance(name, c), c))
        .filter(|(distance, _)| *distance <= allowed);
    let mut best: Option<(usize, &str)> = None;
    let mut alone = true;
    for (distance, candidate) in near {
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, first)) if distance == least => {
                alone &= candidate == first;
                best = Some((least, first.min(candidate)));
            }
            _ => {
                (best, alone) = (Some((distance, candidate)), true);
            }
        }
    }
    best.map(|(_, found)| Near {
        name: found,
        sure: alone && digits(found).eq(digits(name)),
    })
}

fn digits(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(char::is_ascii_digit)
}

impl<'a> Cx<'a> {
    /// The index of `name`, or a finding of kind `entry` at `span`.
    pub(super) fn find(
        &mut self,
        space: Space,
        at: At<'a>,
        span: Span,
        name: &str,
        entry: &'static Entry,
    ) -> Option<u32> {
        if name.is_empty() {
            return None;
        }
        if let Some(def) = self.names.get(space, name) {
            return Some(def.id);
        }
        self.unknown(space, at, span, name, entry, &[]);
        None
    }

    /// As [`Self::find`] for a name in a YAML file.
    pub(super) fn find_linked(&mut self, space: Space, place: Place, name: &str, entry: &'static Entry) -> Option<u32> {
        if let Some(def) = self.names.get(space, name) {
            return Some(def.id);
        }
        self.unknown_at(space, place, name, name, entry, &[]);
        None
    }

    /// Reports an unknown name, unless its definition may be hidden by a fault elsewhere.
    /// `local` are names that fit here besides those of the namespace.
    pub(super) fn unknown(
        &mut self,
        space: Space,
        at: At<'a>,
        span: Span,
        name: &str,
        entry: &'static Entry,
        local: &[&str],
    ) {
        self.unknown_at(space, at.place(span), at.file.source.slice(span), name, entry, local);
    }

    fn unknown_at(
        &mut self,
        space: Space,
        place: Place,
        shown: &str,
        name: &str,
        entry: &'static Entry,
        local: &[&str],
    ) {
        // Mixed alphabets have been reported where the name was read.
        if space != Space::Step && self.names.is_open(space) || name.is_empty() || crate::syntax::is_mixed(name) {
            return;
        }
        let new = |entry| {
            Diagnostic::new(entry, place.file, place.span)
                .arg("name", shown)
                .arg("what", space.word())
        };
        if let Some(draft) = self.names.drafts.get(&(space, name)).copied() {
            self.report(new(&codes::DRAFT_USED).also(draft.file, draft.span, "черновик", "the draft"));
            return;
        }
        let finding = self.hint(new(entry), space, name, place.span, local);
        self.report(finding);
    }

    fn hint(&mut self, finding: Diagnostic, space: Space, name: &str, span: Span, local: &[&str]) -> Diagnostic {
        let nothing = Arg::Words {
            ru: "такого имени нигде нет".to_owned(),
            en: "no such name anywhere".to_owned(),
        };
        if self.names.suggested >= MAX_SUGGESTIONS {
            return finding.arg("hint", nothing);
        }
        self.names.suggested += 1;
        let near = closest(name, local.iter().copied()).or_else(|| self.names.similar(space, name));
        if let Some(near) = near {
            let hint = Arg::Words {
                ru: format!("возможно, «{}»", near.name),
                en: format!("perhaps `{}`", near.name),
            };
            return finding.arg("hint", hint).replace_if(near.sure, span, near.name);
        }
        for other in Space::ALL {
            let Some(def) = self.names.get(other, name).filter(|_| other != space) else {
                continue;
            };
            let (is, not) = (other.word(), space.word());
            let hint = Arg::Words {
                ru: format!("это {}, а не {}", is.ru, not.ru),
                en: format!("this is {}, not {}", is.en, not.en),
            };
            let finding = finding.arg("hint", hint);
            return match def.place {
                Some(p) => finding.also(p.file, p.span, "здесь определено", "defined here"),
                None => finding,
            };
        }
        finding.arg("hint", nothing)
    }
}
