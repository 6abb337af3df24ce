//! Facts, decisions, rules, topics, reference data and the head of a program.

use super::{Checker, Reader, Record, record, variants};
use crate::bundle::BuiltFrom;
use crate::bundle::program::*;
use crate::value::{Date, Duration, Lang, Name, Type, Value};

record! {
    struct BuiltFrom { path: String, hash: [u8; 32], length: u32 }
    struct Fact {
        name: Name, title: String, ty: Type, question: Spoken, hint: Option<TextId>, personal: bool,
        options: Vec<FactOption>, directory: Option<DirectoryId>, derived: Derived, at: SourcePos, cost: u32,
        document: Option<String>,
    }
    struct FactOption { name: Name, label: String, synonyms: Vec<String> }
    struct Decision {
        name: Name, title: String, valid: Validity, grounds: Vec<GroundId>, body: DecisionBody, at: SourcePos,
        dmn: bool,
    }
    struct Table {
        policy: HitPolicy, inputs: Vec<ExprId>, outputs: Vec<Name>, output_values: Vec<Value>, rows: Vec<Row>,
    } by table
    struct Row { inputs: Vec<Vec<Test>>, outputs: Vec<ExprId>, ground: Option<GroundId>, at: SourcePos } by row
    struct Rule {
        name: Name, label: Option<Name>, value: ExprId, conditions: Vec<ExprId>, exceptions: Vec<Vec<ExprId>>,
        defeats: Vec<RuleId>, valid: Validity, grounds: Vec<GroundId>, at: SourcePos,
    }
    struct Measure {
        name: Name, title: String, code: Option<String>, events: Vec<Name>, due: Option<ExprId>,
        amount: Option<ExprId>, notice: Option<TextId>, answer: Option<Answer>, valid: Validity,
        grounds: Vec<GroundId>, at: SourcePos,
    }
    struct Directory { name: Name, title: String, entries: Vec<DirectoryEntry> }
    struct DirectoryEntry { key: Name, title: String, synonyms: Vec<String> }
    struct Parameter { name: Name, title: String, keys: u32, values: Vec<ParameterValue> }
    struct ParameterValue {
        keys: Vec<Name>, valid: Validity, value: Value, ground: Option<GroundId>, expected: bool,
    }
    struct Calendar { holidays: Vec<Date>, working: Vec<Date>, known: Option<(Date, Date)> }
    struct Topic {
        path: Name, title: String, parent: Option<TopicId>, answer: Option<Answer>, valid: Validity,
        grounds: Vec<GroundId>, codes: Vec<(Name, String)>, segment: Option<Name>, accelerated: bool,
        term: Option<Duration>, competence: Option<Name>, phrases: Vec<String>, negative: Vec<String>,
        cues: Vec<Cue>, at: SourcePos,
    } by topic
    struct Cue { weight: CueWeight, pattern: Pattern, shown: String }
    struct Defaults {
        start: Option<ScenarioId>, greeting: Option<TextId>, no_match: Vec<TextId>, no_input: Vec<TextId>,
        clarify: Option<TextId>, topic_resume: Option<TextId>, handover: Option<TextId>, goodbye: Option<TextId>,
        source_failed: Option<TextId>, out_of_hours: Option<TextId>, unknown_topic: Option<TextId>,
        anything_else: Option<TextId>, queue: Option<QueueId>, max_no_match: u32, max_no_input: u32,
        steps_per_turn: u32, message_length: u32, call_depth: u32, identification_chat: Vec<Name>,
        identification_voice: Vec<Name>, max_options: u32, thresholds: Thresholds, control: Vec<(Name, String)>,
    }
    struct Thresholds { answer: f32, clarify: f32, margin: f32, clarify_options: u32 }
    struct Head {
        name: String, title: String, lang: Lang, time_zone: String, defaults: Defaults, calendar: Calendar,
    }
}

variants! {
    flat
    enum Derived { 0 No, 1 Decisions(a: Vec<DecisionId>), 2 Rules(a: Vec<RuleId>) }
    enum DecisionBody { 0 Expr(a: ExprId), 1 Table(a: Table) }
    enum Answer { 0 Scenario(a: ScenarioId), 1 Text(a: TextId), 2 Queue(a: QueueId, b: Option<TextId>), 3 Topic(a: TopicId) }
}

variants! {
    deep
    enum Pattern {
        0 Form(a: String),
        1 Exact(a: String),
        2 Prefix(a: String),
        3 Phrase(a: Vec<String>),
        4 Entity(a: Name),
        5 And(a: Vec<Pattern>),
        6 Or(a: Vec<Pattern>),
        7 Not(a: Box<Pattern>),
        8 Near(a: Box<Pattern>, b: u32, c: Box<Pattern>),
    }
}

/// A row has a cell for each column of its table.
fn table(c: &mut Checker<'_>) -> Option<()> {
    HitPolicy::check(c)?;
    let inputs = c.list::<ExprId>()?;
    let outputs = c.list::<Name>()?;
    Vec::<Value>::check(c)?;
    c.columns = (inputs, outputs);
    Vec::<Row>::check(c)
}

fn row(c: &mut Checker<'_>) -> Option<()> {
    let inputs = c.list::<Vec<Test>>()?;
    let outputs = c.list::<ExprId>()?;
    if (inputs, outputs) != c.columns {
        return None;
    }
    Option::<GroundId>::check(c)?;
    SourcePos::check(c)
}

/// Notes what stands above a topic and what answers for it: neither may lead round in a circle.
fn topic(c: &mut Checker<'_>) -> Option<()> {
    Name::check(c)?;
    String::check(c)?;
    let number = |topic: TopicId| topic.0;
    let before = c.from.rest;
    Option::<TopicId>::check(c)?;
    Option::<Answer>::check(c)?;
    let mut again = Reader::new(before, c.from.strings);
    let parent = Option::<TopicId>::read(&mut again)?.map(number);
    let by = match Option::<Answer>::read(&mut again)? {
        Some(Answer::Topic(topic)) => Some(number(topic)),
        _ => None,
    };
    let [parents, answering] = &mut c.above;
    parents.push(parent);
    answering.push(by);
    Validity::check(c)?;
    Vec::<GroundId>::check(c)?;
    Vec::<(Name, String)>::check(c)?;
    Option::<Name>::check(c)?;
    bool::check(c)?;
    Option::<Duration>::check(c)?;
    Option::<Name>::check(c)?;
    Vec::<String>::check(c)?;
    Vec::<String>::check(c)?;
    Vec::<Cue>::check(c)?;
    SourcePos::check(c)
}
