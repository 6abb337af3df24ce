//! A new pair of keys.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::KeygenArgs;
use crate::bundle::signature::SecretKey;
use crate::cli::args::Common;
use crate::cli::{CLEAN, Outcome, files, output};
use crate::value::Lang;

/// Makes a pair of keys in two files.
pub fn run(common: &Common, args: &KeygenArgs) -> Outcome {
    let (secret, public) = (named(&args.output, "key"), named(&args.output, "pub"));
    if !args.force {
        for path in [&secret, &public] {
            if path.symlink_metadata().is_ok() {
                return Err(exists(path));
            }
        }
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|e| format!("система не дала случайных чисел: {e} · the system gave no randomness: {e}"))?;
    let key = SecretKey::from_bytes(&seed);
    seed.fill(0);
    // The public key first: alone it does no harm, and goes again where the secret one cannot be written.
    let replaced = public.exists();
    files::write_atomic(&public, key.public().to_pem().as_bytes())?;
    if let Err(message) = write_secret(&secret, key.to_pem().as_bytes(), args.force) {
        if !replaced {
            let _ = std::fs::remove_file(&public);
        }
        return Err(message);
    }
    let (id, secret, public) = (key.public().id(), secret.display(), public.display());
    let text = match output::lang(common, files::language(&common.base)) {
        Lang::Ru => format!(
            "Ключ {id}\n  {secret} — секретный: подписывает сборки. Никому не передавайте и сохраните копию в надёжном месте.\n  \
             {public} — открытый: раздайте тем, кто открывает сборки.\n"
        ),
        Lang::En => format!(
            "Key {id}\n  {secret} is secret: it signs bundles. Give it to nobody, and keep a copy in a safe place.\n  \
             {public} is public: hand it to those who open bundles.\n"
        ),
    };
    output::print(&text);
    Ok(CLEAN)
}

/// The name with an ending of its own: `ключ.2026` has no ending that could be replaced.
fn named(name: &Path, ending: &str) -> PathBuf {
    let mut path = name.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    path.into()
}

fn exists(path: &Path) -> String {
    format!(
        "ключ «{0}» уже есть, он не тронут: без него прежнее будет нечем подписать. Назовите другое имя или добавьте --force \
         · the key “{0}” exists and is untouched: without it nothing more can be signed as before. Choose another name or add --force",
        path.display()
    )
}

/// A file that appears whole, and with rights for its owner alone from the first byte on.
fn write_secret(path: &Path, bytes: &[u8], force: bool) -> Result<(), String> {
    let failed = |e: std::io::Error| files::not_written(path, &e);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    // Such files are for their owner alone.
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    let placed = if force {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    match placed {
        Ok(_) => Ok(()),
        Err(e) if e.error.kind() == std::io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(e) => Err(failed(e.error)),
    }
}
