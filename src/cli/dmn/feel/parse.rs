//! The reader of FEEL: recursive descent with a bound on depth. Names may hold blanks and signs: where
//! a name may stand, the longest one that is known wins.

use rustc_hash::FxHashMap;

use super::lex::{T, lex, words_of};
use super::tree::{F, K, Op, Test};

/// Greatest depth of an expression.
const MAX_DEPTH: u32 = 60;
/// Most words and signs of an expression.
const MAX_WORDS: usize = 20_000;

/// What could not be read, and where in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeelFault {
    /// Byte of the file.
    pub at: u32,
    /// The word at which reading stopped.
    pub near: String,
}

/// Names that may hold blanks and signs.
#[derive(Clone, Debug, Default)]
pub struct Known {
    by_first: FxHashMap<String, Vec<(Vec<String>, String)>>,
}

impl Known {
    /// Adds a name.
    pub fn add(&mut self, name: &str) {
        let words = words_of(name);
        let Some(first) = words.first().cloned() else { return };
        let of = self.by_first.entry(first).or_default();
        if !of.iter().any(|(w, _)| *w == words) {
            of.push((words, name.to_owned()));
            of.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
        }
    }

    /// The longest known name at the head of `words`, with its number of words.
    fn longest(&self, words: &[(T, u32)]) -> Option<(&str, usize)> {
        let (first, _) = words.first()?;
        let of = self.by_first.get(first.as_word())?;
        of.iter()
            .find(|(name, _)| {
                name.len() <= words.len()
                    && name
                        .iter()
                        .zip(words)
                        .all(|(n, (w, _))| n == w.as_word() && !matches!(w, T::Text(_)))
            })
            .map(|(words, name)| (name.as_str(), words.len()))
    }
}

pub(super) type R<X> = Result<X, FeelFault>;

/// A text on the way.
pub(super) struct Parser<'k> {
    pub(super) words: Vec<(T, u32)>,
    pub(super) at: usize,
    base: u32,
    end: u32,
    pub(super) known: &'k mut Known,
    depth: u32,
}

fn start<'k>(text: &str, base: u32, known: &'k mut Known) -> R<Parser<'k>> {
    let words = lex(text).map_err(|at| FeelFault {
        at: base + at,
        near: text.get(at as usize..).unwrap_or("").chars().take(20).collect(),
    })?;
    if words.len() > MAX_WORDS {
        return Err(FeelFault {
            at: base,
            near: format!("> {MAX_WORDS}"),
        });
    }
    Ok(Parser {
        words,
        at: 0,
        base,
        end: u32::try_from(text.len()).unwrap_or(u32::MAX),
        known,
        depth: 0,
    })
}

/// Reads an expression that begins at byte `base` of its file. Names that it declares itself are added.
///
/// # Errors
/// [`FeelFault`] at the word that does not fit.
pub fn parse(text: &str, base: u32, known: &mut Known) -> Result<F, FeelFault> {
    let mut p = start(text, base, known)?;
    let found = p.expr()?;
    p.done()?;
    Ok(found)
}

/// Reads the tests of a cell.
///
/// # Errors
/// [`FeelFault`] at the word that does not fit.
pub fn parse_tests(text: &str, base: u32, known: &mut Known) -> Result<Vec<Test>, FeelFault> {
    let mut p = start(text, base, known)?;
    if p.words.is_empty() || (p.words.len() == 1 && p.sign("-")) {
        return Ok(vec![Test::Any]);
    }
    let tests = p.tests()?;
    p.done()?;
    Ok(tests)
}

