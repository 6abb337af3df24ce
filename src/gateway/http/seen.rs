//! What is told of each request: a span, a line, a number. Paths stand as patterns, for names of conversations are keys.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::gateway::trace::Trace;

/// Gives the request its trace, and counts it.
pub(super) async fn seen(request: Request, next: Next) -> Response {
    let began = Instant::now();
    // A label for each word that somebody makes up would fill the memory.
    let method = match *request.method() {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::HEAD => "HEAD",
        _ => "other",
    };
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or("none", MatchedPath::as_str).to_owned();
    let trace = Trace::of(request.headers());
    let span = tracing::info_span!("request", trace = trace.id(), method, path);
    let response = trace.scope(next.run(request).instrument(span.clone())).await;
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
