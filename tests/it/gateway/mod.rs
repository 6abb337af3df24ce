//! The gateway, and the servers it works with.

mod killed;
mod servers;
mod stores;
mod suite;
mod tls;
