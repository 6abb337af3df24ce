use std::io::Write as _;

use super::rasa::without_entities;
use super::*;

fn read_as(format: InputFormat, bytes: &[u8], options: &RowArgs) -> Vec<Result<Row, String>> {
    let bytes = bytes.to_vec();
    match Rows::from_reader("f", Some(format), Box::new(std::io::Cursor::new(bytes)), options) {
        Ok(rows) => rows.map(|r| r.map_err(|f| f.text(Lang::En))).collect(),
        Err(e) => vec![Err(e)],
    }
}

fn read(format: InputFormat, text: &str) -> Vec<Result<Row, String>> {
    read_as(format, text.as_bytes(), &RowArgs::default())
}

/// Label, text and line of each row.
fn short(rows: &[Result<Row, String>]) -> Vec<(String, String, u64)> {
    rows.iter()
        .map(|r| {
            let r = r.as_ref().unwrap();
            (r.label.clone().unwrap_or_default(), r.text.clone(), r.line)
        })
        .collect()
}

fn same(found: &[Result<Row, String>], wanted: &[(&str, &str, u64)]) {
    let wanted: Vec<_> = wanted
        .iter()
        .map(|(l, t, n)| ((*l).to_owned(), (*t).to_owned(), *n))
        .collect();
    assert_eq!(short(found), wanted);
}

#[test]
fn tables_with_tabs() {
    same(
        &read(InputFormat::Tsv, "label\ttext\na\tодин\r\n\nb\tдва\n"),
        &[("a", "один", 2), ("b", "два", 4)],
    );
    same(
        &read(InputFormat::Tsv, "\u{feff}text\tintent\nодин\ta"),
        &[("a", "один", 2)],
    );
    // Without a header the label comes first; one column is the text.
    same(
        &read(InputFormat::Tsv, "a\tодин\nb\tдва"),
        &[("a", "один", 1), ("b", "два", 2)],
    );
    same(&read(InputFormat::Tsv, "один\nдва"), &[("", "один", 1), ("", "два", 2)]);
    // Quotes of spreadsheets go, quotes of texts stay.
    same(
        &read(
            InputFormat::Tsv,
            "a\t\"с \"\"кавычками\"\"\"\na\t\"кто там\na\t\"да\" и \"нет\"\na\tтекст\t\n",
        ),
        &[
            ("a", "с \"кавычками\"", 1),
            ("a", "\"кто там", 2),
            ("a", "\"да\" и \"нет\"", 3),
            ("a", "текст", 4),
        ],
    );
}

#[test]
fn tables_with_commas() {
    same(
        &read(InputFormat::Csv, "text,category\n\"раз, два\nтри\",a\nчетыре,b\n"),
        &[("a", "раз, два\nтри", 2), ("b", "четыре", 4)],
    );
    same(
        &read(InputFormat::Csv, "\u{feff}Тема;Вопрос\nа;где, когда\n"),
        &[("а", "где, когда", 2)],
    );
    let rows = read(InputFormat::Csv, "id,text,label,note\n7,один,a,x\n");
    let rest = &rows[0].as_ref().unwrap().rest;
    assert_eq!(
        rest,
        &[("id".into(), Value::from("7")), ("note".into(), Value::from("x"))]
    );
}

#[test]
fn columns_may_be_named() {
    let options = |text: &str, label: &str| RowArgs {
        text_column: Some(text.to_owned()),
        label_column: Some(label.to_owned()),
        ..RowArgs::default()
    };
    let table = "gold\tb\tbody\nx\t1\tодин\n".as_bytes();
    same(
        &read_as(InputFormat::Tsv, table, &options("body", "Gold")),
        &[("x", "один", 2)],
    );
    // One column may be both.
    same(
        &read_as(InputFormat::Tsv, table, &options("body", "body")),
        &[("один", "один", 2)],
    );
    // Numbers where there is no header.
    same(
        &read_as(InputFormat::Tsv, b"1\tx\tone\n", &options("3", "2")),
        &[("x", "one", 1)],
    );
    let rows = read_as(InputFormat::Tsv, table, &options("words", "gold"));
    assert_eq!(
        rows,
        [Err(
            "f:1: столбца «words» нет; есть: gold, b, body · f:1: there is no column “words”; there are: gold, b, body"
                .into()
        )]
    );
}

