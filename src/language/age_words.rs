//! Words of ages: whom an age belongs to, and adjectives like «семилетний».

use super::numerals::{Numeral, numeral};

/// Who has an age: «мне», «сыну», "child".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// One who speaks or is spoken of by a pronoun: adults more often than not.
    Pronoun,
    /// A person named by a noun in the dative: «сыну».
    Dative,
    /// A person named in another case: «ребёнок», «пенсионер».
    Noun,
}

pub(super) fn who(word: &str) -> Option<Who> {
    Some(match word {
        "мне" | "ему" | "ей" | "нам" | "им" => Who::Pronoun,
        "сыну"
        | "сынишке"
        | "сынуле"
        | "дочери"
        | "дочке"
        | "дочурке"
        | "доче"
        | "ребенку"
        | "ребеночку"
        | "малышу"
        | "малышке"
        | "детям"
        | "мужу"
        | "жене"
        | "супругу"
        | "супруге"
        | "маме"
        | "папе"
        | "матери"
        | "отцу"
        | "бабушке"
        | "дедушке"
        | "деду"
        | "внуку"
        | "внучке"
        | "внукам"
        | "брату"
        | "сестре"
        | "племяннику"
        | "племяннице"
        | "теще"
        | "тестю"
        | "свекрови"
        | "свекру"
        | "девочке"
        | "мальчику"
        | "старшему"
        | "младшему"
        | "старшей"
        | "младшей"
        | "среднему"
        | "средней"
        | "первому"
        | "второму"
        | "третьему"
        | "соседу"
        | "соседке"
        | "подростку"
        | "двойняшкам"
        | "близнецам"
        | "тете"
        | "дяде"
        | "пенсионеру"
        | "женщине"
        | "мужчине" => Who::Dative,
        "ребенок"
        | "ребенка"
        | "ребенком"
        | "дети"
        | "детей"
        | "детьми"
        | "сын"
        | "сына"
        | "сыном"
        | "дочь"
        | "дочка"
        | "дочку"
        | "дочкой"
        | "дочерью"
        | "девочка"
        | "девочки"
        | "девочку"
        | "мальчик"
        | "мальчика"
        | "мальчики"
        | "внук"
        | "внука"
        | "внучка"
        | "внучку"
        | "внучки"
        | "малыш"
        | "малыша"
        | "муж"
        | "мужа"
        | "жена"
        | "жены"
        | "жену"
        | "мама"
        | "мамы"
        | "маму"
        | "папа"
        | "папы"
        | "отец"
        | "отца"
        | "мать"
        | "бабушка"
        | "бабушки"
        | "бабушку"
        | "дедушка"
        | "дедушки"
        | "дед"
        | "пенсионер"
        | "пенсионера"
        | "пенсионерка"
        | "пенсионерки"
        | "женщина"
        | "женщины"
        | "мужчина"
        | "мужчины"
        | "девушка"
        | "девушки"
        | "парень"
        | "юноша"
        | "подросток"
        | "подростка"
        | "школьник"
        | "студент"
        | "студентка"
        | "инвалид"
        | "ветеран"
        | "брат"
        | "брата"
        | "сестра"
        | "сестры"
        | "гражданин"
        | "гражданка"
        | "племянник"
        | "двойняшки"
        | "близнецы"
        | "child"
        | "children"
        | "son"
        | "daughter"
        | "kid"
        | "kids"
        | "husband"
        | "wife"
        | "mother"
        | "father"
        | "baby"
        | "boy"
        | "girl"
        | "grandson" => Who::Noun,
        _ => return None,
    })
}

/// Words between a person and the age: «сыну уже исполнилось семь».
pub(super) fn is_between(word: &str) -> bool {
    matches!(
        word,
        "уже"
            | "сейчас"
            | "щас"
            | "всего"
            | "только"
            | "почти"
            | "скоро"
            | "исполнилось"
            | "исполнился"
            | "исполнится"
            | "исполняется"
            | "будет"
            | "было"
            | "полных"
            | "полные"
            | "около"
            | "примерно"
            | "где-то"
            | "лишь"
            | "пока"
            | "ровно"
            | "стукнуло"
            | "стукнет"
            | "идет"
            | "пошел"
            | "отроду"
            | "возраст"
            | "возрасте"
            | "моему"
            | "моей"
            | "нашему"
            | "нашей"
            | "его"
            | "лет"
            | "на"
            | ","
            | ":"
            | "ну"
            | "по"
            | "в"
            | "сегодня"
            | "завтра"
            | "недавно"
            | "вчера"
            | "is"
            | "are"
            | "am"
            | "just"
            | "already"
            | "almost"
            | "now"
            | "turned"
    )
}

