//! Which topic a label of a row means.

use rustc_hash::FxHashMap;

use crate::bundle::program::{Program, TopicId};
use crate::source::fold;

/// The system of codes under which `import` keeps the label of a topic: `код label "card_arrival"`.
pub const SYSTEM: &str = "label";
/// The same in Russian.
const SYSTEM_RU: &str = "метка";

/// The topics of a base by label.
#[derive(Debug, Default)]
pub struct Labels {
    codes: FxHashMap<String, TopicId>,
    paths: FxHashMap<String, TopicId>,
    titles: FxHashMap<String, TopicId>,
}

impl Labels {
    /// The labels of a base. Of topics that claim the same label the first has it.
    pub fn new(program: &Program) -> Self {
        let mut labels = Self::default();
        for (n, topic) in program.topics.iter().enumerate() {
            let id = TopicId(u32::try_from(n).unwrap_or(u32::MAX));
            for (system, code) in &topic.codes {
                if matches!(&**system, SYSTEM | SYSTEM_RU) {
                    labels.codes.entry(key(code)).or_insert(id);
                }
            }
            labels.paths.entry(key(&topic.path)).or_insert(id);
            labels.titles.entry(key(&topic.title)).or_insert(id);
        }
        labels
    }

    /// The topic that a label means: by its code in the system `label`, by its path, by its title.
    pub fn topic(&self, label: &str) -> Option<TopicId> {
        let label = key(label);
        let of = |map: &FxHashMap<String, TopicId>| map.get(&label).copied();
        of(&self.codes).or_else(|| of(&self.paths)).or_else(|| of(&self.titles))
    }
}

/// The topic that one label means; for many labels make [`Labels`] once.
pub fn topic_of_label(program: &Program, label: &str) -> Option<TopicId> {
    Labels::new(program).topic(label)
}

/// Labels that differ in case, `ё` or blanks are one.
pub fn key(label: &str) -> String {
    fold(label).split_whitespace().collect::<Vec<_>>().join(" ")
}
