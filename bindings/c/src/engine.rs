//! The engine: a bundle that is open, shared by all threads.

use std::collections::BTreeMap;
use std::ffi::c_char;

use lotsman::bundle::signature::PublicKey;
use lotsman::bundle::{Bundle, BundleError};
use lotsman::runtime::understand::Reasons;
use lotsman::runtime::{Cell, Engine};
use lotsman::value::{Date, DateTime, Lang, Name, Value};

use crate::border::{self, lotsman_text};
use crate::buffer::{self, lotsman_buffer};
use crate::error::{Fault, lotsman_code, lotsman_error};

/// A bundle that is open, with everything that answers by it. Any number of threads may use one at once; it
/// is freed once, when none of them uses it any more.
pub struct lotsman_engine {
    pub(crate) engine: Engine,
    id: String,
}

/// A judgement and its reasons.
#[derive(serde::Serialize)]
struct Judged<'p> {
    decision: &'static str,
    #[serde(flatten)]
    reasons: Reasons<'p>,
}

/// Facts by name, in plain JSON.
pub(crate) type Facts = BTreeMap<String, Cell<'static>>;

impl lotsman_engine {
    fn new(bundle: &Bundle) -> Result<Self, Fault> {
        let engine = Engine::new(bundle).map_err(|e| fault(&e))?;
        Ok(Self {
            id: engine.bundle().to_string(),
            engine,
        })
    }

    /// Seconds since 1970 as the civil time of the base.
    pub(crate) fn now(&self, seconds: i64) -> Result<DateTime, Fault> {
        let instant = jiff::Timestamp::from_second(seconds);
        let instant = instant.map_err(|_| {
            Fault::argument(format!(
                "{seconds} seconds since 1970 is no time of the calendar: are they milliseconds?"
            ))
        })?;
        Ok(self.engine.local_time(instant))
    }

    /// Facts that the host gives, in plain JSON: `{"дети": 2, "регион": "тверская_область", "инвалид": true}`.
    pub(crate) fn facts(&self, facts: &Facts, today: Date) -> Result<Vec<(Name, Value)>, Fault> {
        let read = self.engine.read_facts(facts, today);
        read.map_err(|words| Fault::argument(words.get(Lang::En)))
    }
}

fn fault(error: &BundleError) -> Fault {
    let code = match error {
        BundleError::Io(_) => lotsman_code::Io,
        BundleError::Unsigned
        | BundleError::Untrusted { .. }
        | BundleError::WrongSignature { .. }
        | BundleError::UnknownAlgorithm { .. }
        | BundleError::Identity => lotsman_code::Untrusted,
        _ => lotsman_code::Bundle,
    };
    Fault::new(code, error.to_string())
}

/// Keys that are trusted, of their texts in PEM.
///
/// # Safety
/// As [`border::texts`].
unsafe fn trusted(keys: *const lotsman_text, count: usize) -> Result<Vec<PublicKey>, Fault> {
    // SAFETY: the caller's promise above.
    let texts = unsafe { border::texts(keys, count, "keys") }?;
    let key = |(number, text): (usize, &str)| {
        PublicKey::from_pem(text).map_err(|e| Fault::argument(format!("key {number}: {e}")))
    };
    (1..).zip(texts).map(key).collect()
}

/// Version of this library, such as `0.1.0`; it lives for ever.
#[unsafe(no_mangle)]
pub extern "C" fn lotsman_version() -> lotsman_text {
    lotsman_text::of(env!("CARGO_PKG_VERSION"))
}

