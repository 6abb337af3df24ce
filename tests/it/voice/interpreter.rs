//! A small interpreter of VoiceXML 2.1: the form interpretation algorithm for one form of blocks, a field
//! and a transfer, their handlers, properties, variables, conditions and `<submit>`.
//!
//! Whatever it does not know is a failure of the test: no document may hold more than it executes.

use std::collections::BTreeMap;

use super::grammar;
use super::xml::{self, Element, Node};

/// What the citizen, or the world, does next.
#[derive(Clone, Copy, Debug)]
pub enum Input<'i> {
    /// Words, heard so surely.
    Says(&'i str, f32),
    /// Alternatives of one utterance, best first.
    Heard(&'i [(&'i str, f32)]),
    Presses(&'i str),
    /// Says nothing.
    Silent,
    /// Makes a noise that is no speech.
    Noise,
    HangsUp,
    /// How a transfer ends: the value of its variable, or the event that it throws.
    Operator(&'i str),
}

/// How a document was left.
#[derive(Debug)]
pub enum Left {
    Submitted { url: String, form: Vec<(String, String)> },
    Disconnected,
    Exited(Vec<(String, String)>),
}

/// Executes a document; every prompt and event goes into the log.
pub fn execute(document: &str, input: &mut dyn FnMut() -> Input<'static>, log: &mut String) -> Left {
    let root = xml::read(document);
    assert_eq!((root.name.as_str(), root.attr("version")), ("vxml", Some("2.1")));
    let mut run = Run {
        root: &root,
        variables: BTreeMap::new(),
        properties: BTreeMap::new(),
        results: Vec::new(),
        log,
    };
    run.document(input)
}

/// The gateway did not answer: the document that submitted hears `error.badfetch`.
pub fn unanswered(document: &str, log: &mut String) -> Left {
    let root = xml::read(document);
    let mut run = Run {
        root: &root,
        variables: BTreeMap::new(),
        properties: BTreeMap::new(),
        results: Vec::new(),
        log,
    };
    run.throw("error.badfetch", &[]).expect("a handler that leaves")
}

struct Heard {
    utterance: String,
    confidence: f32,
    mode: &'static str,
}

struct Run<'d, 'l> {
    root: &'d Element,
    variables: BTreeMap<String, String>,
    properties: BTreeMap<String, String>,
    results: Vec<Heard>,
    log: &'l mut String,
}

impl<'d> Run<'d, '_> {
    fn document(&mut self, input: &mut dyn FnMut() -> Input<'static>) -> Left {
        let mut form = None;
        for element in self.root.elements() {
            match element.name.as_str() {
                "property" => {
                    let (name, value) = (element.attr("name").unwrap(), element.attr("value").unwrap());
                    let before = self.properties.insert(name.to_owned(), value.to_owned());
                    assert!(before.is_none(), "property {name} twice");
                }
                "var" => self.variable(element),
                "catch" => {}
                "form" => form = Some(element),
                name => panic!("<{name}> in <vxml>"),
            }
        }
        let form = form.expect("a form");
        for item in form.elements() {
            let left = match item.name.as_str() {
                "block" => self.content(item),
                "field" => Some(self.field(form, item, input)),
                "transfer" => Some(self.transfer(form, item, input)),
                name => panic!("<{name}> in <form>"),
            };
            if let Some(left) = left {
                return left;
            }
        }
        panic!("the form ends and the call hangs in the air");
    }

    fn variable(&mut self, element: &Element) {
        let name = element.attr("name").unwrap();
        let value = self.value(element.attr("expr").unwrap());
        self.variables.insert(name.to_owned(), value);
    }

    fn prompt(&mut self, prompt: &Element) {
        let mut words = String::new();
        for node in &prompt.children {
            match node {
                Node::Text(text) => words.push_str(text),
                Node::Element(e) if e.name == "break" => words.push_str(" ‖ "),
                Node::Element(e) => panic!("<{}> in <prompt>", e.name),
            }
        }
        let words: Vec<&str> = words.split_whitespace().collect();
        let words = words.join(" ");
        assert!(
            !words.contains(|c: char| c.is_ascii_digit()),
            "a digit is spoken: {words}"
        );
        self.log.push_str(&format!("Служба: {words}\n"));
    }

    /// Executable content; the document may be left inside.
    fn content(&mut self, element: &'d Element) -> Option<Left> {
        let items: Vec<&Element> = element.elements().collect();
        self.items(&items)
    }

    fn items(&mut self, items: &[&'d Element]) -> Option<Left> {
        for item in items {
            let left = match item.name.as_str() {
                "prompt" => {
                    self.prompt(item);
                    None
                }
                "assign" => {
                    let name = item.attr("name").unwrap();
                    let value = self.value(item.attr("expr").unwrap());
                    let known = self.variables.insert(name.to_owned(), value);
                    assert!(known.is_some(), "error.semantic: {name} is not declared");
                    None
                }
                "if" => {
                    assert!(item.elements().all(|e| e.name != "else" && e.name != "elseif"));
                    if self.condition(item.attr("cond").unwrap()) {
                        self.content(item)
                    } else {
                        None
                    }
                }
                "submit" => {
                    assert_eq!(item.attr("method"), Some("post"));
                    Some(Left::Submitted {
                        url: item.attr("next").unwrap().to_owned(),
                        form: self.named(item.attr("namelist").unwrap()),
                    })
                }
                "exit" => Some(Left::Exited(self.named(item.attr("namelist").unwrap()))),
                "disconnect" => Some(Left::Disconnected),
                name => panic!("<{name}> is not executed"),
            };
            if left.is_some() {
                return left;
            }
        }
        None
    }

    fn named(&self, names: &str) -> Vec<(String, String)> {
        let value = |name: &str| {
            self.variables
                .get(name)
                .unwrap_or_else(|| panic!("error.semantic: {name}"))
        };
        let names = names.split_whitespace();
        names.map(|name| (name.to_owned(), value(name).clone())).collect()
    }

    /// ECMAScript, as much of it as documents use.
    fn value(&self, expression: &str) -> String {
        let expression = expression.trim();
        if let Some(text) = expression.strip_prefix('\'') {
            let text = text.strip_suffix('\'').expect("a closed string");
            let mut out = String::new();
            let mut chars = text.chars();
            while let Some(c) = chars.next() {
                assert_ne!(c, '\'', "a string ends inside {expression}");
                out.push(if c == '\\' { chars.next().unwrap() } else { c });
            }
            return out;
        }
        if let Some(rest) = expression.strip_prefix("application.lastresult$[") {
            let (index, part) = rest.split_once("].").unwrap();
            let result = self.results.get(index.parse::<usize>().unwrap());
            let result = result.unwrap_or_else(|| panic!("error.semantic: {expression}"));
            return match part {
                "utterance" => result.utterance.clone(),
                "confidence" => result.confidence.to_string(),
                "inputmode" => result.mode.to_owned(),
                part => panic!("{part} of a result"),
            };
        }
        self.variables
            .get(expression)
            .unwrap_or_else(|| panic!("error.semantic: {expression}"))
            .clone()
    }

    fn condition(&self, condition: &str) -> bool {
        if let Some(least) = condition.strip_prefix("application.lastresult$.length > ") {
            return self.results.len() > least.parse().unwrap();
        }
        let (left, right) = condition.split_once("==").expect("a comparison");
        self.value(left) == self.value(right)
    }

    /// The nearest handler of an event, from the inside out.
    fn throw(&mut self, event: &str, scopes: &[&'d Element]) -> Option<Left> {
        let named = |e: &&Element| {
            e.name == event
                || e.name == "catch"
                    && e.attr("event")
                        .is_some_and(|prefix| event == prefix || event.starts_with(&format!("{prefix}.")))
        };
        let root = [self.root];
        let handler = scopes
            .iter()
            .chain(&root)
            .find_map(|scope| scope.elements().find(named));
        let handler = handler.unwrap_or_else(|| panic!("nobody catches {event}"));
        self.log.push_str(&format!("  событие {event}\n"));
        self.content(handler)
    }

    fn field(&mut self, form: &'d Element, field: &'d Element, input: &mut dyn FnMut() -> Input<'static>) -> Left {
        for prompt in field.all("prompt") {
            self.prompt(prompt);
        }
        for child in field.elements() {
            let known = ["grammar", "prompt", "noinput", "nomatch", "filled"];
            assert!(known.contains(&child.name.as_str()), "<{}> in <field>", child.name);
        }
        let grammars: Vec<&Element> = field.all("grammar").collect();
        let scopes = [field, form];
        let left = match input() {
            Input::Silent => {
                self.log.push_str("Человек молчит.\n");
                self.throw("noinput", &scopes)
            }
            Input::Noise => {
                self.log.push_str("В трубке шум.\n");
                self.throw("nomatch", &scopes)
            }
            Input::HangsUp => {
                self.log.push_str("Человек кладёт трубку.\n");
                self.throw("connection.disconnect.hangup", &scopes)
            }
            Input::Presses(keys) => {
                self.log.push_str(&format!("Человек нажимает: {keys}\n"));
                let end = self.properties["termchar"].clone();
                let keys = if end.is_empty() {
                    keys
                } else {
                    keys.split(&end).next().unwrap()
                };
                let tokens: Vec<String> = keys.chars().map(String::from).collect();
                if grammar::knows(&grammars, "dtmf", &tokens) {
                    self.results = vec![Heard {
                        utterance: tokens.join(" "),
                        confidence: 1.0,
                        mode: "dtmf",
                    }];
                    self.content(field.child("filled").unwrap())
                } else {
                    self.throw("nomatch", &scopes)
                }
            }
            Input::Says(words, confidence) => self.heard(field, &grammars, &[(words, confidence)], &scopes),
            Input::Heard(alternatives) => self.heard(field, &grammars, alternatives, &scopes),
            Input::Operator(_) => panic!("nobody is called"),
        };
        left.expect("every handler of a field leaves the document")
    }

    fn heard(
        &mut self,
        field: &'d Element,
        grammars: &[&'d Element],
        alternatives: &[(&str, f32)],
        scopes: &[&'d Element],
    ) -> Option<Left> {
        let list: Vec<String> = alternatives
            .iter()
            .map(|(words, sure)| format!("«{words}» ({sure})"))
            .collect();
        self.log.push_str(&format!("Человек: {}\n", list.join(" или ")));
        let least: f32 = self.properties["confidencelevel"].parse().unwrap();
        let most: usize = self.properties["maxnbest"].parse().unwrap();
        let known = alternatives.iter().filter(|(words, confidence)| {
            let tokens: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
            *confidence >= least && grammar::knows(grammars, "voice", &tokens)
        });
        self.results = known
            .take(most)
            .map(|(words, confidence)| Heard {
                utterance: (*words).to_owned(),
                confidence: *confidence,
                mode: "voice",
            })
            .collect();
        if self.results.is_empty() {
            return self.throw("nomatch", scopes);
        }
        self.content(field.child("filled").unwrap())
    }

    fn transfer(
        &mut self,
        form: &'d Element,
        transfer: &'d Element,
        input: &mut dyn FnMut() -> Input<'static>,
    ) -> Left {
        let aai = self.value(transfer.attr("aaiexpr").unwrap());
        self.log.push_str(&format!(
            "  соединение с {} (звонок {aai})\n",
            transfer.attr("dest").unwrap()
        ));
        let Input::Operator(result) = input() else {
            panic!("the operator is called")
        };
        self.log.push_str(&format!("  соединение: {result}\n"));
        let left = if result.contains('.') {
            self.throw(result, &[transfer, form])
        } else {
            let name = transfer.attr("name").unwrap();
            self.variables.insert(name.to_owned(), result.to_owned());
            self.content(transfer.child("filled").unwrap())
        };
        left.expect("every end of a transfer leaves the document")
    }
}
