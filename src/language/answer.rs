//! «Да», «нет», «не знаю» in all their forms.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::answer_words::{ALONE_NO, ALONE_UNKNOWN, ALONE_YES, ASKING, BLOCK, FILLER, NO, UNKNOWN, WEAK_YES, YES};
use super::words::{Word, WordKind, words};

/// An answer to a question of yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YesNo {
    /// Да.
    Yes,
    /// Нет.
    No,
    /// Не знаю.
    Unknown,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Answer(YesNo),
    /// An answer unless another came before.
    Weak(YesNo),
    /// Says nothing by itself.
    Filler,
    /// Begins like an answer and is none.
    Block,
}

type Phrases = FxHashMap<&'static str, Vec<(Vec<&'static str>, Mark)>>;

static LEXICON: LazyLock<Phrases> = LazyLock::new(|| {
    let mut table = Phrases::default();
    let lists = [
        (BLOCK, Mark::Block),
        (YES, Mark::Answer(YesNo::Yes)),
        (WEAK_YES, Mark::Weak(YesNo::Yes)),
        (NO, Mark::Answer(YesNo::No)),
        (UNKNOWN, Mark::Answer(YesNo::Unknown)),
        (FILLER, Mark::Filler),
    ];
    for (list, mark) in lists {
        for phrase in list.split('|') {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            if let Some(first) = words.first().copied() {
                let group = table.entry(first).or_default();
                if !group.iter().any(|(known, _)| *known == words) {
                    group.push((words, mark));
                }
            }
        }
    }
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each group is sorted by itself, the order of groups does not matter"
    )]
    for group in table.values_mut() {
        group.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    table
});

/// Answers that are nothing else when they are the whole text.
static ALONE: LazyLock<FxHashMap<&'static str, YesNo>> = LazyLock::new(|| {
    let lists = [
        (ALONE_YES, YesNo::Yes),
        (ALONE_NO, YesNo::No),
        (ALONE_UNKNOWN, YesNo::Unknown),
    ];
    lists
        .into_iter()
        .flat_map(|(list, answer)| list.split('|').map(move |phrase| (phrase, answer)))
        .collect()
});
/// Longest of them, in words.
const MAX_ALONE: usize = 6;

fn alone(tokens: &[Token<'_>]) -> Option<YesNo> {
    if tokens.len() > MAX_ALONE {
        return None;
    }
    let text = tokens.iter().map(|t| t.text).collect::<Vec<_>>().join(" ");
    ALONE.get(text.as_str()).copied()
}

struct Token<'a> {
    text: &'a str,
    /// A sign follows.
    pause: bool,
}

fn phrase_at(tokens: &[Token<'_>], i: usize) -> Option<(Mark, usize)> {
    let first = tokens.get(i)?;
    let group = LEXICON.get(first.text)?;
    group.iter().find_map(|(phrase, mark)| {
        let fits = phrase
            .iter()
            .enumerate()
            .all(|(k, word)| tokens.get(i + k).is_some_and(|t| t.text == *word));
        fits.then_some((*mark, phrase.len()))
    })
}

/// «Не получаю»: «не» with any verb is a no.
fn negated_verb(tokens: &[Token<'_>], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.text == "не")
        && tokens
            .get(i + 1)
            .is_some_and(|t| t.text.ends_with(['ю', 'у', 'л', 'а', 'м', 'н', 'о', 'ы', 'и']) && t.text.len() > 4)
}

/// Longest answer that goes on after «да,».
const MAX_WORDS_AFTER_PAUSE: usize = 25;

/// Reads an answer of yes or no, `None` when the text is none.
///
/// An answer is a text of known words only, where the last answer counts («нет, да» is yes, «да нет»
/// is no); or a leading answer with a pause after it («да, с прошлого года»); or a short sentence
/// that begins or ends with one («нет у меня детей», «дети есть»). A sentence that asks is none.
pub fn yes_no(text: &str) -> Option<YesNo> {
    match text.trim() {
        "+" | "👍" | "👌" | "✅" | "++" | "+++" | "++++" | "100%" | "💯" => return Some(YesNo::Yes),
        "-" | "–" | "—" | "--" | "👎" | "❌" => return Some(YesNo::No),
        "50/50" => return Some(YesNo::Unknown),
        "?" | "🤷" => return None,
        _ => {}
    }
    let list = words(text);
    let parts: Vec<Vec<Word>> = list.iter().map(Word::parts).collect();
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(list.len());
    let mut asks = false;
    for (word, parts) in list.iter().zip(&parts) {
        match word.kind {
            WordKind::Punct => {
                asks |= &*word.folded == "?";
                if let Some(last) = tokens.last_mut() {
                    last.pause = true;
                }
            }
            _ if parts.is_empty() || &*word.folded == "не-а" || &*word.folded == "вообще-то" => {
                tokens.push(Token {
                    text: &word.folded,
                    pause: false,
                });
            }
            _ => tokens.extend(parts.iter().map(|p| Token {
                text: &p.folded,
                pause: false,
            })),
        }
    }
    let whole = if asks { None } else { alone(&tokens) };
    whole.or_else(|| judge(&tokens, asks))
}

/// The answer that some folded words are, where they are nothing else: each of them answers or says nothing by itself.
pub(super) fn answers_only(said: &[&str]) -> Option<YesNo> {
    let token = |text| Token { text, pause: false };
    let tokens: Vec<Token<'_>> = said.iter().copied().map(token).collect();
    if let Some(answer) = alone(&tokens) {
        return Some(answer);
    }
    let mut last = None;
    let mut i = 0;
    while i < tokens.len() {
        let (mark, length) = phrase_at(&tokens, i)?;
        match mark {
            Mark::Answer(answer) => last = Some(answer),
            Mark::Weak(answer) => last = last.or(Some(answer)),
            Mark::Filler => {}
            Mark::Block => return None,
        }
        i += length;
    }
    last
}

/// Words that say yes alone, and with something after them say what is wanted: «можно подробнее».
fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "можно"
            | "нужно"
            | "надо"
            | "нужен"
            | "нужна"
            | "хочу"
            | "могу"
            | "буду"
            | "давай"
            | "давайте"
    ) || matches!(
        word,
        "have" | "do" | "am" | "was" | "did" | "will" | "are" | "is" | "has" | "does" | "it"
    ) || matches!(
        word,
        "хорошо"
            | "ладно"
            | "ок"
            | "окей"
            | "так"
            | "точно"
            | "верно"
            | "именно"
            | "может"
            | "ok"
            | "right"
    )
}

