use super::git::{Hunk, diffed};
use super::*;
use crate::span::Span;

#[test]
fn diffs_are_read() {
    let diff = "diff --git a/topics/a.topic b/topics/a.topic\n--- a/topics/a.topic\n+++ b/topics/a.topic\n@@ -3 +3,2 @@ тема\n--- не заголовок\n+++ и это тоже\n+да\n@@ -10,2 +11,0 @@\n-раз\n-два\n\
                diff --git a/x y.topic b/x y.topic\nnew file mode 100644\n--- /dev/null\n+++ b/x y.topic\t\n@@ -0,0 +1 @@\n+а\n\
                diff --git a/b.topic b/b.topic\n--- a/b.topic\n+++ /dev/null\n@@ -1 +0,0 @@\n-а\n\
                diff --git a/old.topic b/new.topic\nrename from old.topic\n--- a/old.topic\n+++ b/new.topic\n@@ -1 +1 @@\n-а\n+б\n\\ No newline at end of file\n\
                diff --git \"a/q\\\"\\321\\202.topic\" \"b/q\\\"\\321\\202.topic\"\n--- \"a/q\\\"\\321\\202.topic\"\n+++ \"b/q\\\"\\321\\202.topic\"\n@@ -5 +5 @@\n-а\n+б\n";
    let files = diffed(diff);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["new.topic", "q\"т.topic", "topics/a.topic", "x y.topic"]);
    assert_eq!(
        files["topics/a.topic"],
        FileChange::Changed {
            old: "topics/a.topic".into(),
            hunks: vec![
                Hunk {
                    old: (3, 1),
                    new: (3, 2)
                },
                Hunk {
                    old: (10, 2),
                    new: (11, 0)
                }
            ],
        }
    );
    assert_eq!(files["x y.topic"], FileChange::New);
    assert!(matches!(&files["new.topic"], FileChange::Changed { old, .. } if old == "old.topic"));
}

#[test]
fn lines_reach_into_items() {
    let source = Source::new("a.scenario", "# а\nфакт а: текст\nконец\n\nфакт б: текст\nконец\n");
    let items = items(&source);
    let lines = starts(&source.text);
    let hit = |range| in_lines(&items, &lines, std::iter::once(range));
    assert_eq!(hit((1, 1)), [true, false]);
    assert_eq!(hit((3, 3)), [true, true]);
    assert_eq!(hit((4, 1)), [false, false], "a blank line belongs to no item");
    assert_eq!(hit((6, 1)), [false, true]);
    assert_eq!(hit((2, 0)), [false, false]);
    assert_eq!(hit((90, 3)), [false, false]);
}

#[test]
fn a_finding_concerns_a_change_by_any_of_its_places() {
    use crate::diag::codes;
    let item = Item {
        kind: None,
        name: String::new(),
        label: String::new(),
        span: Span::new(10, 20),
    };
    let touched = Touched {
        items: BTreeMap::from([(FileId(0), vec![item])]),
        whole: BTreeSet::from([FileId(2)]),
    };
    let at = |file, start, end| Diagnostic::new(&codes::UNKNOWN_STEP, FileId(file), Span::new(start, end));
    assert!(touched.concerns(&at(0, 10, 10)) && touched.concerns(&at(0, 19, 30)) && touched.concerns(&at(2, 0, 0)));
    assert!(!touched.concerns(&at(0, 20, 30)) && !touched.concerns(&at(0, 0, 10)) && !touched.concerns(&at(1, 12, 13)));
    assert!(touched.concerns(&at(1, 12, 13).also(FileId(0), Span::new(15, 16), "", "")));
    assert_eq!(touched.items().count(), 1);
}
