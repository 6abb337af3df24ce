//! Which topic a question is about, and why.

mod judgement;

pub use judgement::{Candidate, CueHit, DocumentHit, Judgement, TopicDecision};
