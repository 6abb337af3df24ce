//! One function a target.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use lotsman::bundle::signature::PublicKey;
use lotsman::bundle::{Bundle, container};
use lotsman::compile::{Input, check};
use lotsman::language::{
    AskedFor, ControlPhrases, Directory, Format, NormalForms, OptionWords, ReadContext, Reading, Want, ages,
    answer_and_question, choose, dates, digit_runs, durations, find_all, money, numbers, ordinals, phones, questions,
    read, said, show, snils_numbers, words, written, yes_no,
};
use lotsman::runtime::{Engine, Session, StartOptions};
use lotsman::source::Source;
use lotsman::span::FileId;
use lotsman::syntax::format::{FormatOptions, format};
use lotsman::syntax::parse;
use lotsman::syntax::tree::FileKind;
use lotsman::value::{Channel, Date, Lang, Value};

use super::{bases, drive};

/// A target: its name, what it does, and what to begin with.
pub struct Target {
    /// The name.
    pub name: &'static str,
    /// The body.
    pub body: fn(&[u8]),
    /// Inputs to begin with, besides those in `fuzz/corpus`.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All targets.
pub const ALL: &[Target] = &[
    Target {
        name: "parser",
        body: parser,
        seeds: sources,
    },
    Target {
        name: "bundle",
        body: bundle,
        seeds: bundles,
    },
    Target {
        name: "session",
        body: session,
        seeds: sessions,
    },
    Target {
        name: "step",
        body: step,
        seeds: || (0..32).map(|n| super::random::Random::new(n).bytes(128)).collect(),
    },
    Target {
        name: "recognisers",
        body: recognisers,
        seeds: utterances,
    },
];

/// Longest text that the parser is given: the whole check of a base follows it.
const MAX_SOURCE: usize = 16 * 1024;

/// Syntax, formatting and the check of one text, which is a file of a base. What is formatted stays as it is when it is
/// formatted again.
pub fn parser(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes.get(..MAX_SOURCE).unwrap_or(bytes)) else {
        check(vec![Input {
            path: "scenarios/a.scenario".into(),
            bytes: bytes.to_vec(),
        }]);
        return;
    };
    for (kind, path) in [
        (FileKind::Scenario, "scenarios/a.scenario"),
        (FileKind::Topic, "topics/a.topic"),
        (FileKind::Dialog, "scenarios/a.dialog"),
    ] {
        let source = Source::new(path, text);
        parse(FileId(0), source.clone(), kind);
        let once = format(&source, kind, FormatOptions::default()).text;
        let twice = format(&Source::new(path, once.clone()), kind, FormatOptions::default()).text;
        assert_eq!(once, twice, "formatting is not settled");
        check(vec![Input {
            path: path.into(),
            bytes: bytes.to_vec(),
        }]);
    }
}

fn sources() -> Vec<Vec<u8>> {
    let folders = [
        "tests/corpus",
        "scenarios",
        "topics",
        "examples/govuk/scenarios",
        "tests/fixtures/everything",
    ];
    let all = folders.iter().flat_map(|folder| bases::below(folder));
    all.map(|(_, bytes)| bytes).filter(|b| b.len() < MAX_SOURCE).collect()
}

/// Bytes as a bundle: as they are, and with their checksum repaired, so that what lies behind it is reached.
pub fn bundle(bytes: &[u8]) {
    let tail = bytes.len().saturating_sub(192);
    let mut choices = Unstructured::new(bytes.get(tail..).unwrap_or(bytes));
    drive::file(bytes, &mut choices);
    let mut repaired = bytes.to_vec();
    if let Some(length) = repaired.get_mut(16..24) {
        length.copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    }
    container::seal_checksum(&mut repaired);
    drive::file(&repaired, &mut choices);
    let key = PublicKey::from_bytes(&[7; 32]).ok();
    assert!(
        Bundle::from_bytes_trusted(repaired, key.as_slice()).is_err(),
        "nobody signed it"
    );
}

fn bundles() -> Vec<Vec<u8>> {
    bases::SMALL.iter().map(|base| base.bytes.clone()).collect()
}

/// Bytes as a session that somebody stored: what can be read goes on.
pub fn session(bytes: &[u8]) {
    let engine = &*bases::SMALL_ENGINE;
    let Ok(mut session) = Session::from_bytes(bytes) else {
        return;
    };
    let tail = bytes.len().saturating_sub(64);
    let mut choices = Unstructured::new(bytes.get(tail..).unwrap_or(bytes));
    let turn = engine.step(&mut session, lotsman::channel::Event::text("да"), drive::now());
    drive::go_on(engine, &mut session, turn, &mut choices);
    if let Ok(bytes) = session.to_bytes() {
        assert_eq!(
            Session::from_bytes(&bytes).as_ref(),
            Ok(&session),
            "what is stored comes back"
        );
    }
}

