//! Everything of a kind, said in words and read back: numbers, dates, СНИЛС, ages.

use rust_decimal::Decimal;

use super::*;

const UNITS: [&str; 20] = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
const TENS: [&str; 10] = [
    "",
    "",
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
];
const HUNDREDS: [&str; 10] = [
    "",
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
];
const ORDINALS: [&str; 20] = [
    "",
    "первого",
    "второго",
    "третьего",
    "четвёртого",
    "пятого",
    "шестого",
    "седьмого",
    "восьмого",
    "девятого",
    "десятого",
    "одиннадцатого",
    "двенадцатого",
    "тринадцатого",
    "четырнадцатого",
    "пятнадцатого",
    "шестнадцатого",
    "семнадцатого",
    "восемнадцатого",
    "девятнадцатого",
];
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// How one speaks: which word for a thousand, and what comes between the words.
#[derive(Clone, Copy)]
struct Voice {
    thousands: [&'static str; 3],
    between: &'static str,
    /// «Одна тысяча» or «тысяча».
    one: bool,
}

const PLAIN: Voice = Voice {
    thousands: ["тысяча", "тысячи", "тысяч"],
    between: " ",
    one: true,
};
const VOICES: [Voice; 3] = [
    PLAIN,
    Voice {
        thousands: ["тыща", "тыщи", "тыщ"],
        between: " ",
        one: false,
    },
    Voice {
        thousands: ["тысяча", "тысячи", "тысяч"],
        between: " э-э ",
        one: false,
    },
];

fn below_thousand(n: u64, feminine: bool, out: &mut Vec<&'static str>) {
    let (hundreds, rest) = ((n / 100) as usize, (n % 100) as usize);
    if hundreds > 0 {
        out.push(HUNDREDS[hundreds]);
    }
    let units = if rest >= 20 {
        out.push(TENS[rest / 10]);
        rest % 10
    } else {
        rest
    };
    match units {
        0 => {}
        1 if feminine => out.push("одна"),
        2 if feminine => out.push("две"),
        _ => out.push(UNITS[units]),
    }
}

fn form(n: u64, forms: [&'static str; 3]) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=14) => forms[2],
        (1, _) => forms[0],
        (2..=4, _) => forms[1],
        _ => forms[2],
    }
}

fn said(n: u64, voice: Voice) -> String {
    if n == 0 {
        return UNITS[0].into();
    }
    let mut out = Vec::new();
    let scales = [
        (1_000_000_000, ["миллиард", "миллиарда", "миллиардов"], false),
        (1_000_000, ["миллион", "миллиона", "миллионов"], false),
        (1_000, voice.thousands, true),
    ];
    let mut rest = n;
    for (scale, forms, feminine) in scales {
        let count = rest / scale;
        rest %= scale;
        if count == 0 {
            continue;
        }
        if count > 1 || voice.one || !out.is_empty() {
            below_thousand(count, feminine, &mut out);
        }
        out.push(form(count, forms));
    }
    below_thousand(rest, false, &mut out);
    out.join(voice.between)
}

#[track_caller]
fn reads_back(n: u64, voice: Voice) {
    let text = said(n, voice);
    let found = numbers(&words(&text), Lang::Ru);
    assert_eq!(found.len(), 1, "{n}: {text}");
    assert_eq!(found[0].value, Decimal::from(n), "{text}");
    assert_eq!(text.get(found[0].span.range()), Some(text.as_str()));
}

#[test]
fn every_number_to_ten_thousand() {
    for n in 0..10_000 {
        for voice in VOICES {
            reads_back(n, voice);
        }
    }
}

#[test]
fn numbers_to_a_billion() {
    // A step that is coprime to all scales, so that all digits change.
    for n in (10_000..=1_000_000_000).step_by(99_991) {
        for voice in VOICES {
            reads_back(n, voice);
        }
    }
}

/// «Двадцать первого», «тысяча девятьсот девяносто девятого», «двухтысячного».
fn ordinal(n: u64) -> String {
    let tens = |n: usize| match n {
        20 => "двадцатого",
        30 => "тридцатого",
        40 => "сорокового",
        50 => "пятидесятого",
        60 => "шестидесятого",
        70 => "семидесятого",
        80 => "восьмидесятого",
        _ => "девяностого",
    };
    if n == 2000 {
        return "двухтысячного".into();
    }
    let last = (n % 100) as usize;
    let mut parts = Vec::new();
    if n >= 100 {
        parts.push(said(n - n % 100, Voice { one: false, ..PLAIN }));
    }
    match last {
        1..20 => parts.push(ORDINALS[last].into()),
        _ if last.is_multiple_of(10) => parts.push(tens(last).into()),
        _ => {
            parts.push(TENS[last / 10].into());
            parts.push(ORDINALS[last % 10].into());
        }
    }
    parts.join(" ")
}

#[test]
fn every_day_of_several_years() {
    for year in [1959, 1985, 2000, 2024, 2026] {
        let mut date = Date::new(year, 1, 1).unwrap();
        while date.year() == year {
            let (d, m) = (date.day(), date.month());
            let month = MONTHS[(m - 1) as usize];
            let mut forms = vec![
                format!("{d:02}.{m:02}.{year}"),
                format!("{d}/{m}/{year}"),
                format!("{year}-{m:02}-{d:02}"),
                format!("{d:02}.{m:02}.{:02}", year % 100),
                format!("{d} {month} {year} года"),
                format!("{d:02} {m:02} {year}"),
                format!("{} {month} {} года", ordinal(d as u64), ordinal(year as u64)),
            ];
            if year % 100 != 0 {
                forms.push(format!(
                    "{} {} {} года",
                    ordinal(d as u64),
                    ordinal(m as u64),
                    ordinal(year as u64)
                ));
            }
            for text in forms {
                let found = dates(&words(&text), Lang::Ru, today());
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!(found[0].value, DateFound::Day(date), "{text}");
            }
            date = date.tomorrow().unwrap();
        }
    }
}

/// Check digits by the published rule, written apart from the one under test.
fn check_of(number: u32) -> u32 {
    let mut sum = 0;
    for place in 0..9 {
        sum += number / 10_u32.pow(place) % 10 * (place + 1);
    }
    while sum > 101 {
        sum %= 101;
    }
    if sum >= 100 { 0 } else { sum }
}

#[test]
fn snils_in_all_forms_and_with_every_wrong_check() {
    for number in (1_001_999_u32..1_000_000_000).step_by(1_999_993) {
        let check = check_of(number);
        let (a, b, c) = (number / 1_000_000, number / 1_000 % 1_000, number % 1_000);
        let digits = format!("{number:09}{check:02}");
        let spelt: Vec<&str> = digits.bytes().map(|d| UNITS[(d - b'0') as usize]).collect();
        let forms = [
            digits.clone(),
            format!("{a:03}-{b:03}-{c:03} {check:02}"),
            format!("{a:03} {b:03} {c:03} {check:02}"),
            spelt.join(" "),
            spelt.join(", "),
        ];
        for text in forms {
            let found = snils_numbers(&words(&text));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].value, digits, "{text}");
        }
        for wrong in (0..100).filter(|wrong| *wrong != check) {
            let text = format!("{a:03}-{b:03}-{c:03} {wrong:02}");
            assert!(snils_numbers(&words(&text)).is_empty(), "{text}");
        }
    }
}

