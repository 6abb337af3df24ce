//! The words of a base, by which mistakes in questions are mended.

use crate::bundle::program::{Answer, Pattern, Program, Text, TextPart};
use crate::language::spelling::VocabularyBuilder;
use crate::language::{WordKind, words};

/// A word of a phrase counts as so many of an answer: phrases are what people really say.
const PHRASE: u32 = 3;

/// The bytes of the vocabulary; empty where the base has no words.
pub fn of(program: &Program) -> Vec<u8> {
    let mut builder = VocabularyBuilder::new(program.lang);
    let mut add = |text: &str, count: u32| {
        for word in words(text) {
            // Pieces of addresses and signs are nobody's words.
            if word.kind == WordKind::Word && word.folded.chars().nth(1).is_some() {
                builder.add(&word.folded, count);
            }
            for part in word.parts() {
                builder.add(&part.folded, count);
            }
        }
    };
    for topic in &program.topics {
        add(&topic.title, 1);
        topic.phrases.iter().for_each(|p| add(p, PHRASE));
        topic.negative.iter().for_each(|p| add(p, 1));
        topic
            .cues
            .iter()
            .for_each(|c| cue_words(&c.pattern, &mut |w| add(w, 1)));
        if let Some(Answer::Text(text)) = &topic.answer
            && let Some(text) = program.texts.get(text.index())
        {
            text_words(text, &mut |w| add(w, 1));
        }
    }
    for directory in &program.directories {
        for entry in &directory.entries {
            add(&entry.title, 1);
            entry.synonyms.iter().for_each(|s| add(s, 1));
        }
    }
    for fact in &program.facts {
        add(&fact.title, 1);
        for option in &fact.options {
            add(&option.label, 1);
            option.synonyms.iter().for_each(|s| add(s, 1));
        }
    }
    program.out_of_scope.iter().for_each(|text| add(text, 1));
    let vocabulary = builder.build();
    if vocabulary.is_empty() {
        Vec::new()
    } else {
        vocabulary.to_bytes()
    }
}

fn text_words(text: &Text, add: &mut impl FnMut(&str)) {
    for part in &text.parts {
        if let TextPart::Words(words) = part {
            // Addresses in the net are not words that anybody mistypes.
            for word in words
                .split_whitespace()
                .filter(|w| !w.contains("://") && !w.contains('@'))
            {
                add(word);
            }
        }
    }
}

/// The words and normal forms of a pattern: what a cue waits for must not be read as another word.
fn cue_words(pattern: &Pattern, add: &mut impl FnMut(&str)) {
    match pattern {
        Pattern::Exact(word) | Pattern::Form(word) => add(word),
        Pattern::Phrase(forms) => forms.iter().for_each(|f| add(f)),
        Pattern::And(parts) | Pattern::Or(parts) => parts.iter().for_each(|p| cue_words(p, add)),
        Pattern::Not(inner) => cue_words(inner, add),
        Pattern::Near(a, _, b) => {
            cue_words(a, add);
            cue_words(b, add);
        }
        Pattern::Prefix(_) | Pattern::Entity(_) => {}
    }
}
