//! Sessions: one conversation each, kept by the host between turns.

use std::ffi::c_char;

use lotsman::runtime::{Session, StartOptions};
use lotsman::source::fold;
use lotsman::value::Channel;
use serde::Deserialize;

use crate::border::{self, lotsman_text};
use crate::buffer::{self, lotsman_buffer};
use crate::engine::{Facts, lotsman_engine};
use crate::error::{Fault, lotsman_code, lotsman_error};
use crate::turn::lotsman_turn;

/// One conversation. One thread at a time may use it; different sessions are independent of each other.
pub struct lotsman_session {
    session: Session,
    bundle: String,
    /// A panic came in the middle of a turn: nobody knows how much of it was done.
    broken: bool,
}

impl lotsman_session {
    pub(crate) fn new(session: Session) -> Self {
        Self {
            bundle: session.bundle().to_string(),
            session,
            broken: false,
        }
    }

    pub(crate) fn whole(&self) -> Result<&Session, Fault> {
        if self.broken { Err(broken()) } else { Ok(&self.session) }
    }

    /// Does what changes the session; where it does not come back, the session is broken.
    pub(crate) fn change<T>(&mut self, work: impl FnOnce(&mut Session) -> T) -> Result<T, Fault> {
        if self.broken {
            return Err(broken());
        }
        self.broken = true;
        let done = work(&mut self.session);
        self.broken = false;
        self.bundle = self.session.bundle().to_string();
        Ok(done)
    }
}

fn broken() -> Fault {
    Fault::new(
        lotsman_code::Panic,
        "a turn of this session stopped in the middle: free it, and read the one that was kept before the turn",
    )
}

/// How a conversation starts, as JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    channel: ChannelName,
    scenario: Option<String>,
    identified: bool,
    facts: Facts,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ChannelName {
    #[default]
    Chat,
    Voice,
}

