//! Class L01.

use super::entries;

entries! {}