/// Words that say by themselves that an age follows.
pub(super) fn names_age(word: &str) -> bool {
    matches!(
        word,
        "возраст"
            | "возрасте"
            | "возраста"
            | "возрастом"
            | "исполнилось"
            | "исполнится"
            | "исполняется"
            | "стукнуло"
            | "aged"
            | "age"
    )
}

/// The age in months that an adjective says: «семилетний», «полуторагодовалая», «десятимесячного», and the tail of
/// «3-летний» without its number.
pub(super) enum Adjective {
    /// With the number inside.
    Whole(u32),
    /// The number stands before: «летний», «х летнего», «месячный»; months of one.
    Tail(u32),
}

pub(super) fn adjective(word: &str) -> Option<Adjective> {
    let word = word.strip_prefix("х-").unwrap_or(word);
    let (stem, unit) = [("летн", 12), ("годовал", 12), ("месячн", 1)]
        .into_iter()
        .find_map(|(mark, unit)| {
            let (stem, ending) = word.rsplit_once(mark)?;
            is_adjective_ending(ending).then_some((stem, unit))
        })?;
    let stem = stem.trim_end_matches('-');
    match stem {
        "" | "х" | "ти" | "и" => {
            // «Годовалый» and «месячный» are whole; «летний» is of summer unless a number stands before.
            return Some(match unit {
                12 if word.contains("годовал") => Adjective::Whole(12),
                _ => Adjective::Tail(unit),
            });
        }
        "полутора" => return Some(Adjective::Whole(unit * 3 / 2)),
        "полу" if word.contains("годовал") => return Some(Adjective::Whole(6)),
        _ => {}
    }
    stem_value(stem).map(|value| Adjective::Whole(value * unit))
}

fn is_adjective_ending(ending: &str) -> bool {
    matches!(
        ending,
        "ий" | "его"
            | "ему"
            | "им"
            | "ем"
            | "яя"
            | "ей"
            | "юю"
            | "ее"
            | "ие"
            | "их"
            | "ими"
            | "ый"
            | "ого"
            | "ому"
            | "ым"
            | "ом"
            | "ая"
            | "ой"
            | "ую"
            | "ое"
            | "ые"
            | "ых"
            | "ыми"
            | "яй"
    )
}

/// «Семи», «двух», «тридцатипяти», «девяносто».
fn stem_value(stem: &str) -> Option<u32> {
    let small = |part: &str| -> Option<u32> {
        match part {
            "одно" => Some(1),
            "двух" | "дву" | "двухх" => Some(2),
            "трех" | "тре" => Some(3),
            "сорока" | "сорокa" => Some(40),
            "девяносто" => Some(90),
            "сто" => Some(100),
            _ => match numeral(part)? {
                Numeral::Small(value) if value > 0 => Some(value.into()),
                _ => None,
            },
        }
    };
    if let Some(value) = small(stem) {
        return Some(value);
    }
    // «Тридцатипяти»: tens, then units.
    stem.char_indices().skip(3).find_map(|(at, _)| {
        let (tens, units) = (stem.get(..at)?, stem.get(at..)?);
        let (tens, units) = (small(tens)?, small(units)?);
        (matches!(tens, 20..=90 | 100) && units < 10 && tens % 10 == 0).then_some(tens + units)
    })
}

/// Nouns of which an adjective of years says no age: «пятилетний стаж».
pub(super) fn is_person(word: &str) -> bool {
    const STEMS: &[&str] = &[
        "ребен",
        "дет",
        "сын",
        "доч",
        "мальчик",
        "девоч",
        "внук",
        "внуч",
        "малыш",
        "мам",
        "пап",
        "женщин",
        "мужчин",
        "пенсионер",
        "подрост",
        "школьник",
        "брат",
        "сестр",
        "племян",
        "муж",
        "жен",
        "инвалид",
        "граждан",
        "студент",
        "человек",
        "юнош",
        "девушк",
        "бабушк",
        "дедушк",
        "отец",
        "отц",
        "мать",
        "матер",
        "парен",
        "парн",
        "возраст",
        "child",
        "son",
        "daughter",
        "boy",
        "girl",
        "man",
        "woman",
    ];
    STEMS.iter().any(|stem| word.starts_with(stem))
}
