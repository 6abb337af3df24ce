mod brute;
mod in_place;
mod mutations;

use super::{build_index, ranker, vocabulary};
use crate::bundle::program::{Cue, CueWeight, Pattern, Program, Topic};
use crate::bundle::{Bundle, BundleError, Parts, Provenance};
use crate::language::NormalForms;
use crate::runtime::Engine;
use crate::runtime::search::Search;
use crate::runtime::understand::TopicDecision;
use crate::value::Date;

fn topic(path: &str, title: &str, phrases: &[&str], negative: &[&str], cues: Vec<Cue>) -> Topic {
    Topic {
        path: path.into(),
        title: title.to_owned(),
        phrases: phrases.iter().map(|p| (*p).to_owned()).collect(),
        negative: negative.iter().map(|p| (*p).to_owned()).collect(),
        cues,
        ..Topic::default()
    }
}

fn program() -> Program {
    let cue = Cue {
        weight: CueWeight::Points(10),
        pattern: Pattern::Exact("мчс".into()),
        shown: "=мчс".into(),
    };
    Program {
        name: "проба".into(),
        topics: vec![
            topic(
                "мчс.срок",
                "Срок ответа МЧС",
                &["сколько ждать ответа от мчс", "когда мне ответят"],
                &["когда приедут спасатели"],
                vec![cue],
            ),
            topic(
                "пособие",
                "Единое пособие",
                &["как оформить единое пособие", "положено ли пособие на детей"],
                &[],
                vec![],
            ),
            topic(
                "пенсия",
                "Пенсия",
                &["когда придёт пенсия", "как оформить пенсию"],
                &[],
                vec![],
            ),
        ]
        .into(),
        ..Program::default()
    }
}

fn parts() -> Parts {
    let program = program();
    let index = build_index(&program).expect("builds");
    Parts {
        ranker: ranker::train(&program),
        vocabulary: vocabulary::of(&program),
        cues: crate::runtime::understand::cues::CueIndex::new(&program).to_bytes(),
        program,
        index,
        orders: crate::bundle::orders::Orders::default(),
        provenance: Provenance::default(),
    }
}

fn judge(text: &str) -> String {
    let bundle = Bundle::from_bytes(parts().to_bytes().expect("encodes")).expect("opens");
    let engine = Engine::new(&bundle).expect("opens");
    let judgement = engine.judge(text, Date::constant(2026, 11, 22));
    let path = |t: &crate::bundle::program::TopicId| bundle.program().topics[t.index()].path.to_string();
    match &judgement.decision {
        TopicDecision::Answer(t) => path(t),
        TopicDecision::Clarify(ts) => format!("? {}", ts.iter().map(path).collect::<Vec<_>>().join(", ")),
        TopicDecision::Unknown => "-".to_owned(),
    }
}

#[test]
fn questions_find_their_topics() {
    let table = [
        ("Сколько ждать ответа от МЧС?", "мчс.срок"),
        ("когда ответят из мчс", "мчс.срок"),
        ("Хочу оформить единое пособие", "пособие"),
        ("положены ли пособия детям", "пособие"),
        ("когда же придет моя пенсия", "пенсия"),
        ("как оформить", "? пенсия, пособие"),
        ("когда приедут спасатели", "-"),
        ("почём рыба", "-"),
        ("", "-"),
        ("🙂🙂🙂", "-"),
    ];
    let judged: Vec<(&str, String)> = table.iter().map(|(text, _)| (*text, judge(text))).collect();
    let wanted: Vec<(&str, String)> = table.iter().map(|(text, want)| (*text, (*want).to_owned())).collect();
    assert_eq!(judged, wanted);
}

#[test]
fn the_same_topics_give_the_same_bytes() {
    assert_eq!(
        parts().to_bytes().expect("encodes"),
        parts().to_bytes().expect("encodes")
    );
}

#[test]
fn what_is_written_is_read() {
    let bundle = Bundle::from_bytes(parts().to_bytes().expect("encodes")).expect("opens");
    assert_eq!(**bundle.program(), program());
}

