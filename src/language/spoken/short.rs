//! Abbreviations with full stops: «т. е.», «и т. д.», «ул.», «г. Москва».

use super::Said;
use super::form::{Case, Forms};
use super::text::Text;

/// Two letters with full stops.
const PAIRS: [(&str, &str, &str); 6] = [
    ("т", "е", "то есть"),
    ("т", "к", "так как"),
    ("т", "д", "так далее"),
    ("т", "п", "тому подобное"),
    ("т", "ч", "том числе"),
    ("н", "э", "нашей эры"),
];

/// One abbreviation, the same in every place.
const FIXED: [(&str, &str); 5] = [
    ("напр", "например"),
    ("см", "смотрите"),
    ("им", "имени"),
    ("моб", "мобильный"),
    ("ср", "сравните"),
];

/// Places, with their forms: the preposition tells which.
const PLACES: [(&str, Forms); 9] = [
    ("г", ["город", "города", "городу", "город", "городом", "городе"]),
    ("ул", ["улица", "улицы", "улице", "улицу", "улицей", "улице"]),
    (
        "пер",
        ["переулок", "переулка", "переулку", "переулок", "переулком", "переулке"],
    ),
    (
        "пл",
        ["площадь", "площади", "площади", "площадь", "площадью", "площади"],
    ),
    (
        "просп",
        [
            "проспект",
            "проспекта",
            "проспекту",
            "проспект",
            "проспектом",
            "проспекте",
        ],
    ),
    (
        "наб",
        [
            "набережная",
            "набережной",
            "набережной",
            "набережную",
            "набережной",
            "набережной",
        ],
    ),
    (
        "пос",
        ["посёлок", "посёлка", "посёлку", "посёлок", "посёлком", "посёлке"],
    ),
    (
        "обл",
        ["область", "области", "области", "область", "областью", "области"],
    ),
    (
        "тел",
        ["телефон", "телефона", "телефону", "телефон", "телефоном", "телефоне"],
    ),
];

/// Days of the week: nominative, genitive, accusative.
pub(super) const DAYS: [(&str, [&str; 3]); 7] = [
    ("пн", ["понедельник", "понедельника", "понедельник"]),
    ("вт", ["вторник", "вторника", "вторник"]),
    ("ср", ["среда", "среды", "среду"]),
    ("чт", ["четверг", "четверга", "четверг"]),
    ("пт", ["пятница", "пятницы", "пятницу"]),
    ("сб", ["суббота", "субботы", "субботу"]),
    ("вс", ["воскресенье", "воскресенья", "воскресенье"]),
];

/// «пн–пт», «сб.»; «ВС» in capitals is something else.
fn day(text: &Text, i: usize) -> Option<Said> {
    let at_day = |at: usize| {
        let found = DAYS.iter().find(|(short, _)| *short == text.low(at));
        let shouted = text.text(at).chars().all(char::is_uppercase);
        found.filter(|_| !shouted).map(|(_, forms)| forms)
    };
    let [nominative, genitive, accusative] = at_day(i)?;
    let over_stop = |next: usize| next + usize::from(text.glued(next, "."));
    let next = over_stop(i + 1);
    if text.is_dash(next)
        && text.same_line(next)
        && let Some([_, _, last]) = at_day(next + 1)
    {
        let after = over_stop(next + 2);
        let stop = if after > next + 2 { text.stop(after) } else { "" };
        return Some(Said::new(after, format!("с {genitive} по {last}{stop}")));
    }
    // «ср.» may be «сравните»: a day is in a list of days or has hours.
    let listed =
        matches!(text.text(next), "," | ":" | "—" | "–") || matches!(text.low(next), "с" | "и") || text.is_number(next);
    if text.low(i) == "ср" && !listed {
        return None;
    }
    let stop = if next > i + 1 { text.stop(next) } else { "" };
    let form = if matches!(text.low(i.wrapping_sub(1)), "в" | "во") {
        accusative
    } else {
        nominative
    };
    Some(Said::new(next, format!("{form}{stop}")))
}

/// An abbreviation at a token.
pub(super) fn short(text: &Text, i: usize) -> Option<Said> {
    day(text, i)
        .or_else(|| pair(text, i))
        .or_else(|| hyphened(text, i))
        .or_else(|| single(text, i))
}

fn pair(text: &Text, i: usize) -> Option<Said> {
    let stopped = text.glued(i + 1, ".") && text.glued(i + 3, ".");
    let (first, second) = (text.low(i), text.low(i + 2));
    let (_, _, said) = PAIRS.iter().find(|(a, b, _)| stopped && (*a, *b) == (first, second))?;
    let fits = match second {
        "д" | "п" => text.low(i.wrapping_sub(1)) == "и",
        "ч" => text.low(i.wrapping_sub(1)) == "в",
        _ => true,
    };
    fits.then(|| Said::new(i + 4, format!("{said}{}", text.stop(i + 4))))
}

