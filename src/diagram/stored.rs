//! Functions as flat arrays, for a file.

use serde::{Deserialize, Serialize};

use super::{Forest, Ref};

/// Nodes in an order in which children stand before their parents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Number of values of each variable.
    pub arity: Vec<u32>,
    /// The variable of each node.
    pub vars: Vec<u32>,
    /// Children of the nodes one after another: an even number is twice a terminal, an odd one twice a
    /// node and one.
    pub children: Vec<u32>,
    /// The functions, written like children.
    pub roots: Vec<u32>,
}

/// Arrays that are no functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Most nodes that are read back.
const MAX_NODES: usize = 1 << 20;

impl Stored {
    /// What the functions need of a forest; `None` where they are too large to be written.
    pub fn new(forest: &Forest, roots: &[Ref]) -> Option<Self> {
        // Nodes are made after their children.
        let mut nodes = forest.below(roots);
        nodes.sort_unstable();
        let number = |of: &Ref| -> Option<u32> {
            match of.value() {
                Some(terminal) => terminal.checked_mul(2),
                None => u32::try_from(nodes.binary_search(of).ok()?)
                    .ok()?
                    .checked_mul(2)?
                    .checked_add(1),
            }
        };
        let children = nodes.iter().flat_map(|n| forest.children(*n)).map(number);
        Some(Self {
            arity: forest.arity().to_vec(),
            vars: nodes.iter().map(|n| forest.var(*n)).collect(),
            children: children.collect::<Option<_>>()?,
            roots: roots.iter().map(number).collect::<Option<_>>()?,
        })
    }

    /// The functions again, in a forest of their own with room for `more` nodes.
    ///
    /// # Errors
    /// [`Damaged`] when a child stands behind its parent, a variable above its parent's, or a number
    /// leads nowhere.
    pub fn forest(&self, more: usize) -> Result<(Forest, Vec<Ref>), Damaged> {
        if self.vars.len() > MAX_NODES {
            return Err(Damaged);
        }
        let mut forest = Forest::new(self.arity.clone(), self.vars.len().saturating_add(more));
        let mut made: Vec<Ref> = Vec::with_capacity(self.vars.len());
        let mut at = 0_usize;
        let read = |number: u32, made: &[Ref]| -> Result<Ref, Damaged> {
            match number % 2 {
                0 => Ok(Ref::terminal(number / 2)),
                _ => made.get((number / 2) as usize).copied().ok_or(Damaged),
            }
        };
        for var in &self.vars {
            let values = *self.arity.get(*var as usize).ok_or(Damaged)? as usize;
            let end = at.checked_add(values).ok_or(Damaged)?;
            let own = self.children.get(at..end).filter(|c| !c.is_empty()).ok_or(Damaged)?;
            let mut children = Vec::with_capacity(own.len());
            for child in own {
                children.push(read(*child, &made)?);
            }
            if children.iter().any(|c| forest.var(*c) <= *var) {
                return Err(Damaged);
            }
            made.push(forest.node(*var, &children).ok_or(Damaged)?);
            at = end;
        }
        if at != self.children.len() {
            return Err(Damaged);
        }
        let roots = self.roots.iter().map(|r| read(*r, &made)).collect::<Result<_, _>>()?;
        Ok((forest, roots))
    }
}
