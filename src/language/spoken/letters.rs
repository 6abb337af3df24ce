//! Abbreviations in capitals: those said as words, those said by letters, and the names of letters.

use super::Said;
use super::text::{Text, fold};
use crate::language::Dictionary;

/// What is said otherwise than its letters or its form tells.
const KNOWN: [(&str, &str); 37] = [
    ("снилс", "снилс"),
    ("егиссо", "егиссо"),
    ("есиа", "есиа"),
    ("мрот", "мрот"),
    ("загс", "загс"),
    ("вуз", "вуз"),
    ("мид", "мид"),
    ("гост", "гост"),
    ("ипра", "ипра"),
    ("осаго", "осаго"),
    ("нии", "нии"),
    ("пос", "пос"),
    ("оон", "оон"),
    ("бад", "бад"),
    ("спид", "спид"),
    ("вич", "вич"),
    ("фап", "фап"),
    ("сизо", "сизо"),
    ("роспотребнадзор", "роспотребнадзор"),
    ("сша", "сэ шэ а"),
    ("фрг", "фэ эр гэ"),
    ("смс", "эс эм эс"),
    ("sms", "эс эм эс"),
    ("pdf", "пэ дэ эф"),
    ("qr", "кью ар"),
    ("гибдд", "гэ и бэ дэ дэ"),
    ("мсэ", "эм эс э"),
    ("жку", "жэ ка у"),
    ("еирц", "е и эр цэ"),
    ("огрнип", "о гэ эр эн и пэ"),
    ("инн", "и эн эн"),
    ("огрн", "о гэ эр эн"),
    ("едв", "е дэ вэ"),
    ("сво", "эс вэ о"),
    ("фио", "фамилия, имя, отчество"),
    ("кц", "ка цэ"),
    ("епгу", "е пэ гэ у"),
];

/// The name of a letter: Russian ones as the alphabet has them, Latin ones as they are dictated in Russia.
pub(super) fn name(letter: char) -> Option<&'static str> {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    Some(match lower {
        'а' => "а",
        'б' => "бэ",
        'в' => "вэ",
        'г' => "гэ",
        'д' => "дэ",
        'е' => "е",
        'ё' => "ё",
        'ж' => "жэ",
        'з' => "зэ",
        'и' => "и",
        'й' => "и краткое",
        'к' => "ка",
        'л' => "эль",
        'м' => "эм",
        'н' => "эн",
        'о' => "о",
        'п' => "пэ",
        'р' => "эр",
        'с' => "эс",
        'т' => "тэ",
        'у' => "у",
        'ф' => "эф",
        'х' => "ха",
        'ц' => "цэ",
        'ч' => "чэ",
        'ш' => "ша",
        'щ' => "ща",
        'ъ' => "твёрдый знак",
        'ы' => "ы",
        'ь' => "мягкий знак",
        'э' => "э",
        'ю' => "ю",
        'я' => "я",
        'a' => "а",
        'b' => "бэ",
        'c' => "цэ",
        'd' => "дэ",
        'e' => "е",
        'f' => "эф",
        'g' => "гэ",
        'h' => "аш",
        'i' => "и",
        'j' => "джей",
        'k' => "ка",
        'l' => "эль",
        'm' => "эм",
        'n' => "эн",
        'o' => "о",
        'p' => "пэ",
        'q' => "кью",
        'r' => "эр",
        's' => "эс",
        't' => "тэ",
        'u' => "у",
        'v' => "вэ",
        'w' => "дабл-ю",
        'x' => "икс",
        'y' => "игрек",
        'z' => "зет",
        _ => return None,
    })
}

/// Every letter by its name; other signs stay.
pub(super) fn spelled(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match name(letter) {
            // «ФЗ» is «эф зэ», «ФСЛ» has «эл»: inside an abbreviation the letter is short.
            Some("эль") => super::cardinal::word(&mut out, "эл"),
            // In the names of laws and bodies the letter is read with «е»-less vowels; «ф» stays «эф».
            Some(name) => super::cardinal::word(&mut out, name),
            None => out.push(letter),
        }
    }
    out
}

