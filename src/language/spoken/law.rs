//! References to law and other things that are numbered: «п. 5 ч. 2 ст. 9», «пункт 16.1.5», «№ 442-ФЗ».

use super::Said;
use super::cardinal::{self, cardinal, word};
use super::form::{Case, Gender};
use super::letters;
use super::noun::{self, Noun};
use super::number::unknown;
use super::ordinal::ordinal;
use super::text::{Kind, Text, takes_object};

/// Parts of an act, with how they are abbreviated, and whether their number is said as an ordinal.
static PARTS: [(&str, &Noun, bool); 17] = [
    ("п", &noun::POINT, false),
    ("пп", &noun::SUBPOINT, false),
    ("подп", &noun::SUBPOINT, false),
    ("ст", &noun::ARTICLE, true),
    ("ч", &noun::PART, true),
    ("абз", &noun::PARAGRAPH, true),
    ("гл", &noun::CHAPTER, true),
    ("разд", &noun::SECTION, true),
    ("прил", &noun::ANNEX, false),
    ("каб", &noun::OFFICE, false),
    ("д", &noun::HOUSE, false),
    ("кв", &noun::FLAT, false),
    ("корп", &noun::BLOCK, false),
    ("стр", &noun::BUILDING, false),
    ("ст.ст", &noun::ARTICLE, false),
    ("с", &noun::PAGE, false),
    ("эт", &noun::FLOOR, false),
];

/// Words before a number that is a name and not a quantity; beginnings of their forms.
const LABELS: [&str; 34] = [
    "пункт",
    "подпункт",
    "приложени",
    "окно",
    "окна",
    "окне",
    "окном",
    "кабинет",
    "номер",
    "телефон",
    "шаг",
    "вариант",
    "цифр",
    "форм",
    "код",
    "дом",
    "квартир",
    "корпус",
    "кнопк",
    "клавиш",
    "таблиц",
    "строк",
    "граф",
    "рисун",
    "нажмите",
    "нажать",
    "нажав",
    "наберите",
    "набрав",
    "строени",
    "страниц",
    "участок",
    "участк",
    "маршрут",
];

/// Whether the number names what stands before it: «окно 5», «телефон 112», «пункт 3 Правил».
pub(super) fn is_label(text: &Text, i: usize) -> bool {
    is_label_within(text, i, 6)
}

fn is_label_within(text: &Text, i: usize, depth: u8) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let low = text.low(before);
    if low == "№" || low == "номер" {
        return true;
    }
    // «пункты 12 и 13»: the second of a list as well.
    if matches!(low, "," | "и" | "или" | "–" | "-" | "—")
        && let Some(number) = before.checked_sub(1).filter(|at| depth > 0 && text.is_number(*at))
    {
        return is_label_within(text, number, depth - 1) && !matches!(low, "," if text.touches(i));
    }
    // The word must fit but for its ending: «код», «кода», «коду», but not «кодекс».
    let fits = |label: &str| {
        low.strip_prefix(label)
            .is_some_and(|ending| ending.chars().count() <= 2 || label.ends_with(['е', 'ь']))
    };
    text.is_word(before) && LABELS.iter().any(|label| fits(label))
}

/// The case of a part of an act that is written short.
fn case_of(text: &Text, i: usize) -> Case {
    let Some(before) = i.checked_sub(1).filter(|_| text.same_line(i)) else {
        return Case::Nom;
    };
    let low = text.low(before);
    match (text.kind(before), low) {
        // «п. 5 ч. 2 ст. 9»: each belongs to the next.
        (Some(Kind::Number), _) => Case::Gen,
        (Some(Kind::Sign), "»") => Case::Gen,
        (Some(Kind::Word), "и" | "или") if i >= 2 && text.is_number(i - 2) => start_of_list(text, i),
        (Some(Kind::Word), "в" | "во" | "о" | "об" | "при") => Case::Pre,
        (Some(Kind::Word), "на" | "через" | "за" | "под") => Case::Acc,
        (Some(Kind::Word), "по" | "к" | "ко" | "согласно" | "благодаря" | "вопреки") => {
            Case::Dat
        }
        (Some(Kind::Word), "с" | "со") => {
            let agreeing = i
                .checked_sub(2)
                .is_some_and(|at| text.low(at).starts_with("соответстви"));
            if agreeing { Case::Ins } else { Case::Gen }
        }
        (Some(Kind::Word), "и" | "или" | "а" | "но" | "что" | "где" | "см" | "это") => Case::Nom,
        (Some(Kind::Word), _) if takes_object(low) => Case::Acc,
        (Some(Kind::Word), _) if is_short_participle(low) => Case::Nom,
        (Some(Kind::Word), _) => Case::Gen,
        _ => Case::Nom,
    }
}

