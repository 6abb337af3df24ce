//! From a text to a question: words, mistakes mended, normal forms, entities; each done once.

use std::sync::Arc;

use super::question::Question;
use crate::bundle::program::Program;
use crate::language::spelling::{NoLexicon, Spelling, Vocabulary};
use crate::language::{
    Dictionary, Directory, Entity, EntityKind, NormalForms, Word, cut, find_all_in, forms_by_word, words,
};
use crate::value::{Date, Lang, Name};

/// In so many words of a message mistakes are mended, from its beginning: to mend a word takes as long as to read a
/// whole question, and a text of nothing but mistakes must not keep the others waiting.
const MENDED_WORDS: usize = 128;

/// What a base needs to read texts.
#[derive(Debug)]
pub struct Reader {
    lang: Lang,
    forms: NormalForms,
    directories: Vec<Arc<Directory>>,
    vocabulary: Option<Arc<Vocabulary>>,
}

impl Reader {
    /// Of a language, with the directories whose keys are entities and the words by which mistakes
    /// are mended.
    pub fn new(
        lang: Lang,
        forms: NormalForms,
        directories: Vec<Arc<Directory>>,
        vocabulary: Option<Vocabulary>,
    ) -> Self {
        Self {
            lang,
            forms,
            directories,
            vocabulary: vocabulary.map(Arc::new),
        }
    }

    /// Of a program.
    pub fn of(program: &Program, vocabulary: Option<Vocabulary>) -> Self {
        Self::shared(program, vocabulary.map(Arc::new))
    }

    /// As [`Self::of`], with a vocabulary that others may have too.
    pub(crate) fn shared(program: &Program, vocabulary: Option<Arc<Vocabulary>>) -> Self {
        let forms = NormalForms::new(program.lang);
        let directories = program.directories.iter().map(|d| {
            let entries = d.entries.iter().map(|e| {
                let names = std::iter::once(e.title.clone()).chain(e.synonyms.iter().cloned());
                (e.key.clone(), names.collect())
            });
            Arc::new(Directory::new(d.name.clone(), entries, &forms))
        });
        Self {
            lang: program.lang,
            directories: directories.collect(),
            forms,
            vocabulary,
        }
    }

    /// Normal forms of the language.
    pub fn forms(&self) -> &NormalForms {
        &self.forms
    }

    /// Directories.
    pub fn directories(&self) -> &[Arc<Directory>] {
        &self.directories
    }

    /// Reads a text said on a day.
    pub fn read(&self, text: &str, today: Date) -> Question {
        let whole = text.len();
        // Nothing below may look at what lies beyond: a message may be as long as its sender likes.
        let text = cut(text);
        let typed = words(text);
        let mut forms = forms_by_word(&typed, &self.forms);
        let mut found = self.entities(&typed, &forms, today);
        let mut corrections = Vec::new();
        let mut read = typed;
        // So long a message was not typed but taken from somewhere: it has no slips of the finger.
        if let Some(vocabulary) = self.vocabulary.as_ref().filter(|_| text.len() == whole) {
            let rest = read.split_off(beginning(text, &read, MENDED_WORDS));
            let spelling = match self.lang {
                Lang::Ru => Spelling::new(vocabulary, Dictionary::russian()),
                Lang::En => Spelling::new(vocabulary, &NoLexicon),
            };
            let end = rest.first().map_or(text.len(), |word| word.span.start as usize);
            let mended = spelling.mend(text.get(..end).unwrap_or(text), read);
            read = mended.words;
            read.extend(rest);
            if !mended.changes.is_empty() {
                let pair = |c: crate::language::spelling::Change| (String::from(c.from), String::from(c.to));
                corrections = mended.changes.into_iter().map(pair).collect();
                forms = forms_by_word(&read, &self.forms);
                // What was recognised in the words as typed stays; mending may show more.
                let more = self.entities(&read, &forms, today);
                let new = |e: &Entity| {
                    found
                        .iter()
                        .all(|f| f.span.end <= e.span.start || e.span.end <= f.span.start)
                };
                let more: Vec<Entity> = more.into_iter().filter(new).collect();
                found.extend(more);
                found.sort_by_key(|e| (e.span.start, e.span.end));
            }
        }
        Question {
            words: self.forms.with_parts(read, forms),
            entities: found.into_iter().map(|e| named(e, text)).collect(),
            text: text.to_owned(),
            corrections,
        }
    }

    fn entities(&self, words: &[Word], forms: &[String], today: Date) -> Vec<Entity> {
        let directories: Vec<&Directory> = self.directories.iter().map(|d| &**d).collect();
        find_all_in(words, forms, &directories, self.lang, today)
    }
}

/// How many of the first `most` words stand before a space, so that no word is torn from the signs around it; all,
/// where there are no more.
fn beginning(text: &str, words: &[Word], most: usize) -> usize {
    if words.len() <= most {
        return words.len();
    }
    let apart = |pair: &&[Word; 2]| {
        let [before, after] = pair;
        let between = text.get(before.span.end as usize..after.span.start as usize);
        between.is_some_and(|between| between.contains(char::is_whitespace))
    };
    let pairs: Vec<&[Word; 2]> = words.array_windows().take(most).collect();
    pairs.iter().rposition(apart).map_or(0, |at| at + 1)
}

/// Kind of an entity, as cues name it, and its words.
fn named(entity: Entity, text: &str) -> (Name, String) {
    let kind = match entity.kind {
        EntityKind::Number => "число".into(),
        EntityKind::Date | EntityKind::Period => "дата".into(),
        EntityKind::Money => "деньги".into(),
        EntityKind::Duration => "длительность".into(),
        EntityKind::Age => "возраст".into(),
        EntityKind::Phone => "телефон".into(),
        EntityKind::Snils => "снилс".into(),
        EntityKind::Directory(name, _) => name,
    };
    (kind, text.get(entity.span.range()).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests;
