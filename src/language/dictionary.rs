//! The Russian words that are known, and the lemma of each.
//!
//! The data is OpenCorpora's, see `dictionary/LICENSE-opencorpora.md`; `cargo xtask dictionary` makes
//! both files. It is read in place: what a process pays is the pages that its words touch.

use std::borrow::Cow;
use std::sync::LazyLock;

use fst::raw::{Fst, Output};

static RUSSIAN: LazyLock<Dictionary> = LazyLock::new(|| {
    Dictionary::new(
        include_bytes!("dictionary/ru.fst"),
        include_str!("dictionary/ru.rules.txt"),
    )
});

/// Three million forms of Russian words, folded: lower case, е for ё.
pub struct Dictionary {
    /// From a form, one byte a letter, to the number of a rule. `None` when the file is broken.
    automaton: Option<Fst<&'static [u8]>>,
    rules: Vec<Rule>,
}

/// How a form becomes its lemma and its key. Lengths are in bytes.
#[derive(Clone, Copy, Debug)]
struct Rule {
    /// Taken off the end of the form.
    strip: usize,
    /// Put on instead: that is the lemma.
    add: &'static str,
    /// Taken off the end of the lemma: that is the key.
    cut: usize,
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dictionary").field("forms", &self.len()).finish()
    }
}

/// A word of the dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    word: &'a str,
    rule: Rule,
}

impl Dictionary {
    /// The dictionary of Russian, built into the program.
    pub fn russian() -> &'static Self {
        &RUSSIAN
    }

    fn new(automaton: &'static [u8], rules: &'static str) -> Self {
        let rule = |line: &'static str| {
            let mut columns = line.splitn(3, ' ');
            Some(Rule {
                strip: columns.next()?.parse().ok()?,
                cut: columns.next()?.parse().ok()?,
                add: columns.next()?,
            })
        };
        Self {
            automaton: Fst::new(automaton).ok(),
            rules: rules.lines().map_while(rule).collect(),
        }
    }

    /// How many forms are known.
    pub fn len(&self) -> usize {
        self.automaton.as_ref().map_or(0, Fst::len)
    }

    /// Whether no form is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the folded word is a form of a known word. Allocates nothing.
    pub fn knows(&self, folded: &str) -> bool {
        self.number(folded).is_some()
    }

    /// The lemma of the folded word: of a homonym, the lemma that is meant most often. A participle
    /// and a gerund have the infinitive, a short form and a comparative the full adjective.
    pub fn lemma<'a>(&self, folded: &'a str) -> Option<Cow<'a, str>> {
        self.find(folded)?.lemma()
    }

    pub(super) fn find<'a>(&self, folded: &'a str) -> Option<Known<'a>> {
        let number = usize::try_from(self.number(folded)?).ok()?;
        let rule = *self.rules.get(number)?;
        Some(Known { word: folded, rule })
    }

    fn number(&self, folded: &str) -> Option<u64> {
        let automaton = self.automaton.as_ref()?;
        let mut node = automaton.root();
        let mut output = Output::zero();
        for c in folded.chars() {
            let transition = node.transition(node.find_input(letter(c)?)?);
            output = output.cat(transition.out);
            node = automaton.node(transition.addr);
        }
        node.is_final().then(|| output.cat(node.final_output()).value())
    }
}

impl<'a> Known<'a> {
    /// The lemma.
    pub(super) fn lemma(self) -> Option<Cow<'a, str>> {
        let kept = self.word.get(..self.word.len().checked_sub(self.rule.strip)?)?;
        Some(join(kept, self.rule.add))
    }

    /// What is the same for all forms of the word and of words outside the dictionary with the same
    /// stem, and of no other word where they are easily confused.
    pub(super) fn key(self) -> Option<Cow<'a, str>> {
        let Rule { strip, add, cut } = self.rule;
        let kept = self.word.len().checked_sub(strip)?;
        let length = (kept + add.len()).checked_sub(cut)?;
        if length <= kept {
            return Some(Cow::Borrowed(self.word.get(..length)?));
        }
        Some(join(self.word.get(..kept)?, add.get(..length - kept)?))
    }
}

fn join<'a>(kept: &'a str, add: &'static str) -> Cow<'a, str> {
    if add.is_empty() {
        Cow::Borrowed(kept)
    } else if kept.is_empty() {
        Cow::Borrowed(add)
    } else {
        let mut joined = String::with_capacity(kept.len() + add.len());
        joined.push_str(kept);
        joined.push_str(add);
        Cow::Owned(joined)
    }
}

/// The byte of a letter in the automaton, which stores these in the least space.
fn letter(c: char) -> Option<u8> {
    let from = |first: char, byte: u8| u8::try_from(u32::from(c) - u32::from(first)).ok().map(|n| n + byte);
    match c {
        'а'..='щ' => from('а', b'a'),
        'ъ'..='я' => from('ъ', b'0'),
        '-' => Some(b'-'),
        _ => None,
    }
}

impl super::spelling::Lexicon for Dictionary {
    /// A hyphenated word is known when its parts are.
    fn knows(&self, folded: &str) -> bool {
        Self::knows(self, folded) || (folded.contains('-') && folded.split('-').all(|part| Self::knows(self, part)))
    }
}
