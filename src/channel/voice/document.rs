//! VoiceXML 2.1: one document a turn.

use super::grammar::{grammars, typed};
use super::settings::{Call, Settings};
use super::ssml::{paragraphs, tag};
use super::submit::MAX_ALTERNATIVES;
use super::words;
use super::xml::Writer;
use crate::channel::{Action, Expects, HandoverCard, Question};

/// The document of a turn: everything that is said, then what the call does next. It listens, unless
/// the turn ends the call or passes it to an operator.
///
/// Lookups and identifications are the service's own business: it performs them, steps the engine with
/// their results, and gives the actions of all these turns here together. The bytes are the same for the
/// same input.
pub fn document(actions: &[Action], call: &Call<'_>, settings: &Settings) -> String {
    let mut xml = Writer::document();
    xml.open(
        "vxml",
        &[
            ("version", "2.1"),
            ("xmlns", "http://www.w3.org/2001/vxml"),
            ("xml:lang", tag(settings.lang)),
        ],
    );
    let last = actions.iter().rev().find_map(|a| match a {
        Action::Handover(card) => Some(Next::Handover(card)),
        _ => None,
    });
    let asked = actions.iter().rev().find_map(|a| match a {
        Action::Ask(q) | Action::Menu(q) => Some(q),
        _ => None,
    });
    let ended = actions.iter().any(|a| matches!(a, Action::End { .. }));
    let next = match last {
        Some(next) => next,
        None if ended => Next::End,
        None => Next::Listen(asked),
    };
    properties(&mut xml, settings, &next);
    variables(&mut xml, call, settings, &next);
    xml.open("form", &[("id", "turn")]);
    said(&mut xml, actions, settings, &next);
    match next {
        Next::Listen(question) => listen(&mut xml, question, settings),
        Next::Handover(card) => handover(&mut xml, card, settings),
        Next::End => {
            xml.open("block", &[]);
            xml.empty("disconnect", &[]);
            xml.close();
        }
    }
    xml.close();
    troubles(&mut xml, settings);
    xml.finish()
}

