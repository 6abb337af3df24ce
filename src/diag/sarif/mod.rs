//! Findings in SARIF 2.1.0, the form that code hosts and editors read.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

mod regions;
mod shapes;

use std::collections::BTreeMap;

use super::report::{Finding, Report};
use super::told::{Told, tell};
use super::{CLASSES, Entry, Severity, Witness};
use crate::value::{Bi, Lang};
use regions::Regions;
use shapes::{
    Change, CodeFlow, Configuration, Driver, FlowLocation, Invocation, Location, Log, Logical, Replacement,
    ResultProperties, Rule, RuleProperties, Run, SarifFix, SarifResult, Suppression, ThreadFlow, Tool, Words,
};

/// The name under which fingerprints are given; counted up when their meaning changes.
const FINGERPRINT: &str = "lotsmanFinding/v1";

/// The whole report as one JSON object and a line break.
pub fn sarif(report: &Report<'_>) -> String {
    let all = || report.shown.iter().chain(&report.postponed);
    // Only rules that were broken: all of them are some hundred pages.
    let used: BTreeMap<&str, &'static Entry> = all().map(|f| (f.diagnostic.entry.code, f.diagnostic.entry)).collect();
    let index = |code: &str| used.keys().position(|c| *c == code).unwrap_or(0);
    let mut writer = Writer {
        report,
        regions: Regions::new(report.sources, &report.prefix),
    };
    let shown = report.shown.iter().map(|f| (f, false));
    let postponed = report.postponed.iter().map(|f| (f, true));
    let results = shown
        .chain(postponed)
        .filter_map(|(finding, postponed)| writer.result(finding, index(finding.diagnostic.entry.code), postponed))
        .collect();
    let summary = report.summary();
    let mut properties = BTreeMap::from([("summary", summary.sentence(report.lang))]);
    if let Some(since) = &report.since {
        properties.insert("since", since.rev.clone());
    }
    let language = match report.lang {
        Lang::Ru => "ru-RU",
        Lang::En => "en-US",
    };
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Lotsman",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    language,
                    rules: used.values().map(|entry| rule(entry, report.lang)).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
                exit_code: u8::from(summary.has_findings()),
            }],
            language,
            column_kind: "utf16CodeUnits",
            default_encoding: "UTF-8",
            results,
            properties,
        }],
    };
    // Plain structs with string keys: writing them to memory has no way to fail.
    let mut out = serde_json::to_string(&log).unwrap_or_default();
    out.push('\n');
    out
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A code with its page: the Russian half first, then the English one.
fn rule(entry: &'static Entry, lang: Lang) -> Rule {
    let title = entry.page.lines().next().unwrap_or("");
    let title = title.split_once(" · ").map_or(title, |(_, title)| title);
    let english = entry
        .page
        .split_once("\n## In English\n")
        .map_or("", |(_, text)| text.trim());
    let paragraph = |text: &str| {
        let lines: Vec<&str> = text.trim().lines().take_while(|l| !l.trim().is_empty()).collect();
        lines.join(" ")
    };
    let russian = entry.page.split_once('\n').map_or("", |(_, text)| text);
    let (short, full) = match lang {
        Lang::Ru => (title.to_owned(), paragraph(russian)),
        Lang::En => {
            let full = paragraph(english);
            let first = full.split_once(". ").map_or(full.as_str(), |(first, _)| first);
            (first.trim_end_matches('.').to_owned(), full.clone())
        }
    };
    let both = |words: Bi| BTreeMap::from([("en", words.en), ("ru", words.ru)]);
    Rule {
        id: entry.code,
        short_description: Words::plain(short),
        full_description: Words::plain(full),
        help: Words {
            text: entry.help.get(lang).to_owned(),
            markdown: Some(entry.page.to_owned()),
        },
        default_configuration: Configuration {
            level: level(entry.severity),
        },
        properties: RuleProperties {
            tags: vec![entry.class(), subject(entry.class())],
            help: both(entry.help),
            why: both(entry.why),
        },
    }
}

/// What a class is about, as a tag.
fn subject(class: &str) -> &'static str {
    let known = CLASSES.iter().find(|(name, _)| *name == class);
    known.map_or("other", |(_, subject)| *subject)
}

struct Writer<'a> {
    report: &'a Report<'a>,
    regions: Regions<'a>,
}

