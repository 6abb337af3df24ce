//! A witness in words: the case, the way there, the conversation.

use super::witness::{Said, Turn, Witness};
use crate::language::{Format, show};
use crate::span::Place;
use crate::value::{Bi, HandlerOn, Lang, Value};

/// Lines of a conversation that a report for people shows.
const MOST_LINES: usize = 12;
/// Steps of a way that a report for people shows.
const MOST_STEPS: usize = 12;

/// The words that a base has for what a witness names, and where it stands.
pub trait Labels {
    /// What people see for a value of a fact: the label of an option, the title of an entry.
    fn value(&self, fact: &str, key: &str) -> Option<String>;
    /// What people see for an option of a menu.
    fn option(&self, scenario: Option<&str>, step: &str, option: &str) -> Option<String>;
    /// Where a step stands.
    fn step(&self, scenario: Option<&str>, step: &str) -> Option<Place>;
}

/// No words but the names.
pub struct NoLabels;

impl Labels for NoLabels {
    fn value(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn option(&self, _: Option<&str>, _: &str, _: &str) -> Option<String> {
        None
    }

    fn step(&self, _: Option<&str>, _: &str) -> Option<Place> {
        None
    }
}

/// A witness in words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The case, in parts: `доход = 20 000 ₽`, `дети: не спрошено`, `звонок`.
    pub case: Vec<String>,
    /// What is said and what happens where the conversation waits.
    pub turns: Vec<String>,
    /// The steps passed, by name.
    pub steps: Vec<String>,
    /// Language of the words.
    pub lang: Lang,
    /// The whole conversation, line by line, where it was replayed.
    pub conversation: Vec<String>,
    /// Why it may not come to this, where that is so.
    pub doubt: Option<&'static str>,
}

const ASSUMED: Bi = Bi {
    ru: "Возможно: здесь сравнивают две величины между собой, и проверка считает, что они не связаны. Если на деле они связаны, такого может не случиться.",
    en: "Possible: two quantities are compared with each other here, and the check takes them as unrelated. If they are related, this may never happen.",
};
const NOT_REPLAYED: Bi = Bi {
    ru: "Возможно: провести разговор до этого места проверка не смогла.",
    en: "Possible: the check could not lead a conversation to this place.",
};

const NOT_CONCLUDED: Bi = Bi {
    ru: "Возможно: служба в этом примере ответила не так, как ожидала проверка.",
    en: "Possible: in this example the service concluded otherwise than the check foretold.",
};

/// A witness in words.
pub fn tell(witness: &Witness, labels: &dyn Labels, lang: Lang) -> Told {
    let pick = |ru: &'static str, en: &'static str| Bi { ru, en }.get(lang);
    let mut case: Vec<String> = witness
        .facts
        .iter()
        .map(|(fact, said)| known(fact, said, labels, lang))
        .collect();
    if let Some(day) = witness.day {
        case.push(format!("{} {}", pick("день", "on"), value(&Value::Date(day), lang)));
    }
    if witness.voice {
        case.push(pick("звонок", "by telephone").to_owned());
    }
    let scenario = witness.scenario.as_deref();
    let conversation = witness.script.as_deref().map(lines).unwrap_or_default();
    Told {
        case,
        turns: witness.turns.iter().map(|t| turn(t, scenario, labels, lang)).collect(),
        steps: witness.steps.iter().map(ToString::to_string).collect(),
        lang,
        conversation,
        doubt: if witness.assumed {
            Some(ASSUMED.get(lang))
        } else if witness.is_doubtful() {
            let seen = if witness.scenario.is_some() {
                NOT_REPLAYED
            } else {
                NOT_CONCLUDED
            };
            Some(seen.get(lang))
        } else {
            None
        },
    }
}

impl Told {
    /// The case in one line; empty where nothing has to be known.
    pub fn example(&self) -> String {
        self.case.join(", ")
    }

    /// The way in one line.
    pub fn way(&self) -> String {
        let all = self.steps.len();
        let shown = self.steps.iter().take(MOST_STEPS).map(|s| quoted(s, self.lang));
        let mut names: Vec<String> = shown.collect();
        if all > MOST_STEPS
            && let (Some(last), Some(place)) = (self.steps.last(), names.last_mut())
        {
            *place = format!("… → {}", quoted(last, self.lang));
        }
        names.join(" → ")
    }

    /// The conversation, or its beginning.
    pub fn beginning(&self) -> Vec<&str> {
        let mut shown: Vec<&str> = self.conversation.iter().take(MOST_LINES).map(String::as_str).collect();
        if self.conversation.len() > MOST_LINES {
            shown.push("…");
        }
        shown
    }
}

