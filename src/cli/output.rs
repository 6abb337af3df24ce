//! What goes to the terminal.

use std::io::{IsTerminal as _, Write as _};
use std::sync::OnceLock;

use anstyle::{AnsiColor, Style};

use super::args::{ColorArg, Common, LangArg};
use crate::language;
use crate::value::{Date, Lang, Value};

/// Strong.
pub const BOLD: Style = Style::new().bold();
/// By the way.
pub const DIM: Style = Style::new().dimmed();
/// Wrong.
pub const RED: Style = AnsiColor::Red.on_default();
/// Right.
pub const GREEN: Style = AnsiColor::Green.on_default();
/// To be chosen.
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
/// The citizen.
pub const CYAN: Style = AnsiColor::Cyan.on_default();

/// Text in a style. Where output is not coloured the style is taken out again on the way.
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text without styles.
pub fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The words of a language.
pub fn pick(lang: Lang, ru: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

/// A day in words: «23 ноября 2026 года».
pub fn date(day: Date, lang: Lang) -> String {
    language::show(&Value::Date(day), language::Format::Date, lang)
}

/// Language of messages: the option, else the base's.
pub fn lang(common: &Common, base: Lang) -> Lang {
    common.lang.map_or(base, Into::into)
}

/// Tells every later output whether to colour. `NO_COLOR` and pipes are looked at only where the
/// option leaves it open.
pub fn set_color(common: &Common) {
    match common.color {
        ColorArg::Always => anstream::ColorChoice::Always,
        ColorArg::Never => anstream::ColorChoice::Never,
        ColorArg::Auto => anstream::ColorChoice::Auto,
    }
    .write_global();
}

/// Whether standard output is coloured.
pub fn colored(common: &Common) -> bool {
    match common.color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}

/// Why standard output could not be written to, where somebody still waits for it.
static LOST: OnceLock<(String, String)> = OnceLock::new();

/// Writes to standard output; `false` when it takes no more. A reader that went away is no error.
pub fn print(text: &str) -> bool {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => true,
        Err(e) => {
            if e.kind() != std::io::ErrorKind::BrokenPipe {
                let _ = LOST.set(super::files::reason(&e));
            }
            false
        }
    }
}

/// An error when some of the output was lost, as on a full disk.
pub fn lost() -> Option<String> {
    let (ru, en) = LOST.get()?;
    Some(format!("вывод не записан: {ru} · the output was not written: {en}"))
}

/// A remark on the error stream, where results go to the standard output.
pub fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// A message beside the output, in both languages.
pub fn warn(message: &str) {
    let _ = writeln!(
        anstream::stderr(),
        "{} {message}",
        paint(YELLOW.bold(), "внимание · warning:")
    );
}

/// An error message. Messages that are known before the base is read hold both languages, parted by ` · `.
pub fn error(lang: Option<LangArg>, message: &str) {
    let shown = match (lang, message.split_once(" · ")) {
        (Some(LangArg::Ru), Some((ru, _))) => format!("{} {ru}", paint(RED.bold(), "ошибка:")),
        (Some(LangArg::En), Some((_, en))) => format!("{} {en}", paint(RED.bold(), "error:")),
        _ => format!("{} {message}", paint(RED.bold(), "ошибка · error:")),
    };
    let _ = writeln!(anstream::stderr(), "{shown}");
}
