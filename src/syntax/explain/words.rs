//! Words: reserved ones as names, unknown and misplaced ones at the start of a line.

use super::{Line, Setting, lines};
use crate::diag::{Arg, codes};
use crate::span::Span;
use crate::syntax::build::Reader;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{self, Keyword};
use crate::syntax::split::{ItemRule, first_word, is_word};

/// Reports a reserved word where a name stands.
pub(in crate::syntax) fn check_reserved(reader: &mut Reader<'_>, span: Span) -> bool {
    let name = reader.at(span);
    // No reserved word is longer; most names are.
    if name.len() > 40 || !keywords::is_reserved(name) {
        return false;
    }
    let written = reader.written(span);
    let d = reader.diagnostic(&codes::RESERVED_NAME, span).arg("word", written);
    reader.broken = true;
    reader.report(d.suggest(span, format!("{written}_1")));
    true
}

/// The keyword that a folded line begins with (the longest), and its bytes.
pub(super) fn leading(line: &str) -> Option<(Rule, usize)> {
    let mut words = String::new();
    let mut found = None;
    let mut at = 0;
    for word in line.split(' ').take(8) {
        let letters: usize = word.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum();
        let Some(part) = word.get(..letters).filter(|part| !part.is_empty()) else {
            if word.is_empty() {
                at += 1;
                continue;
            }
            break;
        };
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(part);
        if let Some(keyword) = keywords::lookup(&words) {
            found = Some((keyword.rule, at + letters));
        }
        if letters < word.len() {
            break;
        }
        at += word.len() + 1;
    }
    found
}

/// Reports a keyword that belongs elsewhere; whether it did.
pub(super) fn misplaced(reader: &mut Reader<'_>, line: &Line<'_>, rule: Rule, length: usize) -> bool {
    let word = line.text.get(..length).unwrap_or("");
    if line.setting == Setting::Phrases && line.folded.trim().len() > length && !line.folded.contains(['"', '«']) {
        // A phrase without its dash may begin with any word.
        return false;
    }
    let places: Vec<ItemRule> = ItemRule::ALL
        .into_iter()
        .filter(|item| lines::holds(*item, rule))
        .collect();
    let item = keywords::by_rule(rule).and_then(|k| ItemRule::of_keyword(&k.ru));
    let (ru, en) = if let Some(item) = item.filter(|item| item.file_kind() != reader.file) {
        let file = lines::extension(item.file_kind());
        (
            format!("его пишут в файлах {file}"),
            format!("it is written in files {file}"),
        )
    } else if places.is_empty() || places.contains(&reader.item) {
        return false;
    } else {
        let join = |names: Vec<&str>| names.join(", ");
        let ru = join(places.iter().map(|item| lines::inside(*item).ru).collect());
        let en = join(places.iter().map(|item| lines::inside(*item).en).collect());
        (format!("её пишут {ru}"), format!("it is written {en}"))
    };
    let d = reader
        .diagnostic(&codes::MISPLACED_KEYWORD, line.part(0, length))
        .arg("word", word);
    reader.report(d.arg("where", Arg::Words { ru, en }));
    true
}

/// Reports a first word that no line begins with; whether it did. With `only_near` it does so only
/// where it knows what was meant.
pub(super) fn unknown(reader: &mut Reader<'_>, line: &Line<'_>, only_near: bool) -> bool {
    let word = first_word(line.folded);
    if word.is_empty() {
        return false;
    }
    let candidates = lines::keywords(reader.item, line.setting);
    let best = candidates
        .iter()
        .flat_map(|k| [(*k, k.ru.as_str()), (*k, k.en.as_str())]);
    let best = best.filter_map(|(k, spelling)| Some((near(line.folded, spelling)?, k, spelling)));
    let best = best.min_by_key(|((distance, _), ..)| *distance);
    let Some(((_, length), _, spelling)) = best else {
        if only_near {
            return false;
        }
        let d = reader.diagnostic(&codes::UNKNOWN_WORD, line.part(0, word.len()));
        let d = d.arg("word", line.text.get(..word.len()).unwrap_or(""));
        reader.report(d.arg("hint", lines::leads(reader.item, line.setting)));
        return true;
    };
    let d = reader.diagnostic(&codes::UNKNOWN_WORD, line.part(0, length));
    let d = d.arg("word", line.text.get(..length).unwrap_or("")).arg(
        "hint",
        Arg::Words {
            ru: format!("«{spelling}»"),
            en: format!("“{spelling}”"),
        },
    );
    reader.report(d.replace(line.part(0, length), spelling));
    true
}

/// Whether the first words of a line may mean `spelling`: how far they are, and their bytes.
fn near(line: &str, spelling: &str) -> Option<(usize, usize)> {
    let count = spelling.split(' ').count();
    let mut best: Option<(usize, usize)> = None;
    // `непонял` for `не понял` and `не понял` for `непонял`: one word fewer, too.
    for words in count.saturating_sub(1).max(1)..=count {
        let length = words_length(line, words);
        let Some(said) = line.get(..length).filter(|said| !said.is_empty()) else {
            continue;
        };
        let limit = (spelling.chars().count() / 3).min(3);
        for said in [said.to_owned(), transliterated(said)] {
            let distance = strsim::osa_distance(&said, spelling);
            let close = if shared_stem(&said, spelling) {
                limit.max(2)
            } else {
                limit
            };
            if distance <= close && best.is_none_or(|(d, _)| distance < d) {
                best = Some((distance, length));
            }
        }
    }
    best
}

/// `сказал`, `сказала`, `сказать`: another ending of the same word.
fn shared_stem(said: &str, spelling: &str) -> bool {
    let shared = said.chars().zip(spelling.chars()).take_while(|(a, b)| a == b).count();
    shared >= 4 && shared * 3 >= spelling.chars().count() * 2
}

fn words_length(line: &str, words: usize) -> usize {
    let mut length = 0;
    let mut at = 0;
    for word in line.split(' ').take(words) {
        let letters: usize = word.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum();
        length = at + letters;
        at += word.len() + 1;
        if letters < word.len() {
            break;
        }
    }
    length
}

/// Russian words in Latin letters: `skazat` as `сказат`.
fn transliterated(word: &str) -> String {
    const PAIRS: [(&str, &str); 32] = [
        ("shch", "щ"),
        ("zh", "ж"),
        ("kh", "х"),
        ("ts", "ц"),
        ("ch", "ч"),
        ("sh", "ш"),
        ("yu", "ю"),
        ("ya", "я"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("g", "г"),
        ("d", "д"),
        ("e", "е"),
        ("z", "з"),
        ("i", "и"),
        ("j", "й"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("f", "ф"),
        ("h", "х"),
        ("c", "ц"),
        ("y", "ы"),
        ("'", "ь"),
    ];
    let mut out = word.to_owned();
    for (latin, russian) in PAIRS {
        if out.contains(latin) {
            out = out.replace(latin, russian);
        }
    }
    out
}

/// The keyword of a rule, for lists of suggestions.
pub(super) fn keyword(rule: Rule) -> Option<&'static Keyword> {
    keywords::by_rule(rule)
}