/// Starts a conversation: `session` is the new one, `turn` its greeting.
///
/// `options` is NULL with the length 0, or a JSON object with any of
/// `{"channel": "chat" | "voice", "scenario": "имя", "identified": true, "facts": {"имя": значение, …}}`:
/// the channel is chat, unless it is said; `scenario` starts there instead of greeting; `identified` says that you know who
/// the person is; `facts` are known from the start. Values of facts are plain JSON, as in a table of
/// `lotsman decide`: `true`, `2`, `"20000.50"`, `"2025-03-01"`, the name of an option, an array for a list.
///
/// `now` is seconds since 1970 (`time(NULL)`), here and everywhere; the library has no clock of its own.
///
/// Codes: `LOTSMAN_CODE_JSON` for options that are none, `LOTSMAN_CODE_ARGUMENT` for facts that the base does not
/// have, values that do not fit, and the time.
///
/// # Safety
/// `engine` is an engine of this library; `options` points to `options_length` bytes; `session` and `turn` may be
/// written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_start(
    engine: *const lotsman_engine,
    options: *const c_char,
    options_length: usize,
    now: i64,
    session: *mut *mut lotsman_session,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(session, "session") }?;
        // SAFETY: the caller's promise above.
        let turn = unsafe { border::handle_place(turn, "turn") }?;
        // SAFETY: the caller's promise above.
        let handle = unsafe { border::shared(engine, "engine") }?;
        // SAFETY: the caller's promise above.
        let options = unsafe { border::text(options, options_length, "options") }?;
        let options: Options = match options {
            "" => Options::default(),
            text => serde_json::from_str(text).map_err(|e| Fault::json(&e))?,
        };
        let now = handle.now(now)?;
        let options = StartOptions {
            channel: match options.channel {
                ChannelName::Chat => Channel::Chat,
                ChannelName::Voice => Channel::Voice,
            },
            scenario: options.scenario.map(|name| fold(name.trim()).as_ref().into()),
            facts: handle.facts(&options.facts, now.date())?,
            identified: options.identified,
        };
        let (new, greeting) = handle.engine.start(&options, now);
        border::give(place, lotsman_session::new(new));
        border::give(turn, lotsman_turn::new(greeting));
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// The session in compact form, some hundred bytes, to be kept between turns. It holds facts: personal data.
///
/// Code: `LOTSMAN_CODE_SESSION` for one that is longer than 256 KB.
///
/// # Safety
/// `session` is a session of this library; `bytes` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_to_bytes(
    session: *const lotsman_session,
    bytes: *mut *mut lotsman_buffer,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(bytes, "bytes") }?;
        // SAFETY: the caller's promise above.
        let session = unsafe { border::shared(session, "session") }?.whole()?;
        let bytes = session.to_bytes();
        let bytes = bytes.map_err(|e| Fault::new(lotsman_code::Session, e.to_string()))?;
        border::give(place, bytes.into());
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// A session out of what `lotsman_session_to_bytes` gave, in this process or another one, by this version of the
/// library or an earlier one.
///
/// Codes: `LOTSMAN_CODE_SESSION` for bytes that are cut, damaged or of a later version.
///
/// # Safety
/// `bytes` points to `length` bytes; `session` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_from_bytes(
    bytes: *const u8,
    length: usize,
    session: *mut *mut lotsman_session,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(session, "session") }?;
        // SAFETY: the caller's promise above.
        let bytes = unsafe { border::bytes(bytes, length, "bytes") }?;
        let session = Session::from_bytes(bytes);
        let session = session.map_err(|e| Fault::new(lotsman_code::Session, e.to_string()))?;
        border::give(place, lotsman_session::new(session));
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// The session as JSON, for people and for stores that want it; several times as long as the bytes.
///
/// # Safety
/// As `lotsman_session_to_bytes`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_to_json(
    session: *const lotsman_session,
    json: *mut *mut lotsman_buffer,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(json, "json") }?;
        // SAFETY: the caller's promise above.
        let session = unsafe { border::shared(session, "session") }?.whole()?;
        border::give(place, buffer::json(session)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// A session out of what `lotsman_session_to_json` gave.
///
/// Codes: `LOTSMAN_CODE_SESSION`, `LOTSMAN_CODE_UTF8`.
///
/// # Safety
/// `json` points to `length` bytes; `session` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_from_json(
    json: *const c_char,
    length: usize,
    session: *mut *mut lotsman_session,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(session, "session") }?;
        // SAFETY: the caller's promise above.
        let json = unsafe { border::text(json, length, "json") }?;
        let session = serde_json::from_str(json);
        let session = session.map_err(|e| Fault::new(lotsman_code::Session, e.to_string()))?;
        border::give(place, lotsman_session::new(session));
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Identity of the bundle that the session belongs to; empty for NULL. A turn in an engine of another bundle moves the
/// session there; where that is not wanted, compare this with `lotsman_engine_bundle` and use the engine of its own.
///
/// # Safety
/// `session` is a session of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_bundle(session: *const lotsman_session) -> lotsman_text {
    // SAFETY: the caller's promise above.
    lotsman_text::of(unsafe { session.as_ref() }.map_or("", |s| &s.bundle))
}

/// Whether the conversation with the system has ended, or gone on to an operator. `true` for NULL.
///
/// # Safety
/// `session` is a session of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_is_over(session: *const lotsman_session) -> bool {
    // SAFETY: the caller's promise above.
    unsafe { session.as_ref() }.is_none_or(|s| s.session.is_over())
}

/// Whether the conversation waits for you, not for the person: for a source, or for an identification. `false` for
/// NULL.
///
/// # Safety
/// `session` is a session of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_waits_for_host(session: *const lotsman_session) -> bool {
    // SAFETY: the caller's promise above.
    unsafe { session.as_ref() }.is_some_and(|s| s.session.waits_for_host())
}

/// Turns so far, the greeting is the first; 0 for NULL.
///
/// # Safety
/// `session` is a session of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_turn(session: *const lotsman_session) -> u32 {
    // SAFETY: the caller's promise above.
    unsafe { session.as_ref() }.map_or(0, |s| s.session.turn())
}

/// Frees a session; NULL is nothing to do.
///
/// # Safety
/// `session` is a session of this library that has not been freed and that no thread uses, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_session_free(session: *mut lotsman_session) {
    // SAFETY: the caller's promise above.
    unsafe { border::free(session) }
}
