//! FEEL, the expression language of DMN: text to tree. What the tree means is for `import` to say.

mod lex;
mod parse;
mod primary;
mod tree;

pub use lex::words_of;
pub use parse::{FeelFault, Known, parse, parse_tests};
pub use tree::{F, K, Op, Test, ours};
