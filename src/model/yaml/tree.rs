//! A YAML document as a tree that knows its places.

use crate::span::Span;
use crate::value::Bi;

/// One value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// The bytes of the value.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Nothing, `~` or `null`.
    Empty,
    /// Reported already; nobody should report it again.
    Refused,
    /// A text, a number, a date: decided by who reads it.
    Scalar {
        /// The text without quotes.
        text: String,
        /// Written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A section of keys, in order, without duplicates.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// The key.
    pub key: String,
    /// Its place.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|e| e.key == key),
            _ => None,
        }
    }

    /// What stands here, for people.
    pub fn found(&self) -> (String, String) {
        let fixed = |b: Bi| (b.ru.to_owned(), b.en.to_owned());
        match &self.kind {
            Kind::Empty | Kind::Refused => fixed(Bi {
                ru: "пустое значение",
                en: "nothing",
            }),
            Kind::List(_) => fixed(Bi {
                ru: "список",
                en: "a list",
            }),
            Kind::Map(_) => fixed(Bi {
                ru: "раздел с ключами",
                en: "a section of keys",
            }),
            Kind::Scalar { text, plain } => {
                let text = short(text);
                if *plain && is_number(&text) {
                    (format!("число {text}"), format!("number {text}"))
                } else if *plain && matches!(text.as_str(), "true" | "false") {
                    fixed(Bi {
                        ru: "да или нет",
                        en: "yes or no",
                    })
                } else {
                    (format!("текст «{text}»"), format!("text `{text}`"))
                }
            }
        }
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '_' | '-'))
}

/// At most forty characters of a text, for a message.
pub(crate) fn short(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(40)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(40).is_some() {
        out.push('…');
    }
    out
}
