//! Numbers for everything that a cue can ask for: normal forms, exact words, prefixes, entities.

use rustc_hash::FxHashMap;
use tantivy::directory::OwnedBytes;

use crate::bundle::flat::{Fixed, Flat};
use crate::bundle::keys;

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

/// Where a string stands in the text of the lexicon: first byte and length.
pub type Place = (u32, u32);

/// A word with what it stands for; an empty slot has no length but `u32::MAX`.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    place: Place,
    roles: Roles,
}

const EMPTY: Slot = Slot {
    place: (0, u32::MAX),
    roles: Roles::UNKNOWN,
};

impl Fixed<16> for Slot {
    fn bytes(self) -> [u8; 16] {
        [self.place.0, self.place.1, self.roles.form, self.roles.exact].bytes()
    }

    #[inline]
    fn of(bytes: &[u8; 16]) -> Self {
        let [start, length, form, exact] = Fixed::of(bytes);
        Self {
            place: (start, length),
            roles: Roles { form, exact },
        }
    }
}

/// A prefix.
#[derive(Clone, Copy, Debug)]
pub struct Prefix {
    place: Place,
    feature: Feature,
    /// The longest other prefix that this one starts with; [`NONE`] where there is none.
    shorter: u32,
}

impl Fixed<16> for Prefix {
    fn bytes(self) -> [u8; 16] {
        [self.place.0, self.place.1, self.feature, self.shorter].bytes()
    }

    #[inline]
    fn of(bytes: &[u8; 16]) -> Self {
        let [start, length, feature, shorter] = Fixed::of(bytes);
        Self {
            place: (start, length),
            feature,
            shorter,
        }
    }
}

/// The strings of all cues, in place.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// By the hash of the word, then wherever there is room: a power of two of them, at most half taken.
    pub slots: Flat<Slot, 16>,
    /// In order of text.
    pub prefixes: Flat<Prefix, 16>,
    /// Kinds of entities, a few: place and feature.
    pub entities: Flat<[u32; 3], 12>,
    /// All strings.
    pub text: OwnedText,
    pub has_exact: bool,
}

/// Bytes of strings; `Default` is none.
#[derive(Debug)]
pub struct OwnedText(pub OwnedBytes);

impl Default for OwnedText {
    fn default() -> Self {
        Self(OwnedBytes::empty())
    }
}

impl Lexicon {
    #[inline]
    fn string(&self, (start, length): Place) -> Option<&[u8]> {
        let (start, length) = (start as usize, length as usize);
        self.text.0.as_slice().get(start..start.checked_add(length)?)
    }

    /// What a word or form stands for.
    pub fn roles(&self, text: &str) -> Roles {
        let slots = self.slots.all();
        let mask = slots.len().wrapping_sub(1);
        let mut at = first(text, mask);
        // There is an empty one; a damaged table is gone round once.
        for _ in 0..slots.len() {
            match slots.get(at) {
                Some(slot) if slot.place.1 == EMPTY.place.1 => break,
                Some(slot) if self.string(slot.place) == Some(text.as_bytes()) => return slot.roles,
                _ => at = (at + 1) & mask,
            }
        }
        Roles::UNKNOWN
    }

    /// Whether some cue asks for an exact word.
    pub fn has_exact(&self) -> bool {
        self.has_exact
    }

    /// The feature of a kind of entities.
    pub fn entity(&self, kind: &str) -> Option<Feature> {
        let named = |[start, length, _]: &[u32; 3]| self.string((*start, *length)) == Some(kind.as_bytes());
        self.entities.all().iter().find(named).map(|[.., feature]| feature)
    }