/// How a document goes on when everything is said.
enum Next<'a> {
    Listen(Option<&'a Question>),
    Handover(&'a HandoverCard),
    End,
}

fn milliseconds(time: u32) -> String {
    format!("{time}ms")
}

fn properties(xml: &mut Writer, settings: &Settings, next: &Next<'_>) {
    let mut property = |name: &str, value: &str| xml.empty("property", &[("name", name), ("value", value)]);
    property("inputmodes", "dtmf voice");
    // «Help» and «exit» are the engine's to understand.
    property("universals", "none");
    property("bargein", if settings.barge_in { "true" } else { "false" });
    property("timeout", &milliseconds(settings.no_input));
    property("maxspeechtimeout", &milliseconds(settings.longest_speech));
    property("completetimeout", &milliseconds(settings.complete));
    property("incompletetimeout", &milliseconds(settings.incomplete));
    property("interdigittimeout", &milliseconds(settings.between_keys));
    let digits = matches!(next, Next::Listen(Some(question)) if typed(question).is_some());
    // Only a number of several digits needs a key that ends it; elsewhere # goes back.
    property("termchar", if digits { "#" } else { "" });
    property("termtimeout", "0s");
    // How sure is sure enough is the engine's decision.
    property("confidencelevel", "0.0");
    property("maxnbest", &alternatives(settings).to_string());
    property("fetchtimeout", &milliseconds(settings.fetch));
    // A document is one turn of one call.
    property("documentmaxage", "0");
}

fn alternatives(settings: &Settings) -> u8 {
    settings.alternatives.clamp(1, MAX_ALTERNATIVES)
}

/// A string of ECMAScript.
fn literal(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

fn variables(xml: &mut Writer, call: &Call<'_>, settings: &Settings, next: &Next<'_>) {
    let mut variable = |name: &str, value: &str| xml.empty("var", &[("name", name), ("expr", &literal(value))]);
    variable("call", call.id);
    variable("turn", &call.turn.to_string());
    let expects = match next {
        Next::Listen(Some(question)) => expects(question),
        _ => "text",
    };
    variable("expects", expects);
    variable("kind", "");
    match next {
        Next::Listen(_) => {
            variable("keys", "");
            for n in 1..=alternatives(settings) {
                variable(&format!("said{n}"), "");
                variable(&format!("confidence{n}"), "");
            }
        }
        Next::Handover(card) => {
            variable("queue", &card.queue);
            variable("result", "");
        }
        Next::End => {}
    }
}

/// What keys can be turned into, for the way back.
fn expects(question: &Question) -> &'static str {
    match typed(question) {
        Some(_) => match question.expects {
            Expects::Date => "date",
            Expects::Phone => "phone",
            Expects::Snils => "snils",
            _ => "number",
        },
        None => "key",
    }
}

/// Everything but the question that is waited for.
fn said(xml: &mut Writer, actions: &[Action], settings: &Settings, next: &Next<'_>) {
    let spoken = actions.iter().filter_map(|action| match action {
        Action::Say(message) => Some(message.text.as_str()),
        Action::Ask(q) | Action::Menu(q) => {
            let awaited = matches!(next, Next::Listen(Some(asked)) if std::ptr::eq(*asked, q));
            (!awaited).then_some(q.text.as_str())
        }
        _ => None,
    });
    let texts: Vec<&str> = spoken.filter(|t| !t.trim().is_empty()).collect();
    if texts.is_empty() {
        return;
    }
    xml.open("block", &[]);
    xml.open("prompt", &[]);
    paragraphs(xml, &texts.join("\n"), settings.lang);
    xml.close();
    xml.close();
}

fn submit(xml: &mut Writer, settings: &Settings, kind: &str, names: &str) {
    xml.empty("assign", &[("name", "kind"), ("expr", &literal(kind))]);
    xml.empty(
        "submit",
        &[
            ("next", &settings.submit),
            ("method", "post"),
            ("namelist", &format!("call turn expects kind{names}")),
        ],
    );
}

fn listen(xml: &mut Writer, question: Option<&Question>, settings: &Settings) {
    xml.open("field", &[("name", "answer")]);
    grammars(xml, question, settings.lang, settings.dictation.as_deref());
    if let Some(question) = question {
        xml.open("prompt", &[]);
        paragraphs(xml, &question.text, settings.lang);
        xml.close();
    }
    for (event, kind) in [("noinput", "silence"), ("nomatch", "nomatch")] {
        xml.open(event, &[]);
        submit(xml, settings, kind, "");
        xml.close();
    }
    xml.open("filled", &[]);
    xml.open("if", &[("cond", "application.lastresult$[0].inputmode == 'dtmf'")]);
    xml.empty(
        "assign",
        &[("name", "keys"), ("expr", "application.lastresult$[0].utterance")],
    );
    submit(xml, settings, "keys", " keys");
    xml.close();
    let mut names = String::new();
    for n in 1..=alternatives(settings) {
        let at = n - 1;
        let condition = format!("application.lastresult$.length > {at}");
        xml.open("if", &[("cond", &condition)]);
        for (name, part) in [("said", "utterance"), ("confidence", "confidence")] {
            let name = format!("{name}{n}");
            let value = format!("application.lastresult$[{at}].{part}");
            xml.empty("assign", &[("name", &name), ("expr", &value)]);
            names.push(' ');
            names.push_str(&name);
        }
        xml.close();
    }
    submit(xml, settings, "speech", &names);
    xml.close();
    xml.close();
}

/// To the operator. The card stays with the gateway: what goes over the line is the call's own name.
fn handover(xml: &mut Writer, card: &HandoverCard, settings: &Settings) {
    if card.open == Some(false) {
        // Nobody is there: the engine has said so.
        xml.open("block", &[]);
        xml.empty("disconnect", &[]);
        xml.close();
        return;
    }
    let Some(destination) = settings.destination(&card.queue) else {
        xml.open("block", &[]);
        xml.empty("exit", &[("namelist", "call queue")]);
        xml.close();
        return;
    };
    xml.open(
        "transfer",
        &[
            ("name", "operator"),
            ("dest", destination),
            ("type", "consultation"),
            ("connecttimeout", &milliseconds(settings.connect)),
            ("aaiexpr", "call"),
        ],
    );
    xml.open("filled", &[]);
    xml.empty("assign", &[("name", "result"), ("expr", "operator")]);
    submit(xml, settings, "transfer", " queue result");
    xml.close();
    // A consultation that connects leaves the document.
    xml.open("catch", &[("event", "connection.disconnect.transfer")]);
    submit(xml, settings, "transferred", " queue");
    xml.close();
    xml.open("catch", &[("event", "error.connection")]);
    xml.empty("assign", &[("name", "result"), ("expr", "'error'")]);
    submit(xml, settings, "transfer", " queue result");
    xml.close();
    xml.close();
}

/// What may happen at any moment: the citizen hangs up, the gateway does not answer, the platform fails.
fn troubles(xml: &mut Writer, settings: &Settings) {
    xml.open("catch", &[("event", "connection.disconnect.hangup")]);
    submit(xml, settings, "hangup", "");
    xml.close();
    xml.open("catch", &[("event", "error")]);
    xml.open("prompt", &[]);
    paragraphs(xml, words::TROUBLE.get(settings.lang), settings.lang);
    xml.close();
    xml.empty("disconnect", &[]);
    xml.close();
}