/// A fact and what is known of it.
fn known(fact: &str, said: &Said, labels: &dyn Labels, lang: Lang) -> String {
    let pick = |ru: &'static str, en: &'static str| Bi { ru, en }.get(lang);
    let equals = |v: &Value| match v {
        Value::Unknown => format!("{fact}: {}", pick("«не знаю»", "“don't know”")),
        v => format!("{fact} = {}", labelled(fact, v, labels, lang)),
    };
    match said {
        Said::Answered(v) => equals(v),
        Said::Before(v) => format!("{} {}", equals(v), pick("(известно заранее)", "(known before)")),
        Said::Derived(v) => format!(
            "{} {}",
            equals(v),
            pick("(следует из остального)", "(follows from the rest)")
        ),
        // A range with two ends has the fact between them: `10 < доход <= 20`.
        Said::Range(range, _) if range.contains(fact) => range.clone(),
        Said::Range(range, _) => format!("{fact} {range}"),
        Said::NotAsked => format!("{fact}: {}", pick("ещё не спрошено", "not asked yet")),
    }
}

fn labelled(fact: &str, v: &Value, labels: &dyn Labels, lang: Lang) -> String {
    match v {
        Value::Key(key) => match labels.value(fact, key) {
            Some(label) => format!("{key} ({})", quoted(&label, lang)),
            None => key.to_string(),
        },
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|v| labelled(fact, v, labels, lang)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Record(parts) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|(name, v)| format!("{name}: {}", labelled(fact, v, labels, lang)))
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
        v => value(v, lang),
    }
}

/// A value as authors write it, with ordinary spaces that can be typed and searched for.
pub(crate) fn value(v: &Value, lang: Lang) -> String {
    match v {
        Value::Text(text) => format!("\"{text}\""),
        Value::Date(date) if lang == Lang::En => date.to_string(),
        Value::Key(key) => key.to_string(),
        v => show(v, Format::ShortDate, lang).replace('\u{a0}', " "),
    }
}

fn turn(turn: &Turn, scenario: Option<&str>, labels: &dyn Labels, lang: Lang) -> String {
    let pick = |ru: &'static str, en: &'static str| Bi { ru, en }.get(lang);
    let at = |step: &str, what: String| format!("{} {}: {what}", pick("шаг", "step"), quoted(step, lang));
    match turn {
        Turn::Option { step, option } => {
            let choice = match labels.option(scenario, step, option) {
                Some(label) => format!("{} ({option})", quoted(&label, lang)),
                None => option.to_string(),
            };
            at(
                step,
                format!("{} {choice}", pick("выбран вариант", "the option chosen is")),
            )
        }
        Turn::Handler { step, on } => at(step, handler(*on).get(lang).to_owned()),
        Turn::Succeeds { step } => at(step, pick("ответ получен", "an answer came").to_owned()),
    }
}

fn quoted(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("«{text}»"),
        Lang::En => format!("“{text}”"),
    }
}

fn handler(on: HandlerOn) -> Bi {
    let (ru, en) = match on {
        HandlerOn::NoMatch => ("ответ не понят", "the answer is not understood"),
        HandlerOn::NoInput => ("молчание", "silence"),
        HandlerOn::MoreThan(_) => ("ответ не понят много раз", "the answer is not understood many times"),
        HandlerOn::Operator => ("просьба позвать оператора", "an operator is asked for"),
        HandlerOn::TopicChange | HandlerOn::NoTopicChange => ("вопрос о другом", "a question about something else"),
        HandlerOn::DontKnow => ("«не знаю»", "“don't know”"),
        HandlerOn::NoAnswer => ("источник не ответил", "the source gives no answer"),
        HandlerOn::NoData => ("у источника нет данных", "the source has no data"),
        HandlerOn::Failed => ("не удалось", "it fails"),
    };
    Bi { ru, en }
}

/// The lines of a dialog test without its frame.
fn lines(script: &str) -> Vec<String> {
    let mut lines: Vec<&str> = script.lines().filter(|l| !l.trim().is_empty()).collect();
    let first = |l: &&str, words: [&str; 2]| {
        let word = l.split_whitespace().next().unwrap_or("");
        words.contains(&word)
    };
    if lines.first().is_some_and(|l| first(l, ["диалог", "dialog"])) {
        lines.remove(0);
    }
    if lines.last().is_some_and(|l| first(l, ["конец", "end"])) {
        lines.pop();
    }
    lines.iter().map(|l| l.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests;
