use super::*;
use crate::diag::codes;

fn at(start: u32, end: u32) -> Place {
    Place::new(FileId(0), Span::new(start, end))
}

fn edit(start: u32, end: u32, text: &str) -> Edit {
    Edit {
        place: at(start, end),
        text: text.to_owned(),
    }
}

fn found(entry: &'static crate::diag::Entry, edits: Vec<Edit>) -> Diagnostic {
    let mut diag = Diagnostic::new(entry, FileId(0), Span::at(0));
    diag.fix = Some(Fix { edits });
    diag
}

#[test]
fn fixes_that_touch_wait_for_the_next_round() {
    let arrow = |edits| found(&codes::WRONG_ARROW, edits);
    let chosen = choose(&[
        arrow(vec![edit(4, 6, "a")]),
        arrow(vec![edit(0, 1, "b"), edit(5, 7, "c")]), // shares a byte: none of it
        arrow(vec![edit(6, 6, "d")]),                  // beside
        arrow(vec![edit(0, 1, "e")]),
        arrow(vec![edit(4, 6, "a")]), // the same again
        arrow(vec![edit(2, 2, "f"), edit(8, 9, "g")]),
        arrow(vec![edit(3, 5, "h")]),
    ]);
    assert_eq!(chosen.mended, [0, 3, 4, 5]);
    assert_eq!(chosen.waiting, 3);
    let starts: Vec<u32> = chosen.edits.iter().map(|e| e.place.span.start).collect();
    assert_eq!(starts, [0, 2, 4, 8]);
    assert_eq!(edited("0123456789", FileId(0), &chosen.edits), "e1f23a67g9");
}

#[test]
fn names_wait_until_everything_can_be_read() {
    let name = found(&codes::UNKNOWN_STEP, vec![edit(0, 1, "a")]);
    let unread = Diagnostic::new(&codes::UNREADABLE_LINE, FileId(1), Span::at(0));
    assert_eq!(choose(&[name.clone(), unread]).waiting, 1);
    // A remark of the same class hides no name.
    let remark = Diagnostic::new(&codes::NOTE_TABS, FileId(1), Span::at(0));
    assert_eq!(choose(&[name, remark]).mended, [0]);
}

#[test]
fn what_the_author_has_to_decide_is_left() {
    let mut one = found(&codes::SILENT_ROUNDING, vec![edit(0, 1, "a")]);
    one.fix_is_sure = false;
    let chosen = choose(&[one]);
    assert!(chosen.mended.is_empty() && chosen.edits.is_empty() && chosen.waiting == 0);
}

#[test]
fn lines_are_broken_as_in_the_rest_of_the_file() {
    let edits = [edit(3, 3, "в\nг\r\n")];
    assert_eq!(edited("a\r\nb\r\n", FileId(0), &edits), "a\r\nв\r\nг\r\nb\r\n");
    assert_eq!(edited("ab\nb\n", FileId(0), &edits), "ab\nв\nг\r\nb\n");
}

#[test]
fn edits_outside_of_the_text_are_passed_over() {
    let edits = [edit(1, 2, "x"), edit(3, 90, "y")];
    // The first splits a letter, the second reaches past the end.
    assert_eq!(edited("жук", FileId(0), &edits), "жук");
    assert_eq!(edited("abc", FileId(7), &edits), "abc");
}

#[test]
fn a_line_of_which_nothing_is_left_goes() {
    let cut = |text: &str, word: &str| {
        let at = text.find(word).unwrap() as u32;
        edited(text, FileId(0), &[edit(at, at + word.len() as u32, "")])
    };
    assert_eq!(cut("раз\n  два \nтри\n", "два"), "раз\nтри\n");
    assert_eq!(cut("раз\r\n\tдва\r\nтри\r\n", "два"), "раз\r\nтри\r\n");
    assert_eq!(cut("раз\n  два", "два"), "раз\n");
    assert_eq!(cut("раз\n  два # о двух\n", "два"), "раз\n   # о двух\n");
    assert_eq!(cut("раз\n\t\nтри\n", "\t"), "раз\n\nтри\n");
    assert_eq!(cut("раз\n  два", "\n  два"), "раз");
}
