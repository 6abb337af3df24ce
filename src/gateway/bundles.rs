//! The bundle in service: opened, watched, and replaced by a new one that has proved itself.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::Mutex;

use super::api::Reloaded;
use super::problem::Problem;
use crate::bundle::Bundle;
use crate::channel::Event;
use crate::runtime::{Continued, Engine, EngineHandle, StartOptions};
use crate::value::Channel;

/// How often the file is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// Opens the bundle anew, from a file or by compiling a base; the error is words for who publishes.
pub type Open = Box<dyn Fn() -> Result<Bundle, String> + Send + Sync>;

/// Where bundles come from.
pub struct Published {
    /// Opens the one that is published now.
    pub open: Open,
    /// The file that is watched, where it is one: a new bundle is renamed over it.
    pub file: Option<PathBuf>,
}

impl fmt::Debug for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Published")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

/// The bundles of a gateway.
#[derive(Debug)]
pub(crate) struct Bundles {
    published: Arc<Published>,
    engines: Arc<EngineHandle>,
    /// What was seen of the file when it was opened; held while a reload is on its way.
    seen: Mutex<Option<Stamp>>,
    keep: Duration,
}

/// By what a file is known to be another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    length: u64,
    inode: u64,
}

impl Bundles {
    /// Opens the first bundle.
    ///
    /// # Errors
    /// Words for who runs the gateway.
    pub(crate) fn open(published: Published, keep: Duration) -> Result<Self, String> {
        let seen = stamp(published.file.as_ref());
        let engine = proved(&published)?;
        Ok(Self {
            published: Arc::new(published),
            engines: Arc::new(EngineHandle::new(engine)),
            seen: Mutex::new(seen),
            keep,
        })
    }

    pub(crate) fn engines(&self) -> Arc<EngineHandle> {
        Arc::clone(&self.engines)
    }

    /// Opens what is published now, tries it, and puts it in service. What does not open changes nothing.
    pub(crate) async fn reload(&self) -> Result<Reloaded, Problem> {
        let mut seen = self.seen.lock().await;
        let now = stamp(self.published.file.as_ref());
        let published = Arc::clone(&self.published);
        let proved = tokio::task::spawn_blocking(move || proved(&published)).await;
        let proved = proved.unwrap_or_else(|_| Err("opening it broke off · it broke off".to_owned()));
        *seen = now;
        let engine = proved.map_err(|why| {
            metrics::counter!("lotsman_reloads_total", "result" => "refused").increment(1);
            tracing::error!(why, "the new bundle is left alone");
            Problem::Refused(why)
        })?;
        let old = self.engines.current();
        let changed = old.bundle() != engine.bundle();
        let mut reloaded = Reloaded {
            bundle: engine.bundle().to_string(),
            changed,
            asked_again: 0,
            gone: 0,
        };
        if changed {
            let day = engine.local_time(jiff::Timestamp::now()).date();
            for step in engine.upgrade_from(&old, day).steps {
                match step.how {
                    Some(Continued::AskedAgain) => reloaded.asked_again += 1,
                    Some(Continued::ScenarioAgain | Continued::Anew) => reloaded.gone += 1,
                    _ => {}
                }
            }
            self.engines.swap(engine);
            self.retire_later(old.bundle());
            metrics::counter!("lotsman_reloads_total", "result" => "swapped").increment(1);
            tracing::info!(
                bundle = reloaded.bundle,
                before = %old.bundle(),
                asked_again = reloaded.asked_again,
                gone = reloaded.gone,
                "a new bundle is in service"
            );
        }
        Ok(reloaded)
    }

    /// Conversations that are pinned to a bundle end, or are forgotten, in the time that they are kept.
    fn retire_later(&self, bundle: crate::bundle::BundleId) {
        let engines = Arc::downgrade(&self.engines);
        let keep = self.keep;
        tokio::spawn(async move {
            tokio::time::sleep(keep).await;
            if let Some(engines) = engines.upgrade() {
                engines.retire(|other| other != bundle);
            }
        });
    }

    /// Looks at the file, for ever.
    pub(crate) async fn watch(&self) {
        if self.published.file.is_none() {
            return;
        }
        let mut last = None;
        loop {
            tokio::time::sleep(LOOK).await;
            let now = stamp(self.published.file.as_ref());
            let is_new = now.is_some() && now != *self.seen.lock().await;
            // A file that is being copied into its place changes between two looks: it is left until it rests.
            if is_new && now == last {
                let _ = self.reload().await;
            }
            last = now;
        }
    }
}

/// Opens a bundle, and lets it greet and hear a word before anybody meets it.
fn proved(published: &Published) -> Result<Engine, String> {
    let bundle = (published.open)()?;
    let engine = Engine::new(&bundle).map_err(|e| e.to_string())?;
    let now = engine.local_time(jiff::Timestamp::now());
    for channel in [Channel::Chat, Channel::Voice] {
        let options = StartOptions {
            channel,
            ..StartOptions::default()
        };
        let (mut session, first) = engine.start(&options, now);
        let next = engine.step(&mut session, Event::text("оператор"), now);
        if first.actions.is_empty() && next.actions.is_empty() {
            return Err(
                "сборка открылась, но ничего не говорит: ни приветствия, ни ответа · the bundle opens but says nothing"
                    .to_owned(),
            );
        }
    }
    Ok(engine)
}

fn stamp(file: Option<&PathBuf>) -> Option<Stamp> {
    let meta = std::fs::metadata(file?).ok()?;
    Some(Stamp {
        modified: meta.modified().ok()?,
        length: meta.len(),
        inode: inode(&meta),
    })
}

#[cfg(unix)]
fn inode(meta: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn inode(_: &std::fs::Metadata) -> u64 {
    0
}
