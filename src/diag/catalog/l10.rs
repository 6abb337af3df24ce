//! Class L10, bounds of questions and of spoken time.

use super::entries;

entries! {}
