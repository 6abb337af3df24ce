use std::fmt::Write as _;

use super::{STRETCH, cut};
use crate::source::Source;
use crate::span::FileId;
use crate::syntax::parse;
use crate::syntax::tree::{FileKind, ItemKind};

const STEPS: usize = 2_000;

/// A scenario of many steps; `broken` is the line that stands in place of the middle of one of the last.
fn scenario(broken: &str) -> String {
    let mut text = "## О чём.\nсценарий длинный \"Длинный\"\n".to_owned();
    for n in 0..STEPS {
        let _ = writeln!(
            text,
            "  шаг шаг_{n}\n    # шаг в пояснении\n    сказать \"Шаг {n}.\"\n      \"шаг за шагом\""
        );
        if n + 3 == STEPS {
            text.push_str(broken);
        }
        let _ = writeln!(
            text,
            "    выбор \"Что?\"\n      - да \"Да\" -> шаг_{}\n    конец\n",
            (n + 1) % STEPS
        );
    }
    text.push_str("конец\n");
    text
}

#[test]
fn stretches_are_the_text_and_begin_with_steps() {
    let text = scenario("");
    let (first, later) = cut(&text, 7);
    assert!(later.len() > 5 && first.len() >= STRETCH);
    let mut whole = first.to_owned();
    for (at, stretch) in later {
        assert_eq!(at as usize, whole.len() + 7);
        assert!(stretch.starts_with("  шаг шаг_"));
        whole.push_str(stretch);
    }
    assert_eq!(whole, text);
    for short in ["", "сценарий а\n  шаг б\nконец\n"] {
        let (first, later) = cut(short, 0);
        assert!(first == short && later.is_empty());
    }
}

#[test]
fn a_long_scenario_is_read_as_a_short_one() {
    for (broken, code) in [
        ("", None),
        ("    сказат \"Что?\"\n", Some("L01")),
        ("    конец\n", Some("L01")),
    ] {
        let text = format!("факт а: да_нет\n  вопрос \"А?\"\nконец\n\n{}", scenario(broken));
        let (file, found) = parse(FileId(0), Source::new("а.scenario", text.as_str()), FileKind::Scenario);
        let Some(ItemKind::Scenario(read)) = file.items.last().map(|i| &i.kind) else {
            panic!("{:?}", file.items.len());
        };
        assert_eq!(read.steps.len(), STEPS, "{broken}");
        for (n, step) in read.steps.iter().enumerate() {
            let name = step.name.as_ref().map(|name| file.source.slice(name.span));
            assert_eq!(name, Some(format!("шаг_{n}").as_str()));
            assert_eq!(step.statements.len(), 1, "{n}");
            assert!(step.transition.is_some(), "{n}");
            assert!(file.source.slice(step.span).starts_with(&format!("шаг шаг_{n}\n")));
        }
        assert_eq!(found.first().map(|d| d.entry.class()), code, "{found:?}");
        for one in &found {
            let line = format!("Шаг {}.", STEPS - 3);
            let before = text.find(&line).unwrap();
            assert!((one.place.span.start as usize).abs_diff(before) < 200, "{one:?}");
        }
    }
}
