use proptest::prelude::*;

use super::*;
use crate::diag::{Diagnostics, human};
use crate::model::manifest::read_manifest;
use crate::model::reference::read_reference;
use crate::source::{Source, Sources};
use crate::span::FileId;
use crate::value::{Lang, Money};

/// The source and what is said about it, side by side, for a reviewer who does not program.
pub(crate) fn report(sources: &Sources, diags: &Diagnostics) -> String {
    for diag in diags {
        for lang in [Lang::Ru, Lang::En] {
            let entry = diag.entry;
            for template in [entry.headline, entry.label, entry.why, entry.help] {
                let text = diag.fill(template, lang);
                let hole = text
                    .split('{')
                    .skip(1)
                    .filter_map(|t| t.split_once('}'))
                    .find(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()));
                assert!(hole.is_none(), "{}: {text}", entry.code);
            }
        }
    }
    let mut out = String::new();
    for (_, source) in sources.iter() {
        out.push_str(&format!("=== {}\n{}\n", source.name, source.text.trim_end()));
    }
    out.push_str("=== сообщения\n");
    out.push_str(human(diags, sources, Lang::Ru, false).trim_end());
    out
}

pub(crate) fn manifest_report(text: &str) -> String {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("lotsman.yaml", text));
    let (_, diags) = read_manifest(sources.get(file).unwrap(), file);
    report(&sources, &diags)
}

pub(crate) fn reference_report(files: &[(&str, &str)]) -> String {
    let mut sources = Sources::new();
    for (name, text) in files {
        sources.add(Source::new(*name, *text));
    }
    let list: Vec<_> = sources.iter().collect();
    let (_, diags) = read_reference(&list);
    report(&sources, &diags)
}

fn codes_of(text: &str) -> Vec<&'static str> {
    let source = Source::new("lotsman.yaml", text);
    read_tree(&source, FileId(0)).1.iter().map(|d| d.entry.code).collect()
}

#[test]
fn broken_writing() {
    let cases = [
        ("tab", "name: база\nlimits:\n\tno_match: 2\n\tno_input: 3\n"),
        ("nbsp", "name: база\nlimits:\n  no_match: 2\n\u{a0}\u{a0}no_input: 3\n"),
        ("duplicate", "name: база\ntitle: Первая\n# ещё\ntitle: Вторая\n"),
        ("alias", "name: &имя база\ntitle: *имя\n"),
        ("unknown_alias", "name: база\ntitle: *имя\n"),
        ("tag", "name: !важно база\n"),
        ("documents", "name: база\n---\nname: другая\n"),
        ("key_kind", "name: база\n? [а, б]\n: в\n"),
        ("empty", "# пока пусто\n"),
        ("quote", "name: база\ntitle: \"Единая база\nlanguage: ru\n"),
        ("control", "name: база\ntitle: При\u{7}каз\n"),
        ("colon", "name: база\ntitle: Приказ: порядок работы\n"),
        ("indent", "name: база\nlimits:\n    no_match: 2\n  no_input: 3\n"),
        ("bracket", "name: база\nexclude: [черновики, архив\n"),
        ("at_sign", "name: база\ntitle: @почта\n"),
        ("no_colon", "name: база\nпросто строка\ntitle: Т\n"),
        ("list_item", "name: база\n- пункт\n"),
    ];
    for (name, text) in cases {
        insta::assert_snapshot!(name, manifest_report(text));
    }
}

#[test]
fn limits_are_kept_fast() {
    let before = std::time::Instant::now();
    assert_eq!(codes_of(&"[".repeat(200_000)), ["L0156"]);
    assert_eq!(codes_of(&"{a: ".repeat(50_000)), ["L0156"]);
    assert_eq!(codes_of(&"- ".repeat(100_000)), ["L0156"]);
    assert_eq!(codes_of(&"? ".repeat(100_000)), ["L0156"]);
    let steps: String = (0..1_000).map(|i| format!("{}к:\n", " ".repeat(i))).collect();
    assert_eq!(codes_of(&steps), ["L0156"]);
    assert_eq!(codes_of(&format!("а: \"{}\"", "я".repeat(5_000_000 / 2))), ["L0157"]);
    assert_eq!(codes_of(&format!("а: \"{}\"", "я".repeat(40_000))), ["L0158"]);
    assert_eq!(codes_of(&format!("{}: а", "я".repeat(40_000)))[0], "L0158");
    // Generous: the naive way takes minutes, this takes milliseconds.
    assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
}

#[test]
fn long_lines_are_linear() {
    let items: Vec<String> = (0..100_000).map(|i| format!("слово{i}")).collect();
    let before = std::time::Instant::now();
    assert!(codes_of(&format!("а: [{}]", items.join(", "))).is_empty());
    assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
}

#[test]
fn depth_up_to_the_limit_is_read() {
    let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert!(codes_of(&nested(MAX_DEPTH)).is_empty());
    assert_eq!(codes_of(&nested(MAX_DEPTH + 1)), ["L0156"]);
}

