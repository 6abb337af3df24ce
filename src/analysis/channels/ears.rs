//! What the eye reads and the ear does not.
//!
//! Numbers, dates and sums are read out as words, so they may stand. So may abbreviations that people
//! say as they are written: МЧС, СНИЛС, МФЦ. What a voice stumbles over, or what sends the listener to
//! look at something, may not.

use crate::diag::Arg;
use crate::value::Bi;

/// Something that is only for the eyes.
#[derive(Clone, Debug)]
pub struct ForEyes {
    /// What it is.
    pub what: Arg,
    /// The words.
    pub words: String,
    /// What to say instead.
    pub instead: Arg,
}

const LINK: [Bi; 2] = [
    Bi {
        ru: "ссылка",
        en: "a link",
    },
    Bi {
        ru: "назовите сайт словами («портал госуслуг») или пообещайте прислать ссылку",
        en: "name the site in words, or promise to send the link",
    },
];
const MAIL: [Bi; 2] = [
    Bi {
        ru: "адрес почты",
        en: "an e-mail address",
    },
    Bi {
        ru: "пообещайте прислать адрес или назовите другой способ",
        en: "promise to send the address, or name another way",
    },
];
const LOOK: [Bi; 2] = [
    Bi {
        ru: "отсылка к тому, чего по телефону не видно,",
        en: "a reference to something that cannot be seen on the telephone,",
    },
    Bi {
        ru: "скажите то же словами",
        en: "say it in words",
    },
];
const SHORT: [Bi; 2] = [
    Bi {
        ru: "сокращение",
        en: "an abbreviation",
    },
    Bi {
        ru: "напишите слово целиком",
        en: "write the word in full",
    },
];
const BRACKETS: [Bi; 2] = [
    Bi {
        ru: "пояснение в скобках",
        en: "words in brackets",
    },
    Bi {
        ru: "скажите пояснение отдельными словами или уберите его",
        en: "put them into the sentence or leave them out",
    },
];
const SLASH: [Bi; 2] = [
    Bi {
        ru: "косая черта",
        en: "a slash",
    },
    Bi {
        ru: "напишите «или», «и» или «в»",
        en: "write “or”, “and” or “per”",
    },
];
const LIST: [Bi; 2] = [
    Bi {
        ru: "список с номерами или чёрточками",
        en: "a list with numbers or dashes",
    },
    Bi {
        ru: "перечислите словами: «во-первых, во-вторых»",
        en: "count in words: “first, second”",
    },
];
const SIGN: [Bi; 2] = [
    Bi {
        ru: "знак, который не прочесть вслух,",
        en: "a sign that cannot be read out,",
    },
    Bi {
        ru: "замените его словом или уберите",
        en: "put a word for it or leave it out",
    },
];

/// Endings of names of sites.
const SITES: [&str; 12] = [
    "ru",
    "рф",
    "su",
    "com",
    "org",
    "net",
    "info",
    "gov",
    "москва",
    "рус",
    "uk",
    "онлайн",
];

/// Words that send the listener to look; beginnings of phrases in folded words.
const LOOKING: [&str; 20] = [
    "по ссылке",
    "по этой ссылке",
    "ссылка ниже",
    "ссылку ниже",
    "нажмите кнопку",
    "нажмите на кнопку",
    "нажмите ссылку",
    "нажмите на ссылку",
    "кликните",
    "щелкните",
    "на экране",
    "в таблице",
    "смотрите таблицу",
    "на рисунке",
    "на картинке",
    "во вложении",
    "click",
    "the link below",
    "in the table",
    "on the screen",
];

/// Abbreviations that are read wrong with a full stop after them.
const STOPPED: [&str; 42] = [
    "т.е", "т.к", "т.д", "т.п", "т.н", "т.ч", "др", "пр", "см", "ср", "напр", "руб", "коп", "тыс", "млн", "млрд", "г",
    "гг", "ул", "д", "кв", "корп", "стр", "ст", "п", "пп", "ч", "абз", "подп", "тел", "моб", "обл", "р-н", "мин",
    "сек", "гр", "им", "e.g", "i.e", "etc", "approx", "dept",
];

/// Abbreviations that are read wrong even without one.
const BARE: [&str; 5] = ["млн", "млрд", "руб", "коп", "тыс"];

