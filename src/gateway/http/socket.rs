//! Chat over a WebSocket: turns and answers as over HTTP, and news of the hand-over.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::json;
use tracing::Instrument as _;

use super::App;
use super::answer::{Problems, Told};
use super::chat::{admitted, answered};
use crate::gateway::api::{ClientEvent, TicketState, TurnRequest};
use crate::gateway::problem::Problem;
use crate::gateway::trace::Trace;

/// After this time the client is told that an answer is being worked out.
const TYPING: Duration = Duration::from_millis(300);
/// How often a silent connection is asked whether it is still there.
const PING: Duration = Duration::from_secs(25);
/// How often the state of a hand-over is looked at.
const LOOK: Duration = Duration::from_secs(2);
/// How long a client may take to read.
const PATIENCE: Duration = Duration::from_secs(10);

/// What clients send.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Sent {
    Turn { id: String, event: ClientEvent },
}

/// Opens a WebSocket. Texts in JSON go to and fro: `{"type": "turn", "id", "event"}` to the gateway; from it
/// `{"type": "turn", "id", …}` with the fields of an answer, `{"type": "typing"}`, `{"type": "problem", "id", …}`,
/// `{"type": "handover", "state"}` and `{"type": "closing"}`.
#[utoipa::path(get, path = "/v1/conversations/{conversation}/socket", tag = "chat",
    params(("conversation" = String, Path, description = "The name of the conversation")),
    responses((status = 101), (status = 426), Problems))]
pub(super) async fn open(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response, Told> {
    let trusted = admitted(&app, &headers).map_err(|p| app.told(p))?;
    let handover = app.talks().handover(&name).await.map_err(|p| app.told(p))?;
    let upgrade = upgrade.map_err(|e| app.told(Problem::Malformed(e.body_text())))?;
    let Some(place) = app.socket() else {
        return Err(app.told(Problem::Full));
    };
    let limit = app.settings().limits.body;
    let trace = Trace::of(&headers);
    let upgrade = upgrade
        .max_message_size(limit)
        .max_frame_size(limit)
        .max_write_buffer_size(4 * 1024 * 1024);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let _place = place;
        metrics::gauge!("lotsman_sockets").increment(1);
        let mut line = Line {
            app,
            name,
            trusted,
            trace,
            socket,
            handover,
        };
        line.talk().await;
        metrics::gauge!("lotsman_sockets").decrement(1);
    }))
}

struct Line {
    app: App,
    name: String,
    trusted: bool,
    trace: Trace,
    socket: WebSocket,
    handover: Option<TicketState>,
}

impl Line {
    async fn talk(&mut self) {
        let mut stopping = self.app.stopping();
        let mut ping = tokio::time::interval(PING);
        let mut look = tokio::time::interval(LOOK);
        ping.tick().await;
        look.tick().await;
        // What has become of the hand-over while nobody was connected.
        if let Some(state @ (TicketState::Taken | TicketState::Done)) = self.handover
            && !self.tell(&json!({ "type": "handover", "state": state })).await
        {
            return;
        }
        loop {
            let goes_on = tokio::select! {
                message = self.socket.next() => match message {
                    Some(Ok(Message::Text(text))) => self.heard(&text).await,
                    Some(Ok(Message::Binary(_))) => self.problem(None, &Problem::Kind).await,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => true,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => false,
                },
                _ = ping.tick() => self.send(Message::Ping(Vec::new().into())).await,
                _ = look.tick(), if matches!(self.handover, Some(TicketState::Waiting | TicketState::Taken)) => self.look().await,
                _ = stopping.changed() => {
                    let _ = self.tell(&json!({ "type": "closing" })).await;
                    let close = CloseFrame { code: close_code::RESTART, reason: Utf8Bytes::from_static("") };
                    let _ = self.send(Message::Close(Some(close))).await;
                    false
                }
            };
            if !goes_on {
                return;
            }
        }
    }

    async fn heard(&mut self, text: &str) -> bool {
        let sent: Sent = match serde_json::from_str(text) {
            Ok(sent) => sent,
            Err(e) => return self.problem(None, &Problem::Malformed(e.to_string())).await,
        };
        let Sent::Turn { id, event } = sent;
        let (app, name) = (self.app.clone(), self.name.clone());
        let request = TurnRequest { id: id.clone(), event };
        let trusted = self.trusted;
        let limit = Duration::from_millis(app.settings().limits.request_ms);
        let trace = self.trace.clone();
        let span = tracing::info_span!("socket", trace = trace.id());
        let answer = async move { trace.scope(answered(&app, &name, request, trusted)).await };
        let answer = tokio::time::timeout(limit, answer.instrument(span));
        let mut answer = std::pin::pin!(answer);
        let answer = tokio::select! {
            answer = &mut answer => answer,
            () = tokio::time::sleep(TYPING) => {
                if !self.tell(&json!({ "type": "typing" })).await {
                    // Whoever hung up will ask again by the same name.
                    return false;
                }
                answer.await
            }
        };
        match answer.unwrap_or(Err(Problem::Slow)) {
            Ok(body) => self.answer(&id, &body).await,
            Err(problem) => self.problem(Some(&id), &problem).await,
        }
    }

    /// The answer with the name of its turn: the fields stand beside each other.
    async fn answer(&mut self, id: &str, body: &str) -> bool {
        let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(body) else {
            return self.problem(Some(id), &Problem::Unavailable).await;
        };
        let kinds = fields.get("replies").and_then(serde_json::Value::as_array);
        let hands_over = kinds.is_some_and(|all| all.iter().any(|r| r.get("kind") == Some(&json!("handover"))));
        if hands_over {
            self.handover = Some(TicketState::Waiting);
        }
        fields.insert("type".to_owned(), json!("turn"));
        fields.insert("id".to_owned(), json!(id));
        self.tell(&serde_json::Value::Object(fields)).await
    }

    async fn problem(&mut self, id: Option<&str>, problem: &Problem) -> bool {
        let lang = self.app.lang();
        let told = json!({
            "type": "problem",
            "id": id,
            "code": problem.code(),
            "status": problem.status(),
            "title": problem.title(lang),
            "detail": problem.detail(lang),
            "retry_after": problem.retry_after(),
        });
        self.tell(&told).await
    }

    async fn look(&mut self) -> bool {
        // A store that fails is looked at again in a moment.
        let Ok(now) = self.app.talks().handover(&self.name).await else {
            return true;
        };
        let changed = now != self.handover;
        self.handover = now;
        match now {
            Some(state) if changed => self.tell(&json!({ "type": "handover", "state": state })).await,
            _ => true,
        }
    }

    async fn tell(&mut self, what: &serde_json::Value) -> bool {
        self.send(Message::Text(what.to_string().into())).await
    }

    async fn send(&mut self, message: Message) -> bool {
        let sent = tokio::time::timeout(PATIENCE, self.socket.send(message)).await;
        matches!(sent, Ok(Ok(())))
    }
}
