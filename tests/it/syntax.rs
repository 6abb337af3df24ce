//! Text to tree and messages.

mod corpus;
mod outline;
mod render;
mod robust;
