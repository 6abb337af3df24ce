//! Chat over HTTP.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::answer::{Json, Problems, Told, json, json_of};
use super::guard::{Role, shows};
use super::{App, guard};
use crate::channel::Event;
use crate::gateway::api::{About, Answer, MAX_COMMENT, MAX_FACTS, MAX_TURN_ID, RatingRequest, Start, TurnRequest};
use crate::gateway::api::{ClientEvent, State as Standing};
use crate::gateway::conversation::Rating;
use crate::gateway::problem::Problem;
use crate::gateway::talks::{Expected, Form};
use crate::runtime::{Cell, StartOptions};
use crate::source::fold;
use crate::value::{Channel, Lang, Name};

/// What is in service.
#[utoipa::path(get, path = "/v1/about", tag = "chat", responses((status = 200, body = About), Problems))]
pub(super) async fn about(State(app): State<App>) -> Response {
    let engine = app.engine();
    let program = engine.program();
    json_of(&About {
        title: program.title.clone(),
        lang: match program.lang {
            Lang::Ru => "ru",
            Lang::En => "en",
        },
        bundle: engine.bundle().to_string(),
    })
}

/// Begins a conversation; the answer greets.
#[utoipa::path(post, path = "/v1/conversations", tag = "chat", request_body = Start,
    responses((status = 201, body = Answer, headers(("Location" = String))), Problems))]
pub(super) async fn begin(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Json(start): Json<Start>,
) -> Result<Response, Told> {
    begun(&app, peer, &headers, start).await.map_err(|p| app.told(p))
}

async fn begun(app: &App, peer: SocketAddr, headers: &HeaderMap, start: Start) -> Result<Response, Problem> {
    let trusted = admitted(app, headers)?;
    if !trusted {
        app.rate().check(&guard::address(headers, peer, app.settings()))?;
    }
    let asks_more = start.scenario.is_some() || !start.facts.is_empty() || start.identified || start.identifies;
    if asks_more && !trusted {
        return Err(if app.settings().keys.channel.is_some() {
            Problem::Key
        } else {
            Problem::Closed
        });
    }
    app.has_room()?;
    let options = options(app, &start)?;
    let answered = app.talks().begin(&options, start.identifies, Form::Chat).await?;
    app.has_begun();
    let mut response = json(StatusCode::CREATED, answered.body);
    if let Ok(place) = format!("/v1/conversations/{}", answered.name).parse() {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

fn options(app: &App, start: &Start) -> Result<StartOptions, Problem> {
    let engine = app.engine();
    let today = engine.local_time(jiff::Timestamp::now()).date();
    if start.facts.len() > MAX_FACTS {
        return Err(Problem::Malformed(format!("facts: at most {MAX_FACTS}")));
    }
    let scenario: Option<Name> = start.scenario.as_deref().map(|name| Name::from(&*fold(name.trim())));
    if let Some(name) = &scenario
        && !engine.program().scenarios.iter().any(|s| s.name == *name)
    {
        return Err(Problem::Malformed(match app.lang() {
            Lang::Ru => format!("Сценария «{name}» в базе нет."),
            Lang::En => format!("The base has no scenario “{name}”."),
        }));
    }
    let mut cells = Vec::with_capacity(start.facts.len());
    for (name, value) in &start.facts {
        let cell: Cell<'static> = serde_json::from_value(value.clone())
            .map_err(|_| Problem::Malformed(format!("{name}: a text, a number, truth, or a list of them is wanted")))?;
        cells.push((name, cell));
    }
    let facts = engine.read_facts(cells.iter().map(|(n, c)| (*n, c)), today);
    let facts = facts.map_err(|words| {
        Problem::Malformed(match app.lang() {
            Lang::Ru => words.ru,
            Lang::En => words.en,
        })
    })?;
    Ok(StartOptions {
        channel: Channel::Chat,
        scenario,
        facts,
        identified: start.identified,
    })
}

/// Answers a turn. The same turn again gets the same answer and changes nothing, so it may be sent again after any failure.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/turns", tag = "chat", request_body = TurnRequest,
    params(("conversation" = String, Path, description = "The name of the conversation")),
    responses((status = 200, body = Answer), Problems))]
