//! The engine: follows a program, one event at a time.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::ask::{Asking, Ready, ready};
use super::eval::{EvalState, Evaluator, Prepared};
use super::run::Run;
use super::search::{Search, SearchResults};
use super::session::{FORMAT, FactKey, KnownFacts, Position, Session};
use super::show;
use super::understand::cues::CueIndex;
use super::understand::{Judgement, Question, Reader, TopicDecision, Understanding};
use super::{Explanation, Note, words};
use crate::bundle::keys::{self, Keys};
use crate::bundle::orders::Pursuit;
use crate::bundle::program::{Fact, FactId, Program, ScenarioId, TopicId};
use crate::bundle::{Bundle, BundleError, BundleId};
use crate::channel::{self, Action, CardFact, Event, Message, Transcript, Who};
use crate::language::spelling::Vocabulary;
use crate::language::{Control, ControlPhrases, Directory, NormalForms};
use crate::value::{Channel, Date, DateTime, Name, Value};

/// Share of what was asked that a topic's texts must hold to be offered though its phrases are unlike.
const LONG_TAIL: f32 = 0.75;

/// Judges which topic a question is about. Pure: the same question gets the same judgement.
pub trait Judge: Send + Sync {
    /// The judgement of a question asked on a day.
    fn judge(&self, program: &Program, question: &Question, today: Date) -> Judgement;

    /// Adds to the candidates of a judgement of `question` the words that weighed most.
    fn explain(&self, question: &Question, judgement: &mut Judgement) {
        let _ = (question, judgement);
    }
}

impl Judge for Understanding {
    fn judge(&self, program: &Program, question: &Question, today: Date) -> Judgement {
        Understanding::judge(self, program, question, today)
    }

    fn explain(&self, question: &Question, judgement: &mut Judgement) {
        Understanding::explain(self, question, judgement);
    }
}

/// Follows a bundle. Cheap to clone; one serves all threads.
///
/// Pure: the same session, event and time give the same turn and the same session afterwards.
#[derive(Clone)]
pub struct Engine(pub(super) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) program: Arc<Program>,
    pub(crate) id: BundleId,
    pub(crate) judge: Arc<dyn Judge>,
    pub(crate) search: Option<Search>,
    /// Made when the first text is read.
    reader: OnceLock<Reader>,
    vocabulary: Option<Arc<Vocabulary>>,
    pub(crate) controls: ControlPhrases,
    pub(crate) keys: Keys,
    pub(crate) limits: Limits,
    pub(crate) orders: Vec<Ready>,
    pub(crate) prepared: Prepared,
    zone: jiff::tz::TimeZone,
}

/// Limits of a base; what it does not set is set here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) no_match: u32,
    pub(crate) no_input: u32,
    pub(crate) steps: u32,
    pub(crate) message: u32,
    pub(crate) depth: u32,
}

/// What an engine has beside its program.
struct Parts {
    judge: Arc<dyn Judge>,
    vocabulary: Option<Vocabulary>,
    search: Option<Search>,
    orders: Vec<Ready>,
    keys: Keys,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine")
            .field("base", &self.0.program.name)
            .field("id", &self.0.id)
            .finish_non_exhaustive()
    }
}

/// How a conversation starts.
#[derive(Clone, Debug, Default)]
pub struct StartOptions {
    /// The channel.
    pub channel: Channel,
    /// Start in this scenario instead of greeting.
    pub scenario: Option<Name>,
    /// Facts that the host knows already, by folded name.
    pub facts: Vec<(Name, Value)>,
    /// Whether the host knows who the person is, as in a personal account: `идентифицировать` passes.
    pub identified: bool,
}

/// What one event led to.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Turn {
    /// What the citizen said, for a transcript: words, the label of a button, a key in brackets.
    pub heard: Option<String>,
    /// What the channel shall do, in order. Empty where the event changed nothing.
    pub actions: Vec<Action>,
    /// Why.
    pub explanation: Explanation,
}

impl Turn {
    pub(super) fn of_note(session: &Session, note: Note, actions: Vec<Action>) -> Self {
        let explanation = Explanation {
            turn: session.turn,
            notes: vec![note],
            ..Explanation::default()
        };
        Self {
            heard: None,
            actions,
            explanation,
        }
    }

