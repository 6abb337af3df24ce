//! What the package says: every word form with its lemma and its part of speech.

use std::path::Path;

use super::dawg::{Dawg, base64};

/// One reading of one word form.
pub struct Reading {
    /// The form without ё.
    pub form: String,
    /// The lemma without ё.
    pub lemma: String,
    pub tag: u16,
    /// Tag of the lemma itself: its part of speech is that of the whole lexeme.
    pub lemma_tag: u16,
    /// How likely this tag is for this form in the disambiguated corpus, in millionths; 0 when the
    /// corpus does not have the form.
    pub likely: u32,
}

/// All readings, and the texts of their tags.
pub struct Source {
    pub readings: Vec<Reading>,
    pub tags: Vec<String>,
}

struct Paradigm {
    suffixes: Vec<u16>,
    tags: Vec<u16>,
    prefixes: Vec<u16>,
}

impl Source {
    /// Reads the data folder of the package.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let file = |name: &str| std::fs::read(folder.join(name)).map_err(|e| format!("{name}: {e}"));
        let strings = |name: &str| -> Result<Vec<String>, String> {
            serde_json::from_slice(&file(name)?).map_err(|e| format!("{name}: {e}"))
        };
        let suffixes = strings("suffixes.json")?;
        let tags = strings("gramtab-opencorpora-int.json")?;
        let prefixes = prefixes(&file("meta.json")?)?;
        let paradigms = paradigms(&file("paradigms.array")?);
        let likely = Dawg::read(&file("p_t_given_w.intdawg")?)?;
        let words = Dawg::read(&file("words.dawg")?)?;

        let mut readings = Vec::new();
        let mut wrong = 0_usize;
        let mut probe = Vec::new();
        words.keys(|key| {
            let reading = (|| {
                let split = key.iter().position(|b| *b == 1)?;
                let (word, payload) = (key.get(..split)?, key.get(split + 1..)?);
                let word = std::str::from_utf8(word).ok()?;
                let payload = base64(payload);
                let number = |at: usize| Some(u16::from_be_bytes([*payload.get(at)?, *payload.get(at + 1)?]) as usize);
                let paradigm = paradigms.get(number(0)?)?;
                let index = number(2)?;
                let text = |of: &[u16], table: &[String], i: usize| -> Option<String> {
                    Some(table.get(*of.get(i)? as usize)?.clone())
                };
                let stem = word
                    .strip_prefix(text(&paradigm.prefixes, &prefixes, index)?.as_str())?
                    .strip_suffix(text(&paradigm.suffixes, &suffixes, index)?.as_str())?;
                let lemma = format!(
                    "{}{stem}{}",
                    text(&paradigm.prefixes, &prefixes, 0)?,
                    text(&paradigm.suffixes, &suffixes, 0)?
                );
                let tag = *paradigm.tags.get(index)?;
                // An abbreviation, and a letter, is not the word that it may stand for.
                let short = word.chars().count() == 1 || tags.get(tag as usize)?.contains("Abbr");
                let lemma = if short { word.to_owned() } else { lemma };
                probe.clear();
                probe.extend_from_slice(word.as_bytes());
                probe.push(b':');
                probe.extend_from_slice(tags.get(tag as usize)?.as_bytes());
                Some(Reading {
                    form: word.replace('ё', "е"),
                    lemma: lemma.replace('ё', "е"),
                    tag,
                    lemma_tag: *paradigm.tags.first()?,
                    likely: likely.value(&probe).unwrap_or(0),
                })
            })();
            match reading {
                Some(reading) => readings.push(reading),
                None => wrong += 1,
            }
        });
        if wrong > 0 {
            return Err(format!("{wrong} entries of words.dawg could not be read"));
        }
        Ok(Self { readings, tags })
    }
}

fn prefixes(meta: &[u8]) -> Result<Vec<String>, String> {
    let meta: Vec<(String, serde_json::Value)> = serde_json::from_slice(meta).map_err(|e| format!("meta.json: {e}"))?;
    meta.into_iter()
        .find(|(key, _)| key == "compile_options")
        .and_then(|(_, options)| serde_json::from_value(options.get("paradigm_prefixes")?.clone()).ok())
        .ok_or_else(|| "meta.json names no prefixes of paradigms".to_owned())
}

/// The number of paradigms, then each: its length and, each a third of it, suffixes, tags and prefixes.
fn paradigms(bytes: &[u8]) -> Vec<Paradigm> {
    let mut numbers = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let count = numbers.next().unwrap_or(0);
    (0..count)
        .map(|_| {
            let third = usize::from(numbers.next().unwrap_or(0)) / 3;
            let mut take = || numbers.by_ref().take(third).collect();
            Paradigm {
                suffixes: take(),
                tags: take(),
                prefixes: take(),
            }
        })
        .collect()
}
