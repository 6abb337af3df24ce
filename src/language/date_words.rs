//! The words of dates: months, weekdays, «прошлый» and the like.

use jiff::civil::Weekday;

use super::words::{Word, WordKind, at};

/// The month and whether its word is one only inside a date (`мар`, `may`).
pub(super) fn month(word: &str) -> Option<(i8, bool)> {
    let first = word.chars().next()?;
    if !"яфмаисондjfsmno".contains(first) && !"ad".contains(first) {
        return None;
    }
    Some(match word {
        "январь" | "января" | "январе" | "январю" | "январем" | "january" => (1, false),
        "февраль" | "февраля" | "феврале" | "февралю" | "февралем" | "february" => {
            (2, false)
        }
        "март" | "марта" | "марте" | "марту" | "мартом" => (3, false),
        "апрель" | "апреля" | "апреле" | "апрелю" | "апрелем" | "april" => (4, false),
        "май" | "мая" | "мае" | "маю" | "маем" => (5, false),
        "июнь" | "июня" | "июне" | "июню" | "июнем" | "june" => (6, false),
        "июль" | "июля" | "июле" | "июлю" | "июлем" | "july" => (7, false),
        "август" | "августа" | "августе" | "августу" | "августом" => (8, false),
        "сентябрь" | "сентября" | "сентябре" | "сентябрю" | "сентябрем" | "september" => {
            (9, false)
        }
        "октябрь" | "октября" | "октябре" | "октябрю" | "октябрем" | "october" => {
            (10, false)
        }
        "ноябрь" | "ноября" | "ноябре" | "ноябрю" | "ноябрем" | "november" => {
            (11, false)
        }
        "декабрь" | "декабря" | "декабре" | "декабрю" | "декабрем" | "december" => {
            (12, false)
        }
        "янв" | "jan" => (1, true),
        "фев" | "февр" | "feb" => (2, true),
        "мар" | "march" | "mar" => (3, true),
        "апр" | "apr" => (4, true),
        "may" => (5, true),
        "июн" | "jun" => (6, true),
        "июл" | "jul" => (7, true),
        "авг" | "august" | "aug" => (8, true),
        "сен" | "сент" | "sep" | "sept" => (9, true),
        "окт" | "oct" => (10, true),
        "ноя" | "нояб" | "nov" => (11, true),
        "дек" | "dec" => (12, true),
        _ => return None,
    })
}

pub(super) fn is_year_word(word: &str) -> bool {
    matches!(word, "год" | "года" | "году" | "г" | "годом" | "годе" | "year")
}

/// «прошлого», "last": years, months or weeks to move by.
pub(super) fn relative(words: &[Word], i: usize) -> Option<(i16, usize)> {
    let word = at(words, i);
    let shift = match word {
        "last" | "previous" => -1,
        "this" | "current" => 0,
        "next" | "coming" => 1,
        "этот" | "этом" | "этого" | "эту" | "этой" | "это" | "этим" => 0,
        _ => {
            let ending = |stem: &str| {
                word.strip_prefix(stem).is_some_and(|e| {
                    matches!(
                        e,
                        "ый" | "ого"
                            | "ом"
                            | "ий"
                            | "его"
                            | "ем"
                            | "ую"
                            | "ой"
                            | "ая"
                            | "ей"
                            | "ее"
                            | "ое"
                            | "ым"
                            | "им"
                    )
                })
            };
            if ending("прошл") || ending("минувш") || ending("предыдущ") || ending("прошедш")
            {
                -1
            } else if ending("позапрошл") {
                -2
            } else if ending("следующ") || ending("будущ") {
                1
            } else if ending("текущ") || ending("нынешн") {
                0
            } else {
                return None;
            }
        }
    };
    Some((shift, i + 1))
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "понедельник" | "понедельника" | "monday" => Weekday::Monday,
        "вторник" | "вторника" | "tuesday" => Weekday::Tuesday,
        "среда" | "среду" | "среды" | "wednesday" => Weekday::Wednesday,
        "четверг" | "четверга" | "thursday" => Weekday::Thursday,
        "пятница" | "пятницу" | "пятницы" | "friday" => Weekday::Friday,
        "суббота" | "субботу" | "субботы" | "saturday" => Weekday::Saturday,
        "воскресенье" | "воскресенья" | "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// «в 2000 рублей» is not a year.
pub(super) fn counted(words: &[Word], i: usize) -> bool {
    let word = at(words, i);
    words.get(i).is_some_and(|w| w.kind != WordKind::Punct)
        && (word.starts_with("руб")
            || matches!(
                word,
                "р" | "тыс" | "тысяч" | "лет" | "дней" | "человек" | "roubles" | "rubles"
            ))
        || matches!(word, "₽" | "%" | "-")
}