    /// Adds what was said in this turn to the transcript of its conversation, and puts the transcript on the
    /// operator's card where the turn hands over.
    pub fn record(&mut self, transcript: &mut Transcript) {
        if let Some(words) = self.heard.as_deref().filter(|w| !w.is_empty()) {
            transcript.add(Who::Citizen, words);
        }
        for action in &mut self.actions {
            match action {
                Action::Say(Message { text, .. })
                | Action::Ask(channel::Question { text, .. })
                | Action::Menu(channel::Question { text, .. })
                    if !text.is_empty() =>
                {
                    transcript.add(Who::System, text.as_str());
                }
                Action::Handover(card) => card.transcript = transcript.clone(),
                _ => {}
            }
        }
    }
}

impl Engine {
    /// An engine over an opened bundle.
    ///
    /// # Errors
    /// When the bundle's full-text index cannot be read.
    pub fn new(bundle: &Bundle) -> Result<Self, BundleError> {
        let program = bundle.program().clone();
        let cues = bundle.cues().map(|section| {
            let opened = CueIndex::open(section, program.topics.len());
            opened.ok_or_else(|| BundleError::damaged("its cues contradict themselves"))
        });
        let judge = Understanding::of_bundle(cues.transpose()?, bundle.ranker().cloned());
        let vocabulary = bundle
            .vocabulary()
            .map(Vocabulary::open)
            .transpose()
            .map_err(|e| BundleError::damaged(format!("its vocabulary cannot be read: {e}")))?;
        let search = match bundle.index() {
            Some(index) => Some(Search::open(index, &program)?),
            None => None,
        };
        let judge = Arc::new(judge);
        let orders = ready(bundle.orders())?;
        let keys = bundle.keys().clone();
        let parts = Parts {
            judge,
            vocabulary,
            search,
            orders,
            keys,
        };
        Ok(Self::assembled(program, bundle.id(), parts))
    }

    /// An engine over a program that opening has validated, with the judge of its topics. A broken
    /// reference in a program that was not validated hands the citizen over; it never panics.
    pub fn from_parts(
        program: Arc<Program>,
        id: BundleId,
        judge: Arc<dyn Judge>,
        vocabulary: Option<Vocabulary>,
    ) -> Self {
        let parts = Parts {
            judge,
            vocabulary,
            search: None,
            orders: Vec::new(),
            keys: Keys::of(&program),
        };
        Self::assembled(program, id, parts)
    }

