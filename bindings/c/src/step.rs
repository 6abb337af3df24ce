//! Turns: an event goes in, a turn comes out.

use std::ffi::c_char;

use lotsman::channel::{Event, LookupOutcome};
use lotsman::source::fold;

use crate::border;
use crate::engine::{Facts, lotsman_engine};
use crate::error::{Fault, lotsman_code, lotsman_error};
use crate::session::lotsman_session;
use crate::turn::lotsman_turn;

/// What every step is given.
struct Step {
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
}

impl Step {
    fn new(
        engine: *const lotsman_engine,
        session: *mut lotsman_session,
        now: i64,
        turn: *mut *mut lotsman_turn,
        error: *mut *mut lotsman_error,
    ) -> Self {
        Self {
            engine,
            session,
            now,
            turn,
            error,
        }
    }

    /// Moves the session on by the event that `event` makes.
    ///
    /// # Safety
    /// The handles are those of this library, nobody else uses the session, `turn` may be written to, `error` is NULL
    /// or may be written to.
    unsafe fn with(self, event: impl FnOnce(&lotsman_engine) -> Result<Event, Fault>) -> lotsman_code {
        let work = || {
            // SAFETY: the caller's promise above.
            let place = unsafe { border::handle_place(self.turn, "turn") }?;
            // SAFETY: the caller's promise above.
            let handle = unsafe { border::shared(self.engine, "engine") }?;
            // SAFETY: the caller's promise above.
            let session = unsafe { border::exclusive(self.session, "session") }?;
            let now = handle.now(self.now)?;
            let event = event(handle)?;
            let turn = session.change(|session| handle.engine.resume(session, event, now))?;
            border::give(place, lotsman_turn::new(turn));
            Ok(())
        };
        // SAFETY: the caller's promise above.
        unsafe { border::guard(self.error, work) }
    }
}

/// The person wrote this, or said it and was surely understood.
///
/// A session of another bundle is moved to that of the engine first; how it goes on, and what could not be carried over, is
/// told in `explanation.moved` of the turn. So it is in every step.
///
/// A text of any length is a normal one: what is longer than the base allows is answered by the base. A session that
/// is over gives a turn without actions. Codes of all steps: `LOTSMAN_CODE_NULL`, `LOTSMAN_CODE_UTF8`,
/// `LOTSMAN_CODE_ARGUMENT`, and `LOTSMAN_CODE_PANIC`; a step that gives a code other than `LOTSMAN_CODE_OK` or
/// `LOTSMAN_CODE_PANIC` has changed nothing.
///
/// # Safety
/// `engine` and `session` are of this library, and nobody else uses the session; `text` points to `text_length` bytes;
/// `turn` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_step_text(
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    text: *const c_char,
    text_length: usize,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let step = Step::new(engine, session, now, turn, error);
    let event = |_: &lotsman_engine| {
        // SAFETY: the caller's promise above.
        Ok(Event::text(unsafe { border::text(text, text_length, "text") }?))
    };
    // SAFETY: the caller's promise above.
    unsafe { step.with(event) }
}

/// The person pressed a button: the name that `lotsman_option` gave.
///
/// # Safety
/// As `lotsman_step_text`; `name` points to `name_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_step_option(
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    name: *const c_char,
    name_length: usize,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let step = Step::new(engine, session, now, turn, error);
    let event = |_: &lotsman_engine| {
        // SAFETY: the caller's promise above.
        let name = unsafe { border::text(name, name_length, "name") }?;
        Ok(Event::Option { name: name.into() })
    };
    // SAFETY: the caller's promise above.
    unsafe { step.with(event) }
}

/// The person pressed a key of the telephone: `'0'`–`'9'`, `'*'`, `'#'`.
///
/// # Safety
/// As `lotsman_step_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_step_key(
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    key: c_char,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let step = Step::new(engine, session, now, turn, error);
    let event = |_: &lotsman_engine| {
        let key = u8::try_from(key).map(char::from).unwrap_or(char::REPLACEMENT_CHARACTER);
        if key.is_ascii_digit() || matches!(key, '*' | '#') {
            return Ok(Event::Key { key });
        }
        Err(Fault::argument(
            "a telephone has no such key: 0 to 9, * and # are its keys",
        ))
    };
    // SAFETY: the caller's promise above.
    unsafe { step.with(event) }
}

