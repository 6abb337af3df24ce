//! Which option of a menu a text means.

use std::sync::LazyLock;

use super::normal::NormalForms;
use super::number::number_at;
use super::ordinal::ordinal_at;
use super::words::{Word, WordKind, WordSet, at, word_set, words};

/// The words of one option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionWords {
    /// Its text on the button.
    pub label: String,
    /// Other ways to say it.
    pub synonyms: Vec<String>,
    /// Its stable name.
    pub name: String,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// One option, by its index.
    One(usize),
    /// Several fit equally, or were named together.
    Several(Vec<usize>),
    /// None.
    None,
}

/// Words that say nothing about which option is meant.
static FILLERS: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    вариант варианта нажимаю нажму жму самое самый самая самую пункт пункта номер номером под цифра цифру кнопка кнопку ответ выбираю \
    выберу хочу мне нужен нужна нужно давай давайте пожалуйста это ну наверное тогда вот пусть \
    будет спасибо который option number the one please choose answer i want item",
    )
});
/// Words too common to decide between options.
pub(super) static STOP: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    и в во на с со к о об по за из для от у до не я мне меня мы нас как что где это бы же ли а \
    или при ну вот пожалуйста хочу надо нужно нужен нужна нужны можно есть узнать the a an of \
    to for in on and or i is it my how what please want need",
    )
});

/// Chooses by number («2», «второй вариант», «последнее»), by the exact label, synonym or name, by
/// the words of synonyms and labels in any form, with one wrong letter in words of five and more.
pub fn choose(text: &str, options: &[OptionWords], forms: &NormalForms) -> Chosen {
    let list = words(text);
    let said: Vec<&Word> = list.iter().filter(|w| w.kind != WordKind::Punct).collect();
    if said.is_empty() || options.is_empty() {
        return Chosen::None;
    }
    let prepared: Vec<Prepared> = options.iter().map(|o| Prepared::new(o, forms)).collect();
    let exact: Vec<usize> = indices(&prepared, |p| p.phrases.iter().any(|phrase| phrase.is(&said)));
    if !exact.is_empty() {
        return chosen(exact);
    }
    if let Some(places) = by_place(&list, options.len(), &prepared, forms) {
        return chosen(places);
    }
    let said = Said::new(&said, forms);
    let synonyms = best(&prepared, |p| {
        p.phrases.iter().map(|phrase| phrase.whole(&said)).fold(0, u32::max)
    });
    if !synonyms.is_empty() {
        return chosen(synonyms);
    }
    chosen(best(&prepared, |p| p.overlap(&said, &prepared)))
}

/// Whether two texts are the same letters and digits in the same words; capitals, `ё` and signs do not matter.
pub fn same_words(a: &str, b: &str) -> bool {
    // Options often begin alike: whole words that are the same bytes need no folding.
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let space = a
        .as_bytes()
        .get(..same)
        .and_then(|alike| alike.iter().rposition(|b| *b == b' '));
    let (alike, a) = a.split_at_checked(space.unwrap_or(0)).unwrap_or(("", a));
    let b = b.get(alike.len()..).unwrap_or(b);
    let mut any = alike.contains(char::is_alphanumeric);
    let (mut a, mut b) = (folded_words(a), folded_words(b));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return any,
            (x, y) if x != y => return false,
            _ => any = true,
        }
    }
}

/// The letters and digits of a text, folded, with one space between words.
fn folded_words(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut chars = text.chars().map(folded).peekable();
    let mut begun = false;
    std::iter::from_fn(move || {
        let mut apart = false;
        while chars.next_if(Option::is_none).is_some() {
            apart = true;
        }
        if apart && begun && chars.peek().is_some() {
            return Some(' ');
        }
        begun = true;
        chars.next().flatten()
    })
}

/// A letter or digit, folded; nothing for signs. Told by arithmetic for the letters that people here write, for it is asked
/// of every letter of every button.
fn folded(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' | 'а'..='я' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
        'ё' | 'Ё' => Some('е'),
        c if c.is_ascii() => None,
        c => c.is_alphanumeric().then(|| c.to_lowercase().next()).flatten(),
    }
}

