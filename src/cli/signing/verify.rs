//! Whether a bundle is what somebody trusted signed.

use serde_json::{Value, json};

use super::VerifyArgs;
use crate::bundle::container::Container;
use crate::bundle::signature::{self, ED25519, KeyId, PublicKey, Standing};
use crate::bundle::{Bundle, BundleError};
use crate::cli::args::{Common, FormatArg};
use crate::cli::output::{GREEN, RED, paint};
use crate::cli::{CLEAN, FINDINGS, Outcome, opening, output};
use crate::value::Lang;

/// A signature as it was found.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Number of the algorithm.
    pub algorithm: u32,
    /// What the key is called.
    pub key: KeyId,
    /// Whether it fits the file.
    pub standing: Standing,
    /// Whether its key is among those given.
    pub trusted: bool,
}

impl Seen {
    /// As it is reported to programs: `fits` is null where this version cannot tell.
    pub fn json(self) -> Value {
        json!({
            "key": self.key.to_string(),
            "algorithm": if self.algorithm == ED25519 { json!("ed25519") } else { json!(self.algorithm) },
            "fits": match self.standing {
                Standing::Fits => Some(true),
                Standing::Wrong => Some(false),
                Standing::Unknown => None,
            },
            "trusted": self.trusted,
        })
    }
}

/// The signatures of a file.
///
/// # Errors
/// When the file is shorter than a header.
pub fn seen(file: &[u8], container: &Container, trusted: &[PublicKey]) -> Result<Vec<Seen>, BundleError> {
    let standings = signature::standings(file, container)?;
    let pairs = container.signatures().iter().zip(standings);
    let is_trusted = |bytes| trusted.iter().any(|key| key.to_bytes() == bytes);
    Ok(pairs
        .map(|(stored, standing)| Seen {
            algorithm: stored.algorithm,
            key: stored.key_id(),
            standing,
            trusted: stored.algorithm == ED25519 && is_trusted(stored.key),
        })
        .collect())
}

/// Checks who signed a bundle: 0 somebody trusted, 1 nobody trusted, 2 it is no bundle or damaged.
pub fn run(common: &Common, args: &VerifyArgs) -> Outcome {
    let keys: Result<Vec<PublicKey>, String> = args.key.iter().map(|path| opening::public_key(path)).collect();
    let keys = keys?;
    let file = super::bytes(&args.file)?;
    let damaged = |e: BundleError| opening::refused(&args.file, &e);
    let container = Container::open(&file).map_err(damaged)?;
    let why = signature::check(&file, &container, &keys).err();
    let seen = seen(&file, &container, &keys).map_err(damaged)?;
    let id = container.id;
    let bundle = Bundle::from_bytes(file).map_err(damaged)?;
    let lang = output::lang(common, bundle.program().lang);
    let text = match args.format {
        FormatArg::Human => human(&bundle, &seen, why.as_ref(), lang),
        FormatArg::Json => {
            let report = json!({
                "file": args.file,
                "identity": hex(&id.0),
                "trusted": why.is_none(),
                "reason": why.as_ref().map(reason),
                "message": why.as_ref().map(|e| e.message(lang)),
                "signatures": seen.iter().map(|s| s.json()).collect::<Vec<_>>(),
            });
            format!("{report:#}\n")
        }
    };
    output::print(&text);
    Ok(if why.is_none() { CLEAN } else { FINDINGS })
}

fn human(bundle: &Bundle, seen: &[Seen], why: Option<&BundleError>, lang: Lang) -> String {
    let (title, id) = (&bundle.program().title, bundle.id());
    if let Some(why) = why {
        return format!("{} {}.\n", paint(RED.bold(), "✗"), why.message(lang));
    }
    let trusted = seen.iter().filter(|s| s.trusted);
    let keys: Vec<String> = trusted.map(|s| s.key.to_string()).collect();
    let keys = keys.join(", ");
    let text = match lang {
        Lang::Ru => format!("Сборка «{title}» ({id}) цела и подписана доверенным ключом: {keys}."),
        Lang::En => format!("The bundle “{title}” ({id}) is whole and signed by a trusted key: {keys}."),
    };
    format!("{} {text}\n", paint(GREEN.bold(), "✓"))
}

/// A word for programs; stable.
fn reason(error: &BundleError) -> &'static str {
    match error {
        BundleError::Unsigned => "unsigned",
        BundleError::Untrusted { .. } => "untrusted",
        BundleError::WrongSignature { .. } => "wrong_signature",
        BundleError::UnknownAlgorithm { .. } => "unknown_algorithm",
        BundleError::Identity => "identity",
        _ => "damaged",
    }
}

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
