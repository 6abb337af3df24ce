//! Reading and writing files of a base.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::compile::Input;
use crate::source::MAX_FILE_BYTES;

/// Name of the manifest.
pub const MANIFEST: &str = "lotsman.yaml";

/// Reads every file of a base in order of path.
///
/// # Errors
/// When the folder or a file cannot be read: a message that names it.
pub fn read_base(root: &Path) -> Result<Vec<Input>, String> {
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
        let walk = ignore::WalkBuilder::new(&folder).standard_filters(false).hidden(true).follow_links(false).build();
        for entry in walk {
            let entry = entry.map_err(|e| format!("не удалось прочитать папку · cannot read the folder: {e}"))?;
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
            inputs.push(Input { path: name, bytes: read(&path)? });
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

/// Reads one file, no longer than a source may be.
///
/// # Errors
/// A message that names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |e: std::io::Error| format!("файл «{0}» не читается: {e} · cannot read “{0}”: {e}", path.display());
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

/// Writes a file whole or not at all: a temporary file in the same folder, synced, then renamed.
///
/// # Errors
/// A message that names the file; what stood there before is untouched.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let failed = |e: std::io::Error| {
        format!("файл «{0}» не записан, прежний цел: {e} · “{0}” is not written, the old one is untouched: {e}", path.display())
    };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    temporary.write_all(bytes).map_err(failed)?;
    keep_mode(temporary.as_file(), path).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    temporary.persist(path).map_err(|e| failed(e.error))?;
    // The name itself is safe only when the folder is; some systems cannot sync folders.
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
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
