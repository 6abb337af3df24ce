//! Class L05, facts: known, asked, written, shown.

use super::entries;

entries! {}
