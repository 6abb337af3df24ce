//! What the person sees of a turn.

use crate::channel::{Action, CardFact, Ground, HandoverCard, Origin, Question};
use crate::cli::output::{BOLD, DIM, GREEN, YELLOW, date, paint, pick};
use crate::language::spoken;
use crate::value::{Channel, Lang};

/// A turn in lines.
pub fn actions(actions: &[Action], channel: Channel, lang: Lang) -> String {
    let mut out = String::new();
    let mut shown: Vec<&Ground> = Vec::new();
    for action in actions {
        match action {
            Action::Say(message) => {
                speech(&mut out, &message.text, channel, lang);
                for ground in &message.grounds {
                    // Several items may stand on the same ground.
                    if !shown.contains(&ground) {
                        shown.push(ground);
                        note(
                            &mut out,
                            &format!("{}: {}", pick(lang, "основание", "legal ground"), ground),
                        );
                    }
                }
            }
            Action::Ask(q) | Action::Menu(q) => question(&mut out, q, channel, lang),
            Action::Handover(c) => card(&mut out, c, lang),
            Action::End { outcome } => {
                note(
                    &mut out,
                    &format!(
                        "{} «{outcome}»",
                        pick(lang, "разговор окончен, исход", "the conversation is over, outcome")
                    ),
                );
            }
            // The person plays the source: the questions follow.
            Action::Lookup(_) | Action::Identify { .. } => {}
        }
    }
    out
}

/// The same with the words as they are said by telephone.
pub fn voiced(actions: &[Action], lang: Lang) -> Vec<Action> {
    let voiced = |action: &Action| {
        let mut action = action.clone();
        match &mut action {
            Action::Say(message) => message.text = spoken(&message.text, lang),
            Action::Ask(question) | Action::Menu(question) => question.text = spoken(&question.text, lang),
            _ => {}
        }
        action
    };
    actions.iter().map(voiced).collect()
}

/// A remark about the conversation, not of it.
pub fn note(out: &mut String, text: &str) {
    for line in text.lines() {
        out.push_str(&format!("  {}\n", paint(DIM, line)));
    }
}

fn speech(out: &mut String, text: &str, channel: Channel, lang: Lang) {
    let name = match channel {
        Channel::Chat => pick(lang, "Лоцман:", "Lotsman:"),
        Channel::Voice => pick(lang, "Лоцман говорит:", "Lotsman says:"),
    };
    for (n, paragraph) in text.lines().enumerate() {
        if n == 0 {
            out.push_str(&format!("{} {paragraph}\n", paint(GREEN.bold(), name)));
        } else {
            out.push_str(&format!("  {paragraph}\n"));
        }
    }
}

fn question(out: &mut String, q: &Question, channel: Channel, lang: Lang) {
    speech(out, &q.text, channel, lang);
    for (n, option) in (1..).zip(&q.options) {
        let number = match (channel, option.key) {
            (Channel::Chat, _) => format!("{n:>3}"),
            (Channel::Voice, Some(key)) => format!("{} {key}", pick(lang, "  клавиша", "  key")),
            (Channel::Voice, None) => "   ".to_owned(),
        };
        out.push_str(&format!(
            "{}  {}\n",
            paint(YELLOW.bold(), &number),
            paint(YELLOW, &option.label)
        ));
    }
    if let Some(hint) = &q.hint {
        note(out, &format!("{}: {hint}", pick(lang, "подсказка", "hint")));
    }
}

fn card(out: &mut String, card: &HandoverCard, lang: Lang) {
    let p = |ru: &'static str, en: &'static str| pick(lang, ru, en);
    let mut row = |name: &str, text: String| out.push_str(&format!("  {} {text}\n", paint(BOLD, &format!("{name}:"))));
    let level = card
        .level
        .map(|l| format!(", {} {l}", p("уровень", "level")))
        .unwrap_or_default();
    let open = match card.open {
        Some(true) => p(" (сейчас открыта)", " (open now)"),
        Some(false) => p(" (сейчас закрыта)", " (closed now)"),
        None => "",
    };
    row(
        p("Карточка оператору, очередь", "Card for the operator, queue"),
        format!("{}{level}{open}", card.queue_title),
    );
    row(p("Причина", "Reason"), card.reason.clone());
    if let Some((path, title)) = &card.topic {
        row(p("Тема", "Topic"), format!("{title} ({path})"));
    }
    if let Some(question) = &card.question {
        row(p("Вопрос", "Question"), question.words.clone());
        let near: Vec<String> = question
            .candidates
            .iter()
            .map(|(_, title, score)| format!("{title} ({score:.2})"))
            .collect();
        if !near.is_empty() {
            row(p("Похоже на темы", "May be about"), near.join("; "));
        }
    }
    if !card.unanswered.is_empty() {
        let titles: Vec<&str> = card.unanswered.iter().map(|(_, title)| title.as_str()).collect();
        row(
            p("Спросил ещё, ответа не было", "Asked too, not answered"),
            titles.join("; "),
        );
    }
    for (title, day) in &card.outdated {
        row(
            p("Могло устареть", "May be outdated"),
            format!("{title}: {} {}", p("известно по", "known until"), date(*day, lang)),
        );
    }
    if let Some((scenario, step)) = &card.position {
        row(p("Место", "Place"), format!("{scenario}/{step}"));
    }
    let mut grounds: Vec<String> = Vec::new();
    for ground in card.grounds.iter().map(Ground::to_string) {
        if !grounds.contains(&ground) {
            grounds.push(ground);
        }
    }
    if !grounds.is_empty() {
        row(p("Названные основания", "Grounds given"), grounds.join("; "));
    }
    if !card.facts.is_empty() {
        row(p("Известно", "Known"), String::new());
        out.push_str(&facts(&card.facts, lang));
    }
    note(
        out,
        &format!(
            "{}: {}",
            p("реплик разговора в карточке", "lines of the conversation on the card"),
            card.transcript.lines().len()
        ),
    );
}

/// Facts, one a line.
pub fn facts(facts: &[CardFact], lang: Lang) -> String {
    let p = |ru: &'static str, en: &'static str| pick(lang, ru, en);
    let mut out = String::new();
    for fact in facts {
        let origin = match fact.origin {
            Origin::Said { turn } => format!("{} {turn}", p("со слов, ход", "said in turn")),
            Origin::LookedUp { turn } => format!("{} {turn}", p("из источника, ход", "looked up in turn")),
            Origin::Written { turn } => format!("{} {turn}", p("записано сценарием, ход", "written in turn")),
            Origin::Given => p("передано каналом", "given by the channel").to_owned(),
        };
        let title = if fact.title.is_empty() {
            &*fact.name
        } else {
            fact.title.as_str()
        };
        let personal = if fact.personal {
            p(", персональное", ", personal")
        } else {
            ""
        };
        let about = format!("({}; {origin}{personal})", fact.name);
        out.push_str(&format!(
            "    {title}: {} {}\n",
            paint(BOLD, &fact.shown),
            paint(DIM, &about)
        ));
    }
    out
}
