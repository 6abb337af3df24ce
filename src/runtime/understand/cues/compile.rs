//! From the cues of a program to the index.

use super::CueIndex;
use super::filed::{Entry, Filed};
use super::lexicon::{Feature, NONE, Numbering};
use super::pattern::{Node, Nodes, Store, Writing, parts, position};
use crate::bundle::program::{Pattern, Program};

/// The index of a program's cues.
pub fn compile(program: &Program) -> CueIndex {
    let mut numbering = Numbering::default();
    let mut all = Writing::default();
    let mut places = Vec::new();
    let mut ways: Vec<(u32, &Pattern)> = Vec::new();
    for (t, topic) in (0..).zip(&program.topics) {
        for (c, cue) in (0..).zip(&topic.cues) {
            let number = u32::try_from(places.len()).unwrap_or(u32::MAX);
            places.push([t, c]);
            alternatives(&cue.pattern, &mut |pattern| ways.push((number, pattern)));
        }
    }
    let starts: Vec<u32> = ways.iter().map(|(_, p)| all.add(p, &mut numbering)).collect();
    let (lexicon, common) = numbering.finish();
    let all = all.store();
    let mut filing = Filing {
        common: &common,
        all: &all,
        entries: Vec::with_capacity(ways.len()),
        always: Vec::new(),
        kept: Vec::new(),
    };
    for ((cue, _), at) in ways.iter().zip(starts) {
        filing.file(*cue, at);
    }
    let Filing {
        entries, always, kept, ..
    } = filing;
    let store = Store {
        nodes: kept.into_iter().collect(),
        forms: all.forms,
    };
    CueIndex {
        lexicon,
        filed: Filed::new(common.len(), &entries, always, store),
        places: places.into_iter().collect(),
    }
}

/// The patterns of which one must hold for `pattern` to hold.
fn alternatives<'p>(pattern: &'p Pattern, each: &mut impl FnMut(&'p Pattern)) {
    match pattern {
        Pattern::Or(parts) => parts.iter().for_each(|p| alternatives(p, each)),
        pattern => each(pattern),
    }
}

struct Filing<'a> {
    common: &'a [u32],
    all: &'a Store,
    entries: Vec<(Feature, Entry)>,
    always: Vec<(u32, u32)>,
    /// Patterns that are still to be checked where a question leads to them.
    kept: Vec<Node>,
}

impl Filing<'_> {
    fn file(&mut self, cue: u32, at: u32) {
        let nodes = self.all.pattern(at);
        if self.cost(nodes).is_none() {
            let kept = self.keep(nodes);
            self.always.push((cue, kept));
            return;
        }
        let mut anchors = Vec::new();
        self.add_anchors(nodes, &mut anchors);
        anchors.sort_unstable();
        anchors.dedup();
        if anchors.is_empty() {
            return; // It never holds.
        }
        let mut necessary = Vec::new();
        self.add_necessary(nodes, &mut necessary);
        necessary.sort_unstable_by_key(|f| (self.commonness(*f), *f));
        necessary.dedup();
        // A plain pattern has one anchor, and it is among the necessary features.
        let told = plain(nodes) && necessary.len() <= 3;
        let pattern = if told { NONE } else { self.keep(nodes) };
        for anchor in anchors {
            let mut others = necessary.iter().copied().filter(|f| *f != anchor);
            let entry = Entry {
                second: others.next().unwrap_or(NONE),
                third: others.next().unwrap_or(NONE),
                pattern,
                cue,
            };
            self.entries.push((anchor, entry));
        }
    }

    fn keep(&mut self, nodes: Nodes<'_>) -> u32 {
        let at = position(&self.kept);
        self.kept.extend(nodes.iter());
        at
    }

    fn commonness(&self, feature: Feature) -> u64 {
        self.common.get(feature as usize).copied().map_or(0, u64::from)
    }

    /// How common the features are under which a pattern would be filed; `None` where no feature
    /// must be there.
    fn cost(&self, nodes: Nodes<'_>) -> Option<u64> {
        match nodes.first()? {
            Node::Has(feature) => Some(self.commonness(feature)),
            Node::Phrase(at, len) => self.all.phrase(at, len).iter().map(|f| self.commonness(f)).min(),
            Node::All(_) | Node::Near(..) => parts(nodes).filter_map(|p| self.cost(p)).min(),
            Node::Any(_) => parts(nodes).map(|p| self.cost(p)).sum(),
            Node::Not(_) => None,
        }
    }

    /// Adds the features under which a pattern is to be filed: one of them must be there.
    fn add_anchors(&self, nodes: Nodes<'_>, out: &mut Vec<Feature>) {
        match nodes.first() {
            None | Some(Node::Not(_)) => {}
            Some(Node::Has(feature)) => out.push(feature),
            Some(Node::Phrase(at, len)) => {
                let forms = self.all.phrase(at, len).iter();
                out.extend(forms.min_by_key(|f| (self.commonness(*f), *f)));
            }
            Some(Node::All(_) | Node::Near(..)) => {
                let costs = parts(nodes).filter_map(|p| Some((self.cost(p)?, p)));
                if let Some((_, part)) = costs.min_by_key(|(cost, _)| *cost) {
                    self.add_anchors(part, out);
                }
            }
            Some(Node::Any(_)) => parts(nodes).for_each(|p| self.add_anchors(p, out)),
        }
    }

    /// Adds the features that must all be there.
    fn add_necessary(&self, nodes: Nodes<'_>, out: &mut Vec<Feature>) {
        match nodes.first() {
            None | Some(Node::Any(_) | Node::Not(_)) => {}
            Some(Node::Has(feature)) => out.push(feature),
            Some(Node::Phrase(at, len)) => out.extend(self.all.phrase(at, len).iter()),
            Some(Node::All(_) | Node::Near(..)) => parts(nodes).for_each(|p| self.add_necessary(p, out)),
        }
    }
}

/// Whether a pattern holds as soon as all its features are there.
fn plain(nodes: Nodes<'_>) -> bool {
    match nodes.first() {
        Some(Node::Has(_)) => true,
        Some(Node::All(_)) => parts(nodes).all(plain),
        _ => false,
    }
}
