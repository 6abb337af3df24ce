//! The graphs: scenarios, steps, nodes; expressions and texts.

use super::check::NO_STEPS;
use super::plain::pairs;
use super::{Checker, Reader, Record, Writer, record, variants};
use crate::bundle::program::*;
use crate::value::{Duration, Name, Type};

/// Writes and reads the number of a thing; each kind is checked in its own way.
macro_rules! as_number {
    () => {
        fn write(&self, to: &mut Writer) {
            to.put(self.0.to_le_bytes());
        }

        #[inline]
        fn read(from: &mut Reader<'_>) -> Option<Self> {
            from.number().map(Self)
        }
    };
}

/// Numbers of things, each below the count of those.
macro_rules! numbers {
    ($($id:ident $count:ident)*) => {$(
        impl Record for $id {
            as_number!();

            #[inline]
            fn check(c: &mut Checker<'_>) -> Option<()> {
                c.below(c.counts.$count).map(drop)
            }
        }
    )*};
}

numbers! {
    FactId facts
    TextId texts
    ScenarioId scenarios
    NodeId nodes
    TopicId topics
    QueueId queues
    SourceId sources
    DecisionId decisions
    RuleId rules
    OutcomeId outcomes
    GroundId grounds
    DirectoryId directories
    ParameterId parameters
}

/// An operand stands before its operator, so that expressions have no circles.
impl Record for ExprId {
    as_number!();

    #[inline]
    fn check(c: &mut Checker<'_>) -> Option<()> {
        let at = c.below(c.exprs)?;
        if let Some((depth, nodes)) = c.shapes.get(at as usize) {
            c.deepest = c.deepest.max(*depth);
            c.nodes = c.nodes.saturating_add(*nodes);
        }
        Some(())
    }
}

/// A step that something leads to: of the scenario that is checked.
impl Record for StepId {
    as_number!();

    #[inline]
    fn check(c: &mut Checker<'_>) -> Option<()> {
        let step = c.from.number()?;
        let (first, end) = c.steps;
        if step < first || end <= step {
            return None;
        }
        c.jumps = (c.jumps.0.min(step), c.jumps.1.max(step + 1));
        Some(())
    }
}

/// The steps of a scenario: first, one past the last; there is one.
impl Record for (StepId, StepId) {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Some((StepId::read(from)?, StepId::read(from)?))
    }

    fn check(c: &mut Checker<'_>) -> Option<()> {
        let (first, end) = Self::read(&mut c.from)?;
        if first >= end || end.index() > c.counts.steps {
            return None;
        }
        c.steps = (first.0, end.0);
        Some(())
    }
}

/// A list of handlers that leads to steps of the scenario that is checked only.
impl Record for HandlersId {
    as_number!();

    #[inline]
    fn check(c: &mut Checker<'_>) -> Option<()> {
        let at = c.from.number()?;
        let (first, end) = *c.handlers.get(at as usize)?;
        let none = (first, end) == NO_STEPS;
        (none || (c.steps.0 <= first && end <= c.steps.1)).then_some(())
    }
}

pairs! {
    (ExprId, Target)
    (ExprId, bool)
    (Option<TextId>, Option<Target>)
}

record! {
    struct SourcePos { file: u32, line: u32 }
    struct Validity { from: Option<crate::value::Date>, until: Option<crate::value::Date> }
    struct Scenario {
        name: Name, title: String, steps: (StepId, StepId), valid: Validity, params: Vec<FactId>,
        handlers: HandlersId, grounds: Vec<GroundId>, at: SourcePos,
    }
    struct Step {
        scenario: ScenarioId, first: NodeId, name: Name, title: String, formerly: Vec<Name>, hash: u64, at: SourcePos,
    }
    struct Node { at: SourcePos, op: Op }
    struct MenuOption { name: Name, label: String, synonyms: Vec<String>, key: Option<u8>, target: Target }
    struct Handler { on: HandlerOn, text: Option<TextId>, target: Option<Target> }
    struct Queue {
        name: Name, title: String, level: Option<u32>, hours: Vec<Hours>,
        closed: Option<(Option<TextId>, Option<Target>)>,
    }
    struct Hours { days: (u8, u8), minutes: (u16, u16) }
    struct Source {
        name: Name, title: String, inputs: Vec<(Name, Type)>, outputs: Vec<FactId>, timeout: Option<Duration>,
        identified: bool,
    }
    struct Outcome { name: Name, title: String }
    struct Text { parts: Vec<TextPart> }
    struct Spoken { any: Option<TextId>, chat: Option<TextId>, voice: Option<TextId> }
}

