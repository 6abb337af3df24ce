//! What a gateway is told about the place it serves in: a file of YAML beside the bundle.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;
use serde_yaml as yaml;

use crate::runtime::Upgrade;

/// The largest settings file.
const MAX_BYTES: usize = 256 * 1024;

/// Settings of a gateway. All of them have defaults that suit a first try on one machine.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where conversations are kept: `redb:FILE`, `redis://…`, `postgres://…` or `memory:`.
    pub store: String,
    /// Seconds after the last turn in which a conversation may go on.
    pub keep: u64,
    /// Seconds for which tickets of operators are kept.
    pub keep_tickets: u64,
    /// What becomes of conversations when another bundle takes over.
    pub upgrade: WhenPublished,
    /// Whether anybody may begin a conversation; else only who has the key of channels.
    pub public: bool,
    /// Web sites whose pages may talk to the gateway and show the widget, as `https://example.org`.
    pub origins: Vec<String>,
    /// Whether a proxy of one's own stands before the gateway and says who calls, in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Keys.
    pub keys: Keys,
    /// Limits.
    pub limits: Limits,
    /// Where sources are asked, by their names in the base.
    pub sources: BTreeMap<String, SourceSettings>,
    /// Where operators' own system is told of hand-overs.
    pub webhook: Option<Webhook>,
    /// How calls are answered.
    pub voice: VoiceSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            store: "redb:lotsman-sessions.redb".to_owned(),
            keep: 24 * 3600,
            keep_tickets: 7 * 24 * 3600,
            upgrade: WhenPublished::Move,
            public: true,
            origins: Vec::new(),
            behind_proxy: false,
            keys: Keys::default(),
            limits: Limits::default(),
            sources: BTreeMap::new(),
            webhook: None,
            voice: VoiceSettings::default(),
        }
    }
}

/// [`Upgrade`], as the file says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhenPublished {
    /// Conversations go on in the new bundle.
    #[default]
    Move,
    /// Conversations end in the bundle they began with.
    Pin,
}

impl From<WhenPublished> for Upgrade {
    fn from(when: WhenPublished) -> Self {
        match when {
            WhenPublished::Move => Self::Move,
            WhenPublished::Pin => Self::Pin,
        }
    }
}

/// Keys that callers show as `Authorization: Bearer KEY`, or as the password of HTTP's Basic. What has no key set is open
/// (channels, metrics) or closed (operators, reload).
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Keys {
    /// Of channel services: voice platforms, messengers. It opens what the public may not do: facts known at the start,
    /// identified persons.
    pub channel: Option<String>,
    /// Of operators: tickets and their cards.
    pub operators: Option<String>,
    /// Of who publishes: reload, metrics.
    pub admin: Option<String>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let set = |key: &Option<String>| if key.is_some() { "set" } else { "none" };
        f.debug_struct("Keys")
            .field("channel", &set(&self.channel))
            .field("operators", &set(&self.operators))
            .field("admin", &set(&self.admin))
            .finish()
    }
}

/// Limits. Whoever passes one is told so, and when to come back.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of a request.
    pub body: usize,
    /// Requests a minute of one address; 0 sets no limit. Callers with the key of channels have none.
    pub per_minute: u32,
    /// Turns a minute of one conversation; 0 sets no limit.
    pub turns_per_minute: u32,
    /// Conversations that are kept at once.
    pub conversations: u64,
    /// Requests that are answered at once.
    pub requests: usize,
    /// WebSockets that are open at once.
    pub sockets: usize,
    /// Milliseconds for a request, lookups included.
    pub request_ms: u64,
    /// Milliseconds that a stopping gateway gives requests on the way.
    pub stop_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 64 * 1024,
            per_minute: 600,
            turns_per_minute: 120,
            conversations: 1_000_000,
            requests: 4_096,
            sockets: 20_000,
            request_ms: 30_000,
            stop_ms: 10_000,
        }
    }
}

/// Where a source is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SourceSettings {
    /// The address. A request is a POST of `{"source": NAME, "inputs": {…}, "outputs": […]}`; an answer is
    /// `{"facts": {…}}`, or 404 where nothing is known of this person.
    pub url: String,
    /// Headers to send, such as keys.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Milliseconds at most, where the base allows more or names no limit.
    #[serde(default = "two_seconds")]
    pub timeout_ms: u64,
    /// Requests that may be on their way at once; further ones are not made, and the scenario goes on without.
    #[serde(default = "sixty_four")]
    pub at_once: usize,
}

fn two_seconds() -> u64 {
    2_000
}

fn sixty_four() -> usize {
    64
}

/// Where hand-overs are told.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Webhook {
    /// The address: gets a POST of the ticket with its card, again until it answers with success.
    pub url: String,
    /// Headers to send, such as keys.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Milliseconds for an answer.
    #[serde(default = "two_seconds")]
    pub timeout_ms: u64,
}

