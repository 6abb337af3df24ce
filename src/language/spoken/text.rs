//! A text cut into words, runs of digits and signs, with what can be asked about the neighbourhood.

use std::borrow::Cow;

use crate::language::Dictionary;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Sign,
}

#[derive(Debug)]
pub(super) struct Token<'t> {
    /// White space before it.
    pub(super) before: &'t str,
    pub(super) text: &'t str,
    /// Lower case, е for ё.
    pub(super) low: Cow<'t, str>,
    pub(super) kind: Kind,
}

/// The tokens of a text. Asking beyond its ends is no error: there is nothing there.
#[derive(Debug)]
pub(super) struct Text<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    /// White space after the last token.
    pub(super) tail: &'t str,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = text;
        loop {
            let start = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            let (before, now) = rest.split_at_checked(start).unwrap_or((rest, ""));
            let Some(first) = now.chars().next() else {
                return Self { tokens, tail: before };
            };
            let (kind, end) = if first.is_ascii_digit() {
                (Kind::Number, now.find(|c: char| !c.is_ascii_digit()))
            } else if first.is_alphabetic() {
                (Kind::Word, now.find(|c: char| !c.is_alphabetic() && c != '\u{301}'))
            } else {
                (Kind::Sign, Some(first.len_utf8()))
            };
            let (text, after) = now.split_at_checked(end.unwrap_or(now.len())).unwrap_or((now, ""));
            tokens.push(Token {
                before,
                text,
                low: fold(text),
                kind,
            });
            rest = after;
        }
    }

    /// The text as written, folded, or "" beyond the ends.
    pub(super) fn low(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| &t.low)
    }

    pub(super) fn text(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.text)
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        self.kind(i) == Some(Kind::Word)
    }

    pub(super) fn is_number(&self, i: usize) -> bool {
        self.kind(i) == Some(Kind::Number)
    }

    /// Whether a sign stands there right behind its neighbour.
    pub(super) fn glued(&self, i: usize, sign: &str) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.before.is_empty() && t.text == sign)
    }

    /// Whether nothing parts the token from the one before it.
    pub(super) fn touches(&self, i: usize) -> bool {
        i > 0 && self.tokens.get(i).is_some_and(|t| t.before.is_empty())
    }

    /// Whether the token stands on the line of the one before it.
    pub(super) fn same_line(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.before.contains('\n'))
    }

    /// One of the dashes.
    pub(super) fn is_dash(&self, i: usize) -> bool {
        matches!(self.text(i), "-" | "–" | "—" | "‑" | "−")
    }

    /// A hyphen between two tokens without white space.
    pub(super) fn is_hyphen(&self, i: usize) -> bool {
        self.touches(i) && self.touches(i + 1) && matches!(self.text(i), "-" | "‑" | "–")
    }

    /// The value of the digits; runs too long for a number have none.
    pub(super) fn digits(&self, i: usize) -> Option<u64> {
        self.tokens.get(i).filter(|t| t.kind == Kind::Number)?.text.parse().ok()
    }

    /// The word before, over quotation marks and the words that only weigh a number: «примерно 5».
    pub(super) fn before(&self, i: usize) -> Option<usize> {
        let mut at = i;
        for _ in 0..4 {
            at = at.checked_sub(1)?;
            let token = self.tokens.get(at)?;
            let weighs = WEIGHING.contains(&&*token.low);
            if !matches!(token.text, "«" | "\"" | "(" | "„") && !weighs {
                return self.same_line(at + 1).then_some(at);
            }
        }
        None
    }

    /// Whether a sentence or a part of it begins at the token.
    pub(super) fn begins(&self, i: usize) -> bool {
        match i.checked_sub(1) {
            None => true,
            Some(at) => {
                !self.same_line(i)
                    || matches!(
                        self.text(at),
                        "." | "!" | "?" | "…" | ":" | ";" | "—" | "–" | "(" | "," | "«" | "\"" | ")"
                    )
            }
        }
    }

    /// Whether a sentence ends before the token.
    pub(super) fn ends(&self, i: usize) -> bool {
        match self.tokens.get(i) {
            None => true,
            Some(t) => t.before.contains('\n') || matches!(t.text, "." | "!" | "?" | "…" | ";"),
        }
    }

    /// What a full stop that belongs to an abbreviation also says: the sentence ends here, as well.
    /// `next` is the token behind the stop.
    pub(super) fn stop(&self, next: usize) -> &'static str {
        match self.tokens.get(next) {
            None => ".",
            Some(t) if t.before.contains('\n') => ".",
            Some(t) if t.kind == Kind::Word && !t.before.is_empty() => {
                if t.text.chars().next().is_some_and(char::is_uppercase) {
                    "."
                } else {
                    ""
                }
            }
            Some(_) => "",
        }
    }
}

