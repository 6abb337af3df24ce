//! What a section holds.

use super::error::{BundleError, Damage};
use crate::value::Lang;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $number:literal, $en:literal, $ru:literal;)*) => {
        /// What a section holds. Numbers are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u32)]
        pub enum SectionKind {
            $($(#[$doc])* $kind = $number,)*
        }

        impl SectionKind {
            /// All kinds that this version knows.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// What it holds, for people.
            pub fn title(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$kind, Lang::En) => $en, (Self::$kind, Lang::Ru) => $ru,)*
                }
            }
        }
    };
}

kinds! {
    /// What the program has once: names, policies, calendar.
    Program = 1, "head", "общее";
    /// Files of the full-text index.
    Index = 2, "full-text index", "полнотекстовый поиск";
    /// The files that it was built from.
    Provenance = 3, "provenance", "исходные файлы";
    /// The ranker.
    Ranker = 4, "ranker", "распознавание тем";
    /// The words by which mistakes are mended.
    Vocabulary = 5, "vocabulary", "словарь опечаток";
    /// The orders of questions.
    Orders = 6, "orders of questions", "порядок вопросов";
    /// All texts and names, each once.
    Strings = 7, "strings", "строки";
    /// The version of the compiler.
    Compiler = 8, "the compiler's version", "версия сборщика";
    /// Facts by name.
    FactKeys = 9, "facts by name", "факты по именам";
    /// Scenarios by name.
    ScenarioKeys = 10, "scenarios by name", "сценарии по именам";
    /// Topics by path.
    TopicKeys = 11, "topics by path", "темы по путям";
    /// Topics by the topic above them.
    TopicsBelow = 12, "topics by the topic above them", "темы по вышестоящим";
    /// The cues of the topics, filed by words.
    Cues = 13, "cues", "признаки тем";
    /// Facts.
    Facts = 16, "facts", "факты";
    /// Nodes of expressions.
    Exprs = 17, "expressions", "выражения";
    /// Texts.
    Texts = 18, "texts", "тексты";
    /// Scenarios.
    Scenarios = 19, "scenarios", "сценарии";
    /// Steps.
    Steps = 20, "steps", "шаги";
    /// Nodes of steps.
    Nodes = 21, "nodes", "действия шагов";
    /// Lists of handlers.
    Handlers = 22, "handlers", "обработчики";
    /// Topics.
    Topics = 23, "topics", "темы";
    /// Questions that no topic answers.
    OutOfScope = 24, "questions out of scope", "посторонние вопросы";
    /// Queues.
    Queues = 25, "queues", "очереди";
    /// Sources.
    Sources = 26, "sources", "источники";
    /// Decisions.
    Decisions = 27, "decisions", "решения";
    /// Rules.
    Rules = 28, "rules", "правила";
    /// Measures.
    Measures = 29, "measures", "меры";
    /// Outcomes.
    Outcomes = 30, "outcomes", "исходы";
    /// Legal grounds.
    Grounds = 31, "grounds", "основания";
    /// Directories.
    Directories = 32, "directories", "справочники";
    /// Parameters over time.
    Parameters = 33, "parameters", "параметры";
    /// Names of the files of the base.
    Files = 34, "names of files", "имена файлов";
}

impl SectionKind {
    /// The kind with a number; none where this version does not know it.
    pub fn of(number: u32) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| *k as u32 == number)
    }

    /// That it is not there.
    pub(crate) fn missing(self) -> BundleError {
        Damage::Missing(self).into()
    }

    /// That the section as a whole is not what it should be.
    pub(crate) fn damaged(self) -> BundleError {
        Damage::Section(self).into()
    }

    /// That one of its records names what is not there, or is none.
    pub(crate) fn wrong(self, record: usize) -> BundleError {
        Damage::Record(self, record).into()
    }
}