impl Parser<'_> {
    pub(super) fn here(&self) -> u32 {
        self.base + self.words.get(self.at).map_or(self.end, |(_, at)| *at)
    }

    pub(super) fn fault<X>(&self) -> R<X> {
        let near = self.words.get(self.at).map_or("", |(t, _)| t.as_word());
        Err(FeelFault {
            at: self.here(),
            near: near.to_owned(),
        })
    }

    fn done(&self) -> R<()> {
        if self.at == self.words.len() {
            Ok(())
        } else {
            self.fault()
        }
    }

    pub(super) fn peek(&self) -> Option<&T> {
        self.words.get(self.at).map(|(t, _)| t)
    }

    pub(super) fn sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(T::Sign(s)) if *s == sign)
    }

    pub(super) fn word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(T::Word(w)) if w == word)
    }

    pub(super) fn take(&mut self, what: &str) -> bool {
        let found = self.sign(what) || self.word(what);
        self.at += usize::from(found);
        found
    }

    pub(super) fn need(&mut self, what: &str) -> R<()> {
        if self.take(what) { Ok(()) } else { self.fault() }
    }

    pub(super) fn deeper<X>(&mut self, read: impl FnOnce(&mut Self) -> R<X>) -> R<X> {
        if self.depth >= MAX_DEPTH {
            return self.fault();
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    pub(super) fn expr(&mut self) -> R<F> {
        self.deeper(Self::or)
    }

    fn or(&mut self) -> R<F> {
        let mut left = self.and()?;
        while self.take("or") {
            let right = self.and()?;
            left = binary(Op::Or, left, right);
        }
        Ok(left)
    }

    fn and(&mut self) -> R<F> {
        let mut left = self.comparison()?;
        while self.take("and") {
            let right = self.comparison()?;
            left = binary(Op::And, left, right);
        }
        Ok(left)
    }

    pub(super) fn compare_op(&mut self) -> Option<Op> {
        let op = match self.peek()? {
            T::Sign("=") => Op::Eq,
            T::Sign("!=") => Op::Ne,
            T::Sign("<=") => Op::Le,
            T::Sign(">=") => Op::Ge,
            T::Sign("<") => Op::Lt,
            T::Sign(">") => Op::Gt,
            _ => return None,
        };
        self.at += 1;
        Some(op)
    }

    fn comparison(&mut self) -> R<F> {
        let mut left = self.sum()?;
        loop {
            let at = left.at;
            if let Some(op) = self.compare_op() {
                let right = self.sum()?;
                left = binary(op, left, right);
            } else if self.take("between") {
                let low = self.sum()?;
                self.need("and")?;
                let high = self.sum()?;
                left = F::new(K::Between(Box::new(left), Box::new(low), Box::new(high)), at);
            } else if self.take("in") {
                let tests = self.in_tests()?;
                left = F::new(K::In(Box::new(left), tests), at);
            } else {
                return Ok(left);
            }
        }
    }

    fn in_tests(&mut self) -> R<Vec<Test>> {
        if !self.sign("(") {
            return Ok(vec![self.test(false)?]);
        }
        let (begin, depth) = (self.at, self.depth);
        self.at += 1;
        if let Ok(tests) = self.deeper(Self::tests)
            && self.take(")")
        {
            return Ok(tests);
        }
        (self.at, self.depth) = (begin, depth);
        Ok(vec![self.test(false)?])
    }

    fn tests(&mut self) -> R<Vec<Test>> {
        if self.word("not") && matches!(self.words.get(self.at + 1), Some((T::Sign("("), _))) {
            let begin = self.at;
            self.at += 2;
            let inner = self.deeper(Self::tests);
            if let Ok(inner) = inner
                && self.take(")")
                && (self.at == self.words.len() || self.sign(",") || self.sign(")"))
            {
                let mut all = vec![Test::Not(inner)];
                while self.take(",") {
                    all.push(self.test(true)?);
                }
                return Ok(all);
            }
            self.at = begin;
        }
        let mut all = vec![self.test(true)?];
        while self.take(",") {
            all.push(self.test(true)?);
        }
        Ok(all)
    }

    fn test(&mut self, whole: bool) -> R<Test> {
        if let Some(op) = self.compare_op() {
            return Ok(Test::Compare(op, self.sum()?));
        }
        Ok(Test::Is(if whole { self.expr()? } else { self.deeper(Self::sum)? }))
    }

    fn sum(&mut self) -> R<F> {
        let mut left = self.product()?;
        loop {
            let op = if self.sign("+") {
                Op::Add
            } else if self.sign("-") {
                Op::Sub
            } else {
                return Ok(left);
            };
            self.at += 1;
            let right = self.product()?;
            left = binary(op, left, right);
        }
    }

    fn product(&mut self) -> R<F> {
        let mut left = self.power()?;
        loop {
            let op = if self.sign("*") {
                Op::Mul
            } else if self.sign("/") {
                Op::Div
            } else {
                return Ok(left);
            };
            self.at += 1;
            let right = self.power()?;
            left = binary(op, left, right);
        }
    }

    fn power(&mut self) -> R<F> {
        let mut left = self.unary()?;
        while self.take("**") {
            let right = self.unary()?;
            left = binary(Op::Pow, left, right);
        }
        Ok(left)
    }

    fn unary(&mut self) -> R<F> {
        let at = self.here();
        if self.take("-") {
            let inner = self.deeper(Self::unary)?;
            return Ok(F::new(K::Negate(Box::new(inner)), at));
        }
        let mut of = self.postfix()?;
        while self.word("instance") && matches!(self.words.get(self.at + 1), Some((T::Word(w), _)) if w == "of") {
            self.at += 2;
            let ty = self.type_name()?;
            of = F::new(K::InstanceOf(Box::new(of), ty), at);
        }
        Ok(of)
    }

    /// A type as written: `list<number>`, `days and time duration`, `context<a: string>`.
    pub(super) fn type_name(&mut self) -> R<String> {
        let mut name = match self.known.longest(self.words.get(self.at..).unwrap_or(&[])) {
            Some((name, n)) => {
                let name = name.to_owned();
                self.at += n;
                name
            }
            None => self.one_word()?,
        };
        if self.sign("<") {
            let mut depth = 0_i32;
            while let Some(t) = self.peek() {
                match t {
                    T::Sign("<") => depth += 1,
                    T::Sign(">") => depth -= 1,
                    _ => {}
                }
                name.push_str(t.as_word());
                self.at += 1;
                if depth == 0 {
                    break;
                }
            }
            if self.take("->") {
                name.push_str("->");
                name.push_str(&self.deeper(Self::type_name)?);
            }
        }
        Ok(name)
    }

    fn one_word(&mut self) -> R<String> {
        match self.peek() {
            Some(T::Word(w)) => {
                let word = w.clone();
                self.at += 1;
                Ok(word)
            }
            _ => self.fault(),
        }
    }

    fn postfix(&mut self) -> R<F> {
        let mut of = self.primary()?;
        loop {
            let at = of.at;
            if self.take(".") {
                let name = self.name()?;
                of = F::new(K::Path(Box::new(of), name), at);
            } else if self.take("[") {
                let by = self.expr()?;
                self.need("]")?;
                of = F::new(K::Filter(Box::new(of), Box::new(by)), at);
            } else if self.take("(") {
                of = self.arguments(of)?;
            } else {
                return Ok(of);
            }
        }
    }

    fn arguments(&mut self, of: F) -> R<F> {
        let at = of.at;
        if self.take(")") {
            return Ok(F::new(K::Call(Box::new(of), Vec::new()), at));
        }
        if self.named_argument() {
            let mut args = Vec::new();
            loop {
                let name = self.until(&[":"])?;
                self.need(":")?;
                args.push((name, self.expr()?));
                if !self.take(",") {
                    break;
                }
            }
            self.need(")")?;
            return Ok(F::new(K::Named(Box::new(of), args), at));
        }
        let mut args = vec![self.expr()?];
        while self.take(",") {
            args.push(self.expr()?);
        }
        self.need(")")?;
        Ok(F::new(K::Call(Box::new(of), args), at))
    }

    fn named_argument(&self) -> bool {
        let rest = self.words.get(self.at..).unwrap_or(&[]);
        let words = rest
            .iter()
            .take_while(|(t, _)| matches!(t, T::Word(_) | T::Number(_)))
            .count();
        words > 0 && matches!(rest.get(words), Some((T::Sign(":"), _)))
    }

    /// Words up to one of these signs or words, joined as a name.
    pub(super) fn until(&mut self, ends: &[&str]) -> R<String> {
        let from = self.at;
        while let Some(t) = self.peek() {
            let word = t.as_word();
            if ends.contains(&word) || self.at - from > 40 {
                break;
            }
            if let T::Text(text) = t
                && from == self.at
            {
                // A key in quotes.
                let text = text.clone();
                self.at += 1;
                return Ok(text);
            }
            self.at += 1;
        }
        if from == self.at {
            return self.fault();
        }
        Ok(self.joined(from, self.at))
    }

    /// Words as they stood: a blank only where there was one.
    pub(super) fn joined(&self, from: usize, to: usize) -> String {
        let mut out = String::new();
        let mut end = None;
        for (t, at) in self.words.get(from..to).unwrap_or(&[]) {
            if end.is_some_and(|e| e < *at) {
                out.push(' ');
            }
            out.push_str(t.as_word());
            end = Some(at + u32::try_from(t.as_word().len()).unwrap_or(0));
        }
        out
    }

    /// A name: the longest known one, else a single word.
    pub(super) fn name(&mut self) -> R<String> {
        if let Some((name, n)) = self.known.longest(self.words.get(self.at..).unwrap_or(&[])) {
            let name = name.to_owned();
            self.at += n;
            return Ok(name);
        }
        self.one_word()
    }
}

fn binary(op: Op, left: F, right: F) -> F {
    let at = left.at;
    F::new(K::Binary(op, Box::new(left), Box::new(right)), at)
}
