//! Names of DMN as ids: the same name gives the same id throughout a model, and no two names one id.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::feel::words_of;
use crate::source::fold;
use crate::syntax;

/// Longest id in characters.
const MAX_ID: usize = 60;

/// Ids given so far.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_name: FxHashMap<String, String>,
    taken: FxHashSet<String>,
    /// Some name of a part of a record is not its own id.
    pub changed_parts: bool,
}

/// A name with its blanks made even.
pub fn even(name: &str) -> String {
    words_of(name).join(" ")
}

impl Names {
    /// The id of a name.
    pub fn id(&mut self, name: &str) -> String {
        let name = even(name);
        if let Some(id) = self.by_name.get(&name) {
            return id.clone();
        }
        let id = self.fresh(&name);
        self.by_name.insert(name, id.clone());
        id
    }

    /// The id of a name, where it has one; else what it would be by itself.
    pub fn known(&self, name: &str) -> String {
        let name = even(name);
        self.by_name.get(&name).cloned().unwrap_or_else(|| plain(&name))
    }

    /// The id of a part of a record.
    pub fn part(&mut self, name: &str) -> String {
        let id = self.id(name);
        self.changed_parts |= id != name;
        id
    }

    /// An id like `name` that nothing else has.
    pub fn fresh(&mut self, name: &str) -> String {
        let plain = plain(name);
        let mut id = plain.clone();
        let mut n = 1;
        while !self.taken.insert(id.clone()) {
            n += 1;
            id = format!("{plain}_{n}");
        }
        id
    }
}

/// Letters, digits and `_`, lower case.
fn plain(name: &str) -> String {
    let mut out = String::new();
    for c in fold(name).chars().take(MAX_ID) {
        let c = if c.is_alphanumeric() { c } else { '_' };
        // Letters whose lower case is longer stay as they are when a text is folded.
        if c != '_' || !out.ends_with('_') {
            out.push(c);
        }
    }
    let trimmed = out.trim_matches('_');
    let id = if trimmed.starts_with(|c: char| !c.is_alphabetic()) {
        format!("_{trimmed}")
    } else {
        trimmed.to_owned()
    };
    if id.is_empty() || syntax::is_mixed(&id) {
        return "имя".to_owned();
    }
    if syntax::keywords::is_reserved(&id) {
        format!("{id}_")
    } else {
        id
    }
}

/// A word to put after an id, in its alphabet.
pub fn suffix<'w>(id: &str, ru: &'w str, en: &'w str) -> &'w str {
    if id.chars().any(|c| matches!(c, 'а'..='я')) {
        ru
    } else {
        en
    }
}
