//! What the words around a number make of it: case from prepositions and from the form of the noun,
//! gender from the noun.

use super::cardinal;
use super::form::{Case, Class, Gender};
use super::text::{Kind, Text, is_adjective, is_noun, lemma, takes_object};

/// What stands before a number and asks for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Governor {
    /// Nothing does.
    Free,
    /// A verb that takes an object.
    Object,
    /// One case only.
    Sure(Case),
    /// «в», «на»: mostly the accusative, else the prepositional.
    Into,
    /// «за», «под»: mostly the accusative, else the instrumental.
    Behind,
    /// «с»: mostly the genitive, else the instrumental.
    From,
    /// «по»: the accusative, of one the dative.
    Each,
}

/// Words with the genitive after them.
const GENITIVE: [&str; 58] = [
    "до",
    "от",
    "из",
    "без",
    "для",
    "около",
    "у",
    "после",
    "кроме",
    "вместо",
    "свыше",
    "сверх",
    "более",
    "больше",
    "менее",
    "меньше",
    "выше",
    "ниже",
    "старше",
    "младше",
    "моложе",
    "позднее",
    "позже",
    "ранее",
    "раньше",
    "дольше",
    "дороже",
    "дешевле",
    "порядка",
    "против",
    "ввиду",
    "течение",
    "продолжение",
    "размере",
    "возрасте",
    "количестве",
    "пределах",
    "протяжении",
    "достижения",
    "исполнения",
    "истечения",
    "истечении",
    "объеме",
    "возраста",
    "размера",
    "стажа",
    "длиннее",
    "короче",
    "тяжелее",
    "дальше",
    "далее",
    "наличии",
    "сумме",
    "хватает",
    "хватит",
    "хватило",
    "ближе",
    "половины",
];

/// What asks for the case of the token.
pub(super) fn governor(text: &Text, i: usize) -> Governor {
    governor_within(text, i, 4)
}

fn governor_within(text: &Text, i: usize, depth: u8) -> Governor {
    let Some(at) = text.before(i) else {
        return Governor::Free;
    };
    let word = text.low(at);
    // «до 18 ч. 30 мин.»: minutes stand in the case of their hours.
    let hour = if word == "." { at.checked_sub(1) } else { Some(at) };
    if let Some(hour) = hour.filter(|h| matches!(text.low(*h), "ч" | "часов" | "часа" | "час"))
        && text.low(i + 1).starts_with("мин")
        && let Some(number) = hour.checked_sub(1).filter(|n| depth > 0 && text.is_number(*n))
    {
        return governor_within(text, number, depth - 1);
    }
    if text.kind(at) == Some(Kind::Sign) || matches!(word, "и" | "или" | "либо" | "то") {
        // «до 5 или 10 дней», «на 2, 3 и 4 дня»: the numbers of a list stand in one case.
        let joins = matches!(word, "," | "и" | "или" | "либо");
        if let Some(before) = at.checked_sub(1).filter(|b| joins && depth > 0 && text.is_number(*b)) {
            return governor_within(text, start_of(text, before), depth - 1);
        }
        return match word {
            "<" | "≤" | ">" | "≥" => Governor::Sure(Case::Gen),
            _ => Governor::Free,
        };
    }
    match word {
        _ if GENITIVE.contains(&word) => Governor::Sure(Case::Gen),
        "к" | "ко" | "согласно" | "благодаря" | "вопреки" => Governor::Sure(Case::Dat),
        "о" | "об" | "обо" | "при" => Governor::Sure(Case::Pre),
        "между" | "над" | "перед" => Governor::Sure(Case::Ins),
        "через" | "про" | "спустя" | "сквозь" => Governor::Sure(Case::Acc),
        "в" | "во" | "на" => Governor::Into,
        "за" | "под" => Governor::Behind,
        "с" | "со" => Governor::From,
        "по" => Governor::Each,
        // «ближайших 10 дней»; «этих 3 заявлений» shows itself by the noun.
        _ if (word.ends_with("ых") || word.ends_with("их") || matches!(word, "всех" | "этих" | "тех"))
            && (is_adjective(word) || matches!(word, "всех" | "этих" | "тех")) =>
        {
            Governor::Sure(Case::Gen)
        }
        _ if takes_object(word) => Governor::Object,
        _ => Governor::Free,
    }
}

/// The first token of the number that ends at the token: «20 000», «1,5».
fn start_of(text: &Text, end: usize) -> usize {
    let mut at = end;
    for _ in 0..5 {
        let Some(before) = at.checked_sub(1) else { break };
        let grouped = text.is_number(before) && text.text(at).len() == 3 && text.text(before).len() <= 3;
        if !grouped {
            break;
        }
        at = before;
    }
    at
}

impl Governor {
    /// The case of a number with nothing counted after it, or with a unit that is written short.
    pub(super) fn case(self) -> Case {
        match self {
            Self::Free => Case::Nom,
            Self::Object | Self::Into | Self::Behind | Self::Each => Case::Acc,
            Self::Sure(case) => case,
            Self::From => Case::Gen,
        }
    }
}

