//! `lotsman search`

use std::ops::Range;

use clap::Args;
use serde_json::{Value, json};

use super::args::{Common, FormatArg};
use super::opening::BundleArgs;
use super::output::{DIM, GREEN, date, paint, pick};
use super::{CLEAN, FINDINGS, Outcome, build, output};
use crate::bundle::program::Validity;
use crate::runtime::search::{SearchHit, SearchResults, Snippet, Target};
use crate::value::{Date, Lang};

/// `search`
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Что искать · What to look for
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// A bundle instead of the base.
    #[command(flatten)]
    pub ready: BundleArgs,
    /// Сколько показать · How many to show
    #[arg(long, value_name = "N", default_value = "10", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
    /// Вид результата · Form of the result
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
    /// День, на который искать, обычно сегодня · Day to search on, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
}

/// Searches the topics and measures of a base.
pub fn run(common: &Common, args: &SearchArgs) -> Outcome {
    let query = args.query.join(" ");
    if query.trim().is_empty() {
        return Err("запрос пуст: напишите, что искать · the query is empty: write what to look for".to_owned());
    }
    let Some(bundle) = build::opened(common, &args.ready)? else {
        return Ok(FINDINGS);
    };
    let engine = super::engine(&bundle)?;
    let today = super::day(&engine, args.date);
    let lang = output::lang(common, bundle.program().lang);
    let results = engine.search(&query, today, usize::from(args.limit));
    let text = match args.format {
        FormatArg::Human => human(&results, &query, today, lang),
        FormatArg::Json => format!("{:#}\n", object(&results, &query, today)),
    };
    output::print(&text);
    Ok(if results.hits.is_empty() { FINDINGS } else { CLEAN })
}

fn human(results: &SearchResults, query: &str, today: Date, lang: Lang) -> String {
    let mut text = String::new();
    if !results.corrections.is_empty() {
        let words: Vec<String> = results
            .corrections
            .iter()
            .map(|(typed, read)| format!("{typed} → {read}"))
            .collect();
        let name = pick(lang, "Прочитано как:", "Read as:");
        text.push_str(&format!("{} {}\n", paint(DIM, name), words.join(", ")));
    }
    if results.hits.is_empty() {
        let day = date(today, lang);
        let said = match lang {
            Lang::Ru => format!(
                "По запросу «{query}» ничего не найдено: ни одна тема и ни одна мера, действующая {day}, не подходит. \
                 Попробуйте другие слова или другой день (--date).\n"
            ),
            Lang::En => format!(
                "Nothing is found for “{query}”: no topic or measure in force on {day} fits. \
                 Try other words or another day (--date).\n"
            ),
        };
        text.push_str(&said);
        return text;
    }
    for (n, hit) in results.hits.iter().enumerate() {
        if n > 0 || !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&entry(n + 1, hit, lang));
    }
    text
}

fn entry(number: usize, hit: &SearchHit, lang: Lang) -> String {
    let kind = match hit.target {
        Target::Measure(_) => pick(lang, "мера ", "measure "),
        _ => "",
    };
    let place = format!("({kind}{})", hit.path);
    let mut text = format!(
        "{number:>3}. {} {}  {:.0} %\n",
        marked(&hit.title),
        paint(DIM, &place),
        hit.likeness * 100.0
    );
    if let Some(snippet) = &hit.snippet {
        text.push_str(&format!("     {}\n", marked(snippet)));
    }
    if !hit.similar.is_empty() {
        let phrases: Vec<String> = hit.similar.iter().map(|p| quoted(&marked(p), lang)).collect();
        text.push_str(&row(
            pick(lang, "похожие вопросы", "similar questions"),
            &phrases.join(", "),
        ));
    }
    if !hit.grounds.is_empty() {
        let grounds: Vec<String> = hit.grounds.iter().map(ToString::to_string).collect();
        text.push_str(&row(pick(lang, "основание", "ground"), &grounds.join("; ")));
    }
    if let Some(valid) = validity(hit.valid, lang) {
        text.push_str(&row(pick(lang, "действует", "in force"), &valid));
    }
    text
}

fn row(name: &str, value: &str) -> String {
    format!("     {} {value}\n", paint(DIM, &format!("{name}:")))
}

fn quoted(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("«{text}»"),
        Lang::En => format!("“{text}”"),
    }
}

fn validity(valid: Validity, lang: Lang) -> Option<String> {
    let day = |d: Option<Date>| d.map(|d| date(d, lang));
    let (from, until) = match lang {
        Lang::Ru => ("с", "по"),
        Lang::En => ("from", "until"),
    };
    match (day(valid.from), day(valid.until)) {
        (None, None) => None,
        (Some(first), None) => Some(format!("{from} {first}")),
        (None, Some(last)) => Some(format!("{until} {last}")),
        (Some(first), Some(last)) => Some(format!("{from} {first} {until} {last}")),
    }
}

/// The text with what was asked for in bold.
fn marked(snippet: &Snippet) -> String {
    let mut out = String::new();
    let mut at = 0;
    for range in &snippet.highlights {
        out.push_str(snippet.text.get(at..range.start).unwrap_or_default());
        let word = snippet.text.get(range.clone()).unwrap_or_default();
        out.push_str(&paint(GREEN.bold(), word));
        at = range.end;
    }
    out.push_str(snippet.text.get(at..).unwrap_or_default());
    out
}

/// One object: numbers of `highlights` count characters.
fn object(results: &SearchResults, query: &str, today: Date) -> Value {
    let hit = |hit: &SearchHit| {
        let kind = match hit.target {
            Target::Measure(_) => "measure",
            _ => "topic",
        };
        let grounds: Vec<Value> = hit
            .grounds
            .iter()
            .map(|g| json!({ "act": g.act, "point": g.point }))
            .collect();
        json!({
            "kind": kind,
            "path": &*hit.path,
            "title": snippet(&hit.title),
            "score": hit.score,
            "likeness": hit.likeness,
            "snippet": hit.snippet.as_ref().map(snippet),
            "similar": hit.similar.iter().map(snippet).collect::<Vec<_>>(),
            "grounds": grounds,
            "valid": { "from": hit.valid.from, "until": hit.valid.until },
        })
    };
    let read = |(typed, read): &(String, String)| json!({ "typed": typed, "read": read });
    json!({
        "query": query,
        "date": today,
        "corrections": results.corrections.iter().map(read).collect::<Vec<_>>(),
        "results": results.hits.iter().map(hit).collect::<Vec<_>>(),
    })
}

fn snippet(snippet: &Snippet) -> Value {
    let chars = |bytes: usize| snippet.text.get(..bytes).map_or(0, |t| t.chars().count());
    let range = |r: &Range<usize>| json!([chars(r.start), chars(r.end)]);
    json!({
        "text": snippet.text,
        "highlights": snippet.highlights.iter().map(range).collect::<Vec<_>>(),
    })
}
