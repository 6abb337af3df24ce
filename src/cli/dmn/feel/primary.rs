//! What stands between operators: literals, names, lists, ranges, contexts, conditions, loops, functions.

use super::lex::T;
use super::parse::{Parser, R};
use super::tree::{F, K};

impl Parser<'_> {
    /// What stands between operators.
    pub(super) fn primary(&mut self) -> R<F> {
        let at = self.here();
        let new = |k| Ok(F::new(k, at));
        match self.peek().cloned() {
            Some(T::Number(n)) => {
                self.at += 1;
                new(K::Number(n))
            }
            Some(T::Text(t)) => {
                self.at += 1;
                new(K::Text(t))
            }
            Some(T::Sign("@")) => {
                self.at += 1;
                match self.peek().cloned() {
                    Some(T::Text(t)) => {
                        self.at += 1;
                        new(K::At(t))
                    }
                    _ => self.fault(),
                }
            }
            Some(T::Sign("(")) => {
                self.at += 1;
                if let Some(op) = self.compare_op() {
                    let end = self.expr()?;
                    self.need(")")?;
                    return new(K::Half(op, Box::new(end)));
                }
                let first = self.expr()?;
                if self.take("..") {
                    return self.range(first, false, at);
                }
                self.need(")")?;
                Ok(F { at, ..first })
            }
            Some(T::Sign("]")) => {
                self.at += 1;
                let first = self.expr()?;
                self.need("..")?;
                self.range(first, false, at)
            }
            Some(T::Sign("[")) => {
                self.at += 1;
                if self.take("]") {
                    return new(K::List(Vec::new()));
                }
                let first = self.expr()?;
                if self.take("..") {
                    return self.range(first, true, at);
                }
                let mut items = vec![first];
                while self.take(",") {
                    items.push(self.expr()?);
                }
                self.need("]")?;
                new(K::List(items))
            }
            Some(T::Sign("{")) => {
                self.at += 1;
                self.deeper(|p| p.context(at))
            }
            Some(T::Word(w)) => self.deeper(|p| p.worded(&w, at)),
            _ => self.fault(),
        }
    }

    fn range(&mut self, low: F, closed: bool, at: u32) -> R<F> {
        let high = self.expr()?;
        let upper = if self.take("]") {
            true
        } else if self.take(")") || self.take("[") {
            false
        } else {
            return self.fault();
        };
        Ok(F::new(K::Range(Box::new(low), closed, Box::new(high), upper), at))
    }

    fn context(&mut self, at: u32) -> R<F> {
        let mut entries = Vec::new();
        if self.take("}") {
            return Ok(F::new(K::Context(entries), at));
        }
        loop {
            let key = self.until(&[":", "}", ","])?;
            self.need(":")?;
            let value = self.expr()?;
            // Later entries see earlier ones.
            self.known.add(&key);
            entries.push((key, value));
            if !self.take(",") {
                break;
            }
        }
        self.need("}")?;
        Ok(F::new(K::Context(entries), at))
    }

    fn worded(&mut self, w: &str, at: u32) -> R<F> {
        let followed = |p: &Self, sign: &str| matches!(p.words.get(p.at + 1), Some((T::Sign(s), _)) if *s == sign);
        let new = |k| Ok(F::new(k, at));
        match w {
            "true" | "false" | "null" => {
                self.at += 1;
                new(match w {
                    "true" => K::Bool(true),
                    "false" => K::Bool(false),
                    _ => K::Null,
                })
            }
            "if" => {
                self.at += 1;
                let condition = self.expr()?;
                self.need("then")?;
                let then = self.expr()?;
                self.need("else")?;
                let otherwise = self.expr()?;
                new(K::If(Box::new(condition), Box::new(then), Box::new(otherwise)))
            }
            "for" => {
                self.at += 1;
                let each = self.iterations(&["return"])?;
                self.need("return")?;
                self.known.add("partial");
                let body = self.expr()?;
                new(K::For(each, Box::new(body)))
            }
            "some" | "every" => {
                self.at += 1;
                let each = self.iterations(&["satisfies"])?;
                self.need("satisfies")?;
                let body = self.expr()?;
                new(K::Quantified(w == "every", each, Box::new(body)))
            }
            "function" if followed(self, "(") => {
                self.at += 2;
                let mut params = Vec::new();
                while !self.take(")") {
                    let name = self.until(&[":", ",", ")"])?;
                    if self.take(":") {
                        self.type_name()?;
                    }
                    self.known.add(&name);
                    params.push(name);
                    if !self.take(",") && !self.sign(")") {
                        return self.fault();
                    }
                }
                if self.take("external") {
                    self.expr()?;
                    return new(K::External);
                }
                let body = self.expr()?;
                new(K::Function(params, Box::new(body)))
            }
            "not" if followed(self, "(") => {
                self.at += 1;
                new(K::Name("not".to_owned()))
            }
            "then" | "else" | "return" | "satisfies" | "in" | "and" | "or" | "between" => self.fault(),
            _ => {
                let name = self.name()?;
                new(K::Name(name))
            }
        }
    }

    fn iterations(&mut self, ends: &[&str]) -> R<Vec<(String, F)>> {
        let mut each = Vec::new();
        loop {
            let name = self.until(&["in"])?;
            self.need("in")?;
            let at = self.here();
            let mut domain = self.expr()?;
            if self.take("..") {
                let high = self.expr()?;
                domain = F::new(K::Range(Box::new(domain), true, Box::new(high), true), at);
            }
            self.known.add(&name);
            each.push((name, domain));
            if !self.take(",") {
                break;
            }
        }
        if ends.iter().any(|e| self.word(e)) {
            Ok(each)
        } else {
            self.fault()
        }
    }
}
