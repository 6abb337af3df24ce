//! The keys of each kind of file, and the structures that `serde` makes of them.

use serde::Deserialize;

use crate::model::manifest::{CONTROL, RawControl};
use crate::model::yaml::{Key, Pair, Shape, Text, key, must};
use crate::value::Bi;

const DATE: Shape = Shape::Scalar(Bi {
    ru: "дата вида 2026-01-31",
    en: "a date like 2026-01-31",
});
const VALUE: Shape = Shape::Scalar(Bi {
    ru: "значение параметра",
    en: "a value of the parameter",
});
const TERM: Shape = Shape::Scalar(Bi {
    ru: "срок, например 10 дней",
    en: "a period such as 10 days",
});
const ANY: Shape = Shape::Scalar(Bi {
    ru: "одно значение",
    en: "one value",
});
const DAYS: Shape = Shape::Scalar(Bi {
    ru: "день или период вида 2026-01-01..2026-01-08",
    en: "a day or a period like 2026-01-01..2026-01-08",
});
const NAMES: Shape = Shape::OneOrMany(&Shape::Name);
const TEXTS: Shape = Shape::OneOrMany(&Shape::Text);
const GROUND: Shape = Shape::Map(&[must("act", Shape::Text), key("point", Shape::Text)]);
const KIND: Key = must("kind", Shape::OneOf(KINDS));

/// What `kind` may be.
pub(super) const KINDS: &[&str] = &[
    "directory",
    "parameter",
    "calendar",
    "synonyms",
    "organisations",
    "routing",
    "phrases",
    "out_of_scope",
];

/// Only `kind`, for a file whose kind is not known.
pub(super) static UNKNOWN: &[Key] = &[KIND];

pub(super) static DIRECTORY: &[Key] = &[
    KIND,
    must("name", Shape::Name),
    key("title", Shape::Text),
    must(
        "entries",
        Shape::List(&Shape::Map(&[
            must("key", Shape::Name),
            key("title", Shape::Text),
            key("synonyms", TEXTS),
            key("parent", Shape::Name),
            key("attributes", Shape::Table(&ANY)),
        ])),
    ),
];

pub(super) static PARAMETER: &[Key] = &[
    KIND,
    must("name", Shape::Name),
    key("title", Shape::Text),
    must(
        "type",
        Shape::OneOf(&["money", "number", "integer", "duration", "date"]),
    ),
    key("keys", NAMES),
    must("values", Shape::List(&Shape::Open(VALUE_KEYS, &Shape::Name))),
];

/// Keys of a parameter's value beside those that name its directories.
pub(super) static VALUE_KEYS: &[Key] = &[
    must("from", DATE),
    key("until", DATE),
    must("value", VALUE),
    key("ground", GROUND),
    key("state", Shape::OneOf(&["in_force", "expected"])),
];

pub(super) static CALENDAR: &[Key] = &[
    KIND,
    must("name", Shape::Name),
    key("title", Shape::Text),
    must("year", Shape::OneOrMany(&Shape::Int { min: 1991, max: 2199 })),
    must("holidays", Shape::List(&DAYS)),
    key(
        "moved",
        Shape::List(&Shape::Map(&[must("from", DATE), must("to", DATE)])),
    ),
    key(
        "weekend",
        Shape::List(&Shape::OneOf(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"])),
    ),
    key("ground", GROUND),
];

pub(super) static SYNONYMS: &[Key] = &[KIND, must("lists", Shape::Table(&TEXTS))];

pub(super) static ORGANISATIONS: &[Key] = &[
    KIND,
    must(
        "entries",
        Shape::List(&Shape::Map(&[
            must("name", Shape::Name),
            must("title", Shape::Text),
            key("short", Shape::Text),
            key("phone", Shape::Text),
            key("address", Shape::Text),
            key("email", Shape::Text),
            key("hours", Shape::Text),
            key("competence", NAMES),
            key("queue", Shape::Name),
            key("ground", GROUND),
        ])),
    ),
];

pub(super) static ROUTING: &[Key] = &[
    KIND,
    must(
        "rules",
        Shape::List(&Shape::Map(&[
            must("topic", Shape::Name),
            key("organisation", Shape::Name),
            key("queue", Shape::Name),
            key("accelerated", Shape::YesNo),
            key("term", TERM),
        ])),
    ),
];

/// `kind` and the commands.
pub(super) static PHRASES: &[Key] = &[KIND, must("phrases", Shape::Map(CONTROL))];

/// Questions that no topic answers.
pub(super) static OUT_OF_SCOPE: &[Key] = &[KIND, must("phrases", Shape::List(&Shape::Text))];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawDirectory {
    #[serde(rename = "kind")]
    _kind: Option<Text>,
    pub name: Option<Text>,
    pub title: Option<Text>,
    pub entries: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntry {
    pub key: Text,
    pub title: Option<Text>,
    #[serde(default)]
    pub synonyms: Vec<Text>,
    pub parent: Option<Text>,
    #[serde(default)]
    pub attributes: Vec<Pair<Text>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawParameter {
    #[serde(rename = "kind")]
    _kind: Option<Text>,
    pub name: Option<Text>,
    pub title: Option<Text>,
    #[serde(rename = "type")]
    pub type_: Option<Text>,
    pub keys: Vec<Text>,
    pub values: Vec<RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawValue {
    pub from: Text,
    pub until: Option<Text>,
    pub value: Text,
    pub ground: Option<RawGround>,
    pub state: Option<Text>,
    pub rest: Vec<Pair<Text>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGround {
    pub act: Text,
    pub point: Option<Text>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCalendar {
    #[serde(rename = "kind")]
    _kind: Option<Text>,
    pub name: Option<Text>,
    #[serde(rename = "title")]
    _title: Option<Text>,
    pub year: Vec<i16>,
    pub holidays: Vec<Text>,
    pub moved: Vec<RawMoved>,
    pub weekend: Option<Vec<Text>>,
    pub ground: Option<RawGround>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMoved {
    pub from: Text,
    pub to: Text,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSynonyms {
    #[serde(rename = "kind")]
    _kind: Option<Text>,
    pub lists: Vec<Pair<Vec<Text>>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawOrganisations {
    #[serde(rename = "kind")]
    _kind: Option<Text>,
    pub entries: Vec<RawOrganisation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOrganisation {
    pub name: Text,
    pub title: Text,
    pub short: Option<Text>,
    pub phone: Option<Text>,
    pub address: Option<Text>,
    pub email: Option<Text>,
    pub hours: Option<Text>,
    #[serde(default)]
    pub competence: Vec<Text>,
    pub queue: Option<Text>,
    pub ground: Option<RawGround>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawRouting {
    #[serde(rename = "kind")]
    _kind: Option<Text>,
    pub rules: Vec<RawRoute>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRoute {
    pub topic: Text,
    pub organisation: Option<Text>,
    pub queue: Option<Text>,
    #[serde(default)]
    pub accelerated: bool,
    pub term: Option<Text>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPhrases {
    #[serde(rename = "kind")]
    _kind: Option<Text>,
    pub phrases: RawControl,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawOutOfScope {
    #[serde(rename = "kind")]
    _kind: Option<Text>,
    pub phrases: Vec<Text>,
}
