//! Entries to the two files that the library reads.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use fst::MapBuilder;

use super::choose::Entry;

/// From a form to its lemma and key: bytes taken off the form, what is put on instead, bytes taken
/// off the lemma.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Rule {
    strip: usize,
    add: String,
    cut: usize,
}

impl Rule {
    fn of(entry: &Entry) -> Self {
        let shared = entry
            .form
            .char_indices()
            .zip(entry.lemma.chars())
            .find(|((_, a), b)| a != b)
            .map_or(entry.form.len().min(entry.lemma.len()), |((i, _), _)| i);
        Self {
            strip: entry.form.len() - shared,
            add: entry.lemma[shared..].to_owned(),
            cut: entry.lemma.len() - entry.key,
        }
    }
}

/// One byte a letter, of those that the automaton stores in the least space.
fn letter(c: char) -> u8 {
    match c {
        'а'..='щ' => b'a' + (u32::from(c) - u32::from('а')) as u8,
        'ъ'..='я' => b'0' + (u32::from(c) - u32::from('ъ')) as u8,
        _ => b'-',
    }
}

/// The automaton and the text of the rules; its outputs are the numbers of the rules' lines.
pub fn pack(entries: &[Entry]) -> Result<(Vec<u8>, String), String> {
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    let mut keyed: Vec<(Vec<u8>, Rule)> = Vec::with_capacity(entries.len());
    for entry in entries {
        let rule = Rule::of(entry);
        *counts.entry(rule.clone()).or_default() += 1;
        keyed.push((entry.form.chars().map(letter).collect(), rule));
    }
    keyed.sort();
    // Frequent rules get small numbers, which take fewer bytes.
    let mut rules: Vec<(Rule, usize)> = counts.into_iter().collect();
    rules.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    let numbers: HashMap<&Rule, u64> = rules.iter().zip(0..).map(|((rule, _), i)| (rule, i)).collect();

    let mut builder = MapBuilder::memory();
    for (key, rule) in &keyed {
        builder
            .insert(key, numbers[rule])
            .map_err(|e| format!("the automaton: {e}"))?;
    }
    let bytes = builder.into_inner().map_err(|e| format!("the automaton: {e}"))?;

    let mut text = String::new();
    for (rule, _) in &rules {
        let _ = writeln!(text, "{} {} {}", rule.strip, rule.cut, rule.add);
    }
    Ok((bytes, text))
}
