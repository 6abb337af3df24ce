//! Names in YAML: the same rules as in the language, so that both sides meet.

use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::source::{Alike, cyrillic_twin, fold, latin_twin};
use crate::span::FileId;
use crate::value::{Bi, Name};

use super::raw::Text;
use super::tree::short;

/// The stable name of a text, or a finding.
pub(crate) fn check_name(text: &Text, file: FileId, diags: &mut Diagnostics) -> Option<Name> {
    let written = text.text.trim();
    let sign = |c: char| c.is_alphanumeric() || c == '_';
    if written.is_empty()
        || !written
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(sign))
    {
        let mut diag = Diagnostic::new(&codes::YAML_BAD_NAME, file, text.span()).arg("found", short(written));
        let better: String = written
            .chars()
            .map(|c| if sign(c) || c == '.' { c } else { '_' })
            .collect();
        let better = better.trim_matches(['_', '.']);
        if !better.is_empty() && !better.contains("..") {
            diag = diag.replace(text.span(), better);
        }
        diags.push(diag);
        return None;
    }
    if let Some(diag) = mixed(text, file) {
        diags.push(diag);
        return None;
    }
    Some(fold(written).as_ref().into())
}

/// A word with letters of both alphabets.
fn mixed(text: &Text, file: FileId) -> Option<Diagnostic> {
    let cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4ff}');
    let written = text.text.trim();
    let word = written
        .split(['_', '.'])
        .find(|w| w.contains(cyrillic) && w.contains(|c: char| c.is_ascii_alphabetic()))?;
    let to_cyrillic = |c: char| cyrillic_twin(c, Alike::Same).unwrap_or(c);
    let to_latin = |c: char| latin_twin(c, Alike::Same).unwrap_or(c);
    let russian: String = word.chars().map(to_cyrillic).collect();
    let latin: String = word.chars().map(to_latin).collect();
    let (better, wrong) = if !russian.contains(|c: char| c.is_ascii_alphabetic()) {
        (Some(russian), word.chars().find(char::is_ascii_alphabetic))
    } else if !latin.contains(cyrillic) {
        (Some(latin), word.chars().find(|c| cyrillic(*c)))
    } else {
        (None, word.chars().find(char::is_ascii_alphabetic))
    };
    let diag = Diagnostic::new(&codes::YAML_MIXED_ALPHABETS, file, text.span())
        .arg("name", short(written))
        .arg("letter", wrong.map(String::from).unwrap_or_default());
    Some(match better {
        Some(better) => diag.replace(text.span(), written.replace(word, &better)),
        None => diag,
    })
}

/// The candidate that `word` most likely means.
pub(crate) fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    // A third of the letters may be wrong; more than that is another word.
    let allowed = word.chars().count().div_ceil(3);
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&word, &fold(c)), c))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c)
}

/// "Did you mean" in the words of a label.
pub(crate) fn hint(close: Option<&str>) -> Arg {
    match close {
        Some(close) => Arg::Words {
            ru: format!("может быть, «{close}»?"),
            en: format!("did you mean `{close}`?"),
        },
        None => Bi {
            ru: "такого здесь нет",
            en: "there is no such thing here",
        }
        .into(),
    }
}
