//! What the gateway refuses, and how it says so.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use hyper::Method;

use super::house::{ADMIN, CHANNEL, House, OPERATORS, problem};

const NAME: &str = "0123456789abcdef0123456789abcdef01234567";

#[tokio::test]
async fn names_that_were_made_up_open_nothing() {
    let house = House::open("").await;
    let mut client = house.client();
    let real = client.begin("{}").await;
    let real = real.rsplit('/').next().unwrap().to_owned();
    let shifted: String = real.chars().rev().collect();
    let mut made_up = vec![
        NAME.to_owned(),
        shifted,
        real.to_uppercase(),
        format!("{real}0"),
        real[..39].to_owned(),
    ];
    made_up.extend(
        [
            "%2e%2e%2f",
            "..%2f..%2fetc%2fpasswd",
            "%00",
            "c:1",
            "*",
            "'%20or%201=1--",
            "%d0%bf",
        ]
        .map(str::to_owned),
    );
    for name in made_up {
        let path = format!("/v1/conversations/{name}");
        let got = client.get(&path).await;
        assert_eq!(problem(&got), (404, "no-conversation".to_owned()), "{name}");
        let got = client.say(&path, "1", "1").await;
        assert_eq!(problem(&got), (404, "no-conversation".to_owned()), "{name}");
        assert_eq!(client.delete(&path).await.status, 404, "{name}");
        assert_eq!(client.get(&format!("{path}/socket")).await.status, 404, "{name}");
    }
    assert_eq!(client.get(&format!("/v1/conversations/{real}")).await.status, 200);
}

#[tokio::test]
async fn bodies_that_are_none_of_ours_are_told_so() {
    let house = House::open("limits: {body: 2000, turns_per_minute: 0}").await;
    let mut client = house.client();
    let path = client.begin("{}").await;
    let turns = format!("{path}/turns");
    for body in [
        "{",
        "[]",
        "null",
        "\"\"",
        "{}",
        r#"{"id":"1"}"#,
        r#"{"id":"","event":{"event":"silence"}}"#,
        r#"{"id":"1","event":{"event":"lookup_result"}}"#,
        r#"{"id":1,"event":{"event":"silence"}}"#,
        r#"{"id":"1","event":{"event":"key","key":"12"}}"#,
        r#"{"id":"1","event":{"event":"key","key":"x"}}"#,
        r#"{"id":"1","event":{"event":"text","text":"1","more":2}}"#,
        r#"{"id":"1","id":"2","event":{"event":"silence"}}"#,
    ] {
        assert_eq!(
            problem(&client.post(&turns, body).await),
            (400, "malformed".to_owned()),
            "{body}"
        );
    }
    let deep = "[".repeat(1_900);
    assert_eq!(client.post(&turns, &deep).await.status, 400);
    let long = format!(
        r#"{{"id":"1","event":{{"event":"text","text":"{}"}}}}"#,
        "я".repeat(2_000)
    );
    assert_eq!(problem(&client.post(&turns, &long).await), (413, "too-long".to_owned()));
    let mut plain = house.client().with("content-type", "text/plain");
    assert_eq!(plain.ask(Method::POST, &turns, Some("{}")).await.unwrap().status, 415);
    // The conversation has heard nothing of all this.
    assert_eq!(client.get(&path).await.json()["turn"], 1);
    assert_eq!(problem(&client.get("/no/such/page").await), (404, "no-page".to_owned()));
    assert_eq!(problem(&client.delete("/v1/about").await), (405, "method".to_owned()));
}

