//! The gateway, and the servers it works with.

mod chat;
mod client;
mod faults;
mod house;
mod killed;
mod limits;
mod others;
mod process;
mod publishing;
mod servers;
mod socket;
mod stores;
mod suite;
mod tls;
mod told;
mod voice;
