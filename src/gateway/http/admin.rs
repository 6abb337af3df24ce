//! For who runs the gateway: whether it lives, what it counts, a new bundle.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::answer::{Problems, Told, json, json_of};
use super::guard::{Role, admit};
use crate::gateway::api::{Health, Reloaded};
use crate::gateway::store::Shelf;
use crate::gateway::talks::{now, unavailable};

/// Whether the process lives.
#[utoipa::path(get, path = "/health", tag = "admin", responses((status = 200, body = Health)))]
pub(super) async fn health() -> Response {
    json_of(&said("ok"))
}

/// Whether requests should come here: the store answers, and the gateway is not about to stop.
#[utoipa::path(get, path = "/ready", tag = "admin", responses((status = 200, body = Health), (status = 503, body = Health)))]
pub(super) async fn ready(State(app): State<App>) -> Response {
    let body = |status: &'static str| serde_json::to_string(&said(status)).unwrap_or_default();
    if *app.stopping().borrow() {
        return json(StatusCode::SERVICE_UNAVAILABLE, body("stopping"));
    }
    // A name that no conversation has: what is asked is whether there is an answer.
    match app.store().read(Shelf::Conversations, "ready", now()).await {
        Ok(_) => json(StatusCode::OK, body("ok")),
        Err(e) => {
            let _ = unavailable(&e);
            json(StatusCode::SERVICE_UNAVAILABLE, body("the store does not answer"))
        }
    }
}

fn said(status: &'static str) -> Health {
    Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// What the gateway counts, in the text format of Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "admin",
    responses((status = 200, body = String, content_type = "text/plain"), Problems))]
pub(super) async fn metrics(State(app): State<App>, headers: HeaderMap) -> Result<Response, Told> {
    admit(&headers, &app.settings().keys, Role::Admin, true).map_err(|p| app.told(p))?;
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], app.metrics()).into_response())
}

/// Opens the bundle that is published now, tries it, and puts it in service. What does not open changes nothing.
#[utoipa::path(post, path = "/v1/reload", tag = "admin", responses((status = 200, body = Reloaded), Problems))]
pub(super) async fn reload(State(app): State<App>, headers: HeaderMap) -> Result<Response, Told> {
    admit(&headers, &app.settings().keys, Role::Admin, false).map_err(|p| app.told(p))?;
    let reloaded = app.bundles().reload().await;
    reloaded.map(|r| json_of(&r)).map_err(|p| app.told(p))
}
