use super::*;
use crate::cli::eval::judged::Ending;
use crate::runtime::understand::decide::Parent;
use proptest::prelude::*;

fn point(score: f64, right: bool) -> Point {
    lone(score, 0.0, right)
}

/// A first topic and its rival.
fn lone(score: f64, rival: f64, right: bool) -> Point {
    Point {
        standing: Standing {
            scores: vec![score as f32, rival as f32],
            rival: Some(1),
            ..Standing::default()
        },
        place: right.then_some(0),
        leading: Vec::new(),
    }
}

proptest! {
    #[test]
    fn what_is_proposed_keeps_its_promise_and_nothing_answers_more(
        rows in proptest::collection::vec((0_u8..=20, 0_u8..=20, any::<bool>()), 1..60),
        target in 0.0_f64..0.5,
    ) {
        let points: Vec<Point> = rows
            .iter()
            .map(|(s, l, right)| lone(f64::from(*s) / 20.0, f64::from(s - l.min(s)) / 20.0, *right))
            .collect();
        let chosen = outcomes(&points, 3, choose(&points, 3, target));
        prop_assert!(chosen.wrong as f64 <= target * chosen.answered() as f64 || chosen.answered() == 0 || choose(&points, 3, target).answer == 1.0);
        for margin in MARGINS {
            for step in 1..=STEPS {
                let other = outcomes(&points, 3, Choice { answer: f64::from(step) / 100.0, clarify: 0.0, margin: *margin });
                if other.wrong as f64 <= target * other.answered() as f64 {
                    prop_assert!(other.answered() <= chosen.answered());
                }
            }
        }
    }
}

#[test]
fn thresholds_part_the_sure_from_the_doubtful() {
    let mut rows: Vec<Point> = (0..60).map(|_| point(0.9, true)).collect();
    rows.extend((0..20).map(|i| point(0.5, i % 2 == 0)));
    rows.extend((0..20).map(|_| point(0.1, false)));
    let used = Used {
        answer: 0.4,
        clarify: 0.2,
        margin: 0.0,
        clarify_options: 3,
    };
    let endings: Vec<Ending> = rows
        .iter()
        .map(|p| {
            if p.standing.scores[0] >= 0.4 {
                Ending::Answered
            } else {
                Ending::HandedOver
            }
        })
        .collect();
    let tuned = tune(&rows, &endings, used, 0.05).unwrap();
    assert!(
        tuned.choice.answer > 0.5 && tuned.choice.answer <= 0.9,
        "{:?}",
        tuned.choice
    );
    assert!(
        tuned.choice.clarify > 0.1 && tuned.choice.clarify <= 0.5,
        "{:?}",
        tuned.choice
    );
    assert_eq!((tuned.seen.right, tuned.seen.wrong, tuned.seen.clarified), (60, 0, 20));
    assert_eq!(tuned.seen.handed_over(), 20);
    assert_eq!(tuned.now.wrong, 10);
    assert_eq!(tuned.agreement, 1.0);
    // No error in sixty answers is not proof of none.
    assert_eq!(tuned.unseen.wrong, 0);
    assert!(tuned.error.1 > 0.04, "{:?}", tuned.error);
}

#[test]
fn where_nothing_is_right_next_to_nothing_is_answered() {
    let rows: Vec<Point> = (0..50).map(|i| point(f64::from(i) / 50.0, false)).collect();
    let chosen = choose(&rows, 3, 0.05);
    assert_eq!(outcomes(&rows, 3, chosen).answered(), 0);
    assert_eq!(chosen.clarify, chosen.answer);
    assert_eq!(tune(&[], &[], Used::default(), 0.05), None);
}

#[test]
fn ties_and_parents_are_played_as_the_engine_decides_them() {
    let mut tie = lone(0.9, 0.4, true);
    tie.standing.tied = true;
    let topic = TopicId(7);
    let parent = Point {
        standing: Standing {
            scores: vec![0.3, 0.3, 0.3],
            rival: Some(1),
            parents: vec![Parent {
                topic,
                sum: 0.9,
                other: 0.0,
            }],
            ..Standing::default()
        },
        place: Some(2),
        leading: vec![topic],
    };
    let choice = Choice {
        answer: 0.5,
        clarify: 0.4,
        margin: 0.1,
    };
    let given = outcomes(&[tie, parent.clone()], 3, choice);
    assert_eq!((given.right, given.clarified, given.on_menu), (1, 1, 1));
    let elsewhere = Point {
        leading: Vec::new(),
        ..parent
    };
    assert_eq!(outcomes(&[elsewhere], 3, choice).wrong, 1);
}
