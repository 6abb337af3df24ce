//! Class L06, tables: what they leave open, where their rows get in each other's way.
mod cover;
mod grid;
mod overlap;
mod sat;
