//! Class L06, rules and tables.

use super::entries;

entries! {}
