//! Class L07, topics, judged by what they would answer.

use super::entries;

entries! {}
