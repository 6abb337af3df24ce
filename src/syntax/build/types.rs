//! Types.

use super::{P, Reader};
use crate::span::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{Bounds, Expr, ExprKind, Param, TypeExpr, TypeKind};

impl Reader<'_> {
    /// A `type_expr`.
    pub(super) fn type_expr(&mut self, pair: &P<'_>) -> TypeExpr {
        let span = self.span(pair);
        match pair.clone().into_inner().next() {
            Some(inner) => self.type_of(&inner, span),
            None => TypeExpr {
                span,
                kind: TypeKind::Error,
            },
        }
    }

    /// The first type directly inside.
    pub(super) fn first_type(&mut self, line: &P<'_>) -> Option<TypeExpr> {
        let found = line.clone().into_inner().find(|p| p.as_rule() == Rule::type_expr)?;
        Some(self.type_expr(&found))
    }

    fn type_of(&mut self, pair: &P<'_>, span: Span) -> TypeExpr {
        let kind = match pair.as_rule() {
            Rule::type_list => return self.list_type(pair, span),
            Rule::type_one_of => {
                let mut names = Vec::new();
                for id in pair.clone().into_inner().filter(|p| p.as_rule() == Rule::id) {
                    names.push(self.new_name(&id));
                }
                TypeKind::OneOf(names)
            }
            Rule::type_directory => TypeKind::Directory(self.first_ident(pair)),
            Rule::type_bounded => self.bounded(pair),
            Rule::kw_type_yes_no => TypeKind::YesNo,
            Rule::kw_type_duration => TypeKind::Duration,
            Rule::kw_type_text => TypeKind::Text,
            Rule::kw_type_phone => TypeKind::Phone,
            Rule::kw_type_snils => TypeKind::Snils,
            Rule::kw_type_any => TypeKind::Any,
            _ => TypeKind::Error,
        };
        TypeExpr { span, kind }
    }

    fn list_type(&mut self, pair: &P<'_>, span: Span) -> TypeExpr {
        let mut starts = Vec::new();
        let mut of = TypeExpr {
            span,
            kind: TypeKind::Error,
        };
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::kw_type_list => starts.push(self.span(&part).start),
                _ => {
                    let inner = self.span(&part);
                    if let Some(simple) = part.into_inner().next() {
                        of = self.type_of(&simple, inner);
                    }
                }
            }
        }
        // Deeper lists mean nothing that anybody could answer, and a tree must not be deep.
        if starts.len() > 4 {
            super::super::limits::too_deep(self, span, 4);
            return TypeExpr {
                span,
                kind: TypeKind::Error,
            };
        }
        for start in starts.into_iter().rev() {
            of = TypeExpr {
                span: Span::new(start, span.end),
                kind: TypeKind::List(Box::new(of)),
            };
        }
        of
    }

    fn bounded(&mut self, pair: &P<'_>) -> TypeKind {
        let mut keyword = Rule::EOI;
        let mut bounds = Bounds::default();
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::bounds => bounds = self.bounds(part),
                rule => keyword = rule,
            }
        }
        match keyword {
            Rule::kw_type_integer => TypeKind::Integer(bounds),
            Rule::kw_type_number => TypeKind::Number(bounds),
            Rule::kw_type_money => TypeKind::Money(bounds),
            Rule::kw_type_date => TypeKind::Date(bounds),
            _ => TypeKind::Error,
        }
    }

    fn bounds(&mut self, pair: P<'_>) -> Bounds {
        let mut bounds = Bounds::default();
        let mut upper = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::dots => upper = true,
                Rule::bound => {
                    let bound = Some(Box::new(self.bound(part)));
                    if upper {
                        bounds.high = bound;
                    } else {
                        bounds.low = bound;
                    }
                }
                _ => {}
            }
        }
        bounds
    }

    fn bound(&mut self, pair: P<'_>) -> Expr {
        let span = self.span(&pair);
        let mut negative = false;
        let mut value = Expr {
            span,
            kind: ExprKind::Error,
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::op_neg => negative = true,
                _ => value = self.primary(part),
            }
        }
        match negative {
            true => Expr {
                span,
                kind: ExprKind::Negate(Box::new(value)),
            },
            false => value,
        }
    }

    /// `имя: тип`
    pub(super) fn param(&mut self, pair: &P<'_>) -> Option<Param> {
        let name = pair.clone().into_inner().find(|p| p.as_rule() == Rule::id)?;
        let name = self.new_name(&name);
        Some(Param {
            name,
            ty: self.first_type(pair)?,
        })
    }
}
