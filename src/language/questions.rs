//! A message that holds several questions, split into them.
//!
//! People write long and polite messages: a greeting, what happened, two or three questions, thanks.
//! Greetings and thanks are no questions of their own; what happened belongs to the question after it.

use super::questions_sentences::quoted;
use super::questions_words::{ANNOUNCED, ASKING, CLOSING, FRAME, JOINING, REQUEST};
use super::words::{Word, WordKind, at, cut, words};

/// Most parts of a message.
pub const MAX_QUESTIONS: usize = 8;
/// Telling words that make a part a question of its own.
const LEAST_WORDS: usize = 2;

/// The questions of a message in order, as they stand in it: one or more unless it is blank.
pub fn questions(text: &str) -> Vec<&str> {
    let text = cut(text);
    let list = words(text);
    let message = Message::new(text, &list);
    let parts = message.joined(message.pieces());
    let mut out: Vec<&str> = Vec::with_capacity(parts.len());
    for part in parts.iter().take(MAX_QUESTIONS) {
        let words = message.slice(part.from, part.to);
        if !words.is_empty() {
            out.push(words);
        }
    }
    match out.as_slice() {
        [] | [_] if !text.trim().is_empty() => vec![text.trim()],
        _ => out,
    }
}

/// An answer and the question that follows it in one breath: «да, а сколько ждать?».
pub fn answer_and_question(text: &str) -> Option<(&str, &str)> {
    let text = cut(text);
    let list = words(text);
    let message = Message::new(text, &list);
    let mut i = 1;
    while i < list.len() {
        let after_sign = list.get(i - 1).is_some_and(|w| w.kind == WordKind::Punct) || message.line_before(i);
        let turns = matches!(at(&list, i), "а" | "но" | "только" | "but");
        let next = (i..list.len())
            .find(|k| {
                !matches!(
                    at(&list, *k),
                    "а" | "но" | "и" | "только" | "еще" | "ну" | "but" | "and"
                ) && !is_frame(&list, *k)
            })
            .unwrap_or(list.len());
        let asks = ASKING.contains(at(&list, next))
            || matches!(at(&list, next), "если" | "if")
            || matches!(at(&list, next + 1), "ли");
        if (after_sign || turns) && asks {
            let end = list.get(i)?.span.start as usize;
            let answer = text.get(..end)?.trim_end_matches(is_edge).trim();
            let question = text.get(end..)?.trim();
            return (!answer.is_empty() && message.telling(0, i) > 0).then_some((answer, question));
        }
        i += 1;
    }
    None
}

fn is_frame(words: &[Word], i: usize) -> bool {
    words
        .get(i)
        .is_some_and(|w| w.kind == WordKind::Punct || FRAME.contains(&*w.folded))
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '•' | '*' | ',' | ';' | '«' | '(' | ':')
}

/// Words `from..to`; `strong` parts were numbered or announced.
#[derive(Clone, Copy)]
struct Part {
    from: usize,
    to: usize,
    strong: bool,
}

pub(super) struct Message<'t, 'w> {
    pub(super) text: &'t str,
    pub(super) words: &'w [Word],
    pub(super) quoted: Vec<bool>,
}

impl<'t, 'w> Message<'t, 'w> {
    fn new(text: &'t str, words: &'w [Word]) -> Self {
        Self {
            text,
            words,
            quoted: quoted(text, words),
        }
    }

    pub(super) fn word(&self, i: usize) -> &str {
        at(self.words, i)
    }

