use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::cli::eval::confusions::{Confusion, Example};
use crate::cli::eval::figures::{CurvePoint, Figures, Histogram, TopicFigures};
use crate::cli::eval::metrics::Bin;
use crate::cli::eval::report::{About, Missed};

fn report() -> Report {
    let evil = "<script>alert(\"1\")</script> & 'x' \u{1}\n";
    Report {
        figures: Figures {
            n: 12,
            n_in_scope: 10,
            n_oos: 2,
            top1: Some(0.7),
            top1_interval: Some((0.39, 0.89)),
            answered: Some(0.5),
            answered_right: Some(0.8),
            answered_wrong: Some(0.2),
            clarified: Some(0.25),
            handed_over: Some(0.25),
            ..Figures::default()
        },
        about: About {
            title: evil.to_owned(),
            file: evil.to_owned(),
            ..About::default()
        },
        reliability: vec![Bin {
            n: 12,
            said: 0.6,
            came_true: 0.5,
        }],
        curve: vec![CurvePoint {
            threshold: 0.5,
            coverage: 1.0,
            accuracy: 0.5,
        }],
        histogram: Histogram {
            in_scope: vec![1, 9],
            oos: vec![2, 0],
        },
        topics: vec![TopicFigures {
            topic: "срок".into(),
            title: evil.to_owned(),
            n: 10,
            precision: Some(1.0),
            recall: Some(0.7),
            f1: 0.82,
        }],
        confusions: vec![Confusion {
            expected: "срок".into(),
            found: "oos".into(),
            n: 3,
            share: 0.3,
            examples: vec![Example {
                line: 4,
                text: evil.to_owned(),
                score: 0.4,
                words: vec![evil.to_owned()],
            }],
        }],
        missed: vec![Missed {
            key: "top1".into(),
            limit: 0.9,
            least: true,
            value: Some(0.7),
        }],
        ..Report::default()
    }
}

/// Reads the page as XML to its end; gives its text and the names of its elements.
fn read(page: &str) -> (String, Vec<String>) {
    let mut reader = Reader::from_str(page);
    let config = reader.config_mut();
    config.check_end_names = true;
    let (mut text, mut names, mut depth) = (String::new(), Vec::new(), 0_i32);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) => {
                depth += 1;
                for attribute in e.attributes() {
                    attribute.unwrap();
                }
                names.push(e.name().as_ref().to_owned());
            }
            Event::End(_) => depth -= 1,
            Event::Text(t) => text.push_str(&t),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    (text, names)
}

#[test]
fn the_page_is_well_formed_and_holds_no_foreign_markup() {
    for lang in [Lang::Ru, Lang::En] {
        let page = page(&report(), lang);
        let (text, names) = read(&page);
        assert!(!names.iter().any(|n| n == "script"), "{page}");
        assert!(!page.contains('\u{1}') && !page.contains("<script"));
        assert!(names.iter().filter(|n| *n == "svg").count() == 3);
        assert!(text.contains("alert"), "the text of citizens is still there");
        // Nothing is fetched: the page is read where there is no network.
        assert!(!page.contains("http") && !page.contains("src="));
    }
}

#[test]
fn a_page_speaks_one_language() {
    let cyrillic = |text: &str| text.chars().any(|c| ('а'..='я').contains(&c));
    let mut plain = report();
    plain.topics.clear();
    plain.confusions.clear();
    assert!(cyrillic(&page(&plain, Lang::Ru)));
    assert!(!cyrillic(&page(&plain, Lang::En)));
}

#[test]
fn cells_keep_their_numbers_readable() {
    let page = page(&report(), Lang::Ru);
    assert!(page.contains(">3</td>"), "{page}");
    // Seven of ten rows of the topic went right; both foreign ones were rejected.
    assert!(page.contains("<td class=\"own\">7</td>") && page.contains("<td class=\"own\">2</td>"));
}

#[test]
fn a_report_of_nothing_is_a_page_too() {
    let (text, _) = read(&page(&Report::default(), Lang::Ru));
    assert!(text.contains('—'));
}
