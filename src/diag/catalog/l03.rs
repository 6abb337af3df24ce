//! Class L03.

use super::entries;

entries! {}
