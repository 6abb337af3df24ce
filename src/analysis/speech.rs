//! How long a text takes to be said.
//!
//! An unhurried announcer reads 400 to 420 characters of Russian, spaces included, in thirty seconds; so
//! reckons Russian radio, and it comes to about five syllables a second with the pauses. Here a second is
//! [`RU`] syllables, and pauses are added where a voice makes them. English syllables are longer. A
//! syllable is a vowel. What is counted are the words that are really said: numbers, dates and
//! abbreviations in the words that [`spoken()`] makes of them; capitals that it leaves alone count as letters
//! where they cannot be read together.

use super::letters::is_letter;
use crate::language::spoken;
use crate::value::Lang;

/// Russian syllables a second.
const RU: f64 = 5.5;
/// English syllables a second.
const EN: f64 = 4.2;
/// Seconds between sentences.
const SENTENCE: f64 = 0.45;
/// Seconds at a comma, a colon, a dash.
const CLAUSE: f64 = 0.2;

/// Seconds that a text takes to be said.
pub fn seconds(text: &str, lang: Lang) -> f64 {
    let mut syllables = 0_u32;
    let mut pauses = 0.0;
    // A pause counts once something follows it.
    let mut pending: f64 = 0.0;
    for token in tokens(&spoken(text, lang)) {
        let sounds = match token {
            Token::Word(word) => of_word(word, lang),
            Token::Sign(sign) => of_sign(sign, lang),
            Token::Pause(length) => {
                pending = pending.max(length);
                continue;
            }
        };
        if sounds > 0 {
            if syllables > 0 {
                pauses += pending;
            }
            pending = 0.0;
            syllables += sounds;
        }
    }
    let rate = match lang {
        Lang::Ru => RU,
        Lang::En => EN,
    };
    f64::from(syllables) / rate + pauses
}

#[derive(Debug)]
enum Token<'t> {
    Word(&'t str),
    Sign(char),
    Pause(f64),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if is_letter(first) {
            let end = rest.find(|c: char| !is_letter(c) && c != '-').unwrap_or(rest.len());
            let word = rest.get(..end).unwrap_or(rest);
            (Some(Token::Word(word)), word.len())
        } else {
            let token = match first {
                '.' | '!' | '?' | '…' | '\n' | ';' => Some(Token::Pause(SENTENCE)),
                ',' | ':' | '—' | '–' | '(' | ')' => Some(Token::Pause(CLAUSE)),
                sign if sign.is_whitespace() || sign.is_ascii_punctuation() && !"%+".contains(sign) => None,
                sign => Some(Token::Sign(sign)),
            };
            (token, first.len_utf8())
        };
        tokens.extend(token);
        rest = rest.get(length.max(1)..).unwrap_or("");
    }
    tokens
}

fn of_sign(sign: char, lang: Lang) -> u32 {
    match (sign, lang) {
        ('%', Lang::Ru) => 3,
        ('%', Lang::En) => 2,
        ('₽', _) => 2,
        ('№', _) => 2,
        ('§', _) => 3,
        ('+', _) => 1,
        _ => 0,
    }
}

fn of_word(word: &str, lang: Lang) -> u32 {
    let letters = u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
    let vowels = vowels(word, lang);
    let capitals = letters > 1 && word.chars().all(char::is_uppercase);
    // «МЧС» is em, che, es; «СНИЛС» is read as a word.
    if capitals && (vowels == 0 || letters <= 3) {
        return letters;
    }
    // «к», «в», «с» lean on the next word.
    vowels.max(u32::from(letters > 2))
}

fn vowels(word: &str, lang: Lang) -> u32 {
    let mut count = 0;
    let mut inside = false;
    let mut add = |c: char| {
        let russian = matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я');
        let latin = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        count += u32::from(russian || latin && !inside);
        inside = latin;
    };
    for c in word.chars() {
        match c {
            'а'..='я' | 'ё' => add(c),
            c if c.is_ascii() => add(c.to_ascii_lowercase()),
            c => c.to_lowercase().for_each(&mut add),
        }
    }
    let silent = lang == Lang::En && count > 1 && word.ends_with('e') && !word.ends_with("le");
    count - u32::from(silent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn syllables(text: &str) -> u32 {
        tokens(&spoken(text, Lang::Ru))
            .into_iter()
            .map(|t| match t {
                Token::Word(w) => of_word(w, Lang::Ru),
                Token::Sign(s) => of_sign(s, Lang::Ru),
                Token::Pause(_) => 0,
            })
            .sum()
    }

    #[test]
    fn numbers_are_read_as_words() {
        assert_eq!(syllables("20 000 ₽"), syllables("двадцать тысяч рублей"));
        assert_eq!(syllables("не более 30 дней"), syllables("не более тридцати дней"));
        // Years and numbers that only stand beside each other stay apart.
        assert_eq!(syllables("2 раза"), syllables("два раза"));
        assert_eq!(
            syllables("5 500"),
            syllables("пять тысяч пятьсот"),
            "groups of thousands are one number"
        );
        assert_eq!(syllables("12 34"), syllables("двенадцать тридцать четыре"));
    }

    #[test]
    fn capitals_are_read_as_letters() {
        assert_eq!(syllables("МЧС"), 3);
        assert_eq!(syllables("СНИЛС"), 1);
        assert_eq!(syllables("ЕГИССО"), 3);
    }

    #[test]
    fn pauses_count_between_words_only() {
        let one = seconds("Здравствуйте", Lang::Ru);
        assert!((seconds("Здравствуйте.", Lang::Ru) - one).abs() < 1e-9);
        assert!(seconds("Здравствуйте. Здравствуйте", Lang::Ru) > 2.0 * one);
        assert_eq!(seconds("", Lang::Ru), 0.0);
    }

    /// Thirty seconds of an announcer: 400 to 420 characters.
    #[test]
    fn the_rate_is_that_of_an_announcer() {
        let text = "Заявление можно подать через портал государственных услуг, в многофункциональном центре или в \
                    отделении фонда по месту жительства. Решение принимают за десять рабочих дней, а если нужны \
                    дополнительные сведения, срок могут продлить ещё на двадцать дней. О решении сообщат в личном \
                    кабинете. Деньги переводят на карту до двадцать шестого числа месяца, который следует за месяцем \
                    подачи заявления.";
        let length = text.chars().count();
        assert!((380..=430).contains(&length), "{length}");
        let seconds = seconds(text, Lang::Ru);
        assert!((26.0..=34.0).contains(&seconds), "{seconds}");
    }
}
