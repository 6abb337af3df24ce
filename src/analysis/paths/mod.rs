//! Where conversations can go, and with which facts: forward sets of possible facts for every node.
//!
//! # What a verdict claims
//!
//! Every verdict of this room speaks of **straight runs** of the engine through one scenario:
//!
//! - The run starts at the first step. Each fact that is not derived may be known, «не знаю» or not
//!   asked, with any value of its type, independently of the others; any day on which the scenario is
//!   in force; chat or voice; the person identified or not. A scenario that is only called, and that no
//!   topic, measure or start leads to, starts instead as its callers can call it.
//! - The host gives no derived facts. What `выяснить` concluded although evaluation cannot see it
//!   (`а или не а`) counts as the value of its fact until another fact changes.
//! - At each question, menu, lookup and identification anything may happen that its own lines and
//!   `везде` allow: any value of the type, «не знаю», an option, each handler with a target, any answer
//!   of the source within its declared facts (some of them may be missing), success and failure.
//! - Left out are digressions to another topic and back, corrections («я ошибся»), «назад»,
//!   «сначала», limits of steps and depth, and damaged names (they lead nowhere and are a way out).
//! - A call runs the callee as far as it may return; what it may change is taken from the callee's own
//!   straight runs.
//!
//! For such runs:
//!
//! - **L0313** *step never reached*: ways lead to the step, but no run passes it.
//! - **L0305** *circle of known answers*: a run exists that comes to the first step of the circle and
//!   then goes round it for ever without waiting for the person, the source or the identification: all
//!   it asks is known and every condition comes out as before. (**L0304** stays the circle that
//!   asks nothing, seen on the graph; it is left out where no run goes round.)
//! - **L0314** *no feasible way out*: a run exists after which no continuation reaches an end, an
//!   operator, a return or another topic, although the graph has such a way. The defaults of the
//!   engine (the person asks for an operator, too many misunderstandings) do not count as a way out.
//! - **L0315** *the question stays silent*: an option of a menu leads, through a question that is skipped
//!   because its fact is known in every run, back to the same menu without waiting in between.
//! - **L0401** *case not covered*: `если` without `иначе`, and a run that comes to it with facts for which
//!   no branch is true; the witness names them. `assumed` where the case rests on something taken as
//!   independent.
//! - **L0402** *branch never taken*: runs come to the `если`, but none takes the branch. Never said of
//!   `иначе`, and never of a branch behind one that L0403 names.
//! - **L0403** *branch always taken*: every run that comes to the `если` takes the branch, and something
//!   stands behind it or before it that never counts. Not said where a branch without a condition
//!   on facts would be meant (`да`).
//! - **L0404** *comparison always comes out the same*: a part of a condition under `и`, `или`, `не` is
//!   true (or false) in every run that comes to the `если` and evaluates the branch, while the
//!   branch as a whole is not constant.
//! - **L0501** *used before it can be known*: a run exists in which a condition or an input of a lookup reads a fact
//!   that has not been asked, written or looked up, although this scenario, or one it calls, asks it
//!   elsewhere, or nobody in the base asks it at all; and the outcome of the condition would differ
//!   for some value.
//! - **L0502** *asked though always known*: runs come to the question, and the fact is known in all.
//! - **L0503** *asked and never used*: nothing in the whole base reads the fact, and no hand-over to an
//!   operator (whose card shows it) can follow the question.
//! - **L0504** *written and lost*: after `записать` the fact is written again or forgotten in every run
//!   before anything reads it or the conversation leaves the scenario.
//! - **L0505** *text may show «не известно»*: a run exists that comes to a text with an insertion whose value is unknown
//!   there, and the scenario itself asks, derives or writes what the insertion shows.
//!
//! Sets are never too small: a verdict *never*, *always*, *in all runs* holds of every straight run. A
//! verdict *a run exists* is exact over facts compared with constants; where it rests on a comparison
//! of two terms, on a value that only evaluation can work out, or on what a call may have changed, its
//! witness says `assumed` and the message says «возможно».