#[tokio::test]
async fn each_key_opens_its_own_door() {
    let house = House::open("public: false").await;
    let doors = [
        (Method::POST, "/v1/conversations", CHANNEL),
        (Method::GET, "/voice", CHANNEL),
        (Method::GET, "/v1/tickets", OPERATORS),
        (Method::GET, "/metrics", ADMIN),
        (Method::POST, "/v1/reload", ADMIN),
    ];
    for (method, path, key) in doors {
        let got = house.client().ask(method.clone(), path, None).await.unwrap();
        assert_eq!(problem(&got), (401, "key-needed".to_owned()), "{path}");
        for other in [
            CHANNEL,
            OPERATORS,
            ADMIN,
            "Bearer ",
            "Bearer key-of-publishersx",
            "Digest key-of-publishers",
        ] {
            let mut client = house.client().with("authorization", other);
            let got = client.ask(method.clone(), path, None).await.unwrap();
            let opened = got.status < 400;
            assert_eq!(opened, other == key, "{path} with {other}: {got:?}");
        }
    }
    // Voice platforms have passwords rather than keys: "x:key-of-the-channels".
    let mut basic = house
        .client()
        .with("authorization", "Basic eDprZXktb2YtdGhlLWNoYW5uZWxz");
    assert_eq!(basic.get("/voice").await.status, 200);
}

#[tokio::test]
async fn pages_of_other_sites_may_not_ask() {
    let house = House::open("origins: ['https://social.example.org']").await;
    let from = |origin: &str| house.client().with("origin", origin);
    assert_eq!(
        from("https://social.example.org")
            .post("/v1/conversations", "{}")
            .await
            .status,
        201
    );
    assert_eq!(
        from(&format!("http://{}", house.address))
            .post("/v1/conversations", "{}")
            .await
            .status,
        201
    );
    for other in [
        "https://evil.example.org",
        "null",
        "http://social.example.org",
        "https://social.example.org.evil.org",
    ] {
        let got = from(other).post("/v1/conversations", "{}").await;
        assert_eq!(problem(&got), (403, "origin".to_owned()), "{other}");
    }
}

#[tokio::test]
async fn who_asks_too_much_is_told_when_to_come_back() {
    let house = House::open("limits: {per_minute: 3, turns_per_minute: 2}").await;
    let mut client = house.client();
    let path = client.begin("{}").await;
    client.begin("{}").await;
    client.begin("{}").await;
    assert_eq!(
        problem(&client.post("/v1/conversations", "{}").await),
        (429, "too-many".to_owned())
    );
    // Whoever has the key of channels speaks for many.
    house.channel().begin("{}").await;
    assert_eq!(client.say(&path, "1", "1").await.status, 200);
    assert_eq!(client.say(&path, "2", "2").await.status, 200);
    assert_eq!(
        problem(&client.say(&path, "3", "3").await),
        (429, "too-many".to_owned())
    );
    assert_eq!(house.channel().say(&path, "3", "3").await.status, 200);
}

#[tokio::test]
async fn a_full_gateway_takes_no_more_conversations() {
    let house = House::open("limits: {conversations: 2}").await;
    let mut client = house.client();
    let path = client.begin("{}").await;
    client.begin("{}").await;
    assert_eq!(
        problem(&client.post("/v1/conversations", "{}").await),
        (503, "full".to_owned())
    );
    assert_eq!(client.say(&path, "1", "1").await.status, 200);
}

/// Bytes that are no HTTP, or not all of it: the connection ends, the gateway lives.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_http_ends_its_connection_only() {
    let house = House::open("").await;
    let address = house.address;
    let answers = tokio::task::spawn_blocking(move || {
        let long = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(100_000));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(5_000));
        let hostile: [&[u8]; 6] = [
            b"\0\0\0\0\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"POST /v1/conversations HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\ntransfer-encoding: chunked\r\n\r\nz\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            long.as_bytes(),
            many.as_bytes(),
        ];
        hostile.map(|bytes| {
            let mut stream = TcpStream::connect(address).unwrap();
            let _ = stream.write_all(bytes);
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            String::from_utf8_lossy(&answer)
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned()
        })
    });
    for answer in answers.await.unwrap() {
        assert!(!answer.contains(" 5"), "{answer}");
    }
    assert_eq!(house.client().get("/health").await.status, 200);
}
