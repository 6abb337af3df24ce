//! What the gateway asks and tells others: sources, and the operators' own system.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use lotsman::gateway::store::Memory;
use serde_json::{Value, json};

use super::house::{Desk, House, OPERATORS, problem, settings, texts};

/// The trace of whoever asks, W3C Trace Context.
const TRACE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/// A register that answers as its path says.
async fn register() -> SocketAddr {
    async fn answer(Path(how): Path<String>, headers: HeaderMap, Json(asked): Json<Value>) -> Response {
        let trace = headers["traceparent"].to_str().unwrap();
        assert!(trace.starts_with(&TRACE[..36]) && trace != TRACE, "{trace}");
        assert_eq!(asked["source"], "реестр");
        assert_eq!(asked["outputs"], json!(["доход"]));
        match how.as_str() {
            "known" => {
                let income = if asked["inputs"]["номер_дела"] == "А-17" {
                    json!(20500.5)
                } else {
                    json!(1)
                };
                Json(json!({ "facts": { "доход": income } })).into_response()
            }
            "nobody" => StatusCode::NOT_FOUND.into_response(),
            "broken" => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            "nonsense" => "<html>".into_response(),
            "wrong" => Json(json!({ "facts": { "доход": "много" } })).into_response(),
            "long" => "x".repeat(1_000_000).into_response(),
            "elsewhere" => axum::response::Redirect::temporary("/known").into_response(),
            _ => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                StatusCode::OK.into_response()
            }
        }
    }
    listening(Router::new().route("/{how}", post(answer))).await
}

async fn listening(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn asked(url: &str) -> Vec<String> {
    let house = House::open(&format!("sources: {{реестр: {{url: '{url}', timeout_ms: 200}}}}")).await;
    let mut client = house.client().with("traceparent", TRACE);
    let path = client.begin("{}").await;
    client.say(&path, "1", "нужна справка о доходе").await;
    let answer = client.say(&path, "2", "А-17").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    texts(&answer.json())
}

#[tokio::test]
async fn sources_are_asked_and_their_failures_are_part_of_the_scenario() {
    let register = register().await;
    let at = |how: &str| format!("http://{register}/{how}");
    let known = asked(&at("known")).await;
    assert_eq!(known[0], "По реестру доход 20\u{a0}500,50\u{a0}₽.");
    let handed_over = |why: &str| {
        let rest = [
            "Передаю разговор оператору. Всё, что вы сказали, он увидит.",
            "→ Первая линия",
        ];
        vec![why.to_owned(), rest[0].to_owned(), rest[1].to_owned()]
    };
    assert_eq!(asked(&at("nobody")).await, handed_over("Такого дела нет."));
    for how in ["broken", "nonsense", "wrong", "long", "elsewhere", "silent"] {
        assert_eq!(asked(&at(how)).await, handed_over("Реестр не ответил."), "{how}");
    }
    // Nobody listens there.
    assert_eq!(asked("http://127.0.0.1:9/").await, handed_over("Реестр не ответил."));
}

/// The operators' own system: fails twice, then takes what it is told.
#[derive(Clone, Default)]
struct Desks {
    tries: Arc<AtomicUsize>,
    told: Arc<Mutex<Vec<(String, Value)>>>,
}

async fn told(State(desks): State<Desks>, headers: HeaderMap, Json(ticket): Json<Value>) -> StatusCode {
    assert_eq!(headers["x-key"], "secret");
    if desks.tries.fetch_add(1, Ordering::SeqCst) < 1 {
        return StatusCode::BAD_GATEWAY;
    }
    let key = headers["idempotency-key"].to_str().unwrap().to_owned();
    desks.told.lock().unwrap().push((key, ticket));
    StatusCode::NO_CONTENT
}

#[tokio::test]
async fn hand_overs_are_told_until_they_are_heard_and_operators_take_them() {
    let desks = Desks::default();
    let address = listening(Router::new().route("/", post(told)).with_state(desks.clone())).await;
    let webhook = format!("webhook: {{url: 'http://{address}/', headers: {{x-key: secret}}}}");
    // Two gateways on one store: one of them tells.
    let store = Arc::new(Memory::default());
    let first = House::over(settings(&webhook), store.clone(), Arc::new(Desk::new())).await;
    let second = House::over(settings(&webhook), store, Arc::new(Desk::new())).await;
    let mut client = first.client();
    let path = client.begin("{}").await;
    client.say(&path, "1", "41").await;
    let answer = client.say(&path, "2", "оператор").await.json();
    assert_eq!(
        answer["replies"].as_array().unwrap().last().unwrap()["kind"],
        "handover"
    );

    while desks.told.lock().unwrap().is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (key, ticket) = desks.told.lock().unwrap()[0].clone();
    assert_eq!(ticket["id"], key.as_str());
    let lines = ticket["card"]["transcript"]["lines"].to_string();
    assert!(lines.contains("41") && lines.contains("оператор"), "{ticket:#}");
    let secret = path.rsplit('/').next().unwrap();
    assert!(
        !ticket.to_string().contains(secret),
        "the name of a conversation is its key"
    );

    // The queue, at the other gateway.
    let operator = || second.client().with("authorization", OPERATORS);
    let listed = operator().get("/v1/tickets").await.json();
    assert_eq!(listed["tickets"][0]["id"], key.as_str());
    assert_eq!(
        operator().get(&format!("/v1/tickets?after={key}")).await.json()["tickets"],
        json!([])
    );
    assert_eq!(operator().get("/v1/tickets?limit=0").await.status, 400);
    let take = format!("/v1/tickets/{key}/take");
    assert_eq!(
        operator().post(&take, r#"{"by":"Анна"}"#).await.json()["state"],
        "taken"
    );
    assert_eq!(operator().post(&take, r#"{"by":"Анна"}"#).await.status, 200);
    assert_eq!(
        problem(&operator().post(&take, r#"{"by":"Борис"}"#).await),
        (409, "taken".to_owned())
    );
    assert_eq!(client.get(&path).await.json()["handover"]["state"], "taken");
    assert_eq!(
        operator().post(&format!("/v1/tickets/{key}/done"), "").await.status,
        204
    );
    assert_eq!(client.get(&path).await.json()["handover"]["state"], "done");
    assert_eq!(
        problem(&operator().post("/v1/tickets/../take", r#"{"by":"Анна"}"#).await).0,
        404
    );
    assert_eq!(desks.told.lock().unwrap().len(), 1, "heard once, told once");
}
