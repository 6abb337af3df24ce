//! From the file to [`Manifest`].

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::defaults::default_outcomes;
use super::shapes::{KEYS, RawControl, RawEval, RawManifest, RawOutcome, RawSegment, RawTexts, RawThresholds};
use super::{Control, Expectations, Manifest, Outcome, Segment, Texts};
use crate::diag::{Arg, Diagnostic, Diagnostics, Severity, codes, find_class, find_entry, is_fixed_class};
use crate::model::yaml::{Kind, Node, Pair, Text, check, check_name, decimal, finish, hint, read_tree, suggest};
use crate::source::{Source, fold};
use crate::span::{FileId, Place, Span};
use crate::value::{Bi, Lang, Name};

/// Reads `lotsman.yaml`. Whatever is faulty or left out has its default.
pub fn read_manifest(source: &Source, file: FileId) -> (Manifest, Diagnostics) {
    let (tree, mut diags) = read_tree(source, file);
    let mut manifest = Manifest::default();
    if let Some(tree) = tree {
        collect_places(&tree, String::new(), file, &mut manifest.places);
        let value = check(&tree, KEYS, file, &mut diags);
        let raw: Option<RawManifest> = value.and_then(|v| finish(v, file, &mut diags));
        if let Some(raw) = raw {
            Reader {
                file,
                diags: &mut diags,
            }
            .fill(&mut manifest, raw);
        }
    }
    manifest.broken = diags.iter().any(|d| d.severity == Severity::Error);
    (manifest, diags)
}