/// The noun that a number counts, over its adjectives: «5 рабочих дней».
pub(super) fn counted(text: &Text, i: usize) -> Option<usize> {
    let mut at = i;
    // «3 и более детей»
    if text.low(at) == "и" && matches!(text.low(at + 1), "более" | "больше" | "менее" | "меньше")
    {
        at += 2;
    }
    for _ in 0..4 {
        let token = text.tokens.get(at)?;
        let parted = !token.before.is_empty() && text.same_line(at);
        if token.kind != Kind::Word || !parted {
            return None;
        }
        if is_adjective(&token.low) && text.is_word(at + 1) && text.same_line(at + 1) {
            at += 1;
        } else {
            return is_noun(&token.low).then_some(at);
        }
    }
    None
}

/// Masculine nouns that look feminine.
const MASCULINE: [&str; 7] = ["мужчина", "дядя", "папа", "дедушка", "юноша", "судья", "староста"];
/// Masculine nouns with a soft sign, of those that are counted here; the others are taken for feminine.
const SOFT: [&str; 19] = [
    "день",
    "рубль",
    "месяц",
    "январь",
    "февраль",
    "апрель",
    "июнь",
    "июль",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
    "родитель",
    "заявитель",
    "получатель",
    "уровень",
    "показатель",
    "дождь",
    "путь",
];

/// The gender of a noun in any form, with its normal form; «дети» is «ребёнок» here.
pub(super) fn gender(folded: &str) -> (Gender, String) {
    let lemma = lemma(folded).map_or_else(|| folded.to_owned(), |l| l.into_owned());
    let person = ["тель", "арь"].iter().any(|e| lemma.ends_with(e));
    let gender = match lemma.chars().next_back() {
        _ if MASCULINE.contains(&lemma.as_str()) => Gender::M,
        Some('а' | 'я') if lemma.ends_with("мя") => Gender::N,
        Some('а' | 'я') => Gender::F,
        Some('о' | 'е') => Gender::N,
        Some('ь') if SOFT.contains(&lemma.as_str()) || person => Gender::M,
        Some('ь') => Gender::F,
        _ => Gender::M,
    };
    (gender, lemma)
}

/// The case and gender of a number before a noun, from the form that the noun has. `None` when the noun
/// has a form that no number asks for: then it is not counted.
pub(super) fn agree(text: &Text, start: usize, noun: usize, n: u64) -> Option<(Case, Gender)> {
    let governor = governor(text, start);
    let word = text.low(noun);
    let (gender, lemma) = gender(word);
    if let Some(case) = plural_oblique(word)
        && (Class::of(n) != Class::One || cardinal::ends_in_scale(n))
    {
        return Some((case, gender));
    }
    match cardinal::class(n) {
        Class::One => one(word, &lemma, gender, governor).map(|case| (case, gender)),
        Class::Few => {
            // Genitive singular: the number is direct; genitive plural: the whole is in the genitive.
            let singular = word.ends_with(['а', 'я', 'ы', 'и']);
            let pronoun = matches!(word, "человека");
            let case = match governor.case() {
                _ if !singular && !pronoun => Case::Gen,
                Case::Acc => Case::Acc,
                _ => Case::Nom,
            };
            Some((case, gender))
        }
        Class::Many => {
            // «в 5 класс»: a singular noun is not counted by five.
            if word == lemma && !is_own_plural(word) {
                return None;
            }
            let case = match governor.case() {
                case @ (Case::Gen | Case::Acc) => case,
                case if cardinal::ends_in_scale(n) => case,
                _ => Case::Nom,
            };
            Some((case, gender))
        }
    }
}

/// Nouns whose genitive plural is the normal form, and those whose normal form is the plural.
fn is_own_plural(word: &str) -> bool {
    matches!(
        word,
        "человек"
            | "раз"
            | "грамм"
            | "килограмм"
            | "мегабайт"
            | "килобайт"
            | "гигабайт"
            | "суток"
            | "евро"
            | "лет"
    )
}

fn plural_oblique(word: &str) -> Option<Case> {
    if word.ends_with("мм") {
        return None;
    }
    let ends = |endings: &[&str]| endings.iter().any(|e| word.ends_with(e));
    if ends(&["ами", "ями", "ьми"]) {
        Some(Case::Ins)
    } else if ends(&["ам", "ям"]) {
        Some(Case::Dat)
    } else if ends(&["ах", "ях"]) {
        Some(Case::Pre)
    } else {
        None
    }
}

/// The case of a singular noun after 1, 21, 101.
fn one(word: &str, lemma: &str, gender: Gender, governor: Governor) -> Option<Case> {
    let ends = |endings: &[&str]| endings.iter().any(|e| word.ends_with(e));
    let direct = || match governor.case() {
        Case::Acc => Case::Acc,
        _ => Case::Nom,
    };
    let case = match gender {
        Gender::F if word.ends_with('ь') => direct(),
        Gender::F if ends(&["а", "я"]) => Case::Nom,
        Gender::F if ends(&["у", "ю"]) => Case::Acc,
        Gender::F if ends(&["ы", "и", "е", "ой", "ей"]) => Case::Gen,
        _ if word == lemma => direct(),
        _ if ends(&["а", "я"]) => Case::Gen,
        _ if ends(&["у", "ю"]) => Case::Dat,
        _ if ends(&["ом", "ем", "ым", "им"]) => Case::Ins,
        _ if ends(&["е", "и"]) => Case::Pre,
        // A plural: «1 лет» is no Russian.
        _ => return None,
    };
    Some(case)
}
