//! The gateway, `lotsman serve`: chat and voice over HTTP, from conversations that a [`store`] keeps.

pub mod pages;
pub mod store;
