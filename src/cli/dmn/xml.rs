//! XML as a tree with places, names without their prefixes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Greatest size of a file in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Greatest depth of elements.
pub const MAX_DEPTH: usize = 128;
/// Greatest number of elements.
pub const MAX_ELEMENTS: usize = 500_000;

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Local name.
    pub name: String,
    /// Local names and values.
    pub attributes: Vec<(String, String)>,
    /// Elements inside.
    pub children: Vec<Element>,
    /// Text directly inside.
    pub text: String,
    /// Byte at which it begins.
    pub at: u32,
    /// Byte at which its text begins.
    pub text_at: u32,
}

/// Why a text is no XML that is read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlFault {
    /// Byte.
    pub at: u32,
    /// What is wrong, in the words of whoever found it.
    pub what: String,
}

impl Element {
    /// An attribute.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|c| c.name == name)
    }

    /// All children of a name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// The text of a child.
    pub fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|c| c.text.trim())
    }
}

/// Reads a document.
///
/// # Errors
/// [`XmlFault`] for what is not well-formed or breaks a limit.
pub fn read(text: &str) -> Result<Element, XmlFault> {
    let fault = |at: u64, what: String| XmlFault {
        at: u32::try_from(at).unwrap_or(u32::MAX),
        what,
    };
    if text.len() > MAX_BYTES {
        return Err(fault(0, format!("> {} MB", MAX_BYTES >> 20)));
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut count = 0_usize;
    loop {
        let at = reader.buffer_position();
        let event = reader
            .read_event()
            .map_err(|e| fault(reader.error_position(), e.to_string()))?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() >= MAX_DEPTH || count > MAX_ELEMENTS {
                    return Err(fault(at, format!("> {MAX_DEPTH} levels or {MAX_ELEMENTS} elements")));
                }
                open.push(element(&start, at).map_err(|what| fault(at, what))?);
            }
            Event::Empty(start) => {
                count += 1;
                if count > MAX_ELEMENTS {
                    return Err(fault(at, format!("> {MAX_ELEMENTS} elements")));
                }
                let element = element(&start, at).map_err(|what| fault(at, what))?;
                close(&mut open, &mut root, element);
            }
            Event::End(_) => match open.pop() {
                Some(element) => close(&mut open, &mut root, element),
                None => return Err(fault(at, "</>".to_owned())),
            },
            Event::Text(part) => append(&mut open, &part.xml10_content(), at),
            Event::CData(part) => append(&mut open, &part.xml10_content(), at + 9),
            Event::GeneralRef(name) => {
                let resolved = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    Ok(None) => quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).map(str::to_owned),
                    Err(_) => None,
                };
                match resolved {
                    Some(text) => append(&mut open, &text, at),
                    None => return Err(fault(at, format!("&{};", name.xml10_content()))),
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let Some(element) = open.pop() {
        return Err(fault(element.at.into(), format!("<{}>", element.name)));
    }
    root.ok_or_else(|| fault(0, "<>".to_owned()))
}

fn element(start: &BytesStart<'_>, at: u64) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|e| e.to_string())?;
        attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
    }
    Ok(Element {
        name: start.local_name().into_inner().to_owned(),
        attributes,
        at: u32::try_from(at).unwrap_or(u32::MAX),
        ..Element::default()
    })
}

fn append(open: &mut [Element], text: &str, at: u64) {
    if let Some(element) = open.last_mut() {
        if element.text.is_empty() {
            element.text_at = u32::try_from(at).unwrap_or(u32::MAX);
        }
        element.text.push_str(text);
    }
}

fn close(open: &mut [Element], root: &mut Option<Element>, element: Element) {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}
