//! Lotsman's engine for Python: the native part of the package `lotsman`. What programs see is
//! `python/lotsman`; this side passes JSON for conversations and Arrow columns for tables.

mod conversation;
mod engine;
mod errors;
mod session;
mod table;

use pyo3::prelude::*;

/// The native part of `lotsman`.
#[pymodule(name = "_native", gil_used = false)]
mod native {
    #[pymodule_export]
    use crate::engine::{Engine, record, transcript};
    #[pymodule_export]
    use crate::errors::{BundleError, LotsmanError, SessionError, UntrustedError};
    #[pymodule_export]
    use crate::session::Session;
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "the name that Python wants")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