/// «нарушена ст. 9».
fn is_short_participle(low: &str) -> bool {
    ["ен", "ена", "ено", "ены", "ан", "ана", "ано", "аны"]
        .iter()
        .any(|e| low.ends_with(e))
        && super::text::lemma(low).is_some_and(|l| l.ends_with("ть") || l.ends_with("ти"))
}

/// The case of «ч. 2» in «ч. 1 ст. 3 и ч. 2 ст. 4»: that of the part of the same kind before it.
fn start_of_list(text: &Text, i: usize) -> Case {
    for back in 2..16 {
        let Some(at) = i.checked_sub(back) else { break };
        if text.low(at) == text.low(i) && short_part(text, at).is_some() {
            return case_of(text, at);
        }
        let of_chain = text.is_number(at) || text.text(at) == "." || short_part(text, at).is_some();
        if !of_chain {
            break;
        }
    }
    Case::Nom
}

fn short_part(text: &Text, i: usize) -> Option<&'static (&'static str, &'static Noun, bool)> {
    let low = text.low(i);
    PARTS
        .iter()
        .find(|(short, _, _)| *short == low)
        .filter(|_| text.glued(i + 1, "."))
}

/// «п. 5», «ст. 9», «д. 12».
pub(super) fn short(text: &Text, i: usize) -> Option<Said> {
    let (short, noun, ordinal) = short_part(text, i)?;
    let at = i + 2;
    if !text.same_line(at) {
        return None;
    }
    let mut noun = *noun;
    if !text.is_number(at) {
        // «п. «в»», «подп. «а»»
        let letter = text.text(at) == "«" && is_letter(text, at + 1) && text.text(at + 2) == "»";
        let part = matches!(*short, "п" | "пп" | "подп" | "абз" | "ч");
        return (letter && part).then(|| Said::new(at, noun.one(case_of(text, i)).to_owned()));
    }
    // «18 ч. 30 мин.», «1 кв. 2026 г.»: an hour, a quarter.
    let after_number = i > 0 && text.is_number(i - 1);
    if after_number && (*short == "ч" && text.low(at + 1) == "мин" || *short == "кв" && text.text(at).len() == 4)
    {
        return None;
    }
    let listed = list_follows(text, at);
    if *short == "пп" && listed {
        noun = &noun::POINT;
    }
    match *short {
        // A page only where it is turned to: «на с. 5» may be a village otherwise.
        "с" if text.low(i.wrapping_sub(1)) != "на" => return None,
        "стр" if matches!(text.low(i.wrapping_sub(1)), "на" | "см") => noun = &noun::PAGE,
        _ => {}
    }
    let on = matches!(*short, "с" | "стр" | "эт") && text.low(i.wrapping_sub(1)) == "на";
    let case = if on { Case::Pre } else { case_of(text, i) };
    let house = matches!(*short, "д" | "кв" | "корп" | "стр" | "каб" | "эт" | "с");
    // In an address one thing stands beside the next, and none belongs to another.
    let case = if house && case == Case::Gen && !is_genitive_before(text, i) {
        Case::Nom
    } else {
        case
    };
    let (next, number) = numbered(text, at, noun.gender, case, *ordinal && !listed);
    let noun = if listed && !house {
        noun.many(case)
    } else {
        noun.one(case)
    };
    Some(Said::new(next, format!("{noun} {number}")))
}

fn is_genitive_before(text: &Text, i: usize) -> bool {
    matches!(
        text.low(i.wrapping_sub(1)),
        "до" | "от" | "из" | "у" | "около" | "возле" | "с"
    )
}

fn is_letter(text: &Text, i: usize) -> bool {
    text.is_word(i) && text.text(i).chars().count() == 1
}

/// Whether the number at a token is the first of several: «2, 3 и 31», «5–7».
fn list_follows(text: &Text, i: usize) -> bool {
    let next = after_dots(text, i);
    let joint = matches!(text.low(next), "и" | "или" | ",") || text.is_dash(next) && text.touches(next);
    // «ст. 5, 10 дней»: what is counted belongs to no list.
    let counted = text.low(next) == "," && super::unit::unit(text, next + 2).is_some();
    joint && text.is_number(next + 1) && !counted
}

/// The token after «16.1.5».
fn after_dots(text: &Text, i: usize) -> usize {
    let mut next = i + 1;
    while text.glued(next, ".") && text.touches(next + 1) && text.is_number(next + 1) {
        next += 2;
    }
    next
}

