//! A large base is resolved in time that grows with its size only.

use std::fmt::Write;

use lotsman::model::manifest::Manifest;
use lotsman::model::reference::Reference;
use lotsman::model::resolve;
use lotsman::source::Source;
use lotsman::span::FileId;
use lotsman::syntax::parse_all;
use lotsman::syntax::tree::{File, FileKind};

fn base(scenarios: u32) -> Vec<File> {
    let mut facts = String::new();
    for i in 0..scenarios {
        let _ = write!(
            facts,
            "факт ф{i}: целое 0..100 \"Факт\"\n  вопрос \"Сколько?\"\nконец\n\n"
        );
    }
    let mut files = vec![(
        FileId(0),
        Source::new("scenarios/факты.scenario", facts),
        FileKind::Scenario,
    )];
    for i in 0..scenarios {
        let mut text = format!("сценарий с{i} \"Сценарий\"\n");
        for step in 0..20 {
            let _ = write!(
                text,
                "  шаг ш{step}\n    сказать \"Сейчас узнаем, что вам положено.\"\n    спросить ф{i}\n    если\n      ф{i} > {step} -> ш{}\n      иначе -> завершить решено\n    конец\n\n",
                (step + 1) % 20
            );
        }
        text.push_str("конец\n");
        files.push((
            FileId(i + 1),
            Source::new(format!("scenarios/с{i}.scenario"), text),
            FileKind::Scenario,
        ));
    }
    let (files, found) = parse_all(files);
    assert!(found.is_empty(), "{:?}", found.first());
    files
}

#[test]
fn a_base_of_two_hundred_scenarios_is_whole() {
    let files = base(200);
    let (model, found) = resolve(&files, &Manifest::default(), &Reference::default());
    assert!(found.is_empty());
    assert_eq!(model.program.steps.len(), 4000);
    assert_eq!(model.program.nodes.len(), 12_000);
    assert_eq!(model.places.nodes.len(), 12_000);
    assert_eq!(model.places.exprs.len(), model.program.exprs.len());
}
