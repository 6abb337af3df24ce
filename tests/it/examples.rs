//! Examples of the pages of errors: fenced blocks whose info string is `wrong PATH` or `right PATH`.

/// Files of the examples of a kind: path and text.
pub fn examples(page: &str, kind: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|i| !i.is_empty()) else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|l| !l.starts_with("```")).collect();
        if let Some((of, path)) = info.split_once(' ')
            && of == kind
        {
            files.push((path.trim().to_owned(), format!("{}\n", body.join("\n"))));
        }
    }
    files
}
