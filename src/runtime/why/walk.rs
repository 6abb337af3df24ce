//! Walks over the tree.

use super::{Because, Condition, Why};
use crate::channel::Ground;

impl Why {
    /// Legal grounds of everything that decided, each once, in order.
    pub fn grounds(&self) -> Vec<Ground> {
        let mut found: Vec<Ground> = Vec::new();
        self.collect(&mut found);
        found
    }

    /// Whether the tree explains what has this name.
    pub fn mentions(&self, name: &str) -> bool {
        *self.name == *name || self.parts(true).0.iter().any(|w| w.mentions(name))
    }

    fn collect(&self, found: &mut Vec<Ground>) {
        let (below, grounds) = self.parts(false);
        for ground in grounds {
            if !found.contains(ground) {
                found.push(ground.clone());
            }
        }
        below.iter().for_each(|w| w.collect(found));
    }

    /// What stands directly below, and the grounds of this conclusion itself. Of rules only those that
    /// applied count, where any did, unless `all` are asked for.
    fn parts(&self, all: bool) -> (Vec<&Why>, Vec<&Ground>) {
        let (mut below, mut grounds): (Vec<&Why>, Vec<&Ground>) = (Vec::new(), Vec::new());
        match &self.because {
            Because::Rules { rules } => {
                let any_applies = rules.iter().any(|r| r.applies == Some(true));
                for rule in rules.iter().filter(|r| all || !any_applies || r.applies == Some(true)) {
                    grounds.extend(&rule.edition.grounds);
                    add(&rule.conditions, &mut below, &mut grounds);
                    if all {
                        rule.exceptions.iter().for_each(|g| add(g, &mut below, &mut grounds));
                    }
                }
            }
            Because::Table { edition, inputs, rows } => {
                grounds.extend(&edition.grounds);
                rows.iter().for_each(|r| grounds.extend(&r.grounds));
                add(inputs, &mut below, &mut grounds);
            }
            Because::Formula { edition, parts, .. } => {
                grounds.extend(&edition.grounds);
                below.extend(parts);
            }
            Because::Measure {
                edition,
                conditions,
                amount,
            } => {
                grounds.extend(&edition.grounds);
                add(conditions, &mut below, &mut grounds);
                if let Some(amount) = amount {
                    grounds.extend(&amount.grounds);
                    below.extend(&amount.parts);
                }
            }
            Because::Known { .. } | Because::NotSaid | Because::NoEdition | Because::Above | Because::Deeper => {}
        }
        (below, grounds)
    }
}

fn add<'w>(conditions: &'w [Condition], below: &mut Vec<&'w Why>, grounds: &mut Vec<&'w Ground>) {
    for condition in conditions {
        grounds.extend(&condition.grounds);
        below.extend(&condition.facts);
    }
}
