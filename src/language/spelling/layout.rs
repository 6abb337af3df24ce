//! Typed in the wrong keyboard layout: `ghbdtn` is привет, руддщ is hello.

use super::chunks::{Chunk, Script, letters, script};
use super::{ChangeKind, Spelling, latin};
use crate::language::words::{Word, WordKind, words};
use crate::span::Span;

const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`{}:\"<>~";
const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюехъжэбюе";

/// The share of letters that must fall into known words for the whole text to be read otherwise.
const SHARE: f32 = 0.6;
/// A single word of a text typed rightly must have more letters, or as many and be of the base.
const SINGLE: usize = 4;

/// Certainty from which on a mistyped word counts as known.
const SURELY: f32 = 0.9;
/// So many words that are mistyped in the other layout too speak for the whole text.
const DOUBTFUL: usize = 32;

/// The letter on the same key in the other layout.
fn swapped(c: char, from: Script) -> char {
    let (of, to) = match from {
        Script::Latin => (LATIN, CYRILLIC),
        _ => (CYRILLIC, LATIN),
    };
    let lower = match c {
        'ё' | 'Ё' if from == Script::Cyrillic => return '`',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => c.to_lowercase().next().unwrap_or(c),
    };
    of.chars()
        .zip(to.chars())
        .find(|(a, _)| *a == lower)
        .map_or(c, |(_, b)| b)
}

/// The words of a chunk in the other layout, its last `kept` signs left as they are. The spans are
/// those of the chunk as typed.
fn convert(chunk: &Chunk<'_>, from: Script, kept: usize) -> Vec<Word> {
    let n = chunk.typed.chars().count();
    let mut text = String::with_capacity(chunk.typed.len() * 2);
    // Byte of the converted text → byte of the whole text.
    let mut places = Vec::new();
    for (i, (at, c)) in chunk.typed.char_indices().enumerate() {
        places.push((text.len(), chunk.start + at));
        text.push(if i + kept < n { swapped(c, from) } else { c });
    }
    places.push((text.len(), chunk.start + chunk.typed.len()));
    let place = |byte: u32| {
        let i = places.partition_point(|(converted, _)| *converted < byte as usize);
        places.get(i).map_or(0, |(_, typed)| u32::try_from(*typed).unwrap_or(0))
    };
    let mut out = words(&text);
    for word in &mut out {
        word.span = Span::new(place(word.span.start), place(word.span.end));
    }
    out
}

/// A chunk that is not known as typed, in the other layout.
struct Other {
    at: usize,
    words: Vec<Word>,
    known: bool,
    /// Whether it is a word in neither layout.
    doubtful: bool,
    letters: usize,
}

/// Reads the chunks typed in the wrong layout in the right one.
pub(super) fn mend(spelling: &Spelling<'_>, chunks: &mut [Chunk<'_>]) {
    let mut others = Vec::new();
    let (mut all, mut restored, mut doubted) = (0, 0, 0);
    for (at, chunk) in chunks.iter().enumerate() {
        let from = script(chunk.typed);
        let count = letters(chunk.typed);
        if count == 0 || chunk.is_address() {
            continue;
        }
        all += count;
        let mut typed = chunk.words.iter().filter(|w| w.kind == WordKind::Word);
        // Signs that are letters leave shreds that may be known: «вхожу» is `d[j;e`.
        let torn = typed.clone().count() > 1 && typed.clone().any(|w| letters(&w.folded) < 3);
        let as_typed = !torn && typed.clone().all(|w| spelling.knows(&w.folded));
        let stays = from == Script::Other || typed.any(|w| latin::stays(&w.folded) || latin::is_english(&w.folded));
        // One or two letters are words of either language by chance: they follow the rest.
        if stays || as_typed && count > 2 {
            continue;
        }
        let signs = chunk.typed.chars().rev().take_while(|c| !c.is_alphanumeric()).count();
        let known = (0..=signs.min(3)).map(|kept| convert(chunk, from, kept)).find(|words| {
            let mut letters = words.iter().filter(|w| w.kind == WordKind::Word).peekable();
            // Letters that turn into signs tear a Russian word into English letters.
            let whole = from == Script::Latin || words.iter().filter(|w| w.kind != WordKind::Punct).count() == 1;
            whole && letters.peek().is_some() && letters.all(|w| spelling.knows(&w.folded))
        });
        let is_known = known.is_some();
        // The keys of х, ъ, ж and э seldom end a word as signs.
        let ends = chunk
            .typed
            .chars()
            .rev()
            .take_while(|c| matches!(c, '.' | ',' | '!' | '?'))
            .count();
        let words = known.unwrap_or_else(|| convert(chunk, from, ends));
        if !as_typed {
            let count = if is_known { &mut restored } else { &mut doubted };
            *count += letters_of(&words);
        }
        // Letters among the signs count as letters of the text.
        all += letters_of(&words).saturating_sub(count);
        others.push(Other {
            at,
            known: is_known,
            doubtful: !as_typed && !is_known,
            letters: if as_typed { 0 } else { count },
            words,
        });
    }
    #[allow(clippy::cast_precision_loss, reason = "texts are at most 16 KB")]
    let share_of = |restored: usize| if all == 0 { 0.0 } else { restored as f32 / all as f32 };
    // To mend a word takes longer than all that is done above: it is tried where it can decide.
    if share_of(restored + doubted) >= SHARE {
        let doubtful = others.iter().filter(|o| o.doubtful).take(DOUBTFUL);
        let nearly = doubtful.filter(|o| is_nearly_known(spelling, &o.words));
        restored += nearly.map(|o| letters_of(&o.words)).sum::<usize>();
    }
    let share = share_of(restored);
    // One letter alone is no text: «C++».
    let whole = share >= SHARE && all > 1;
    for other in others {
        let Some(chunk) = chunks.get_mut(other.at) else {
            continue;
        };
        let single = || {
            let mut words = other.words.iter().filter(|w| w.kind == WordKind::Word);
            other.letters > SINGLE || other.letters == SINGLE && words.all(|w| spelling.vocabulary.contains(&w.folded))
        };
        if whole || other.known && single() {
            chunk.words = other.words;
            chunk.mended = Some(ChangeKind::Layout);
            chunk.score = if whole { share } else { SHARE };
        }
    }
}

fn letters_of(words: &[Word]) -> usize {
    words.iter().map(|w| letters(&w.folded)).sum()
}

/// Whether the only word of a chunk is surely a mistyped word of the base.
fn is_nearly_known(spelling: &Spelling<'_>, words: &[Word]) -> bool {
    let mut words = words.iter().filter(|w| w.kind == WordKind::Word);
    let (Some(word), None) = (words.next(), words.next()) else {
        return false;
    };
    let found = spelling.candidates(&word.folded);
    letters(&word.folded) > SINGLE && found.first().is_some_and(|best| best.score >= SURELY)
}
