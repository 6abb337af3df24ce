use std::sync::Arc;

use super::gram::Gram;
use super::svm::{COST, Member, Scratch, Sparse, separate};
use super::train;
use crate::bundle::program::{Program, Topic};
use crate::bundle::ranker::{Ranker, RankerParts};
use crate::language::{NormalForms, features, form_key, vector};
use crate::runtime::understand::decide::CERTAIN;
use crate::runtime::understand::rank::{in_scope, rank, shares, words_for};
use crate::runtime::understand::{Candidate, Question, Understanding};
use crate::value::{Date, Lang};

fn topic(path: &str, phrases: &[&str]) -> Topic {
    Topic {
        path: path.into(),
        title: path.to_owned(),
        phrases: phrases.iter().map(|p| (*p).to_owned()).collect(),
        ..Topic::default()
    }
}

/// Twelve topics of ten phrases that share most of their words.
fn program() -> Program {
    let things = [
        "пенсия",
        "пособие",
        "субсидия",
        "справка",
        "паспорт",
        "путёвка",
        "льгота",
        "выписка",
        "инвалидность",
        "больничный",
        "капитал",
        "алименты",
    ];
    let ways = [
        "как получить",
        "где оформить",
        "какие нужны документы на",
        "когда придёт",
        "почему отказали в",
        "можно ли вернуть",
        "сколько ждать",
        "кому положена",
        "хочу узнать про",
        "добрый день подскажите про",
    ];
    let topics = things.iter().map(|thing| {
        let phrases: Vec<String> = ways.iter().map(|way| format!("{way} {thing}")).collect();
        topic(thing, &phrases.iter().map(String::as_str).collect::<Vec<_>>())
    });
    Program {
        topics: topics.collect(),
        out_of_scope: vec!["какая завтра погода".to_owned(), "кто выиграл матч".to_owned()].into(),
        ..Program::default()
    }
}

fn opened(parts: &RankerParts, topics: usize) -> Ranker {
    let bytes: Arc<[u8]> = parts.to_bytes().into();
    let length = bytes.len();
    Ranker::open(&bytes, 0..length, topics).expect("opens")
}

#[test]
fn unseen_questions_find_their_classes() {
    let program = program();
    let ranker = opened(&train(&program).expect("has phrases"), program.topics.len());
    let forms = NormalForms::new(program.lang);
    for (n, topic) in program.topics.iter().enumerate() {
        let text = format!("а {} мне дадут или нет", topic.title);
        let words = forms.forms(&text);
        let ranking = rank(&ranker, &words);
        assert_eq!(ranking.ranked[0].class, n, "{text}: {ranking:?}");
        let all: f32 = shares(ranker.calibration(), &ranking).iter().sum();
        assert!((all - 1.0).abs() < 1e-4, "{all}");
        let (heaviest, _) = words_for(&ranker, &words, &[Some(n)])[0][0];
        assert_eq!(&*words[heaviest].0.folded, &*topic.title.replace('ё', "е"));
    }
}

#[test]
fn what_the_base_does_not_speak_of_is_less_likely_in_scope() {
    let program = program();
    let ranker = opened(&train(&program).expect("has phrases"), program.topics.len());
    let forms = NormalForms::new(program.lang);
    let scope = |text: &str| in_scope(ranker.calibration(), &rank(&ranker, &forms.forms(text)));
    let inside = scope("как получить пособие");
    for text in ["какая погода завтра в Омске", "посоветуйте хороший ресторан", ""]
    {
        assert!(scope(text) < inside, "{text}: {} against {inside}", scope(text));
    }
}

/// «Включи лампу» and «лампа включена» have the same normal forms.
#[test]
fn the_same_forms_are_proof_only_where_what_was_learnt_agrees() {
    let state = [
        "ночная лампа в детской включена",
        "ночная лампа в спальне включена",
        "ночная лампа на столе включена",
        "люстра включена",
    ];
    let command = [
        "включи лампу на кухне",
        "включи люстру в зале",
        "включи розетку в ванной",
        "включи ночную лампу",
    ];
    let program = Program {
        topics: vec![topic("состояние", &state), topic("команда", &command)].into(),
        ..Program::default()
    };
    let ranker = opened(&train(&program).unwrap(), 2);
    let forms = NormalForms::new(Lang::Ru);
    let understanding = Understanding::new(&program, Some(ranker));
    let first = |text: &str| -> Candidate {
        let question = Question {
            words: forms.forms(text),
            text: text.to_owned(),
            ..Question::default()
        };
        let judgement = understanding.judge(&program, &question, Date::constant(2026, 11, 22));
        judgement.candidates.first().cloned().unwrap()
    };
    let of_forms = |text: &str| {
        forms
            .forms(text)
            .into_iter()
            .map(|(_, form)| form)
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(of_forms("ночная лампа включена"), of_forms("включи ночную лампу"));
    assert_eq!(first("ночная лампа включена").topic.index(), 0);
    for sure in ["включи ночную лампу", "ночную лампу включи", "включите ночную лампу"]
    {
        let found = first(sure);
        assert_eq!(found.topic.index(), 1, "{sure}");
        assert!(found.score >= CERTAIN, "{sure}: {}", found.score);
    }
}

#[test]
fn threads_do_not_change_the_bytes() {
    let program = program();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("starts");
        pool.install(|| train(&program).expect("has phrases").to_bytes())
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(5));
}

/// Keys are written into bundles: they may never change.
#[test]
fn keys_of_features_stay() {
    assert_eq!(form_key("пособ"), 10_034_979_416_809_988_802);
}