/// Share of the telling words of `text` that belong to `option`, from 0 to 1: a text may fit an
/// option and yet be mostly about something else.
pub fn covered(text: &str, option: &OptionWords, forms: &NormalForms) -> f32 {
    let list = words(text);
    let said: Vec<&Word> = list.iter().filter(|w| w.kind != WordKind::Punct).collect();
    let prepared = Prepared::new(option, forms);
    let said = Said::new(&said, forms);
    let telling: Vec<&(String, String)> = said.words.iter().filter(|(w, _)| !STOP.contains(w.as_str())).collect();
    if telling.is_empty() {
        return 1.0;
    }
    let known = |(folded, form): &&&(String, String)| {
        let typo = |p: &Phrase| p.words.iter().any(|(w, _)| is_typo(w, folded));
        FILLERS.contains(folded.as_str()) || prepared.has(form) || prepared.phrases.iter().any(typo)
    };
    telling.iter().filter(known).count() as f32 / telling.len() as f32
}

fn chosen(mut indices: Vec<usize>) -> Chosen {
    indices.dedup();
    match indices.as_slice() {
        [] => Chosen::None,
        [one] => Chosen::One(*one),
        _ => Chosen::Several(indices),
    }
}

fn indices(prepared: &[Prepared], test: impl Fn(&Prepared) -> bool) -> Vec<usize> {
    prepared
        .iter()
        .enumerate()
        .filter(|(_, p)| test(p))
        .map(|(i, _)| i)
        .collect()
}

/// The options with the greatest score above zero.
fn best(prepared: &[Prepared], score: impl Fn(&Prepared) -> u32) -> Vec<usize> {
    let scores: Vec<u32> = prepared.iter().map(score).collect();
    match scores.iter().max() {
        Some(&top) if top > 0 => scores
            .iter()
            .enumerate()
            .filter(|(_, s)| **s == top)
            .map(|(i, _)| i)
            .collect(),
        _ => Vec::new(),
    }
}

struct Phrase {
    /// The words as they are written, for the exact match.
    plain: Vec<Box<str>>,
    /// Words and their forms, with «не» grown into the next word.
    words: Vec<(String, String)>,
}

/// A word and its form; after «не» both are marked, so that «не работает» shares nothing with
/// «работает».
fn with_negation(word: &Word, denied: bool, forms: &NormalForms) -> (String, String) {
    let form = match word.kind {
        WordKind::Word => forms.form(&word.folded),
        _ => word.folded.to_string(),
    };
    if denied {
        (format!("не~{}", word.folded), format!("не~{form}"))
    } else {
        (word.folded.to_string(), form)
    }
}

fn denies(word: &Word) -> bool {
    matches!(&*word.folded, "не" | "not")
}

impl Phrase {
    fn new(text: &str, forms: &NormalForms) -> Self {
        let list: Vec<Word> = words(text).into_iter().filter(|w| w.kind != WordKind::Punct).collect();
        let mut phrase = Self {
            plain: Vec::with_capacity(list.len()),
            words: Vec::with_capacity(list.len()),
        };
        let mut denied = false;
        for word in list {
            phrase.words.push(with_negation(&word, denied, forms));
            denied = denies(&word);
            phrase.plain.push(word.folded);
        }
        phrase
    }

    fn is(&self, said: &[&Word]) -> bool {
        self.plain.len() == said.len() && self.plain.iter().zip(said).all(|(a, b)| *a == b.folded)
    }

    /// Score when every telling word of the phrase was said: 1 + their number.
    fn whole(&self, said: &Said) -> u32 {
        let mut telling = 0;
        for (folded, form) in &self.words {
            if STOP.contains(folded.as_str()) {
                continue;
            }
            if !said.has(folded, form) {
                return 0;
            }
            telling += 2;
        }
        telling
    }
}

struct Prepared {
    /// Label, name and synonyms.
    phrases: Vec<Phrase>,
}

impl Prepared {
    fn new(option: &OptionWords, forms: &NormalForms) -> Self {
        let name = option.name.replace(['_', '.'], " ");
        let texts = [option.label.as_str(), name.as_str(), option.name.as_str()];
        let phrases = texts.into_iter().chain(option.synonyms.iter().map(String::as_str));
        Self {
            phrases: phrases
                .map(|t| Phrase::new(t, forms))
                .filter(|p| !p.plain.is_empty())
                .collect(),
        }
    }