/// The person said nothing in time.
///
/// # Safety
/// As `lotsman_step_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_step_silence(
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let step = Step::new(engine, session, now, turn, error);
    // SAFETY: the caller's promise above.
    unsafe { step.with(|_| Ok(Event::Silence)) }
}

/// The source that a `LOTSMAN_ACTION_KIND_LOOKUP` asked for has answered: `facts` is a JSON object of the outputs that
/// it knows, `{"имя": значение}`, with values as in `lotsman_start`. `{}`: it knows nothing of this person.
///
/// # Safety
/// As `lotsman_step_text`; `source` points to `source_length` bytes, `facts` to `facts_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_step_answered(
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    source: *const c_char,
    source_length: usize,
    facts: *const c_char,
    facts_length: usize,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let step = Step::new(engine, session, now, turn, error);
    let event = |handle: &lotsman_engine| {
        // SAFETY: the caller's promise above.
        let source = unsafe { border::text(source, source_length, "source") }?;
        // SAFETY: the caller's promise above.
        let facts = unsafe { border::text(facts, facts_length, "facts") }?;
        let facts: Facts = serde_json::from_str(facts).map_err(|e| Fault::json(&e))?;
        let facts = handle.facts(&facts, handle.now(now)?.date())?;
        Ok(Event::LookupResult {
            source: fold(source).as_ref().into(),
            outcome: match facts.is_empty() {
                true => LookupOutcome::NoData,
                false => LookupOutcome::Answered { facts },
            },
        })
    };
    // SAFETY: the caller's promise above.
    unsafe { step.with(event) }
}

/// The source failed, or did not answer within its time limit.
///
/// # Safety
/// As `lotsman_step_text`; `source` points to `source_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_step_no_answer(
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    source: *const c_char,
    source_length: usize,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let step = Step::new(engine, session, now, turn, error);
    let event = |_: &lotsman_engine| {
        // SAFETY: the caller's promise above.
        let source = unsafe { border::text(source, source_length, "source") }?;
        Ok(Event::LookupResult {
            source: fold(source).as_ref().into(),
            outcome: LookupOutcome::NoAnswer,
        })
    };
    // SAFETY: the caller's promise above.
    unsafe { step.with(event) }
}

/// How the identification ended that a `LOTSMAN_ACTION_KIND_IDENTIFY` asked for, and by which of its methods; `method`
/// may be NULL with the length 0.
///
/// # Safety
/// As `lotsman_step_text`; `method` points to `method_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_step_identified(
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    success: bool,
    method: *const c_char,
    method_length: usize,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let step = Step::new(engine, session, now, turn, error);
    let event = |_: &lotsman_engine| {
        // SAFETY: the caller's promise above.
        let method = unsafe { border::text(method, method_length, "method") }?;
        let method = (!method.is_empty()).then(|| fold(method).as_ref().into());
        Ok(Event::Identified { success, method })
    };
    // SAFETY: the caller's promise above.
    unsafe { step.with(event) }
}

/// Any event, as JSON; for what has no function of its own, speech with alternatives foremost:
/// `{"event": "speech", "alternatives": [{"text": "да", "confidence": 0.9}]}`.
///
/// Code: `LOTSMAN_CODE_JSON` for a document that is no event.
///
/// # Safety
/// As `lotsman_step_text`; `event` points to `event_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_step_json(
    engine: *const lotsman_engine,
    session: *mut lotsman_session,
    event: *const c_char,
    event_length: usize,
    now: i64,
    turn: *mut *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let step = Step::new(engine, session, now, turn, error);
    let event = |_: &lotsman_engine| {
        // SAFETY: the caller's promise above.
        let event = unsafe { border::text(event, event_length, "event") }?;
        serde_json::from_str(event).map_err(|e| Fault::json(&e))
    };
    // SAFETY: the caller's promise above.
    unsafe { step.with(event) }
}
