//! `подобрать меры`: what is due, what is not, and what cannot be told yet.

use super::Run;
use super::answer::Utterance;
use super::question::Offer;
use crate::bundle::orders::Pursuit;
use crate::bundle::program::{Answer, FactId, GroundId, Measure, MeasureId, Op, TextId};
use crate::channel::{Action, Expects};
use crate::language::{Chosen, OptionWords, YesNo, choose, yes_no};
use crate::runtime::ask::{self, Root};
use crate::runtime::explain::{Did, Understood};
use crate::runtime::session::{Entered, KnownFacts, Waiting};
use crate::runtime::why::why_not;
use crate::runtime::{show, words};
use crate::value::{Channel, Name, Value};

/// Measures that are told by voice before the citizen is asked whether to go on.
const SPOKEN: usize = 3;

/// What became of a measure.
enum Standing {
    Due {
        amount: Option<Value>,
        missing: Vec<FactId>,
    },
    NotDue,
    /// Facts that would decide.
    Open(Vec<FactId>),
}

impl Standing {
    /// In which order it is told.
    fn rank(&self) -> u8 {
        match self {
            Self::Due { .. } => 0,
            Self::Open(_) => 1,
            Self::NotDue => 2,
        }
    }
}

/// A measure with its standing and what that stands on.
struct Found<'a> {
    id: MeasureId,
    measure: &'a Measure,
    standing: Standing,
    grounds: Vec<GroundId>,
}

impl<'a> Run<'a> {
    pub(super) fn exec_measures(&mut self, event: &Name, first: &[FactId]) {
        let goal = Pursuit::Event(event.clone());
        if self.pursue(&goal, first, Did::Measures(event.clone())) {
            return;
        }
        self.trace(Did::Matched(event.clone()));
        self.tell_from(0);
    }

    /// Tells the measures from one on: all of them in chat, a few at a time by voice.
    fn tell_from(&mut self, from: u32) {
        let Some(Pursuit::Event(event)) = self.pursued() else {
            self.broken();
            return;
        };
        let measures = ask::measures_of(self.program, &event, self.s.date);
        let mut found: Vec<Found<'_>> = measures.into_iter().filter_map(|id| self.found(id)).collect();
        if found.is_empty() {
            self.say(words::NO_MEASURES.get(self.program.lang).to_owned());
        }
        // What is due first, then what may be, what is not last: in one message.
        found.sort_by_key(|f| f.standing.rank());
        let messages = self.told(&found);
        let many = match self.s.channel {
            Channel::Chat => messages.len(),
            Channel::Voice => SPOKEN,
        };
        let rest = messages.len().saturating_sub(from as usize);
        for (text, grounds) in messages.into_iter().skip(from as usize).take(many) {
            self.say_with(text, &grounds);
        }
        if rest > many {
            let from = from.saturating_add(u32::try_from(many).unwrap_or(u32::MAX));
            self.calm();
            self.wait(Waiting::More { from });
            self.present();
            return;
        }
        let due = found.iter().filter(|f| matches!(f.standing, Standing::Due { .. }));
        let more: Vec<MeasureId> = due.filter(|f| f.measure.answer.is_some()).map(|f| f.id).collect();
        self.offer_details(more);
    }

    /// A menu of due measures that tell more of themselves, where the author wants one.
    fn offer_details(&mut self, measures: Vec<MeasureId>) {
        if measures.is_empty() || self.details_text().is_none() {
            self.advance();
            return;
        }
        self.calm();
        let measures = measures.into();
        self.wait(Waiting::Details { measures });
        self.present();
    }

    fn details_text(&self) -> Option<TextId> {
        match self.top().and_then(|f| self.node_of(&f)).map(|n| &n.op) {
            Some(Op::Measures { details, .. }) => *details,
            _ => None,
        }
    }

