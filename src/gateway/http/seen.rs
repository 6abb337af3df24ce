//! What is told of each request: a span, a line, a number. Paths stand as patterns, for names of conversations are keys.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

/// Gives the request its trace, and counts it.
pub(super) async fn seen(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().as_str().to_owned();
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or("none", MatchedPath::as_str).to_owned();
    let trace = trace_of(&request).unwrap_or_else(new_trace);
    let span = tracing::info_span!("request", trace, method, path);
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let took = began.elapsed();
    metrics::counter!("lotsman_requests_total", "method" => method, "path" => path.clone(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("lotsman_request_seconds", "path" => path).record(took.as_secs_f64());
    span.in_scope(|| {
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        if status >= 500 {
            tracing::error!(status, took_us, "request");
        } else {
            tracing::debug!(status, took_us, "request");
        }
    });
    response
}

/// The trace that the caller is in, by W3C Trace Context: `00-TRACE-SPAN-FLAGS`.
fn trace_of(request: &Request) -> Option<String> {
    let said = request.headers().get("traceparent")?.to_str().ok()?;
    let trace = said.split('-').nth(1)?;
    let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    (trace.len() == 32 && trace.bytes().all(is_hex) && trace.bytes().any(|b| b != b'0')).then(|| trace.to_owned())
}

fn new_trace() -> String {
    crate::gateway::secret::name()
        .and_then(|n| n.get(..32).map(str::to_owned))
        .unwrap_or_default()
}
