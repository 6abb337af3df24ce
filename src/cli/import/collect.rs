//! Rows gathered by label.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::cli::rows::Row;
use crate::cli::rows::labels::key;
use crate::source::fold;
use crate::value::Lang;

/// Longest phrase in characters: as much as is read of a message by default.
const MAX_PHRASE: usize = 2000;
/// Longest answer in characters.
const MAX_ANSWER: usize = 20_000;
/// Opening brackets of a text; the language reads no deeper nesting, and nobody writes it.
const MAX_BRACKETS: usize = 8;
/// Clashes that the report shows.
const MAX_EXAMPLES: usize = 5;

/// One label with its texts.
#[derive(Debug, Default)]
pub struct Intent {
    /// As first written.
    pub label: String,
    /// Its phrases, cleaned, each once in the whole base.
    pub phrases: Vec<String>,
    /// What answers it.
    pub answer: Option<String>,
}

/// What was left out.
#[derive(Debug, Default)]
pub struct Dropped {
    /// The same text under the same label.
    pub repeated: usize,
    /// The same text under another label.
    pub elsewhere: usize,
    /// No label.
    pub unlabelled: usize,
    /// No text.
    pub empty: usize,
    /// Too long.
    pub long: usize,
    /// Another answer than the first.
    pub answers: usize,
    /// Some texts with two labels: text, first, second.
    pub examples: Vec<(String, String, String)>,
}

/// All that was read.
#[derive(Debug)]
pub struct Collected {
    /// By key of the label, in order of appearance.
    pub intents: IndexMap<String, Intent>,
    /// Texts that no topic answers.
    pub out_of_scope: Vec<String>,
    /// What was left out.
    pub dropped: Dropped,
    /// The column of answers that no row had.
    pub answers_missing: Option<String>,
    answer_column: Option<String>,
    /// Which label has a text; `None` is out of scope.
    seen: FxHashMap<String, Option<usize>>,
}

impl Collected {
    /// Nothing yet. Answers come from a column, if any.
    pub fn new(answer_column: Option<&str>) -> Self {
        Self {
            intents: IndexMap::new(),
            out_of_scope: Vec::new(),
            dropped: Dropped::default(),
            answers_missing: answer_column.map(str::to_owned),
            answer_column: answer_column.map(|c| fold(c.trim()).into_owned()),
            seen: FxHashMap::default(),
        }
    }

    /// Phrases of all labels.
    pub fn phrases(&self) -> usize {
        self.intents.values().map(|i| i.phrases.len()).sum()
    }

    /// Takes a row.
    pub fn add(&mut self, row: Row) {
        let out_of_scope = row.is_out_of_scope();
        let answer = self.answer(&row);
        let Some(label) = row.label.as_deref().map(cleaned).filter(|l| !l.is_empty()) else {
            self.dropped.unlabelled += 1;
            return;
        };
        let owner = (!out_of_scope).then(|| {
            let entry = self.intents.entry(key(&label));
            let index = entry.index();
            let intent = entry.or_insert_with(|| Intent {
                label,
                ..Intent::default()
            });
            match (&intent.answer, answer) {
                (None, answer) => intent.answer = answer,
                (Some(first), Some(other)) if *first != other => self.dropped.answers += 1,
                _ => {}
            }
            index
        });
        let phrase = phrase(&row.text);
        if phrase.is_empty() {
            self.dropped.empty += 1;
            return;
        }
        if phrase.chars().count() > MAX_PHRASE {
            self.dropped.long += 1;
            return;
        }
        match self.seen.entry(fold(&phrase).into_owned()) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(owner);
            }
            std::collections::hash_map::Entry::Occupied(first) => {
                let first = *first.get();
                if first == owner {
                    self.dropped.repeated += 1;
                } else {
                    self.elsewhere(phrase, first, owner);
                }
                return;
            }
        }
        match owner.and_then(|n| self.intents.get_index_mut(n)) {
            Some((_, intent)) => intent.phrases.push(phrase),
            None => self.out_of_scope.push(phrase),
        }
    }

    fn elsewhere(&mut self, phrase: String, first: Option<usize>, second: Option<usize>) {
        self.dropped.elsewhere += 1;
        if self.dropped.examples.len() < MAX_EXAMPLES {
            let label = |n: Option<usize>| {
                n.and_then(|n| self.intents.get_index(n))
                    .map_or_else(|| "oos".to_owned(), |(_, i)| i.label.clone())
            };
            let example = (phrase, label(first), label(second));
            self.dropped.examples.push(example);
        }
    }

    fn answer(&mut self, row: &Row) -> Option<String> {
        let column = self.answer_column.as_deref()?;
        let (_, value) = row.rest.iter().find(|(name, _)| fold(name.trim()) == column)?;
        self.answers_missing = None;
        let Value::String(text) = value else { return None };
        let lines: Vec<String> = text.lines().map(cleaned).filter(|l| !l.is_empty()).collect();
        let text: String = lines.join("\n").chars().take(MAX_ANSWER).collect();
        (!text.is_empty()).then_some(text)
    }

    /// The language that the letters speak: Russian messages hold Latin names, English ones no Cyrillic.
    pub fn language(&self) -> Lang {
        let (mut cyrillic, mut latin) = (0_usize, 0_usize);
        for c in self.intents.values().flat_map(|i| &i.phrases).flat_map(|p| p.chars()) {
            cyrillic += usize::from(matches!(c, '\u{400}'..='\u{4ff}'));
            latin += usize::from(c.is_ascii_alphabetic());
        }
        if cyrillic * 3 >= latin && cyrillic > 0 {
            Lang::Ru
        } else {
            Lang::En
        }
    }
}

/// A text without invisible signs, in one line, with single blanks.
pub fn cleaned(text: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let brackets = text.chars().filter(|c| matches!(c, '(' | '[' | '{' | '«')).count();
    let left_out = |c: char| {
        c.is_control() || brackets > MAX_BRACKETS && matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '«' | '»')
    };
    let visible: String = text
        .chars()
        .filter(|c| !invisible(*c))
        .map(|c| if left_out(c) { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cleaned text as a phrase of the language, where `#` after a blank begins a remark.
fn phrase(text: &str) -> String {
    let text = cleaned(text);
    if !text.contains('#') {
        return text;
    }
    let words = text.split(' ').map(|w| w.trim_start_matches('#'));
    words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