/// The number of a part: an ordinal that agrees with it, or the bare number.
fn numbered(text: &Text, i: usize, gender: Gender, case: Case, as_ordinal: bool) -> (usize, String) {
    let next = after_dots(text, i);
    let letter = text.touches(next) && text.is_word(next) || text.is_hyphen(next);
    let plain = next == i + 1 && !letter && !text.glued(next, "/");
    if plain
        && as_ordinal
        && let Some(words) = text
            .digits(i)
            .filter(|n| *n < 1000)
            .and_then(|n| ordinal(n, gender, case))
    {
        return (next, words);
    }
    if next == i + 1
        && text.is_hyphen(next)
        && let (Some(first), Some(last)) = (text.digits(i), text.digits(next + 1))
        && first < last
        && last < 1000
        && !text.touches(next + 2)
    {
        let words = |n| cardinal(n, Gender::M, Case::Nom);
        return (next + 2, format!("{} — {}", words(first), words(last)));
    }
    let said = code(text, i);
    (said.next, said.words)
}

/// «статья 12», «частью 2», «разделе 3»: the noun is written in full and has its case.
pub(super) fn full(text: &Text, i: usize) -> Option<Said> {
    let low = text.low(i);
    if !text.is_number(i + 1) || !text.same_line(i + 1) || text.touches(i + 1) {
        return None;
    }
    let ordered = [
        &noun::ARTICLE,
        &noun::PART,
        &noun::CHAPTER,
        &noun::SECTION,
        &noun::PARAGRAPH,
    ];
    let (noun, forms) = ordered.iter().map(|n| (*n, n.form(low))).find(|(_, f)| !f.is_empty())?;
    let listed = list_follows(text, i + 1);
    let written = text.text(i).to_owned();
    if listed {
        let (next, number) = numbered(text, i + 1, noun.gender, Case::Nom, false);
        return Some(Said::new(next, format!("{written} {number}")));
    }
    // «часть» is nominative or accusative, «статьи» genitive of one or nominative of many: a single
    // number says that it is one.
    let singular: Vec<Case> = forms.iter().filter(|(many, _)| !many).map(|(_, case)| *case).collect();
    let wanted = case_of(text, i);
    let case = if singular.contains(&wanted) {
        wanted
    } else {
        singular.first().copied()?
    };
    let (next, number) = numbered(text, i + 1, noun.gender, case, true);
    Some(Said::new(next, format!("{written} {number}")))
}

/// «№ 442-ФЗ», «№ 5».
pub(super) fn number_sign(text: &Text, i: usize) -> Option<Said> {
    if text.text(i) != "№" {
        return None;
    }
    let (at, word) = match text.text(i + 1) {
        "№" => (i + 2, "номера"),
        _ => (i + 1, "номер"),
    };
    if !text.same_line(at) {
        return None;
    }
    if text.is_number(at) {
        let said = code(text, at);
        return Some(Said::new(said.next, format!("{word} {}", said.words)));
    }
    Some(Said::new(at, word.to_owned()))
}

/// Numbers with dots, dashes, slashes and letters: «16.1.5», «442н», «1032-1», «442-ФЗ», «12/3».
pub(super) fn code(text: &Text, i: usize) -> Said {
    let mut out = String::new();
    let mut at = i;
    word(&mut out, &piece(text.text(at)));
    at += 1;
    loop {
        if text.touches(at) && text.is_word(at) {
            let low = text.text(at);
            let said = letters::of_code(low);
            word(&mut out, &said);
            at += 1;
            continue;
        }
        let joint = match text.text(at) {
            "." => "точка",
            "-" | "‑" | "–" => "дефис",
            "/" => "дробь",
            _ => "",
        };
        let goes_on = !joint.is_empty() && text.touches(at) && text.touches(at + 1);
        if goes_on && text.is_number(at + 1) {
            word(&mut out, joint);
            word(&mut out, &piece(text.text(at + 1)));
            at += 2;
        } else if goes_on && joint != "точка" && text.is_word(at + 1) && letters::is_code(text.text(at + 1)) {
            if joint == "дробь" {
                word(&mut out, joint);
            }
            word(&mut out, &letters::of_code(text.text(at + 1)));
            at += 2;
        } else {
            return Said::new(at, out);
        }
    }
}

fn piece(digits: &str) -> String {
    match digits
        .parse()
        .ok()
        .filter(|n| digits.len() <= 6 && !digits.starts_with('0') && *n <= cardinal::MAX)
    {
        Some(n) => cardinal(n, Gender::M, Case::Nom),
        None => unknown(digits),
    }
}
