//! The voice channel: turns of the engine as documents of VoiceXML 2.1, and back.
//!
//! A voice platform fetches a document, plays it, listens, and submits what it heard; the service steps
//! the engine and answers with the next document. Nothing is kept between two documents but the session,
//! so any gateway can take any turn. What is said is in words already ([`crate::language::spoken()`]);
//! silence and what no grammar knows are not handled by the document but sent to the engine, which
//! counts them and knows when to give up.
//!
//! ```
//! use lotsman::channel::voice::{Call, Settings, document, returned};
//! use lotsman::channel::{Action, Event, Message};
//! use lotsman::value::Lang;
//!
//! let settings = Settings::new("https://example.org/voice", Lang::Ru);
//! let said = [Action::Say(Message { text: "Срок — 5 дней.".to_owned(), ..Message::default() })];
//! let xml = document(&said, &Call { id: "a1", turn: 1 }, &settings);
//! assert!(xml.contains("Срок — пять дней."));
//!
//! // The platform submits the form that it has filled.
//! let form = [("call", "a1"), ("turn", "1"), ("kind", "silence"), ("expects", "text")];
//! let back = returned(form).unwrap();
//! assert_eq!(back.event(), Some(&Event::Silence));
//! ```

mod document;
mod grammar;
mod settings;
mod ssml;
mod submit;
#[cfg(test)]
mod tests;
mod words;
mod xml;

pub use document::document;
pub use settings::{Call, Settings};
pub use ssml::{ssml, ssml_of_message, ssml_of_question};
pub use submit::{MAX_ALTERNATIVES, Malformed, Returned, Transfer, What, returned};
