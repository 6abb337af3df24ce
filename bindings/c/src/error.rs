//! Codes that every function returns, and the object that holds the words.

use std::any::Any;

use crate::border::{self, lotsman_text};

/// How a call ended. The numbers are stable: new ones are added, none is changed.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum lotsman_code {
    /// It did what it says.
    Ok = 0,
    /// A pointer that must not be NULL is NULL.
    Null = 1,
    /// A text is not UTF-8.
    Utf8 = 2,
    /// A length, an index, a time or a name is not a possible one.
    Argument = 3,
    /// The file of a bundle cannot be read.
    Io = 4,
    /// The bytes are not a whole, undamaged bundle that this build reads.
    Bundle = 5,
    /// A JSON document is not one, or not of the shape that is asked for.
    Json = 6,
    /// The bytes or the JSON are not a session that this build reads.
    Session = 7,
    /// None of the keys that are trusted signed this bundle, or it is not what they signed.
    Untrusted = 8,
    /// A bug of the library: it stopped in the middle. The session of the call is of no use any more:
    /// free it, and read the one that you kept before the turn.
    Panic = 100,
}

/// The words for what went wrong. Belongs to the caller: free it with `lotsman_error_free`.
pub struct lotsman_error {
    code: lotsman_code,
    message: String,
}

/// What went wrong.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) code: lotsman_code,
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(code: lotsman_code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    pub(crate) fn null(what: &str) -> Self {
        Self::new(lotsman_code::Null, format!("{what} is NULL"))
    }

    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self::new(lotsman_code::Argument, message)
    }

    pub(crate) fn json(error: &serde_json::Error) -> Self {
        Self::new(lotsman_code::Json, error.to_string())
    }

    pub(crate) fn panic(panic: &(dyn Any + Send)) -> Self {
        let words = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no words");
        Self::new(lotsman_code::Panic, format!("a bug of the library: {words}"))
    }
}

impl From<Fault> for lotsman_error {
    fn from(fault: Fault) -> Self {
        Self {
            code: fault.code,
            message: fault.message,
        }
    }
}

/// The code of an error.
///
/// # Safety
/// `error` is an error of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_error_code(error: *const lotsman_error) -> lotsman_code {
    // SAFETY: the caller's promise above.
    match unsafe { error.as_ref() } {
        Some(error) => error.code,
        None => lotsman_code::Null,
    }
}

/// The words of an error, in English for programmers; they live as long as the error. Of NULL they are empty.
///
/// # Safety
/// `error` is an error of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_error_message(error: *const lotsman_error) -> lotsman_text {
    // SAFETY: the caller's promise above.
    match unsafe { error.as_ref() } {
        Some(error) => lotsman_text::of(&error.message),
        None => lotsman_text::of(""),
    }
}

/// Frees an error; NULL is nothing to do.
///
/// # Safety
/// `error` is an error of this library that has not been freed, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_error_free(error: *mut lotsman_error) {
    // SAFETY: the caller's promise above.
    unsafe { border::free(error) }
}

#[cfg(test)]
mod tests;