/// Capitals: said as a word, or by letters where a word cannot be made of them.
pub(super) fn capitals(text: &Text, i: usize) -> Option<Said> {
    let word = text.text(i);
    let letters = word.chars().count();
    if !(2..=7).contains(&letters) || !word.chars().all(char::is_uppercase) {
        return None;
    }
    let low = fold(word);
    if let Some((_, said)) = KNOWN.iter().find(|(short, _)| *short == low) {
        return Some(Said::new(i + 1, (*said).to_owned()));
    }
    let cyrillic = word.chars().all(|c| ('А'..='Я').contains(&c) || c == 'Ё');
    // «ВАЖНО» is shouted, not abbreviated; so is a whole line of capitals.
    let shouted = Dictionary::russian().knows(&low) && (letters > 3 || is_function_word(&low));
    if !cyrillic || shouted || !is_spelled(&low) {
        return None;
    }
    Some(Said::new(i + 1, spelled(word)))
}

fn is_function_word(low: &str) -> bool {
    matches!(
        low,
        "не" | "ни"
            | "но"
            | "на"
            | "за"
            | "до"
            | "от"
            | "из"
            | "по"
            | "об"
            | "при"
            | "для"
            | "без"
            | "или"
            | "вы"
            | "мы"
            | "он"
            | "да"
            | "нет"
            | "все"
            | "как"
            | "это"
            | "что"
            | "где"
            | "год"
            | "дом"
            | "раз"
            | "два"
            | "три"
            | "сто"
            | "со"
            | "во"
            | "ко"
            | "же"
            | "то"
            | "бы"
            | "ли"
            | "их"
            | "её"
            | "ее"
            | "ей"
            | "им"
            | "они"
            | "она"
            | "оно"
    )
}

/// Whether letters cannot be read together: none is a vowel, or a short one begins with a vowel.
fn is_spelled(low: &str) -> bool {
    let vowel = |c: char| matches!(c, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я');
    let shape: String = low.chars().map(|c| if vowel(c) { 'v' } else { 'c' }).collect();
    match shape.as_str() {
        // «МИД», «ВУЗ», «ЗАГС», «МАПО»: read as words.
        "cvc" | "cvcc" | "cvcv" | "cvcvc" => false,
        shape if !shape.contains('v') => true,
        shape if shape.len() <= 3 => true,
        shape => shape.starts_with("ccc") || shape.ends_with("cccc") || shape.contains("ccccc"),
    }
}

/// Letters of a number: «442н», «442-ФЗ», «5а».
pub(super) fn of_code(letters: &str) -> String {
    if is_code(letters) {
        spelled(letters)
    } else {
        letters.to_owned()
    }
}

/// Whether letters beside a number are names of letters: one small letter, or a few capitals.
pub(super) fn is_code(letters: &str) -> bool {
    let count = letters.chars().count();
    count == 1 && letters.chars().all(|c| name(c).is_some())
        || (2..=4).contains(&count) && letters.chars().all(|c| c.is_uppercase() && name(c).is_some())
}

/// «в» of «подпункт «в»»: one letter in quotation marks, or behind such a word.
pub(super) fn single(text: &Text, i: usize) -> Option<Said> {
    let word = text.text(i);
    let mut letters = word.chars();
    let letter = letters.next()?;
    if letters.next().is_some() {
        return None;
    }
    // «СЗВ-М»
    let of_name = text.is_hyphen(i.wrapping_sub(1))
        && letter.is_uppercase()
        && i.checked_sub(2)
            .is_some_and(|at| is_code(text.text(at)) && text.text(at).chars().count() > 1);
    let quoted =
        of_name || matches!(text.text(i.wrapping_sub(1)), "«" | "\"") && matches!(text.text(i + 1), "»" | "\"");
    name(letter)
        .filter(|_| quoted)
        .map(|name| Said::new(i + 1, name.to_owned()))
}
