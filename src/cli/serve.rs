//! `lotsman serve`

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use super::args::Common;
use super::opening::BundleArgs;
use super::{CLEAN, FINDINGS, Outcome, build, files, output};
use crate::bundle::Bundle;
use crate::compile;
use crate::gateway::{self, Published, Settings};

/// `serve`
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The bundle, or the base.
    #[command(flatten)]
    pub ready: BundleArgs,
    /// Файл настроек: адрес, хранилище, ключи, источники, очереди · File of settings: address, store, keys, sources, queues
    #[arg(short, long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Где слушать, вместо указанного в настройках · Where to listen, in place of what the settings say
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Где хранить разговоры: redb:ФАЙЛ, redis://…, postgres://… или memory:
    /// · Where conversations are kept: redb:FILE, redis://…, postgres://… or memory:
    #[arg(long, value_name = "STORE")]
    pub store: Option<String>,
    /// Вид журнала · Form of the log
    #[arg(long, default_value = "json")]
    pub log: LogArg,
    /// Проверить настройки и сборку и выйти · Check settings and bundle, and leave
    #[arg(long)]
    pub check: bool,
}

/// Form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogArg {
    /// Строки JSON · Lines of JSON
    Json,
    /// Текст · Text
    Text,
    /// Нет · None
    Off,
}

/// Serves until it is told to stop.
pub fn run(common: &Common, args: ServeArgs) -> Outcome {
    let mut settings = match &args.settings {
        Some(path) => settings(path)?,
        None => Settings::default(),
    };
    if let Some(listen) = args.listen {
        settings.listen = listen;
    }
    if let Some(store) = args.store {
        settings.store = store;
    }
    // What is wrong with a base is told here as `check` tells it.
    let Some(first) = build::opened(common, &args.ready)? else {
        return Ok(FINDINGS);
    };
    let published = published(common, args.ready, first);
    if args.check {
        output::print("настройки и сборка в порядке · settings and bundle are in order\n");
        return Ok(CLEAN);
    }
    log(args.log);
    let listening = |address: SocketAddr| {
        // One line for whoever started it; the log goes to the error stream.
        output::print(&format!("http://{address}/\n"));
    };
    gateway::run(settings, published, listening).map_err(|e| e.to_string())?;
    Ok(CLEAN)
}

fn settings(path: &Path) -> Result<Settings, String> {
    let bytes = files::read(path)?;
    let text = String::from_utf8(bytes).map_err(|_| format!("«{0}»: не UTF-8 · “{0}”: not UTF-8", path.display()))?;
    Settings::read(&text, |name| std::env::var(name).ok())
        .map_err(|e| format!("настройки · settings «{}»: {e}", path.display()))
}

/// A file of a bundle, or the base, compiled anew each time it is asked for.
fn published(common: &Common, ready: BundleArgs, first: Bundle) -> Published {
    let base = common.base.clone();
    let file = ready.bundle.clone();
    let first = Mutex::new(Some(first));
    Published {
        open: Box::new(move || {
            let first = first.lock().ok().and_then(|mut first| first.take());
            match (first, &ready.bundle) {
                (Some(first), _) => Ok(first),
                (None, Some(path)) => ready.open(path),
                (None, None) => compiled(&base),
            }
        }),
        file,
    }
}

fn compiled(base: &Path) -> Result<Bundle, String> {
    let checked = compile::check(files::read_base(base)?);
    let bytes = compile::build(&checked).map_err(|e| e.to_string())?;
    let bytes = bytes.map_err(|_| {
        "в базе есть ошибки: их покажет «lotsman check» · the base has errors: “lotsman check” shows them".to_owned()
    })?;
    Bundle::from_bytes(bytes).map_err(|e| e.to_string())
}

fn log(form: LogArg) {
    let filter = EnvFilter::try_from_env("LOTSMAN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_span_events(FmtSpan::NONE);
    // A host that links the tool may have a log already.
    let _ = match form {
        LogArg::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .try_init(),
        LogArg::Text => lines.with_ansi(false).try_init(),
        LogArg::Off => Ok(()),
    };
}
