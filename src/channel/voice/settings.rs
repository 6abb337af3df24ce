//! What a document needs to know beside the turn.

use crate::value::{Lang, Name};

/// Which call, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// What the gateway knows the session by; it comes back with every form. Up to 128 letters, digits
    /// and `.`, `_`, `~`, `-`; others come back refused.
    pub id: &'a str,
    /// The number of the turn, so that a form submitted twice is known for what it is.
    pub turn: u32,
}

/// How documents are written. Times are in milliseconds; all of them are written into every document, so
/// that calls do not depend on the defaults of a platform.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// Where forms are submitted: the address of the gateway.
    pub submit: String,
    /// Language of voice and recognition.
    pub lang: Lang,
    /// Silence before the citizen begins that counts as no answer.
    pub no_input: u32,
    /// The longest utterance.
    pub longest_speech: u32,
    /// Silence that ends an utterance which a grammar knows.
    pub complete: u32,
    /// Silence that ends an utterance which could go on.
    pub incomplete: u32,
    /// Silence between two keys that ends a number.
    pub between_keys: u32,
    /// How long the gateway may think about a turn.
    pub fetch: u32,
    /// How long a transfer may ring.
    pub connect: u32,
    /// Whether the citizen may interrupt.
    pub barge_in: bool,
    /// Alternatives of recognised speech, 1 to [`MAX_ALTERNATIVES`](super::MAX_ALTERNATIVES).
    pub alternatives: u8,
    /// Address of the platform's grammar for free speech, where it has one.
    pub dictation: Option<String>,
    /// Where queues are reached: names, and addresses such as `tel:+78001000001`.
    pub queues: Vec<(Name, String)>,
    /// Where all other queues are reached. Without an address the call is left to the platform, with the
    /// name of the queue.
    pub queue: Option<String>,
}

impl Settings {
    /// Usual settings for a gateway at an address.
    pub fn new(submit: impl Into<String>, lang: Lang) -> Self {
        Self {
            submit: submit.into(),
            lang,
            no_input: 6_000,
            longest_speech: 20_000,
            complete: 800,
            incomplete: 1_500,
            between_keys: 3_000,
            fetch: 7_000,
            connect: 30_000,
            barge_in: true,
            alternatives: 3,
            dictation: None,
            queues: Vec::new(),
            queue: None,
        }
    }

    /// Where a queue is reached.
    pub(super) fn destination(&self, queue: &str) -> Option<&str> {
        let own = self.queues.iter().find(|(name, _)| &**name == queue);
        own.map(|(_, address)| address.as_str()).or(self.queue.as_deref())
    }
}