/// Words between a preposition and its number that change nothing about the case.
const WEIGHING: [&str; 9] = [
    "примерно",
    "приблизительно",
    "приблизит",
    "всего",
    "ровно",
    "почти",
    "только",
    "лишь",
    "даже",
];

/// Lower case, е for ё.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    let plain = |c: char| (c.is_lowercase() && c != 'ё') || !c.is_alphabetic();
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let folded: String = text.chars().flat_map(char::to_lowercase).collect();
    Cow::Owned(folded.replace('ё', "е"))
}

/// The normal form, where the word is known.
pub(super) fn lemma(folded: &str) -> Option<Cow<'_, str>> {
    Dictionary::russian().lemma(folded)
}

/// Whether the word has an ending of adjectives and its lemma agrees.
pub(super) fn is_adjective(folded: &str) -> bool {
    const ENDINGS: [&str; 24] = [
        "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ую",
        "юю", "ей", "ых", "их", "ыми", "ими",
    ];
    if !ENDINGS.iter().any(|e| folded.ends_with(e)) {
        return false;
    }
    match lemma(folded) {
        Some(lemma) => {
            let adjective = ["ый", "ий", "ой", "ийся"].iter().any(|e| lemma.ends_with(e));
            adjective || is_infinitive(&lemma)
        }
        None => false,
    }
}

fn is_infinitive(lemma: &str) -> bool {
    ["ть", "ти", "чь", "ться", "тись", "чься"]
        .iter()
        .any(|e| lemma.ends_with(e))
}

/// A finite verb or infinitive that may take an object: «получите 1 000 рублей», not «положена 1 000 рублей».
pub(super) fn takes_object(folded: &str) -> bool {
    let short_participle = [
        "ен", "ена", "ено", "ены", "ан", "ана", "ано", "аны", "ят", "ята", "ято", "яты", "ута", "уто", "уты",
    ];
    let reflexive = folded.ends_with("ся") || folded.ends_with("сь");
    let being = [
        "будет",
        "было",
        "была",
        "быть",
        "есть",
        "равна",
        "равно",
        "пройдет",
        "прошла",
        "осталась",
        "стала",
        "станет",
        "нужна",
        "положена",
    ];
    if reflexive || being.contains(&folded) || is_adjective(folded) {
        return false;
    }
    // «платят» is no participle: short ones of that shape are «взят, принят».
    let participle =
        short_participle.iter().any(|e| folded.ends_with(e)) && !folded.ends_with("тят") && !folded.ends_with("дят");
    lemma(folded)
        .is_some_and(|l| is_infinitive(&l) && !l.ends_with("ся") && *l != *folded || l == folded && is_infinitive(&l))
        && !participle
}

/// Whether a word can be what is counted: not a verb, preposition or conjunction.
pub(super) fn is_noun(folded: &str) -> bool {
    const NOT: [&str; 66] = [
        "и",
        "или",
        "а",
        "но",
        "на",
        "в",
        "во",
        "с",
        "со",
        "к",
        "ко",
        "по",
        "за",
        "до",
        "от",
        "из",
        "у",
        "о",
        "об",
        "при",
        "для",
        "без",
        "под",
        "над",
        "перед",
        "между",
        "через",
        "либо",
        "то",
        "если",
        "когда",
        "где",
        "что",
        "как",
        "не",
        "ни",
        "же",
        "бы",
        "ли",
        "это",
        "они",
        "он",
        "она",
        "вы",
        "мы",
        "я",
        "ты",
        "да",
        "нет",
        "там",
        "тут",
        "здесь",
        "сейчас",
        "уже",
        "еще",
        "после",
        "со",
        "про",
        "чтобы",
        "только",
        "также",
        "тоже",
        "более",
        "менее",
        "больше",
        "меньше",
    ];
    if NOT.contains(&folded) || folded.chars().count() < 2 {
        return false;
    }
    match lemma(folded) {
        Some(lemma) => !is_infinitive(&lemma) && !is_adjective(folded),
        None => true,
    }
}
