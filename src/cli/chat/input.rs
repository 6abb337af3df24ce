//! Lines of the person: edited on a terminal, as they come from a pipe.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

/// Lines of a pipe longer than this are read in pieces.
const MAX_LINE: u64 = 1024 * 1024;

/// Where lines come from.
pub enum Lines {
    /// A terminal with line editing and history.
    Terminal(Box<DefaultEditor>, Option<PathBuf>),
    /// A pipe or a file: no prompt, no history.
    Pipe,
}

impl Lines {
    /// A terminal where there is one.
    pub fn new() -> Self {
        if !std::io::stdin().is_terminal() {
            return Self::Pipe;
        }
        let Ok(mut editor) = DefaultEditor::new() else {
            return Self::Pipe;
        };
        let history = history_file();
        if let Some(path) = &history {
            // The first conversation has no history yet.
            let _ = editor.load_history(path);
        }
        Self::Terminal(Box::new(editor), history)
    }

    /// Whether a person sits at a terminal.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Terminal(..))
    }

    /// The next line without its end; `None` at the end of input, after Ctrl-C or Ctrl-D.
    pub fn next(&mut self, prompt: &str) -> Option<String> {
        match self {
            Self::Terminal(editor, _) => match editor.readline(prompt) {
                Ok(line) => {
                    if !line.trim().is_empty() {
                        let _ = editor.add_history_entry(line.as_str());
                    }
                    Some(line)
                }
                // The window changed its size while a line was being read.
                Err(ReadlineError::Signal(_)) => Some(String::new()),
                Err(_) => None,
            },
            Self::Pipe => {
                let mut bytes = Vec::new();
                let read = std::io::Read::take(std::io::stdin().lock(), MAX_LINE).read_until(b'\n', &mut bytes);
                match read {
                    Ok(0) | Err(_) => None,
                    Ok(_) => Some(
                        String::from_utf8_lossy(&bytes)
                            .trim_end_matches(['\n', '\r'])
                            .to_owned(),
                    ),
                }
            }
        }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        if let Self::Terminal(editor, Some(path)) = self
            && path
                .parent()
                .is_some_and(|folder| std::fs::create_dir_all(folder).is_ok())
        {
            // A history that cannot be kept is no reason to trouble anybody.
            let _ = editor.save_history(path);
        }
    }
}

fn history_file() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let state = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local").join("state")));
    let folder = state.or_else(|| absolute("LOCALAPPDATA"))?;
    Some(folder.join("lotsman").join("history"))
}
