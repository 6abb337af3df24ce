//! What names mean while an expression is written: facts, decisions, parts, and expressions that stand
//! for the variables of functions and loops.

use std::rc::Rc;

use super::super::feel::F;
use super::names::even;
use super::types::Ty;

/// What a name means.
#[derive(Clone, Debug)]
pub enum Bound {
    /// A fact.
    Fact(String, Ty),
    /// A fact of several parts, each a fact.
    Parts(Rc<Vec<(String, Bound)>>),
    /// The decision of this number.
    Decision(usize),
    /// An expression and what its own names mean.
    Expr(Rc<F>, Scope),
    /// A function: its parameters with their types, its body.
    Function(Rc<Vec<(String, Ty)>>, Rc<F>, Scope),
    /// The function of this number.
    Knowledge(usize),
}

/// Names that hold inside an expression, the nearest first.
#[derive(Clone, Debug, Default)]
pub struct Scope(Option<Rc<Link>>);

#[derive(Debug)]
struct Link {
    name: String,
    bound: Bound,
    outer: Scope,
}

impl Scope {
    /// With one more name.
    pub fn with(&self, name: &str, bound: Bound) -> Self {
        Self(Some(Rc::new(Link {
            name: even(name),
            bound,
            outer: self.clone(),
        })))
    }

    /// What a name means here.
    pub fn get(&self, name: &str) -> Option<&Bound> {
        let name = even(name);
        let mut at = self;
        while let Some(link) = &at.0 {
            if link.name == name {
                return Some(&link.bound);
            }
            at = &link.outer;
        }
        None
    }
}
