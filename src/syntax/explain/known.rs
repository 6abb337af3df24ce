//! Known mistakes in lines that match no rule.

use super::{Line, Setting, signs, words};
use crate::diag::codes;
use crate::syntax::build::Reader;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;
use crate::syntax::split::{first_word, is_word};

/// Reports the first known mistake of a line, if there is one.
pub(super) fn explain(reader: &mut Reader<'_>, line: &Line<'_>, keyword: Option<(Rule, usize)>, target: Option<Rule>) {
    let bare = line.bare();
    // Below `признаки` a word is a slip of a keyword or a cue without its weight.
    if line.setting == Setting::Cues && matches!(target, None | Some(Rule::l_cue)) {
        let near = target.is_none() && words::unknown(reader, line, true);
        if near || weight(reader, line) {
            return;
        }
    }
    if line.setting == Setting::Phrases && target.is_none() {
        return phrase(reader, line);
    }
    if target.is_none() && line.setting != Setting::Header && words::unknown(reader, line, false) {
        return;
    }
    let rest_at = keyword.map_or(0, |(_, length)| length);
    let _ = name(reader, line, target, rest_at)
        || fact_header(reader, line, target, &bare, rest_at)
        || unquoted(reader, line, target, rest_at)
        || option(reader, line, target)
        || signs::brackets(reader, line, &bare)
        || signs::numbers(reader, line, &bare)
        || arrow(reader, line, target, &bare);
}

/// A cue whose weight is missing or no whole number with a sign.
fn weight(reader: &mut Reader<'_>, line: &Line<'_>) -> bool {
    let sign = line.folded.starts_with(['+', '-', '−', '–']);
    let digits: String = line
        .folded
        .chars()
        .skip(usize::from(sign))
        .take_while(char::is_ascii_digit)
        .collect();
    let length = line.folded.find(' ').unwrap_or(line.folded.len());
    let first = line.folded.get(..length).unwrap_or("");
    if sign && !digits.is_empty() && first.len() <= digits.len() + 3 {
        return false;
    }
    if keywords::lookup(first).is_some_and(|k| matches!(k.rule, Rule::kw_always | Rule::kw_never)) {
        return false;
    }
    let d = reader
        .diagnostic(&codes::BAD_WEIGHT, line.part(0, length))
        .arg("word", line.text.get(..length).unwrap_or(""));
    let d = if !sign && !digits.is_empty() && digits.len() == length {
        d.replace(line.part(0, 0), "+")
    } else if !sign && digits.is_empty() {
        d.suggest(line.part(0, 0), "+5 ")
    } else {
        d
    };
    reader.report(d);
    true
}

/// A phrase without its dash, unless it looks like a keyword with a slip.
fn phrase(reader: &mut Reader<'_>, line: &Line<'_>) {
    let single = !line.folded.trim().contains(' ');
    if (single || line.folded.contains('"')) && words::unknown(reader, line, true) {
        return;
    }
    let d = reader.diagnostic(&codes::PHRASE_WITHOUT_DASH, line.span);
    reader.report(d.replace(line.part(0, 0), "- "));
}

/// `шаг "Начало"`, `факт : да_нет`: no name where one belongs.
fn name(reader: &mut Reader<'_>, line: &Line<'_>, target: Option<Rule>, rest_at: usize) -> bool {
    let named = matches!(
        target,
        Some(
            Rule::topic_header
                | Rule::fact_header
                | Rule::rule_header
                | Rule::decision_header
                | Rule::measure_header
                | Rule::source_header
                | Rule::queue_header
                | Rule::scenario_header
                | Rule::l_step
        )
    );
    let rest = line.folded.get(rest_at..).unwrap_or("");
    let after = rest.trim_start();
    if !named || after.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_') {
        return false;
    }
    let at = rest_at + (rest.len() - after.len());
    let length = after.chars().next().map_or(0, char::len_utf8);
    let word = line.text.get(..rest_at).unwrap_or("");
    let d = reader
        .diagnostic(&codes::MISSING_NAME, line.part(at, at + length))
        .arg("word", word);
    reader.report(d);
    true
}

