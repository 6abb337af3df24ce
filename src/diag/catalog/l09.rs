//! Class L09, channels: what can be heard and shown.

use super::entries;

entries! {}
