//! Class L02.

use super::entries;

entries! {}
