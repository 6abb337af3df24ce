//! English numerals in words.

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const SCALES: [(u64, &str); 4] = [
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
];

/// «one hundred and five», «twenty-one»; below [`super::cardinal::MAX`].
pub(super) fn cardinal(n: u64) -> String {
    if n < 1000 {
        return below_thousand(n);
    }
    let mut parts = Vec::new();
    for (size, name) in SCALES {
        let group = n / size % 1000;
        if group > 0 {
            parts.push(format!("{} {name}", below_thousand(group)));
        }
    }
    match n % 1000 {
        0 => {}
        rest @ 1..=99 => parts.push(format!("and {}", below_thousand(rest))),
        rest => parts.push(below_thousand(rest)),
    }
    parts.join(" ")
}

fn below_thousand(n: u64) -> String {
    let small = |n: u64| {
        usize::try_from(n)
            .ok()
            .and_then(|n| UNITS.get(n))
            .copied()
            .unwrap_or("")
    };
    match n {
        0..=19 => small(n).to_owned(),
        20..=99 => {
            let tens = usize::try_from(n / 10)
                .ok()
                .and_then(|n| TENS.get(n))
                .copied()
                .unwrap_or("");
            if n.is_multiple_of(10) {
                tens.to_owned()
            } else {
                format!("{tens}-{}", small(n % 10))
            }
        }
        _ if n.is_multiple_of(100) => format!("{} hundred", small(n / 100)),
        _ => format!("{} hundred and {}", small(n / 100), below_thousand(n % 100)),
    }
}

/// «twenty-first».
pub(super) fn ordinal(n: u64) -> String {
    let words = cardinal(n);
    let (before, last) = match words.rfind([' ', '-']) {
        Some(at) => words.split_at_checked(at + 1).unwrap_or(("", &words)),
        None => ("", words.as_str()),
    };
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        word => match word.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{word}th"),
        },
    };
    format!("{before}{last}")
}