/// `факт имя тип`: no colon; `факт имя: тип`: no such type.
fn fact_header(reader: &mut Reader<'_>, line: &Line<'_>, target: Option<Rule>, bare: &str, rest_at: usize) -> bool {
    let typed = matches!(
        target,
        Some(Rule::fact_header | Rule::rule_header | Rule::decision_header | Rule::l_input)
    );
    if !typed {
        return false;
    }
    let Some(colon) = bare
        .find(':')
        .filter(|at| bare.get(at + 1..).is_none_or(|rest| !rest.starts_with('=')))
    else {
        if target != Some(Rule::fact_header) {
            return false;
        }
        let rest = bare.get(rest_at..).unwrap_or("");
        let start = rest_at + (rest.len() - rest.trim_start().len());
        let name: usize = bare
            .get(start..)
            .unwrap_or("")
            .chars()
            .take_while(|c| is_word(*c))
            .map(char::len_utf8)
            .sum();
        let at = start + name;
        let d = reader.diagnostic(&codes::MISSING_COLON, line.part(at, at));
        reader.report(d.replace(line.part(at, at), ":"));
        return true;
    };
    let rest = bare.get(colon + 1..).unwrap_or("");
    let start = colon + 1 + (rest.len() - rest.trim_start().len());
    let given = bare.get(start..).unwrap_or("");
    let types: Vec<_> = keywords::all().iter().filter(|k| TYPES.contains(&k.rule)).collect();
    let starts = |spelling: &str| {
        given
            .strip_prefix(spelling)
            .is_some_and(|rest| !rest.starts_with(is_word))
    };
    if types.iter().any(|k| starts(&k.ru) || starts(&k.en)) {
        return false;
    }
    let word = first_word(given);
    let shown = if word.is_empty() {
        given.chars().next().map_or(0, char::len_utf8)
    } else {
        word.len()
    };
    let span = line.part(start, start + shown);
    let near = types.iter().flat_map(|k| [k.ru.as_str(), k.en.as_str()]);
    let near = near.map(|s| (strsim::osa_distance(&word.replace(' ', "_"), s), s));
    let near = near.filter(|(d, s)| *d <= s.chars().count() / 3).min();
    let d = reader
        .diagnostic(&codes::UNKNOWN_TYPE, span)
        .arg("word", line.text.get(start..start + word.len()).unwrap_or(""));
    reader.report(match near {
        Some((_, spelling)) => d.replace(span, spelling),
        None => d,
    });
    true
}

const TYPES: [Rule; 13] = [
    Rule::kw_type_yes_no,
    Rule::kw_type_integer,
    Rule::kw_type_number,
    Rule::kw_type_money,
    Rule::kw_type_date,
    Rule::kw_type_duration,
    Rule::kw_type_one_of,
    Rule::kw_type_list,
    Rule::kw_type_directory,
    Rule::kw_type_text,
    Rule::kw_type_phone,
    Rule::kw_type_snils,
    Rule::kw_type_any,
];

/// Words that should stand in quotes.
fn unquoted(reader: &mut Reader<'_>, line: &Line<'_>, target: Option<Rule>, rest_at: usize) -> bool {
    // How many names stand before the text.
    let names = match target {
        Some(
            Rule::l_say
            | Rule::l_question
            | Rule::l_voice
            | Rule::l_chat
            | Rule::l_hint
            | Rule::l_document
            | Rule::l_details
            | Rule::l_notice
            | Rule::l_ground
            | Rule::d_ground
            | Rule::l_menu
            | Rule::l_answer
            | Rule::l_handler
            | Rule::dialog_header,
        ) => 0,
        Some(
            Rule::topic_header
            | Rule::scenario_header
            | Rule::measure_header
            | Rule::source_header
            | Rule::queue_header
            | Rule::l_step
            | Rule::l_finish
            | Rule::l_handover
            | Rule::l_ask
            | Rule::l_code,
        ) => 1,
        _ => return false,
    };
    let comment = super::quotes::scan(line.folded).1;
    let mut at = rest_at;
    let rest = |at: usize| line.folded.get(at..comment).unwrap_or("");
    for _ in 0..names {
        at += rest(at).len() - rest(at).trim_start().len();
        let name: usize = rest(at)
            .chars()
            .take_while(|c| is_word(*c) || *c == '.')
            .map(char::len_utf8)
            .sum();
        if name == 0 {
            return false;
        }
        at += name;
    }
    at += rest(at).len() - rest(at).trim_start().len();
    let words = rest(at);
    let end = words.find("->").unwrap_or(words.len());
    let words = words.get(..end).unwrap_or("").trim_end();
    if words.contains(['"', '«', '“', '„', '|']) || !words.chars().next().is_some_and(|c| c.is_alphanumeric()) {
        return false;
    }
    let span = line.part(at, at + words.len());
    let text = line.text.get(at..at + words.len()).unwrap_or("");
    let d = reader
        .diagnostic(&codes::TEXT_WITHOUT_QUOTES, span)
        .arg("word", super::first_of(line.text));
    reader.report(d.replace(span, format!("\"{text}\"")));
    true
}

