//! Strings, numbers, dates, periods, templates.

use pest::Parser;
use rust_decimal::Decimal;

use super::{P, Reader};
use crate::diag::codes;
use crate::span::Span;
use crate::syntax::explain;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::tree::{Ident, Paragraphs, Str, TemplateFormat, TemplatePart};
use crate::value::{Date, Duration};

impl Reader<'_> {
    /// A `string`.
    pub(super) fn string(&self, pair: &P<'_>) -> Str {
        let whole = self.span(pair);
        let inner = pair.clone().into_inner().next();
        let span = inner.map_or(Span::at(whole.start), |p| self.span(&p));
        let bytes = self.at(span).as_bytes();
        if self.at(whole).as_bytes().first() != Some(&b'"') {
            let (count, first) = self.word_quotes.get();
            self.word_quotes.set((count + 1, first.or(Some(whole))));
        }
        Str {
            span,
            escaped: bytes.contains(&b'\\'),
            template: bytes.contains(&b'{'),
        }
    }

    /// All strings directly inside: paragraphs.
    pub(super) fn texts(&self, line: &P<'_>) -> Paragraphs {
        line.clone()
            .into_inner()
            .filter(|p| p.as_rule() == Rule::string)
            .map(|p| self.string(&p))
            .collect()
    }

    /// The first string directly inside.
    pub(super) fn first_string(&self, line: &P<'_>) -> Option<Str> {
        line.clone()
            .into_inner()
            .find(|p| p.as_rule() == Rule::string)
            .map(|p| self.string(&p))
    }

    pub(super) fn out_of_range(&mut self, span: Span, least: i64, greatest: i64) {
        let d = self
            .diagnostic(&codes::NUMBER_RANGE, span)
            .arg("number", self.written(span));
        self.report(d.arg("least", least).arg("greatest", greatest));
    }

    /// A decimal number; `None` when it does not fit (reported).
    pub(super) fn decimal(&mut self, pair: &P<'_>) -> Option<Decimal> {
        let text = pair.as_str();
        let read = if text.contains('_') {
            Decimal::from_str_exact(&text.replace('_', ""))
        } else {
            Decimal::from_str_exact(text)
        };
        // Fifteen digits before the point: kopecks of it still fit 64 bits.
        let limit = 1_000_000_000_000_000_i64;
        match read {
            Ok(n) if n.abs() <= Decimal::from(limit) => Some(n),
            _ => {
                self.out_of_range(self.span(pair), -limit, limit);
                None
            }
        }
    }

    /// A whole number between two bounds; `None` when it is outside (reported).
    pub(super) fn integer(&mut self, pair: &P<'_>, least: i64, greatest: i64) -> Option<i64> {
        let digits: String = pair.as_str().chars().filter(|c| *c != '_' && *c != '+').collect();
        let digits = digits.replace(['−', '–'], "-");
        let read = digits.parse::<i64>().ok().filter(|n| (least..=greatest).contains(n));
        if read.is_none() {
            self.out_of_range(self.span(pair), least, greatest);
        }
        read
    }

    /// A civil date; `None` when there is no such day (reported).
    pub(super) fn date(&mut self, pair: &P<'_>) -> Option<Date> {
        let text = pair.as_str();
        let mut parts = text.split(['-', '.']).map(|part| part.parse::<i16>().ok());
        let (first, month, last) = (parts.next().flatten(), parts.next().flatten(), parts.next().flatten());
        let (year, day) = if text.contains('.') {
            (last, first)
        } else {
            (first, last)
        };
        let date = (|| Date::new(year?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok())();
        if date.is_none() {
            let span = self.span(pair);
            let d = self.diagnostic(&codes::NO_SUCH_DATE, span).arg("date", text);
            self.report(d);
        }
        date
    }

    /// `10:30` in minutes of the day; `24:00` only where a day may end.
    pub(super) fn time(&mut self, pair: &P<'_>, end: bool) -> Option<u16> {
        let (hours, minutes) = pair.as_str().split_once(':')?;
        let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?);
        let total = hours * 60 + minutes;
        if minutes > 59 || total > 24 * 60 || (total == 24 * 60 && !end) {
            let d = self
                .diagnostic(&codes::NO_SUCH_DATE, self.span(pair))
                .arg("date", pair.as_str());
            self.report(d);
            return None;
        }
        Some(total)
    }

    /// `1 год 3 рабочих дня`.
    pub(super) fn duration(&mut self, pair: &P<'_>) -> Option<Duration> {
        let mut total = Duration::default();
        for part in pair.clone().into_inner() {
            let mut parts = part.into_inner();
            let count = parts.next()?;
            let kind = parts.next()?.as_rule();
            let n = self.integer(&count, 0, 100_000)?;
            let small = i32::try_from(n).ok()?;
            match kind {
                Rule::unit_working_day => total.working_days += small,
                Rule::unit_week => total.days += small * 7,
                Rule::unit_month => total.months += small,
                Rule::unit_year => total.months += small * 12,
                Rule::unit_hour => total.seconds += n * 3600,
                Rule::unit_minute => total.seconds += n * 60,
                Rule::unit_second => total.seconds += n,
                _ => total.days += small,
            }
        }
        Some(total)
    }
}

/// The parts of a text with `{…}`; what cannot be read is reported and stays as words.
pub(in crate::syntax) fn template(reader: &mut Reader<'_>, text: Str) -> Vec<TemplatePart> {
    let folded = reader.at(text.span);
    reader.base = text.span.start;
    if !text.template {
        return vec![TemplatePart::Text(text.span)];
    }
    let read = match Grammar::parse(Rule::template, folded) {
        Ok(mut pairs) => pairs.next(),
        Err(error) => {
            explain::template(reader, text.span, &error);
            return vec![TemplatePart::Text(text.span)];
        }
    };
    let mut parts = Vec::new();
    for part in read.into_iter().flat_map(P::into_inner) {
        let span = reader.span(&part);
        match part.as_rule() {
            Rule::template_text => parts.push(TemplatePart::Text(span)),
            Rule::hole => {
                let mut inner = part.into_inner();
                let Some(expr) = inner.next() else { continue };
                let expr = reader.expr(expr);
                let format = inner
                    .find(|p| p.as_rule() == Rule::format)
                    .and_then(|p| p.into_inner().next());
                let format = format.map(|p| match p.as_rule() {
                    Rule::id => TemplateFormat::Named(Ident { span: reader.span(&p) }),
                    _ => TemplateFormat::Plural(p.into_inner().map(|form| reader.trim(reader.span(&form))).collect()),
                });
                parts.push(TemplatePart::Hole { span, expr, format });
            }
            _ => {}
        }
    }
    parts
}
