//! Where scenarios go: targets, the options and handlers that lead to them.

use super::{P, Reader};
use crate::span::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{Handler, HandlerOn, Ident, MenuOption, Target, TargetKind};

impl Reader<'_> {
    pub(super) fn handler(&mut self, line: &P<'_>, span: Span) -> Option<Handler> {
        let on = line
            .clone()
            .into_inner()
            .find(|p| p.as_rule() == Rule::handler_on)?
            .into_inner()
            .next()?;
        let on = match on.as_rule() {
            Rule::kw_no_match => HandlerOn::NoMatch,
            Rule::kw_no_input => HandlerOn::NoInput,
            Rule::more_than => {
                let times = on.into_inner().find(|p| p.as_rule() == Rule::integer)?;
                HandlerOn::MoreThan(u32::try_from(self.integer(&times, 1, 20)?).ok()?)
            }
            Rule::kw_operator => HandlerOn::Operator,
            Rule::no_topic_change => HandlerOn::NoTopicChange,
            Rule::kw_topic_change => HandlerOn::TopicChange,
            Rule::kw_dont_know => HandlerOn::DontKnow,
            Rule::kw_no_answer => HandlerOn::NoAnswer,
            Rule::kw_no_data => HandlerOn::NoData,
            Rule::kw_failed => HandlerOn::Failed,
            _ => return None,
        };
        Some(Handler {
            span,
            on,
            text: self.texts(line),
            target: self.first_target(line),
        })
    }

    pub(super) fn option(&mut self, line: &P<'_>, span: Span) -> Option<MenuOption> {
        let mut name = None;
        let mut key = None;
        for part in line.clone().into_inner() {
            match part.as_rule() {
                Rule::id => name = Some(self.new_name(&part)),
                Rule::integer => key = self.integer(&part, 0, 9).and_then(|n| u8::try_from(n).ok()),
                _ => {}
            }
        }
        let (label, synonyms) = (self.first_string(line), self.synonyms(line));
        Some(MenuOption {
            span,
            name: name?,
            label,
            synonyms,
            key,
            target: self.first_target(line)?,
        })
    }

    pub(super) fn first_target(&mut self, line: &P<'_>) -> Option<Target> {
        let found = line.clone().into_inner().find(|p| p.as_rule() == Rule::target)?;
        Some(self.target(found))
    }

    /// A `target`.
    pub(super) fn target(&mut self, pair: P<'_>) -> Target {
        let span = self.span(&pair);
        let found = pair.into_inner().find_map(|part| self.bare_target(part));
        found.unwrap_or(Target {
            span,
            kind: TargetKind::Error,
        })
    }

    pub(super) fn bare_target(&mut self, part: P<'_>) -> Option<Target> {
        let span = self.trim(self.span(&part));
        let kind = match part.as_rule() {
            Rule::id => {
                let name: Ident = self.ident(&part);
                match crate::syntax::explain::words::check_reserved(self, name.span) {
                    true => TargetKind::Error,
                    false => TargetKind::Step(name),
                }
            }
            Rule::finish => TargetKind::Finish(self.first_ident(&part), self.first_string(&part)),
            Rule::handover => TargetKind::Operator(self.first_ident(&part), self.first_string(&part)),
            Rule::kw_return => TargetKind::Return,
            Rule::topic_go => {
                let path = part.into_inner().find(|p| p.as_rule() == Rule::path)?;
                TargetKind::Topic(self.path(&path))
            }
            _ => return None,
        };
        Some(Target { span, kind })
    }
}
