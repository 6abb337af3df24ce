//! `lotsman say`: how a text sounds.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;
use serde_json::json;

use super::args::{Common, FormatArg};
use super::{CLEAN, Outcome, files, output};
use crate::channel::voice;
use crate::language::spoken;
use crate::value::Lang;

/// The synthesiser. It understands SSML and speaks Russian and English.
const SPEAKER: &str = "espeak-ng";
/// Longer texts are no prompts.
const MAX_BYTES: u64 = 1 << 20;

/// `say`
#[derive(Debug, Args)]
pub struct SayArgs {
    /// Текст; без него — со стандартного ввода · The text; from standard input when absent
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// Только слова, без разметки · The words alone, without markup
    #[arg(long, conflicts_with_all = ["format", "wav", "play"])]
    pub plain: bool,
    /// Вид результата · Form of the result
    #[arg(long, default_value = "human", conflicts_with_all = ["wav", "play"])]
    pub format: FormatArg,
    /// Записать речь в файл WAV через espeak-ng · Write the speech to a WAV file through espeak-ng
    #[arg(long, value_name = "FILE", conflicts_with = "play")]
    pub wav: Option<PathBuf>,
    /// Произнести через espeak-ng · Speak through espeak-ng
    #[arg(long)]
    pub play: bool,
}

/// Says a text: as SSML, as words, as sound.
pub fn run(common: &Common, args: &SayArgs) -> Outcome {
    let text = if args.text.is_empty() {
        from_input()?
    } else {
        args.text.join(" ")
    };
    if text.trim().is_empty() {
        return Err("текст пуст: напишите, что сказать · the text is empty: write what to say".to_owned());
    }
    let lang = common.lang.map_or_else(|| lang_of(&text), Into::into);
    let words = spoken(&text, lang);
    let ssml = voice::ssml(&text, lang);
    if let Some(path) = &args.wav {
        return record(&ssml, lang, path);
    }
    if args.play {
        speak(&ssml, lang, &[])?;
        return Ok(CLEAN);
    }
    match args.format {
        FormatArg::Human if args.plain => output::print(&format!("{}\n", words.trim_end())),
        FormatArg::Human => output::print(&ssml),
        FormatArg::Json => {
            let lang = if lang == Lang::Ru { "ru" } else { "en" };
            let object = json!({ "lang": lang, "written": text, "spoken": words, "ssml": ssml });
            output::print(&format!("{object:#}\n"))
        }
    };
    Ok(CLEAN)
}

/// Russian where there is a Cyrillic letter, or no letter at all.
fn lang_of(text: &str) -> Lang {
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    if latin && !text.chars().any(cyrillic) {
        Lang::En
    } else {
        Lang::Ru
    }
}

fn from_input() -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|e| {
        let (ru, en) = files::reason(&e);
        format!("стандартный ввод не читается: {ru} · standard input cannot be read: {en}")
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(
            "текст длиннее мегабайта: разделите его · the text is longer than a megabyte: divide it".to_owned(),
        );
    }
    String::from_utf8(bytes).map_err(|_| {
        "стандартный ввод не в кодировке UTF-8: сохраните текст в ней · standard input is not UTF-8: save the text so"
            .to_owned()
    })
}

/// Into a file beside, which takes the name only when all of it is there.
fn record(ssml: &str, lang: Lang, path: &Path) -> Outcome {
    let folder = tempfile::tempdir().map_err(|e| files::not_written(path, &e))?;
    let sound = folder.path().join("speech.wav");
    let name = sound.to_string_lossy().into_owned();
    speak(ssml, lang, &["-w", &name])?;
    files::write_atomic(path, &files::read(&sound)?)?;
    let shown = path.display();
    output::note(&match lang {
        Lang::Ru => format!("записано: {shown}"),
        Lang::En => format!("written: {shown}"),
    });
    Ok(CLEAN)
}

fn speak(ssml: &str, lang: Lang, arguments: &[&str]) -> Result<(), String> {
    let failed =
        |what: &str| format!("синтезатор {SPEAKER} не справился: {what} · the synthesiser {SPEAKER} failed: {what}");
    let child = Command::new(SPEAKER)
        .args(["-m", "-b", "1", "-v"])
        .arg(if lang == Lang::Ru { "ru" } else { "en-gb" })
        .args(arguments)
        .arg("--stdin")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(format!(
                "синтезатора {SPEAKER} нет: установите его (в Debian и Ubuntu: apt install {SPEAKER}); SSML печатается и без него \
                 · there is no synthesiser {SPEAKER}: install it (in Debian and Ubuntu: apt install {SPEAKER}); SSML is printed without it"
            ));
        }
        Err(e) => return Err(failed(&e.to_string())),
    };
    if let Some(mut stdin) = child.stdin.take() {
        // It reads to the end before it speaks; where it does not, its own message says more.
        let _ = stdin.write_all(ssml.as_bytes());
    }
    let done = child.wait_with_output().map_err(|e| failed(&e.to_string()))?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        return Err(failed(said.lines().next().unwrap_or("?").trim()));
    }
    Ok(())
}