    pub(super) fn more_offers(&self) -> Vec<Offer<'a>> {
        let lang = self.program.lang;
        let name = |ru, en| Name::from(show::pick(lang, ru, en));
        vec![
            Offer::new(name("да", "yes"), words::YES.get(lang), Vec::new()),
            Offer::new(name("нет", "no"), words::NO.get(lang), Vec::new()),
        ]
    }

    pub(super) fn present_more(&mut self) {
        let text = words::MORE_MEASURES.get(self.program.lang).to_owned();
        let question = self.question(text, None, None, Expects::YesNo);
        self.actions.push(Action::Menu(question));
    }

    pub(super) fn answer_more(&mut self, said: &Utterance, from: u32) {
        match said.alternatives.iter().find_map(|t| yes_no(t)) {
            Some(YesNo::Yes) => self.more(from, true),
            Some(YesNo::No) => self.more(from, false),
            _ if self.changes_topic(said.best()) => {}
            _ => self.not_understood(said.best()),
        }
    }

    pub(super) fn chosen_more(&mut self, name: &Name, from: u32) {
        self.more(from, matches!(&**name, "да" | "yes"));
    }

    fn more(&mut self, from: u32, wanted: bool) {
        self.calm();
        if wanted {
            self.tell_from(from);
        } else {
            self.advance();
        }
    }

    pub(super) fn details_offers(&self, measures: &[MeasureId]) -> Vec<Offer<'a>> {
        let lang = self.program.lang;
        let listed = measures.iter().filter_map(|m| self.program.measures.get(m.index()));
        let mut offers: Vec<Offer<'a>> = listed
            .map(|m| Offer::new(m.name.clone(), m.title.as_str(), Vec::new()))
            .collect();
        let none = [show::pick(lang, "нет", "no"), show::pick(lang, "ничего", "nothing")];
        offers.push(Offer::new(
            words::NONE_NAME.get(lang).into(),
            words::NO_DETAILS.get(lang),
            none.map(str::to_owned).to_vec(),
        ));
        offers
    }

    pub(super) fn present_details(&mut self) {
        let text = self.details_text().map(|t| self.render(t)).unwrap_or_default();
        let question = self.question(text, None, None, Expects::Option);
        self.actions.push(Action::Menu(question));
    }

    pub(super) fn answer_details(&mut self, said: &Utterance) {
        let offers = self.offers();
        let list: Vec<OptionWords> = offers.iter().map(Offer::words).collect();
        for text in &said.alternatives {
            if let Chosen::One(at) = choose(text, &list, self.inner.forms())
                && let Some(offer) = offers.get(at)
            {
                let name = offer.name.clone();
                self.chosen_detail(&name, text);
                return;
            }
        }
        if !self.changes_topic(said.best()) {
            self.not_understood(said.best());
        }
    }

    /// The measure's own answer; the conversation goes on behind `подобрать меры`.
    pub(super) fn chosen_detail(&mut self, name: &Name, text: &str) {
        self.ex.understood.push(Understood::Option {
            name: name.clone(),
            words: text.to_owned(),
        });
        self.calm();
        let date = self.s.date;
        let chosen = self
            .program
            .measures
            .iter()
            .find(|m| m.name == *name && m.valid.holds(date));
        let topic = self.top().and_then(|f| f.topic);
        self.advance();
        let Some(measure) = chosen else { return };
        self.owed.extend(&measure.grounds);
        match &measure.answer {
            Some(Answer::Scenario(scenario)) => self.enter(*scenario, Entered::Call, topic),
            Some(Answer::Text(text)) => self.say_text(*text),
            Some(Answer::Queue(queue, reason)) => {
                let reason = reason.map(|r| self.render(r));
                self.running = false;
                self.handover(Some(*queue), reason, words::REASON_SCENARIO);
            }
            Some(Answer::Topic(topic)) => {
                self.running = false;
                self.answer_topic(*topic, Entered::Digression);
            }
            None => {}
        }
    }

    fn found(&mut self, id: MeasureId) -> Option<Found<'a>> {
        let measure = self.program.measures.get(id.index())?;
        let before = std::mem::take(&mut self.eval.grounds);
        let facts = ask::facts_of(self.program, id);
        let due = match (facts, measure.due) {
            (Some((due, _)), _) => self.evaluator(|e| e.fact(due)).truth(),
            (None, Some(due)) => self.evaluator(|e| e.truth(due)),
            (None, None) => Some(true),
        };
        let standing = match due {
            Some(true) => {
                let amount = measure.amount.map(|a| self.value(a));
                let missing = match &amount {
                    Some(Value::Unknown) => self.lacking(id, false),
                    _ => Vec::new(),
                };
                Standing::Due { amount, missing }
            }
            Some(false) => Standing::NotDue,
            None => Standing::Open(self.lacking(id, true)),
        };
        let mut grounds = measure.grounds.clone();
        for ground in std::mem::replace(&mut self.eval.grounds, before) {
            if !grounds.contains(&ground) {
                grounds.push(ground);
            }
        }
        Some(Found {
            id,
            measure,
            standing,
            grounds,
        })
    }

    /// Facts that would say whether a measure is due or, where that is said, how much it is.
    fn lacking(&self, id: MeasureId, undecided: bool) -> Vec<FactId> {
        let known = KnownFacts {
            program: self.program,
            facts: &self.s.facts,
        };
        let inner = (self.program, &self.inner.prepared);
        let needs = ask::needs(inner.0, inner.1, &known, self.s.date, &[Root::Measure(id)]);
        let facts: Vec<FactId> = needs.unknown.into_iter().chain(needs.unset).collect();
        match ask::facts_of(self.program, id) {
            Some((due, amount)) => {
                let goal = if undecided { due } else { amount };
                ask::that_matter(inner, &known, self.s.date, goal, facts)
            }
            None => facts,
        }
    }

    /// The messages, with their grounds.
    fn told(&mut self, found: &[Found<'_>]) -> Vec<(String, Vec<GroundId>)> {
        let lang = self.program.lang;
        let mut messages = Vec::new();
        for one in found {
            match &one.standing {
                Standing::Due { amount, missing } => {
                    let text = self.due(one.measure, amount.as_ref(), missing);
                    messages.push((text, one.grounds.clone()));
                }
                Standing::Open(facts) => {
                    let mut text = format!("{} {}.", words::UNDECIDED.get(lang), one.measure.title);
                    if let Some(missing) = self.missing(facts) {
                        text.push(' ');
                        text.push_str(&missing);
                    }
                    messages.push((text, one.grounds.clone()));
                }
                Standing::NotDue => {}
            }
        }
        let not_due: Vec<&Found<'_>> = found
            .iter()
            .filter(|f| matches!(f.standing, Standing::NotDue))
            .collect();
        if !not_due.is_empty() {
            let spoken = match self.s.channel {
                Channel::Chat => not_due.len(),
                Channel::Voice => SPOKEN.min(not_due.len()),
            };
            let titles: Vec<String> = not_due.iter().take(spoken).map(|f| self.not_due(f.measure)).collect();
            let mut text = format!("{} {}", words::NOT_DUE.get(lang), titles.join("; "));
            if spoken < not_due.len() {
                let rest = (not_due.len() - spoken).to_string();
                text.push(' ');
                text.push_str(&words::AND_MORE.get(lang).replace("{}", &rest));
            }
            text.push('.');
            let mut grounds: Vec<GroundId> = Vec::new();
            for ground in not_due.iter().flat_map(|f| &f.grounds) {
                if !grounds.contains(ground) {
                    grounds.push(*ground);
                }
            }
            messages.push((text, grounds));
        }
        messages
    }

    /// Title and what stands against it.
    fn not_due(&self, measure: &Measure) -> String {
        let known = KnownFacts {
            program: self.program,
            facts: &self.s.facts,
        };
        match why_not(self.inner, &known, self.s.date, measure) {
            Some(reason) => format!("{} ({reason})", measure.title),
            None => measure.title.clone(),
        }
    }

    /// Title, amount and notification.
    fn due(&mut self, measure: &Measure, amount: Option<&Value>, missing: &[FactId]) -> String {
        let lang = self.program.lang;
        let mut text = format!("{} {}", words::DUE.get(lang), measure.title);
        match amount {
            None => text.push('.'),
            Some(Value::Unknown) => {
                text.push_str(". ");
                text.push_str(words::AMOUNT_UNKNOWN.get(lang));
                if let Some(missing) = self.missing(missing) {
                    text.push(' ');
                    text.push_str(&missing);
                }
            }
            Some(amount) => {
                text.push_str(" — ");
                text.push_str(&show::plain(amount, lang));
                text.push('.');
            }
        }
        if let Some(notice) = measure.notice {
            text.push('\n');
            text.push_str(&self.render(notice));
        }
        text
    }

    /// Says a text with its own grounds, though some of them were given in this turn already.
    fn say_with(&mut self, text: String, grounds: &[GroundId]) {
        self.given.retain(|g| !grounds.contains(g));
        self.owed.extend(grounds);
        self.say(text);
    }
}
