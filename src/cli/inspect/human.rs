//! What is in a bundle, for people.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ContentArrangement, Table};

use super::machine::share;
use super::{Inspected, about};
use crate::bundle::Bundle;
use crate::bundle::signature::Standing;
use crate::cli::output::{BOLD, DIM, GREEN, RED, YELLOW, paint, pick};
use crate::cli::signing::{Seen, hex};
use crate::language;
use crate::value::{Date, Lang, Value};

/// Digits of the hash of a file that are shown: enough to tell two apart.
const HASH: usize = 8;

/// The whole picture.
pub fn text(i: &Inspected, lang: Lang) -> String {
    let mut out = String::new();
    if let Some(bundle) = &i.bundle {
        out.push_str(&base(bundle, lang));
    }
    out.push_str(&file(i, lang));
    if !i.signatures.is_empty() {
        out.push_str(&signatures(i, lang));
    }
    if let Some(bundle) = &i.bundle {
        out.push_str(&contents(bundle, lang));
    }
    if !i.survey.sections.is_empty() {
        out.push_str(&sections(i, lang));
    }
    if let Some(bundle) = &i.bundle {
        out.push_str(&sources(bundle, lang));
    }
    out
}

fn row(lang: Lang, ru: &'static str, en: &'static str, value: &str) -> String {
    let name = pick(lang, ru, en);
    let gap = " ".repeat(18_usize.saturating_sub(name.chars().count()));
    format!("{}{gap}{value}\n", paint(DIM, name))
}

fn head(lang: Lang, ru: &'static str, en: &'static str) -> String {
    format!("\n{}\n", paint(BOLD, pick(lang, ru, en)))
}

fn number(number: u64, lang: Lang) -> String {
    language::show(&Value::Number(number.into()), language::Format::Number, lang)
}

fn date(day: Date, lang: Lang) -> String {
    language::show(&Value::Date(day), language::Format::Date, lang)
}

fn base(bundle: &Bundle, lang: Lang) -> String {
    let p = bundle.program();
    let spoken = match p.lang {
        Lang::Ru => pick(lang, "русский", "Russian"),
        Lang::En => pick(lang, "английский", "English"),
    };
    let compiler = &bundle.provenance().compiler;
    [
        format!("{}\n", paint(BOLD, &p.title)),
        row(lang, "База", "Base", &p.name),
        row(lang, "Язык", "Language", spoken),
        row(lang, "Часовой пояс", "Time zone", &p.time_zone),
        row(lang, "Собрана", "Built by", &format!("lotsman {compiler}")),
        in_force(bundle, lang),
    ]
    .concat()
}

fn in_force(bundle: &Bundle, lang: Lang) -> String {
    let force = about::in_force(bundle);
    let mut said = Vec::new();
    let mut day = |ru: &str, en: &str, day: Option<Date>| {
        if let Some(day) = day {
            said.push(format!(
                "{} {}",
                if lang == Lang::Ru { ru } else { en },
                date(day, lang)
            ));
        }
    };
    day("первая запись вступает", "the first thing begins", force.first_begins);
    day("первая истекает", "the first ends", force.first_ends);
    day("последняя истекает", "the last ends", force.last_ends);
    let mut out = String::new();
    if !said.is_empty() {
        let text = match lang {
            Lang::Ru => format!("записей со сроком: {}; {}", force.limited, said.join(", ")),
            Lang::En => format!("{} things have a term; {}", force.limited, said.join(", ")),
        };
        out.push_str(&row(lang, "Действует", "In force", &text));
    }
    if let Some((from, until)) = bundle.program().calendar.known {
        let text = match lang {
            Lang::Ru => format!("известен с {} по {}", date(from, lang), date(until, lang)),
            Lang::En => format!("known from {} until {}", date(from, lang), date(until, lang)),
        };
        out.push_str(&row(lang, "Рабочие дни", "Working days", &text));
    }
    out
}