struct Reader<'a> {
    file: FileId,
    diags: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn fill(&mut self, to: &mut Manifest, raw: RawManifest) {
        if let Some(name) = raw.name.and_then(|t| self.name(&t)) {
            to.name = name;
        }
        to.title = raw.title.map_or_else(|| to.name.to_string(), |t| t.text);
        to.language = if raw.language.is_some_and(|l| l.text == "en") {
            Lang::En
        } else {
            Lang::Ru
        };
        if let Some(zone) = raw.time_zone.and_then(|t| self.time_zone(&t)) {
            to.time_zone = zone;
        }
        to.start = raw.start.and_then(|t| self.name(&t));
        to.default_queue = raw.default_queue.and_then(|t| self.name(&t));
        to.texts = texts(raw.texts, to.language);
        let (limits, from) = (&mut to.limits, raw.limits);
        set(&mut limits.no_match, from.no_match);
        set(&mut limits.no_input, from.no_input);
        set(&mut limits.steps_per_turn, from.steps_per_turn);
        set(&mut limits.message_length, from.message_length);
        set(&mut limits.call_depth, from.call_depth);
        set(&mut limits.expiry_days, from.expiry_days);
        limits.questions = from.questions;
        limits.spoken_seconds = from.spoken_seconds;
        let (chat, from) = (&mut to.channels.chat, raw.channels.chat);
        set(&mut chat.max_buttons, from.max_buttons);
        set(&mut chat.max_message, from.max_message);
        set(&mut chat.max_label, from.max_label);
        chat.identification = self.names(&from.identification);
        let (voice, from) = (&mut to.channels.voice, raw.channels.voice);
        set(&mut voice.max_options, from.max_options);
        set(&mut voice.max_prompt_seconds, from.max_prompt_seconds);
        voice.identification = self.names(&from.identification);
        self.thresholds(to, raw.thresholds);
        to.eval = expectations(&raw.eval);
        self.segments(to, raw.segments);
        self.outcomes(to, raw.outcomes);
        to.control = control(&raw.control, self.file, self.diags);
        self.severities(to, raw.severity);
        to.exclude = raw.exclude.into_iter().map(|t| t.text).collect();
    }

    fn name(&mut self, text: &Text) -> Option<Name> {
        check_name(text, self.file, self.diags)
    }

    fn names(&mut self, texts: &[Text]) -> Vec<Name> {
        texts.iter().filter_map(|t| self.name(t)).collect()
    }

    fn time_zone(&mut self, text: &Text) -> Option<String> {
        if TimeZone::get(&text.text).is_ok() {
            return Some(text.text.clone());
        }
        let names: Vec<String> = jiff::tz::db().available().map(|n| n.as_str().to_owned()).collect();
        let close = suggest(&text.text, names.iter().map(String::as_str));
        let diag = Diagnostic::new(&codes::YAML_TIME_ZONE, self.file, text.span()).arg("found", text.text.as_str());
        let diag = diag.arg("hint", hint(close));
        self.diags.push(match close {
            Some(close) => diag.replace(text.span(), close),
            None => diag,
        });
        None
    }

    fn thresholds(&mut self, to: &mut Manifest, raw: RawThresholds) {
        let place = raw.clarify.as_ref().or(raw.answer.as_ref()).map(Text::span);
        set(&mut to.thresholds.answer, raw.answer.as_ref().and_then(share));
        set(&mut to.thresholds.clarify, raw.clarify.as_ref().and_then(share));
        set(&mut to.thresholds.margin, raw.margin.as_ref().and_then(share));
        set(&mut to.thresholds.clarify_options, raw.clarify_options);
        if let Some(span) = place
            && to.thresholds.clarify > to.thresholds.answer
        {
            self.diags.push(
                Diagnostic::new(&codes::YAML_THRESHOLDS, self.file, span)
                    .arg("clarify", to.thresholds.clarify.to_string())
                    .arg("answer", to.thresholds.answer.to_string()),
            );
        }
    }

    fn segments(&mut self, to: &mut Manifest, raw: Vec<RawSegment>) {
        for segment in raw {
            let Some(name) = self.name(&segment.name) else {
                continue;
            };
            let place = segment.name.place(self.file);
            if let Some(first) = to.segments.iter().find(|s| s.name == name) {
                let first = first.place.span;
                self.twice(
                    Bi {
                        ru: "сегмент",
                        en: "segment",
                    },
                    &segment.name,
                    first,
                );
                continue;
            }
            let title = segment.title.map_or_else(|| name.to_string(), |t| t.text);
            let owners = segment.owners.into_iter().map(|t| t.text).collect();
            to.segments.push(Segment {
                name,
                title,
                owners,
                place,
            });
        }
    }

    fn outcomes(&mut self, to: &mut Manifest, raw: Option<Vec<RawOutcome>>) {
        let Some(raw) = raw else {
            to.outcomes = default_outcomes(to.language, Place::new(self.file, Span::at(0)));
            return;
        };
        to.outcomes.clear();
        for outcome in raw {
            let Some(name) = self.name(&outcome.name) else {
                continue;
            };
            let place = outcome.name.place(self.file);
            if let Some(first) = to.outcomes.iter().find(|o| o.name == name) {
                let first = first.place.span;
                self.twice(
                    Bi {
                        ru: "исход",
                        en: "outcome",
                    },
                    &outcome.name,
                    first,
                );
                continue;
            }
            let title = outcome.title.map_or_else(|| name.to_string(), |t| t.text);
            to.outcomes.push(Outcome {
                name,
                title,
                ground_required: outcome.ground_required,
                place,
            });
        }
    }

    fn twice(&mut self, what: Bi, text: &Text, first: Span) {
        self.diags.push(
            Diagnostic::new(&codes::YAML_DUPLICATE_NAME, self.file, text.span())
                .arg("what", what)
                .arg("name", text.text.as_str())
                .also(self.file, first, "первый раз", "the first time"),
        );
    }

    fn severities(&mut self, to: &mut Manifest, raw: Vec<Pair<Text>>) {
        for Pair { key, value } in raw {
            let severity = match value.text.as_str() {
                "note" => Severity::Note,
                "warning" => Severity::Warning,
                _ => Severity::Error,
            };
            let (name, fixed) = match (find_entry(&key.text), find_class(&key.text)) {
                (Some(entry), _) => (entry.code, entry.is_fixed()),
                (None, Some(class)) => (class, is_fixed_class(class)),
                (None, None) => {
                    let diag = Diagnostic::new(&codes::YAML_UNKNOWN_CODE, self.file, key.span());
                    self.diags.push(diag.arg("found", key.text));
                    continue;
                }
            };
            if fixed && severity < Severity::Error {
                let diag = Diagnostic::new(&codes::YAML_SEVERITY_FIXED, self.file, value.span());
                let shown = if find_entry(name).is_some() {
                    Arg::from(name)
                } else {
                    Arg::Words {
                        ru: format!("раздела {name}"),
                        en: format!("of class {name}"),
                    }
                };
                self.diags.push(diag.arg("code", shown).replace(value.span(), "error"));
                continue;
            }
            to.severity.insert(name.to_owned(), severity);
        }
    }
}