#[test]
fn alias_bombs_are_refused() {
    let mut text = "a0: &a0 [я, я]\n".to_owned();
    for i in 1..30 {
        text.push_str(&format!("a{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1));
    }
    let found = codes_of(&text);
    assert!(!found.is_empty() && found.iter().all(|c| *c == "L0153"));
}

#[test]
fn places_are_bytes_of_the_text() {
    for prefix in ["", "\u{feff}", "# Примечание про ёлку\n", "а: б # хвост «ёлки»\n"] {
        for ending in ["\n", "\r\n"] {
            let text =
                format!("{prefix}ключ: \"зна чение\"\nсписок:\n  - один\n  - два # 2\nпусто: # ничего\nконец: тут\n")
                    .replace('\n', ending);
            let source = Source::new("а.yaml", text);
            let (tree, diags) = read_tree(&source, FileId(0));
            assert!(diags.is_empty(), "{diags:?}");
            let tree = tree.unwrap();
            let entry = tree.get("ключ").unwrap();
            assert_eq!(source.slice(entry.key_span), "ключ");
            assert_eq!(source.slice(entry.value.span), "\"зна чение\"");
            let Kind::List(items) = &tree.get("список").unwrap().value.kind else {
                panic!("not a list")
            };
            let words: Vec<_> = items.iter().map(|n| source.slice(n.span)).collect();
            assert_eq!(words, ["один", "два"]);
            assert_eq!(source.slice(tree.get("конец").unwrap().value.span), "тут");
        }
    }
}

#[test]
fn amounts_are_exact() {
    assert_eq!(decimal("0.1").unwrap().to_string(), "0.1");
    assert_eq!(decimal("12 500,50").unwrap().to_string(), "12500.50");
    assert_eq!(decimal("1_000_000").unwrap().to_string(), "1000000");
    for bad in ["", "-", "1.", ".5", "1.2.3", "1e5", "NaN", "двенадцать"] {
        assert_eq!(decimal(bad), None, "{bad}");
    }
    assert_eq!(money("12 500,50 ₽"), Some(Money(1_250_050)));
    assert_eq!(money("0.001"), None);
    assert_eq!(date("2024-02-29").map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
    assert_eq!(date("2023-02-29"), None);
    assert_eq!(date("2023-2-9"), None);
    assert_eq!(
        russian_date("15.09.2023").map(|d| d.to_string()).as_deref(),
        Some("2023-09-15")
    );
    assert_eq!(duration("3 рабочих дня").unwrap().working_days, 3);
    assert_eq!(duration("2 года").unwrap().months, 24);
    assert_eq!(duration("10 days").unwrap().days, 10);
    assert_eq!(duration("десять дней"), None);
}

#[test]
fn nothing_that_serde_yaml_reads_otherwise() {
    // Our tree and the library's own reader must agree on what a clean text says.
    let text = "kind: x\na: [1, \"2\", три]\nb:\n  c: 'д е'\n  e: |\n    много\n    строк\nf: да\n";
    let source = Source::new("а.yaml", text);
    let tree = read_tree(&source, FileId(0)).0.unwrap();
    let theirs: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    fn same(node: &Node, value: &serde_yaml::Value) -> bool {
        match (&node.kind, value) {
            (Kind::Scalar { text, .. }, serde_yaml::Value::String(s)) => text == s,
            (Kind::Scalar { text, .. }, serde_yaml::Value::Number(n)) => *text == n.to_string(),
            (Kind::List(items), serde_yaml::Value::Sequence(values)) => {
                items.len() == values.len() && items.iter().zip(values).all(|(n, v)| same(n, v))
            }
            (Kind::Map(entries), serde_yaml::Value::Mapping(map)) => {
                entries.len() == map.len()
                    && entries
                        .iter()
                        .all(|e| map.get(e.key.as_str()).is_some_and(|v| same(&e.value, v)))
            }
            _ => false,
        }
    }
    assert!(same(&tree, &theirs), "{tree:?} {theirs:?}");
}

/// Texts that look like YAML more often than chance would make them.
fn yamlish() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "name",
        "kind",
        "directory",
        "entries",
        "values",
        "parameter",
        "from",
        "title",
        ": ",
        ":\n",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\"",
        "'",
        "|\n",
        ">\n",
        "# ",
        "&а ",
        "*а",
        "!т ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "? ",
        "\t",
        "\u{a0}",
        "\u{feff}",
        "\r\n",
        "ёж",
        "2026-01-01",
        "0.1",
        "~",
        "\\",
        "\u{0}",
        "\u{2028}",
        "@",
        "`",
    ]);
    prop::collection::vec(bits, 0..60).prop_map(|v| v.concat())
}

fn never_panics(text: &str) {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("lotsman.yaml", text));
    let source = sources.get(file).unwrap();
    let (_, mut diags) = read_manifest(source, file);
    diags.extend(read_reference(&[(file, source)]).1);
    for diag in &diags {
        assert!(diag.place.span.end as usize <= source.text.len());
        assert!(!human(std::slice::from_ref(diag), &sources, Lang::Ru, false).contains("{found}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in ".*") {
        never_panics(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        never_panics(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn near_yaml_is_read_or_refused(text in yamlish()) {
        never_panics(&text);
    }
}
