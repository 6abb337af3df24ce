//! Russian in Latin letters: `kak poluchit posobie`.

use super::chunks::{Chunk, Script, letters, script};
use super::{ChangeKind, Spelling, latin};
use crate::language::words::{Word, WordKind};
use crate::span::Span;
use crate::value::Lang;

/// The share of letters that must fall into known words for the whole text to be read so.
const SHARE: f32 = 0.6;
/// A single word of a Russian text must have so many letters.
const SINGLE: usize = 5;
/// Dearest reading of a single word.
const SINGLE_COST: f32 = 1.0;
/// Beginnings of a word that are kept at each letter.
const KEPT: usize = 64;
const MAX_BYTES: usize = 32;

/// What letters are written so, and how unusual each is.
#[rustfmt::skip]
const SIGNS: &[(&str, &[(&str, f32)])] = &[
    ("shch", &[("щ", 0.0), ("щь", 0.4), ("шч", 1.5)]),
    ("shh", &[("щ", 0.0), ("щь", 0.4)]),
    ("sch", &[("щ", 0.0), ("щь", 0.4), ("сч", 0.4), ("сх", 0.9)]),
    ("sh", &[("ш", 0.0), ("щ", 0.5), ("шь", 0.6), ("сх", 1.2)]),
    ("ch", &[("ч", 0.0), ("чь", 0.5), ("х", 1.2)]),
    ("zh", &[("ж", 0.0), ("жь", 0.7), ("зх", 1.5)]),
    ("kh", &[("х", 0.0)]),
    ("ts", &[("ц", 0.1), ("тс", 0.2), ("тьс", 0.3)]),
    ("tc", &[("ц", 0.2)]),
    ("tz", &[("ц", 0.2)]),
    ("ya", &[("я", 0.0), ("ья", 0.5), ("ъя", 0.6)]),
    ("ja", &[("я", 0.1), ("ья", 0.6)]),
    ("ia", &[("ия", 0.1), ("я", 0.6), ("иа", 0.6)]),
    ("yu", &[("ю", 0.0), ("ью", 0.4)]),
    ("ju", &[("ю", 0.1), ("ью", 0.5)]),
    ("iu", &[("ю", 0.4), ("ию", 0.3)]),
    ("yo", &[("е", 0.0), ("ье", 0.5), ("йо", 0.6)]),
    ("jo", &[("е", 0.1), ("ье", 0.6)]),
    ("ye", &[("е", 0.1), ("ье", 0.3), ("ъе", 0.5), ("ые", 0.3)]),
    ("je", &[("е", 0.1), ("ье", 0.4), ("ъе", 0.5)]),
    ("ie", &[("ие", 0.0), ("ье", 0.4)]),
    ("ey", &[("ей", 0.0), ("ый", 1.0)]),
    ("iy", &[("ий", 0.0), ("ый", 0.3)]),
    ("ij", &[("ий", 0.0)]),
    ("yy", &[("ый", 0.0)]),
    ("yj", &[("ый", 0.0)]),
    ("yi", &[("ый", 0.2)]),
    ("ph", &[("ф", 0.6)]),
    ("ck", &[("к", 0.6)]),
    ("a", &[("а", 0.0), ("я", 0.9)]),
    ("b", &[("б", 0.0), ("в", 1.4)]),
    ("c", &[("ц", 0.2), ("к", 0.4), ("с", 0.5), ("ч", 0.9)]),
    ("d", &[("д", 0.0), ("дь", 0.6)]),
    ("e", &[("е", 0.0), ("э", 0.3), ("и", 1.4)]),
    ("f", &[("ф", 0.0)]),
    ("g", &[("г", 0.0), ("ж", 0.9)]),
    ("h", &[("х", 0.0), ("ч", 1.0), ("г", 1.2)]),
    ("i", &[("и", 0.0), ("й", 0.3), ("ы", 0.6)]),
    ("j", &[("й", 0.1), ("ж", 0.3), ("дж", 0.8), ("ь", 0.9)]),
    ("k", &[("к", 0.0)]),
    ("l", &[("л", 0.0), ("ль", 0.4)]),
    ("m", &[("м", 0.0), ("мь", 0.9)]),
    ("n", &[("н", 0.0), ("нь", 0.5)]),
    ("o", &[("о", 0.0), ("е", 1.3)]),
    ("p", &[("п", 0.0)]),
    ("q", &[("к", 0.5), ("я", 0.8)]),
    ("r", &[("р", 0.0), ("рь", 0.7)]),
    ("s", &[("с", 0.0), ("сь", 0.6), ("ц", 1.2)]),
    ("t", &[("т", 0.0), ("ть", 0.4)]),
    ("u", &[("у", 0.0), ("ю", 0.7)]),
    ("v", &[("в", 0.0), ("вь", 0.8)]),
    ("w", &[("ш", 0.3), ("в", 0.4), ("щ", 0.5)]),
    ("x", &[("х", 0.3), ("кс", 0.3)]),
    ("y", &[("ы", 0.1), ("й", 0.1), ("и", 0.4), ("у", 0.6)]),
    ("z", &[("з", 0.0), ("зь", 0.8), ("ц", 0.9)]),
    ("'", &[("ь", 0.0), ("ъ", 0.1), ("", 0.5)]),
    ("`", &[("ь", 0.0), ("ъ", 0.1), ("", 0.5)]),
    ("\"", &[("ъ", 0.0), ("", 0.3)]),
    ("4", &[("ч", 0.0)]),
    ("6", &[("ш", 0.1), ("б", 0.6)]),
];

