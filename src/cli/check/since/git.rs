//! Git, asked as a program.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::Input;

/// What git says has changed in a base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The revision as the full name of its commit.
    commit: String,
    /// Changed files by their paths in the base.
    pub(super) files: BTreeMap<String, FileChange>,
}

/// How a file has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileChange {
    /// It was not there, or not under version control.
    New,
    /// Some of its lines.
    Changed {
        /// Its path then.
        old: String,
        /// The lines.
        hunks: Vec<Hunk>,
    },
}

/// Lines before and after: the first, from 1, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) old: (usize, usize),
    pub(super) new: (usize, usize),
}

/// Asks git what has changed in the folder of a base since a revision.
///
/// # Errors
/// A message when there is no git, no repository or no such revision.
pub fn changes(base: &Path, rev: &str) -> Result<Changes, String> {
    let inside = git(base, &["rev-parse", "--is-inside-work-tree"])?;
    if inside.as_deref().map(<[u8]>::trim_ascii) != Ok(b"true") {
        return Err(format!(
            "папка «{0}» не под управлением git: --since сравнивать не с чем · the folder “{0}” is not in a git repository: --since has nothing to compare with",
            base.display()
        ));
    }
    let wanted = format!("{rev}^{{commit}}");
    let Ok(commit) = git(base, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])? else {
        return Err(format!(
            "ревизии «{rev}» в этом репозитории нет. Если проверку запускает CI, репозиторий часто скачан без истории: скачайте его целиком · there is no revision “{rev}” in this repository. In CI a repository is often fetched without its history: fetch all of it"
        ));
    };
    let commit = String::from_utf8_lossy(commit.trim_ascii()).into_owned();
    let quoting = "core.quotePath=false";
    let diff = git(
        base,
        &[
            "-c",
            quoting,
            "diff",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--text",
            "--relative",
            "-M",
            "--unified=0",
            "--inter-hunk-context=0",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            &commit,
            "--",
            ".",
        ],
    )?
    .map_err(|e| failed(&e))?;
    let mut files = diffed(&String::from_utf8_lossy(&diff));
    // Files that are ignored belong to the base as well.
    let others = git(base, &["ls-files", "--others", "-z", "--", "."])?.map_err(|e| failed(&e))?;
    for path in String::from_utf8_lossy(&others).split('\0').filter(|p| !p.is_empty()) {
        files.insert(path.to_owned(), FileChange::New);
    }
    files.retain(|path, _| Input::belongs(path));
    Ok(Changes { commit, files })
}

impl Changes {
    /// A file as it was.
    pub(super) fn old_text(&self, base: &Path, path: &str) -> Result<String, String> {
        let name = format!("{}:./{path}", self.commit);
        let bytes = git(base, &["cat-file", "blob", &name])?.map_err(|e| failed(&e))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// What a command of git says, or what it complains of.
fn git(base: &Path, args: &[&str]) -> Result<Result<Vec<u8>, String>, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(base)
        .args(args)
        // It would put context back into the diff.
        .env_remove("GIT_DIFF_OPTS")
        .output()
        .map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => {
                "программа git не найдена, а --since спрашивает у неё, что изменилось · the program git is not found, and --since asks it what has changed".to_owned()
            }
            _ => format!("git не запускается: {e} · git does not start: {e}"),
        })?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    Ok(Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

fn failed(said: &str) -> String {
    format!("git не ответил, что изменилось: {said} · git did not tell what has changed: {said}")
}

/// Files and lines of a diff without context.
pub(super) fn diffed(diff: &str) -> BTreeMap<String, FileChange> {
    let mut files: BTreeMap<String, FileChange> = BTreeMap::new();
    let (mut old, mut new): (Option<String>, Option<String>) = (None, None);
    // Lines of a hunk still to come, which must not be taken for headers.
    let mut rest = 0_usize;
    for line in diff.split('\n') {
        if rest > 0 && line.starts_with(['+', '-']) {
            rest -= 1;
            continue;
        }
        if line.starts_with("diff --git ") {
            (old, new) = (None, None);
        } else if let Some(path) = line.strip_prefix("--- ") {
            old = named(path, "a/");
        } else if let Some(path) = line.strip_prefix("+++ ") {
            new = named(path, "b/");
            if let Some(new) = &new {
                let change = match &old {
                    None => FileChange::New,
                    Some(old) => FileChange::Changed {
                        old: old.clone(),
                        hunks: Vec::new(),
                    },
                };
                files.insert(new.clone(), change);
            }
        } else if let Some(hunk) = line.strip_prefix("@@ ").and_then(ranges) {
            rest = hunk.old.1 + hunk.new.1;
            if let Some(FileChange::Changed { hunks, .. }) = new.as_ref().and_then(|new| files.get_mut(new)) {
                hunks.push(hunk);
            }
        }
    }
    files
}

/// `-10,3 +12 @@ …`
fn ranges(text: &str) -> Option<Hunk> {
    let mut parts = text.split(' ');
    let mut range = |sign: char| {
        let numbers = parts.next()?.strip_prefix(sign)?;
        match numbers.split_once(',') {
            Some((first, count)) => Some((first.parse().ok()?, count.parse().ok()?)),
            None => Some((numbers.parse().ok()?, 1)),
        }
    };
    Some(Hunk {
        old: range('-')?,
        new: range('+')?,
    })
}

/// A path of a header; none for `/dev/null`. Unusual ones stand in quotes, with escapes.
fn named(written: &str, prefix: &str) -> Option<String> {
    // A tab ends a name with spaces.
    let written = written.strip_suffix('\t').unwrap_or(written);
    let Some(quoted) = written.strip_prefix('"').and_then(|w| w.strip_suffix('"')) else {
        return written.strip_prefix(prefix).map(str::to_owned);
    };
    let mut bytes: Vec<u8> = Vec::new();
    let mut left = quoted.bytes().peekable();
    while let Some(b) = left.next() {
        if b != b'\\' {
            bytes.push(b);
            continue;
        }
        match left.next()? {
            b'n' => bytes.push(b'\n'),
            b't' => bytes.push(b'\t'),
            digit @ b'0'..=b'7' => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    if let Some(next) = left.next_if(|n| matches!(n, b'0'..=b'7')) {
                        value = value * 8 + u32::from(next - b'0');
                    }
                }
                bytes.push(u8::try_from(value).ok()?);
            }
            other => bytes.push(other),
        }
    }
    let path = String::from_utf8_lossy(&bytes).into_owned();
    path.strip_prefix(prefix).map(str::to_owned)
}
