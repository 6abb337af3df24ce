use super::*;
use crate::diag::{Diagnostic, all_entries, codes};
use crate::model::manifest::read_manifest;
use crate::source::Source;
use crate::span::{FileId, Span};

/// The severity of each code under a manifest with these lines below `severity`.
fn with(lines: &str) -> Vec<(&'static str, Severity, Severity)> {
    let source = Source::new("lotsman.yaml", format!("name: база\nseverity:\n{lines}"));
    let (manifest, _) = read_manifest(&source, FileId(0));
    all_entries()
        .map(|entry| {
            let mut found = vec![Diagnostic::new(entry, FileId(0), Span::at(0))];
            apply_severity(&manifest, &mut found);
            (entry.code, entry.severity, found[0].severity)
        })
        .collect()
}

#[test]
fn every_code_of_every_class_can_be_changed_unless_it_is_fixed() {
    for entry in all_entries() {
        for wanted in [Severity::Note, Severity::Warning, Severity::Error] {
            let word = format!("{wanted:?}").to_lowercase();
            let all = with(&format!("  {}: {word}\n", entry.code));
            let (_, own, now) = *all.iter().find(|(code, ..)| *code == entry.code).unwrap();
            let expected = if entry.is_fixed() { own } else { wanted };
            assert_eq!(now, expected, "{} {word}", entry.code);
            assert!(all.iter().all(|(code, own, now)| *code == entry.code || own == now));
        }
    }
}

#[test]
fn a_class_goes_for_all_its_codes_but_notes() {
    for (code, own, now) in with("  l12: note\n  L1203: error\n  L01: error\n") {
        let expected = match code {
            "L1203" => Severity::Error,
            _ if code.starts_with("L12") => Severity::Note,
            _ => own,
        };
        assert_eq!(now, expected, "{code}");
    }
    let all = with("  L12: warning\n");
    assert!(all.contains(&("L1201", Severity::Error, Severity::Warning)));
    assert!(all.contains(&("L1204", Severity::Note, Severity::Note)));
}

#[test]
fn the_first_classes_cannot_be_lowered() {
    for class in ["L01", "L02", "L03"] {
        for word in ["note", "warning"] {
            let source = Source::new("lotsman.yaml", format!("name: база\nseverity:\n  {class}: {word}\n"));
            let (manifest, found) = read_manifest(&source, FileId(0));
            assert!(manifest.severity.is_empty());
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].entry.code, codes::YAML_SEVERITY_FIXED.code);
        }
        assert!(
            with(&format!("  {class}: warning\n"))
                .iter()
                .all(|(_, own, now)| own == now)
        );
    }
}