/// A beginning of a reading: the one before it and the letters it adds.
struct Node {
    before: usize,
    letters: &'static str,
    cost: f32,
}

/// The readings of a lower-case word, the most usual first.
fn readings(word: &str) -> Vec<(f32, String)> {
    let mut nodes = vec![Node {
        before: usize::MAX,
        letters: "",
        cost: 0.0,
    }];
    // The beginnings that end at each byte.
    let mut ends: Vec<Vec<usize>> = vec![Vec::new(); word.len() + 1];
    if let Some(first) = ends.first_mut() {
        first.push(0);
    }
    for at in 0..word.len() {
        let here = ends.get_mut(at).map(std::mem::take).unwrap_or_default();
        let rest = word.get(at..).unwrap_or("");
        for before in cheapest(here, &nodes) {
            let begun = nodes.get(before).map_or(0.0, |node| node.cost);
            for (sign, readings) in SIGNS.iter().filter(|(sign, _)| rest.starts_with(sign)) {
                let Some(next) = ends.get_mut(at + sign.len()) else {
                    continue;
                };
                for (letters, cost) in *readings {
                    next.push(nodes.len());
                    let cost = begun + cost;
                    nodes.push(Node { before, letters, cost });
                }
            }
        }
    }
    let whole = cheapest(ends.pop().unwrap_or_default(), &nodes);
    whole.into_iter().map(|end| spell(&nodes, end)).collect()
}

/// The [`KEPT`] cheapest, in order.
fn cheapest(mut ends: Vec<usize>, nodes: &[Node]) -> Vec<usize> {
    let cost = |end: &usize| nodes.get(*end).map_or(f32::MAX, |node| node.cost);
    ends.sort_by(|a, b| cost(a).total_cmp(&cost(b)));
    ends.truncate(KEPT);
    ends
}

fn spell(nodes: &[Node], end: usize) -> (f32, String) {
    let mut parts = Vec::new();
    let mut at = end;
    while let Some(node) = nodes.get(at) {
        parts.push(node.letters);
        at = node.before;
    }
    parts.reverse();
    (nodes.get(end).map_or(0.0, |node| node.cost), parts.concat())
}

struct Read {
    word: String,
    cost: f32,
    known: bool,
    of_the_base: bool,
    weight: f32,
}

/// A reading of the base before one of the dictionary, the usual before the unusual.
fn read(spelling: &Spelling<'_>, word: &str) -> Option<Read> {
    let all = readings(word);
    let usual = all.first()?.1.clone();
    let mut best: Option<Read> = None;
    let mut least = f32::MAX;
    // What needs many unusual letters is chance.
    #[allow(clippy::cast_precision_loss, reason = "words are short")]
    let dearest = 0.3 + 0.1 * word.len() as f32;
    for (cost, reading) in all.into_iter().filter(|(cost, _)| *cost <= dearest) {
        let weight = spelling.vocabulary.weight(&reading);
        let rank = match weight {
            Some(weight) => cost - 0.1 * weight - 0.4,
            None if cost < least && spelling.lexicon.knows(&reading) => cost,
            None => continue,
        };
        if rank < least {
            least = rank;
            best = Some(Read {
                of_the_base: weight.is_some(),
                weight: weight.unwrap_or(0.0),
                word: reading,
                cost,
                known: true,
            });
        }
    }
    Some(best.unwrap_or(Read {
        word: usual,
        cost: f32::MAX,
        known: false,
        of_the_base: false,
        weight: 0.0,
    }))
}

