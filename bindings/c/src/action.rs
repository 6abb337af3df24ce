//! Actions without JSON: what nearly every channel reads of every turn.

use lotsman::channel::{Action, Choice};

use crate::border::{self, lotsman_text};
use crate::buffer::{self, lotsman_buffer};
use crate::error::{Fault, lotsman_code, lotsman_error};
use crate::turn::lotsman_turn;

/// What an action is. New kinds may come: treat one that you do not know as nothing to do.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum lotsman_action_kind {
    /// No action has this index.
    None = 0,
    /// Say the text.
    Say = 1,
    /// Ask the text, which is about the fact `name`, show the options if there are any, and wait.
    Ask = 2,
    /// Say the text, show the options, and wait.
    Menu = 3,
    /// Ask the source `name`, and come back with `lotsman_step_answered` or `lotsman_step_no_answer`. What to ask it
    /// for is in `lotsman_action_json`.
    Lookup = 4,
    /// Identify the person, and come back with `lotsman_step_identified`. The methods are in `lotsman_action_json`.
    Identify = 5,
    /// Pass the person to the operators of the queue `name`; the text says why. The card for the operator is in
    /// `lotsman_action_json`.
    Handover = 6,
    /// The conversation is over with the outcome `name`.
    End = 7,
    /// A kind that this version of the header does not name.
    Other = 100,
}

/// The kind of an action; `LOTSMAN_ACTION_KIND_NONE` where there is none of this index.
///
/// # Safety
/// `turn` is a turn of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_action_kind_of(turn: *const lotsman_turn, index: usize) -> lotsman_action_kind {
    // SAFETY: the caller's promise above.
    match unsafe { find(turn, index) } {
        Err(_) => lotsman_action_kind::None,
        Ok(Action::Say(_)) => lotsman_action_kind::Say,
        Ok(Action::Ask(_)) => lotsman_action_kind::Ask,
        Ok(Action::Menu(_)) => lotsman_action_kind::Menu,
        Ok(Action::Lookup(_)) => lotsman_action_kind::Lookup,
        Ok(Action::Identify { .. }) => lotsman_action_kind::Identify,
        Ok(Action::Handover(_)) => lotsman_action_kind::Handover,
        Ok(Action::End { .. }) => lotsman_action_kind::End,
        Ok(_) => lotsman_action_kind::Other,
    }
}

/// The words of an action for the person; of a hand-over, the reason for the operator. Paragraphs are separated by
/// line ends. Empty where it has none. Lives as long as the turn.
///
/// # Safety
/// `turn` is a turn of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_action_text(turn: *const lotsman_turn, index: usize) -> lotsman_text {
    // SAFETY: the caller's promise above.
    lotsman_text::of(match unsafe { find(turn, index) } {
        Ok(Action::Say(message)) => &message.text,
        Ok(Action::Ask(question) | Action::Menu(question)) => &question.text,
        Ok(Action::Handover(card)) => &card.reason,
        _ => "",
    })
}

/// The stable name that an action is about: fact, source, queue or outcome; see `lotsman_action_kind`. Empty where it
/// has none. Lives as long as the turn.
///
/// # Safety
/// `turn` is a turn of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_action_name(turn: *const lotsman_turn, index: usize) -> lotsman_text {
    // SAFETY: the caller's promise above.
    lotsman_text::of(match unsafe { find(turn, index) } {
        Ok(Action::Ask(question) | Action::Menu(question)) => question.fact.as_deref().unwrap_or_default(),
        Ok(Action::Lookup(request)) => &request.source,
        Ok(Action::Handover(card)) => &card.queue,
        Ok(Action::End { outcome }) => outcome,
        _ => "",
    })
}

/// Number of options that an action offers: buttons. 0 for NULL.
///
/// # Safety
/// `turn` is a turn of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_action_options(turn: *const lotsman_turn, index: usize) -> usize {
    // SAFETY: the caller's promise above.
    unsafe { find(turn, index) }.map_or(0, |action| options(action).len())
}

/// One option of an action, from 0. Texts live as long as the turn.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct lotsman_option {
    /// Stable name: send it back with `lotsman_step_option`.
    pub name: lotsman_text,
    /// The words on the button.
    pub label: lotsman_text,
    /// Telephone key as ASCII, 0 where it has none.
    pub key: u8,
}

/// Gives one option of an action.
///
/// Code: `LOTSMAN_CODE_ARGUMENT` where there is no such action or option.
///
/// # Safety
/// `turn` is a turn of this library; `option` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_action_option(
    turn: *const lotsman_turn,
    index: usize,
    option_index: usize,
    option: *mut lotsman_option,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::place(option, "option") }?;
        // SAFETY: the caller's promise above.
        let choice = options(unsafe { find(turn, index) }?).get(option_index);
        let choice = choice.ok_or_else(|| Fault::argument(format!("the action has no option {option_index}")))?;
        place.write(lotsman_option {
            name: lotsman_text::of(&choice.name),
            label: lotsman_text::of(&choice.label),
            key: choice.key.and_then(|k| u8::try_from(k).ok()).unwrap_or(0),
        });
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// One action as JSON, with everything that it holds: legal grounds, hints, the kind of answer that fits, what a
/// source is asked for, the operator's card.
///
/// # Safety
/// `turn` is a turn of this library; `json` may be written to; `error` is NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_action_json(
    turn: *const lotsman_turn,
    index: usize,
    json: *mut *mut lotsman_buffer,
    error: *mut *mut lotsman_error,
) -> lotsman_code {
    let work = || {
        // SAFETY: the caller's promise above.
        let place = unsafe { border::handle_place(json, "json") }?;
        // SAFETY: the caller's promise above.
        let action = unsafe { find(turn, index) }?;
        border::give(place, buffer::json(action)?);
        Ok(())
    };
    // SAFETY: the caller's promise above.
    unsafe { border::guard(error, work) }
}

/// # Safety
/// `turn` is a turn of this library that lives for `'t`, or NULL.
unsafe fn find<'t>(turn: *const lotsman_turn, index: usize) -> Result<&'t Action, Fault> {
    // SAFETY: the caller's promise above.
    let turn = unsafe { border::shared(turn, "turn") }?;
    let action = turn.turn.actions.get(index);
    action.ok_or_else(|| Fault::argument(format!("the turn has no action {index}")))
}

fn options(action: &Action) -> &[Choice] {
    match action {
        Action::Ask(question) | Action::Menu(question) => &question.options,
        _ => &[],
    }
}
