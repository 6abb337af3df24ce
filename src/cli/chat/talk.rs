//! One conversation on the way, with everything that is needed to tell about it and to repeat it.

use crate::bundle::Bundle;
use crate::channel::{Action, Choice, Event, Expects, LookupOutcome, Transcript};
use crate::runtime::{Engine, Explanation, Session, StartOptions, Turn};
use crate::value::{Channel, DateTime, Name};

/// What happened, so that it can be saved as a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    /// The citizen said this.
    Citizen(String),
    /// The citizen was silent.
    Silence,
    /// The citizen pressed a key.
    Key(char),
    /// A source answered.
    Source(Name, LookupOutcome),
    /// The person was identified, or not.
    Identified(bool),
    /// The system said this.
    System(String),
}

/// A conversation.
pub struct Talk {
    /// The engine.
    pub engine: Engine,
    /// What it follows.
    pub bundle: Bundle,
    /// How it starts.
    pub options: StartOptions,
    /// When it takes place: fixed, so that it can be repeated.
    pub now: DateTime,
    /// Its state.
    pub session: Session,
    /// Why the last turn went as it did.
    pub why: Vec<Explanation>,
    /// What happened.
    pub record: Vec<Recorded>,
    offers: Vec<Choice>,
    transcript: Transcript,
}

impl Talk {
    /// Begins; gives what to show.
    pub fn begin(engine: Engine, bundle: Bundle, options: StartOptions, now: DateTime) -> (Self, Vec<Action>) {
        let (session, turn) = engine.start(&options, now);
        let mut talk = Self {
            engine,
            bundle,
            options,
            now,
            session,
            why: Vec::new(),
            record: Vec::new(),
            offers: Vec::new(),
            transcript: Transcript::default(),
        };
        let actions = talk.took(turn);
        (talk, actions)
    }

    /// Begins again, on the channel and the day that are set now.
    pub fn again(&mut self) -> Vec<Action> {
        let (session, turn) = self.engine.start(&self.options, self.now);
        self.session = session;
        self.why.clear();
        self.record.clear();
        self.transcript = Transcript::default();
        self.took(turn)
    }

    /// The citizen does something.
    pub fn citizen(&mut self, event: Event, recorded: Recorded) -> Vec<Action> {
        self.why.clear();
        self.host(event, recorded)
    }

    /// A source or an identification answers: the turn of the citizen goes on.
    pub fn host(&mut self, event: Event, recorded: Recorded) -> Vec<Action> {
        self.record.push(recorded);
        let turn = self.engine.step(&mut self.session, event, self.now);
        self.took(turn)
    }

    fn took(&mut self, mut turn: Turn) -> Vec<Action> {
        turn.record(&mut self.transcript);
        self.offers.clear();
        for action in &turn.actions {
            match action {
                Action::Say(m) => self.record.push(Recorded::System(m.text.clone())),
                Action::Ask(q) | Action::Menu(q) => {
                    self.record.push(Recorded::System(q.text.clone()));
                    let numbered = matches!(q.expects, Expects::Option | Expects::YesNo | Expects::Text);
                    self.offers = if numbered { q.options.clone() } else { Vec::new() };
                }
                _ => {}
            }
        }
        self.why.push(turn.explanation);
        turn.actions
    }

    /// What a line of the citizen means: a number chooses an option that was offered.
    pub fn understand(&self, line: &str) -> (Event, Recorded) {
        let line = line.trim();
        if self.options.channel == Channel::Voice {
            let mut chars = line.chars();
            if let (Some(key), None) = (chars.next(), chars.next())
                && self.offers.iter().any(|o| o.key == Some(key))
            {
                return (Event::Key { key }, Recorded::Key(key));
            }
        } else if let Some(option) = line
            .parse::<usize>()
            .ok()
            .and_then(|n| self.offers.get(n.checked_sub(1)?))
        {
            return (
                Event::Option {
                    name: option.name.clone(),
                },
                Recorded::Citizen(option.label.clone()),
            );
        }
        (Event::text(line), Recorded::Citizen(line.to_owned()))
    }
}