/// A word of Latin letters, soft signs and the digits that stand for letters: its place in the chunk.
fn core(typed: &str) -> Option<(usize, &str)> {
    let start = typed.find(|c: char| c.is_ascii_alphanumeric())?;
    let rest = typed.get(start..)?;
    let core = rest.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '\'' | '`'));
    let sign = |c: char| c.is_ascii_alphabetic() || matches!(c, '\'' | '`' | '"' | '4' | '6' | '-');
    let fits = core.len() <= MAX_BYTES && core.chars().all(sign) && core.chars().any(|c| c.is_ascii_alphabetic());
    fits.then_some((start, core))
}

/// Reads the chunks written in Latin letters as Russian.
pub(super) fn mend(spelling: &Spelling<'_>, chunks: &mut [Chunk<'_>]) {
    if spelling.vocabulary.lang() != Lang::Ru {
        return;
    }
    let (mut all, mut restored) = (0, 0);
    let words = || chunks.iter().flat_map(|chunk| &chunk.words);
    // One word in eight: the text is English.
    if words().filter(|w| latin::is_english(&w.folded)).count() * 8 > words().count() {
        return;
    }
    let mut found = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        if chunk.mended.is_some() || script(chunk.typed) == Script::Cyrillic {
            let mended = chunk.mended.is_some();
            all += if mended { 0 } else { letters(chunk.typed) };
            continue;
        }
        if chunk.is_address() {
            continue;
        }
        let Some((start, core)) = core(chunk.typed) else {
            continue;
        };
        let lower = core.to_ascii_lowercase();
        let as_typed = chunk
            .words
            .iter()
            .filter(|w| w.kind == WordKind::Word)
            .all(|w| latin::stays(&w.folded) || spelling.knows(&w.folded));
        if latin::stays(&lower) {
            continue;
        }
        let parts: Option<Vec<Read>> = lower.split('-').map(|part| read(spelling, part)).collect();
        let Some(parts) = parts else { continue };
        let known = parts.iter().all(|p| p.known);
        // A word known as it is typed says nothing of the text; it follows the rest if it is better
        // known in Russian, as «s» and «video» are.
        let count = if as_typed { 0 } else { letters(core) };
        let typed = spelling.vocabulary.weight(&lower).unwrap_or(0.0);
        if as_typed && !parts.iter().all(|p| p.weight > typed) {
            continue;
        }
        // Words of one or two letters are Russian by chance.
        if count > 2 {
            all += count;
            restored += if known { count } else { 0 };
        }
        found.push((at, start, core.len(), count, parts));
    }
    #[allow(clippy::cast_precision_loss, reason = "texts are at most 16 KB")]
    let share = match (all, restored) {
        // Nothing but short words: «da», «ne».
        (0, _) if found.iter().map(|f| f.3).sum::<usize>() > 1 && found.iter().all(|f| f.4.iter().all(|p| p.known)) => {
            1.0
        }
        (0, _) => 0.0,
        _ => restored as f32 / all as f32,
    };
    let whole = share >= SHARE;
    for (at, start, length, count, parts) in found {
        let Some(chunk) = chunks.get_mut(at) else { continue };
        let single = count >= SINGLE && parts.iter().all(|p| p.of_the_base && p.cost <= SINGLE_COST);
        if !whole && !single {
            continue;
        }
        let from = u32::try_from(chunk.start + start).unwrap_or(0);
        let to = u32::try_from(chunk.start + start + length).unwrap_or(0);
        let core = Span::new(from, to);
        let word = Word {
            span: core,
            folded: parts
                .iter()
                .map(|p| p.word.as_str())
                .collect::<Vec<_>>()
                .join("-")
                .into(),
            kind: WordKind::Word,
        };
        let mut words: Vec<Word> = chunk.words.iter().filter(|w| w.span.end <= from).cloned().collect();
        words.push(word);
        words.extend(chunk.words.iter().filter(|w| w.span.start >= to).cloned());
        chunk.words = words;
        chunk.mended = Some(ChangeKind::Translit);
        chunk.score = if whole { share } else { SHARE };
    }
}
