//! Nothing that anybody can put into a file makes reading panic, hang or point outside.

use std::sync::Arc;

use lotsman::diag::Diagnostic;
use lotsman::source::Source;
use lotsman::span::FileId;
use lotsman::syntax::tree::{File, FileKind};
use lotsman::syntax::{parse, parse_all};
use proptest::prelude::*;

const KINDS: [FileKind; 3] = [FileKind::Topic, FileKind::Scenario, FileKind::Dialog];

fn check(text: &str) -> Vec<(File, Vec<Diagnostic>)> {
    KINDS
        .into_iter()
        .map(|kind| {
            let (file, found) = parse(FileId(0), Source::new("x", text), kind);
            assert_eq!(file.folded.len(), file.source.text.len());
            for d in &found {
                let places = d.secondary.iter().map(|s| s.place).chain([d.place]);
                let edits = d.fix.iter().flat_map(|f| &f.edits).map(|e| e.place);
                for place in places.chain(edits) {
                    let range = place.span.range();
                    assert!(
                        file.source.text.get(range.clone()).is_some(),
                        "{range:?} of {d:?} in {text:?}"
                    );
                }
            }
            for item in &file.items {
                assert!(file.source.text.get(item.span.range()).is_some(), "{item:?}");
                assert!(file.source.text.get(item.header.range()).is_some(), "{item:?}");
            }
            (file, found)
        })
        .collect()
}

fn codes(text: &str, kind: FileKind) -> Vec<&'static str> {
    let (_, found) = parse(FileId(0), Source::new("x", text), kind);
    found.iter().map(|d| d.entry.code).collect()
}

#[test]
fn deep_nesting_is_reported_and_the_rest_is_read() {
    let deep = |open: &str, close: &str, n: usize| format!("{}а{}", open.repeat(n), close.repeat(n));
    for n in [60, 70, 2_000, 100_000] {
        for line in [
            deep("(", ")", n),
            deep("не(", ")", n),
            deep("не ", "", n),
            deep("-", "", n),
            deep("если а то ", " иначе б", n),
            format!("а{}", ".б".repeat(n)),
            format!("а{}", " + а".repeat(n)),
            deep("«", "»", n),
        ] {
            check(&format!(
                "правило х = да\n  если\n    {line}\nконец\nфакт после: да_нет\nконец\n"
            ));
            let (file, _) = parse(
                FileId(0),
                Source::new("x", format!("правило х = {line}\nконец\nфакт после: да_нет\nконец\n")),
                FileKind::Scenario,
            );
            let last = file.items.last().unwrap().name.clone().unwrap();
            assert_eq!(&file.folded[last.span.range()], "после");
        }
        let lists = format!("факт а: {}текст\nконец\n", "список из ".repeat(n));
        assert!(!codes(&lists, FileKind::Scenario).is_empty());
        check(&format!(
            "тема а\n  признаки\n    +1 {}\n    +1 {}\nконец\n",
            deep("(", ")", n),
            deep("!", "", n)
        ));
    }
}

#[test]
fn limits_have_messages_of_their_own() {
    let long = format!(
        "сценарий а\n  шаг б\n    сказать \"{}\"\n    завершить решено\nконец\n",
        "я".repeat(10_000)
    );
    assert_eq!(codes(&long, FileKind::Scenario), ["L0132"]);
    assert_eq!(codes(&"\n".repeat(1_000_001), FileKind::Topic), ["L0134"]);
    assert_eq!(codes(&" ".repeat(16 * 1024 * 1024 + 1), FileKind::Topic), ["L0131"]);
}

#[test]
fn a_huge_line_is_survived() {
    for unit in ["(", "\"", "а ", "- ", "|", "-> ", "{", "«", "если ", "\u{0}"] {
        let text = unit.repeat(4 * 1024 * 1024 / unit.len());
        // Anything worse than linear would not end within the patience of whoever runs the tests.
        check(&text);
    }
}

#[test]
fn binary_junk_is_survived() {
    check("\u{0}\u{1}\u{feff}\u{fffd}\r\r\n\n\u{2028}тема\u{0}\nконец");
    check("тема \u{301}\nфакт\nконец\nсценарий");
}

