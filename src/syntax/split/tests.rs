#![allow(clippy::string_slice, reason = "a test that panics has failed, and says where")]

use super::*;

fn shape(text: &str, kind: FileKind) -> Vec<(ItemRule, bool, &str)> {
    let pieces = split(text, kind);
    let mut end = 0;
    for piece in &pieces {
        assert_eq!(piece.span.start, end, "a gap before {piece:?}");
        end = piece.span.end;
    }
    assert_eq!(end as usize, text.len());
    pieces.iter().map(|p| (p.kind, p.junk, &text[p.span.range()])).collect()
}

#[test]
fn items_take_the_comments_above_them() {
    let text = "факт а: да_нет\nконец\n\n## описание\n# примечание\nправило б = да\nконец\n";
    assert_eq!(
        shape(text, FileKind::Scenario),
        [
            (ItemRule::Fact, false, "факт а: да_нет\nконец\n"),
            (
                ItemRule::Rule,
                false,
                "\n## описание\n# примечание\nправило б = да\nконец\n"
            ),
        ]
    );
}

#[test]
fn a_forgotten_end_does_not_swallow_the_next_item() {
    let text = "факт а: да_нет\nочередь б\nконец";
    assert_eq!(
        shape(text, FileKind::Scenario),
        [
            (ItemRule::Fact, false, "факт а: да_нет\n"),
            (ItemRule::Queue, false, "очередь б\nконец")
        ]
    );
}

#[test]
fn lines_of_other_files_begin_nothing() {
    let text = "диалог \"x\"\n  факт а = да\n  тема б\nконец\n";
    assert_eq!(shape(text, FileKind::Dialog), [(ItemRule::Dialog, false, text)]);
}

#[test]
fn text_before_the_first_item_is_junk() {
    let text = "привет\ntopic a\nend\n";
    assert_eq!(
        shape(text, FileKind::Topic),
        [
            (ItemRule::Topic, true, "привет\n"),
            (ItemRule::Topic, false, "topic a\nend\n")
        ]
    );
    assert_eq!(
        shape("темный лес\n", FileKind::Topic),
        [(ItemRule::Topic, true, "темный лес\n")]
    );
    assert_eq!(shape("", FileKind::Topic), []);
}
