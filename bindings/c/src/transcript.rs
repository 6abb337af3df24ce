//! What was said: kept beside the session where a service wants it.

use std::ffi::c_char;

use lotsman::channel::Transcript;

use crate::border;
use crate::buffer::{self, lotsman_buffer};
use crate::error::{Fault, lotsman_code, lotsman_error};
use crate::turn::lotsman_turn;

/// What was said in a conversation, the last 200 lines: a service that wants it keeps one beside each session. One
/// thread at a time may use it.
pub struct lotsman_transcript {
    transcript: Transcript,
}

/// A transcript: an empty one for NULL with the length 0, or the one that `lotsman_transcript_json` gave.
///
/// Codes: `LOTSMAN_CODE_JSON`, `LOTSMAN_CODE_UTF8`.
///
/// # Safety
/// `json` points to `length` bytes; `transcript` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_transcript_new(
    json: *const c_char,
    length: usize,
    transcript: *mut *mut lotsman_transcript,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(transcript, "transcript") }?;
        // SAFETY: the caller's promise above.
        let transcript = match unsafe { border::text(json, length, "json") }? {
            "" => Transcript::default(),
            json => serde_json::from_str(json).map_err(|e| Fault::json(&e))?,
        };
        border::give(place, lotsman_transcript { transcript });
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Adds what was said in a turn, the person's words and the system's, and puts the transcript on the operator's card
/// where the turn hands over. Call it once for each turn, that of `lotsman_start` first.
///
/// # Safety
/// `turn` and `transcript` are of this library, and nobody else uses them; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_transcript_record(
    transcript: *mut lotsman_transcript,
    turn: *mut lotsman_turn,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let transcript = unsafe { border::exclusive(transcript, "transcript") }?;
        // SAFETY: the caller's promise above.
        let turn = unsafe { border::exclusive(turn, "turn") }?;
        turn.turn.record(&mut transcript.transcript);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// The transcript as JSON: `{"lines": [{"who": "citizen" | "system", "text": "…"}], "dropped": 0}`.
///
/// # Safety
/// `transcript` is of this library; `json` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_transcript_json(
    transcript: *const lotsman_transcript,
    json: *mut *mut lotsman_buffer,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(json, "json") }?;
        // SAFETY: the caller's promise above.
        let transcript = unsafe { border::shared(transcript, "transcript") }?;
        border::give(place, buffer::json(&transcript.transcript)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Frees a transcript; NULL is nothing to do.
///
/// # Safety
/// `transcript` is of this library, has not been freed, and no thread uses it; or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_transcript_free(transcript: *mut lotsman_transcript) {
    // SAFETY: the caller's promise above.
    unsafe { border::free(transcript) }
}
