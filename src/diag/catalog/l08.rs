//! Class L08, people: identification, operators, queues, grounds.

use super::entries;

entries! {}
