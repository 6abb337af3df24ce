//! A message that holds several questions, split into them.
//!
//! People write long and polite messages: a greeting, what happened, two or three questions, thanks.
//! Greetings and thanks are no questions of their own; what happened belongs to the question after it.

use super::questions_words::{ANNOUNCED, ASKING, CLOSING, FRAME, JOINING, MAY_END, REQUEST, SHORTENED};
use super::words::{Word, WordKind, at, cut, words};

/// Most parts of a message.
pub const MAX_QUESTIONS: usize = 8;
/// From so many characters a line that ends without a sign may be one that was only broken for width.
const WRAPPED_LINE: usize = 50;
/// Telling words that make a part a question of its own.
const LEAST_WORDS: usize = 2;

/// The questions of a message in order, as they stand in it: one or more unless it is blank.
pub fn questions(text: &str) -> Vec<&str> {
    let text = cut(text);
    let list = words(text);
    let message = Message {
        text,
        words: &list,
        quoted: quoted(text, &list),
    };
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
    let message = Message {
        text,
        words: &list,
        quoted: quoted(text, &list),
    };
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

/// For each word whether it stands between guillemets.
fn quoted(text: &str, words: &[Word]) -> Vec<bool> {
    let mut signs = text.char_indices().filter(|(_, c)| matches!(c, '«' | '»')).peekable();
    let mut open = false;
    words
        .iter()
        .map(|w| {
            while let Some((_, sign)) = signs.next_if(|(place, _)| *place < w.span.start as usize) {
                open = sign == '«';
            }
            open
        })
        .collect()
}

/// Words `from..to`; `strong` parts were numbered or announced.
#[derive(Clone, Copy)]
struct Part {
    from: usize,
    to: usize,
    strong: bool,
}

struct Message<'t, 'w> {
    text: &'t str,
    words: &'w [Word],
    quoted: Vec<bool>,
}

impl<'t> Message<'t, '_> {
    fn word(&self, i: usize) -> &str {
        at(self.words, i)
    }

    /// The text of words `from..to` with the signs after them.
    fn slice(&self, from: usize, to: usize) -> &'t str {
        let start = self.words.get(from).map_or(self.text.len(), |w| w.span.start as usize);
        let end = self.words.get(to).map_or(self.text.len(), |w| w.span.start as usize);
        self.text.get(start..end).unwrap_or("").trim_end_matches(is_edge)
    }

    /// Whether a line ends between word `i - 1` and word `i`, and not only for want of width.
    fn line_before(&self, i: usize) -> bool {
        let (Some(before), Some(word)) = (i.checked_sub(1).and_then(|k| self.words.get(k)), self.words.get(i)) else {
            return false;
        };
        let (end, start) = (before.span.end as usize, word.span.start as usize);
        if !self.text.get(end..start).is_some_and(|between| between.contains('\n')) {
            return false;
        }
        let line = self.text.get(..end).and_then(|t| t.rsplit('\n').next()).unwrap_or("");
        let goes_on = before.is_sign(",") || line.chars().count() >= WRAPPED_LINE && !is_end(before);
        !goes_on || self.is_capital(i) || word.kind != WordKind::Word
    }

    fn is_capital(&self, i: usize) -> bool {
        let word = self.words.get(i);
        word.and_then(|w| self.text.get(w.span.start as usize..)?.chars().next())
            .is_some_and(char::is_uppercase)
    }

    /// Whether word `i` begins another sentence.
    fn sentence_before(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i) else { return false };
        if self.quoted.get(i).copied().unwrap_or(false) || is_end(word) || word.is_sign(")") {
            return false;
        }
        let Some(last) = (0..i)
            .rev()
            .find(|k| !self.words.get(*k).is_some_and(|w| w.is_sign(")")))
        else {
            return false;
        };
        let Some(sign) = self.words.get(last) else { return false };
        // «Платите!» от банка: the sentence that is quoted ends, not the one that quotes it.
        if self.quoted.get(last).copied().unwrap_or(false) && !self.is_capital(i) {
            return false;
        }
        let touches = sign.touches(word);
        match &*sign.folded {
            "?" | "!" | "…" | ";" => !(touches && self.in_address(last)),
            "." if touches => {
                let long = self.word(last.saturating_sub(1)).chars().count() > 3;
                self.is_capital(i) && long && !self.in_address(last) && !self.word(i).is_ascii()
            }
            "." => !self.is_shortened(last, i),
            _ => false,
        }
    }

    /// Whether sign `i` stands inside an address of a page or a mailbox.
    fn in_address(&self, i: usize) -> bool {
        let Some(sign) = self.words.get(i) else { return false };
        let place = sign.span.start as usize;
        let (before, after) = (
            self.text.get(..place).unwrap_or(""),
            self.text.get(place..).unwrap_or(""),
        );
        let head = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let tail = after.split(char::is_whitespace).next().unwrap_or("");
        [head, tail]
            .iter()
            .any(|t| t.contains('/') || t.contains('@') || t.contains("www."))
    }

    /// Whether full stop `dot` belongs to a shortened word, initials or a number of a list.
    fn is_shortened(&self, dot: usize, next: usize) -> bool {
        let Some(before) = dot.checked_sub(1).and_then(|k| self.words.get(k)) else {
            return false;
        };
        if !self.words.get(dot).is_some_and(|d| before.touches(d)) {
            return false;
        }
        let word = &*before.folded;
        let letter = before.kind == WordKind::Word && word.chars().count() == 1;
        if before.kind == WordKind::Number {
            return self.marker(dot - 1, 0).is_some();
        }
        if !letter && !SHORTENED.contains(word) {
            return false;
        }
        // «и т.д. Когда»: these may close a sentence.
        let and_so_on = letter && dot >= 3 && self.word(dot - 3) == "т" && matches!(word, "д" | "п");
        !((and_so_on || MAY_END.contains(word)) && self.is_capital(next))
    }

    /// The number that word `i` gives to an item of a list: «2)» in its turn, or «2.» where a sentence begins.
    fn marker(&self, i: usize, last: usize) -> Option<usize> {
        let number = self.words.get(i).filter(|w| w.kind == WordKind::Number)?;
        let sign = self.words.get(i + 1).filter(|s| number.touches(s))?;
        let item = self.words.get(i + 2).filter(|w| w.kind == WordKind::Word)?;
        let value: usize = number.folded.parse().ok().filter(|n| (1..=MAX_QUESTIONS).contains(n))?;
        let begins = i == 0
            || self.line_before(i)
            || i.checked_sub(1)
                .and_then(|k| self.words.get(k))
                .is_some_and(|w| is_end(w) || w.is_sign(":"));
        let fits = match &*sign.folded {
            ")" => !self.in_brackets(i) && (begins || value == last + 1),
            "." => begins && !sign.touches(item) || i == 0 || self.line_before(i),
            _ => false,
        };
        fits.then_some(value)
    }

    fn in_brackets(&self, i: usize) -> bool {
        let open = self.words.iter().take(i).fold(0_i32, |open, w| match &*w.folded {
            "(" => open + 1,
            ")" => (open - 1).max(0),
            _ => open,
        });
        open > 0
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
            let alone = match any_asks {
                true => piece.strong && telling > 0 || telling >= LEAST_WORDS && self.asks(&piece),
                false => piece.strong && telling > 0 || out.is_empty() && telling > 0,
            };
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

fn is_end(word: &Word) -> bool {
    word.kind == WordKind::Punct && matches!(&*word.folded, "." | "?" | "!" | "…" | ";")
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