variants! {
    flat
    enum Op {
        0 Say(a: Spoken),
        1 Ask { fact: FactId, text: Spoken, handlers: HandlersId },
        2 Set(a: FactId, b: ExprId),
        3 Forget(a: Vec<FactId>),
        4 Lookup { source: SourceId, args: Vec<ExprId>, handlers: HandlersId },
        5 Call { scenario: ScenarioId, args: Vec<ExprId> },
        6 Identify { method: Option<Name>, handlers: HandlersId },
        7 Derive { fact: FactId, handlers: HandlersId, first: Vec<FactId> },
        8 Measures { event: Name, handlers: HandlersId, first: Vec<FactId>, details: Option<TextId> },
        9 Go(a: Target),
        10 If { branches: Vec<(ExprId, Target)>, otherwise: Option<Target> },
        11 Menu { text: Spoken, options: Vec<MenuOption>, handlers: HandlersId },
    }
    enum Target {
        0 Step(a: StepId),
        1 Finish(a: OutcomeId, b: Option<TextId>),
        2 Operator(a: QueueId, b: Option<TextId>),
        3 Return,
        4 Topic(a: TopicId),
    }
    enum Expr {
        0 Const(a: crate::value::Value),
        1 Today,
        2 Fact(a: FactId),
        3 Member(a: ExprId, b: Name),
        4 Not(a: ExprId),
        5 Negate(a: ExprId),
        6 Binary(a: BinaryOp, b: ExprId, c: ExprId),
        7 In(a: ExprId, b: Vec<Test>),
        8 If(a: ExprId, b: ExprId, c: ExprId),
        9 List(a: Vec<ExprId>),
        10 Call(a: Function, b: Vec<ExprId>),
        11 Parameter(a: ParameterId, b: Vec<ExprId>),
        12 Decision(a: DecisionId),
    }
    enum TextPart { 0 Words(a: String), 1 Hole(a: ExprId, b: Format) }
    enum Format { 0 Default, 1 Money, 2 Date, 3 Number, 4 Words, 5 Plural(a: Vec<String>) }
}

variants! {
    deep
    enum Test {
        0 Any,
        1 Equal(a: ExprId),
        2 Compare(a: BinaryOp, b: ExprId),
        3 Range { low: (ExprId, bool), high: (ExprId, bool) },
        4 Not(a: Vec<Test>),
    }
}

/// Tag of the first transition among the operations; all behind it are transitions.
const FIRST_TRANSITION: u8 = 9;
/// Where the tag of a node's operation stands: behind its place.
const OPERATION: usize = 8;

/// Whether the record of a node ends a step.
pub fn ends_step(node: &[u8]) -> bool {
    node.get(OPERATION).is_some_and(|tag| *tag >= FIRST_TRANSITION)
}

/// Scenario and first node of the record of a step.
pub fn step_begins(step: &[u8]) -> Option<(u32, u32)> {
    let ([a, b, c, d, e, f, g, h], _) = step.split_first_chunk::<8>()?;
    Some((
        u32::from_le_bytes([*a, *b, *c, *d]),
        u32::from_le_bytes([*e, *f, *g, *h]),
    ))
}

/// The number of a function is its place in the table of functions.
impl Record for Function {
    fn write(&self, to: &mut Writer) {
        let place = Self::ALL.iter().position(|(f, ..)| f == self);
        to.byte(place.and_then(|p| u8::try_from(p).ok()).unwrap_or(u8::MAX));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let place = from.byte()?;
        Self::ALL.get(usize::from(place)).map(|(f, ..)| *f)
    }

    fn check(c: &mut Checker<'_>) -> Option<()> {
        Self::read(&mut c.from).map(drop)
    }
}
