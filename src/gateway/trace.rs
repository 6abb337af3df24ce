//! The trace that a request belongs to: taken from who asks, written into each line of the log, handed on to those who are
//! asked in turn. W3C Trace Context, `traceparent`.

use reqwest::header::{HeaderMap, HeaderValue};

use super::secret;

/// The header.
const HEADER: &str = "traceparent";

tokio::task_local! {
    static CURRENT: Trace;
}

/// The name of a trace: 32 hexadecimal digits, not all of them zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trace(String);

impl Trace {
    /// The trace of a request: `00-TRACE-SPAN-FLAGS` in its headers, or a new one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let said = headers.get(HEADER).and_then(|v| v.to_str().ok());
        let trace = said.and_then(|s| s.split('-').nth(1)).filter(|t| is_trace(t));
        trace.map_or_else(Self::new, |t| Self(t.to_owned()))
    }

    fn new() -> Self {
        let random = secret::name().and_then(|n| n.get(..32).map(str::to_owned));
        Self(random.unwrap_or_else(|| "1".repeat(32)))
    }

    /// Its name.
    pub(crate) fn id(&self) -> &str {
        &self.0
    }

    /// Does something within the trace.
    pub(crate) async fn scope<T>(&self, what: impl Future<Output = T>) -> T {
        CURRENT.scope(self.clone(), what).await
    }
}

/// The header that hands the present trace on; outside of a request there is none.
pub(crate) fn handed_on() -> Option<(&'static str, HeaderValue)> {
    let trace = CURRENT.try_with(|t| t.0.clone()).ok()?;
    let span = secret::name()?;
    let value = format!("00-{trace}-{}-01", span.get(..16)?);
    Some((HEADER, HeaderValue::from_str(&value).ok()?))
}

fn is_trace(text: &str) -> bool {
    let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    text.len() == 32 && text.bytes().all(is_hex) && text.bytes().any(|b| b != b'0')
}