/// «р-н», «пр-т», «и/или».
fn hyphened(text: &Text, i: usize) -> Option<Said> {
    if text.low(i) == "и" && text.glued(i + 1, "/") && text.low(i + 2) == "или" && text.touches(i + 2) {
        return Some(Said::new(i + 3, "и или".to_owned()));
    }
    if !text.is_hyphen(i + 1) {
        return None;
    }
    let forms: &Forms = match (text.low(i), text.low(i + 2)) {
        ("р", "н") => &["район", "района", "району", "район", "районом", "районе"],
        ("пр", "т") => &[
            "проспект",
            "проспекта",
            "проспекту",
            "проспект",
            "проспектом",
            "проспекте",
        ],
        ("б", "р") => &["бульвар", "бульвара", "бульвару", "бульвар", "бульваром", "бульваре"],
        _ => return None,
    };
    let next = if text.glued(i + 3, ".") && !text.ends(i + 4) {
        i + 4
    } else {
        i + 3
    };
    Some(Said::new(next, place_case(text, i)?.of(forms).to_owned()))
}

fn single(text: &Text, i: usize) -> Option<Said> {
    let low = text.low(i);
    if !text.glued(i + 1, ".") || text.touches(i) && i > 0 {
        return None;
    }
    let next = i + 2;
    if let Some((_, said)) = FIXED.iter().find(|(short, _)| *short == low) {
        return (!text.ends(next)).then(|| Said::new(next, (*said).to_owned()));
    }
    let before = text.low(i.wrapping_sub(1));
    match low {
        "др" | "пр" if before == "и" => {
            let said = if low == "др" { "другие" } else { "прочее" };
            return Some(Said::new(next, format!("{said}{}", text.stop(next))));
        }
        "эл" if text.low(next).starts_with("почт") || text.low(next).starts_with("адрес") => {
            return electronic(text, next);
        }
        _ => {}
    }
    let (_, forms) = PLACES.iter().find(|(short, _)| *short == low)?;
    // What is named stands behind: «г. Москва», «тел. 112»; «обл.» has its name before.
    let name = text.text(next).chars().next();
    let named = match low {
        "обл" => {
            let case = region_case(before)?;
            return Some(Said::new(next, format!("{}{}", case.of(forms), text.stop(next))));
        }
        "тел" => text.is_number(next) || matches!(text.text(next), "+" | "(" | ":"),
        _ => name.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()),
    };
    let case = place_case(text, i).filter(|_| named && text.same_line(next))?;
    Some(Said::new(next, case.of(forms).to_owned()))
}

/// «эл. почта»: the adjective agrees with the word behind.
fn electronic(text: &Text, next: usize) -> Option<Said> {
    let said = match text.low(next) {
        "почта" => "электронная",
        "почту" => "электронную",
        "почты" | "почте" | "почтой" => "электронной",
        "адрес" => "электронный",
        "адреса" => "электронного",
        "адресу" => "электронному",
        "адресом" => "электронным",
        "адресе" => "электронном",
        _ => return None,
    };
    Some(Said::new(next, said.to_owned()))
}

/// «Московская обл.», «в Тверской обл.»
fn region_case(before: &str) -> Option<Case> {
    if before.ends_with("ая") {
        Some(Case::Nom)
    } else if before.ends_with("ую") {
        Some(Case::Acc)
    } else if before.ends_with("ой") {
        Some(Case::Gen)
    } else {
        None
    }
}

/// The case of a place; of what a word asks that is no preposition nothing is known but at the beginning.
fn place_case(text: &Text, i: usize) -> Option<Case> {
    let Some(before) = i.checked_sub(1) else {
        return Some(Case::Nom);
    };
    Some(match text.low(before) {
        "в" | "во" | "на" | "о" | "об" | "при" => Case::Pre,
        "из" | "с" | "со" | "до" | "от" | "около" | "у" | "возле" | "без" | "для" => {
            Case::Gen
        }
        "по" | "к" | "ко" => Case::Dat,
        "через" | "за" | "про" => Case::Acc,
        "адрес" | "адресу" | "это" => Case::Nom,
        _ if text.begins(i) => Case::Nom,
        low if low.ends_with("ого") => Case::Gen,
        low if low.ends_with("ий") || low.ends_with("ый") => Case::Nom,
        low if low.ends_with("ом") && text.low(i) == "р" => Case::Pre,
        _ => return None,
    })
}
