//! From a text to a question: words, mistakes mended, normal forms, entities; each done once.

use std::sync::Arc;

use super::question::Question;
use crate::bundle::program::Program;
use crate::language::spelling::{NoLexicon, Spelling, Vocabulary};
use crate::language::{
    Dictionary, Directory, Entity, EntityKind, NormalForms, Word, find_all_in, forms_by_word, words,
};
use crate::value::{Date, Lang, Name};

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
        let typed = words(text);
        let mut forms = forms_by_word(&typed, &self.forms);
        let mut found = self.entities(&typed, &forms, today);
        let mut corrections = Vec::new();
        let mut read = typed;
        if let Some(vocabulary) = &self.vocabulary {
            let spelling = match self.lang {
                Lang::Ru => Spelling::new(vocabulary, Dictionary::russian()),
                Lang::En => Spelling::new(vocabulary, &NoLexicon),
            };
            let mended = spelling.mend(text, read);
            read = mended.words;
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
