//! Normal forms of the words of late: people use the same few thousand words, and looking one up costs a tenth of
//! walking the dictionary and stemming.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

/// So many words are remembered; one more, and all are forgotten.
const MOST: usize = 8192;

/// Which [`NormalForms`](super::NormalForms) the forms are of: two of them may say different things of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner(u64);

impl Owner {
    /// One that nothing is remembered of yet.
    pub(super) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

#[derive(Default)]
struct Remembered {
    owner: Option<Owner>,
    forms: FxHashMap<Box<str>, Box<str>>,
}

thread_local! {
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

/// The form of a word: as it was the last time, or as `find` says.
pub(super) fn form(owner: Owner, word: &str, find: impl FnOnce() -> String) -> String {
    REMEMBERED.with_borrow_mut(|remembered| {
        if remembered.owner != Some(owner) {
            remembered.forms.clear();
            remembered.owner = Some(owner);
        }
        if let Some(form) = remembered.forms.get(word) {
            return String::from(&**form);
        }
        if remembered.forms.len() >= MOST {
            remembered.forms.clear();
        }
        let form = find();
        remembered.forms.insert(word.into(), form.as_str().into());
        form
    })
}

#[cfg(test)]
mod tests;
