use proptest::collection::vec;
use proptest::prelude::*;

use super::CueIndex;
use crate::bundle::program::{Cue, CueWeight, Pattern, Program, Topic};
use crate::language::{Word, WordKind};
use crate::runtime::understand::question::Question;
use crate::span::Span;

/// The meaning of patterns, said as plainly as possible.
mod plainly {
    use super::{Pattern, Question};

    pub fn holds(pattern: &Pattern, q: &Question) -> bool {
        match pattern {
            Pattern::Entity(kind) => q.entities.iter().any(|(k, _)| k == kind),
            Pattern::And(parts) => parts.iter().all(|p| holds(p, q)),
            Pattern::Or(parts) => parts.iter().any(|p| holds(p, q)),
            Pattern::Not(inner) => !holds(inner, q),
            other => !places(other, q).is_empty(),
        }
    }

    /// First and last word of every place where a pattern matches.
    fn places(pattern: &Pattern, q: &Question) -> Vec<(usize, usize)> {
        let words = |test: &dyn Fn(&str, &str) -> bool| -> Vec<(usize, usize)> {
            let hits = q.words.iter().enumerate().filter(|(_, (w, f))| test(&w.folded, f));
            hits.map(|(i, _)| (i, i)).collect()
        };
        match pattern {
            Pattern::Form(form) => words(&|_, f| f == form),
            Pattern::Exact(word) => words(&|w, _| w == word),
            Pattern::Prefix(prefix) => words(&|w, _| w.starts_with(prefix.as_str())),
            Pattern::Phrase(forms) => {
                if forms.is_empty() {
                    return Vec::new();
                }
                let runs = q.words.windows(forms.len()).enumerate();
                runs.filter(|(_, run)| run.iter().zip(forms).all(|((_, f), want)| f == want))
                    .map(|(i, run)| (i, i + run.len() - 1))
                    .collect()
            }
            Pattern::Or(parts) => parts.iter().flat_map(|p| places(p, q)).collect(),
            Pattern::Near(a, distance, b) => {
                let (left, right) = (places(a, q), places(b, q));
                let near = |x: &(usize, usize), y: &(usize, usize)| {
                    let gap = y.0.saturating_sub(x.1).max(x.0.saturating_sub(y.1));
                    x != y && gap <= *distance as usize
                };
                let mut out = Vec::new();
                for x in &left {
                    let with_x = right.iter().filter(|y| near(x, y));
                    out.extend(with_x.map(|y| (x.0.min(y.0), x.1.max(y.1))));
                }
                out.sort_unstable();
                out.dedup();
                out
            }
            Pattern::And(parts) => {
                if parts.iter().all(|p| holds(p, q)) {
                    parts.iter().flat_map(|p| places(p, q)).collect()
                } else {
                    Vec::new()
                }
            }
            Pattern::Not(_) | Pattern::Entity(_) => Vec::new(),
        }
    }
}

/// Words of which some begin others and some are forms of others.
const WORDS: [&str; 12] = [
    "дом",
    "дома",
    "домой",
    "до",
    "пособие",
    "пособия",
    "пособ",
    "я",
    "как",
    "кака",
    "д",
    "рост",
];
const KINDS: [&str; 3] = ["дата", "деньги", "регион"];

fn program(patterns: &[Vec<Pattern>]) -> Program {
    let topics = patterns.iter().enumerate().map(|(n, patterns)| Topic {
        path: n.to_string().into(),
        cues: patterns.iter().map(cue).collect(),
        ..Topic::default()
    });
    Program {
        topics: topics.collect(),
        ..Program::default()
    }
}

fn cue(pattern: &Pattern) -> Cue {
    Cue {
        weight: CueWeight::Points(1),
        pattern: pattern.clone(),
        shown: format!("{pattern:?}"),
    }
}

fn question(words: &[(&str, &str)], entities: &[&str]) -> Question {
    let word = |(folded, form): &(&str, &str)| {
        let word = Word {
            span: Span::new(0, 0),
            folded: (*folded).into(),
            kind: WordKind::Word,
        };
        (word, (*form).to_owned())
    };
    Question {
        words: words.iter().map(word).collect(),
        entities: entities.iter().map(|k| ((*k).into(), "слова".to_owned())).collect(),
        ..Question::default()
    }
}

