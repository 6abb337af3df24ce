//! What must hold for any text, however it was mangled.

use lotsman::syntax::format::{Keywords, Lang};
use lotsman::syntax::tree::FileKind;
use proptest::prelude::*;

use super::{keep, pasted, run, samples};

const GOOD: [(&str, FileKind); 4] = [
    (samples::TOPIC, FileKind::Topic),
    (samples::SCENARIO, FileKind::Scenario),
    (samples::DIALOG, FileKind::Dialog),
    (pasted::ENGLISH, FileKind::Scenario),
];

fn file() -> impl Strategy<Value = (String, FileKind)> {
    let all: Vec<(String, FileKind)> = GOOD
        .iter()
        .copied()
        .chain([
            (pasted::TOPIC, FileKind::Topic),
            (pasted::SCENARIO, FileKind::Scenario),
            (pasted::DIALOG, FileKind::Dialog),
        ])
        .map(|(text, kind)| (pasted::real(text), kind))
        .collect();
    prop::sample::select(all)
}

/// Another indentation of every line, spaces for each other, blank lines anywhere.
fn reindented(text: &str, noise: &[u8]) -> String {
    let mut noise = noise.iter().copied().cycle();
    let mut out = String::new();
    for line in text.lines() {
        let n = noise.next().unwrap_or(0);
        out.push_str(&" ".repeat(usize::from(n % 7)));
        if n % 11 == 0 {
            out.push('\t');
        }
        out.push_str(line.trim_start());
        out.push_str(["", " ", "\u{a0}", "\r"][usize::from(n % 4)]);
        out.push_str(if n % 13 == 0 { "\n\n\n" } else { "\n" });
    }
    out
}

#[derive(Clone, Debug)]
enum Change {
    Drop(usize),
    Insert(usize, char),
    DropLine(usize),
    RepeatLine(usize),
    SwapLines(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let sign = prop::sample::select(
        "\"«»“”()[]{}|#-–—>=<\\ \t\u{a0}\n.,:&!@*яЁq7₽'\u{feff}\r…"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop_oneof![
        any::<usize>().prop_map(Change::Drop),
        (any::<usize>(), sign).prop_map(|(at, c)| Change::Insert(at, c)),
        any::<usize>().prop_map(Change::DropLine),
        any::<usize>().prop_map(Change::RepeatLine),
        any::<usize>().prop_map(Change::SwapLines),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for change in changes {
        let mut chars: Vec<char> = text.chars().collect();
        let mut lines: Vec<&str> = text.split('\n').collect();
        match change {
            Change::Drop(at) if !chars.is_empty() => {
                chars.remove(at % chars.len());
                text = chars.into_iter().collect();
            }
            Change::Insert(at, c) => {
                chars.insert(at % (chars.len() + 1), *c);
                text = chars.into_iter().collect();
            }
            Change::DropLine(at) => {
                lines.remove(at % lines.len());
                text = lines.join("\n");
            }
            Change::RepeatLine(at) => {
                let at = at % lines.len();
                lines.insert(at, lines[at]);
                text = lines.join("\n");
            }
            Change::SwapLines(at) => {
                let (at, len) = (at % lines.len(), lines.len());
                lines.swap(at, (at + 1) % len);
                text = lines.join("\n");
            }
            Change::Drop(_) => {}
        }
    }
    text
}

/// Letters and digits in order of code points: nothing that a reader reads may be lost.
fn letters(text: &str) -> Vec<char> {
    let mut all: Vec<char> = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    all.sort_unstable();
    all
}

/// Comments that have lines to themselves. A CR without LF ends a line, as on old Macs.
fn own_line_comments(text: &str) -> Vec<String> {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain = plain.replace(['\u{a0}', '\t'], " ").replace('\u{feff}', "");
    let mut all: Vec<String> = plain
        .lines()
        .map(str::trim)
        .filter(|l| l.starts_with('#'))
        .map(str::to_owned)
        .collect();
    all.sort();
    all
}

#[test]
fn a_lone_cr_ends_a_comment() {
    let text = "# до\rтема срок \"Срок\"\r  ответ \"Пять дней.\"\rконец\r\n# после\r";
    assert_eq!(own_line_comments(text), ["# до", "# после"]);
    let formatted = keep(text, FileKind::Topic);
    assert_eq!(own_line_comments(&formatted), ["# до", "# после"]);
    assert!(formatted.contains("\nтема срок"), "{formatted}");
}

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(32);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn formatting_twice_is_formatting_once((text, kind) in file(), changes in prop::collection::vec(change(), 0..12)) {
        let text = changed(&text, &changes);
        let once = keep(&text, kind);
        prop_assert_eq!(&keep(&once, kind), &once);
        prop_assert!(once.is_empty() || (once.ends_with('\n') && !once.ends_with("\n\n")));
        let marked = once.starts_with('\u{feff}');
        prop_assert!(!marked);
    }

    #[test]
    fn comments_on_their_own_lines_are_kept((text, kind) in file(), changes in prop::collection::vec(change(), 0..12)) {
        let text = changed(&text, &changes);
        prop_assert_eq!(own_line_comments(&keep(&text, kind)), own_line_comments(&text));
    }

    #[test]
    fn indentation_says_nothing((text, kind) in prop::sample::select(GOOD.to_vec()), noise in prop::collection::vec(any::<u8>(), 1..64)) {
        let shuffled = reindented(text, &noise);
        let squeeze = |t: &str| t.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let (after, before) = (squeeze(&keep(&shuffled, kind)), squeeze(&keep(text, kind)));
        prop_assert_eq!(after.iter().zip(&before).find(|(a, b)| a != b), None);
        prop_assert_eq!(after.len(), before.len());
    }

    #[test]
    fn english_and_back_is_the_same_text((text, kind) in file(), changes in prop::collection::vec(change(), 0..6)) {
        let russian = run(&changed(&text, &changes), kind, Keywords::To(Lang::Ru)).text;
        let english = run(&russian, kind, Keywords::To(Lang::En)).text;
        prop_assert_eq!(run(&english, kind, Keywords::To(Lang::Ru)).text, russian);
    }

    #[test]
    fn no_text_is_lost_from_canonical_files((text, kind) in prop::sample::select(GOOD[..3].to_vec()), noise in prop::collection::vec(any::<u8>(), 1..64)) {
        let shuffled = reindented(text, &noise);
        prop_assert_eq!(letters(&keep(&shuffled, kind)), letters(&shuffled));
    }

    #[test]
    fn any_text_is_formatted(text in "\\PC{0,200}", kind in prop::sample::select(vec![FileKind::Topic, FileKind::Scenario, FileKind::Dialog])) {
        let once = keep(&text, kind);
        prop_assert_eq!(keep(&once, kind), once);
    }
}
