//! Dialog tests.

use pest::iterators::Pairs;

use super::{P, Reader};
use crate::span::Span;
use crate::syntax::explain::Setting;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{DialogLine, DialogLineKind, Expr, Ident, Item, ItemKind};

impl Reader<'_> {
    pub(super) fn dialog_lines(&mut self, item: &mut Item, mut lines: Pairs<'_, Rule>) -> Span {
        let mut ended = None;
        let mut last = item.header;
        let mut read = Vec::new();
        while let Some(line) = lines.next() {
            if matches!(line.as_rule(), Rule::comment | Rule::EOI) {
                continue;
            }
            if self.after_end(&mut ended, &line, &lines, false) {
                break;
            }
            let span = self.line(&line);
            last = span;
            match line.as_rule() {
                Rule::l_end => ended = ended.or(Some(span)),
                Rule::l_bad => self.bad(&line, Setting::Item),
                _ => {
                    if let Some(kind) = self.dialog_line(&line) {
                        read.push(DialogLine { span, kind });
                    }
                }
            }
        }
        if ended.is_none() {
            self.missing_end(item.header, last, last);
        }
        if let ItemKind::Dialog(dialog) = &mut item.kind {
            dialog.lines = read;
        }
        last
    }

    fn dialog_line(&mut self, line: &P<'_>) -> Option<DialogLineKind> {
        let find = |rule| line.clone().into_inner().find(|p| p.as_rule() == rule);
        Some(match line.as_rule() {
            Rule::d_user => DialogLineKind::User(self.trim(self.span(&find(Rule::raw_all)?))),
            Rule::d_system => DialogLineKind::System(self.trim(self.span(&find(Rule::raw_all)?))),
            Rule::d_silence => DialogLineKind::Silence,
            Rule::d_key => DialogLineKind::Key(self.span(&find(Rule::key_name)?)),
            Rule::d_given => {
                self.equals(line);
                let name = self.first_ident(line);
                DialogLineKind::Given(name, self.first_expr(line)?)
            }
            Rule::d_fact => {
                self.equals(line);
                let name = self.first_ident(line);
                DialogLineKind::Fact(name, self.first_expr(line)?)
            }
            Rule::d_topic => {
                let path = find(Rule::path)?;
                DialogLineKind::Topic(self.path(&path))
            }
            Rule::d_outcome => DialogLineKind::Outcome(self.first_ident(line)),
            Rule::d_queue => DialogLineKind::Queue(self.first_ident(line)),
            Rule::d_step => DialogLineKind::Step(self.first_ident(line)),
            Rule::d_start => DialogLineKind::Start(self.first_ident(line)),
            Rule::d_date => {
                let date = self.date(&find(Rule::date)?);
                let time = find(Rule::time).and_then(|t| self.time(&t, false));
                DialogLineKind::Date(date, time)
            }
            Rule::d_channel => {
                let channel = find(Rule::kw_chat).or_else(|| find(Rule::kw_voice))?;
                DialogLineKind::Channel(Ident {
                    span: self.span(&channel),
                })
            }
            Rule::d_source => {
                let source = self.first_ident(line);
                if find(Rule::kw_no_answer).is_some() {
                    DialogLineKind::SourceSilent(source)
                } else if find(Rule::kw_no_data).is_some() {
                    DialogLineKind::SourceEmpty(source)
                } else {
                    DialogLineKind::SourceAnswers(source, self.record(find(Rule::record)?))
                }
            }
            Rule::d_identification => DialogLineKind::Identified(find(Rule::kw_succeeds).is_some()),
            Rule::d_ground => DialogLineKind::Ground(self.first_string(line)?),
            _ => return None,
        })
    }

    fn record(&mut self, record: P<'_>) -> Vec<(Ident, Expr)> {
        let mut fields = Vec::new();
        for field in record.into_inner().filter(|p| p.as_rule() == Rule::record_field) {
            let name = self.first_ident(&field);
            fields.extend(self.first_expr(&field).map(|value| (name, value)));
        }
        fields
    }
}
