//! Numbers for everything that a cue can ask for: normal forms, exact words, prefixes, entities.

use rustc_hash::FxHashMap;

/// Number of something that a question has or has not.
pub type Feature = u32;

/// No feature.
pub const NONE: Feature = Feature::MAX;

/// What a string stands for; [`NONE`] where no cue asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Roles {
    /// As a normal form.
    pub form: Feature,
    /// As an exact word.
    pub exact: Feature,
}

impl Roles {
    /// A string that no cue names.
    pub const UNKNOWN: Self = Self {
        form: NONE,
        exact: NONE,
    };
}

#[derive(Debug)]
struct Prefix {
    text: Box<str>,
    feature: Feature,
    /// The longest other prefix that this one starts with.
    shorter: Option<usize>,
}

/// The strings of all cues.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<Box<str>, Roles>,
    entities: FxHashMap<Box<str>, Feature>,
    /// By text.
    prefixes: Vec<Prefix>,
    has_exact: bool,
}

impl Lexicon {
    /// What a word or form stands for.
    pub fn roles(&self, text: &str) -> Roles {
        self.words.get(text).copied().unwrap_or(Roles::UNKNOWN)
    }

    /// Whether some cue asks for an exact word.
    pub fn has_exact(&self) -> bool {
        self.has_exact
    }

    /// The feature of a kind of entities.
    pub fn entity(&self, kind: &str) -> Option<Feature> {
        self.entities.get(kind).copied()
    }

    /// Features of all prefixes of a word, the longest first.
    pub fn prefixes_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = Feature> + 'a {
        // The prefixes of a word that are not the one just before it are prefixes of that one.
        let before = self.prefixes.partition_point(|p| &*p.text <= word).checked_sub(1);
        let shorter = |at: &usize| self.prefixes.get(*at)?.shorter;
        std::iter::successors(before, shorter)
            .filter_map(|at| self.prefixes.get(at))
            .skip_while(move |p| !word.starts_with(&*p.text))
            .map(|p| p.feature)
    }
}

/// A lexicon in the making.
#[derive(Debug, Default)]
pub struct Numbering<'p> {
    words: FxHashMap<&'p str, Roles>,
    entities: FxHashMap<&'p str, Feature>,
    prefixes: FxHashMap<&'p str, Feature>,
    /// In how many places of the cues each feature stands.
    uses: Vec<u32>,
}

impl<'p> Numbering<'p> {
    /// The number of a normal form that stands once more.
    pub fn form(&mut self, text: &'p str) -> Feature {
        let roles = self.words.entry(text).or_insert(Roles::UNKNOWN);
        count(&mut self.uses, &mut roles.form)
    }

    /// The number of an exact word that stands once more.
    pub fn exact(&mut self, text: &'p str) -> Feature {
        let roles = self.words.entry(text).or_insert(Roles::UNKNOWN);
        count(&mut self.uses, &mut roles.exact)
    }

    /// The number of a prefix that stands once more.
    pub fn prefix(&mut self, text: &'p str) -> Feature {
        count(&mut self.uses, self.prefixes.entry(text).or_insert(NONE))
    }

    /// The number of a kind of entities that stands once more.
    pub fn entity(&mut self, kind: &'p str) -> Feature {
        count(&mut self.uses, self.entities.entry(kind).or_insert(NONE))
    }

    /// The lexicon, and how common each feature is. A prefix is as common as all words with it.
    pub fn finish(self) -> (Lexicon, Vec<u32>) {
        let mut common = self.uses;
        let mut by_text: Vec<(&str, Feature)> = self.prefixes.into_iter().collect();
        by_text.sort_unstable();
        let mut prefixes: Vec<Prefix> = Vec::with_capacity(by_text.len());
        for (text, feature) in by_text {
            let mut shorter = prefixes.len().checked_sub(1);
            while let Some(p) = shorter.and_then(|at| prefixes.get(at)) {
                if text.starts_with(&*p.text) {
                    break;
                }
                shorter = p.shorter;
            }
            prefixes.push(Prefix {
                text: text.into(),
                feature,
                shorter,
            });
        }
        let has_exact = self.words.values().any(|r| r.exact != NONE);
        let words = self.words.into_iter().map(|(text, roles)| (text.into(), roles));
        let entities = self.entities.into_iter().map(|(kind, f)| (kind.into(), f));
        let lexicon = Lexicon {
            words: words.collect(),
            entities: entities.collect(),
            prefixes,
            has_exact,
        };
        if !lexicon.prefixes.is_empty() {
            let uses = common.clone();
            let of = |f: Feature| uses.get(f as usize).copied().unwrap_or(0);
            // Sums do not depend on the order in which the words come.
            let words: Vec<(&str, Roles)> = lexicon.words.iter().map(|(w, r)| (&**w, *r)).collect();
            for (word, roles) in words {
                for prefix in lexicon.prefixes_of(word) {
                    if let Some(sum) = common.get_mut(prefix as usize) {
                        *sum = sum.saturating_add(of(roles.form)).saturating_add(of(roles.exact));
                    }
                }
            }
        }
        (lexicon, common)
    }
}

fn count(uses: &mut Vec<u32>, feature: &mut Feature) -> Feature {
    if *feature == NONE {
        *feature = Feature::try_from(uses.len()).unwrap_or(NONE);
        uses.push(0);
    }
    if let Some(n) = uses.get_mut(*feature as usize) {
        *n = n.saturating_add(1);
    }
    *feature
}
