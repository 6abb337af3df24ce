//! Sources of the contact centre, asked over HTTP while the citizen waits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, StatusCode};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::settings::{BadSettings, Secret, SourceSettings};
use super::trace;
use crate::channel::{LookupOutcome, LookupRequest};
use crate::runtime::{Cell, Engine, Plain};
use crate::source::fold;
use crate::value::Date;

/// Bytes of an answer that are read at most.
const MAX_ANSWER: usize = 256 * 1024;

/// The sources that can be asked.
#[derive(Debug)]
pub(crate) struct Sources {
    client: Client,
    by_name: BTreeMap<String, Source>,
}

#[derive(Debug)]
struct Source {
    url: String,
    headers: HeaderMap,
    timeout: Duration,
    at_once: Arc<Semaphore>,
}

/// What a source is asked.
#[derive(Serialize)]
struct Asked<'a> {
    source: &'a str,
    inputs: BTreeMap<&'a str, Plain<'a>>,
    outputs: Vec<&'a str>,
}

/// What it answers.
#[derive(Deserialize)]
struct Told {
    facts: BTreeMap<String, Cell<'static>>,
}

impl Sources {
    pub(crate) fn new(client: Client, settings: &BTreeMap<String, SourceSettings>) -> Result<Self, BadSettings> {
        let mut by_name = BTreeMap::new();
        for (name, source) in settings {
            by_name.insert(
                fold(name.trim()).into_owned(),
                Source {
                    url: address(&source.url)?,
                    headers: headers(&source.headers)?,
                    timeout: Duration::from_millis(source.timeout_ms),
                    at_once: Arc::new(Semaphore::new(source.at_once)),
                },
            );
        }
        Ok(Self { client, by_name })
    }

    /// Names that the settings give an address for.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Asks a source. Whatever goes wrong is [`LookupOutcome::NoAnswer`]: scenarios say what happens then.
    pub(crate) async fn ask(&self, engine: &Engine, request: &LookupRequest, today: Date) -> LookupOutcome {
        let began = Instant::now();
        let asked = self.asked(engine, request, today).await;
        let result = match &asked {
            Ok(LookupOutcome::Answered { .. }) => "answered",
            Ok(LookupOutcome::NoData) => "no_data",
            _ => "no_answer",
        };
        let source = request.source.to_string();
        metrics::counter!("lotsman_lookups_total", "source" => source.clone(), "result" => result).increment(1);
        metrics::histogram!("lotsman_lookup_seconds", "source" => source).record(began.elapsed().as_secs_f64());
        asked.unwrap_or_else(|why| {
            tracing::warn!(source = %request.source, why, "a source gave no answer");
            LookupOutcome::NoAnswer
        })
    }

    async fn asked(&self, engine: &Engine, request: &LookupRequest, today: Date) -> Result<LookupOutcome, String> {
        let source = self
            .by_name
            .get(&*request.source)
            .ok_or("the settings give it no address")?;
        // A source that hangs must not take all the gateway with it.
        let Ok(_permit) = source.at_once.try_acquire() else {
            return Err("too many requests are on their way to it".to_owned());
        };
        let lang = engine.program().lang;
        let asked = Asked {
            source: &request.source,
            inputs: request.inputs.iter().map(|(n, v)| (&**n, Plain(v, lang))).collect(),
            outputs: request.outputs.iter().map(|n| &**n).collect(),
        };
        let allowed = request
            .timeout
            .and_then(|t| u64::try_from(t.seconds).ok())
            .filter(|s| *s > 0);
        let timeout = allowed.map_or(source.timeout, |s| source.timeout.min(Duration::from_secs(s)));
        let work = async {
            let mut headers = source.headers.clone();
            headers.extend(trace::handed_on().map(|(name, value)| (HeaderName::from_static(name), value)));
            let sent = self.client.post(&source.url).headers(headers).json(&asked);
            let mut answer = sent.send().await.map_err(|e| plainly(&e))?;
            match answer.status() {
                StatusCode::NOT_FOUND | StatusCode::NO_CONTENT => return Ok(LookupOutcome::NoData),
                status if !status.is_success() => return Err(format!("it answered {status}")),
                _ => {}
            }
            let mut body = Vec::new();
            while let Some(chunk) = answer.chunk().await.map_err(|e| plainly(&e))? {
                if body.len() + chunk.len() > MAX_ANSWER {
                    return Err(format!("its answer is longer than {MAX_ANSWER} bytes"));
                }
                body.extend_from_slice(&chunk);
            }
            let told: Told = serde_json::from_slice(&body).map_err(|e| format!("its answer cannot be read: {e}"))?;
            let facts = engine.read_facts(told.facts.iter().map(|(name, cell)| (name.as_str(), cell)), today);
            // The words name the value, which is personal: only that there was one is told.
            let facts = facts.map_err(|_| "a value of its answer does not fit its fact")?;
            Ok(LookupOutcome::Answered { facts })
        };
        match tokio::time::timeout(timeout, work).await {
            Ok(done) => done,
            Err(_) => Err(format!("it took longer than {} ms", timeout.as_millis())),
        }
    }
}

/// The client of everything that the gateway asks others.
pub(crate) fn client() -> Result<Client, BadSettings> {
    let provider = rustls::crypto::ring::default_provider();
    // Somebody in this process may have chosen before: then that one serves.
    let _ = provider.install_default();
    Client::builder()
        .connect_timeout(Duration::from_secs(2))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .user_agent(concat!("lotsman/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|e| BadSettings(plainly(&e)))
}

/// What went wrong, without the address: it may hold a key.
pub(crate) fn plainly(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "it did not answer in time"
    } else if error.is_connect() {
        "it cannot be reached"
    } else if error.is_builder() {
        "its address cannot be used"
    } else {
        "it broke off"
    };
    kind.to_owned()
}

/// An address that can be asked.
pub(crate) fn address(url: &str) -> Result<String, BadSettings> {
    match reqwest::Url::parse(url) {
        Ok(parsed) if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() => Ok(url.to_owned()),
        _ => Err(BadSettings(format!(
            "«{url}» — не адрес вида https://example.org/path · “{url}” is not an address like https://example.org/path"
        ))),
    }
}

/// Headers of the settings.
pub(crate) fn headers(settings: &BTreeMap<String, Secret>) -> Result<HeaderMap, BadSettings> {
    let mut headers = HeaderMap::new();
    for (name, value) in settings {
        let key = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(value.shown());
        let (Ok(key), Ok(mut value)) = (key, value) else {
            return Err(BadSettings(format!(
                "заголовок «{name}» нельзя отправить · the header “{name}” cannot be sent"
            )));
        };
        value.set_sensitive(true);
        headers.insert(key, value);
    }
    Ok(headers)
}