fn set<T>(to: &mut T, from: Option<T>) {
    if let Some(value) = from {
        *to = value;
    }
}

/// A number from 0 to 1, as the shape has seen to it.
fn share(text: &Text) -> Option<f64> {
    decimal(&text.text).and_then(|d| d.to_string().parse().ok())
}

fn expectations(raw: &RawEval) -> Expectations {
    let given = |list: &[(&'static str, &Option<Text>)]| -> Vec<(&'static str, f64)> {
        list.iter()
            .filter_map(|(key, text)| Some((*key, share(text.as_ref()?)?)))
            .collect()
    };
    Expectations {
        least: given(&[
            ("top1", &raw.top1),
            ("top3", &raw.top3),
            ("macro_f1", &raw.macro_f1),
            ("oos_auroc", &raw.oos_auroc),
            ("in_scope_at_oos_recall_90", &raw.in_scope_at_oos_recall_90),
            ("oos_recall", &raw.oos_recall),
            ("answered", &raw.answered),
            ("answered_right", &raw.answered_right),
            ("clarified_with_right", &raw.clarified_with_right),
        ]),
        most: given(&[
            ("clarified", &raw.clarified),
            ("handed_over", &raw.handed_over),
            ("answered_wrong", &raw.answered_wrong),
            ("calibration_error", &raw.calibration_error),
        ]),
        regression: raw.regression.as_ref().and_then(share),
    }
}

fn texts(raw: RawTexts, language: Lang) -> Texts {
    let base = Texts::in_language(language);
    let one = |raw: Option<Text>, base: String| raw.map_or(base, |t| t.text);
    let many = |raw: Option<Vec<Text>>, base: Vec<String>| {
        raw.filter(|v| !v.is_empty())
            .map_or(base, |v| v.into_iter().map(|t| t.text).collect())
    };
    Texts {
        greeting: one(raw.greeting, base.greeting),
        no_match: many(raw.no_match, base.no_match),
        no_input: many(raw.no_input, base.no_input),
        clarify: one(raw.clarify, base.clarify),
        topic_resume: one(raw.topic_resume, base.topic_resume),
        handover: one(raw.handover, base.handover),
        goodbye: one(raw.goodbye, base.goodbye),
        source_failed: one(raw.source_failed, base.source_failed),
        out_of_hours: one(raw.out_of_hours, base.out_of_hours),
        unknown_topic: one(raw.unknown_topic, base.unknown_topic),
    }
}

/// Phrases of the commands; a phrase may stand under one command only.
pub(crate) fn control(raw: &RawControl, file: FileId, diags: &mut Diagnostics) -> Control {
    let mut seen: BTreeMap<String, (&'static str, Span)> = BTreeMap::new();
    let mut list = |command: &'static str, texts: &[Text]| -> Vec<String> {
        for text in texts {
            let folded = fold(text.text.trim()).into_owned();
            match seen.get(&folded) {
                Some((first, span)) if *first != command => diags.push(
                    Diagnostic::new(&codes::YAML_PHRASE_TWICE, file, text.span())
                        .arg("phrase", text.text.as_str())
                        .arg("second", command)
                        .also(file, *span, "здесь она значит другое", "here it means something else"),
                ),
                Some(_) => {}
                None => {
                    seen.insert(folded, (command, text.span()));
                }
            }
        }
        texts.iter().map(|t| t.text.clone()).collect()
    };
    Control {
        operator: list("operator", &raw.operator),
        repeat: list("repeat", &raw.repeat),
        back: list("back", &raw.back),
        restart: list("restart", &raw.restart),
        stop: list("stop", &raw.stop),
        help: list("help", &raw.help),
    }
}

/// Places of all scalars by path.
fn collect_places(node: &Node, path: String, file: FileId, places: &mut BTreeMap<String, Place>) {
    match &node.kind {
        Kind::Map(entries) if !entries.is_empty() => {
            for entry in entries {
                let dot = if path.is_empty() { "" } else { "." };
                collect_places(&entry.value, format!("{path}{dot}{}", entry.key), file, places);
            }
        }
        Kind::List(items) if !items.is_empty() => {
            for (i, item) in items.iter().enumerate() {
                collect_places(item, format!("{path}[{i}]"), file, places);
            }
        }
        Kind::Map(_) | Kind::List(_) | Kind::Empty | Kind::Refused | Kind::Scalar { .. } => {
            places.insert(path, Place::new(file, node.span));
        }
    }
}
