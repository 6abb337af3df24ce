//! The bundle in service, and the ones before it.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::{Engine, Session, Turn};
use crate::bundle::BundleId;
use crate::channel::Event;
use crate::value::DateTime;

/// The engine of a service, replaced while conversations go on. Reading it takes no lock, and a turn on the way is not
/// disturbed by a swap.
///
/// Earlier engines stay loaded, so that conversations may go on as they began ([`Upgrade::Pin`]), until they are
/// [retired](EngineHandle::retire); a mapped bundle that nobody uses costs address space, not memory.
///
/// ```
/// # #[cfg(feature = "compiler")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use lotsman::bundle::Bundle;
/// # use lotsman::compile::{self, Input};
/// use lotsman::channel::{Action, Event};
/// use lotsman::runtime::{Continued, Engine, EngineHandle, StartOptions, Upgrade};
/// # fn engine(question: &str) -> Result<Engine, Box<dyn std::error::Error>> {
/// #     let text = format!("факт возраст: целое 0..120 \"Возраст\"\n  вопрос \"{question}\"\nконец\n\nсценарий анкета \"Анкета\"\n  шаг начало\n    спросить возраст\n    завершить отвечено\nконец\n");
/// #     let topic = "тема анкета \"Анкета\"\n  фразы\n    - хочу заполнить анкету\n  ответ сценарий анкета\nконец\n";
/// #     let input = |path: &str, text: &str| Input { path: path.into(), bytes: text.into() };
/// #     let checked = compile::check(vec![input("scenarios/а.scenario", &text), input("topics/а.topic", topic)]);
/// #     let bytes = compile::build(&checked)?.map_err(|_| format!("{:?}", checked.diagnostics))?;
/// #     Ok(Engine::new(&Bundle::from_bytes(bytes)?)?)
/// # }
/// # let now = lotsman::value::Date::constant(2026, 11, 23).at(12, 0, 0, 0);
/// # let (old, new) = (engine("Сколько вам лет?")?, engine("Назовите ваш возраст.")?);
/// let handle = EngineHandle::new(old);
/// let (mut session, _) = handle.current().start(&StartOptions { scenario: Some("анкета".into()), ..StartOptions::default() }, now);
///
/// handle.swap(new);
/// let turn = handle.step(&mut session, Event::text("34"), now, Upgrade::Move);
///
/// // Only words have changed: the answer counts.
/// assert_eq!(turn.explanation.moved.unwrap().how, Continued::Here);
/// assert!(session.is_over());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "compiler"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct EngineHandle(ArcSwap<Engines>);

#[derive(Clone, Debug)]
struct Engines {
    current: Engine,
    /// Newest first.
    earlier: Vec<Engine>,
}

impl Engines {
    /// The current one, then earlier ones, newest first.
    fn all(&self) -> impl Iterator<Item = &Engine> {
        std::iter::once(&self.current).chain(&self.earlier)
    }
}

/// What becomes of a conversation when another bundle has taken the place of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Upgrade {
    /// It goes on in the new one: [`Engine::resume`].
    #[default]
    Move,
    /// It goes on in its own, as long as that is loaded; then as with [`Upgrade::Move`].
    Pin,
}

impl EngineHandle {
    /// With its first engine.
    pub fn new(engine: Engine) -> Self {
        Self(ArcSwap::from_pointee(Engines {
            current: engine,
            earlier: Vec::new(),
        }))
    }

    /// The engine that new conversations start with.
    pub fn current(&self) -> Engine {
        self.0.load().current.clone()
    }

    /// The engine of this bundle, as long as it is loaded.
    pub fn of(&self, bundle: BundleId) -> Option<Engine> {
        self.0.load().all().find(|e| e.bundle() == bundle).cloned()
    }

    /// Bundles that are loaded: the current one, then earlier ones, newest first.
    pub fn loaded(&self) -> Vec<BundleId> {
        self.0.load().all().map(Engine::bundle).collect()
    }

    /// Puts an engine in service; gives the one that was. That one stays loaded behind it. Nothing changes where the
    /// engine follows the bundle that is in service already.
    pub fn swap(&self, engine: Engine) -> Engine {
        let before = self.0.rcu(|engines| {
            if engines.current.bundle() == engine.bundle() {
                return Arc::clone(engines);
            }
            let earlier = engines
                .all()
                .filter(|e| e.bundle() != engine.bundle())
                .cloned()
                .collect();
            Arc::new(Engines {
                current: engine.clone(),
                earlier,
            })
        });
        before.current.clone()
    }

    /// Lets go of earlier engines, but for those of bundles that `keep` wants: the host knows which of them live
    /// sessions still pin. Gives how many went. A turn on the way keeps its engine until it is done.
    pub fn retire(&self, keep: impl Fn(BundleId) -> bool) -> usize {
        let mut gone = 0;
        self.0.rcu(|engines| {
            let mut engines = Engines::clone(engines);
            let before = engines.earlier.len();
            engines.earlier.retain(|e| keep(e.bundle()));
            gone = before - engines.earlier.len();
            engines
        });
        gone
    }

    /// Moves a conversation on by one event, in the engine that it belongs to or in the current one.
    pub fn step(&self, session: &mut Session, event: Event, now: DateTime, upgrade: Upgrade) -> Turn {
        let engines = self.0.load();
        if session.bundle() == engines.current.bundle() {
            return engines.current.step(session, event, now);
        }
        let own = match upgrade {
            Upgrade::Pin => engines.earlier.iter().find(|e| e.bundle() == session.bundle()),
            Upgrade::Move => None,
        };
        match own {
            Some(engine) => engine.step(session, event, now),
            None => engines.current.resume(session, event, now),
        }
    }
}
