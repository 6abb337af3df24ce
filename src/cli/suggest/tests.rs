use super::proposals::{Kind, Proposals};
use super::*;
use crate::bundle::Bundle;
use crate::bundle::program::Program;
use crate::compile::{Input, build, check};
use crate::span::FileId;
use crate::syntax::parse;
use crate::syntax::tree::FileKind;
use crate::value::Lang;

const BASE: &str = "тема срок \"Срок ответа\"\n  фразы\n    - сколько ждать ответа\n    - когда ответят\n  ответ \"30 дней.\"\nконец\n\nтема заявка \"Состояние заявки\"\n  фразы\n    - что с моей заявкой\n    - где моя заявка\n  ответ \"Посмотрите в кабинете.\"\nконец\n";

fn engine() -> Engine {
    let input = Input {
        path: "topics/x.topic".into(),
        bytes: BASE.into(),
    };
    let bytes = build(&check(vec![input])).unwrap().unwrap();
    Engine::new(&Bundle::from_bytes(bytes).unwrap()).unwrap()
}

fn proposals(texts: &[&str], all: bool) -> Proposals {
    let engine = engine();
    let forms = NormalForms::new(Lang::Ru);
    let rows = (1..).zip(texts.iter().map(|t| (*t).to_owned())).collect();
    let mut messages = judge(&engine, &forms, rows, Date::constant(2026, 3, 1));
    if !all {
        messages.retain(|m| m.judged.ending() != Ending::Answered);
    }
    Proposals::new(&messages, engine.program(), &forms, texts.len(), 2, 30)
}

const LOG: &[&str] = &[
    "нет отопления в квартире",
    "в квартире нет отопления второй день, мой телефон 89123456789",
    "Нет отопления в квартире!",
    "отопления нет в квартире, меня зовут Анна Петрова",
    "где моя заявка",
    "спасибо",
    "!!!",
];

#[test]
fn what_was_not_understood_becomes_a_topic() {
    let found = proposals(LOG, false);
    let new: Vec<_> = found.proposals.iter().filter(|p| p.kind == Kind::Topic).collect();
    assert_eq!(new.len(), 1, "{:#?}", found.proposals);
    assert_eq!(new[0].count, 4);
    assert!(new[0].words.iter().any(|w| w == "отопления"), "{:?}", new[0].words);
    assert!(new[0].topic.contains("отопления"));
    // Four messages, of which two differ only by a sign; the order of words is no new phrase either.
    assert_eq!(new[0].phrases[0], "нет отопления в квартире");
    assert_eq!(new[0].phrases.len(), 3, "{:?}", new[0].phrases);
    let json = serde_json::to_string(&found).unwrap();
    assert!(!json.contains("89123456789") && !json.contains("Петрова"), "{json}");
    // What was answered is nobody's proposal.
    assert!(!json.contains("где моя заявка"));
}

#[test]
fn a_topic_is_ready_to_paste() {
    let found = proposals(LOG, false);
    let snippet = &found.proposals.iter().find(|p| p.kind == Kind::Topic).unwrap().snippet;
    let source = crate::source::Source::new("x.topic", snippet.as_str());
    let (_, diags) = parse(FileId(0), source, FileKind::Topic);
    assert!(diags.is_empty(), "{snippet}\n{diags:?}");
    let whole = Input {
        path: "topics/x.topic".into(),
        bytes: format!("{BASE}\n{}", snippet.replace("  черновик\n", "")).into(),
    };
    let checked = check(vec![whole]);
    assert!(!checked.has_errors(), "{snippet}\n{:?}", checked.diagnostics);
}

