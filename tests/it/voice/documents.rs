//! The documents of all scenarios of the sample base, held to the definition of VoiceXML 2.1 that the
//! W3C publishes (`tests/fixtures/vxml/vxml.dtd`), by xmllint; and to what a DTD cannot say.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use lotsman::channel::voice::{Call, Settings, document, ssml};
use lotsman::channel::{Action, Event, Expects, LookupOutcome};
use lotsman::runtime::{Engine, Session, StartOptions};
use lotsman::value::{Channel, Date, DateTime, Lang};

use super::SAMPLE;
use super::xml::{self, Element};

/// Turns that are looked at in each scenario.
const TURNS: usize = 40;

fn now() -> DateTime {
    Date::new(2025, 6, 10).unwrap().at(12, 0, 0, 0)
}

/// What a citizen might do next, so that every kind of document comes up.
fn answers(actions: &[Action]) -> Vec<Event> {
    let mut events = vec![Event::Silence, Event::text("не знаю")];
    for action in actions {
        let (Action::Ask(q) | Action::Menu(q)) = action else {
            continue;
        };
        events.extend(q.options.iter().map(|o| Event::Option { name: o.name.clone() }));
        events.extend(match q.expects {
            Expects::Number => vec![Event::text("2"), Event::text("40")],
            Expects::Money => vec![Event::text("15000")],
            Expects::Date => vec![Event::text("01.02.2020"), Event::text("01.02.1962")],
            Expects::Duration => vec![Event::text("10 дней")],
            _ => vec![],
        });
    }
    events
}

/// Plays the service: sources do not answer, nobody is identified.
fn settled(engine: &Engine, session: &mut Session, mut actions: Vec<Action>) -> Vec<Action> {
    for _ in 0..20 {
        let event = match actions.last() {
            Some(Action::Lookup(request)) => Event::LookupResult {
                source: request.source.clone(),
                outcome: LookupOutcome::NoAnswer,
            },
            Some(Action::Identify { .. }) => Event::Identified {
                success: false,
                method: None,
            },
            _ => break,
        };
        actions.extend(engine.step(session, event, now()).actions);
    }
    actions
}

fn documents() -> BTreeSet<String> {
    let engine = &*SAMPLE;
    let mut settings = Settings::new("https://voice.example.org/turn?v=1&lang=ru", Lang::Ru);
    settings.queue = Some("tel:+78001000001".to_owned());
    let mut documents = BTreeSet::new();
    let mut settings_of_some = settings.clone();
    settings_of_some.queue = None;
    settings_of_some.dictation = Some("builtin:speech/transcribe".to_owned());
    for scenario in engine.program().scenarios.iter() {
        let options = StartOptions {
            channel: Channel::Voice,
            scenario: Some(scenario.name.clone()),
            ..StartOptions::default()
        };
        let (mut session, turn) = engine.start(&options, now());
        let actions = settled(engine, &mut session, turn.actions);
        let mut open = std::collections::VecDeque::from([(session, actions)]);
        let mut seen = 0;
        while let Some((session, actions)) = open.pop_front() {
            let call = Call {
                id: "walk-1",
                turn: session.turn(),
            };
            documents.insert(document(&actions, &call, &settings));
            documents.insert(document(&actions, &call, &settings_of_some));
            if session.is_over() {
                continue;
            }
            for event in answers(&actions) {
                if seen >= TURNS {
                    break;
                }
                seen += 1;
                let mut next = session.clone();
                let turn = engine.step(&mut next, event, now());
                let actions = settled(engine, &mut next, turn.actions);
                open.push_back((next, actions));
            }
        }
    }
    documents
}

#[test]
fn documents_of_all_scenarios_are_valid() {
    let documents = documents();
    assert!(documents.len() > 500, "only {} documents", documents.len());
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (n, text) in documents.iter().enumerate() {
        let path = folder.path().join(format!("{n}.vxml"));
        std::fs::write(&path, text).unwrap();
        paths.push(path);
    }
    // The test would say nothing if everything were valid.
    let wrong = folder.path().join("wrong.vxml");
    std::fs::write(
        &wrong,
        documents
            .first()
            .unwrap()
            .replace("<field", "<feild")
            .replace("</field", "</feild"),
    )
    .unwrap();
    assert!(!valid(std::slice::from_ref(&wrong)).0);

    for some in paths.chunks(200) {
        let (valid, said) = valid(some);
        assert!(valid, "{said}");
    }
    for text in &documents {
        beyond_the_dtd(&xml::read(text));
    }
    let kinds = [
        "<transfer",
        "<disconnect",
        "<exit",
        "<field",
        "mode=\"dtmf\"",
        "src=\"builtin:",
    ];
    for kind in kinds {
        assert!(documents.iter().any(|d| d.contains(kind)), "no document has {kind}");
    }
}

fn valid(paths: &[std::path::PathBuf]) -> (bool, String) {
    let dtd = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/vxml/vxml.dtd");
    let output = Command::new("xmllint")
        .args(["--noout", "--nonet", "--dtdvalid"])
        .arg(dtd)
        .args(paths)
        .output()
        .expect("no xmllint: `cargo xtask test` installs it (libxml2-utils)");
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// Durations are durations, what is submitted is declared, rules that are named exist, and nothing is
/// said but words.
fn beyond_the_dtd(root: &Element) {
    let declared: BTreeSet<&str> = root.all("var").filter_map(|v| v.attr("name")).collect();
    let reserved = ["session", "application", "document", "dialog", "event"];
    assert!(reserved.iter().all(|name| !declared.contains(name)));
    let mut every = vec![root];
    while let Some(element) = every.pop() {
        every.extend(element.elements());
        for name in ["namelist", "aaiexpr"] {
            for variable in element.attr(name).unwrap_or("").split_whitespace() {
                assert!(declared.contains(variable), "{variable} is not declared");
            }
        }
        let timed = [
            "timeout",
            "maxspeechtimeout",
            "completetimeout",
            "interdigittimeout",
            "fetchtimeout",
        ];
        let duration = match element.name.as_str() {
            "property" if timed.contains(&element.attr("name").unwrap()) => element.attr("value"),
            "break" => element.attr("time"),
            "transfer" => element.attr("connecttimeout"),
            _ => None,
        };
        if let Some(duration) = duration {
            let number = duration.strip_suffix("ms").unwrap_or_else(|| panic!("{duration}"));
            assert!(number.parse::<u32>().unwrap() > 0);
        }
        if element.name == "grammar" && element.attr("src").is_none() {
            let rules: Vec<&str> = element.all("rule").filter_map(|r| r.attr("id")).collect();
            assert!(rules.contains(&element.attr("root").unwrap()));
        }
        if element.name == "submit" {
            assert_eq!(element.attr("next"), Some("https://voice.example.org/turn?v=1&lang=ru"));
        }
    }
}

/// No definition of SSML 1.1 is at hand; it has one kind of element here.
#[test]
fn speech_alone_is_ssml() {
    let root = xml::read(&ssml("Первый абзац, 5 дней.\n\n\nВторой & <третий>", Lang::Ru));
    assert_eq!(root.name, "speak");
    assert_eq!(root.attr("version"), Some("1.1"));
    assert_eq!(root.attr("xmlns"), Some("http://www.w3.org/2001/10/synthesis"));
    assert_eq!(root.attr("xml:lang"), Some("ru-RU"));
    let breaks: Vec<&Element> = root.elements().collect();
    assert!(breaks.len() == 1 && breaks[0].name == "break" && breaks[0].elements().next().is_none());
}
