//! Answers and bodies of requests.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use utoipa::IntoResponses;

use super::App;
use crate::gateway::api::ProblemBody;
use crate::gateway::problem::Problem;
use crate::value::Lang;

/// A problem with the language in which it is told.
#[derive(Debug)]
pub(super) struct Told(pub(super) Problem, pub(super) Lang);

impl IntoResponse for Told {
    fn into_response(self) -> Response {
        let Self(problem, lang) = self;
        let status = problem.status();
        let body = ProblemBody {
            kind: format!("urn:lotsman:problem:{}", problem.code()),
            title: problem.title(lang).to_owned(),
            status,
            detail: problem.detail(lang),
        };
        let body = serde_json::to_string(&body).unwrap_or_default();
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = problem.retry_after() {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if problem == Problem::Key {
            let scheme = HeaderValue::from_static("Bearer, Basic realm=\"lotsman\"");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

/// What every request may come to, for the OpenAPI description.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "described, never made")]
pub(super) enum Problems {
    /// The request is not understood.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(ProblemBody),
    /// A key is needed.
    #[response(status = 401, content_type = "application/problem+json")]
    Key(ProblemBody),
    /// Not for this caller or site.
    #[response(status = 403, content_type = "application/problem+json")]
    Closed(ProblemBody),
    /// No such thing.
    #[response(status = 404, content_type = "application/problem+json")]
    Missing(ProblemBody),
    /// Somebody else was first.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(ProblemBody),
    /// It is over.
    #[response(status = 410, content_type = "application/problem+json")]
    Over(ProblemBody),
    /// Too long.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLong(ProblemBody),
    /// Not the right kind of content.
    #[response(status = 415, content_type = "application/problem+json")]
    Kind(ProblemBody),
    /// Not to be taken.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(ProblemBody),
    /// Too many requests.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(ProblemBody),
    /// Try again in a moment.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemBody),
}

/// A body in JSON.
#[derive(Debug)]
pub(super) struct Json<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Told;

    async fn from_request(request: Request, app: &App) -> Result<Self, Told> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok());
        let is_json = kind.is_some_and(|k| {
            let essence = k.split(';').next().unwrap_or_default().trim();
            essence.eq_ignore_ascii_case("application/json")
        });
        let bytes = body(request, app).await?;
        if !is_json && !bytes.is_empty() {
            return Err(app.told(Problem::Kind));
        }
        // No body at all is an empty object: `POST` without one begins a conversation.
        let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let read = serde_json::from_slice(bytes);
        read.map(Self).map_err(|e| app.told(Problem::Malformed(e.to_string())))
    }
}

/// The bytes of a body, as many as are allowed.
pub(super) async fn body(request: Request, app: &App) -> Result<Bytes, Told> {
    let limit = app.settings().limits.body;
    Bytes::from_request(request, app).await.map_err(|rejected| {
        app.told(match rejected.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLong(limit),
            _ => Problem::Malformed("the body broke off".to_owned()),
        })
    })
}

/// JSON that is made already.
pub(super) fn json(status: StatusCode, body: String) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    (status, [kind], body).into_response()
}

/// JSON of a value.
pub(super) fn json_of(value: &impl serde::Serialize) -> Response {
    json(StatusCode::OK, serde_json::to_string(value).unwrap_or_default())
}