#[test]
fn phones_dictated_in_digits_and_in_groups() {
    for number in (0_u64..10_000_000).step_by(4_999) {
        let full = format!("8912{number:07}");
        let spelt: Vec<&str> = full.bytes().map(|d| UNITS[(d - b'0') as usize]).collect();
        let (a, b, c) = (number / 10_000, number / 100 % 100, number % 100);
        let mut forms = vec![
            spelt.join(" "),
            format!("8 (912) {a:03}-{b:02}-{c:02}"),
            format!("+7 912 {a:03} {b:02} {c:02}"),
        ];
        // In groups, as people do, when no group begins with a nought or leaves room for the next («сто сорок семь»).
        if a >= 100 && a % 10 != 0 && b >= 10 && b % 10 != 0 && c >= 10 {
            forms.push(format!(
                "восемь девятьсот двенадцать {} {} {}",
                said(a, PLAIN),
                said(b, PLAIN),
                said(c, PLAIN)
            ));
        }
        for text in forms {
            let found = phones(&words(&text));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].value, format!("+7912{number:07}"), "{text}");
        }
    }
}

#[test]
fn every_age() {
    for years in 1_u64..=110 {
        let unit = form(years, ["год", "года", "лет"]);
        let mut forms = vec![
            format!("сыну {years} {unit}"),
            format!("сыну уже {} {unit}", said(years, PLAIN)),
            format!("возраст {years} {unit}"),
            format!("{years}-летний мужчина"),
        ];
        if years >= 10 {
            forms.push(format!("мне {years} {unit}"));
            forms.push(format!("мне {}", said(years, PLAIN)));
        }
        for text in forms {
            let found = ages(&words(&text), Lang::Ru);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].value, Duration::months(12 * years as i32), "{text}");
        }
        assert!(ages(&words(&format!("стаж {years} {unit}")), Lang::Ru).is_empty());
    }
}
