//! Names that nobody can guess, and keys.

use subtle::ConstantTimeEq as _;

/// Random bytes of a name.
const BYTES: usize = 20;

/// The name of a conversation: 160 random bits in hexadecimal. Whoever knows it is in the conversation, so it stands in no
/// log; [`reference`] does.
///
/// `None` where the system has no randomness to give.
pub(crate) fn name() -> Option<String> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).ok()?;
    Some(hex(&bytes))
}

/// Whether this could be a name of a conversation; anything else is not looked for.
pub(crate) fn is_name(text: &str) -> bool {
    text.len() == BYTES * 2 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The name of a ticket: names are in order of time.
pub(crate) fn ticket(at: jiff::Timestamp) -> Option<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).ok()?;
    Some(format!("{:012x}{}", at.as_millisecond(), hex(&bytes)))
}

/// Whether this could be a name of a ticket.
pub(crate) fn is_ticket(text: &str) -> bool {
    text.len() == 28 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// What a conversation is called where its name must not stand: in logs and on tickets.
pub(crate) fn reference(name: &str) -> String {
    let hash = blake3::hash(name.as_bytes());
    hash.to_hex().chars().take(12).collect()
}

/// Whether two keys are the same, in a time that tells nothing about where they differ.
pub(crate) fn same(shown: &str, key: &str) -> bool {
    // Hashes, so that not even the length can be felt.
    let (shown, key) = (blake3::hash(shown.as_bytes()), blake3::hash(key.as_bytes()));
    shown.as_bytes().ct_eq(key.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}
