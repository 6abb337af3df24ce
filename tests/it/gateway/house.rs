//! A gateway in this process, on a free port, with the base that counts.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use hyper::Method;
use lotsman::bundle::Bundle;
use lotsman::compile::{self, Input};
use lotsman::gateway::store::{Memory, Store};
use lotsman::gateway::{Gateway, Published, Settings};
use serde_json::Value as Json;
use tokio::sync::oneshot;

use super::client::{Client, Got};

/// Keys of the tests, as headers.
pub const CHANNEL: &str = "Bearer key-of-the-channels";
pub const OPERATORS: &str = "Bearer key-of-operators";
pub const ADMIN: &str = "Bearer key-of-publishers";

/// Settings that have all keys and no limits of time; `more` is YAML.
pub fn settings(more: &str) -> Settings {
    let text = format!(
        "listen: 127.0.0.1:0\nkeys: {{channel: key-of-the-channels, operators: key-of-operators, admin: key-of-publishers}}\n{more}"
    );
    Settings::read(&text, |_| None).unwrap()
}

/// The base that counts, compiled, with a word of its own in place of «Принято».
pub fn bundle(word: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gateway");
    let names = [
        "lotsman.yaml",
        "scenarios/счёт.scenario",
        "scenarios/справка.scenario",
        "topics/справка.topic",
    ];
    let inputs = names.map(|name| Input {
        path: name.into(),
        bytes: std::fs::read_to_string(root.join(name))
            .unwrap()
            .replace("Принято", word)
            .into(),
    });
    let checked = compile::check(inputs.into());
    assert!(!checked.has_errors(), "{:#?}", checked.diagnostics);
    compile::build(&checked).unwrap().unwrap()
}

static COUNTING: LazyLock<Vec<u8>> = LazyLock::new(|| bundle("Принято"));

/// What is published, in a file that can be replaced.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.publish(&COUNTING);
        desk
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("published.lotsman")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Renames a new file over the old one, as publishing does.
    pub fn publish(&self, bytes: &[u8]) {
        let beside = self.folder.path().join("published.new");
        std::fs::write(&beside, bytes).unwrap();
        std::fs::rename(&beside, self.file()).unwrap();
    }
}

/// A gateway that serves until it is dropped.
pub struct House {
    pub address: SocketAddr,
    pub desk: Arc<Desk>,
    stop: Mutex<Option<oneshot::Sender<()>>>,
    task: tokio::task::JoinHandle<()>,
}

impl House {
    pub async fn open(more: &str) -> Self {
        Self::over(settings(more), Arc::new(Memory::default()), Arc::new(Desk::new())).await
    }

    pub async fn over(settings: Settings, store: Arc<dyn Store>, desk: Arc<Desk>) -> Self {
        let file = desk.file();
        let published = Published {
            open: Box::new({
                let file = file.clone();
                move || Bundle::open(&file).map_err(|e| e.to_string())
            }),
            file: Some(file),
        };
        let gateway = Gateway::with_store(settings, published, store).await.unwrap();
        let address = gateway.address().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(gateway.serve(async move {
            let _ = stopped.await;
        }));
        Self {
            address,
            desk,
            stop: Mutex::new(Some(stop)),
            task,
        }
    }

    pub fn client(&self) -> Client {
        Client::of(&[self.address], 0)
    }

    /// A client with the key of channels.
    pub fn channel(&self) -> Client {
        self.client().with("authorization", CHANNEL)
    }

    /// Stops it gracefully, and waits until it has.
    pub async fn stop(self) {
        let stop = self.stop.lock().unwrap().take();
        let _ = stop.unwrap().send(());
        self.task.await.unwrap();
    }
}

/// Requests that a test reads at a glance.
impl Client {
    pub async fn get(&mut self, path: &str) -> Got {
        self.ask(Method::GET, path, None).await.unwrap()
    }

    pub async fn post(&mut self, path: &str, body: &str) -> Got {
        self.ask(Method::POST, path, Some(body)).await.unwrap()
    }

    pub async fn delete(&mut self, path: &str) -> Got {
        self.ask(Method::DELETE, path, None).await.unwrap()
    }

    /// Begins a conversation in a scenario, and gives its path.
    pub async fn begin(&mut self, start: &str) -> String {
        let got = self.post("/v1/conversations", start).await;
        assert_eq!(got.status, 201, "{got:?}");
        format!("/v1/conversations/{}", got.json()["conversation"].as_str().unwrap())
    }

    /// Says something in a conversation.
    pub async fn say(&mut self, path: &str, id: &str, text: &str) -> Got {
        let body = serde_json::json!({ "id": id, "event": { "event": "text", "text": text } });
        self.post(&format!("{path}/turns"), &body.to_string()).await
    }
}

/// What was said, line by line.
pub fn texts(answer: &Json) -> Vec<String> {
    let replies = answer["replies"].as_array().cloned().unwrap_or_default();
    replies
        .iter()
        .map(|r| match r["kind"].as_str().unwrap_or_default() {
            "say" | "ask" | "menu" => r["text"].as_str().unwrap_or_default().to_owned(),
            "handover" => format!("→ {}", r["title"].as_str().unwrap_or_default()),
            "end" => format!("■ {}", r["outcome"].as_str().unwrap_or_default()),
            other => other.to_owned(),
        })
        .collect()
}

/// The code of a problem, which must be one.
pub fn problem(got: &Got) -> (u16, String) {
    let body = got.json();
    let kind = body["type"].as_str().unwrap_or_default();
    assert_eq!(body["status"], got.status, "{body}");
    assert!(!body["title"].as_str().unwrap_or_default().is_empty(), "{body}");
    (got.status, kind.trim_start_matches("urn:lotsman:problem:").to_owned())
}
