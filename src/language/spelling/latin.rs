//! Latin words that stand in Russian texts as they are.

const LIST: &str = include_str!("latin.txt");

/// Whether a folded word is a brand or a term that Russian writes in Latin letters.
pub(super) fn stays(folded: &str) -> bool {
    folded.is_ascii() && LIST.split_whitespace().any(|word| word == folded)
}

/// Words that most English sentences hold and that read as no Russian word.
const ENGLISH: &str = "the how what when where which why who can could would should you your is are was were have has had did \
    does this that these those with for from and please want need get got my me it its there here will about any some \
    just like know help thanks thank hello not but if or our their they been show tell give make much many work using \
    account time week day days pay use choose made may must able different receive through way set back couldnt cant dont \
    wont of an be its order new";

/// Whether a folded word is a common English one.
pub(super) fn is_english(folded: &str) -> bool {
    folded.is_ascii() && ENGLISH.split_whitespace().any(|word| word == folded)
}