/// The first thing in a text that is only for the eyes.
pub fn for_eyes(text: &str) -> Option<ForEyes> {
    let found = |[what, instead]: [Bi; 2], words: &str| {
        Some(ForEyes {
            what: what.into(),
            words: words.to_owned(),
            instead: instead.into(),
        })
    };
    if let Some(line) = text.lines().find(|l| is_list_item(l.trim_start())) {
        let start: String = line.trim().chars().take(24).collect();
        return found(LIST, start.trim_end());
    }
    for (token, next) in tokens(text) {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        if word.contains('@') && word.contains('.') {
            return found(MAIL, word);
        }
        if is_site(word) {
            return found(LINK, word);
        }
        if is_abbreviation(token, word, next) {
            return found(SHORT, token.trim_matches(['«', '»', '"', '(', ')', ',', ';', ':']));
        }
        // 24/7, и/или; a slash alone is a sign as well.
        if token.contains('/') {
            return found(SLASH, token);
        }
    }
    let folded: String = text.to_lowercase().replace('ё', "е");
    if let Some(phrase) = LOOKING.iter().find(|p| looks(&folded, p)) {
        return found(LOOK, phrase);
    }
    if let Some(open) = text.find('(') {
        let inside: String = text.get(open..).unwrap_or("").chars().take(32).collect();
        let inside = inside.split_inclusive(')').next().unwrap_or(&inside).to_owned();
        return found(BRACKETS, &inside);
    }
    let sign = text.chars().find(|c| is_sign(*c))?;
    found(SIGN, &sign.to_string())
}

/// Tokens between white space, each with the one that follows.
fn tokens(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = text.split_whitespace().peekable();
    std::iter::from_fn(move || {
        let token = rest.next()?;
        Some((token, rest.peek().copied()))
    })
}

fn is_list_item(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or("");
    let numbered = (1..=2).contains(&digits)
        && (after.starts_with(") ") || after.starts_with(". "))
        && after.chars().nth(2).is_some_and(|c| c.is_alphabetic() || c == '«');
    numbered || line.starts_with("- ") || line.starts_with("• ") || line.starts_with("* ")
}

fn is_site(word: &str) -> bool {
    if !word.contains(['.', ':']) {
        return false;
    }
    let lower = word.to_lowercase();
    if lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("www.") {
        return true;
    }
    let host = lower.split('/').next().unwrap_or("");
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    SITES.contains(&ending) && name.chars().any(char::is_alphabetic)
}

fn is_abbreviation(token: &str, word: &str, next: Option<&str>) -> bool {
    let behind = token.rsplit_once(word).map_or("", |(_, behind)| behind);
    let stopped = behind.starts_with('.');
    // Four letters are two bytes each.
    if word.is_empty() || !stopped && word.len() > 8 {
        return false;
    }
    let lower = word.to_lowercase();
    // «т. е.» is two tokens.
    if lower == "т" && stopped {
        return next.is_some_and(|n| {
            ["е", "к", "д", "п", "н", "ч"].contains(&n.trim_matches(['.', ',', ')']).to_lowercase().as_str())
        });
    }
    if BARE.contains(&lower.as_str()) {
        return true;
    }
    if !stopped || !STOPPED.contains(&lower.as_str()) {
        return false;
    }
    // One letter at the end of a sentence may be a letter: «категория Д.»
    lower.chars().count() > 1 || word == lower && next.is_some()
}

fn looks(folded: &str, phrase: &str) -> bool {
    let Some(at) = folded.find(phrase) else { return false };
    let before = folded.get(..at).and_then(|b| b.chars().next_back());
    let after = folded.get(at + phrase.len()..).unwrap_or("").trim_start();
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    // A key of the telephone can be pressed.
    let key = [
        "один",
        "два",
        "три",
        "четыре",
        "пять",
        "шесть",
        "семь",
        "восемь",
        "девять",
        "ноль",
        "звезд",
        "решет",
    ];
    let pressed = phrase.starts_with("нажмите")
        && (after.starts_with(|c: char| c.is_ascii_digit()) || key.iter().any(|k| after.starts_with(k)));
    !pressed
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '→' | '←'
            | '↑'
            | '↓'
            | '•'
            | '●'
            | '■'
            | '*'
            | '_'
            | '#'
            | '<'
            | '>'
            | '|'
            | '='
            | '~'
            | '^'
            | '&'
            | '\\'
            | '['
            | ']'
            | '✓'
            | '✔'
            | '❗'
            | '⚠'
    ) || matches!(u32::from(c), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0xFE0F)
}
