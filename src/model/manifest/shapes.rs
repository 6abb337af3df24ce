//! The keys of `lotsman.yaml`, and the structures that `serde` makes of them.

use serde::Deserialize;

use crate::bundle::program::Defaults;
use crate::model::yaml::{Key, Pair, Shape, Text, key, must};

const PHRASES: Shape = Shape::OneOrMany(&Shape::Text);
const NAMES: Shape = Shape::List(&Shape::Name);

/// Keys of the commands that work everywhere; also of `kind: phrases`.
pub(crate) static CONTROL: &[Key] = &[
    key("operator", PHRASES),
    key("repeat", PHRASES),
    key("back", PHRASES),
    key("restart", PHRASES),
    key("stop", PHRASES),
    key("help", PHRASES),
];

pub(super) static TEXTS: &[Key] = &[
    key("greeting", Shape::Text),
    key("no_match", PHRASES),
    key("no_input", PHRASES),
    key("clarify", Shape::Text),
    key("topic_resume", Shape::Text),
    key("handover", Shape::Text),
    key("goodbye", Shape::Text),
    key("source_failed", Shape::Text),
    key("out_of_hours", Shape::Text),
    key("unknown_topic", Shape::Text),
];

pub(super) static KEYS: &[Key] = &[
    must("name", Shape::Name),
    key("title", Shape::Text),
    key("language", Shape::OneOf(&["ru", "en"])),
    key("time_zone", Shape::Text),
    key("start", Shape::Name),
    key("texts", Shape::Map(TEXTS)),
    key(
        "limits",
        Shape::Map(&[
            key("no_match", Shape::Int { min: 1, max: 10 }),
            key("no_input", Shape::Int { min: 1, max: 10 }),
            key(
                "steps_per_turn",
                Shape::Int {
                    min: 10,
                    max: Defaults::MOST_STEPS_PER_TURN,
                },
            ),
            key(
                "message_length",
                Shape::Int {
                    min: 100,
                    max: Defaults::LONGEST_MESSAGE,
                },
            ),
            key(
                "call_depth",
                Shape::Int {
                    min: 1,
                    max: Defaults::DEEPEST_CALLS,
                },
            ),
            key("expiry_days", Shape::Int { min: 0, max: 366 }),
            key("questions", Shape::Int { min: 1, max: 1000 }),
            key("spoken_seconds", Shape::Int { min: 10, max: 100_000 }),
        ]),
    ),
    key(
        "channels",
        Shape::Map(&[
            key(
                "chat",
                Shape::Map(&[
                    key("max_buttons", Shape::Int { min: 1, max: 50 }),
                    key("max_message", Shape::Int { min: 50, max: 20_000 }),
                    key("max_label", Shape::Int { min: 10, max: 200 }),
                    key("identification", NAMES),
                ]),
            ),
            key(
                "voice",
                Shape::Map(&[
                    key("max_options", Shape::Int { min: 1, max: 9 }),
                    key("max_prompt_seconds", Shape::Int { min: 3, max: 300 }),
                    key("identification", NAMES),
                ]),
            ),
        ]),
    ),
    key(
        "thresholds",
        Shape::Map(&[
            key("answer", Shape::Share),
            key("clarify", Shape::Share),
            key("margin", Shape::Share),
            key("clarify_options", Shape::Int { min: 2, max: 9 }),
        ]),
    ),
    key(
        "eval",
        Shape::Map(&[
            key("top1", Shape::Share),
            key("top3", Shape::Share),
            key("macro_f1", Shape::Share),
            key("oos_auroc", Shape::Share),
            key("in_scope_at_oos_recall_90", Shape::Share),
            key("oos_recall", Shape::Share),
            key("answered", Shape::Share),
            key("answered_right", Shape::Share),
            key("clarified_with_right", Shape::Share),
            key("clarified", Shape::Share),
            key("handed_over", Shape::Share),
            key("answered_wrong", Shape::Share),
            key("calibration_error", Shape::Share),
            key("regression", Shape::Share),
        ]),
    ),
    key(
        "segments",
        Shape::List(&Shape::Map(&[
            must("name", Shape::Name),
            key("title", Shape::Text),
            key("owners", Shape::OneOrMany(&Shape::Text)),
        ])),
    ),
    key(
        "outcomes",
        Shape::List(&Shape::Map(&[
            must("name", Shape::Name),
            key("title", Shape::Text),
            key("ground_required", Shape::YesNo),
        ])),
    ),
    key("default_queue", Shape::Name),
    key("control", Shape::Map(CONTROL)),
    key("severity", Shape::Table(&Shape::OneOf(&["note", "warning", "error"]))),
    key("exclude", Shape::OneOrMany(&Shape::Text)),
];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawManifest {
    pub name: Option<Text>,
    pub title: Option<Text>,
    pub language: Option<Text>,
    pub time_zone: Option<Text>,
    pub start: Option<Text>,
    pub texts: RawTexts,
    pub limits: RawLimits,
    pub channels: RawChannels,
    pub thresholds: RawThresholds,
    pub eval: RawEval,
    pub segments: Vec<RawSegment>,
    pub outcomes: Option<Vec<RawOutcome>>,
    pub default_queue: Option<Text>,
    pub control: RawControl,
    pub severity: Vec<Pair<Text>>,
    pub exclude: Vec<Text>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTexts {
    pub greeting: Option<Text>,
    pub no_match: Option<Vec<Text>>,
    pub no_input: Option<Vec<Text>>,
    pub clarify: Option<Text>,
    pub topic_resume: Option<Text>,
    pub handover: Option<Text>,
    pub goodbye: Option<Text>,
    pub source_failed: Option<Text>,
    pub out_of_hours: Option<Text>,
    pub unknown_topic: Option<Text>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawLimits {
    pub no_match: Option<u32>,
    pub no_input: Option<u32>,
    pub steps_per_turn: Option<u32>,
    pub message_length: Option<u32>,
    pub call_depth: Option<u32>,
    pub expiry_days: Option<u32>,
    pub questions: Option<u32>,
    pub spoken_seconds: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawChannels {
    pub chat: RawChannel,
    pub voice: RawChannel,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawChannel {
    pub max_buttons: Option<u32>,
    pub max_message: Option<u32>,
    pub max_label: Option<u32>,
    pub max_options: Option<u32>,
    pub max_prompt_seconds: Option<u32>,
    pub identification: Vec<Text>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawThresholds {
    pub answer: Option<Text>,
    pub clarify: Option<Text>,
    pub margin: Option<Text>,
    pub clarify_options: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawEval {
    pub top1: Option<Text>,
    pub top3: Option<Text>,
    pub macro_f1: Option<Text>,
    pub oos_auroc: Option<Text>,
    pub in_scope_at_oos_recall_90: Option<Text>,
    pub oos_recall: Option<Text>,
    pub answered: Option<Text>,
    pub answered_right: Option<Text>,
    pub clarified_with_right: Option<Text>,
    pub clarified: Option<Text>,
    pub handed_over: Option<Text>,
    pub answered_wrong: Option<Text>,
    pub calibration_error: Option<Text>,
    pub regression: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSegment {
    pub name: Text,
    pub title: Option<Text>,
    #[serde(default)]
    pub owners: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOutcome {
    pub name: Text,
    pub title: Option<Text>,
    #[serde(default)]
    pub ground_required: bool,
}

/// Phrases of the commands as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawControl {
    pub operator: Vec<Text>,
    pub repeat: Vec<Text>,
    pub back: Vec<Text>,
    pub restart: Vec<Text>,
    pub stop: Vec<Text>,
    pub help: Vec<Text>,
}
