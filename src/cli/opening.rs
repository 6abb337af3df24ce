//! Ready bundles and keys that a command is given.

use std::path::{Path, PathBuf};

use clap::Args;

use super::files;
use crate::bundle::signature::PublicKey;
use crate::bundle::{Bundle, BundleError};
use crate::value::Lang;

/// A ready bundle, and who must have signed it.
#[derive(Debug, Args)]
pub struct BundleArgs {
    /// Готовая сборка вместо папки базы · A bundle instead of the folder of a base
    #[arg(short = 'B', long, value_name = "FILE")]
    pub bundle: Option<PathBuf>,
    /// Открыть сборку, только если она подписана этим ключом; ключей может быть несколько
    /// · Open the bundle only if this key signed it; several keys may be given
    #[arg(long = "trusted-key", value_name = "NAME.pub", requires = "bundle")]
    pub trusted: Vec<PathBuf>,
}

impl BundleArgs {
    /// A bundle, whoever signed it; none is the base.
    pub fn of(bundle: Option<&Path>) -> Self {
        Self {
            bundle: bundle.map(Path::to_owned),
            trusted: Vec::new(),
        }
    }

    /// Opens a bundle as the options ask.
    ///
    /// # Errors
    /// A message that names the file.
    pub fn open(&self, path: &Path) -> Result<Bundle, String> {
        let opened = if self.trusted.is_empty() {
            Bundle::open(path)
        } else {
            let keys: Result<Vec<_>, _> = self.trusted.iter().map(|key| public_key(key)).collect();
            Bundle::open_trusted(path, &keys?)
        };
        opened.map_err(|e| refused(path, &e))
    }
}

/// That a bundle does not open.
pub fn refused(path: &Path, error: &BundleError) -> String {
    let (ru, en) = (
        format!("сборка «{}» не открывается", path.display()),
        format!("the bundle “{}” does not open", path.display()),
    );
    // What the system says comes in its own language.
    if let (BundleError::Io(_), Err(e)) = (error, std::fs::File::open(path)) {
        let (why_ru, why_en) = files::reason(&e);
        return format!("{ru}: {why_ru} · {en}: {why_en}");
    }
    said(&ru, &en, error)
}

/// An error of a bundle behind words in both languages.
pub fn said(ru: &str, en: &str, error: &BundleError) -> String {
    format!("{ru}: {} · {en}: {}", error.message(Lang::Ru), error.message(Lang::En))
}

/// Reads a public key.
///
/// # Errors
/// A message that names the file.
pub fn public_key(path: &Path) -> Result<PublicKey, String> {
    let text = text(path)?;
    PublicKey::from_pem(&text).map_err(|e| {
        format!(
            "ключ «{0}» не годится: {1} · the key “{0}” is of no use: {2}",
            path.display(),
            e.message(Lang::Ru),
            e.message(Lang::En)
        )
    })
}

/// The text of a small file.
///
/// # Errors
/// A message that names the file.
pub fn text(path: &Path) -> Result<String, String> {
    Ok(String::from_utf8_lossy(&files::read(path)?).into_owned())
}
