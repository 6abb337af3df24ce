//! DMN as text of ours.

mod calls;
mod expr;
mod names;
mod ranges;
mod scope;
mod table;
mod types;
mod unroll;
mod write;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::model::{Dmn, Unread};

pub use names::{Names, even};
pub use scope::Bound;
pub use types::{Ty, of_ref};

/// Most parts that one expression may come to, variables and loops written out.
const BUDGET: u32 = 20_000;
/// Greatest depth of expressions, variables and functions written out.
const MAX_DEPTH: u32 = 80;

/// Why something is not taken over, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Byte of the file.
    pub at: u32,
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

impl Refused {
    pub(super) fn new(at: u32, ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            at,
            ru: ru.into(),
            en: en.into(),
        }
    }
}

impl From<Unread> for Refused {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Feel(fault) if fault.near.is_empty() => {
                Self::new(fault.at, "выражение FEEL обрывается", "the FEEL expression breaks off")
            }
            Unread::Feel(fault) => Self::new(
                fault.at,
                format!("выражение FEEL не читается с «{}»", fault.near),
                format!("the FEEL expression cannot be read from `{}` on", fault.near),
            ),
            Unread::Missing(at) => Self::new(at, "выражения нет", "there is no expression"),
            Unread::Element(name, at) => Self::new(
                at,
                format!("элемент или язык «{name}» не поддерживается"),
                format!("the element or language `{name}` is not supported"),
            ),
        }
    }
}

/// A model as text.
#[derive(Debug)]
pub struct Imported {
    /// The text of the `.scenario` file.
    pub text: String,
    /// What names of input data mean.
    pub inputs: Vec<(String, Bound)>,
    /// Decisions in order: name and, where it was taken over, id.
    pub decisions: Vec<(String, Result<String, Refused>)>,
    /// First line of the text of each decision that was taken over, in order, with its number.
    pub lines: Vec<(usize, usize)>,
    /// Ids of names.
    pub names: Names,
}

/// How far a decision is.
#[derive(Clone, Debug)]
enum State {
    Untouched,
    Running,
    Done(String, Ty),
    Refused(Refused),
}

/// Writes a model.
pub(super) struct Importer<'d> {
    pub(super) dmn: &'d Dmn,
    pub(super) names: Names,
    globals: FxHashMap<String, Bound>,
    states: Vec<State>,
    /// Texts of decisions: helpers first.
    texts: Vec<Vec<String>>,
    /// Decisions whose helpers are being written, innermost last.
    current: Vec<(usize, String)>,
    budget: u32,
    depth: u32,
    banned: &'d FxHashMap<usize, Refused>,
}

/// Takes a model over. Decisions in `banned` are refused for the reason given.
pub fn import(dmn: &Dmn, banned: &FxHashMap<usize, Refused>) -> Imported {
    let mut importer = Importer {
        dmn,
        names: Names::default(),
        globals: FxHashMap::default(),
        states: vec![State::Untouched; dmn.decisions.len()],
        texts: vec![Vec::new(); dmn.decisions.len()],
        current: Vec::new(),
        budget: BUDGET,
        depth: 0,
        banned,
    };
    let inputs = importer.declare();
    for i in 0..dmn.decisions.len() {
        // What is refused stays so in its state.
        let _ = importer.ensure(i);
    }
    importer.finish(inputs)
}

