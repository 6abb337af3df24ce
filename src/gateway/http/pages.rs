//! The pages: the widget for citizens, and the queue for operators.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::App;
use crate::gateway::pages::{PAGES, Page};

/// Nothing but our own files runs, whatever anybody writes into a conversation.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; frame-ancestors";

/// Adds the pages.
pub(super) fn routes(mut router: axum::Router<App>) -> axum::Router<App> {
    for page in PAGES {
        router = router.route(
            page.path,
            get(move |State(app): State<App>| async move { answer(page, &app) }),
        );
    }
    let to = |place: &'static str| get(move || async move { Redirect::temporary(place) });
    router
        .route("/", to("/chat/"))
        .route("/chat", to("/chat/"))
        .route("/queue", to("/queue/"))
}

fn answer(page: &Page, app: &App) -> Response {
    let mut response = (StatusCode::OK, page.text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(page.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if page.kind.starts_with("text/html") {
        // The queue is never framed: a click there could be meant for something else.
        let framed_by = if page.path == "/chat/" {
            let origins = &app.settings().origins;
            origins.iter().fold("'self'".to_owned(), |all, o| all + " " + o)
        } else {
            "'none'".to_owned()
        };
        if let Ok(policy) = HeaderValue::from_str(&format!("{POLICY} {framed_by}")) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    response
}
