//! Words that the channel itself listens for, and the one sentence that it says itself.

use crate::value::{Bi, Lang};

/// Said when the gateway cannot be reached, before the line is cut.
pub(super) const TROUBLE: Bi = Bi {
    ru: "Извините, связь со службой прервалась. Перезвоните, пожалуйста, позже.",
    en: "Sorry, the service cannot be reached. Please call again later.",
};

/// Requests that the engine understands at any moment.
pub(super) fn controls(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => &[
            "оператор", "соедините с оператором", "позовите оператора", "повтори", "повторите", "назад", "сначала",
            "помощь", "хватит", "не знаю",
        ],
        Lang::En => &[
            "operator", "connect me to an operator", "repeat", "back", "start over", "help", "stop", "i do not know",
        ],
    }
}

pub(super) fn yes_no(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => &["да", "нет", "ага", "конечно", "верно", "не верно", "да да", "нет нет"],
        Lang::En => &["yes", "no", "yeah", "yep", "nope", "correct", "not correct"],
    }
}

/// Words of numbers in the forms in which people say them.
pub(super) fn numbers(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => &[
            "ноль", "один", "одна", "одно", "два", "две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять",
            "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать",
            "семнадцать", "восемнадцать", "девятнадцать", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят",
            "семьдесят", "восемьдесят", "девяносто", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот",
            "семьсот", "восемьсот", "девятьсот", "тысяча", "тысячи", "тысяч", "миллион", "миллиона", "миллионов",
            "полтора", "полторы",
        ],
        Lang::En => &[
            "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
            "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "and",
        ],
    }
}

pub(super) fn money(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => &["рубль", "рубля", "рублей", "копейка", "копейки", "копеек"],
        Lang::En => &["rouble", "roubles", "kopeck", "kopecks", "pound", "pounds", "pence"],
    }
}

pub(super) fn periods(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => &[
            "день", "дня", "дней", "неделя", "недели", "недель", "месяц", "месяца", "месяцев", "год", "года", "лет",
            "рабочий", "рабочих", "календарных", "час", "часа", "часов", "полгода",
        ],
        Lang::En => &["day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "working"],
    }
}

pub(super) fn dates(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => &[
            "первое", "второе", "третье", "четвёртое", "пятое", "шестое", "седьмое", "восьмое", "девятое", "десятое",
            "одиннадцатое", "двенадцатое", "тринадцатое", "четырнадцатое", "пятнадцатое", "шестнадцатое",
            "семнадцатое", "восемнадцатое", "девятнадцатое", "двадцатое", "тридцатое", "первого", "второго",
            "третьего", "четвёртого", "пятого", "шестого", "седьмого", "восьмого", "девятого", "десятого",
            "одиннадцатого", "двенадцатого", "тринадцатого", "четырнадцатого", "пятнадцатого", "шестнадцатого",
            "семнадцатого", "восемнадцатого", "девятнадцатого", "двадцатого", "тридцатого", "сорокового",
            "пятидесятого", "шестидесятого", "семидесятого", "восьмидесятого", "девяностого", "двухтысячного",
            "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
            "декабря", "год", "года", "сегодня", "завтра", "вчера", "позавчера",
        ],
        Lang::En => &[
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
            "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
            "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth", "of", "the", "today", "tomorrow",
            "yesterday",
        ],
    }
}
