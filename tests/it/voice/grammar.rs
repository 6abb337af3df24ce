//! Grammars of SRGS 1.0: whether a grammar knows a sequence of words or keys.

use super::xml::{Element, Node};

/// Whether one of the grammars knows it.
pub fn knows(grammars: &[&Element], mode: &str, tokens: &[String]) -> bool {
    grammars
        .iter()
        .filter(|g| g.attr("mode").unwrap_or("voice") == mode)
        // A grammar of the platform, for free speech.
        .any(|g| g.attr("src").is_some() || matches(g, tokens))
}

fn matches(grammar: &Element, tokens: &[String]) -> bool {
    assert_eq!(grammar.attr("version"), Some("1.0"), "SRGS 1.0");
    let root = grammar.attr("root").expect("a grammar names its root");
    ends(grammar, rule(grammar, root), tokens, 0).contains(&tokens.len())
}

fn rule<'g>(grammar: &'g Element, id: &str) -> &'g Element {
    let mut rules = grammar.all("rule").filter(|r| r.attr("id") == Some(id));
    let rule = rules.next().unwrap_or_else(|| panic!("the grammar has no rule {id}"));
    assert!(rules.next().is_none(), "two rules {id}");
    rule
}

/// Where the content of an element can end when it begins at a token.
fn ends(grammar: &Element, element: &Element, tokens: &[String], from: usize) -> Vec<usize> {
    let mut at = vec![from];
    for node in &element.children {
        let mut next: Vec<usize> = at.iter().flat_map(|at| after(grammar, node, tokens, *at)).collect();
        next.sort_unstable();
        next.dedup();
        at = next;
    }
    at
}

fn after(grammar: &Element, node: &Node, tokens: &[String], from: usize) -> Vec<usize> {
    match node {
        Node::Text(text) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            let fits = tokens
                .get(from..from + words.len())
                .is_some_and(|t| t.iter().eq(words.iter()));
            if fits { vec![from + words.len()] } else { Vec::new() }
        }
        Node::Element(e) => match e.name.as_str() {
            "one-of" => e
                .all("item")
                .flat_map(|item| repeated(grammar, item, tokens, from))
                .collect(),
            "item" => repeated(grammar, e, tokens, from),
            "ruleref" => {
                let id = e.attr("uri").and_then(|u| u.strip_prefix('#')).expect("a local rule");
                ends(grammar, rule(grammar, id), tokens, from)
            }
            name => panic!("<{name}> in a grammar"),
        },
    }
}

fn repeated(grammar: &Element, item: &Element, tokens: &[String], from: usize) -> Vec<usize> {
    let repeat = item.attr("repeat").unwrap_or("1");
    let (least, most) = repeat.split_once('-').unwrap_or((repeat, repeat));
    let (least, most): (usize, usize) = (least.parse().unwrap(), most.parse().unwrap());
    let mut found = Vec::new();
    let mut at = vec![from];
    for times in 0..=most {
        if times >= least {
            found.extend(at.iter().copied());
        }
        let mut next: Vec<usize> = at.iter().flat_map(|at| ends(grammar, item, tokens, *at)).collect();
        next.sort_unstable();
        next.dedup();
        at = next;
    }
    found
}