/// `- "Надпись" -> шаг`: an option without its name.
fn option(reader: &mut Reader<'_>, line: &Line<'_>, target: Option<Rule>) -> bool {
    if !matches!(target, Some(Rule::l_option | Rule::l_fact_option)) {
        return false;
    }
    let bullet = line.folded.chars().next().map_or(0, char::len_utf8);
    let rest = line.folded.get(bullet..).unwrap_or("");
    let at = bullet + (rest.len() - rest.trim_start().len());
    if !rest.trim_start().starts_with(['"', '«', '“', '„']) {
        return false;
    }
    let (quoted, _) = super::quotes::scan(line.folded);
    let label = quoted
        .first()
        .and_then(|q| line.folded.get(q.open..q.close?))
        .unwrap_or("");
    let name = option_name(label);
    let d = reader.diagnostic(&codes::OPTION_WITHOUT_NAME, line.part(at, at + label.len().max(1)));
    reader.report(d.suggest(line.part(at, at), format!("{name} ")));
    true
}

/// A name made of the first long words of a label: `Как подать заявление` as `подать_заявление`.
fn option_name(label: &str) -> String {
    let words: Vec<&str> = label
        .split(|c: char| !is_word(c))
        .filter(|w| w.chars().count() > 3)
        .take(2)
        .collect();
    let mut name = words.join("_");
    if name.is_empty() {
        name = label
            .split(|c: char| !is_word(c))
            .filter(|w| !w.is_empty())
            .take(2)
            .collect::<Vec<_>>()
            .join("_");
    }
    let digit = name.chars().next().is_none_or(|c| !c.is_alphabetic());
    if digit || keywords::is_reserved(&name) {
        name = format!("вариант_{name}");
    }
    name
}

/// A line that should lead somewhere and holds no arrow.
fn arrow(reader: &mut Reader<'_>, line: &Line<'_>, target: Option<Rule>, bare: &str) -> bool {
    let leads = matches!(
        target,
        Some(Rule::l_option | Rule::l_branch | Rule::l_else | Rule::l_handler)
    );
    let signs = ["->", "→", "—>", "–>", "−>", "=>", "➔", "- >"];
    if !leads || signs.iter().any(|sign| bare.contains(sign)) {
        return false;
    }
    let words = bare.trim_end();
    let tail = ["завершить ", "оператору ", "тема ", "finish ", "handover ", "topic "];
    let at = tail.iter().filter_map(|word| words.rfind(word)).max();
    let at = at.or_else(|| words.rfind(' ').map(|n| n + 1)).unwrap_or(0);
    let last = words.get(at..).unwrap_or("");
    let before = words.get(..at).unwrap_or("").trim();
    let name = last.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_') && before.chars().count() > 1;
    let keyword = words::leading(words).is_some_and(|(_, length)| at < length);
    if !name || keyword {
        let end = line.part(words.len(), words.len());
        let d = reader.diagnostic(&codes::MISSING_ARROW, end);
        reader.report(d);
        return true;
    }
    let d = reader.diagnostic(&codes::MISSING_ARROW, line.part(at, at + last.len()));
    reader.report(d.replace(line.part(at, at), "-> "));
    true
}
