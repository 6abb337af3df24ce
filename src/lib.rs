//! Lotsman compiles the expert knowledge of a contact centre into a checked bundle and answers from it.
//!
//! ```text
//! text ─ syntax ─ model ─ analysis ─ compile ─ bundle ─ runtime ─ channel
//! ```
//!
//! The whole way, from an administrator's text to an answer with its legal ground:
//!
//! ```
//! # #[cfg(feature = "compiler")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use lotsman::bundle::Bundle;
//! use lotsman::channel::{Action, Event};
//! use lotsman::compile::{self, Input};
//! use lotsman::runtime::{Engine, StartOptions};
//! use lotsman::value::Date;
//!
//! let text = r#"
//! тема срок "Срок ответа"
//!   фразы
//!     - сколько ждать ответа
//!   ответ "Не более 30 календарных дней."
//!   основание "Приказ МЧС России от 18.08.2023 № 841"
//! конец
//! "#;
//! let checked = compile::check(vec![Input { path: "topics/срок.topic".into(), bytes: text.into() }]);
//! assert!(checked.diagnostics.is_empty());
//!
//! let bytes = compile::build(&checked)?.map_err(|found| format!("{found:?}"))?;
//! let engine = Engine::new(&Bundle::from_bytes(bytes)?)?;
//! let now = Date::constant(2023, 9, 15).at(12, 0, 0, 0);
//! let (mut session, _greeting) = engine.start(&StartOptions::default(), now);
//! let turn = engine.step(&mut session, Event::text("Сколько ждать ответа?"), now);
//!
//! let Some(Action::Say(message)) = turn.actions.first() else { panic!("{turn:?}") };
//! assert_eq!(message.text, "Не более 30 календарных дней.");
//! assert_eq!(message.grounds[0].act, "Приказ МЧС России от 18.08.2023 № 841");
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "compiler"))]
//! # fn main() {}
//! ```

// pest's generated parser names this crate when pest is built without `std`.
#[cfg(feature = "compiler")]
extern crate alloc;

pub mod bundle;
pub mod channel;
pub mod diagram;
pub mod language;
pub mod runtime;
pub mod source;
pub mod span;
pub mod value;

#[cfg(feature = "compiler")]
pub mod analysis;
#[cfg(feature = "compiler")]
pub mod compile;
#[cfg(feature = "compiler")]
pub mod diag;
#[cfg(feature = "compiler")]
pub mod model;
#[cfg(feature = "compiler")]
pub mod syntax;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "serve")]
pub mod gateway;
#[cfg(feature = "cli")]
pub mod picture;

/// The programs of the guide compile.
#[cfg(doctest)]
#[doc = include_str!("../docs/embedding.md")]
struct Guide;
