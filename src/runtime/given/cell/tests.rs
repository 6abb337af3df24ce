use super::*;

#[test]
fn plain_json_is_read_as_cells() {
    let read = |json: &str| serde_json::from_str::<Cell<'static>>(json);
    let text = |text: &'static str| Cell::Text(text.into());
    assert_eq!(read("null").unwrap(), Cell::Empty);
    assert_eq!(read("true").unwrap(), Cell::Truth(true));
    assert_eq!(read("-2").unwrap(), text("-2"));
    assert_eq!(read("18446744073709551615").unwrap(), text("18446744073709551615"));
    assert_eq!(read("20000.50").unwrap(), text("20000.5"));
    assert_eq!(read("\"20 000 ₽\"").unwrap(), text("20 000 ₽"));
    assert_eq!(read("[1, null]").unwrap(), Cell::List(vec![text("1"), Cell::Empty]));
    let wrong = read("{\"a\": 1}").unwrap_err().to_string();
    assert!(wrong.contains("a text, a number, a truth value"), "{wrong}");
}
