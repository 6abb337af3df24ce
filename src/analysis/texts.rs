//! Questions and menus as they reach the citizen: with their options, where these are read out.

use super::longest::{Longest, on_channel};
use crate::bundle::program::{FactId, MenuOption, Spoken};
use crate::model::Model;
use crate::runtime::{MAX_ENTRIES_SHOWN, is_read_out, read_out};
use crate::value::{Channel, Type};

/// The options that are offered with the question of a fact. Yes and no go without saying.
pub fn offered(model: &Model, fact: FactId) -> Vec<&str> {
    let Some(fact) = model.program.facts.get(fact.index()) else {
        return Vec::new();
    };
    let item = match &fact.ty {
        Type::List(item) => item,
        ty => ty,
    };
    match item {
        Type::OneOf(_) => fact.options.iter().map(|o| o.label.as_str()).collect(),
        Type::Directory(_) => {
            let directory = fact.directory.and_then(|d| model.program.directories.get(d.index()));
            let entries = directory.map(|d| d.entries.as_slice()).unwrap_or_default();
            if entries.len() > MAX_ENTRIES_SHOWN {
                return Vec::new();
            }
            entries.iter().map(|e| e.title.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// The question of a fact, in the words given or its own.
pub fn question(model: &Model, longest: Longest<'_>, id: FactId, own: Option<&Spoken>, channel: Channel) -> String {
    let Some(fact) = model.program.facts.get(id.index()) else {
        return String::new();
    };
    let own = own.filter(|own| **own != Spoken::default());
    let spoken = own.unwrap_or(&fact.question);
    let text = match on_channel(spoken, channel) {
        Some(id) => longest.text(id),
        None => format!("{}?", fact.title),
    };
    let options = offered(model, id);
    let own_words = spoken.voice.is_some();
    read(model, text, own_words, options.into_iter().map(|o| (None, o)), channel)
}

/// A menu.
pub fn menu(model: &Model, longest: Longest<'_>, text: &Spoken, options: &[MenuOption], channel: Channel) -> String {
    let own_words = text.voice.is_some();
    let text = longest.spoken(text, channel).unwrap_or_default();
    let options = options.iter().map(|o| (o.key, o.label.as_str()));
    read(model, text, own_words, options, channel)
}

fn read<'o>(
    model: &Model,
    text: String,
    own_words: bool,
    options: impl Iterator<Item = (Option<u8>, &'o str)>,
    channel: Channel,
) -> String {
    let options: Vec<(Option<u8>, &str)> = options.collect();
    if channel == Channel::Chat || !is_read_out(&model.program, own_words, options.len()) {
        return text;
    }
    let pinned: Vec<u8> = options.iter().filter_map(|(key, _)| *key).collect();
    let mut free = (1..=9_u8).filter(|key| !pinned.contains(key));
    let keyed: Vec<(Option<char>, &str)> = options
        .into_iter()
        .map(|(key, label)| {
            let key = key.or_else(|| free.next());
            (key.and_then(|k| char::from_digit(k.into(), 10)), label)
        })
        .collect();
    read_out(&text, keyed.into_iter(), model.program.lang)
}
