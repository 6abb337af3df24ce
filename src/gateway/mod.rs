//! The gateway, `lotsman serve`: chat and voice over HTTP, from conversations that a [`store`] keeps.
//!
//! ```text
//! HTTP, WebSocket, VoiceXML ─ http ─ talks ─ runtime::EngineHandle ─ bundles (watched, proved, swapped)
//!                                      ├─ sources (lookups)
//!                                      ├─ tickets (hand-overs) ─ webhook
//!                                      └─ store (redb, Redis, PostgreSQL)
//! ```
//!
//! A gateway keeps nothing of a conversation itself: a turn is read, moved on and written by compare-and-set, so any of
//! several gateways on one store takes any turn, and one that is killed loses none that it has answered. A turn has the
//! name that its client gave it, and is answered once.

mod api;
mod bundles;
mod conversation;
mod http;
mod pages;
mod problem;
mod secret;
mod seen;
mod serve;
pub mod settings;
mod sources;
pub mod store;
mod talks;
mod tickets;
mod trace;

pub use bundles::{Open, Published};
pub use serve::{Gateway, ServeError, run};
pub use settings::Settings;