pub(super) async fn turn(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
    Json(request): Json<TurnRequest>,
) -> Result<Response, Told> {
    let answered = async {
        let trusted = admitted(&app, &headers)?;
        answered(&app, &name, request, trusted).await
    };
    answered
        .await
        .map(|body| json(StatusCode::OK, body))
        .map_err(|p| app.told(p))
}

/// Answers a turn of a client, over HTTP or a WebSocket.
pub(super) async fn answered(app: &App, name: &str, request: TurnRequest, trusted: bool) -> Result<String, Problem> {
    if request.id.is_empty() || request.id.len() > MAX_TURN_ID {
        return Err(Problem::Malformed(format!("id: 1 to {MAX_TURN_ID} bytes are wanted")));
    }
    if matches!(request.event, ClientEvent::Identified { .. }) && !trusted {
        return Err(Problem::Closed);
    }
    let event: Event = request
        .event
        .event()
        .ok_or_else(|| Problem::Malformed("key: one of 0–9, * and # is wanted".to_owned()))?;
    if !trusted {
        app.turn_rate().check(&name.to_owned())?;
    }
    let answered = app
        .talks()
        .turn(name, &request.id, &event, Expected::Any, Form::Chat)
        .await?;
    Ok(answered.body)
}

/// The conversation as it stands, for a client that has lost it.
#[utoipa::path(get, path = "/v1/conversations/{conversation}", tag = "chat",
    params(("conversation" = String, Path, description = "The name of the conversation")),
    responses((status = 200, body = Standing), Problems))]
pub(super) async fn state(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Told> {
    let state = async {
        admitted(&app, &headers)?;
        app.talks().state(&name).await
    };
    state.await.map(|state| json_of(&state)).map_err(|p| app.told(p))
}

/// Forgets the conversation.
#[utoipa::path(delete, path = "/v1/conversations/{conversation}", tag = "chat",
    params(("conversation" = String, Path, description = "The name of the conversation")),
    responses((status = 204), Problems))]
pub(super) async fn forget(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Told> {
    let forgotten = async {
        admitted(&app, &headers)?;
        app.talks().forget(&name).await
    };
    forgotten
        .await
        .map(|()| StatusCode::NO_CONTENT.into_response())
        .map_err(|p| app.told(p))
}

/// What the citizen thinks of the conversation; the last word counts.
#[utoipa::path(post, path = "/v1/conversations/{conversation}/rating", tag = "chat", request_body = RatingRequest,
    params(("conversation" = String, Path, description = "The name of the conversation")),
    responses((status = 204), Problems))]
pub(super) async fn rate(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
    Json(request): Json<RatingRequest>,
) -> Result<Response, Told> {
    let rated = async {
        admitted(&app, &headers)?;
        if !(1..=5).contains(&request.stars) {
            return Err(Problem::Malformed("stars: 1 to 5 are wanted".to_owned()));
        }
        let comment = request.comment.map(|c| c.chars().take(MAX_COMMENT).collect());
        let rating = Rating {
            stars: request.stars,
            comment,
        };
        app.talks().rate(&name, rating).await
    };
    rated
        .await
        .map(|()| StatusCode::NO_CONTENT.into_response())
        .map_err(|p| app.told(p))
}

/// Whether the caller shows the key of channels; those who do not may chat where the settings let the public in.
pub(super) fn admitted(app: &App, headers: &HeaderMap) -> Result<bool, Problem> {
    let settings = app.settings();
    if shows(headers, &settings.keys, Role::Channel) {
        return Ok(true);
    }
    if settings.public { Ok(false) } else { Err(Problem::Key) }
}
