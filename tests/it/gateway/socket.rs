//! Chat over a WebSocket.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::house::{House, OPERATORS, texts};

type Line = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

async fn connected(house: &House, path: &str) -> Line {
    let url = format!("ws://{}{path}/socket", house.address);
    connect_async(url).await.unwrap().0
}

async fn send(line: &mut Line, what: &Value) {
    line.send(Message::text(what.to_string())).await.unwrap();
}

/// The next text; pings are answered on the way.
async fn heard(line: &mut Line) -> Value {
    loop {
        let message = tokio::time::timeout(Duration::from_secs(20), line.next())
            .await
            .expect("nothing comes");
        match message {
            Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
            Some(Ok(Message::Close(_))) | None => return Value::Null,
            Some(Ok(_)) => {}
            Some(Err(e)) => panic!("{e}"),
        }
    }
}

fn turn(id: &str, text: &str) -> Value {
    json!({ "type": "turn", "id": id, "event": { "event": "text", "text": text } })
}

#[tokio::test]
async fn turns_go_to_and_fro_and_a_lost_line_is_taken_up_again() {
    let house = House::open("").await;
    let mut client = house.client();
    let path = client.begin("{}").await;
    let mut line = connected(&house, &path).await;
    send(&mut line, &turn("a", "17")).await;
    let answer = heard(&mut line).await;
    assert_eq!(
        (&answer["type"], &answer["id"], &answer["turn"]),
        (&json!("turn"), &json!("a"), &json!(2))
    );
    assert_eq!(texts(&answer), ["Принято 17.", "Назовите число."]);

    for (wrong, id) in [("{", Value::Null), (r#"{"type":"reload"}"#, Value::Null)] {
        line.send(Message::text(wrong)).await.unwrap();
        let problem = heard(&mut line).await;
        assert_eq!(
            (&problem["type"], &problem["status"], &problem["id"]),
            (&json!("problem"), &json!(400), &id)
        );
    }
    line.send(Message::binary(vec![0, 159, 146, 150])).await.unwrap();
    assert_eq!(heard(&mut line).await["status"], 415);

    // The answer of the next turn is lost with its line; the turn is sent again over another one.
    send(&mut line, &turn("b", "18")).await;
    drop(line);
    let mut line = connected(&house, &path).await;
    send(&mut line, &turn("b", "18")).await;
    let answer = heard(&mut line).await;
    assert_eq!((&answer["id"], &answer["turn"]), (&json!("b"), &json!(3)));
    send(&mut line, &turn("b", "18")).await;
    assert_eq!(heard(&mut line).await, answer);

    // More than a body may have ends the line, and only that.
    let _ = line.send(Message::text("я".repeat(100_000))).await;
    let left = tokio::time::timeout(Duration::from_secs(20), async {
        while let Some(Ok(message)) = line.next().await {
            assert!(!matches!(message, Message::Text(_)));
        }
    });
    left.await.expect("the line ends");
    assert_eq!(client.get(&path).await.json()["turn"], 3);
}

#[tokio::test]
async fn the_hand_over_is_told_while_somebody_waits_for_it() {
    let house = House::open("").await;
    let path = house.client().begin("{}").await;
    let mut line = connected(&house, &path).await;
    send(&mut line, &turn("a", "оператор")).await;
    assert_eq!(heard(&mut line).await["over"], true);
    let mut operator = house.client().with("authorization", OPERATORS);
    let tickets = operator.get("/v1/tickets").await.json();
    let id = tickets["tickets"][0]["id"].as_str().unwrap();
    operator
        .post(&format!("/v1/tickets/{id}/take"), r#"{"by":"Анна"}"#)
        .await;
    assert_eq!(heard(&mut line).await, json!({ "type": "handover", "state": "taken" }));
    // Whoever comes back is told too.
    let mut again = connected(&house, &path).await;
    assert_eq!(heard(&mut again).await, json!({ "type": "handover", "state": "taken" }));
}

#[tokio::test]
async fn a_gateway_that_stops_says_so() {
    let house = House::open("").await;
    let path = house.client().begin("{}").await;
    let mut line = connected(&house, &path).await;
    let stopped = tokio::spawn(house.stop());
    assert_eq!(heard(&mut line).await, json!({ "type": "closing" }));
    assert_eq!(heard(&mut line).await, Value::Null);
    drop(line);
    stopped.await.unwrap();
}

#[tokio::test]
async fn nobody_opens_a_line_into_what_there_is_not() {
    let house = House::open("limits: {sockets: 1}").await;
    let path = house.client().begin("{}").await;
    let _first = connected(&house, &path).await;
    let refused = connect_async(format!("ws://{}{path}/socket", house.address)).await;
    assert!(matches!(refused, Err(Error::Http(r)) if r.status() == 503));
    let made_up = format!("ws://{}/v1/conversations/{}/socket", house.address, "0".repeat(40));
    let refused = connect_async(made_up).await;
    assert!(matches!(refused, Err(Error::Http(r)) if r.status() == 404));
}
