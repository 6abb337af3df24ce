//! Queues: hours and what happens outside of them.

use super::Cx;
use super::collect::Items;
use super::scenarios::Here;
use crate::bundle::program::Hours;
use crate::syntax::tree;

impl<'a> Cx<'a> {
    pub(super) fn resolve_queues(&mut self, items: &Items<'a>) {
        for (i, decl) in items.queues.iter().enumerate() {
            let here = Here {
                at: decl.at,
                steps: None,
                broken: decl.item.broken,
            };
            let hours = decl.body.hours.iter().map(hours).collect();
            let closed = decl.body.closed.as_ref().map(|(_, text, target)| {
                let text = self.text(decl.at, text);
                (text, target.as_ref().map(|t| self.target(here, t)))
            });
            if let Some(queue) = self.program.queues.get_mut(i) {
                (queue.hours, queue.closed) = (hours, closed);
            }
        }
    }
}

fn hours(hours: &tree::Hours) -> Hours {
    match hours {
        tree::Hours::Always(_) => Hours {
            days: (1, 7),
            minutes: (0, 24 * 60),
        },
        tree::Hours::Week { days, minutes, .. } => Hours {
            days: *days,
            minutes: *minutes,
        },
    }
}
