use super::*;

fn of(name: &str, text: &str) -> Vec<(String, String)> {
    let source = Source::new(name, text);
    items(&source)
        .into_iter()
        .map(|i| (i.label, source.slice(i.span).to_owned()))
        .collect()
}

fn pair(label: &str, text: &str) -> (String, String) {
    (label.to_owned(), text.to_owned())
}

#[test]
fn entries_of_yaml() {
    let text = "name: база\n\n# пределы\nlimits:\n  no_match: 3\nsegments:\n  - name: а\n    owners:\n      - Иван\n  # второй\n  - name: б\nexclude: [x]\n";
    assert_eq!(
        of("lotsman.yaml", text),
        [
            pair("name", "name: база\n"),
            pair("limits", "# пределы\nlimits:\n  no_match: 3\n"),
            pair("segments", "segments:\n"),
            pair("segments - name: а", "  - name: а\n    owners:\n      - Иван\n"),
            pair("segments - name: б", "  # второй\n  - name: б\n"),
            pair("exclude", "exclude: [x]\n"),
        ]
    );
    // Lists without indentation, and a list that is the whole file.
    let labels = |text: &str| of("a.yaml", text).into_iter().map(|i| i.0).collect::<Vec<_>>();
    assert_eq!(
        labels("entries:\n- key: а\n  title: А\n- key: б\n"),
        ["entries", "entries - key: а", "entries - key: б"]
    );
    assert_eq!(labels("\u{feff}a: 1\r\nb: 2\r\n"), ["a", "b"]);
    assert!(labels("").is_empty());
}

#[test]
fn places_lie_in_items() {
    let mut sources = Sources::new();
    let text = "чепуха\nфакт а: текст\nконец\n# о б\nфакт б: текст\nконец\n";
    let file = sources.add(Source::new("a.scenario", text));
    let mut items = Items::new(&sources);
    let mut at = |word: &str| {
        let start = text.find(word).unwrap() as u32;
        items.label(Place::new(file, Span::at(start)))
    };
    assert_eq!(
        ["чепуха", "факт а", "# о", "факт б"].map(&mut at),
        ["", "факт а", "факт б", "факт б"]
    );
    let end = text.len() as u32;
    assert_eq!(items.label(Place::new(file, Span::at(end))), "");
    assert_eq!(items.label(Place::new(FileId(9), Span::at(0))), "");
}
