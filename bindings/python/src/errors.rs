//! Exceptions.

use lotsman::bundle::BundleError as Broken;
use pyo3::exceptions::{PyException, PyOSError, PyValueError};
use pyo3::{PyErr, create_exception};

create_exception!(lotsman, LotsmanError, PyException, "Something that the engine refuses.");
create_exception!(
    lotsman,
    BundleError,
    LotsmanError,
    "Bytes that are not a whole, undamaged bundle that this version reads."
);
create_exception!(
    lotsman,
    UntrustedError,
    BundleError,
    "A bundle that none of the trusted keys signed."
);
create_exception!(
    lotsman,
    SessionError,
    LotsmanError,
    "Bytes or JSON that are not a session that this version reads."
);

/// A bundle that does not open.
pub fn of_bundle(error: &Broken) -> PyErr {
    match error {
        Broken::Io(_) => PyOSError::new_err(error.to_string()),
        Broken::Unsigned
        | Broken::Untrusted { .. }
        | Broken::WrongSignature { .. }
        | Broken::UnknownAlgorithm { .. }
        | Broken::Identity => UntrustedError::new_err(error.to_string()),
        _ => BundleError::new_err(error.to_string()),
    }
}

/// An argument that cannot be.
pub fn value(message: impl Into<String>) -> PyErr {
    PyValueError::new_err(message.into())
}
