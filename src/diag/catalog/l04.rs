//! Class L04, conditions: branches that are missing, dead or overlap.

use super::entries;

entries! {}
