use super::compare::Difference;
use super::human::{ORDER, text};
use super::names::{meaning, name};
use super::report::{About, Mark, Missed, Report};
use super::*;
use crate::bundle::program::Topic;
use crate::cli::output::plain;
use crate::model::manifest::Expectations;
use crate::runtime::understand::{Candidate, Judgement, TopicDecision, WordHit};
use crate::value::Lang;

const DATA: &str = "тема аист \"Тема А\"\n  фразы\n    - первая\n  ответ \"А.\"\nконец\n\nтема аист.бобр \"Тема Б\"\n  фразы\n    - вторая\n  ответ \"Б.\"\nконец\n\nтема волк \"Тема В\"\n  фразы\n    - третья\n  ответ \"В.\"\nконец\n";

fn program() -> std::sync::Arc<Program> {
    let input = crate::compile::Input {
        path: "topics/x.topic".into(),
        bytes: DATA.into(),
    };
    let checked = crate::compile::check(vec![input]);
    let bytes = crate::compile::build(&checked).unwrap().unwrap();
    Bundle::from_bytes(bytes).unwrap().program().clone()
}

fn topic(program: &Program, path: &str) -> TopicId {
    let at = program.topics.iter().position(|t: &Topic| &*t.path == path).unwrap();
    TopicId(u32::try_from(at).unwrap())
}

/// A row: its label, the candidates, the decision by sign: `!` answer, `?` clarify, else unknown.
fn row(program: &Program, line: u64, label: &str, found: &[(&str, f32)], sign: char, in_scope: f32) -> Judged {
    let candidates: Vec<Candidate> = found
        .iter()
        .map(|(path, score)| Candidate {
            topic: topic(program, path),
            score: *score,
            covers: false,
            cues: Vec::new(),
            words: vec![
                WordHit {
                    word: "слово".into(),
                    weight: 1.0,
                },
                WordHit {
                    word: "против".into(),
                    weight: -1.0,
                },
            ],
            documents: Vec::new(),
        })
        .collect();
    let topics: Vec<TopicId> = candidates.iter().map(|c| c.topic).collect();
    Judged {
        line,
        text: format!("вопрос {line} с телефона 89123456789"),
        label: (label != "oos").then(|| topic(program, label)),
        judgement: Judgement {
            decision: match sign {
                '!' => TopicDecision::Answer(topics[0]),
                '?' => TopicDecision::Clarify(topics),
                _ => TopicDecision::Unknown,
            },
            candidates,
            in_scope,
            ..Judgement::default()
        },
    }
}

fn rows(p: &Program) -> Vec<Judged> {
    vec![
        row(p, 1, "аист", &[("аист", 0.9), ("волк", 0.1)], '!', 0.9),
        row(p, 2, "аист", &[("волк", 0.6), ("аист", 0.5)], '?', 0.8),
        row(
            p,
            3,
            "аист.бобр",
            &[("аист", 0.8), ("аист.бобр", 0.7), ("волк", 0.2)],
            '!',
            0.7,
        ),
        row(p, 4, "волк", &[("аист", 0.8)], '!', 0.6),
        row(p, 5, "волк", &[], '.', 0.0),
        row(p, 6, "oos", &[("волк", 0.9)], '!', 0.65),
        row(p, 7, "oos", &[("волк", 0.1)], '.', 0.1),
    ]
}

fn report(p: &Program, rows: &[Judged]) -> Report {
    Report::new(rows, p, About::default(), &Mask::new(Lang::Ru))
}

#[test]
fn figures_by_hand() {
    let p = program();
    let f = report(&p, &rows(&p)).figures;
    assert_eq!((f.n, f.n_in_scope, f.n_oos), (7, 5, 2));
    assert_eq!((f.top1, f.top3), (Some(0.2), Some(0.6)));
    // а: 1 of 2, taken for it 3: F1 2/5; а.б: 0; в: 0.
    assert_eq!(f.macro_f1, Some(figures::rounded(0.4 / 3.0)));
    // Of ten pairs of known and foreign, 0.9 0.8 0.7 beat both, 0.6 one, 0 none.
    assert_eq!(f.oos_auroc, Some(0.7));
    // Both foreign ones are rejected at 0.65: of the three above only row 1 is right.
    assert_eq!(f.in_scope_at_oos_recall_90, Some(0.2));
    assert_eq!(f.answered, Some(figures::rounded(4.0 / 7.0)));
    assert_eq!(f.clarified, Some(figures::rounded(1.0 / 7.0)));
    assert_eq!(f.handed_over, Some(figures::rounded(2.0 / 7.0)));
    assert_eq!(
        (f.answered_right, f.answered_above, f.answered_wrong),
        (Some(0.25), Some(0.25), Some(0.5))
    );
    assert_eq!((f.clarified_with_right, f.oos_recall), (Some(1.0), Some(0.5)));
}

#[test]
fn without_foreign_rows_nothing_is_said_about_them() {
    let p = program();
    let known: Vec<Judged> = rows(&p).into_iter().filter(|r| r.label.is_some()).collect();
    let json = serde_json::to_value(report(&p, &known)).unwrap();
    for key in ["oos_auroc", "in_scope_at_oos_recall_90", "oos_recall"] {
        assert!(json[key].is_null(), "{key}");
    }
    for key in [
        "n",
        "top1",
        "top3",
        "macro_f1",
        "answered",
        "clarified",
        "handed_over",
        "calibration_error",
    ] {
        assert!(json[key].is_number(), "{key}");
    }
}

