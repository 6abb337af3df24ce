//! Bytes that the caller owns: sessions, JSON documents.

use crate::border::{self, lotsman_text};
use crate::error::{Fault, lotsman_code};

/// Bytes that belong to the caller: free them with `lotsman_buffer_free`.
pub struct lotsman_buffer {
    bytes: Vec<u8>,
}

impl From<Vec<u8>> for lotsman_buffer {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }
}

/// A value as a JSON document.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<lotsman_buffer, Fault> {
    let bytes = serde_json::to_vec(value).map_err(|e| Fault::new(lotsman_code::Json, e.to_string()))?;
    Ok(bytes.into())
}

/// The bytes; a JSON document is UTF-8. They live until `lotsman_buffer_free`. Of NULL there are none.
///
/// # Safety
/// `buffer` is a buffer of this library or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_buffer_bytes(buffer: *const lotsman_buffer) -> lotsman_text {
    // SAFETY: the caller's promise above.
    let bytes: &[u8] = unsafe { buffer.as_ref() }.map_or(&[], |b| &b.bytes);
    lotsman_text {
        data: bytes.as_ptr().cast(),
        length: bytes.len(),
    }
}

/// Frees a buffer; NULL is nothing to do.
///
/// # Safety
/// `buffer` is a buffer of this library that has not been freed, or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lotsman_buffer_free(buffer: *mut lotsman_buffer) {
    // SAFETY: the caller's promise above.
    unsafe { border::free(buffer) }
}
