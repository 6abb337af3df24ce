//! Turns: what the channel shall do, and why.

use lotsman::runtime::Turn;

use crate::border;
use crate::buffer::{self, lotsman_buffer};
use crate::error::{lotsman_code, lotsman_error};

/// What one event led to: actions in order, and the explanation. Nothing changes it.
pub struct lotsman_turn {
    pub(crate) turn: Turn,
}

impl lotsman_turn {
    pub(crate) fn new(turn: Turn) -> Self {
        Self { turn }
    }
}

/// The turn as JSON: `{"heard": "what the person said", "actions": […], "explanation": {…}}`.
///
/// # Safety
/// `turn` is a turn of this library; `json` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_turn_json(
    turn: *const lotsman_turn,
    json: *mut *mut lotsman_buffer,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(json, "json") }?;
        // SAFETY: the caller's promise above.
        let turn = unsafe { border::shared(turn, "turn") }?;
        border::give(place, buffer::json(&turn.turn)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// Number of actions; 0 for NULL. They are named by their index, from 0.
///
/// # Safety
/// `turn` is a turn of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_turn_actions(turn: *const lotsman_turn) -> usize {
    // SAFETY: the caller's promise above.
    unsafe { turn.as_ref() }.map_or(0, |t| t.turn.actions.len())
}

/// Frees a turn; NULL is nothing to do.
///
/// # Safety
/// `turn` is a turn of this library that has not been freed and that no thread uses, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_turn_free(turn: *mut lotsman_turn) {
    // SAFETY: the caller's promise above.
    unsafe { border::free(turn) }
}
