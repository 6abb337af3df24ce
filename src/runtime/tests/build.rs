//! Programs by hand.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::bundle::BundleId;
use crate::bundle::program::*;
use crate::runtime::understand::{Candidate, Judgement, Question, TopicDecision};
use crate::runtime::{Engine, Judge};
use crate::value::{Date, DateTime, Name, Type, Value};

pub(crate) fn day(y: i16, m: i8, d: i8) -> Date {
    Date::new(y, m, d).unwrap()
}

/// Friday, 15 September 2023, 10:30.
pub(crate) fn now() -> DateTime {
    day(2023, 9, 15).at(10, 30, 0, 0)
}

pub(crate) fn num(text: &str) -> Value {
    Value::Number(text.parse::<Decimal>().unwrap())
}

pub(crate) fn key(text: &str) -> Value {
    Value::Key(text.into())
}

/// Collects a program.
#[derive(Default)]
pub(crate) struct Build {
    pub(crate) p: Program,
}

fn next<T>(list: &mut Vec<T>, item: T) -> u32 {
    list.push(item);
    u32::try_from(list.len() - 1).unwrap()
}

impl Build {
    pub(crate) fn new() -> Self {
        let mut b = Self::default();
        b.p.files = vec!["a.scenario".into()].into();
        b.p.handlers = vec![Vec::new()].into();
        for name in ["решено", "отвечено", "передано", "прервано"] {
            b.p.outcomes.push(Outcome {
                name: name.into(),
                title: name.into(),
            });
        }
        b.queue("первая", Vec::new(), None);
        b.p.defaults.queue = Some(QueueId(0));
        b
    }

    pub(crate) fn expr(&mut self, e: Expr) -> ExprId {
        ExprId(next(&mut self.p.exprs, e))
    }

    pub(crate) fn value(&mut self, v: Value) -> ExprId {
        self.expr(Expr::Const(v))
    }

    pub(crate) fn of(&mut self, f: FactId) -> ExprId {
        self.expr(Expr::Fact(f))
    }

    pub(crate) fn bin(&mut self, op: BinaryOp, a: ExprId, b: ExprId) -> ExprId {
        self.expr(Expr::Binary(op, a, b))
    }

    pub(crate) fn text(&mut self, words: &str) -> TextId {
        let parts = vec![TextPart::Words(words.into())];
        TextId(next(&mut self.p.texts, Text { parts }))
    }

    /// Words, the value, words.
    pub(crate) fn template(&mut self, before: &str, hole: ExprId, format: Format, after: &str) -> TextId {
        let parts = vec![
            TextPart::Words(before.into()),
            TextPart::Hole(hole, format),
            TextPart::Words(after.into()),
        ];
        TextId(next(&mut self.p.texts, Text { parts }))
    }

    pub(crate) fn spoken(&mut self, words: &str) -> Spoken {
        Spoken {
            any: Some(self.text(words)),
            ..Spoken::default()
        }
    }

    pub(crate) fn fact(&mut self, name: &str, ty: Type, derived: Derived) -> FactId {
        let question = self.spoken(&format!("{name}?"));
        let options = match &ty {
            Type::OneOf(names) => names
                .iter()
                .map(|n| FactOption {
                    name: n.clone(),
                    label: n.replace('_', " "),
                    synonyms: Vec::new(),
                })
                .collect(),
            _ => Vec::new(),
        };
        let fact = Fact {
            name: name.into(),
            title: name.into(),
            ty,
            question,
            hint: None,
            personal: false,
            options,
            directory: None,
            derived,
            at: SourcePos { file: 0, line: 1 },
            cost: 1,
            document: None,
        };
        FactId(next(&mut self.p.facts, fact))
    }

    pub(crate) fn asked(&mut self, name: &str, ty: Type) -> FactId {
        self.fact(name, ty, Derived::No)
    }

    pub(crate) fn integer(&mut self, name: &str, min: i64, max: i64) -> FactId {
        self.asked(
            name,
            Type::Integer {
                min: Some(min),
                max: Some(max),
            },
        )
    }

    pub(crate) fn queue(
        &mut self,
        name: &str,
        hours: Vec<Hours>,
        closed: Option<(Option<TextId>, Option<Target>)>,
    ) -> QueueId {
        QueueId(next(
            &mut self.p.queues,
            Queue {
                name: name.into(),
                title: name.into(),
                level: Some(1),
                hours,
                closed,
            },
        ))
    }

