//! Where sentences, lines and items of a list begin in a message.

use super::questions::{MAX_QUESTIONS, Message};
use super::questions_words::{MAY_END, SHORTENED};
use super::words::{Word, WordKind};

/// From so many characters a line that ends without a sign may be one that was only broken for width.
const WRAPPED_LINE: usize = 50;

/// For each word whether it stands between guillemets.
pub(super) fn quoted(text: &str, words: &[Word]) -> Vec<bool> {
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

impl Message<'_, '_> {
    /// Whether a line ends between word `i - 1` and word `i`, and not only for want of width.
    pub(super) fn line_before(&self, i: usize) -> bool {
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

    pub(super) fn is_capital(&self, i: usize) -> bool {
        let word = self.words.get(i);
        word.and_then(|w| self.text.get(w.span.start as usize..)?.chars().next())
            .is_some_and(char::is_uppercase)
    }

    /// Whether word `i` begins another sentence.
    pub(super) fn sentence_before(&self, i: usize) -> bool {
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
    pub(super) fn in_address(&self, i: usize) -> bool {
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
    pub(super) fn marker(&self, i: usize, last: usize) -> Option<usize> {
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
}

fn is_end(word: &Word) -> bool {
    word.kind == WordKind::Punct && matches!(&*word.folded, "." | "?" | "!" | "…" | ";")
}