/// How calls are answered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct VoiceSettings {
    /// The address of the gateway as the voice platform sees it, where forms shall not go to the address that the
    /// document came from.
    pub address: Option<String>,
    /// The platform's grammar for free speech.
    pub dictation: Option<String>,
    /// Where operators are reached, such as `tel:+78001000001`, by queue.
    pub queues: BTreeMap<String, String>,
    /// Where all other queues are reached.
    pub queue: Option<String>,
    /// Milliseconds of silence that count as no answer.
    pub no_input_ms: Option<u32>,
    /// Whether the citizen may interrupt.
    pub barge_in: Option<bool>,
}

/// Something that does not show itself in logs.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The words.
    pub fn shown(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("‹secret›")
    }
}

/// Why settings cannot be read: what is wrong, in Russian and English.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadSettings(pub String);

impl Settings {
    /// Reads a file of settings. `${NAME}` stands for a variable of the environment, which `variable` tells, so that keys
    /// need not lie in files; paths are taken from where `beside` lies.
    ///
    /// # Errors
    /// What is wrong with it, in words for who runs the gateway.
    pub fn read(text: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Self, BadSettings> {
        if text.len() > MAX_BYTES {
            return Err(BadSettings(format!(
                "настройки длиннее {MAX_BYTES} байт: это не тот файл? · the settings are longer than {MAX_BYTES} bytes: is it the right file?"
            )));
        }
        let mut tree: yaml::Value = yaml::from_str(text).map_err(|e| unreadable(&e))?;
        if tree.is_null() {
            return Ok(Self::default());
        }
        fill_in(&mut tree, &variable)?;
        // A tree knows no lines; the text does, as long as what is wrong is not in a variable.
        let settings: Self = yaml::from_value(tree).map_err(|e| match yaml::from_str::<Self>(text) {
            Err(with_place) => unreadable(&with_place),
            Ok(_) => unreadable(&e),
        })?;
        settings.checked()
    }

    fn checked(self) -> Result<Self, BadSettings> {
        let short = |key: &Option<String>| key.as_ref().is_some_and(|k| k.len() < 16);
        if short(&self.keys.channel) || short(&self.keys.operators) || short(&self.keys.admin) {
            return Err(BadSettings(
                "ключ короче 16 знаков: такой можно подобрать, сделайте новый, например командой «openssl rand -hex 24» \
                 · a key is shorter than 16 characters and could be guessed: make one, for example by “openssl rand -hex 24”"
                    .to_owned(),
            ));
        }
        if !self.public && self.keys.channel.is_none() {
            return Err(BadSettings(
                "«public: false» закрывает чат для всех, у кого нет ключа каналов, а ключа нет: задайте keys.channel \
                 · “public: false” closes the chat to all who lack the key of channels, and there is none: set keys.channel"
                    .to_owned(),
            ));
        }
        for origin in &self.origins {
            let host = origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"));
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
            if !host.is_some_and(|h| !h.is_empty() && h.chars().all(fits)) {
                return Err(BadSettings(format!(
                    "«{origin}» — не сайт: нужен вид https://example.org, без пути · “{origin}” is no site: write it as https://example.org, without a path"
                )));
            }
        }
        Ok(self)
    }

    /// The file that an embedded store keeps, where the store is one.
    pub fn store_file(&self) -> Option<PathBuf> {
        self.store.strip_prefix("redb:").map(PathBuf::from)
    }
}

fn unreadable(error: &yaml::Error) -> BadSettings {
    BadSettings(format!("не разобрать · cannot be read: {error}"))
}

/// Puts variables into the texts of a tree. The tree is as deep as the parser allows, and no deeper.
fn fill_in(tree: &mut yaml::Value, variable: &impl Fn(&str) -> Option<String>) -> Result<(), BadSettings> {
    match tree {
        yaml::Value::String(text) if text.contains("${") => *text = filled_in(text, variable)?,
        yaml::Value::Sequence(items) => {
            for item in items {
                fill_in(item, variable)?;
            }
        }
        yaml::Value::Mapping(entries) => {
            for (_, value) in entries.iter_mut() {
                fill_in(value, variable)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn filled_in(text: &str, variable: &impl Fn(&str) -> Option<String>) -> Result<String, BadSettings> {
    let mut parts = text.split("${");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((name, rest)) = part.split_once('}') else {
            return Err(BadSettings(format!(
                "«${{{part}» не закрыто скобкой }} · “${{{part}” lacks its closing brace"
            )));
        };
        let value = variable(name).ok_or_else(|| {
            BadSettings(format!(
                "переменная окружения {name} не задана, а настройки на неё ссылаются · the variable {name} of the environment is not set, and the settings refer to it"
            ))
        })?;
        out.push_str(&value);
        out.push_str(rest);
    }
    Ok(out)
}
