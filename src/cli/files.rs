//! Reading and writing files of a base.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::compile::Input;
use crate::model::manifest::read_manifest;
use crate::source::{MAX_FILE_BYTES, Source};
use crate::span::FileId;
use crate::value::Lang;

/// Name of the manifest.
pub const MANIFEST: &str = "lotsman.yaml";

/// Reads every file of a base in order of path.
///
/// # Errors
/// When the folder or a file cannot be read: a message that names it.
pub fn read_base(root: &Path) -> Result<Vec<Input>, String> {
    if root.is_file() {
        return Err(format!(
            "«{0}» — файл, а нужна папка базы знаний · “{0}” is a file, not the folder of a knowledge base",
            root.display()
        ));
    }
    if !root.is_dir() {
        return Err(format!("папки «{0}» нет · there is no folder “{0}”", root.display()));
    }
    let mut paths: Vec<PathBuf> = Vec::new();
    for part in ["topics", "scenarios"] {
        let folder = root.join(part);
        if !folder.exists() {
            continue;
        }
        // A base is exactly what lies in its folders, whatever git ignores.
        let walk = ignore::WalkBuilder::new(&folder)
            .standard_filters(false)
            .hidden(true)
            .follow_links(false)
            .build();
        for entry in walk {
            let entry = entry.map_err(|e| {
                let (ru, en) = e.io_error().map_or_else(|| (e.to_string(), e.to_string()), reason);
                format!(
                    "папка «{0}» не читается: {ru} · cannot read the folder “{0}”: {en}",
                    folder.display()
                )
            })?;
            if entry.file_type().is_some_and(|t| t.is_file() || t.is_symlink()) {
                paths.push(entry.into_path());
            }
        }
    }
    let manifest = root.join(MANIFEST);
    if manifest.exists() {
        paths.push(manifest);
    }
    let mut inputs = Vec::with_capacity(paths.len());
    for path in paths {
        let name = relative(root, &path);
        if Input::belongs(&name) {
            inputs.push(Input {
                path: name,
                bytes: read(&path)?,
            });
        }
    }
    if inputs.is_empty() {
        return Err(format!(
            "в папке «{0}» нет базы знаний: ни {MANIFEST}, ни файлов в topics и scenarios · “{0}” holds no knowledge base",
            root.display()
        ));
    }
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(inputs)
}

/// The language of a base, for commands that do not read the rest of it; Russian where none is said.
pub fn language(root: &Path) -> Lang {
    let text = std::fs::read_to_string(root.join(MANIFEST)).unwrap_or_default();
    if text.is_empty() {
        return Lang::Ru;
    }
    read_manifest(&Source::new(MANIFEST, text), FileId(0)).0.language
}

/// Reads one file, no longer than a source may be.
///
/// # Errors
/// A message that names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |e: std::io::Error| {
        let (ru, en) = reason(&e);
        format!("файл «{0}» не читается: {ru} · cannot read “{0}”: {en}", path.display())
    };
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > MAX_FILE_BYTES {
        let limit = MAX_FILE_BYTES / (1024 * 1024);
        return Err(format!(
            "файл «{0}» больше {limit} МБ: разделите его на несколько · “{0}” is over {limit} MB: split it",
            path.display()
        ));
    }
    std::fs::read(path).map_err(failed)
}

/// Refuses to write over somebody else's file: what stands there must be empty or begin as `is_ours`
/// says, so that a slip of the hand in `-o` does not cost a scenario.
///
/// # Errors
/// A message that names the file.
pub fn must_be_ours(path: &Path, is_ours: impl Fn(&[u8]) -> bool) -> Result<(), String> {
    let is_file = std::fs::metadata(path).is_ok_and(|m| m.is_file());
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|f| f.take(64).read_to_end(&mut start));
    if !is_file || (read.is_ok() && (start.is_empty() || is_ours(&start))) {
        return Ok(());
    }
    Err(format!(
        "файл «{0}» уже есть, и он другого рода: он не тронут, назовите другое имя · “{0}” exists and is of another kind: it is untouched, choose another name",
        path.display()
    ))
}