    fn assembled(program: Arc<Program>, id: BundleId, parts: Parts) -> Self {
        let extra: Vec<(Control, &str)> = program
            .defaults
            .control
            .iter()
            .filter_map(|(name, phrase)| Some((control(name)?, phrase.as_str())))
            .collect();
        let controls = ControlPhrases::new(program.lang).with(extra);
        let or = |value: u32, default: u32| if value == 0 { default } else { value };
        let d = &program.defaults;
        let limits = Limits {
            no_match: or(d.max_no_match, 3),
            no_input: or(d.max_no_input, 3),
            steps: or(d.steps_per_turn, 1000),
            message: or(d.message_length, 4000),
            depth: or(d.call_depth, 16),
        };
        let zone = jiff::tz::TimeZone::get(&program.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let prepared = Prepared::new(&program);
        let Parts {
            judge,
            vocabulary,
            search,
            orders,
            keys,
        } = parts;
        Self(Arc::new(Inner {
            program,
            id,
            judge,
            search,
            reader: OnceLock::new(),
            vocabulary: vocabulary.map(Arc::new),
            controls,
            keys,
            limits,
            orders,
            prepared,
            zone,
        }))
    }

    /// The bundle's identity, as sessions carry it.
    pub fn bundle(&self) -> BundleId {
        self.0.id
    }

    /// Title of the base.
    pub fn title(&self) -> &str {
        &self.0.program.title
    }

    /// An instant as civil time in the base's time zone: the `now` of the other functions.
    pub fn local_time(&self, instant: jiff::Timestamp) -> DateTime {
        instant.to_zoned(self.0.zone.clone()).datetime()
    }

    /// The program that is followed.
    pub fn program(&self) -> &Program {
        &self.0.program
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// Which topic a text is about on a day, without a conversation: one call a text, from any thread.
    pub fn judge(&self, text: &str, today: Date) -> Judgement {
        self.0.judge(text, today)
    }

    /// Topics and measures in force on a day that a text is about, best first: full-text search, with
    /// snippets. Finds nothing where the engine was made without a bundle's index.
    pub fn search(&self, query: &str, today: Date, limit: usize) -> SearchResults {
        match &self.0.search {
            Some(search) => search.search(&self.0.program, self.0.forms(), query, today, limit),
            None => SearchResults::default(),
        }
    }

    /// As [`Self::judge`], with the words that weighed most for each of the first candidates, which
    /// judging need not wait for.
    pub fn judge_explained(&self, text: &str, today: Date) -> Judgement {
        self.0.judge_explained(text, today)
    }

    /// The fact that `выяснить` or `подобрать меры` would ask people next, where the conversation stands
    /// at such a statement. Looks nothing up and changes nothing.
    pub fn next_question(&self, session: &Session) -> Option<Name> {
        let inner = &*self.0;
        let op = &inner.program.nodes.get(session.waits_at()?.index())?.op;
        let goal = Pursuit::of(op)?;
        let known = KnownFacts {
            program: &inner.program,
            facts: &session.facts,
        };
        let asking = Asking {
            program: &inner.program,
            prepared: &inner.prepared,
            orders: &inner.orders,
            known: &known,
            today: session.date,
            goal: &goal,
        };
        let fact = asking.planned().or_else(|| asking.next().best)?;
        inner.fact(fact).map(|f| f.name.clone())
    }

    /// Starts a conversation: greets, or enters the scenario asked for. The session's date, which
    /// chooses editions, is that of `now` and stays.
    pub fn start(&self, options: &StartOptions, now: DateTime) -> (Session, Turn) {
        let mut session = Session::new(self.0.id, options.channel, now.date());
        let mut run = Run::new(&self.0, &mut session, now);
        run.start(options);
        let turn = run.done();
        (session, turn)
    }

    /// Moves a conversation on by one event. A session of another bundle is left as it is and told
    /// so; a session that is over gives an empty turn.
    pub fn step(&self, session: &mut Session, event: Event, now: DateTime) -> Turn {
        if session.bundle != self.0.id || session.format != FORMAT {
            let text = words::OTHER_BUNDLE.get(self.0.program.lang).to_owned();
            let say = Action::Say(Message {
                text,
                grounds: Vec::new(),
            });
            return Turn::of_note(session, Note::OtherBundle, vec![say]);
        }
        if session.is_over() {
            return Turn::of_note(session, Note::Over, Vec::new());
        }
        let mut run = Run::new(&self.0, session, now);
        run.event(event);
        run.done()
    }

    /// Scenario and step, where a conversation stands in one.
    pub fn position(&self, session: &Session) -> Option<Position> {
        let program = &self.0.program;
        let step = program.steps.get(session.frames.last()?.step.index())?;
        let scenario = program.scenarios.get(step.scenario.index())?;
        Some(Position {
            scenario: scenario.name.clone(),
            step: step.name.clone(),
        })
    }

    /// Path of the topic that was answered last.
    pub fn topic(&self, session: &Session) -> Option<Name> {
        Some(self.0.program.topics.get(session.topic?.index())?.path.clone())
    }

    /// The known facts of a session in order of name, with titles and words.
    pub fn facts(&self, session: &Session) -> Vec<CardFact> {
        card_facts(&self.0, session)
    }

    /// The value of a fact by its folded name: known, or derived from what is known now. `None` where
    /// it is neither, or the base has no such fact.
    pub fn value(&self, session: &Session, name: &str) -> Option<Value> {
        let id = self.0.fact_of(FactKey::of(name))?;
        let known = KnownFacts {
            program: &self.0.program,
            facts: &session.facts,
        };
        let value = Evaluator::new(
            &self.0.program,
            &self.0.prepared,
            &known,
            session.date,
            &mut EvalState::quiet(),
        )
        .fact(id);
        (!value.is_unknown() || session.fact(name).is_some()).then_some(value)
    }
}

impl Inner {
    pub(crate) fn fact(&self, id: FactId) -> Option<&Fact> {
        self.program.facts.get(id.index())
    }

    pub(crate) fn judge(&self, text: &str, today: Date) -> Judgement {
        self.judge_read(&self.reader().read(text, today), today)
    }

    pub(crate) fn judge_explained(&self, text: &str, today: Date) -> Judgement {
        let question = self.reader().read(text, today);
        let mut judgement = self.judge_read(&question, today);
        self.judge.explain(&question, &mut judgement);
        judgement
    }

    /// The judgement; where nothing fits, topics whose texts hold nearly all that was asked are offered.
    fn judge_read(&self, question: &Question, today: Date) -> Judgement {
        let mut judgement = self.judge.judge(&self.program, question, today);
        if judgement.decision == TopicDecision::Unknown
            && let Some(search) = &self.search
        {
            let most = self.program.defaults.thresholds.clarify_options as usize;
            let tail = search.long_tail(&self.program, self.forms(), &question.words, today, LONG_TAIL);
            let offered: Vec<TopicId> = tail.into_iter().map(|(topic, _)| topic).take(most).collect();
            if !offered.is_empty() {
                judgement.decision = TopicDecision::Clarify(offered);
            }
        }
        judgement
    }

    /// The fact with a key.
    pub(crate) fn fact_of(&self, key: FactKey) -> Option<FactId> {
        let named = |id: &FactId| self.fact(*id).is_some_and(|f| FactKey::of(&f.name) == key);
        self.keys.facts.all(key.hash()).map(FactId).find(named)
    }

    /// The edition of a scenario that is in force on a day.
    pub(crate) fn scenario_of(&self, name: &str, day: Date) -> Option<ScenarioId> {
        let fits = |id: &ScenarioId| {
            let scenario = self.program.scenarios.get(id.index());
            scenario.is_some_and(|s| &*s.name == name && s.valid.holds(day))
        };
        self.keys.scenarios.all(keys::hash(name)).map(ScenarioId).find(fits)
    }

    /// The edition of a topic that is in force on a day.
    pub(crate) fn topic_of(&self, path: &str, day: Date) -> Option<TopicId> {
        let fits = |id: &TopicId| {
            let topic = self.program.topics.get(id.index());
            topic.is_some_and(|t| &*t.path == path && t.valid.holds(day))
        };
        self.keys.topics.all(keys::hash(path)).map(TopicId).find(fits)
    }

    /// Topics right below another one that are in force on a day, in the order of the base.
    pub(crate) fn topics_below(&self, above: TopicId, day: Date) -> impl Iterator<Item = TopicId> + '_ {
        let fits = move |id: &TopicId| {
            let topic = self.program.topics.get(id.index());
            topic.is_some_and(|t| t.parent == Some(above) && t.valid.holds(day))
        };
        self.keys.below.all(u64::from(above.0)).map(TopicId).filter(fits)
    }

    /// What reads texts: word forms and directories, made ready once.
    pub(crate) fn reader(&self) -> &Reader {
        self.reader
            .get_or_init(|| Reader::shared(&self.program, self.vocabulary.clone()))
    }

    /// Normal forms of the base's language.
    pub(crate) fn forms(&self) -> &NormalForms {
        self.reader().forms()
    }

    /// Directories of the base, in its order.
    pub(crate) fn directories(&self) -> &[Arc<Directory>] {
        self.reader().directories()
    }
}

pub(crate) fn card_facts(inner: &Inner, session: &Session) -> Vec<CardFact> {
    let mut facts: Vec<CardFact> = session
        .facts()
        .filter_map(|(key, value, origin)| {
            let fact = inner.fact(inner.fact_of(key)?)?;
            Some(CardFact {
                name: fact.name.clone(),
                title: fact.title.clone(),
                value: value.clone(),
                shown: show::of_fact(&inner.program, fact, value),
                origin,
                personal: fact.personal,
            })
        })
        .collect();
    facts.sort_by(|a, b| a.name.cmp(&b.name));
    facts
}

fn control(name: &str) -> Option<Control> {
    Some(match name {
        "operator" => Control::Operator,
        "repeat" => Control::Repeat,
        "back" => Control::Back,
        "restart" => Control::Restart,
        "stop" => Control::Stop,
        "help" => Control::Help,
        _ => return None,
    })
}