#[test]
fn many_files_come_back_in_order() {
    let files: Vec<_> = (0..200)
        .map(|n| {
            (
                FileId(n),
                Source::new(format!("{n}"), format!("факт ф{n} да_нет\nконец\n")),
                FileKind::Scenario,
            )
        })
        .collect();
    let (read, found) = parse_all(files);
    assert!(read.iter().enumerate().all(|(n, file)| file.id.0 as usize == n));
    let places: Vec<u32> = found.iter().map(|d| d.place.file.0).collect();
    assert_eq!(places, (0..200).collect::<Vec<_>>());
}

fn good() -> Vec<Arc<str>> {
    super::corpus::files("good")
        .iter()
        .map(|p| std::fs::read_to_string(p).unwrap().into())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn arbitrary_text_of_the_language(words in proptest::collection::vec(
        prop_oneof![
            Just("тема "), Just("факт "), Just("сценарий "), Just("шаг "), Just("если"), Just("конец"), Just("выбор "),
            Just("\n"), Just("\n"), Just("а"), Just("b"), Just("\""), Just("«"), Just("»"), Just(" -> "), Just("- "), Just("| "),
            Just("=> "), Just("("), Just(")"), Just("1"), Just(","), Just("."), Just(": "), Just("да_нет"), Just("\t"), Just("\u{a0}"),
            Just("#"), Just("решение "), Just("=="), Just("не "), Just("2023-99-99"), Just("99999999999999999999"), Just("\\"),
            Just("фразы\n"), Just("признаки\n"), Just("+5 "), Just("диалог "), Just("> "), Just("чат "), Just("везде\n"),
        ], 0..60)) {
        check(&words.concat());
    }

    #[test]
    fn good_files_with_a_wound(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
                               cut in 0_usize..40, put in "[\\PC\n\t]{0,6}") {
        let files = good();
        let text = which.get(&files);
        let chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len().max(1));
        let wounded: String = chars[..at].iter().copied().chain(put.chars()).chain(chars.iter().skip(at + cut).copied()).collect();
        check(&wounded);
    }
}

#[test]
fn tests_within_tests_do_not_double_the_time_with_every_level() {
    let nested = format!("{}1{}", "а в (".repeat(60), ")".repeat(60));
    let text = format!("правило б: целое = 1\n  если\n    да\n    {nested}\nконец\n\nфакт г: да_нет\nконец\n");
    let (file, found) = parse(FileId(0), Source::new("а.scenario", text), FileKind::Scenario);
    assert_eq!(found.iter().map(|d| d.entry.code).collect::<Vec<_>>(), ["L0133"]);
    assert_eq!(file.items.len(), 2);
}

/// The deepest text that the limits let through is read on the smallest stack that a thread usually has.
#[test]
fn what_the_limits_let_through_fits_on_a_small_stack() {
    let deepest = [
        format!("{}1{} = 1", "(".repeat(64), ")".repeat(64)),
        format!("{}1{} = 1", "мин(".repeat(64), ")".repeat(64)),
        format!("а в {}1{}", "(а в ".repeat(8), ")".repeat(8)),
        format!("{}да{}", "если а то (".repeat(16), ") иначе нет".repeat(16)),
        format!("{}да", "если а то б иначе ".repeat(32)),
        format!("{}а", "не ".repeat(2_000)),
        format!("{}1 = 1", "-".repeat(4_000)),
        format!("а = \"{}{}\"", "«".repeat(64), "»".repeat(64)),
        format!("а = {}1{}", "[".repeat(64), "]".repeat(64)),
    ];
    for line in deepest {
        let text = format!("правило в_глубине: целое = 1\n  если\n    да\n    {line}\nконец\n");
        let reader = std::thread::Builder::new().stack_size(1024 * 1024);
        let read = reader.spawn(move || {
            let (file, found) = parse(FileId(0), Source::new("а.scenario", text), FileKind::Scenario);
            assert_eq!(file.items.len(), 1);
            found.len()
        });
        read.unwrap().join().unwrap();
    }
}
