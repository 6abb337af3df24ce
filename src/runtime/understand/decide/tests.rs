use super::*;
use crate::bundle::program::Topic;
use crate::runtime::understand::judgement::Candidate;

const THRESHOLDS: Thresholds = Thresholds {
    answer: 0.6,
    clarify: 0.3,
    margin: 0.1,
    clarify_options: 3,
};

/// Topics by path; a parent stands before its children.
fn program(paths: &[&str]) -> Program {
    let parent = |path: &str| {
        let (above, _) = path.rsplit_once('.')?;
        let at = paths.iter().position(|p| *p == above)?;
        Some(TopicId(at as u32))
    };
    let topics = paths.iter().map(|path| Topic {
        path: (*path).into(),
        parent: parent(path),
        ..Topic::default()
    });
    let mut program = Program {
        topics: topics.collect(),
        ..Program::default()
    };
    program.defaults.thresholds = THRESHOLDS;
    program
}

fn candidate(topic: u32, score: f32, covers: bool) -> Candidate {
    Candidate {
        topic: TopicId(topic),
        score,
        covers,
        cues: Vec::new(),
        words: Vec::new(),
        documents: Vec::new(),
    }
}

fn decided(paths: &[&str], scores: &[(u32, f32, bool)]) -> TopicDecision {
    let candidates: Vec<Candidate> = scores.iter().map(|(t, s, c)| candidate(*t, *s, *c)).collect();
    decide(&program(paths), &candidates)
}

#[test]
fn the_sure_is_answered_the_close_are_offered_the_rest_is_unknown() {
    let paths = ["а", "б", "в", "г"];
    let answer = |scores: &[(u32, f32, bool)]| decided(&paths, scores);
    let menu = |topics: &[u32]| TopicDecision::Clarify(topics.iter().map(|t| TopicId(*t)).collect());
    assert_eq!(answer(&[]), TopicDecision::Unknown);
    assert_eq!(answer(&[(2, 0.7, false)]), TopicDecision::Answer(TopicId(2)));
    assert_eq!(
        answer(&[(2, 0.7, false), (1, 0.55, false)]),
        TopicDecision::Answer(TopicId(2))
    );
    assert_eq!(answer(&[(2, 0.65, false), (1, 0.6, false)]), menu(&[2, 1]));
    // Far below the first is not offered.
    assert_eq!(
        answer(&[(2, 0.59, false), (1, 0.45, false), (0, 0.35, false)]),
        menu(&[2, 1])
    );
    // A second joins a menu of one.
    assert_eq!(
        answer(&[(2, 0.5, false), (1, 0.2, false), (0, 0.16, false)]),
        menu(&[2, 1])
    );
    assert_eq!(answer(&[(2, 0.5, false), (1, 0.1, false)]), menu(&[2]));
    assert_eq!(answer(&[(2, 0.29, false), (1, 0.28, false)]), TopicDecision::Unknown);
    let all = [(0, 0.33, false), (1, 0.32, false), (2, 0.31, false), (3, 0.31, false)];
    assert_eq!(answer(&all), menu(&[0, 1, 2]));
}

#[test]
fn two_topics_with_all_the_words_are_asked_apart() {
    let paths = ["а", "б", "б.в"];
    let pair = TopicDecision::Clarify(vec![TopicId(0), TopicId(1)]);
    assert_eq!(decided(&paths, &[(0, 0.8, true), (1, 0.2, true)]), pair);
    assert_eq!(
        decided(&paths, &[(0, 0.8, true), (1, 0.2, false)]),
        TopicDecision::Answer(TopicId(0))
    );
    assert_eq!(
        decided(&paths, &[(0, 0.8, true), (1, 0.1, true)]),
        TopicDecision::Answer(TopicId(0))
    );
    assert_eq!(
        decided(&paths, &[(0, CERTAIN, true), (1, 0.5, true)]),
        TopicDecision::Answer(TopicId(0))
    );
    // A topic and what stands below it do not compete.
    assert_eq!(
        decided(&paths, &[(2, 0.7, true), (1, 0.65, true)]),
        TopicDecision::Answer(TopicId(2))
    );
    let skipped = TopicDecision::Clarify(vec![TopicId(2), TopicId(0)]);
    assert_eq!(
        decided(&paths, &[(2, 0.7, true), (1, 0.65, false), (0, 0.3, true)]),
        skipped
    );
}

#[test]
fn many_close_ones_under_one_parent_are_the_parent() {
    let paths = ["а", "а.б", "а.в", "а.г", "а.д", "е"];
    let children = [(1, 0.25, false), (2, 0.25, false), (3, 0.2, false)];
    assert_eq!(decided(&paths, &children), TopicDecision::Answer(TopicId(0)));
    let mut rivalled = children.to_vec();
    rivalled.insert(0, (5, 0.28, false));
    assert_eq!(decided(&paths, &rivalled), TopicDecision::Unknown);
    let close = [(1, 0.35, false), (2, 0.34, false), (3, 0.33, false), (4, 0.33, false)];
    assert_eq!(decided(&paths, &close), TopicDecision::Answer(TopicId(0)));
}

#[test]
fn a_circle_of_parents_ends() {
    let mut program = program(&["а", "а.б"]);
    program.topics[0].parent = Some(TopicId(1));
    let found = decide(&program, &[candidate(1, 0.2, false), candidate(0, 0.2, false)]);
    assert_eq!(found, TopicDecision::Unknown);
}