#[test]
fn objects_a_line() {
    let rows = read(
        InputFormat::Jsonl,
        "{\"utterance\": \"один\", \"n\": {\"k\": [1]}, \"intent\": \"a\"}\n{\"query\": \"два\"}\n\"три\"\n{\"no\": 1}\n{broken\n",
    );
    same(&rows[..3], &[("a", "один", 1), ("", "два", 2), ("", "три", 3)]);
    assert_eq!(
        rows[0].as_ref().unwrap().rest,
        [("n".into(), serde_json::json!({"k": [1]}))]
    );
    assert!(
        rows[3]
            .as_ref()
            .unwrap_err()
            .starts_with("f:4: no key holds a text; there are: no.")
    );
    assert!(rows[4].as_ref().unwrap_err().starts_with("f:5: no JSON object"));
    assert_eq!(
        read(InputFormat::Jsonl, "[{\"text\": \"а\"}]\n{\"text\": \"б\"}").len(),
        1
    );
}

#[test]
fn training_data_of_rasa() {
    let text = "version: \"3.1\"\nnlu:\n- intent: город\n  examples: |\n    - еду в [Берлин](city)\n    - из [Рима]{\"entity\": \"city\"}\n- synonym: х\n  examples: |\n    - икс\n- intent: faq/имя\n  examples:\n    - text: |\n        - кто ты\n      metadata: {a: b}\n";
    same(
        &read(InputFormat::Rasa, text),
        &[
            ("город", "еду в Берлин", 5),
            ("город", "из Рима", 6),
            ("faq/имя", "кто ты", 13),
        ],
    );
    assert!(read(InputFormat::Rasa, "a: *b\n")[0].is_err());
    assert!(
        read(InputFormat::Rasa, "stories: []\n")[0]
            .as_ref()
            .unwrap_err()
            .contains("nlu:")
    );
}

#[test]
fn entities_are_taken_out_of_texts() {
    for (text, plain) in [
        ("[а](б) и [в]{\"c\": 1}.", "а и в."),
        ("[не](закрыто", "[не](закрыто"),
        ("скобки [просто так] стоят", "скобки [просто так] стоят"),
        ("[", "["),
    ] {
        assert_eq!(without_entities(text), plain);
    }
}

#[test]
fn one_bad_row_does_not_stop_the_others() {
    let mut bytes = b"a\tone\n\xcf\xf0\xe8\tx\nb\ttwo\nonly\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 2 * MAX_ROW_BYTES));
    bytes.extend(b"\nc\tthree\n");
    let rows = read_as(InputFormat::Tsv, &bytes, &RowArgs::default());
    let faults: Vec<_> = rows.iter().filter_map(|r| r.as_ref().err()).collect();
    assert_eq!(rows.len(), 6);
    assert!(faults[0].starts_with("f:2: the row is not in UTF-8"), "{faults:?}");
    assert!(faults[1].starts_with("f:4: the row has 1 of 2 columns"), "{faults:?}");
    assert!(faults[2].starts_with("f:5: the row is over 1 MB"), "{faults:?}");
    assert_eq!(rows[5].as_ref().unwrap().text, "three");
}

#[test]
fn a_forgotten_quote_does_not_swallow_the_disk() {
    let mut bytes = b"text,label\n\"open,a\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 20 * MAX_ROW_BYTES));
    let rows = read_as(InputFormat::Csv, &bytes, &RowArgs::default());
    assert_eq!(rows.len(), 1);
    assert!(
        rows[0]
            .as_ref()
            .unwrap_err()
            .contains("a quote is opened and not closed"),
        "{rows:?}"
    );
}

#[test]
fn encodings_that_are_not_read_are_named() {
    assert!(
        read_as(InputFormat::Tsv, b"\xff\xfea\0", &RowArgs::default())[0]
            .as_ref()
            .unwrap_err()
            .contains("UTF-16")
    );
    assert!(
        read_as(InputFormat::Csv, b"PK\x03\x04", &RowArgs::default())[0]
            .as_ref()
            .unwrap_err()
            .contains("Excel")
    );
}

#[test]
fn the_first_line_tells_what_the_name_does_not() {
    for (start, format) in [
        ("{\"text\": \"а\"}", InputFormat::Jsonl),
        ("a\tб", InputFormat::Tsv),
        ("где мой паспорт", InputFormat::Text),
    ] {
        assert_eq!(InputFormat::of_start(start.as_bytes()), format);
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all("где\nкогда\n".as_bytes()).unwrap();
    let rows = Rows::open(file.path(), &RowArgs::default()).unwrap();
    assert_eq!(
        rows.filter_map(Result::ok).map(|r| r.text).collect::<Vec<_>>(),
        ["где", "когда"]
    );
}

#[test]
fn labels_out_of_scope() {
    for label in ["oos", "OOS", "out_of_scope", "out-of-scope", "Out of scope", "none"] {
        assert!(is_out_of_scope(label), "{label}");
    }
    assert!(!is_out_of_scope("nonexistent"));
}