impl Writer<'_> {
    /// None for a finding outside of all files, which cannot be shown anywhere.
    fn result(&mut self, finding: &Finding, rule_index: usize, postponed: bool) -> Option<SarifResult> {
        let (diag, lang) = (&finding.diagnostic, self.report.lang);
        let told = diag.witness.as_deref().map(|w| tell(w, self.report.labels, lang));
        let mut text = vec![format!("{}.", diag.headline(lang)), diag.fill(diag.entry.why, lang)];
        if let Some(told) = &told {
            if !told.case.is_empty() {
                text.push(format!("{}: {}.", super::human::EXAMPLE.get(lang), told.example()));
            }
            text.extend(told.doubt.map(str::to_owned));
        }
        text.push(diag.fill(diag.entry.help, lang));
        text.retain(|part| !part.is_empty());
        let related = diag.secondary.iter().enumerate().filter_map(|(n, s)| {
            Some(Location {
                id: Some(n + 1),
                physical_location: Some(self.regions.physical(s.place)?),
                message: Some(Words::plain(diag.fill(s.words, lang))),
                ..Location::default()
            })
        });
        let related_locations = related.collect();
        let item = &finding.identity.item;
        let location = Location {
            physical_location: Some(self.regions.physical(diag.place)?),
            logical_locations: (!item.is_empty()).then(|| logical(None, item)).into_iter().collect(),
            message: Some(Words::plain(diag.fill(diag.entry.label, lang))).filter(|w| !w.text.is_empty()),
            ..Location::default()
        };
        Some(SarifResult {
            rule_id: diag.entry.code,
            rule_index,
            level: level(diag.severity),
            message: Words::plain(text.join("\n")),
            locations: [location],
            related_locations,
            code_flows: match (diag.witness.as_deref(), &told) {
                (Some(witness), Some(told)) => vec![self.code_flow(finding, witness, told)],
                _ => Vec::new(),
            },
            fixes: self.fixes(finding),
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, finding.identity.fingerprint())]),
            suppressions: self.report.baseline.as_ref().map(|used| {
                let file = &used.file;
                let justification = match lang {
                    Lang::Ru => format!("Отложено списком {file}"),
                    Lang::En => format!("Postponed by {file}"),
                };
                let suppression = Suppression {
                    kind: "external",
                    status: "accepted",
                    justification,
                };
                postponed.then_some(suppression).into_iter().collect()
            }),
            properties: diag.witness.as_deref().map(|w| ResultProperties {
                script: w.script.clone(),
                replayed: w.replayed,
            }),
        })
    }

    /// The steps of a witness, and at last the finding itself.
    fn code_flow(&mut self, finding: &Finding, witness: &Witness, told: &Told) -> CodeFlow {
        let diag = &finding.diagnostic;
        let scenario = witness.scenario.as_deref();
        let mut locations = Vec::new();
        for step in &witness.steps {
            let place = self.report.labels.step(scenario, step);
            let qualified = scenario.map_or_else(|| step.to_string(), |s| format!("{s}/{step}"));
            locations.push(Location {
                physical_location: place.and_then(|p| self.regions.physical(p)),
                logical_locations: vec![logical(Some(step), &qualified)],
                message: Some(Words::plain(&**step)),
                ..Location::default()
            });
        }
        locations.push(Location {
            physical_location: self.regions.physical(diag.place),
            message: Some(Words::plain(diag.headline(self.report.lang))),
            ..Location::default()
        });
        let last = locations.len();
        let mut words: Vec<String> = (!told.case.is_empty()).then(|| told.example()).into_iter().collect();
        if told.conversation.is_empty() {
            words.extend(told.turns.iter().cloned());
        } else {
            words.extend(told.conversation.iter().cloned());
        }
        if words.is_empty() {
            words.push(diag.headline(self.report.lang));
        }
        let facts = witness.facts.iter().map(|(name, _)| name.to_string());
        CodeFlow {
            message: Words::plain(words.join("\n")),
            thread_flows: [ThreadFlow {
                initial_state: facts.zip(told.case.iter().cloned().map(Words::plain)).collect(),
                locations: locations
                    .into_iter()
                    .enumerate()
                    .map(|(n, location)| FlowLocation {
                        location,
                        execution_order: n + 1,
                        importance: if n + 1 == last { "essential" } else { "important" },
                    })
                    .collect(),
            }],
        }
    }

    fn fixes(&mut self, finding: &Finding) -> Vec<SarifFix> {
        let Some(fix) = &finding.diagnostic.fix else {
            return Vec::new();
        };
        let mut files: Vec<_> = fix.edits.iter().map(|e| e.place.file).collect();
        files.dedup();
        let mut artifact_changes = Vec::new();
        for file in files {
            let edits = fix.edits.iter().filter(|e| e.place.file == file);
            let replacements = edits.filter_map(|edit| {
                Some(Replacement {
                    deleted_region: self.regions.region(edit.place)?,
                    inserted_content: Words::plain(edit.text.as_str()),
                })
            });
            let replacements: Vec<Replacement> = replacements.collect();
            if let Some(artifact_location) = self.regions.artifact(file) {
                artifact_changes.push(Change {
                    artifact_location,
                    replacements,
                });
            }
        }
        vec![SarifFix {
            description: Words::plain(super::human::FIX_TITLE.get(self.report.lang)),
            artifact_changes,
        }]
    }
}

fn logical(name: Option<&str>, qualified: &str) -> Logical {
    Logical {
        name: name.map(str::to_owned),
        fully_qualified_name: qualified.to_owned(),
    }
}

#[cfg(test)]
mod tests;
