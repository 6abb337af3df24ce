//! Tickets, for operators.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::App;
use super::answer::{Json, Problems, Told, json_of};
use super::guard::{Role, admit};
use crate::gateway::api::{TakeRequest, Ticket, Tickets};
use crate::gateway::problem::Problem;

/// Tickets of one page at most.
const MAX_PAGE: usize = 500;
/// Characters of an operator's name.
const MAX_NAME: usize = 100;

/// Tickets, oldest first.
#[utoipa::path(get, path = "/v1/tickets", tag = "operators",
    params(
        ("after" = Option<String>, Query, description = "Only tickets after the one of this name"),
        ("limit" = Option<usize>, Query, description = "At most so many, 100 if nothing is said", maximum = 500, minimum = 1)
    ),
    responses((status = 200, body = Tickets), Problems))]
pub(super) async fn list(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Told> {
    let listed = async {
        admitted(&app, &headers)?;
        let (after, limit) = page(query.as_deref())?;
        app.tickets().list(after.as_deref(), limit).await
    };
    let tickets = listed.await.map_err(|p| app.told(p))?;
    Ok(json_of(&Tickets { tickets }))
}

fn page(query: Option<&str>) -> Result<(Option<String>, usize), Problem> {
    let (mut after, mut limit) = (None, 100);
    let Ok(mut url) = reqwest::Url::parse("http://query/") else {
        return Ok((after, limit));
    };
    url.set_query(query);
    for (name, value) in url.query_pairs() {
        match &*name {
            "after" if crate::gateway::secret::is_ticket(&value) => after = Some(value.into_owned()),
            "after" if value.is_empty() => {}
            "limit" => match value.parse() {
                Ok(count @ 1..=MAX_PAGE) => limit = count,
                _ => return Err(Problem::Malformed(format!("limit: 1 to {MAX_PAGE} is wanted"))),
            },
            "after" => return Err(Problem::Malformed("after: the name of a ticket is wanted".to_owned())),
            _ => {}
        }
    }
    Ok((after, limit))
}

/// Takes a ticket; whoever has it may take it again.
#[utoipa::path(post, path = "/v1/tickets/{ticket}/take", tag = "operators", request_body = TakeRequest,
    params(("ticket" = String, Path, description = "The name of the ticket")),
    responses((status = 200, body = Ticket), Problems))]
pub(super) async fn take(
    State(app): State<App>,
    Path(ticket): Path<String>,
    headers: HeaderMap,
    Json(request): Json<TakeRequest>,
) -> Result<Response, Told> {
    let taken = async {
        admitted(&app, &headers)?;
        let by = request.by.trim();
        if by.is_empty() || by.chars().count() > MAX_NAME {
            return Err(Problem::Malformed(format!("by: 1 to {MAX_NAME} characters are wanted")));
        }
        app.tickets().take(&ticket, by).await
    };
    taken.await.map(|ticket| json_of(&ticket)).map_err(|p| app.told(p))
}

/// A ticket is done.
#[utoipa::path(post, path = "/v1/tickets/{ticket}/done", tag = "operators",
    params(("ticket" = String, Path, description = "The name of the ticket")),
    responses((status = 204), Problems))]
pub(super) async fn done(
    State(app): State<App>,
    Path(ticket): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Told> {
    let done = async {
        admitted(&app, &headers)?;
        app.tickets().done(&ticket).await
    };
    done.await
        .map(|_| StatusCode::NO_CONTENT.into_response())
        .map_err(|p| app.told(p))
}

fn admitted(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    admit(headers, &app.settings().keys, Role::Operators, false)
}