/// Sessions of conversations as they are after each turn.
fn sessions() -> Vec<Vec<u8>> {
    let engine = &*bases::SMALL_ENGINE;
    let mut found = Vec::new();
    for seed in 0..12 {
        let bytes = super::random::Random::new(seed).bytes(96);
        let mut u = Unstructured::new(&bytes);
        let options = StartOptions {
            channel: if seed % 2 == 0 { Channel::Chat } else { Channel::Voice },
            scenario: Some("пособие".into()),
            facts: Vec::new(),
            identified: seed % 3 == 0,
        };
        let (mut session, mut turn) = engine.start(&options, drive::now());
        for _ in 0..8 {
            found.extend(session.to_bytes());
            turn = engine.step(&mut session, drive::event(&turn, &mut u), drive::now());
        }
    }
    found
}

/// A conversation with the base of this repository, and one with the small base.
pub fn step(bytes: &[u8]) {
    let mut choices = Unstructured::new(bytes);
    let engines: [&Engine; 2] = [&bases::ENGINE, &bases::SMALL_ENGINE];
    for engine in engines {
        drive::talk(engine, &mut choices);
    }
}

/// What the recognisers know besides the text.
struct Known {
    lang: Lang,
    forms: NormalForms,
    directory: std::sync::Arc<Directory>,
    controls: ControlPhrases,
}

static KNOWN: LazyLock<[Known; 2]> = LazyLock::new(|| {
    [Lang::Ru, Lang::En].map(|lang| {
        let forms = NormalForms::new(lang);
        let entries = [
            ("москва", vec!["Москва".to_owned(), "столица".to_owned()]),
            ("tver", vec!["Tver".to_owned()]),
        ];
        let entries = entries.map(|(key, words)| (key.into(), words));
        Known {
            lang,
            directory: std::sync::Arc::new(Directory::new("регион".into(), entries, &forms)),
            controls: ControlPhrases::new(lang),
            forms,
        }
    })
});

/// Longest text for the recognisers: what a channel lets through.
const MAX_SAID: usize = 4000;

/// Every recogniser on a text, in both languages; a value that is read is shown, and read again from what is shown.
pub fn recognisers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes.get(..MAX_SAID).unwrap_or(bytes));
    let today = Date::constant(2024, 2, 29);
    for known in &*KNOWN {
        let (lang, forms) = (known.lang, &known.forms);
        let ctx = ReadContext { forms, lang, today };
        let list = words(&text);
        for word in &list {
            assert!(text.get(word.span.range()).is_some(), "a word is not in its text");
        }
        numbers(&list, lang);
        ordinals(&list);
        dates(&list, lang, today);
        durations(&list, lang, true);
        ages(&list, lang);
        money(&list, lang, true);
        phones(&list);
        snils_numbers(&list);
        digit_runs(&list);
        yes_no(&text);
        questions(&text);
        answer_and_question(&text);
        known.controls.find(&text);
        forms.forms(&text);
        for entity in find_all(&text, &[&known.directory], &ctx) {
            assert!(text.get(entity.span.range()).is_some(), "an entity is not in its text");
        }
        let options = ["Да, конечно", "Second thing", "третий"].map(|label| OptionWords {
            label: label.into(),
            synonyms: vec!["ладно".into(), text.chars().take(12).collect()],
            name: label.into(),
        });
        choose(&text, &options, forms);
        let wants = wants(known, &options);
        for want in &wants {
            if let Reading::Value(value) = read(&text, want, &ctx) {
                shown(&value, lang);
            }
        }
        let asked: Vec<AskedFor> = Vec::new();
        said(&text, &asked, &ctx);
    }
}

fn wants(known: &Known, options: &[OptionWords]) -> Vec<Want> {
    vec![
        Want::YesNo,
        Want::Integer {
            min: Some(0),
            max: None,
        },
        Want::Number { min: None, max: None },
        Want::Money { min: None, max: None },
        Want::Date { min: None, max: None },
        Want::Duration,
        Want::OneOf(options.to_vec()),
        Want::Directory(known.directory.clone()),
        Want::List(Box::new(Want::Integer { min: None, max: None })),
        Want::Text,
        Want::Phone,
        Want::Snils,
    ]
}

fn shown(value: &Value, lang: Lang) {
    for format in [
        Format::Plain,
        Format::Money,
        Format::Date,
        Format::ShortDate,
        Format::Number,
        Format::Duration,
        Format::Phone,
        Format::Snils,
    ] {
        show(value, format, lang);
    }
    written(value, lang);
}

fn utterances() -> Vec<Vec<u8>> {
    let all = bases::below("tests/tables").into_iter();
    let lines = all.flat_map(|(_, bytes)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        text.lines().map(|l| l.as_bytes().to_vec()).collect::<Vec<_>>()
    });
    lines.collect()
}
