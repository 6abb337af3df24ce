//! Who may do what, and how often.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::gateway::problem::Problem;
use crate::gateway::secret;
use crate::gateway::settings::{Keys, Settings};

/// What a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Channel,
    Operators,
    Admin,
}

impl Role {
    fn key(self, keys: &Keys) -> Option<&str> {
        let key = match self {
            Self::Channel => &keys.channel,
            Self::Operators => &keys.operators,
            Self::Admin => &keys.admin,
        };
        key.as_deref()
    }
}

/// Whether a request shows the key of a role.
pub(super) fn shows(headers: &HeaderMap, keys: &Keys, role: Role) -> bool {
    let (Some(shown), Some(key)) = (shown(headers), role.key(keys)) else {
        return false;
    };
    secret::same(&shown, key)
}

/// Lets only those through who show the key of a role; where no key is set, nobody, or everybody where `open`.
pub(super) fn admit(headers: &HeaderMap, keys: &Keys, role: Role, open: bool) -> Result<(), Problem> {
    match role.key(keys) {
        None if open => Ok(()),
        None => Err(Problem::Closed),
        Some(_) if shows(headers, keys, role) => Ok(()),
        Some(_) if shown(headers).is_some() => Err(Problem::Closed),
        Some(_) => Err(Problem::Key),
    }
}

/// The key that a request shows: `Bearer KEY`, or the password of `Basic`, which voice platforms have.
fn shown(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let pair = base64::engine::general_purpose::STANDARD.decode(rest.trim()).ok()?;
        let pair = String::from_utf8(pair).ok()?;
        return pair.split_once(':').map(|(_, password)| password.to_owned());
    }
    None
}

/// Whether a page of this origin may ask. Programs send none.
pub(super) fn origin_may(headers: &HeaderMap, settings: &Settings) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    if settings.origins.iter().any(|o| o.eq_ignore_ascii_case(origin)) {
        return true;
    }
    // Our own pages: the origin is the host that was asked.
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let own = origin.split_once("://").map(|(_, host)| host);
    matches!((host, own), (Some(host), Some(own)) if host.eq_ignore_ascii_case(own))
}

/// The address that asks: what the proxy before the gateway saw, where there is one.
pub(super) fn address(headers: &HeaderMap, peer: SocketAddr, settings: &Settings) -> IpAddr {
    let said = headers.get_all("x-forwarded-for").iter().next_back();
    let said = said.and_then(|v| v.to_str().ok());
    let last = said
        .and_then(|s| s.rsplit(',').next())
        .and_then(|s| s.trim().parse().ok());
    let address = last.filter(|_| settings.behind_proxy).unwrap_or_else(|| peer.ip());
    match address {
        // One house has a network of these to itself.
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// How often something may be done, by a key.
#[derive(Debug)]
pub(super) struct Rate<K: std::hash::Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: std::hash::Hash + Eq + Clone> Rate<K> {
    /// So many a minute, all of them at once where they come so; 0 sets no limit.
    pub(super) fn per_minute(count: u32) -> Self {
        Self(NonZeroU32::new(count).map(|count| RateLimiter::keyed(Quota::per_minute(count))))
    }

    pub(super) fn check(&self, key: &K) -> Result<(), Problem> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Problem::TooMany(wait.as_secs().saturating_add(1))
        })
    }

    /// Forgets who has not asked for long.
    pub(super) fn forget(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
        }
    }
}
