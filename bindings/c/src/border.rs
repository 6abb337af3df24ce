//! The border: pointers become references here and nowhere else.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

use crate::error::{Fault, lotsman_code, lotsman_error};

/// A text that belongs to somebody else: UTF-8, **not** closed by a zero. It lives as long as the handle
/// that it was asked of, and for a session until the next call that changes it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct lotsman_text {
    /// The first byte. Never NULL, though `length` may be 0.
    pub data: *const c_char,
    /// Bytes.
    pub length: usize,
}

impl lotsman_text {
    pub(crate) fn of(text: &str) -> Self {
        Self {
            data: text.as_ptr().cast(),
            length: text.len(),
        }
    }
}

/// Does the work of a function: faults and panics become a code, and words in `error` where it is not NULL.
///
/// # Safety
/// `error` is NULL or may be written to.
pub(crate) unsafe fn guard(error: *mut *mut lotsman_error, work: impl FnOnce() -> Result<(), Fault>) -> lotsman_code {
    // What a panic may leave half done is the session of a step, and that one is marked; see `step`.
    let done = catch_unwind(AssertUnwindSafe(work));
    let done = done.unwrap_or_else(|panic| Err(Fault::panic(&*panic)));
    let (code, words) = match done {
        Ok(()) => (lotsman_code::Ok, null_mut()),
        Err(fault) if error.is_null() => (fault.code, null_mut()),
        Err(fault) => (fault.code, Box::into_raw(Box::new(lotsman_error::from(fault)))),
    };
    if !error.is_null() {
        // SAFETY: not NULL, so it may be written to: the caller's promise above.
        unsafe { error.write(words) }
    }
    code
}

/// A handle that is only read.
///
/// # Safety
/// `handle` is NULL or a handle of this library that lives for `'h` and that nobody changes meanwhile.
pub(crate) unsafe fn shared<'h, T>(handle: *const T, what: &str) -> Result<&'h T, Fault> {
    // SAFETY: the caller's promise above.
    unsafe { handle.as_ref() }.ok_or_else(|| Fault::null(what))
}

/// A handle that is changed.
///
/// # Safety
/// `handle` is NULL or a handle of this library that lives for `'h` and that nobody else uses meanwhile.
pub(crate) unsafe fn exclusive<'h, T>(handle: *mut T, what: &str) -> Result<&'h mut T, Fault> {
    // SAFETY: the caller's promise above.
    unsafe { handle.as_mut() }.ok_or_else(|| Fault::null(what))
}

/// Bytes of the caller. NULL with the length 0 is no bytes.
///
/// # Safety
/// `data` is NULL or points to `length` bytes that nobody changes for `'b`.
pub(crate) unsafe fn bytes<'b>(data: *const u8, length: usize, what: &str) -> Result<&'b [u8], Fault> {
    match (data.is_null(), length) {
        (_, 0) => Ok(&[]),
        (true, _) => Err(Fault::null(what)),
        (false, _) if isize::try_from(length).is_err() => Err(Fault::argument(format!(
            "the length of {what} is more than memory can hold"
        ))),
        // SAFETY: not NULL, not longer than `isize::MAX`; the rest is the caller's promise above.
        (false, _) => Ok(unsafe { std::slice::from_raw_parts(data, length) }),
    }
}

/// A text of the caller. NULL with the length 0 is an empty one.
///
/// # Safety
/// As [`bytes`].
pub(crate) unsafe fn text<'t>(data: *const c_char, length: usize, what: &str) -> Result<&'t str, Fault> {
    // SAFETY: the caller's promise above.
    let bytes = unsafe { bytes(data.cast(), length, what) }?;
    std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        Fault::new(lotsman_code::Utf8, format!("{what} is not UTF-8: wrong at byte {at}"))
    })
}

/// Texts of the caller. NULL with the count 0 is none.
///
/// # Safety
/// `texts` is NULL or points to `count` texts, each as for [`bytes`].
pub(crate) unsafe fn texts<'t>(texts: *const lotsman_text, count: usize, what: &str) -> Result<Vec<&'t str>, Fault> {
    let list = match (texts.is_null(), count) {
        (_, 0) => return Ok(Vec::new()),
        (true, _) => return Err(Fault::null(what)),
        (false, _) if count > isize::MAX as usize / size_of::<lotsman_text>() => {
            return Err(Fault::argument(format!("so many {what} are more than memory can hold")));
        }
        // SAFETY: not NULL, and together not longer than `isize::MAX`; the rest is the caller's promise above.
        (false, _) => unsafe { std::slice::from_raw_parts(texts, count) },
    };
    // SAFETY: the caller's promise above.
    list.iter().map(|t| unsafe { text(t.data, t.length, what) }).collect()
}

/// A place for a result.
///
/// # Safety
/// `place` is NULL or may be written to for `'p` and nobody else uses it meanwhile.
pub(crate) unsafe fn place<'p, T>(place: *mut T, what: &str) -> Result<&'p mut MaybeUninit<T>, Fault> {
    // SAFETY: the caller's promise above; what may be uninitialised is not read.
    unsafe { place.cast::<MaybeUninit<T>>().as_mut() }.ok_or_else(|| Fault::null(what))
}

/// A place for a handle; it holds NULL until the handle is given, so that it may be freed in any case.
///
/// # Safety
/// As [`place`].
pub(crate) unsafe fn handle_place<'p, T>(place: *mut *mut T, what: &str) -> Result<&'p mut MaybeUninit<*mut T>, Fault> {
    // SAFETY: the caller's promise above.
    let place = unsafe { self::place(place, what) }?;
    place.write(null_mut());
    Ok(place)
}

/// Gives a value away as a handle.
pub(crate) fn give<T>(place: &mut MaybeUninit<*mut T>, value: T) {
    place.write(Box::into_raw(Box::new(value)));
}

/// Takes a handle back.
///
/// # Safety
/// `handle` is NULL or was given by [`give`] or [`guard`] and has not been taken back.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        // SAFETY: made by `Box::into_raw`, and not taken back yet: the caller's promise above.
        let value = unsafe { Box::from_raw(handle) };
        // Nobody is there to be told; what cannot be dropped is left.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(value)));
    }
}