    /// The text of words `from..to` with the signs after them.
    fn slice(&self, from: usize, to: usize) -> &'t str {
        let start = self.words.get(from).map_or(self.text.len(), |w| w.span.start as usize);
        let end = self.words.get(to).map_or(self.text.len(), |w| w.span.start as usize);
        self.text.get(start..end).unwrap_or("").trim_end_matches(is_edge)
    }

    /// Telling words of `from..to`.
    fn telling(&self, from: usize, to: usize) -> usize {
        let range = self.words.get(from..to).unwrap_or_default();
        range
            .iter()
            .filter(|w| w.kind != WordKind::Punct && !FRAME.contains(&*w.folded))
            .count()
    }

    fn says(&self, i: usize, phrase: &[&str]) -> bool {
        phrase.iter().enumerate().all(|(k, word)| self.word(i + k) == *word)
    }

    /// Whether a question begins at word `i`, polite words aside.
    fn asks_at(&self, i: usize) -> bool {
        let next = (i..self.words.len().min(i + 5)).find(|k| !is_frame(self.words, *k));
        next.is_some_and(|k| ASKING.contains(self.word(k)) || self.word(k + 1) == "ли")
    }

    /// One past the sentence in which word `i` stands.
    fn sentence_end(&self, i: usize) -> usize {
        (i + 1..self.words.len())
            .find(|k| self.sentence_before(*k) || self.line_before(*k))
            .unwrap_or(self.words.len())
    }

    /// Sentences, items of lists and clauses that ask something else.
    fn pieces(&self) -> Vec<Part> {
        let mut pieces: Vec<Part> = Vec::new();
        let mut current = Part {
            from: 0,
            to: 0,
            strong: false,
        };
        let mut item = 0;
        let mut i = 0;
        while i < self.words.len() {
            if let Some(number) = self.marker(i, item) {
                item = number;
                current.to = i;
                pieces.push(current);
                i += 2;
                current = Part {
                    from: i,
                    to: i,
                    strong: true,
                };
                continue;
            }
            let announced = ANNOUNCED.iter().any(|p| self.says(i, p));
            let strong = announced || JOINING.iter().any(|p| self.says(i, p) && self.asks_at(i + p.len()));
            let begun = i > current.from;
            // «и ещё вопрос» is cut at its first word only.
            let first = self.telling(current.from, i) > 0 || !current.strong;
            if begun
                && (self.sentence_before(i) || self.line_before(i) || strong && first || self.turns_at(current.from, i))
            {
                current.to = i;
                pieces.push(current);
                current = Part { from: i, to: i, strong };
            } else if !begun {
                current.strong |= strong;
            }
            i += 1;
        }
        current.to = self.words.len();
        pieces.push(current);
        pieces.retain(|p| p.from < p.to);
        pieces
    }

    /// Whether at word `i` a clause begins that asks something else than the words before it.
    fn turns_at(&self, from: usize, i: usize) -> bool {
        let end = self.sentence_end(i);
        let said = self.telling(from, i);
        match self.word(i) {
            "и" | "а" | "and" => {
                let own = ASKING.contains(self.word(i + 1)) || self.word(i + 2) == "ли";
                own && said >= 3 && self.telling(i, end) >= 3 && !self.points_back(i, end)
            }
            // «…, сколько ждать»: where words before ask too, and do not only lead to this clause.
            "сколько" | "куда" | "почему" | "зачем" | "какие" | "какой" | "можно" | "нужно" =>
            {
                let comma = i
                    .checked_sub(1)
                    .and_then(|k| self.words.get(k))
                    .is_some_and(|w| w.is_sign(","));
                let leads = i.checked_sub(2).is_some_and(|k| is_leading(self.word(k)));
                comma
                    && !leads
                    && said >= 3
                    && self.asks_at(from)
                    && self.telling(i, end) >= 3
                    && !self.points_back(i, end)
            }
            _ => false,
        }
    }

    /// Whether words `from..to` speak of what was named before them.
    fn points_back(&self, from: usize, to: usize) -> bool {
        let range = self.words.get(from..to).unwrap_or_default();
        range.iter().any(|w| {
            matches!(
                &*w.folded,
                "это" | "этого" | "их" | "его" | "ее" | "туда" | "там" | "it" | "them" | "that" | "there"
            )
        })
    }

    fn asks(&self, part: &Part) -> bool {
        let range = self.words.get(part.from..part.to).unwrap_or_default();
        let marked = |i: usize| self.word(i) == "ли" || self.word(i) == "?" && !self.in_address(i);
        if (part.from..part.to).any(marked) {
            return true;
        }
        let first = range.iter().filter(|w| w.kind != WordKind::Punct).take(6);
        let mut telling = first.filter(|w| !FRAME.contains(&*w.folded) || REQUEST.contains(&*w.folded));
        telling
            .next()
            .is_some_and(|w| ASKING.contains(&*w.folded) || REQUEST.contains(&*w.folded))
            || telling.next().is_some_and(|w| ASKING.contains(&*w.folded))
    }

    fn closes(&self, part: &Part) -> bool {
        CLOSING.contains(self.word(part.from)) || CLOSING.contains(self.word(part.from + 1))
    }

    /// Frames and what happened join the question they belong to.
    fn joined(&self, pieces: Vec<Part>) -> Vec<Part> {
        let any_asks = pieces.iter().any(|p| self.asks(p) && self.telling(p.from, p.to) > 0);
        let mut out: Vec<Part> = Vec::new();
        // Where words begin that belong to the next question.
        let mut waiting: Option<usize> = None;
        for piece in pieces {
            let telling = self.telling(piece.from, piece.to);
            let signed = matches!(
                (self.word(piece.from), self.word(piece.from + 1)),
                ("с", "уважением") | ("best", "regards") | ("kind", "regards")
            );
            let asks = any_asks && telling >= LEAST_WORDS && self.asks(&piece);
            let tells = telling > 0 && (piece.strong || !any_asks && out.is_empty());
            let alone = asks || tells;
            // «Это законно?» asks about the words before.
            let refers = !piece.strong && telling <= 3 && self.points_back(piece.from, piece.to);
            let refers = refers && waiting.is_none() && !out.is_empty();
            if alone && !signed && !refers {
                out.push(Part {
                    from: waiting.take().unwrap_or(piece.from),
                    ..piece
                });
                continue;
            }
            let belongs_before = waiting.is_none()
                && (signed || refers || !any_asks || telling > 0 && telling < LEAST_WORDS || self.closes(&piece));
            match out.last_mut() {
                Some(before) if belongs_before => before.to = piece.to,
                _ => waiting = waiting.or(Some(piece.from)),
            }
        }
        match (waiting, out.last_mut()) {
            (Some(_), Some(last)) => last.to = self.words.len(),
            (Some(from), None) => out.push(Part {
                from,
                to: self.words.len(),
                strong: false,
            }),
            (None, _) => {}
        }
        out
    }
}

/// Words after which a clause says what is to be known: «узнать, сколько».
fn is_leading(word: &str) -> bool {
    matches!(
        word,
        "узнать"
            | "понять"
            | "знать"
            | "знаю"
            | "понимаю"
            | "понял"
            | "поняла"
            | "проверить"
            | "посмотреть"
            | "сказать"
            | "скажите"
            | "подскажите"
            | "выяснить"
            | "уточнить"
            | "сообщить"
            | "определить"
            | "непонятно"
            | "неясно"
            | "know"
            | "tell"
    )
}
