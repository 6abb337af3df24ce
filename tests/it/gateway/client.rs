//! A client of the gateway that hides nothing: one connection, kept as long as it lasts. The load generator of the
//! benchmark is made of it too.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value as Json;
use tokio::net::TcpStream;

/// How long an answer may take before the client gives it up.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub body: Bytes,
}

impl Got {
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or(Json::Null)
    }
}

/// One connection to one of the gateways at a time.
#[derive(Debug)]
pub struct Client {
    gateways: Vec<SocketAddr>,
    at: usize,
    line: Option<SendRequest<Full<Bytes>>>,
    headers: Vec<(String, String)>,
}

impl Client {
    /// A client that goes to the next gateway when one does not answer.
    pub fn of(gateways: &[SocketAddr], first: usize) -> Self {
        Self {
            gateways: gateways.to_vec(),
            at: first % gateways.len(),
            line: None,
            headers: Vec::new(),
        }
    }

    /// Sends a header with each request from now on.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// One request; after an error the next one goes to the next gateway.
    pub async fn ask(&mut self, method: Method, path: &str, body: Option<&str>) -> io::Result<Got> {
        let asked = tokio::time::timeout(PATIENCE, self.asked(method, path, body)).await;
        let got = asked.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
        if got.is_err() {
            self.line = None;
            self.at = (self.at + 1) % self.gateways.len();
        }
        got
    }

    async fn asked(&mut self, method: Method, path: &str, body: Option<&str>) -> io::Result<Got> {
        let address = self.gateways[self.at];
        let broken = |e: hyper::Error| io::Error::new(io::ErrorKind::ConnectionReset, e);
        let mut line = match self.line.take() {
            Some(line) if !line.is_closed() => line,
            _ => {
                let stream = TcpStream::connect(address).await?;
                stream.set_nodelay(true)?;
                let (line, connection) = handshake(TokioIo::new(stream)).await.map_err(broken)?;
                tokio::spawn(connection);
                line
            }
        };
        line.ready().await.map_err(broken)?;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", address.to_string());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = Full::new(Bytes::from(body.unwrap_or_default().to_owned()));
        let request = request.body(body).map_err(io::Error::other)?;
        let response = line.send_request(request).await.map_err(broken)?;
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.map_err(broken)?.to_bytes();
        self.line = Some(line);
        Ok(Got { status, body })
    }
}

/// Someone who counts aloud: each turn has the next number, and the gateway must say that it took that one.
#[derive(Debug)]
pub struct Counter {
    client: Client,
    pub name: String,
    /// The number of the last turn that was answered.
    pub turn: u64,
    said: u64,
    /// Turns that were sent again.
    pub again: u64,
}

impl Counter {
    /// Begins a conversation.
    pub async fn begin(mut client: Client) -> Result<Self, String> {
        for _ in 0..200 {
            match client.ask(Method::POST, "/v1/conversations", Some("{}")).await {
                Ok(got) if got.status == 201 => {
                    let answer = got.json();
                    return Ok(Self {
                        client,
                        name: answer["conversation"].as_str().unwrap_or_default().to_owned(),
                        turn: answer["turn"].as_u64().unwrap_or_default(),
                        said: 0,
                        again: 0,
                    });
                }
                Ok(got) if got.status == 503 => {}
                Ok(got) => return Err(format!("beginning: {got:?}")),
                Err(_) => {}
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Err("no gateway begins a conversation".to_owned())
    }

    /// Says the next number until it is answered, and holds the answer to what it must be.
    pub async fn say(&mut self) -> Result<(), String> {
        self.said += 1;
        let said = self.said;
        let path = format!("/v1/conversations/{}/turns", self.name);
        let body = format!(r#"{{"id":"t{said}","event":{{"event":"text","text":"{said}"}}}}"#);
        for _ in 0..400 {
            match self.client.ask(Method::POST, &path, Some(&body)).await {
                Ok(got) if got.status == 200 => return self.took(&got.json()),
                Ok(got) if matches!(got.status, 503 | 409) => {}
                Ok(got) => return Err(format!("{}: turn {said}: {got:?}", self.name)),
                Err(_) => {}
            }
            self.again += 1;
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Err(format!("{}: turn {said} was never answered", self.name))
    }

    fn took(&mut self, answer: &Json) -> Result<(), String> {
        let turn = answer["turn"].as_u64().unwrap_or_default();
        let first = answer["replies"][0]["text"].as_str().unwrap_or_default();
        let wanted = format!("{}.", self.said);
        if answer["conversation"] != self.name.as_str() || turn != self.turn + 1 || !first.ends_with(&wanted) {
            return Err(format!(
                "{}: said {}, after turn {}: {answer}",
                self.name, self.said, self.turn
            ));
        }
        self.turn = turn;
        Ok(())
    }

    /// Reads the conversation, and holds it to what was said: every number once, in order.
    pub async fn check(&mut self) -> Result<(), String> {
        let path = format!("/v1/conversations/{}", self.name);
        for _ in 0..200 {
            match self.client.ask(Method::GET, &path, None).await {
                Ok(got) if got.status == 200 => {
                    let state = got.json();
                    let lines = state["lines"].as_array().cloned().unwrap_or_default();
                    let said: Vec<&str> = lines
                        .iter()
                        .filter(|l| l["who"] == "citizen")
                        .filter_map(|l| l["text"].as_str())
                        .collect();
                    let wanted: Vec<String> = (1..=self.said).map(|n| n.to_string()).collect();
                    // The transcript keeps the last lines of a long conversation.
                    if state["turn"] != self.turn
                        || !wanted.ends_with(&said.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>())
                    {
                        return Err(format!("{}: after {} turns: {state}", self.name, self.said));
                    }
                    return Ok(());
                }
                Ok(got) if got.status == 503 => {}
                Ok(got) => return Err(format!("{}: {got:?}", self.name)),
                Err(_) => {}
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Err(format!("{} cannot be read", self.name))
    }
}