/// Opens the file of a bundle by mapping it. While it is open the file must not be changed in place: put a new
/// one there by renaming, as `lotsman build` does.
///
/// Codes: `LOTSMAN_CODE_IO`, `LOTSMAN_CODE_BUNDLE`; `LOTSMAN_CODE_NULL`, `LOTSMAN_CODE_UTF8` for the path.
///
/// # Safety
/// `path` points to `path_length` bytes; `engine` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_open(
    path: *const c_char,
    path_length: usize,
    engine: *mut *mut lotsman_engine,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(engine, "engine") }?;
        // SAFETY: the caller's promise above.
        let path = unsafe { border::text(path, path_length, "path") }?;
        let bundle = Bundle::open(path).map_err(|e| fault(&e))?;
        border::give(place, lotsman_engine::new(&bundle)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Opens a bundle that lies in memory. The bytes are copied: they may be freed afterwards.
///
/// Codes: `LOTSMAN_CODE_BUNDLE`, `LOTSMAN_CODE_NULL`.
///
/// # Safety
/// `bytes` points to `length` bytes; `engine` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_from_bytes(
    bytes: *const u8,
    length: usize,
    engine: *mut *mut lotsman_engine,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(engine, "engine") }?;
        // SAFETY: the caller's promise above.
        let bytes = unsafe { border::bytes(bytes, length, "bytes") }?;
        let bundle = Bundle::from_bytes(bytes).map_err(|e| fault(&e))?;
        border::give(place, lotsman_engine::new(&bundle)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Opens the file of a bundle as `lotsman_engine_open` does, provided that one of these keys signed it: `keys` are
/// `keys_count` texts of `.pub` files, in PEM, as `lotsman keygen` writes them. No keys trust nobody.
///
/// Codes: those of `lotsman_engine_open`; `LOTSMAN_CODE_UNTRUSTED` where the bundle is whole, but none of the keys
/// signed it; `LOTSMAN_CODE_ARGUMENT` for a text that is no key.
///
/// # Safety
/// `path` points to `path_length` bytes; `keys` points to `keys_count` texts, each of them to its bytes; `engine` may be
/// written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_open_trusted(
    path: *const c_char,
    path_length: usize,
    keys: *const lotsman_text,
    keys_count: usize,
    engine: *mut *mut lotsman_engine,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(engine, "engine") }?;
        // SAFETY: the caller's promise above.
        let path = unsafe { border::text(path, path_length, "path") }?;
        // SAFETY: the caller's promise above.
        let keys = unsafe { trusted(keys, keys_count) }?;
        let bundle = Bundle::open_trusted(path, &keys).map_err(|e| fault(&e))?;
        border::give(place, lotsman_engine::new(&bundle)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Opens a bundle that lies in memory as `lotsman_engine_from_bytes` does, provided that one of these keys signed it.
///
/// Codes: those of `lotsman_engine_from_bytes` and of `lotsman_engine_open_trusted`.
///
/// # Safety
/// `bytes` points to `length` bytes; the rest as `lotsman_engine_open_trusted`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_from_bytes_trusted(
    bytes: *const u8,
    length: usize,
    keys: *const lotsman_text,
    keys_count: usize,
    engine: *mut *mut lotsman_engine,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(engine, "engine") }?;
        // SAFETY: the caller's promise above.
        let bytes = unsafe { border::bytes(bytes, length, "bytes") }?;
        // SAFETY: the caller's promise above.
        let keys = unsafe { trusted(keys, keys_count) }?;
        let bundle = Bundle::from_bytes_trusted(bytes, &keys).map_err(|e| fault(&e))?;
        border::give(place, lotsman_engine::new(&bundle)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// A second handle of the same engine, at no cost: each is freed on its own. For swapping engines while
/// conversations go on: a turn holds a handle of its own.
///
/// # Safety
/// `engine` is an engine of this library; `clone` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_clone(
    engine: *const lotsman_engine,
    clone: *mut *mut lotsman_engine,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(clone, "clone") }?;
        // SAFETY: the caller's promise above.
        let engine = unsafe { border::shared(engine, "engine") }?;
        let clone = lotsman_engine {
            engine: engine.engine.clone(),
            id: engine.id.clone(),
        };
        border::give(place, clone);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Identity of the bundle, as sessions carry it; empty for NULL. Lives as long as the engine.
///
/// # Safety
/// `engine` is an engine of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_bundle(engine: *const lotsman_engine) -> lotsman_text {
    // SAFETY: the caller's promise above.
    lotsman_text::of(unsafe { engine.as_ref() }.map_or("", |e| &e.id))
}

/// Title of the base; empty for NULL. Lives as long as the engine.
///
/// # Safety
/// `engine` is an engine of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_title(engine: *const lotsman_engine) -> lotsman_text {
    // SAFETY: the caller's promise above.
    lotsman_text::of(unsafe { engine.as_ref() }.map_or("", |e| e.engine.title()))
}

/// Judges which topic a text is about, without a conversation: a JSON object with `decision` (`answer`,
/// `clarify`, `unknown`), `in_scope`, `offered` (paths of topics), `entities`, `corrections` and `candidates`, best
/// first, each with `topic`, `title`, `probability`, and what spoke for it: `cues`, `words`, `documents`.
///
/// Codes: `LOTSMAN_CODE_NULL`, `LOTSMAN_CODE_UTF8`, `LOTSMAN_CODE_ARGUMENT` for the time.
///
/// # Safety
/// `engine` is an engine of this library; `text` points to `text_length` bytes; `judgement` may be written to;
/// `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_classify(
    engine: *const lotsman_engine,
    text: *const c_char,
    text_length: usize,
    now: i64,
    judgement: *mut *mut lotsman_buffer,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(judgement, "judgement") }?;
        // SAFETY: the caller's promise above.
        let handle = unsafe { border::shared(engine, "engine") }?;
        // SAFETY: the caller's promise above.
        let text = unsafe { border::text(text, text_length, "text") }?;
        let engine = &handle.engine;
        let judgement = engine.judge_explained(text, handle.now(now)?.date());
        let judged = Judged {
            decision: judgement.decision.word(),
            reasons: judgement.reasons(engine.program()),
        };
        border::give(place, buffer::json(&judged)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Frees an engine; NULL is nothing to do. Sessions and turns do not need it.
///
/// # Safety
/// `engine` is an engine of this library that has not been freed and that no thread uses, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_engine_free(engine: *mut lotsman_engine) {
    // SAFETY: the caller's promise above.
    unsafe { border::free(engine) }
}