    pub(crate) fn handlers(&mut self, list: Vec<Handler>) -> HandlersId {
        HandlersId(next(&mut self.p.handlers, list))
    }

    pub(crate) fn on(&mut self, on: HandlerOn, text: Option<&str>, target: Option<Target>) -> Handler {
        let text = text.map(|t| self.text(t));
        Handler { on, text, target }
    }

    pub(crate) fn ground(&mut self, act: &str) -> GroundId {
        GroundId(next(
            &mut self.p.grounds,
            crate::channel::Ground {
                act: act.into(),
                point: None,
            },
        ))
    }

    /// A scenario of these steps; its first step is `StepId` of the number of steps so far.
    pub(crate) fn scenario(&mut self, name: &str, params: Vec<FactId>, steps: Vec<Vec<Op>>) -> ScenarioId {
        let id = ScenarioId(u32::try_from(self.p.scenarios.len()).unwrap());
        let first = StepId(u32::try_from(self.p.steps.len()).unwrap());
        for (n, ops) in steps.into_iter().enumerate() {
            let node = NodeId(u32::try_from(self.p.nodes.len()).unwrap());
            for op in ops {
                let line = u32::try_from(self.p.nodes.len()).unwrap() + 1;
                self.p.nodes.push(Node {
                    at: SourcePos { file: 0, line },
                    op,
                });
            }
            let at = SourcePos {
                file: 0,
                line: node.0 + 1,
            };
            let step = Step {
                name: format!("шаг{n}").into(),
                title: String::new(),
                scenario: id,
                first: node,
                formerly: Vec::new(),
                hash: 0,
                at,
            };
            self.p.steps.push(step);
        }
        let last = StepId(u32::try_from(self.p.steps.len()).unwrap());
        self.p.scenarios.push(Scenario {
            name: name.into(),
            title: name.into(),
            valid: Validity::default(),
            params,
            steps: (first, last),
            handlers: HandlersId(0),
            grounds: Vec::new(),
            at: SourcePos::default(),
        });
        id
    }

    pub(crate) fn topic(&mut self, path: &str, parent: Option<TopicId>, answer: Option<Answer>) -> TopicId {
        let topic = Topic {
            path: path.into(),
            title: format!("Тема {path}"),
            parent,
            answer,
            ..Topic::default()
        };
        TopicId(next(&mut self.p.topics, topic))
    }

    pub(crate) fn engine(self) -> Engine {
        Engine::from_parts(Arc::new(self.p), BundleId([7; 32]), Arc::new(ByWord), None)
    }
}

pub(crate) fn ask(fact: FactId) -> Op {
    Op::Ask {
        fact,
        text: Spoken::default(),
        handlers: HandlersId(0),
    }
}

pub(crate) fn done() -> Op {
    Op::Go(Target::Finish(OutcomeId(0), None))
}

/// Judges by the last part of a topic's path standing in the text; `разное` is unclear.
struct ByWord;

impl Judge for ByWord {
    fn judge(&self, program: &Program, question: &Question, _: Date) -> Judgement {
        let text = question.text.to_lowercase();
        let last = |path: &Name| path.rsplit('.').next().unwrap_or("").to_owned();
        let found: Vec<TopicId> = (0..)
            .zip(&program.topics)
            .filter(|(_, t)| text.contains(&last(&t.path)))
            .map(|(i, _)| TopicId(i))
            .collect();
        let candidates = found
            .iter()
            .map(|t| Candidate {
                topic: *t,
                score: 0.9,
                covers: false,
                cues: Vec::new(),
                words: Vec::new(),
                documents: Vec::new(),
            })
            .collect();
        let decision = match found.as_slice() {
            [] if text.contains("разное") => {
                TopicDecision::Clarify((0..).zip(&program.topics).take(2).map(|(i, _)| TopicId(i)).collect())
            }
            [] => TopicDecision::Unknown,
            [one] => TopicDecision::Answer(*one),
            many => TopicDecision::Clarify(many.to_vec()),
        };
        Judgement {
            decision,
            candidates,
            entities: question.entities.clone(),
            ..Judgement::default()
        }
    }
}