/// The ranker's sums against the definition, over the unpacked weights.
#[test]
fn ranking_is_the_sum_of_the_weights() {
    let program = program();
    let parts = train(&program).expect("has phrases");
    let ranker = opened(&parts, program.topics.len());
    let forms = NormalForms::new(program.lang);
    for text in [
        "почему мне отказали в пособии",
        "справка 25 выписка",
        "капитал капитал капитал",
    ] {
        let words = forms.forms(text);
        let mut found = Vec::new();
        features(&words, &mut found);
        let at = |key: u64| parts.features.iter().position(|f| f.0 == key);
        let rarest = parts.features.iter().map(|f| f.1).fold(1.0, f32::max);
        let vector = vector(&found, rarest, |key| at(key).map(|n| (n as u32, parts.features[n].1)));
        let mut scores: Vec<f32> = parts.classes.iter().map(|c| c.0).collect();
        for w in &vector {
            for (class, weight) in &parts.features[w.id as usize].2 {
                scores[usize::from(*class)] += w.weight * weight;
            }
        }
        for ranked in rank(&ranker, &words).ranked {
            let want = scores[ranked.class];
            // Weights are kept in eight bits.
            assert!(
                (ranked.margin - want).abs() < 0.03,
                "{text}: {} and {want}",
                ranked.margin
            );
        }
    }
}

/// Primal objective of a plane over its members.
fn objective(vectors: &[Sparse], members: &[Member], bias: f32, weights: &[f32]) -> f32 {
    let loss: f32 = members
        .iter()
        .map(|m| {
            let sign = if m.positive { 1.0 } else { -1.0 };
            let dot: f32 = vectors[m.vector as usize]
                .iter()
                .map(|(f, x)| weights[*f as usize] * x)
                .sum();
            COST * m.weight * (1.0 - sign * (dot + bias)).max(0.0).powi(2)
        })
        .sum();
    loss + 0.5 * (weights.iter().map(|w| w * w).sum::<f32>() + bias * bias)
}

#[test]
fn planes_are_near_the_optimum_of_plain_gradient_descent() {
    let mut state = 3_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 40) as f32 / (1 << 24) as f32
    };
    let features = 12;
    let vectors: Vec<Sparse> = (0..80)
        .map(|_| {
            let raw: Vec<f32> = (0..features)
                .map(|_| if random() < 0.4 { random() } else { 0.0 })
                .collect();
            let norm = raw.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
            (0..)
                .zip(raw)
                .filter(|(_, x)| *x > 0.0)
                .map(|(f, x)| (f, x / norm))
                .collect()
        })
        .collect();
    let positive = |v: &Sparse| v.iter().map(|(f, x)| if f % 2 == 0 { *x } else { -*x }).sum::<f32>() > 0.1;
    let members: Vec<Member> = (0..)
        .zip(&vectors)
        .map(|(n, v)| Member {
            vector: n,
            positive: positive(v),
            weight: 1.0 + (n % 3) as f32,
        })
        .collect();
    let gram = Gram::of(&vectors, features);
    assert!(gram.is_some());
    // The room is as it was before: the next class finds nothing of this one in it.
    let mut scratch = Scratch::new(features);
    let found = [None, gram.as_ref(), None, gram.as_ref()].map(|gram| {
        let plane = separate(&vectors, gram, &members, &mut scratch);
        let mut dense = vec![0.0; features];
        plane.weights.iter().for_each(|(f, w)| dense[*f as usize] = *w);
        (objective(&vectors, &members, plane.bias, &dense), plane)
    });
    assert_eq!(found[0].1.weights, found[2].1.weights);
    assert_eq!(found[1].1.weights, found[3].1.weights);
    for ((f, one), (g, other)) in found[0].1.weights.iter().zip(&found[1].1.weights) {
        assert!(f == g && (one - other).abs() < 1e-4, "{one} against {other}");
    }
    let (mut weights, mut bias) = (vec![0.0_f32; features], 0.0_f32);
    for _ in 0..20_000 {
        let (mut gradient, mut slope) = (weights.clone(), bias);
        for m in &members {
            let sign = if m.positive { 1.0 } else { -1.0 };
            let vector = &vectors[m.vector as usize];
            let dot: f32 = vector.iter().map(|(f, x)| weights[*f as usize] * x).sum();
            let pull = -2.0 * COST * m.weight * sign * (1.0 - sign * (dot + bias)).max(0.0);
            vector.iter().for_each(|(f, x)| gradient[*f as usize] += pull * x);
            slope += pull;
        }
        weights.iter_mut().zip(&gradient).for_each(|(w, g)| *w -= 0.002 * g);
        bias -= 0.002 * slope;
    }
    let best = objective(&vectors, &members, bias, &weights);
    for (found, _) in found {
        assert!(found <= best * 1.02, "{found} against {best}");
    }
}

#[test]
fn damaged_bytes_are_refused_or_harmless() {
    let program = program();
    let bytes = train(&program).expect("has phrases").to_bytes();
    let forms = NormalForms::new(program.lang);
    let words = forms.forms("как получить пособие на детей");
    let mut opened = 0;
    for at in (0..bytes.len()).step_by(53) {
        let mut damaged = bytes.clone();
        damaged[at] = damaged[at].wrapping_add(1 + (at % 250) as u8);
        let damaged: Arc<[u8]> = damaged.into();
        if let Ok(ranker) = Ranker::open(&damaged, 0..bytes.len(), program.topics.len()) {
            opened += 1;
            let ranking = rank(&ranker, &words);
            for ranked in ranking.ranked.iter().take(2) {
                words_for(&ranker, &words, &[Some(ranked.class)]);
            }
        }
    }
    assert!(opened > 0, "some bytes are only numbers");
    for length in (0..bytes.len()).step_by(503) {
        let cut: Arc<[u8]> = bytes[..length].into();
        assert!(
            Ranker::open(&cut, 0..length, program.topics.len()).is_err(),
            "cut to {length}"
        );
    }
}
