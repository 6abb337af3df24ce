//! What a session holds in many copies, in fewer bytes: a number that stands for nothing tells what is missing.
//!
//! A hundred thousand sessions are held at once. In bytes and in JSON all of it looks as it does unpacked.

use serde::{Deserialize, Serialize};

use super::history::Mark;
use super::{AskedAt, Entered, Frame};
use crate::bundle::program::{FactId, NodeId, StepId, TopicId};

/// No list of a program is so long that a place in it has this number.
const NOTHING: u32 = u32::MAX;

fn topic(packed: u32) -> Option<TopicId> {
    (packed != NOTHING).then_some(TopicId(packed))
}

/// A [`Mark`] in 12 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Mark", into = "Mark")]
pub(super) struct PackedMark {
    /// The fact that was asked; a menu has none.
    fact: u32,
    topic: u32,
    frames: u16,
    undo: u16,
}

impl PackedMark {
    /// One more fact was changed since.
    pub(super) fn changed(&mut self) {
        self.undo = self.undo.saturating_add(1);
    }
}

impl From<Mark> for PackedMark {
    fn from(mark: Mark) -> Self {
        Self {
            fact: match mark.waiting {
                AskedAt::Fact(fact) => fact.0,
                AskedAt::Menu => NOTHING,
            },
            topic: mark.topic.map_or(NOTHING, |t| t.0),
            frames: mark.frames,
            undo: mark.undo,
        }
    }
}

impl From<PackedMark> for Mark {
    fn from(mark: PackedMark) -> Self {
        Self {
            waiting: match mark.fact {
                NOTHING => AskedAt::Menu,
                fact => AskedAt::Fact(FactId(fact)),
            },
            topic: topic(mark.topic),
            frames: mark.frames,
            undo: mark.undo,
        }
    }
}

/// A [`Frame`] in 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Frame", into = "Frame")]
pub(super) struct PackedFrame {
    step: StepId,
    node: NodeId,
    topic: u32,
    entered: Entered,
}

impl From<Frame> for PackedFrame {
    fn from(frame: Frame) -> Self {
        Self {
            step: frame.step,
            node: frame.node,
            topic: frame.topic.map_or(NOTHING, |t| t.0),
            entered: frame.entered,
        }
    }
}

impl From<PackedFrame> for Frame {
    fn from(frame: PackedFrame) -> Self {
        Self {
            step: frame.step,
            node: frame.node,
            entered: frame.entered,
            topic: topic(frame.topic),
        }
    }
}