#[test]
fn phrases_that_are_there_are_not_proposed_again() {
    let found = proposals(
        &[
            "где моя заявка",
            "моя заявка где?",
            "где же теперь моя заявка",
            "заявка моя где теперь находится",
        ],
        true,
    );
    let of: Vec<_> = found.proposals.iter().filter(|p| p.topic == "заявка").collect();
    assert_eq!(of.len(), 1, "{:#?}", found.proposals);
    assert_eq!(of[0].kind, Kind::Phrases);
    assert!(
        !of[0]
            .phrases
            .iter()
            .any(|p| p.contains("моя заявка где?") || p == "где моя заявка")
    );
    assert!(of[0].phrases.iter().any(|p| p.contains("находится")));
    let pasted = BASE.replace(
        "    - где моя заявка\n",
        &format!("    - где моя заявка\n{}", of[0].snippet),
    );
    let checked = check(vec![Input {
        path: "topics/x.topic".into(),
        bytes: pasted.into(),
    }]);
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
}

#[test]
fn foreign_signs_cannot_break_a_file() {
    let nasty = [
        "конец \"тема\" {x} # привет {возраст",
        "конец \"тема\" {y} # привет {возраст\\",
        "- «ёлочки» -> стоп | а & б",
        "- «ёлочки» -> стоп | а & б & в",
        "тема тема тема",
        "тема тема тема тема тема",
    ];
    let found = proposals(&nasty, false);
    assert!(!found.proposals.is_empty());
    for proposal in found.proposals.iter().filter(|p| p.kind == Kind::Topic) {
        let source = crate::source::Source::new("x.topic", proposal.snippet.as_str());
        let (_, diags) = parse(FileId(0), source, FileKind::Topic);
        assert!(diags.is_empty(), "{}\n{diags:?}", proposal.snippet);
    }
}

#[test]
fn groups_do_not_depend_on_chance_and_part_what_differs() {
    let forms = NormalForms::new(Lang::Ru);
    let texts = [
        "как получить справку о доходах",
        "получить справку о доходах где",
        "не работает домофон в подъезде",
        "домофон в подъезде не работает",
        "погода завтра",
    ];
    let words: Vec<Vec<String>> = texts
        .iter()
        .map(|t| forms.forms(t).into_iter().map(|f| f.1).collect())
        .collect();
    let refs: Vec<&[String]> = words.iter().map(Vec::as_slice).collect();
    assert_eq!(cluster::groups(&refs), [vec![0, 1], vec![2, 3], vec![4]]);
    assert_eq!(cluster::groups(&[]), Vec::<Vec<usize>>::new());
}

#[test]
fn every_message_is_in_one_group() {
    let texts: Vec<Vec<String>> = (0..500)
        .map(|i| {
            vec![
                format!("слово{}", i % 37),
                format!("другое{}", i % 11),
                "общее".to_owned(),
            ]
        })
        .collect();
    let refs: Vec<&[String]> = texts.iter().map(Vec::as_slice).collect();
    let mut all: Vec<usize> = cluster::groups(&refs).into_iter().flatten().collect();
    all.sort_unstable();
    assert_eq!(all, (0..500).collect::<Vec<_>>());
}

#[test]
fn pairs_that_were_both_offered_are_told() {
    let program: std::sync::Arc<Program> = std::sync::Arc::new(engine().program().clone());
    let id = |path: &str| {
        let at = program.topics.iter().position(|t| &*t.path == path).unwrap();
        crate::bundle::program::TopicId(u32::try_from(at).unwrap())
    };
    let mut messages = judge(
        &engine(),
        &NormalForms::new(Lang::Ru),
        vec![(1, "заявка и ответ".to_owned()), (2, "ответ заявка и".to_owned())],
        Date::constant(2026, 3, 1),
    );
    for (message, turn) in messages.iter_mut().zip([true, false]) {
        let (a, b) = if turn {
            ("срок", "заявка")
        } else {
            ("заявка", "срок")
        };
        message.judged.judgement.decision = crate::runtime::understand::TopicDecision::Clarify(vec![id(a), id(b)]);
    }
    let found = Proposals::new(&messages, &program, &NormalForms::new(Lang::Ru), 2, 2, 30);
    assert_eq!(found.pairs.len(), 1);
    assert_eq!(found.pairs[0].count, 2);
}
