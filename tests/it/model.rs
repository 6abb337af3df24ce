//! Names and types of whole bases.

mod base;
mod meaning;
mod pages;
mod samples;
mod size;
