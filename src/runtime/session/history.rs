//! The questions that "назад" can go back to.

use serde::{Deserialize, Serialize};

use super::packed::{PackedFrame, PackedMark};
use super::{FactKey, Few, Frame, HISTORY, Stored, Waiting};
use crate::bundle::program::{FactId, TopicId};

/// Snapshots at questions, oldest first, in flat lists: a session has up to eight of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct History {
    marks: Vec<PackedMark>,
    frames: Vec<PackedFrame>,
    /// Facts changed since a mark, with what they were before, in order.
    undo: Vec<(FactKey, Option<Box<Stored>>)>,
}

/// What waited at a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AskedAt {
    Fact(FactId),
    Menu,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Mark {
    pub(super) waiting: AskedAt,
    pub(super) topic: Option<TopicId>,
    /// How many of the lists are its own.
    pub(super) frames: u16,
    pub(super) undo: u16,
}

/// The state at a question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Snapshot {
    pub(crate) frames: Vec<Frame>,
    pub(crate) waiting: AskedAt,
    pub(crate) topic: Option<TopicId>,
    /// Facts changed since, with what they were before, in order.
    pub(crate) undo: Vec<(FactKey, Option<Stored>)>,
}

impl AskedAt {
    /// The same question waits again, with all that it offers.
    pub(crate) fn again(self) -> Waiting {
        match self {
            Self::Fact(fact) => Waiting::Fact {
                fact,
                among: Few::new(),
            },
            Self::Menu => Waiting::Menu { among: Few::new() },
        }
    }
}

impl History {
    pub(crate) fn push(&mut self, frames: &[Frame], waiting: AskedAt, topic: Option<TopicId>) {
        if self.marks.len() >= HISTORY {
            let oldest = Mark::from(self.marks.remove(0));
            self.frames.drain(..usize::from(oldest.frames).min(self.frames.len()));
            self.undo.drain(..usize::from(oldest.undo).min(self.undo.len()));
        }
        let mark = Mark {
            waiting,
            topic,
            frames: u16::try_from(frames.len()).unwrap_or(u16::MAX),
            undo: 0,
        };
        self.marks.push(mark.into());
        // A little at a time, not by doubling: a hundred thousand sessions are held at once.
        if self.frames.capacity() < self.frames.len() + frames.len() {
            self.frames.reserve_exact(frames.len() * 2);
        }
        self.frames.extend(frames.iter().copied().map(PackedFrame::from));
    }

    /// A fact changes: it was `old`.
    pub(super) fn note(&mut self, key: FactKey, old: Option<Stored>) {
        if let Some(mark) = self.marks.last_mut() {
            mark.changed();
            self.undo.push((key, old.map(Box::new)));
        }
    }

    pub(crate) fn pop(&mut self) -> Option<Snapshot> {
        let mark = Mark::from(self.marks.pop()?);
        let frames = self.frames.len().saturating_sub(usize::from(mark.frames));
        let undo = self.undo.len().saturating_sub(usize::from(mark.undo));
        let undo = self.undo.drain(undo..).map(|(key, old)| (key, old.map(|old| *old)));
        Some(Snapshot {
            undo: undo.collect(),
            frames: self.frames.drain(frames..).map(Frame::from).collect(),
            waiting: mark.waiting,
            topic: mark.topic,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.marks.len()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn last_asked(&self) -> Option<AskedAt> {
        self.marks.last().map(|m| Mark::from(*m).waiting)
    }

    /// The last time that this was asked.
    pub(crate) fn rposition(&self, asked: AskedAt) -> Option<usize> {
        self.marks.iter().rposition(|m| Mark::from(*m).waiting == asked)
    }
}
