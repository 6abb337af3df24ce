//! One lemma for every form, and one key for every lemma.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

use super::source::Source;

/// A form with its lemma and how many bytes of the lemma are its key.
pub struct Entry {
    pub form: String,
    pub lemma: String,
    pub key: usize,
}

/// Grammemes of what is seldom meant when there is another reading: names, abbreviations, archaic,
/// distorted and colloquial forms.
const SELDOM: &[&str] = &[
    "Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init", "Arch", "Dist", "Erro", "Slng", "Infr", "V-be",
    "V-en", "V-ie", "V-bi", "V-ey", "V-oy", "V-sh",
];
/// Parts of speech without other forms, which the corpus' weights by lexeme count too low.
const UNCHANGING: &[&str] = &["ADVB", "PRED", "PREP", "CONJ", "PRCL"];
/// Nouns of one number or of a person: their stem may well be that of another noun.
const SHARING: &[&str] = &["Pltm", "Name", "Surn", "Patr", "Geox"];
/// Nouns made of an adjective («бесплатность») and adjectives used as nouns («прачечная»): they share
/// its stem with good reason.
const OF_ADJECTIVES: &[&str] = &["ость", "ая", "ое", "ый", "ой"];
/// A lemma counts as used in the corpus from this weight on: one form that is certainly its own. The
/// package has frequencies of forms with several readings only, which most nouns have.
const USED: u64 = 900_000;
/// An adverb with a stem up to this long, in letters, is the whole adverb: «надо» and «над», «уже» and «уж».
const SHORT_ADVERB: usize = 3;
/// A verb with a stem up to this long, in letters, that is also the stem of a noun: «искать» and
/// «иск», «дать» and «дата» are not related; longer ones mostly are.
const SHORT_STEM: usize = 4;

fn part_of_speech(tag: &str) -> &str {
    tag.split([',', ' ']).next().unwrap_or("")
}

fn has(tag: &str, grammemes: &[&str]) -> bool {
    tag.split([',', ' ']).any(|g| grammemes.contains(&g))
}

/// The smaller, the sooner it is chosen.
fn rank(part: &str) -> u8 {
    match part {
        "NPRO" | "PREP" | "CONJ" | "PRCL" | "NUMR" => 0,
        "NOUN" => 1,
        "INFN" | "VERB" => 2,
        "ADJF" => 3,
        "ADVB" | "PRED" => 4,
        _ => 5,
    }
}

#[derive(Default)]
struct Lemma<'a> {
    /// Sum of the shares of the corpus' forms that are its own, in millionths.
    weight: u64,
    /// The weight by tag of the lexeme; the heaviest is that of the lemma.
    tags: BTreeMap<&'a str, u64>,
}

impl<'a> Lemma<'a> {
    fn tag(&self) -> &'a str {
        let heaviest = self
            .tags
            .iter()
            .min_by_key(|(tag, weight)| (Reverse(**weight), rank(part_of_speech(tag)), **tag));
        heaviest.map_or("", |(tag, _)| tag)
    }

    /// The weight of the lexemes of one part of speech: «стать» the verb is not «стать» the noun.
    fn weight_as(&self, part: &str) -> u64 {
        let same = self.tags.iter().filter(|(tag, _)| part_of_speech(tag) == part);
        same.map(|(_, weight)| weight).sum()
    }
}

