//! `lotsman keygen`, `lotsman sign`, `lotsman verify`: who answers for a bundle.

mod keygen;
mod verify;

use std::path::PathBuf;

use clap::Args;

use super::args::{Common, FormatArg};
use super::opening::{self, said};
use super::{CLEAN, Outcome, files, output};
use crate::bundle::container::MAGIC;
use crate::bundle::signature::{self, SecretKey};
use crate::bundle::{Bundle, BundleError};
use crate::value::Lang;

pub use keygen::run as keygen;
pub use verify::{Seen, hex, run as verify, seen};

/// `keygen`
#[derive(Debug, Args)]
pub struct KeygenArgs {
    /// Имя пары: секретный ключ — ИМЯ.key, открытый — ИМЯ.pub · Name of the pair: NAME.key is secret, NAME.pub public
    #[arg(short, long, value_name = "NAME")]
    pub output: PathBuf,
    /// Заменить ключи с тем же именем; подписать старым ключом будет нельзя
    /// · Replace keys of that name; nothing can be signed with the old one any more
    #[arg(long)]
    pub force: bool,
}

/// `sign`
#[derive(Debug, Args)]
pub struct SignArgs {
    /// Сборка · The bundle
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Секретный ключ · The secret key
    #[arg(long, value_name = "NAME.key")]
    pub key: PathBuf,
    /// Куда записать; обычно в тот же файл · Where to write; into the same file by default
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `verify`
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Сборка · The bundle
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Открытый ключ, которому доверяют; ключей может быть несколько · A public key that is trusted; several may be given
    #[arg(long, value_name = "NAME.pub", required = true)]
    pub key: Vec<PathBuf>,
    /// Вид ответа · Form of the answer
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
}

/// Signs a bundle; the other signatures stay.
pub fn sign(common: &Common, args: &SignArgs) -> Outcome {
    let key = SecretKey::from_pem(&opening::text(&args.key)?).map_err(|e| {
        format!(
            "ключ «{0}» не годится: {1} · the key “{0}” is of no use: {2}",
            args.key.display(),
            e.message(Lang::Ru),
            e.message(Lang::En)
        )
    })?;
    let target = args.output.as_ref().unwrap_or(&args.file);
    files::must_be_ours(target, |start| start.starts_with(&MAGIC))?;
    let file = bytes(&args.file)?;
    let signed = signature::sign(&file, &key).map_err(|e| {
        let name = args.file.display();
        said(
            &format!("сборка «{name}» не подписана"),
            &format!("the bundle “{name}” is not signed"),
            &e,
        )
    })?;
    let bundle = Bundle::from_bytes(signed.clone()).map_err(|e| opening::refused(&args.file, &e))?;
    files::write_atomic(target, &signed)?;
    let (id, count, target) = (key.public().id(), bundle.signatures().len(), target.display());
    let text = match output::lang(common, bundle.program().lang) {
        Lang::Ru => format!("Подписано ключом {id}: {target} (подписей: {count})\n"),
        Lang::En => format!("Signed with the key {id}: {target} (signatures: {count})\n"),
    };
    output::print(&text);
    Ok(CLEAN)
}

/// The bytes of a bundle that is to be looked at as it is, damaged or not.
///
/// # Errors
/// A message that names the file.
pub fn bytes(path: &std::path::Path) -> Result<Vec<u8>, String> {
    let failed = |e: std::io::Error| opening::refused(path, &BundleError::Io(e.to_string()));
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > crate::bundle::container::MAX_LENGTH {
        return Err(opening::refused(path, &BundleError::TooLong));
    }
    std::fs::read(path).map_err(failed)
}
