use super::*;
use crate::border::guard;
use std::ptr::null_mut;

#[test]
fn a_panic_becomes_a_code_with_its_words() {
    let mut error = null_mut();
    // SAFETY: `error` may be written to.
    let code = unsafe { guard(&mut error, || panic!("wheel {} came off", 3)) };
    assert_eq!(code, lotsman_code::Panic);
    // SAFETY: the error of the line above, not freed yet.
    let text = unsafe { (*error).message.clone() };
    assert_eq!(text, "a bug of the library: wheel 3 came off");
    // SAFETY: as above; not used afterwards.
    unsafe { lotsman_error_free(error) };
}

#[test]
fn a_caller_without_a_place_for_words_gets_the_code() {
    // SAFETY: NULL is allowed.
    let code = unsafe { guard(null_mut(), || Err(Fault::null("engine"))) };
    assert_eq!(code, lotsman_code::Null);
}

#[test]
fn success_clears_the_error_of_an_earlier_call() {
    let mut error = std::ptr::dangling_mut();
    // SAFETY: `error` may be written to; what it holds is not read.
    let code = unsafe { guard(&mut error, || Ok(())) };
    assert_eq!(code, lotsman_code::Ok);
    assert!(error.is_null());
}