/// Words that answer only when nothing follows: "unknown payment", «ничего не пришло».
fn ends_answer(word: &str) -> bool {
    matches!(
        word,
        "didnt"
            | "wont"
            | "wasnt"
            | "wrong"
            | "unknown"
            | "not"
            | "never"
            | "nothing"
            | "none"
            | "ничего"
            | "никогда"
            | "неизвестно"
    )
}

fn judge(tokens: &[Token<'_>], asks: bool) -> Option<YesNo> {
    let count = tokens.len();
    let mut last = None;
    let mut paused = None;
    let mut weak = true;
    let mut i = 0;
    while i < count {
        let length = match phrase_at(tokens, i) {
            Some((Mark::Block, _)) if last.is_none() => return None,
            Some((Mark::Block, _)) => break,
            Some((Mark::Filler, length)) => {
                i += length;
                continue;
            }
            Some((Mark::Answer(answer), length)) => {
                last = Some(answer);
                weak = false;
                length
            }
            Some((Mark::Weak(_), length)) if last.is_some() => {
                i += length;
                continue;
            }
            Some((Mark::Weak(answer), length)) => {
                last = Some(answer);
                length
            }
            None if count <= i + 3 && negated_verb(tokens, i) => {
                last = last.or(Some(YesNo::No));
                2
            }
            None => break,
        };
        i += length;
        if tokens.get(i - 1).is_some_and(|t| t.pause) {
            paused = last;
        }
    }
    let rest_asks = asks || tokens.iter().skip(i).any(|t| ASKING.contains(t.text));
    if weak && rest_asks {
        return None;
    }
    if i >= count {
        return last;
    }
    let Some(answer) = last else {
        return trailing(tokens);
    };
    if paused.is_some() {
        // «Да, у меня нет…» says both: better to ask again.
        return (count <= MAX_WORDS_AFTER_PAUSE && paused == last).then_some(answer);
    }
    let before = |back: usize| {
        let token = i.checked_sub(back).and_then(|k| tokens.get(k));
        token.map_or("", |t| t.text)
    };
    // «Не могу войти» is a complaint, «не могу» an answer.
    if is_modal(before(1)) && (weak || before(2) == "не") || ends_answer(before(1)) {
        return None;
    }
    let longest_rest = match answer {
        YesNo::Yes | YesNo::No => 3,
        YesNo::Unknown => 4,
    };
    (!rest_asks && count - i <= longest_rest).then_some(answer)
}

/// «Дети есть», «инвалидности нет», «пособие не получаю».
fn trailing(tokens: &[Token<'_>]) -> Option<YesNo> {
    let count = tokens.len();
    if count > 4 {
        return None;
    }
    for from in 1..count {
        match phrase_at(tokens, from) {
            Some((Mark::Answer(answer) | Mark::Weak(answer), length)) if from + length == count => {
                let denied = tokens
                    .get(from - 1)
                    .is_some_and(|t| matches!(t.text, "не" | "ни" | "not"));
                if !denied && tokens.get(from).is_some_and(|t| is_modal(t.text)) {
                    return None;
                }
                return Some(if denied && answer == YesNo::Yes {
                    YesNo::No
                } else {
                    answer
                });
            }
            Some((Mark::Block, _)) => return None,
            _ if from + 2 == count && negated_verb(tokens, from) => return Some(YesNo::No),
            _ => {}
        }
    }
    None
}