    /// Features of all prefixes of a word, the longest first.
    pub fn prefixes_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = Feature> + 'a {
        let prefixes = self.prefixes.all();
        // The prefixes of a word that are not the one just before it are prefixes of that one.
        let not_after = |p: Prefix| self.string(p.place) <= Some(word.as_bytes());
        let before = prefixes.partition_point(not_after).checked_sub(1);
        // A shorter one stands before: that ends, whatever wrote the table.
        let shorter = move |at: &usize| Some(prefixes.get(*at)?.shorter as usize).filter(|s| s < at);
        std::iter::successors(before, shorter)
            .filter_map(move |at| prefixes.get(at))
            .skip_while(move |p| {
                self.string(p.place)
                    .is_none_or(|text| !word.as_bytes().starts_with(text))
            })
            .map(|p| p.feature)
    }

    /// Whether all strings are where they are said to be.
    pub fn is_sound(&self) -> bool {
        let within = |place: Place| self.string(place).is_some();
        let slots = self.slots.all();
        let taken = slots.iter().filter(|s| s.place.1 != EMPTY.place.1);
        (slots.len() == 0 || slots.len().is_power_of_two() && taken.clone().count() < slots.len())
            && taken.clone().all(|s| within(s.place))
            && self.prefixes.all().iter().all(|p| within(p.place))
            && self
                .entities
                .all()
                .iter()
                .all(|[start, length, _]| within((start, length)))
    }
}

fn first(text: &str, mask: usize) -> usize {
    // The low half is as good as the whole.
    usize::try_from(keys::hash(text) & 0xffff_ffff).unwrap_or(0) & mask
}

/// Collects strings.
#[derive(Default)]
struct Texts(Vec<u8>);

impl Texts {
    fn add(&mut self, text: &str) -> Place {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let place = (number(self.0.len()), number(text.len()));
        self.0.extend_from_slice(text.as_bytes());
        place
    }
}

/// Words by their hashes, in order of text: the same words give the same table.
fn slots(words: &[(&str, Roles)], texts: &mut Texts) -> Flat<Slot, 16> {
    if words.is_empty() {
        return Flat::default();
    }
    let mut slots = vec![EMPTY; (words.len() * 2).next_power_of_two()];
    let mask = slots.len() - 1;
    for (word, roles) in words {
        let mut at = first(word, mask);
        while let Some(slot) = slots.get_mut(at) {
            if slot.place.1 == EMPTY.place.1 {
                *slot = Slot {
                    place: texts.add(word),
                    roles: *roles,
                };
                break;
            }
            at = (at + 1) & mask;
        }
    }
    slots.into_iter().collect()
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
        let mut texts = Texts::default();
        let mut by_text: Vec<(&str, Feature)> = self.prefixes.into_iter().collect();
        by_text.sort_unstable();
        let mut prefixes: Vec<Prefix> = Vec::with_capacity(by_text.len());
        for (n, (text, feature)) in by_text.iter().enumerate() {
            let mut shorter = n.checked_sub(1);
            while let Some(at) = shorter {
                if by_text.get(at).is_none_or(|(other, _)| text.starts_with(other)) {
                    break;
                }
                let next = prefixes.get(at).map_or(NONE, |p| p.shorter);
                shorter = (next != NONE).then_some(next as usize);
            }
            prefixes.push(Prefix {
                place: texts.add(text),
                feature: *feature,
                shorter: shorter.and_then(|at| u32::try_from(at).ok()).unwrap_or(NONE),
            });
        }
        let has_exact = self.words.values().any(|r| r.exact != NONE);
        let mut words: Vec<(&str, Roles)> = self.words.into_iter().collect();
        words.sort_unstable_by_key(|(text, _)| *text);
        let slots = slots(&words, &mut texts);
        let mut entities: Vec<(&str, Feature)> = self.entities.into_iter().collect();
        entities.sort_unstable();
        let entity = |(kind, feature): (&str, Feature)| {
            let (start, length) = texts.add(kind);
            [start, length, feature]
        };
        let lexicon = Lexicon {
            slots,
            prefixes: prefixes.into_iter().collect(),
            entities: entities.into_iter().map(entity).collect(),
            text: OwnedText(OwnedBytes::new(texts.0)),
            has_exact,
        };
        if !by_text.is_empty() {
            let uses = common.clone();
            let of = |f: Feature| uses.get(f as usize).copied().unwrap_or(0);
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
