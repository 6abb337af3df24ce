//! Branches that no conversation takes, as the checks of conditions have proved: no way leads along them.

use rustc_hash::FxHashSet;

use crate::analysis::ops::Way;
use crate::bundle::program::Op;
use crate::diag::{Diagnostics, codes};
use crate::model::Model;
use crate::span::Place;

/// Ways out of lines that are never gone: by the number of the line, and of the branch; `иначе` stands
/// behind the last branch.
#[derive(Debug, Default)]
pub struct Dead(FxHashSet<(usize, usize)>);

impl Dead {
    /// What L0402 and L0403 say among these findings.
    pub fn new(model: &Model, found: &Diagnostics) -> Self {
        let places = |code: &str| -> FxHashSet<Place> {
            let of_code = found.iter().filter(|d| d.entry.code == code);
            of_code.map(|d| d.place).collect()
        };
        let never = places(codes::BRANCH_NEVER.code);
        let always = places(codes::BRANCH_ALWAYS.code);
        let mut dead = FxHashSet::default();
        if never.is_empty() && always.is_empty() {
            return Self(dead);
        }
        for (node, op) in model.program.nodes.iter().map(|n| &n.op).enumerate() {
            let Op::If { branches, .. } = op else { continue };
            let mut decided = false;
            for (n, (condition, _)) in branches.iter().enumerate() {
                let place = model.places.expr(*condition);
                if decided || place.is_some_and(|p| never.contains(&p)) {
                    dead.insert((node, n));
                }
                decided |= place.is_some_and(|p| always.contains(&p));
            }
            if decided {
                dead.insert((node, branches.len()));
            }
        }
        Self(dead)
    }

    /// Whether nobody leaves a line this way.
    pub fn has(&self, node: usize, op: Option<&Op>, way: Way) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let Some(Op::If { branches, .. }) = op else {
            return false;
        };
        match way {
            Way::Branch(n) => self.0.contains(&(node, n)),
            Way::Otherwise => self.0.contains(&(node, branches.len())),
            _ => false,
        }
    }
}