/// Topic and pattern of what the index finds.
fn found(program: &Program, question: &Question) -> Vec<(u32, String)> {
    let found = CueIndex::new(program).matches(program, question);
    found.into_iter().map(|(t, c)| (t.0, c.shown.clone())).collect()
}

/// The same without the index.
fn wanted(program: &Program, question: &Question) -> Vec<(u32, String)> {
    let topics = (0..).zip(&program.topics);
    let cues = topics.flat_map(|(t, topic)| topic.cues.iter().map(move |c| (t, c)));
    cues.filter(|(_, c)| plainly::holds(&c.pattern, question))
        .map(|(t, c)| (t, c.shown.clone()))
        .collect()
}

fn a_word() -> impl Strategy<Value = String> {
    proptest::sample::select(&WORDS[..]).prop_map(str::to_owned)
}

fn a_kind() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&KINDS[..])
}

fn a_pattern() -> impl Strategy<Value = Pattern> {
    let leaf = prop_oneof![
        4 => a_word().prop_map(Pattern::Form),
        2 => a_word().prop_map(Pattern::Exact),
        2 => a_word().prop_map(Pattern::Prefix),
        1 => Just(Pattern::Prefix(String::new())),
        1 => a_kind().prop_map(|k| Pattern::Entity(k.into())),
        3 => vec(a_word(), 0..4).prop_map(Pattern::Phrase),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 0..6).prop_map(Pattern::And),
            3 => vec(inner.clone(), 0..4).prop_map(Pattern::Or),
            2 => inner.clone().prop_map(|p| Pattern::Not(Box::new(p))),
            3 => (inner.clone(), 0_u32..5, inner).prop_map(|(a, n, b)| Pattern::Near(Box::new(a), n, Box::new(b))),
        ]
    })
}

/// A word with its form; now and then neither is known to any cue.
fn a_pair() -> impl Strategy<Value = (String, String)> {
    let word = || prop_oneof![8 => a_word(), 1 => Just("домовой".to_owned())];
    prop_oneof![1 => word().prop_map(|w| (w.clone(), w)), 1 => (word(), word())]
}