#[test]
fn every_single_damaged_byte_is_noticed() {
    let bytes = parts().to_bytes().expect("encodes");
    for at in (0..bytes.len()).step_by(5) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        assert!(Bundle::from_bytes(damaged).is_err(), "byte {at}");
    }
    for length in (0..bytes.len()).step_by(7) {
        assert!(Bundle::from_bytes(&bytes[..length]).is_err(), "cut to {length}");
    }
}

/// Bytes whose checksum was made to fit again: the checksum does not help, validation must.
#[test]
fn forged_bundles_are_refused_or_harmless() {
    let bytes = parts().to_bytes().expect("encodes");
    let forms = NormalForms::new(crate::value::Lang::Ru);
    let mut opened = 0;
    // A prime step: every kind of field is met, not every byte of the many like ones.
    for at in (64..bytes.len()).step_by(if bytes.len() > 20_000 { 13 } else { 1 }) {
        let mut forged = bytes.clone();
        forged[at] = forged[at].wrapping_add(1 + (at % 251) as u8);
        crate::bundle::container::seal(&mut forged);
        let Ok(bundle) = Bundle::from_bytes(forged) else {
            continue;
        };
        opened += 1;
        if at % 16 != 0 {
            continue;
        }
        let (program, day) = (bundle.program(), Date::constant(2026, 1, 1));
        let Ok(engine) = Engine::new(&bundle) else { continue };
        engine.judge("сколько ждать ответа", day);
        // tantivy may panic on a forged index; that must stay inside.
        engine.search("сколько ждать отвта", day, 3);
        if let Some(Ok(search)) = bundle.index().map(|index| Search::open(index, program)) {
            search.long_tail(program, &forms, &forms.forms("сколько ждать ответа"), day, 0.0);
        }
    }
    assert!(opened > 0, "some bytes are only words");
}

/// tantivy allocates as much as these files say.
#[test]
fn stored_documents_are_refused() {
    let opened = |change: fn(&mut Vec<u8>)| {
        let mut parts = parts();
        let store = parts
            .index
            .iter_mut()
            .find(|(name, _)| name.ends_with(".store"))
            .expect("is there");
        change(store.1);
        let bundle = Bundle::from_bytes(parts.to_bytes().expect("encodes")).expect("opens");
        Engine::new(&bundle).is_ok()
    };
    assert!(opened(|_| {}));
    // A number of layers of 34 billion.
    assert!(!opened(|store| drop(store.splice(..1, [0x7f, 0x7f, 0x7f, 0x7f, 0xff]))));
    assert!(!opened(|store| store[1] = 3));
    assert!(!opened(|store| store.insert(0, 0)));
    assert!(!opened(|store| store.truncate(7)));
}

#[test]
fn values_nested_without_end_do_not_overflow_the_stack() {
    // A `Value::List` of a `Value::List` of …: two bytes a level in postcard.
    let list = postcard::to_stdvec(&crate::value::Value::List(vec![])).expect("encodes");
    let mut bytes = Vec::new();
    for _ in 0..1_000_000 {
        bytes.extend_from_slice(&[list[0], 1]);
    }
    assert!(postcard::from_bytes::<crate::value::Value>(&bytes).is_err());
}

#[test]
fn another_version_says_so() {
    let mut bytes = parts().to_bytes().expect("encodes");
    bytes[8] = 99;
    assert_eq!(
        Bundle::from_bytes(bytes).err(),
        Some(BundleError::Version { found: 99 })
    );
    assert_eq!(
        Bundle::from_bytes(b"not a bundle at all".to_vec()).err(),
        Some(BundleError::NotABundle)
    );
}

#[test]
fn files_that_the_manifest_excludes_are_not_read() {
    let codes = |manifest: &str| {
        let input = |path: &str, bytes: &[u8]| super::Input {
            path: path.to_owned(),
            bytes: bytes.to_owned(),
        };
        let checked = super::check(vec![
            input("lotsman.yaml", manifest.as_bytes()),
            input("scenarios/old/a.scenario", "шаг никуда".as_bytes()),
            input("scenarios/old/b.scenario", b"\xff"),
            input("topics/old/c.yaml", b"kind: nothing\n"),
        ]);
        checked.diagnostics.iter().map(|d| d.entry.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("name: база\n").len(), 3);
    assert_eq!(codes("name: база\nexclude: [scenarios/old, topics/old]\n"), [""; 0]);
}
