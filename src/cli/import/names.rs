//! Labels become paths of topics.

use rustc_hash::{FxHashMap, FxHashSet};

use super::collect::Collected;
use crate::cli::rows::labels::key;
use crate::source::fold;
use crate::syntax::keywords::is_reserved;
use crate::value::Lang;

/// Longest name in characters; a longer label ends at a word.
const MAX_NAME: usize = 48;

/// The path of each label, in their order.
///
/// `а/б` and `а.б` lie below `а` where `а` is a label of its own; elsewhere the sign is one like others.
pub fn paths(collected: &Collected, lang: Lang) -> Vec<String> {
    let keys: Vec<&str> = collected.intents.keys().map(String::as_str).collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    // A parent is shorter than its children: it gets its path first.
    order.sort_by_key(|n| (keys.get(*n).map_or(0, |k| k.len()), *n));
    let mut paths: Vec<String> = vec![String::new(); keys.len()];
    let mut of_keys: FxHashMap<&str, usize> = FxHashMap::default();
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut next: FxHashMap<String, usize> = FxHashMap::default();
    for n in order {
        let (Some(label), Some((_, intent))) = (keys.get(n), collected.intents.get_index(n)) else {
            continue;
        };
        let (above, own) = match parent(label, &of_keys) {
            Some((parent, at)) => {
                let above = paths.get(parent).map_or_else(String::new, |p| format!("{p}."));
                (above, label.get(at..).unwrap_or(label))
            }
            None => (String::new(), intent.label.as_str()),
        };
        let wanted = format!("{above}{}", identifier(own, lang));
        let mut path = wanted.clone();
        while !taken.insert(path.clone()) {
            let number = next.entry(wanted.clone()).or_insert(1);
            *number += 1;
            path = format!("{wanted}_{number}");
        }
        if let Some(place) = paths.get_mut(n) {
            *place = path;
        }
        of_keys.insert(label, n);
    }
    paths
}

/// The nearest label above this one, and where the rest begins.
fn parent(label: &str, known: &FxHashMap<&str, usize>) -> Option<(usize, usize)> {
    label
        .char_indices()
        .rev()
        .filter(|(at, c)| matches!(c, '/' | '.') && at + 1 < label.len())
        .find_map(|(at, _)| {
            let above = key(label.get(..at)?);
            Some((*known.get(above.as_str())?, at + 1))
        })
}

/// A name of the language that still reads like the label.
pub fn identifier(label: &str, lang: Lang) -> String {
    let mut name = String::with_capacity(label.len());
    let mut before: Option<char> = None;
    for c in fold(label).chars() {
        let sign = if is_letter(c) || c.is_ascii_digit() { c } else { '_' };
        let double = sign == '_' && name.ends_with('_');
        // A name of both alphabets cannot be told from a slip of the keyboard; parted, it can.
        if before.is_some_and(|b| {
            is_cyrillic(b) && sign.is_ascii_alphabetic() || b.is_ascii_alphabetic() && is_cyrillic(sign)
        }) {
            name.push('_');
        }
        if !double {
            name.push(sign);
        }
        before = match sign {
            c if c.is_ascii_digit() => before,
            '_' => None,
            c => Some(c),
        };
    }
    let mut name = shortened(name.trim_matches('_')).to_owned();
    if name.is_empty() {
        name = match lang {
            Lang::Ru => "без_имени",
            Lang::En => "unnamed",
        }
        .to_owned();
    }
    let word = match lang {
        Lang::Ru => "тема",
        Lang::En => "topic",
    };
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name = format!("{word}_{name}");
    }
    if is_reserved(&name) {
        name = format!("{name}_{word}");
    }
    name
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (c.is_alphabetic() && matches!(c, '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{4ff}'))
}

/// At most so many characters, cut where a word ends.
fn shortened(name: &str) -> &str {
    let Some((end, _)) = name.char_indices().nth(MAX_NAME) else {
        return name;
    };
    let cut = name.get(..end).unwrap_or(name);
    match cut.rfind('_') {
        Some(at) if at > end / 2 => cut.get(..at).unwrap_or(cut),
        _ => cut,
    }
    .trim_end_matches('_')
}