fn asked(words: &[(String, String)], entities: &[&str]) -> Question {
    let words: Vec<(&str, &str)> = words.iter().map(|(w, f)| (&**w, &**f)).collect();
    question(&words, entities)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_patterns_mean(
        patterns in vec(vec(a_pattern(), 0..5), 0..5),
        words in vec(a_pair(), 0..12),
        entities in vec(a_kind(), 0..3),
    ) {
        let program = program(&patterns);
        let question = asked(&words, &entities);
        prop_assert_eq!(found(&program, &question), wanted(&program, &question));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Lists of hundreds of cues under one word are not read through but searched.
    #[test]
    fn long_lists_find_the_same(
        patterns in vec(vec(a_pattern(), 40..80), 10..20),
        words in vec(a_pair(), 0..4),
    ) {
        let program = program(&patterns);
        let question = asked(&words, &[]);
        prop_assert_eq!(found(&program, &question), wanted(&program, &question));
    }

    /// The longest questions there are, of few words that repeat.
    #[test]
    fn long_questions_find_the_same(
        patterns in vec(vec(a_pattern(), 0..4), 0..4),
        words in vec(a_pair(), 100..150),
    ) {
        let program = program(&patterns);
        let question = asked(&words, &["дата"]);
        prop_assert_eq!(found(&program, &question), wanted(&program, &question));
    }
}

fn form(word: &str) -> Pattern {
    Pattern::Form(word.to_owned())
}

fn matching(patterns: &[Pattern], words: &[(&str, &str)], entities: &[&str]) -> Vec<usize> {
    let program = program(&[patterns.to_vec()]);
    let question = question(words, entities);
    let shown: Vec<String> = patterns.iter().map(|p| format!("{p:?}")).collect();
    let found = found(&program, &question);
    let at = |(_, s): &(u32, String)| shown.iter().position(|p| p == s).unwrap();
    found.iter().map(at).collect()
}

#[test]
fn each_cue_is_told_once_in_order() {
    let any = Pattern::Or(vec![form("дом"), form("рост"), form("как")]);
    let program = program(&[vec![form("рост"), any.clone()], vec![any, form("дом")]]);
    let question = question(&[("рост", "рост"), ("как", "как"), ("дома", "дом")], &[]);
    let topics: Vec<u32> = found(&program, &question).iter().map(|(t, _)| *t).collect();
    assert_eq!(topics, [0, 0, 1, 1]);
}

#[test]
fn every_word_of_many_must_be_there() {
    let all = ["дом", "рост", "как", "пособие", "я"];
    let pattern = Pattern::And(all.map(form).to_vec());
    let words = all.map(|w| (w, w));
    assert_eq!(matching(std::slice::from_ref(&pattern), &words, &[]), [0]);
    for missing in 0..all.len() {
        let mut words = words.to_vec();
        words.remove(missing);
        assert_eq!(
            matching(std::slice::from_ref(&pattern), &words, &[]),
            Vec::<usize>::new()
        );
    }
}

#[test]
fn a_word_is_not_near_itself() {
    let near = Pattern::Near(Box::new(form("дом")), 3, Box::new(Pattern::Exact("дома".to_owned())));
    assert_eq!(
        matching(std::slice::from_ref(&near), &[("дома", "дом")], &[]),
        Vec::<usize>::new()
    );
    assert_eq!(matching(&[near], &[("дома", "дом"), ("дома", "дом")], &[]), [0]);
}

#[test]
fn negations_and_entities_need_no_word() {
    let patterns = [
        Pattern::Not(Box::new(form("дом"))),
        Pattern::Entity("дата".into()),
        Pattern::And(vec![
            Pattern::Entity("дата".into()),
            Pattern::Not(Box::new(form("рост"))),
        ]),
    ];
    assert_eq!(matching(&patterns, &[], &[]), [0]);
    assert_eq!(matching(&patterns, &[("дом", "дом")], &["дата"]), [1, 2]);
    assert_eq!(matching(&patterns, &[("рост", "рост")], &["дата"]), [0, 1]);
}

#[test]
fn all_prefixes_of_a_word_are_found() {
    let prefix = |p: &str| Pattern::Prefix(p.to_owned());
    let patterns = [
        prefix("пособ"),
        prefix("посо"),
        prefix("пособн"),
        prefix("пособи"),
        prefix("пос"),
        prefix("я"),
    ];
    assert_eq!(matching(&patterns, &[("пособия", "пособие")], &[]), [0, 1, 3, 4]);
    // Sorted after every prefix, and between them.
    assert_eq!(matching(&patterns, &[("яяя", "яяя"), ("посп", "посп")], &[]), [4, 5]);
}

#[test]
fn parts_of_hyphenated_words_follow_the_whole() {
    let forms = crate::language::NormalForms::new(crate::value::Lang::Ru);
    let question = Question {
        words: forms.forms("куплю дом-музей сегодня"),
        ..Question::default()
    };
    let folded: Vec<&str> = question.words.iter().map(|(w, _)| &*w.folded).collect();
    assert_eq!(folded, ["куплю", "дом-музей", "дом", "музей", "сегодня"]);
    let exact = |w: &str| Pattern::Exact(w.to_owned());
    let near = |n| Pattern::Near(Box::new(exact("куплю")), n, Box::new(exact("музей")));
    let program = program(&[vec![
        exact("дом-музей"),
        near(2),
        near(3),
        Pattern::Prefix("муз".to_owned()),
    ]]);
    let numbers: Vec<String> = found(&program, &question).into_iter().map(|(_, s)| s).collect();
    let wanted = [exact("дом-музей"), near(3), Pattern::Prefix("муз".to_owned())].map(|p| format!("{p:?}"));
    assert_eq!(numbers, wanted);
}

#[test]
fn nests_of_near_stay_small() {
    let mut nest = form("дом");
    for _ in 0..3 {
        nest = Pattern::Near(Box::new(nest), 40, Box::new(form("дом")));
    }
    let words = vec![("дом", "дом"); 120];
    let program = program(&[vec![nest]]);
    assert_eq!(found(&program, &question(&words, &[])).len(), 1);
}