#[test]
fn confusions_show_what_misled_and_no_personal_data() {
    let p = program();
    let report = report(&p, &rows(&p));
    let pair = report.confusions.iter().find(|c| c.expected == "oos").unwrap();
    assert_eq!((pair.found.as_str(), pair.n, pair.share), ("волк", 1, 0.5));
    assert_eq!(pair.examples[0].words, ["слово"]);
    assert_eq!(pair.examples[0].text, "вопрос 6 с телефона ‹телефон›");
    assert!(!serde_json::to_string(&report).unwrap().contains("89123456789"));
    // Nothing stood first for row 5.
    assert!(
        report
            .confusions
            .iter()
            .any(|c| c.expected == "волк" && c.found == "oos")
    );
}

#[test]
fn a_report_is_read_back_as_it_was_written() {
    let p = program();
    let mut first = report(&p, &rows(&p));
    first.against = Some(Difference::new(&first, &rows(&p), &p, &first, &Mask::new(Lang::Ru)));
    let read: Report = serde_json::from_str(&serde_json::to_string(&first).unwrap()).unwrap();
    assert_eq!(read, first);
}

#[test]
fn rows_are_met_by_their_text_and_label() {
    let p = program();
    let before = report(&p, &rows(&p));
    let mut now = rows(&p);
    now[0] = row(&p, 1, "аист", &[("волк", 0.9)], '!', 0.9);
    now[3] = row(&p, 4, "волк", &[("волк", 0.9)], '!', 0.9);
    now[6] = row(&p, 7, "oos", &[("волк", 0.9)], '!', 0.9);
    now.push(row(&p, 8, "волк", &[("волк", 0.9)], '!', 0.9));
    now.rotate_left(2);
    let d = Difference::new(&report(&p, &now), &now, &p, &before, &Mask::new(Lang::Ru));
    assert_eq!((d.common, d.added, d.removed), (7, 1, 0));
    assert_eq!((d.newly_wrong, d.newly_right), (2, 1));
    assert_eq!(d.better.len(), 1);
    assert_eq!(
        (d.better[0].line, d.better[0].before.as_str(), d.better[0].now.as_str()),
        (4, "аист", "волк")
    );
    assert!(d.p > 0.9 && !d.is_regression(0.0), "three rows prove nothing");
}

#[test]
fn the_same_question_twice_is_two_rows() {
    let p = program();
    let twice: Vec<Judged> = vec![rows(&p)[0].clone(), rows(&p)[0].clone()];
    let mut before = report(&p, &twice);
    before.rows[1] = Mark {
        right: false,
        ..before.rows[1].clone()
    };
    let d = Difference::new(&report(&p, &twice), &twice, &p, &before, &Mask::new(Lang::Ru));
    assert_eq!((d.common, d.newly_right, d.newly_wrong), (2, 1, 0));
}

#[test]
fn limits_are_judged_and_what_is_not_measured_is_missed() {
    let p = program();
    let known: Vec<Judged> = rows(&p).into_iter().filter(|r| r.label.is_some()).collect();
    let mut report = report(&p, &known);
    report.judge_by(&Expectations {
        least: vec![("top1", 0.2), ("top3", 0.61), ("oos_auroc", 0.1)],
        most: vec![("handed_over", 0.2), ("clarified", 0.1)],
        regression: Some(0.0),
    });
    let keys: Vec<&str> = report.missed.iter().map(|m: &Missed| m.key.as_str()).collect();
    assert_eq!(keys, ["top3", "oos_auroc", "clarified"]);
}

#[test]
fn a_certain_fall_is_a_regression_and_a_small_one_is_not() {
    let p = program();
    let many = |right: usize| -> Vec<Judged> {
        (0..40)
            .map(|i| {
                let path = if (i as usize) < right { "аист" } else { "волк" };
                row(&p, i, "аист", &[(path, 0.9)], '!', 0.9)
            })
            .collect()
    };
    let fall = |now: usize| {
        let (before, now) = (report(&p, &many(40)), many(now));
        Difference::new(&report(&p, &now), &now, &p, &before, &Mask::new(Lang::Ru))
    };
    assert!(fall(30).is_regression(0.01));
    assert!(!fall(37).is_regression(0.01), "p is 0.25");
    assert!(!fall(30).is_regression(0.3), "so much was allowed");
}

#[test]
fn every_figure_has_its_words() {
    let p = program();
    let report = report(&p, &rows(&p));
    for key in ORDER.iter().chain(compare::COMPARED) {
        assert!(report.figure(key).is_some(), "{key}");
        for lang in [Lang::Ru, Lang::En] {
            assert!(!name(key, lang).is_empty() && !meaning(key, lang).is_empty(), "{key}");
        }
    }
}

#[test]
fn the_report_in_the_terminal() {
    let p = program();
    let mut report = report(&p, &rows(&p));
    let mut before = report.clone();
    before.rows[0].right = false;
    before.figures.top1 = Some(0.0);
    before.about.date = "2026-01-02".into();
    report.against = Some(Difference::new(&report, &rows(&p), &p, &before, &Mask::new(Lang::Ru)));
    report.judge_by(&Expectations {
        least: vec![("top1", 0.9)],
        ..Expectations::default()
    });
    report.about.title = "База".into();
    insta::assert_snapshot!(plain(&text(&report, Lang::Ru)));
}