/// Writes a file whole or not at all: a temporary file in the same folder, synced, then renamed. What
/// is no file but a device or a pipe is written to as it is; a link stays a link.
///
/// # Errors
/// A message that names the file; what stood there before is untouched.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let existed = path.exists();
    let failed = |e: std::io::Error| {
        let (ru, en) = reason(&e);
        let (old_ru, old_en) = if existed {
            (", прежний цел", ", the old one is untouched")
        } else {
            ("", "")
        };
        format!(
            "файл «{0}» не записан{old_ru}: {ru} · “{0}” is not written{old_en}: {en}",
            path.display()
        )
    };
    let target = if existed {
        path.canonicalize().map_err(failed)?
    } else {
        path.to_owned()
    };
    if existed && !target.is_file() && !target.is_dir() {
        let mut device = std::fs::OpenOptions::new().write(true).open(&target).map_err(failed)?;
        return device.write_all(bytes).map_err(failed);
    }
    let folder = target
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    temporary.write_all(bytes).map_err(failed)?;
    keep_mode(temporary.as_file(), &target).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    temporary.persist(&target).map_err(|e| failed(e.error))?;
    // The name itself is safe only when the folder is; some systems cannot sync folders.
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A file that is written bit by bit and still whole or not at all.
pub struct AtomicFile {
    path: PathBuf,
    target: PathBuf,
    to: Written,
}

enum Written {
    Temporary(tempfile::NamedTempFile),
    /// A device or a pipe.
    Device(std::fs::File),
}

impl AtomicFile {
    /// Begins a file.
    ///
    /// # Errors
    /// A message that names it.
    pub fn create(path: &Path) -> Result<Self, String> {
        let failed = |e: std::io::Error| not_written(path, &e);
        let target = if path.exists() {
            path.canonicalize().map_err(failed)?
        } else {
            path.to_owned()
        };
        let to = if target.exists() && !target.is_file() && !target.is_dir() {
            Written::Device(std::fs::OpenOptions::new().write(true).open(&target).map_err(failed)?)
        } else if target.is_dir() {
            return Err(failed(std::io::ErrorKind::IsADirectory.into()));
        } else {
            let folder = target.parent().filter(|p| !p.as_os_str().is_empty());
            Written::Temporary(tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(failed)?)
        };
        Ok(Self {
            path: path.to_owned(),
            target,
            to,
        })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// A message that names it; what stood there before is untouched.
    pub fn commit(self) -> Result<(), String> {
        let Self { path, target, to } = self;
        let failed = |e: std::io::Error| not_written(&path, &e);
        if let Written::Temporary(file) = to {
            keep_mode(file.as_file(), &target).map_err(failed)?;
            file.as_file().sync_all().map_err(failed)?;
            file.persist(&target).map_err(|e| failed(e.error))?;
        }
        Ok(())
    }
}

impl std::io::Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut self.to {
            Written::Temporary(file) => file.write(bytes),
            Written::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match &mut self.to {
            Written::Temporary(file) => file.flush(),
            Written::Device(file) => file.flush(),
        }
    }
}

/// A message about a file that could not be written.
pub fn not_written(path: &Path, e: &std::io::Error) -> String {
    let (ru, en) = reason(e);
    format!(
        "файл «{0}» не записан: {ru} · “{0}” is not written: {en}",
        path.display()
    )
}

/// Why the system refused, in Russian and English.
pub fn reason(e: &std::io::Error) -> (String, String) {
    use std::io::ErrorKind as Kind;
    let (ru, en) = match e.kind() {
        Kind::NotFound => ("нет такой папки или такого файла", "no such file or folder"),
        Kind::PermissionDenied => ("нет прав на это", "permission denied"),
        Kind::StorageFull | Kind::QuotaExceeded => ("на диске нет места", "no space left on the disk"),
        Kind::IsADirectory => ("это папка", "it is a folder"),
        Kind::NotADirectory => ("часть пути — не папка", "part of the path is not a folder"),
        Kind::ReadOnlyFilesystem => ("диск только для чтения", "the disk is read-only"),
        _ => return (e.to_string(), e.to_string()),
    };
    (ru.to_owned(), en.to_owned())
}

/// The new file may be read by whom the old one could; a new one by all, as `umask` usually has it.
fn keep_mode(file: &std::fs::File, path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).map_or(0o644, |m| m.permissions().mode() & 0o777);
        file.set_permissions(std::fs::Permissions::from_mode(mode))?;
    }
    #[cfg(not(unix))]
    let _ = (file, path);
    Ok(())
}

/// `path` relative to `root`, with `/`.
pub fn relative(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