/// Chooses for every form of `source`, in order of the forms.
pub fn choose(source: &Source) -> Vec<Entry> {
    let lemmas = weigh(source);
    let keys = keys(&lemmas);
    let mut order: Vec<u32> = (0..source.readings.len() as u32).collect();
    let reading = |i: u32| &source.readings[i as usize];
    order.sort_by(|a, b| {
        let (a, b) = (reading(*a), reading(*b));
        (&a.form, &a.lemma, a.tag, a.lemma_tag).cmp(&(&b.form, &b.lemma, b.tag, b.lemma_tag))
    });
    let mut out = Vec::new();
    for same_form in order.chunk_by(|a, b| reading(*a).form == reading(*b).form) {
        let form = &reading(same_form[0]).form;
        if !form.chars().all(|c| matches!(c, 'а'..='я' | '-')) {
            continue;
        }
        let best = same_form
            .chunk_by(|a, b| reading(*a).lemma == reading(*b).lemma)
            .max_by_key(|same_lemma| {
                let lemma = reading(same_lemma[0]).lemma.as_str();
                // Two lexemes with one lemma may have the same tag: it counts once.
                let mut likely: BTreeMap<u16, u32> = BTreeMap::new();
                for i in *same_lemma {
                    let share = likely.entry(reading(*i).tag).or_default();
                    *share = (*share).max(reading(*i).likely);
                }
                let tag = |i: &u32| source.tags[reading(*i).tag as usize].as_str();
                let common = same_lemma.iter().any(|i| !has(tag(i), SELDOM));
                // «Почти» is seldom the order to honour someone.
                let unchanging =
                    lemma == form && same_lemma.iter().any(|i| UNCHANGING.contains(&part_of_speech(tag(i))));
                let parts = same_lemma
                    .iter()
                    .map(|i| part_of_speech(&source.tags[reading(*i).lemma_tag as usize]));
                let weight = parts
                    .clone()
                    .map(|part| lemmas.get(lemma).map_or(0, |l| l.weight_as(part)));
                (
                    likely.values().sum::<u32>(),
                    common,
                    unchanging,
                    weight.max(),
                    Reverse(parts.map(rank).min()),
                    Reverse(lemma),
                )
            });
        if let Some(best) = best {
            let lemma = &reading(best[0]).lemma;
            out.push(Entry {
                form: form.clone(),
                lemma: lemma.clone(),
                key: keys[lemma.as_str()],
            });
        }
    }
    out
}

/// How much of the corpus each lemma is, by the shares of its forms.
fn weigh(source: &Source) -> BTreeMap<&str, Lemma<'_>> {
    let mut sharing: HashMap<(&str, u16), u32> = HashMap::new();
    for reading in source.readings.iter().filter(|r| r.likely > 0) {
        *sharing.entry((&reading.form, reading.tag)).or_default() += 1;
    }
    let mut lemmas: BTreeMap<&str, Lemma<'_>> = BTreeMap::new();
    for reading in &source.readings {
        let lemma = lemmas.entry(&reading.lemma).or_default();
        let many = sharing.get(&(reading.form.as_str(), reading.tag)).copied().unwrap_or(1);
        let weight = u64::from(reading.likely / many.max(1));
        lemma.weight += weight;
        *lemma.tags.entry(&source.tags[reading.lemma_tag as usize]).or_default() += weight;
    }
    lemmas
}

/// Whether the stem of a noun may well be that of another word.
fn shares(lemma: &str, tag: &str) -> bool {
    has(tag, SHARING) || OF_ADJECTIVES.iter().any(|ending| lemma.ends_with(ending))
}

/// How many bytes of each lemma are its key: its stem, so that words outside the dictionary, which
/// have a stem only, meet it; the whole lemma where that stem belongs to another word.
fn keys<'a>(lemmas: &BTreeMap<&'a str, Lemma<'_>>) -> HashMap<&'a str, usize> {
    let stemmer = Stemmer::create(Algorithm::Russian);
    // The noun that owns a stem: the one that is its own stem, else the heaviest.
    let mut owners: HashMap<String, (bool, u64, &str)> = HashMap::new();
    for (lemma, facts) in lemmas {
        let tag = facts.tag();
        if part_of_speech(tag) == "NOUN" && facts.weight >= USED && !shares(lemma, tag) {
            let stem = stemmer.stem(lemma).into_owned();
            let this = (stem == **lemma, facts.weight, *lemma);
            let owner = owners.entry(stem).or_insert(this);
            if (this.0, this.1) > (owner.0, owner.1) {
                *owner = this;
            }
        }
    }
    lemmas
        .iter()
        .map(|(lemma, facts)| {
            let stem = stemmer.stem(lemma);
            let tag = facts.tag();
            let taken = owners.get(stem.as_ref()).is_some_and(|(_, _, owner)| owner != lemma);
            let whole = match part_of_speech(tag) {
                "NOUN" => taken && !shares(lemma, tag),
                "INFN" | "VERB" => taken && stem.chars().count() <= SHORT_STEM,
                "ADVB" | "PRED" => taken || stem.chars().count() <= SHORT_ADVERB,
                "ADJF" if has(tag, &["Apro"]) => true,
                "ADJF" | "ADJS" | "COMP" => taken,
                // Small words: nothing else may fall together with them.
                _ => true,
            };
            let key = if whole || stem.is_empty() || !lemma.starts_with(stem.as_ref()) {
                // «Сушиться» stays with «сушить», as their stems do.
                let verb = lemma.strip_suffix("ся").filter(|verb| verb.ends_with("ть"));
                verb.unwrap_or(lemma).len()
            } else {
                stem.len()
            };
            (*lemma, key)
        })
        .collect()
}