impl Importer<'_> {
    fn declare(&mut self) -> Vec<(String, Bound)> {
        let mut inputs = Vec::new();
        for input in &self.dmn.inputs {
            let ty = of_ref(self.dmn, input.ty.as_deref());
            let id = self.names.id(&input.name);
            let bound = self.input(&id, ty, 0);
            self.globals.insert(even(&input.name), bound.clone());
            inputs.push((input.name.clone(), bound));
        }
        for (i, decision) in self.dmn.decisions.iter().enumerate() {
            self.names.id(&decision.name);
            self.globals.insert(even(&decision.name), Bound::Decision(i));
        }
        for (i, knowledge) in self.dmn.functions.iter().enumerate() {
            self.globals.insert(even(&knowledge.name), Bound::Knowledge(i));
        }
        inputs
    }

    /// Facts of an input: one, or one for each of its parts.
    fn input(&mut self, id: &str, ty: Ty, depth: usize) -> Bound {
        match ty {
            Ty::Record(parts) if depth < 4 => {
                let mut bounds = Vec::with_capacity(parts.len());
                for (name, ty) in parts.iter() {
                    let part = self.names.part(name);
                    let id = self.names.fresh(&format!("{id}_{part}"));
                    bounds.push((name.clone(), self.input(&id, ty.clone(), depth + 1)));
                }
                Bound::Parts(Rc::new(bounds))
            }
            ty => Bound::Fact(id.to_owned(), ty),
        }
    }

    /// Writes a decision unless it is written; its id and type.
    pub(super) fn ensure(&mut self, i: usize) -> Result<(String, Ty), Refused> {
        match self.states.get(i) {
            Some(State::Done(id, ty)) => return Ok((id.clone(), ty.clone())),
            Some(State::Refused(why)) => return Err(why.clone()),
            Some(State::Running) => {
                let at = self.dmn.decisions.get(i).map_or(0, |d| d.at);
                return Err(Refused::new(
                    at,
                    "решения зависят друг от друга по кругу",
                    "decisions depend on each other in a circle",
                ));
            }
            Some(State::Untouched) => {}
            None => return Err(Refused::new(0, "такого решения нет", "there is no such decision")),
        }
        self.set(i, State::Running);
        let (budget, depth) = (
            std::mem::replace(&mut self.budget, BUDGET),
            std::mem::take(&mut self.depth),
        );
        let result = match self.banned.get(&i) {
            Some(why) => Err(why.clone()),
            None => self.decision(i),
        };
        (self.budget, self.depth) = (budget, depth);
        match &result {
            Ok((id, ty)) => self.set(i, State::Done(id.clone(), ty.clone())),
            Err(why) => {
                if let Some(texts) = self.texts.get_mut(i) {
                    texts.clear();
                }
                self.set(i, State::Refused(why.clone()));
            }
        }
        result
    }

    fn set(&mut self, i: usize, state: State) {
        if let Some(slot) = self.states.get_mut(i) {
            *slot = state;
        }
    }

    /// Puts a helper decision before the one that is being written.
    pub(super) fn helper(&mut self, text: String) {
        if let Some((i, _)) = self.current.last()
            && let Some(texts) = self.texts.get_mut(*i)
        {
            texts.push(text);
        }
    }

    /// An id for a helper of the decision that is being written.
    pub(super) fn helper_id(&mut self, ru: &str, en: &str) -> String {
        let of = self.current.last().map_or_else(String::new, |(_, id)| id.clone());
        let word = names::suffix(&of, ru, en);
        self.names.fresh(&format!("{of}_{word}"))
    }

    /// What a name means outside: a decision sees what it says that it needs.
    pub(super) fn global(&self, name: &str) -> Option<&Bound> {
        let bound = self.globals.get(&even(name))?;
        let (i, _) = self.current.last()?;
        let id = match bound {
            Bound::Decision(i) => self.dmn.decisions.get(*i).map(|d| &d.id),
            Bound::Knowledge(i) => self.dmn.functions.get(*i).map(|k| &k.id),
            _ => self
                .dmn
                .inputs
                .iter()
                .find(|d| even(&d.name) == even(name))
                .map(|d| &d.id),
        }?;
        let decision = self.dmn.decisions.get(*i)?;
        // Functions are written into decisions: what a function needs is needed there.
        let mut needs = decision
            .needs
            .iter()
            .chain(self.dmn.functions.iter().flat_map(|k| &k.needs));
        needs.any(|n| n == id).then_some(bound)
    }

    fn finish(self, inputs: Vec<(String, Bound)>) -> Imported {
        let mut out = write::header(self.dmn);
        let mut seen = FxHashSet::default();
        for (input, bound) in &inputs {
            write::facts(self.dmn, input, bound, &mut seen, &mut out);
        }
        let mut lines = Vec::new();
        for (i, texts) in self.texts.iter().enumerate() {
            if !texts.is_empty() {
                lines.push((out.bytes().filter(|b| *b == b'\n').count() + 1, i));
            }
            for text in texts {
                out.push_str(text);
                out.push('\n');
            }
        }
        let decisions = self
            .dmn
            .decisions
            .iter()
            .zip(&self.states)
            .map(|(d, state)| {
                let result = match state {
                    State::Done(id, _) => Ok(id.clone()),
                    State::Refused(why) => Err(why.clone()),
                    State::Untouched | State::Running => Err(Refused::new(d.at, "не прочитано", "not read")),
                };
                (d.name.clone(), result)
            })
            .collect();
        Imported {
            text: out.trim_end().to_owned() + "\n",
            inputs,
            decisions,
            lines,
            names: self.names,
        }
    }
}