    fn has(&self, form: &str) -> bool {
        self.phrases.iter().any(|p| p.words.iter().any(|(_, f)| f == form))
    }

    /// Number of said words that this option has and not all options have; each is counted once.
    fn overlap(&self, said: &Said, all: &[Prepared]) -> u32 {
        let mut score = 0;
        for (folded, form) in &said.words {
            if STOP.contains(folded.as_str()) {
                continue;
            }
            if self.has(form) {
                if all.len() == 1 || !all.iter().all(|p| p.has(form)) {
                    score += 2;
                }
            } else if self
                .phrases
                .iter()
                .any(|p| p.words.iter().any(|(w, _)| is_typo(w, folded)))
            {
                score += 1;
            }
        }
        score
    }
}

/// The words that were said, each with its form.
struct Said {
    words: Vec<(String, String)>,
}

impl Said {
    fn new(said: &[&Word], forms: &NormalForms) -> Self {
        let mut list = Vec::with_capacity(said.len());
        let mut denied = false;
        for word in said {
            list.push(with_negation(word, denied, forms));
            for part in word.parts() {
                list.push(with_negation(&part, denied, forms));
            }
            denied = denies(word);
        }
        Self { words: list }
    }

    fn has(&self, folded: &str, form: &str) -> bool {
        self.words.iter().any(|(word, f)| f == form || is_typo(word, folded))
    }
}

/// Position in a menu, when the whole text is about a position.
fn by_place(list: &[Word], count: usize, prepared: &[Prepared], forms: &NormalForms) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut i = 0;
    while i < list.len() {
        let word = at(list, i);
        let last = match word {
            "последний" | "последняя" | "последнее" | "последние" | "последнюю" | "последнего" | "last" => {
                Some(1)
            }
            "предпоследний" | "предпоследняя" | "предпоследнее" | "предпоследнюю" => {
                Some(2)
            }
            _ => None,
        };
        if let Some(back) = last {
            places.push(count.checked_sub(back)?);
            i += 1;
            continue;
        }
        let place = ordinal_at(list, i).map(|(v, next)| (v as usize, next)).or_else(|| {
            let (value, next) = number_at(list, i, forms.lang())?;
            Some((value.to_string().parse().ok()?, next))
        });
        match place {
            Some((_, 0)) => return None,
            Some((1, next)) if word == "one" && !places.is_empty() => i = next,
            Some((value, next)) => {
                // Labels with this very number («2 ребёнка») are meant by it, not the second line.
                let form = at(list, i);
                let labels: Vec<usize> = indices(prepared, |p| p.has(form));
                match labels.as_slice() {
                    [one] => places.push(*one),
                    _ if (1..=count).contains(&value) => places.push(value - 1),
                    _ => return None,
                }
                i = next;
            }
            None if FILLERS.contains(word) || matches!(word, "и" | "," | "." | "!" | ")" | "№" | "#" | "and") => {
                i += 1
            }
            None => return None,
        }
    }
    (!places.is_empty()).then_some(places)
}

/// Whether two words of five letters and more differ by one letter: changed, missing, added, or two
/// neighbours swapped.
pub(super) fn is_typo(a: &str, b: &str) -> bool {
    let (a_len, b_len) = (a.chars().count(), b.chars().count());
    if a_len.min(b_len) < 5 || a_len.abs_diff(b_len) > 1 {
        return false;
    }
    let (short, long) = if a_len <= b_len { (a, b) } else { (b, a) };
    let mut s = short.chars();
    let mut l = long.chars();
    loop {
        match (s.next(), l.next()) {
            (None, _) => return true,
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => {
                if a_len != b_len {
                    // One letter more in `long`: the rest from `x` on must agree.
                    return std::iter::once(x).chain(s).eq(std::iter::once(y).chain(l).skip(1));
                }
                let changed = s.clone().eq(l.clone());
                let swapped = s.next() == Some(y) && l.next() == Some(x) && s.eq(l);
                return changed || swapped;
            }
            (Some(_), None) => return false,
        }
    }
}