fn file(i: &Inspected, lang: Lang) -> String {
    let survey = &i.survey;
    let bytes = match lang {
        Lang::Ru => format!("{} байт", number(survey.length, lang)),
        Lang::En => format!("{} bytes", number(survey.length, lang)),
    };
    let mut out = head(lang, "Файл", "File");
    out.push_str(&row(lang, "Имя", "Name", &i.file.display().to_string()));
    out.push_str(&row(lang, "Размер", "Size", &bytes));
    if let Some(header) = survey.header {
        out.push_str(&row(lang, "Формат", "Format", &header.version.to_string()));
        out.push_str(&row(lang, "Отпечаток", "Identity", &hex(&header.id.0)));
    }
    let judged = |fits: bool| match fits {
        true => paint(GREEN, pick(lang, "сходится с содержимым", "fits the content")),
        false => paint(RED, pick(lang, "не сходится с содержимым", "does not fit the content")),
    };
    if let Some(fits) = survey.identity {
        out.push_str(&row(lang, "", "", &judged(fits)));
    }
    if let Some(fits) = survey.checksum {
        out.push_str(&row(lang, "Контрольная сумма", "Checksum", &judged(fits)));
    }
    if let Some(e) = &survey.broken {
        out.push_str(&row(
            lang,
            "Не открывается",
            "Does not open",
            &paint(RED, &e.message(lang)),
        ));
        let behind = match &survey.behind {
            Some(e) => e.message(lang),
            None if survey.checksum == Some(false) => pick(
                lang,
                "всё в нём подходит друг к другу: изменились слова или числа",
                "all in it still fits together: words or numbers are others",
            )
            .to_owned(),
            None => return out,
        };
        out.push_str(&row(lang, "Что видно внутри", "Seen inside", &behind));
    } else if i.signatures.is_empty() {
        out.push_str(&row(lang, "Подписи", "Signatures", pick(lang, "нет", "none")));
    }
    out
}

fn signatures(i: &Inspected, lang: Lang) -> String {
    let mut out = head(lang, "Подписи", "Signatures");
    for seen in &i.signatures {
        out.push_str(&format!("  {}  {}\n", seen.key, standing(*seen, i.asked, lang)));
    }
    out
}

fn standing(seen: Seen, asked: bool, lang: Lang) -> String {
    match (seen.standing, seen.trusted) {
        (Standing::Fits, true) => paint(
            GREEN,
            pick(lang, "верна, ключу доверяют", "right, and the key is trusted"),
        ),
        (Standing::Fits, false) if asked => paint(
            YELLOW,
            pick(
                lang,
                "верна, но ключа нет среди доверенных",
                "right, but the key is not a trusted one",
            ),
        ),
        (Standing::Fits, false) => pick(lang, "верна", "right").to_owned(),
        (Standing::Wrong, _) => paint(
            RED,
            pick(
                lang,
                "не подходит: файл меняли после подписи",
                "does not fit: the file was changed after it was signed",
            ),
        ),
        _ => paint(
            YELLOW,
            pick(
                lang,
                "этой версии Лоцмана такой способ подписи не известен",
                "this version of lotsman does not know this way of signing",
            ),
        ),
    }
}

fn contents(bundle: &Bundle, lang: Lang) -> String {
    let counts = about::counts(bundle);
    let shown = counts.iter().filter(|c| c.number > 0);
    let shown: Vec<String> = shown
        .map(|c| format!("{} {}", c.title(lang), number(c.number as u64, lang)))
        .collect();
    format!("{}  {}\n", head(lang, "Содержит", "Holds"), shown.join(" · "))
}

fn table(header: Vec<&str>, right: &[usize], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table
        .load_style(UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header);
    table.add_rows(rows);
    for column in right {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{table}\n")
}

fn sections(i: &Inspected, lang: Lang) -> String {
    let header = match lang {
        Lang::Ru => vec!["№", "Раздел", "Начало", "Байт", "Доля", "Записей"],
        Lang::En => vec!["No.", "Section", "Offset", "Bytes", "Share", "Records"],
    };
    let rows = i.survey.sections.iter().map(|s| {
        let title = s.kind().map_or(
            pick(lang, "не известен этой версии", "not known to this version"),
            |k| k.title(lang),
        );
        let title = if s.there {
            title.to_owned()
        } else {
            format!("{title} — {}", pick(lang, "вне файла", "outside the file"))
        };
        let share = format!("{:.1} %", share(s.length, i.survey.length) * 100.0);
        let share = if lang == Lang::Ru {
            share.replace('.', ",")
        } else {
            share
        };
        vec![
            s.number.to_string(),
            title,
            number(s.offset, lang),
            number(s.length, lang),
            share,
            s.records.map_or_else(String::new, |n| number(n, lang)),
        ]
    });
    let table = table(header, &[0, 2, 3, 4, 5], rows.collect());
    format!("{}{table}", head(lang, "Разделы", "Sections"))
}

fn sources(bundle: &Bundle, lang: Lang) -> String {
    let files = bundle.provenance().files.iter();
    let rows: Vec<Vec<String>> = files
        .map(|f| {
            let hash = hex(f.hash.get(..HASH).unwrap_or(&f.hash));
            vec![f.path.clone(), number(u64::from(f.length), lang), hash]
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let header = match lang {
        Lang::Ru => vec!["Файл", "Байт", "blake3"],
        Lang::En => vec!["File", "Bytes", "blake3"],
    };
    format!(
        "{}{}",
        head(lang, "Собрана из", "Built from"),
        table(header, &[1], rows)
    )
}
